package resume

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/ascii"
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
			var t *token
			dst, t = another(dst)
			t.start, t.end, t.val, t.kind, t.space = int32(i), int32(j), v, tokenNumber, space
			if j-i <= 3 { // "week 1", "401 k"
				t.word = lex.words.get(append(buf[:0], text[i:j]...))
				t.may = lex.may[t.word]
			}
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
				var t *token
				dst, t = another(dst)
				t.start, t.end, t.kind, t.space = int32(i), int32(i+n), tokenSign, space
				if n == 1 {
					t.sign = c
				}
				i += n
				break
			}
			var t *token
			dst, t = another(dst)
			t.start, t.space = int32(i), space
			if n := asciiWord(text, i, to, &buf, t); n > 0 {
				t.word = lex.words.getFolded(&buf, n)
				i += n
			} else {
				var word []byte
				i, word, t.shape, t.mixed = lex.scanWord(text, i, to, buf[:0])
				t.word = lex.words.get(word)
			}
			t.end, t.may = int32(i), lex.may[t.word]
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

// another makes a list one token longer, to be filled in its place: what is put together elsewhere and then copied as a whole is read
// before it is all written, for which the processor waits.
func another(dst []token) ([]token, *token) {
	n := len(dst)
	if n == cap(dst) {
		dst = slices.Grow(dst, 1)
	}
	dst = dst[:n+1]
	dst[n] = token{}
	return dst, &dst[n]
}

// asciiWord is scanWord for a word of at most 56 letters of ASCII alone that does not stand at the very end of the text. It says in t how
// the word is written, folds it into buf, with zeros up to a multiple of eight bytes, and gives its length; 0 where it is none. Eight
// bytes are looked at together, since no processor foresees how long the next word is.
func asciiWord(text string, i, to int, buf *[64]byte, t *token) int {
	n := 0
	small, upper := uint64(0), uint64(0) // the highest bit of a byte says that there is such a letter
	for {
		if len(text)-i-n < 8 || n == 56 {
			return 0
		}
		lowered, letters, smalls := ascii.Letters(ascii.Eight(text[i+n:]))
		if end := ^letters & ascii.HighBits; end != 0 {
			word := ascii.Before(end)
			binary.LittleEndian.PutUint64(buf[n:], lowered&word)
			small |= smalls & word
			if upper |= letters &^ smalls & word; n == 0 {
				upper &^= 0xff // the first letter of the word
			}
			n += bits.TrailingZeros64(end) / 8
			break
		}
		binary.LittleEndian.PutUint64(buf[n:], lowered)
		small |= smalls
		if upper |= letters &^ smalls; n == 0 {
			upper &^= 0xff
		}
		n += 8
	}
	if n == 0 || i+n > to {
		return 0
	}
	if i+n < to {
		switch c := text[i+n]; {
		case c == ' ':
		case c >= utf8.RuneSelf || c >= '0' && c <= '9', (c == '.' || c == '\'') && i+n+1 < to && isLetterAt(text, i+n+1):
			return 0
		}
	}
	t.mixed = upper != 0
	switch {
	case small == 0 && n > 1:
		t.shape = shapeCapitals
	case text[i]&0x20 == 0:
		t.shape = shapeCapital
	}
	return n
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
