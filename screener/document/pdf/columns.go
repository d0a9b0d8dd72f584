package pdf

import (
	"math"
	"slices"
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
	sorted := slices.Clone(segs)
	rs := rows(sorted)
	if len(segs) > 3 && len(segs) < maxSegments && depth < 12 {
		if parts := sections(sorted, rs); parts != nil {
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
		if bands := bands(segs, rs); bands != nil {
			for _, band := range bands {
				l.region(band, column, depth+1)
			}
			return
		}
	}
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
	case bullets(left) >= 2 && bullets(right) >= 2:
		return true // lists side by side
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

func bullets(segs []*segment) (n int) {
	for _, g := range segs {
		if g.bullet {
			n++
		}
	}
	return n
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
