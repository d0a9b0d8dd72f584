package rtf

import (
	"shortlist/screener/document"
	"shortlist/screener/document/flow"
)

// story is a flow of text: the body, a header, a note, a text box.
type story struct {
	r       *reader
	region  document.MarkKind
	blocks  []flow.Block
	p       *flow.Paragraph
	boxes   []flow.Box
	tables  []*table // open ones, the outermost first
	shading int      // of the cell being described; -1 none
	cells   []int    // colours behind the cells of the row to come
	link    string   // of the field whose result is read
	bullet  bool     // the paragraph began with the text of a list's bullet
}

// table is a table being read.
type table struct {
	table flow.Table
	row   flow.Row
	cell  []flow.Block
}

func (s *story) paragraph() *flow.Paragraph {
	if s.p == nil {
		s.p = &flow.Paragraph{Region: s.region}
	}
	return s.p
}

// endParagraph ends the paragraph with the properties that hold at its end, as the format has it.
func (s *story) endParagraph(par paragraphProperties) {
	p := s.paragraph()
	p.Heading, p.Rule, p.After = par.heading, par.rule, par.after
	if (par.list || s.bullet) && p.Heading == 0 {
		p.Item = par.level + 1
	}
	s.bullet = false
	s.level(par.table)
	boxes := s.boxes
	s.boxes, s.p = nil, nil
	for _, b := range flow.Ordered(boxes) {
		s.put(b.Blocks...)
	}
	if len(boxes) == 0 || len(p.Runs) > 0 {
		s.put(flow.Block{Paragraph: p})
	}
}

// put adds blocks to the innermost open cell, or to the story.
func (s *story) put(blocks ...flow.Block) {
	if n := len(s.tables); n > 0 {
		s.tables[n-1].cell = append(s.tables[n-1].cell, blocks...)
		return
	}
	s.blocks = append(s.blocks, blocks...)
}

// maxTables bounds tables within tables.
const maxTables = 20

// level opens or closes tables until depth of them are open.
func (s *story) level(depth int) {
	depth = min(depth, maxTables)
	for len(s.tables) > depth {
		s.closeTable()
	}
	for len(s.tables) < depth {
		s.tables = append(s.tables, &table{})
	}
}

func (s *story) closeTable() {
	n := len(s.tables)
	t := s.tables[n-1]
	s.tables = s.tables[:n-1]
	if len(t.cell) > 0 {
		t.row.Cells = append(t.row.Cells, flow.Cell{Blocks: t.cell})
	}
	if len(t.row.Cells) > 0 {
		t.table.Rows = append(t.table.Rows, t.row)
	}
	if len(t.table.Rows) > 0 {
		s.put(flow.Block{Table: &t.table})
	}
}

// endCell ends the paragraph and its cell in the table of that depth.
func (s *story) endCell(par paragraphProperties, depth int) {
	depth = max(1, min(depth, maxTables))
	par.table = depth
	s.endParagraph(par)
	t := s.tables[depth-1]
	t.row.Cells = append(t.row.Cells, flow.Cell{Blocks: t.cell})
	t.cell = nil
}

// endRow ends a row of the table of that depth.
func (s *story) endRow(depth int) {
	depth = max(1, min(depth, maxTables))
	if len(s.tables) < depth {
		return
	}
	s.level(depth)
	t := s.tables[depth-1]
	if len(t.cell) > 0 {
		t.row.Cells = append(t.row.Cells, flow.Cell{Blocks: t.cell})
		t.cell = nil
	}
	if len(t.row.Cells) > 0 {
		t.table.Rows = append(t.table.Rows, t.row)
	}
	t.row = flow.Row{}
}

// end ends the story and gives its blocks.
func (s *story) end() []flow.Block {
	if s.p != nil || len(s.boxes) > 0 {
		depth := len(s.tables)
		s.endParagraph(paragraphProperties{table: depth, ground: -1})
	}
	s.level(0)
	return s.blocks
}

// cellGround is the colour behind the cell that is being read, as an index; -1 none.
func (s *story) cellGround() int {
	if len(s.tables) == 0 && len(s.cells) == 0 {
		return -1
	}
	i := 0
	if len(s.tables) > 0 {
		i = len(s.tables[0].row.Cells)
	}
	if i < len(s.cells) {
		return s.cells[i]
	}
	return -1
}
