package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/report"
	"shortlist/screener/verify"
)

type verifyFlags struct {
	rubrics []string
	ocr     bool
	reading readingFlags
}

func newVerifyCommand(t *terminal) *cobra.Command {
	var o verifyFlags
	c := &cobra.Command{
		Use:   "verify REPORT",
		Short: "Prove that the same inputs give the same results",
		Long: `Screen the files of a saved report again, as of the report's own date, and compare every result. REPORT is what screen wrote with
--format json or jsonl; run it in the folder where that was screened, since reports name files as they were given.

Each resume is the same, or the report says what differs: the file, its score with the first criterion that moved, its band. Rubrics,
vocabulary and versions that are no longer those of the report are named.

Exit status: 0 everything is the same · 1 something differs · 2 wrong use, or no report.`,
		Example: `  shortlist screen inbox --format json -o monday.json
  shortlist verify monday.json`,
		Args: oneArgument("name the saved report"),
		RunE: func(c *cobra.Command, args []string) error { return verifyReport(c.Context(), t, o, args[0]) },
	}
	f := c.Flags()
	f.StringArrayVar(&o.rubrics, "rubric", nil, "take this rubric, name or path of a `FILE`, in place of where the report says it was; may be repeated")
	f.BoolVar(&o.ocr, "ocr", false, "the report was made with --ocr")
	o.reading.flags(c)
	return c
}

func verifyReport(ctx context.Context, t *terminal, o verifyFlags, path string) error {
	old, err := readStored(t, path, "")
	if err != nil {
		return err
	}
	defer old.Store.Close()
	paths, err := verify.Paths(old)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	// The rubrics come from where the report says they were; --rubric names another place for those it holds.
	j := judging{asOf: old.AsOf, rubrics: o.rubrics, ocr: o.ocr, reading: o.reading}
	if len(j.rubrics) == 0 {
		for _, u := range old.Rubrics {
			ref := u.Source
			if ref == "" {
				ref = u.Name
			}
			j.rubrics = append(j.rubrics, ref)
		}
	}
	rules, err := j.rules(false)
	if err != nil {
		return err
	}
	pool, err := o.reading.pool(t, false)
	if err != nil {
		return err
	}
	defer pool.Close()
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	compared := verify.New(old)
	got, err := screener.Screen(ctx, rules, intake.List(paths), screener.Options{Batch: batch.Options{Pool: pool, OCR: o.ocr, OnProgress: pacing},
		OnRecord: func(_ *report.Report, res report.Resume) error { return compared.Add(&res) }})
	if err != nil {
		return failure(err)
	}
	return tellVerified(t, compared.Result(got.Report), old)
}

// mostDiffering is how many resumes that differ are named; the rest is counted.
const mostDiffering = 200

func tellVerified(t *terminal, r verify.Result, old *report.Report) error {
	err := buffered(t.out, func(w io.Writer) error {
		for _, d := range r.Setting {
			fmt.Fprintln(w, report.Plain(d.Says))
		}
		for i, d := range r.Differs {
			if i == mostDiffering {
				fmt.Fprintf(w, "… and %d more\n", len(r.Differs)-i)
				break
			}
			fmt.Fprintf(w, "%s: %s\n", report.Plain(d.File), report.Plain(d.Says))
		}
		_, err := fmt.Fprintf(w, "%d of %d resumes give the very same result", r.Same, old.Len())
		return err
	})
	if err != nil {
		return failure(err)
	}
	switch {
	case r.Proven():
		fmt.Fprintln(t.out, ": proven")
		return nil
	case len(r.Differs) == 0:
		fmt.Fprintln(t.out, "; what they rest on is not the same")
	default:
		fmt.Fprintf(t.out, ", %d do not\n", len(r.Differs))
	}
	return &exitError{status: exitFindings}
}
