package resume

import "slices"

// passageAt is where a line stands.
type passageAt struct {
	place   Place
	role    int
	section int
	block   int
}

// passages gives every line its place and joins the lines of one block: ordered, disjoint, covering all that is seen.
func (r *reading) passages() {
	if r.fieldsRead {
		return
	}
	if cap(r.place) < len(r.lines) {
		r.place = make([]passageAt, 0, len(r.lines)+16)
	}
	for i := range r.lines {
		r.place = append(r.place, r.placeOf(i))
	}
	order := r.inText[:0] // of the text, which is not that of the rows where margins were merged
	for i := range r.lines {
		order = append(order, i)
	}
	r.inText = order
	if r.reordered {
		slices.SortFunc(order, func(a, b int) int { return r.lines[a].span.Start - r.lines[b].span.Start })
	}
	out := slices.Grow(r.out.Passages, len(r.blocks)+8)
	for k, i := range order {
		p := r.place[i]
		s := r.lines[i].span
		if n := len(out); n > 0 && k > 0 && p == r.place[order[k-1]] {
			out[n-1].Span.End = s.End
			continue
		}
		out = append(out, Passage{Span: s, Place: p.place, Role: p.role, Section: p.section})
	}
	r.out.Passages = out
	for i := range r.out.Sections {
		r.out.Sections[i].Spans = nil
	}
	for i := range r.lines {
		if s := r.lines[i].section; s >= 0 && s < len(r.out.Sections) && !r.lines[i].heading {
			r.out.Sections[s].Spans = r.addSpan(r.out.Sections[s].Spans, r.lines[i].span)
		}
	}
}

// placeOf decides where line i stands. Doubt falls back to PlaceOther, never up.
func (r *reading) placeOf(i int) passageAt {
	n := &r.lines[i]
	p := passageAt{place: PlaceOther, role: -1, section: n.section, block: n.block}
	if n.heading || n.furn && n.section <= 0 && n.words <= 6 {
		p.place = PlaceHeading
		if n.furn {
			p.place = PlaceContact
		}
		return p
	}
	if n.section < 0 || n.section >= len(r.out.Sections) || n.block >= len(r.blocks) {
		return p
	}
	kind := r.out.Sections[n.section].Kind
	b := &r.blocks[n.block]
	if r.isForeign(n.section) || n.from < r.adTo && n.to > r.adFrom && b.used != useHead || r.foreignBlock(b) {
		p.place = PlaceForeign
		return p
	}
	if b.role >= 0 && kind != SectionProjects {
		p.role = b.role
		role := &r.out.Roles[b.role]
		dated := role.Period.Start.Year != 0 || role.Period.End.Year != 0
		switch b.used {
		case useHead:
			p.place = PlaceHead
		case useStack:
			p.place = PlaceRoleList
			if !dated && role.Confidence < 50 {
				p.place = PlaceList
			}
		case useLabel:
			p.place = PlaceHeading
		case useBody:
			switch {
			case b.enum:
				p.place = PlaceList
			case role.Confidence < 50 && !dated && !r.tellsWork(b):
				p.place, p.role = PlaceOther, -1
			default:
				p.place = PlaceRole
			}
		default:
			p.role = -1
		}
		return p
	}
	if r.behindDates(n.block, kind) && r.tellsWork(b) {
		p.place = PlaceRole
		return p
	}
	switch kind {
	case SectionProjects:
		p.role = b.role
		switch {
		case b.role < 0:
		case b.used == useHead:
			p.place = PlaceHead
			p.role = -1
			if b.enum {
				p.place = PlaceList
			}
		case b.enum || b.used == useStack:
			p.place = PlaceList
		default:
			p.place = PlaceProject
		}
		if p.place != PlaceProject {
			p.role = -1
		}
	case SectionSkills:
		p.place = PlaceList
		if r.runningText && r.tellsWork(b) { // the heading of the work was not seen
			p.place = PlaceOther
		}
	case SectionExperience:
		switch {
		case r.stackEnd(b.from, b.to) > b.from && r.stackLike(b):
			p.place = PlaceRoleList
		case b.enum:
			p.place = PlaceList
		case r.tellsWork(b): // whose role could not be read, but it is work
			p.place = PlaceRole
		}
	case SectionEducation:
		p.place = PlaceEducation
		if r.isCourseLine(b) {
			p.place = PlaceCourse
		}
	case SectionCourses:
		p.place = PlaceCourse
	case SectionCertificates:
		p.place = PlaceCertificate
	case SectionPublications:
		p.place = PlacePublication
	case SectionLanguages:
		p.place = PlaceLanguage
	case SectionInterests:
		p.place = PlaceInterest
	case SectionReferences:
		p.place = PlaceReference
	case SectionContact:
		p.place = PlaceContact
	case SectionSummary:
		p.place = PlaceSummary
		if b.enum {
			p.place = PlaceList
		}
	case SectionNone:
		switch {
		case r.isContactLine(n):
			p.place = PlaceContact
		case len(r.out.Sections) > 2 && (b.prose || i < 6) && !b.enum:
			p.place = PlaceSummary // the headline and the profile that stand above the first heading
		case b.enum:
			p.place = PlaceList
		}
	default:
		if b.enum {
			p.place = PlaceList
		}
	}
	return p
}

