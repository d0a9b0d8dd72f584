package pdf

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"shortlist/screener/document"
)

// small are the limits of fuzzing: what is to be found are panics and loops, not large files.
var small = document.Limits{Size: 1 << 20, Inflated: 1 << 20, Pages: 4, Depth: 16}

// valid checks what every document promises.
func valid(t *testing.T, d *document.Document) {
	t.Helper()
	if d == nil {
		return
	}
	for _, n := range d.Notes {
		if strings.Contains(n, "panic") {
			t.Fatal(n)
		}
	}
	if !utf8.ValidString(d.Text) || d.Visible > len(d.Text) || strings.ContainsAny(d.Text, "\x00\x0c\r") {
		t.Fatalf("text %q, visible %d", d.Text, d.Visible)
	}
	last := 0
	for _, l := range d.Lines {
		if l.Start < last || l.End > len(d.Text) || l.Empty() || strings.Contains(d.Slice(l.Span), "\n") {
			t.Fatalf("line %+v after %d", l, last)
		}
		last = l.End
	}
	for _, m := range d.Marks {
		if m.Start < 0 || m.End < m.Start || m.End > d.Visible {
			t.Fatalf("mark %+v of %d", m, d.Visible)
		}
	}
	for _, h := range d.Hidden {
		if h.Start < 0 || h.End > len(d.Text) || d.Checks[h.Kind] != document.Found {
			t.Fatalf("hidden %+v", h)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(sheetOf(at(72, 72, "Hello"), ""))
	f.Add(packed(at(72, 72, "Hello")))
	for _, way := range []string{"RC4-40", "AES-128", "AES-256"} {
		f.Add(encrypted(way, false))
	}
	f.Add(sheetOf("/X Do", "/XObject<</X 6 0 R>>", streamOf("/Subtype/Form/BBox[0 0 612 792]", at(72, 72, "form"))))
	names, _ := filepath.Glob("../../../testdata/hidden/*.pdf")
	for _, n := range names {
		if data, err := os.ReadFile(n); err == nil && len(data) < 20000 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data, small)
		if d == nil && err == nil {
			t.Fatal("neither document nor error")
		}
		if err != nil && strings.Contains(err.Error(), "runtime error") {
			t.Fatal(err)
		}
		valid(t, d)
	})
}

func FuzzContent(f *testing.F) {
	for _, s := range []string{
		at(72, 72, "Hello"), "BT /F1 10 Tf 72 700 Td [(W)80(or)-300<64>] TJ ET", "q 0.5 0 0 .5 1 1 cm 0 0 10 10 re W n /X Do Q",
		"BI /W 4 /H 2 /BPC 8 /CS /G ID abcdefgh EI", "/Span <</ActualText (x)/MCID 3>> BDC (y) Tj EMC", "1 0 0 rg 10 10 m 20 20 l 30 10 30 5 20 0 c h f* sh",
		"BT /F1 -10 Tf -1 0 0 1 72 700 Tm (a) ' 3 4 (b) \" T* ET", "3 Tr 7 Tr 1 g /G0 gs /Cs cs 0.1 0.2 sc /P scn", "--5 .5. 1e9 +.-3 #41 /a#20b [ ( <", "% comment\n(a\\\n\\053)Tj",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		d, err := Read(sheetOf(string(content), "/XObject<</X 6 0 R>>/ExtGState<</G0<</ca 0.05>>>>", streamOf("/Subtype/Form/BBox[0 0 612 792]", string(content))), small)
		if err == nil {
			valid(t, d)
		}
		sameTokens(t, content)
	})
}

// sameTokens compares the quick lexer of content with the parser of objects, which is slower and allocates.
func sameTokens(t *testing.T, content []byte) {
	l := lexer{b: content}
	s := parser{b: content, plain: true}
	for {
		op := l.next()
		var operands []object
		var word keyword
		for {
			o := s.object()
			if k, ok := o.(keyword); ok {
				if k == "" || class[k[0]] == regular {
					word = k
					break
				}
				continue
			}
			operands = append(operands, o)
		}
		if string(op) != string(word) {
			return // they part ways on nonsense such as "1.2.3abc"
		}
		if op == nil {
			return
		}
		if len(operands) != l.n || l.n >= maxOperands {
			return
		}
		for i, o := range operands {
			switch want := o.(type) {
			case string:
				if got := l.operands[i]; got.kind == isString && string(got.s) != want {
					t.Fatalf("string %q, the parser has %q", got.s, want)
				}
			case name:
				if got := l.operands[i]; got.kind == isName && string(got.s) != string(want) {
					t.Fatalf("name %q, the parser has %q", got.s, want)
				}
			case int:
				if got := l.operands[i]; got.kind == isNumber && got.n != float64(want) {
					t.Fatalf("number %v, the parser has %v", got.n, want)
				}
			case float64:
				if got := l.operands[i]; got.kind == isNumber && got.n-want > 1e-6*max(1, want, -want) {
					t.Fatalf("number %v, the parser has %v", got.n, want)
				}
			}
		}
	}
}

