// Package token cuts text into the words that technologies are written with: C++, C#, F# and .NET are one token,
// Node.js, PL/SQL and R&D are tokens joined by a known sign, PostgreSQL14 is a word with a version. Case, accents and
// look-alike letters are folded into a hash; nothing is copied and no offset moves.
package token

import (
	"math/bits"
	"slices"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/ascii"
)

// Gap is how a token is joined to the one before it.
type Gap uint8

// The gaps. Break stands for everything that no term may span: commas, brackets, sentence ends, blank lines.
const (
	Break Gap = iota // the zero value: also what stands before the first token
	Sep              // space, hyphen, underscore, line break, no-break space
	Dot              // a full stop without white space: Node.js
	Slash            // PL/SQL, CI / CD
	Amp              // R&D
	Plus             // Java+Spring
)

// Marks are the signs seen between two tokens.
type Marks uint16

// The marks before a token.
const (
	Space   Marks = 1 << iota
	Newline       // one line break or more
	Blank         // a blank line
	Comma         // , or an Arabic or CJK comma
	Stop          // . ! ? … followed by white space or the end
	Semi          // ;
	Colon         // :
	Open          // ( [ {
	Close         // ) ] }
	Bullet        // • ▪ and the like, or a dash or star that starts a line
	Pipe          // | ·
	Dash          // – — or a hyphen with white space on both sides
	Hyphen        // a hyphen within words
	Wide          // a tab or three spaces and more: a column
	Quote         // quotation marks
	Other         // any other sign
)

// Flags say how a token is written.
type Flags uint8

// The flags of a token.
const (
	Upper      Flags = 1 << iota // its first letter is a capital
	AllUpper                     // it has letters, and all are capitals
	Number                       // it starts with a digit
	Dotted                       // a full stop stands directly before it: .NET
	Possessive                   // "'s" followed it
	Foreign                      // it has letters outside ASCII
)

// Token is one word of the text. A version directly behind a word (PostgreSQL14) belongs to the token; Stem and
// StemHash describe the word without it.
type Token struct {
	Start, End int32 // bytes of the text
	Stem       int32 // end of the letters before trailing digits; equal to End without such
	Gap        Gap
	Flags      Flags
	Marks      Marks // what stands between the token before and this one
	Hash       uint64
	StemHash   uint64
}

// Classes of a byte.
const (
	cOther = iota
	cLetter
	cDigit
	cSpace
	cNewline
	cHigh // part of a character outside ASCII
)

// class and lower are the tables that the scan looks every byte up in.
var class, lower = tables()

func tables() (c, l [256]byte) {
	for i := range 256 {
		l[i] = byte(i)
		switch {
		case i >= 'a' && i <= 'z':
			c[i] = cLetter
		case i >= 'A' && i <= 'Z':
			c[i], l[i] = cLetter, byte(i)+'a'-'A'
		case i >= '0' && i <= '9':
			c[i] = cDigit
		case i == '\n':
			c[i] = cNewline
		case i == ' ' || i == '\t' || i == '\r' || i == '\v' || i == '\f':
			c[i] = cSpace
		case i >= 0x80:
			c[i] = cHigh
		}
	}
	return c, l
}

// Scan appends the tokens of text[from:to] to dst and gives it back. It allocates only when dst is too small.
// The text may be anything; bytes that are no UTF-8 separate words.
func Scan(dst []Token, text string, from, to int) []Token {
	if to > len(text) {
		to = len(text)
	}
	i := max(from, 0)
	for i < to {
		var g Gap
		var m Marks
		switch c := text[i]; {
		// most gaps, as gap sees them
		case (c == ' ' || c == '\n') && i > from && i+1 < to && class[text[i+1]] == cLetter:
			i, g, m = i+1, Sep, spaces[c]
		case c == ',' && i > from && i+2 < to && text[i+1] == ' ' && class[text[i+2]] == cLetter:
			i, g, m = i+2, Break, Comma|Space
		default:
			if i, g, m = gap(text, i, from, to); i >= to {
				return dst
			}
		}
		// filled in its place: what is copied as a whole is read before it is all written, for which the processor waits
		n := len(dst)
		if n == cap(dst) {
			dst = slices.Grow(dst, 1)
		}
		dst = dst[:n+1]
		t := &dst[n]
		t.Gap, t.Marks, t.Flags = g, m, 0
		if i > from && text[i-1] == '.' {
			t.Flags = Dotted
		}
		if end := plainWord(text, i, to, t); end > i {
			i = end
		} else {
			i = word(text, i, to, t)
		}
	}
	return dst
}

