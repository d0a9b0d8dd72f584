package pdf

import (
	"math"
	"slices"
	"unicode/utf8"
)

// layout finds the reading order of segments: rows from top to bottom within columns from left to right. Each element
// of the answer is one line, its segments from left to right.
//
// A region is first cut at gutters that run through all of it. Where none does, lines that run across a gutter cut it
// into bands. A gutter counts as one between columns when the two sides run independently of each other; where they
// share their baselines (dates in the margin, a table, dates at the right edge) the lines stay rows.
type layout struct {
	sheet *sheet
	lines []line
}

type line struct {
	segs   []*segment
	column int
}

// maxSegments bounds the pages in which columns are looked for: the work grows with the square.
const maxSegments = 4000

func (l *layout) region(segs []*segment, column, depth int) {
	if len(segs) == 0 {
		return
	}
	if len(segs) > 3 && len(segs) < maxSegments && depth < 12 {
		if parts := sections(segs); parts != nil {
			for _, part := range parts {
				l.region(part, column, depth+1)
			}
			return
		}
		if parts := split(segs); parts != nil {
			for i, part := range parts {
				l.region(part, column+i, depth+1)
			}
			return
		}
		if bands := bands(segs); bands != nil {
			for _, band := range bands {
				l.region(band, column, depth+1)
			}
			return
		}
	}
	rs := rows(segs)
	attachDates(rs)
	for i, row := range rs {
		if len(row) == 0 {
			continue
		}
		if len(row) > 1 && row[0].year {
			if own := l.sheet.margin(row, rs[i+1:]); own != nil {
				l.lines = append(l.lines, line{row, column}, line{[]*segment{own}, column})
				continue
			}
		}
		l.lines = append(l.lines, line{row, column})
	}
}

// attachDates puts dates at the right that stand a little above or below the line they belong to onto that line.
func attachDates(rs [][]*segment) {
	for i, row := range rs {
		if len(row) != 1 || !row[0].year || row[0].glyphs > 30 {
			continue
		}
		d, best := row[0], -1
		for _, k := range [2]int{i + 1, i - 1} {
			if k < 0 || k >= len(rs) || len(rs[k]) == 0 {
				continue
			}
			end := rs[k][len(rs[k])-1]
			off := math.Abs(end.v - d.v)
			if end.year || d.u0 < end.u1+d.size || off > 0.85*max(d.size, end.size) {
				continue
			}
			if best < 0 || off < math.Abs(rs[best][0].v-d.v) {
				best = k
			}
		}
		if best >= 0 {
			rs[best] = append(rs[best][:len(rs[best]):len(rs[best])], d)
			rs[i] = nil
		}
	}
}

// margin deals with further lines of a cell in the left margin whose first line holds a date. What completes the date
// ("December 2021 –" over "March 2023") joins it; what does not, such as a place, is given as a line of its own. Both are
// taken out of the rows below.
func (s *sheet) margin(row []*segment, below [][]*segment) (own *segment) {
	a := row[0]
	last := a
	for k := 0; k < len(below) && k < 3; k++ {
		if len(below[k]) == 0 {
			continue
		}
		b := below[k][0]
		if b.v-last.v > 1.55*max(last.size, b.size) {
			return nil
		}
		if math.Abs(b.u0-a.u0) > 2 && math.Abs(b.u1-a.u1) > 2 || b.u1 > row[1].u0-0.3*b.size {
			continue
		}
		if !s.completes(last, b) {
			if b.digits || len(below[k]) < 2 {
				return nil
			}
			below[k] = below[k][1:]
			return b
		}
		a.below = append(a.below, b)
		last = b
		below[k] = below[k][1:]
	}
	return nil
}

// completes says whether the text of b goes on with the range of dates that a begins.
func (s *sheet) completes(a, b *segment) bool {
	head := s.text[s.words[a.last-1].start:s.words[a.last-1].end]
	tail := s.text[s.words[b.first].start:s.words[b.first].end]
	if r, _ := utf8.DecodeLastRune(head); dash(r) {
		return b.glyphs < 24
	}
	if r, _ := utf8.DecodeRune(tail); dash(r) {
		return b.glyphs < 24
	}
	ranged := false
	for i := a.first; i < a.last; i++ {
		r, n := utf8.DecodeRune(s.text[s.words[i].start:])
		ranged = ranged || dash(r) && s.words[i].start+n == s.words[i].end
	}
	return ranged && b.last-b.first == 1 && b.glyphs <= 8
}

func dash(r rune) bool { return r == '-' || r >= 0x2010 && r <= 0x2015 || r == 0x2212 }

// gutterWidth is the least white space between columns, in ems of the text beside it.
const gutterWidth = 0.9

