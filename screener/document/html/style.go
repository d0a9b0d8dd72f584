package html

import (
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
)

// style is how an element is shown, after what it inherits.
type style struct {
	flow.Look
	ground      uint32 // what is painted behind the text
	groundKnown bool   // false over a picture or a gradient
	opacity     float64
	visible     bool // CSS visibility
	sizeless    bool // text of (nearly) no size
	transparent bool
	pre         bool
	// Not inherited:
	display string
	float   bool
	hidden  bool // taken out with all that is in it, for the reason kind
	kind    document.HiddenKind
	row     bool // a container that lays its children out side by side
	across  int  // how many of them before the next row begins; 0 without end
}

var initial = style{Look: flow.Look{Size: 12}, ground: 0xffffff, groundKnown: true, opacity: 1, visible: true}

// of computes an element's style from its parent's.
func (s *sheet) of(n *node, parent style) style {
	st := parent
	st.display, st.float, st.hidden, st.kind, st.row, st.across = "", false, false, 0, false, 0
	byTag(n, &st)
	var box box
	for _, d := range s.declared(n) {
		value := d.value
		if strings.Contains(value, "var(") {
			value = s.resolve(value)
		}
		st.apply(d.name, strings.ToLower(value), parent, &box)
	}
	if n.hidden {
		st.display = "none"
	}
	switch {
	case st.display == "none":
		st.hidden, st.kind = true, document.HiddenVanish
	case box.away:
		st.hidden, st.kind = true, document.HiddenOffPage
	case box.clipped, box.overflow && (box.noWidth || box.noHeight):
		st.hidden, st.kind = true, document.HiddenClipped
	case parent.opacity*st.opacity < 0.05:
		st.hidden, st.kind = true, document.HiddenTransparent
	}
	st.opacity = parent.opacity * st.opacity
	switch {
	case box.grid:
		st.row, st.across = box.tracks > 1, box.tracks
	case box.flex:
		st.row = !box.columns
	}
	return st
}

// box collects properties that hide only together.
type box struct {
	positioned, away, clipped, overflow, noWidth, noHeight, flex, grid, columns bool
	tracks                                                                      int // of a grid
}

// tracks counts the columns that a grid states; 1 where their number depends on the width.
func tracks(value string) int {
	value, _, _ = strings.Cut(value, "!")
	n, depth, inTrack := 0, 0, false
	for i := range len(value) {
		switch c := value[i]; {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == '[' || c == ']': // names of lines
			return 1
		case depth > 0:
		case c == ' ':
			inTrack = false
		case !inTrack:
			n++
			inTrack = true
		}
	}
	if rest, ok := strings.CutPrefix(value, "repeat("); ok {
		count, _, _ := strings.Cut(rest, ",")
		k, err := strconv.Atoi(strings.TrimSpace(count))
		if err != nil || k > 50 {
			return 1
		}
		return k
	}
	return max(n, 1)
}

// byTag is what browsers do with an element that no rule mentions.
func byTag(n *node, st *style) {
	st.opacity = 1
	switch n.tag {
	case atom.H1:
		st.Bold, st.Size = true, st.Size*2
	case atom.H2:
		st.Bold, st.Size = true, st.Size*1.5
	case atom.H3:
		st.Bold, st.Size = true, st.Size*1.17
	case atom.H4, atom.H5, atom.H6, atom.B, atom.Strong, atom.Th:
		st.Bold = true
	case atom.I, atom.Em, atom.Cite, atom.Address, atom.Dfn, atom.Var:
		st.Italic = true
	case atom.Small:
		st.Size *= 0.83
	case atom.Pre, atom.Textarea, atom.Listing, atom.Xmp, atom.Plaintext:
		st.pre = true
	case atom.Font:
		if c, ok := colorOf(strings.ToLower(n.color)); ok {
			st.Color = c
		}
		if k, err := strconv.Atoi(strings.TrimSpace(n.face)); err == nil && k >= 1 && k <= 7 {
			st.Size = [...]float32{7.5, 10, 12, 13.5, 18, 24, 36}[k-1]
		}
	}
	if n.ground != "" {
		if c, ok := colorOf(strings.ToLower(n.ground)); ok {
			st.ground, st.groundKnown = c, true
		}
	}
}

