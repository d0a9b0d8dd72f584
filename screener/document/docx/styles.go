package docx

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
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
	depth, found := x.Depth(), false
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k == xmlscan.Start && string(x.Name()) == "shd" {
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

// isOn reads an on/off value; without one the property is on, unless it is an attribute that is not there.
func isOn(val string, missing bool) bool {
	switch strings.ToLower(val) {
	case "":
		return missing
	case "0", "false", "off", "none":
		return false
	}
	return true
}

func readToggle(x *xmlscan.Scanner) toggle {
	if isOn(x.Attr("val"), true) {
		return 1
	}
	return -1
}

// readLook reads run properties to their end. style is the character style they name.
func readLook(x *xmlscan.Scanner) (l look, style string) {
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "rPrChange":
			x.Skip()
		case "rStyle":
			style = x.Attr("val")
		case "b":
			l.bold = readToggle(x)
		case "i":
			l.italic = readToggle(x)
		case "vanish", "specVanish":
			l.vanish = readToggle(x)
		case "sz":
			if v, err := strconv.ParseFloat(x.Attr("val"), 32); err == nil && v >= 0 && v < 4000 {
				l.size = float32(v) / 2
				if l.size == 0 {
					l.size = 0.5
				}
			}
		case "color":
			if c, ok := hexColor(x.Attr("val")); ok {
				l.color, l.hasColor = c, true
			} else if theme := x.Attr("themeColor"); theme == "background1" || theme == "light1" {
				l.color, l.hasColor = 0xffffff, true
			}
		case "shd":
			if g := readShading(x); g.Set {
				l.ground = g
			}
		case "highlight":
			if v := x.Attr("val"); v != "" && v != "none" {
				l.ground = highlight(v)
			}
		case "textFill": // Word 2010: the fill of the letters themselves
			transparent := readTextFill(x)
			if transparent {
				l.transparent = 1
			}
		}
	}
	return l, style
}

// readTextFill says whether letters are filled with (nearly) nothing.
func readTextFill(x *xmlscan.Scanner) bool {
	depth, clear := x.Depth(), false
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "noFill":
			clear = true
		case "alpha": // w14: how transparent, in thousandths of a per cent
			if v, err := strconv.Atoi(x.Attr("val")); err == nil && v >= 95_000 {
				clear = true
			}
		}
	}
	return clear
}

func readShading(x *xmlscan.Scanner) flow.Ground {
	val, fill := x.Attr("val"), x.Attr("fill")
	if val == "solid" { // the pattern's own colour covers all
		if c, ok := hexColor(x.Attr("color")); ok {
			return flow.Solid(c)
		}
	}
	if c, ok := hexColor(fill); ok {
		if val != "" && val != "clear" && val != "nil" {
			return flow.Ground{Set: true, Unknown: true}
		}
		return flow.Solid(c)
	}
	if strings.HasPrefix(val, "pct") || x.Attr("themeFill") != "" && x.Attr("themeFill") != "background1" {
		return flow.Ground{Set: true, Unknown: true}
	}
	return flow.Ground{}
}

func highlight(name string) flow.Ground {
	colors := map[string]uint32{"black": 0, "blue": 0x0000ff, "cyan": 0x00ffff, "darkBlue": 0x00008b, "darkCyan": 0x008b8b, "darkGray": 0xa9a9a9, "darkGreen": 0x006400, "darkMagenta": 0x800080,
		"darkRed": 0x8b0000, "darkYellow": 0x808000, "green": 0x00ff00, "lightGray": 0xd3d3d3, "magenta": 0xff00ff, "red": 0xff0000, "white": 0xffffff, "yellow": 0xffff00}
	c, ok := colors[name]
	return flow.Ground{Set: true, Unknown: !ok, Color: c}
}

func hexColor(s string) (uint32, bool) {
	s = strings.TrimPrefix(s, "#")
	if len(s) != 6 {
		return 0, false
	}
	v, err := strconv.ParseUint(s, 16, 32)
	return uint32(v), err == nil
}

