package pdf

import (
	"math"
	"unicode/utf8"
)

// attachDates puts dates at the right that stand a little above or below the line they belong to onto that line.
func attachDates(rs [][]*segment) {
	for i, row := range rs {
		if len(row) != 1 || !row[0].year || row[0].glyphs > 30 {
			continue
		}
		d, best := row[0], -1
		for _, k := range [2]int{i + 1, i - 1} {
			if k < 0 || k >= len(rs) || len(rs[k]) == 0 {
				continue
			}
			end := rs[k][len(rs[k])-1]
			off := math.Abs(end.v - d.v)
			if end.year || d.u0 < end.u1+d.size || off > 0.85*max(d.size, end.size) {
				continue
			}
			if best < 0 || off < math.Abs(rs[best][0].v-d.v) {
				best = k
			}
		}
		if best >= 0 {
			rs[best] = append(rs[best][:len(rs[best]):len(rs[best])], d)
			rs[i] = nil
		}
	}
}

// margin deals with further lines of a cell in the left margin whose first line holds a date. What completes the date
// ("December 2021 –" over "March 2023") joins it; what does not, such as a place, is given as a line of its own. Both are
// taken out of the rows below.
func (s *sheet) margin(row []*segment, below [][]*segment) (own *segment) {
	a := row[0]
	last := a
	for k := 0; k < len(below) && k < 3; k++ {
		if len(below[k]) == 0 {
			continue
		}
		b := below[k][0]
		if b.v-last.v > 1.55*max(last.size, b.size) {
			return nil
		}
		if math.Abs(b.u0-a.u0) > 2 && math.Abs(b.u1-a.u1) > 2 || b.u1 > row[1].u0-0.3*b.size {
			continue
		}
		if !s.completes(last, b) {
			if b.digits || len(below[k]) < 2 {
				return nil
			}
			below[k] = below[k][1:]
			return b
		}
		a.below = append(a.below, b)
		last = b
		below[k] = below[k][1:]
	}
	return nil
}

// completes says whether the text of b goes on with the range of dates that a begins.
func (s *sheet) completes(a, b *segment) bool {
	head := s.text[s.words[a.last-1].start:s.words[a.last-1].end]
	tail := s.text[s.words[b.first].start:s.words[b.first].end]
	if r, _ := utf8.DecodeLastRune(head); dash(r) {
		return b.glyphs < 24
	}
	if r, _ := utf8.DecodeRune(tail); dash(r) {
		return b.glyphs < 24
	}
	ranged := false
	for i := a.first; i < a.last; i++ {
		r, n := utf8.DecodeRune(s.text[s.words[i].start:])
		ranged = ranged || dash(r) && s.words[i].start+n == s.words[i].end
	}
	return ranged && b.last-b.first == 1 && b.glyphs <= 8
}

func dash(r rune) bool { return r == '-' || r >= 0x2010 && r <= 0x2015 || r == 0x2212 }
