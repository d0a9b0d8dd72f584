package html

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
)

// renderer walks the tree and gathers blocks as a browser lays them out.
type renderer struct {
	sheet  *sheet
	out    []flow.Block
	p      *flow.Paragraph // the one being filled
	last   byte            // last character of it that shows; 0 at its start
	list   int             // depth of lists
	item   int             // of the paragraph to come
	head   int             // level of the heading around
	link   string
	region document.MarkKind
	rule   bool
	veil   document.HiddenKind // why all that is read now is hidden
	veiled bool
}

func (r *renderer) page(root *node) []flow.Block {
	r.children(root, initial)
	r.end()
	return r.out
}

// end ends the open paragraph.
func (r *renderer) end() {
	if r.p != nil {
		r.out = append(r.out, flow.Block{Paragraph: r.p})
	}
	r.p, r.last = nil, 0
}

func (r *renderer) open() *flow.Paragraph {
	if r.p == nil {
		r.p = &flow.Paragraph{Heading: r.head, Item: r.item, Region: r.region, Rule: r.rule}
		r.rule = false
	}
	return r.p
}

func (r *renderer) children(n *node, st style) {
	placed := 0
	for _, c := range n.children {
		if st.row && (c.tag != 0 || c.name != "") {
			if st.across > 0 && placed > 0 && placed%st.across == 0 {
				r.end()
			}
			placed++
			r.gap('\t')
		}
		r.node(c, st)
	}
}

func (r *renderer) node(n *node, parent style) {
	if n.tag == 0 && n.name == "" {
		r.text(n.text, parent)
		return
	}
	switch n.tag {
	case atom.Br:
		r.write("\n", parent)
		r.last = '\n'
		return
	case atom.Wbr, atom.Img, atom.Input, atom.Col, atom.Area, atom.Param, atom.Source, atom.Track, atom.Embed:
		return
	case atom.Hr:
		r.end()
		r.rule = true
		return
	}
	st := r.sheet.of(n, parent)
	veil, veiled := r.veil, r.veiled
	if st.hidden && !r.veiled {
		r.veil, r.veiled = st.kind, true
	}
	link := r.link
	if n.tag == atom.A && n.href != "" && !strings.HasPrefix(n.href, "#") {
		r.link = n.href
	}
	switch {
	case n.tag == atom.Table || st.display == "table":
		r.table(n, st)
	case isBlock(n.tag) && st.display != "inline" && st.display != "inline-block" && st.display != "inline-flex" || blockDisplay(st.display) || st.display == "none":
		if parent.row && !st.hidden {
			r.gap('\t') // children of a flexible row stand side by side
			if longText(n) {
				r.block(n, st)
			} else {
				r.inlineBlock(n, st)
			}
		} else {
			r.block(n, st)
		}
	case st.float, strings.HasPrefix(st.display, "inline-"):
		r.gap(' ')
		r.children(n, st)
		r.gap(' ')
	default:
		r.children(n, st)
	}
	r.link = link
	r.veil, r.veiled = veil, veiled
}

func blockDisplay(display string) bool {
	switch display {
	case "block", "flex", "grid", "list-item", "table-row", "table-cell", "flow-root":
		return true
	}
	return false
}

// longText says whether an element of a row is a column of text by itself rather than a piece of a line.
func longText(n *node) bool {
	blocks, bytes := 0, 0
	var walk func(n *node, depth int)
	walk = func(n *node, depth int) {
		bytes += len(n.text)
		for _, c := range n.children {
			if isBlock(c.tag) || c.tag == atom.Br {
				blocks++
			}
			if blocks < 2 && bytes < 300 {
				walk(c, depth+1)
			}
		}
	}
	walk(n, 0)
	return blocks > 1 || bytes > 120
}

// inlineBlock reads a block as a piece of the line it stands on.
func (r *renderer) inlineBlock(n *node, st style) {
	if h := headingLevel(n.tag); h > 0 && r.p == nil {
		head := r.head
		r.head = h
		r.open()
		r.head = head
	}
	r.children(n, st)
}

func headingLevel(tag atom.Atom) int {
	switch tag {
	case atom.H1:
		return 1
	case atom.H2:
		return 2
	case atom.H3:
		return 3
	case atom.H4:
		return 4
	case atom.H5:
		return 5
	case atom.H6:
		return 6
	}
	return 0
}

func (r *renderer) block(n *node, st style) {
	r.end()
	list, item, head := r.list, r.item, r.head
	switch n.tag {
	case atom.Ul, atom.Ol, atom.Menu, atom.Dir:
		r.list++
		r.item = 0
	case atom.Li:
		r.item = max(r.list, 1)
	case atom.Dt:
		r.item = 0
	}
	if h := headingLevel(n.tag); h > 0 {
		r.head = h
	}
	if n.tag == atom.Li {
		r.listItem(n, st)
	} else {
		r.children(n, st)
	}
	r.end()
	r.list, r.item, r.head = list, item, head
}

