package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"shortlist/screener/batch"
)

func newCacheCommand(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use:   "cache",
		Short: "Look at or empty a cache of parsed resumes",
		Long: `A cache (screen --cache DIR) keeps parsed resumes, so that the same files are read once for many rubrics. It holds
people's data: only you may look into it, and it may be deleted at any time.`,
		Args: cobra.ArbitraryArgs,
		RunE: subcommands,
	}
	c.AddCommand(
		&cobra.Command{
			Use:   "info DIR",
			Short: "Say how much a cache holds",
			Args:  oneArgument("name the folder of the cache"),
			RunE: func(_ *cobra.Command, args []string) error {
				cache, err := openCache(args[0])
				if err != nil {
					return err
				}
				info, err := cache.Info()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(t.out, "%s: %d parsed resumes, %.1f MB\n", args[0], info.Files, float64(info.Bytes)/1e6)
				return err
			},
		},
		&cobra.Command{
			Use:   "clear DIR",
			Short: "Remove all that a cache holds, and nothing else in its folder",
			Args:  oneArgument("name the folder of the cache"),
			RunE: func(_ *cobra.Command, args []string) error {
				cache, err := openCache(args[0])
				if err != nil {
					return err
				}
				gone, err := cache.Clear()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(t.out, "%s: %d parsed resumes removed, %.1f MB\n", args[0], gone.Files, float64(gone.Bytes)/1e6)
				return err
			},
		},
	)
	return c
}

// openCache opens a cache that exists; it makes none.
func openCache(dir string) (*batch.Cache, error) {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s cannot be read: %v", dir, cause(err))
	case !info.IsDir():
		return nil, fmt.Errorf("%s is no folder, and so no cache", dir)
	case !batch.IsCache(dir):
		return nil, &exitError{status: exitUsage, says: dir + " is no cache of shortlist", hint: "screen --cache DIR makes one"}
	}
	return batch.OpenCache(dir, "", 0)
}
