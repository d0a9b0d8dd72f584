package resume

import "slices"

// block is what belongs together on the page: a bullet, a paragraph, a line of a head.
type block struct {
	lo, hi   int // lines [lo, hi)
	from, to int // tokens after the bullet sign
	span     Span
	section  int
	bullet   bool
	heading  bool
	label    bool
	mates    []int // lines on the same height that stand elsewhere in the text
	prose    bool  // a sentence
	enum     bool  // a bare enumeration
	periods  []found
	role     int // index into Roles; -1
	used     use
}

// use is what a block was found to be.
type use uint8

const (
	useNone use = iota
	useHead
	useBody
	useStack
	useLabel
	useEntry
)

// findBlocks joins wrapped lines to blocks.
func (r *reading) findBlocks() {
	for i := 0; i < len(r.lines); i++ {
		n := &r.lines[i]
		if n.mateOf >= 0 {
			continue
		}
		if k := len(r.blocks) - 1; k >= 0 && r.continues(&r.blocks[k], i) {
			b := &r.blocks[k]
			b.hi = i + 1
			b.to = n.to
			b.span.End = n.span.End
			n.block = k
			continue
		}
		r.blocks = append(r.blocks, block{lo: i, hi: i + 1, from: n.text, to: n.to, span: n.span, section: n.section, bullet: n.bullet, heading: n.heading, label: n.label, role: -1})
		n.block = len(r.blocks) - 1
	}
	for i := range r.lines {
		n := &r.lines[i]
		if n.mateOf >= 0 {
			root := n.mateOf
			n.block = r.lines[root].block
			b := &r.blocks[n.block]
			if i >= b.lo && i <= b.hi { // the text goes on with it
				b.hi = max(b.hi, i+1)
				b.to = max(b.to, n.to)
				b.span.End = max(b.span.End, n.span.End)
			} else {
				b.mates = append(b.mates, i)
			}
		}
	}
	for i := range r.blocks {
		r.judgeBlock(&r.blocks[i])
	}
	r.groupBlocks()
}

// groupBlocks lists the blocks of each section.
func (r *reading) groupBlocks() {
	lists := make([][]int, len(r.out.Sections))
	listed := func(b *block) bool {
		return !b.heading && !r.lines[b.lo].furn && b.section >= 0 && b.section < len(lists)
	}
	size := make([]int, len(lists))
	for i := range r.blocks {
		if b := &r.blocks[i]; listed(b) {
			size[b.section]++
		}
	}
	for s, n := range size {
		at := len(r.ints)
		r.ints = slices.Grow(r.ints, n)[:at+n]
		lists[s] = r.ints[at : at : at+n]
	}
	for i := range r.blocks {
		if b := &r.blocks[i]; listed(b) {
			lists[b.section] = append(lists[b.section], i)
		}
	}
	r.bySection = lists
}

// judgeBlock finds a block's dates and whether it is a sentence or an enumeration.
func (r *reading) judgeBlock(b *block) {
	b.prose = r.isProse(b)
	b.enum = !b.heading && r.isEnumeration(b.from, b.to)
	if !b.prose || b.to-b.from < 40 {
		b.periods = r.periods(b.from, b.to)
	}
	for _, m := range b.mates {
		b.periods = append(b.periods, r.periods(r.lines[m].from, r.lines[m].to)...)
	}
}

