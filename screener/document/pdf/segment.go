package pdf

import (
	"math"
	"slices"
)

// segment is a run of words on one baseline, in the order of the content, without a gap that a column could be.
type segment struct {
	first, last int     // words: first up to but not including last
	u0, u1, v   float64 // along and across the direction of reading
	size        float64
	year        bool // it names a year
	digits      bool
	bullet      bool // it begins with the sign of a list item
	glyphs      int
	below       []*segment // further lines of a cell in the margin
}

func (g *segment) top() float64    { return g.v - 0.8*g.size }
func (g *segment) bottom() float64 { return g.v + 0.22*g.size }

// cellGap is the gap in ems from which on two words of a line may belong to two columns or cells.
const cellGap = 1.1

// segments cuts the words of one frame that are not hidden into segments.
func (s *sheet) segments(frame int16) []*segment {
	store := s.segs[:0]
	for i := range s.words {
		w := &s.words[i]
		if w.frame != frame || w.hide != 0 {
			continue
		}
		if n := len(store); n > 0 {
			g := &store[n-1]
			gap := w.u0 - g.u1
			if g.last == i && math.Abs(w.v-g.v) < 0.35*max(w.size, g.size) && gap > -0.4*w.em && gap < cellGap*max(w.em, 0.6*g.size) {
				g.last = i + 1
				g.u1 = max(g.u1, w.u1)
				if w.size > g.size {
					g.size, g.v = w.size, w.v
				}
				g.glyphs += int(w.glyphs)
				s.readDigits(g, w)
				continue
			}
		}
		store = append(store, segment{first: i, last: i + 1, u0: w.u0, u1: w.u1, v: w.v, size: w.size, glyphs: int(w.glyphs), bullet: w.glyphs == 1 && isBullet(s.text[w.start:w.end])})
		s.readDigits(&store[len(store)-1], w)
	}
	s.segs = store
	out := make([]*segment, len(store))
	for i := range store {
		out[i] = &store[i]
	}
	return out
}

func isBullet(b []byte) bool {
	switch string(b) {
	case "•", "●", "▪", "■", "◦", "‣", "∙", "·", "○", "□", "◆", "➢", "►", "▶", "✓", "✔", "–", "-", "*", "o":
		return true
	}
	return false
}

// readDigits notes whether a word holds a year, 1950 to 2049.
func (s *sheet) readDigits(g *segment, w *word) {
	t := s.text[w.start:w.end]
	for i := 0; i < len(t); i++ {
		if t[i]-'0' > 9 {
			continue
		}
		g.digits = true
		n := 1
		for i+n < len(t) && t[i+n]-'0' < 10 {
			n++
		}
		if n == 4 && (t[i] == '1' && t[i+1] == '9' && t[i+2] >= '5' || t[i] == '2' && t[i+1] == '0' && t[i+2] < '5') {
			g.year = true
		}
		i += n
	}
}

// byPlace orders segments from top to bottom, and from left to right where they share a baseline.
func byPlace(segs []*segment) {
	slices.SortStableFunc(segs, func(a, b *segment) int {
		switch {
		case a.v < b.v:
			return -1
		case a.v > b.v:
			return 1
		case a.u0 < b.u0:
			return -1
		case a.u0 > b.u0:
			return 1
		}
		return 0
	})
}

// rows puts segments that share a baseline together, top to bottom, each row from left to right.
func rows(segs []*segment) [][]*segment {
	byPlace(segs)
	out := make([][]*segment, 0, len(segs)/2+1)
	for i := 0; i < len(segs); {
		j := i + 1
		base := segs[i]
		for j < len(segs) && sameRow(base, segs[j]) {
			if segs[j].size > base.size {
				base = segs[j]
			}
			j++
		}
		row := segs[i:j:j]
		slices.SortStableFunc(row, func(a, b *segment) int {
			if a.u0 < b.u0 {
				return -1
			} else if a.u0 > b.u0 {
				return 1
			}
			return 0
		})
		out = append(out, row)
		i = j
	}
	return out
}

func sameRow(a, b *segment) bool {
	return math.Abs(a.v-b.v) < 0.3*min(a.size, b.size)+0.1*math.Abs(a.size-b.size)
}
