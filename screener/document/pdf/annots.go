package pdf

import "strings"

// annotations shows the appearances of a page's annotations, which is what a reader sees of form fields, stamps and
// free text; and the text of those that have none but would be given one.
func (e *engine) annotations(p *page, m matrix) {
	f := e.f
	for i, o := range f.array(p.dict.get("Annots")) {
		if i >= 5000 {
			return
		}
		a := f.dict(o)
		flags := f.int(a.get("F"), 0)
		kind := f.name(a.get("Subtype"))
		if a == nil || flags&(1<<1|1<<5) != 0 || kind == "Popup" || e.layers.off(f, a.get("OC")) {
			continue
		}
		b, ok := f.box(a.get("Rect"))
		if !ok {
			continue
		}
		if kind == "Link" {
			e.addLink(a, b, m)
		}
		e.reset(m)
		if s := f.appearance(a); s != nil {
			e.appearance(s, b)
			continue
		}
		if kind == "Widget" {
			e.plainField(a, b)
		}
	}
}

// appearance picks the normal appearance of an annotation, in its state.
func (f *file) appearance(a dict) *stream {
	n := f.resolve(f.dict(a.get("AP")).get("N"))
	switch v := n.(type) {
	case *stream:
		return v
	case dict:
		state := f.name(a.get("AS"))
		if state == "" {
			state = f.name(a.get("V"))
		}
		if state == "" {
			state = "Off"
		}
		return f.stream(v.get(state))
	}
	return nil
}

// appearance runs an appearance stream, its box fitted to the rectangle of the annotation (12.5.5).
func (e *engine) appearance(s *stream, to [4]float64) {
	b, ok := e.f.numbers(s.dict.get("BBox"), 4)
	if !ok {
		return
	}
	t := e.f.toMatrix(s.dict.get("Matrix")).box(b[0], b[1], b[2], b[3])
	if t.x1-t.x0 <= 0 || t.y1-t.y0 <= 0 {
		return
	}
	sx, sy := (to[2]-to[0])/(t.x1-t.x0), (to[3]-to[1])/(t.y1-t.y0)
	e.gs.ctm = matrix{sx, 0, 0, sy, to[0] - t.x0*sx, to[1] - t.y0*sy}.mul(e.gs.ctm)
	e.form(s, &resources{fonts: map[string]*font{}})
	e.sheet.closeWord()
}

// plainField shows the value of a form field that has no appearance, as viewers make one from it.
func (e *engine) plainField(a dict, b [4]float64) {
	f := e.f
	ft, v := f.name(f.inherited(a, "FT")), f.inherited(a, "V")
	if ft != "Tx" && ft != "Ch" || f.int(f.inherited(a, "Ff"), 0)&(1<<13) != 0 { // a password
		return
	}
	text := textString(f.str(v))
	text = strings.TrimSpace(text)
	if text == "" || len(text) > 1<<16 {
		return
	}
	size := min(12, max(4, (b[3]-b[1])*0.7))
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' })
	e.gs.font = e.loadFont(nil)
	e.gs.size = size
	t := text0(b[0]+2, b[3]-size)
	p, ok := e.pen(&t)
	if !ok {
		return
	}
	for _, line := range lines {
		u := p.u
		if hasRightToLeft([]byte(line)) {
			line = string(logicalOrder([]byte(line)))
		}
		for _, r := range line {
			w := float64(standardWidth(helvetica, r)) / 1000 * p.em
			e.sheet.add(&p, r, u, w)
			u += w
		}
		e.sheet.closeWord()
		e.sheet.spaced = true
		p.v += 1.2 * size
	}
}

func text0(x, y float64) text { return text{line: matrix{1, 0, 0, 1, x, y}} }

// inherited looks a key up in a field and its parents.
func (f *file) inherited(d dict, key name) object {
	for range 16 {
		if d == nil {
			return nil
		}
		if v := f.resolve(d.get(key)); v != nil {
			return v
		}
		d = f.dict(d.get("Parent"))
	}
	return nil
}
