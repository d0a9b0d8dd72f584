package plain

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
)

// isGridBorder recognises the border of a table drawn with +, - and = (reStructuredText, Pandoc).
func isGridBorder(text string) bool {
	return len(text) > 4 && text[0] == '+' && text[len(text)-1] == '+' && strings.Contains(text, "--") && strings.Trim(text, "+-=:") == "" ||
		len(text) > 4 && text[0] == '+' && text[len(text)-1] == '+' && strings.Contains(text, "==") && strings.Trim(text, "+=:") == ""
}

// maxGrid bounds the lines of a drawn table.
const maxGrid = 5000

// gridTable reads a drawn table whose first border was just met, cell by cell, and gives how many lines of rest it took.
// cell reads the lines of one cell.
func gridTable(b *document.Builder, rest string, table int, cell func(lines []string)) int {
	taken, row := 0, 0
	var band []string
	flush := func() {
		if len(band) == 0 {
			return
		}
		for column, lines := range gridCells(band) {
			start := b.Pos()
			cell(lines)
			if end := b.Pos() - 1; end > start {
				b.Mark(document.Mark{Kind: document.MarkTableCell, Level: row<<8 | min(column, 255), Value: strconv.Itoa(table), Span: document.Span{Start: start, End: end}})
			}
		}
		row++
		band = band[:0]
	}
	for rest != "" && taken < maxGrid {
		line, after := cutLine(rest)
		text := strings.TrimSpace(line)
		switch {
		case isGridBorder(text):
			flush()
		case strings.HasPrefix(text, "|") && len(text) > 1, strings.HasPrefix(text, "+") && strings.HasSuffix(text, "|"), strings.HasPrefix(text, "+") && strings.HasSuffix(text, "+"):
			band = append(band, text)
		default:
			flush()
			return taken
		}
		taken++
		rest = after
	}
	flush()
	return taken
}

// gridCells cuts the lines of one row into its cells: a column ends where every line has a bar.
func gridCells(band []string) [][]string {
	runes := make([][]rune, len(band))
	width := 0
	for i, l := range band {
		runes[i] = []rune(l)
		width = max(width, len(runes[i]))
	}
	var bars []int
	for at := range width {
		bar := true
		for _, l := range runes {
			bar = bar && at < len(l) && (l[at] == '|' || l[at] == '+')
		}
		if bar {
			bars = append(bars, at)
		}
	}
	var cells [][]string
	for i := 0; i+1 < len(bars); i++ {
		var lines []string
		for _, l := range runes {
			text := strings.TrimRight(string(l[bars[i]+1:bars[i+1]]), " ")
			lines = append(lines, strings.TrimPrefix(text, " "))
		}
		cells = append(cells, lines)
	}
	return cells
}