// spaces are the marks of a single sign of white space.
var spaces = [...]Marks{' ': Space, '\n': Newline | Space}

// plainWord is word for what most words are: two ASCII letters or more before white space, a comma or a full stop, and not at the very
// end of the text. For any other it gives i, with t as it was. Eight bytes are looked at together, since no processor foresees how
// long the next word is.
func plainWord(text string, i, to int, t *Token) int {
	h, from, small := hasher{}, i, uint64(0)
	for {
		if len(text)-i < 8 {
			return from
		}
		lowered, letters, smalls := ascii.Letters(ascii.Eight(text[i:]))
		if end := ^letters & ascii.HighBits; end != 0 {
			word := ascii.Before(end)
			small |= smalls & word
			h.block = lowered & word
			n := bits.TrailingZeros64(end) / 8
			h.n += uint(n)
			i += n
			break
		}
		small |= smalls
		h.take(lowered)
		h.n += 8
		i += 8
	}
	if i-from < 2 || i > to || i < to && !endsPlain[text[i]] {
		return from
	}
	t.Start, t.End, t.Hash = int32(from), int32(i), h.sum()
	t.Stem, t.StemHash = t.End, t.Hash
	if text[from] < 'a' {
		t.Flags |= Upper
		if small == 0 {
			t.Flags |= AllUpper
		}
	}
	return i
}

// endsPlain are the bytes behind a plain word.
var endsPlain = [256]bool{' ': true, '\n': true, ',': true, '.': true, '\t': true, '\r': true}

// gap walks over what is no word from i and says how the next word is joined.
func gap(text string, i, from, to int) (int, Gap, Marks) {
	var m Marks
	start, signs := i, 0
	newlines, spaces := 0, 0
	var sign byte
	for i < to {
		c := text[i]
		switch class[c] {
		case cLetter, cDigit:
			return i, joined(m, sign, signs, start == from), m
		case cSpace:
			if c == '\t' {
				m |= Wide
			}
			if spaces++; spaces > 2 {
				m |= Wide
			}
			m |= Space
			i++
			continue
		case cNewline:
			if newlines++; newlines > 1 {
				m |= Blank
			}
			m |= Newline | Space
			spaces = 0
			i++
			continue
		case cHigh:
			r, n := utf8.DecodeRuneInString(text[i:to])
			if isWord(r) {
				return i, joined(m, sign, signs, start == from), m
			}
			if invisible(r) {
				i += n
				continue
			}
			m |= highMark(r)
			switch {
			case unicode.IsSpace(r):
				i += n
				spaces++
				continue
			case r == '‐' || r == '‑' || r == '‒':
				m |= Hyphen
				if signs == 0 || sign == '-' {
					sign = '-'
				}
				signs++
			case r == '–' || r == '—' || r == '―' || r == '−':
				// an unspaced dash joins like a hyphen ("on–call")
				if spaces == 0 && i+n < to && class[text[i+n]] == cLetter && signs == 0 {
					m = m&^Dash | Hyphen
					sign = '-'
				}
				signs++
			case r == '’' || r == 'ʼ':
				sign = '\''
				signs++
			default:
				sign = 0xff
				signs++
			}
			i += n
			spaces = 0
			continue
		}
		next := byte(' ')
		if i+1 < to {
			next = text[i+1]
		}
		spaced := class[next] == cSpace || class[next] == cNewline
		switch c {
		case '-':
			switch {
			case spaced && spaces+newlines > 0:
				m |= Dash
				if newlines > 0 {
					m |= Bullet
				}
				sign = 0xff
			default:
				m |= Hyphen
				sign = pick(sign, signs, '-')
			}
		case '_':
			sign = pick(sign, signs, '-')
		case ',':
			m |= Comma
			sign = 0xff
		case '.':
			if spaced || i+1 >= to || next == '"' || next == ')' || next == '.' {
				m |= Stop
				sign = 0xff
			} else {
				sign = pick(sign, signs, '.')
			}
		case '!', '?':
			m |= Stop
			sign = 0xff
		case ';':
			m |= Semi
			sign = 0xff
		case ':':
			m |= Colon
			sign = 0xff
		case '(', '[', '{':
			m |= Open
			sign = 0xff
		case ')', ']', '}':
			m |= Close
			sign = 0xff
		case '*':
			if spaced {
				m |= Bullet
			}
			sign = 0xff
		case '|':
			m |= Pipe
			sign = 0xff
		case '"', '`':
			m |= Quote
			sign = 0xff
		case '\'':
			sign = pick(sign, signs, '\'')
		case '/', '&', '+':
			m |= Other
			sign = pick(sign, signs, c)
		default:
			m |= Other
			sign = 0xff
		}
		signs++
		spaces = 0
		i++
	}
	return i, Break, m
}

