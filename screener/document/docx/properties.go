package docx

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

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
	for range x.Within() {
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
	clear := false
	for range x.Within() {
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
	for range x.Within() {
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
	deleted := false
	for range x.Within() {
		if string(x.Name()) == "del" || string(x.Name()) == "moveFrom" {
			deleted = true
		}
	}
	return deleted
}

func readBorders(x *xmlscan.Scanner, l *layout) {
	for range x.Within() {
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
	for range x.Within() {
		switch string(x.Name()) {
		case "headerReference":
			refs = append(refs, regionRef{x.Attr("id"), document.MarkHeader})
		case "footerReference":
			refs = append(refs, regionRef{x.Attr("id"), document.MarkFooter})
		}
	}
	return refs
}
