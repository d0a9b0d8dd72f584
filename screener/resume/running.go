package resume

// Running text: resumes whose line breaks were lost, the whole of them on one line or a few. Long lines are cut into the
// lines they once were, as far as that is safe: at bullets, wide white space, labels, headings and the heads of roles, and
// then at the ends of sentences. Where none of these stands, a long line stays a paragraph.

const (
	longLine = 160 // bytes from which on a line may hold more than a paragraph
	headSpan = 18  // tokens that the head of a role may have on one side of its dates
)

// cut is a place at which a line is cut, before a token.
type cut struct {
	at      int
	heading bool
	head    bool
}

// cutRunning cuts the long lines.
func (r *reading) cutRunning() {
	any := false
	for i := range r.lines {
		if r.lines[i].span.Len() >= longLine && !r.lines[i].furn {
			any = true
			break
		}
	}
	if !any {
		return
	}
	var out []line
	var seen [SectionOther + 1]bool
	for i := range r.lines {
		n := r.lines[i]
		if n.span.Len() < longLine || n.furn {
			if out != nil {
				out = append(out, n)
			}
			if m := r.shortHeading(&n); m != SectionNone {
				seen[m] = true
			}
			continue
		}
		cuts := r.runningCuts(&n, &seen)
		if len(cuts) == 0 {
			if out != nil {
				out = append(out, n)
			}
			continue
		}
		if out == nil {
			out = append(make([]line, 0, len(r.lines)+len(cuts)*2), r.lines[:i]...)
		}
		out = r.appendPieces(out, &n, cuts)
	}
	if out != nil {
		r.lines = out
	}
}

func (r *reading) shortHeading(n *line) SectionKind {
	if n.to-n.from > 8 || n.from == n.to {
		return SectionNone
	}
	if m := r.whole(n.from, n.to, isHeading); m != nil {
		return m.section
	}
	return SectionNone
}

// runningCuts finds where a long line is to be cut; none where it is just a paragraph.
func (r *reading) runningCuts(n *line, seen *[SectionOther + 1]bool) []cut {
	var cuts []cut
	stars, hollow := 0, 0
	for k := n.from; k < n.to; k++ {
		if r.isHollow(k, n.to) {
			hollow++
		}
		if s := r.sign(k); (s == '*' || s == '-' || r.tokenText(k) == "–") && r.toks[k].space && k+1 < n.to && r.toks[k+1].space && r.toks[k+1].shape != shapeLower {
			stars++
		}
	}
	structure := false
	for k := n.from; k < n.to; k++ {
		t := &r.toks[k]
		if k > n.from && t.space && r.veryWide(k) {
			cuts = append(cuts, cut{at: k})
			structure = true
		}
		switch t.kind {
		case tokenSign:
			if k > n.from && t.space && r.bulletSign(k, n.to, stars >= 3) {
				cuts = append(cuts, cut{at: k})
				structure = true
			}
			continue
		case tokenNumber:
			if end, head := r.headAround(k, n, cuts); head >= 0 {
				cuts = dropFrom(cuts, head)
				cuts = append(cuts, cut{at: head, head: true}, cut{at: end})
				structure = true
				k = end - 1
			}
			continue
		}
		if hollow >= 3 && k > n.from && r.isHollow(k, n.to) {
			cuts = append(cuts, cut{at: k})
			structure = true
			continue
		}
		if t.word == 0 {
			continue
		}
		if r.is(k, isMonth|isSeason|isSince|isFrom|isPresent) || r.isQuarterWord(k) {
			if end, head := r.headAround(k, n, cuts); head >= 0 {
				cuts = dropFrom(cuts, head)
				cuts = append(cuts, cut{at: head, head: true}, cut{at: end})
				structure = true
				k = end - 1
				continue
			}
		}
		if end, kind := r.runningHeading(k, n, seen); end > k {
			seen[kind] = true
			n.inWork = kind == SectionExperience
			n.aside = kind != SectionExperience && kind != SectionSummary && kind != SectionProjects && kind != SectionContact
			n.pastWork = kind == SectionEducation || kind == SectionCourses || kind == SectionCertificates
			cuts = append(cuts, cut{at: k, heading: true}, cut{at: end})
			structure = true
			k = end - 1
			continue
		}
		if end := r.runningLabel(k, n.to); k > n.from && end > k {
			cuts = append(cuts, cut{at: k})
			if m, _ := r.at(k, n.to, isRoleLabel); m != nil && m.label == labelEmployer { // "company - Acme", whatever the heading before it
				n.inWork, n.aside, n.pastWork = true, false, false
			}
			if z := r.asideEnd(k, end, n.to); z > end { // "Grade: 12 IT Specialist"
				cuts = append(cuts, cut{at: z})
				end = z
				if z = r.capitalsAfter(z, n.to); r.titleWords(end, z) > 0 {
					cuts = append(cuts, cut{at: z})
					end = z
				}
			}
			k = end - 1 // "Roles & Responsibilities:" holds another label
		}
	}
	if !structure {
		return nil
	}
	return r.withSentences(n, cuts)
}

