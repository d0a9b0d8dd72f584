package fit

import (
	"slices"

	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Uses says which lines of the rubrics, signals and stack rules are at work on one resume: visit is called for each hit that an
// entry gives to a criterion, a signal or the stack, and for each "not" that undoes one. Hits that are worth nothing are left out.
// The result of the scan holds for the call only.
func (j *Judge) Uses(doc *document.Document, res *resume.Resume, visit func(e rubric.Entry, h *match.Hit)) {
	s := j.pool.Get().(*scratch)
	defer j.pool.Put(s)
	j.collect(s, doc, res)
	for k := range j.collectors {
		col := &j.collectors[k]
		for _, p := range s.picks[k] {
			h := &s.result.Hits[p.hit]
			switch {
			case h.Grade <= match.Claimed:
			case p.signal >= 0:
				id := j.data.Signals[p.signal].ID
				for _, e := range col.sources {
					if e.Kind == rubric.KindSignal && e.Text == id {
						visit(e, h)
					}
				}
			case p.source >= 0:
				visit(col.sources[p.source], h)
			}
		}
	}
	j.undoing(s, visit)
	s.end()
}

// undoing visits the "not" entries that took a hit away.
func (j *Judge) undoing(s *scratch, visit func(e rubric.Entry, h *match.Hit)) {
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		for _, t := range j.targets[h.Entry] {
			if t.entry < 0 && j.takes(s, int(t.collector), h.Span) {
				visit(j.collectors[t.collector].nots[^t.entry], h)
			}
		}
	}
}

// takes says whether a span overlaps something that a collector looks for.
func (j *Judge) takes(s *scratch, k int, span document.Span) bool {
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Grade <= match.Claimed || !h.Span.Overlaps(span) {
			continue
		}
		for _, t := range j.targets[h.Entry] {
			if t.entry < 0 {
				continue
			}
			if int(t.collector) == k {
				return true
			}
			if slices.Contains(j.collectors[k].signals, int(t.collector)) {
				return true
			}
		}
	}
	return false
}

// dropSignal takes the signals that the line at a place names out of the parts that name them there.
func (j *Judge) dropSignal(at rubric.Source) bool {
	found := false
	for k := range j.collectors {
		col := &j.collectors[k]
		n := 0
		for _, e := range col.sources {
			if e.Kind != rubric.KindSignal {
				continue
			}
			if e.Source == at && n < len(col.signals) {
				if !found {
					j.collectors, found = slices.Clone(j.collectors), true
				}
				c := &j.collectors[k]
				c.signals = slices.Delete(slices.Clone(c.signals), n, n+1)
				break
			}
			n++
		}
	}
	return found
}
