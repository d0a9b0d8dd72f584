package rtf

import (
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

const head = `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset204 Arial Cyr;}{\f3\fnil\fcharset128 MS Mincho;}}
{\colortbl;\red255\green255\blue255;\red31\green56\blue100;\red0\green0\blue0;}
{\stylesheet{\s0 Normal;}{\s1\outlinelevel0\b heading 1;}{\s2 Title;}{\*\cs3 Strong;}}
{\info{\author Ada}{\title CV}}
`

func read(t testing.TB, body string) *document.Document {
	t.Helper()
	return readertest.Must(t, Read, []byte(head+body+"}"))
}

func TestText(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"paragraphs", `\pard Ada\par Bern\par`, "Ada\nBern\n"},
		{"no \\par at the end", `Ada`, "Ada\n"},
		{"line ends of the file mean nothing", "Ada Ex\r\nample\\par", "Ada Example\n"},
		{"tab, line, dashes, quotes", `a\tab b\line c\emdash d\endash e\ldblquote f\rdblquote\lquote g\rquote\par`, "a\tb\nc—d–e“f”‘g’\n"},
		{"escapes", `\{a\\b\}\~c\_d\-e\par`, "{a\\b} c-de\n"},
		{"hex", `Ren\'e9e Stra\'dfe\par`, "Renée Straße\n"},
		{"bytes as they are", "Ren\xe9e\\par", "Renée\n"},
		{"Cyrillic by font", `{\f2 \'ca\'ee\'e4} Go\par`, "Код Go\n"},
		{"two bytes by font", `{\f3 \'93\'fa\'96\'7b}\par`, "日本\n"},
		{"unicode and its substitute", `\u233?t\u233 ?\u8211\'96x\par`, "été–x\n"},
		{"no substitutes", `{\uc0 \u233 x}\u233?y\par`, "éxéy\n"},
		{"two substitutes", `{\uc2 \u26085\'93\'fa\u26412 ab}c\par`, "日本c\n"},
		{"beyond the first plane", `\u-10179?\u-8704?\par`, "\U0001f600\n"},
		{"symbol font", `{\f1 \'b7}\tab x\par`, "x\n"},
		{"pictures, unknown destinations, binary", `a{\pict\pngblip 89504e}{\*\unknown b}{\pict\bin5 {{{{{}c\par`, "ac\n"},
		{"field", `{\field{\*\fldinst PAGE}{\fldrslt 7}} of\par`, "7 of\n"},
		{"deleted, inserted, annotated", `a{\deleted gone}{\revised b}{\*\atnid x}{\*\annotation no}c\par`, "abc\n"},
		{"note", `a{\super x}{\footnote \pard\plain note}\par b\par`, "ax\nb\nnote\n"},
		{"both readings", `{\upr{no}{\*\ud{yes}}}\par`, "yes\n"},
		{"header and footer, once", `{\header head\par}{\headerf head\par}{\footer foot\par}a\par`, "head\na\nfoot\n"},
		{"text box, once", `{\shp{\*\shpinst\shpleft100\shptop100\shpright4000\shpbottom900{\sp{\sn fFilled}{\sv 0}}{\shptxt box\par}}{\shprslt{\*\do\dptxbxtext no}}}a\par`, "box\na\n"},
		{"table", `\trowd\cellx1000\cellx2000\pard\intbl Go\cell 5 years\cell\row\trowd\cellx1000\cellx2000 Java\cell a\par b\cell\row\pard end\par`, "Go\t5 years\nJava\na\nb\nend\n"},
		{"table within a cell", `\trowd\cellx1000\cellx3000\pard\intbl a\cell\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}\pard\intbl d\cell\row\pard end\par`, "a\nb\tc\nd\nend\n"},
		{"old Macintosh", `{\mac Ren\'8ee}\par`, "Renée\n"},
		{"a lone brace at the end", `a\par}} b`, "a\n"},
	} {
		if got := read(t, c.body).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestMarks(t *testing.T) {
	d := read(t, `\pard\s2\fs40\b Ada\b0\par\pard\s1\fs28\cf2 Work\par\pard\outlinelevel1 Jobs\par\pard\fs20
{\listtext\f1\'b7\tab}\ls1\ilvl0 built\par{\pntext\f1\'b7\tab}\ls1\ilvl1 ran\par\pard {\f1\'b7}\tab typed\par
see {\field{\*\fldinst{HYPERLINK "https://example.org/"}}{\fldrslt my {\i site}}} now, {\b heavy} too\par\brdrb\brdrs ruled\par after\par`)
	for kind, want := range map[document.MarkKind]string{
		document.MarkHeading: "Ada|Work|Jobs", document.MarkListItem: "built|ran|typed", document.MarkLink: "my site", document.MarkItalic: "site", document.MarkBold: "heavy",
	} {
		if got := readertest.Marked(d, kind); got != want {
			t.Errorf("mark %d: %q, want %q", kind, got, want)
		}
	}
	if l := d.Lines[0]; l.Size != 20 || !l.Bold {
		t.Errorf("title is set in %v points, bold %v", l.Size, l.Bold)
	}
	if l := d.Lines[1]; l.Color != 0x1f3864 {
		t.Errorf("heading is set in %06x", l.Color)
	}
	for _, m := range d.Marks {
		if m.Kind == document.MarkLink && m.Value != "https://example.org/" {
			t.Errorf("link to %q", m.Value)
		}
	}
}

func TestHidden(t *testing.T) {
	const none = document.HiddenKinds
	for _, c := range []struct {
		what, body string
		kind       document.HiddenKind
	}{
		{"shown", `Kubernetes\par`, none},
		{"hidden", `{\v Kubernetes}\par`, document.HiddenVanish},
		{"hidden and back", `\v\v0 Kubernetes\par`, none},
		{"white", `{\cf1 Kubernetes}\par`, document.HiddenBackground},
		{"white on a dark paragraph", `\pard\cbpat2{\cf1 Kubernetes}\par`, none},
		{"white on dark letters", `{\chcbpat2\cf1 Kubernetes}\par`, none},
		{"white in a dark cell", `\trowd\clcbpat2\cellx1000\pard\intbl{\cf1 Kubernetes}\cell\row\pard`, none},
		{"white in the cell beside a dark one", `\trowd\clcbpat2\cellx1000\cellx2000\pard\intbl a\cell{\cf1 Kubernetes}\cell\row\pard`, document.HiddenBackground},
		{"white in a filled box", `{\shp{\*\shpinst\shpright4000\shpbottom900{\sp{\sn fillColor}{\sv 6568991}}{\shptxt{\cf1 Kubernetes}\par}}}`, none},
		{"white upon a large shape", `{\shp{\*\shpinst\shpright4000\shpbottom9000{\sp{\sn fillColor}{\sv 6568991}}{\sp{\sn fFilled}{\sv 1}}}}{\cf1 Kubernetes}\par`, none},
		{"tiny", `{\fs2 Kubernetes}\par`, document.HiddenTiny},
		{"no size", `{\fs0 Kubernetes}\par`, document.HiddenTiny},
	} {
		d := read(t, `Ada\par `+c.body)
		readertest.Hides(t, d, c.what, c.kind, "Kubernetes")
	}
	d, err := Read([]byte(`{\rtf1{\info{\keywords go java kafka redis spark sql}}Ada\par}`), document.Limits{})
	if err != nil || len(d.Hidden) != 1 || d.Hidden[0].Kind != document.HiddenMetadata {
		t.Errorf("keywords: %+v, %v", d, err)
	}
}

func TestDamagedAndBombs(t *testing.T) {
	if d, err := Read([]byte(head+`Ada\par Bern \b cut`), document.Limits{}); err != nil || len(d.Notes) == 0 || !strings.Contains(d.Text, "Bern") {
		t.Errorf("cut off: %v", err)
	}
	// Bytes before the beginning that grow when they are folded to lower case.
	if d, err := Read([]byte("\x9d]\x96\xba\x84\xbd/{\\RTF1 Ada}"), document.Limits{}); err != nil || d.Text != "Ada\n" {
		t.Errorf("junk before the beginning: %v, %v", d, err)
	}
	for what, body := range map[string]string{
		"a million groups": strings.Repeat(`{\b x}`, 1_000_000),
		"tables in tables": strings.Repeat(`\intbl\itap900 a\nestcell`, 1000),
		"many fonts":       `{\fonttbl` + strings.Repeat(`{\f9 x;}`, 100_000) + `}text\par`,
		"huge numbers":     strings.Repeat(`\fs99999999999999999999\cf-99999999999999999\u99999999999?\cellx99999999999 `, 1000),
	} {
		if _, err := Read([]byte(head+body+"}"), document.Limits{}); err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	for what, c := range map[string]struct{ data, says string }{
		"nested":  {head + strings.Repeat(`{`, 1_000_000), "nested"},
		"nothing": {`{\rtf1}`, "no text"},
		"no RTF":  {`{\html`, "does not begin"},
	} {
		readertest.Refuses(t, Read, what, []byte(c.data), c.says)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Seed(f, "*/*.rtf")
	f.Add([]byte(head + `\trowd\clcbpat2\cellx1000\pard\intbl a{\v b}\cell\row\pard{\field{\*\fldinst HYPERLINK "x"}{\fldrslt y}}{\footnote z}\u233?\'e9\par}`))
	f.Add([]byte(head + `{\shp{\*\shpinst\shpleft1{\sp{\sn fillColor}{\sv 1}}{\shptxt a\par}}}{\upr{b}{\*\ud{c}}}\bin3 {}{\header d}{\listtext e}\ls1 f\par}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{})
	})
}

func BenchmarkRead(b *testing.B) {
	data := []byte(head + strings.Repeat(`{\pard\plain\s0\fs21\f0 Built services in Go {\b and PostgreSQL} for 40 teams \'96 well\par}`, 100) + "}")
	readertest.Bench(b, Read, data)
}
