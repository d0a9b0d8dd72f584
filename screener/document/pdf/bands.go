package pdf

import (
	"math"
	"slices"
)

// bands cuts a region, of which rs are the rows, at the lines that run across a gutter which the rest keeps to; nil where
// no gutter is found.
func bands(segs []*segment, rs [][]*segment) [][]*segment {
	edge, ok := gutterEdge(segs, rs)
	if !ok {
		return nil
	}
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
// list of skills in three columns, then the next section in three columns. Nil where there are none. The segments stand as
// they do in their rows rs.
func sections(segs []*segment, rs [][]*segment) [][]*segment {
	size := typical(segs)
	left := math.Inf(1)
	for _, g := range segs {
		left = min(left, g.u0)
	}
	var out [][]*segment
	from, to := 0, 0 // the part that is open
	wide := 0        // rows of several columns in this part
	for i, row := range rs {
		if i > 0 && i+1 < len(rs) && wide > 1 && len(row) == 1 && len(rs[i-1]) > 1 && len(rs[i+1]) > 1 &&
			row[0].size > 1.12*size && row[0].u0 < left+2 && row[0].top()-bottom(rs[i-1]) > 0.8*size && sameEdges(rs[i-1], rs[i+1]) {
			out = append(out, segs[from:to:to])
			from, wide = to, 0
		}
		if len(row) > 1 {
			wide++
		}
		to += len(row)
	}
	if out == nil {
		return nil
	}
	return append(out, segs[from:])
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
func gutterEdge(segs []*segment, rs [][]*segment) (float64, bool) {
	size := typical(segs)
	edges := make([]float64, len(segs))
	for i, g := range segs {
		edges[i] = g.u0
	}
	slices.Sort(edges)
	best, edge := 0, 0.0
	for i := 0; i < len(edges); {
		j := i
		for j < len(edges) && edges[j]-edges[i] < 1.5 {
			j++
		}
		n, e := j-i, edges[i]
		i = j
		if n < 2 || n <= best/2 {
			continue
		}
		if score := edgeScore(rs, e, size); score > best {
			best, edge = score, e
		}
	}
	return edge, best > 0
}

// edgeScore counts the lines of the bands that an edge parts into independent columns. An edge that many lines cross is
// none, unless it parts lists side by side, or name and address at the head of a page.
func edgeScore(rs [][]*segment, edge, size float64) int {
	score, crossed, sure := 0, 0, false
	var left, right []*segment
	flush := func() {
		if len(left) >= 2 && len(right) >= 2 && independent(left, right) {
			score += min(len(left), len(right))
			head := crossed == 0 && max(len(left), len(right)) >= 3 && !slices.ContainsFunc(right, func(g *segment) bool { return g.year })
			sure = sure || head || bullets(left) >= 2 && bullets(right) >= 2
		}
		left, right = left[:0], right[:0]
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
	if score < crossed/2 && !sure {
		return 0
	}
	return score
}
