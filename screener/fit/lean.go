package fit

import (
	"slices"

	"shortlist/screener/match"
	"shortlist/screener/resume"
)

// How much a further sentence of the same signal adds, in percent of the one before: the tenth feature says little that the third
// did not say.
const leanDecay = 60

// What speaks for the lean, in thousandths; one sentence of one signal in a role is 1000.
const (
	leanShrink = 900  // added to what speaks, so that one sentence alone does not make an extreme
	leanLeast  = 900  // less than this in all is too little to say
	leanFrom   = 150  // thousandths of the score from which it leans
	leanMost   = 2500 // that one signal adds
)

// lean reads the scope of the work from the signals in sentences: how many distinct ones, and how often, speak for each side.
// What it saw stays in s.spoken.
func (j *Judge) lean(s *scratch) Lean {
	out := Lean{Is: "either"}
	developer, engineer := 0, 0
	s.spoken = s.spoken[:0]
	for i := range j.data.Signals {
		signal := &j.data.Signals[i]
		if signal.Lean == "none" || len(s.picks[j.signals[i]]) == 0 {
			continue
		}
		things := s.scope(j.signals[i])
		if len(things) == 0 {
			continue
		}
		slices.SortStableFunc(things, func(a, b thing) int { return b.worth - a.worth })
		sum, weight := 0, 1000
		for n, t := range things {
			sum += t.worth * weight / 100
			weight = weight * leanDecay / 100
			if n < 4 {
				p := t.best
				p.signal = int32(i)
				s.spoken = append(s.spoken, spoken{j.signals[i], p, t.worth})
			}
		}
		sum = min(sum, leanMost)
		if signal.Lean == "engineer" {
			out.Engineer++
			engineer += sum
		} else {
			out.Developer++
			developer += sum
		}
	}
	if developer+engineer > 0 {
		out.Score = (engineer - developer) * 1000 / (engineer + developer + leanShrink)
	}
	switch {
	case developer+engineer < leanLeast:
	case out.Score >= leanFrom:
		out.Is = "engineer"
	case out.Score <= -leanFrom:
		out.Is = "developer"
	}
	return out
}

// leanHits describes what lean saw.
func (j *Judge) leanHits(s *scratch) []Evidence {
	slices.SortStableFunc(s.spoken, func(a, b spoken) int { return b.worth - a.worth })
	out := make([]Evidence, 0, len(s.spoken))
	for _, x := range s.spoken {
		ev := j.evidenceOf(s, x.collector, x.pick)
		ev.Side, ev.Worth = j.data.Signals[x.pick.signal].Lean, x.worth
		out = append(out, ev)
	}
	return out
}

// scope gathers the sentences of a signal with what each says, in hundredths of one in a role. They hold until the next set of things.
func (s *scratch) scope(k int) []thing {
	s.begin()
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		worth := 0
		switch h.Grade {
		case match.Used:
			worth = 100
		case match.Unplaced:
			worth = 70
		case match.RoleList:
			worth = 50
		case match.Listed:
			if h.Passage >= 0 && s.res.Passages[h.Passage].Place == resume.PlaceSummary {
				worth = 30
			}
		}
		if worth > 0 {
			s.add(s.spot(h), p, worth, worth)
		}
	}
	return s.things
}
