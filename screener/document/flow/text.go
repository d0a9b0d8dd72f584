package flow

import "strings"

// TextOf is all text of blocks, hidden runs included, a paragraph a line; for comparing headers.
func TextOf(blocks []Block) string {
	var b strings.Builder
	for _, block := range blocks {
		if block.Paragraph != nil {
			for _, r := range block.Paragraph.Runs {
				b.WriteString(r.Text)
			}
			b.WriteByte('\n')
			continue
		}
		for _, row := range block.Table.Rows {
			for _, c := range row.Cells {
				b.WriteString(TextOf(c.Blocks))
			}
		}
	}
	return b.String()
}

// Hyperlink gives the target of a HYPERLINK field of a word processor; "" for any other field.
func Hyperlink(instruction string) string {
	rest, ok := strings.CutPrefix(strings.TrimSpace(instruction), "HYPERLINK")
	if !ok {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if strings.HasPrefix(rest, `\`) {
		return ""
	}
	if rest, ok := strings.CutPrefix(rest, `"`); ok {
		target, _, _ := strings.Cut(rest, `"`)
		return target
	}
	target, _, _ := strings.Cut(rest, " ")
	return target
}
