package docx

import (
	"strconv"
	"strings"

	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// look is what run properties say; the zero value of a field says nothing.
type look struct {
	bold, italic, vanish toggle
	size                 float32 // points
	color                uint32
	hasColor             bool
	ground               flow.Ground // shading or highlight behind the run
	transparent          toggle
}

// toggle is a property that is on, off, or not mentioned.
type toggle int8

func (t toggle) or(base toggle) toggle {
	if t != 0 {
		return t
	}
	return base
}

// over is l where it says something, else base.
func (l look) over(base look) look {
	l.bold, l.italic, l.vanish = l.bold.or(base.bold), l.italic.or(base.italic), l.vanish.or(base.vanish)
	l.transparent = l.transparent.or(base.transparent)
	if l.size == 0 {
		l.size = base.size
	}
	if !l.hasColor {
		l.color, l.hasColor = base.color, base.hasColor
	}
	if !l.ground.Set {
		l.ground = base.ground
	}
	return l
}

// layout is what paragraph properties say.
type layout struct {
	heading    int // 1..6; -1 says none
	numID      string
	level      int
	hasLevel   bool
	ground     flow.Ground
	top, under toggle // borders
	joined     bool   // the mark that ends the paragraph was deleted
}

func (l layout) over(base layout) layout {
	if l.heading == 0 {
		l.heading = base.heading
	}
	if l.numID == "" {
		l.numID = base.numID
	}
	if !l.hasLevel {
		l.level, l.hasLevel = base.level, base.hasLevel
	}
	if !l.ground.Set {
		l.ground = base.ground
	}
	l.top, l.under = l.top.or(base.top), l.under.or(base.under)
	return l
}

type style struct {
	kind, name, base string
	look             look
	layout           layout
	shaded           bool // a table style that shades some of its cells
	resolved, busy   bool
}

type styles struct {
	byID     map[string]*style
	defaults look
	normal   string // the default paragraph style
}

func (d *doc) loadStyles() error {
	for _, r := range d.rels {
		switch r.kind {
		case "styles":
			data, _, err := d.parts.read(r.target)
			if err != nil {
				return err
			}
			d.styles.load(data)
		case "numbering":
			data, _, err := d.parts.read(r.target)
			if err != nil {
				return err
			}
			d.lists.load(data)
		}
	}
	if d.styles.byID == nil {
		data, _, err := d.parts.read(d.dir + "/styles.xml")
		if err != nil {
			return err
		}
		d.styles.load(data)
	}
	return nil
}

func (s *styles) load(data []byte) {
	s.byID = map[string]*style{}
	x := xmlscan.New(data)
	var at *style
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if string(x.Name()) == "style" {
				at = nil
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "style":
			at = &style{kind: x.Attr("type")}
			id := x.Attr("styleId")
			s.byID[id] = at
			if at.kind == "paragraph" && isOn(x.Attr("default"), false) {
				s.normal = id
			}
		case "name":
			if at != nil {
				at.name = x.Attr("val")
				if at.layout.heading == 0 {
					at.layout.heading = headingName(at.name)
				}
			}
		case "basedOn":
			if at != nil {
				at.base = x.Attr("val")
			}
		case "rPr":
			l, _ := readLook(x)
			if at == nil {
				s.defaults = l
			} else {
				at.look = l
			}
		case "pPr":
			l, _, _ := readLayout(x)
			if at != nil {
				if l.heading == 0 {
					l.heading = at.layout.heading
				}
				at.layout = l
			}
		case "tblStylePr", "tblPr", "tcPr", "trPr":
			if at != nil && shades(x) {
				at.shaded = true
			}
		}
	}
}

// shades reads an element to its end and says whether it shades anything.
func shades(x *xmlscan.Scanner) bool {
	found := false
	for range x.Within() {
		if string(x.Name()) == "shd" {
			g := readShading(x)
			found = found || g.Set
		}
	}
	return found
}

// get gives a style with all that it is based on.
func (s *styles) get(id string) *style {
	st := s.byID[id]
	if st == nil {
		return &style{}
	}
	if st.resolved || st.busy || st.base == "" {
		return st
	}
	st.busy = true // a circle of styles ends here
	base := s.get(st.base)
	st.look = st.look.over(base.look)
	st.layout = st.layout.over(base.layout)
	st.shaded = st.shaded || base.shaded
	st.busy, st.resolved = false, true
	return st
}

// headingName recognises a heading style by its name. Word keeps the English names of its own styles in every language;
// other programs and hand-made templates don't.
func headingName(name string) int {
	n := strings.ToLower(strings.TrimSpace(name))
	if n == "title" || n == "titel" || n == "titre principal" || n == "titolo" || n == "título" || n == "tytuł" || n == "назва" || n == "название" || n == "标题" && len(n) == 6 {
		return 1
	}
	for _, word := range []string{"heading", "überschrift", "titre", "título", "titulo", "encabezado", "titolo", "intestazione", "kop", "nagłówek", "rubrik", "overskrift",
		"otsikko", "nadpis", "címsor", "başlık", "заголовок", "标题", "標題", "見出し", "제목"} {
		rest, ok := strings.CutPrefix(n, word)
		if !ok {
			continue
		}
		if v, err := strconv.Atoi(strings.TrimSpace(rest)); err == nil && v >= 1 && v <= 9 {
			return min(v, 6)
		}
	}
	if strings.Contains(n, "section") && (strings.Contains(n, "head") || strings.Contains(n, "title")) || n == "heading" || n == "headings" {
		return 2
	}
	return 0
}
