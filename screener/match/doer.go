package match

import (
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/token"
)

// others lowers the names in what somebody else is said to have done: "a vendor hosted them on AWS", "the backend team, who
// built it in Go", "a student whose thesis used TensorFlow", "developed in Scala by our engineers". What is done by a group
// that the person leads or belongs to is the person's own.
func (s *Scratch) others(r *tokenRange) {
	if !r.has(isOther) || r.candFirst == r.candLast {
		return
	}
	for k := r.first; k < r.last; k++ {
		f := s.flags(k)
		if f&isOther == 0 || s.isPartOfName(r, k) {
			continue
		}
		first, own := s.nounPhrase(r, k)
		if own || s.isExceptedAt(r, first-1) {
			continue
		}
		// the word that governs the phrase; none where a clause begins with it
		governor, starts := int32(-1), true
		if first > r.first && s.tokens[first].Marks&clauseMarks == 0 {
			governor = first - 1
			starts = s.flags(governor)&(isClause|isContrast|isConjunction) != 0
		}
		if f&isGroup != 0 && s.isBareGroup(k, first) && (governor < 0 || !s.isOneOf(governor, "to", "with", "for", "from")) {
			continue // "the team built", "our team wrote"
		}
		if governor >= 0 && s.isOneOf(governor, "by") {
			if f&isGroup != 0 || f&isPerson != 0 && s.isPlural(k) {
				s.deniedWithin(r, governor, k, span(s.tokens[governor].Start, s.tokens[k].End)) // "given by the Java team"
			}
			s.deniedBy(r, governor, k)
		} else if verb := s.predicate(r, k, starts); verb > 0 && !s.takesOver(r) {
			if end := s.clauseEnd(r, verb); !s.isOneOf(end-1, "me", "myself") && !(f&isFirm != 0 && s.andI(r, end)) {
				s.deniedWithin(r, verb, end, span(s.tokens[first].Start, s.tokens[verb].End))
			}
		}
	}
}

// andI says whether the person has a part in what a firm did: "the company moved to AWS, and I migrated forty services".
func (s *Scratch) andI(r *tokenRange, k int32) bool {
	for ; k < r.last && s.flags(k)&isContrast == 0 && s.tokens[k].Marks&(clauseMarks&^token.Comma) == 0; k++ {
		if s.isOneOf(k, "I") {
			return true
		}
	}
	return false
}

// isOther are the words for those whose work may be told.
const isOther = isPerson | isGroup | isFirm | isMaker

// clauseMarks are the signs that a clause begins or ends at.
const clauseMarks = token.Comma | token.Semi | token.Stop | token.Colon | token.Bullet | token.Dash | token.Pipe | token.Wide | token.Open | token.Close

// isOneOf says whether a token is one of the words.
func (s *Scratch) isOneOf(k int32, words ...string) bool {
	t := &s.tokens[k]
	for _, w := range words {
		if s.text[t.Start:t.End] == w {
			return true
		}
	}
	return false
}

// isPartOfName says whether a name of a technology covers token k: Microsoft Teams.
func (s *Scratch) isPartOfName(r *tokenRange, k int32) bool {
	for i := r.candFirst; i < r.candLast; i++ {
		if c := &s.cands[i]; c.first <= k && k < c.last && s.isTerm(c) && !s.m.terms[c.entry].notion && !c.gapped && !c.dead {
			return true
		}
	}
	return false
}

// nounPhrase gives the first token of the phrase that a person or group ends, and whether it or the word before it makes
// them the person's own: "led a team of six engineers", "member of the data team", "my team".
func (s *Scratch) nounPhrase(r *tokenRange, k int32) (first int32, own bool) {
	for first = k; first > r.first && s.tokens[first].Marks&clauseMarks == 0; first-- {
		f := s.flags(first - 1)
		if f&isOwn != 0 {
			return first, true
		}
		if f&isConjunction != 0 && s.startsAt[first] != 0 && s.endsAt[first-1] != 0 {
			continue // "by Java and Node teams"
		}
		if f&(isPast|isPreposition|isConjunction|isContrast|isClause) != 0 || s.isTo(first-1) {
			break
		}
	}
	return first, false
}

// isBareGroup says whether a group has "my" before it, or no more than "the", "our" and the like: it may be the person's own.
func (s *Scratch) isBareGroup(k, first int32) bool {
	return k == first || k == first+1 && s.flags(first)&isFiller != 0 || s.isOneOf(first, "my", "My")
}

