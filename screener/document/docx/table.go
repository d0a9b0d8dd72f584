package docx

import (
	"strconv"

	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// table reads a table.
func (s *story) table(x *xmlscan.Scanner, c context) error {
	t := &flow.Table{}
	for range x.Within() {
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
	for range x.Within() {
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
	deleted := false
	for range x.Within() {
		switch string(x.Name()) {
		case "trPr":
			for range x.Within() {
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
	for range x.Within() {
		if string(x.Name()) != "tcPr" {
			if err := sub.block(x, c); err != nil {
				return cell, err
			}
			continue
		}
		for range x.Within() {
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
