package resume

import (
	"slices"
	"strings"
)

// candidate is a line that may head a section.
type candidate struct {
	line       int
	kind       SectionKind
	foreign    bool
	known      bool    // the whole line is a known heading
	looks      int     // how much it looks like a heading
	style      float32 // strength of its type: marks, size, weight, capitals
	underlined bool
}

// findSections finds the headings and gives every line its section.
func (r *reading) findSections() {
	cands := r.headingCandidates()
	strong := r.mainStyle(cands)
	r.out.Sections = append(slices.Grow(r.out.Sections, len(cands)+1), Section{Kind: SectionNone, Confidence: 50})
	open := map[int]int{} // by column: the section that was open at its end
	cur, c := 0, 0
	columns := false
	for i := range r.lines {
		if r.lines[i].column > 0 {
			columns = true
			break
		}
	}
	kind := SectionNone
	for i := range r.lines {
		n := &r.lines[i]
		if n.mateOf >= 0 && !(c < len(cands) && cands[c].line == i) {
			n.section = r.lines[n.mateOf].section
			if n.mateOf > i || n.section < 0 {
				n.section = cur
			}
			continue
		}
		if columns && i > 0 && (n.page != r.lines[i-1].page || n.column != r.lines[i-1].column) && !n.furn {
			p := &r.lines[i-1]
			open[p.column] = cur
			if n.page > p.page || n.column != p.column {
				if s, ok := open[n.column]; ok && n.page > 1 {
					cur = s
					kind = r.out.Sections[cur].Kind
				}
			}
		}
		for c < len(cands) && cands[c].line < i {
			c++
		}
		if c < len(cands) && cands[c].line == i && r.isHeading(&cands[c], kind, strong) {
			h := &cands[c]
			conf := uint8(60)
			if h.known {
				conf = 90
			}
			if h.kind == SectionLanguages && !r.speaksHuman(i) {
				h.kind = SectionSkills
			}
			n.heading = true
			kind = h.kind
			cur = len(r.out.Sections)
			r.out.Sections = append(r.out.Sections, Section{Kind: kind, Heading: trimHeading(r.text, n.span), Confidence: conf})
			if h.foreign {
				r.foreign(cur)
			}
		} else if c < len(cands) && cands[c].line == i && cands[c].known {
			n.label = true
		} else if k := r.inlineHeading(n, kind); k != SectionNone {
			kind = k
			cur = len(r.out.Sections)
			r.out.Sections = append(r.out.Sections, Section{Kind: kind, Confidence: 60})
		}
		n.section = cur
	}
	for i := range r.lines {
		n := &r.lines[i]
		if n.mateOf >= 0 && !n.heading {
			n.section = r.lines[n.mateOf].section
		}
	}
}

// inlineHeading reads a heading on the line of its text: "Technical skills: Java, C++", "LANGUAGES: English". Within
// sections of other work such a line is a label of theirs.
func (r *reading) inlineHeading(n *line, open SectionKind) SectionKind {
	e := r.labelEnd(n.from, n.to)
	if e == n.from || e >= n.to || n.furn {
		return SectionNone
	}
	m := r.whole(n.from, e-1, isHeading)
	if m == nil || m.section == open || m.section == SectionContact || m.section == SectionOther {
		return SectionNone
	}
	caps := true
	for k := n.from; k < e-1; k++ {
		caps = caps && (r.toks[k].kind != tokenWord || r.toks[k].shape == shapeCapitals)
	}
	switch open {
	case SectionNone, SectionContact, SectionOther, SectionSummary, SectionInterests, SectionLanguages, SectionReferences:
	case SectionSkills:
		if m.section == SectionSkills || m.is&(isGroup|isSkillLevel) != 0 && !(m.section == SectionLanguages && r.humanIn(e, n.to)) {
			return SectionNone
		}
	case SectionEducation, SectionExperience, SectionProjects:
		if !caps || !n.blank || m.is&(isWithin|isStack) != 0 && open != SectionEducation {
			return SectionNone
		}
	default:
		if !caps && !n.blank {
			return SectionNone
		}
	}
	switch m.section {
	case SectionLanguages:
		if !r.humanIn(e, n.to) {
			return SectionSkills
		}
	case SectionExperience, SectionProjects, SectionEducation:
		if !caps {
			return SectionNone
		}
	case SectionSummary:
		if open != SectionNone && open != SectionContact {
			return SectionNone
		}
	}
	return m.section
}

