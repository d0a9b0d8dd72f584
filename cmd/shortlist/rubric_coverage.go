package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/proof"
	"shortlist/screener/rubric"
)

type coverageFlags struct {
	corpus string
	format string
	least  string
	asOf   string
	mutate bool
	data   bool
	all    bool
}

func newRubricCoverageCommand(t *terminal) *cobra.Command {
	var o coverageFlags
	c := &cobra.Command{
		Use:   "coverage [RUBRIC|PATH…]",
		Short: "Show which lines of rubrics ever matched anything, and which no case would miss",
		Long: `Show which lines of rubrics (terms, tags, phrases, signals, "not") matched something, how often, and which never did: over the cases of the
rubrics named (or of the built-in ones), or over the resumes of a corpus with --corpus. Over a corpus, what nearly everybody matches is named
too, since it tells nobody from anybody.

--mutate drops each line in turn and says which no case notices: what is not noticed, nobody proved.

Exit status: 0 fine · 1 fewer than --min · 2 wrong use, a broken file, a case that could not be run,
or a corpus of another reader.`,
		Example: `  shortlist rubric coverage
  shortlist rubric coverage rubrics/ --mutate --min 90%
  shortlist rubric coverage backend-engineer --corpus made-up.slc`,
		RunE: func(c *cobra.Command, args []string) error { return coverage(c.Context(), t, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.corpus, "corpus", "", "over the resumes of the corpus in `FILE` instead of the cases")
	f.BoolVar(&o.mutate, "mutate", false, "drop each line in turn and see which cases notice")
	f.BoolVar(&o.data, "data", false, "look at all signals and at the stack rules, too")
	f.StringVar(&o.least, "min", "", "fail when fewer than `N` lines (or N% of them) matched; with --mutate: were noticed")
	f.StringVar(&o.asOf, "as-of", "", "with --corpus: the day that \"present\" stands for, `YYYY-MM-DD` (default the corpus's own)")
	f.StringVar(&o.format, "format", "text", strings.Join(proof.CoverageFormats, ", "))
	f.BoolVarP(&o.all, "verbose", "v", false, "every line, with its counts")
	return c
}

func coverage(ctx context.Context, t *terminal, o coverageFlags, args []string) error {
	if err := knownFormat(o.format, proof.CoverageFormats); err != nil {
		return err
	}
	if o.mutate && o.corpus != "" {
		return &exitError{status: exitUsage, says: "--mutate asks which cases notice; a corpus wants nothing", hint: "shortlist rubric diff shows whom a change moves"}
	}
	least, err := parseLeast(o.least)
	if err != nil {
		return err
	}
	var c *proof.Coverage
	if o.corpus != "" {
		c, err = coverCorpus(ctx, o, args)
	} else {
		c, err = coverCases(ctx, t, o, args)
	}
	if err != nil {
		return err
	}
	err = buffered(t.out, func(w io.Writer) error {
		switch o.format {
		case "markdown":
			return c.Markdown(w, o.all)
		case "json":
			return c.JSON(w)
		}
		return c.Text(w, o.all)
	})
	if err != nil {
		return err
	}
	if got := c.Least(); least.broken(got) {
		return &exitError{status: exitFindings, says: fmt.Sprintf("%d of %d lines were %s, the minimum is %s", got.N, got.Of, got.Why, o.least)}
	}
	if len(c.Unread) > 0 {
		return fmt.Errorf("%d cases could not be run", len(c.Unread))
	}
	return nil
}

// least is a minimum: a number, or a share in percent.
type least struct{ n, percent int }

func parseLeast(s string) (least, error) {
	if s == "" {
		return least{}, nil
	}
	digits, share := strings.CutSuffix(s, "%")
	n, err := strconv.Atoi(digits)
	if err != nil || n < 0 || share && n > 100 {
		return least{}, &exitError{status: exitUsage, says: fmt.Sprintf("--min %q is neither a number nor a share", s), hint: "write 40, or 90%"}
	}
	if share {
		return least{percent: n}, nil
	}
	return least{n: n}, nil
}

func (l least) broken(t proof.Tally) bool { return t.N < l.n || t.N*100 < l.percent*t.Of }

func coverCases(ctx context.Context, t *terminal, o coverageFlags, args []string) (*proof.Coverage, error) {
	runner, err := newRunner(&caseFlags{})
	if err != nil {
		return nil, err
	}
	suites, err := suitesFor(runner, args)
	if err != nil {
		return nil, err
	}
	read, done := fileReader(t)
	defer done()
	runner.Read = read
	c, err := runner.CoverCases(ctx, suites, o.mutate, o.data)
	if err != nil {
		return nil, err
	}
	return c, nil
}

// suitesFor finds the cases of rubrics: built-in ones by their name, the others by their path.
func suitesFor(r *proof.Runner, args []string) ([]*proof.Suite, error) {
	var out []*proof.Suite
	var paths []string
	for _, arg := range args {
		if !slices.Contains(r.Loader.Names(), arg) {
			paths = append(paths, arg)
			continue
		}
		builtin, err := proof.BuiltinSuites(r.Loader)
		if err != nil {
			return nil, err
		}
		n := len(out)
		for _, s := range builtin {
			if s.Err == nil && s.Rubric.Name == arg {
				out = append(out, s)
			}
		}
		if len(out) == n {
			return nil, fmt.Errorf("the built-in rubric %s has no cases of its own", arg)
		}
	}
	if len(paths) == 0 && len(out) > 0 {
		return out, nil
	}
	more, err := caseSuites(r, paths)
	return append(out, more...), err
}

func coverCorpus(ctx context.Context, o coverageFlags, args []string) (*proof.Coverage, error) {
	loader, err := screener.NewLoader()
	if err != nil {
		return nil, err
	}
	rubrics, err := loadRubrics(loader, args)
	if err != nil {
		return nil, err
	}
	from, done, err := openCorpus(o.corpus)
	if err != nil {
		return nil, err
	}
	defer done()
	day, err := corpusDay(o.asOf, from.Header.AsOf)
	if err != nil {
		return nil, err
	}
	c, err := proof.CoverCorpus(ctx, loader.Data, rubrics, from, proof.AsOf(day), o.data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", o.corpus, err)
	}
	if c.Resumes == 0 {
		return nil, fmt.Errorf("%s holds no resume that could be read", o.corpus)
	}
	return c, nil
}

// loadRubrics loads the rubrics named, or those that resumes are screened by where nobody names any.
func loadRubrics(loader *rubric.Loader, refs []string) ([]*rubric.Rubric, error) {
	if len(refs) == 0 {
		refs = screener.DefaultRubrics
	}
	var out []*rubric.Rubric
	refs, err := rubricsWithin(refs)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		r, err := loader.Load(ref)
		if err != nil {
			return nil, rubricError(err)
		}
		out = append(out, r)
	}
	return out, nil
}

// rubricsWithin puts the rubrics of a folder in the folder's place.
func rubricsWithin(refs []string) ([]string, error) {
	var out []string
	for _, ref := range refs {
		if info, err := os.Stat(ref); err != nil || !info.IsDir() {
			out = append(out, ref)
			continue
		}
		files, err := proof.Files([]string{ref})
		if err != nil {
			return nil, err
		}
		for _, path := range files {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			if kind, _ := proof.KindOf(path, data); kind == proof.KindRubric {
				out = append(out, path)
			}
		}
	}
	return out, nil
}

// corpusDay is the day to judge a corpus as of: the one asked for, or the corpus's own.
func corpusDay(asked, own string) (time.Time, error) {
	if asked == "" {
		day, err := time.Parse(time.DateOnly, own)
		if err != nil {
			return day, &exitError{status: exitUsage, says: "the corpus says no day to judge it as of", hint: "--as-of 2026-11-21"}
		}
		return day, nil
	}
	return parseDay(asked)
}
