package odt

import (
	"strconv"
	"strings"

	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// toggle is a property that is on, off, or not mentioned.
type toggle int8

func (t toggle) or(base toggle) toggle {
	if t != 0 {
		return t
	}
	return base
}

func (t *toggle) set(on bool) {
	*t = -1
	if on {
		*t = 1
	}
}

// look is what text properties say; the zero value of a field says nothing.
type look struct {
	bold, italic, hidden, transparent toggle
	size                              float32 // points
	percent                           float32 // of the size of what it is based on
	color                             uint32
	colored                           toggle // -1: the colour that the window has
	ground                            flow.Ground
}

func (l look) over(base look) look {
	l.bold, l.italic = l.bold.or(base.bold), l.italic.or(base.italic)
	l.hidden, l.transparent = l.hidden.or(base.hidden), l.transparent.or(base.transparent)
	if l.size == 0 {
		l.size = base.size
		if l.percent > 0 {
			l.size *= l.percent / 100
			l.percent = 0
		}
	}
	if l.colored == 0 {
		l.color, l.colored = base.color, base.colored
	}
	l.ground = l.ground.Over(base.ground)
	return l
}

type style struct {
	name, display, parent string
	look                  look
	paragraph             flow.Ground // behind a paragraph, a cell, a frame, a table
	outline               int
	top, under            toggle // borders
	resolved, busy        bool
	behind                bool         // of a frame: the text runs over it
	plainLevels           map[int]bool // of a list: levels without a bullet or number
}

type styles struct {
	byName map[string]*style // family/name
}

// load reads a group of styles.
func (s *styles) load(x *xmlscan.Scanner) {
	var at *style
	level := 0
	for range x.Within() {
		switch string(x.Name()) {
		case "style", "default-style":
			at = &style{name: x.Attr("name"), display: x.Attr("display-name"), parent: x.Attr("parent-style-name")}
			if v, err := strconv.Atoi(x.Attr("default-outline-level")); err == nil && v > 0 {
				at.outline = min(v, 6)
			}
			s.byName[x.Attr("family")+"/"+at.name] = at
		case "list-style":
			at = &style{name: x.Attr("name"), plainLevels: map[int]bool{}}
			s.byName["list/"+at.name] = at
		case "list-level-style-number":
			level, _ = strconv.Atoi(x.Attr("level"))
			if at != nil && at.plainLevels != nil && x.Attr("num-format") == "" && strings.TrimSpace(x.Attr("num-prefix")+x.Attr("num-suffix")) == "" {
				at.plainLevels[level] = true
			}
		case "list-level-style-bullet":
			level, _ = strconv.Atoi(x.Attr("level"))
			if at != nil && at.plainLevels != nil && strings.Trim(x.Attr("bullet-char"), " \u200b\ufeff") == "" {
				at.plainLevels[level] = true
			}
		case "text-properties", "properties":
			if at != nil && at.plainLevels == nil {
				at.look = textProperties(x)
				at.paragraph = background(x).Over(at.paragraph)
			}
		case "paragraph-properties", "table-cell-properties", "table-properties", "table-row-properties":
			if at != nil && at.plainLevels == nil {
				at.paragraph = background(x).Over(at.paragraph)
				border(x, &at.top, "border-top")
				border(x, &at.under, "border-bottom")
			}
		case "graphic-properties":
			if at != nil && at.plainLevels == nil {
				at.paragraph = graphic(x)
				at.behind = x.Attr("run-through") == "background"
			}
		}
	}
}

func border(x *xmlscan.Scanner, t *toggle, name string) {
	v, ok := x.Lookup(name)
	if !ok {
		return
	}
	t.set(v != "none" && v != "" && v != "0pt")
}

func textProperties(x *xmlscan.Scanner) look {
	var l look
	if v := x.Attr("font-size"); v != "" {
		if p, ok := strings.CutSuffix(v, "%"); ok {
			if f, err := strconv.ParseFloat(p, 32); err == nil {
				l.percent = float32(f)
			}
		} else if pt, ok := length(v); ok {
			l.size = float32(pt)
		}
	}
	if v := x.Attr("font-weight"); v != "" {
		n, err := strconv.Atoi(v)
		l.bold.set(v == "bold" || err == nil && n >= 600)
	}
	if v := x.Attr("font-style"); v != "" {
		l.italic.set(v == "italic" || v == "oblique")
	}
	if v := x.Attr("display"); v != "" {
		l.hidden.set(v == "none")
	}
	if c, ok := color(attrExact(x, "fo:color", "color")); ok {
		l.color, l.colored = c, 1
	}
	if x.Attr("use-window-font-color") == "true" {
		l.colored = -1
	}
	// LibreOffice writes an opacity of 0 beside the automatic colour, which it shows all the same.
	if v := x.Attr("opacity"); v != "" && l.colored == 1 {
		if f, err := strconv.ParseFloat(strings.TrimSuffix(v, "%"), 64); err == nil {
			l.transparent.set(f < 5)
		}
	}
	if c, ok := color(x.Attr("background-color")); ok {
		l.ground = flow.Solid(c)
	}
	return l
}

// attrExact prefers the attribute with its usual prefix, since others end in the same name.
func attrExact(x *xmlscan.Scanner, full, local string) string {
	if v, ok := x.Lookup(full); ok {
		return v
	}
	return x.Attr(local)
}

func background(x *xmlscan.Scanner) flow.Ground {
	if c, ok := color(x.Attr("background-color")); ok {
		return flow.Solid(c)
	}
	return flow.Ground{}
}

// graphic is what a frame or shape is filled with.
func graphic(x *xmlscan.Scanner) flow.Ground {
	switch x.Attr("fill") {
	case "solid":
		if c, ok := color(x.Attr("fill-color")); ok {
			return flow.Solid(c)
		}
		return flow.Ground{Set: true, Unknown: true}
	case "gradient", "bitmap", "hatch":
		return flow.Ground{Set: true, Unknown: true}
	case "none":
		return flow.Ground{}
	}
	return background(x)
}

func color(v string) (uint32, bool) {
	if len(v) != 7 || v[0] != '#' {
		return 0, false
	}
	n, err := strconv.ParseUint(v[1:], 16, 32)
	return uint32(n), err == nil
}

// length gives a length in points.
func length(v string) (float64, bool) {
	per := map[string]float64{"pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12}
	if len(v) < 3 {
		return 0, false
	}
	f, err := strconv.ParseFloat(v[:len(v)-2], 64)
	unit, ok := per[v[len(v)-2:]]
	return f * unit, err == nil && ok && f > -1e6 && f < 1e6
}

// get gives a style of a family with all that it is based on.
func (s *styles) get(family, name string) *style {
	st := s.byName[family+"/"+name]
	if st == nil {
		if st = s.byName[family+"/"]; st == nil {
			return &style{}
		}
		return st
	}
	if st.resolved || st.busy {
		return st
	}
	st.busy = true // a circle of styles ends here
	if family != "list" && name != "" {
		base := s.get(family, st.parent)
		if st.parent == "" && family != "paragraph" {
			base = &style{}
		}
		st.look = st.look.over(base.look)
		st.paragraph = st.paragraph.Over(base.paragraph)
		st.behind = st.behind || base.behind
		st.top, st.under = st.top.or(base.top), st.under.or(base.under)
		if st.outline == 0 {
			st.outline = base.outline
		}
		if st.outline == 0 {
			st.outline = headingName(st.name, st.display)
		}
	}
	st.busy, st.resolved = false, true
	return st
}

// headingName recognises a heading by its style's name ("Heading_20_1", "Title").
func headingName(names ...string) int {
	for _, n := range names {
		n = strings.ToLower(strings.ReplaceAll(n, "_20_", " "))
		if n == "title" {
			return 1
		}
		if rest, ok := strings.CutPrefix(n, "heading "); ok {
			if v, err := strconv.Atoi(rest); err == nil && v > 0 {
				return min(v, 6)
			}
		}
	}
	return 0
}
