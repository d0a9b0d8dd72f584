package match

import (
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/token"
)

// deny applies the cues of a sentence: what is negated, an aim, somebody else's, or only slight.
func (s *Scratch) deny(r *tokenRange) {
	if r.candFirst == r.candLast {
		return
	}
	for ev := range s.eventsOf(r, unitCue) {
		if s.isExcepted(r, ev) || s.isPrefix(r, ev) {
			continue
		}
		cue := &s.m.cues[ev.entry]
		if cue.label && !s.isLabel(r, ev) || cue.final && !s.endsItem(r, ev) {
			continue
		}
		if ev.side == before {
			end := s.scope(r, ev, cue)
			at := s.quote(r, ev, end)
			for k := r.candFirst; k < r.candLast; k++ {
				c := &s.cands[k]
				if c.first >= ev.last && c.first < end && (!cue.paired || s.closes(r, ev, c)) {
					s.denied(c, cue, at)
				}
			}
			continue
		}
		if cue.paired {
			continue
		}
		// behind: the term ends right before the phrase, give or take a level
		for k := r.candFirst; k < r.candLast; k++ {
			c := &s.cands[k]
			if !c.gapped && c.last <= ev.first && int(ev.first-c.last) <= cue.reach && !s.parted(c.last, ev.first, ev.last == r.last) {
				at := span(min(ev.start, c.start), max(ev.end, c.end))
				s.denied(c, cue, at)
				if cue.chain {
					s.deniedBefore(r, c, cue, at)
				}
			}
		}
	}
}

// endsItem says whether a phrase ends its sentence or its item of a list: "Java (no), Kotlin (yes)", "Java: no; Kotlin: yes".
func (s *Scratch) endsItem(r *tokenRange, ev *event) bool {
	if ev.last == r.last {
		return true
	}
	return s.tokens[ev.first].Marks&(token.Colon|token.Open|token.Dash) != 0 && s.tokens[ev.last].Marks&(separators|token.Close) != 0
}

// isLabel says whether a phrase begins its sentence and a colon follows it.
func (s *Scratch) isLabel(r *tokenRange, ev *event) bool {
	return ev.first == r.first && ev.last < r.last && s.tokens[ev.last].Marks&token.Colon != 0
}

// deniedBefore lowers the names that stand before a candidate in the same list: "Java and .NET candidates".
func (s *Scratch) deniedBefore(r *tokenRange, c *candidate, q *cue, at document.Span) {
	for k := c.first; k > r.first && s.separated(k); {
		e := k
		if s.flags(e-1)&isConjunction != 0 {
			e--
		}
		id := s.endsAt[e]
		if id == 0 {
			return
		}
		x := &s.cands[id-1]
		s.denied(x, q, at)
		k = x.first
	}
}

// quote is the stretch that shows what a cue says: its phrase and the words up to the first name behind it.
func (s *Scratch) quote(r *tokenRange, ev *event, end int32) document.Span {
	for k := ev.last; k < end; k++ {
		if s.startsAt[k] != 0 || s.startsDead(r, k) {
			return span(ev.start, s.tokens[k-1].End)
		}
	}
	return span(ev.start, ev.end)
}

// denied lowers a candidate's grade as a cue says.
func (s *Scratch) denied(c *candidate, q *cue, at document.Span) {
	if c.dead {
		if c.why.Reason == q.reason && at.Len() > c.why.At.Len() {
			c.why.At = at
		}
		return
	}
	if q.reason == Slight {
		if c.grade > Listed {
			c.grade, c.why = Listed, Why{Slight, at}
		}
		return
	}
	grade := Negated
	if q.reason == OtherMeaning || q.reason == OfEmployer {
		grade = Ambiguous
		if !s.isTerm(c) || c.last-c.first > 1 {
			return
		}
	}
	s.kill(c, grade, Why{q.reason, at})
}