// behindDates says whether a block stands behind the dates of a job in a resume none of whose roles could be read: what was
// done is told behind them, under whatever heading.
func (r *reading) behindDates(id int, kind SectionKind) bool {
	switch kind {
	case SectionNone, SectionSummary, SectionSkills, SectionOther:
	default:
		return false
	}
	if len(r.out.Roles) > 0 || r.out.Verdict.NotAResume {
		return false
	}
	if r.dated == 0 { // not looked for yet
		r.dated = len(r.blocks) + 1
		for i := range r.blocks {
			b := &r.blocks[i]
			if r.isIn(b.section, SectionEducation) {
				continue
			}
			if r.rangedPeriod(b) && !r.studyWords(b.from, b.to) {
				r.dated = i + 1
				break
			}
		}
	}
	return id >= r.dated-1
}

// tellsWork says whether a block is a sentence about something done.
func (r *reading) tellsWork(b *block) bool {
	if b.enum || b.to-b.from < 5 {
		return false
	}
	from := b.from
	if e := r.labelEnd(from, b.to); e > from { // "Responsibilities: Built …"
		from = e
	}
	return r.startsDoing(from) && (b.prose || b.bullet || r.lines[b.lo].cut)
}

// isCourseLine says whether a line of an education section lists courses.
func (r *reading) isCourseLine(b *block) bool {
	for k := b.from; k < b.to && k < b.from+3; k++ {
		if r.toks[k].kind == tokenWord {
			if r.serves(k, asCourse) {
				return true
			}
		}
	}
	return false
}

// isContactLine says whether a line at the top holds the name or contact data.
func (r *reading) isContactLine(n *line) bool {
	c := &r.out.Contact
	if n.span.Overlaps(c.Name) || n.span.Overlaps(c.Location) && n.words <= 8 {
		return true
	}
	for _, set := range [3][]Span{r.emails, r.phones, r.links} {
		for _, s := range set {
			if s.Start >= n.span.Start && s.End <= n.span.End && n.words <= 40 {
				return true
			}
		}
	}
	return n.words <= 3 && n.from < n.to && r.walk(n.from, n.to) != nil && r.walk(n.from, n.to).is&isPersonLabel != 0
}

// foreignBlock says whether a block speaks like a job advertisement: to a reader who is to apply.
func (r *reading) foreignBlock(b *block) bool {
	if b.heading || b.to-b.from < 4 {
		return false
	}
	strong := 0
	for k := r.first(setAd, b.from, b.to); k < b.to; k = r.first(setAd, k+1, b.to) {
		if n, l := r.at(k, b.to, isAd3); n != nil && l >= 2 {
			strong++
			k += l - 1
		}
	}
	return strong >= 2 || strong == 1 && r.secondPerson(b)
}

// secondPerson says whether a block addresses somebody: "you", "your".
func (r *reading) secondPerson(b *block) bool {
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		if r.serves(k, asAddressed) {
			return true
		}
	}
	return false
}
