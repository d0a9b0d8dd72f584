package pdf

import (
	"slices"
	"unicode"
)

func hasRightToLeft(b []byte) bool {
	for i := range b {
		if b[i] >= 0xd6 { // the first byte of U+0580 and above
			for _, r := range string(b) {
				if rightToLeft(r) {
					return true
				}
			}
			return false
		}
	}
	return false
}

// logicalOrder turns a line from the order in which it is seen into the order in which it is read: runs of right-to-left
// words are reversed, numbers and Latin words within them are kept.
func logicalOrder(b []byte) []byte {
	runes := []rune(string(b))
	rtl := 0
	for _, r := range runes {
		if rightToLeft(r) {
			rtl++
		} else if unicode.IsLetter(r) {
			rtl--
		}
	}
	class := func(r rune) int { // 1 right to left, 2 left to right, 0 neutral
		switch {
		case rightToLeft(r), unicode.Is(unicode.Mn, r):
			return 1
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return 2
		}
		return 0
	}
	reverse := func(r []rune) {
		slices.Reverse(r)
		for i := range r {
			r[i] = mirrored(r[i])
		}
	}
	if rtl > 0 { // the whole line runs from right to left: reverse it, then its left-to-right runs again
		reverse(runes)
		for i := 0; i < len(runes); {
			if class(runes[i]) != 2 {
				i++
				continue
			}
			j, end := i, i
			for j < len(runes) && class(runes[j]) != 1 {
				if class(runes[j]) == 2 {
					end = j + 1
				}
				j++
			}
			reverse(runes[i:end])
			i = end
		}
		return []byte(string(runes))
	}
	for i := 0; i < len(runes); {
		if class(runes[i]) != 1 {
			i++
			continue
		}
		j, end := i, i
		for j < len(runes) && class(runes[j]) != 2 {
			if class(runes[j]) == 1 {
				end = j + 1
			}
			j++
		}
		reverse(runes[i:end])
		i = end
	}
	return []byte(string(runes))
}

func mirrored(r rune) rune {
	switch r {
	case '(':
		return ')'
	case ')':
		return '('
	case '[':
		return ']'
	case ']':
		return '['
	case '<':
		return '>'
	case '>':
		return '<'
	}
	return r
}

func rightToLeft(r rune) bool {
	return r >= 0x590 && (r <= 0x8ff && !(r >= 0x660 && r <= 0x669 || r >= 0x6f0 && r <= 0x6f9) || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff)
}
