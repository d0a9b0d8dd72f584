package fit

import (
	"sort"

	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/resume"
)

// pick is a hit that a collector took: its index, and the source of the collector it belongs to (-1: one of a signal).
type pick struct {
	hit    int32
	source int32
	signal int32 // index of the signal; -1 if none
}

// scratch is the memory of one assessment, used again for the next.
type scratch struct {
	match   match.Scratch
	result  *match.Result
	doc     *document.Document
	res     *resume.Resume
	picks   [][]pick          // by collector
	undone  [][]document.Span // by collector: what its "not" entries matched
	things  []thing
	kept    []thing // memory of keep
	terms   []termThing
	grouped []termThing      // memory of group
	places  []int32          // by term: its place in terms, + 1, while terms are gathered
	index   map[uint64]int32 // key of a thing -> its number, once there are many
	spots   []uint64         // by sentence: its spot, 0 before it is asked for
	ends    []int            // memory of covers
	marks   []uint8          // memory of marked
	spans   []document.Span  // of the terms of the collector that is counted
	sides   [sidesOfStack]side
	browser []int32  // hits that name the browser's side in sentences
	spoken  []spoken // for the lean
	tallies []tally  // two of each rubric: as the resume is, and with its hidden text
}

func newScratch(j *Judge) *scratch {
	return &scratch{
		picks:   make([][]pick, len(j.collectors)),
		undone:  make([][]document.Span, len(j.collectors)),
		index:   map[uint64]int32{},
		places:  make([]int32, j.matcher.Terms()),
		tallies: make([]tally, 2*len(j.rubrics)),
	}
}

// marked gives n cleared marks, of the matcher's entries. They hold until the next call.
func (s *scratch) marked(n int) []uint8 {
	if cap(s.marks) < n {
		s.marks = make([]uint8, n)
	}
	s.marks = s.marks[:n]
	clear(s.marks)
	return s.marks
}

// collect scans the document and gives each collector its hits.
func (j *Judge) collect(s *scratch, doc *document.Document, res *resume.Resume) {
	s.doc, s.res, s.kept = doc, res, s.kept[:0]
	s.result = j.matcher.ScanInto(&s.match, doc, res)
	s.spots = append(s.spots[:0], make([]uint64, len(s.result.Sentences))...)
	for k := range s.picks {
		s.picks[k], s.undone[k] = s.picks[k][:0], s.undone[k][:0]
	}
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		place := uint32(1 << resume.PlaceOther)
		if h.Passage >= 0 {
			place = 1 << res.Passages[h.Passage].Place
		}
		for _, t := range j.targets[h.Entry] {
			switch {
			case t.entry < 0 && h.Grade == match.Implied:
				// "not Node.js" means the word: what implies it, such as Express, was named for itself
			case t.entry < 0:
				s.undone[t.collector] = append(s.undone[t.collector], h.Span)
			case j.collectors[t.collector].places&place != 0 || h.Grade == match.Hidden:
				s.picks[t.collector] = append(s.picks[t.collector], pick{int32(i), t.entry, -1})
			}
		}
	}
	for k := range j.collectors {
		if j.muted != nil && j.muted[k] {
			s.picks[k] = s.picks[k][:0]
		}
		s.undo(k)
	}
	// Parts take over the hits of their signals, which stand before them and are undone by now.
	for k := range j.collectors {
		c := &j.collectors[k]
		if len(c.signals) == 0 {
			continue
		}
		for _, from := range c.signals {
			for _, p := range s.picks[from] {
				h := &s.result.Hits[p.hit]
				if h.Passage >= 0 && c.places&(1<<res.Passages[h.Passage].Place) == 0 {
					continue
				}
				p.signal = int32(j.signalOf(from))
				s.picks[k] = append(s.picks[k], p)
			}
		}
		s.undo(k)
	}
}

// signalOf is the index of the signal that a collector gathers; signals are compiled first and in order.
func (j *Judge) signalOf(collector int) int { return collector }

// undo drops the hits that a "not" of the collector overlaps.
func (s *scratch) undo(k int) {
	if len(s.undone[k]) == 0 || len(s.picks[k]) == 0 {
		return
	}
	c := s.cover(s.undone[k])
	kept := s.picks[k][:0]
	for _, p := range s.picks[k] {
		if !c.overlaps(s.result.Hits[p.hit].Span) {
			kept = append(kept, p)
		}
	}
	s.picks[k] = kept
}

// covers answers which spans overlap one of many, in the time of a binary search: a pasted text may have thousands.
type covers struct {
	spans []document.Span // by start
	ends  []int           // the furthest end of a span and all before it
}

// cover prepares spans ordered by start. It holds until the next call.
func (s *scratch) cover(spans []document.Span) covers {
	s.ends = s.ends[:0]
	end := 0
	for _, sp := range spans {
		end = max(end, sp.End)
		s.ends = append(s.ends, end)
	}
	return covers{spans, s.ends}
}

func (c covers) overlaps(span document.Span) bool {
	n := sort.Search(len(c.spans), func(i int) bool { return c.spans[i].Start >= span.End })
	return n > 0 && c.ends[n-1] > span.Start
}
