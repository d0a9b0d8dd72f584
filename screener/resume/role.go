package resume

import "strings"

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
			r.rolesIn(s, false)
			done = done || len(r.out.Roles) > 0
		}
	}
	if !done || !r.anyDated() {
		for s := range r.out.Sections {
			switch r.out.Sections[s].Kind {
			case SectionNone, SectionSummary, SectionOther, SectionAwards, SectionContact:
				if !r.isForeign(s) {
					r.rolesIn(s, true)
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
	var out []int
	for _, i := range r.bySection[s] {
		if r.blocks[i].used == useNone {
			out = append(out, i)
		}
	}
	return out
}

// rolesIn finds the roles of one section. With strict, only heads with a range of dates and a title count.
func (r *reading) rolesIn(s int, strict bool) {
	ids := r.blocksOf(s)
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
				r.addBody(current, id)
			}
		}
		i = j
	}
}

// headScore says how much a block reads like part of the head of a role. It is head-like from 2 on, and from 1 on
// beside a block with dates.
func (r *reading) headScore(b *block) int {
	n := &r.lines[b.lo]
	if b.label || r.onlySigns(b.lo) || b.to <= b.from {
		return -10
	}
	if l := r.labelled(b); l != 0 {
		switch l {
		case labelBody:
			return -10
		default:
			return 4
		}
	}
	if r.stackEnd(b.from, b.to) > b.from {
		return -10
	}
	words, ranged, dated := 0, false, false
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind == tokenWord && inPeriod(b.periods, k) == nil {
			words++
		}
	}
	for _, p := range b.periods {
		dated = true
		ranged = ranged || p.ranged
	}
	if words == 0 {
		if ranged {
			return 6
		}
		if dated {
			return 4
		}
		return 0
	}
	s := 0
	if ranged {
		s += 4
	} else if dated && words <= 9 && r.atEdge(b) {
		s += 2
	}
	if words <= 14 {
		if r.titleWords(b.from, b.to) > 0 {
			s += 2
		}
		if r.hasLegal(b.from, b.to) {
			s++
		}
	}
	if n.bold || n.mark > 0 || r.body > 0 && n.size > r.body*1.08 {
		s += 2
	}
	share := r.capitalShare(b.from, b.to)
	switch {
	case share >= 75:
		s++
	case share < 45:
		s -= 2
	}
	switch {
	case words > 18:
		s -= 5
	case words > 12:
		s -= 2
	}
	if b.prose {
		s -= 4
	}
	if b.bullet {
		s -= 3
	}
	if b.enum && !ranged {
		s -= 3
	}
	if r.ends(b.to) && !r.abbreviates(b.to-2) && !ranged {
		s -= 3
	}
	if !ranged && !b.enum && len(r.commas(b.from, b.to)) >= 2 && r.titleWords(b.from, b.to) == 0 && !r.hasLegal(b.from, b.to) {
		if g, p := r.splitPlace(field{from: b.from, to: b.to}); p.Empty() || len(r.commas(g.from, g.to)) >= 2 {
			s -= 2
		}
	}
	if r.startsSmall(n) && share < 60 {
		s -= 3
	}
	if r.startsDoing(b.from) && !ranged && words > 3 {
		s -= 3
	}
	if words <= 6 && s < 2 && r.isPlaceField(b.from, b.to) {
		s = max(s, 1)
	}
	return s
}

// atEdge says whether a period stands at the start or the end of the block, where dates of heads stand.
func (r *reading) atEdge(b *block) bool {
	if len(b.mates) > 0 {
		return true
	}
	for _, p := range b.periods {
		if p.from <= b.from+1 || p.to >= b.to-1 {
			return true
		}
	}
	return false
}

