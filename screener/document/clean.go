package document

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Cleaning happens once, when the builder gives its document: characters that a reader of the page cannot see are
// dropped, spaces become spaces, text becomes NFC, and letters that merely look Latin become Latin, so that every
// package behind this one can compare bytes. Where that undoes a trick, the place is reported as Hidden. Doing it on
// the whole text and not in Write is what lets it see a word that the format cut into several runs; the spans taken
// while writing are moved along.

// clean gives the text as the document keeps it, how offsets move, and the places that were tampered with (offsets
// into the new text). Text that needs nothing, which is nearly all text, comes back as it is with no moves.
func clean(text string) (string, moves, []tamper) {
	first := firstOdd(text, 0)
	if first < 0 {
		return text, nil, nil
	}
	c := cleaner{text: text}
	c.scripts()
	at := 0
	for at < len(text) {
		odd := firstOdd(text, at)
		if odd < 0 {
			break
		}
		start := lineStart(text, odd)
		end := lineEnd(text, odd)
		if c.out == nil {
			c.out = make([]byte, 0, len(text)+64)
		}
		c.copy(at, start)
		c.line(start, end)
		at = end
	}
	c.copy(at, len(text))
	return string(c.out), c.moves, c.tampers
}

// tamper is a place where cleaning undid something that changes what a reader sees.
type tamper struct {
	Span
	kind HiddenKind
}

// move says that what stood at byte old now stands at byte new; what follows moves along up to the next one.
type move struct{ old, new int }

type moves []move

// at gives the new place of an old offset in the new text. A place within something dropped moves to where that stood,
// one within something composed to its start.
func (m moves) at(text string, offset int) int {
	i := sort.Search(len(m), func(i int) bool { return m[i].old > offset }) - 1
	to := offset
	if i >= 0 {
		to += m[i].new - m[i].old
	}
	if i+1 < len(m) && to > m[i+1].new {
		to = m[i+1].new
	}
	for to < len(text) && to > 0 && !utf8.RuneStart(text[to]) {
		to--
	}
	return to
}

// span moves a span.
func (m moves) span(text string, s Span) Span { return Span{m.at(text, s.Start), m.at(text, s.End)} }

