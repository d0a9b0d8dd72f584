package pdf

import (
	"math"

	"shortlist/screener/document"
)

// link is an area of the page that leads somewhere.
type link struct {
	box  rect
	uri  string
	used bool
}

// maxLinks bounds the links of one page.
const maxLinks = 500

// addLink notes a link annotation with an address.
func (e *engine) addLink(a dict, b [4]float64, m matrix) {
	f := e.f
	action := f.dict(a.get("A"))
	uri := f.str(action.get("URI"))
	if f.name(action.get("S")) != "URI" || uri == "" || len(uri) > 4096 || len(e.sheet.links) >= maxLinks {
		return
	}
	e.sheet.links = append(e.sheet.links, link{box: m.box(b[0], b[1], b[2], b[3]), uri: clean(textString(uri))})
}

// linkOf gives the number from 1 of the link that a word stands in, 0 if it stands in none.
func (s *sheet) linkOf(w *word) int {
	b := s.box(w)
	x, y := (b.x0+b.x1)/2, (b.y0+b.y1)/2
	for i := range s.links {
		if s.links[i].box.contains(x, y) {
			s.links[i].used = true
			return i + 1
		}
	}
	return 0
}

// looseLinks marks links without text, such as the icon of a code host, at the start of the nearest line.
func (w *writer) looseLinks() {
	for i := range w.s.links {
		l := &w.s.links[i]
		if l.used || len(w.written) == 0 {
			continue
		}
		best, at := math.Inf(1), 0
		for _, p := range w.written {
			dx := max(0, p.box.x0-l.box.x1, l.box.x0-p.box.x1)
			dy := max(0, p.box.y0-l.box.y1, l.box.y0-p.box.y1)
			if d := dx/4 + dy; d < best {
				best, at = d, p.start
			}
		}
		w.b.Mark(document.Mark{Kind: document.MarkLink, Value: l.uri, Span: document.Span{Start: at, End: at}})
	}
}

// ruleAbove says whether a horizontal rule stands between a line and the text above it in its column.
func (s *sheet) ruleAbove(g *segment, box rect, above *segment) bool {
	if len(s.rules) == 0 || s.words[g.first].frame != 0 {
		return false
	}
	top := g.v - 2.5*g.size
	if above != nil {
		top = max(top, above.v)
	}
	for _, r := range s.rules {
		y, w := (r.y0+r.y1)/2, r.x1-r.x0
		if y <= top || y > g.v-0.5*g.size || w < 60 || r.x0 > box.x1 || r.x1 < box.x0 {
			continue
		}
		if above != nil && y-above.v < 0.3*above.size && w < 1.25*(above.u1-above.u0) {
			continue // the words above are underlined
		}
		return true
	}
	return false
}
