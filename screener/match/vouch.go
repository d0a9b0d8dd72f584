package match

import (
	"strings"

	"shortlist/screener/resume"
	"shortlist/screener/token"
	"shortlist/screener/vocabulary"
)

// separators stand between the items of a list.
const separators = token.Comma | token.Semi | token.Pipe | token.Bullet | token.Wide | token.Newline | token.Blank

// edges stand at the ends of a list's first and last item as well.
const edges = separators | token.Colon | token.Open | token.Close | token.Dash | token.Stop

// vouched says whether something around an ambiguous name, candidate number `at`, shows that the technology is meant.
func (s *Scratch) vouched(r *tokenRange, c *candidate, at int) bool {
	t := &s.m.terms[c.entry]
	never := t.alone == vocabulary.Never
	if !s.lostCase(c) && (c.last-c.first > 1 || s.isUnmistakable(c)) {
		return true // an alias of two words and more, or one that is no word: Spring MVC, golang
	}
	exact := s.isExact(c)
	first := c.first == r.first && !s.isItem(r, c)
	caseless := s.caseless || s.oneCase(r)
	if t.letter && (s.isElided(c) || r.has(isLeisure) && !s.isTechnical(r, c)) {
		return false // "d'index", "a sonata in C"
	}
	if s.hasPhrase(r, c, exact || s.caseless || !never) {
		return true
	}
	left, right, langs := s.neighbours(r, c)
	if (exact || caseless) && !first && (left+right >= 1 && !t.letter && exact || langs >= 1 && t.lang) {
		return true // one letter wants another language beside it: "Perl and C"
	}
	if left+right >= 2 || !never && left+right >= 1 && (exact || caseless || s.isItem(r, c)) {
		return true
	}
	sent := &s.result.Sentences[c.sentence]
	if sent.Passage >= 0 {
		p := &s.res.Passages[sent.Passage]
		listed := p.Place == resume.PlaceList || p.Place == resume.PlaceRoleList
		if (listed || sent.Bare) && s.isItem(r, c) {
			inList := int(s.sections[s.sectionOf(p)])
			if !listed {
				inList = left + right
			}
			skills := p.Place == resume.PlaceRoleList || p.Section >= 0 && p.Section < len(s.res.Sections) && s.res.Sections[p.Section].Kind == resume.SectionSkills
			if inList >= 2 || !never && (inList >= 1 || skills) {
				return true
			}
		}
		if p.Place == resume.PlaceHead && !never && exact && s.nearPhrase(r, c, false) {
			return true
		}
	}
	if exact && (s.fromTo(r, c) || s.isBracketed(r, c) && s.isTechnical(r, c)) {
		return true
	}
	if s.nearPhrase(r, c, never) && (exact && !first || !never && !s.looksPlain(c)) {
		return true
	}
	if s.isTechnical(r, c) {
		switch {
		case exact && !first && (!never || !t.letter && s.nearPhrase(r, c, false)):
			return true
		case exact && first && !never && (s.precedesTechnical(r, c) || s.precedes(r, c)):
			return true // "Rust firmware for meters"
		case !exact && (s.follows(r, c, never) || s.precedes(r, c)):
			return true // "wrote the exporter in go", "python scripts"
		}
	}
	if t.small && !exact && s.nearPhrase(r, c, false) && !r.has(isLeisure) {
		return true // "five years of experience in python"
	}
	if !exact || t.letter {
		return false
	}
	if s.seen[c.entry] != 0 && !(never && first) {
		return true // it has been vouched for elsewhere in the text
	}
	return !never && !first && (s.hasCompany(r, c) || s.hasRelative(c, at))
}

// isBracketed says whether the candidate is the first or only item in brackets: "the driver (C, 8,000 lines)".
func (s *Scratch) isBracketed(r *tokenRange, c *candidate) bool {
	return c.first > r.first && s.tokens[c.first].Marks&token.Open != 0 && (c.last == r.last || s.tokens[c.last].Marks&(token.Comma|token.Close|token.Semi) != 0)
}

