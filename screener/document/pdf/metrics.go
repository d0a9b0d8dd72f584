package pdf

import (
	_ "embed"
	"strings"
	"sync"
)

// standardWidths holds a line "RUNE width…" for each character of the standard fonts, in thousandths of an em, from
// the font metrics that Adobe publishes. Columns: Helvetica, bold; Times, bold, italic, bold italic; Symbol; ZapfDingbats.
//
//go:embed data/widths.txt
var standardWidths string

const (
	helvetica = iota
	helveticaBold
	times
	timesBold
	timesItalic
	timesBoldItalic
	symbol
	dingbats
	faces
	courier = -1
)

var widthTable = sync.OnceValue(func() map[rune][faces]uint16 {
	m := make(map[rune][faces]uint16, 600)
	for line := range strings.Lines(standardWidths) {
		fields := strings.Fields(line)
		var w [faces]uint16
		for i := range w {
			for _, c := range fields[i+1] {
				w[i] = w[i]*10 + uint16(c-'0')
			}
		}
		var r rune
		for _, c := range fields[0] {
			r = r<<4 | rune(hexDigit(byte(c)))
		}
		m[r] = w
	}
	return m
})

// standardFace names the standard font that stands in for a font of that name and those descriptor flags (9.8.2).
func standardFace(font string, flags int) int {
	n := strings.ToLower(font)
	bold := strings.Contains(n, "bold") || strings.Contains(n, "black") || strings.Contains(n, "demi")
	italic := strings.Contains(n, "italic") || strings.Contains(n, "oblique") || flags&(1<<6) != 0
	serif := 0
	switch {
	case strings.Contains(n, "zapfdingbats") || strings.Contains(n, "dingbat"):
		return dingbats
	case strings.HasPrefix(n, "symbol"):
		return symbol
	case strings.Contains(n, "courier") || strings.Contains(n, "mono") || flags&1 != 0:
		return courier
	case strings.Contains(n, "helvetica") || strings.Contains(n, "arial") || strings.Contains(n, "sans"):
	case strings.Contains(n, "times") || strings.Contains(n, "serif") || strings.Contains(n, "roman") || flags&2 != 0:
		serif = times
	}
	face := helvetica
	if serif == times {
		face = times
		if italic {
			face = timesItalic
		}
	}
	if bold {
		face++
	}
	return face
}

// standardWidth is the width of r in thousandths of an em; 500 for a character that the face lacks.
func standardWidth(face int, r rune) float32 {
	if face == courier {
		return 600
	}
	w := widthTable()[r][face]
	if w == 0 {
		if r > 0x2e80 {
			return 1000
		}
		return 500
	}
	return float32(w)
}
