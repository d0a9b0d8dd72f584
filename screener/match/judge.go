package match

import (
	"slices"

	"shortlist/screener/document"
	"shortlist/screener/resume"
	"shortlist/screener/token"
	"shortlist/screener/vocabulary"
)

// judge decides about every candidate. The order of the rules is the one that proved right for ambiguous names: what
// the words around it exclude, whose name it is in, what vouches for it, what denies it; where it stands comes last.
func (s *Scratch) judge() {
	for i := range s.ranges {
		r := &s.ranges[i]
		if cands := s.cands[r.candFirst:r.candLast]; len(cands) > 0 {
			sortBySpan(cands)
			s.exclude(r, cands)
			s.mask(r, cands)
			s.resolveOverlaps(cands)
		}
		s.result.Sentences[i].Bare = s.isBare(r)
	}
	s.noteVouchers()
	run := int32(0)
	for i := range s.ranges {
		run = s.noteRuns(&s.ranges[i], run)
	}
	s.revive()
	// twice: what has been vouched for in the first round vouches for others in the second
	s.vouchAll()
	s.countSections()
	s.vouchAll()
	for _, i := range s.unsure {
		if c := &s.cands[i]; !c.dead && !c.accepted {
			s.kill(c, Ambiguous, Why{Reason: Unvouched})
		}
	}
	for i := range s.ranges {
		r := &s.ranges[i]
		for k := r.candFirst; k < r.candLast; k++ {
			if c := &s.cands[k]; !c.dead {
				s.place(c)
			}
		}
		s.deny(r)
		s.others(r)
	}
}

// revive takes back another meaning seen in one small word beside a name with its capitals, where a thing of the same kind
// stands next to it in a list or on the other side of a move, or a phrase elsewhere in the sentence vouches for it: "for
// Oracle, DB2 and MySQL", "Julia and Fortran", "away from Oracle to MariaDB", "in Vault for dynamic secrets".
func (s *Scratch) revive() {
	for i := range s.ranges {
		r := &s.ranges[i]
		if !r.hasAny(unitNot) {
			continue // nothing else has given a name another meaning by now
		}
		for k := r.candFirst; k < r.candLast; k++ {
			c := &s.cands[k]
			if !c.dead || c.why.Reason != OtherMeaning || c.gapped || !s.isTerm(c) || s.tokens[c.first].Flags&token.Upper == 0 {
				continue
			}
			if s.bySmallWord(r, c) && (s.besideKin(r, c) || s.fromTo(r, c) || s.hasPhraseApart(r, c)) {
				c.dead, c.grade, c.why, c.accepted = false, Hidden, Why{}, true
			}
		}
	}
}

// hasPhraseApart says whether a vouching phrase of the candidate's term stands elsewhere in the sentence.
func (s *Scratch) hasPhraseApart(r *tokenRange, c *candidate) bool {
	for with := range s.eventsOf(r, unitWith) {
		if with.entry == c.entry && (with.end <= c.start || c.end <= with.start) {
			return true
		}
	}
	return false
}

// bySmallWord says whether the phrase that gave a candidate another meaning is the name and one preposition or the like.
func (s *Scratch) bySmallWord(r *tokenRange, c *candidate) bool {
	const small = isPreposition | isConjunction | isFiller
	at := &c.why.At
	switch {
	case c.first > r.first && at.Start == int(s.tokens[c.first-1].Start) && at.End == int(c.end):
		return s.flags(c.first-1)&small != 0
	case c.last < r.last && at.Start == int(c.start) && at.End == int(s.tokens[c.last].End):
		return s.flags(c.last)&small != 0
	}
	return false
}

// besideKin says whether a vouching name of the same kind stands next to the candidate in one list.
func (s *Scratch) besideKin(r *tokenRange, c *candidate) bool {
	kin := func(id int32) bool {
		return id != 0 && s.vouches(&s.cands[id-1]) && s.m.terms[s.cands[id-1].entry].kind == s.m.terms[c.entry].kind
	}
	if k := s.skipLevels(r, c.last); k < r.last {
		if s.flags(k)&isConjunction != 0 {
			k++
		} else if !s.separated(k) {
			k = r.last
		}
		if k < r.last && kin(s.startsAt[k]) {
			return true
		}
	}
	k := c.first
	if k <= r.first || !s.separated(k) {
		return false
	}
	if s.flags(k-1)&isConjunction != 0 {
		k--
	}
	return kin(s.endsAt[s.skipLevelsBack(r, k)])
}

