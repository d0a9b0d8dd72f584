package pdf

// engine runs the content of one page and collects what it shows.
type engine struct {
	f       *file
	fonts   map[int]*font // by object number, for the document
	layers  *layers
	forms   map[*stream][]byte // decoded forms
	marks   []marked           // open marked content
	gs      state
	stack   []state
	path    path
	axes    axes // of the last text that was shown
	sheet   *sheet
	depth   int
	running map[*stream]bool
	runs    int                                 // forms run on this page
	bytes   int64                               // content run in this document
	clipSet bool                                // the next painting operator sets the clip
	collect func(s *stream, m matrix, box rect) // is given the images that are shown
}

// state is the graphics state, as far as text needs it (8.4).
type state struct {
	ctm     matrix
	clip    rect
	fill    paint
	stroke  paint
	alpha   float64
	group   float64 // the opacity of the transparency groups around
	blended bool    // a blend mode other than Normal, or a soft mask
	masked  bool    // so is a group around

	font      *font
	size      float64
	charSpace float64
	wordSpace float64
	scale     float64
	leading   float64
	rise      float64
	mode      int
}

// opaque says whether what is painted hides what is under it.
func (gs *state) opaque() bool { return gs.alpha*gs.group > 0.9 && !gs.blended && !gs.masked }

// clear says whether what is painted cannot be seen for its lack of opacity.
func (gs *state) clear() bool { return gs.alpha*gs.group < 0.1 }

// paint is a colour, as far as it can be told.
type paint struct {
	rgb   uint32
	known bool
	comps int // of the colour space; 0 for the count of operands, -1 for one that is not understood
}

// marked is one level of marked content (14.6).
type marked struct {
	id       int // the marked-content identifier, -1 without
	hidden   bool
	actual   *actualText
	artifact bool
}

// maxRuns bounds how many forms one page may show; each may show others.
const maxRuns = 5000

// resources is a resource dictionary with the fonts that were looked up in it.
type resources struct {
	dict    dict
	fonts   map[string]*font
	states  dict
	objects dict
	spaces  dict
	props   dict
}

func (e *engine) resources(o object) *resources {
	d := e.f.dict(o)
	return &resources{dict: d, fonts: map[string]*font{}, states: e.f.dict(d.get("ExtGState")), objects: e.f.dict(d.get("XObject")),
		spaces: e.f.dict(d.get("ColorSpace")), props: e.f.dict(d.get("Properties"))}
}

// run interprets content with the resources res.
func (e *engine) run(content []byte, res *resources) {
	if left := e.f.lim.Inflated - e.bytes; int64(len(content)) > left {
		content, e.f.broken = content[:left], true
	}
	e.bytes += int64(len(content))
	if e.depth > e.f.lim.Depth {
		return
	}
	e.depth++
	defer func() { e.depth-- }()
	base := len(e.stack)
	l := lexer{b: content, elements: e.f.mem.elements[:0], room: &e.f.mem.parse}
	var t text
	t.line = identity
	for {
		op := l.next()
		if op == nil {
			break
		}
		e.operator(op, &l, &t, res, base)
	}
	e.f.mem.elements = l.elements
	if len(e.stack) > base {
		e.gs = e.stack[base]
		e.stack = e.stack[:base]
	}
}

// key packs an operator of up to three bytes into a number.
func key(op []byte) uint32 {
	var k uint32
	for _, c := range op {
		k = k<<8 | uint32(c)
	}
	return k
}

