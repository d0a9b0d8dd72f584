package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

type screenFlags struct {
	judging
	format, output string
	since          string
	decisions      string
	journal, cache string
	corpus         string
	top            int
}

func newScreenCommand(t *terminal) *cobra.Command {
	var o screenFlags
	c := &cobra.Command{
		Use:   "screen PATH…",
		Short: "Read resumes and print how well they fit, with the evidence",
		Long: `Read resumes and print how well they fit the rubrics, best first, with the lines that show it. PATH is a file, a folder (walked), a
glob, an archive, or - for stdin. Nobody is rejected: bands say where a score falls, and you decide.

Without --rubric both built-in rubrics are used and each resume is ranked by the better fit. The format follows --format, else the ending of
the file named by -o, else it is a table. Files are written whole or not at all.

With --blind no output tells who anybody is; ids are the same in every run under the same --key. The journal is yours and still holds names.
What others decided on a blind page comes to light by a run without --blind: --decisions FILE --key FILE.

Exit status: 0 fine · 2 wrong use, or a broken rubric · 3 some resumes could not be read (the rest are reported all the same).`,
		Example: `  shortlist screen inbox
  shortlist screen inbox --rubric backend-engineer -o monday.html
  shortlist screen inbox --since last-week.json --format json -o monday.json
  shortlist screen inbox --blind --key team.key --journal inbox.journal -o for-the-panel.html`,
		Args: func(c *cobra.Command, args []string) error {
			switch {
			case o.corpus != "" && len(args) > 0:
				return errors.New("--corpus takes the place of paths")
			case o.corpus == "" && len(args) == 0:
				return &exitError{status: exitUsage, says: "name the resumes to screen: files, folders, globs, or - for stdin", hint: "shortlist screen FOLDER"}
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error { return screen(c.Context(), t, o, args) },
	}
	o.judging.flags(c)
	f := c.Flags()
	f.StringVar(&o.format, "format", "", "one of "+strings.Join(report.Formats(), ", "))
	f.StringVarP(&o.output, "output", "o", "", "write to `FILE` instead of stdout")
	f.StringVar(&o.since, "since", "", "a saved `REPORT` (json): mark who is new, changed or seen again, and carry notes and decisions over (blind: from a blind one only)")
	f.StringVar(&o.decisions, "decisions", "", "what people decided, as exported from a report page (csv or json): carried over")
	f.StringVar(&o.corpus, "corpus", "", "screen what a corpus `FILE` keeps, instead of paths")
	f.StringVar(&o.journal, "journal", "", "keep each finished resume in `FILE`, so that a run that was stopped goes on where it was; it holds names, also of a blind run")
	f.StringVar(&o.cache, "cache", "", "keep parsed resumes in `DIR`, so that they are read once for many rubrics")
	f.IntVar(&o.top, "top", 0, "show only the first `N` ranked resumes (table, text, markdown, html), and the evidence of so many (xlsx)")
	return c
}

// screen is the command: flags in, one call, result out.
func screen(ctx context.Context, t *terminal, o screenFlags, paths []string) error {
	started := time.Now()
	paceCollector()
	format, err := reportFormat(o.format, o.output)
	if err != nil {
		return err
	}
	if err := missing(t, paths); err != nil {
		return err
	}
	key, err := o.blindKey(o.since + o.decisions)
	if err != nil {
		return err
	}
	pool, err := o.reading.pool(t, o.verbose)
	if err != nil {
		return err
	}
	defer pool.Close()
	if o.corpus == "" && o.cache == "" {
		pool.Warm() // while the rules are loaded
	}
	rules, err := o.rules(format == "html" || format == "json")
	if err != nil {
		return err
	}
	// A table shows little of a long run, and the formats take the records one by one.
	stream := format == "jsonl" && !o.blind // what a blind one must not hold is known when all is read
	run := screener.Options{Store: format != "table" && !stream, Rows: format == "csv", SpillTo: folderOf(o.output)}
	run.Page = format == "table" || run.Store && o.output != ""
	if o.blind {
		run.BlindKey = key
	}
	marker, err := o.marker(t)
	if err != nil {
		return err
	}
	if marker != nil {
		run.Mark = func(head *report.Report, res, who *report.Resume) {
			if key != nil && !o.blind {
				who.ID = redact.ID(key, res.SHA256)
			}
			marker.Mark(head, res, who)
		}
	}
	progress := newProgress(t, started)
	run.Batch = batch.Options{Pool: pool, Stdin: t.in, OCR: o.ocr, OnProgress: func(p batch.Progress) {
		pacing(p)
		progress.show(p)
	}}
	if err := o.keep(t, &run.Batch, rules); err != nil {
		return err
	}
	if j := run.Batch.Journal; j != nil {
		defer j.Close()
	}

	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	list := intake.List(paths)
	read := func(run screener.Options) (screener.Result, error) { return screener.Screen(ctx, rules, list, run) }
	if o.corpus != "" {
		from, done, err := openCorpus(o.corpus)
		if err != nil {
			return err
		}
		defer done()
		read = func(run screener.Options) (screener.Result, error) {
			return screener.ScreenCorpus(ctx, rules, from, run)
		}
	}
	var got screener.Result
	defer func() { _ = got.Close() }()
	if stream {
		got, err = screenLines(ctx, t, read, run, o.output)
	} else {
		got, err = read(run)
	}
	progress.end(format != "table" || o.output != "")
	for _, note := range list.Notes {
		fmt.Fprintf(t.err, "shortlist: %s\n", note)
	}
	interrupted := ctx.Err() != nil
	var full *report.FullError // what is done is written, as after Ctrl-C
	if err != nil && !interrupted && !errors.As(err, &full) {
		return failure(err)
	}
	if j := run.Batch.Journal; j != nil && j.Failed() != nil {
		fmt.Fprintf(t.err, "shortlist: the journal %s could not be written on: %v. The records that it holds are whole, and this report needs none of it; the next run reads the others again\n", o.journal, j.Failed())
	}
	if o.key != "" && o.since != "" && marker.Found == 0 {
		fmt.Fprintf(t.err, "shortlist: nobody of %s came again; if it is blind, was it made under another key than %s?\n", o.since, o.key)
	}
	stop() // a second Ctrl-C ends the program at once
	if err := list.Empty(); err != nil && !interrupted && o.corpus == "" {
		return err
	}
	ended := o.ended(got.Report.Counts, full, interrupted)
	if !stream {
		view := report.Options{Width: t.width, Color: t.color && o.output == "", Top: o.top, Elapsed: time.Since(started), Exit: ended.status}
		if err := deliver(t, got, format, o.output, view); err != nil {
			return lost(err, o.journal)
		}
	}
	return ended
}

// marker marks records by an earlier report and by decisions; nil where neither is named.
func (o *screenFlags) marker(t *terminal) (*report.Marker, error) {
	if o.since == "" && o.decisions == "" {
		return nil, nil
	}
	var before *report.Report
	var decisions []report.Decision
	var err error
	needsKey := func(what string) error {
		return &exitError{status: exitUsage, says: what + " is of a blind run: its ids tell nobody without the key that they were made under", hint: "add --key FILE, that of the blind run"}
	}
	if o.since != "" {
		if before, err = readReport(t, o.since, report.ForMarks); err != nil {
			return nil, err
		}
		if before.Blind && o.key == "" {
			return nil, needsKey(o.since)
		}
	}
	if o.decisions != "" {
		if decisions, err = readDecisions(o.decisions); err != nil {
			return nil, err
		}
		for _, d := range decisions {
			switch blind := redact.IsID(d.ID); {
			case blind && o.key == "":
				return nil, needsKey(o.decisions)
			case !blind && o.blind:
				return nil, &exitError{status: exitUsage, says: o.decisions + " was not made on a blind page: who decided knew about whom, and a blind report must not tell what they thought",
					hint: "screen with --blind --key FILE -o page.html, and export decisions from that page"}
			}
		}
	}
	return report.NewMarker(before, decisions), nil
}

// keep opens the cache and the journal that the run keeps its work in.
func (o *screenFlags) keep(t *terminal, run *batch.Options, rules *screener.Rules) (err error) {
	if o.cache != "" {
		if run.Cache, err = batch.OpenCache(o.cache, screener.StructureHash(), 0); err != nil {
			return err
		}
	}
	if o.journal == "" {
		return nil
	}
	run.Journal, err = batch.OpenJournal(o.journal, rules.JournalHeader(fmt.Sprintf("%+v ocr=%t blind=%t", run.Pool.Limits(), o.ocr, o.blind)))
	if err == nil && run.Journal.Replaced != "" {
		fmt.Fprintf(t.err, "shortlist: %s: %s\n", o.journal, run.Journal.Replaced)
	}
	return err
}

// ended is how the run ended; full is not nil where a disk was full.
func (o *screenFlags) ended(counts report.Counts, full *report.FullError, interrupted bool) *exitError {
	goOn := "with --journal FILE the next run goes on where this one stopped"
	if o.journal != "" {
		goOn = "the same command goes on where this one stopped"
	}
	switch {
	case full != nil:
		return &exitError{status: exitUnreadable, says: fmt.Sprintf("stopped after %d inputs, which are in the report: %v", counts.Input, full),
			hint: "free some space, or name another folder in TMPDIR; " + goOn}
	case interrupted:
		return &exitError{status: exitUnreadable, says: fmt.Sprintf("stopped after %d inputs", counts.Input), hint: goOn}
	case counts.Unreadable > 0:
		return &exitError{status: exitUnreadable}
	}
	return &exitError{status: exitFine}
}

// missing says on stderr which paths do not exist; where none does there is nothing to screen.
func missing(t *terminal, paths []string) error {
	gone := 0
	for _, p := range paths {
		if p == intake.Stdin || strings.ContainsAny(p, "*?[") {
			continue
		}
		if _, err := os.Lstat(p); errors.Is(err, os.ErrNotExist) {
			fmt.Fprintf(t.err, "shortlist: %s: there is no such file or folder\n", p)
			gone++
		}
	}
	if gone > 0 && gone == len(paths) {
		return errors.New("nothing to screen")
	}
	return nil
}