// vouchAll accepts the ambiguous names that something vouches for.
func (s *Scratch) vouchAll() {
	for _, k := range s.unsure {
		c := &s.cands[k]
		if c.dead || c.accepted {
			continue
		}
		if c.accepted = s.vouched(&s.ranges[c.sentence], c, int(k)); c.accepted {
			s.seen[c.entry] = 1
		}
	}
}

// isAmbiguous says whether a candidate needs something that vouches for it.
func (s *Scratch) isAmbiguous(c *candidate) bool {
	return s.isTerm(c) && (s.m.terms[c.entry].alone != vocabulary.Always || s.isDoubtful(c) || s.lostCase(c) || s.isElsewhere(c))
}

// elsewhereReach is how many words from a name those of free time speak of it.
const elsewhereReach = 5

// isElsewhere says whether a name that is something else's as well stands near words of free time, in a sentence that
// speaks of no technology: "sailed from Bali to Java", "Jenkins sang in the choir".
func (s *Scratch) isElsewhere(c *candidate) bool {
	t, r := &s.m.terms[c.entry], &s.ranges[c.sentence]
	if !t.named || !r.has(isLeisure) || c.gapped {
		return false
	}
	for k := max(r.first, c.first-elsewhereReach); k < min(r.last, c.last+elsewhereReach); k++ {
		if s.flags(k)&isLeisure != 0 {
			return !s.isTechnical(r, c)
		}
	}
	return false
}

// vouches says whether a candidate vouches for its neighbours.
func (s *Scratch) vouches(c *candidate) bool {
	return !c.dead && s.isTerm(c) && (s.m.terms[c.entry].vouches && !s.isDoubtful(c) || c.accepted)
}

// isDoubtful says whether the candidate is an alias that needs something that vouches for it: Node, Loki.
func (s *Scratch) isDoubtful(c *candidate) bool {
	t := &s.m.terms[c.entry]
	return t.doubtful != nil && t.doubtful[c.form] || t.small && s.isSmall(c)
}

// isSmall says whether a term's own name stands in small letters in a sentence that has capitals.
func (s *Scratch) isSmall(c *candidate) bool {
	return c.form == 0 && s.tokens[c.first].Flags&token.Upper == 0 && !s.caseless && !s.oneCase(&s.ranges[c.sentence])
}

// sortBySpan sorts the candidates of a sentence by start, end, entry and form. They are few and come nearly so.
func sortBySpan(cands []candidate) {
	if len(cands) > 64 {
		slices.SortStableFunc(cands, func(a, b candidate) int { return bySpan(&a, &b) })
		return
	}
	for i := 1; i < len(cands); i++ {
		k := i
		for k > 0 && bySpan(&cands[i], &cands[k-1]) < 0 {
			k--
		}
		if k < i {
			c := cands[i]
			copy(cands[k+1:i+1], cands[k:i])
			cands[k] = c
		}
	}
}

func bySpan(a, b *candidate) int {
	switch {
	case a.start != b.start:
		return int(a.start - b.start)
	case a.end != b.end:
		return int(a.end - b.end)
	case a.entry != b.entry:
		return int(a.entry - b.entry)
	}
	return int(a.form - b.form)
}

func (s *Scratch) isTerm(c *candidate) bool { return int(c.entry) < len(s.m.terms) }

func (s *Scratch) kill(c *candidate, g Grade, w Why) {
	c.dead, c.grade, c.why = true, g, w
}

func span(start, end int32) document.Span { return document.Span{Start: int(start), End: int(end)} }

// exclude kills what a forbidden phrase covers, unless a phrase that vouches covers it with as many words.
func (s *Scratch) exclude(r *tokenRange, cands []candidate) {
	for i := range cands {
		if c := &cands[i]; s.isPlace(r, c) {
			s.kill(c, Ambiguous, Why{OtherMeaning, span(c.start, s.tokens[c.last].End)})
		}
	}
	for not := range s.eventsOf(r, unitNot) {
		for i := range cands {
			c := &cands[i]
			// only what the phrase covers: a longer name is no victim of what its first word may mean
			if c.entry != not.entry || c.dead && !clearer(c, not) || c.start < not.start || c.end > not.end || c.last-c.first >= not.last-not.first {
				continue
			}
			if !s.outvoted(r, c, not) {
				s.kill(c, Ambiguous, Why{OtherMeaning, span(not.start, not.end)})
			}
		}
	}
}

