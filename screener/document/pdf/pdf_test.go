package pdf

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"shortlist/screener/document"
)

func TestText(t *testing.T) {
	type0 := func(encoding, extra string) []string {
		return []string{
			"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/" + encoding + "/DescendantFonts[7 0 R]" + extra + ">>",
			"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000/W[1[500 500]3 5 600]>>",
		}
	}
	cmapOf := func(body string) string {
		return streamOf("", "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"+body+"\nendcmap")
	}
	tests := []struct {
		name, content, res string
		more               []string
		want               string
	}{
		{name: "one string", content: at(72, 72, "Hello world"), want: "Hello world"},
		{name: "escapes", content: at(72, 72, `a\(b\)\\c\101\n(d)`), want: `a(b)\cA (d)`},
		{name: "hexadecimal", content: "BT /F1 10 Tf 72 700 Td <48 65 6C6c6F> Tj ET", want: "Hello"},
		{name: "kerning and gaps", content: "BT /F1 10 Tf 72 700 Td [(W)80(or)-20(d)-300(gap)] TJ ET", want: "Word gap"},
		{name: "quote operators", content: "BT /F1 10 Tf 14 TL 72 700 Td (one) Tj (two) ' 1 0 (three) \" T* (four) Tj ET", want: "one|two|three|four"},
		{name: "TD sets the leading", content: "BT /F1 10 Tf 72 700 Td (one) Tj 0 -14 TD (two) Tj T* (three) Tj ET", want: "one|two|three"},
		{name: "number without spaces", content: "BT/F1 10 Tf 72 700 Td(a)Tj 0-14Td(b)Tj ET", want: "a|b"},
		{name: "horizontal scaling", content: "BT /F1 10 Tf 50 Tz 72 700 Td (narrow) Tj (er) Tj ET", want: "narrower"},
		{name: "accents as glyphs of their own", content: "BT /F1 10 Tf 72 700 Td (caf) Tj (e) Tj 16 0 Td (\\264) Tj ET BT /F1 10 Tf 200 700 Td (\\250) Tj 0 0 Td (o) Tj ET", want: "café\tö"},
		{name: "drawn twice to look bold", content: at(72, 72, "Bold text") + at(72.3, 72, "Bold text"), want: "Bold text"},
		{name: "superscript", content: "BT /F1 10 Tf 72 700 Td (12) Tj /F1 6 Tf 3 Ts (th) Tj 0 Ts /F1 10 Tf ( of May) Tj ET", want: "12th of May"},
		{name: "letters spaced out", content: "BT /F1 14 Tf 4 Tc 72 700 Td (EXPERIENCE) Tj ET", want: "EXPERIENCE"},
		{name: "two words spaced out", content: "BT /F1 14 Tf 4 Tc 72 700 Td (WORK EXPERIENCE) Tj ET", want: "WORK EXPERIENCE"},
		{name: "letters of a table", content: "BT /F1 10 Tf 72 700 Td (A) Tj 15 0 Td (C) Tj 15 0 Td (W) Tj 15 0 Td (F) Tj 15 0 Td (M) Tj 15 0 Td (J) Tj ET", want: "A C W F M J"},
		{name: "broken word", content: at(72, 72, "We do micro-") + at(72, 84, "services well"), want: "We do microservices|well"},
		{name: "hyphen that stays", content: at(72, 72, "We do front-") + at(72, 84, "and back-end"), want: "We do front-|and back-end"},
		{name: "soft hyphens that are drawn", content: "BT /F2 10 Tf 72 700 Td (soft\\001ware de\\001) Tj 0 -12 Td (signer) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/softhyphen]>>>>"}, want: "soft-ware designer"},
		{name: "soft hyphens that are not", content: "BT /F2 10 Tf 72 700 Td (soft\\001ware) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 1/LastChar 1/Widths[0]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[1/softhyphen]>>>>"}, want: "software"},
		{name: "form", content: "q 1 0 0 1 0 -20 cm /X Do Q", res: "/XObject<</X 6 0 R>>", more: []string{streamOf("/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</G 5 0 R>>>>", "BT /G 10 Tf 72 700 Td (in a form) Tj ET")}, want: "in a form"},
		{name: "form that shows itself", content: "/X Do", res: "/XObject<</X 6 0 R>>", more: []string{streamOf("/Subtype/Form/BBox[0 0 612 792]/Resources<</Font<</G 5 0 R>>/XObject<</X 6 0 R>>>>", "BT /G 10 Tf 72 700 Td (once) Tj ET /X Do")}, want: "once"},
		{name: "inline image", content: "q 10 0 0 10 0 0 cm BI /W 4 /H 2 /BPC 8 /CS /G ID a EI Tj(x) EI Q\n" + at(72, 72, "after"), want: "after"},
		{name: "actual text", content: "/Span <</ActualText (\376\377\000f\000i)>> BDC BT /F1 10 Tf 72 700 Td (x) Tj ET EMC", want: "fi"},
		{name: "no font set", content: "BT 10 0 0 10 72 700 Tm 1 0 0 1 72 700 Tm (none) Tj ET", want: ""},
		{name: "ligatures become letters", content: "BT /F2 10 Tf 72 700 Td (o\\001ce) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1/ffi]>>>>"}, want: "office"},
		{name: "glyph names", content: "BT /F2 10 Tf 72 700 Td (\\001\\002\\003\\004\\005) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Differences[1/Euro/uni00E9/u1F600/a.alt/f_l]>>>>"}, want: "€é😀afl"},
		{name: "numbers for names", content: "BT /F2 10 Tf 72 700 Td (Hi) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FontBBox[0 0 700 700]/CharProcs<<>>/FirstChar 72/LastChar 105/Widths[" + strings.Repeat("600 ", 34) + "]/Encoding<</Differences[72/a72 105/a105]>>>>"}, want: "Hi"},
		{name: "Symbol", content: "BT /F2 10 Tf 72 700 Td (abg) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Symbol>>"}, want: "αβγ"},
		{name: "ZapfDingbats", content: "BT /F2 10 Tf 72 700 Td (l4) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>"}, want: "●✔"},
		{name: "MacRoman", content: "BT /F2 10 Tf 72 700 Td (\\216t\\216) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/MacRomanEncoding>>"}, want: "été"},
		{name: "ToUnicode", content: "BT /F2 10 Tf 72 700 Td <000100020003> Tj ET", res: "/F2 6 0 R|", more: append(type0("Identity-H", "/ToUnicode 8 0 R"), cmapOf("1 beginbfchar <0001> <0047> endbfchar 1 beginbfrange <0002> <0003> <006F> endbfrange")), want: "Gop"},
		{name: "ToUnicode with lists and pairs", content: "BT /F2 10 Tf 72 700 Td <000100020003> Tj ET", res: "/F2 6 0 R|", more: append(type0("Identity-H", "/ToUnicode 8 0 R"), cmapOf("2 beginbfrange <0001> <0002> [<00660069> <D83DDE00>] <0003> <0003> <0041> endbfrange")), want: "fi😀A"},
		{name: "UniGB-UCS2-H", content: "BT /F2 10 Tf 72 700 Td <4E2D6587> Tj ET", res: "/F2 6 0 R|", more: type0("UniGB-UCS2-H", ""), want: "中文"},
		{name: "UniJIS-UTF16-H", content: "BT /F2 10 Tf 72 700 Td <65E5672C> Tj ET", res: "/F2 6 0 R|", more: type0("UniJIS-UTF16-H", ""), want: "日本"},
		{name: "90ms-RKSJ-H", content: "BT /F2 10 Tf 72 700 Td <93FA967B41> Tj ET", res: "/F2 6 0 R|", more: type0("90ms-RKSJ-H", ""), want: "日本A"},
		{name: "GBK-EUC-H", content: "BT /F2 10 Tf 72 700 Td <D6D0CEC4> Tj ET", res: "/F2 6 0 R|", more: type0("GBK-EUC-H", ""), want: "中文"},
		{name: "ETen-B5-H", content: "BT /F2 10 Tf 72 700 Td <A4A4A4E5> Tj ET", res: "/F2 6 0 R|", more: type0("ETen-B5-H", ""), want: "中文"},
		{name: "KSCms-UHC-H", content: "BT /F2 10 Tf 72 700 Td <C7D1B1B9> Tj ET", res: "/F2 6 0 R|", more: type0("KSCms-UHC-H", ""), want: "한국"},
		{name: "EUC-H", content: "BT /F2 10 Tf 72 700 Td <C6FCCBDC> Tj ET", res: "/F2 6 0 R|", more: type0("EUC-H", ""), want: "日本"},
		{name: "CIDs of a collection", content: "BT /F2 10 Tf 72 700 Td <0CD40E8A> Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>",
			"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000>>"}, want: "日本"},
		{name: "widths that are zero", content: "BT /F2 10 Tf 72 700 Td (n) Tj 5 0 Td (o) Tj 5 0 Td (w) Tj 12 0 Td (s) Tj 5 0 Td (o) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 97/LastChar 99/Widths[0 0 0]/Encoding/WinAnsiEncoding>>"}, want: "now so"},
		{name: "Hebrew from left to right", content: "BT /F2 10 Tf 72 700 Td <00010002000300200004> Tj ET", res: "/F2 6 0 R|", more: append(type0("Identity-H", "/ToUnicode 8 0 R"), cmapOf("5 beginbfchar <0001> <05D2> <0002> <05D1> <0003> <05D0> <0004> <05D3> <0020> <0020> endbfchar")), want: "ד אבג"},
		{name: "rotated text after upright text", content: "BT /F1 10 Tf 0 1 -1 0 30 100 Tm (along the edge) Tj ET\n" + at(72, 72, "upright"), want: "upright|along the edge"},
		{name: "private signs are dropped", content: "BT /F2 10 Tf 72 700 Td (\\001Go) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/Type1/BaseFont/FontAwesome/Encoding<</Differences[1/uniF095]>>>>"}, want: "Go"},
		{name: "Wingdings are bullets", content: "BT /F2 10 Tf 72 700 Td (\\247) Tj /F1 10 Tf ( Built it) Tj ET", res: "/F2 6 0 R|", more: []string{"<</Type/Font/Subtype/TrueType/BaseFont/Wingdings-Regular/Encoding/WinAnsiEncoding>>"}, want: "• Built it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, sheetOf(test.content, test.res, test.more...))
			if got := visible(d); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if len(d.Hidden) > 0 {
				t.Errorf("hidden: %v", d.Hidden)
			}
		})
	}
}

