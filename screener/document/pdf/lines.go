package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"shortlist/screener/document"
)

// write puts the visible words of the page into the document, line by line in reading order.
func (s *sheet) write(b *document.Builder, page int) {
	frames := make([]int, len(s.frames))
	for i := range s.words {
		frames[s.words[i].frame]++
	}
	base := 0
	for f, n := range frames {
		if n == 0 {
			continue
		}
		segs := s.segments(int16(f))
		l := layout{sheet: s}
		l.region(segs, 0, 0)
		w := writer{s: s, b: b, page: page, base: base, bottoms: map[int]float64{}}
		w.lines(l.lines)
		base += w.columns
	}
}

// writer writes lines into the document.
type writer struct {
	s       *sheet
	b       *document.Builder
	page    int
	base    int // columns that were used before
	columns int
	bottoms map[int]float64 // of the last line of a column
	buf     []byte
}

func (w *writer) lines(lines []line) {
	texts := make([]string, len(lines))
	for i := range lines {
		texts[i] = w.text(&lines[i])
	}
	joinHyphens(lines, texts)
	for i := range lines {
		if texts[i] != "" {
			w.line(&lines[i], texts[i])
		}
	}
}

// text puts the text of a line together.
func (w *writer) text(l *line) string {
	w.buf = w.buf[:0]
	for i, g := range l.segs {
		if i > 0 {
			w.buf = append(w.buf, w.s.between(l.segs[i-1], g)...)
		}
		w.buf = w.s.appendSegment(w.buf, g)
		for _, b := range g.below {
			w.buf = append(w.buf, ' ')
			w.buf = w.s.appendSegment(w.buf, b)
		}
	}
	if hasRightToLeft(w.buf) {
		w.buf = logicalOrder(w.buf)
	}
	if norm.NFKC.QuickSpan(w.buf) == len(w.buf) {
		return string(w.buf)
	}
	return string(norm.NFKC.Bytes(w.buf))
}

func (w *writer) line(l *line, text string) {
	s := w.s
	box, top, bottom := nowhere, math.Inf(1), math.Inf(-1)
	var looks lookCount
	cover := func(g *segment) {
		top, bottom = min(top, g.top()), max(bottom, g.bottom())
		for k := g.first; k < g.last; k++ {
			o := &s.words[k]
			box = box.join(s.box(o))
			looks.add(o)
		}
	}
	for _, g := range l.segs {
		cover(g)
		for _, b := range g.below {
			cover(b)
		}
	}
	out := document.Line{Page: w.page, Column: w.base + l.column, Box: box.document()}
	w.columns = max(w.columns, l.column+1)
	if k := looks.most(); k >= 0 {
		look := &s.looks[looks.look[k]]
		out.Size, out.Bold, out.Color = float32(math.Round(looks.size[k]*100)/100), look.font.bold, look.rgb
	}
	if last, ok := w.bottoms[l.column]; ok && top > last {
		out.Gap = float32(top - last)
	}
	w.bottoms[l.column] = bottom
	w.b.Write(text)
	w.b.EndLine(out)
}

// joinHyphens moves the rest of a word that was broken at a line end up to its first part, as other readers do.
func joinHyphens(lines []line, texts []string) {
	for i := 0; i+1 < len(lines); i++ {
		head, ok := brokenWord(texts[i])
		if !ok || lines[i].column != lines[i+1].column {
			continue
		}
		a, b := lines[i].segs[len(lines[i].segs)-1], lines[i+1].segs[0]
		if d := b.v - a.v; d <= 0 || d > 2.2*a.size || math.Abs(a.size-b.size) > 0.1*a.size {
			continue
		}
		rest := texts[i+1]
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
		texts[i] = head + rest[:n]
		texts[i+1] = strings.TrimLeft(rest[n:], " \t")
	}
}

// brokenWord gives a line without the hyphen at its end, if that stands behind a letter.
func brokenWord(s string) (string, bool) {
	head, ok := strings.CutSuffix(s, "-")
	if !ok {
		if head, ok = strings.CutSuffix(s, "\u2010"); !ok {
			return s, false
		}
	}
	r, _ := utf8.DecodeLastRuneInString(head)
	return head, unicode.IsLetter(r)
}

