package resume

import "strings"

// The roles that a run of head lines states.

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
	if r.completeRole(ids, section) {
		return
	}
	role := Role{Section: section, Confidence: 80}
	var buf [12]field
	fields := buf[:0]
	var body []int
	labels := false
	for i, id := range ids {
		b := &r.blocks[id]
		if l := r.labelled(b); l != 0 {
			labels = true
			r.takeLabel(&role, b, l)
			continue
		}
		if r.takeSentence(&role, b) {
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
	role.fill(h.title, h.employer, h.location)
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
	if cap(r.out.Roles) == 0 {
		r.out.Roles = make([]Role, 0, 4)
	}
	r.out.Roles = append(r.out.Roles, role)
	if labels && (role.Title.Empty() || role.Period.Span.Empty()) && r.toks[r.blocks[ids[0]].from].shape == shapeLower {
		r.opened = index + 1
	}
}

// fill sets what is not known yet.
func (o *Role) fill(title, employer, place Span) {
	if o.Title.Empty() {
		o.Title = title
	}
	if o.Employer.Empty() {
		o.Employer = employer
	}
	if o.Location.Empty() {
		o.Location = place
	}
}

// completeRole adds to the role before what the labels of a run of heads say of it, where that role was opened by a label of its own
// that left its title or its dates open: portals write "company - Acme", and on lines below it "Designation: …" and "Period: …".
func (r *reading) completeRole(ids []int, section int) bool {
	n := len(r.out.Roles) - 1
	if n < 0 || r.opened != n+1 || r.out.Roles[n].Section != section {
		return false
	}
	o := &r.out.Roles[n]
	var add Role
	told := make([]bool, len(ids))
	for i, id := range ids {
		b := &r.blocks[id]
		switch l := r.labelled(b); {
		case l == labelEmployer && r.toks[b.from].shape == shapeLower:
			return false
		case l != 0:
			r.takeLabel(&add, b, l)
			told[i] = true
		case r.takeSentence(&add, b):
			told[i] = true
		case len(b.periods) > 0 && r.titleWords(b.from, b.to) > 0: // a head of its own
			return false
		}
	}
	if add.Period.Span.Empty() && add.Title.Empty() || !o.Period.Span.Empty() && !add.Period.Span.Empty() {
		return false
	}
	if o.Period.Span.Empty() {
		o.Period = add.Period
	}
	o.fill(add.Title, add.Employer, add.Location)
	o.Kind = r.roleKind(o, head{}, section)
	for i, id := range ids {
		if b := &r.blocks[id]; told[i] {
			b.role, b.used = n, useHead
			o.Head = cover(o.Head, b.span)
		} else {
			r.addBody(n, id)
		}
	}
	return true
}

// takeSentence reads a head that is told as a sentence into the role: "Working as Developer in Acme Ltd, Pune from July 2018 to date".
func (r *reading) takeSentence(role *Role, b *block) bool {
	if b.to-b.from < 4 || r.toks[b.from].kind != tokenWord || !r.serves(b.from, asHolds) || !r.wordIs(b.from+1, "as") {
		return false
	}
	var p *found
	for i := range b.periods {
		if b.periods[i].ranged {
			p = &b.periods[i]
			break
		}
	}
	if p == nil {
		return false
	}
	from := b.from + 2
	if r.wordIs(from, "a", "an") {
		from++
	}
	cut := from
	for cut < p.from && !(r.toks[cut].kind == tokenWord && r.toks[cut].shape == shapeLower && r.wordIs(cut, "in", "at", "with", "for", "from", "during")) {
		cut++
	}
	if r.titleWords(from, cut) == 0 {
		return false
	}
	role.Period = p.Period
	role.Title = r.spanOf(from, cut)
	if cut+1 < p.from {
		to := p.from
		for to > cut+1 && (r.toks[to-1].kind == tokenSign || r.wordIs(to-1, "from", "since")) {
			to--
		}
		if g, place := r.splitPlace(field{from: cut + 1, to: to, cut: true}); r.capitalShare(g.from, g.to) == 100 {
			role.Employer, role.Location = r.spanOf(g.from, g.to), place
		}
	}
	return true
}

// teamBehindTitle says whether what stands behind the comma of a head's only field is a team: the role before has a
// comma in its title too, and its employer on a line of its own.
func (r *reading) teamBehindTitle(prev *Role, fields []field, h head) bool {
	if len(fields) != 1 || h.titleFirst != 1 || h.employer.Empty() || h.title.Empty() || prev.Title.Empty() || prev.Employer.Empty() || !h.location.Empty() {
		return false
	}
	a, z := r.tokensIn(prev.Title)
	between := Span{Start: min(prev.Title.End, prev.Employer.End), End: max(prev.Title.Start, prev.Employer.Start)}
	if r.countCommas(a, z) == 0 || between.Empty() || !strings.Contains(r.text[between.Start:between.End], "\n") {
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
	var buf [8]field
	fields := r.cutFields(buf[:0], k+1, b.to, b.periods, 0, false)
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
