package pdf

import (
	"math"
	"unicode"
	"unicode/utf8"
)

// text is the text object of a content stream (9.4): the line matrix, and how far the pen has gone from it.
type text struct {
	line   matrix
	tx, ty float64
	slack  float64 // what character spacing added behind the last glyph, in points
}

func (t *text) set(m matrix) {
	if m.finite() {
		*t = text{line: m}
	}
}

func (t *text) move(x, y float64) {
	if x, y = t.line.apply(x, y); x-x == 0 && y-y == 0 { // both finite
		t.line.e, t.line.f = x, y
		t.tx, t.ty, t.slack = 0, 0, 0
	}
}

// gapEm is the gap in ems that ends a word. Measured: 0.10 to 0.12 is best, 0.18 loses 0.75 points of recall.
const gapEm = 0.12

// pen places the glyphs of one string.
type pen struct {
	frame int16
	u, v  float64
	k     float64 // points along the baseline for one unit of text space; negative for mirrored fonts
	em    float64
	size  float64
	slack float64 // of the gap before the next glyph, character spacing
	look  int32
	clip  int32
}

// maxGlyphs bounds the glyphs of one page.
const maxGlyphs = 2_000_000

// showArray shows the strings of an array; the numbers between them move the pen.
func (e *engine) showArray(t *text, elements []operand) {
	p, ok := e.pen(t)
	gs := &e.gs
	for i := range elements {
		switch o := &elements[i]; o.kind {
		case isString:
			e.glyphs(t, &p, ok, o.s)
		case isNumber:
			d := o.n / 1000 * gs.size
			if gs.font.vertical {
				t.ty -= d
				p.u += d * p.k
			} else {
				t.tx -= d * gs.scale
				p.u -= d * gs.scale * p.k
			}
		}
	}
}

// show shows the last operand, if it is a string.
func (e *engine) show(t *text, l *lexer) {
	if s := l.last(); s.kind == isString {
		p, ok := e.pen(t)
		e.glyphs(t, &p, ok, s.s)
	}
}

// glyphs shows one string from the pen on; ok says that the pen is at a place that exists.
func (e *engine) glyphs(t *text, p *pen, ok bool, s []byte) {
	gs := &e.gs
	f := gs.font
	if e.sheet.glyphs > maxGlyphs {
		return
	}
	plain := ok && e.plain()
	slack := max(0, gs.charSpace*gs.scale*p.k)
	for len(s) > 0 {
		g, known := f.known(s)
		if !known {
			g = f.next(s)
		}
		extra := gs.charSpace
		if g.bytes == 1 && s[0] == ' ' {
			extra += gs.wordSpace
		}
		s = s[g.bytes:]
		e.sheet.glyphs++
		var width, advance float64 // in points
		if f.vertical {
			d := gs.size + extra
			t.ty -= d
			width, advance = gs.size*p.k, d*p.k
		} else {
			w := float64(g.width) * gs.size * gs.scale
			d := w + extra*gs.scale
			t.tx += d
			width, advance = w*p.k, d*p.k
		}
		if ok {
			p.slack = t.slack
			if width == 0 && (unicode.IsLetter(g.r) || unicode.IsDigit(g.r)) { // stated by no width table
				width = 0.45 * p.em
			}
			if !plain || !e.sheet.follow(p, g.r, width) {
				e.glyph(p, g, width)
			}
		}
		p.u += advance
		t.slack = slack
	}
}

// plain says whether what glyphs stand for is what they show, as it nearly always is.
func (e *engine) plain() bool {
	for i := range e.marks {
		if e.marks[i].actual != nil {
			return false
		}
	}
	return !e.gs.font.bullets && e.gs.font.own == nil
}

