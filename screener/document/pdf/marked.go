package pdf

import (
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
		m.hidden = e.layers.off(e.f, res.props.get(name(properties.s)))
	}
	var d dict
	switch properties.kind {
	case isObject:
		d, _ = properties.o.(dict)
	case isName:
		d = e.f.dict(res.props.get(name(properties.s)))
	}
	if d != nil {
		m.id = e.f.int(d.get("MCID"), -1)
		if s, ok := e.f.resolve(d.get("ActualText")).(string); ok {
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
