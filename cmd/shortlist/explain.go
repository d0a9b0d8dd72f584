package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"shortlist/screener/report"
)

type explainFlags struct {
	judging
	kit    bool
	output string
}

func newExplainCommand(t *terminal) *cobra.Command {
	var o explainFlags
	c := &cobra.Command{
		Use:   "explain RESUME",
		Short: "Show every point of one resume with its quote, and what would change it",
		Long: `Show every point of one resume with the line that earned it, what did not count and why, what would change the result, and what to ask.
RESUME is a file, or - for stdin.

Exit status: 0 fine · 2 wrong use, or a broken rubric · 3 the resume could not be read.`,
		Example: `  shortlist explain osei.pdf
  shortlist explain osei.pdf --rubric backend-engineer
  shortlist explain osei.pdf --kit -o osei-kit.md`,
		Args: oneArgument("name the resume to explain"),
		RunE: func(c *cobra.Command, args []string) error { return explain(c.Context(), t, o, args[0]) },
	}
	o.judging.flags(c)
	f := c.Flags()
	f.BoolVar(&o.kit, "kit", false, "write what to ask in the interview, as Markdown")
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE` instead of stdout")
	return c
}

func explain(ctx context.Context, t *terminal, o explainFlags, path string) error {
	got, err := judgeOnce(ctx, t, &o.judging, []string{path})
	if err != nil {
		return err
	}
	if n := len(got.Report.Resumes); n != 1 {
		return &exitError{status: exitUsage, says: fmt.Sprintf("%s holds %d resumes; explain takes one", path, n), hint: "shortlist screen " + path}
	}
	res := &got.Report.Resumes[0]
	view := report.Options{Width: t.width, Color: t.color && o.output == ""}
	if len(o.rubrics) == 1 {
		view.Rubric = got.Report.Rubrics[0].Name
	}
	if res.State == report.StateUnreadable {
		return &exitError{status: exitUnreadable, says: path + ": " + res.Reason}
	}
	render := report.Explain
	if o.kit {
		render = report.Kit
	}
	return show(t, got, o.output, func(w io.Writer) error { return render(w, got.Report, res, view) })
}
