package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/report"
)

type compareFlags struct {
	judging
	report string
	output string
}

func newCompareCommand(t *terminal) *cobra.Command {
	var o compareFlags
	c := &cobra.Command{
		Use:   "compare A B…",
		Short: "Show two to five resumes side by side",
		Long: `Show two to five resumes side by side: scores, then each criterion with its points and best quote. A, B… are files; with --report they
are names, ids or files in a saved run, and nothing is read again. Without --rubric the one is used that the first resume fits better.

Exit status: 0 fine · 2 wrong use, or a broken rubric · 3 one of them could not be read.`,
		Example: `  shortlist compare osei.pdf raman.docx --rubric backend-engineer
  shortlist compare --report monday.json Osei Raman Wilk`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 || len(args) > 5 {
				return fmt.Errorf("compare takes two to five resumes, not %d", len(args))
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return compare(c.Context(), t, o, args) },
	}
	o.judging.flags(c)
	f := c.Flags()
	f.StringVar(&o.report, "report", "", "take them from a saved `REPORT` (json or jsonl)")
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE` instead of stdout")
	return c
}

func compare(ctx context.Context, t *terminal, o compareFlags, args []string) error {
	got, list, err := o.people(ctx, t, args)
	if err != nil {
		return err
	}
	view := report.Options{Width: t.width, Color: t.color && o.output == ""}
	if len(o.rubrics) == 1 {
		view.Rubric = got.Report.Rubrics[0].Name
		if o.report != "" {
			view.Rubric = o.rubrics[0]
		}
	}
	if err := show(t, got, o.output, func(w io.Writer) error { return report.Compare(w, got.Report, list, view) }); err != nil {
		return err
	}
	for _, res := range list {
		if res.State == report.StateUnreadable {
			return &exitError{status: exitUnreadable}
		}
	}
	return nil
}

// people are the resumes to compare in the order they were named: out of a saved report, or read now.
func (o *compareFlags) people(ctx context.Context, t *terminal, args []string) (got screener.Result, list []*report.Resume, err error) {
	if o.report != "" {
		keep := func(res report.Resume) report.Resume {
			if slices.ContainsFunc(args, res.Named) {
				return res
			}
			return report.ForMarks(res)
		}
		if got.Report, err = readReport(t, o.report, keep); err != nil {
			return got, nil, err
		}
		for _, key := range args {
			res, err := report.Find(got.Report, key)
			if err != nil {
				return got, nil, fmt.Errorf("%s: %w", o.report, err)
			}
			list = append(list, res)
		}
		return got, list, nil
	}
	if got, err = judgeOnce(ctx, t, &o.judging, args); err != nil {
		return got, nil, err
	}
	if o.blind { // in rank order, since a blind report does not say which file is whose
		for i := range got.Report.Resumes {
			list = append(list, &got.Report.Resumes[i])
		}
		return got, list, nil
	}
	for _, path := range args {
		res, err := report.Find(got.Report, path)
		if err != nil {
			return got, nil, &exitError{status: exitUsage, says: path + " is no single resume", hint: "shortlist screen " + path}
		}
		list = append(list, res)
	}
	return got, list, nil
}
