package pdf

import (
	"math"
	"strings"
	"sync"
	"unicode"

	"shortlist/screener/document"
)

// The bounds of what counts as hidden. A reader sees light grey on white (1.2:1) on most screens; 1.12:1 is what nobody sees.
const (
	leastContrast = 1.12
	leastSize     = 2.0 // points
	scanShare     = 0.5 // of the page that an image covers when the page is a scan
	fewGlyphs     = 60  // a page with fewer shows its words in another way
	manyCurves    = 400 // in paths: about forty outlined letters
)

// maxPairs bounds how often a word is compared with what is painted; a page beyond it is a drawing.
const maxPairs = 1 << 25

// pageChecks are the kinds of hidden text that are looked for on every page.
var pageChecks = []document.HiddenKind{document.HiddenBackground, document.HiddenCovered, document.HiddenInvisible, document.HiddenTiny,
	document.HiddenTransparent, document.HiddenClipped, document.HiddenOffPage, document.HiddenLayer}

// judge finds the words of the page that a reader does not see.
func (s *sheet) judge() {
	scan := s.scanned()
	for i := range s.words {
		w := &s.words[i]
		l := &s.looks[w.look]
		box := s.box(w)
		kind := document.HiddenKinds
		switch {
		case l.layer:
			kind = document.HiddenLayer
		case l.mode == 3 && scan:
			w.ocr = true
		case l.mode == 3, l.mode == 7 && !s.paintedOver(w, box):
			kind = document.HiddenInvisible
		case l.clear:
			kind = document.HiddenTransparent
		case box.x1 < 0 || box.y1 < 0 || box.x0 > s.width || box.y0 > s.height:
			kind = document.HiddenOffPage
		case min(w.size, 1.5*w.em) < leastSize && w.u1-w.u0 < 4*leastSize*float64(max(w.glyphs, 1)):
			kind = document.HiddenTiny
		case clippedAway(box, s.clips[w.clip]):
			kind = document.HiddenClipped
		}
		if kind < document.HiddenKinds {
			w.hide = uint8(kind) + 1
		}
	}
	if len(s.words)*len(s.paints) < maxPairs {
		s.judgeColors()
		s.judgeCovers(scan)
	}
	s.pardon()
	if s.shadow != nil {
		for i := range s.shadow.words {
			s.shadow.words[i].hide = uint8(document.HiddenRemapped) + 1
		}
	}
}

func clippedAway(box, clip rect) bool {
	if clip == everywhere {
		return false
	}
	m := box.meet(clip)
	return m.empty() || m.area() < 0.03*box.area()
}

// paintedOver says whether something was painted where a word only set the clip: then its letters show.
func (s *sheet) paintedOver(w *word, box rect) bool {
	for i := range s.paints {
		if p := &s.paints[i]; p.order > w.order && box.coveredBy(p.box) > 0.5 {
			return true
		}
	}
	return false
}

// scanned says whether the page is an image with a layer of recognised words over or under it.
func (s *sheet) scanned() bool {
	if s.imageShare() < scanShare {
		return false
	}
	seen, unseen := 0, 0
	for i := range s.words {
		if m := s.looks[s.words[i].look].mode; m == 3 || m == 7 {
			unseen += int(s.words[i].glyphs)
		} else {
			seen += int(s.words[i].glyphs)
		}
	}
	return seen*3 <= unseen || seen < fewGlyphs
}

// imageShare is the share of the page that images cover, at most 1; strips of one scan add up.
func (s *sheet) imageShare() float64 {
	page := rect{0, 0, s.width, s.height}
	sum, best := 0.0, 0.0
	for _, r := range s.images {
		share := page.coveredBy(r)
		best = max(best, share)
		sum += share
	}
	if len(s.images) > 1 && sum > best && len(s.images) <= 64 {
		all := nowhere
		for _, r := range s.images {
			all = all.join(r)
		}
		best = max(best, min(sum, page.coveredBy(all)))
	}
	return min(best, 1)
}

// judgeColors finds words in the colour of what is painted under them.
func (s *sheet) judgeColors() {
	risky := make([]bool, len(s.looks))
	any := false
	for i := range s.looks {
		l := &s.looks[i]
		if !l.known || l.mode == 2 || l.mode > 2 {
			continue
		}
		risky[i] = contrast(l.rgb, 0xffffff) < leastContrast
		for k := 0; k < len(s.paints) && !risky[i]; k++ {
			risky[i] = s.paints[k].known && contrast(l.rgb, s.paints[k].rgb) < leastContrast
		}
		any = any || risky[i]
	}
	if !any {
		return
	}
	for i := range s.words {
		w := &s.words[i]
		if w.hide == 0 && risky[w.look] && s.blends(w, s.looks[w.look].rgb) {
			w.hide = uint8(document.HiddenBackground) + 1
		}
	}
}

// blends says whether everything that may be seen behind a word is of its colour. What cannot be told, such as an
// image or a shading, is taken to set the word off.
func (s *sheet) blends(w *word, rgb uint32) bool {
	box := s.box(w)
	for i := len(s.paints) - 1; i >= 0; i-- {
		p := &s.paints[i]
		if p.order > w.order || p.box.meet(box).empty() {
			continue
		}
		if !p.color || contrast(rgb, p.rgb) >= leastContrast {
			return false
		}
		if p.known && box.coveredBy(p.box) > 0.95 {
			return true
		}
	}
	return contrast(rgb, 0xffffff) < leastContrast
}

