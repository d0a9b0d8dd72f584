package resume

import (
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
)

// line is one line of the page, or one piece of a long line of running text, with how it looks.
type line struct {
	span     Span // without white space around it
	from, to int  // tokens
	text     int  // first token after the bullet sign
	index    int  // in Document.Lines
	page     int
	column   int
	left     float32 // indent: points, or columns of leading white space
	right    float32 // points, or columns
	top, bot float32
	size     float32
	bold     bool
	geometry bool
	capitals bool // no small letters
	blank    bool // white space or a rule stands before it
	bullet   bool
	item     int  // number of the list item mark, from 1
	depth    int  // of the list item
	para     int  // number of the paragraph mark, from 1
	mark     int  // heading level that the format states
	cell     int  // table<<20 | row<<8 | column, plus one
	ranged   int8 // for lineRanged: 1 it holds a period with two ends, -1 it does not, 0 not looked at
	furn     bool // page header or footer
	cut      bool // a piece of running text
	head     bool // running text cut as the head of a role or a study
	inWork   bool // running text in which the heading of the work was the last
	aside    bool // running text in which the last heading was of neither work nor person
	pastWork bool // running text in which another heading was the last, of studies or skills
	margin   bool // a heading in the margin, cut off its line
	words    int

	section int // index into Resume.Sections; -1 before any
	heading bool
	label   bool // sub-heading within a section
	gap     float32
	block   int
	mateOf  int // line on the same height that this one belongs to; -1 if none
}

// findLines makes the lines, with what the format's marks say of them.
func (r *reading) findLines() {
	tok := 0
	for i := range r.doc.Lines {
		l := &r.doc.Lines[i]
		if l.Start >= len(r.text) {
			break
		}
		s := trim(r.text, Span{Start: l.Start, End: min(l.End, len(r.text))})
		if s.Empty() {
			continue
		}
		for tok < len(r.toks) && int(r.toks[tok].start) < s.Start {
			tok++
		}
		end := tok
		for end < len(r.toks) && int(r.toks[end].start) < s.End {
			end++
		}
		blank := len(r.lines) == 0 || strings.Count(r.text[r.lines[len(r.lines)-1].span.End:s.Start], "\n") > 1
		r.lines = append(r.lines, line{
			span: s, from: tok, to: end, index: i, page: l.Page, column: l.Column, size: l.Size, bold: l.Bold,
			gap: l.Gap, left: l.Box.X0, right: l.Box.X1, top: l.Box.Y0, bot: l.Box.Y1, geometry: l.Box != document.Box{}, mateOf: -1, section: -1, blank: blank,
		})
		n := &r.lines[len(r.lines)-1]
		if !n.geometry {
			n.left = float32(indent(r.text, l.Start, s.Start))
			n.right = n.left + float32(utf8.RuneCountInString(r.text[s.Start:s.End]))
		}
		tok = end
	}
	r.findGaps()
	r.readMarks()
	r.findFurniture()
	r.cutMargins()
	r.cutRunning()
	for i := range r.lines {
		r.look(i)
	}
	r.orderMargins()
	r.findMates()
	r.measure()
}

// findGaps finds the usual white space between lines, and the lines with clearly more before them.
func (r *reading) findGaps() {
	var counts [64]int // by share of the type size, in sixteenths
	all := 0
	for i := range r.lines {
		if n := &r.lines[i]; n.geometry && n.size > 0 && n.gap > 0 && n.roughWords() > 3 {
			counts[min(63, int(n.gap/n.size*16))]++
			all++
		}
	}
	usual, sum := 0, 0
	for k, c := range counts {
		if sum += c; sum*5 >= all*2 {
			usual = k
			break
		}
	}
	r.usualGap = (float32(usual) + 1) / 16
	least, sum := 0, 0
	for k, c := range counts {
		if sum += c; sum*7 > all {
			least = k
			break
		}
	}
	r.leastGap = (float32(least) + 1) / 16
	for i := range r.lines {
		n := &r.lines[i]
		if n.geometry && n.size > 0 && n.gap > n.size*max(0.5, r.usualGap+0.35) {
			n.blank = true
		}
	}
}