// lookCount finds the look of most of a line.
type lookCount struct {
	look  [6]int32
	size  [6]float64
	count [6]int
	n     int
}

func (c *lookCount) add(w *word) {
	for i := range c.n {
		if c.look[i] == w.look && c.size[i] == w.size {
			c.count[i] += int(w.glyphs)
			return
		}
	}
	if c.n < len(c.look) {
		c.look[c.n], c.size[c.n], c.count[c.n] = w.look, w.size, int(w.glyphs)
		c.n++
	}
}

func (c *lookCount) most() int {
	best := -1
	for i := range c.n {
		if best < 0 || c.count[i] > c.count[best] {
			best = i
		}
	}
	return best
}

// between gives what stands between two segments of a line: a tab where the gap is that of a column or cell.
func (s *sheet) between(a, b *segment) string {
	gap := b.u0 - a.u1
	first := &s.words[b.first]
	switch {
	case gap < gapEm*first.em && !first.spaced && gap > -0.3*first.em:
		return ""
	case gap < cellGap*first.em || a.glyphs == 1:
		return " "
	}
	return "\t"
}

// appendSegment writes the words of a segment; letters that were spaced out become words again.
func (s *sheet) appendSegment(dst []byte, g *segment) []byte {
	limit, spaced := s.letterSpacing(g)
	for i := g.first; i < g.last; i++ {
		w := &s.words[i]
		if i > g.first {
			gap := w.u0 - s.words[i-1].u1
			if !spaced || gap > limit*w.em {
				if w.spaced || gap > gapEm*w.em || math.Abs(w.v-s.words[i-1].v) > 0.1*w.size && !joins(&s.words[i-1], w) {
					dst = append(dst, ' ')
				}
			}
		}
		dst = append(dst, s.text[w.start:w.end]...)
	}
	return dst
}

// joins says whether a raised or lowered word belongs to the one before it ("12th").
func joins(a, b *word) bool { return b.u0-a.u1 < gapEm*min(a.em, b.em) && !b.spaced }

// letterSpacing tells whether a segment is spaced out letter by letter ("E X P E R I E N C E"), and the gap in ems up
// to which its letters belong together.
func (s *sheet) letterSpacing(g *segment) (limit float64, ok bool) {
	n := g.last - g.first
	if n < 4 || g.glyphs > 2*n {
		return 0, false
	}
	singles, letters := 0, 0
	var store, more [64]float64
	gaps, pitches := store[:0], more[:0]
	for i := g.first; i < g.last; i++ {
		w := &s.words[i]
		if w.glyphs == 1 {
			singles++
		}
		if r, _ := utf8.DecodeRune(s.text[w.start:w.end]); unicode.IsLetter(r) || r == '&' {
			letters++
		}
		if i > g.first {
			gaps = append(gaps, (w.u0-s.words[i-1].u1)/w.em)
			pitches = append(pitches, (w.u0-s.words[i-1].u0)/w.em)
		}
	}
	if 5*singles < 4*n || 5*letters < 4*n {
		return 0, false
	}
	// Letters that were spaced out have equal gaps, characters of a table have equal pitches.
	slices.Sort(gaps)
	slices.Sort(pitches)
	low := gaps[len(gaps)/4]
	spread := func(v []float64) float64 { return v[len(v)*2/3] - v[len(v)/4] }
	if low < 0.02 || low > 0.75 || s.alphabet(g) || spread(gaps) > 0.15 || spread(gaps) > 0.05 && spread(pitches) <= spread(gaps) {
		return 0, false
	}
	return 1.7*low + 0.02, true
}

// alphabet says whether a segment lists characters in their order, as tables of them do.
func (s *sheet) alphabet(g *segment) bool {
	next := 0
	for i := g.first + 1; i < g.last; i++ {
		a, _ := utf8.DecodeRune(s.text[s.words[i-1].start:])
		b, _ := utf8.DecodeRune(s.text[s.words[i].start:])
		if b == a+1 {
			next++
		}
	}
	return 2*next >= g.last-g.first-1
}

func hasRightToLeft(b []byte) bool {
	for i := 0; i < len(b); i++ {
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