// humanIn says whether a human language is named in the tokens.
func (r *reading) humanIn(from, to int) bool {
	for k := from; k < to; k++ {
		if r.toks[k].kind == tokenWord && r.is(k, isHuman) {
			return true
		}
	}
	return false
}

// foreign marks a section as somebody else's text.
func (r *reading) foreign(s int) {
	r.out.Sections[s].Kind = SectionOther
	r.foreignSections = append(r.foreignSections, s)
}

func (r *reading) isForeign(s int) bool {
	return slices.Contains(r.foreignSections, s)
}

// headingCandidates gives the lines that may be headings: known ones, and unknown ones that look like them.
func (r *reading) headingCandidates() []candidate {
	out := r.cands[:0]
	for i := range r.lines {
		n := &r.lines[i]
		if n.furn || n.to-n.from == 0 || n.to-n.from > 24 {
			continue
		}
		h := candidate{line: i}
		if n.capitals {
			h.looks++
		}
		if n.bold {
			h.looks++
		}
		if n.blank {
			h.looks++
		}
		if n.mark > 0 {
			h.looks += 3
		}
		if r.body > 0 && n.size > r.body*1.08 {
			h.looks += 2
		}
		if i+1 < len(r.lines) && r.onlySigns(i+1) && r.text[r.lines[i+1].span.Start] != '*' {
			h.looks += 3
			h.underlined = true
		}
		if n.cut && n.heading || n.margin {
			h.looks += 3
		}
		n.heading = false
		h.style = r.styleOf(n, h.underlined)
		from, to := n.from, n.to
		for to > from && r.toks[to-1].kind == tokenSign && r.sign(to-1) != ')' {
			to--
		}
		for from < to && r.toks[from].kind == tokenSign {
			from++
		}
		if from == to || r.sign(n.to-1) == ',' || i > 0 && r.sign(r.lines[i-1].to-1) == ',' && !n.blank {
			continue
		}
		if m := r.whole(from, to, isHeading|isForeign); m != nil {
			h.known = true
			h.kind = m.section
			if m.is&isHeading == 0 {
				h.foreign, h.kind = true, SectionOther
			}
		} else if k, ok := r.spacedHeading(from, to); ok {
			h.known, h.kind = true, k
			h.looks += 2
		} else if k, ok := r.paddedHeading(from, to); ok {
			h.known, h.kind = true, k
		} else if n.words <= 6 && h.looks >= 2 && !n.bullet && !r.hasYear(n.from, n.to) {
			h.kind = r.keyword(from, to)
			if h.kind == SectionNone && (n.words > 4 || h.looks < 3) {
				continue
			}
		} else {
			continue
		}
		if h.known && n.bullet && h.looks < 2 && n.item > 0 {
			continue
		}
		if n.cell != 0 && h.known && h.looks == 0 && !n.blank {
			h.looks = 0
		}
		out = append(out, h)
	}
	r.cands = out
	return out
}

// paddedHeading reads headings with something behind them: "Experience (8 years)", "Skills & Tools / 2024".
func (r *reading) paddedHeading(from, to int) (SectionKind, bool) {
	// "Qualifications & Education": the more telling of the two decides
	pick := func(a, b *node) (SectionKind, bool) {
		if b.is&isHeading != 0 && (b.section == SectionEducation || b.section == SectionExperience) && a.section != SectionEducation && a.section != SectionExperience {
			return b.section, true
		}
		return a.section, true
	}
	for k := from + 1; k < to && k < from+5; k++ {
		if r.sign(k) == '(' && r.sign(to-1) == ')' {
			if m := r.whole(from, k, isHeading); m != nil {
				return m.section, true
			}
		}
		if s := r.sign(k); (s == '|' || s == '/' || s == '&' || s == '+' || s == ',') && k+1 < to && to-from < 10 {
			a, b := r.whole(from, k, isHeading), r.whole(k+1, to, isHeading|isGroup)
			if a != nil && b != nil {
				return pick(a, b)
			}
		}
		if r.is(k, isAnd) && k+1 < to && to-from < 10 {
			a, b := r.whole(from, k, isHeading), r.whole(k+1, to, isHeading|isGroup)
			if a != nil && b != nil {
				return pick(a, b)
			}
		}
	}
	return 0, false
}

