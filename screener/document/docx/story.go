package docx

import (
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// story is a flow of text: the body, a header, a note, a cell, a text box.
type story struct {
	doc     *doc
	rels    map[string]relation
	region  document.MarkKind
	blocks  []flow.Block
	regions []regionRef // headers and footers, in the order of their sections

	p      *flow.Paragraph
	style  look // of the paragraph's style
	ground flow.Ground
	boxes  []flow.Box // text boxes anchored in the paragraph
	join   bool       // the next paragraph goes on with this one, since the mark between them was deleted
	fields []field
}

// context is what holds for a stretch of text because of what is around it.
type context struct {
	link   string
	ground flow.Ground // of the cell, the table, the text box, the page
	hidden bool
	depth  int
}

// field is a field that has begun: instruction first, then, after its separator, the result that is shown.
type field struct {
	instruction strings.Builder
	result      bool
	link        string
}

// story reads a part.
func (d *doc) story(data []byte, rels map[string]relation, region document.MarkKind) (*story, error) {
	s := &story{doc: d, rels: rels, region: region}
	x := xmlscan.New(data)
	for range x.Within() {
		switch string(x.Name()) {
		case "body", "hdr", "ftr":
			if err := s.content(x, context{ground: d.ground}); err != nil {
				return nil, err
			}
		case "background":
			if c, ok := hexColor(x.Attr("color")); ok {
				d.ground = flow.Ground{Set: true, Unknown: c != 0xffffff, Color: c}
			}
		}
	}
	s.flush()
	switch x.Err() {
	case nil:
	case xmlscan.ErrEntities, xmlscan.ErrDeep:
		return nil, &document.Unreadable{Reason: x.Err().Error(), Hint: "no office program writes a document like that"}
	default:
		if len(s.blocks) == 0 && region == 0 {
			return nil, &document.Unreadable{Reason: "the document's XML is malformed"}
		}
		d.b.Note("the document's XML breaks off; what stood before was read")
	}
	return s, nil
}

// content reads the content of the element just started: paragraphs, tables and what may stand around them.
func (s *story) content(x *xmlscan.Scanner, c context) error {
	if c.depth > 100 {
		x.Skip()
		return nil
	}
	for range x.Within() {
		if err := s.block(x, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *story) block(x *xmlscan.Scanner, c context) error {
	c.depth++
	s.doc.count(x)
	switch string(x.Name()) {
	case "p":
		return s.paragraph(x, c)
	case "tbl":
		s.flush()
		return s.table(x, c)
	case "sectPr":
		s.regions = append(s.regions, readSection(x)...)
	case "del", "moveFrom", "sdtPr", "sdtEndPr", "customXmlPr", "tblPr", "tblGrid", "pPr", "rPr":
		x.Skip()
	case "AlternateContent":
		return alternate(x, func() error { return s.content(x, c) })
	case "altChunk":
		s.doc.b.Note("a piece of another format embedded in the document was not read")
		x.Skip()
	default: // ins, sdt, sdtContent, customXml, smartTag…
		return s.content(x, c)
	}
	return nil
}

// count counts a paragraph, cell or run, and stops reading where there are too many.
func (d *doc) count(x *xmlscan.Scanner) {
	if d.runs++; d.runs > maxRuns {
		d.b.Note("the document is far longer than a resume; its end was not read")
		x.Stop()
	}
}

// alternate reads mc:AlternateContent: the first choice, or the fallback where there is none.
func alternate(x *xmlscan.Scanner, read func() error) error {
	done := false
	for range x.Within() {
		if name := string(x.Name()); !done && (name == "Choice" || name == "Fallback") {
			done = true
			if err := read(); err != nil {
				return err
			}
			continue
		}
		x.Skip()
	}
	return nil
}

// flush ends the paragraph: its text boxes come first, since that is where the eye finds them.
func (s *story) flush() {
	if s.p == nil {
		return
	}
	p := s.p
	s.p = nil
	boxes := s.boxes
	s.boxes = nil
	for _, b := range flow.Ordered(boxes) {
		s.blocks = append(s.blocks, b.Blocks...)
	}
	if len(boxes) > 0 && len(p.Runs) == 0 {
		return // it only held the anchor
	}
	s.blocks = append(s.blocks, flow.Block{Paragraph: p})
}

func (s *story) paragraph(x *xmlscan.Scanner, c context) error {
	if s.join && s.p != nil {
		s.join = false
	} else {
		s.flush()
		s.p = &flow.Paragraph{Region: s.region}
		s.setLayout(layout{}, "", c)
	}
	err := s.inline(x, c)
	if !s.join {
		s.flush()
	}
	return err
}

// setLayout applies paragraph properties.
func (s *story) setLayout(l layout, id string, c context) {
	if id == "" {
		id = s.doc.styles.normal
	}
	st := s.doc.styles.get(id)
	l = l.over(st.layout)
	s.style = st.look.over(s.doc.styles.defaults)
	s.ground = c.ground
	if l.ground.Set {
		s.ground = l.ground
	}
	s.p.Heading = max(l.heading, 0)
	s.p.Item = s.doc.lists.item(l)
	if s.p.Item == 0 && l.numID == "" && strings.HasPrefix(strings.ToLower(st.name), "list bullet") {
		s.p.Item = 1
	}
	if s.p.Heading > 0 {
		s.p.Item = 0
	}
	s.p.Rule, s.p.After = l.top == 1, l.under == 1
}

// inline reads the content of a paragraph, or of an element within one.
func (s *story) inline(x *xmlscan.Scanner, c context) error {
	if c.depth > 100 {
		x.Skip()
		return nil
	}
	c.depth++
	for range x.Within() {
		switch string(x.Name()) {
		case "pPr":
			s.properties(x, c)
		case "r":
			if err := s.run(x, c); err != nil {
				return err
			}
		case "hyperlink":
			inner := c
			if r, ok := s.rels[x.Attr("id")]; ok {
				inner.link = r.target
			}
			if err := s.inline(x, inner); err != nil {
				return err
			}
		case "fldSimple":
			inner := c
			if target := flow.Hyperlink(x.Attr("instr")); target != "" {
				inner.link = target
			}
			if err := s.inline(x, inner); err != nil {
				return err
			}
		case "del", "moveFrom", "sdtPr", "sdtEndPr", "rPr", "smartTagPr", "customXmlPr", "commentRangeStart", "bookmarkStart", "proofErr":
			x.Skip()
		case "AlternateContent":
			if err := alternate(x, func() error { return s.inline(x, c) }); err != nil {
				return err
			}
		case "t": // of a formula
			if x.Space() == "http://schemas.openxmlformats.org/officeDocument/2006/math" {
				s.add(readText(x), look{}, c)
			}
		case "p", "tbl": // a block within a content control within a paragraph
			if err := s.block(x, c); err != nil {
				return err
			}
			if s.p == nil {
				s.p = &flow.Paragraph{Region: s.region}
			}
		default: // ins, moveTo, sdt, sdtContent, smartTag, customXml, dir, bdo, oMath…
			if err := s.inline(x, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// properties reads a paragraph's properties. The mark that ends it may be deleted, which joins it to the next one.
func (s *story) properties(x *xmlscan.Scanner, c context) {
	l, id, section := readLayout(x)
	s.join = l.joined
	s.regions = append(s.regions, section...)
	s.setLayout(l, id, c)
}
