package fit

import (
	"cmp"
	"math/bits"
	"slices"

	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/rubric"
)

// thing is one distinct thing that a part counts: a term with what it implies, a phrase, a sentence or a role.
type thing struct {
	key    uint64
	phrase uint64        // of a phrase: a second key, the phrase itself
	worth  int           // hundredths, the best of its hits
	rest   int           // hundredths, the best of its hits outside of lists
	best   pick          // the hit with that worth
	span   document.Span // of education, which no hit shows
}

// termThing is a term found, while terms are grouped to things.
type termThing struct {
	term  int32
	thing thing
}

// spotSize cuts sentences that have lost their full stops: two hits further apart than this many bytes stand in two sentences.
const spotSize = 240

// spot is a number for the sentence that a hit stands in, the same for a sentence that stands in the resume twice.
func (s *scratch) spot(h *match.Hit) uint64 {
	if h.Sentence < 0 {
		return uint64(h.Span.Start) | 1<<63
	}
	span := s.result.Sentences[h.Sentence].Span
	window := (h.Span.Start - span.Start) / spotSize
	if window == 0 && s.spots[h.Sentence] != 0 {
		return s.spots[h.Sentence]
	}
	from := span.Start + window*spotSize
	to := min(span.End, from+spotSize)
	// FNV-1a over letters and digits, so that a pasted copy counts once.
	const prime = 1099511628211
	sum := uint64(14695981039346656037)
	for i := from; i < to; i++ {
		c := s.doc.Text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 0x80 {
			sum = (sum ^ uint64(c)) * prime
		}
	}
	sum &^= 1 << 63
	if window == 0 {
		s.spots[h.Sentence] = sum
	}
	return sum
}

// worthOf gives what a hit counts and what of it stands outside of lists, in hundredths.
func (s *scratch) worthOf(w *rubric.Worth, h *match.Hit, hidden bool) (worth, rest int) {
	switch h.Grade {
	case match.Used:
		return w.Used, w.Used
	case match.RoleList:
		return w.RoleList, 0 // a list, wherever it stands: anybody can paste one
	case match.Unplaced:
		return w.Unplaced, w.Unplaced
	case match.Listed:
		return w.Listed, 0
	case match.Implied:
		if h.From < 0 {
			return 0, 0
		}
		from := s.result.Hits[h.From]
		if from.Grade == match.Implied {
			return 0, 0
		}
		worth, rest = s.worthOf(w, &from, hidden)
		return worth * w.Implied / 100, rest * w.Implied / 100
	case match.Hidden:
		if hidden {
			return w.Listed, 0
		}
	}
	return 0, 0
}

// count gathers the distinct things of a collector's hits, best first. hidden counts what no reader sees, to say what it would
// have brought. The result holds until the next resume.
func (j *Judge) count(s *scratch, k int, w *rubric.Worth, hidden bool) []thing {
	col := &j.collectors[k]
	s.begin()
	s.terms = s.terms[:0]
	terms := int32(j.matcher.Terms())
	var c covers
	if col.count == rubric.CountThings {
		j.countTerms(s, k, w, hidden, terms)
		s.spans = s.spans[:0]
		for _, p := range s.picks[k] {
			if h := &s.result.Hits[p.hit]; h.Entry < terms && h.Grade > match.Implied {
				s.spans = append(s.spans, h.Span)
			}
		}
		c = s.cover(s.spans)
	}
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		worth, rest := s.worthOf(w, h, hidden)
		if worth == 0 {
			continue
		}
		switch col.count {
		case rubric.CountThings:
			if h.Entry < terms {
				continue
			}
			s.phrase(p, h, worth, rest, c)
		case rubric.CountSentences:
			s.add(s.spot(h), p, worth, rest)
		case rubric.CountRoles:
			s.add(uint64(h.Role+1), p, worth, rest)
		}
	}
	for _, t := range s.terms {
		s.things = append(s.things, t.thing)
	}
	out := s.keep()
	slices.SortStableFunc(out, func(a, b thing) int { return cmp.Or(b.worth-a.worth, b.rest-a.rest) })
	return out
}

// keep gives the set of things as it is, to hold until the next resume.
func (s *scratch) keep() []thing {
	n := len(s.kept)
	s.kept = append(s.kept, s.things...)
	return s.kept[n:len(s.kept):len(s.kept)]
}

// few is the number of things up to which looking through all of them is fastest.
const few = 16

// begin starts a new set of things.
func (s *scratch) begin() {
	s.things = s.things[:0]
	clear(s.index)
}

// find gives the number of the thing with a key, or -1.
func (s *scratch) find(key uint64) int {
	if len(s.things) > few {
		if i, ok := s.index[key]; ok {
			return int(i)
		}
		return -1
	}
	for i := range s.things {
		if s.things[i].key == key || s.things[i].phrase == key {
			return i
		}
	}
	return -1
}

// put adds a thing, or raises the one there is.
func (s *scratch) put(i int, t thing) {
	if i >= 0 {
		old := &s.things[i]
		if t.worth > old.worth {
			old.worth, old.best = t.worth, t.best
		}
		old.rest = max(old.rest, t.rest)
		return
	}
	s.things = append(s.things, t)
	switch n := len(s.things); {
	case n == few+1:
		for i := range s.things {
			s.number(i)
		}
	case n > few:
		s.number(n - 1)
	}
}

