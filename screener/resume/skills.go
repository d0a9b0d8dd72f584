package resume

import "strings"

// item is one thing of a list.
type item struct{ from, to int }

// readSkills reads the skills sections: items, the label of their group, how well each is held.
func (r *reading) readSkills() {
	for s := range r.out.Sections {
		if r.out.Sections[s].Kind != SectionSkills || r.isForeign(s) {
			continue
		}
		var group Span
		ids := r.blocksOf(s)
		for i, id := range ids {
			b := &r.blocks[id]
			if r.onlySigns(b.lo) {
				continue
			}
			if r.isGroupLabel(ids, i) {
				b.used = useLabel
				group = trimHeading(r.text, r.spanOf(b.from, b.to))
				continue
			}
			b.used = useEntry
			r.skillsOf(b.from, b.to, &group, b.bullet)
			for _, m := range b.mates {
				r.skillsOf(r.lines[m].text, r.lines[m].to, &group, false)
			}
		}
	}
	r.out.Skills = append(r.out.Skills, r.skills...)
}

// isGroupLabel says whether the block is the label of the items that follow: a known one, or one set apart by its looks.
func (r *reading) isGroupLabel(ids []int, i int) bool {
	b := &r.blocks[ids[i]]
	n := &r.lines[b.lo]
	if b.to <= b.from || i+1 >= len(ids) || b.to-b.from > 9 || len(b.mates) > 0 {
		return false
	}
	if r.sign(b.to-1) == ':' && r.countCommas(b.from, b.to) == 0 {
		return true
	}
	next := &r.lines[r.blocks[ids[i+1]].lo]
	differs := n.bold && !next.bold || n.mark > 0 && next.mark == 0 || n.size > next.size*1.04 && next.size > 0 || n.capitals && !next.capitals && n.words > 0 && b.span.Len() > 5 && r.whole(b.from, b.to, isGroup) != nil
	if r.countCommas(b.from, b.to) > 0 {
		return false
	}
	if r.whole(b.from, b.to, isGroup|isHeading) != nil || r.groupPair(b.from, b.to) {
		if b.bullet && next.bullet && !differs {
			return false
		}
		o := &r.blocks[ids[i+1]]
		return differs || next.bullet && !b.bullet || n.left < next.left-2 && n.geometry == next.geometry || len(r.items(o.from, o.to)) >= 2 || !r.sameAround(ids, i)
	}
	// A line of its own over a list, where lists and such lines take turns.
	if o := &r.blocks[ids[i+1]]; !b.bullet && n.words <= 3 && n.words > 0 && len(r.items(b.from, b.to)) == 1 && len(r.items(o.from, o.to)) >= 2 && !next.bullet && !r.ends(b.to) && (i == 0 || len(r.items(r.blocks[ids[i-1]].from, r.blocks[ids[i-1]].to)) >= 2) && r.takeTurns(ids, i) {
		return true
	}
	return differs && n.words <= 5 && !b.bullet && (n.mark > 0 || n.size > next.size*1.04 || n.bold)
}

// takeTurns says whether another line alone over a list follows or stands before, so that block i is no wrapped item.
func (r *reading) takeTurns(ids []int, i int) bool {
	one := func(k int) bool {
		if k < 0 || k+1 >= len(ids) {
			return false
		}
		a, b := &r.blocks[ids[k]], &r.blocks[ids[k+1]]
		return !a.bullet && len(r.items(a.from, a.to)) == 1 && len(r.items(b.from, b.to)) >= 2
	}
	return one(i+2) || one(i-2)
}

// sameAround says whether block i looks just like the one before it, an item: then it is one as well.
func (r *reading) sameAround(ids []int, i int) bool {
	if i == 0 {
		return false
	}
	a, n := &r.lines[r.blocks[ids[i-1]].lo], &r.lines[r.blocks[ids[i]].lo]
	return a.bold == n.bold && a.size == n.size && a.left > n.left-2 && a.left < n.left+2 && a.bullet == n.bullet && !n.blank || !n.geometry && !n.blank
}

