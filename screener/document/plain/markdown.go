package plain

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
)

// ReadMarkdown reads Markdown (CommonMark with tables, and the front matter of site generators) into the text that a
// page made of it shows: one line of the source is one Line, its markup becomes marks. Wrapped lines of a paragraph
// stay lines under one MarkParagraph, since people rarely write the two spaces that keep their address lines apart.
func ReadMarkdown(data []byte, lim document.Limits) (*document.Document, error) {
	text, err := decode(data, lim)
	if err != nil {
		return nil, err
	}
	b := document.NewBuilder("markdown")
	b.Grow(min(len(text)+1, 1<<20))
	m := markdown{b: b, refs: references(text), row: -1}
	text = m.frontMatter(text)
	for text != "" && !b.Full() {
		var line string
		line, text = cutLine(text)
		m.line(line, text)
	}
	m.endBlock()
	if m.veil != "" {
		m.veiled("</" + m.veil + ">")
	}
	b.Checked(document.HiddenVanish, document.HiddenTiny, document.HiddenTransparent, document.HiddenBackground)
	return b.Document(), nil
}

// maxMarkup is the longest line, in bytes, whose inline markup is read: looking for what closes a mark is quadratic.
const maxMarkup = 64 << 10

type markdown struct {
	b         *document.Builder
	refs      map[string]string // targets of reference links
	fence     string            // what closes the code block that is open
	paragraph document.Mark     // the open paragraph, Kind 0 if none
	item      document.Mark     // the open list item
	indents   []int             // of the bullets around it
	rule      bool
	skip      int  // lines that belong to what was read already
	blank     bool // a blank line stands before this one
	tables    int
	row       int // of the table that is open, -1 if none
	comment   bool
	remark    string // what the open comment held so far
	veil      string // name of the hidden element that is open
	veilKind  document.HiddenKind
	hidden    string // what it held so far
	unseen    string // the tag that ends what a browser does not show
	depth     int    // of tables
}

// cell reads the lines of a cell of a drawn table.
func (m *markdown) cell(lines []string) {
	rest := strings.Join(lines, "\n")
	for rest != "" {
		var line string
		line, rest = cutLine(rest)
		m.line(line, rest)
	}
	m.skip, m.fence = 0, ""
	m.endBlock()
	m.blank = true
}

// unseenBlock gives the tag that ends a block of HTML which a browser does not show; "" if text begins none.
func unseenBlock(text string) string {
	for _, tag := range [3]string{"<style", "<script", "<template"} {
		if len(text) > len(tag) && strings.EqualFold(text[:len(tag)], tag) {
			return "</" + tag[1:]
		}
	}
	return ""
}

// line reads a line of the source; rest is what follows it.
func (m *markdown) line(line, rest string) {
	indent, text := indentOf(line)
	if text = m.within(line, text); text == "" {
		return
	}
	blank := m.blank
	m.blank = false
	text = unquoted(text)
	if m.block(text, rest) {
		return
	}
	if m.paragraph.Kind == 0 && m.item.Kind == 0 || blank {
		if level := setext(rest); level > 0 && !strings.HasPrefix(text, "|") {
			if _, ok := listMarker(text); !ok {
				m.endBlock()
				m.heading(level, text)
				m.skip = 1
				return
			}
		}
	}
	if len(text) <= maxMarkup && strings.Contains(text, "|") && (m.row >= 0 || isDelimiter(rest)) {
		m.tableRow(text)
		return
	}
	m.row = -1
	if body, ok := listMarker(text); ok {
		m.endParagraph()
		m.startItem(indent)
		text = body
	} else if m.item.Kind != 0 && blank && indent <= m.indents[len(m.indents)-1] {
		m.endBlock()
	}
	if m.item.Kind == 0 && m.paragraph.Kind == 0 {
		m.paragraph = document.Mark{Kind: document.MarkParagraph, Span: document.Span{Start: m.b.Pos()}}
	}
	end := m.write(line, text, true)
	if m.item.Kind != 0 {
		m.item.End = end
	} else {
		m.paragraph.End = end
	}
}

// unquoted drops the signs of a block quote.
func unquoted(text string) string {
	for strings.HasPrefix(text, ">") {
		text = strings.TrimLeft(text[1:], " \t")
	}
	return text
}

// within takes what belongs to something begun before: a table that was read already, code, what is hidden, a comment. It gives the
// rest of the line; a blank line ends the paragraph.
func (m *markdown) within(line, text string) string {
	switch {
	case m.skip > 0:
		m.skip--
		return ""
	case m.fence != "":
		if strings.HasPrefix(text, m.fence) && strings.Trim(text, m.fence[:1]) == "" {
			m.fence = ""
		} else if text != "" {
			m.write(line, text, false)
		}
		return ""
	}
	if m.veil != "" {
		if text = m.veiled(text); text == "" {
			return ""
		}
	}
	if m.unseen != "" {
		m.endUnseen(text)
		return ""
	}
	if m.comment || strings.HasPrefix(text, "<!--") {
		return m.uncomment(text)
	}
	if text == "" {
		m.endParagraph()
		m.row = -1
		if !m.blank {
			m.b.EndLine(document.Line{})
		}
		m.blank = true
	}
	return text
}

