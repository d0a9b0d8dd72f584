package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

const (
	ns     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// parted is a DOCX of parts; the body is that of the main part.
func parted(t testing.TB, body string, parts map[string]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	put := func(name, content string) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types/>`)
	put("_rels/.rels", `<Relationships><Relationship Id="rId1" Type="`+office+`officeDocument" Target="word/document.xml"/></Relationships>`)
	put("word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document `+ns+`><w:body>`+body+`</w:body></w:document>`)
	rels := `<Relationships>`
	for _, p := range []string{"styles", "numbering", "footnotes", "endnotes", "header1", "header2", "footer1"} {
		content, ok := parts[p]
		if !ok {
			continue
		}
		put("word/"+p+".xml", content)
		rels += `<Relationship Id="` + p + `" Type="` + office + strings.TrimRight(p, "12") + `" Target="` + p + `.xml"/>`
	}
	rels += `<Relationship Id="link" Type="` + office + `hyperlink" Target="https://example.org/ada" TargetMode="External"/></Relationships>`
	put("word/_rels/document.xml.rels", rels)
	if core, ok := parts["core"]; ok {
		put("docProps/core.xml", core)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(t testing.TB, body string, parts map[string]string) *document.Document {
	t.Helper()
	return readertest.Must(t, Read, parted(t, body, parts))
}

// p is a paragraph of one run.
func p(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

func hidden(d *document.Document, kind document.HiddenKind) string {
	var out []string
	for _, h := range d.Hidden {
		if h.Kind == kind {
			out = append(out, d.Slice(h.Span))
		}
	}
	return strings.Join(out, "|")
}

const styleSheet = `<w:styles ` + ns + `><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/><w:color w:val="1F3864"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Job"><w:name w:val="Job Line"/><w:basedOn w:val="berschrift1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr><w:rPr><w:b w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Abschnitt"><w:name w:val="Überschrift 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Name"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop2"><w:name w:val="Loop2"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:type="paragraph" w:styleId="Bullet"><w:name w:val="My Bullet"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Ghost"><w:name w:val="Ghost"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="table" w:styleId="Fancy"><w:name w:val="Fancy"/><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:tblStylePr></w:style>
</w:styles>`

const numbering = `<w:numbering ` + ns + `><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="4"><w:lvl w:ilvl="0"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="8"><w:abstractNumId w:val="4"/></w:num></w:numbering>`

func TestStylesAndLists(t *testing.T) {
	styled := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	numbered := func(num, level, text string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="` + num + `"/></w:numPr></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
	}
	d := read(t, styled("Name", "Ada Example")+styled("berschrift1", "Experience")+styled("Job", "Acme, 2019")+styled("Abschnitt", "Kenntnisse")+styled("Loop", "loop")+
		numbered("7", "0", "built")+numbered("7", "1", "ran")+numbered("8", "0", "no bullet")+numbered("0", "0", "none")+styled("Bullet", "by style")+
		`<w:p><w:r><w:t>–</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>typed</w:t></w:r></w:p>`,
		map[string]string{"styles": styleSheet, "numbering": numbering})
	if got, want := readertest.Marked(d, document.MarkHeading), "Ada Example|Experience|Kenntnisse"; got != want {
		t.Errorf("headings %q, want %q", got, want)
	}
	if got, want := readertest.Marked(d, document.MarkListItem), "built|ran|by style|typed"; got != want {
		t.Errorf("items %q, want %q", got, want)
	}
	for _, m := range d.Marks {
		if m.Kind == document.MarkListItem && d.Slice(m.Span) == "ran" && m.Level != 2 {
			t.Errorf("ran stands at level %d, want 2", m.Level)
		}
	}
	l := d.Lines[1]
	if l.Size != 16 || !l.Bold || l.Color != 0x1f3864 {
		t.Errorf("heading looks %v %v %06x", l.Size, l.Bold, l.Color)
	}
	if l := d.Lines[2]; l.Bold || l.Size != 16 {
		t.Errorf("job line looks %v %v", l.Size, l.Bold)
	}
	if l := d.Lines[4]; l.Size != 11 {
		t.Errorf("size by default is %v, want 11", l.Size)
	}
}

func TestText(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"runs and tabs", `<w:p><w:r><w:t xml:space="preserve">Acme </w:t></w:r><w:r><w:t>Corp</w:t><w:tab/><w:t>2019</w:t></w:r></w:p>`, "Acme Corp\t2019\n"},
		{"line ends and tabs of the file", "<w:p><w:r><w:t>a\nb\tc</w:t></w:r></w:p>", "a b c\n"},
		{"breaks", `<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t></w:r></w:p>`, "a\nb\nc\n"},
		{"hyphens", `<w:p><w:r><w:t>back</w:t><w:noBreakHyphen/><w:t>end mi</w:t><w:softHyphen/><w:t>cro</w:t></w:r></w:p>`, "back-end micro\n"},
		{"entities and CDATA", `<w:p><w:r><w:t>R&amp;D &#x43;++ <![CDATA[<Go> &amp;]]></w:t></w:r></w:p>`, "R&D C++ <Go> &amp;\n"},
		{"deleted, moved away, inserted", `<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>gone</w:t></w:r></w:moveFrom><w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:moveTo><w:r><w:t>er</w:t></w:r></w:moveTo></w:p>`, "newer\n"},
		{"deleted paragraph mark", `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:t>one </w:t></w:r></w:p>` + p("line"), "one line\n"},
		{"field", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>x</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> of</w:t></w:r></w:p>`, "7 of\n"},
		{"content control, smart tag", `<w:sdt><w:sdtPr><w:alias w:val="no"/></w:sdtPr><w:sdtContent>` + p("a") + `</w:sdtContent></w:sdt><w:p><w:smartTag><w:r><w:t>b</w:t></w:r></w:smartTag><w:sdt><w:sdtContent><w:r><w:t>c</w:t></w:r></w:sdtContent></w:sdt></w:p>`, "a\nbc\n"},
		{"symbols", `<w:p><w:r><w:t xml:space="preserve">a </w:t><w:sym w:font="Symbol" w:char="F0AE"/><w:sym w:font="Wingdings" w:char="F028"/><w:t xml:space="preserve"> x</w:t></w:r></w:p>`, "a → x\n"},
		{"ruby", `<w:p><w:r><w:ruby><w:rt><w:r><w:t>reading</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`, "base\n"},
		{"formula", `<w:p><m:oMath><m:r><m:t>O(n)</m:t></m:r></m:oMath></w:p>`, "O(n)\n"},
		{"comment", `<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>`, "a\n"},
		{"paragraphs apart", p("a") + `<w:p/>` + `<w:p/>` + p("b"), "a\n\nb\n"},
	} {
		if got := read(t, c.body, nil).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func cell(props, content string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + content + `</w:tc>`
}

func table(rows ...string) string { return `<w:tbl><w:tblPr/>` + strings.Join(rows, "") + `</w:tbl>` }

func row(cells ...string) string { return `<w:tr>` + strings.Join(cells, "") + `</w:tr>` }

func TestTables(t *testing.T) {
	bold := func(s string) string {
		return `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r></w:p>`
	}
	for _, c := range []struct{ what, body, text, cells string }{
		{"rows", table(row(cell("", p("Go")), cell("", p("5 years"))), row(cell("", p("Java")), cell("", p("3 years")))), "Go\t5 years\nJava\t3 years\n", "Go|5 years|Java|3 years"},
		{"dates beside jobs", table(row(cell("", p("2019")), cell("", p("Acme")+p("built"))), row(cell("", p("2017")), cell("", p("Globex")+p("ran")))), "2019\nAcme\nbuilt\n2017\nGlobex\nran\n", "2019|Acme\nbuilt|2017|Globex\nran"},
		{"sidebar", table(row(cell("", p("Contact")+p("Bern")+p("Skills")+p("Go")), cell("", p("Experience")+p("Acme")+p("built")))), "Contact\nBern\nSkills\nGo\nExperience\nAcme\nbuilt\n", "Contact\nBern\nSkills\nGo|Experience\nAcme\nbuilt"},
		{"columns under headings", table(row(cell("", bold("SKILLS")), cell("", bold("EXPERIENCE"))), row(cell("", p("Go")+p("Java")+p("SQL")), cell("", p("Acme")+p("built")+p("ran")))),
			"SKILLS\nGo\nJava\nSQL\nEXPERIENCE\nAcme\nbuilt\nran\n", "SKILLS|Go\nJava\nSQL|EXPERIENCE|Acme\nbuilt\nran"},
		{"nested", table(row(cell("", p("a")+table(row(cell("", p("b")), cell("", p("c"))))+p("d")))), "a\nb\tc\nd\n", "a\nb\tc\nd|b|c"},
		{"deleted row", table(`<w:tr><w:trPr><w:del w:id="1"/></w:trPr>`+cell("", p("gone"))+`</w:tr>`, row(cell("", p("a")))), "a\n", "a"},
	} {
		d := read(t, c.body, nil)
		if d.Text != c.text {
			t.Errorf("%s: %q, want %q", c.what, d.Text, c.text)
		}
		if got := readertest.Marked(d, document.MarkTableCell); got != c.cells {
			t.Errorf("%s: cells %q, want %q", c.what, got, c.cells)
		}
	}
	d := read(t, table(row(cell(`<w:gridSpan w:val="2"/>`, p("a")), cell("", p("b")))), nil)
	if m := d.Marks[len(d.Marks)-1]; m.Level != 2 {
		t.Errorf("the cell after one that spans two columns is in %#x, want row 0, column 2", m.Level)
	}
}

func textBox(x, y, w int, fill, content string) string {
	return `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>` + strconv.Itoa(x) + `</wp:posOffset></wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>` + strconv.Itoa(y) + `</wp:posOffset></wp:positionV><wp:extent cx="` + strconv.Itoa(w) + `" cy="3000000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>` + fill + `</wps:spPr><wps:txbx><w:txbxContent>` + content + `</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>` + content + `</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
}

func TestTextBoxes(t *testing.T) {
	d := read(t, `<w:p>`+textBox(4000000, 100000, 3000000, "", p("Experience")+p("Acme"))+textBox(100000, 900000, 1500000, "", p("Skills"))+textBox(100000, 100000, 1500000, "", p("Contact"))+`<w:r><w:t>body</w:t></w:r></w:p>`, nil)
	if want := "Contact\nSkills\nExperience\nAcme\nbody\n"; d.Text != want {
		t.Errorf("%q, want each box once, column by column: %q", d.Text, want)
	}
	d = read(t, `<w:p><w:r><w:pict><v:shape style="width:200pt;height:100pt"><v:textbox><w:txbxContent>`+p("old box")+`</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`, nil)
	if d.Text != "old box\n" {
		t.Errorf("VML: %q", d.Text)
	}
}

func TestRegions(t *testing.T) {
	part := func(root, text string) string { return `<w:` + root + ` ` + ns + `>` + p(text) + `</w:` + root + `>` }
	d := read(t, p("body")+`<w:p><w:r><w:t>noted</w:t><w:footnoteReference w:id="2"/></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="header1"/><w:headerReference w:type="first" r:id="header2"/><w:footerReference r:id="footer1"/></w:sectPr>`,
		map[string]string{"header1": part("hdr", "Ada, +1 512 555 0113"), "header2": part("hdr", "Ada, +1 512 555 0113"), "footer1": part("ftr", "Page 1"),
			"footnotes": `<w:footnotes ` + ns + `><w:footnote w:type="separator" w:id="0">` + p("----") + `</w:footnote><w:footnote w:id="2">` + p("a note") + `</w:footnote></w:footnotes>`})
	if want := "Ada, +1 512 555 0113\nbody\nnoted\na note\nPage 1\n"; d.Text != want {
		t.Errorf("%q, want %q", d.Text, want)
	}
	for kind, want := range map[document.MarkKind]string{document.MarkHeader: "Ada, +1 512 555 0113", document.MarkFooter: "Page 1", document.MarkNote: "a note"} {
		if got := readertest.Marked(d, kind); got != want {
			t.Errorf("mark %d covers %q, want %q", kind, got, want)
		}
	}
}

func TestLinks(t *testing.T) {
	d := read(t, `<w:p><w:hyperlink r:id="link"><w:r><w:t>my site</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> or </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "mailto:ada@example.org" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>mail</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`, nil)
	var got []string
	for _, m := range d.Marks {
		if m.Kind == document.MarkLink {
			got = append(got, d.Slice(m.Span)+"="+m.Value)
		}
	}
	if s := strings.Join(got, "|"); s != "my site=https://example.org/ada|mail=mailto:ada@example.org" {
		t.Errorf("links %q", s)
	}
}

func TestHidden(t *testing.T) {
	run := func(props string) string {
		return `<w:p><w:r><w:rPr>` + props + `</w:rPr><w:t>Kubernetes</w:t></w:r></w:p>`
	}
	white := `<w:color w:val="FFFFFF"/>`
	dark := `<w:shd w:val="clear" w:fill="1F3864"/>`
	rectangle := `<w:p><w:r><w:drawing><wp:anchor behindDoc="1"><wp:extent cx="3000000" cy="9000000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:solidFill><a:srgbClr val="1F3864"/></a:solidFill></wps:spPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`
	picture := func(behind int) string {
		return `<w:p><w:r><w:drawing><wp:anchor behindDoc="` + strconv.Itoa(behind) + `"><wp:extent cx="3000000" cy="3000000"/><a:graphic><a:graphicData><pic:pic xmlns:pic="p"/></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>`
	}
	const none = document.HiddenKinds
	for _, c := range []struct {
		what, body string
		kind       document.HiddenKind
	}{
		{"vanish", run(`<w:vanish/>`), document.HiddenVanish},
		{"vanish switched off", run(`<w:vanish w:val="0"/>`), none},
		{"vanish by style", run(`<w:rStyle w:val="Ghost"/>`), document.HiddenVanish},
		{"white", run(white), document.HiddenBackground},
		{"nearly white", run(`<w:color w:val="FDFDFD"/>`), document.HiddenBackground},
		{"pale grey can be read", run(`<w:color w:val="BFBFBF"/>`), none},
		{"automatic colour", run(`<w:color w:val="auto"/>`), none},
		{"white on shading", run(white + dark), none},
		{"white on highlight", run(white + `<w:highlight w:val="darkBlue"/>`), none},
		{"white on white highlight", run(white + `<w:highlight w:val="white"/>`), document.HiddenBackground},
		{"white in a shaded paragraph", `<w:p><w:pPr>` + dark + `</w:pPr><w:r><w:rPr>` + white + `</w:rPr><w:t>Kubernetes</w:t></w:r></w:p>`, none},
		{"white in a dark cell", table(row(cell(dark, run(white)))), none},
		{"dark in a dark cell", table(row(cell(dark, run(`<w:color w:val="1F3864"/>`)))), document.HiddenBackground},
		{"white in a table whose style shades", `<w:tbl><w:tblPr><w:tblStyle w:val="Fancy"/></w:tblPr>` + row(cell("", run(white))) + `</w:tbl>`, none},
		{"white in a filled box", `<w:p>` + textBox(1, 1, 1000000, `<a:solidFill><a:srgbClr val="1F3864"/></a:solidFill>`, run(white)) + `</w:p>`, none},
		{"white in a white box", `<w:p>` + textBox(1, 1, 1000000, `<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>`, run(white)) + `</w:p>`, document.HiddenBackground},
		{"white upon a dark rectangle", rectangle + run(white), none},
		{"white upon a picture behind the text", picture(1) + run(white), none},
		{"white, and a portrait in the text", picture(0) + run(white), document.HiddenBackground},
		{"white, and a small rectangle elsewhere", strings.Replace(rectangle, "9000000", "90000", 1) + run(white), document.HiddenBackground},
		{"tiny", run(`<w:sz w:val="2"/>`), document.HiddenTiny},
		{"small print", run(`<w:sz w:val="12"/>`), none},
		{"letters without fill", run(`<w14:textFill><w14:noFill/></w14:textFill>`), document.HiddenTransparent},
		{"hidden row", table(`<w:tr><w:trPr><w:hidden/></w:trPr>` + cell("", run("")) + `</w:tr>`), document.HiddenVanish},
	} {
		d := read(t, p("Ada")+c.body, map[string]string{"styles": styleSheet})
		readertest.Hides(t, d, c.what, c.kind, "Kubernetes")
	}
}

func TestProperties(t *testing.T) {
	core := func(words string) string {
		return `<cp:coreProperties xmlns:cp="x"><cp:keywords>` + words + `</cp:keywords></cp:coreProperties>`
	}
	d := read(t, p("Ada"), map[string]string{"core": core("java, go, kubernetes, kafka, redis, spark")})
	if got := hidden(d, document.HiddenMetadata); got != "java, go, kubernetes, kafka, redis, spark" {
		t.Errorf("keywords %q", got)
	}
	if d := read(t, p("Ada"), map[string]string{"core": core("resume, Ada Example")}); len(d.Hidden) != 0 {
		t.Errorf("a few words were reported: %+v", d.Hidden)
	}
}

func TestDamaged(t *testing.T) {
	whole := parted(t, strings.Repeat(p("Built services in Go"), 3000), nil)
	for _, c := range []struct {
		what string
		data []byte
		note string // or
		says string
	}{
		{"directory missing", whole[:len(whole)-300], "directory", ""},
		{"broken off within the text", whole[:len(whole)/2], "directory", ""},
		{"XML breaks off", parted(t, p("Ada")+`<w:p><w:r><w:t>rest`, nil), "breaks off", ""},
		{"no text", parted(t, "", nil), "", "no text"},
		{"no part", []byte("PK\x03\x04"), "", "cut off"},
	} {
		d, err := Read(c.data, document.Limits{})
		var u *document.Unreadable
		switch {
		case c.says != "":
			if !errors.As(err, &u) || !strings.Contains(u.Reason, c.says) {
				t.Errorf("%s: %v, want a reason with %q", c.what, err, c.says)
			}
		case err != nil:
			t.Errorf("%s: %v", c.what, err)
		case !strings.Contains(strings.Join(d.Notes, "; "), c.note) || !strings.Contains(d.Text, "Ada") && !strings.Contains(d.Text, "Built"):
			t.Errorf("%s: notes %q, text %.40q", c.what, d.Notes, d.Text)
		}
	}
}

// laughs is a document part whose entities multiply to gigabytes.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">`)
	for i := 1; i < 12; i++ {
		b.WriteString(`<!ENTITY a` + strconv.Itoa(i) + ` "` + strings.Repeat("&a"+strconv.Itoa(i-1)+";", 10) + `">`)
	}
	b.WriteString(`]><w:document ` + ns + `><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>`)
	return b.String()
}

// zeros gives n bytes of spaces.
type zeros struct{ n int64 }

func (z *zeros) Read(b []byte) (int, error) {
	if z.n <= 0 {
		return 0, io.EOF
	}
	b = b[:min(int64(len(b)), z.n)]
	for i := range b {
		b[i] = ' '
	}
	z.n -= int64(len(b))
	return len(b), nil
}

func TestBombs(t *testing.T) {
	pack := func(write func(io.Writer)) []byte {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		w, err := z.Create("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		write(w)
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		return buf.Bytes()
	}
	for _, c := range []struct {
		what string
		data []byte
		says string
	}{
		{"billion laughs", pack(func(w io.Writer) { io.WriteString(w, laughs()) }), "entities"},
		{"megabytes of spaces", pack(func(w io.Writer) { io.Copy(w, &zeros{60 << 20}) }), "unpacks to more than"},
		{"nested without end", pack(func(w io.Writer) {
			io.WriteString(w, `<w:document `+ns+`><w:body>`+strings.Repeat(`<w:sdt>`, 200_000))
		}), "nested too deep"},
	} {
		readertest.Refuses(t, Read, c.what, c.data, c.says)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Seed(f, "*/*.docx")
	f.Add(parted(f, p("Ada")+table(row(cell("", p("a")), cell("", p("b")))), map[string]string{"styles": styleSheet, "numbering": numbering}))
	f.Add(parted(f, `<w:p>`+textBox(1, 1, 1000, "", p("x"))+`</w:p>`, nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{Inflated: 1 << 20})
	})
}

// FuzzXML leaves the zip as it is and varies the text within, which the fuzzer could not get at otherwise.
func FuzzXML(f *testing.F) {
	f.Add(p("Ada") + table(row(cell("", p("a")))) + `<w:p>` + textBox(1, 1, 1000, "", p("x")) + `</w:p>`)
	f.Add(`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/><w:color w:val="FFFFFF"/></w:rPr><w:t>x</w:t><w:fldChar w:fldCharType="begin"/></w:r></w:p><w:tbl><w:tr><w:tc><w:tbl/></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		readertest.Any(t, Read, parted(t, body, map[string]string{"styles": styleSheet, "numbering": numbering}), document.Limits{})
	})
}

func BenchmarkRead(b *testing.B) {
	data := parted(b, strings.Repeat(p("Built services in Go and PostgreSQL for 40 teams &amp; ran them – well")+`<w:p><w:pPr><w:pStyle w:val="Bullet"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r></w:p>`, 60), map[string]string{"styles": styleSheet, "numbering": numbering})
	readertest.Bench(b, Read, data)
}