// groupPair reads labels of two known parts: "Cloud & DevOps", "Languages / Frameworks".
func (r *reading) groupPair(from, to int) bool {
	for k := from + 1; k+1 < to; k++ {
		s := r.sign(k)
		if s == '&' || s == '/' || s == ',' || r.toks[k].kind == tokenWord && r.is(k, isAnd) {
			return r.whole(from, k, isGroup) != nil && r.whole(k+1, to, isGroup) != nil
		}
	}
	return false
}

// skillsOf reads the items of one line of a skills section. group is the label above; a label on the line comes first.
func (r *reading) skillsOf(from, to int, group *Span, bullet bool) {
	start, label := r.skillLabel(from, to)
	g := *group
	if start > from {
		g = label
		if start >= to {
			*group = label
			return
		}
	}
	level := Span{}
	if !g.Empty() {
		a, z := r.tokensIn(g)
		if r.whole(a, z, isSkillLevel) != nil {
			level = g
		}
	}
	for _, it := range r.items(start, to) {
		r.addSkill(it, g, level)
	}
}

// skillLabel reads the label at the start of a line of items: "Databases: …", "Web – …", "Programming    Go, C".
func (r *reading) skillLabel(from, to int) (start int, label Span) {
	for k := from; k < to && k < from+10; k++ {
		t := &r.toks[k]
		switch c := r.text[t.start:t.end]; {
		case c == ":" && k > from:
			return k + 1, r.spanOf(from, k)
		case c == "," || c == ";" || c == "•" || c == "·" || c == "|" && k > from+6:
			return from, Span{}
		case k > from && (c == "–" || c == "—" || c == "-" && t.space || c == "|" || c == "→" || c == "=") && k+1 < to:
			if r.whole(from, k, isGroup) != nil || r.groupPair(from, k) || r.countCommas(k+1, to) >= 1 && k-from <= 4 && r.countCommas(from, k) == 0 && c != "|" {
				return k + 1, r.spanOf(from, k)
			}
			if c == "|" {
				return from, Span{}
			}
		case k > from && t.space && r.wideGap(k):
			if r.whole(from, k, isGroup) != nil || r.groupPair(from, k) || r.countCommas(k, to) >= 1 && k-from <= 5 {
				return k, r.spanOf(from, k)
			}
			return from, Span{}
		}
	}
	return from, Span{}
}

// items splits a list at commas, semicolons, bullets, pipes, wide white space and line ends, not within brackets.
func (r *reading) items(from, to int) []item {
	at := len(r.listed)
	depth, start := 0, from
	flush := func(end int) {
		if end > start {
			r.listed = append(r.listed, item{start, end})
		}
	}
	slashes := r.spacedSlashes(from, to)
	dashes := r.spacedDashes(from, to)
	for k := from; k < to; k++ {
		t := &r.toks[k]
		if k > start && t.space && depth == 0 && r.wideGap(k) {
			flush(k)
			start = k
		}
		if t.kind != tokenSign {
			continue
		}
		switch c := r.text[t.start:t.end]; c {
		case "(", "[":
			depth++
		case ")", "]":
			depth = max(0, depth-1)
		case ":":
			if label := r.labelBefore(start, k, to); depth == 0 && label >= 0 { // "Redis Cloud: AWS"
				flush(label)
				start = k + 1
			}
		case ",", ";", "|", "•", "·", "●", "▪", "◦", "‣", "∙", "⋅", "¦", "■", "◆", "►", "➢", "✓", "✔", "、", "，", "○":
			if c == "," && k+1 < to && k > from && !r.toks[k+1].space && r.toks[k-1].kind == tokenNumber && r.toks[k+1].kind == tokenNumber {
				continue
			}
			if (c == "●" || c == "○" || c == "■" || c == "◆" || c == "◦") && r.isBar(k, to) {
				continue
			}
			if depth == 0 {
				flush(k)
				start = k + 1
			}
		case "/":
			if depth == 0 && slashes && t.space {
				flush(k)
				start = k + 1
			}
		case "-", "–", "*":
			if depth == 0 && t.space && k+1 < to && r.toks[k+1].space && (dashes || r.newLine(k)) {
				flush(k)
				start = k + 1
			}
		}
	}
	flush(to)
	out := r.listed
	return out[at:len(out):len(out)]
}