// isElided says whether an apostrophe follows the candidate: "d'expérience".
func (s *Scratch) isElided(c *candidate) bool {
	rest := s.text[c.end:]
	return s.tokens[c.last-1].Flags&token.Possessive == 0 && (strings.HasPrefix(rest, "'") || strings.HasPrefix(rest, "’"))
}

// fromTo says whether the candidate stands in "from X to Y" with another name in the other place, or in "X to Y" before a
// name that is nothing else.
func (s *Scratch) fromTo(r *tokenRange, c *candidate) bool {
	word := func(k int32, w string) bool {
		return k >= r.first && k < r.last && s.tokens[k].Marks&separators == 0 && s.text[s.tokens[k].Start:s.tokens[k].End] == w
	}
	if word(c.first-1, "from") && word(c.last, "to") && c.last+1 < r.last {
		return s.startsAt[c.last+1] != 0
	}
	if word(c.last, "to") && c.last+1 < r.last {
		if id := s.startsAt[c.last+1]; id != 0 && s.vouches(&s.cands[id-1]) {
			return true
		}
	}
	if word(c.first-1, "to") {
		if id := s.endsAt[c.first-1]; id != 0 {
			return word(s.cands[id-1].first-1, "from")
		}
	}
	return false
}

// isUnmistakable says whether the spelling found is an alias that is no everyday word: ReactJS, golang, NodeJS. The
// name itself and its capitals-only aliases are not.
func (s *Scratch) isUnmistakable(c *candidate) bool {
	if c.form == 0 || s.isDoubtful(c) {
		return false
	}
	t := s.m.vocabulary.Term(int(c.entry))
	a := t.Aliases[c.form-1]
	if a[0] == '=' {
		return false
	}
	return len(a) > len(t.Name)
}

// isExact says whether the name stands with the capitals of its name, and these tell something: not in a line of
// capitals.
func (s *Scratch) isExact(c *candidate) bool {
	t := &s.tokens[c.first]
	if t.Flags&token.Upper == 0 {
		return s.m.terms[c.entry].plain
	}
	if t.Flags&token.AllUpper != 0 && t.End-t.Start > 1 {
		name := s.m.vocabulary.Term(int(c.entry)).Name
		if lower(name) != name && s.text[c.start:c.end] == name {
			return true
		}
		return false
	}
	return true
}

// looksPlain says whether the name is written small though the text has capitals.
func (s *Scratch) looksPlain(c *candidate) bool {
	return !s.m.terms[c.entry].plain && s.tokens[c.first].Flags&token.Upper == 0 && !s.caseless
}

// hasPhrase says whether a vouching phrase of the term covers the candidate or, for a name with its capitals, stands
// in the same sentence.
func (s *Scratch) hasPhrase(r *tokenRange, c *candidate, near bool) bool {
	for with := range s.eventsOf(r, unitWith) {
		if with.entry != c.entry {
			continue
		}
		if with.start == c.start && with.end == c.end {
			// the name itself, exactly so: its case in prose is enough
			if s.isExact(c) && c.first > r.first && !s.isTitled(r, c) && (!r.has(isLeisure) || s.isTechnical(r, c)) {
				return true
			}
			continue
		}
		if with.start <= c.start && c.end <= with.end {
			return true
		}
		if near && !s.looksPlain(c) && (with.end <= c.start || c.end <= with.start) {
			return true
		}
	}
	return false
}

// isTitled says whether a word beside the candidate has a capital as well, so that its own may be a title's or a proper
// name's: "Rust Belt", "Spring Collection Launch". Names of technologies are no such words.
func (s *Scratch) isTitled(r *tokenRange, c *candidate) bool {
	if k := c.first - 1; k > r.first && s.tokens[c.first].Gap == token.Sep && s.tokens[k].Flags&token.Upper != 0 && s.endsAt[c.first] == 0 {
		return true
	}
	k := c.last
	return k < r.last && s.tokens[k].Gap == token.Sep && s.tokens[k].Flags&token.Upper != 0 && s.startsAt[k] == 0
}

