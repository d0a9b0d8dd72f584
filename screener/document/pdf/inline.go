package pdf

import (
	"bytes"
)

// inlineImage passes over an image within the content (8.9.7).
func (e *engine) inlineImage(l *lexer) {
	s := parser{b: l.b, p: l.p, plain: true}
	var pairs []pair
	for {
		k := s.object()
		if w, ok := k.(keyword); ok {
			if w == "ID" || w == "" {
				break
			}
			if w == "EI" {
				l.p = s.p
				return
			}
			continue
		}
		if n, ok := k.(name); ok {
			v := s.object()
			if w, ok := v.(keyword); ok {
				if w == "ID" {
					break
				}
				continue
			}
			pairs = append(pairs, pair{n, v})
		}
	}
	p := min(s.p+1, len(l.b))
	l.p = endOfImage(l.b, p, newDict(pairs))
	e.sheet.image(e.gs.ctm.box(0, 0, 1, 1).meet(e.gs.clip), false)
}

// endOfImage finds the position behind EI.
func endOfImage(b []byte, p int, d dict) int {
	if first(d, "F", "Filter") == nil {
		w, _ := integer(first(d, "W", "Width"))
		h, _ := integer(first(d, "H", "Height"))
		bits, ok := integer(first(d, "BPC", "BitsPerComponent"))
		if !ok {
			bits = 1
		}
		comps := 1
		switch cs, _ := first(d, "CS", "ColorSpace").(name); cs {
		case "RGB", "DeviceRGB":
			comps = 3
		case "CMYK", "DeviceCMYK":
			comps = 4
		}
		if w > 0 && h > 0 && w < 1<<15 && h < 1<<15 {
			n := p + (w*bits*comps+7)/8*h
			if n < len(b) {
				q := skipWhite(b, n)
				if bytes.HasPrefix(b[q:], []byte("EI")) {
					return q + 2
				}
			}
		}
	}
	for from := p; ; {
		i := bytes.Index(b[from:], []byte("EI"))
		if i < 0 {
			return len(b)
		}
		at := from + i
		from = at + 2
		if at > p && class[b[at-1]] != white || from < len(b) && class[b[from]] != white {
			continue
		}
		if plausible(b[from:min(len(b), from+16)]) {
			return from
		}
	}
}

// plausible says whether bytes look like content rather than like image data.
func plausible(b []byte) bool {
	for _, c := range b {
		if c >= 0x7f || c < 0x20 && class[c] != white {
			return false
		}
	}
	return true
}
