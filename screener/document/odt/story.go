package odt

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// story is a flow of text: the body, a header, a cell, a frame.
type story struct {
	doc    *doc
	region document.MarkKind
	blocks []flow.Block

	p      *flow.Paragraph
	look   look
	ground flow.Ground
	space  bool // white space was written last, or nothing yet
	boxes  []flow.Box
}

// context is what holds for a stretch of text because of what is around it.
type context struct {
	link   string
	look   look // of the spans around it
	ground flow.Ground
	hidden bool
	item   int    // depth of lists
	list   string // style of the list
	header bool   // of a list: no bullet
	depth  int
}

const maxDepth = 100

func (s *story) flush() {
	if s.p == nil {
		return
	}
	p, boxes := s.p, s.boxes
	s.p, s.boxes = nil, nil
	for _, b := range flow.Ordered(boxes) {
		s.blocks = append(s.blocks, b.Blocks...)
	}
	if len(boxes) > 0 && len(p.Runs) == 0 {
		return // it only held the anchor
	}
	s.blocks = append(s.blocks, flow.Block{Paragraph: p})
}

// count counts a paragraph, cell or run, and stops reading where there are too many.
func (d *doc) count(x *xmlscan.Scanner) {
	if d.runs++; d.runs > maxRuns {
		d.b.Note("the document is far longer than a resume; its end was not read")
		x.Stop()
	}
}

// content reads blocks up to the end of the element just started.
func (s *story) content(x *xmlscan.Scanner, c context) {
	if c.depth++; c.depth > maxDepth {
		x.Skip()
		return
	}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		if k == xmlscan.End {
			if x.Depth() < depth {
				return
			}
			continue
		}
		if k == xmlscan.Start {
			s.block(x, c)
		}
	}
}

func (s *story) block(x *xmlscan.Scanner, c context) {
	s.doc.count(x)
	switch string(x.Name()) {
	case "p", "h":
		s.paragraph(x, c)
	case "list", "ordered-list", "unordered-list":
		c.item++
		if name := x.Attr("style-name"); name != "" {
			c.list = name
		}
		s.content(x, c)
	case "list-item":
		c.header = false
		s.content(x, c)
	case "list-header":
		c.header = true
		s.content(x, c)
	case "section":
		c.hidden = c.hidden || x.Attr("display") == "none"
		s.content(x, c)
	case "table":
		s.flush()
		s.table(x, c)
	case "frame", "custom-shape", "rect", "ellipse", "g", "text-box", "polygon", "path", "line", "connector", "caption":
		anchored := s.p == nil
		if anchored {
			s.p = &flow.Paragraph{Region: s.region}
		}
		s.frame(x, c)
		if anchored {
			s.flush()
		}
	case "tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "index-title-template", "table-of-content-source",
		"alphabetical-index-source", "annotation", "change", "change-start", "change-end", "soft-page-break", "desc", "title", "image", "object":
		x.Skip()
	default:
		s.content(x, c)
	}
}

func (s *story) paragraph(x *xmlscan.Scanner, c context) {
	s.flush()
	st := s.doc.styles.get("paragraph", x.Attr("style-name"))
	s.p = &flow.Paragraph{Region: s.region, Heading: st.outline, Rule: st.top == 1, After: st.under == 1}
	if string(x.Name()) == "h" {
		s.p.Heading = 1
		if v, err := strconv.Atoi(attrExact(x, "text:outline-level", "level")); err == nil && v > 0 {
			s.p.Heading = min(v, 6)
		}
	}
	if c.item > 0 && !c.header && s.p.Heading == 0 && !s.doc.styles.get("list", c.list).plainLevels[c.item] {
		s.p.Item = c.item
	}
	s.look, s.ground, s.space = st.look, st.paragraph.Over(c.ground), true
	if x.Attr("is-hidden") == "true" {
		c.hidden = true
	}
	s.inline(x, c)
	s.flush()
}

// inline reads the content of a paragraph or of an element in it.
func (s *story) inline(x *xmlscan.Scanner, c context) {
	if c.depth++; c.depth > maxDepth {
		x.Skip()
		return
	}
	depth := x.Depth()
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		switch k {
		case xmlscan.End:
			if x.Depth() < depth {
				return
			}
		case xmlscan.Text:
			s.text(x.Text(), c)
		case xmlscan.Start:
			s.element(x, c)
		}
	}
}

func (s *story) element(x *xmlscan.Scanner, c context) {
	s.doc.count(x)
	switch string(x.Name()) {
	case "s":
		n, err := strconv.Atoi(attrExact(x, "text:c", "c"))
		if err != nil || n < 1 {
			n = 1
		}
		s.add(strings.Repeat(" ", min(n, 200)), c)
	case "tab", "tab-stop":
		s.add("\t", c)
		s.space = true
	case "line-break":
		s.add("\n", c)
		s.space = true
	case "span":
		c.look = s.doc.styles.get("text", x.Attr("style-name")).look.over(c.look)
		s.inline(x, c)
	case "a":
		c.link = x.Attr("href")
		s.inline(x, c)
	case "note", "footnote", "endnote":
		s.note(x, c)
	case "hidden-text":
		c.hidden = true
		if text := x.Attr("string-value"); text != "" {
			s.add(text, c)
		}
		x.Skip()
	case "hidden-paragraph":
		x.Skip()
	case "frame", "custom-shape", "rect", "ellipse", "g", "text-box", "polygon", "path", "line", "connector", "caption":
		s.frame(x, c)
	case "ruby-text", "annotation", "tracked-changes", "bookmark", "desc", "title", "image", "object", "event-listeners", "script", "note-citation":
		x.Skip()
	case "p", "h", "list", "table", "section":
		s.block(x, c)
		if s.p == nil {
			s.p = &flow.Paragraph{Region: s.region}
		}
	default:
		s.inline(x, c)
	}
}