// spacedHeading reads letter-spaced headings: "E X P E R I E N C E".
func (r *reading) spacedHeading(from, to int) (SectionKind, bool) {
	single := r.count(setSingle, from, to)
	if single < 3 || single*2 < to-from {
		return 0, false
	}
	var buf []byte
	for k := from; k < to; k++ {
		if t := &r.toks[k]; t.kind == tokenWord {
			for _, c := range r.text[t.start:t.end] {
				buf = appendFolded(buf, c)
			}
		}
	}
	all := r.lex.squeezed()
	k, ok := all[string(buf)]
	for _, and := range [...]string{"and", "und", "et", "y", "e"} { // the list leaves these out
		if !ok {
			k, ok = all[strings.Replace(string(buf), and, "", 1)]
		}
	}
	return k, ok
}

// keyword gives the kind that a word of the line decides; the last such word wins ("Education and Experience" is rare,
// "Technical Skills" and "Relevant Engineering Experience" are not).
func (r *reading) keyword(from, to int) SectionKind {
	kind := SectionNone
	for k := from; k < to; k++ {
		if r.toks[k].kind == tokenWord && r.is(k, isKeyword) {
			kind = r.info(k).keyword
		}
	}
	return kind
}

// styleOf is a number that grows with how strongly a line is set.
func (r *reading) styleOf(n *line, underlined bool) float32 {
	s := float32(0)
	if n.mark > 0 {
		s += 40 - 4*float32(n.mark)
	}
	if r.body > 0 && n.size > 0 {
		s += 20 * (n.size/r.body - 1)
	}
	if n.bold {
		s += 2
	}
	if n.capitals {
		s += 2
	}
	if underlined {
		s += 4
	}
	return s
}

// mainStyle is the style of the headings that surely are some: the weaker half of experience, education, skills.
func (r *reading) mainStyle(cands []candidate) float32 {
	best, seen := float32(1e9), false
	for _, h := range cands {
		if !h.known {
			continue
		}
		switch h.kind {
		case SectionExperience, SectionEducation:
			seen = true
			best = min(best, h.style)
		}
	}
	if !seen {
		for _, h := range cands {
			if h.known && h.kind == SectionSkills {
				return h.style
			}
		}
		return 0
	}
	return best
}

