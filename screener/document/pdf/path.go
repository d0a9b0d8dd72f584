package pdf

// path is the current path, as far as it matters where it paints: its rectangles and its bounds.
type path struct {
	box      rect
	rects    []rect
	odd      bool // something else than rectangles
	points   [8][2]float64
	n        int // points of the open subpath
	curves   int
	x, y     float64
	segments int
	rule     rect // the last straight horizontal line
	ruled    bool
}

func path0() path { return path{box: nowhere} }

func (p *path) reset() {
	rects := p.rects[:0]
	*p = path{box: nowhere, rects: rects}
}

func (p *path) point(x, y float64) {
	p.box = p.box.add(x, y)
	if p.n < len(p.points) {
		p.points[p.n] = [2]float64{x, y}
	}
	p.n++
	p.segments++
}

func (p *path) moveTo(m matrix, x, y float64) {
	p.end()
	p.x, p.y = m.apply(x, y)
	p.point(p.x, p.y)
}

func (p *path) lineTo(m matrix, x, y float64) {
	x, y = m.apply(x, y)
	if dy := y - p.y; dy < 0.5 && dy > -0.5 && p.n > 0 {
		p.rule, p.ruled = rect{min(x, p.x), min(y, p.y), max(x, p.x), max(y, p.y)}, true
	}
	p.x, p.y = x, y
	p.point(x, y)
}

func (p *path) curveTo(m matrix, x, y float64) {
	p.curves++
	p.x, p.y = m.apply(x, y)
	p.point(p.x, p.y)
}

func (p *path) closeLine() { p.end() }

// end closes a subpath and notes whether it was an upright rectangle.
func (p *path) end() {
	n := p.n
	p.n = 0
	if n == 0 || n == 1 {
		return
	}
	if n == 5 && near(p.points[0][0], p.points[4][0]) && near(p.points[0][1], p.points[4][1]) {
		n = 4
	}
	if n == 2 && p.curves == 0 { // a line encloses nothing
		return
	}
	if n != 4 || p.curves > 0 {
		p.odd = true
		return
	}
	q := p.points
	if near(q[0][0], q[1][0]) && near(q[1][1], q[2][1]) && near(q[2][0], q[3][0]) && near(q[3][1], q[0][1]) ||
		near(q[0][1], q[1][1]) && near(q[1][0], q[2][0]) && near(q[2][1], q[3][1]) && near(q[3][0], q[0][0]) {
		p.rects = append(p.rects, nowhere.add(q[0][0], q[0][1]).add(q[2][0], q[2][1]))
		return
	}
	p.odd = true
}

func near(a, b float64) bool { return a-b < 0.1 && b-a < 0.1 }

func (p *path) rectangle(m matrix, x, y, w, h float64) {
	p.end()
	r := m.box(x, y, x+w, y+h)
	p.box = p.box.join(r)
	p.segments++
	if m.b == 0 && m.c == 0 || m.a == 0 && m.d == 0 {
		p.rects = append(p.rects, r)
	} else {
		p.odd = true
	}
	p.x, p.y = m.apply(x, y)
}

// paintPath ends the path: it is filled, stroked, both or neither, and may become the clip.
func (e *engine) paintPath(fill, stroke bool) {
	p := &e.path
	p.end()
	gs := &e.gs
	if fill {
		e.sheet.curves += p.curves
		opaque := gs.fill.known && gs.opaque()
		if !gs.clear() && !e.hidden() {
			for _, r := range p.rects {
				e.sheet.paint(painted{box: r.meet(gs.clip), rgb: gs.fill.rgb, color: opaque, known: opaque, solid: opaque && !p.odd})
			}
			if p.odd {
				e.sheet.paint(painted{box: p.box.meet(gs.clip), rgb: gs.fill.rgb, color: opaque})
			}
		}
	}
	if stroke && p.ruled {
		e.sheet.rule(p.rule.meet(rect{gs.clip.x0 - 1, gs.clip.y0 - 1, gs.clip.x1 + 1, gs.clip.y1 + 1}))
	}
	if e.clipSet {
		e.clipSet = false
		if p.segments > 0 {
			gs.clip = gs.clip.meet(p.box)
		}
	}
	p.reset()
}