func (e *engine) operator(op []byte, l *lexer, t *text, res *resources, base int) {
	if len(op) > 3 {
		return
	}
	gs := &e.gs
	switch key(op) {
	case 'T'<<8 | 'j':
		e.show(t, l)
	case 'T'<<8 | 'J':
		if l.last().kind == isArray {
			e.showArray(t, l.elements)
		} else {
			e.show(t, l)
		}
	case '\'':
		e.nextLine(t)
		e.show(t, l)
	case '"':
		gs.wordSpace, gs.charSpace = l.num(0, 3), l.num(1, 3)
		e.nextLine(t)
		e.show(t, l)
	case 'T'<<8 | 'd':
		t.move(l.num(0, 2), l.num(1, 2))
	case 'T'<<8 | 'D':
		gs.leading = -l.num(1, 2)
		t.move(l.num(0, 2), l.num(1, 2))
	case 'T'<<8 | 'm':
		if l.n >= 6 {
			t.set(l.matrix())
		}
	case 'T'<<8 | '*':
		e.nextLine(t)
	case 'T'<<8 | 'f':
		if l.n >= 2 && l.operands[l.n-2].kind == isName {
			gs.font = e.font(l.operands[l.n-2].s, res)
			gs.size = l.num(1, 2)
		}
	case 'T'<<8 | 'c':
		gs.charSpace = l.num(0, 1)
	case 'T'<<8 | 'w':
		gs.wordSpace = l.num(0, 1)
	case 'T'<<8 | 'z':
		gs.scale = l.num(0, 1) / 100
	case 'T'<<8 | 'L':
		gs.leading = l.num(0, 1)
	case 'T'<<8 | 's':
		gs.rise = l.num(0, 1)
	case 'T'<<8 | 'r':
		gs.mode = int(l.num(0, 1))
	case 'B'<<8 | 'T':
		t.set(identity)

	case 'q':
		if len(e.stack) < 512 {
			e.stack = append(e.stack, *gs)
		}
	case 'Q':
		if len(e.stack) > base {
			*gs = e.stack[len(e.stack)-1]
			e.stack = e.stack[:len(e.stack)-1]
		}
	case 'c'<<8 | 'm':
		if m := l.matrix().mul(gs.ctm); l.n >= 6 && m.finite() {
			gs.ctm = m
		}
	case 'g'<<8 | 's':
		if s := l.last(); s.kind == isName {
			e.extState(e.f.dict(res.states.get(name(s.s))))
		}

	case 'm':
		e.path.moveTo(gs.ctm, l.num(0, 2), l.num(1, 2))
	case 'l':
		e.path.lineTo(gs.ctm, l.num(0, 2), l.num(1, 2))
	case 'c':
		e.path.curveTo(gs.ctm, l.num(0, 6), l.num(1, 6))
		e.path.curveTo(gs.ctm, l.num(2, 6), l.num(3, 6))
		e.path.curveTo(gs.ctm, l.num(4, 6), l.num(5, 6))
	case 'v', 'y':
		e.path.curveTo(gs.ctm, l.num(0, 4), l.num(1, 4))
		e.path.curveTo(gs.ctm, l.num(2, 4), l.num(3, 4))
	case 'h':
		e.path.closeLine()
	case 'r'<<8 | 'e':
		e.path.rectangle(gs.ctm, l.num(0, 4), l.num(1, 4), l.num(2, 4), l.num(3, 4))
	case 'f', 'F', 'f'<<8 | '*':
		e.paintPath(true, false)
	case 'B', 'B'<<8 | '*', 'b', 'b'<<8 | '*':
		e.paintPath(true, true)
	case 'S', 's':
		e.paintPath(false, true)
	case 'n':
		e.paintPath(false, false)
	case 'W', 'W'<<8 | '*':
		e.clipSet = true
	case 's'<<8 | 'h':
		e.sheet.paint(painted{box: gs.clip.meet(rect{0, 0, e.sheet.width, e.sheet.height})})

	case 'g':
		gs.fill = gray(l.num(0, 1))
	case 'r'<<8 | 'g':
		gs.fill = rgb(l.num(0, 3), l.num(1, 3), l.num(2, 3))
	case 'k':
		gs.fill = cmyk(l.num(0, 4), l.num(1, 4), l.num(2, 4), l.num(3, 4))
	case 'G':
		gs.stroke = gray(l.num(0, 1))
	case 'R'<<8 | 'G':
		gs.stroke = rgb(l.num(0, 3), l.num(1, 3), l.num(2, 3))
	case 'K':
		gs.stroke = cmyk(l.num(0, 4), l.num(1, 4), l.num(2, 4), l.num(3, 4))
	case 'c'<<8 | 's':
		gs.fill = e.colorSpace(name(l.last().s), res)
	case 'C'<<8 | 'S':
		gs.stroke = e.colorSpace(name(l.last().s), res)
	case 's'<<8 | 'c', 's'<<16 | 'c'<<8 | 'n':
		gs.fill.set(l)
	case 'S'<<8 | 'C', 'S'<<16 | 'C'<<8 | 'N':
		gs.stroke.set(l)

	case 'D'<<8 | 'o':
		if s := l.last(); s.kind == isName {
			e.object(name(s.s), res)
		}
	case 'B'<<8 | 'I':
		e.inlineImage(l)

	case 'B'<<16 | 'M'<<8 | 'C':
		e.open(l.last(), operand{}, res)
	case 'B'<<16 | 'D'<<8 | 'C':
		if l.n >= 2 {
			e.open(l.operands[l.n-2], l.last(), res)
		} else {
			e.open(operand{}, operand{}, res)
		}
	case 'E'<<16 | 'M'<<8 | 'C':
		e.close()
	}
}

