package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
	"shortlist/screener/redact"
)

// judging is the flags of every command that judges resumes.
type judging struct {
	rubrics []string
	asOf    string
	blind   bool
	key     string
	ocr     bool
	verbose bool
	reading readingFlags
}

func (j *judging) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringArrayVar(&j.rubrics, "rubric", nil, "name of a built-in rubric or path of a `FILE`; may be repeated (default both built-in ones)")
	f.StringVar(&j.asOf, "as-of", "", "the day that \"present\" stands for, `YYYY-MM-DD` (default today in UTC)")
	f.BoolVar(&j.blind, "blind", false, "hide who anybody is: names, contact, schools, file names")
	f.StringVar(&j.key, "key", "", "`FILE` with the key that blind ids are made under; made if it is not there (default: a new key each run)")
	f.BoolVar(&j.ocr, "ocr", false, "recognise pages without text with an installed tesseract")
	f.BoolVarP(&j.verbose, "verbose", "v", false, "say more on stderr")
	j.reading.flags(c)
}

// readingFlags bound what one file may cost.
type readingFlags struct {
	wall           time.Duration
	memory, size   int64
	inflated       int64
	container      int64
	entries        int
	pages, nesting int
	workers        int
}

func (r *readingFlags) flags(c *cobra.Command) {
	d := reader.Limits{}.WithDefaults()
	f := c.Flags()
	f.DurationVar(&r.wall, "max-time", d.Wall, "time to read one file")
	f.Int64Var(&r.memory, "max-memory", d.Memory>>20, "memory of a worker process in `MB`")
	f.Int64Var(&r.size, "max-size", d.Size>>20, "size of one file in `MB`")
	f.Int64Var(&r.inflated, "max-inflated", d.Inflated>>20, "size of one file's content after decompression in `MB`")
	f.Int64Var(&r.container, "max-container", d.Container>>20, "size of one container (zip, mbox, …), packed and unpacked, in `MB`")
	f.IntVar(&r.entries, "max-entries", d.Entries, "files taken from one container")
	f.IntVar(&r.pages, "max-pages", d.Pages, "pages read of one file")
	f.IntVar(&r.nesting, "max-nesting", d.Depth, "nesting of elements and objects in one file")
	f.IntVar(&r.workers, "workers", 0, "worker processes (default: one a core)")
}

// pool starts the worker processes' pool. What the system lacks of the jail is said once where verbose.
func (r *readingFlags) pool(t *terminal, verbose bool) (*reader.Pool, error) {
	for _, n := range []int64{int64(r.wall), r.memory, r.size, r.inflated, r.container, int64(r.entries), int64(r.pages), int64(r.nesting)} {
		if n <= 0 {
			return nil, errors.New("limits must be above zero")
		}
	}
	limits := reader.Limits{Wall: r.wall, Memory: r.memory << 20, Container: r.container << 20, Entries: r.entries}
	limits.Size, limits.Inflated, limits.Pages, limits.Depth = r.size<<20, r.inflated<<20, r.pages, r.nesting
	o := reader.Options{Limits: limits, Workers: r.workers}
	if verbose {
		o.OnJail = func(note string) { fmt.Fprintf(t.err, "shortlist: %s\n", note) }
	}
	return reader.NewPool(o)
}

// rules loads what to judge by.
func (j *judging) rules(keepLines bool) (*screener.Rules, error) {
	asOf := time.Now().UTC()
	if j.asOf != "" {
		var err error
		if asOf, err = parseDay(j.asOf); err != nil {
			return nil, err
		}
	}
	return screener.NewRules(screener.RuleOptions{Rubrics: j.rubrics, AsOf: asOf, Tool: toolVersion(), KeepLines: keepLines})
}

// blindKey is the key for blind ids; nil where there are none. by, if any, is the file whose blind ids an open run is to know; their key
// is not made then.
func (j *judging) blindKey(by string) ([]byte, error) {
	switch {
	case j.blind:
		return redact.Key(j.key)
	case j.key == "":
		return nil, nil
	case by == "":
		return nil, errors.New("--key goes with --blind, or with --since or --decisions of a blind run")
	}
	if _, err := os.Stat(j.key); err != nil {
		return nil, fmt.Errorf("the key %s cannot be read: %v", j.key, cause(err))
	}
	return redact.Key(j.key)
}

// judgeOnce screens a few named resumes.
func judgeOnce(ctx context.Context, t *terminal, o *judging, paths []string) (screener.Result, error) {
	key, err := o.blindKey("")
	if err != nil {
		return screener.Result{}, err
	}
	rules, err := o.rules(false)
	if err != nil {
		return screener.Result{}, err
	}
	pool, err := o.reading.pool(t, o.verbose)
	if err != nil {
		return screener.Result{}, err
	}
	defer pool.Close()
	list := intake.List(paths)
	got, err := screener.Screen(ctx, rules, list, screener.Options{BlindKey: key, Batch: batch.Options{Pool: pool, Stdin: t.in, OCR: o.ocr}})
	if err != nil {
		return got, failure(err)
	}
	return got, list.Empty()
}
