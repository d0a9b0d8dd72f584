package flow

import (
	"strconv"

	"shortlist/screener/document"
)

// table writes a table: row by row, a row on one line (tabs between cells) where each cell holds a line at most, else
// cell by cell. A table that only lays columns of text out is written column by column.
func (w *Writer) table(t *Table) {
	number := strconv.Itoa(w.tables)
	w.tables++
	if byColumn(t) {
		w.columns(t, number)
		return
	}
	for i, row := range t.Rows {
		if oneLine(row) {
			w.row(row, i, number)
			continue
		}
		column := 0
		for _, c := range row.Cells {
			w.cell(c, i, column, number)
			column += max(c.Span, 1)
		}
	}
}

// cell writes a cell's blocks and marks what they became.
func (w *Writer) cell(c Cell, row, column int, table string) {
	start := w.b.Pos()
	blank := w.blank
	w.blank = false
	if blank && !c.empty() {
		w.b.EndLine(document.Line{})
		start = w.b.Pos()
		blank = false
	}
	w.Write(c.Blocks)
	w.blank = w.blank || blank
	w.markCell(start, w.b.Pos()-1, row, column, table)
}

func (w *Writer) markCell(start, end, row, column int, table string) {
	if end > start {
		w.b.Mark(document.Mark{Kind: document.MarkTableCell, Level: row<<8 | min(column, 255), Value: table, Span: document.Span{Start: start, End: end}})
	}
}

// row writes the cells of a row on one line.
func (w *Writer) row(row Row, number int, table string) {
	if w.blank {
		w.b.EndLine(document.Line{})
		w.blank = false
	}
	type placed struct {
		document.Span
		column int
		p      *Paragraph
	}
	var cells []placed
	column := 0
	for _, c := range row.Cells {
		for _, block := range c.Blocks {
			p := block.Paragraph
			if p == nil {
				w.hideAll([]Block{block})
				continue
			}
			w.rule = w.rule || p.Rule
			w.hide(p.Runs)
			if p.Empty() {
				continue
			}
			if len(w.line) > 0 {
				w.add(Run{}, "\t")
			}
			start := len(w.line)
			for _, r := range trimmed(p.Runs) {
				w.add(r, r.Text)
			}
			cells = append(cells, placed{document.Span{Start: start, End: len(w.line)}, column, p})
		}
		column += max(c.Span, 1)
	}
	span, _ := w.flush(true)
	w.any = w.any || !span.Empty()
	for _, c := range cells {
		s := document.Span{Start: span.Start + c.Start, End: min(span.Start+c.End, span.End)}
		w.markCell(s.Start, s.End, number, c.column, table)
		if c.p.Heading > 0 {
			w.b.Mark(document.Mark{Kind: document.MarkHeading, Level: c.p.Heading, Span: s})
		}
		if c.p.Region != 0 {
			w.b.Mark(document.Mark{Kind: c.p.Region, Span: s})
		}
	}
}

// trimmed gives the runs that show, without white space around them and with inner line ends as spaces.
func trimmed(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if r.Hidden {
			continue
		}
		text := []byte(r.Text)
		for i := range text {
			if text[i] == '\n' {
				text[i] = ' '
			}
		}
		if len(out) == 0 {
			for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
				text = text[1:]
			}
		}
		if len(text) > 0 {
			r.Text = string(text)
			out = append(out, r)
		}
	}
	for len(out) > 0 {
		last := &out[len(out)-1]
		for n := len(last.Text); n > 0 && (last.Text[n-1] == ' ' || last.Text[n-1] == '\t'); n-- {
			last.Text = last.Text[:n-1]
		}
		if last.Text != "" {
			break
		}
		out = out[:len(out)-1]
	}
	return out
}

// hideAll hands over the hidden runs of blocks that show nothing.
func (w *Writer) hideAll(blocks []Block) {
	for _, b := range blocks {
		if b.Paragraph != nil {
			w.hide(b.Paragraph.Runs)
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row.Cells {
				w.hideAll(c.Blocks)
			}
		}
	}
}

// columns writes a table column by column.
func (w *Writer) columns(t *Table, number string) {
	width := 0
	for _, row := range t.Rows {
		n := 0
		for _, c := range row.Cells {
			n += max(c.Span, 1)
		}
		width = max(width, n)
	}
	for column := range width {
		for i, row := range t.Rows {
			at := 0
			for _, c := range row.Cells {
				if at == column {
					w.cell(c, i, column, number)
				}
				at += max(c.Span, 1)
			}
		}
	}
}

// longCell is how many bytes make a cell a text rather than an entry.
const longCell = 100

// oneLine says whether a row reads as one line: at least two cells show something, none more than a line, and not two
// of them a text.
func oneLine(row Row) bool {
	filled, long := 0, 0
	for _, c := range row.Cells {
		lines, n := 0, 0
		for _, b := range c.Blocks {
			switch {
			case b.Table != nil:
				if !emptyTable(b.Table) {
					return false
				}
			case !b.Paragraph.Empty():
				if b.Paragraph.Item > 0 || b.Paragraph.hasBreak() {
					return false
				}
				lines++
				n += b.Paragraph.Len()
			}
		}
		if lines > 1 {
			return false
		}
		filled += lines
		if n > longCell {
			long++
		}
	}
	return filled >= 2 && long < 2
}

// byColumn says whether a table lays columns of text out: each cell of a row holds just a heading, and a row below has
// texts under at least two of them (under one, if it is the only row below). Rows of dates and jobs never look like that.
func byColumn(t *Table) bool {
	head := -1
	for i, row := range t.Rows {
		if len(row.Cells) < 2 || len(row.Cells) > 3 {
			continue
		}
		heads, texts := 0, 0
		for _, c := range row.Cells {
			lines, heading := c.lines()
			if lines == 1 && heading {
				heads++
			}
			if lines >= 3 {
				texts++
			}
		}
		if head >= 0 && (texts >= 2 || texts == 1 && len(row.Cells) == 2 && i == head+1 && i == len(t.Rows)-1) {
			return true
		}
		if heads == len(row.Cells) {
			head = i
		}
	}
	return false
}

// lines counts the paragraphs of a cell that show something, and says whether the first of them is a heading.
func (c Cell) lines() (n int, heading bool) {
	for _, b := range c.Blocks {
		if b.Table != nil {
			if !emptyTable(b.Table) {
				n += 3
			}
			continue
		}
		if b.Paragraph.Empty() {
			continue
		}
		if n == 0 {
			heading = b.Paragraph.Heading > 0 || b.Paragraph.looksHeading()
		}
		n++
	}
	return n, heading
}

// looksHeading recognises a heading by its setting: short, and all of it heavy or in capitals.
func (p *Paragraph) looksHeading() bool {
	if p.Len() > 50 || p.Item > 0 {
		return false
	}
	bold, capitals := true, true
	for _, r := range p.Runs {
		if r.Hidden {
			continue
		}
		for _, c := range r.Text {
			if c == ' ' || c == '\t' || c == '\n' {
				continue
			}
			bold = bold && r.Bold
			capitals = capitals && (c < 'a' || c > 'z') && (c < '0' || c > '9')
		}
	}
	return bold || capitals
}

func (c Cell) empty() bool {
	for _, b := range c.Blocks {
		if b.Paragraph != nil && !b.Paragraph.Empty() || b.Table != nil && !emptyTable(b.Table) {
			return false
		}
	}
	return true
}

func emptyTable(t *Table) bool {
	for _, r := range t.Rows {
		for _, c := range r.Cells {
			if !c.empty() {
				return false
			}
		}
	}
	return true
}
