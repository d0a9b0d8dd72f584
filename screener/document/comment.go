package document

import (
	"strings"
	"unicode"
)

// Comment gives the words of a comment in HTML or Markdown where a person may have meant them for a program that reads the source; ""
// for what pages are full of: conditions for browsers, markup and code that is switched off, short names of the parts of a template.
func Comment(s string) string {
	if strings.ContainsAny(s, "<>{}=;") {
		return ""
	}
	words := strings.Fields(s)
	n := 0
	for _, w := range words {
		if strings.IndexFunc(w, unicode.IsLetter) >= 0 {
			n++
		}
	}
	if n < 6 || n*3 < len(words)*2 {
		return ""
	}
	return strings.Join(words, " ")
}