// labelBefore gives the token at which the label before the colon at token k starts, -1 if the colon parts an item from
// its level ("Java: expert").
func (r *reading) labelBefore(start, k, to int) int {
	if k+1 >= to || !r.toks[k+1].space || k == start {
		return -1
	}
	end := k + 1
	for end < to && r.sign(end) != ',' && r.sign(end) != ';' && r.sign(end) != '|' {
		end++
	}
	if r.isSkillLevel(k+1, end) {
		return -1
	}
	for l := min(3, k-start); l > 1; l-- {
		if r.whole(k-l, k, isGroup) != nil || r.groupPair(k-l, k) {
			return k - l
		}
	}
	if t := &r.toks[k-1]; t.kind == tokenWord && t.shape != shapeLower {
		return k - 1
	}
	return -1
}

// isBar says whether the sign at k belongs to a row of them: "●●●○○".
func (r *reading) isBar(k, to int) bool {
	same := func(j int) bool {
		if j < 0 || j >= to || r.toks[j].kind != tokenSign {
			return false
		}
		switch r.text[r.toks[j].start:r.toks[j].end] {
		case "●", "○", "■", "□", "◆", "◇", "★", "☆", "▪", "▫", "⬤", "◦", "█", "░":
			return true
		}
		return false
	}
	return same(k-1) || same(k+1)
}

// newLine says whether a line ends before token k.
func (r *reading) newLine(k int) bool { return r.toks[k].gap&gapLine != 0 }

// spacedDashes says whether hyphens or stars part the items: bullets that lost their line breaks.
func (r *reading) spacedDashes(from, to int) bool {
	n := 0
	for k := from; k < to; k++ {
		if s := r.sign(k); (s == '-' || s == '*' || r.tokenText(k) == "–") && r.toks[k].space && k+1 < to && r.toks[k+1].space {
			n++
		}
	}
	return n >= 3 && r.countCommas(from, to) <= n/3
}

func (r *reading) spacedSlashes(from, to int) bool {
	n := 0
	for k := from; k < to; k++ {
		if r.sign(k) == '/' && r.toks[k].space && k+1 < to && r.toks[k+1].space {
			n++
		}
	}
	return n > 0 && r.countCommas(from, to) == 0
}