// pen finds where the next glyph goes, and in what look.
func (e *engine) pen(t *text) (p pen, ok bool) {
	gs := &e.gs
	if gs.font == nil {
		gs.font = e.loadFont(nil)
	}
	m := t.line.mul(gs.ctm)
	x, y := m.apply(t.tx, t.ty+gs.rise)
	along, across := e.axes.lengths(&m)
	dx, dy, k := m.a, m.b, along
	size, em := gs.size*across, gs.size*gs.scale*along
	if gs.font.vertical {
		dx, dy, k = -m.c, -m.d, across
		em = size
	}
	if em < 0 {
		dx, dy, k, em = -dx, -dy, -k, -em
	}
	if along == 0 || across == 0 || !(em > 0) || math.IsInf(em, 0) || math.IsNaN(x+y) || math.Abs(x) > 1e7 || math.Abs(y) > 1e7 {
		return p, false
	}
	p = pen{k: k, em: em, size: math.Abs(size)}
	p.frame = e.sheet.frame(dx, dy)
	p.u, p.v = e.sheet.frames[p.frame].at(x, y)
	p.look = e.look()
	p.clip = e.sheet.clip(gs.clip)
	return p, true
}

// axes is the part of a matrix that does not shift, and how long the units of both axes are under it. Text changes it far
// less often than its place.
type axes struct{ a, b, c, d, along, across float64 }

func (t *axes) lengths(m *matrix) (along, across float64) {
	if m.a != t.a || m.b != t.b || m.c != t.c || m.d != t.d {
		*t = axes{m.a, m.b, m.c, m.d, math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)}
	}
	return t.along, t.across
}

// frame finds the frame of a direction; frame 0 is upright text.
func (s *sheet) frame(dx, dy float64) int16 {
	if dx > 0 && math.Abs(dy) < 0.002*dx {
		return 0
	}
	n := math.Hypot(dx, dy)
	dx, dy = dx/n, dy/n
	for i, f := range s.frames {
		if f.cos*dx+f.sin*dy > 0.9999 {
			return int16(i)
		}
	}
	if len(s.frames) >= 512 {
		return int16(len(s.frames) - 1)
	}
	s.frames = append(s.frames, frame{dx, dy})
	return int16(len(s.frames) - 1)
}

func (s *sheet) clip(r rect) int32 {
	if n := len(s.clips); n > 0 && s.clips[n-1] == r {
		return int32(n - 1)
	}
	s.clips = append(s.clips, r)
	return int32(len(s.clips) - 1)
}

// look gives the number of the current look.
func (e *engine) look() int32 {
	gs := &e.gs
	l := look{font: gs.font, rgb: gs.fill.rgb, known: gs.fill.known, clear: gs.clear(), mode: gs.mode & 7, mark: -1}
	if m := l.mode; m == 1 || m == 5 {
		l.rgb, l.known = gs.stroke.rgb, gs.stroke.known
	}
	for i := range e.marks {
		m := &e.marks[i]
		if m.id >= 0 {
			l.mark = m.id
		}
		l.layer = l.layer || m.hidden
		l.artifact = l.artifact || m.artifact
	}
	looks := e.sheet.looks
	for i := len(looks) - 1; i >= 0 && i >= len(looks)-4; i-- {
		if looks[i] == l {
			return int32(i)
		}
	}
	e.sheet.looks = append(looks, l)
	e.sheet.mixed = e.sheet.mixed || l.font != nil && (l.font.bold || l.font.italic)
	return int32(len(e.sheet.looks) - 1)
}

// hidden says whether the content that is open stands in a layer that is switched off.
func (e *engine) hidden() bool {
	for i := range e.marks {
		if e.marks[i].hidden {
			return true
		}
	}
	return false
}

// glyph adds one glyph at the pen to the words of the sheet.
func (e *engine) glyph(p *pen, g glyph, width float64) {
	for i := len(e.marks) - 1; i >= 0; i-- {
		if a := e.marks[i].actual; a != nil {
			a.cover(p, width, g)
			return
		}
	}
	if f := e.gs.font; f != nil && f.bullets && (g.r != ' ' || g.s != "") {
		g.r, g.s = '•', ""
	}
	if f := e.gs.font; f != nil && f.own != nil { // the map to Unicode lies: the names of the glyphs say what is seen
		e.sheet.under().glyph(p, g, width)
		g.r, g.s = f.own[g.code&255], ""
	}
	e.sheet.glyph(p, g, width)
}

// glyph adds what a glyph stands for, at the pen.
func (s *sheet) glyph(p *pen, g glyph, width float64) {
	switch {
	case g.s != "":
		s.addText(p, g.s, p.u, width)
	case g.r != 0:
		s.add(p, g.r, p.u, width)
	default:
		s.unmapped++
	}
}

