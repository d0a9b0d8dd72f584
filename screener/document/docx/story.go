package docx

import (
	"strconv"
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
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k != xmlscan.Start {
			continue
		}
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
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if x.Depth() < depth {
				return nil
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
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
	depth, done := x.Depth(), false
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
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
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if x.Depth() < depth {
				return nil
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
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
			if target := hyperlinkOf(x.Attr("instr")); target != "" {
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

func readText(x *xmlscan.Scanner) string {
	depth, text := x.Depth(), ""
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k == xmlscan.Text {
			if text == "" {
				text = x.Text()
			} else {
				text += x.Text()
			}
		}
	}
	if strings.ContainsAny(text, "\n\r\t") { // breaks and tabs are elements; in text they are white space
		text = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ").Replace(text)
	}
	return text
}

// run reads a run.
func (s *story) run(x *xmlscan.Scanner, c context) error {
	s.doc.count(x)
	l := look{}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if x.Depth() < depth {
				return nil
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
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
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			return nil
		}
		if k != xmlscan.Start {
			continue
		}
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
			f.link = hyperlinkOf(f.instruction.String())
		}
	case "end":
		if n := len(s.fields); n > 0 {
			s.fields = s.fields[:n-1]
		}
	}
}

// hyperlinkOf gives the target of a HYPERLINK field.
func hyperlinkOf(instruction string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(instruction), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `\`) {
		return ""
	}
	return strings.Trim(strings.Fields(rest + " x")[0], `"`)
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

// table reads a table.
func (s *story) table(x *xmlscan.Scanner, c context) error {
	t := &flow.Table{}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "tblPr":
			s.tableProperties(x, &c)
		case "tr":
			row, err := s.row(x, c)
			if err != nil {
				return err
			}
			t.Rows = append(t.Rows, row)
		case "tblGrid", "del", "moveFrom", "sdtPr", "sdtEndPr":
			x.Skip()
		}
	}
	if len(t.Rows) > 0 {
		s.blocks = append(s.blocks, flow.Block{Table: t})
	}
	return nil
}

func (s *story) tableProperties(x *xmlscan.Scanner, c *context) {
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			return
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "tblStyle":
			if s.doc.styles.get(x.Attr("val")).shaded && !c.ground.Set {
				c.ground = flow.Ground{Set: true, Unknown: true} // which cells it shades depends on their place
			}
		case "shd":
			if g := readShading(x); g.Set {
				c.ground = g
			}
		}
	}
}

func (s *story) row(x *xmlscan.Scanner, c context) (flow.Row, error) {
	s.doc.count(x)
	var row flow.Row
	depth := x.Depth()
	deleted := false
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		switch string(x.Name()) {
		case "trPr":
			inner := x.Depth()
			for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
				if k == xmlscan.End && x.Depth() < inner {
					break
				}
				if k != xmlscan.Start {
					continue
				}
				switch string(x.Name()) {
				case "hidden":
					c.hidden = c.hidden || readToggle(x) == 1
				case "del":
					deleted = true
				case "gridBefore":
					if n, err := strconv.Atoi(x.Attr("val")); err == nil && n > 0 && n < 64 {
						row.Cells = append(row.Cells, flow.Cell{Span: n})
					}
				}
			}
		case "tc":
			cell, err := s.cell(x, c)
			if err != nil {
				return row, err
			}
			row.Cells = append(row.Cells, cell)
		case "tblPrEx", "sdtPr", "sdtEndPr":
			x.Skip()
		}
	}
	if deleted {
		return flow.Row{}, nil
	}
	return row, nil
}

func (s *story) cell(x *xmlscan.Scanner, c context) (flow.Cell, error) {
	c.depth++
	s.doc.count(x)
	cell := flow.Cell{Span: 1}
	sub := &story{doc: s.doc, rels: s.rels, region: s.region}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End && x.Depth() < depth {
			break
		}
		if k != xmlscan.Start {
			continue
		}
		if string(x.Name()) != "tcPr" {
			if err := sub.block(x, c); err != nil {
				return cell, err
			}
			continue
		}
		inner := x.Depth()
		for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
			if k == xmlscan.End && x.Depth() < inner {
				break
			}
			if k != xmlscan.Start {
				continue
			}
			switch string(x.Name()) {
			case "gridSpan":
				if n, err := strconv.Atoi(x.Attr("val")); err == nil && n > 0 && n < 64 {
					cell.Span = n
				}
			case "shd":
				if g := readShading(x); g.Set {
					c.ground = g
				}
			}
		}
	}
	sub.flush()
	cell.Blocks = sub.blocks
	return cell, nil
}
