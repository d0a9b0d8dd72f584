package rubric

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"shortlist/screener/diagnostic"
)

// Source is where something stands in a file. The zero Source stands for "nowhere": something built in.
type Source struct {
	File string // base name, as people see it: "backend-engineer.yaml"
	Line int    // from 1
	Col  int    // from 1, in bytes
	Len  int    // bytes that a caret underlines; at least 1
}

// String gives "backend-engineer.yaml:14", or "" for the zero Source.
func (s Source) String() string {
	if s.Line == 0 {
		return s.File
	}
	return s.File + ":" + strconv.Itoa(s.Line)
}

// Problem is one thing wrong with a file of rules.
type Problem struct {
	diagnostic.Finding
	data []byte // the file, to show the line
}

// String shows the problem with its line and a caret, without a line end.
func (p Problem) String() string { return strings.TrimSuffix(p.Caret(p.data), "\n") }

// Problems is the error of files of rules that do not hold: all of what is wrong, in the order of the lines.
type Problems []Problem

func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Findings gives the problems without the files that they were found in.
func (ps Problems) Findings() diagnostic.Findings {
	out := make(diagnostic.Findings, len(ps))
	for i, p := range ps {
		out[i] = p.Finding
	}
	return out
}

// orNil gives the error to return: the problems in file order, each once, or nil.
func (ps Problems) orNil() error {
	if len(ps) == 0 {
		return nil
	}
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Col-b.Col)
	})
	out := ps[:1]
	for _, p := range ps[1:] {
		if p.Finding != out[len(out)-1].Finding {
			out = append(out, p)
		}
	}
	return out
}
