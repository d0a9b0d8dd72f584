package main

import (
	"os"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/reader"
)

// newWorkerCommand is how this program starts itself to read what strangers wrote. Nobody calls it by hand, so help
// does not show it.
func newWorkerCommand() *cobra.Command {
	c := &cobra.Command{Use: "worker", Short: "Read files within a jail (started by shortlist itself)", Hidden: true, Args: cobra.NoArgs}
	c.AddCommand(
		&cobra.Command{
			Use:  "read CONFIG",
			Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				config, err := reader.ParseConfig(args[0])
				if err != nil {
					return err
				}
				parser, err := screener.NewParser()
				if err != nil {
					return err
				}
				return reader.ServeRead(os.Stdin, os.Stdout, config, parser)
			},
		},
		&cobra.Command{
			Use:  "unpack CONFIG",
			Args: cobra.ExactArgs(1),
			RunE: func(_ *cobra.Command, args []string) error {
				config, err := reader.ParseConfig(args[0])
				if err != nil {
					return err
				}
				return reader.ServeUnpack(os.Stdin, os.Stdout, config)
			},
		},
		&cobra.Command{
			Use:   "tool NAME CONFIG",
			Short: "Become an installed tool within a jail",
			Args:  cobra.ExactArgs(2),
			RunE: func(_ *cobra.Command, args []string) error {
				config, err := reader.ParseConfig(args[1])
				if err != nil {
					return err
				}
				return reader.ExecTool(config)
			},
		},
	)
	return c
}
