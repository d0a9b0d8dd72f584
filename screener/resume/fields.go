package resume

import (
	"slices"
	"strconv"
	"strings"

	"shortlist/screener/document"
)

// fields reads a document whose format states its structure (JSON Resume). It says whether it did.
func (r *reading) fields() bool {
	work := false
	for _, m := range r.doc.Marks {
		if m.Kind == document.MarkField && (strings.HasPrefix(m.Value, "basics.") || strings.HasPrefix(m.Value, "work[") || strings.HasPrefix(m.Value, "skills[") || strings.HasPrefix(m.Value, "education[")) {
			work = true
			break
		}
	}
	return work
}

// fieldPath parts "work[2].highlights[0]" into "work", 2, "highlights", 0.
func fieldPath(v string) (section string, index int, key string, sub int) {
	index, sub = -1, -1
	section, rest, _ := strings.Cut(v, ".")
	if a := strings.IndexByte(section, '['); a >= 0 {
		index, _ = strconv.Atoi(strings.TrimSuffix(section[a+1:], "]"))
		section = section[:a]
	}
	key = rest
	if a := strings.IndexByte(rest, '['); a >= 0 {
		n, after, _ := strings.Cut(rest[a+1:], "]")
		sub, _ = strconv.Atoi(n)
		key = rest[:a] + after
	}
	return section, index, key, sub
}

// finishFields builds the resume from the marks.
func (r *reading) finishFields() {
	r.fieldsRead = true
	b := fieldReader{reading: r, sections: map[string]int{}, roles: map[string]int{}}
	r.findLines()
	for i := range r.lines {
		r.lines[i].section = 0
	}
	r.out.Sections = append(r.out.Sections, Section{Kind: SectionNone, Confidence: 100})
	r.findAddresses()
	r.out.Contact = Contact{}
	for _, m := range r.doc.Marks {
		if m.Kind == document.MarkField && m.Start < len(r.text) {
			b.take(m)
		}
	}
	b.finish()
}

type fieldReader struct {
	*reading
	sections map[string]int
	roles    map[string]int
}

func (b *fieldReader) section(name string, kind SectionKind, s Span) int {
	i, ok := b.sections[name]
	if !ok {
		i = len(b.out.Sections)
		b.sections[name] = i
		b.out.Sections = append(b.out.Sections, Section{Kind: kind, Confidence: 100})
	}
	b.out.Sections[i].Spans = b.addSpan(b.out.Sections[i].Spans, s)
	return i
}

func (b *fieldReader) passage(s Span, p Place, role, section int) {
	b.out.Passages = append(b.out.Passages, Passage{Span: s, Place: p, Role: role, Section: section})
}

