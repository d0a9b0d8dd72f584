package main

import (
	"errors"
	"io"

	"shortlist/screener/reader"
)

// writeTerms writes every vocabulary term found as a JSON line.
func writeTerms(io.Writer, reader.Parsed) error { return errors.New("--terms needs the matcher") }
