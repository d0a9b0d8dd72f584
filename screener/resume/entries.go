package resume

// readProjects reads the projects sections: a project begins with a short line that is no bullet.
func (r *reading) readProjects() {
	for s := range r.out.Sections {
		if r.out.Sections[s].Kind != SectionProjects {
			continue
		}
		current := -1
		started := false // the entry has a body already
		ids := r.blocksOf(s)
		for i, id := range ids {
			b := &r.blocks[id]
			if r.onlySigns(b.lo) || b.label || r.isLabelBlock(b) {
				b.used = useLabel
				continue
			}
			dateOnly := r.onlyDates(b)
			if dateOnly {
				if current >= 0 && !started && r.out.Projects[current].Period.Span.Empty() && !r.lines[b.lo].blank || current >= 0 && r.out.Projects[current].Period.Span.Empty() && i+1 == len(ids) {
					r.out.Projects[current].Period = entryPeriod(b)
					b.role, b.used = current, useHead
					continue
				}
				r.out.Projects = append(r.out.Projects, Entry{Kind: SectionProjects, Period: entryPeriod(b)})
				current, started = len(r.out.Projects)-1, false
				b.role, b.used = current, useHead
				continue
			}
			if r.projectHead(b, started, current, i) {
				if current >= 0 && r.out.Projects[current].Title.Empty() && !started {
					// the date stood before it
				} else if current >= 0 && !started && len(b.periods) == 0 && !b.bullet && (!r.lines[b.lo].blank && !r.lines[b.lo].bold || r.scoreTitle(b.from, b.to) >= 3) {
					// a second line of the head: "Python, Flask", a role, a link
					b.role, b.used = current, useHead
					continue
				} else {
					r.out.Projects = append(r.out.Projects, Entry{Kind: SectionProjects})
					current, started = len(r.out.Projects)-1, false
				}
				p := &r.out.Projects[current]
				if p.Period.Span.Empty() {
					p.Period = entryPeriod(b)
				}
				from, to := b.from, b.to
				if e := r.labelEnd(b.from, b.to); e > b.from && e-b.from <= 8 && e < b.to {
					to = e - 1
					p.Body = r.addSpan(p.Body, r.spanOf(e, b.to))
					started = true
				}
				var buf [8]field
				fields := r.cutFields(buf[:0], from, to, b.periods, 0, false)
				if len(fields) > 0 {
					p.Title = r.spanOf(fields[0].from, fields[0].to)
				}
				b.role, b.used = current, useHead
				if started {
					b.used = useBody
				}
				continue
			}
			if current < 0 {
				r.out.Projects = append(r.out.Projects, Entry{Kind: SectionProjects})
				current = len(r.out.Projects) - 1
			}
			b.role, b.used = current, useBody
			if r.stackEnd(b.from, b.to) > b.from && r.stackLike(b) {
				b.used = useStack
			}
			r.out.Projects[current].Body = r.addSpan(r.out.Projects[current].Body, b.span)
			started = true
		}
	}
}

// projectHead says whether a block names a project.
func (r *reading) projectHead(b *block, started bool, current, i int) bool {
	n := &r.lines[b.lo]
	words := r.wordsBeside(b)
	if b.prose && len(b.periods) == 0 && !(r.labelEnd(b.from, b.to) > b.from && b.bullet) {
		return false
	}
	if r.stackEnd(b.from, b.to) > b.from && current >= 0 {
		return false
	}
	if words > 14 && !(len(b.periods) > 0 && words <= 20) && r.labelEnd(b.from, b.to) == b.from {
		return false
	}
	if b.bullet {
		return r.labelEnd(b.from, b.to) > b.from && r.labelEnd(b.from, b.to)-b.from <= 7 || n.bold && words <= 8 || r.rangedPeriod(b) && words <= 8
	}
	if len(b.periods) > 0 && words <= 14 || n.bold || n.mark > 0 || r.body > 0 && n.size > r.body*1.05 {
		return true
	}
	if r.startsDoing(b.from) && words > 4 || r.startsSmall(n) && words > 3 {
		return false
	}
	return words <= 8 && !r.ends(b.to) && (current < 0 || started && n.blank || started || r.out.Projects[current].Title.Empty()) && (n.blank || !started || words <= 5)
}

func (r *reading) onlyDates(b *block) bool {
	if len(b.periods) == 0 {
		return false
	}
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind != tokenSign && inPeriod(b.periods, k) == nil {
			return false
		}
	}
	return true
}

func entryPeriod(b *block) Period {
	if len(b.periods) == 0 {
		return Period{}
	}
	return b.periods[0].Period
}