// isHollow says whether token k is the letter o that word processors' hollow bullets become.
func (r *reading) isHollow(k, to int) bool {
	t := &r.toks[k]
	return t.kind == tokenWord && t.end-t.start == 1 && r.text[t.start] == 'o' && t.space && k+1 < to && r.toks[k+1].kind == tokenWord && r.toks[k+1].shape != shapeLower
}

// dropFrom takes away the cuts that stand at or behind token at: they would part a head.
func dropFrom(cuts []cut, at int) []cut {
	for len(cuts) > 0 && cuts[len(cuts)-1].at >= at && !cuts[len(cuts)-1].heading {
		cuts = cuts[:len(cuts)-1]
	}
	return cuts
}

// veryWide says whether at least three spaces or a tab stand before token k.
func (r *reading) veryWide(k int) bool {
	spaces := 0
	for i := int(r.toks[k-1].end); i < int(r.toks[k].start); i++ {
		switch r.text[i] {
		case '\t':
			return true
		case ' ':
			spaces++
		case 0xA0:
			spaces++
		}
	}
	return spaces >= 3
}

// bulletSign says whether token k is a bullet within running text. Stars and hyphens are where there are several.
func (r *reading) bulletSign(k, to int, stars bool) bool {
	if k+1 >= to {
		return false
	}
	t := &r.toks[k]
	if k > 0 && (r.sign(k) == '-' || r.tokenText(k) == "–") && r.toks[k-1].shape == shapeLower && r.toks[k-1].kind == tokenWord {
		if m := r.walk(k-1, k); m != nil && m.is&isRoleLabel != 0 && (m.label == labelEmployer || m.label == labelBody) { // "company - Acme"
			return false
		}
	}
	switch r.text[t.start:t.end] {
	case "•", "●", "▪", "■", "◦", "‣", "➢", "►", "✓", "✔", "❖", "◆", "⁃", "➤", "▶", "○":
		return !r.isBar(k, to) && !r.betweenItems(k)
	case "*":
		return stars && r.toks[k+1].space && r.toks[k+1].shape != shapeLower
	case "-", "–":
		// "Acme Online - PHP Developer" is one line: a hyphen begins an item behind a sentence or before a verb
		return stars && r.toks[k+1].space && r.toks[k+1].shape != shapeLower && (r.endsSentence(k-1) || r.startsDoing(k+1) || r.toks[k-1].kind == tokenWord && r.toks[k-1].shape == shapeLower)
	}
	return false
}

// betweenItems says whether a bullet parts the items of a short list, "Go • Java • C", rather than lines.
func (r *reading) betweenItems(k int) bool {
	words := 0
	for j := k - 1; j >= 0 && j > k-6; j-- {
		if r.toks[j].kind == tokenSign && r.text[r.toks[j].start:r.toks[j].end] == r.text[r.toks[k].start:r.toks[k].end] {
			return words <= 3
		}
		words++
	}
	return false
}

