package docx

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// Lengths are in EMU.
const inch = 914_400

// shape gathers what a drawing says about the text box or the painted area in it.
type shape struct {
	x, y, w, h     int
	hasX, hasY     bool
	fill           flow.Ground
	filled         bool // by anything
	stated         bool // the shape itself says with what, so that its style does not
	hasText        bool
	behind         bool // the text, by what the drawing says or because it hangs on a page header
	outline        int  // depth within the properties of its line
	position       string
	groupX, groupY int
}

// drawing reads a drawing (DrawingML, VML) for the text boxes in it and for large painted areas.
func (s *story) drawing(x *xmlscan.Scanner, c context) error {
	sh := shape{behind: s.region == document.MarkHeader}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if x.Depth() < depth {
				break
			}
			switch string(x.Name()) {
			case "wsp", "shape", "rect", "roundrect":
				s.painted(&sh)
			case "ln":
				sh.outline--
			}
			continue
		}
		if k == xmlscan.Text {
			s.position(x.Text(), &sh)
			continue
		}
		switch name := string(x.Name()); name {
		case "AlternateContent":
			// Nested choices hold the same shape once more.
			if err := alternate(x, func() error { return s.drawing(x, c) }); err != nil {
				return err
			}
		case "anchor":
			sh.behind = sh.behind || isOn(x.Attr("behindDoc"), false)
		case "positionH", "positionV", "posOffset", "align":
			if name != "posOffset" {
				sh.position = name
			}
		case "extent", "ext":
			if w, err := strconv.Atoi(x.Attr("cx")); err == nil {
				h, _ := strconv.Atoi(x.Attr("cy"))
				sh.w, sh.h = w, h
			}
		case "off":
			// of a shape in a group, relative to the group
			sh.groupX, _ = strconv.Atoi(x.Attr("x"))
			sh.groupY, _ = strconv.Atoi(x.Attr("y"))
		case "ln":
			sh.outline++
		case "solidFill", "gradFill", "blipFill", "pattFill", "noFill":
			s.fill(x, name, &sh)
		case "pic", "chart":
			if sh.behind { // one in line with the text, a portrait say, has no text upon it
				sh.fill, sh.filled = flow.Ground{Set: true, Unknown: true}, true
				s.painted(&sh)
			}
			x.Skip()
		case "shape", "rect", "roundrect", "oval":
			s.vml(x, &sh)
		case "imagedata":
			sh.fill, sh.filled = flow.Ground{Set: true, Unknown: true}, true
		case "textpath": // WordArt
			if text := x.Attr("string"); text != "" {
				s.add(text, look{}, c)
			}
		case "relIds": // a diagram: its text stands in a part of its own
			s.diagram(x.Attr("dm"), c)
		case "txbxContent":
			if err := s.textBox(x, c, &sh); err != nil {
				return err
			}
		case "fillRef":
			if idx := x.Attr("idx"); !sh.stated && idx != "0" && idx != "" {
				sh.fill, sh.filled = flow.Ground{Set: true, Unknown: true}, true
			}
		case "t": // text of a shape pasted from a slide
			if strings.Contains(x.Space(), "drawingml") {
				s.add(readText(x)+"\n", look{}, c)
			}
		}
	}
	return nil
}

// fill reads what a shape is filled with.
func (s *story) fill(x *xmlscan.Scanner, name string, sh *shape) {
	if sh.outline > 0 || sh.hasText {
		return
	}
	sh.stated = true
	switch name {
	case "noFill":
		sh.fill, sh.filled = flow.Ground{}, false
	case "solidFill":
		sh.fill, sh.filled = flow.Ground{Set: true, Unknown: true}, true
		for range x.Within() {
			switch string(x.Name()) {
			case "srgbClr":
				if c, ok := hexColor(x.Attr("val")); ok {
					sh.fill = flow.Solid(c)
				}
			case "schemeClr":
				switch x.Attr("val") {
				case "bg1", "lt1":
					sh.fill = flow.Solid(0xffffff)
				case "tx1", "dk1":
					sh.fill = flow.Solid(0)
				}
			case "lumMod", "lumOff", "shade", "tint":
				sh.fill.Unknown = true
			case "alpha":
				if v, err := strconv.Atoi(x.Attr("val")); err == nil && v < 10_000 {
					sh.fill, sh.filled = flow.Ground{}, false
				} else if v < 60_000 {
					sh.fill.Unknown = true
				}
			}
		}
	default:
		sh.fill, sh.filled = flow.Ground{Set: true, Unknown: true}, true
	}
}