// isPlace says whether a name that is something else's as well stands before a state: "Cypress, Texas".
func (s *Scratch) isPlace(r *tokenRange, c *candidate) bool {
	if !r.has(isState) || c.last >= r.last || !s.isTerm(c) {
		return false
	}
	t, next := &s.m.terms[c.entry], &s.tokens[c.last]
	return t.named && t.alone != vocabulary.Always && !t.letter && s.flags(c.last)&isState != 0 && next.Marks&token.Comma != 0 &&
		(next.Flags&token.AllUpper != 0 || next.Flags&token.Upper != 0 && next.End-next.Start > 2)
}

// clearer says whether a phrase shows better than the one noted so far that a name means something else: it is longer,
// or as long and starts later ("spring 2021" rather than "in spring").
func clearer(c *candidate, not *event) bool {
	old, now := c.why.At.Len(), int(not.end-not.start)
	return c.why.Reason == OtherMeaning && (now > old || now == old && int(not.start) > c.why.At.Start)
}

// outvoted says whether a vouching phrase of the term covers the candidate with at least as many words as `not` or goes on
// where `not` ends, or a strict collocation of more words leads to a name with its capitals: "ported from Java to Go".
func (s *Scratch) outvoted(r *tokenRange, c *candidate, not *event) bool {
	for near := range s.eventsOf(r, unitNear) {
		if near.strict && near.last == c.first && c.last-near.first > not.last-not.first && s.isExact(c) && s.goesOnSmall(c, not) {
			return true
		}
	}
	for with := range s.eventsOf(r, unitWith) {
		if with.entry != c.entry || with.start > c.start || c.end > with.end {
			continue
		}
		// "on the Go services": what is said of the name goes on where the other meaning ends
		if with.last-with.first >= not.last-not.first || with.first == c.first && with.last > c.last && not.last == c.last {
			return true
		}
	}
	return false
}

// goesOnSmall says whether what a phrase says of a name stands before it, or in a preposition or the like behind it: "to Go",
// "Go to", and not "C-level", "Spring 2019".
func (s *Scratch) goesOnSmall(c *candidate, not *event) bool {
	return not.last == c.last || s.flags(c.last)&(isPreposition|isConjunction|isFiller) != 0
}

// maskReasons says which masks hold no technologies; Fine for the others.
var maskReasons = [...]Reason{
	resume.MaskName: OwnName, resume.MaskEmail: InLink, resume.MaskPhone: InLink, resume.MaskLink: InLink,
	resume.MaskAddress: InAddress, resume.MaskEmployer: OfEmployer, resume.MaskSchool: OfSchool, resume.MaskGraduation: Fine,
}

// mask kills what stands in somebody's name, a link, an address, an employer's or a school's name. A mask that holds
// three names of technologies and more is a list that was taken for a name.
func (s *Scratch) mask(r *tokenRange, cands []candidate) {
	from, to := int(s.tokens[r.first].Start), int(s.tokens[r.last-1].End)
	for s.maskAt < len(s.res.Masks) && s.res.Masks[s.maskAt].Span.End <= from {
		s.maskAt++ // sentences come in order
	}
	for i := s.maskAt; i < len(s.res.Masks) && s.res.Masks[i].Span.Start < to; i++ {
		mask := &s.res.Masks[i]
		if int(mask.Kind) >= len(maskReasons) {
			continue
		}
		reason := maskReasons[mask.Kind]
		if reason == Fine || mask.Span.End <= from {
			continue
		}
		if reason != InLink && s.isNoName(r, cands, mask.Span, reason) {
			continue
		}
		for k := range cands {
			c := &cands[k]
			if !c.dead && !c.gapped && mask.Span.Overlaps(span(c.start, c.end)) {
				s.kill(c, Ambiguous, Why{reason, mask.Span})
			}
		}
	}
}

// isNoName says whether a line was taken for the name of somebody or of something that it is not: three technologies make a
// list; nobody is called as some are, nor by a skill's level or by what they did: "Basic Python", "Advanced Ruby", "Managed
// Oracle".
func (s *Scratch) isNoName(r *tokenRange, cands []candidate, at document.Span, reason Reason) bool {
	vouching, names := 0, 0
	for k := range cands {
		c := &cands[k]
		if !s.isTerm(c) || c.gapped || !at.Overlaps(span(c.start, c.end)) {
			continue
		}
		t := &s.m.terms[c.entry]
		if names++; t.vouches && at.Contains(span(c.start, c.end)) {
			vouching++
		}
		if reason == OwnName && (t.unlikeName && !s.isDoubtful(c) || c.last-c.first > 1 || c.first > r.first && s.flags(c.first-1)&isLevel != 0) {
			return true
		}
	}
	if reason == OwnName {
		return names >= 3 || names > 0 && at.Start == int(s.tokens[r.first].Start) && s.flags(r.first)&isVerb != 0
	}
	return vouching >= 3
}

