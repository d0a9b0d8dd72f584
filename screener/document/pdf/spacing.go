package pdf

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// letterSpacing tells whether a segment is spaced out letter by letter ("E X P E R I E N C E"), and the gap in ems up
// to which its letters belong together.
func (s *sheet) letterSpacing(g *segment) (limit float64, ok bool) {
	n := g.last - g.first
	if n < 4 || g.glyphs > 2*n {
		return 0, false
	}
	singles, letters := 0, 0
	var store, more [64]float64
	gaps, pitches := store[:0], more[:0]
	for i := g.first; i < g.last; i++ {
		w := &s.words[i]
		if w.glyphs == 1 {
			singles++
		}
		if r, _ := utf8.DecodeRune(s.text[w.start:w.end]); unicode.IsLetter(r) || r == '&' {
			letters++
		}
		if i > g.first {
			gaps = append(gaps, (w.u0-s.words[i-1].u1)/w.em)
			pitches = append(pitches, (w.u0-s.words[i-1].u0)/w.em)
		}
	}
	if 5*singles < 4*n || 5*letters < 4*n {
		return 0, false
	}
	// Letters that were spaced out have equal gaps, characters of a table have equal pitches.
	slices.Sort(gaps)
	slices.Sort(pitches)
	low := gaps[len(gaps)/4]
	spread := func(v []float64) float64 { return v[len(v)*2/3] - v[len(v)/4] }
	if low < 0.02 || low > 0.6 || s.alphabet(g) || spread(gaps) > 0.15 || spread(gaps) > 0.012 && spread(pitches) <= spread(gaps) {
		return 0, false
	}
	return 1.7*low + 0.02, true
}

// alphabet says whether a segment lists characters in their order, as tables of them do.
func (s *sheet) alphabet(g *segment) bool {
	next := 0
	for i := g.first + 1; i < g.last; i++ {
		a, _ := utf8.DecodeRune(s.text[s.words[i-1].start:])
		b, _ := utf8.DecodeRune(s.text[s.words[i].start:])
		if b == a+1 {
			next++
		}
	}
	return 2*next >= g.last-g.first-1
}
