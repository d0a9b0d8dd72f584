package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"syscall"

	"shortlist/screener"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// deliver writes a report to stdout or a file, a blind one only after it has been checked. A page written to a file leaves the table on stdout.
func deliver(t *terminal, got screener.Result, format, output string, view report.Options) error {
	render := func(w io.Writer, format string, o report.Options) error {
		w = &paced{Writer: w}
		if got.Blind != nil {
			return got.Blind.Render(w, got.Report, format, o)
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

// show writes a page about a few resumes to a file, or to stdout through a pager; a blind one only after it has been checked.
func show(t *terminal, got screener.Result, output string, render func(io.Writer) error) error {
	write := render
	if got.Blind != nil {
		write = func(w io.Writer) error { return got.Blind.Write(w, nil, render) }
	}
	if output != "" {
		return failure(writeWhole(output, 0o600, write))
	}
	return failure(paged(t, write))
}

// renderTo writes a report in a format to a file, or to stdout where file is "" or "-". A spreadsheet is never written
// to a terminal.
func renderTo(t *terminal, r *report.Report, format, file string, o report.Options) error {
	if file == "" || file == "-" {
		if report.Binary(format) && t.outTTY {
			return &exitError{status: exitUsage, says: format + " is no text to show on a terminal", hint: "name a file: -o report." + format}
		}
		o.Width, o.Color = t.width, t.color
		return buffered(t.out, func(w io.Writer) error { return report.Render(&paced{Writer: w}, r, format, o) })
	}
	o.Links = linksFrom(file)
	return writeWhole(file, 0o600, func(w io.Writer) error { return report.Render(&paced{Writer: w}, r, format, o) })
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

// lost says, where a full disk kept a report from being written, how to have it without reading everything again.
func lost(err error, journal string) error {
	var e *exitError
	if !errors.As(err, &e) || e.hint != "" || !outOfSpace(err) {
		return err
	}
	e.hint = "free some space, or write elsewhere with -o; with --journal FILE on another disk the next run need not read everything again"
	if journal != "" {
		e.hint = "free some space, or write elsewhere with -o; the same command takes from " + journal + " what was read"
	}
	return e
}

// outOfSpace says whether a disk, a quota or the bound on a file's size was the reason.
func outOfSpace(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
