package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"shortlist/rubrics"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
)

// newWorkerCommand is what the reader starts itself as. Nobody calls it by hand.
func newWorkerCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "worker read|unpack|tool CONFIG",
		Short:  "Read files in a jail, for shortlist itself",
		Hidden: true,
		Args:   cobra.ExactArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			c, err := reader.ParseConfig(args[1])
			if err != nil {
				return err
			}
			switch args[0] {
			case "read":
				p, err := resume.NewParser(rubrics.Files)
				if err != nil {
					return err
				}
				return reader.ServeRead(os.Stdin, os.Stdout, c, p.Parse)
			case "tool":
				return reader.ExecTool(c)
			}
			return fmt.Errorf("there is no worker %q", args[0])
		},
	}
}
