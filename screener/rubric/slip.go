package rubric

import (
	"bytes"
	"regexp"
	"strings"
	"sync"
)

// plainWords say what the YAML library means, for people who write YAML once a year.
var plainWords = [][2]string{
	{"mapping values are not allowed", "a key with its colon stands where none can be"},
	{"did not find expected '-' indicator", "this line belongs to nothing above it"},
	{"did not find expected key", "this line belongs to nothing above it"},
	{"did not find expected ',' or ']'", "a list in brackets does not end"},
	{"did not find expected ',' or '}'", "a mapping in braces does not end"},
	{"found unexpected end of stream", "the file ends within a text in quotes"},
	{"could not find expected ':'", "a line that is neither a key with its value nor an item"},
	{"found character that cannot start any token", "no text may start with this sign"},
	{"found a tab character", "a tab in the indent"},
}

func inPlainWords(message string) string {
	for _, w := range plainWords {
		if strings.Contains(message, w[0]) {
			return w[1]
		}
	}
	return message
}

// The slips that the YAML library reports elsewhere, or not by their name.
var (
	dashSlip   = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*-[a-z_]+:`) })
	colonSlip  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^\s*(?:- )?[a-z_]+:[^\s/]`) })
	tokenSlip  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile("(?:: |- )([@%`])") })
	singleSlip = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:: |- |\[)'[^']*\pL'\pL`) })
)

// slip looks for the typing mistakes that people make most, near the line where the library gave up.
func (f *File) slip(line int, message string) (Source, string, bool) {
	at := func(n, col int, help string) (Source, string, bool) { return Source{f.Name, n, col + 1, 1}, help, true }
	for _, n := range []int{line, line - 1, line + 1} {
		text := f.line(n)
		if dashSlip().Match(text) {
			return at(n, bytes.IndexByte(text, '-'), "a dash needs a space behind it:   - id: …")
		}
		if strings.Contains(message, "':'") && colonSlip().Match(text) {
			return at(n, bytes.IndexByte(text, ':'), "a colon needs a space behind it:   weight: 10")
		}
	}
	switch {
	case strings.Contains(message, "cannot start any token"):
		for _, n := range []int{line, line + 1, line - 1} {
			if m := tokenSlip().FindSubmatchIndex(f.line(n)); m != nil {
				return at(n, m[2], "put quotes around a text that starts with it")
			}
		}
	case strings.Contains(message, "',' or"):
		for n := min(line+2, len(f.lines)); n > 0; n-- {
			if col, ok := openBracket(f.line(n)); ok {
				return at(n, col, "this bracket is never closed")
			}
		}
	case strings.Contains(message, "did not find expected"), strings.Contains(message, "end of stream"):
		for n := range f.lines {
			if m := singleSlip().FindIndex(f.line(n + 1)); m != nil {
				return at(n+1, bytes.IndexByte(f.line(n + 1)[m[0]:], '\'')+m[0], "an apostrophe ends a text in single quotes: use double ones, or none")
			}
		}
	}
	return Source{}, "", false
}

// openBracket gives the place of the last bracket of a line that the line does not close; brackets in quotes and comments do not count.
func openBracket(text []byte) (int, bool) {
	var open []int
	quote := byte(0)
	for i, c := range text {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && i > 0 && bytes.IndexByte([]byte(" [{,"), text[i-1]) >= 0:
			quote = c
		case c == '#' && i > 0 && text[i-1] == ' ':
			text = text[:i]
		case c == '[' || c == '{':
			open = append(open, i)
		case (c == ']' || c == '}') && len(open) > 0:
			open = open[:len(open)-1]
		}
		if i >= len(text) {
			break
		}
	}
	if len(open) == 0 {
		return 0, false
	}
	return open[len(open)-1], true
}