// readLayout reads paragraph properties to their end. style is the paragraph style they name; section lists the headers and
// footers of a section that ends with the paragraph.
func readLayout(x *xmlscan.Scanner) (l layout, style string, section []regionRef) {
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "pPrChange":
			x.Skip()
		case "rPr":
			l.joined = markDeleted(x)
		case "pStyle":
			style = x.Attr("val")
		case "outlineLvl":
			if v, err := strconv.Atoi(x.Attr("val")); err == nil && v >= 0 && v < 9 {
				l.heading = min(v+1, 6)
			} else if err == nil {
				l.heading = -1
			}
		case "numId":
			l.numID = x.Attr("val")
		case "ilvl":
			if v, err := strconv.Atoi(x.Attr("val")); err == nil && v >= 0 && v < 9 {
				l.level, l.hasLevel = v, true
			}
		case "shd":
			if g := readShading(x); g.Set {
				l.ground = g
			}
		case "pBdr":
			readBorders(x, &l)
		case "sectPr":
			section = readSection(x)
		}
	}
	return l, style, section
}

// markDeleted reads the properties of a paragraph's mark to their end and says whether it was deleted.
func markDeleted(x *xmlscan.Scanner) bool {
	depth, deleted := x.Depth(), false
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k == xmlscan.Start && (string(x.Name()) == "del" || string(x.Name()) == "moveFrom") {
			deleted = true
		}
	}
	return deleted
}

func readBorders(x *xmlscan.Scanner, l *layout) {
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			return
		}
		if k != xmlscan.Start {
			continue
		}
		t := toggle(1)
		if v := x.Attr("val"); v == "nil" || v == "none" || v == "" {
			t = -1
		}
		switch string(x.Name()) {
		case "top":
			l.top = t
		case "bottom":
			l.under = t
		}
	}
}

// regionRef refers to a header or footer.
type regionRef struct {
	id   string
	kind document.MarkKind
}

func readSection(x *xmlscan.Scanner) []regionRef {
	var refs []regionRef
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "headerReference":
			refs = append(refs, regionRef{x.Attr("id"), document.MarkHeader})
		case "footerReference":
			refs = append(refs, regionRef{x.Attr("id"), document.MarkFooter})
		}
	}
	return refs
}

// lists says which numbers make list items.
type lists struct {
	abstract map[string]map[int]bool // of an abstract list, the levels that show a bullet or number
	of       map[string]string       // number -> abstract
}

func (l *lists) load(data []byte) {
	l.abstract, l.of = map[string]map[int]bool{}, map[string]string{}
	x := xmlscan.New(data)
	abstract, num, level := "", "", -1
	format, text := "", ""
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		name := string(x.Name())
		if k == xmlscan.End {
			if name == "lvl" && abstract != "" && level >= 0 {
				l.abstract[abstract][level] = format != "none" || strings.TrimSpace(text) != ""
			}
			if name == "abstractNum" {
				abstract = ""
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
		switch name {
		case "abstractNum":
			abstract = x.Attr("abstractNumId")
			l.abstract[abstract] = map[int]bool{}
		case "num":
			num = x.Attr("numId")
		case "abstractNumId":
			l.of[num] = x.Attr("val")
		case "lvl":
			level, format, text = -1, "", ""
			if v, err := strconv.Atoi(x.Attr("ilvl")); err == nil {
				level = v
			}
		case "numFmt":
			format = x.Attr("val")
		case "lvlText":
			text = x.Attr("val")
		}
	}
}

// item gives the depth of the list item that a paragraph with this layout is; 0 if it is none.
func (l *lists) item(lay layout) int {
	if lay.numID == "" || lay.numID == "0" {
		return 0
	}
	if levels, ok := l.abstract[l.of[lay.numID]]; ok {
		if shown, ok := levels[lay.level]; ok && !shown {
			return 0
		}
	}
	return lay.level + 1
}