// addText spreads a text evenly over a width.
func (s *sheet) addText(p *pen, text string, u, width float64) {
	w := width / float64(max(utf8.RuneCountInString(text), 1))
	for _, r := range text {
		s.add(p, r, u, w)
		u += w
	}
}

// under gives the sheet of what the file says in place of what it shows.
func (s *sheet) under() *sheet {
	if s.shadow == nil {
		s.shadow = &sheet{width: s.width, height: s.height}
	}
	s.shadow.looks, s.shadow.frames, s.shadow.clips = s.looks, s.frames, s.clips
	return s.shadow
}

// softHyphen stands on the sheet, in one byte, for a hyphen that is drawn though the file calls it a soft one, as XeTeX does of
// fonts that have one glyph for both. A soft hyphen that is not drawn has no width.
const softHyphen = '\x1f'

// drawn says whether a rune can stand in the text.
func drawn(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0, r == utf8.RuneError, r == 0xfeff:
		return false
	case r >= 0xe000 && r <= 0xf8ff, r >= 0xf0000: // private use
		return false
	case r >= 0xfff0 && r <= 0xffff, r >= 0xd800 && r <= 0xdfff:
		return false
	}
	return true
}

// add puts a rune at u, width points wide, onto the sheet: into the open word, or into a new one.
func (s *sheet) add(p *pen, r rune, u, width float64) {
	if r == ' ' || r == 0xa0 || r == '\t' || r == '\n' || r == '\r' || r >= 0x2000 && r <= 0x200a || r == 0x3000 {
		s.spaced = true
		return
	}
	if r == '\u00ad' {
		if width <= 0 {
			return
		}
		r = softHyphen
	} else if !drawn(r) {
		if r >= 0xe000 {
			s.unmapped++
		}
		return
	}
	end := u + width
	if s.open && !s.spaced {
		w := &s.words[len(s.words)-1]
		if w.frame == p.frame {
			if s.extend(w, p, r, u, end) {
				return
			}
		}
	}
	s.closeWord()
	s.words = append(s.words, word{start: len(s.text), u0: u, u1: end, v: p.v, size: p.size, em: p.em, order: s.order,
		look: p.look, clip: p.clip, frame: p.frame, spaced: s.spaced, glyphs: 1})
	s.text = utf8.AppendRune(s.text, r)
	w := &s.words[len(s.words)-1]
	w.end = len(s.text)
	w.rtl = rightToLeft(r)
	s.open, s.spaced = true, false
	s.lastRune, s.lastU = r, u
}

// follow does what add does for by far the most glyphs: those of ASCII that go on with the open word on its line, in its
// look. It leaves all others to add.
func (s *sheet) follow(p *pen, r rune, width float64) bool {
	if r == ' ' {
		s.spaced = true
		return true
	}
	if r < ' ' || r >= 0x7f || !s.open || s.spaced {
		return false
	}
	w := &s.words[len(s.words)-1]
	if w.v != p.v || w.look != p.look || w.frame != p.frame || w.size < p.size {
		return false
	}
	gap := p.u - w.u1 - p.slack
	if gap < -0.25*p.em || gap > gapEm*p.em || r == s.lastRune && math.Abs(p.u-s.lastU) < 0.1*p.em {
		return false
	}
	s.text = append(s.text, byte(r))
	w.end = len(s.text)
	w.u1 = max(w.u1, p.u+width)
	w.glyphs++
	s.lastRune, s.lastU = r, p.u
	return true
}

// extend adds a rune to the word w if it stands next to it.
func (s *sheet) extend(w *word, p *pen, r rune, u, end float64) bool {
	em := p.em
	gap := u - w.u1 - p.slack
	if dv := math.Abs(p.v - w.v); dv > 0.45*max(p.size, w.size) {
		return false
	}
	if s.hides(p.look) != s.hides(w.look) {
		return false
	}
	if r == s.lastRune && math.Abs(u-s.lastU) < 0.1*em && math.Abs(p.v-w.v) < 0.1*em { // drawn twice to look bold
		return true
	}
	if gap < -0.25*em {
		if w.rtl && rightToLeft(r) && math.Abs(end-w.u0) < gapEm*em { // drawn from right to left
			return s.prepend(w, r, u)
		}
		if s.accent(w, r, u, end, em) {
			return true
		}
		if gap < -0.6*em || end < w.u1-0.5*em {
			return false
		}
	}
	if gap > gapEm*em {
		return false
	}
	s.text = utf8.AppendRune(s.text, r)
	w.end = len(s.text)
	w.u1 = max(w.u1, end)
	w.glyphs++
	w.rtl = w.rtl || rightToLeft(r)
	if p.size > w.size { // an initial before small capitals, a superscript before its word
		w.size, w.em, w.v = p.size, p.em, p.v
	}
	s.lastRune, s.lastU = r, u
	return true
}

