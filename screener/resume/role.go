package resume

// readRoles finds the roles in the sections of work, and where a resume has none, in the text without a section.
func (r *reading) readRoles() {
	done := false
	for s := range r.out.Sections {
		switch k := r.out.Sections[s].Kind; k {
		case SectionInterests, SectionOther:
			if !r.isForeign(s) && r.holdsPosts(s) {
				r.out.Sections[s].Kind = SectionVolunteer
			}
		case SectionPublications: // "Research" may head posts in laboratories
			if r.holdsPosts(s) {
				r.out.Sections[s].Kind = SectionExperience
			}
		}
	}
	for s := range r.out.Sections {
		switch r.out.Sections[s].Kind {
		case SectionExperience, SectionVolunteer:
			r.rolesIn(s, 0, false)
			done = done || len(r.out.Roles) > 0
		}
	}
	if !done || !r.anyDated() {
		for s := range r.out.Sections {
			switch r.out.Sections[s].Kind {
			case SectionNone, SectionSummary, SectionOther, SectionAwards, SectionContact:
				if !r.isForeign(s) {
					r.rolesIn(s, 0, true)
				}
			}
		}
	}
	for s := range r.out.Sections { // exports that label each employer, without a heading over them
		switch r.out.Sections[s].Kind {
		case SectionNone, SectionSummary, SectionSkills, SectionEducation, SectionOther:
			for i, id := range r.blocksOf(s) {
				if r.labelled(&r.blocks[id]) == labelEmployer && r.toks[r.blocks[id].from].shape == shapeLower {
					r.rolesIn(s, i, false)
					break
				}
			}
		}
	}
	r.inheritEmployers()
}

// holdsPosts says whether a section of activities lists posts: a range of dates beside a title.
func (r *reading) holdsPosts(s int) bool {
	if r.out.Sections[s].Heading.Empty() {
		return false
	}
	title := false // on the line before
	for _, id := range r.bySection[s] {
		b := &r.blocks[id]
		short := !b.bullet && !b.prose && b.to-b.from < 30
		has := short && r.titleWords(b.from, b.to) > 0
		if short && r.rangedPeriod(b) && (has || title) {
			return true
		}
		title = has
	}
	return false
}

func (r *reading) anyDated() bool {
	for i := range r.out.Roles {
		if r.out.Roles[i].Period.Start.Year != 0 {
			return true
		}
	}
	return false
}

// blocksOf gives the blocks of a section, in reading order.
func (r *reading) blocksOf(s int) []int {
	at := len(r.ints)
	for _, i := range r.bySection[s] {
		if r.blocks[i].used == useNone {
			r.ints = append(r.ints, i)
		}
	}
	return r.ints[at:len(r.ints):len(r.ints)]
}

// rolesIn finds the roles of one section, from its n-th block on. With strict, only heads with a range of dates and a title count.
func (r *reading) rolesIn(s, n int, strict bool) {
	ids := r.blocksOf(s)[n:]
	if len(ids) == 0 {
		return
	}
	score := make([]int, len(ids))
	for i, id := range ids {
		score[i] = r.headScore(&r.blocks[id])
	}
	isHead := r.markHeads(ids, score, strict)
	titleFirst := r.learnOrder(ids, isHead)
	current := -1
	for i := 0; i < len(ids); {
		if !isHead[i] {
			if current >= 0 {
				r.addBody(current, ids[i])
			}
			i++
			continue
		}
		j := i
		for j < len(ids) && isHead[j] {
			j++
		}
		before := len(r.out.Roles)
		r.readRun(ids[i:j], s, titleFirst, strict)
		if len(r.out.Roles) > before {
			current = len(r.out.Roles) - 1
		} else if current >= 0 {
			for _, id := range ids[i:j] {
				if r.blocks[id].used == useNone {
					r.addBody(current, id)
				}
			}
		}
		i = j
	}
}

