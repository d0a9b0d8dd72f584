package resume

import "sort"

// Layouts with a margin: headings, dates or labels stand in a narrow column beside what they belong to. Where the reader
// gives such a column whole, before or after the other, the two are put together again row by row.

// orderMargins merges margin columns with the column beside them.
func (r *reading) orderMargins() {
	type run struct{ lo, hi int }
	var runs []run
	for i := range r.lines {
		n := &r.lines[i]
		if !n.geometry {
			return
		}
		if k := len(runs) - 1; k >= 0 && r.lines[runs[k].lo].page == n.page && r.lines[runs[k].lo].column == n.column && r.lines[i-1].furn == n.furn {
			runs[k].hi = i + 1
			continue
		}
		runs = append(runs, run{i, i + 1})
	}
	if len(runs) < 2 {
		return
	}
	for k := 0; k+1 < len(runs); k++ {
		a, b := runs[k], runs[k+1]
		x, y := &r.lines[a.lo], &r.lines[b.lo]
		if x.page != y.page || x.furn || y.furn || x.column == y.column {
			continue
		}
		left := r.isMargin(a.lo, a.hi, b.lo, b.hi)
		if !left && !r.isMargin(b.lo, b.hi, a.lo, a.hi) {
			continue
		}
		r.mergeRows(a.lo, a.hi, b.hi)
		column := r.lines[a.lo].column
		for i := a.lo; i < b.hi; i++ {
			r.lines[i].column = column
		}
		runs[k+1] = run{a.lo, b.hi}
		r.reordered = true
	}
}

// isMargin says whether the lines [lo, hi) are a margin of the lines [from, to): where both overlap, they are headings,
// dates and short labels that stand on the height of a line there, and the other lines hold no heading.
func (r *reading) isMargin(lo, hi, from, to int) bool {
	top, bot := r.lines[from].top, r.lines[from].bot
	for i := from; i < to; i++ {
		top, bot = min(top, r.lines[i].top), max(bot, r.lines[i].bot)
	}
	first, last := float32(1e9), float32(-1)
	sure, short := 0, 0
	for i := lo; i < hi; i++ {
		n := &r.lines[i]
		if n.bot < top || n.top > bot {
			continue
		}
		first, last = min(first, n.top), max(last, n.bot)
		switch {
		case r.isDateLine(i):
			sure++
		case n.to-n.from <= 8 && r.whole(n.from, n.to, isHeading) != nil:
			sure++
		case n.to-n.from <= 6 && r.hasPartner(n, from, to):
			short++
		default:
			return false
		}
	}
	if sure == 0 || short > sure+4 {
		return false
	}
	for i := from; i < to; i++ {
		n := &r.lines[i]
		if n.bot < first || n.top > last || n.to-n.from > 8 {
			continue
		}
		if r.whole(n.from, n.to, isHeading) != nil && r.whole(n.from, n.to, isWithin|isGroup|isHumanLevel) == nil && !r.allDates(lo, hi, top, bot) {
			return false
		}
	}
	return true
}

// allDates says whether the lines [lo, hi) between two heights are dates.
func (r *reading) allDates(lo, hi int, top, bot float32) bool {
	for i := lo; i < hi; i++ {
		if n := &r.lines[i]; n.bot >= top && n.top <= bot && !r.isDateLine(i) {
			return false
		}
	}
	return true
}

// isDateLine says whether line i is a date, or a piece of one that was wrapped, or a duration.
func (r *reading) isDateLine(i int) bool {
	if r.dateOnly(i) {
		return true
	}
	n := &r.lines[i]
	if n.to-n.from > 6 || n.from == n.to {
		return false
	}
	if r.whole(n.from, n.to, isPresent|isRemote) != nil {
		return true
	}
	_, k := r.duration(n.from, n.to)
	return k > 0 && n.from+k >= n.to
}

func (r *reading) hasPartner(n *line, from, to int) bool {
	i := from + sort.Search(to-from, func(k int) bool { return r.lines[from+k].bot > n.top })
	for ; i < to && r.lines[i].top < n.bot; i++ {
		if sameHeight(n, &r.lines[i]) {
			return true
		}
	}
	return false
}

// mergeRows puts the lines [lo, mid) and [mid, hi) in the order of their rows, left before right.
func (r *reading) mergeRows(lo, mid, hi int) {
	out := make([]line, 0, hi-lo)
	a, b := lo, mid
	for a < mid && b < hi {
		x, y := &r.lines[a], &r.lines[b]
		before := x.top <= y.top
		if sameHeight(x, y) {
			before = x.left <= y.left
		}
		if before {
			out = append(out, *x)
			a++
		} else {
			out = append(out, *y)
			b++
		}
	}
	out = append(out, r.lines[a:mid]...)
	out = append(out, r.lines[b:hi]...)
	copy(r.lines[lo:hi], out)
}
