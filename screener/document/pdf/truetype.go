package pdf

// readTrueType reads the tables cmap, post, hmtx and head of a TrueType or OpenType font.
func readTrueType(data []byte) *fontProgram {
	b := bytes16(data)
	if len(b) > 16 && string(b[:4]) == "ttcf" {
		b = bytes16(data)
		return readTrueTypeAt(b, b.u32(12))
	}
	return readTrueTypeAt(b, 0)
}

func readTrueTypeAt(b bytes16, at int) *fontProgram {
	tables := map[string]bytes16{}
	for i := range min(b.u16(at+4), 64) {
		e := at + 12 + 16*i
		if e+16 > len(b) {
			break
		}
		tables[string(b[e:e+4])] = b.cut(b.u32(e+8), b.u32(e+12))
	}
	if len(tables) == 0 {
		return nil
	}
	p := &fontProgram{byGlyph: map[int]rune{}}
	var unicode, symbols, mac map[int]int // code to glyph
	cm := tables["cmap"]
	for i := range min(cm.u16(2), 64) {
		platform, enc, off := cm.u16(4+8*i), cm.u16(6+8*i), cm.u32(8+8*i)
		switch {
		case platform == 3 && enc == 0:
			symbols = readCmapTable(cm.cut(off, len(cm)))
		case platform == 1:
			mac = readCmapTable(cm.cut(off, len(cm)))
		case platform == 0 || platform == 3:
			if m := readCmapTable(cm.cut(off, len(cm))); len(m) > len(unicode) {
				unicode = m
			}
		}
	}
	for r, g := range unicode {
		if old, ok := p.byGlyph[g]; !ok || better(rune(r), old) {
			p.byGlyph[g] = rune(r)
		}
	}
	names := readPost(tables["post"])
	for g, n := range names {
		if _, ok := p.byGlyph[g]; !ok {
			if r, rest := single(glyphText(n)); rest == "" && r != 0 {
				p.byGlyph[g] = r
			}
		}
	}
	if cff := tables["CFF "]; cff != nil {
		if c := readCFF(cff); c != nil {
			for g, r := range c.byGlyph {
				if _, ok := p.byGlyph[g]; !ok {
					p.byGlyph[g] = r
				}
			}
		}
	}
	glyphOf := func(c int) int {
		for _, g := range []int{symbols[0xf000|c], symbols[c], mac[c]} {
			if g != 0 {
				return g
			}
		}
		return 0
	}
	for c := range p.runes {
		g := glyphOf(c)
		if g == 0 {
			continue
		}
		switch r, ok := p.byGlyph[g]; {
		case ok:
			p.runes[c] = r
		case mac[c] == g:
			p.runes[c] = macRoman()[c]
		}
	}
	if mac != nil { // glyphs without a Unicode of their own, by what a Macintosh would show
		for c, r := range macRoman() {
			if g := mac[c]; g != 0 && r != 0 {
				if _, ok := p.byGlyph[g]; !ok {
					p.byGlyph[g] = r
				}
			}
		}
	}
	p.codeGlyph = func(code int, r rune) int {
		if g := unicode[int(r)]; g != 0 && r != 0 {
			return g
		}
		return glyphOf(code)
	}
	p.widths = hmtx(tables)
	return p
}

// better says whether r is a likelier reading of a glyph than old: not private, not a compatibility form, the smaller.
func better(r, old rune) bool {
	rank := func(r rune) int {
		switch {
		case r >= 0xe000 && r <= 0xf8ff:
			return 3
		case r == 0xa0 || r == 0xad || r == 0x2011 || r == 0x37e:
			return 2
		case r >= 0xf900:
			return 1
		}
		return 0
	}
	if a, b := rank(r), rank(old); a != b {
		return a < b
	}
	return r < old
}

func hmtx(tables map[string]bytes16) func(int) float32 {
	em := tables["head"].u16(18)
	n := tables["hhea"].u16(34)
	t := tables["hmtx"]
	if em == 0 || n == 0 || len(t) < 4 {
		return nil
	}
	return func(g int) float32 {
		return float32(t.u16(4*min(g, n-1))) / float32(em)
	}
}

// maxCodes bounds what one table of a font may map.
const maxCodes = 1 << 17

func readCmapTable(b bytes16) map[int]int {
	m := map[int]int{}
	switch b.u16(0) {
	case 0:
		for c := 0; c < 256 && 6+c < len(b); c++ {
			if b[6+c] != 0 {
				m[c] = int(b[6+c])
			}
		}
	case 4:
		n, tries := b.u16(6)/2, 0
		ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
		for i := range n {
			start, end := b.u16(starts+2*i), b.u16(ends+2*i)
			delta, offset := b.u16(deltas+2*i), b.u16(offsets+2*i)
			for c := start; c <= end && c < 0xffff && tries < 2*maxCodes; c++ {
				tries++
				g := 0
				if offset == 0 {
					g = (c + delta) & 0xffff
				} else if g = b.u16(offsets + 2*i + offset + 2*(c-start)); g != 0 {
					g = (g + delta) & 0xffff
				}
				if g != 0 {
					m[c] = g
				}
			}
		}
	case 6:
		start := b.u16(6)
		for i := range b.u16(8) {
			if g := b.u16(10 + 2*i); g != 0 {
				m[start+i] = g
			}
		}
	case 12:
		for i := range min(b.u32(12), len(b)/12) {
			start, end, g := b.u32(16+12*i), b.u32(20+12*i), b.u32(24+12*i)
			for c := start; c <= end && len(m) < maxCodes; c++ {
				m[c] = g + c - start
			}
		}
	}
	return m
}

// readPost gives glyph names by glyph (format 2 of the table post); names of the standard Macintosh set are left out,
// since fonts that lack Unicode but name only those are of no use here beyond what the Macintosh encoding says.
func readPost(b bytes16) map[int]string {
	if b.u32(0) != 0x20000 {
		return nil
	}
	n := b.u16(32)
	at := 34 + 2*n
	var names []string
	for at < len(b) && len(names) < 1<<16 {
		k := int(b[at])
		if at+1+k > len(b) {
			break
		}
		names = append(names, string(b[at+1:at+1+k]))
		at += 1 + k
	}
	out := map[int]string{}
	for g := range n {
		switch i := b.u16(34 + 2*g); {
		case i >= 258 && i-258 < len(names):
			out[g] = names[i-258]
		case i < 258:
			if s := macGlyphName(i); s != "" {
				out[g] = s
			}
		}
	}
	return out
}

// macGlyphName gives the name of the i-th glyph of the standard Macintosh order; its first 98 are space to asciitilde.
func macGlyphName(i int) string {
	if i >= 3 && i <= 97 {
		return "uni" + hex4(rune(i-3+0x20))
	}
	if i > 97 && i < 226 { // Adieresis to caron, in the order of the Macintosh encoding
		if r := macRoman()[i-98+0x80]; r != 0 {
			return "uni" + hex4(r)
		}
	}
	return ""
}

func hex4(r rune) string {
	const digits = "0123456789ABCDEF"
	return string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}