// closes says whether the second half of a paired cue follows the candidate, or the list that it stands in.
func (s *Scratch) closes(r *tokenRange, ev *event, c *candidate) bool {
	for b := range s.eventsOf(r, unitCue) {
		if b.side != behind || b.entry != ev.entry {
			continue
		}
		if c.first < b.first && b.first < c.last && c.last <= b.last {
			return true // the name's longer spelling holds the second half: "React developers"
		}
		if b.first < c.last {
			continue
		}
		// only names, "and" and signs may stand between
		k := c.last
		for k < b.first {
			if id := s.startsAt[k]; id != 0 {
				k = s.cands[id-1].last
			} else if s.flags(k)&(isConjunction|isLevel|isFiller) != 0 {
				k++
			} else {
				break
			}
		}
		if k >= b.first {
			return true
		}
	}
	return false
}

// isExcepted says whether a cue is part of something else: "not only", "machine learning", "without downtime".
func (s *Scratch) isExcepted(r *tokenRange, ev *event) bool {
	for x := range s.eventsOf(r, unitExcept) {
		// one that goes on to both sides speaks of something else: "managed recruitment of Go developers"
		if x.start < ev.end && ev.start < x.end && (x.start >= ev.start || x.end <= ev.end) {
			return true
		}
	}
	for k := r.candFirst; k < r.candLast; k++ {
		c := &s.cands[k]
		if s.isTerm(c) && !c.gapped && c.first <= ev.first && ev.last <= c.last && (!c.dead || c.why.Reason == PartOf) {
			return true
		}
	}
	return false
}

// isPrefix says whether a cue of one word is the start of a compound: "no-nonsense", "non-trivial".
func (s *Scratch) isPrefix(r *tokenRange, ev *event) bool {
	return ev.side == before && ev.last == ev.first+1 && ev.last < r.last && s.tokens[ev.last].Marks&token.Hyphen != 0 && s.startsAt[ev.last] == 0
}

// parted says whether a sign that ends a thought, or a contrast, stands between tokens from and to (included). A phrase that
// ends its sentence speaks of what stands before a comma, too, unless another name follows there: "C# in class, never used",
// but "Java: 5 years, Scala: none".
func (s *Scratch) parted(from, to int32, final bool) bool {
	for k := from; k <= to && int(k) < len(s.tokens); k++ {
		m := s.tokens[k].Marks
		if m&(token.Semi|token.Stop|token.Bullet) != 0 || m&token.Comma != 0 && (!final || s.startsAt[k] != 0) {
			return true
		}
		if k < to && s.flags(k)&isContrast != 0 {
			return true
		}
	}
	return false
}

// shortReach is the reach up to which what is said of a name ends with it and the list it stands in: "instead of Jenkins
// we use GitLab".
const shortReach = 3

// scope gives the token at which what a cue says ends. It reaches over cue.reach words that are no names, goes on over
// the items of a list, and ends at a contrast, at a preposition (short denials), and where something else begins.
func (s *Scratch) scope(r *tokenRange, ev *event, q *cue) int32 {
	from, reach, stops := ev.last, q.reach, q.stops
	if q.uses {
		switch use, end := s.toUse(r, ev.last, q.reason == OfOthers); {
		case use:
			from, reach, stops = end, useReach, false
		case q.reach == 0 || end > ev.last && s.isTo(end-1) || end < r.last && s.isGerund(end):
			return ev.last // "never had to restart Kafka", "without giving up Kafka" deny no Kafka
		}
	}
	if reach == 0 {
		return min(from+1, r.last)
	}
	words := 0
	named := false // a name has been passed
	for k := from; k < r.last; {
		t, f := &s.tokens[k], s.flags(k)
		if t.Marks&(token.Semi|token.Stop|token.Bullet|token.Dash|token.Pipe|token.Wide) != 0 || f&isContrast != 0 {
			return k
		}
		if t.Marks&(token.Open|token.Close) != 0 && (named || k == ev.last) || t.Marks&token.Comma != 0 && k == ev.last {
			return k // "C++ (no), C (yes)"
		}
		starts := s.startsAt[k] != 0 || s.startsDead(r, k)
		if t.Marks&token.Comma != 0 && !(q.chain && (starts || f&isConjunction != 0)) && !(q.items && f&isVerb == 0) {
			return k
		}
		if f&isConjunction != 0 && named {
			if !q.chain || k+1 >= r.last || s.startsAt[k+1] == 0 && !s.startsDead(r, k+1) {
				return k
			}
			k++
			continue
		}
		if starts {
			named, words = true, 0
			k = s.endOfName(r, k)
			if !q.chain {
				return k
			}
			continue
		}
		glued := t.Marks&token.Hyphen != 0 // "hands-on" is one word
		if stops && f&isPreposition != 0 && !glued {
			return k
		}
		if named && !q.label && (reach <= shortReach || f&(isPreposition|isVerb) != 0) {
			return k
		}
		if f&isFiller == 0 && !glued {
			words++
		}
		if words > reach {
			return k
		}
		k++
	}
	return r.last
}