// runningHeading says where the heading that starts at token k ends, k if none does: in capitals among small letters,
// before a colon, or capitalised where a sentence or list has ended.
func (r *reading) runningHeading(k int, n *line, seen *[SectionOther + 1]bool) (int, SectionKind) {
	t := &r.toks[k]
	if t.shape == shapeLower {
		return k, 0
	}
	m, l := r.at(k, n.to, isHeading)
	if m == nil {
		return k, 0
	}
	end := k + l
	if end < n.to && !r.toks[end].space && r.toks[end].kind == tokenSign && r.sign(end) != ':' { // Objective-C, Skills/Tools
		return k, 0
	}
	words, caps := 0, 0
	for j := k; j < end; j++ {
		if r.toks[j].kind == tokenWord {
			words++
			switch r.toks[j].shape {
			case shapeCapitals:
				caps++
			case shapeLower:
				if !r.is(j, isAnd) {
					return k, 0
				}
			}
		}
	}
	colon := end < n.to && r.sign(end) == ':'
	if colon {
		end++
	}
	boundary := k == n.from || r.endsSentence(k-1) || r.toks[k-1].kind == tokenSign && r.sign(k-1) != ',' && r.sign(k-1) != '&' && r.sign(k-1) != '/' && r.sign(k-1) != '-' && r.sign(k-1) != '(' || r.toks[k-1].kind == tokenNumber || r.inAddress(k-1)
	after := end >= n.to || r.toks[end].kind != tokenWord || r.toks[end].shape != shapeLower
	capitals := caps == words && !(k > n.from && r.toks[k-1].shape == shapeCapitals && r.toks[k-1].kind == tokenWord && !boundary)
	switch {
	case capitals && (words > 1 || end-k > 1 || len(r.text[t.start:t.end]) > 4):
		if !capsAround(r, k, end, n) || boundary {
			return end, m.section
		}
	case colon && m.section == SectionSkills && r.confirmed(m.section, end, n.to) && r.nothingDated(end, n.to): // "… in PHP pages Skills: Java, Go, Rust"
		return end, m.section
	case colon && n.inWork && caps < words && (m.section == SectionProjects && r.whole(k, end-1, isRoleLabel) != nil || m.section == SectionInterests && r.whole(k, end-1, isWithin) != nil): // a role's "Project:", a role's "Activities:"
		return k, 0
	case colon && boundary && m.section != SectionLanguages && (words > 1 || !seen[m.section]) && m.is&isStack == 0:
		return end, m.section
	}
	if seen[m.section] {
		return k, 0
	}
	if m.is&isRunning != 0 && r.confirmed(m.section, end, n.to) && (k == n.from || boundary || r.toks[k-1].kind == tokenWord && r.lex.small[r.toks[k-1].word] == 0 && !r.is(k-1, isAnd|isYears|isMonths)) {
		return end, m.section
	}
	if !after && !(boundary && words > 1) && !seenAny(seen) {
		return k, 0
	}
	if words == 1 && m.is&isRunning == 0 {
		return k, 0
	}
	if k > n.from && !boundary {
		p := &r.toks[k-1]
		if p.kind != tokenWord || r.lex.small[p.word] != 0 || r.is(k-1, isAnd|isGrade|isTitle|isYears|isMonths) && words == 1 || p.shape == shapeLower && words == 1 && !r.afterList(k) {
			return k, 0
		}
		if words == 1 && p.shape != shapeLower && !r.afterList(k) {
			return k, 0
		}
	}
	if end < n.to && r.toks[end].kind == tokenWord && r.toks[end].shape == shapeLower && (r.lex.small[r.toks[end].word] != 0 || words == 1 && !r.afterList(k) && !boundary) {
		return k, 0
	}
	if words == 1 && end < n.to && r.sign(end) == ',' {
		return k, 0
	}
	return end, m.section
}

// nothingDated says whether no role can follow: no year and no label of an employer.
func (r *reading) nothingDated(from, to int) bool {
	for k := from; k < to; k++ {
		if isYear(&r.toks[k]) {
			return false
		}
		if r.toks[k].kind == tokenWord {
			if m, l := r.at(k, to, isRoleLabel); m != nil && k+l < to && m.label == labelEmployer && (r.sign(k+l) == '-' || r.sign(k+l) == ':') {
				return false
			}
		}
	}
	return true
}

