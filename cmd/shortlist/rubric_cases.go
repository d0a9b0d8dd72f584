package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/document"
	"shortlist/screener/proof"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
)

type caseFlags struct {
	format string
	only   string
	update bool
	quotes bool
	all    bool
}

func newRubricTestCommand(t *terminal) *cobra.Command {
	var o caseFlags
	c := &cobra.Command{
		Use:   "test [PATH…]",
		Short: "Run the cases of rubrics: resumes, and what must hold for them",
		Long: `Run the cases of rubrics. PATH is a file of cases (NAME_test.yaml), a rubric that has one beside it, or a folder (walked). Without PATH
the cases of the built-in rubrics are run.

A case gives a resume (its text, the sentences of one role, or a file) and what must hold: band, score, stack, lean, terms, signals, labels,
states of criteria, order among cases. A case that asserts nothing is refused. A known miss is marked "todo" with its reason, and fails once
it holds. Beside a file of cases may stand a snapshot, NAME_test.snap.yaml: what the rubric made of each resume when somebody last looked.
--update writes it.

The words of resumes in files are shown with --quotes only, and never in the formats junit and github; those of inline resumes are the author's own.

Exit status: 0 all hold · 1 a case fails, a "todo" holds now, or only the snapshot drifted · 2 wrong use, a broken file, or a case that could
not be run.`,
		Example: `  shortlist rubric test
  shortlist rubric test rubrics/ --run 'designer|frontend'
  shortlist rubric test payments_test.yaml --update
  shortlist rubric test rubrics/ --format junit > cases.xml`,
		RunE: func(c *cobra.Command, args []string) error { return testRubrics(c.Context(), t, o, args) },
	}
	f := c.Flags()
	f.StringVar(&o.format, "format", "text", strings.Join(proof.TestFormats, ", "))
	f.StringVar(&o.only, "run", "", "run only the cases whose name matches `REGEXP`")
	f.BoolVar(&o.update, "update", false, "write the snapshot of each file of cases")
	f.BoolVar(&o.quotes, "quotes", false, "quote the resumes that stand in files, too")
	f.BoolVar(&o.all, "all", false, "name the cases that hold and the known misses, too")
	return c
}

func testRubrics(ctx context.Context, t *terminal, o caseFlags, paths []string) error {
	if err := knownFormat(o.format, proof.TestFormats); err != nil {
		return err
	}
	if o.update && len(paths) == 0 {
		return &exitError{status: exitUsage, says: "--update writes snapshots beside files of cases; name them", hint: "shortlist rubric test FOLDER --update"}
	}
	runner, err := newRunner(&o)
	if err != nil {
		return err
	}
	suites, err := caseSuites(runner, paths)
	if err != nil {
		return err
	}
	read, done := fileReader(t)
	defer done()
	runner.Read = read
	var results []*proof.Result
	for _, s := range suites {
		r, err := runSuite(ctx, runner, s, o.update)
		if err != nil {
			return err
		}
		results = append(results, r)
	}
	n := proof.Count(results)
	if n.All() == 0 && n.Refused == 0 && o.only == "" {
		return errors.New("there are no cases")
	} else if n.All() == 0 && n.Refused == 0 {
		return fmt.Errorf("no case is named like %q", o.only)
	}
	err = buffered(t.out, func(w io.Writer) error { return proof.WriteResults(w, results, o.format, o.all) })
	switch {
	case err != nil:
		return err
	case n.Refused+n.NotRun > 0:
		return &exitError{status: exitUsage}
	case n.Failed+n.Fixed+n.Drifted > 0:
		return &exitError{status: exitFindings}
	}
	return nil
}

// newRunner loads what cases are run with.
func newRunner(o *caseFlags) (*proof.Runner, error) {
	loader, err := screener.NewLoader()
	if err != nil {
		return nil, err
	}
	parser, err := screener.NewParser()
	if err != nil {
		return nil, err
	}
	r := &proof.Runner{Loader: loader, Parser: parser, Quotes: o.quotes}
	if o.only != "" {
		if r.Only, err = regexp.Compile(o.only); err != nil {
			return nil, fmt.Errorf("--run: %v", err)
		}
	}
	return r, nil
}

// caseSuites finds the cases that paths name, or the built-in ones.
func caseSuites(r *proof.Runner, paths []string) ([]*proof.Suite, error) {
	if len(paths) == 0 {
		return proof.BuiltinSuites(r.Loader)
	}
	suites, err := proof.Suites(r.Loader, paths)
	if err != nil {
		return nil, err
	}
	if len(suites) == 0 {
		return nil, &exitError{status: exitUsage, says: "no cases in " + strings.Join(paths, ", "), hint: "cases stand in NAME_test.yaml beside the rubric NAME.yaml"}
	}
	return suites, nil
}

// runSuite runs one file of cases and compares it with its snapshot, or writes that.
func runSuite(ctx context.Context, runner *proof.Runner, s *proof.Suite, update bool) (*proof.Result, error) {
	if s.Err != nil {
		return &proof.Result{Suite: s}, nil
	}
	var snap *proof.Snapshot
	var err error
	if !s.Builtin {
		if snap, err = proof.ReadSnapshot(s.Path); err != nil && !update {
			return nil, err
		}
	}
	compared := snap
	if update {
		compared = nil
	}
	r, err := runner.Run(ctx, s, compared)
	if err != nil {
		return nil, err
	}
	if update {
		data := snap.Update(r)
		err = writeWhole(proof.SnapshotPath(s.Path), 0o644, func(w io.Writer) error { _, err := w.Write(data); return err })
		if err != nil {
			return nil, err
		}
	}
	return r, nil
}

// fileReader reads resumes of files through worker processes, which are started with the first one; done ends them.
func fileReader(t *terminal) (read func(context.Context, string) (*document.Document, *resume.Resume, error), done func()) {
	var pool *reader.Pool
	read = func(ctx context.Context, path string) (*document.Document, *resume.Resume, error) {
		if pool == nil {
			var err error
			if pool, err = reader.NewPool(reader.Options{Workers: 1}); err != nil {
				return nil, nil, err
			}
		}
		data, err := readBounded(t, path, pool.Limits().Size)
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) || !exists(path) {
				err = fmt.Errorf("there is no file %s", path)
			}
			return nil, nil, err
		}
		got, err := pool.Read(ctx, reader.Input{Name: path, Data: data})
		if err != nil {
			return nil, nil, err
		}
		return got.Document, got.Resume, nil
	}
	return read, func() {
		if pool != nil {
			pool.Close()
		}
	}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