// markHeads says which blocks belong to heads of roles: those with dates, and what stands right around them.
func (r *reading) markHeads(ids []int, score []int, strict bool) []bool {
	is := make([]bool, len(ids))
	anyRange := false
	for i, id := range ids {
		b := &r.blocks[id]
		if r.rangedPeriod(b) && score[i] >= 2 {
			is[i] = true
			anyRange = true
		}
	}
	if strict {
		for i, id := range ids {
			if is[i] && r.titleWords(r.blocks[id].from, r.blocks[id].to) == 0 && !r.neighbourTitle(ids, i, score) {
				is[i] = false
			}
		}
	}
	for i, id := range ids { // a single date beside a title is a head as well
		b := &r.blocks[id]
		if is[i] || len(b.periods) == 0 || score[i] < 3 || b.bullet || strict {
			continue
		}
		if r.labelled(b) != 0 || r.titleWords(b.from, b.to) > 0 || r.neighbourTitle(ids, i, score) || !anyRange {
			is[i] = true
		}
	}
	for i, id := range ids {
		if l := r.labelled(&r.blocks[id]); l != 0 && l != labelBody && (!strict || r.labelledAround(ids, i)) {
			is[i] = true
		}
	}
	seeds := append([]bool(nil), is...)
	for i := range ids {
		if !seeds[i] {
			continue
		}
		// upwards: at most three lines, not past white space that is followed by more of the same
		for k := i - 1; k >= 0 && k >= i-3 && !is[k]; k-- {
			b := &r.blocks[ids[k]]
			if score[k] < 1 || b.bullet || b.prose || len(b.periods) > 0 {
				break
			}
			if !r.near(ids[k], ids[k+1]) {
				break
			}
			is[k] = true
		}
		// Dates alone need a title: the line below is one, whatever its words.
		if k := i + 1; k < len(ids) && r.onlyDates(&r.blocks[ids[i]]) && len(r.blocks[ids[i]].mates) == 0 && !is[k] && (i == 0 || !is[i-1]) {
			if b := &r.blocks[ids[k]]; score[k] < 1 && score[k] > -6 && !b.bullet && !b.prose && len(b.periods) == 0 && !b.enum && r.lines[b.lo].words <= 8 && !r.ends(b.to) && !r.startsDoing(b.from) && !r.startsSmall(&r.lines[b.lo]) {
				score[k] = 1
			}
		}
		for k := i + 1; k < len(ids) && k <= i+3 && !is[k]; k++ {
			b := &r.blocks[ids[k]]
			if score[k] < 1 || b.bullet || b.prose || len(b.periods) > 0 {
				break
			}
			if r.blocks[ids[k]].to > 0 && r.lines[b.lo].blank && r.beforeDate(ids, k, score) {
				break // it starts the next head
			}
			is[k] = true
		}
	}
	r.levelHeads(ids, score, is, seeds)
	if strict {
		return is
	}
	// Heads without dates: a title set like the heads, or where no role has dates at all.
	for i, id := range ids {
		b := &r.blocks[id]
		if is[i] || b.bullet || b.prose || score[i] < 3 || b.enum {
			continue
		}
		n := &r.lines[b.lo]
		if r.scoreTitle(b.from, b.to) < 3 && !r.hasLegal(b.from, b.to) {
			continue
		}
		if !anyRange || n.mark > 0 || n.bold && n.blank || i > 0 && n.blank && r.blocks[ids[i-1]].bullet && score[i] >= 4 {
			is[i] = true
			for k := i + 1; k < len(ids) && k <= i+2 && !is[k] && score[k] >= 2 && !r.blocks[ids[k]].bullet; k++ {
				is[k] = true
			}
		}
	}
	return is
}

// labelledAround says whether the label of a title or employer stands beside block i, and dates in one of them: "Client:
// … Jan 2018 – Present" over "Role: …".
func (r *reading) labelledAround(ids []int, i int) bool {
	labels, dates := 0, false
	for k := max(0, i-2); k < len(ids) && k <= i+2; k++ {
		b := &r.blocks[ids[k]]
		if l := r.labelled(b); l == labelTitle || l == labelEmployer || l == labelDates {
			labels++
			dates = dates || r.rangedPeriod(b)
		}
	}
	return labels >= 2 && dates
}

// levelHeads gives heads that lack a line above their dates as many as most heads have: their words were unusual.
func (r *reading) levelHeads(ids []int, score []int, is, seeds []bool) {
	var above [5]int
	heads := 0
	count := func(i int) int {
		n := 0
		for k := i - 1; k >= 0 && is[k] && !seeds[k] && n < 4; k-- {
			n++
		}
		return n
	}
	for i := range ids {
		if seeds[i] && (i == 0 || !seeds[i-1]) {
			above[count(i)]++
			heads++
		}
	}
	usual := 0
	for n, c := range above {
		if c*2 > heads {
			usual = n
		}
	}
	if usual == 0 || heads < 3 {
		return
	}
	for i := range ids {
		if !seeds[i] || i > 0 && seeds[i-1] {
			continue
		}
		for have := count(i); have < usual; have++ {
			k := i - 1 - have
			if k < 0 || is[k] {
				break
			}
			b := &r.blocks[ids[k]]
			if b.bullet || b.prose || len(b.periods) > 0 || r.lines[b.lo].words > 10 || score[k] < -3 || r.ends(b.to) && !r.abbreviates(b.to-2) {
				break
			}
			is[k] = true
			// what was taken for a head of its own above it joins it
		}
	}
}

// near says whether nothing separates two blocks that follow each other.
func (r *reading) near(a, b int) bool {
	x, y := &r.lines[r.blocks[a].lo], &r.lines[r.blocks[b].lo]
	return x.page == y.page && (x.column == y.column || x.cell != 0) || x.geometry != y.geometry
}