func TestLexerAgainstParser(t *testing.T) {
	for _, s := range []string{"1 2 m", "-1.5 .25 +3 l", "(a(b)c\\)\\n) Tj", "<4142 4> Tj", "/Name#20x gs", "/F1 10.0 Tf", "0.000001 123456789 re", "<</A 1>> BDC", "true false null x"} {
		sameTokens(t, []byte(s))
		l := lexer{b: []byte(s)}
		if op := l.next(); op == nil || l.n == 0 {
			t.Errorf("%q: operator %q, %d operands", s, op, l.n)
		}
	}
}

func FuzzCMap(f *testing.F) {
	f.Add([]byte("1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <0047> endbfchar 1 beginbfrange <0002> <0003> [<6F> /a] endbfrange"))
	f.Add([]byte("/WMode 1 def /Identity-H usecmap 1 begincidrange <00> <7f> 5 endcidrange 1 begincidchar <80> 9 endcidchar"))
	f.Add([]byte("1 beginbfrange <0000> <ffffffff> <D83DDE00> endbfrange"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m := &cmap{}
		parseCMap(data, m, func(name) {})
		for code := range 300 {
			if r, s := m.lookup(code); r != 0 && s != "" {
				t.Fatal("both a rune and a string")
			}
			m.cid(code)
		}
		for s := []byte("a string of codes"); len(s) > 0; {
			_, n := m.next(s)
			if n < 1 || n > len(s) {
				t.Fatalf("a code of %d bytes", n)
			}
			s = s[n:]
		}
	})
}

func FuzzFont(f *testing.F) {
	f.Add([]byte("%!PS-AdobeFont-1.0\n/Encoding 256 array dup 65 /A put dup 66/eacute put readonly def\neexec"), byte(0))
	f.Add(tinyTrueType(), byte(1))
	f.Add([]byte("\x01\x00\x04\x01\x00\x01\x01\x01\x02X\x00\x01\x01\x01\x05\x8b\x0f\x8b\x11\x00\x00\x00\x00"), byte(2))
	f.Fuzz(func(t *testing.T, data []byte, kind byte) {
		var p *fontProgram
		switch kind % 3 {
		case 0:
			p = readType1(data)
		case 1:
			p = readTrueType(data)
		default:
			p = readCFF(data)
		}
		if p == nil {
			return
		}
		for c := range 256 {
			p.text(c)
			p.codeWidth(c, rune(c))
			p.glyphRune(c)
		}
	})
}

// tinyTrueType is a font of three glyphs with the tables that are read: code 0xF041 of the symbol table is glyph 1, which
// the Unicode table calls "A"; glyph 2 is named "eacute".
func tinyTrueType() []byte {
	u16 := func(v ...int) (b []byte) {
		for _, x := range v {
			b = append(b, byte(x>>8), byte(x))
		}
		return
	}
	sub := func(code int) []byte { // format 6: one code, glyph 1
		return u16(6, 12, 0, code, 1, 1)
	}
	cm := append(u16(0, 2, 3, 0, 0, 20, 3, 1, 0, 32), append(sub(0xf041), sub(0x41)...)...)
	post := append(append([]byte{0, 2, 0, 0}, make([]byte, 28)...), append(u16(3, 0, 36, 258), "\x06eacute"...)...)
	head := make([]byte, 54)
	copy(head[18:], u16(1000))
	hhea := make([]byte, 36)
	copy(hhea[34:], u16(3))
	tables := []struct {
		name string
		data []byte
	}{{"cmap", cm}, {"head", head}, {"hhea", hhea}, {"hmtx", u16(500, 0, 600, 0, 700, 0)}, {"post", post}}
	out := append([]byte{0, 1, 0, 0}, u16(len(tables), 0, 0, 0)...)
	at := 12 + 16*len(tables)
	for _, tb := range tables {
		out = append(out, tb.name...)
		out = append(out, 0, 0, 0, 0)
		out = append(out, u16(0, at, 0, len(tb.data))...)
		at += len(tb.data)
	}
	for _, tb := range tables {
		out = append(out, tb.data...)
	}
	return out
}

func TestTrueType(t *testing.T) {
	p := readTrueType(tinyTrueType())
	if p == nil || p.text(0x41) != "A" || p.glyphRune(2) != 'é' || p.codeWidth(0x41, 0) != 0.6 {
		t.Fatalf("%+v", p)
	}
	font := deflated("", tinyTrueType())
	d := read(t, sheetOf("BT /F2 10 Tf 72 700 Td (A) Tj /F3 10 Tf <00010002> Tj ET", "/F2 6 0 R/F3 9 0 R|",
		"<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/FirstChar 65/LastChar 65/Widths[600]/FontDescriptor 7 0 R>>", "<</Type/FontDescriptor/Flags 4/FontFile2 8 0 R>>", font,
		"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[10 0 R]>>", "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 600/FontDescriptor 7 0 R/CIDToGIDMap/Identity>>"))
	if got := visible(d); got != "AAé" {
		t.Errorf("got %q", got)
	}
}