// note sets a note aside; it comes after the body.
func (s *story) note(x *xmlscan.Scanner, c context) {
	for range x.Within() {
		switch string(x.Name()) {
		case "note-body", "footnote-body", "endnote-body":
			sub := &story{doc: s.doc, region: document.MarkNote}
			sub.content(x, context{depth: c.depth})
			sub.flush()
			s.doc.notes = append(s.doc.notes, sub.blocks...)
		default:
			x.Skip()
		}
	}
}

// frame reads a frame or shape: the text in it is a text box anchored here; a large painted one without is a ground.
func (s *story) frame(x *xmlscan.Scanner, c context) {
	if c.depth++; c.depth > maxDepth {
		x.Skip()
		return
	}
	st := s.doc.styles.get("graphic", x.Attr("style-name"))
	box := flow.Box{}
	place := func(attr string, to *int) bool {
		pt, ok := length(x.Attr(attr))
		if ok {
			*to = int(pt)
		}
		return ok
	}
	hasX, hasY := place("x", &box.X), place("y", &box.Y)
	place("width", &box.W)
	place("height", &box.H)
	box.Known = hasX && hasY
	inner := c
	inner.link, inner.look, inner.item = "", look{}, 0
	inner.ground = st.paragraph.Over(c.ground)
	sub := &story{doc: s.doc, region: s.region}
	picture := false
	for range x.Within() {
		switch string(x.Name()) {
		case "image", "object", "object-ole", "plugin":
			picture = true
			x.Skip()
		case "enhanced-geometry", "desc", "title", "glue-point", "event-listeners":
			x.Skip()
		default:
			sub.block(x, inner)
		}
	}
	sub.flush()
	box.Blocks = sub.blocks
	if strings.TrimSpace(flow.TextOf(sub.blocks)) != "" {
		s.boxes = append(s.boxes, box)
		return
	}
	if box.W*box.H >= 2*72*72 && (picture && (st.behind || s.region == document.MarkHeader) || st.paragraph.Set) {
		g := st.paragraph
		if picture {
			g = flow.Ground{Set: true, Unknown: true}
		}
		s.doc.veils.Shape(g)
	}
}

// text adds text; white space counts once, as the format has it.
func (s *story) text(text string, c context) {
	var b strings.Builder
	for i := range len(text) {
		switch text[i] {
		case ' ', '\n', '\t', '\r':
			if !s.space {
				b.WriteByte(' ')
			}
			s.space = true
		default:
			b.WriteByte(text[i])
			s.space = false
		}
	}
	s.add(b.String(), c)
}

func (s *story) add(text string, c context) {
	if text == "" || s.p == nil {
		return
	}
	s.doc.runs++
	l := c.look.over(s.look)
	r := flow.Run{Text: text, Link: c.link, Look: flow.Look{Bold: l.bold == 1, Italic: l.italic == 1, Size: l.size}}
	if l.colored == 1 {
		r.Color = l.color
	}
	if r.Size == 0 {
		r.Size = 12
	}
	switch {
	case c.hidden || l.hidden == 1:
		r.Hidden, r.Kind = true, document.HiddenVanish
	case l.transparent == 1:
		r.Hidden, r.Kind = true, document.HiddenTransparent
	}
	s.doc.veils.Add(s.p, r, l.colored == 1, l.ground.Over(s.ground))
}

func (s *story) table(x *xmlscan.Scanner, c context) {
	c.item = 0
	c.ground = s.doc.styles.get("table", x.Attr("style-name")).paragraph.Over(c.ground)
	t := &flow.Table{}
	s.rows(x, c, t)
	if len(t.Rows) > 0 {
		s.blocks = append(s.blocks, flow.Block{Table: t})
	}
}

func (s *story) rows(x *xmlscan.Scanner, c context, t *flow.Table) {
	if c.depth++; c.depth > maxDepth {
		x.Skip()
		return
	}
	for range x.Within() {
		switch string(x.Name()) {
		case "table-row":
			rc := c
			rc.ground = s.doc.styles.get("table-row", x.Attr("style-name")).paragraph.Over(c.ground)
			rc.hidden = c.hidden || x.Attr("visibility") == "collapse"
			t.Rows = append(t.Rows, s.row(x, rc))
		case "table-header-rows", "table-rows", "table-row-group":
			s.rows(x, c, t)
		default:
			x.Skip()
		}
	}
}

func (s *story) row(x *xmlscan.Scanner, c context) flow.Row {
	s.doc.count(x)
	var row flow.Row
	for range x.Within() {
		if string(x.Name()) != "table-cell" {
			x.Skip() // covered by a cell that spans
			continue
		}
		cell := flow.Cell{Span: 1}
		if n, err := strconv.Atoi(x.Attr("number-columns-spanned")); err == nil && n > 0 && n < 64 {
			cell.Span = n
		}
		cc := c
		cc.ground = s.doc.styles.get("table-cell", x.Attr("style-name")).paragraph.Over(c.ground)
		sub := &story{doc: s.doc, region: s.region}
		sub.content(x, cc)
		sub.flush()
		cell.Blocks = sub.blocks
		row.Cells = append(row.Cells, cell)
	}
	return row
}