// isHeading decides on a candidate, in the section that is open.
func (r *reading) isHeading(h *candidate, open SectionKind, main float32) bool {
	n := &r.lines[h.line]
	if h.known && n.margin {
		return h.kind != SectionLanguages || open != SectionSkills || r.speaksHuman(h.line)
	}
	if h.known {
		weaker := h.style < main-1.5
		from, to := n.from, n.to
		group := r.whole(from, to, isGroup) != nil
		switch open {
		case SectionSkills:
			if group && (weaker || h.kind != SectionLanguages && h.kind != SectionCourses && h.style <= main && !n.blank && !n.capitals || n.bullet) {
				return h.kind == SectionLanguages && r.speaksHuman(h.line) && !n.bullet
			}
			if group && h.kind == SectionLanguages {
				return r.speaksHuman(h.line)
			}
			if group && h.kind == SectionSkills && n.cell != 0 && n.mark == 0 {
				return false
			}
		case SectionExperience, SectionProjects, SectionVolunteer:
			if r.whole(from, to, isWithin) != nil && (weaker || h.kind != SectionAwards || n.bullet || r.lastSign(n) == ':') {
				return h.kind == SectionAwards && !weaker && !n.bullet && n.capitals
			}
			if m := r.whole(from, to, isStack); m != nil && (weaker || n.bullet || r.lastSign(n) == ':' && !n.capitals) {
				return false
			}
			if h.foreign && r.whole(from, to, isRoleLabel) != nil {
				return false
			}
		case SectionEducation:
			if h.kind == SectionCourses && weaker || r.whole(from, to, isStudyDetail) != nil && (weaker || n.bullet) {
				return false
			}
		}
		if weaker && n.bullet {
			return false
		}
		// A heading in the middle of other text: only what looks like one.
		if weaker && h.looks == 0 && open != SectionNone && open != SectionContact && (n.words == 1 && h.kind != SectionExperience && h.kind != SectionEducation && h.kind != SectionSkills || main > 6) {
			return false
		}
		if h.kind == SectionContact && n.words == 1 && weaker && !n.blank {
			return false
		}
		return true
	}
	// Unknown headings must be set like the known ones.
	if h.style < main-0.5 || h.looks < 2 || main == 0 && h.looks < 4 || n.bullet {
		return false
	}
	if h.kind == SectionNone {
		if r.margins || open == SectionSkills && (n.mark == 0 || h.style < main) || !r.alignsWithHeadings(n) {
			return false
		}
		if main < 3 || h.style > main+8 || h.line < 4 && r.doc.Lines[0].Page <= 1 || open == SectionNone || n.mateOf >= 0 {
			return false
		}
		if r.titleWords(n.from, n.to) > 0 || r.isPlaceLine(n) {
			return false
		}
		if open == SectionExperience || open == SectionEducation || open == SectionProjects {
			// An employer or a project may be set like a heading.
			if h.style > main+0.5 || h.style < main-0.5 || !n.capitals && n.mark == 0 {
				return false
			}
			if n.mark == 0 && r.hasHead(h.line+1) {
				return false
			}
		}
		h.kind = SectionOther
		return true
	}
	if open == SectionExperience || open == SectionProjects {
		if r.titleWords(n.from, n.to) > 0 {
			return false
		}
		return h.style >= main-0.5 && h.looks >= 3 || n.capitals
	}
	return true
}

// alignsWithHeadings says whether a line starts where the headings found so far start.
func (r *reading) alignsWithHeadings(n *line) bool {
	if !n.geometry {
		return true
	}
	for i := range r.lines {
		o := &r.lines[i]
		if o.heading && o.page <= n.page && o.left > n.left-4 && o.left < n.left+4 {
			return true
		}
	}
	return false
}

// hasHead says whether one of the two lines from i states a date, as the head of a role does.
func (r *reading) hasHead(i int) bool {
	for k := i; k < i+2 && k < len(r.lines); k++ {
		if r.hasYear(r.lines[k].from, r.lines[k].to) {
			return true
		}
	}
	return false
}

func (r *reading) lastSign(n *line) byte {
	if n.to == n.from {
		return 0
	}
	return r.sign(n.to - 1)
}

// speaksHuman says whether a human language is named in the lines after line i.
func (r *reading) speaksHuman(i int) bool {
	human := 0
	for k := i; k < len(r.lines) && k <= i+6; k++ {
		n := &r.lines[k]
		if k > i && (n.mark > 0 || n.to-n.from <= 8 && r.whole(n.from, n.to, isHeading) != nil) {
			break
		}
		for t := n.from; t < n.to && t < n.from+40; t++ {
			if r.toks[t].kind == tokenWord && r.is(t, isHuman) {
				human++
			}
		}
		if human > 0 && k > i {
			return true
		}
	}
	return human > 0
}

// hasYear says whether a year stands in the tokens.
func (r *reading) hasYear(from, to int) bool { return r.any(setYear, from, to) }

// onlySigns says whether line i holds no letter and no digit: a rule drawn with signs.
func (r *reading) onlySigns(i int) bool {
	n := &r.lines[i]
	if n.to-n.from < 3 {
		return false
	}
	return !r.hasWord(n.from, n.to)
}

// trimHeading takes signs off both ends of a heading.
func trimHeading(text string, s Span) Span {
	const signs = " \t#*=_-–—:|•·>~"
	for s.Start < s.End && strings.ContainsRune(signs, rune(text[s.Start])) {
		s.Start++
	}
	for s.End > s.Start && strings.ContainsRune(signs, rune(text[s.End-1])) {
		s.End--
	}
	return s
}
