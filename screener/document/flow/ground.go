package flow

import (
	"strings"

	"shortlist/screener/document"
)

// Ground is what is painted behind text. Unset is bare paper; unknown is a picture, a gradient, a shading that the reader
// of the format cannot tell.
type Ground struct {
	Set, Unknown bool
	Color        uint32
}

// Solid is a ground of one colour.
func Solid(color uint32) Ground { return Ground{Set: true, Color: color} }

// Over is g, or what is below where g paints nothing.
func (g Ground) Over(below Ground) Ground {
	if g.Set {
		return g
	}
	return below
}

func (g Ground) paint() uint32 {
	if g.Set {
		return g.Color
	}
	return 0xffffff
}

// Veils decides which runs of a document a reader cannot see. Whether white text stands on paper or on a shape painted
// behind it is only known once all of the document was read, so such runs are settled last.
type Veils struct {
	shapes []Ground
	doubts []doubt
}

type doubt struct {
	p   *Paragraph
	run int
}

// maxJoin is how long a run may grow by joining the next ones to it; without a bound, a paragraph of a million pieces
// is copied a million times.
const maxJoin = 512

// Shape notes a large painted area that text may stand upon.
func (v *Veils) Shape(g Ground) { v.shapes = append(v.shapes, g) }

// Add puts a run into a paragraph, hidden where it has a size under 2 points or the colour of the ground behind it. stated says that the
// format states a colour for the run; text of the automatic colour always shows.
func (v *Veils) Add(p *Paragraph, r Run, stated bool, behind Ground) {
	blank := strings.TrimSpace(r.Text) == ""
	switch {
	case r.Hidden || blank:
	case r.Size > 0 && r.Size < 2:
		r.Hidden, r.Kind = true, document.HiddenTiny
	case stated && !behind.Unknown && document.Indistinct(r.Color, behind.paint()):
		r.Hidden, r.Kind = true, document.HiddenBackground
		if !behind.Set {
			v.doubts = append(v.doubts, doubt{p, len(p.Runs)})
		}
	}
	if n := len(p.Runs); n > 0 && !r.Hidden {
		last := &p.Runs[n-1]
		if !last.Hidden && len(last.Text) < maxJoin && last.Look == r.Look && last.Link == r.Link {
			last.Text += r.Text
			return
		}
	}
	p.Runs = append(p.Runs, r)
}

// Settle shows the runs in the colour of paper for which a painted area is there to stand upon.
func (v *Veils) Settle() {
	for _, q := range v.doubts {
		r := &q.p.Runs[q.run]
		for _, g := range v.shapes {
			if g.Unknown || !document.Indistinct(r.Color, g.Color) {
				r.Hidden = false
				break
			}
		}
	}
	v.doubts = nil
}