// cutMargins cuts headings that stand in the margin off the line beside them: "Work<tab>Senior Engineer".
func (r *reading) cutMargins() {
	var at []int // by line: the token at which to cut
	n := 0
	sure := false
	for i := range r.lines {
		l := &r.lines[i]
		if l.furn {
			continue
		}
		if k := r.first(setWide, l.from+1, min(l.to, l.from+6)); k < min(l.to, l.from+6) {
			if m := r.whole(l.from, k, isHeading); m != nil && r.whole(k, l.to, isHeading) == nil && r.whole(l.from, k, isHumanLevel) == nil {
				if at == nil {
					at = make([]int, len(r.lines))
				}
				at[i] = k
				n++
				sure = sure || m.section == SectionExperience || m.section == SectionEducation
			}
		}
	}
	if n < 2 || !sure {
		return
	}
	r.margins = true
	out := make([]line, 0, len(r.lines)+n)
	for i, l := range r.lines {
		if at[i] == 0 {
			out = append(out, l)
			continue
		}
		h, rest := l, l
		h.to, h.span.End = at[i], int(r.toks[at[i]-1].end)
		h.blank = true
		h.margin = true
		rest.from, rest.span.Start = at[i], int(r.toks[at[i]].start)
		rest.blank = true
		h.right = l.left + 1
		if i+1 < len(r.lines) && l.geometry && r.lines[i+1].left > l.left {
			rest.left = r.lines[i+1].left
		}
		out = append(out, h, rest)
	}
	r.lines = out
}

// roughWords is a rough count of words, from the tokens.
func (n *line) roughWords() int { return n.to - n.from }

// look sets what the words of line i say of its looks.
func (r *reading) look(i int) {
	n := &r.lines[i]
	n.text = n.from
	if k := r.bulletAt(n); k > n.from {
		n.bullet = true
		n.text = k
	}
	if n.item > 0 {
		n.bullet = true
	}
	n.words = r.count(setWord, n.text, n.to)
	n.capitals = r.any(setUpper, n.text, n.to) && !r.any(setSmall, n.text, n.to)
}

// caseless says whether a word is of a script without capitals.
func caseless(s string) bool {
	c, _ := utf8.DecodeRuneInString(s)
	return c >= 0x590
}

// bulletAt gives the token after the bullet sign at the start of the line, or the line's first token.
func (r *reading) bulletAt(n *line) int {
	if n.from >= n.to {
		return n.from
	}
	t := &r.toks[n.from]
	rest := n.from + 1
	if t.kind == tokenSign {
		switch c := r.text[t.start:t.end]; c {
		case "•", "●", "▪", "■", "◦", "‣", "⁃", "➢", "►", "✓", "✔", "❖", "◆", "◇", "○", "□", "▶", "▸", "▹", "➤", "➔", "→", "»", "★", "☆", "⚫", "∙", "⋅", "·", "¤", "❯", "›", "✦", "✧", "❑", "⦿", "⚬":
			return rest
		case "-", "–", "—", "*", "+", "‐", "‑", "−", "~", ">", "¬", "#":
			if rest < n.to && r.toks[rest].space && (c != "#") {
				return rest
			}
			if c == "-" || c == "–" || c == "*" || c == "−" { // "-Built …": a sign right before a capital
				if rest < n.to && r.toks[rest].kind == tokenWord && r.toks[rest].shape != shapeLower {
					return rest
				}
			}
		}
		if t.end-t.start == 3 && t.start < t.end { // private use: the signs of symbol fonts
			if c, _ := utf8.DecodeRuneInString(r.text[t.start:]); c >= 0xE000 && c <= 0xF8FF && rest < n.to {
				return rest
			}
		}
	}
	// "o Built …": the hollow bullet of word processors as a letter
	if t.kind == tokenWord && t.end-t.start == 1 && r.text[t.start] == 'o' && rest < n.to && r.toks[rest].space && (r.toks[rest].shape != shapeLower || rest+1 == n.to || r.toks[rest].kind != tokenWord || r.lex.small[r.toks[rest].word] == 0) {
		return rest
	}
	// "1. Built", "1) Built", "a) Built"
	if rest+1 < n.to && t.kind == tokenNumber && t.end-t.start <= 2 && (r.sign(rest) == '.' || r.sign(rest) == ')') && !r.toks[rest].space && r.toks[rest+1].space && r.toks[rest+1].kind == tokenWord && !r.is(rest+1, isMonth) {
		return rest + 1
	}
	return n.from
}

