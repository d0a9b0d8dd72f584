package pdf

import (
	"math"
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
	w := writer{s: s, b: b, page: page}
	for f, n := range frames {
		if n == 0 {
			continue
		}
		l := layout{sheet: s}
		l.region(s.segments(int16(f)), 0, 0)
		w.lines(l.lines)
	}
	w.looseLinks()
}

// writer writes the lines of one page into the document.
type writer struct {
	s       *sheet
	b       *document.Builder
	page    int
	base    int // columns that earlier frames used
	columns int // columns so far
	written []placedLine
}

// placedLine is where a line stands on the page and in the text.
type placedLine struct {
	box   rect
	start int
}

// composed is the text of a line, with the place of each word in it.
type composed struct {
	text  string
	words []place
}

type place struct{ word, start, end int }

func (w *writer) lines(lines []line) {
	lines = apartHeads(lines)
	texts := make([]composed, len(lines))
	ends := make([]int, len(lines))
	buf, all, places := w.s.lineText, w.s.allText[:0], w.s.places[:0]
	for i := range lines {
		from := len(places)
		buf, places = w.s.compose(buf[:0], places, &lines[i])
		texts[i].words = places[from:len(places):len(places)]
		all = append(all, buf...)
		ends[i] = len(all)
	}
	w.s.lineText, w.s.allText, w.s.places = buf, all, places
	from, text := 0, string(all)
	for i, end := range ends {
		texts[i].text = text[from:end]
		from = end
	}
	joinHyphens(lines, texts)
	last := map[int]*segment{} // of each column
	for i := range lines {
		if texts[i].text != "" {
			w.line(&lines[i], &texts[i], last[lines[i].column])
			last[lines[i].column] = lowest(&lines[i])
		}
	}
	w.base = w.columns
}

// apartHeads gives a heading in the margin a line of its own before the row that it stands beside.
func apartHeads(lines []line) []line {
	n := 0
	for i := range lines {
		if l := &lines[i]; len(l.segs) > 1 && isHead(l.segs[0], l.segs[1]) {
			n++
		}
	}
	if n == 0 {
		return lines
	}
	out := make([]line, 0, len(lines)+n)
	for _, l := range lines {
		if len(l.segs) > 1 && isHead(l.segs[0], l.segs[1]) {
			out = append(out, line{l.segs[:1:1], l.column})
			l.segs = l.segs[1:]
		}
		out = append(out, l)
	}
	return out
}

func isHead(a, b *segment) bool {
	return a.size > 1.12*b.size && !a.digits && !b.digits && a.glyphs > 1 && a.glyphs <= 40 && b.u0-a.u1 > cellGap*b.size
}

func lowest(l *line) *segment {
	low := l.segs[0]
	for _, g := range l.segs {
		for _, b := range g.below {
			if b.bottom() > low.bottom() {
				low = b
			}
		}
		if g.bottom() > low.bottom() {
			low = g
		}
	}
	return low
}

// compose puts the text of a line together.
func (s *sheet) compose(buf []byte, places []place, l *line) ([]byte, []place) {
	from := len(places)
	for i, g := range l.segs {
		if i > 0 {
			buf = append(buf, s.between(l.segs[i-1], g)...)
		}
		buf, places = s.appendSegment(buf, places, g)
		for _, b := range g.below {
			buf = append(buf, ' ')
			buf, places = s.appendSegment(buf, places, b)
		}
	}
	if hasRightToLeft(buf) {
		buf = logicalOrder(buf)
		places = places[:from] // they have moved
	}
	return buf, places
}