// learnOrder says whether titles stand before employers in the heads where both are clear: 1, -1, or 0 where none is.
func (r *reading) learnOrder(ids []int, isHead []bool) int {
	votes := 0
	var buf [12]field
	fields := buf[:0]
	for i := 0; i < len(ids); {
		if !isHead[i] {
			i++
			continue
		}
		fields = fields[:0]
		j, dates := i, 0
		for j < len(ids) && isHead[j] {
			b := &r.blocks[ids[j]]
			if len(b.periods) > 0 {
				if dates++; dates > 1 {
					break
				}
			}
			fields = r.fieldsOf(fields, b, j-i)
			j++
		}
		h := r.readHead(fields, 0)
		if !h.guessed && h.titleScore >= 3 {
			votes += h.titleFirst
		}
		i = max(j, i+1)
	}
	switch {
	case votes > 0:
		return 1
	case votes < 0:
		return -1
	}
	return 0
}

// addBody hands a block under a role to it.
func (r *reading) addBody(role, id int) {
	b := &r.blocks[id]
	b.role = role
	if b.section < len(r.out.Sections) && r.isForeign(b.section) {
		b.role = -1
		return
	}
	o := &r.out.Roles[role]
	switch {
	case r.onlySigns(b.lo):
		b.used = useLabel
		return
	case b.label || r.isLabelBlock(b):
		b.used = useLabel
		o.Body = r.addSpan(o.Body, b.span)
		return
	case r.stackEnd(b.from, b.to) > b.from && r.stackLike(b):
		b.used = useStack
		o.Stack = append(o.Stack, b.span)
		o.Body = r.addSpan(o.Body, b.span)
		return
	}
	b.used = useBody
	o.Body = r.addSpan(o.Body, b.span)
	from := b.from
	if l := r.labelled(b); l == labelBody {
		from = max(from, r.labelEnd(b.from, b.to))
	}
	if from < b.to {
		o.Highlights = append(o.Highlights, Span{Start: int(r.toks[from].start), End: b.span.End})
	}
	// A title that stands under a sentence about the employer.
	if o.Title.Empty() && len(o.Highlights) <= 3 && !b.bullet && !b.prose && r.scoreTitle(b.from, b.to) >= 3 && b.to-b.from <= 10 {
		o.Title = r.spanOf(b.from, b.to)
		o.Highlights = o.Highlights[:len(o.Highlights)-1]
		b.used = useHead
		o.Kind = r.roleKind(o, head{}, o.Section)
	}
}

// isLabelBlock says whether a block is a sub-heading such as "Responsibilities:".
func (r *reading) isLabelBlock(b *block) bool {
	return b.to-b.from <= 6 && r.whole(b.from, b.to, isWithin) != nil
}

// stackEnd gives the token after "Stack:" or "Technologies used –" at the start of the tokens, or from.
func (r *reading) stackEnd(from, to int) int {
	for k := from + 1; k < to && k < from+7; k++ {
		if r.sign(k) == ':' || r.text[r.toks[k].start:r.toks[k].end] == "–" || r.sign(k) == '-' && r.toks[k].space || r.sign(k) == '=' {
			if n := r.whole(from, k, isStack); n != nil {
				return k + 1
			}
			return from
		}
		if r.sign(k) == ',' || r.sign(k) == '.' {
			return from
		}
	}
	return from
}

// stackLike says whether what follows the label is a list and no sentence.
func (r *reading) stackLike(b *block) bool {
	from := r.stackEnd(b.from, b.to)
	small, words := 0, 0
	for k := from; k < b.to; k++ {
		if t := &r.toks[k]; t.kind == tokenWord {
			words++
			if t.shape == shapeLower && r.lex.small[t.word] != 0 && !r.is(k, isAnd) {
				small++
			}
		}
	}
	return words > 0 && small*5 <= words
}

// addSpan adds s to spans, joined with the last one where nothing stands between.
func (r *reading) addSpan(spans []Span, s Span) []Span {
	if n := len(spans); n > 0 && spans[n-1].End <= s.Start && trim(r.text, Span{Start: spans[n-1].End, End: s.Start}).Empty() {
		spans[n-1].End = s.End
		return spans
	}
	return append(spans, s)
}

// cover is the least span that holds both; the empty span holds nothing.
func cover(a, b Span) Span {
	if a.Empty() {
		return b
	}
	if b.Empty() {
		return a
	}
	return Span{Start: min(a.Start, b.Start), End: max(a.End, b.End)}
}
