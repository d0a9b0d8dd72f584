package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/proof"
)

type bandFlags struct {
	corpus, format, asOf string
	rubrics              []string
}

func newRubricBandsCommand(t *terminal) *cobra.Command {
	var o bandFlags
	c := &cobra.Command{
		Use:   "bands [RUBRIC…] --corpus FILE",
		Short: "Show how the scores of a corpus are spread, to set bands by",
		Long: `Show how the resumes of a corpus score by a rubric: a histogram with the bands' edges, quantiles, how many fall into each band now, and how
many would with another cut-off. Bands are set by people who looked; this is what they look at. Nobody's words are in it.

Exit status: 0 fine · 2 wrong use, a broken rubric, or a corpus of another reader.`,
		Example: "  shortlist rubric bands backend-engineer --corpus made-up.slc\n  shortlist rubric bands ./payments.yaml --corpus blind.slc --format json",
		RunE: func(c *cobra.Command, args []string) error {
			o.rubrics = append(o.rubrics, args...)
			return bands(c.Context(), t, o)
		},
	}
	f := c.Flags()
	f.StringVar(&o.corpus, "corpus", "", "the corpus to judge (shortlist corpus build)")
	f.StringArrayVar(&o.rubrics, "rubric", nil, "name of a built-in rubric or path of a `FILE`; may be repeated (default both built-in ones)")
	f.StringVar(&o.asOf, "as-of", "", "the day that \"present\" stands for, `YYYY-MM-DD` (default the corpus's own)")
	f.StringVar(&o.format, "format", "text", "text or json")
	return c
}

func bands(ctx context.Context, t *terminal, o bandFlags) error {
	if err := knownFormat(o.format, []string{"text", "json"}); err != nil {
		return err
	}
	if o.corpus == "" {
		return &exitError{status: exitUsage, says: "over which resumes? name a corpus with --corpus FILE", hint: "shortlist corpus build FOLDER --blind -o blind.slc"}
	}
	loader, err := screener.NewLoader()
	if err != nil {
		return err
	}
	rubrics, err := loadRubrics(loader, o.rubrics)
	if err != nil {
		return err
	}
	from, done, err := openCorpus(o.corpus)
	if err != nil {
		return err
	}
	defer done()
	day, err := corpusDay(o.asOf, from.Header.AsOf)
	if err != nil {
		return err
	}
	all, err := proof.Spreads(ctx, loader.Data, rubrics, from, proof.AsOf(day))
	if err != nil {
		return fmt.Errorf("%s: %w", o.corpus, err)
	}
	if all[0].Resumes+all[0].Apart == 0 {
		return fmt.Errorf("%s holds no resume that could be read", o.corpus)
	}
	return buffered(t.out, func(w io.Writer) error { return proof.WriteSpreads(w, all, o.format) })
}