// predicate gives the verb that says what the people before it did, 0 for none: behind "who" any verb, else one in the past
// or of making, behind adverbs or a place, if the clause begins with the people.
func (s *Scratch) predicate(r *tokenRange, k int32, starts bool) int32 {
	v := k + 1
	if v >= r.last {
		return 0
	}
	relative := s.isOneOf(v, "who", "which", "that", "whose")
	switch {
	case relative && s.flags(k)&isFirm != 0, s.flags(k)&(isMaker|isPerson) == isMaker:
		return 0
	case relative && s.isOneOf(v, "whose"):
		v += 2 // what is theirs
	case relative:
		v++
	case !starts || s.tokens[v].Marks&clauseMarks != 0:
		return 0
	}
	adverb, place := false, int32(0) // place: behind its last word at most
	for ; v < r.last && s.tokens[v].Marks&clauseMarks == 0 && s.startsAt[v] == 0; v++ {
		switch f := s.flags(v); {
		case f&(isPast|isMaking) != 0 || f&isVerb != 0 && f&isUse != 0 && v == k+1 && s.isPlural(k) || f&isVerb != 0 && place == 0 && (relative || adverb):
			return v
		case f&isPreposition != 0 && v == k+1:
			place = v + placeReach
		case s.isTo(v) || f&isConjunction != 0:
			return 0
		case f&isHelper != 0 || s.isAdverb(v):
			adverb = true
		case v >= place:
			return 0
		}
	}
	return 0
}

// placeReach is how many words may say where people are: "colleagues in the old town wrote".
const placeReach = 4

// takesOver says whether a sentence begins with what makes others' work the person's own: "rescued a site that an agency ...".
func (s *Scratch) takesOver(r *tokenRange) bool { return s.flags(r.first)&isTaking != 0 }

// clauseEnd gives the token at which what is said from token k on ends.
func (s *Scratch) clauseEnd(r *tokenRange, k int32) int32 {
	for k++; k < r.last; k++ {
		m, f := s.tokens[k].Marks, s.flags(k)
		if m&(clauseMarks&^token.Comma) != 0 || f&isContrast != 0 {
			return k
		}
		next := k
		if f&isConjunction != 0 && k+1 < r.last {
			next++
		}
		if m&token.Comma != 0 && s.startsAt[next] == 0 && !s.startsDead(r, next) || s.isOneOf(next, "I", "we", "my") {
			return k
		}
	}
	return r.last
}

// deniedBy lowers what was made by somebody: the names between what was done and "by", token by; and those that it was done
// to, where it says "was".
func (s *Scratch) deniedBy(r *tokenRange, by, person int32) {
	done := by - 1
	for ; done >= r.first && !s.isPast(done); done-- {
		if s.tokens[done].Marks&(clauseMarks&^token.Comma) != 0 {
			return
		}
	}
	if done < r.first || s.flags(done)&isMaking == 0 {
		return // "used by", "requested by"
	}
	at := span(s.tokens[done].Start, s.tokens[person].End)
	if !s.takesOver(r) {
		s.deniedWithin(r, done, by, at)
	}
	be := done - 1
	for ; be > r.first && s.isAdverb(be); be-- {
	}
	if be <= r.first || !s.isOneOf(be, "was", "were", "is", "are", "been", "being") {
		return
	}
	from := be
	for ; from > r.first && s.tokens[from].Marks&clauseMarks == 0 && s.flags(from-1)&(isClause|isContrast) == 0; from-- {
	}
	s.deniedWithin(r, from, be, at)
}

// isPast says whether a word is a verb in the past, or looks like one.
func (s *Scratch) isPast(k int32) bool {
	t := &s.tokens[k]
	return s.flags(k)&isPast != 0 || strings.HasSuffix(s.text[t.Start:t.End], "ed") && t.End-t.Start > 4
}

func (s *Scratch) isPlural(k int32) bool { return s.text[s.tokens[k].End-1] == 's' }

// isExceptedAt says whether token k is part of what looks like somebody else's work and is none: "hired by the Go team".
func (s *Scratch) isExceptedAt(r *tokenRange, k int32) bool {
	if k < r.first {
		return false
	}
	for x := range s.eventsOf(r, unitExcept) {
		if x.first <= k && k < x.last {
			return true
		}
	}
	return false
}

// deniedWithin lowers the candidates between two tokens as somebody else's.
func (s *Scratch) deniedWithin(r *tokenRange, from, to int32, at document.Span) {
	for i := r.candFirst; i < r.candLast; i++ {
		if c := &s.cands[i]; c.first >= from && c.last <= to && !c.dead {
			s.kill(c, Negated, Why{OfOthers, at})
		}
	}
}