// prepend adds a glyph that was drawn to the left of a right-to-left word. Words keep their glyphs from left to right
// until the line is put together.
func (s *sheet) prepend(w *word, r rune, u float64) bool {
	n := utf8.RuneLen(r)
	s.text = utf8.AppendRune(s.text, r)
	copy(s.text[w.start+n:], s.text[w.start:len(s.text)-n])
	utf8.EncodeRune(s.text[w.start:], r)
	w.end = len(s.text)
	w.u0 = u
	w.glyphs++
	s.lastRune, s.lastU = r, u
	return true
}

// accent joins an accent that was drawn over its letter as a glyph of its own.
func (s *sheet) accent(w *word, r rune, u, end, em float64) bool {
	if c := combining(r); c != 0 && s.lastRune != 0 && unicode.IsLetter(s.lastRune) {
		mid := (u + end) / 2
		if mid > s.lastU-0.1*em && mid < w.u1+0.1*em {
			s.text = utf8.AppendRune(s.text, c)
			w.end = len(s.text)
			return true
		}
	}
	if c := combining(s.lastRune); c != 0 && unicode.IsLetter(r) {
		s.text = s.text[:len(s.text)-utf8.RuneLen(s.lastRune)]
		s.text = utf8.AppendRune(s.text, r)
		s.text = utf8.AppendRune(s.text, c)
		w.end = len(s.text)
		w.u1 = max(w.u1, end)
		s.lastRune, s.lastU = r, u
		return true
	}
	return false
}

// combining gives the combining form of a spacing accent.
func combining(r rune) rune {
	switch r {
	case '´', 'ˊ':
		return 0x301
	case '`', 'ˋ':
		return 0x300
	case '^', 'ˆ':
		return 0x302
	case '~', '˜':
		return 0x303
	case '¨':
		return 0x308
	case '¯', 'ˉ':
		return 0x304
	case '˘':
		return 0x306
	case '˙':
		return 0x307
	case '˚', '°':
		return 0x30a
	case '˝':
		return 0x30b
	case 'ˇ':
		return 0x30c
	case '¸':
		return 0x327
	case '˛':
		return 0x328
	}
	return 0
}

func (s *sheet) hides(look int32) bool {
	l := &s.looks[look]
	return l.layer || l.clear || l.mode == 3 || l.mode == 7
}

// closeWord ends the open word. A word that was drawn before at the same place is dropped: fake bold, shadows.
func (s *sheet) closeWord() {
	if !s.open {
		return
	}
	s.open = false
	n := len(s.words) - 1
	w := &s.words[n]
	last := &s.alike[s.likeness(w)]
	for i := int(*last) - 1; i >= 0 && i >= n-64; i-- {
		o := &s.words[i]
		if math.Abs(o.u0-w.u0) < 0.15*w.em && math.Abs(o.v-w.v) < 0.15*w.em && o.frame == w.frame && o.end-o.start == w.end-w.start &&
			string(s.text[o.start:o.end]) == string(s.text[w.start:w.end]) {
			if !s.hides(w.look) { // the later one is what is seen
				o.look, o.order, o.clip = w.look, w.order, w.clip
			}
			s.text = s.text[:w.start]
			s.words = s.words[:n]
			return
		}
	}
	*last = int32(n + 1)
}

// likeness is the same for words of the same text, and for few others.
func (s *sheet) likeness(w *word) uint8 {
	n := w.end - w.start
	return s.text[w.start]*7 + s.text[w.start+n/2]*31 + s.text[w.end-1]*5 + uint8(n)*37
}