// confirmed says whether what follows is what such a section holds: a human language, a degree or school, a title or
// dates, a list.
func (r *reading) confirmed(kind SectionKind, from, to int) bool {
	signs := 0
	for k := from; k < to && k < from+12; k++ {
		t := &r.toks[k]
		switch kind {
		case SectionLanguages:
			return t.kind == tokenWord && r.is(k, isHuman) && t.shape != shapeLower
		case SectionEducation:
			if t.kind == tokenWord && t.shape == shapeLower && !r.joins(k) {
				return false
			}
			if k < from+8 && r.studyWords(k, k+1) {
				return true
			}
		case SectionExperience:
			if t.kind == tokenWord && t.shape == shapeLower && (k == from || !r.joins(k)) && !r.is(k, isSince|isPresent|isUntil) {
				return false
			}
			if t.kind == tokenWord && t.shape != shapeLower && r.isTitleWord(k) || isYear(t) {
				return true
			}
		case SectionSkills:
			if c := r.tokenText(k); c == "," || c == "•" || c == "|" || c == "·" || c == ":" {
				if signs++; signs >= 2 {
					return true
				}
			}
		default:
			return false
		}
	}
	return false
}

func seenAny(seen *[SectionOther + 1]bool) bool {
	for _, s := range seen {
		if s {
			return true
		}
	}
	return false
}

// capsAround says whether the words around are in capitals too, so that capitals say nothing.
func capsAround(r *reading, k, end int, n *line) bool {
	caps, all := 0, 0
	for j := max(n.from, k-6); j < min(n.to, end+6); j++ {
		if j >= k && j < end || r.toks[j].kind != tokenWord {
			continue
		}
		all++
		if r.toks[j].shape == shapeCapitals {
			caps++
		}
	}
	return caps*2 > all
}

// afterList says whether the words before token k are a list, whose end no stop marks: "…, Figma, HTML & CSS Interests".
func (r *reading) afterList(k int) bool {
	commas := 0
	for j := k - 1; j >= 0 && j > k-14; j-- {
		switch r.sign(j) {
		case ',', '|', ';':
			commas++
		case '.':
			if !r.abbreviates(j - 1) {
				return commas >= 2
			}
		}
	}
	return commas >= 2
}

// inAddress says whether token k belongs to an e-mail address or link.
func (r *reading) inAddress(k int) bool {
	for j := k; j >= 0 && j > k-8; j-- {
		if r.sign(j) == '@' || r.sign(j) == '/' && !r.toks[j].space {
			return true
		}
		if r.toks[j].space {
			return false
		}
	}
	return false
}

// endsSentence says whether token k is a stop that ends a sentence.
func (r *reading) endsSentence(k int) bool {
	switch r.sign(k) {
	case '!', '?', ';':
		return true
	case '.':
		if k > 0 && k+1 < len(r.toks) && r.toks[k+1].kind == tokenNumber && r.toks[k-1].kind == tokenWord && r.is(k-1, isMonth) { // "Mar. 2021"
			return false
		}
		if k > 0 && r.toks[k-1].kind == tokenWord && r.toks[k-1].shape == shapeCapital && r.toks[k-1].end-r.toks[k-1].start <= 3 && r.is(k-1, isGrade) { // "Sr. Java Developer"
			return false
		}
		if k > 0 && r.toks[k-1].kind == tokenWord && r.toks[k-1].shape == shapeCapital && r.is(k-1, isParticle) && k+1 < len(r.toks) && r.toks[k+1].kind == tokenWord && r.toks[k+1].shape != shapeLower { // "St. Louis"
			return false
		}
		if k > 0 && r.toks[k].space && k+1 < len(r.toks) && !r.toks[k+1].space && r.toks[k+1].kind == tokenWord { // ".NET Developer"
			return false
		}
		return k > 0 && !(r.toks[k-1].kind == tokenWord && (r.is(k-1, isLegal) || r.toks[k-1].end-r.toks[k-1].start == 1) && k+1 < len(r.toks) && !r.startsDoing(k+1))
	}
	return false
}

