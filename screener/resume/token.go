package resume

import (
	"unicode"
	"unicode/utf8"
)

// token is one word, number or sign of the text.
type token struct {
	start, end int32
	may        class  // what the phrases that begin with it mean, taken together
	word       uint32 // id in the lexicon; 0 for a word that it does not know
	val        int32  // value of a number of at most 8 digits; -1 for a longer one
	kind       tokenKind
	shape      wordShape
	space      bool // white space stands before it
	gap        gap  // of what kind
	sign       byte // what it is if it is a sign of one byte, else 0
	mixed      bool // a word that has a capital behind its first letter
}

// gap says more of the white space before a token that is not the first.
type gap uint8

const (
	gapWide gap = 1 << iota // a tab, or several spaces within a line
	gapLine                 // the end of a line
)

type tokenKind uint8

const (
	tokenWord tokenKind = iota
	tokenNumber
	tokenSign
)

type wordShape uint8

const (
	shapeLower wordShape = iota
	shapeCapital
	shapeCapitals // two letters and more, all capitals
)

// tokenize cuts text[from:to] into tokens. Dots within abbreviations ("B.Sc.", "U.S.") belong to the word; letters and
// digits part where a number of four digits follows letters ("May2019") and where letters follow digits ("12th").
func (lex *lexicon) tokenize(dst []token, text string, from, to int) []token {
	var buf [64]byte
	i := from
	space := true
	var before gap
	spaces := 0
	for i < to {
		c := text[i]
		switch {
		case c == ' ':
			space = true
			spaces++
			i++
			continue
		case c == '\n':
			space = true
			before |= gapLine
			i++
			continue
		case c == '\t':
			space = true
			before |= gapWide
			i++
			continue
		case c >= '0' && c <= '9':
			j := i
			v := int32(0)
			for j < to && text[j] >= '0' && text[j] <= '9' {
				if j-i < 8 {
					v = v*10 + int32(text[j]-'0')
				} else {
					v = -1
				}
				j++
			}
			t := token{start: int32(i), end: int32(j), val: v, kind: tokenNumber, space: space}
			if j-i <= 3 { // "week 1", "401 k"
				t.word = lex.words.get(append(buf[:0], text[i:j]...))
				t.may = lex.may[t.word]
			}
			dst = append(dst, t)
			i = j
		default:
			r, n := rune(c), 1
			if c >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(text[i:])
			}
			letter := isLetter(r)
			if !letter && unicode.IsSpace(r) {
				space = true
				i += n
				continue
			}
			if !letter {
				t := token{start: int32(i), end: int32(i + n), kind: tokenSign, space: space}
				if n == 1 {
					t.sign = c
				}
				dst = append(dst, t)
				i += n
				break
			}
			j, word, shape, mixed := lex.asciiWord(text, i, to, &buf)
			if j == i {
				j, word, shape, mixed = lex.scanWord(text, i, to, buf[:0])
			}
			id := lex.words.get(word)
			dst = append(dst, token{start: int32(i), end: int32(j), may: lex.may[id], word: id, shape: shape, space: space, mixed: mixed})
			i = j
		}
		if space && len(dst) > 1 {
			if spaces >= 2 && before == 0 {
				before = gapWide
			}
			dst[len(dst)-1].gap = before
		}
		space, before, spaces = false, 0, 0
	}
	return dst
}

// asciiWord is scanWord for a word of at most 64 letters of ASCII alone, and gives i where it is none.
func (lex *lexicon) asciiWord(text string, i, to int, buf *[64]byte) (end int, folded []byte, shape wordShape, mixed bool) {
	n, upper := 0, 0
	for s := text[i:to]; ; n++ {
		if n == len(s) {
			break
		}
		c := s[n]
		l := c | 0x20
		if l < 'a' || l > 'z' {
			switch {
			case c >= utf8.RuneSelf || c >= '0' && c <= '9':
				return i, nil, 0, false
			case (c == '.' || c == '\'') && n+1 < len(s) && isLetterAt(text, i+n+1):
				return i, nil, 0, false
			}
			break
		}
		if n == len(buf) {
			return i, nil, 0, false
		}
		buf[n] = l
		upper += int(^c >> 5 & 1)
	}
	first := n > 0 && text[i]&0x20 == 0
	return i + n, buf[:n], shapeOf(n, upper, first), mixes(upper, first)
}

