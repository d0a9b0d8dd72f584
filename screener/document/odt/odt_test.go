package odt

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"`

func content(automatic, body string) string {
	return `<?xml version="1.0"?><office:document-content ` + ns + `><office:automatic-styles>` + automatic + `</office:automatic-styles><office:body><office:text>` + body + `</office:text></office:body></office:document-content>`
}

func packed(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range append([][2]string{{"mimetype", "application/vnd.oasis.opendocument.text"}}, parts...) {
		w, err := z.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, p[1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func read(t testing.TB, automatic, body string, parts ...[2]string) *document.Document {
	t.Helper()
	return readertest.Must(t, Read, packed(t, append(parts, [2]string{"content.xml", content(automatic, body)})...))
}

func TestText(t *testing.T) {
	for _, c := range []struct{ what, body, want string }{
		{"white space", "<text:p>  Ada \n <text:span> Example</text:span><text:s text:c=\"2\"/>x</text:p>", "Ada Example  x\n"},
		{"tab and break", `<text:p>Acme<text:tab/>2019<text:line-break/>Bern</text:p>`, "Acme\t2019\nBern\n"},
		{"deleted and annotated", `<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>a<text:change-start/>b<office:annotation><text:p>no</text:p></office:annotation>c</text:p>`, "abc\n"},
		{"index", `<text:table-of-content><text:table-of-content-source><text:index-title-template>no</text:index-title-template></text:table-of-content-source><text:index-body><text:p>Work<text:tab/>1</text:p></text:index-body></text:table-of-content>`, "Work\t1\n"},
		{"field, bookmark", `<text:p>Page <text:page-number>3</text:page-number><text:bookmark text:name="x"/></text:p>`, "Page 3\n"},
		{"frame before what it hangs on", `<text:p>after<draw:frame svg:x="1cm" svg:y="1cm" svg:width="3cm"><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>`, "box\nafter\n"},
		{"boxes by column", `<text:p><draw:frame svg:x="9cm" svg:y="1cm" svg:width="8cm"><draw:text-box><text:p>main</text:p></draw:text-box></draw:frame><draw:frame svg:x="1cm" svg:y="2cm" svg:width="6cm"><draw:text-box><text:p>side</text:p></draw:text-box></draw:frame></text:p>`, "side\nmain\n"},
		{"frame on the page", `<draw:frame svg:width="8cm"><draw:text-box><text:p>main</text:p></draw:text-box></draw:frame><text:p>x</text:p>`, "main\nx\n"},
		{"shape", `<text:p><draw:custom-shape svg:width="3cm"><text:p>in a shape</text:p><draw:enhanced-geometry/></draw:custom-shape></text:p>`, "in a shape\n"},
		{"note", `<text:p>a<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note>b</text:p><text:p>c</text:p>`, "ab\nc\nnote\n"},
		{"table", `<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Go</text:p></table:table-cell><table:table-cell><text:p>5</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>x</text:p><text:p>y</text:p></table:table-cell><table:covered-table-cell/></table:table-row></table:table>`, "Go\t5\nx\ny\n"},
	} {
		if got := read(t, "", c.body).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestMarksAndStyles(t *testing.T) {
	styles := `<office:document-styles ` + ns + `><office:styles>
<style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt" style:use-window-font-color="true"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph"/><style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="200%" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="1"><style:text-properties fo:color="#1f3864"/></style:style>
</office:styles><office:master-styles><style:master-page><style:header><text:p>Ada, Bern</text:p></style:header><style:footer><text:p>foot</text:p></style:footer><style:header-left style:display="false"><text:p>no</text:p></style:header-left></style:master-page></office:master-styles></office:document-styles>`
	automatic := `<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Heading_20_1"><style:paragraph-properties fo:border-bottom="1pt solid #000"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style><text:list-style style:name="L2"><text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>`
	d := read(t, automatic, `<text:p text:style-name="Title">Ada</text:p><text:h text:outline-level="2">Work</text:h><text:p text:style-name="P1">Jobs</text:p>
<text:list text:style-name="L1"><text:list-item><text:p>built</text:p><text:list><text:list-item><text:p>deep</text:p></text:list-item></text:list></text:list-item><text:list-header><text:p>no item</text:p></text:list-header></text:list>
<text:list text:style-name="L2"><text:list-item><text:p>no bullet</text:p></text:list-item></text:list>
<text:p>see <text:a xlink:href="https://example.org">my <text:span text:style-name="T1">site</text:span></text:a></text:p>`, [2]string{"styles.xml", styles})
	for kind, want := range map[document.MarkKind]string{
		document.MarkHeading: "Ada|Work|Jobs", document.MarkListItem: "built|deep", document.MarkHeader: "Ada, Bern", document.MarkFooter: "foot",
		document.MarkLink: "my site", document.MarkBold: "site",
	} {
		if got := readertest.Marked(d, kind); got != want {
			t.Errorf("mark %d: %q, want %q", kind, got, want)
		}
	}
	if l := d.Lines[1]; l.Size != 20 || !l.Bold {
		t.Errorf("title is set in %v points, bold %v", l.Size, l.Bold)
	}
	if l := d.Lines[3]; l.Color != 0x1f3864 || l.Size != 10 {
		t.Errorf("heading is set in %06x, %v points", l.Color, l.Size)
	}
	if !strings.HasPrefix(d.Text, "Ada, Bern\n") || !strings.HasSuffix(d.Text, "foot\n") {
		t.Errorf("text %q", d.Text)
	}
}

func TestHidden(t *testing.T) {
	text := func(props string) string {
		return `<style:style style:name="T1" style:family="text"><style:text-properties ` + props + `/></style:style>`
	}
	span := `<text:p><text:span text:style-name="T1">Kubernetes</text:span></text:p>`
	cell := `<table:table><table:table-row><table:table-cell table:style-name="C1">` + span + `</table:table-cell></table:table-row></table:table>`
	box := `<text:p><draw:frame draw:style-name="G1"><draw:text-box>` + span + `</draw:text-box></draw:frame></text:p>`
	dark := `<style:style style:name="C1" style:family="table-cell"><style:table-cell-properties fo:background-color="#1f3864"/></style:style>`
	filled := `<style:style style:name="G1" style:family="graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#1f3864"/></style:style>`
	const none = document.HiddenKinds
	for _, c := range []struct {
		what, automatic, body string
		kind                  document.HiddenKind
	}{
		{"shown", "", span, none},
		{"display none", text(`text:display="none"`), span, document.HiddenVanish},
		{"hidden section", "", `<text:section text:display="none">` + span + `</text:section>`, document.HiddenVanish},
		{"hidden text field", "", `<text:p><text:hidden-text text:string-value="Kubernetes"/></text:p>`, document.HiddenVanish},
		{"white", text(`fo:color="#ffffff"`), span, document.HiddenBackground},
		{"white in a dark cell", text(`fo:color="#ffffff"`) + dark, cell, none},
		{"white in a filled frame", text(`fo:color="#ffffff"`) + filled, box, none},
		{"white beside a painted shape", text(`fo:color="#ffffff"`) + filled, `<text:p><draw:rect draw:style-name="G1" svg:width="8cm" svg:height="20cm"/></text:p>` + span, none},
		{"white with a background of its own", text(`fo:color="#ffffff" fo:background-color="#1f3864"`), span, none},
		{"tiny", text(`fo:font-size="1pt"`), span, document.HiddenTiny},
		{"an opacity of 0 beside the automatic colour", text(`style:use-window-font-color="true" loext:opacity="0%"`), span, none},
		{"an opacity of 0", text(`fo:color="#000000" loext:opacity="0%"`), span, document.HiddenTransparent},
	} {
		d := read(t, c.automatic, `<text:p>Ada</text:p>`+c.body)
		readertest.Hides(t, d, c.what, c.kind, "Kubernetes")
	}
}

func TestOthers(t *testing.T) {
	body := content("", "<text:p>Ada</text:p>")
	if d, err := Read([]byte(body), document.Limits{}); err != nil || d.Text != "Ada\n" {
		t.Errorf("flat: %v, %v", d, err)
	}
	d := read(t, "", "<text:p>Ada</text:p>", [2]string{"meta.xml", `<office:document-meta ` + ns + `><meta:keyword>go java kafka</meta:keyword><meta:keyword>redis spark sql</meta:keyword></office:document-meta>`})
	if len(d.Hidden) != 1 || d.Hidden[0].Kind != document.HiddenMetadata {
		t.Errorf("keywords: %+v", d.Hidden)
	}
	long := packed(t, [2]string{"content.xml", content("", strings.Repeat("<text:p>Built it well</text:p>", 4000))})
	if d, err := Read(long[:len(long)-60], document.Limits{}); err != nil || len(d.Notes) == 0 || !strings.Contains(d.Text, "Built it well") {
		t.Errorf("cut off: %v", err)
	}
	for what, c := range map[string]struct {
		data []byte
		says string
	}{
		"encrypted": {packed(t, [2]string{"META-INF/manifest.xml", "<manifest:encryption-data/>"}, [2]string{"content.xml", "\x01\x02"}), "password"},
		"entities":  {[]byte(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>` + body[21:]), "entities"},
		"no text":   {packed(t, [2]string{"content.xml", content("", "")}), "no text"},
		"no XML":    {packed(t, [2]string{"content.xml", "<office:"}), "malformed"},
		"deep":      {[]byte(content("", strings.Repeat("<text:section>", 100_000))), "deep"},
	} {
		readertest.Refuses(t, Read, what, c.data, c.says)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Seed(f, "*/*.odt")
	f.Add([]byte(content(`<style:style style:name="T1" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>`, `<text:h>x</text:h><text:list><text:list-item><text:p>a<text:span text:style-name="T1">b</text:span><draw:frame><draw:text-box><text:p>c</text:p></draw:text-box></draw:frame></text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>d</text:p></table:table-cell></table:table-row></table:table>`)))
	f.Add(packed(f, [2]string{"content.xml", content("", "<text:p>a</text:p>")}))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{Inflated: 1 << 20})
	})
}

func BenchmarkRead(b *testing.B) {
	data := packed(b, [2]string{"content.xml", content("", strings.Repeat("<text:p>Built services in Go &amp; PostgreSQL for <text:span>40 teams</text:span></text:p>", 100))})
	readertest.Bench(b, Read, data)
}