// endUnseen looks in a line for the tag that ends what a browser does not show.
func (m *markdown) endUnseen(text string) {
	if strings.Contains(strings.ToLower(text), m.unseen) {
		m.unseen = ""
	}
}

// block takes a line that is or begins a block of its own: code, a reference, HTML, a drawn table, a rule, a heading.
func (m *markdown) block(text, rest string) bool {
	if text == "" || isReference(text) || isDirective(text) {
		return true
	}
	level, title := atx(text)
	switch unseen := unseenBlock(text); {
	case strings.HasPrefix(text, "```"), strings.HasPrefix(text, "~~~"):
		m.fence = text[:len(text)-len(strings.TrimLeft(text, text[:1]))]
		m.endParagraph()
	case unseen != "":
		m.endParagraph()
		m.unseen = unseen
		m.endUnseen(text)
	case m.startVeil(text):
		m.endParagraph()
	case isGridBorder(text) && m.depth == 0:
		m.endBlock()
		m.tables++
		m.depth++
		m.skip = gridTable(m.b, rest, m.tables-1, m.cell)
		m.depth--
	case isBreak(text):
		m.endBlock()
		m.rule = true
	case level > 0:
		m.endBlock()
		m.heading(level, title)
	default:
		return false
	}
	return true
}

func (m *markdown) heading(level int, title string) {
	start := m.b.Pos()
	end := m.write(title, title, true)
	m.b.Mark(document.Mark{Kind: document.MarkHeading, Level: level, Span: document.Span{Start: start, End: end}})
}

// write writes one Line and gives where it ends; as it stands in code, else with its inline markup read.
func (m *markdown) write(raw, text string, markup bool) int {
	start := m.b.Pos()
	if m.rule {
		m.b.Mark(document.Mark{Kind: document.MarkRule, Span: document.Span{Start: start, End: start}})
		m.rule = false
	}
	bold := 0
	if markup && len(text) <= maxMarkup {
		in := inline{b: m.b, refs: m.refs}
		in.write(strings.TrimSuffix(text, `\`), 0)
		bold = in.bold
	} else {
		m.b.Write(strings.TrimSpace(raw))
	}
	end := m.b.Pos()
	if end > start {
		m.b.EndLine(document.Line{Bold: bold*2 > end-start})
	}
	return end
}

func (m *markdown) startItem(indent int) {
	m.endItem()
	for len(m.indents) > 0 && m.indents[len(m.indents)-1] >= indent {
		m.indents = m.indents[:len(m.indents)-1]
	}
	m.indents = append(m.indents, indent)
	m.item = document.Mark{Kind: document.MarkListItem, Level: len(m.indents), Span: document.Span{Start: m.b.Pos()}}
}

func (m *markdown) endItem() {
	if m.item.Kind != 0 && m.item.End > m.item.Start {
		m.b.Mark(m.item)
	}
	m.item = document.Mark{}
}

func (m *markdown) endParagraph() {
	if m.paragraph.Kind != 0 && m.paragraph.End > m.paragraph.Start {
		m.b.Mark(m.paragraph)
	}
	m.paragraph = document.Mark{}
}

// endBlock ends the paragraph, the list and the table.
func (m *markdown) endBlock() {
	m.endParagraph()
	m.endItem()
	m.indents = m.indents[:0]
	m.row = -1
}

// tableRow writes the cells of a row on one line, tabs between them.
func (m *markdown) tableRow(text string) {
	if m.row < 0 {
		m.endBlock()
		m.tables++
	}
	if isDelimiterRow(text) {
		return
	}
	m.row++
	start, bold := m.b.Pos(), 0
	text = strings.TrimSpace(text)
	text = strings.TrimSuffix(strings.TrimPrefix(text, "|"), "|")
	column := 0
	for text != "" {
		var cell string
		cell, text = cutCell(text)
		if column > 0 {
			m.b.Write("\t")
		}
		at := m.b.Pos()
		in := inline{b: m.b, refs: m.refs}
		in.write(strings.TrimSpace(cell), 0)
		bold += in.bold
		if m.b.Pos() > at {
			m.b.Mark(document.Mark{Kind: document.MarkTableCell, Level: m.row<<8 | min(column, 255), Value: strconv.Itoa(m.tables - 1), Span: document.Span{Start: at, End: m.b.Pos()}})
		}
		column++
	}
	m.b.EndLine(document.Line{Bold: bold*2 > m.b.Pos()-start && bold > 0})
}

func cutCell(text string) (cell, rest string) {
	code := false
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '`':
			code = !code
		case '|':
			if !code {
				return text[:i], text[i+1:]
			}
		}
	}
	return text, ""
}

// uncomment cuts HTML comments, which may run over lines.
func (m *markdown) uncomment(text string) string {
	for {
		if m.comment {
			i := strings.Index(text, "-->")
			if i < 0 {
				if len(m.remark) < maxMarkup {
					m.remark += text + "\n"
				}
				return ""
			}
			m.comment = false
			m.b.Hide(document.HiddenVanish, 0, document.Box{}, document.Comment(m.remark+text[:i]))
			m.remark = ""
			text = strings.TrimSpace(text[i+3:])
		}
		if !strings.HasPrefix(text, "<!--") {
			return text
		}
		m.comment = true
		text = text[4:]
	}
}

func indentOf(line string) (int, string) {
	columns := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			columns++
		case '\t':
			columns = (columns + 4) &^ 3
		default:
			return columns, strings.TrimRight(line[i:], " \t")
		}
	}
	return columns, ""
}

