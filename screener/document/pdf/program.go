package pdf

import "unicode/utf8"

// fontProgram is an embedded font program, read only as far as a question needs it: what its codes and glyphs stand for,
// and how wide they are. It is asked only where the PDF itself does not say.
type fontProgram struct {
	names     [256]string  // glyph names of the built-in encoding (Type 1, CFF)
	runes     [256]rune    // what a code shows by the font's own table (TrueType)
	byGlyph   map[int]rune // Unicode of a glyph
	widths    func(gid int) float32
	codeGlyph func(code int, r rune) int // the glyph of a code; 0 where there is none
}

// text gives what a code shows, "" where the font does not say.
func (p *fontProgram) text(code int) string {
	if n := p.names[code]; n != "" {
		return glyphText(n)
	}
	if r := p.runes[code]; r != 0 && r != utf8.RuneError {
		return string(r)
	}
	return ""
}

// codeWidth is the width in ems of the glyph that a code shows; 0 where it is not known.
func (p *fontProgram) codeWidth(code int, r rune) float32 {
	if p.widths == nil || p.codeGlyph == nil {
		return 0
	}
	if g := p.codeGlyph(code, r); g > 0 {
		return p.widths(g)
	}
	return 0
}

func (p *fontProgram) glyphRune(gid int) rune { return p.byGlyph[gid] }

// fontProgram reads the font file of a descriptor; nil where there is none that can be read.
func (f *file) fontProgram(descriptor dict) *fontProgram {
	if s := f.stream(descriptor.get("FontFile2")); s != nil {
		return readTrueType(f.decode(s))
	}
	if s := f.stream(descriptor.get("FontFile3")); s != nil {
		data := f.decode(s)
		if len(data) > 4 && (string(data[:4]) == "OTTO" || string(data[:4]) == "\x00\x01\x00\x00" || string(data[:4]) == "true") {
			return readTrueType(data)
		}
		return readCFF(data)
	}
	if s := f.stream(descriptor.get("FontFile")); s != nil {
		data := f.decode(s)
		if len(data) > 4 && data[0] == 1 && data[1] == 0 { // some put CFF here
			return readCFF(data)
		}
		if len(data) > 4 && string(data[:4]) == "\x00\x01\x00\x00" {
			return readTrueType(data)
		}
		return readType1(data)
	}
	return nil
}

// bytes16 reads big-endian values out of font tables and gives 0 beyond their end.
type bytes16 []byte

func (b bytes16) u16(i int) int {
	if i < 0 || i+2 > len(b) {
		return 0
	}
	return int(b[i])<<8 | int(b[i+1])
}

func (b bytes16) u32(i int) int {
	if i < 0 || i+4 > len(b) {
		return 0
	}
	return int(b[i])<<24 | int(b[i+1])<<16 | int(b[i+2])<<8 | int(b[i+3])
}

func (b bytes16) cut(from, n int) bytes16 {
	if from < 0 || n < 0 || from > len(b) {
		return nil
	}
	return b[from:min(len(b), from+n)]
}