// pick keeps the one sign that joins two words; two signs join nothing.
func pick(sign byte, signs int, c byte) byte {
	if signs == 0 {
		return c
	}
	return 0xff
}

// joined turns what was seen into a gap.
func joined(m Marks, sign byte, signs int, first bool) Gap {
	if first {
		return Break
	}
	if signs == 0 {
		if m&(Blank|Wide) != 0 {
			return Break
		}
		return Sep
	}
	if m&(Blank|Bullet|Wide) != 0 {
		return Break
	}
	switch sign {
	case '-', '\'':
		return Sep
	case '.':
		if m&Space != 0 {
			return Sep // " .NET": the stop belongs to the word behind it
		}
		return Dot
	case '/':
		return Slash
	case '&':
		return Amp
	case '+':
		return Plus
	}
	return Break
}

// word walks over one word from i, fills t and gives the offset behind it.
func word(text string, i, to int, t *Token) int {
	t.Start = int32(i)
	var h, stemHash hasher
	letters, capitals := 0, 0
	stem := -1 // end of the letters before trailing digits
	cjk := false
	first := true
	if class[text[i]] == cDigit {
		return number(text, i, to, t)
	}
loop:
	for i < to {
		c := text[i]
		switch class[c] {
		case cLetter:
			l := lower[c]
			if l != c {
				capitals++
				if first {
					t.Flags |= Upper
				}
			}
			letters++
			h.add(l)
			stem = -1
			i++
		case cDigit:
			if stem < 0 {
				stem, stemHash = i, h
			}
			h.add(c)
			i++
		case cHigh:
			r, n := utf8.DecodeRuneInString(text[i:to])
			if invisible(r) {
				i += n
				continue
			}
			if !isWord(r) {
				if r == '’' && contraction(text, i+n, to) {
					i += n
					h.add('\'')
					continue
				}
				break loop
			}
			if k := ideograph(r); k != cjk && !first {
				break loop
			} else if k {
				cjk = true
			}
			t.Flags |= Foreign
			if unicode.IsUpper(r) {
				capitals++
				if first {
					t.Flags |= Upper
				}
			}
			letters++
			h.fold(r)
			stem = -1
			i += n
		default:
			switch {
			case c == '\'' && contraction(text, i+1, to):
				h.add('\'')
				i++
			case c == '-' && hyphenated(text, i, to):
				// a word broken at the end of a line: micro-\nservices
				i = lineEnd(text, i, to)
			default:
				break loop
			}
		}
		if cjk && i < to && class[text[i]] != cHigh {
			break
		}
		first = false
	}
	i = suffix(text, i, to, int(t.Start), &h)
	t.End, t.Hash = int32(i), h.sum()
	t.Stem, t.StemHash = t.End, t.Hash
	if stem > int(t.Start)+1 {
		t.Stem, t.StemHash = int32(stem), stemHash.sum()
	}
	if capitals > 0 && capitals == letters {
		t.Flags |= AllUpper
	}
	if j := possessive(text, i, to); j > i {
		t.Flags |= Possessive
		return j
	}
	return i
}