// line writes one line; above is the lowest text over it in its column, nil if there is none.
func (w *writer) line(l *line, c *composed, above *segment) {
	s := w.s
	box, size := nowhere, 0.0
	top := math.Inf(1)
	var looks lookCount
	ocr := false
	cover := func(g *segment) {
		top, size = min(top, g.top()), max(size, g.size)
		for k := g.first; k < g.last; k++ {
			o := &s.words[k]
			box = box.join(s.box(o))
			looks.add(o)
			ocr = ocr || o.ocr
		}
	}
	for _, g := range l.segs {
		cover(g)
		for _, b := range g.below {
			cover(b)
		}
	}
	out := document.Line{Page: w.page, Column: w.base + l.column, Box: box.document()}
	w.columns = max(w.columns, out.Column+1)
	if k := looks.most(); k >= 0 {
		look := &s.looks[looks.look[k]]
		out.Size, out.Bold, out.Color = float32(math.Round(looks.size[k]*100)/100), look.font.bold, look.rgb
	}
	if above != nil && top > above.bottom() {
		out.Gap = float32(top - above.bottom())
	}
	start := w.b.Pos()
	w.written = append(w.written, placedLine{box, start})
	w.b.Write(strings.ReplaceAll(c.text, string(softHyphen), "-"))
	w.b.EndLine(out)
	for i := range len(c.text) {
		if c.text[i] == softHyphen {
			w.b.Mark(document.Mark{Kind: document.MarkSoftHyphen, Span: document.Span{Start: start + i, End: start + i + 1}})
		}
	}
	if s.ruleAbove(l.segs[0], box, above) {
		w.b.Mark(document.Mark{Kind: document.MarkRule, Span: document.Span{Start: start, End: start}})
	}
	if ocr {
		w.b.Mark(document.Mark{Kind: document.MarkOCR, Span: document.Span{Start: start, End: start + len(c.text)}})
	}
	w.runs(c, start, out.Bold)
}

// runs marks the heavy and slanted runs within a line that is not wholly so, and its links.
func (w *writer) runs(c *composed, base int, lineBold bool) {
	s := w.s
	run := func(kind document.MarkKind, value func(*word) int, text func(int) string) {
		for i := 0; i < len(c.words); {
			v := value(&s.words[c.words[i].word])
			j := i + 1
			for j < len(c.words) && value(&s.words[c.words[j].word]) == v {
				j++
			}
			if v != 0 {
				w.b.Mark(document.Mark{Kind: kind, Value: text(v), Span: document.Span{Start: base + c.words[i].start, End: base + c.words[j-1].end}})
			}
			i = j
		}
	}
	none := func(int) string { return "" }
	if s.mixed {
		run(document.MarkBold, func(o *word) int { return flag(s.looks[o.look].font.bold) }, none)
		run(document.MarkItalic, func(o *word) int { return flag(s.looks[o.look].font.italic) }, none)
	}
	if len(s.links) > 0 {
		run(document.MarkLink, s.linkOf, func(v int) string { return s.links[v-1].uri })
	}
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
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
	case gap < cellGap*first.em || a.glyphs == 1 && !s.lettered(a):
		return " "
	}
	return "\t"
}

// lettered says whether a segment begins with a letter or digit, and so is no bullet.
func (s *sheet) lettered(g *segment) bool {
	r, _ := utf8.DecodeRune(s.text[s.words[g.first].start:])
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// appendSegment writes the words of a segment in compatibility form (NFKC: ligatures become letters); letters that
// were spaced out become words again.
func (s *sheet) appendSegment(dst []byte, places []place, g *segment) ([]byte, []place) {
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
		start := len(dst)
		if t := s.text[w.start:w.end]; settled(t) {
			dst = append(dst, t...)
		} else {
			dst = norm.NFKC.Append(dst, t...)
		}
		places = append(places, place{i, start, len(dst)})
	}
	return dst, places
}

// settled says of text that nothing changes in its compatibility form: ASCII, and the common bullet, dashes and quotes.
func settled(b []byte) bool {
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		if b[i] != 0xe2 || i+2 >= len(b) || b[i+1] != 0x80 {
			return false
		}
		switch b[i+2] {
		case 0x93, 0x94, 0x98, 0x99, 0x9c, 0x9d, 0xa2: // U+2013 and so on
			i += 2
		default:
			return false
		}
	}
	return true
}

// joins says whether a raised or lowered word belongs to the one before it ("12th").
func joins(a, b *word) bool {
	gap := b.u0 - a.u1
	return !b.spaced && gap < gapEm*min(a.em, b.em) && gap > -0.6*b.em && math.Abs(a.v-b.v) < 0.6*max(a.size, b.size) && a.frame == b.frame
}
