package pdf

import (
	"math"
	"strings"
	"unicode/utf8"
)

// font is what the text engine needs of one font: how codes are cut off a string, how far each moves the pen, and
// what each stands for. It is made once per document.
type font struct {
	base      string // BaseFont without the tag of a subset
	bold      bool
	italic    bool
	type3     bool
	composite bool
	vertical  bool
	bullets   bool  // a font of signs, which serve as bullets
	codes     *cmap // of a composite font
	charset   charset

	// Simple fonts: by code. Widths are in ems; texts are runes, or from longText on an index into long.
	*simpleCodes
	long []string
	fill func() // completes text from the embedded font

	// Composite fonts: by CID and by code.
	cidWidth     pages16 // see setWidth
	defaultWidth float32
	toUnicode    *cmap
	byCID        func(cid int) rune // what the embedded font or the collection knows
	memo         map[int]string     // texts of a charset's codes
	twoBytes     bool               // all codes have two bytes
	shown        *[256]shownCode    // of those, the last one for each low byte

	// own is what the codes show, where ToUnicode says something else.
	own *[256]rune
}

type simpleCodes struct {
	width [256]float32
	text  [256]int32
}

// glyph is one shown code.
type glyph struct {
	code  int
	bytes int
	width float32 // ems
	r     rune    // what it stands for; 0 for nothing, then s may tell
	s     string
}

// shownCode is a code of two bytes that was shown before and stands for one rune.
type shownCode struct {
	code  int32 // one more
	r     rune
	width float32
}

// known gives the glyph at the start of s, which is not empty, if that is one rune by a table.
func (f *font) known(s []byte) (g glyph, ok bool) {
	c := s[0]
	if !f.composite {
		r := f.text[c]
		return glyph{code: int(c), bytes: 1, width: f.width[c], r: r}, r != 0 && r < longText
	}
	if !f.twoBytes || len(s) < 2 {
		return g, false
	}
	code := int(c)<<8 | int(s[1])
	k := &f.shown[s[1]]
	return glyph{code: code, bytes: 2, width: k.width, r: k.r}, int(k.code) == code+1
}

// next reads one glyph off s, which is not empty.
func (f *font) next(s []byte) (g glyph) {
	if !f.composite {
		c := s[0]
		g.code, g.bytes, g.width = int(c), 1, f.width[c]
		v := f.text[c]
		if v == 0 && f.fill != nil {
			fill := f.fill
			f.fill = nil
			fill()
			v = f.text[c]
		}
		if v < longText {
			g.r = v
		} else {
			g.s = f.long[v-longText]
		}
		return g
	}
	if !f.twoBytes || len(s) < 2 {
		return f.nextComposite(s)
	}
	if g = f.nextComposite(s); g.s == "" {
		f.shown[s[1]] = shownCode{int32(g.code + 1), g.r, g.width}
	}
	return g
}

func (f *font) nextComposite(s []byte) (g glyph) {
	var cid int
	if f.charset != charsetNone {
		g.bytes = f.charset.length(s)
		for _, c := range s[:g.bytes] {
			g.code = g.code<<8 | int(c)
		}
		t, ok := f.memo[g.code]
		if !ok {
			t = f.charset.text(s[:g.bytes])
			f.memo[g.code] = t
		}
		if f.toUnicode != nil {
			g.r, g.s = f.toUnicode.lookup(g.code)
		}
		if g.r == 0 && g.s == "" {
			g.r, g.s = single(t)
		}
		cid = -1
		if r, n := utf8.DecodeRuneInString(t); n == len(t) && r >= 0x20 && r < 0x7f {
			cid = int(r) - 0x1f // the first CIDs of all four collections are ASCII
		}
	} else {
		g.code, g.bytes = f.codes.next(s)
		cid = f.codes.cid(g.code)
		if f.toUnicode != nil {
			g.r, g.s = f.toUnicode.lookup(g.code)
		}
		if g.r == 0 && g.s == "" && f.byCID != nil {
			g.r = f.byCID(cid)
		}
	}
	g.width = f.defaultWidth
	if w := f.cidWidth.get(cid); w != 0 {
		g.width = math.Float32frombits(uint32(w - 1))
	}
	return g
}

// single gives a text of one rune as that rune.
func single(s string) (rune, string) {
	if r, n := utf8.DecodeRuneInString(s); n == len(s) && n > 0 {
		return r, ""
	}
	return 0, s
}

// newFont reads a font dictionary. It never fails: what is missing is guessed.
func (f *file) newFont(d dict) *font {
	t := &font{base: string(f.name(d.get("BaseFont")))}
	if len(t.base) > 7 && t.base[6] == '+' {
		t.base = t.base[7:]
	}
	if n := strings.ToLower(t.base); strings.HasPrefix(n, "wingdings") || strings.HasPrefix(n, "webdings") {
		t.bullets = true
	}
	kind := f.name(d.get("Subtype"))
	if kind == "Type0" || d.get("DescendantFonts") != nil && kind != "Type1" && kind != "TrueType" && kind != "Type3" {
		f.compositeFont(t, d)
	} else if c := byteCharset(t.base); c != charsetNone && f.dict(d.get("FontDescriptor")).get("FontFile2") == nil {
		*t = font{base: t.base, composite: true, charset: c, memo: map[int]string{}, defaultWidth: 1, shown: new([256]shownCode)}
		for cid := 1; cid < 96; cid++ {
			t.setWidth(cid, 500)
		}
	} else {
		f.simpleFont(t, d, kind)
	}
	return t
}

// face notes weight and slant, by the descriptor and by the name.
func (t *font) face(f *file, descriptor dict) {
	n := strings.ToLower(t.base)
	weight, _ := f.number(descriptor.get("FontWeight"))
	flags := f.int(descriptor.get("Flags"), 0)
	t.bold = weight >= 600 || flags&(1<<18) != 0
	for _, s := range []string{"bold", "black", "heavy", "demi", "cmbx", "sfbx", "lmbx", "ecbx"} {
		if strings.Contains(n, s) {
			t.bold = true
		}
	}
	if i := strings.LastIndexAny(n, "-_"); i >= 0 {
		switch n[i+1:] {
		case "b", "bd", "bi", "bdit", "medi", "sb":
			t.bold = true
		}
	}
	t.italic = flags&(1<<6) != 0 || strings.Contains(n, "italic") || strings.Contains(n, "oblique") || strings.Contains(n, "cmti")
}

func (f *file) readToUnicode(o object) *cmap {
	switch v := f.resolve(o).(type) {
	case *stream:
		m := &cmap{}
		parseCMap(f.borrow(v), m, nil)
		return m
	}
	return nil
}