func atx(text string) (int, string) {
	level := 0
	for level < len(text) && text[level] == '#' {
		level++
	}
	if level == 0 || level > 6 || level < len(text) && text[level] != ' ' && text[level] != '\t' {
		return 0, ""
	}
	title := strings.TrimSpace(text[level:])
	if t := strings.TrimRight(title, "#"); t == "" || strings.HasSuffix(t, " ") {
		title = strings.TrimSpace(t)
	}
	if i := strings.LastIndexByte(title, '{'); i > 0 && i+1 < len(title) && strings.IndexByte("#.-:", title[i+1]) >= 0 && strings.HasSuffix(title, "}") {
		title = strings.TrimSpace(title[:i])
	}
	return level, title
}

// setext gives the level of a heading by the line under it.
func setext(rest string) int {
	line, _ := cutLine(rest)
	line = strings.TrimSpace(line)
	switch {
	case len(line) >= 2 && strings.Trim(line, "=") == "":
		return 1
	case len(line) >= 2 && strings.Trim(line, "-") == "":
		return 2
	}
	return 0
}

func isBreak(text string) bool {
	t := strings.ReplaceAll(text, " ", "")
	return len(t) >= 3 && (strings.Trim(t, "-") == "" || strings.Trim(t, "*") == "" || strings.Trim(t, "_") == "")
}

// listMarker cuts the bullet or number off an item.
func listMarker(text string) (string, bool) {
	i := 0
	switch {
	case strings.IndexByte("-*+", text[0]) >= 0:
		i = 1
	case strings.HasPrefix(text, "•"):
		return strings.TrimSpace(text[len("•"):]), true
	default:
		for i < len(text) && i < 9 && '0' <= text[i] && text[i] <= '9' {
			i++
		}
		if i == 0 || i == len(text) || text[i] != '.' && text[i] != ')' {
			return text, false
		}
		i++
	}
	if i < len(text) && text[i] != ' ' && text[i] != '\t' {
		return text, false
	}
	body := strings.TrimLeft(text[i:], " \t")
	if len(body) > 3 && body[0] == '[' && body[2] == ']' && strings.IndexByte(" xX", body[1]) >= 0 && body[3] == ' ' {
		body = body[4:]
	}
	return body, true
}

// isDelimiter says whether the next line makes this one the head of a table.
func isDelimiter(rest string) bool {
	line, _ := cutLine(rest)
	return isDelimiterRow(line)
}

func isDelimiterRow(line string) bool {
	line = strings.TrimSpace(line)
	return strings.Contains(line, "-") && strings.Contains(line, "|") && strings.Trim(line, "|:- \t") == ""
}

// isDirective recognises lines that site generators act upon and nobody sees: {: .class}, [[toc]], {% include %}.
func isDirective(text string) bool {
	return strings.HasPrefix(text, "{:") && strings.HasSuffix(text, "}") || strings.HasPrefix(text, "{%") && strings.HasSuffix(text, "%}") || strings.HasPrefix(text, ":::") ||
		text == "[TOC]" || text == "[[toc]]" || text == `\newpage` || text == `\pagebreak`
}

// isReference says whether a line only defines the target of links: [ref]: https://…
func isReference(text string) bool {
	_, _, ok := reference(text)
	return ok
}

func reference(text string) (name, target string, ok bool) {
	if len(text) < 5 || text[0] != '[' {
		return "", "", false
	}
	i := strings.Index(text, "]:")
	if i < 2 {
		return "", "", false
	}
	f := strings.Fields(text[i+2:])
	if len(f) == 0 || text[1] == '^' {
		return "", "", false
	}
	if !strings.ContainsAny(f[0], "./:#@") {
		return "", "", false
	}
	return strings.ToLower(text[1:i]), strings.Trim(f[0], "<>"), true
}

func references(text string) map[string]string {
	var refs map[string]string
	if !strings.Contains(text, "]:") {
		return nil
	}
	for text != "" {
		var line string
		line, text = cutLine(text)
		if name, target, ok := reference(strings.TrimSpace(line)); ok && utf8.ValidString(name) {
			if refs == nil {
				refs = map[string]string{}
			}
			refs[name] = target
		}
	}
	return refs
}
