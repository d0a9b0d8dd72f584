package main

import (
	"fmt"
	"io"
	"os"

	"shortlist/screener/report"
)

// readReport reads a saved report from a file, or from stdin for "-": of each record what keep, if any, gives of it.
func readReport(t *terminal, path string, keep func(report.Resume) report.Resume) (*report.Report, error) {
	return openReport(t, path, func(in io.Reader) (*report.Report, error) { return report.Read(in, keep) })
}

// readStored reads it with its records in a Store, which spills to the folder first, and is to be closed.
func readStored(t *terminal, path, folder string) (*report.Report, error) {
	return openReport(t, path, func(in io.Reader) (*report.Report, error) { return report.ReadStored(in, folder, "") })
}

func openReport(t *terminal, path string, read func(io.Reader) (*report.Report, error)) (*report.Report, error) {
	in := t.in
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return nil, fmt.Errorf("%s cannot be read: %v", path, cause(err))
		}
		defer f.Close()
		in = f
	}
	r, err := read(&pacedReader{Reader: in})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return r, nil
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
