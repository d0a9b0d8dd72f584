package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/proof"
	"shortlist/screener/rubric"
)

type diffFlags struct {
	corpus, base, format, output, asOf string
	maxChanges                         int
	maxTurnover                        string
	top                                int
}

func newRubricDiffCommand(t *terminal) *cobra.Command {
	var o diffFlags
	c := &cobra.Command{
		Use:   "diff OLD NEW --corpus FILE",
		Short: "Show who changes band when a rubric changes, and which line does it",
		Long: `Judge every resume of a corpus by two rubrics and show who changes band, with each difference taken back by itself to say what causes it.
With --base REV the one RUBRIC named is compared with what git has of it at REV.

Exit status: 0 fine · 1 a limit is broken · 2 wrong use, a broken rubric, or a corpus of another reader.`,
		Example: `  shortlist rubric diff old.yaml new.yaml --corpus corpus/made-up.slc
  shortlist rubric diff rubrics/backend-engineer.yaml --base origin/main --corpus corpus/made-up.slc --format markdown --max-band-changes 25`,
		Args: arguments(1, 2, "name two rubrics, the old one and the new one, or one with --base REV"),
		RunE: func(c *cobra.Command, args []string) error { return diff(c.Context(), t, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.corpus, "corpus", "", "the corpus to judge (shortlist corpus build)")
	f.StringVar(&o.base, "base", "", "compare with what git has at `REV`")
	f.StringVar(&o.format, "format", "text", "text, markdown or json")
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE` instead of stdout")
	f.StringVar(&o.asOf, "as-of", "", "the day that \"present\" stands for, `YYYY-MM-DD` (default the corpus's own)")
	f.IntVar(&o.maxChanges, "max-band-changes", -1, "fail when more than `N` resumes change band")
	f.StringVar(&o.maxTurnover, "max-top-turnover", "", "fail when more than this `SHARE` (10%) of the best are others than before")
	f.IntVar(&o.top, "top", 25, "how many of the best are compared")
	return c
}

func diff(ctx context.Context, t *terminal, o diffFlags, args []string) error {
	if o.corpus == "" {
		return &exitError{status: exitUsage, says: "over which resumes? name a corpus with --corpus FILE", hint: "shortlist corpus build testdata/resumes --made-up -o made-up.slc"}
	}
	if err := knownFormat(o.format, []string{"text", "markdown", "json"}); err != nil {
		return err
	}
	limits := proof.Limits{BandChanges: o.maxChanges, TopTurnover: -1}
	if o.maxTurnover != "" {
		share, err := parseShare(o.maxTurnover)
		if err != nil {
			return err
		}
		limits.TopTurnover = share
	}
	var asOf time.Time
	if o.asOf != "" {
		var err error
		if asOf, err = parseDay(o.asOf); err != nil {
			return err
		}
	}
	loader, err := screener.NewLoader()
	if err != nil {
		return err
	}
	before, after, err := bothRubrics(ctx, loader, o.base, args)
	if err != nil {
		return err
	}
	from, done, err := openCorpus(o.corpus)
	if err != nil {
		return err
	}
	defer done()
	d, err := proof.Compare(ctx, loader.Data, before, after, from, proof.DiffOptions{AsOf: asOf, Top: o.top})
	if err != nil {
		return fmt.Errorf("%s: %w", o.corpus, err)
	}
	d.Corpus.Name = strings.TrimSuffix(filepath.Base(o.corpus), filepath.Ext(o.corpus))
	d.Dependants = dependants(loader, args[len(args)-1], after.Name)
	write := func(w io.Writer) error {
		switch o.format {
		case "markdown":
			return d.Markdown(w, limits)
		case "json":
			enc := json.NewEncoder(w)
			enc.SetIndent("", "  ")
			return enc.Encode(d)
		}
		return d.Text(w, limits)
	}
	if o.output != "" {
		err = writeWhole(o.output, 0o644, write)
	} else {
		err = buffered(t.out, write)
	}
	if err != nil {
		return failure(err)
	}
	if broken := limits.Broken(d); len(broken) > 0 {
		if o.format != "text" || o.output != "" {
			return &exitError{status: exitFindings, says: strings.Join(broken, "; ")}
		}
		return &exitError{status: exitFindings}
	}
	return nil
}

// bothRubrics loads the two rubrics to compare.
func bothRubrics(ctx context.Context, loader *rubric.Loader, base string, args []string) (before, after *rubric.Rubric, err error) {
	switch {
	case base == "" && len(args) != 2:
		return nil, nil, errors.New("compare it with what? name OLD and NEW, or --base REV")
	case base != "" && len(args) != 1:
		return nil, nil, errors.New("--base takes one rubric: what git has of it is the old one")
	}
	if base == "" {
		if before, err = loader.Load(args[0]); err != nil {
			return nil, nil, rubricError(err)
		}
	} else {
		old := *loader
		old.Open = func(path string) ([]byte, error) { return gitShow(ctx, base, path) }
		if before, err = old.Load(args[0]); err != nil {
			return nil, nil, rubricError(err)
		}
	}
	if after, err = loader.Load(args[len(args)-1]); err != nil {
		return nil, nil, rubricError(err)
	}
	return before, after, nil
}

// gitShow is a file as git has it at a revision.
func gitShow(ctx context.Context, rev, path string) ([]byte, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("%q is no revision", rev)
	}
	dir, name := filepath.Split(path)
	if dir == "" {
		dir = "."
	}
	c := exec.CommandContext(ctx, "git", "-C", dir, "show", rev+":./"+name)
	var out, said bytes.Buffer
	c.Stdout, c.Stderr = &out, &said
	if err := c.Run(); err != nil {
		why := strings.TrimSpace(said.String())
		if why == "" {
			why = err.Error()
		}
		return nil, fmt.Errorf("git has no %s at %s: %s", path, rev, why)
	}
	return out.Bytes(), nil
}

// dependants are the rubrics beside a file that extend it.
func dependants(loader *rubric.Loader, path, name string) []string {
	if !strings.ContainsAny(path, `/\.`) {
		return nil
	}
	beside, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*.yaml"))
	var out []string
	for _, p := range beside {
		if strings.HasSuffix(p, "_test.yaml") || filepath.Base(p) == filepath.Base(path) {
			continue
		}
		r, err := loader.Load("./" + filepath.ToSlash(p))
		if filepath.IsAbs(p) {
			r, err = loader.Load(p)
		}
		if err != nil {
			continue
		}
		if slices.Contains(r.Extends, name) {
			out = append(out, r.Name)
		}
	}
	return out
}

// parseShare reads "10%" or "0.1" as a share from 0 to 1.
func parseShare(s string) (float64, error) {
	text, percent := strings.CutSuffix(strings.TrimSpace(s), "%")
	v, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if percent {
		v /= 100
	}
	if err != nil || v < 0 || v > 1 {
		return 0, &exitError{status: exitUsage, says: fmt.Sprintf("%q is no share", s), hint: "write it as 10%"}
	}
	return v, nil
}