// beforeDate says whether a block with dates follows block k before any body does.
func (r *reading) beforeDate(ids []int, k int, score []int) bool {
	for j := k + 1; j < len(ids) && j <= k+3; j++ {
		b := &r.blocks[ids[j]]
		if r.rangedPeriod(b) && score[j] >= 2 {
			return true
		}
		if score[j] < 1 || b.bullet || b.prose {
			return false
		}
	}
	return false
}

func (r *reading) neighbourTitle(ids []int, i int, score []int) bool {
	for k := max(0, i-2); k < len(ids) && k <= i+2; k++ {
		b := &r.blocks[ids[k]]
		if k != i && score[k] >= 2 && !b.bullet && !b.prose && r.titleWords(b.from, b.to) > 0 {
			return true
		}
	}
	return false
}

func (r *reading) rangedPeriod(b *block) bool {
	for i := range b.periods {
		if b.periods[i].ranged {
			return true
		}
	}
	return false
}

// learnOrder says whether titles stand before employers in the heads where both are clear: 1, -1, or 0 where none is.
func (r *reading) learnOrder(ids []int, isHead []bool) int {
	votes := 0
	var fields []field
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

// readRun reads the heads in a run of head-like blocks: one, or several where more than one period stands in it.
func (r *reading) readRun(ids []int, section, titleFirst int, strict bool) {
	var cuts []int
	var dated []int
	for i, id := range ids {
		if len(r.blocks[id].periods) > 0 {
			dated = append(dated, i)
		}
	}
	if len(dated) > 1 {
		lead := dated[0]
		for k := 1; k < len(dated); k++ {
			at := dated[k] - lead
			if at <= dated[k-1] {
				at = dated[k-1] + 1
			}
			for c := dated[k-1] + 1; c <= dated[k]; c++ { // white space or a rule between them says it
				if r.lines[r.blocks[ids[c]].lo].blank {
					at = c
				}
			}
			if at = max(at, dated[k-1]+1); at <= dated[k] {
				cuts = append(cuts, at)
			}
		}
	}
	cuts = append(cuts, len(ids))
	start := 0
	for _, end := range cuts {
		r.readOne(ids[start:end], section, titleFirst, strict)
		start = end
	}
}

// readOne makes one role of the blocks of a head.
func (r *reading) readOne(ids []int, section, titleFirst int, strict bool) {
	if len(ids) == 0 {
		return
	}
	role := Role{Section: section, Confidence: 80}
	var fields []field
	var body []int
	labels := false
	for i, id := range ids {
		b := &r.blocks[id]
		if l := r.labelled(b); l != 0 {
			labels = true
			r.takeLabel(&role, b, l)
			continue
		}
		fields = r.fieldsOf(fields, b, i)
		for _, p := range b.periods {
			if p.ranged && (role.Period.Span.Empty() || role.Period.Start.Year == 0 || !role.Period.Open && role.Period.End.Year == 0) || role.Period.Span.Empty() {
				role.Period = p.Period
			}
		}
	}
	h := r.readHead(fields, titleFirst)
	if n := len(r.out.Roles) - 1; n >= 0 && r.out.Roles[n].Section == section && r.teamBehindTitle(&r.out.Roles[n], fields, h) {
		// Further roles of one employer: "Senior Engineer, Payments Core" under "Staff Engineer, Platform" of Acme
		h.title, h.employer = r.spanOf(fields[0].from, fields[0].to), Span{}
	}
	if role.Title.Empty() {
		role.Title = h.title
	}
	if role.Employer.Empty() {
		role.Employer = h.employer
	}
	if role.Location.Empty() {
		role.Location = h.location
	}
	if h.guessed && !labels {
		role.Confidence = 55
	}
	if role.Title.Empty() && role.Employer.Empty() && role.Period.Span.Empty() {
		return
	}
	if role.Title.Empty() && role.Period.Span.Empty() && !labels {
		// An employer alone: the header of the roles that follow, or nothing.
		if len(ids) > 0 && r.scoreTitle(r.blocks[ids[0]].from, r.blocks[ids[0]].to) < 1 && !r.lines[r.blocks[ids[0]].lo].bold && r.lines[r.blocks[ids[0]].lo].mark == 0 {
			return
		}
	}
	if role.Title.Empty() && role.Employer.Empty() {
		role.Confidence = 40
		// Dates alone between bodies: the employer of the role before goes on, if any.
		if strict {
			return
		}
	}
	if r.singleEnd(&role) {
		role.Confidence = min(role.Confidence, 65)
	}
	role.Kind = r.roleKind(&role, h, section)
	index := len(r.out.Roles)
	// An employer with its own dates right before its roles is their header, not a role.
	if n := index - 1; n >= 0 && r.isGroupHeader(&r.out.Roles[n], &role, section) {
		g := r.out.Roles[n]
		role.Employer = g.Employer
		if role.Location.Empty() {
			role.Location = g.Location
		}
		if role.Period.Span.Empty() {
			role.Period = g.Period
		}
		role.Head = g.Head
		index = n
		r.out.Roles = r.out.Roles[:n]
	}
	for _, id := range ids {
		b := &r.blocks[id]
		b.role, b.used = index, useHead
		role.Head = cover(role.Head, b.span)
	}
	for _, id := range body {
		r.blocks[id].role = index
	}
	r.out.Roles = append(r.out.Roles, role)
}

// teamBehindTitle says whether what stands behind the comma of a head's only field is a team: the role before has a
// comma in its title too, and its employer on a line of its own.
func (r *reading) teamBehindTitle(prev *Role, fields []field, h head) bool {
	if len(fields) != 1 || h.titleFirst != 1 || h.employer.Empty() || h.title.Empty() || prev.Title.Empty() || prev.Employer.Empty() || !h.location.Empty() {
		return false
	}
	a, z := r.tokensIn(prev.Title)
	between := Span{Start: min(prev.Title.End, prev.Employer.End), End: max(prev.Title.Start, prev.Employer.Start)}
	if len(r.commas(a, z)) == 0 || between.Empty() || !strings.Contains(r.text[between.Start:between.End], "\n") {
		return false
	}
	from, to := r.tokensIn(h.employer)
	legal, _, _, _ := r.companyWords(from, to)
	return !legal
}

// singleEnd makes a single date of a role both its start and its end, if it states no more.
func (r *reading) singleEnd(role *Role) bool {
	p := &role.Period
	if p.Span.Empty() || p.Open || p.Start.Year == 0 || p.End.Year != 0 {
		return false
	}
	p.End = p.Start
	return true
}

// isGroupHeader says whether role g, read right before, is only the employer over role n.
func (r *reading) isGroupHeader(g, n *Role, section int) bool {
	return g.Section == section && g.Title.Empty() && !g.Employer.Empty() && len(g.Body) == 0 && !n.Title.Empty() && n.Employer.Empty()
}

// inheritEmployers gives roles without an employer that of the role above, whose group they are in.
func (r *reading) inheritEmployers() {
	for i := 1; i < len(r.out.Roles); i++ {
		a, b := &r.out.Roles[i-1], &r.out.Roles[i]
		if b.Employer.Empty() && !b.Title.Empty() && a.Section == b.Section && !a.Employer.Empty() && b.Kind != RoleFreelance {
			b.Employer = a.Employer
			if b.Location.Empty() {
				b.Location = a.Location
			}
		}
	}
}

func (r *reading) roleKind(role *Role, h head, section int) RoleKind {
	s := &r.out.Sections[section]
	if s.Kind == SectionVolunteer {
		return RoleVolunteer
	}
	if k, ok := r.kindOf(role.Title); ok {
		return k
	}
	if h.kindSet {
		return h.kind
	}
	if k, ok := r.kindOf(role.Employer); ok && k == RoleFreelance {
		return k
	}
	if k, ok := r.kindOf(s.Heading); ok && k != RoleVolunteer {
		return k
	}
	return RoleJob
}

// labelled says whether a block starts with a label of a role's field: "Client: …", "Position - …".
func (r *reading) labelled(b *block) roleLabel {
	for k := b.from + 1; k < b.to && k < b.from+5; k++ {
		c := r.sign(k)
		if c != ':' && !(c == '-' && r.toks[k].space && k == b.from+1 && r.toks[b.from].shape == shapeLower) {
			continue
		}
		if n := r.walk(b.from, k); n != nil && n.is&isRoleLabel != 0 {
			if n.label == labelDates && len(b.periods) == 0 || k+1 >= b.to && n.label != labelBody {
				return 0
			}
			return n.label
		}
		return 0
	}
	return 0
}

// takeLabel reads "Label: value" into the role.
func (r *reading) takeLabel(role *Role, b *block, l roleLabel) {
	k := b.from
	for k < b.to && r.sign(k) != ':' && r.sign(k) != '-' {
		k++
	}
	for _, p := range b.periods {
		if role.Period.Span.Empty() || p.ranged {
			role.Period = p.Period
		}
	}
	fields := r.cutFields(nil, k+1, b.to, b.periods, 0, false)
	if len(fields) == 0 {
		return
	}
	f := fields[0]
	switch l {
	case labelTitle:
		role.Title = r.spanOf(f.from, f.to)
	case labelEmployer:
		g, place := r.splitPlace(f)
		role.Employer = r.spanOf(g.from, g.to)
		if !place.Empty() {
			role.Location = place
		}
	case labelPlace:
		role.Location = r.spanOf(f.from, f.to)
	}
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
