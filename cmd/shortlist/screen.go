package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
	"shortlist/screener/redact"
	"shortlist/screener/report"
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
	rules, err := screener.NewRules(screener.RuleOptions{Rubrics: j.rubrics, AsOf: asOf, Tool: toolVersion(), KeepLines: keepLines})
	if err != nil {
		return nil, err
	}
	return rules, nil
}

// blindKey is the key for blind ids, nil where the run is not blind.
func (j *judging) blindKey() ([]byte, error) {
	switch {
	case !j.blind && j.key != "":
		return nil, errors.New("--key goes with --blind")
	case !j.blind:
		return nil, nil
	}
	key, err := redact.Key(j.key)
	if err != nil {
		return nil, err
	}
	return key, nil
}

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

Exit status: 0 fine · 2 wrong use, or a broken rubric · 3 some resumes could not be read (the rest are reported all the same).`,
		Example: `  shortlist screen inbox
  shortlist screen inbox --rubric backend-engineer -o monday.html
  shortlist screen inbox --since last-week.json --format json -o monday.json
  shortlist screen inbox --blind --key team.key -o for-the-panel.html`,
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
	f.StringVar(&o.since, "since", "", "a saved `REPORT` (json): mark who is new, changed or seen again, and carry notes and decisions over")
	f.StringVar(&o.decisions, "decisions", "", "what people decided, as exported from a report page (csv or json): carried over")
	f.StringVar(&o.corpus, "corpus", "", "screen what a corpus `FILE` keeps, instead of paths")
	f.StringVar(&o.journal, "journal", "", "keep each finished resume in `FILE`, so that a run that was stopped goes on where it was")
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
	key, err := o.blindKey()
	if err != nil {
		return err
	}
	if key != nil && (o.journal != "" || o.since != "" || o.decisions != "") {
		return errors.New("--journal, --since and --decisions hold names and files, so they do not go with --blind")
	}
	rules, err := o.rules(format == "html" || format == "json")
	if err != nil {
		return err
	}
	var before *report.Report
	if o.since != "" {
		if before, err = readReport(t, o.since); err != nil {
			return err
		}
		for i := range before.Resumes {
			before.Resumes[i] = report.ForMarks(before.Resumes[i])
		}
	}
	var decisions []report.Decision
	if o.decisions != "" {
		if decisions, err = readDecisions(o.decisions); err != nil {
			return err
		}
	}
	pool, err := o.reading.pool(t, o.verbose)
	if err != nil {
		return err
	}
	defer pool.Close()

	run := screener.Options{BlindKey: key, Batch: batch.Options{Pool: pool, Stdin: t.in, OCR: o.ocr}}
	if o.cache != "" {
		if run.Batch.Cache, err = batch.OpenCache(o.cache, screener.StructureHash(), 0); err != nil {
			return err
		}
	}
	if o.journal != "" {
		j, err := batch.OpenJournal(o.journal, rules.JournalHeader(fmt.Sprintf("%+v ocr=%t", pool.Limits(), o.ocr)))
		if err != nil {
			return err
		}
		defer j.Close()
		if j.Replaced != "" {
			fmt.Fprintf(t.err, "shortlist: %s: %s\n", o.journal, j.Replaced)
		}
		run.Batch.Journal = j
	}
	progress := newProgress(t, started)
	run.Batch.OnProgress = func(p batch.Progress) {
		if p.Done%256 == 0 {
			paceCollector()
		}
		progress.show(p)
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
	if before != nil || decisions != nil {
		run.Mark = report.NewMarker(before, decisions).Mark
	}
	// A table shows little of a long run, and the formats take the records one by one.
	run.Store = format != "table" && format != "jsonl"
	run.Page = format == "table" || run.Store && o.output != ""
	run.Rows = format == "csv"
	run.SpillTo = folderOf(o.output)
	defer func() { _ = got.Close() }()
	if format == "jsonl" {
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
	stop() // a second Ctrl-C ends the program at once
	if err := list.Empty(); err != nil && !interrupted && o.corpus == "" {
		return err
	}
	status := exitFine
	if got.Report.Counts.Unreadable > 0 {
		status = exitUnreadable
	}
	if format != "jsonl" {
		view := report.Options{Width: t.width, Color: t.color && o.output == "", Top: o.top, Elapsed: time.Since(started), Exit: status}
		if err := deliver(t, got, format, o.output, view); err != nil {
			return lost(err, o)
		}
	}
	goOn := "with --journal FILE the next run goes on where this one stopped"
	if o.journal != "" {
		goOn = "the same command goes on where this one stopped"
	}
	switch {
	case full != nil:
		return &exitError{status: exitUnreadable, says: fmt.Sprintf("stopped after %d inputs, which are in the report: %v", got.Report.Counts.Input, full),
			hint: "free some space, or name another folder in TMPDIR; " + goOn}
	case interrupted:
		return &exitError{status: exitUnreadable, says: fmt.Sprintf("stopped after %d inputs", got.Report.Counts.Input), hint: goOn}
	}
	return &exitError{status: status}
}

// lost says, where a full disk kept a report from being written, how to have it without reading everything again.
func lost(err error, o screenFlags) error {
	var e *exitError
	if !errors.As(err, &e) || e.hint != "" || !outOfSpace(err) {
		return err
	}
	e.hint = "free some space, or write elsewhere with -o; with --journal FILE on another disk the next run need not read everything again"
	if o.journal != "" {
		e.hint = "free some space, or write elsewhere with -o; the same command takes from " + o.journal + " what was read"
	}
	return e
}

// outOfSpace says whether a disk, a quota or the bound on a file's size was the reason.
func outOfSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
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

// deliver writes a report to stdout or a file, a blind one only after it has been checked. A page written to a file leaves the table on stdout.
func deliver(t *terminal, got screener.Result, format, output string, view report.Options) error {
	render := func(w io.Writer, format string, o report.Options) error {
		w = &paced{Writer: w}
		if got.Report.Blind {
			return redact.Write(w, got.Report, format, o, got.Secrets)
		}
		return report.Render(w, got.Report, format, o)
	}
	if output == "" {
		if report.Binary(format) && t.outTTY {
			return fmt.Errorf("%s is no text; name a file with -o", format)
		}
		return failure(buffered(t.out, func(w io.Writer) error { return render(w, format, view) }))
	}
	saved := view
	saved.Width, saved.Color, saved.Elapsed, saved.Links = 0, false, 0, linksFrom(output)
	view.Color = t.color
	err := writeWhole(output, 0o600, func(w io.Writer) error { return render(w, format, saved) })
	var leak *redact.Leak
	switch {
	case errors.As(err, &leak):
		return failure(err)
	case err == nil:
		view.Output = output
	}
	if got.Page != nil {
		got.Report = got.Page
	}
	// The table is there even where the file is not.
	if e := buffered(t.out, func(w io.Writer) error { return render(w, "table", view) }); err == nil {
		err = e
	}
	return failure(err)
}

// screenLines streams records as they are finished.
func screenLines(ctx context.Context, t *terminal, read func(screener.Options) (screener.Result, error), run screener.Options, output string) (screener.Result, error) {
	var got screener.Result
	stream := func(w io.Writer) error {
		run.OnRecord = func(head *report.Report, res report.Resume) error { return report.WriteRecord(w, head, res) }
		var err error
		got, err = read(run)
		if ctx.Err() != nil {
			return nil // what is done is written
		}
		return err
	}
	if output == "" {
		return got, buffered(t.out, stream)
	}
	err := writeWhole(output, 0o600, stream)
	return got, err
}

// folderOf is the folder that a file is written into; "" where it is no file on a disk.
func folderOf(output string) string {
	if info, err := os.Stat(output); output == "" || err == nil && !info.Mode().IsRegular() {
		return ""
	}
	return filepath.Dir(output)
}

// failure turns an error of writing or running into what the person is told. A reader that went away ("| head") is no failure.
func failure(err error) error {
	var leak *redact.Leak
	var e *exitError
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.EPIPE):
		return &exitError{status: exitFine}
	case errors.As(err, &e):
		return e
	case errors.As(err, &leak):
		return &exitError{status: exitUsage, says: leak.Error(), hint: "nothing was written"}
	}
	return &exitError{status: exitUsage, says: err.Error(), cause: err}
}

// readDecisions reads what people decided, as a report page exported it.
func readDecisions(path string) ([]report.Decision, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %v", path, cause(err))
	}
	defer f.Close()
	decisions, err := report.ReadDecisions(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return decisions, nil
}