// continues says whether line i goes on with the block before it.
func (r *reading) continues(b *block, i int) bool {
	n, p := &r.lines[i], &r.lines[b.hi-1]
	first := &r.lines[b.lo]
	if n.from < b.to || n.heading || b.heading || n.label || b.label || n.section != b.section || n.furn != p.furn || n.cut || p.cut {
		return false
	}
	if !r.startsSmall(n) && n.words <= 14 && r.lineRanged(n) {
		return false
	}
	if n.item > 0 && n.item == first.item && n.para == p.para && n.para > 0 {
		return true
	}
	if n.bullet && !(n.item > 0 && n.item == first.item) {
		return false
	}
	if r.onlySigns(i) || r.onlySigns(b.hi-1) {
		return false
	}
	if n.para > 0 || p.para > 0 {
		if n.para != p.para {
			return false
		}
		if r.doc.Format != "markdown" { // breaks within a paragraph of a word processor or a page are meant
			return r.startsSmall(n) && !r.ends(p.to) && p.words >= 4
		}
		return r.startsSmall(n) && !r.ends(p.to) || r.full(p, n, i) && !(r.ends(p.to) && r.titleStart(n))
	}
	if !n.geometry && r.flows {
		return r.startsSmall(n) && !r.ends(p.to) && p.words >= 4 && n.cell == p.cell && !first.bullet
	}
	if n.mark != p.mark || n.cell != p.cell {
		return false
	}
	if n.item > 0 && n.item == first.item {
		return true
	}
	if p.item > 0 {
		return false
	}
	if r.opensParen(b) && !n.blank && !n.bullet {
		return true
	}
	// A cell of dates that was wrapped: its year ends this line.
	if p.to > p.from && !n.blank && r.wrappedEnd(p.to-1, n.to) == n.to-1 {
		return true
	}
	// The end of a range on the next line: "May 2023 –" / "June 2024".
	if r.danglingDash(b) && r.dateOnly(i) {
		return true
	}
	newColumn := n.page != p.page || n.column != p.column
	if newColumn {
		// A sentence goes on across a page or column break: it starts small, and the one before had no end.
		return (first.bullet || b.to-b.from > 8) && r.startsSmall(n) && !r.ends(p.to) && !n.blank2()
	}
	if n.blank || r.body > 0 && n.size > 0 && p.size > 0 && (n.size > p.size*1.12 || p.size > n.size*1.12) || n.bold != p.bold && !first.bullet {
		return first.bullet && !n.blank && r.startsSmall(n) && n.left >= first.left
	}
	if !r.startsSmall(n) && n.words <= 14 && r.lineRanged(n) || r.startsLabel(n) {
		return false
	}
	if !n.blank && p.to > p.from && !r.lineRanged(p) { // a list goes on, or what a joining word promises
		if t := &r.toks[p.to-1]; r.sign(p.to-1) == ',' || t.kind == tokenWord && t.shape == shapeLower && (r.is(p.to-1, isAnd|isParticle) || r.lex.small[t.word] != 0) {
			return n.left < first.left+80
		}
	}
	// Lines that hold a date, or two things far apart, are whole.
	if !first.bullet && (r.hasYear(p.from, p.to) && (r.dateOnly(b.hi-1) || len(r.periods(p.from, p.to)) > 0) || r.lineRanged(p)) && !r.startsSmall(n) && !r.isProseLine(p) {
		return false
	}
	if first.bullet {
		if n.left < first.left-1 {
			return false
		}
		hang := r.hangs(first, n)
		if hang && (r.startsSmall(n) || r.full(p, n, i)) {
			return true
		}
		if r.startsSmall(n) && (!r.ends(p.to) || r.full(p, n, i)) && n.left >= first.left-1 {
			return true
		}
		return r.full(p, n, i) && n.left >= first.left-1 && !r.ends(p.to) && !r.titleStart(n)
	}
	if n.left < first.left-6 || n.left > p.left+40 {
		return false
	}
	if r.startsSmall(n) && !r.ends(p.to) && (p.words >= 5 || r.full(p, n, i)) {
		return true
	}
	// Items whose bullets are drawn and not written: each begins with a verb, and often stands a little apart.
	if r.toks[n.from].shape == shapeCapital && r.startsDoing(n.from) {
		return false
	}
	if n.geometry && n.size > 0 && n.gap > n.size*(r.leastGap+0.12) && n.size == p.size {
		return false
	}
	if !r.full(p, n, i) || p.words < 4 {
		return false
	}
	// A full line before: the paragraph goes on, unless a sentence ended and something of another kind begins.
	return !r.ends(p.to) || r.isProse(b) && !r.titleStart(n)
}

