package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"shortlist/screener/report"
)

// writeWhole writes a file whole or not at all: into a temporary file beside it, which takes its name only after
// everything, the flush to disk included, went well. A file that is no regular one (/dev/stdout, a pipe) is written to
// directly. perm is the mode of a new file.
func writeWhole(path string, perm os.FileMode, write func(io.Writer) error) (err error) {
	if info, e := os.Stat(path); e == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return fmt.Errorf("%s is a folder; name a file", path)
		}
		f, e := os.OpenFile(path, os.O_WRONLY, 0)
		if e != nil {
			return e
		}
		return errors.Join(buffered(f, write), f.Close())
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".part-*")
	if err != nil {
		return fmt.Errorf("%s cannot be written: %w", path, cause(err))
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
			err = fmt.Errorf("%s was not written: %w", path, cause(err))
		}
	}()
	if err := buffered(f, write); err != nil {
		return err
	}
	if err := f.Chmod(perm); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 1<<16)
	if err := write(b); err != nil {
		return err
	}
	return b.Flush()
}

// cause is what went wrong without the name of the temporary file, which says nothing to a person.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// linksFrom is the way from the folder of a written file to the working folder, which relative paths start at; "" where
// they are the same, or there is no way.
func linksFrom(file string) string {
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return ""
	}
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	way, err := filepath.Rel(folder, here)
	if err != nil || way == "." {
		return ""
	}
	return way
}

// readReport reads a saved report from a file, or from stdin for "-".
func readReport(t *terminal, path string) (*report.Report, error) {
	in := t.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %v", path, cause(err))
		}
		defer f.Close()
		in = f
	}
	r, err := report.Read(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
}

// renderTo writes a report in a format to a file, or to stdout where file is "" or "-". A spreadsheet is never written
// to a terminal.
func renderTo(t *terminal, r *report.Report, format, file string, o report.Options) error {
	if file == "" || file == "-" {
		if report.Binary(format) && t.outTTY {
			return &exitError{status: exitUsage, says: format + " is no text to show on a terminal", hint: "name a file: -o report." + format}
		}
		o.Width, o.Color = t.width, t.color
		return buffered(t.out, func(w io.Writer) error { return report.Render(w, r, format, o) })
	}
	o.Links = linksFrom(file)
	return writeWhole(file, 0o644, func(w io.Writer) error { return report.Render(w, r, format, o) })
}