// oneCase says whether a sentence is written in capitals or in small letters throughout, so that case tells nothing.
func (s *Scratch) oneCase(r *tokenRange) bool {
	upper, lower := 0, 0
	for k := r.first; k < r.last; k++ {
		switch f := s.tokens[k].Flags; {
		case f&token.Number != 0:
		case f&token.AllUpper != 0:
			upper++
		case f&token.Upper == 0:
			lower++
		default:
			return false
		}
	}
	return upper+lower >= 2 && (upper == 0 || lower == 0)
}

// precedesTechnical says whether a word of technology, or a notion, stands directly behind the candidate.
func (s *Scratch) precedesTechnical(r *tokenRange, c *candidate) bool {
	k := c.last
	if k >= r.last || s.tokens[k].Gap != token.Sep {
		return false
	}
	if s.flags(k)&isTechnical != 0 {
		return true
	}
	id := s.startsAt[k]
	return id != 0 && s.m.terms[s.cands[id-1].entry].technical
}

// isTechnical says whether another word of the sentence is one of technology: "front end in Elm", "a Loki for the logs of
// our servers". Broad notions count here: they vouch for the tone, if not for a name.
func (s *Scratch) isTechnical(r *tokenRange, c *candidate) bool {
	for k := r.first; k < r.last; k++ {
		if s.flags(k)&isTechnical != 0 && (k < c.first || k >= c.last) {
			return true
		}
	}
	for k := r.candFirst; k < r.candLast; k++ {
		x := &s.cands[k]
		if x.dead || x.entry == c.entry || !s.isTerm(x) || x.last > c.first && c.last > x.first {
			continue
		}
		if t := &s.m.terms[x.entry]; t.vouches && !s.isDoubtful(x) || x.accepted || t.technical {
			return true
		}
	}
	return false
}

// follows says whether a collocation stands directly before the candidate.
func (s *Scratch) follows(r *tokenRange, c *candidate, strict bool) bool {
	for n := range s.eventsOf(r, unitNear) {
		if n.side == before && (n.strict || !strict) && n.last == c.first && s.tokens[c.first].Gap == token.Sep {
			return true
		}
	}
	return false
}

// precedes says whether a collocation stands directly behind the candidate.
func (s *Scratch) precedes(r *tokenRange, c *candidate) bool {
	for n := range s.eventsOf(r, unitNear) {
		if n.side == behind && n.first == c.last && s.tokens[n.first].Gap == token.Sep {
			return true
		}
	}
	return false
}

// nearPhrase says whether a collocation stands directly beside the candidate: "written in Go", "Swift developer".
func (s *Scratch) nearPhrase(r *tokenRange, c *candidate, strict bool) bool {
	return s.follows(r, c, strict) || s.precedes(r, c)
}

// isItem says whether the candidate is an item of a list by itself, with no more beside it than a level or a version.
func (s *Scratch) isItem(r *tokenRange, c *candidate) bool {
	k := c.first
	if k > r.first && !s.separated(k) && s.flags(k-1)&isLevel != 0 {
		k--
	}
	if k > r.first && !s.separated(k) && s.tokens[k].Marks&edges == 0 {
		return false
	}
	k = s.skipLevels(r, c.last)
	return k >= r.last || s.separated(k) || s.tokens[k].Marks&edges != 0 || s.flags(k)&isConjunction != 0
}

// separated says whether a separator of a list stands before token k: a sign, a slash, or "and".
func (s *Scratch) separated(k int32) bool {
	t := &s.tokens[k]
	if t.Marks&separators != 0 {
		return true
	}
	switch t.Gap {
	case token.Slash, token.Amp, token.Plus:
		return true
	}
	if s.startsAt[k] != 0 && s.endsAt[k] != 0 {
		return true // name beside name: a list that has lost its signs
	}
	return k > 0 && s.flags(k-1)&isConjunction != 0
}