// listItem reads an item: its first paragraph is the item, what follows in blocks of its own belongs to it as well.
func (r *renderer) listItem(n *node, st style) {
	start, level := len(r.out), r.item
	r.children(n, st)
	r.end()
	own, heading := 0, false
	for _, b := range r.out[start:] {
		if p := b.Paragraph; p != nil && p.Item == level && !p.Empty() {
			own++
			heading = heading || p.Heading > 0
		}
	}
	if heading || own > 3 { // a list that lays entries out, not points
		for _, b := range r.out[start:] {
			if p := b.Paragraph; p != nil && p.Item == level {
				p.Item = 0
			}
		}
		return
	}
	var first *flow.Paragraph
	kept := r.out[:start]
	for _, b := range r.out[start:] {
		p := b.Paragraph
		switch {
		case p == nil:
			first = nil
		case p.Item != level:
		case first == nil:
			first = p
		default:
			first.Runs = append(append(first.Runs, flow.Run{Text: "\n"}), p.Runs...)
			continue
		}
		kept = append(kept, b)
	}
	r.out = kept
}

// gap puts white space between pieces of a line that are apart on the page.
func (r *renderer) gap(c byte) {
	if r.p == nil || r.last == 0 || r.last == '\n' || r.last == '\t' {
		return
	}
	if r.last == ' ' && c == ' ' {
		return
	}
	r.p.Runs = append(r.p.Runs, flow.Run{Text: string(c)})
	r.last = c
}

// text adds text, with white space as the style has it.
func (r *renderer) text(text string, st style) {
	if st.pre {
		r.write(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n", "\n"), "\n"), st)
		return
	}
	var b strings.Builder
	last := r.last
	if r.veiled {
		last = 'x'
	}
	for i := 0; i < len(text); {
		c, n := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(text[i:])
		}
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f':
			if last != 0 && last != ' ' && last != '\n' && last != '\t' {
				b.WriteByte(' ')
				last = ' '
			}
		default:
			b.WriteString(text[i : i+n])
			last = 'x'
		}
		i += n
	}
	if b.Len() > 0 {
		r.write(b.String(), st)
		if !r.veiled {
			r.last = last
		}
	}
}

// write adds a run as it stands.
func (r *renderer) write(text string, st style) {
	if text == "" {
		return
	}
	run := flow.Run{Text: text, Look: st.Look, Link: r.link}
	if r.veiled {
		run.Hidden, run.Kind = true, r.veil
	} else if kind, ok := st.veiled(); ok && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsSpace(c) }) >= 0 {
		run.Hidden, run.Kind = true, kind
	}
	p := r.open()
	p.Runs = append(p.Runs, run)
}

// table reads a table's rows and cells; a table within a cell becomes a table within that cell.
func (r *renderer) table(n *node, st style) {
	r.end()
	t := &flow.Table{}
	var caption []flow.Block
	var rows func(n *node, st style)
	rows = func(n *node, st style) {
		for _, c := range n.children {
			switch {
			case c.tag == atom.Tr || c.style != "" && r.sheet.of(c, st).display == "table-row":
				t.Rows = append(t.Rows, r.row(c, r.sheet.of(c, st)))
			case c.tag == atom.Tbody || c.tag == atom.Thead || c.tag == atom.Tfoot:
				rows(c, r.sheet.of(c, st))
			case c.tag == 0 && c.name == "" && strings.TrimSpace(c.text) == "" || c.tag == atom.Colgroup || c.tag == atom.Col:
			default: // a caption, or what has no business in a table and is shown before it
				sub := r.inner()
				sub.node(c, st)
				sub.end()
				caption = append(caption, sub.out...)
			}
		}
	}
	rows(n, st)
	r.out = append(r.out, caption...)
	if len(t.Rows) > 0 {
		r.out = append(r.out, flow.Block{Table: t})
	}
}

// inner is a renderer for the content of a cell.
func (r *renderer) inner() renderer {
	return renderer{sheet: r.sheet, link: r.link, region: r.region, veil: r.veil, veiled: r.veiled}
}

func (r *renderer) row(n *node, st style) flow.Row {
	var row flow.Row
	veil, veiled := r.veil, r.veiled
	if st.hidden && !r.veiled {
		r.veil, r.veiled = st.kind, true
	}
	for _, c := range n.children {
		if c.tag == 0 && c.name == "" && strings.TrimSpace(c.text) == "" {
			continue
		}
		cell := flow.Cell{Span: 1}
		if k, err := strconv.Atoi(strings.TrimSpace(c.span)); err == nil && k > 0 && k < 100 {
			cell.Span = k
		}
		sub := r.inner()
		if c.tag == atom.Td || c.tag == atom.Th {
			cs := r.sheet.of(c, st)
			if cs.hidden && !sub.veiled {
				sub.veil, sub.veiled = cs.kind, true
			}
			sub.children(c, cs)
		} else {
			sub.node(c, st)
		}
		sub.end()
		cell.Blocks = sub.out
		row.Cells = append(row.Cells, cell)
	}
	r.veil, r.veiled = veil, veiled
	if headed(n, row) {
		for _, b := range row.Cells[0].Blocks {
			if b.Paragraph != nil && b.Paragraph.Heading == 0 {
				b.Paragraph.Heading = 2
			}
		}
	}
	return row
}

// headed says whether a row is nothing but a header cell across the table, which heads the rows below it.
func headed(n *node, row flow.Row) bool {
	if len(row.Cells) != 1 || row.Cells[0].Span < 2 || len(row.Cells[0].Blocks) != 1 {
		return false
	}
	for _, c := range n.children {
		if c.tag == atom.Th {
			return true
		}
	}
	return false
}