func (s *scratch) number(i int) {
	s.index[s.things[i].key] = int32(i)
	if p := s.things[i].phrase; p != 0 {
		s.index[p] = int32(i)
	}
}

// add puts a hit to the thing with a key.
func (s *scratch) add(key uint64, p pick, worth, rest int) {
	s.put(s.find(key), thing{key: key, worth: worth, rest: rest, best: p})
}

// phrase counts a phrase: each phrase once, each sentence once, and not beside a term that stands in the same words.
func (s *scratch) phrase(p pick, h *match.Hit, worth, rest int, c covers) {
	if c.overlaps(h.Span) {
		return
	}
	spot, phrase := s.spot(h), uint64(h.Entry)|1<<62|1<<63
	i := s.find(phrase)
	if i < 0 {
		i = s.find(spot)
	}
	s.put(i, thing{key: spot, phrase: phrase, worth: worth, rest: rest, best: p})
}

// countTerms gathers the terms of a collector as things. A term and what it implies are one thing: of the terms that hang
// together by implication either those on top or those at the bottom are counted, whichever are worth more, so that no further
// mention can lower the sum.
func (j *Judge) countTerms(s *scratch, k int, w *rubric.Worth, hidden bool, terms int32) {
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		if h.Entry >= terms {
			continue
		}
		worth, rest := s.worthOf(w, h, hidden)
		if worth == 0 {
			continue
		}
		if at := s.places[h.Entry]; at > 0 {
			t := &s.terms[at-1].thing
			if worth > t.worth {
				t.worth, t.best = worth, p
			}
			t.rest = max(t.rest, rest)
			continue
		}
		s.terms = append(s.terms, termThing{h.Entry, thing{key: uint64(h.Entry), worth: worth, rest: rest, best: p}})
		s.places[h.Entry] = int32(len(s.terms))
	}
	found := s.terms
	s.terms = found[:min(len(found), most)]
	if j.group(s) {
		s.terms, s.grouped = s.grouped, found
	}
	for i := range found {
		s.places[found[i].term] = 0
	}
}

// most is how many terms of one collector count; a rubric's part that finds more has enough.
const most = 64

// relations says which terms imply which: a bit set of those above and of those below each.
type relations struct{ above, below [most]uint64 }

// group leaves one of the terms found for each thing, in s.grouped; false where each is one already.
func (j *Judge) group(s *scratch) bool {
	terms := s.terms
	var rel relations
	related := false
	for a := range terms {
		for _, t := range j.vocabulary.Term(int(terms[a].term)).ImpliesTerms() {
			if b := int(s.places[t]) - 1; b >= 0 && b < len(terms) && b != a {
				rel.above[b] |= 1 << a
				rel.below[a] |= 1 << b
				related = true
			}
		}
	}
	if !related {
		return false
	}
	// those that hang together
	var whole [most]uint64
	for a := range terms {
		whole[a] = 1<<a | rel.above[a] | rel.below[a]
	}
	for changed := true; changed; {
		changed = false
		for a := range terms {
			all := whole[a]
			for rest := all; rest != 0; rest &= rest - 1 {
				all |= whole[bits.TrailingZeros64(rest)]
			}
			if all != whole[a] {
				whole[a], changed = all, true
			}
		}
	}
	out := s.grouped[:0]
	done := uint64(0)
	for a := range terms {
		if done&(1<<a) != 0 {
			continue
		}
		done |= whole[a]
		from := len(out)
		out = pickEnds(out, terms, whole[a], &rel.above, &rel.below)
		top := len(out)
		out = pickEnds(out, terms, whole[a], &rel.below, &rel.above)
		if sumWorth(out[top:]) > sumWorth(out[from:top]) {
			out = slices.Delete(out, from, top)
		} else {
			out = out[:top]
		}
	}
	s.grouped = out
	return true
}

// pickEnds adds those of a set of terms that nothing in `above` stands over, each with the best worth of what it stands for.
func pickEnds(out, terms []termThing, set uint64, above, below *[most]uint64) []termThing {
	n := len(out)
	for rest := set; rest != 0; rest &= rest - 1 {
		a := bits.TrailingZeros64(rest)
		if above[a] != 0 {
			continue
		}
		t := terms[a]
		for under := below[a]; under != 0; under &= under - 1 {
			b := &terms[bits.TrailingZeros64(under)].thing
			if b.worth > t.thing.worth {
				t.thing.worth, t.thing.best = b.worth, b.best
			}
			t.thing.rest = max(t.thing.rest, b.rest)
		}
		out = append(out, t)
	}
	if len(out) == n { // terms that imply one another
		best := bits.TrailingZeros64(set)
		for rest := set; rest != 0; rest &= rest - 1 {
			if a := bits.TrailingZeros64(rest); terms[a].thing.worth > terms[best].thing.worth {
				best = a
			}
		}
		out = append(out, terms[best])
	}
	return out
}

func sumWorth(terms []termThing) int {
	sum := 0
	for _, t := range terms {
		sum += t.thing.worth
	}
	return sum
}