// number walks over a number with its decimals and a unit written onto it: 3.11, 1,200, 12k, 99.9, 3D.
func number(text string, i, to int, t *Token) int {
	var h, stemHash hasher
	t.Flags |= Number
	stem := -1
	for i < to {
		c := text[i]
		k := class[c]
		if k == cDigit || k == cLetter {
			if k == cLetter && stem < 0 {
				stem, stemHash = i, h
			}
			h.add(lower[c])
			i++
			continue
		}
		if (c == '.' || c == ',') && stem < 0 && i+1 < to && class[text[i+1]] == cDigit {
			h.add(c)
			i++
			continue
		}
		break
	}
	t.End, t.Hash = int32(i), h.sum()
	t.Stem, t.StemHash = t.End, t.Hash
	if stem > 0 {
		t.Stem, t.StemHash = int32(stem), stemHash.sum()
	}
	return i
}

// suffix takes the signs that belong to a language's name: C++, C#, F#, also "C #" as some typesetters space it.
func suffix(text string, i, to, start int, h *hasher) int {
	if i >= to {
		return i
	}
	if text[i] == '+' && i+1 < to && text[i+1] == '+' && (i+2 >= to || text[i+2] != '+') {
		h.add('+')
		h.add('+')
		return i + 2
	}
	if i-start > 2 {
		return i
	}
	j := i
	if text[j] == ' ' && i-start == 1 && (text[start] == 'C' || text[start] == 'F') {
		j++
	}
	n := 0
	switch {
	case j < to && text[j] == '#':
		n = 1
	case j+3 <= to && text[j:j+3] == "♯" || j+3 <= to && text[j:j+3] == "＃":
		n = 3
	}
	if n == 0 || j+n < to && (class[text[j+n]] == cLetter || j > i && class[text[j+n]] == cDigit) {
		return i
	}
	h.add('#')
	return j + n
}

// possessive gives the offset behind "'s" at i, or i.
func possessive(text string, i, to int) int {
	n := 0
	switch {
	case i < to && text[i] == '\'':
		n = 1
	case i+3 <= to && text[i:i+3] == "’":
		n = 3
	default:
		return i
	}
	j := i + n
	if j < to && (text[j] == 's' || text[j] == 'S') && (j+1 >= to || class[text[j+1]] != cLetter && class[text[j+1]] != cDigit && class[text[j+1]] != cHigh) {
		return j + 1
	}
	return i
}

// contraction says whether the letters from i end a contraction: n't, 're, 've, 'll, 'd, 'm.
func contraction(text string, i, to int) bool {
	j := i
	for j < to && class[text[j]] == cLetter {
		j++
	}
	switch text[i:j] {
	case "t", "T", "re", "ve", "ll", "d", "m":
		return true
	}
	return false
}

// hyphenated says whether the hyphen at i breaks a word at a line's end: a letter before, a small letter on the next line.
func hyphenated(text string, i, to int) bool {
	j := lineEnd(text, i, to)
	return j > i && j < to && text[j] >= 'a' && text[j] <= 'z'
}

// lineEnd gives the offset of the first byte of the next line where only a hyphen and white space stand between; otherwise i.
func lineEnd(text string, i, to int) int {
	j := i + 1
	for j < to && (text[j] == ' ' || text[j] == '\r') {
		j++
	}
	if j >= to || text[j] != '\n' {
		return i
	}
	j++
	for j < to && class[text[j]] == cSpace {
		j++
	}
	return j
}