// useReach is how many words may stand between a denied word of using and what was not used.
const useReach = 6

// toUse walks from token k over helping words and adverbs, and says whether a word of using or knowing stands behind
// them: "had the chance to work", "really know". end is the token behind what was walked over. Behind a person a "to" leads
// to what somebody had them do: "taught my colleague to write".
func (s *Scratch) toUse(r *tokenRange, k int32, person bool) (use bool, end int32) {
	for ; k < r.last; k++ {
		t, f := &s.tokens[k], s.flags(k)
		switch {
		case t.Gap == token.Break, person && s.isTo(k), f&isUse == 0 && f&(isHelper|isFiller) == 0 && !s.isAdverb(k) && t.Marks&token.Hyphen == 0:
			use, end := s.toNoun(r, k)
			return use && !person, end
		case f&isUse != 0 && !(f&isHelper != 0 && k+1 < r.last && s.isTo(k+1)): // "needed Redis", and not "needed to restart Redis"
			return true, k + 1
		}
	}
	return false, k
}

// toNoun says whether the word at token k or the next belongs to a noun of knowing with its preposition: "automation
// background in". end is the preposition, else k.
func (s *Scratch) toNoun(r *tokenRange, k int32) (use bool, end int32) {
	for j := k; j < min(k+3, r.last-1) && s.tokens[j].Gap != token.Break && s.startsAt[j] == 0; j++ {
		switch f := s.flags(j); {
		case f&isUse != 0 && f&isVerb == 0 && j > k && s.isOneOf(j+1, "in", "with", "of", "on"):
			return true, j + 1
		case f&(isPreposition|isConjunction|isContrast) != 0 || f&isVerb != 0 && !s.isGerund(j):
			return false, k
		}
	}
	return false, k
}

// isGerund says whether a word ends as those that name a doing: losing, stopping.
func (s *Scratch) isGerund(k int32) bool {
	t := &s.tokens[k]
	return t.Stem-t.Start > 5 && strings.HasSuffix(s.text[t.Start:t.Stem], "ing") && s.startsAt[k] == 0
}

// isAdverb says whether a word is an adverb or ends as they do: later, really, personally.
func (s *Scratch) isAdverb(k int32) bool {
	t := &s.tokens[k]
	return s.flags(k)&isAdverbial != 0 || t.Stem-t.Start > 4 && strings.HasSuffix(s.text[t.Start:t.Stem], "ly")
}

func (s *Scratch) isTo(k int32) bool { return s.text[s.tokens[k].Start:s.tokens[k].End] == "to" }

// startsDead says whether a name that was already found wanting starts at token k.
func (s *Scratch) startsDead(r *tokenRange, k int32) bool {
	for i := r.candFirst; i < r.candLast; i++ {
		if c := &s.cands[i]; c.first == k && s.isTerm(c) && !c.gapped {
			return true
		}
	}
	return false
}

// endOfName is the token behind the longest name that starts at token k.
func (s *Scratch) endOfName(r *tokenRange, k int32) int32 {
	end := k + 1
	for i := r.candFirst; i < r.candLast; i++ {
		if c := &s.cands[i]; c.first == k && !c.gapped && s.isTerm(c) {
			end = max(end, c.last)
		}
	}
	return end
}
