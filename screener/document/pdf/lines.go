package pdf

import (
	"math"

	"golang.org/x/text/unicode/norm"

	"shortlist/screener/document"
)

// write puts the words of the page into the document.
func (s *sheet) write(b *document.Builder, page int) {
	var l document.Line
	box := nowhere
	end := func() {
		if box.empty() {
			return
		}
		l.Page = page
		l.Box = document.Box{X0: float32(box.x0), Y0: float32(box.y0), X1: float32(box.x1), Y1: float32(box.y1)}
		b.EndLine(l)
		l, box = document.Line{}, nowhere
	}
	for i := range s.words {
		w := &s.words[i]
		if i > 0 {
			o := &s.words[i-1]
			if o.frame == w.frame && math.Abs(o.v-w.v) < 0.5*w.size && w.u0 > o.u0 {
				b.Write(" ")
			} else {
				end()
			}
		}
		box = box.join(s.box(w))
		l.Size, l.Bold, l.Color = float32(w.size), s.looks[w.look].font.bold, s.looks[w.look].rgb
		b.Write(string(norm.NFKC.Bytes(s.text[w.start:w.end])))
	}
	end()
}
