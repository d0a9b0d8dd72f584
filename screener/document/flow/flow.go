// Package flow is what word processors and web pages have in common: paragraphs of runs, and tables of cells that hold
// such paragraphs again. The readers of DOCX, ODT, RTF and HTML build it; Write turns it into lines and marks, so that
// order, tables, bullets and hidden runs are treated alike in all of them.
package flow

import "shortlist/screener/document"

// Block is a paragraph or a table; exactly one of the two is set.
type Block struct {
	Paragraph *Paragraph
	Table     *Table
}

// Paragraph is a paragraph: its runs on one line, except where a run's text holds a line end.
type Paragraph struct {
	Runs    []Run
	Heading int               // 1..6; 0 if it is none
	Item    int               // depth of the list item, from 1; 0 if it is none
	Region  document.MarkKind // MarkHeader, MarkFooter or MarkNote; 0 for the body
	Rule    bool              // a horizontal rule stands before it
	After   bool              // a horizontal rule stands after it
}

// Look is how a run is set.
type Look struct {
	Bold, Italic bool
	Size         float32 // points; 0 if not known
	Color        uint32  // 0xRRGGBB
}

// Run is a stretch of text set alike.
type Run struct {
	Text string // \n is a line break, \t a tab
	Look
	Link string // target; "" if it is none
	// Hidden says that a reader of the page does not see the run, and Kind why.
	Hidden bool
	Kind   document.HiddenKind
}

// Table is rows of cells.
type Table struct{ Rows []Row }

// Row is the cells of a row from left to right.
type Row struct{ Cells []Cell }

// Cell is what stands in a cell, and the columns it takes.
type Cell struct {
	Blocks []Block
	Span   int // columns; 0 is 1
}

// Empty says whether nothing of the paragraph shows.
func (p *Paragraph) Empty() bool {
	for _, r := range p.Runs {
		if r.Hidden {
			continue
		}
		for i := range len(r.Text) {
			if c := r.Text[i]; c != ' ' && c != '\t' && c != '\n' {
				return false
			}
		}
	}
	return true
}

// Len is the bytes of text that show.
func (p *Paragraph) Len() int {
	n := 0
	for _, r := range p.Runs {
		if !r.Hidden {
			n += len(r.Text)
		}
	}
	return n
}

// hasBreak says whether the paragraph shows more than one line.
func (p *Paragraph) hasBreak() bool {
	lines, inLine := 0, false
	for _, r := range p.Runs {
		if r.Hidden {
			continue
		}
		for i := range len(r.Text) {
			switch r.Text[i] {
			case '\n':
				inLine = false
			case ' ', '\t':
			default:
				if !inLine {
					lines++
				}
				inLine = true
			}
		}
	}
	return lines > 1
}