// skipLevels walks right over versions and levels that follow an item: "Go 1.21", "Python (5 years)".
func (s *Scratch) skipLevels(r *tokenRange, k int32) int32 {
	for n := 0; k < r.last && n < 4; n++ {
		t := &s.tokens[k]
		if t.Marks&(separators|token.Stop) != 0 || t.Flags&token.Number == 0 && s.flags(k)&isLevel == 0 {
			break
		}
		k++
	}
	return k
}

// skipLevelsBack walks left over versions and levels before token k, giving the token behind the item.
func (s *Scratch) skipLevelsBack(r *tokenRange, k int32) int32 {
	for n := 0; k > r.first && n < 4 && s.endsAt[k] == 0; n++ {
		t := &s.tokens[k-1]
		if t.Flags&token.Number == 0 && s.flags(k-1)&isLevel == 0 || k-1 > r.first && t.Marks&separators != 0 {
			break
		}
		k--
	}
	return k
}

// neighbours counts the vouching items to the left and to the right of a candidate in one enumeration, and how many of
// all are languages.
func (s *Scratch) neighbours(r *tokenRange, c *candidate) (left, right, langs int) {
	k := c.first
	for n := 0; n < 8 && k > r.first && s.separated(k); n++ {
		e := k
		if s.flags(e-1)&isConjunction != 0 {
			e--
		}
		e = s.skipLevelsBack(r, e)
		id := s.endsAt[e]
		if id == 0 {
			break
		}
		x := &s.cands[id-1]
		if s.vouches(x) {
			left++
			langs += s.isLanguage(x)
		}
		k = x.first
	}
	k = c.last
	for n := 0; n < 8; n++ {
		k = s.skipLevels(r, k)
		if k >= r.last {
			break
		}
		if s.flags(k)&isConjunction != 0 {
			k++
		} else if !s.separated(k) {
			break
		}
		if k < r.last && s.flags(k)&(isConjunction|isLevel) != 0 {
			k++
		}
		if k >= r.last || s.startsAt[k] == 0 {
			break
		}
		x := &s.cands[s.startsAt[k]-1]
		if s.vouches(x) {
			right++
			langs += s.isLanguage(x)
		}
		k = x.last
	}
	return left, right, langs
}

func (s *Scratch) isLanguage(c *candidate) int {
	if s.m.terms[c.entry].lang {
		return 1
	}
	return 0
}

// hasCompany says whether a vouching name stands within ten words of the same sentence.
func (s *Scratch) hasCompany(r *tokenRange, c *candidate) bool {
	for k := r.candFirst; k < r.candLast; k++ {
		x := &s.cands[k]
		if x.entry == c.entry || !s.vouches(x) {
			continue
		}
		if x.first-c.last <= 10 && c.first-x.last <= 10 {
			return true
		}
	}
	return false
}

// relativeReach is how far, in bytes, a relative may stand where the roles could not be read.
const relativeReach = 600

// relativeNames is how many names to either side are looked at: a role holds fewer.
const relativeNames = 150

// technicalRole is the number of vouching names that make a role a technical one.
const technicalRole = 3

// hasRelative says whether a vouching name that the term implies, or that implies it, or that implies the same, stands
// in the same role; or so many others that a name with its capitals means the technology.
func (s *Scratch) hasRelative(c *candidate, at int) bool {
	role := s.result.Sentences[c.sentence].Role
	others := 0
	for i := max(0, at-relativeNames); i < min(len(s.cands), at+relativeNames); i++ {
		x := &s.cands[i]
		if x.entry == c.entry || !s.vouches(x) {
			continue
		}
		if role >= 0 && s.result.Sentences[x.sentence].Role != role || role < 0 && (x.start-c.end > relativeReach || c.start-x.end > relativeReach) {
			continue
		}
		if others++; others >= technicalRole || s.related(c.entry, x.entry) {
			return true
		}
	}
	return false
}

func (s *Scratch) related(a, b int32) bool {
	x, y := s.m.terms[a].implies, s.m.terms[b].implies
	for _, i := range x {
		if i == b {
			return true
		}
		for _, j := range y {
			if i == j {
				return true
			}
		}
	}
	for _, j := range y {
		if j == a {
			return true
		}
	}
	return false
}