func (e *engine) nextLine(t *text) { t.move(0, -e.gs.leading) }

// font finds a font of the resources; each is read once a document.
func (e *engine) font(n []byte, res *resources) *font {
	if t, ok := res.fonts[string(n)]; ok {
		return t
	}
	o := e.f.dict(res.dict.get("Font")).get(name(n))
	t := e.loadFont(o)
	res.fonts[string(n)] = t
	return t
}

func (e *engine) loadFont(o object) *font {
	r, numbered := o.(ref)
	if numbered {
		if t, ok := e.fonts[r.num]; ok {
			return t
		}
	}
	d := e.f.dict(o)
	if d == nil {
		d = dict{{"Subtype", name("Type1")}, {"BaseFont", name("Helvetica")}, {"Encoding", name("WinAnsiEncoding")}}
	}
	t := e.f.newFont(d)
	if numbered {
		e.fonts[r.num] = t
	}
	return t
}

func (e *engine) extState(d dict) {
	gs := &e.gs
	if a, ok := e.f.number(d.get("ca")); ok {
		gs.alpha = a
	}
	if v := d.get("BM"); v != nil {
		mode := e.f.name(v)
		if list := e.f.array(v); len(list) > 0 {
			mode = e.f.name(list[0])
		}
		gs.blended = mode != "Normal" && mode != "Compatible" && mode != ""
	}
	if v := e.f.resolve(d.get("SMask")); v != nil && e.f.name(v) != "None" {
		gs.blended = true
	}
	if v := e.f.array(d.get("Font")); len(v) == 2 {
		gs.font = e.loadFont(v[0])
		gs.size, _ = e.f.number(v[1])
	}
}

// object shows an XObject: a form or an image.
func (e *engine) object(n name, res *resources) {
	s := e.f.stream(res.objects.get(n))
	if s == nil {
		return
	}
	hidden := e.layers.off(e.f, s.dict.get("OC"))
	switch e.f.name(s.dict.get("Subtype")) {
	case "Image":
		if !hidden {
			_, isMask := e.f.resolve(s.dict.get("ImageMask")).(bool)
			solid := !isMask && s.dict.get("SMask") == nil && s.dict.get("Mask") == nil && e.gs.opaque()
			box := e.gs.ctm.box(0, 0, 1, 1).meet(e.gs.clip)
			e.sheet.image(box, solid)
			if e.collect != nil {
				e.collect(s, e.gs.ctm, box)
			}
		}
	default: // forms; some leave the subtype out
		if hidden {
			e.marks = append(e.marks, marked{id: -1, hidden: true})
			defer func() { e.marks = e.marks[:len(e.marks)-1] }()
		}
		e.form(s, res)
	}
}

// form runs a form XObject (8.10) under the current state.
func (e *engine) form(s *stream, res *resources) {
	if e.running[s] || e.runs >= maxRuns || e.depth >= e.f.lim.Depth {
		return
	}
	e.runs++
	content, ok := e.forms[s]
	if !ok {
		content = e.f.decode(s)
		e.forms[s] = content
	}
	inner := res
	if d := e.f.dict(s.dict.get("Resources")); d != nil {
		inner = e.resources(d)
	}
	save, open, path := e.gs, len(e.marks), e.path
	e.path = path0()
	e.running[s] = true
	e.gs.ctm = e.f.toMatrix(s.dict.get("Matrix")).mul(e.gs.ctm)
	if b, ok := e.f.numbers(s.dict.get("BBox"), 4); ok {
		e.gs.clip = e.gs.clip.meet(e.gs.ctm.box(b[0], b[1], b[2], b[3]))
	}
	if s.dict.get("Group") != nil { // what is set within applies to the group, what was set before to its outcome
		e.gs.group *= e.gs.alpha
		e.gs.masked = e.gs.masked || e.gs.blended
		e.gs.alpha, e.gs.blended = 1, false
	}
	e.run(content, inner)
	delete(e.running, s)
	for len(e.marks) > open {
		e.close()
	}
	e.gs, e.path = save, path
}
