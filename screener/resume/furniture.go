package resume

// findFurniture marks page headers and footers that a format without marks for them repeats on its pages: the name with
// a page number, "Page 1 of 2", the date of printing.
func (r *reading) findFurniture() {
	if len(r.lines) == 0 || !r.lines[len(r.lines)-1].geometry {
		return
	}
	seen := map[string]int{} // letters of a line at an edge: the page it was seen on, and the line
	for lo := 0; lo < len(r.lines); {
		hi := lo
		top, bot := lo, lo
		for hi < len(r.lines) && r.lines[hi].page == r.lines[lo].page {
			if r.lines[hi].top < r.lines[top].top {
				top = hi
			}
			if r.lines[hi].bot > r.lines[bot].bot {
				bot = hi
			}
			hi++
		}
		for _, i := range [2]int{top, bot} {
			n := &r.lines[i]
			if hi-lo < 4 || n.to-n.from > 16 {
				continue
			}
			if i == bot && r.isPageNumber(n) {
				n.furn = true
				continue
			}
			key := r.lettersOf(n)
			if key == "" {
				continue
			}
			if first, ok := seen[key]; ok && r.lines[first].page != n.page {
				n.furn = true
				if first > 2 || i == bot { // the name at the top of the first page is no header
					r.lines[first].furn = true
				}
				continue
			}
			seen[key] = i
		}
		lo = hi
	}
}

// isPageNumber says whether a line is the number of its page and little else: "2", "Page 1 of 2", "Jane Doe – 1/2".
func (r *reading) isPageNumber(n *line) bool {
	numbers, words := 0, 0
	for k := n.from; k < n.to; k++ {
		switch t := &r.toks[k]; t.kind {
		case tokenNumber:
			if t.val < 0 || t.val > 99 {
				return false
			}
			numbers++
		case tokenWord:
			words++
		}
	}
	last := n.to - 1
	if numbers == 0 || numbers > 2 || last < n.from {
		return false
	}
	if words == 0 {
		return true
	}
	for k := n.from; k < n.to; k++ {
		if r.toks[k].kind == tokenWord {
			if r.serves(k, asPage) {
				return words <= 6
			}
		}
	}
	// "Jane Doe – 1/2"
	return numbers == 2 && words <= 5 && r.toks[last].kind == tokenNumber && r.sign(last-1) == '/' && r.toks[last-2].kind == tokenNumber && r.toks[last-2].val <= r.toks[last].val
}

// lettersOf is a line without digits and signs.
func (r *reading) lettersOf(n *line) string {
	var b []byte
	for k := n.from; k < n.to; k++ {
		if t := &r.toks[k]; t.kind == tokenWord {
			b = append(b, r.text[t.start:t.end]...)
		}
	}
	return string(b)
}