// resolveOverlaps drops a term that is part of another's longer name: Spring in Spring Boot. Broad notions take nothing
// away ("Linux administration" still is Linux), and neither do phrases with gaps.
func (s *Scratch) resolveOverlaps(cands []candidate) {
	reach := int32(-1) // the furthest end of those before a
	from := 0          // none before this one reaches as far as a
	for i := range cands {
		a := &cands[i]
		if a.start >= reach {
			from = i
		}
		alone := reach < a.end && (i+1 == len(cands) || cands[i+1].start > a.start)
		reach = max(reach, a.end)
		if alone {
			continue // nothing else covers it: candidates are sorted by start, then end
		}
		for k := from; k < len(cands); k++ {
			b := &cands[k]
			if b.start > a.start {
				break
			}
			if i == k || b.end < a.end {
				continue
			}
			if a.entry == b.entry && (b.end-b.start > a.end-a.start || k < i && a.start == b.start && a.end == b.end) {
				if !b.dead || a.dead {
					s.kill(a, Hidden, Why{Reason: PartOf}) // the same thing: not worth a word
					break
				}
				continue
			}
			if b.dead || a.gapped || b.gapped || !s.isTerm(a) || !s.isTerm(b) || b.end-b.start <= a.end-a.start {
				continue
			}
			x, y := &s.m.terms[a.entry], &s.m.terms[b.entry]
			if y.notion && x.vouches || y.claim {
				continue
			}
			w := Why{PartOf, span(b.start, b.end)}
			if x.notion || slices.Contains(y.implies, a.entry) {
				w.At = document.Span{} // Spring in Spring Boot goes without saying
			}
			s.kill(a, Ambiguous, w)
			break
		}
	}
}

// noteVouchers notes where names stand that are nothing else, for their neighbours' sake, and which need such neighbours.
func (s *Scratch) noteVouchers() {
	n := len(s.tokens) + 1
	s.startsAt, s.endsAt = zeroed(s.startsAt, n), zeroed(s.endsAt, n)
	s.seen = zeroed(s.seen, len(s.m.terms))
	s.unsure = s.unsure[:0]
	for i := range s.cands {
		c := &s.cands[i]
		if c.dead || !s.isTerm(c) {
			continue
		}
		if s.isAmbiguous(c) {
			s.unsure = append(s.unsure, int32(i))
		}
		if c.gapped {
			continue
		}
		if k := s.startsAt[c.first]; k == 0 || s.cands[k-1].last < c.last {
			s.startsAt[c.first] = int32(i) + 1
		}
		if k := s.endsAt[c.last]; k == 0 || s.cands[k-1].first > c.first {
			s.endsAt[c.last] = int32(i) + 1
		}
	}
	s.countSections()
}

// countSections counts the vouching names that stand in the lists of each section.
func (s *Scratch) countSections() {
	s.sections = zeroed(s.sections, len(s.res.Sections)+1)
	for i := range s.cands {
		c := &s.cands[i]
		if p := s.result.Sentences[c.sentence].Passage; p >= 0 && !c.gapped && s.vouches(c) {
			if x := &s.res.Passages[p]; x.Place == resume.PlaceList || x.Place == resume.PlaceRoleList {
				s.sections[s.sectionOf(x)]++
			}
		}
	}
}

func (s *Scratch) sectionOf(p *resume.Passage) int {
	if p.Section >= 0 && p.Section < len(s.res.Sections) {
		return p.Section
	}
	return len(s.res.Sections)
}

func zeroed(v []int32, n int) []int32 {
	v = slices.Grow(v[:0], n)[:n]
	clear(v)
	return v
}

// Names in one run, from which on a run is a list even within a sentence. Where the role is known a sentence may well
// name seven things; where nothing is known a list must not pass for prose, since what is unplaced has no bound.
const (
	longRunInRole   = 8
	longRunAnywhere = 6
)

