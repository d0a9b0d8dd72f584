package pdf

import (
	"math"
	"strings"
)

// compositeFont fills t from a Type 0 font dictionary: codes of one to four bytes, mapped to the CIDs of its descendant.
func (f *file) compositeFont(t *font, d dict) {
	t.composite, t.shown = true, new([256]shownCode)
	t.defaultWidth = 1
	descendant := d
	if kids := f.array(d.get("DescendantFonts")); len(kids) > 0 {
		descendant = f.dict(kids[0])
	} else if one := f.dict(d.get("DescendantFonts")); one != nil {
		descendant = one
	}
	descriptor := f.dict(descendant.get("FontDescriptor"))
	t.face(f, descriptor)
	f.compositeCodes(t, d.get("Encoding"))
	t.toUnicode = f.readToUnicode(d.get("ToUnicode"))
	if n := f.name(d.get("ToUnicode")); n != "" && t.charset == charsetNone && !strings.HasPrefix(string(n), "Identity") {
		t.charset = predefinedCharset(n)
		t.memo = map[int]string{}
	}
	f.cidWidths(t, descendant)
	if descendant.get("W") == nil && descendant.get("DW") == nil {
		f.ownWidths(t, descendant, descriptor)
	}
	if t.charset == charsetNone {
		t.byCID = collection(f.str(f.dict(descendant.get("CIDSystemInfo")).get("Ordering")))
		if t.byCID == nil {
			t.byCID = f.cidText(descendant, descriptor)
		}
		t.twoBytes = t.codes.identity || len(t.codes.spaces) == 0
	}
}

func (f *file) compositeCodes(t *font, encoding object) {
	t.codes = &cmap{identity: true}
	switch e := f.resolve(encoding).(type) {
	case name:
		t.vertical = strings.HasSuffix(string(e), "-V") || e == "V"
		if !strings.HasPrefix(string(e), "Identity") {
			t.charset = predefinedCharset(e)
			t.memo = map[int]string{}
		}
	case *stream:
		t.codes = &cmap{}
		use := func(n name) {
			if c := predefinedCharset(n); c != charsetNone && !strings.HasPrefix(string(n), "Identity") {
				t.charset = c
				t.memo = map[int]string{}
			}
		}
		if n := f.name(e.dict.get("UseCMap")); n != "" {
			use(n)
		}
		parseCMap(f.borrow(e), t.codes, use)
		t.vertical = t.codes.vertical || f.int(e.dict.get("WMode"), 0) == 1
		if len(t.codes.cids) > 0 || len(t.codes.spaces) > 0 {
			t.charset = charsetNone
		}
		if t.charset == charsetNone && len(t.codes.cids) == 0 && len(t.codes.spaces) == 0 {
			t.codes.identity = true
		}
	}
}

// cidWidths reads /W and /DW (9.7.4.3).
func (f *file) cidWidths(t *font, d dict) {
	if w, ok := f.number(d.get("DW")); ok {
		t.defaultWidth = float32(w) / 1000
	}
	w := f.array(d.get("W"))
	sets := 0
	for i := 0; i+1 < len(w); {
		start, ok := integer(f.resolve(w[i]))
		if !ok {
			i++
			continue
		}
		switch v := f.resolve(w[i+1]).(type) {
		case numbers:
			for k, n := range v {
				t.setWidth(start+k, n)
			}
			i += 2
		case array:
			for k, o := range v {
				if n, ok := f.number(o); ok {
					t.setWidth(start+k, n)
				}
			}
			i += 2
		default:
			if i+2 >= len(w) {
				return
			}
			end, ok1 := integer(v)
			n, ok2 := f.number(w[i+2])
			if sets += end - start; ok1 && ok2 && end-start < 1<<16 && sets < maxSets {
				for c := start; c <= end; c++ {
					t.setWidth(c, n)
				}
			}
			i += 3
		}
	}
}

// ownWidths takes the widths from the embedded font where the file states none.
func (f *file) ownWidths(t *font, descendant, descriptor dict) {
	program := f.fontProgram(descriptor)
	if program == nil || program.widths == nil {
		return
	}
	glyph := f.glyphMap(descendant)
	for cid := range 1 << 12 { // the fonts of such exports are small
		if w := program.widths(glyph(cid)); w > 0 {
			t.setWidth(cid, 1000*float64(w))
		}
	}
}

// glyphMap gives the glyph of a CID, by CIDToGIDMap.
func (f *file) glyphMap(descendant dict) func(cid int) int {
	s := f.stream(descendant.get("CIDToGIDMap"))
	if s == nil {
		return func(cid int) int { return cid }
	}
	table := bytes16(f.decode(s))
	return func(cid int) int { return table.u16(2 * cid) }
}

// setWidth notes the width of a CID, in thousandths of an em; the table holds one more than its bits, so that 0 is free.
func (t *font) setWidth(cid int, w float64) {
	t.cidWidth.set(cid, int32(math.Float32bits(float32(w)/1000))+1)
}

// cidText gives what the embedded font knows of its characters: by its table of Unicode, turned round. The font is read
// when it is asked for the first time.
func (f *file) cidText(descendant, descriptor dict) func(int) rune {
	var program *fontProgram
	var glyph func(int) int
	asked := false
	return func(cid int) rune {
		if !asked {
			asked = true
			program = f.fontProgram(descriptor)
			glyph = f.glyphMap(descendant)
		}
		if program == nil {
			return 0
		}
		return program.glyphRune(glyph(cid))
	}
}
