package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/screener/report"
)

func newRenderCommand(t *terminal) *cobra.Command {
	var o report.Options
	var format, file string
	c := &cobra.Command{
		Use:   "render REPORT",
		Short: "Write a saved run in another format",
		Long: `Write a saved run (what screen wrote with --format json or jsonl) in another format. REPORT is a file, or - for stdin.

Formats: ` + strings.Join(report.Formats(), ", ") + `. Without --format the ending of the file named by -o decides; else table.
A file is written whole or not at all.

Exit status: 0 fine · 2 wrong use, or no report.`,
		Example: `  shortlist screen inbox --format json -o monday.json
  shortlist render monday.json -o monday.html
  shortlist render monday.json --format csv --rubric backend-engineer > monday.csv`,
		Args: oneArgument("name the saved report"),
		RunE: func(_ *cobra.Command, args []string) error {
			format, err := reportFormat(format, file)
			if err != nil {
				return err
			}
			r, err := readStored(t, args[0], folderOf(file))
			if err != nil {
				return err
			}
			defer r.Store.Close()
			if err := renderTo(t, r, format, file, o); err != nil {
				return err
			}
			if file != "" && file != "-" {
				fmt.Fprintf(t.err, "wrote %s\n", file)
			}
			return nil
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "", "one of "+strings.Join(report.Formats(), ", "))
	f.StringVarP(&file, "output", "o", "", "write to `FILE` instead of stdout")
	f.StringVar(&o.Rubric, "rubric", "", "only this rubric of the report")
	f.IntVar(&o.Top, "top", 0, "show only the first `N` ranked resumes (table, text, markdown, html), and the evidence of so many (xlsx)")
	return c
}