// column writes lines 12 points apart.
func column(x, y float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		b.WriteString(at(x, y+12*float64(i), l))
	}
	return b.String()
}

func TestOrder(t *testing.T) {
	long := "a line of running text that fills the column"
	left := []string{long, "left two " + long, "left three", "left four " + long, "left five", "left six"}
	right := []string{"right one " + long, "right two", "right three " + long, "right four", "right five"}
	interleaved := ""
	for i := range left {
		interleaved += column(50, 100+12*float64(i), left[i])
		if i < len(right) {
			interleaved += column(330, 105+12*float64(i), right[i])
		}
	}
	both := strings.Join(append(append([]string{}, left...), right...), "|")
	role := func(y float64, date, title string) string {
		return at(50, y, date) + at(150, y, title) + at(150, y+12, "did a thing with "+long+" and more of it") + at(150, y+24, "did another")
	}
	rows := "2019 - 2021\tEngineer, Acme|did a thing with " + long + " and more of it|did another|2016 - 2019\tDeveloper, Globex|did a thing with " + long + " and more of it|did another"
	tests := []struct{ name, content, want string }{
		{"lines from top to bottom", at(72, 100, "second") + at(72, 80, "first"), "first|second"},
		{"columns written row by row", interleaved, both},
		{"a heading across columns", at(50, 80, "A name that runs over both of the columns of this page, as names may do when they are long, up to here") + interleaved,
			"A name that runs over both of the columns of this page, as names may do when they are long, up to here|" + both},
		{"columns written one after the other", column(330, 105, right...) + column(50, 100, left...), both},
		{"dates in the margin", role(100, "2019 - 2021", "Engineer, Acme") + role(140, "2016 - 2019", "Developer, Globex"), rows},
		{"dates in the margin, written last", at(150, 100, "Engineer, Acme") + at(150, 112, "did this") + at(150, 130, "Developer, Globex") + at(150, 142, "did that") + at(50, 100, "2019 - 2021") + at(50, 130, "2016 - 2019"),
			"2019 - 2021\tEngineer, Acme|did this|2016 - 2019\tDeveloper, Globex|did that"},
		{"a date of two lines in the margin", at(50, 100, "Dec 2019 -") + at(50, 112, "Mar 2021") + at(150, 100, "Engineer, Acme") + at(150, 112, "did this"), "Dec 2019 - Mar 2021\tEngineer, Acme|did this"},
		{"dates at the right edge", at(50, 100, "Engineer, Acme") + at(480, 100, "2019 - 2021") + at(50, 112, "did this") + at(50, 130, "Developer, Globex") + at(480, 130, "2016 - 2019") + at(50, 142, "did that"),
			"Engineer, Acme\t2019 - 2021|did this|Developer, Globex\t2016 - 2019|did that"},
		{"a date that floats above its line", at(480, 93, "2019 - 2021") + at(50, 100, "Engineer, Acme") + at(50, 112, "did this"), "Engineer, Acme\t2019 - 2021|did this"},
		{"labels in the margin", column(50, 100, "Languages", "Databases", "Cloud") + column(150, 100, "Go, Python", "PostgreSQL", "AWS"), "Languages\tGo, Python|Databases\tPostgreSQL|Cloud\tAWS"},
		{"sections in three columns each", at(50, 80, "Go") + at(200, 80, "Java") + at(350, 80, "Rust") + at(50, 93, "gRPC") + at(200, 95, "Kafka") + at(350, 91, "Redis") + at(50, 105, "Vue") + at(200, 105, "Ember") + at(350, 105, "Lit") +
			"BT /F1 14 Tf 50 652 Td (Tools) Tj ET " + at(50, 160, "git") + at(200, 160, "make") + at(350, 160, "vim"), "Go|gRPC|Vue|Java|Kafka|Ember|Rust|Redis|Lit|Tools|git\tmake\tvim"},
		{"a heading between columns and a full line", column(50, 80, "Go and other things of note", "Java as well", "Rust", "Ruby of late") + column(330, 84, "Postgres and the like of it", "Redis", "MySQL for years", "Mongo") +
			at(50, 150, "Experience") + at(50, 163, "A line that runs over both of the columns of this page, as such lines may do when they are long, up to here") + at(50, 175, "another"),
			"Go and other things of note|Java as well|Rust|Ruby of late|Postgres and the like of it|Redis|MySQL for years|Mongo|Experience|A line that runs over both of the columns of this page, as such lines may do when they are long, up to here|another"},
		{"lists side by side in running text", at(50, 60, "A line that runs over both of the columns of this page, as such lines may do when they are long, up to here") + at(50, 72, "Another line that runs over both of the columns of this page, as such lines may do when they are long, up to here") +
			at(50, 90, "\\225 Financial") + at(200, 90, "\\225 Micro") + at(58, 102, "accounting") + at(200, 102, "\\225 Macro") + at(50, 114, "\\225 Law"),
			"A line that runs over both of the columns of this page, as such lines may do when they are long, up to here|Another line that runs over both of the columns of this page, as such lines may do when they are long, up to here|• Financial|accounting|• Law|• Micro|• Macro"},
		{"a bullet far from its text", at(50, 100, "\\225") + at(75, 100, "Built it"), "• Built it"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := visible(read(t, sheetOf(test.content, ""))); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
	d := read(t, sheetOf(interleaved, ""))
	for _, l := range d.Lines {
		if want := flag(strings.HasPrefix(d.Slice(l.Span), "right")); l.Column != want {
			t.Errorf("%q stands in column %d", d.Slice(l.Span), l.Column)
		}
	}
}

func TestLooks(t *testing.T) {
	bold := "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"
	content := at(72, 72, "Jane") + "0.5 w 72 700 m 500 700 l S\n" + "1 0 0 rg BT /F2 14 Tf 72 672 Td (Experience) Tj ET 0 g\n" + "BT /F2 10 Tf 72 640 Td (Acme ) Tj /F1 10 Tf (in a small town by the sea) Tj ET"
	d := read(t, sheetOf(content, "/F2 6 0 R|", bold))
	if len(d.Lines) != 3 {
		t.Fatalf("%d lines", len(d.Lines))
	}
	h := d.Lines[1]
	if h.Size != 14 || !h.Bold || h.Color != 0xff0000 || h.Page != 1 || h.Box.X0 != 72 || h.Box.Y1 < 115 || h.Box.Y1 > 125 || h.Gap < 30 {
		t.Errorf("heading %+v", h)
	}
	if d.Lines[2].Bold {
		t.Error("a line with one heavy word counts as heavy")
	}
	marks := map[document.MarkKind][]string{}
	for _, m := range d.Marks {
		marks[m.Kind] = append(marks[m.Kind], d.Slice(m.Span)+fmt.Sprint(m.Start == h.Start))
	}
	if got := fmt.Sprint(marks[document.MarkBold], marks[document.MarkRule]); got != "[Experiencetrue Acmefalse] [true]" {
		t.Error(got)
	}
}

func TestLinks(t *testing.T) {
	data := build(catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R 7 0 R 8 0 R]>>",
		streamOf("", at(72, 72, "See my code online")), helvetica1,
		"<</Subtype/Link/Rect[70 715 122 735]/A<</S/URI/URI(https://example.org/code)>>>>",
		"<</Subtype/Link/Rect[500 715 520 735]/A<</S/URI/URI(https://example.org/icon)>>>>",
		"<</Subtype/Widget/FT/Tx/Rect[72 600 300 620]/V(a field)>>")
	d := read(t, data)
	var got []string
	for _, m := range d.Marks {
		if m.Kind == document.MarkLink {
			got = append(got, m.Value+" "+d.Slice(m.Span))
		}
	}
	if fmt.Sprintf("%q", got) != `["https://example.org/code See my code" "https://example.org/icon "]` && fmt.Sprintf("%q", got) != `["https://example.org/code See my" "https://example.org/icon "]` {
		t.Errorf("%q", got)
	}
	if got := visible(d); got != "See my code online|a field" {
		t.Errorf("%q", got)
	}
}

func TestPageStates(t *testing.T) {
	picture := streamOf("/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8", "x")
	scan := "q 612 0 0 792 0 0 cm /Im Do Q\n"
	image := "/XObject<</Im 6 0 R>>"
	words := strings.Repeat("words and more words ", 8)

	_, err := Read(sheetOf(scan, image, picture), document.Limits{})
	var u *document.Unreadable
	if !errors.As(err, &u) || u.Reason != "no text layer on 1 page" {
		t.Errorf("a scan gives %v", err)
	}
	outlines := strings.Repeat("10 10 m 20 20 30 30 40 40 c 50 50 60 60 70 70 c f\n", 300)
	if _, err = Read(sheetOf(outlines, ""), document.Limits{}); !errors.As(err, &u) {
		t.Errorf("outlined text gives %v", err)
	}
	d := read(t, sheetOf(scan+"3 Tr "+at(72, 72, words), image, picture))
	if d.Pages[0].State != document.PageOCR || d.Checks[document.HiddenInvisible] != document.Clear || !strings.Contains(visible(d), "more words") {
		t.Errorf("a recognised scan: %+v, %q", d.Pages, visible(d))
	}
	if d = read(t, sheetOf("", "")); d.Pages[0].State != document.PageBlank {
		t.Errorf("an empty page: %+v", d.Pages)
	}
	kids := build(catalog, "<</Type/Pages/Kids[3 0 R 3 0 R 6 0 R 7 0 R]/Count 4>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", streamOf("", at(72, 72, words)), helvetica1,
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>")
	d, err = Read(kids, document.Limits{Pages: 2})
	if err != nil || len(d.Pages) < 3 || d.Pages[0].State != document.PageRead || d.Pages[len(d.Pages)-1].State != document.PageSkipped || !d.Partial() {
		t.Errorf("over the limit of pages: %v, %+v", err, d)
	}
}