// readEntries reads certificates, courses, publications, awards and human languages: one item a line, bullet or part
// of a list.
func (r *reading) readEntries() {
	for s := range r.out.Sections {
		kind := r.out.Sections[s].Kind
		switch kind {
		case SectionCertificates, SectionCourses, SectionPublications, SectionAwards:
			for _, id := range r.blocksOf(s) {
				b := &r.blocks[id]
				if r.onlySigns(b.lo) || b.label {
					continue
				}
				b.used = useEntry
				n := len(r.out.Entries)
				if r.onlyDates(b) {
					if n > 0 && r.out.Entries[n-1].Kind == kind && r.out.Entries[n-1].Period.Span.Empty() {
						r.out.Entries[n-1].Period = entryPeriod(b)
					}
					continue
				}
				if kind == SectionCourses && b.enum {
					r.splitEntries(b, kind)
					continue
				}
				r.out.Entries = append(r.out.Entries, r.entry(b, kind))
			}
		case SectionLanguages:
			for _, id := range r.blocksOf(s) {
				r.blocks[id].used = useEntry
				r.languagesOf(&r.blocks[id])
			}
		case SectionInterests:
			for _, id := range r.blocksOf(s) {
				if b := &r.blocks[id]; !b.prose {
					b.used = useEntry
					r.splitEntries(b, kind)
				}
			}
		}
	}
}

// entry reads "Name, Issuer (2021)".
func (r *reading) entry(b *block, kind SectionKind) Entry {
	e := Entry{Kind: kind, Period: entryPeriod(b), Body: []Span{b.span}}
	var room [8]field
	fields := r.cutFields(room[:0], b.from, b.to, b.periods, 0, false)
	if len(fields) == 0 {
		return e
	}
	f := fields[0]
	var buf [8]int
	commas := r.commas(buf[:0], f.from, f.to)
	// "Name (CKA), Issuer": a short bracket belongs to the name
	name := field{from: f.from, to: f.to}
	if kind != SectionPublications && len(commas) > 0 && !b.prose {
		c := commas[len(commas)-1]
		name.to = c
		e.Issuer = r.spanOf(c+1, f.to)
	}
	if len(fields) > 1 && e.Issuer.Empty() && kind != SectionPublications {
		g := fields[1]
		if g.sep == sepParen {
			name.to = min(g.to+1, b.to)
			if len(fields) > 2 {
				g = fields[2]
				e.Issuer = r.spanOf(g.from, g.to)
			}
		} else {
			e.Issuer = r.spanOf(g.from, g.to)
		}
	}
	if kind == SectionPublications {
		name.to = b.to
	}
	e.Title = r.spanOf(name.from, name.to)
	return e
}

func (r *reading) splitEntries(b *block, kind SectionKind) {
	from := r.labelEnd(b.from, b.to)
	for _, it := range r.items(from, b.to) {
		r.out.Entries = append(r.out.Entries, Entry{Kind: kind, Title: r.spanOf(it.from, it.to), Body: []Span{r.spanOf(it.from, it.to)}})
	}
}

// languagesOf reads "French (Native), German – B2" and the like. The level goes to Issuer, which languages have none of.
func (r *reading) languagesOf(b *block) {
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		if !r.is(k, isHuman) {
			// the level on a line of its own
			if n := len(r.out.Entries); k == b.from && n > 0 && r.out.Entries[n-1].Kind == SectionLanguages && r.out.Entries[n-1].Issuer.Empty() {
				if r.whole(b.from, b.to, isHumanLevel) != nil {
					r.out.Entries[n-1].Issuer = r.spanOf(b.from, b.to)
				}
				return
			}
			continue
		}
		e := Entry{Kind: SectionLanguages, Title: r.spanOf(k, k+1), Body: []Span{r.spanOf(k, k+1)}}
		j := k + 1
		for j < b.to && r.toks[j].kind == tokenSign && r.sign(j) != ',' && r.sign(j) != ';' {
			j++
		}
		end := j
		for end < b.to && r.sign(end) != ',' && r.sign(end) != ';' && r.sign(end) != ')' && r.sign(end) != '|' && !(r.toks[end].kind == tokenWord && r.is(end, isHuman) && !r.is(end, isHumanLevel)) {
			end++
		}
		for end > j && r.toks[end-1].kind == tokenSign {
			end--
		}
		if end > j && end-j <= 6 && !(j < b.to && r.is(j, isAnd)) {
			e.Issuer = r.spanOf(j, end)
			e.Body[0] = r.spanOf(k, end)
		}
		r.out.Entries = append(r.out.Entries, e)
		k = max(k, end-1)
	}
}