// runningLabel says where the label of a role or a "Stack:" ends that stands at token k, "Client: …", "company - …"; k if none does.
func (r *reading) runningLabel(k, to int) int {
	n, l := r.at(k, to, isRoleLabel|isStack)
	if n == nil || k+l >= to || k > 0 && (r.sign(k-1) == '(' || r.toks[k-1].kind == tokenWord && r.toks[k-1].shape == shapeLower && r.joins(k-1)) { // "(Client: a bank)", "Bachelor of Technology: …"
		return k
	}
	switch {
	case r.sign(k+l) == ':' && r.toks[k].shape != shapeLower:
		return k + l
	case r.sign(k+l) == '-' && r.toks[k+l].space && n.is&isRoleLabel != 0 && r.toks[k].shape == shapeLower && (n.label == labelEmployer || n.label == labelBody):
		return k + l
	}
	return k
}

// asideEnd is where the value of the label [k, end) ends, if it is one of numbers that are told beside a role, "Hours per week: 40 to
// 50", "Salary: 93,907 USD Per Year"; end where it is not.
func (r *reading) asideEnd(k, end, to int) int {
	if n, _ := r.at(k, to, isRoleLabel); n == nil || n.label != labelAside {
		return end
	}
	j := end + 1                                                                                                         // behind the colon
	if j < to && r.toks[j].kind == tokenWord && r.toks[j].shape == shapeCapitals && r.toks[j].end-r.toks[j].start <= 3 { // "GS-13"
		j++
	}
	first := j
	for ; j < to; j++ {
		switch t := &r.toks[j]; t.kind {
		case tokenSign:
			if t.space && r.sign(j) != '$' && r.sign(j) != '-' {
				return j
			}
		case tokenWord:
			if !r.wordIs(j, "to", "per", "usd") && !(j > first && r.wordIs(j-1, "per")) {
				return j
			}
		}
	}
	return j
}

// withSentences adds the ends of sentences to the cuts, in order.
func (r *reading) withSentences(n *line, cuts []cut) []cut {
	out := make([]cut, 0, len(cuts)*2)
	c := 0
	for k := n.from + 1; k < n.to; k++ {
		for c < len(cuts) && cuts[c].at < k {
			c++
		}
		if c < len(cuts) && cuts[c].at == k {
			for c < len(cuts) && cuts[c].at == k {
				if m := len(out) - 1; m >= 0 && out[m].at == k {
					out[m].heading = out[m].heading || cuts[c].heading
					out[m].head = out[m].head || cuts[c].head
				} else {
					out = append(out, cuts[c])
				}
				c++
			}
			continue
		}
		if r.endsSentence(k-1) && r.toks[k].space && (r.toks[k].kind != tokenWord || r.toks[k].shape != shapeLower) && !r.insideHead(out, cuts, c, k) {
			out = append(out, cut{at: k})
		}
	}
	// what begins with the line itself
	if len(cuts) > 0 && cuts[0].at == n.from {
		out = append([]cut{cuts[0]}, out...)
	}
	return out
}

// insideHead says whether token k lies within a head, whose end is the next cut.
func (r *reading) insideHead(out, cuts []cut, c, k int) bool {
	return len(out) > 0 && out[len(out)-1].head && c < len(cuts) && cuts[c].at > k
}

// appendPieces appends the pieces of line n.
func (r *reading) appendPieces(out []line, n *line, cuts []cut) []line {
	r.runningText = true
	start := n.from
	var kind cut
	put := func(end int, next cut) {
		if end > start {
			p := *n
			p.from, p.to = start, end
			p.span = r.spanOf(start, end)
			p.cut = true
			p.heading, p.head = kind.heading, kind.head
			p.blank = kind.head || kind.heading
			if start > n.from {
				p.item, p.mark = 0, 0
			}
			out = append(out, p)
		}
		start, kind = end, next
	}
	for _, c := range cuts {
		if c.at <= start {
			if c.at == start {
				kind.head = kind.head || c.head
				kind.heading = kind.heading || c.heading
			}
			continue
		}
		put(c.at, c)
	}
	put(n.to, cut{})
	return out
}
