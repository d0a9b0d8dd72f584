package report

import (
	"strings"

	"github.com/rivo/uniseg"
)

// columns is how many cells of a terminal s takes: 2 for wide (CJK, emoji) characters, 0 for marks that combine.
// It does not depend on the locale, so that the same report has the same shape everywhere.
func columns(s string) int {
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			ascii = false
			break
		}
	}
	if ascii {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// clip shortens s to at most n columns, ending it with "…" where something was cut.
func clip(s string, n int) string {
	if columns(s) <= n {
		return s
	}
	if n <= 0 {
		return ""
	}
	var b strings.Builder
	left, state := n-1, -1
	for rest := s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if w > left {
			break
		}
		b.WriteString(cluster)
		left -= w
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// pad clips s to n columns and fills it up with spaces on the right.
func pad(s string, n int) string {
	s = clip(s, n)
	return s + spaces(n-columns(s))
}

// padLeft clips s to n columns and fills it up with spaces on the left.
func padLeft(s string, n int) string {
	s = clip(s, n)
	return spaces(n-columns(s)) + s
}

func spaces(n int) string {
	if n <= 0 {
		return ""
	}
	return strings.Repeat(" ", n)
}

// wrap breaks s at spaces into lines of at most n columns. A word that is longer than a line is cut into pieces.
func wrap(s string, n int) []string {
	n = max(n, 8)
	var lines []string
	var line strings.Builder
	width := 0
	flush := func() {
		lines = append(lines, line.String())
		line.Reset()
		width = 0
	}
	for word := range strings.FieldsSeq(s) {
		w := columns(word)
		if width > 0 && width+1+w > n {
			flush()
		}
		for w > n {
			head := takeColumns(word, n)
			lines = append(lines, head)
			word = word[len(head):]
			w = columns(word)
		}
		if width > 0 {
			line.WriteByte(' ')
			width++
		}
		line.WriteString(word)
		width += w
	}
	if width > 0 || len(lines) == 0 {
		flush()
	}
	return lines
}

// takeColumns is the longest prefix of s that fits into n columns, at least one character.
func takeColumns(s string, n int) string {
	end, used, state := 0, 0, -1
	for rest := s; rest != ""; {
		var cluster string
		var w int
		cluster, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used+w > n && end > 0 {
			break
		}
		end += len(cluster)
		used += w
	}
	return s[:end]
}
