package pdf

import (
	"bytes"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// actualText replaces what the glyphs of a stretch of content stand for (14.9.4).
type actualText struct {
	text  string
	shown []rune // what the glyphs stand for by themselves
	began bool
	pen   pen
	end   float64
}

// cover notes that a glyph of the stretch was drawn.
func (a *actualText) cover(p *pen, width float64, g glyph) {
	if !a.began {
		a.began, a.pen, a.end = true, *p, p.u
	}
	if p.frame == a.pen.frame {
		a.end = max(a.end, p.u+width)
	}
	if len(a.shown) < 4096 {
		if g.r != 0 {
			a.shown = append(a.shown, g.r)
		}
		a.shown = append(a.shown, []rune(g.s)...)
	}
}

// lies says whether the text has next to nothing in common with the letters that are shown.
func (a *actualText) lies() bool {
	has := map[rune]int{}
	letters, common := 0, 0
	for _, r := range a.shown {
		if unicode.IsLetter(r) {
			has[unicode.ToLower(r)]++
			letters++
		}
	}
	actual := 0
	for _, r := range norm.NFKC.String(a.text) {
		if r = unicode.ToLower(r); unicode.IsLetter(r) {
			actual++
			if has[r] > 0 {
				has[r]--
				common++
			}
		}
	}
	return letters >= 6 && actual >= 6 && 2*common < min(letters, actual)
}

// open begins marked content.
func (e *engine) open(tag, properties operand, res *resources) {
	m := marked{id: -1}
	if len(e.marks) >= 1000 {
		e.marks = append(e.marks[:0:0], e.marks[500:]...)
	}
	t := string(tag.s)
	m.artifact = t == "Artifact"
	if t == "OC" && properties.kind == isName {
		m.hidden = e.layers.off(e.f, res.props[name(properties.s)])
	}
	var d dict
	switch properties.kind {
	case isObject:
		d, _ = properties.o.(dict)
	case isName:
		d = e.f.dict(res.props[name(properties.s)])
	}
	if d != nil {
		m.id = e.f.int(d["MCID"], -1)
		if s, ok := e.f.resolve(d["ActualText"]).(string); ok {
			m.actual = &actualText{text: textString(s)}
		}
	}
	e.marks = append(e.marks, m)
}

// close ends marked content, and shows its actual text.
func (e *engine) close() {
	n := len(e.marks)
	if n == 0 {
		return
	}
	a := e.marks[n-1].actual
	e.marks = e.marks[:n-1]
	if a == nil || !a.began {
		return
	}
	for i := range e.marks {
		if e.marks[i].actual != nil {
			return // the outer one speaks for it
		}
	}
	if width := a.end - a.pen.u; a.lies() {
		e.sheet.under().addText(&a.pen, a.text, a.pen.u, width)
		e.sheet.addText(&a.pen, string(a.shown), a.pen.u, width)
	} else {
		e.sheet.addText(&a.pen, a.text, a.pen.u, width)
	}
}

// inlineImage passes over an image within the content (8.9.7).
func (e *engine) inlineImage(l *lexer) {
	s := parser{b: l.b, p: l.p, plain: true}
	d := dict{}
	for {
		k := s.object()
		if w, ok := k.(keyword); ok {
			if w == "ID" || w == "" {
				break
			}
			if w == "EI" {
				l.p = s.p
				return
			}
			continue
		}
		if n, ok := k.(name); ok {
			v := s.object()
			if w, ok := v.(keyword); ok {
				if w == "ID" {
					break
				}
				continue
			}
			d[n] = v
		}
	}
	p := min(s.p+1, len(l.b))
	l.p = endOfImage(l.b, p, d)
	e.sheet.image(e.gs.ctm.box(0, 0, 1, 1).meet(e.gs.clip), false)
}

// endOfImage finds the position behind EI.
func endOfImage(b []byte, p int, d dict) int {
	if first(d, "F", "Filter") == nil {
		w, _ := integer(first(d, "W", "Width"))
		h, _ := integer(first(d, "H", "Height"))
		bits, ok := integer(first(d, "BPC", "BitsPerComponent"))
		if !ok {
			bits = 1
		}
		comps := 1
		switch cs, _ := first(d, "CS", "ColorSpace").(name); cs {
		case "RGB", "DeviceRGB":
			comps = 3
		case "CMYK", "DeviceCMYK":
			comps = 4
		}
		if w > 0 && h > 0 && w < 1<<15 && h < 1<<15 {
			n := p + (w*bits*comps+7)/8*h
			if n < len(b) {
				q := skipWhite(b, n)
				if bytes.HasPrefix(b[q:], []byte("EI")) {
					return q + 2
				}
			}
		}
	}
	for from := p; ; {
		i := bytes.Index(b[from:], []byte("EI"))
		if i < 0 {
			return len(b)
		}
		at := from + i
		from = at + 2
		if at > p && class[b[at-1]] != white || from < len(b) && class[b[from]] != white {
			continue
		}
		if plausible(b[from:min(len(b), from+16)]) {
			return from
		}
	}
}

// plausible says whether bytes look like content rather than like image data.
func plausible(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f || c < 0x20 && class[c] != white {
			return false
		}
	}
	return true
}

// layers knows which optional content is switched off (8.11).
type layers struct {
	offNums map[int]bool
}

func (f *file) layers() *layers {
	root := f.dict(f.trailer["Root"])
	props := f.dict(root["OCProperties"])
	if props == nil {
		return nil
	}
	l := &layers{offNums: map[int]bool{}}
	config := f.dict(props["D"])
	if f.name(config["BaseState"]) == "OFF" {
		for _, o := range f.array(props["OCGs"]) {
			if r, ok := o.(ref); ok {
				l.offNums[r.num] = true
			}
		}
		for _, o := range f.array(config["ON"]) {
			if r, ok := o.(ref); ok {
				delete(l.offNums, r.num)
			}
		}
	}
	for _, o := range f.array(config["OFF"]) {
		if r, ok := o.(ref); ok {
			l.offNums[r.num] = true
		}
	}
	return l
}

// off says whether content that belongs to the group or membership o is not shown.
func (l *layers) off(f *file, o object) bool {
	if l == nil || o == nil {
		return false
	}
	if r, ok := o.(ref); ok && l.offNums[r.num] {
		return true
	}
	d := f.dict(o)
	if f.name(d["Type"]) != "OCMD" {
		return false
	}
	groups, ok := d["OCGs"].(array)
	if !ok {
		groups = f.array(d["OCGs"])
		if groups == nil && d["OCGs"] != nil {
			groups = array{d["OCGs"]}
		}
	}
	on, off := 0, 0
	for _, g := range groups {
		if r, ok := g.(ref); ok && l.offNums[r.num] {
			off++
		} else {
			on++
		}
	}
	switch f.name(d["P"]) {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0 && on > 0
	case "AllOff":
		return on > 0
	}
	return on == 0 && off > 0
}

// clean drops what cannot stand in a document.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return ' '
		}
		if !drawn(r) {
			return -1
		}
		return r
	}, s)
}