func (b *fieldReader) take(m document.Mark) {
	section, index, key, _ := fieldPath(m.Value)
	s := Span{Start: m.Start, End: min(m.End, len(b.text))}
	if s.Empty() {
		return
	}
	switch section {
	case "basics":
		sec := b.section(section, SectionContact, s)
		c := &b.out.Contact
		place := PlaceContact
		switch key {
		case "name":
			c.Name = s
		case "email":
			c.Email = s
			b.emails = b.once(b.emails, s)
		case "phone":
			c.Phone = s
			b.phones = b.once(b.phones, s)
		case "url", "profiles.url":
			c.Links = append(c.Links, s)
			b.links = b.once(b.links, s)
		case "profiles.username":
			b.links = b.once(b.links, s)
		case "summary":
			place = PlaceSummary
		case "label":
			place = PlaceSummary
		}
		if strings.HasPrefix(key, "location") && key != "location.countryCode" {
			c.Location = cover(c.Location, s)
		}
		b.passage(s, place, -1, sec)
	case "work", "volunteer":
		kind := SectionExperience
		if section == "volunteer" {
			kind = SectionVolunteer
		}
		b.role(section, kind, index, key, s)
	case "education":
		sec := b.section(section, SectionEducation, s)
		for len(b.out.Education) <= index && index < 1000 {
			b.out.Education = append(b.out.Education, Education{})
		}
		place := PlaceEducation
		if index >= 0 && index < len(b.out.Education) {
			e := &b.out.Education[index]
			e.Span = cover(e.Span, s)
			switch key {
			case "institution":
				e.Institution = s
			case "area":
				e.Field = s
			case "studyType":
				e.Degree = s
				from, to := b.tokensIn(s)
				if _, _, level, ok := b.degreeIn(from, to); ok {
					e.Level = level
				}
			case "startDate", "endDate":
				b.date(&e.Period, key, s)
			case "courses":
				place = PlaceCourse
			}
		}
		b.passage(s, place, -1, sec)
	case "skills":
		sec := b.section(section, SectionSkills, s)
		b.skill(index, key, s)
		b.passage(s, PlaceList, -1, sec)
	case "projects":
		sec := b.section(section, SectionProjects, s)
		for len(b.out.Projects) <= index && index < 1000 {
			b.out.Projects = append(b.out.Projects, Entry{Kind: SectionProjects})
		}
		place, role := PlaceProject, index
		if index >= 0 && index < len(b.out.Projects) {
			p := &b.out.Projects[index]
			switch key {
			case "name":
				p.Title = s
				place, role = PlaceHead, -1
			case "startDate", "endDate":
				b.date(&p.Period, key, s)
				place, role = PlaceHead, -1
			case "url", "type", "entity", "roles":
				place, role = PlaceHead, -1
			case "keywords":
				place, role = PlaceList, -1
				p.Body = append(p.Body, s)
			default:
				p.Body = append(p.Body, s)
			}
		} else {
			place, role = PlaceOther, -1
		}
		b.passage(s, place, role, sec)
	case "certificates":
		b.entry(section, SectionCertificates, PlaceCertificate, index, key, s)
	case "publications":
		b.entry(section, SectionPublications, PlacePublication, index, key, s)
	case "awards":
		b.entry(section, SectionAwards, PlaceOther, index, key, s)
	case "languages":
		b.entry(section, SectionLanguages, PlaceLanguage, index, key, s)
	case "interests":
		b.entry(section, SectionInterests, PlaceInterest, index, key, s)
	case "references":
		sec := b.section(section, SectionReferences, s)
		b.passage(s, PlaceReference, -1, sec)
	default:
		b.passage(s, PlaceOther, -1, 0)
	}
}

func (b *fieldReader) once(spans []Span, s Span) []Span {
	for _, o := range spans {
		if o.Overlaps(s) {
			return spans
		}
	}
	return append(spans, s)
}

func (b *fieldReader) role(section string, kind SectionKind, index int, key string, s Span) {
	sec := b.section(section, kind, s)
	if index < 0 || index > 1000 {
		b.passage(s, PlaceOther, -1, sec)
		return
	}
	name := section + strconv.Itoa(index)
	at, ok := b.roles[name]
	if !ok {
		at = len(b.out.Roles)
		b.roles[name] = at
		role := Role{Section: sec, Confidence: 100}
		if section == "volunteer" {
			role.Kind = RoleVolunteer
		}
		b.out.Roles = append(b.out.Roles, role)
	}
	o := &b.out.Roles[at]
	place := PlaceHead
	switch key {
	case "name", "company", "organization":
		o.Employer = s
	case "position":
		o.Title = s
	case "location":
		o.Location = s
	case "startDate", "endDate":
		b.date(&o.Period, key, s)
	case "summary", "highlights", "description":
		place = PlaceRole
		from, to := b.tokensIn(s)
		if key != "description" && b.isEnumeration(from, to) {
			place = PlaceList
		}
		o.Highlights = append(o.Highlights, s)
		o.Body = b.addSpan(o.Body, s)
	case "keywords", "technologies":
		place = PlaceRoleList
		o.Stack = append(o.Stack, s)
		o.Body = b.addSpan(o.Body, s)
	}
	if place == PlaceHead {
		o.Head = cover(o.Head, s)
	}
	b.passage(s, place, at, sec)
}