// judgeCovers finds words that something opaque was painted over.
func (s *sheet) judgeCovers(scan bool) {
	page := rect{0, 0, s.width, s.height}
	for i := range s.paints {
		p := &s.paints[i]
		if !p.solid || p.box.x1-p.box.x0 < 3 || p.box.y1-p.box.y0 < 2 {
			continue
		}
		whole := p.image && page.coveredBy(p.box) > scanShare
		for k := range s.words {
			w := &s.words[k]
			if w.order >= p.order {
				break
			}
			if w.hide != 0 || w.ocr || w.frame == 0 && (w.v < p.box.y0 || w.v > p.box.y1+w.size || w.u0 > p.box.x1 || w.u1 < p.box.x0) {
				continue
			}
			if s.box(w).coveredBy(p.box) < 0.9 {
				continue
			}
			if whole && scan {
				w.ocr = true
			} else {
				w.hide = uint8(document.HiddenCovered) + 1
			}
		}
	}
}

// contrast is the contrast ratio of two colours, 1 to 21 (WCAG 2.1).
func contrast(a, b uint32) float64 {
	if a == b {
		return 1
	}
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c uint32) float64 {
	f := linear()
	return 0.2126*f[c>>16&255] + 0.7152*f[c>>8&255] + 0.0722*f[c&255]
}

// linear is the light of each value that a part of a colour may have.
var linear = sync.OnceValue(func() *[256]float64 {
	var light [256]float64
	for v := range light {
		x := float64(v) / 255
		if x <= 0.03928 {
			light[v] = x / 12.92
		} else {
			light[v] = math.Pow((x+0.055)/1.055, 2.4)
		}
	}
	return &light
})

// run is a stretch of neighbouring hidden words of one kind.
type run struct {
	kind  document.HiddenKind
	words []int
	text  []byte
	box   rect
}

func (s *sheet) hiddenRuns() (out []run) {
	for i := range s.words {
		w := &s.words[i]
		if w.hide == 0 {
			continue
		}
		kind := document.HiddenKind(w.hide - 1)
		n := len(out) - 1
		if n >= 0 && out[n].kind == kind {
			last := out[n].words[len(out[n].words)-1]
			if i-last == 1 || math.Abs(s.words[last].v-w.v) <= 0.5*w.size {
				if w.spaced || !joins(&s.words[last], w) {
					out[n].text = append(out[n].text, ' ')
				}
				out[n].text = append(out[n].text, s.text[w.start:w.end]...)
				out[n].words = append(out[n].words, i)
				out[n].box = out[n].box.join(s.box(w))
				continue
			}
		}
		out = append(out, run{kind, []int{i}, append([]byte(nil), s.text[w.start:w.end]...), s.box(w)})
	}
	return out
}

// pardon lets pass what is hidden but says nothing: page numbers and dots that fell off the page, and the stamp that a
// common library leaves on every page.
func (s *sheet) pardon() {
	for _, r := range s.hiddenRuns() {
		letters := 0
		for _, c := range string(r.text) {
			if unicode.IsLetter(c) {
				letters++
			}
		}
		if letters >= 3 && string(r.text) != "Powered by TCPDF (www.tcpdf.org)" {
			continue
		}
		for _, i := range r.words {
			s.words[i].hide = 0
		}
	}
}

// hideWords hands the hidden words to the document, neighbours of a kind as one run.
func (s *sheet) hideWords(b *document.Builder, page int) {
	b.Checked(pageChecks...)
	if s.shadow != nil {
		s.shadow.hideWords(b, page)
	}
	for _, r := range s.hiddenRuns() {
		if t := strings.TrimSpace(clean(string(r.text))); t != "" {
			b.Hide(r.kind, page, r.box.document(), t)
		}
	}
}

// state says how the page was read, and what a person should be told about it.
func (s *sheet) state() (document.PageState, string) {
	seen, ocr := 0, 0
	for i := range s.words {
		if s.words[i].hide == 0 {
			seen += int(s.words[i].glyphs)
			if s.words[i].ocr {
				ocr += int(s.words[i].glyphs)
			}
		}
	}
	switch {
	case ocr > 0 && 2*ocr > seen:
		return document.PageOCR, "the text of a scan was recognised by whoever made the file"
	case s.glyphs > fewGlyphs && 2*s.unmapped > s.glyphs && seen < s.glyphs/2:
		return document.PageNoText, "a font does not say what its characters mean"
	case seen >= fewGlyphs:
		return document.PageRead, ""
	case s.imageShare() >= scanShare:
		return document.PageNoText, ""
	case s.curves >= manyCurves:
		return document.PageNoText, ""
	case seen == 0 && len(s.images) == 0 && s.curves < 8:
		return document.PageBlank, ""
	case seen == 0 && s.imageShare() > 0.1:
		return document.PageNoText, ""
	}
	return document.PageRead, ""
}