// scanWord reads the word that starts at i: where it ends, how it is folded, how it is written, and whether it has a
// capital behind its first letter.
func (lex *lexicon) scanWord(text string, i, to int, buf []byte) (end int, folded []byte, shape wordShape, mixed bool) {
	letters, upper := 0, 0
	first := false
	j := i
	for j < to {
		c := text[j]
		if c < utf8.RuneSelf {
			switch {
			case c >= 'a' && c <= 'z':
				buf = append(buf, c)
				letters++
				j++
				continue
			case c >= 'A' && c <= 'Z':
				buf = append(buf, c+'a'-'A')
				if letters == 0 {
					first = true
				}
				letters++
				upper++
				j++
				continue
			case c >= '0' && c <= '9':
				k := j
				for k < to && text[k] >= '0' && text[k] <= '9' {
					k++
				}
				if k-j == 4 && (text[j] == '1' || text[j] == '2') {
					return j, buf, shapeOf(letters, upper, first), mixes(upper, first)
				}
				buf = append(buf, text[j:k]...)
				j = k
				continue
			case c == '\'' && j > i && j+1 < to && isLetterAt(text, j+1):
				j++
				continue
			case c == '.' && j > i && j+1 < to && isLetterAt(text, j+1) && dotted(text, i, j, to):
				j++
				continue
			}
			return j, buf, shapeOf(letters, upper, first), mixes(upper, first)
		}
		r, n := utf8.DecodeRuneInString(text[j:])
		if r == '\u2019' && j > i && j+n < to && isLetterAt(text, j+n) {
			j += n
			continue
		}
		if r == '\u00ad' {
			j += n
			continue
		}
		if !isLetter(r) {
			return j, buf, shapeOf(letters, upper, first), mixes(upper, first)
		}
		if unicode.IsUpper(r) {
			if letters == 0 {
				first = true
			}
			upper++
		}
		letters++
		buf = appendFolded(buf, r)
		j += n
	}
	return j, buf, shapeOf(letters, upper, first), mixes(upper, first)
}

// dotted says whether the dot at j belongs to an abbreviation such as B.Sc., Ph.D., U.S.A: short parts in capitals.
func dotted(text string, i, j, to int) bool {
	part := j - 1
	for part > i && text[part-1] != '.' {
		part--
	}
	before := j - part
	after := 0
	for k := j + 1; k < to && isLetterAt(text, k) && after < 9; k++ {
		after++
	}
	if text[j+1] >= 'a' && text[j+1] <= 'z' { // e.g., p.a.
		return before == 1 && after == 1
	}
	return before == 1 && after <= 8 || before == 2 && after <= 2
}

func shapeOf(letters, upper int, first bool) wordShape {
	switch {
	case upper == letters && letters > 1:
		return shapeCapitals
	case first:
		return shapeCapital
	}
	return shapeLower
}

// mixes says whether a word of so many capitals has one behind its first letter.
func mixes(upper int, first bool) bool { return upper > 1 || upper == 1 && !first }

func isLetterAt(s string, i int) bool {
	c := s[i]
	if c < utf8.RuneSelf {
		return c|0x20 >= 'a' && c|0x20 <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isLetter(r)
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// latin folds U+00C0..U+017F to their base letters in lower case.
const latin = "aaaaaa\x01ceeeeiiiidnooooo\x00ouuuuyt\x02aaaaaa\x01ceeeeiiiidnooooo\x00ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii\x03\x03jjkkklllllllllnnnnnnnnnoooooo\x04\x04rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// appendFolded appends r in lower case without its accent.
func appendFolded(dst []byte, r rune) []byte {
	switch {
	case r < utf8.RuneSelf:
		if r >= 'A' && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(dst, byte(r))
	case r >= 0xC0 && r <= 0x17F:
		switch c := latin[r-0xC0]; c {
		case 0:
			return dst
		case 1:
			return append(dst, "ae"...)
		case 2:
			return append(dst, "ss"...)
		case 3:
			return append(dst, "ij"...)
		case 4:
			return append(dst, "oe"...)
		default:
			return append(dst, c)
		}
	case unicode.IsMark(r):
		return dst
	}
	return utf8.AppendRune(dst, unicode.ToLower(r))
}