func (b *fieldReader) entry(section string, kind SectionKind, place Place, index int, key string, s Span) {
	sec := b.section(section, kind, s)
	b.passage(s, place, -1, sec)
	name := section + strconv.Itoa(index)
	at, ok := b.roles[name]
	if !ok {
		at = len(b.out.Entries)
		b.roles[name] = at
		b.out.Entries = append(b.out.Entries, Entry{Kind: kind})
	}
	e := &b.out.Entries[at]
	switch key {
	case "name", "title", "language":
		e.Title = s
	case "issuer", "publisher", "awarder", "fluency":
		e.Issuer = s
	case "date", "releaseDate":
		b.date(&e.Period, "startDate", s)
	}
	e.Body = b.addSpan(e.Body, s)
}

func (b *fieldReader) skill(index int, key string, s Span) {
	switch key {
	case "name":
		b.group, b.groupUsed = s, false
		b.out.Skills = append(b.out.Skills, Skill{Span: s})
	case "keywords":
		if n := len(b.out.Skills); !b.groupUsed && n > 0 && b.out.Skills[n-1].Span == b.group {
			b.out.Skills = b.out.Skills[:n-1] // it was the label of these
		}
		b.groupUsed = true
		b.out.Skills = append(b.out.Skills, Skill{Span: s, Group: b.group})
	case "level":
		if n := len(b.out.Skills); n > 0 {
			b.out.Skills[n-1].Level = s
		}
	}
}

// date reads a date field of JSON Resume.
func (b *fieldReader) date(p *Period, key string, s Span) {
	from, to := b.tokensIn(s)
	d, _, ok := b.reading.date(from, to, false)
	open := false
	if !ok {
		if n, _ := b.at(from, to, isPresent); n != nil {
			open = true
		}
	}
	p.Span = cover(p.Span, s)
	if key == "startDate" {
		p.Start = d
		return
	}
	p.End, p.Open = d, open
}

// finish settles what only the whole says: roles without an end last; kinds; passages in order.
func (b *fieldReader) finish() {
	for i := range b.out.Roles {
		o := &b.out.Roles[i]
		if o.Period.Start.Year != 0 && o.Period.End.Year == 0 {
			o.Period.Open = true
		}
		if o.Kind == RoleJob {
			if k, ok := b.kindOf(o.Title); ok {
				o.Kind = k
			}
		}
	}
	b.cover()
}

// cover orders the passages and adds one for whatever no field claims.
func (b *fieldReader) cover() {
	ps := b.out.Passages
	slices.SortStableFunc(ps, func(a, b Passage) int { return a.Span.Start - b.Span.Start })
	out := ps[:0:0]
	at := 0
	gap := func(to int) {
		for at < to {
			s := trim(b.text, Span{Start: at, End: to})
			if s.Empty() {
				break
			}
			if n := strings.IndexByte(b.text[s.Start:s.End], '\n'); n >= 0 {
				s.End = s.Start + n
			}
			at = s.End
			s = trim(b.text, s)
			p := PlaceOther
			if from, t := b.tokensIn(s); b.whole(from, t, isHeading) != nil {
				p = PlaceHeading
			}
			if !s.Empty() {
				out = append(out, Passage{Span: s, Place: p, Role: -1, Section: 0})
			}
		}
	}
	for _, p := range ps {
		if p.Span.Start < at {
			p.Span.Start = at
		}
		p.Span = trim(b.text, p.Span)
		if p.Span.Empty() {
			continue
		}
		gap(p.Span.Start)
		out = append(out, p)
		at = p.Span.End
	}
	gap(len(b.text))
	b.out.Passages = out
}