// addSkill cleans one item and adds it: level and years go, "and" before the last one goes, slashes of several part.
func (r *reading) addSkill(it item, group, level Span) {
	a, z := it.from, it.to
	for a < z && (r.toks[a].kind == tokenSign && !(r.sign(a) == '.' && a+1 < z && !r.toks[a+1].space) || r.toks[a].kind == tokenWord && (r.is(a, isAnd) && r.toks[a].shape == shapeLower || r.serves(a, asSoOn))) {
		a++
	}
	for z > a {
		t := &r.toks[z-1]
		if r.sign(z-1) == '%' && z-2 > a && r.toks[z-2].kind == tokenNumber {
			level = r.spanOf(z-2, z)
			z -= 2
			continue
		}
		if t.kind == tokenSign && r.sign(z-1) != '+' && r.sign(z-1) != '#' && r.sign(z-1) != ')' {
			z--
			continue
		}
		if t.kind == tokenWord && r.serves(z-1, asSoOn) {
			z--
			continue
		}
		break
	}
	if a >= z {
		return
	}
	// "Java (5 years)", "Python (Expert)", "Go - Advanced", "C 90%", "SQL: 4/5", "Java 5 years"
	if r.sign(z-1) == ')' {
		for k := z - 2; k > a; k-- {
			if r.sign(k) == '(' {
				if r.isSkillLevel(k+1, z-1) {
					level = r.spanOf(k+1, z-1)
					z = k
				}
				break
			}
		}
	}
	for k := a + 1; k < z; k++ {
		t := &r.toks[k]
		c := r.text[t.start:t.end]
		if t.kind == tokenSign && (c == "-" && t.space || c == "–" || c == "—" || c == ":" || c == "●" || c == "○" || c == "★" || c == "■" || c == "█" || c == "⬤" || c == "▪" || c == "☆" || c == "□" || c == "◆") {
			if k+1 >= z || t.kind == tokenSign && c != "-" && c != "–" && c != "—" && c != ":" || r.isSkillLevel(k+1, z) {
				level = r.spanOf(k, z)
				if k+1 < z && (c == "-" || c == "–" || c == "—" || c == ":") {
					level = r.spanOf(k+1, z)
				}
				z = k
				break
			}
		}
		if k > a && (t.kind == tokenNumber || t.kind == tokenWord) && t.space && r.isSkillLevel(k, z) && (z-k > 1 || t.kind == tokenWord) {
			level = r.spanOf(k, z)
			z = k
			break
		}
	}
	for z > a && r.toks[z-1].kind == tokenSign && r.sign(z-1) != '+' && r.sign(z-1) != '#' && r.sign(z-1) != ')' {
		z--
	}
	if a >= z || !r.hasWord(a, z) {
		return
	}
	if r.sign(z-1) == ')' && !r.balanced(a, z) {
		z--
	}
	// "Java/Python/Go"
	if parts := r.slashParts(a, z); len(parts) > 0 {
		for _, p := range parts {
			r.skills = append(r.skills, Skill{Span: r.spanOf(p.from, p.to), Group: group, Level: level})
		}
		return
	}
	r.skills = append(r.skills, Skill{Span: r.spanOf(a, z), Group: group, Level: level})
}

func (r *reading) balanced(from, to int) bool {
	d := 0
	for k := from; k < to; k++ {
		switch r.sign(k) {
		case '(':
			d++
		case ')':
			d--
		}
	}
	return d == 0
}

// isSkillLevel says whether the tokens say how well or how long: "Expert", "5 years", "90%", "4/5", "8+ yrs".
func (r *reading) isSkillLevel(from, to int) bool {
	for from < to && r.toks[from].kind == tokenSign {
		from++
	}
	if from >= to {
		return false
	}
	if n := r.whole(from, to, isSkillLevel|isHumanLevel); n != nil {
		return true
	}
	if r.toks[from].kind == tokenNumber {
		if _, n := r.duration(from, to); n > 0 && from+n >= to-2 {
			return true
		}
		k := from + 1
		if k < to && (r.sign(k) == '%' || r.sign(k) == '/' && k+1 < to && r.toks[k+1].kind == tokenNumber && k+2 == to) {
			return true
		}
		if k < to && r.sign(k) == '+' && k+1 < to && r.is(k+1, isYears) {
			return true
		}
	}
	// "Exprience - 24 months", "since 2015"
	if r.toks[to-1].kind == tokenWord && r.is(to-1, isYears|isMonths) && to-from <= 5 {
		return true
	}
	return false
}

// slashParts parts an item of three and more things with slashes, unless it is known as one.
func (r *reading) slashParts(a, z int) []item {
	n := 0
	for k := a; k < z; k++ {
		t := &r.toks[k]
		if r.sign(k) == '/' {
			n++
		}
		if r.sign(k) == '(' {
			return nil
		}
		if k > a && t.space {
			return nil
		}
	}
	if n < 2 || r.lex.slashed[strings.ToLower(r.text[r.toks[a].start:r.toks[z-1].end])] {
		return nil
	}
	var out []item
	start := a
	for k := a; k <= z; k++ {
		if k == z || r.sign(k) == '/' {
			if k > start {
				out = append(out, item{start, k})
			}
			start = k + 1
		}
	}
	return out
}