// vml reads a shape of the older drawing language; its size stands in a style of CSS.
func (s *story) vml(x *xmlscan.Scanner, sh *shape) {
	if strings.HasPrefix(x.Attr("filled"), "f") {
		sh.fill, sh.filled = flow.Ground{}, false
	} else if color := x.Attr("fillcolor"); color != "" {
		color, _, _ = strings.Cut(color, " ")
		if c, ok := hexColor(color); ok {
			sh.fill = flow.Solid(c)
		} else if color == "white" {
			sh.fill = flow.Solid(0xffffff)
		} else {
			sh.fill = flow.Ground{Set: true, Unknown: true}
		}
		sh.filled = true
	}
	for one := range strings.SplitSeq(x.Attr("style"), ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(one), ":")
		emu, ok := points(value)
		if !ok {
			continue
		}
		switch name {
		case "width":
			sh.w = emu
		case "height":
			sh.h = emu
		case "margin-left", "left":
			sh.x, sh.hasX = emu, true
		case "margin-top", "top":
			sh.y, sh.hasY = emu, true
		}
	}
}

// points reads "12.5pt" or "2in" as EMU.
func points(value string) (int, bool) {
	value = strings.TrimSpace(value)
	per := 12_700.0
	switch {
	case strings.HasSuffix(value, "pt"):
	case strings.HasSuffix(value, "in"):
		per = inch
	case strings.HasSuffix(value, "mm"):
		per = 36_000
	case strings.HasSuffix(value, "cm"):
		per = 360_000
	default:
		return 0, false
	}
	v, err := strconv.ParseFloat(value[:len(value)-2], 64)
	if err != nil || v > 1e5 || v < -1e5 {
		return 0, false
	}
	return int(v * per), true
}

func (s *story) position(text string, sh *shape) {
	v, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return
	}
	switch sh.position {
	case "positionH":
		sh.x, sh.hasX = v, true
	case "positionV":
		sh.y, sh.hasY = v, true
	}
	sh.position = ""
}

// painted notes a filled shape without text that is large enough to write upon: two square inches.
func (s *story) painted(sh *shape) {
	if sh.filled && !sh.hasText && sh.w > 0 && sh.h > 0 && float64(sh.w)*float64(sh.h) >= 2*inch*inch {
		s.doc.veils.Shape(sh.fill)
	}
	sh.fill, sh.filled, sh.stated, sh.hasText = flow.Ground{}, false, false, false
}

func (s *story) textBox(x *xmlscan.Scanner, c context, sh *shape) error {
	if sh.filled {
		c.ground = sh.fill
	}
	c.link = ""
	sub := &story{doc: s.doc, rels: s.rels, region: s.region}
	c.depth++
	if err := sub.content(x, c); err != nil {
		return err
	}
	sub.flush()
	sh.hasText = sh.hasText || strings.TrimSpace(flow.TextOf(sub.blocks)) != ""
	s.boxes = append(s.boxes, flow.Box{Blocks: sub.blocks, X: sh.x + sh.groupX, Y: sh.y + sh.groupY, W: sh.w, H: sh.h, Known: sh.hasX && sh.hasY})
	return nil
}

// diagram reads the text of a SmartArt diagram.
func (s *story) diagram(id string, c context) {
	rel, ok := s.rels[id]
	if !ok {
		return
	}
	data, _, err := s.doc.parts.read(rel.target)
	if err != nil {
		return
	}
	x := xmlscan.New(data)
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		switch {
		case k == xmlscan.Start && string(x.Name()) == "t":
			s.add(readText(x), look{}, c)
		case k == xmlscan.End && string(x.Name()) == "p":
			s.add("\n", look{}, c)
		}
	}
}

// symbol gives the character that a symbol font shows for a code, where Unicode has it; icons are left out.
func symbol(font, char string) string {
	v, err := strconv.ParseUint(char, 16, 32)
	if err != nil {
		return ""
	}
	code := rune(v)
	if code >= 0xf000 && code <= 0xf0ff {
		code -= 0xf000
	}
	if strings.EqualFold(font, "Symbol") {
		switch code {
		case 0xb7:
			return "•"
		case 0xae:
			return "→"
		case 0xb0:
			return "°"
		case 0xb1:
			return "±"
		case 0xa3:
			return "≤"
		case 0xb3:
			return "≥"
		case 0xbe:
			return "—"
		case 0xd2:
			return "®"
		case 0xd3:
			return "©"
		case 0xd4:
			return "™"
		case 'm':
			return "µ"
		}
		if code >= '0' && code <= '9' || strings.ContainsRune("()+,./:;<=>?[]%&!{}|", code) {
			return string(code)
		}
		return ""
	}
	switch {
	case strings.Contains(strings.ToLower(font), "dings"):
		switch code {
		case 0xe0, 0xe8:
			return "→"
		case 0x6c, 0x6e, 0x9f, 0xa7, 0x76, 0xd8, 0xfc:
			return "• "
		}
		return ""
	case v >= 0xe000 && v <= 0xf8ff:
		return ""
	}
	return string(rune(v))
}