// noteRuns counts names that stand one behind the other, with no more than signs, "and", a version or a short item between them, and
// gives how many stand at the end of a sentence that was cut for its length: the run goes on behind it. A phrase with a gap belongs to
// the run that it begins or ends in: what is "built ... services" across ten names was not told.
func (s *Scratch) noteRuns(r *tokenRange, run int32) (goesOn int32) {
	if r.candFirst == r.candLast {
		return 0
	}
	for k := r.first; k < r.last; {
		from := k
		for k < r.last {
			if s.startsAt[k] != 0 {
				run++
				k = s.skipLevels(r, s.cands[s.startsAt[k]-1].last)
			} else {
				end := k
				if run >= longRunAnywhere {
					end = s.shortItem(r, k)
				}
				if end == k {
					break
				}
				k = end
			}
			if k < r.last && s.flags(k)&isConjunction != 0 {
				k++
			}
		}
		if k == from {
			k++
			run = 0
			continue
		}
		for i := r.candFirst; i < r.candLast; i++ {
			if c := &s.cands[i]; c.first >= from && c.first < k || c.last > from && c.last <= k {
				c.run = max(c.run, run)
			}
		}
		if k >= r.last && r.long {
			return run
		}
		run = 0
	}
	return 0
}

// itemWords is how many words an item of a list has that is no name: "system design", "high availability".
const itemWords = 3

// shortItem walks over an item of a list that begins behind a sign or goes on at token k, is no name and tells nothing; k where none does.
func (s *Scratch) shortItem(r *tokenRange, k int32) int32 {
	if k > r.first && s.tokens[k].Marks&separators == 0 {
		return k
	}
	for e := k; e < r.last && e <= k+itemWords; e++ {
		if e > k && (s.tokens[e].Marks&separators != 0 || s.startsAt[e] != 0) {
			return e
		}
		if f := s.flags(e); f&isPreposition != 0 || f&isVerb != 0 && s.startsAtVerb(e, r) {
			return k
		}
		if e+1 == r.last {
			return r.last
		}
	}
	return k
}

// place grades a candidate by where it stands.
func (s *Scratch) place(c *candidate) {
	sent := &s.result.Sentences[c.sentence]
	if sent.Passage < 0 {
		s.kill(c, Hidden, Why{Reason: NotSeen})
		return
	}
	p := &s.res.Passages[sent.Passage]
	if int(c.end) > s.doc.Visible {
		s.kill(c, Hidden, Why{Reason: NotSeen})
		return
	}
	if s.isTerm(c) && s.m.terms[c.entry].claim {
		s.kill(c, Claimed, Why{Trait, span(c.start, c.end)})
		return
	}
	switch p.Place {
	case resume.PlaceRole, resume.PlaceProject:
		c.grade = Used
		if sent.Bare || c.run >= longRunInRole {
			c.grade, c.why = RoleList, Why{Reason: Enumerated}
		}
	case resume.PlaceRoleList, resume.PlaceHead:
		c.grade = RoleList
	case resume.PlaceOther:
		c.grade = Unplaced
		if sent.Bare || c.run >= longRunAnywhere {
			c.grade, c.why = Listed, Why{Reason: Enumerated}
		}
	case resume.PlaceForeign, resume.PlaceReference:
		s.kill(c, Negated, Why{Reason: OthersText})
	case resume.PlaceHeading:
		s.kill(c, Ambiguous, Why{Reason: InHeading})
	default:
		c.grade = Listed
	}
}

// isBare says whether a sentence is an enumeration: several items, short ones, and nothing is done in it.
func (s *Scratch) isBare(r *tokenRange) bool {
	items, words := 1, 0
	for k := r.first; k < r.last; k++ {
		t := &s.tokens[k]
		f := s.flags(k)
		if f&isVerb != 0 && s.startsAtVerb(k, r) {
			return false
		}
		if k > r.first && (t.Marks&(token.Comma|token.Semi|token.Pipe|token.Wide|token.Colon) != 0 || t.Gap == token.Slash) {
			items++
		}
		if f&isLevel == 0 {
			words++
		}
	}
	return items >= 3 && words <= 3*items || items == 2 && words <= 4 || words == 1
}

// startsAtVerb says whether the verb at token k is more than a part of a name: "Build tools", "Spring Test" are names.
func (s *Scratch) startsAtVerb(k int32, r *tokenRange) bool {
	for c := r.candFirst; c < r.candLast; c++ {
		x := &s.cands[c]
		if !x.gapped && s.isTerm(x) && x.first <= k && k < x.last {
			return false
		}
	}
	return true
}

// lostCase says whether a name that must be written with its capitals is not, in a text or line whose case tells nothing.
func (s *Scratch) lostCase(c *candidate) bool {
	if !s.m.terms[c.entry].exact {
		return false
	}
	t := s.m.vocabulary.Term(int(c.entry))
	if !t.IsExact(int(c.form)) {
		return false
	}
	name := t.Name
	if c.form > 0 {
		name = t.Aliases[c.form-1][1:]
	}
	return s.text[c.start:c.end] != name
}