// firstOdd gives the offset of the first rune from at on that cleaning may have to change; -1 if there is none.
func firstOdd(text string, at int) int {
	for i := at; i < len(text); {
		if i += PlainLen(text[i:]); i == len(text) {
			break
		}
		if text[i] == '\n' {
			i++
			continue
		}
		if text[i] < utf8.RuneSelf {
			return i
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if !settled(r) || n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// settled says that a rune is certainly kept as it is wherever it stands: precomposed Latin letters, punctuation,
// arrows, shapes, ideographs, syllables, emoji. Everything else takes the slow way.
func settled(r rune) bool {
	switch {
	case r < 0xa1 || r == 0xad:
		return false
	case r < 0x250:
		return true
	case r < 0x2012:
		return false
	case r <= 0x2027, 0x2030 <= r && r <= 0x205e:
		return true
	case 0x20a0 <= r && r <= 0x20bf, 0x2500 <= r && r <= 0x27bf, 0x4e00 <= r && r <= 0x9fff, 0xac00 <= r && r <= 0xd7a3,
		0x3041 <= r && r <= 0x3096, 0x30a1 <= r && r <= 0x30fc:
		return true
	case 0x2190 <= r && r <= 0x2193, r == 0x2122, r == 0xf0b7, 0x1f300 <= r && r <= 0x1faff:
		return true
	}
	return false
}

func lineStart(text string, at int) int {
	for at > 0 && text[at-1] != '\n' {
		at--
	}
	return at
}

func lineEnd(text string, at int) int {
	for at < len(text) && text[at] != '\n' {
		at++
	}
	return at
}

type cleaner struct {
	text    string
	out     []byte
	moves   moves
	tampers []tamper
	// Whether words stand in the text that can only be Cyrillic or Greek: then a word of look-alikes is just a word.
	cyrillic, greek bool

	buf, next   []byte  // one line, as far as it is cleaned
	from, nextF []int32 // for each byte of buf the byte of text it came from
	marks       []tamper
}

// copy keeps a stretch as it is.
func (c *cleaner) copy(start, end int) {
	if start >= end {
		return
	}
	c.move(start, len(c.out))
	c.out = append(c.out, c.text[start:end]...)
}

func (c *cleaner) move(old, to int) {
	if n := len(c.moves); n > 0 {
		last := c.moves[n-1]
		if last.new-last.old == to-old {
			return
		}
	} else if old == to {
		return
	}
	c.moves = append(c.moves, move{old, to})
}

// line cleans one line: invisible characters, then the normal form, then look-alikes.
func (c *cleaner) line(start, end int) {
	c.buf, c.from, c.marks = c.buf[:0], c.from[:0], c.marks[:0]
	c.invisible(start, end)
	c.normalise()
	c.lookalikes()
	base := len(c.out)
	for i := range c.buf {
		if i == 0 || c.from[i] != c.from[i-1] { // else the middle of a rune, or of what one rune became
			c.move(int(c.from[i]), base+i)
		}
	}
	c.out = append(c.out, c.buf...)
	c.move(end, len(c.out))
	for _, t := range c.marks {
		t.Start += base
		t.End += base
		if n := len(c.tampers); n > 0 && c.tampers[n-1] == t {
			continue
		}
		c.tampers = append(c.tampers, t)
	}
}

func (c *cleaner) put(r rune, from int) {
	n := len(c.buf)
	c.buf = utf8.AppendRune(c.buf, r)
	for range len(c.buf) - n {
		c.from = append(c.from, int32(from))
	}
}

// invisible drops what has no glyph and folds spaces, and notes where that hid something.
func (c *cleaner) invisible(start, end int) {
	line := c.text[start:end]
	prev := rune(0)
	override, backwards := -1, false // where in buf an override began, and its direction
	for i := 0; i < len(line); {
		if n := PlainLen(line[i:]); n > 0 {
			c.buf = append(c.buf, line[i:i+n]...)
			for range n {
				c.from = append(c.from, int32(start+i))
				i++
			}
			prev = rune(line[i-1])
			continue
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		at := start + i
		i += n
		switch {
		case r == utf8.RuneError && n == 1:
			c.put(utf8.RuneError, at)
			prev = r
			continue
		case isSpace(r):
			c.put(' ', at)
			prev = ' '
			continue
		case r == 0x2010 || r == 0x2011:
			c.put('-', at)
			prev = '-'
			continue
		case isZeroWidth(r):
			next, _ := utf8.DecodeRuneInString(line[i:])
			if keepJoiner(r, prev, next) {
				c.put(r, at)
				continue
			}
			if at > 0 && splitsWord(prev, c.after(line[i:])) {
				c.mark(HiddenZeroWidth, len(c.buf), len(c.buf))
			}
			continue
		case isTag(r):
			// Tag characters spell ASCII that no font shows; only the flags of England, Scotland and Wales use them.
			if prev != 0x1f3f4 {
				c.mark(HiddenZeroWidth, len(c.buf), len(c.buf))
			}
			continue
		case isBidi(r):
			switch r {
			case 0x202d, 0x202e:
				c.overridden(override, backwards)
				override, backwards = len(c.buf), r == 0x202e
				if !backwards && !hasRTL(line[i:]) {
					override = -1 // forcing left to right upon left-to-right text changes nothing
				}
			case 0x202c:
				c.overridden(override, backwards)
				override = -1
			}
			continue
		case unicode.Is(unicode.Cc, r) || isNonCharacter(r) || r == 0xad:
			continue
		}
		if s := compatible(r); s != "" {
			for _, r := range s {
				c.put(r, at)
			}
		} else {
			c.put(r, at)
		}
		prev = r
	}
	c.overridden(override, backwards)
}

// overridden notes a stretch whose direction was forced, from start to the end of what was written. One forced to run
// from right to left is turned round, so that the text says what the eye reads.
func (c *cleaner) overridden(start int, backwards bool) {
	if start < 0 {
		return
	}
	letters := 0
	for _, r := range string(c.buf[start:]) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			letters++
		}
	}
	if letters < 2 {
		return
	}
	if backwards {
		turned := reversed(c.buf[start:])
		copy(c.buf[start:], turned)
		for i := start; i < len(c.from); i++ {
			c.from[i] = c.from[start]
		}
	}
	c.marks = append(c.marks, tamper{Span{start, len(c.buf)}, HiddenBidi})
}

// reversed turns text round, letters with the marks upon them; brackets are drawn the other way round. The result has as many bytes.
func reversed(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for end := len(text); end > 0; {
		start := end
		for start > 0 {
			r, n := utf8.DecodeLastRune(text[:start])
			start -= n
			if !unicode.IsMark(r) {
				break
			}
		}
		cluster := text[start:end]
		if i := bytes.IndexByte([]byte("()[]{}<>"), cluster[0]); i >= 0 && len(cluster) == 1 {
			out = append(out, "()[]{}<>"[i^1])
		} else {
			out = append(out, cluster...)
		}
		end = start
	}
	return out
}

// mark notes a tampered place; it is widened to its word once the line is clean.
func (c *cleaner) mark(kind HiddenKind, start, end int) {
	if n := len(c.marks); n > 0 && c.marks[n-1].kind == kind && c.marks[n-1].End == end {
		return
	}
	c.marks = append(c.marks, tamper{Span{start, end}, kind})
}

// after is the next rune that shows.
func (c *cleaner) after(s string) rune {
	for _, r := range s {
		if isZeroWidth(r) || isBidi(r) || isTag(r) || r == 0xad {
			continue
		}
		return r
	}
	return 0
}

// normalise turns buf into NFC, in place.
func (c *cleaner) normalise() {
	if norm.NFC.IsNormal(c.buf) {
		return
	}
	c.next, c.nextF = c.next[:0], c.nextF[:0]
	var moved []int // new offset for each old one, to carry the marks along
	if len(c.marks) > 0 {
		moved = make([]int, len(c.buf)+1)
	}
	var it norm.Iter
	it.Init(norm.NFC, c.buf)
	for !it.Done() {
		at := it.Pos()
		seg := it.Next()
		for k := at; k < it.Pos() && moved != nil; k++ {
			moved[k] = len(c.next)
		}
		c.next = append(c.next, seg...)
		for range seg {
			c.nextF = append(c.nextF, c.from[at])
		}
	}
	if moved != nil {
		moved[len(c.buf)] = len(c.next)
		for i, m := range c.marks {
			c.marks[i].Span = Span{moved[m.Start], moved[m.End]}
		}
	}
	c.buf, c.next, c.from, c.nextF = c.next, c.buf, c.nextF, c.from
}

// wordAround widens an offset to the word it stands in.
func wordAround(line []byte, start, end int) Span {
	for start > 0 {
		r, n := utf8.DecodeLastRune(line[:start])
		if !isWordRune(r) {
			break
		}
		start -= n
	}
	for end < len(line) {
		r, n := utf8.DecodeRune(line[end:])
		if !isWordRune(r) {
			break
		}
		end += n
	}
	return Span{start, end}
}

func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)
}