// startsLabel says whether the line starts with the label of a list or field: "Frameworks: …", "Stack: …".
func (r *reading) startsLabel(n *line) bool {
	e := r.labelEnd(n.from, n.to)
	if e == n.from || e-n.from > 6 || r.toks[n.from].shape == shapeLower {
		return false
	}
	if r.isIn(n.section, SectionSkills) {
		return true
	}
	return r.whole(n.from, e-1, isStack|isRoleLabel|isGroup|isStudyDetail|isWithin) != nil
}

// lineRanged says whether a line holds a period with two ends. Its neighbours ask for it too: it is read once.
func (r *reading) lineRanged(n *line) bool {
	if n.ranged == 0 {
		n.ranged = -1
		if r.hasRange(n.from, n.to) {
			n.ranged = 1
		}
	}
	return n.ranged > 0
}

// hasRange says whether a period with two ends stands in the tokens.
func (r *reading) hasRange(from, to int) bool {
	if !r.any(setDated, from, to) || !r.any(setNumber, from, to) {
		return false
	}
	ranged, at := false, len(r.found)
	for _, p := range r.periods(from, to) {
		ranged = ranged || p.ranged
	}
	r.found = r.found[:at]
	return ranged
}

// blank2 says that white space stands before the line, where a break of the page does not count.
func (n *line) blank2() bool { return false }

// hangs says whether n is indented as the text after the bullet sign of first.
func (r *reading) hangs(first, n *line) bool {
	if !first.geometry {
		text := first.left + float32(r.toks[min(first.text, first.to-1)].start) - float32(first.span.Start)
		return n.left >= text-1.5 || n.left > first.left+0.5
	}
	return n.left > first.left+2
}

// full says whether the first word of n would not have fitted behind p, so that p was wrapped.
func (r *reading) full(p, n *line, i int) bool {
	if n.from >= n.to {
		return false
	}
	t := &r.toks[n.from]
	e := n.from
	for e+1 < n.to && !r.toks[e+1].space {
		e++
	}
	chars := float32(r.toks[e].end - t.start)
	right := p.right // of the column: the longest line near by
	for k := max(0, i-25); k < min(len(r.lines), i+25); k++ {
		m := &r.lines[k]
		if m.right > right && m.page == p.page && m.column == p.column && m.mateOf < 0 && m.words > 4 {
			right = m.right
			if !p.geometry && p.right+1+chars <= right-3 { // there was room; a longer line only leaves more
				return false
			}
		}
	}
	if !p.geometry {
		if right < 40 || right > 220 {
			return false
		}
		return p.right+1+chars > right-3
	}
	if n.right <= n.left {
		return false
	}
	per := (n.right - n.left) / float32(max(1, n.span.Len()))
	return p.right+(chars+1)*per > right-2*per
}

func (r *reading) startsSmall(n *line) bool {
	if n.from >= n.to {
		return false
	}
	t := &r.toks[n.from]
	switch t.kind {
	case tokenWord:
		return t.shape == shapeLower && r.text[t.start] >= 'a' && !hasCapital(r.text[t.start:t.end]) // not eBay, iOS
	case tokenSign:
		switch r.sign(n.from) {
		case ')', ',', ';', '&', '/', '%', '+':
			return true
		case '.':
			return n.from+1 < n.to && r.toks[n.from+1].space
		}
	}
	return false
}

// ends says whether the token before to ends a sentence.
func (r *reading) ends(to int) bool {
	if to == 0 {
		return false
	}
	switch r.sign(to - 1) {
	case '.', '!', '?', ';', ':':
		return true
	}
	return false
}

func hasCapital(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			return true
		}
	}
	return false
}

func (r *reading) opensParen(b *block) bool {
	depth := 0
	for k := max(b.from, b.to-40); k < b.to; k++ {
		switch r.sign(k) {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		}
	}
	return depth > 0
}

