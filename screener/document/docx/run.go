package docx

import (
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// readText is the text within an element, on one line.
func readText(x *xmlscan.Scanner) string {
	text := x.AllText()
	if strings.ContainsAny(text, "\n\r\t") { // breaks and tabs are elements; in text they are white space
		text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(text)
	}
	return text
}

// run reads a run.
func (s *story) run(x *xmlscan.Scanner, c context) error {
	s.doc.count(x)
	l := look{}
	for range x.Within() {
		switch string(x.Name()) {
		case "rPr":
			var id string
			l, id = readLook(x)
			if id != "" {
				l = l.over(s.doc.styles.get(id).look)
			}
		case "t":
			s.add(readText(x), l, c)
		case "tab", "ptab":
			s.add("\t", l, c)
		case "br", "cr":
			s.add("\n", l, c)
		case "noBreakHyphen":
			s.add("-", l, c)
		case "sym":
			s.add(symbol(x.Attr("font"), x.Attr("char")), l, c)
		case "fldChar":
			s.fieldChar(x.Attr("fldCharType"))
			x.Skip()
		case "instrText":
			text := readText(x)
			if n := len(s.fields); n > 0 {
				s.fields[n-1].instruction.WriteString(text)
			}
		case "footnoteReference":
			s.doc.notes = append(s.doc.notes, noteRef{"footnote", x.Attr("id")})
		case "endnoteReference":
			s.doc.notes = append(s.doc.notes, noteRef{"endnote", x.Attr("id")})
		case "drawing", "pict", "object":
			if err := s.drawing(x, c); err != nil {
				return err
			}
		case "AlternateContent":
			if err := alternate(x, func() error { return s.drawing(x, c) }); err != nil {
				return err
			}
		case "ruby":
			if err := s.ruby(x, c); err != nil {
				return err
			}
		case "delText", "delInstrText", "annotationRef", "commentReference", "footnoteRef", "endnoteRef", "separator", "softHyphen", "lastRenderedPageBreak":
			x.Skip()
		}
	}
	return nil
}

// ruby reads the base text and leaves the reading above it out.
func (s *story) ruby(x *xmlscan.Scanner, c context) error {
	for range x.Within() {
		if string(x.Name()) == "rubyBase" {
			if err := s.inline(x, c); err != nil {
				return err
			}
			continue
		}
		x.Skip()
	}
	return nil
}

func (s *story) fieldChar(kind string) {
	switch kind {
	case "begin":
		if len(s.fields) < 50 {
			s.fields = append(s.fields, field{})
		}
	case "separate":
		if n := len(s.fields); n > 0 {
			f := &s.fields[n-1]
			f.result = true
			f.link = flow.Hyperlink(f.instruction.String())
		}
	case "end":
		if n := len(s.fields); n > 0 {
			s.fields = s.fields[:n-1]
		}
	}
}

// add puts text into the paragraph.
func (s *story) add(text string, l look, c context) {
	if text == "" || s.p == nil {
		return
	}
	if n := len(s.fields); n > 0 {
		if !s.fields[n-1].result {
			return // between a field's name and its result
		}
		if c.link == "" {
			c.link = s.fields[n-1].link
		}
	}
	s.doc.runs++
	l = l.over(s.style)
	r := flow.Run{Text: text, Link: c.link, Look: flow.Look{Bold: l.bold == 1, Italic: l.italic == 1, Size: l.size, Color: l.color}}
	if r.Size == 0 {
		r.Size = 10 // what Word takes where nothing is stated
	}
	switch {
	case c.hidden || l.vanish == 1:
		r.Hidden, r.Kind = true, document.HiddenVanish
	case l.transparent == 1:
		r.Hidden, r.Kind = true, document.HiddenTransparent
	}
	s.doc.veils.Add(s.p, r, l.hasColor, l.ground.Over(s.ground))
}
