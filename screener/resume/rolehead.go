package resume

import "slices"

// Which lines are heads of roles: those with dates, and what stands right around them.

// headScore says how much a block reads like part of the head of a role. It is head-like from 2 on, and from 1 on
// beside a block with dates.
func (r *reading) headScore(b *block) int {
	n := &r.lines[b.lo]
	if b.label || r.onlySigns(b.lo) || b.to <= b.from {
		return -10
	}
	if l := r.labelled(b); l != 0 {
		switch l {
		case labelBody:
			return -10
		default:
			return 4
		}
	}
	if r.stackEnd(b.from, b.to) > b.from {
		return -10
	}
	words, ranged, dated := r.wordsBeside(b), false, false
	for _, p := range b.periods {
		dated = true
		ranged = ranged || p.ranged
	}
	if words == 0 {
		if ranged {
			return 6
		}
		if dated {
			return 4
		}
		return 0
	}
	s := 0
	if ranged {
		s += 4
	} else if dated && words <= 9 && r.atEdge(b) {
		s += 2
	}
	if words <= 14 {
		if r.titleWords(b.from, b.to) > 0 {
			s += 2
		}
		if r.hasLegal(b.from, b.to) {
			s++
		}
	}
	if n.bold || n.mark > 0 || r.body > 0 && n.size > r.body*1.08 {
		s += 2
	}
	share := r.capitalShare(b.from, b.to)
	if z := r.beforeBrackets(b.from, b.to); z < b.to {
		share = max(share, r.capitalShare(b.from, z))
	}
	switch {
	case share >= 75:
		s++
	case share < 45:
		s -= 2
	}
	switch {
	case words > 18:
		s -= 5
	case words > 12:
		s -= 2
	}
	if b.prose {
		s -= 4
	}
	if b.bullet {
		s -= 3
	}
	if b.enum && !ranged {
		s -= 3
	}
	if r.ends(b.to) && !r.abbreviates(b.to-2) && !ranged {
		s -= 3
	}
	if !ranged && !b.enum && r.countCommas(b.from, b.to) >= 2 && r.titleWords(b.from, b.to) == 0 && !r.hasLegal(b.from, b.to) {
		if g, p := r.splitPlace(field{from: b.from, to: b.to}); p.Empty() || r.countCommas(g.from, g.to) >= 2 {
			s -= 2
		}
	}
	if r.startsSmall(n) && share < 60 {
		s -= 3
	}
	if r.startsDoing(b.from) && !ranged && words > 3 {
		s -= 3
	}
	if words <= 6 && s < 2 && r.isPlaceField(b.from, b.to) {
		s = max(s, 1)
	}
	return s
}

// isPlaceBlock says whether a block is a place and nothing else; what stands over it is an employer, whatever its words.
func (r *reading) isPlaceBlock(b *block) bool {
	return len(b.periods) == 0 && b.to-b.from <= 8 && r.isPlaceField(b.from, b.to)
}

// beforeBrackets is where the brackets open that explain what stands before them, "Fernhollow (pet insurance), Seattle"; to where none do.
func (r *reading) beforeBrackets(from, to int) int {
	for k := from + 1; k < to && k < from+6; k++ {
		if r.sign(k) == '(' {
			return k
		}
	}
	return to
}

// wordsBeside counts the words of a block beside its periods.
func (r *reading) wordsBeside(b *block) int {
	n := r.count(setWord, b.from, b.to)
	if len(b.mates) == 0 { // the periods stand apart from each other, within the block
		for i := range b.periods {
			n -= r.count(setWord, b.periods[i].from, b.periods[i].to)
		}
		return n
	}
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind == tokenWord && inPeriod(b.periods, k) != nil {
			n--
		}
	}
	return n
}

// atEdge says whether a period stands at the start or the end of the block, where dates of heads stand.
func (r *reading) atEdge(b *block) bool {
	if len(b.mates) > 0 {
		return true
	}
	for _, p := range b.periods {
		if p.from <= b.from+1 || p.to >= b.to-1 {
			return true
		}
	}
	return false
}

