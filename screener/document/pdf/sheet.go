package pdf

// sheet is what one page shows, in the order in which it was painted.
type sheet struct {
	width, height float64
	order         int // counts what was painted
	paints        []painted
	rules         []rect
	images        []rect
	curves        int // of paths: outlined text is nothing but these
	links         []link
	shadow        *sheet // the words of glyphs whose stated meaning is not what they show
	mixed         bool   // it has words in heavy or slanted faces beside others
	glyphs        int    // shown codes
	unmapped      int    // of them those that stand for nothing known

	open     bool // the last word may go on
	spaced   bool // a space was shown after it
	lastRune rune
	lastU    float64
	alike    [256]int32 // 1 + the last word of each likeness, see closeWord

	segs []segment // see segments

	lineText, allText []byte // see writer.lines
	places            []place

	text   []byte // of all words
	words  []word
	looks  []look
	frames []frame
	clips  []rect
}

// painted is an area that was painted.
type painted struct {
	order int
	box   rect
	rgb   uint32
	known bool // box is all of that colour
	color bool // what is painted within box is of that colour
	solid bool // nothing shows through, all over box
	image bool
}

// maxPaints bounds what is kept of the painted areas; a drawing beyond it makes the page a picture.
const maxPaints = 4000

// paint notes that an area was painted; p.order is set here.
func (s *sheet) paint(p painted) {
	s.order++
	p.order = s.order
	if p.box.empty() {
		return
	}
	w, h := p.box.x1-p.box.x0, p.box.y1-p.box.y0
	if h <= 4 && w >= 30 {
		s.rule(p.box)
	}
	if w < 2 || h < 2 {
		return
	}
	if len(s.paints) < maxPaints {
		s.paints = append(s.paints, p)
	}
}

func (s *sheet) image(box rect, solid bool) {
	s.paint(painted{box: box, solid: solid, image: true})
	if len(s.images) < maxPaints && !box.empty() {
		s.images = append(s.images, box)
	}
}

func (s *sheet) rule(box rect) {
	if box.x1-box.x0 >= 30 && len(s.rules) < maxPaints {
		s.rules = append(s.rules, box)
	}
}

// look is what words of a kind have in common.
type look struct {
	font     *font
	rgb      uint32
	known    bool
	clear    bool // painted with no opacity to speak of
	mode     int
	layer    bool // in a layer that is switched off
	mark     int  // the marked-content identifier, -1 without
	artifact bool
}

// frame is a direction of reading, with the unit vector along it.
type frame struct{ cos, sin float64 }

// at gives the place of a point of the page along and across the direction.
func (f frame) at(x, y float64) (u, v float64) {
	return x*f.cos + y*f.sin, y*f.cos - x*f.sin
}

// word is a run of glyphs without a gap. u runs along the baseline, v across it, downwards for upright text.
type word struct {
	start, end int // in sheet.text
	u0, u1, v  float64
	size       float64 // height of an em in points
	em         float64 // width of an em in points
	order      int
	look       int32
	clip       int32
	frame      int16
	spaced     bool // a space stands before it
	rtl        bool
	glyphs     int16
	hide       uint8 // 1 + HiddenKind; 0 for a word that is seen
	ocr        bool  // recognised from an image
}

// box gives the bounds of the word on the page.
func (s *sheet) box(w *word) rect {
	f := s.frames[w.frame]
	top, bottom := w.v-0.8*w.size, w.v+0.2*w.size
	if w.frame == 0 {
		return rect{w.u0, top, w.u1, bottom}
	}
	r := nowhere
	for _, p := range [4][2]float64{{w.u0, top}, {w.u1, top}, {w.u0, bottom}, {w.u1, bottom}} {
		r = r.add(p[0]*f.cos-p[1]*f.sin, p[0]*f.sin+p[1]*f.cos)
	}
	return r
}