func (r *reading) danglingDash(b *block) bool {
	k := b.to - 1
	if k <= b.from || r.toks[k].kind != tokenSign || r.dash(k, b.to) != b.to {
		return false
	}
	return isYear(&r.toks[k-1]) || r.is(k-1, isMonth)
}

// titleStart says whether a line starts like a head: in capitals, without a verb.
func (r *reading) titleStart(n *line) bool {
	return n.words <= 7 && r.capitalShare(n.from, n.to) >= 70 && !r.ends(n.to)
}

// capitalShare is the share of words with a capital, in per cent, small joining words left out.
func (r *reading) capitalShare(from, to int) int {
	all := r.count(setCounted, from, to)
	if all == 0 {
		return 0
	}
	return 100 * r.count(setCapital, from, to) / all
}

func (r *reading) isProseLine(n *line) bool {
	return n.words >= 9 && r.capitalShare(n.from, n.to) < 60
}

// isProse says whether a block is a sentence: it ends like one, or is long and mostly in small letters.
func (r *reading) isProse(b *block) bool {
	if b.heading {
		return false
	}
	words, lowers := r.count(setWord, b.from, b.to), r.count(setLower, b.from, b.to)
	if words < 3 {
		return false
	}
	last := b.to - 1
	if r.sign(last) == '.' && last > b.from && !r.is(last-1, isLegal) && r.toks[last-1].end-r.toks[last-1].start > 2 {
		return words >= 4 && lowers*100 >= words*30
	}
	if words >= 8 && lowers*100 >= words*55 {
		return true
	}
	return words >= 4 && lowers*100 >= words*50 && r.startsDoing(b.from)
}

// startsDoing says whether a verb stands first: "Led", "Built", "Developed", "Responsible for".
func (r *reading) startsDoing(from int) bool {
	if from >= len(r.toks) || r.toks[from].kind != tokenWord {
		return false
	}
	t := &r.toks[from]
	if t.shape == shapeLower && t.end-t.start < 3 {
		return false
	}
	if r.is(from, isDoing) {
		return true
	}
	if n := int(t.end - t.start); n > 4 && r.text[t.end-2:t.end] == "ed" && !r.is(from, isTitle|isGrade) {
		return true
	}
	return false
}

// isEnumeration says whether the tokens are a bare list of things: four and more short items, hardly a word that a
// sentence needs.
func (r *reading) isEnumeration(from, to int) bool {
	if r.count(setListed, from, to) < 3 {
		return false
	}
	if e := r.labelEnd(from, to); e > from {
		if r.startsDoing(from) {
			return false
		}
		from = e
	}
	items, words, small, longest, cur := 1, 0, 0, 0, 0
	for k := from; k < to; k++ {
		t := &r.toks[k]
		switch {
		case t.kind == tokenSign:
			if r.has(setListed, k) {
				items++
				cur = 0
			}
		case t.kind == tokenWord:
			words++
			cur++
			longest = max(longest, cur)
			if t.shape == shapeLower && r.lex.small[t.word] != 0 && !r.is(k, isAnd) {
				small++
			}
			if cur == 1 && k == from && r.startsDoing(k) {
				small += 2
			}
		}
	}
	if items < 4 || words == 0 {
		return false
	}
	if items <= 6 && r.titleWords(from, to) > 0 { // "Senior Developer, Acme Utilities, Saint Paul, MN"
		return false
	}
	return words*10 <= items*26 && longest <= 6 && small*8 <= items
}

// labelEnd gives the token after "Label:" at the start of the tokens, or from.
func (r *reading) labelEnd(from, to int) int {
	for k := from; k < to && k < from+8; k++ {
		switch r.sign(k) {
		case ':':
			if k > from && (k+1 >= to || r.toks[k+1].space || r.toks[k+1].kind == tokenWord) {
				return k + 1
			}
			return from
		case ',', ';', '.', '|':
			return from
		}
	}
	return from
}