// markHeads says which blocks belong to heads of roles: those with dates, and what stands right around them.
func (r *reading) markHeads(ids []int, score []int, strict bool) []bool {
	is := make([]bool, len(ids))
	anyRange := false
	for i, id := range ids {
		b := &r.blocks[id]
		if r.rangedPeriod(b) && score[i] >= 2 {
			is[i] = true
			anyRange = true
		}
	}
	if strict {
		for i, id := range ids {
			b := &r.blocks[id]
			if is[i] && r.titleWords(b.from, b.to) == 0 && !r.neighbourTitle(ids, i, score) && !r.placed(b) {
				is[i] = false
			}
		}
	}
	for i, id := range ids { // a single date beside a title is a head as well
		b := &r.blocks[id]
		if is[i] || len(b.periods) == 0 || score[i] < 3 || b.bullet || strict {
			continue
		}
		if r.labelled(b) != 0 || r.titleWords(b.from, b.to) > 0 || r.neighbourTitle(ids, i, score) || !anyRange {
			is[i] = true
		}
	}
	for i, id := range ids {
		if l := r.labelled(&r.blocks[id]); l != 0 && l != labelBody && (!strict || r.labelledAround(ids, i)) {
			is[i] = true
		}
	}
	seeds := slices.Clone(is)
	for i := range ids {
		if !seeds[i] {
			continue
		}
		// upwards: at most three lines, not past white space that is followed by more of the same
		for k := i - 1; k >= 0 && k >= i-3 && !is[k]; k-- {
			b := &r.blocks[ids[k]]
			if score[k] < 1 && !(score[k] >= -2 && r.isPlaceBlock(&r.blocks[ids[k+1]])) || b.bullet || b.prose || len(b.periods) > 0 {
				break
			}
			if !r.near(ids[k], ids[k+1]) {
				break
			}
			is[k] = true
		}
		// Dates alone need a title: the line below is one, whatever its words.
		if k := i + 1; k < len(ids) && r.onlyDates(&r.blocks[ids[i]]) && len(r.blocks[ids[i]].mates) == 0 && !is[k] && (i == 0 || !is[i-1]) {
			if b := &r.blocks[ids[k]]; score[k] < 1 && score[k] > -6 && !b.bullet && !b.prose && len(b.periods) == 0 && !b.enum && r.lines[b.lo].words <= 8 && !r.ends(b.to) && !r.startsDoing(b.from) && !r.startsSmall(&r.lines[b.lo]) {
				score[k] = 1
			}
		}
		for k := i + 1; k < len(ids) && k <= i+3 && !is[k]; k++ {
			b := &r.blocks[ids[k]]
			if score[k] < 1 || b.bullet || b.prose || len(b.periods) > 0 {
				break
			}
			if r.blocks[ids[k]].to > 0 && r.lines[b.lo].blank && r.beforeDate(ids, k, score) {
				break // it starts the next head
			}
			is[k] = true
		}
	}
	r.levelHeads(ids, score, is, seeds)
	if strict {
		return is
	}
	// Heads without dates: a title set like the heads, or where no role has dates at all.
	for i, id := range ids {
		b := &r.blocks[id]
		if is[i] || b.bullet || b.prose || score[i] < 3 || b.enum {
			continue
		}
		n := &r.lines[b.lo]
		if r.scoreTitle(b.from, b.to) < 3 && !r.hasLegal(b.from, b.to) {
			continue
		}
		if !anyRange || n.mark > 0 || n.bold && n.blank || i > 0 && n.blank && r.blocks[ids[i-1]].bullet && score[i] >= 4 {
			is[i] = true
			for k := i + 1; k < len(ids) && k <= i+2 && !is[k] && score[k] >= 2 && !r.blocks[ids[k]].bullet; k++ {
				is[k] = true
			}
		}
	}
	return is
}

// placed says whether an employer and a place stand right before the dates of a block, or an employer and dates were a sentence
// of running text, which says as much as a title.
func (r *reading) placed(b *block) bool {
	if r.lines[b.lo].head && !r.studyWords(b.from, b.to) {
		return true
	}
	for i := range b.periods {
		if p := &b.periods[i]; p.ranged && r.placeBefore(p.from, b.from) >= 0 && !r.studyWords(b.from, p.from) {
			return true
		}
	}
	return false
}

// labelledAround says whether the label of a title or employer stands beside block i, and dates in one of them: "Client:
// … Jan 2018 – Present" over "Role: …".
func (r *reading) labelledAround(ids []int, i int) bool {
	labels, dates := 0, false
	for k := max(0, i-2); k < len(ids) && k <= i+2; k++ {
		b := &r.blocks[ids[k]]
		if l := r.labelled(b); l == labelTitle || l == labelEmployer || l == labelDates {
			labels++
			dates = dates || r.rangedPeriod(b)
		}
	}
	return labels >= 2 && dates
}

// levelHeads gives heads that lack a line above their dates as many as most heads have: their words were unusual.
func (r *reading) levelHeads(ids []int, score []int, is, seeds []bool) {
	var above [5]int
	heads := 0
	count := func(i int) int {
		n := 0
		for k := i - 1; k >= 0 && is[k] && !seeds[k] && n < 4; k-- {
			n++
		}
		return n
	}
	for i := range ids {
		if seeds[i] && (i == 0 || !seeds[i-1]) {
			above[count(i)]++
			heads++
		}
	}
	usual := 0
	for n, c := range above {
		if c*2 > heads {
			usual = n
		}
	}
	if usual == 0 || heads < 3 {
		return
	}
	for i := range ids {
		if !seeds[i] || i > 0 && seeds[i-1] {
			continue
		}
		for have := count(i); have < usual; have++ {
			k := i - 1 - have
			if k < 0 || is[k] {
				break
			}
			b := &r.blocks[ids[k]]
			if b.bullet || b.prose || len(b.periods) > 0 || r.lines[b.lo].words > 10 || score[k] < -3 || r.ends(b.to) && !r.abbreviates(b.to-2) {
				break
			}
			is[k] = true
			// what was taken for a head of its own above it joins it
		}
	}
}

// near says whether nothing separates two blocks that follow each other.
func (r *reading) near(a, b int) bool {
	x, y := &r.lines[r.blocks[a].lo], &r.lines[r.blocks[b].lo]
	return x.page == y.page && (x.column == y.column || x.cell != 0) || x.geometry != y.geometry
}

// beforeDate says whether a block with dates follows block k before any body does.
func (r *reading) beforeDate(ids []int, k int, score []int) bool {
	for j := k + 1; j < len(ids) && j <= k+3; j++ {
		b := &r.blocks[ids[j]]
		if r.rangedPeriod(b) && score[j] >= 2 {
			return true
		}
		if score[j] < 1 || b.bullet || b.prose {
			return false
		}
	}
	return false
}

func (r *reading) neighbourTitle(ids []int, i int, score []int) bool {
	for k := max(0, i-2); k < len(ids) && k <= i+2; k++ {
		b := &r.blocks[ids[k]]
		if k != i && score[k] >= 2 && !b.bullet && !b.prose && r.titleWords(b.from, b.to) > 0 {
			return true
		}
	}
	return false
}

func (r *reading) rangedPeriod(b *block) bool {
	for i := range b.periods {
		if b.periods[i].ranged {
			return true
		}
	}
	return false
}
