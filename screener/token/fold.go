package token

import (
	"math/bits"
	"unicode"
)

// hasher hashes folded bytes, eight at a time. The zero value has hashed nothing.
type hasher struct {
	h, block uint64 // of all full blocks, and the bytes of the one that is not
	n        uint   // bytes
}

func (x *hasher) add(c byte) {
	x.block |= uint64(c) << (x.n % 8 * 8)
	if x.n++; x.n%8 == 0 {
		x.take(x.block)
	}
}

// take takes a full block.
func (x *hasher) take(block uint64) { x.h, x.block = mix(x.h^block), 0 }

// sum is the hash of what was added so far.
func (x *hasher) sum() uint64 { return mix(x.h ^ x.block ^ uint64(x.n)<<56) }

func mix(v uint64) uint64 {
	hi, lo := bits.Mul64(v^0x9E3779B97F4A7C15, 0xD6E8FEB86659FD93)
	return hi ^ lo
}

// Hash is the hash that Scan gives a token with this spelling, whatever its case and accents.
// It is 64 bits wide: among the words of a million resumes a chance collision with one of ten thousand known words
// has a probability of about one in ten million.
func Hash(word string) uint64 {
	var h hasher
	for _, r := range word {
		if invisible(r) {
			continue
		}
		if r == '’' {
			r = '\''
		}
		h.fold(r)
	}
	return h.sum()
}

// fold adds a character: small, without accent, look-alikes of other scripts as the Latin letter they look like.
func (x *hasher) fold(r rune) {
	if r < 0x80 {
		x.add(lower[byte(r)])
		return
	}
	if unicode.Is(unicode.Mn, r) {
		return
	}
	if s := latin(r); s != "" {
		for i := range len(s) {
			x.add(s[i])
		}
		return
	}
	r = unicode.ToLower(r) // the Kelvin sign becomes k, İ becomes i
	if s := latin(r); s != "" {
		x.add(s[0])
		return
	}
	for ; r > 0; r >>= 8 {
		x.add(byte(r))
	}
}

// latin gives the plain letters of an accented or look-alike character, "" for any other.
func latin(r rune) string {
	switch {
	case r >= 0xC0 && r <= 0x17F:
		return latin1[r-0xC0]
	case r >= 0xFF21 && r <= 0xFF3A: // full width
		return alphabet[r-0xFF21 : r-0xFF21+1]
	case r >= 0xFF41 && r <= 0xFF5A:
		return alphabet[r-0xFF41 : r-0xFF41+1]
	}
	switch r {
	case 'Ș', 'ș':
		return "s"
	case 'Ț', 'ț':
		return "t"
	case 'ẞ':
		return "ss"
	case 'ﬁ':
		return "fi"
	case 'ﬂ':
		return "fl"
	case 'ﬀ':
		return "ff"
	case 'ﬃ':
		return "ffi"
	case 'ﬄ':
		return "ffl"
	// Cyrillic and Greek letters drawn like Latin ones
	case 'а', 'А', 'Α', 'α':
		return "a"
	case 'В', 'Β':
		return "b"
	case 'с', 'С':
		return "c"
	case 'е', 'Е', 'Ε', 'ё', 'Ё':
		return "e"
	case 'Н', 'Η':
		return "h"
	case 'і', 'І', 'Ι', 'ι':
		return "i"
	case 'ј', 'Ј':
		return "j"
	case 'К', 'Κ', 'к', 'κ':
		return "k"
	case 'М', 'Μ':
		return "m"
	case 'Ν':
		return "n"
	case 'о', 'О', 'Ο', 'ο':
		return "o"
	case 'р', 'Р', 'Ρ', 'ρ':
		return "p"
	case 'ѕ', 'Ѕ':
		return "s"
	case 'Т', 'Τ', 'т', 'τ':
		return "t"
	case 'ν':
		return "v"
	case 'х', 'Х', 'Χ', 'χ':
		return "x"
	case 'у', 'У', 'Υ':
		return "y"
	case 'Ζ':
		return "z"
	}
	return ""
}

const alphabet = "abcdefghijklmnopqrstuvwxyz"

// latin1 is U+00C0 to U+017F without accents; "" where the character is no letter.
var latin1 = [...]string{
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // C0
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "ss", // D0
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", // E0
	"d", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "th", "y", // F0
	"a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c", "c", "d", "d", // 100
	"d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", // 110
	"g", "g", "g", "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", // 120
	"i", "i", "ij", "ij", "j", "j", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", // 130
	"l", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", // 140
	"o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", // 150
	"s", "s", "t", "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", // 160
	"u", "u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z", "s", // 170
}

// invisible characters stand within words without being seen; matching reads past them.
func invisible(r rune) bool {
	switch {
	case r == 0xAD, r == 0x180E, r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x2064, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return false
}

// isWord says whether a character outside ASCII is part of a word.
func isWord(r rune) bool {
	if r >= 0xC0 && r <= 0x17F {
		return r != 0xD7 && r != 0xF7
	}
	return r > 0xAA && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || unicode.IsDigit(r))
}

// ideograph says whether a letter belongs to a script that does not put spaces between words.
func ideograph(r rune) bool {
	return r >= 0x2E80 && r <= 0x9FFF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF || r >= 0x20000 && r <= 0x3FFFF || r >= 0x0E00 && r <= 0x0EFF
}

// highMark is the mark of a character outside ASCII that is no part of a word.
func highMark(r rune) Marks {
	switch r {
	case '•', '▪', '●', '◦', '‣', '∙', '■', '□', '➢', '➤', '►', '▸', '✓', '✔', '❖', '⁃', '○', '◆', '→', '\uf0b7', '\uf0a7', '➔', '✦', '★':
		return Bullet
	case '–', '—', '―', '−':
		return Dash
	case '‐', '‑', '‒':
		return Hyphen
	case '…', '。', '！', '？':
		return Stop
	case '，', '、', '،':
		return Comma
	case '；':
		return Semi
	case '：':
		return Colon
	case '（', '［', '【':
		return Open
	case '）', '］', '】':
		return Close
	case '·', '｜', '¦', '│':
		return Pipe
	case '“', '”', '„', '«', '»', '‘', '‚', '‹', '›':
		return Quote
	case '’':
		return 0
	}
	if unicode.IsSpace(r) {
		if r == 0x2028 || r == 0x2029 || r == 0x85 {
			return Newline | Space
		}
		return Space
	}
	return Other
}
