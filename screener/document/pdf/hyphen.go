package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// joinHyphens moves the rest of a word that was broken at a line end up to its first part, as other readers do.
func joinHyphens(lines []line, texts []composed) {
	for i := 0; i+1 < len(lines); i++ {
		head, ok := brokenWord(texts[i].text)
		if !ok || lines[i].column != lines[i+1].column {
			continue
		}
		a, b := lines[i].segs[len(lines[i].segs)-1], lines[i+1].segs[0]
		if d := b.v - a.v; d <= 0 || d > 2.2*a.size || math.Abs(a.size-b.size) > 0.1*a.size {
			continue
		}
		rest := texts[i+1].text
		n := strings.IndexAny(rest, " \t")
		if n < 0 {
			n = len(rest)
		}
		if r, _ := utf8.DecodeRuneInString(rest); !unicode.IsLower(r) {
			continue
		}
		switch rest[:n] {
		case "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "bis", "to":
			continue // "front- and back-end"
		}
		texts[i].text = head + rest[:n]
		if k := len(texts[i].words); k > 0 {
			texts[i].words[k-1].end = len(texts[i].text)
		}
		texts[i+1].dropWord(n)
	}
}

// dropWord takes the first n bytes and the white space behind them off a line.
func (c *composed) dropWord(n int) {
	rest := strings.TrimLeft(c.text[n:], " \t")
	n = len(c.text) - len(rest)
	c.text = rest
	for len(c.words) > 0 && c.words[0].end <= n {
		c.words = c.words[1:]
	}
	for i := range c.words {
		c.words[i].start = max(0, c.words[i].start-n)
		c.words[i].end -= n
	}
}

// brokenWord gives a line without the hyphen at its end, if that stands behind a letter.
func brokenWord(s string) (string, bool) {
	head := s
	for _, hyphen := range []string{"-", "\u2010", string(softHyphen)} {
		if h, ok := strings.CutSuffix(s, hyphen); ok {
			head = h
		}
	}
	if head == s {
		return s, false
	}
	r, _ := utf8.DecodeLastRuneInString(head)
	return head, unicode.IsLetter(r)
}