func (st *style) apply(name, value string, parent style, box *box) {
	switch name {
	case "display":
		st.display = value
		box.flex, box.grid = strings.HasSuffix(value, "flex"), strings.HasSuffix(value, "grid")
	case "flex-direction":
		box.columns = strings.HasPrefix(value, "column")
	case "grid-template-columns":
		box.tracks = tracks(value)
	case "grid-template":
		if _, columns, ok := strings.Cut(value, "/"); ok {
			box.tracks = tracks(strings.TrimSpace(columns))
		}
	case "grid-auto-flow":
		if strings.HasPrefix(value, "column") {
			box.tracks = 50
		}
	case "visibility":
		st.visible = value != "hidden" && value != "collapse"
	case "font":
		for f := range strings.FieldsSeq(value) {
			size, _, _ := strings.Cut(f, "/")
			if f == "bold" {
				st.Bold = true
			}
			if pt, ok := length(size, parent.Size); ok && strings.ContainsAny(size, "pe%rmc") {
				st.setSize(pt)
			}
		}
	case "font-size":
		if pt, ok := length(value, parent.Size); ok {
			st.setSize(pt)
		}
	case "font-weight":
		n, err := strconv.Atoi(value)
		st.Bold = value == "bold" || value == "bolder" || err == nil && n >= 600
	case "font-style":
		st.Italic = value == "italic" || value == "oblique"
	case "color":
		if value == "transparent" {
			st.transparent = true
		} else if c, ok := colorOf(value); ok {
			st.Color = c
			st.transparent = alpha(value) < 0.05
		}
	case "background", "background-color":
		switch c, ok := colorOf(firstColor(value)); {
		case strings.Contains(value, "url(") || strings.Contains(value, "gradient("):
			st.groundKnown = false
		case ok && alpha(value) > 0.5:
			st.ground, st.groundKnown = c, true
		case ok && alpha(value) > 0.05:
			st.groundKnown = false
		}
	case "background-image":
		if value != "none" {
			st.groundKnown = false
		}
	case "opacity":
		if f, err := strconv.ParseFloat(strings.TrimSuffix(value, "%"), 64); err == nil {
			if strings.HasSuffix(value, "%") {
				f /= 100
			}
			st.opacity = f
		}
	case "position":
		box.positioned = value == "absolute" || value == "fixed"
	case "left", "top", "right", "text-indent":
		if pt, ok := length(value, st.Size); ok && pt <= -700 {
			box.away = true
		}
	case "clip":
		v := strings.NewReplacer(" ", "", "px", "", ",", "").Replace(value)
		box.clipped = box.clipped || v == "rect(0000)" || v == "rect(1111)"
	case "clip-path":
		v := strings.ReplaceAll(value, " ", "")
		box.clipped = box.clipped || strings.HasPrefix(v, "inset(50%") || strings.HasPrefix(v, "inset(100%") || v == "circle(0)"
	case "width", "max-width":
		box.noWidth = box.noWidth || isNothing(value)
	case "height", "max-height":
		box.noHeight = box.noHeight || isNothing(value)
	case "overflow":
		box.overflow = value == "hidden" || value == "clip"
	case "white-space":
		st.pre = strings.HasPrefix(value, "pre")
	case "float":
		st.float = value == "left" || value == "right"
	}
}

func (st *style) setSize(pt float32) {
	st.Size = pt
	st.sizeless = pt < 2
}

func isNothing(value string) bool {
	pt, ok := length(value, 12)
	return ok && pt <= 1 && !strings.HasSuffix(value, "%")
}

// veiled says whether text of this style is not seen, and why.
func (st style) veiled() (document.HiddenKind, bool) {
	switch {
	case !st.visible:
		return document.HiddenVanish, true
	case st.sizeless:
		return document.HiddenTiny, true
	case st.transparent:
		return document.HiddenTransparent, true
	case st.groundKnown && document.Indistinct(st.Color, st.ground):
		return document.HiddenBackground, true
	}
	return 0, false
}

// length gives a CSS length in points; em and per cent are of the size given.
func length(value string, of float32) (float32, bool) {
	switch value {
	case "":
		return 0, false
	case "xx-small":
		return 7, true
	case "x-small":
		return 7.5, true
	case "small":
		return 10, true
	case "medium":
		return 12, true
	case "large":
		return 13.5, true
	case "x-large":
		return 18, true
	case "xx-large":
		return 24, true
	case "smaller":
		return of * 0.83, true
	case "larger":
		return of * 1.2, true
	}
	i := len(value)
	for i > 0 && (value[i-1] >= 'a' && value[i-1] <= 'z' || value[i-1] == '%') {
		i--
	}
	f, err := strconv.ParseFloat(strings.TrimSpace(value[:i]), 32)
	if err != nil {
		return 0, false
	}
	v := float32(f)
	switch value[i:] {
	case "px":
		return v * 0.75, true
	case "pt":
		return v, true
	case "em":
		return v * of, true
	case "%":
		return v * of / 100, true
	case "rem":
		return v * 12, true
	case "ex", "ch":
		return v * of / 2, true
	case "in":
		return v * 72, true
	case "cm":
		return v * 72 / 2.54, true
	case "mm":
		return v * 72 / 25.4, true
	case "pc":
		return v * 12, true
	case "vw", "vh", "vmin", "vmax":
		return v * 8, true
	case "":
		return v * 0.75, true
	}
	return 0, false
}

// firstColor picks the colour out of a background shorthand.
func firstColor(value string) string {
	if strings.HasPrefix(value, "rgb") || strings.HasPrefix(value, "hsl") {
		if end := strings.IndexByte(value, ')'); end > 0 {
			return value[:end+1]
		}
	}
	for f := range strings.FieldsSeq(value) {
		if _, ok := colorOf(f); ok {
			return f
		}
	}
	return value
}

// alpha is the opacity a colour states; 1 if it states none.
func alpha(value string) float64 {
	switch {
	case value == "transparent" || value == "none":
		return 0
	case strings.HasPrefix(value, "rgb"), strings.HasPrefix(value, "hsl"):
		args := strings.FieldsFunc(value[strings.IndexByte(value, '(')+1:], func(r rune) bool { return r == ',' || r == ' ' || r == '/' || r == ')' })
		if len(args) < 4 {
			return 1
		}
		f, err := strconv.ParseFloat(strings.TrimSuffix(args[3], "%"), 64)
		if err != nil {
			return 1
		}
		if strings.HasSuffix(args[3], "%") {
			f /= 100
		}
		return f
	case strings.HasPrefix(value, "#") && len(value) == 9:
		v, err := strconv.ParseUint(value[7:], 16, 8)
		if err != nil {
			return 1
		}
		return float64(v) / 255
	}
	return 1
}
