// Package diagnostic holds findings about a file that a person wrote (a rubric, a vocabulary, a case) and shows each
// with the line it speaks of and a caret under the place. It imports nothing of ours.
package diagnostic

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Severity says how bad a finding is.
type Severity uint8

// The severities, worst first.
const (
	Error Severity = iota
	Warning
	Note
)

func (s Severity) String() string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	}
	return "note"
}

// MarshalText is the severity as a word, for JSON.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Finding is one thing to say about one place of a file.
type Finding struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`              // from 1; 0: the file as a whole
	Col      int      `json:"col"`               // from 1, in bytes; 0: the line as a whole
	EndCol   int      `json:"end_col,omitempty"` // one past the last byte; 0 or at most Col: one character
	Severity Severity `json:"severity"`
	Code     string   `json:"code"` // stable, kebab-case: "unknown-key"
	Says     string   `json:"says"` // what is wrong, one sentence without a full stop
	Hint     string   `json:"hint,omitempty"`
}

// Error is the finding on one line: file:line:col: says (hint). A Finding may be used as an error.
func (f Finding) Error() string {
	var b strings.Builder
	b.WriteString(f.Place())
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	b.WriteString(f.Says)
	if f.Hint != "" {
		b.WriteString("; " + f.Hint)
	}
	return b.String()
}

// Place is "file:line:col" as far as it is known.
func (f Finding) Place() string {
	switch {
	case f.Line == 0:
		return f.File
	case f.Col == 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Col)
}

// Caret shows the finding with its line of source and a caret under the place, several lines, ended by a line end:
//
//	backend.yaml:14:13: error L101 unknown term "Postgress"
//	   14 |     terms: [Postgress]
//	      |             ^^^^^^^^^ did you mean PostgreSQL?
func (f Finding) Caret(source []byte) string {
	var b strings.Builder
	if p := f.Place(); p != "" {
		b.WriteString(p + ": ")
	}
	b.WriteString(f.Severity.String() + " ")
	if f.Code != "" {
		b.WriteString(f.Code + " ")
	}
	b.WriteString(f.Says + "\n")
	hint := f.Hint
	if line, ok := lineOf(source, f.Line); ok {
		line, col, end := window(line, f.Col, f.EndCol)
		fmt.Fprintf(&b, "%5d | %s\n", f.Line, line)
		if f.Col > 0 {
			b.WriteString(strings.TrimRight("      | "+under(line, col, end)+" "+hint, " ") + "\n")
			hint = ""
		}
	}
	if hint != "" {
		b.WriteString("      | " + hint + "\n")
	}
	return b.String()
}

// mostShown is how many bytes of a line are shown; of a longer one what stands around the place.
const mostShown = 100

// window cuts a long line around the columns meant, and moves them along.
func window(line string, col, end int) (shown string, from, to int) {
	if len(line) <= mostShown {
		return line, col, end
	}
	start := max(0, min(col-1-mostShown/3, len(line)-mostShown))
	for start > 0 && !utf8.RuneStart(line[start]) {
		start--
	}
	stop := min(len(line), start+mostShown)
	for stop < len(line) && !utf8.RuneStart(line[stop]) {
		stop++
	}
	shown = line[start:stop]
	col, end = col-start, min(end-start, len(shown)+1)
	if start > 0 {
		shown, col, end = "…"+shown, col+len("…"), end+len("…")
	}
	if stop < len(line) {
		shown += "…"
	}
	return shown, col, end
}

// under is white space up to the column and carets below what is meant. Tabs are kept, so that both lines align.
func under(line string, col, end int) string {
	col = min(col-1, len(line))
	if end-1 <= col {
		end = col + 2
	}
	end = min(end-1, len(line))
	var b strings.Builder
	for _, r := range line[:col] {
		if r == '\t' {
			b.WriteByte('\t')
		} else {
			b.WriteByte(' ')
		}
	}
	n := 1
	if end > col {
		n = max(1, utf8.RuneCountInString(line[col:end]))
	}
	b.WriteString(strings.Repeat("^", n))
	return b.String()
}

func lineOf(source []byte, n int) (string, bool) {
	if n < 1 || source == nil {
		return "", false
	}
	for line := range strings.Lines(string(source)) {
		if n--; n == 0 {
			return strings.TrimRight(line, "\r\n"), true
		}
	}
	return "", false
}

// Findings are several findings as one error, one a line.
type Findings []Finding

// Error lists the findings, one a line.
func (fs Findings) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}