// readMarks hands what the format states to the lines.
func (r *reading) readMarks() {
	if len(r.doc.Marks) == 0 {
		return
	}
	at := 0
	items, paras := 0, 0
	for _, m := range r.doc.Marks {
		for at < len(r.lines) && r.lines[at].span.End <= m.Start {
			at++
		}
		switch m.Kind {
		case document.MarkListItem:
			items++
		case document.MarkParagraph:
			paras++
		}
		for k := at; k < len(r.lines) && r.lines[k].span.Start < max(m.End, m.Start+1); k++ {
			n := &r.lines[k]
			whole := m.Start <= n.span.Start && m.End >= n.span.End
			starts := n.span.Start >= m.Start-1 && n.span.Start < m.End
			switch m.Kind {
			case document.MarkHeading:
				if whole || starts && m.End-n.span.Start > (n.span.Len()*2)/3 {
					n.mark = max(m.Level, 1)
				}
			case document.MarkListItem:
				if starts || n.span.Start < m.End && n.span.Start > m.Start {
					n.item, n.depth = items, m.Level
				}
			case document.MarkParagraph:
				n.para = paras
			case document.MarkTableCell:
				if starts && n.cell == 0 || whole {
					table := 0
					for _, c := range []byte(m.Value) {
						if c >= '0' && c <= '9' {
							table = (table*10 + int(c-'0')) & 0x3ff
						}
					}
					n.cell = table<<20 | m.Level&0xfffff + 1
				}
			case document.MarkHeader, document.MarkFooter:
				n.furn = n.furn || whole
			case document.MarkBold:
				if starts && min(m.End, n.span.End)-max(m.Start, n.span.Start) > n.span.Len()*2/3 {
					n.bold = true
				}
			case document.MarkRule:
				if n.span.Start >= m.Start {
					n.blank = true
				}
			}
		}
	}
}

// findMates joins lines that stand on the same height of a page: a date at the right or in the margin.
func (r *reading) findMates() {
	for i := 1; i < len(r.lines); i++ {
		a, b := &r.lines[i-1], &r.lines[i]
		if !a.geometry || !b.geometry || a.page != b.page || a.furn || b.furn || a.margin || b.margin {
			continue
		}
		if a.to == b.from && sameHeight(a, b) && (b.left >= a.right-2 || b.right <= a.left+2) && (a.column == b.column || r.dateOnly(i) || r.dateOnly(i-1)) {
			if a.to-a.from <= 8 && r.whole(a.from, a.to, isHeading|isGroup) != nil || b.to-b.from <= 8 && r.whole(b.from, b.to, isHeading) != nil {
				continue
			}
			root := i - 1
			if a.mateOf >= 0 {
				root = a.mateOf
			}
			b.mateOf = root
		}
	}
}

func sameHeight(a, b *line) bool {
	over := min(a.bot, b.bot) - max(a.top, b.top)
	return over > 0.55*min(a.bot-a.top, b.bot-b.top)
}

// dateOnly says whether line i states a date and little else.
func (r *reading) dateOnly(i int) bool {
	n := &r.lines[i]
	if n.to-n.from > 16 || n.to == n.from {
		return false
	}
	k := n.from
	for k < n.to && r.toks[k].kind == tokenSign {
		k++
	}
	if k >= n.to {
		return false
	}
	f, ok := r.period(k, n.to)
	if !ok {
		// "May 2023 -" with its end on the next line
		if _, m, good := r.date(k, n.to, false); good {
			return r.dash(m, n.to) == n.to
		}
		return false
	}
	for k = f.to; k < n.to; k++ {
		if r.toks[k].kind != tokenSign {
			return false
		}
	}
	return true
}

// measure finds the size of the body text and the right end of full lines.
func (r *reading) measure() {
	var sizes [128]int
	best := 0
	for i := range r.lines {
		n := &r.lines[i]
		if s := int(n.size * 2); s > 0 && s < len(sizes) {
			sizes[s] += n.span.Len()
			if sizes[s] > sizes[best] {
				best = s
			}
		}
		if !n.geometry && n.right > r.wide {
			r.wide = n.right
		}
	}
	r.body = float32(best) / 2
}

// trim takes the white space off both ends of s.
func trim(text string, s Span) Span {
	for s.Start < s.End {
		c, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !isSpace(c) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		c, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !isSpace(c) {
			break
		}
		s.End -= n
	}
	return s
}

func isSpace(c rune) bool {
	return c == ' ' || c == '\n' || c == '\t' || c == 0xA0 || c == 0xFEFF || c == 0x200B || c == 0x2009 || c == 0x202F || c == 0x3000 || c >= 0x2000 && c <= 0x200A
}

// indent is the number of columns between two offsets of white space; a tab goes to the next multiple of eight.
func indent(text string, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if text[i] == '\t' {
			n += 8 - n%8
		} else if text[i] == ' ' {
			n++
		}
	}
	return n
}