// split cuts a region at the gutters that run through all of it and have columns on both sides; nil where there are none.
func split(segs []*segment) [][]*segment {
	sorted := slices.Clone(segs)
	slices.SortFunc(sorted, func(a, b *segment) int {
		if a.u0 < b.u0 {
			return -1
		} else if a.u0 > b.u0 {
			return 1
		}
		return 0
	})
	var parts [][]*segment
	from, reach := 0, sorted[0].u1
	size := typical(sorted)
	for i := 1; i <= len(sorted); i++ {
		if i < len(sorted) && sorted[i].u0-reach < gutterWidth*size {
			reach = max(reach, sorted[i].u1)
			continue
		}
		parts = append(parts, sorted[from:i:i])
		if i < len(sorted) {
			from, reach = i, max(reach, sorted[i].u1)
		}
	}
	if len(parts) < 2 {
		return nil
	}
	// Parts that are rows of one another stay together.
	out := parts[:1]
	cut := false
	for _, part := range parts[1:] {
		last := len(out) - 1
		if independent(out[last], part) {
			out = append(out, part)
			cut = true
		} else {
			out[last] = append(out[last], part...)
		}
	}
	if !cut {
		return nil
	}
	return out
}

// typical is the median size of the text.
func typical(segs []*segment) float64 {
	sizes := make([]float64, len(segs))
	for i, g := range segs {
		sizes[i] = g.size
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// block is a run of lines of one side without white space between them.
type block struct {
	lines []*segment
	year  bool
}

func blocks(segs []*segment) []block {
	byPlace(segs)
	var out []block
	for _, g := range segs {
		if n := len(out); n > 0 {
			b := &out[n-1]
			prev := b.lines[len(b.lines)-1]
			if g.v-prev.v < 1.55*max(prev.size, g.size) {
				b.lines = append(b.lines, g)
				b.year = b.year || g.year
				continue
			}
		}
		out = append(out, block{[]*segment{g}, g.year})
	}
	return out
}

// independent says whether two sides of a gutter are columns, read one after the other, rather than cells of rows.
func independent(left, right []*segment) bool {
	lt, lb := extent(left)
	rt, rb := extent(right)
	top, bottom := max(lt, rt), min(lb, rb)
	if bottom-top < 0 { // one above the other
		return false
	}
	l, r := baselines(left), baselines(right)
	thin, full, other, count := left, right, r, len(l)
	if len(r) < len(l) {
		thin, full, other, count = right, left, l, len(r)
	}
	if count < 2 {
		return false
	}
	bs := blocks(thin)
	aligned, years, firsts := 0, 0, 0
	for _, b := range bs {
		if b.year {
			years++
		}
		if onBaseline(b.lines[0], other) {
			firsts++
		}
		for _, g := range b.lines {
			if onBaseline(g, other) {
				aligned++
			}
		}
	}
	share := float64(aligned) / float64(len(thin))
	lead := float64(firsts) / float64(len(bs))
	perBlock := float64(count) / float64(len(bs))
	switch {
	case len(bs) >= 2 && 2*years >= len(bs) && lead >= 0.6 && perBlock < 4:
		return false // dates in the margin
	case years == len(bs) && perBlock < 1.6 && width(thin) < 0.4*width(full):
		return false // dates beside their lines, if not on them
	case share >= 0.85 && float64(count) <= 0.7*float64(len(other)) && perBlock <= 2.6:
		return false // labels in the margin
	case share >= 0.85 && count >= 6 && fills(left) && fills(right):
		return true // running text on one grid
	case share >= 0.85:
		return false
	case lead >= 0.85 && len(bs) >= 3 && perBlock <= 2.6 && float64(count) <= 0.6*float64(len(other)):
		return false
	case count < 3 && (share > 0.5 || years > 0):
		return false
	}
	return true
}

func extent(segs []*segment) (top, bottom float64) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for _, g := range segs {
		top, bottom = min(top, g.top()), max(bottom, g.bottom())
	}
	return top, bottom
}

func width(segs []*segment) float64 {
	u0, u1 := math.Inf(1), math.Inf(-1)
	for _, g := range segs {
		u0, u1 = min(u0, g.u0), max(u1, g.u1)
	}
	return u1 - u0
}

// baselines gives the baselines in order, those closer than a point taken as one.
func baselines(segs []*segment) []float64 {
	out := make([]float64, 0, len(segs))
	for _, g := range segs {
		out = append(out, g.v)
	}
	slices.Sort(out)
	n := 0
	for i, v := range out {
		if i == 0 || v-out[n-1] > 1 {
			out[n] = v
			n++
		}
	}
	return out[:n]
}

func onBaseline(g *segment, lines []float64) bool {
	i, _ := slices.BinarySearch(lines, g.v)
	tolerance := max(1, 0.12*g.size)
	return i < len(lines) && lines[i]-g.v <= tolerance || i > 0 && g.v-lines[i-1] <= tolerance
}

// fills says whether most lines run through the width of their column, as running text does.
func fills(segs []*segment) bool {
	u0 := math.Inf(1)
	for _, g := range segs {
		u0 = min(u0, g.u0)
	}
	w, full := width(segs), 0
	for _, g := range segs {
		if g.u1-u0 > 0.7*w {
			full++
		}
	}
	return 2*full >= len(segs)
}

// bands cuts a region at the lines that run across a gutter which the rest keeps to; nil where no gutter is found.
func bands(segs []*segment) [][]*segment {
	edge, ok := gutterEdge(segs)
	if !ok {
		return nil
	}
	rs := rows(slices.Clone(segs))
	size := typical(segs)
	var out [][]*segment
	crossing := false
	for i, row := range rs {
		c := crosses(row, edge, size)
		if i == 0 || c != crossing {
			out = append(out, nil)
		}
		crossing = c
		out[len(out)-1] = append(out[len(out)-1], row...)
	}
	if len(out) < 2 {
		return nil
	}
	for i := range len(out) - 1 {
		if !crosses(out[i], edge, size) {
			out[i], out[i+1] = moveHead(out[i], out[i+1], edge)
		}
	}
	return out
}

// moveHead moves a heading that stands under columns, but belongs to the full line below it, down to that.
func moveHead(above, below []*segment, edge float64) (a, b []*segment) {
	n := len(above) - 1
	if n < 2 || len(below) == 0 {
		return above, below
	}
	head, prev := above[n], above[n-1]
	if head.u0 >= edge-0.5 || sameRow(prev, head) {
		return above, below
	}
	over, under := head.top()-prev.bottom(), below[0].top()-head.bottom()
	if over > 1.3*under && over > 0.5*head.size {
		return above[:n:n], append([]*segment{head}, below...)
	}
	return above, below
}

// sections cuts a region before headings that stand alone over columns of their own, with columns above them too: a
// list of skills in three columns, then the next section in three columns. Nil where there are none.
func sections(segs []*segment) [][]*segment {
	size := typical(segs)
	left := math.Inf(1)
	for _, g := range segs {
		left = min(left, g.u0)
	}
	rs := rows(slices.Clone(segs))
	var out [][]*segment
	var part []*segment
	wide := 0 // rows of several columns in this part
	for i, row := range rs {
		if i > 0 && i+1 < len(rs) && wide > 1 && len(row) == 1 && len(rs[i-1]) > 1 && len(rs[i+1]) > 1 &&
			row[0].size > 1.12*size && row[0].u0 < left+2 && row[0].top()-bottom(rs[i-1]) > 0.8*size && sameEdges(rs[i-1], rs[i+1]) {
			out = append(out, part)
			part, wide = nil, 0
		}
		if len(row) > 1 {
			wide++
		}
		part = append(part, row...)
	}
	if out == nil {
		return nil
	}
	return append(out, part)
}

func bottom(row []*segment) float64 {
	b := math.Inf(-1)
	for _, g := range row {
		b = max(b, g.bottom())
	}
	return b
}

// sameEdges says whether two rows have columns that begin at the same places.
func sameEdges(a, b []*segment) bool {
	same := 0
	for _, g := range a {
		for _, h := range b {
			if math.Abs(g.u0-h.u0) < 2 {
				same++
				break
			}
		}
	}
	return same >= 2
}

func crosses(row []*segment, edge, size float64) bool {
	for _, g := range row {
		if g.u0 < edge-0.5 && g.u1 > edge-0.6*size {
			return true
		}
	}
	return false
}

// gutterEdge finds the left edge of a column to the right of another one, where the bands between the lines that cross
// it are independent columns. The edge with the most lines wins.
func gutterEdge(segs []*segment) (float64, bool) {
	size := typical(segs)
	var edges []float64
	for _, g := range segs {
		edges = append(edges, g.u0)
	}
	slices.Sort(edges)
	best, edge := 0, 0.0
	rs := rows(slices.Clone(segs))
	for i := 0; i < len(edges); {
		j := i
		for j < len(edges) && edges[j]-edges[i] < 1.5 {
			j++
		}
		n, e := j-i, edges[i]
		i = j
		if n < 3 || n <= best/2 {
			continue
		}
		if score := edgeScore(rs, e, size); score > best {
			best, edge = score, e
		}
	}
	return edge, best > 0
}

// edgeScore counts the lines of the bands that an edge parts into independent columns, less those that cross it.
func edgeScore(rs [][]*segment, edge, size float64) int {
	score, crossed := 0, 0
	var left, right []*segment
	flush := func() {
		if len(left) >= 2 && len(right) >= 2 && independent(left, right) {
			score += min(len(left), len(right))
		}
		left, right = nil, nil
	}
	for _, row := range rs {
		if crosses(row, edge, size) {
			crossed++
			flush()
			continue
		}
		for _, g := range row {
			if g.u0 >= edge-0.5 {
				right = append(right, g)
			} else {
				left = append(left, g)
			}
		}
	}
	flush()
	if score < crossed/2 {
		return 0
	}
	return score
}
