package reader

import (
	"context"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/document"
)

// scanned is a made-up resume that is nothing but the image of a page.
const scanned = "../../testdata/unreadable/camila-duarte.scan.pdf"

// tsv is what tesseract prints of a page: a line of two words, one of a word it is not sure of, two columns.
const tsv = `level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
1	1	0	0	0	0	0	0	1275	1650	-1	
5	1	1	1	1	1	67	72	145	34	96.1	Camila
5	1	1	1	1	2	226	73	139	33	96.4	Duarte
5	1	2	1	1	1	67	172	145	34	12.5	~|~
5	1	2	1	2	1	67	272	145	34	96.1	Android
5	1	2	1	2	2	900	272	145	34	96.4	Contact
`

func TestOCR(t *testing.T) {
	data, err := os.ReadFile(scanned)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOOS == "windows" {
		t.Log("the tool of this test is a shell script")
		return
	}
	p := testPool(t, Options{Workers: 1}, "read")
	in := Input{Name: "scan.pdf", Data: data}
	if _, err := p.Read(context.Background(), in); err == nil || !strings.HasPrefix(err.Error(), "no text layer") {
		t.Fatalf("without --ocr: error %v", err)
	}
	in.OCR = true
	fakeTool(t, "tesseract", "cat <<'end'\n"+tsv+"end\n")
	got, err := p.Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	d := got.Document
	if want := "Camila Duarte\nAndroid\nContact\n"; d.Text[:d.Visible] != want {
		t.Errorf("text %q, want %q", d.Text[:d.Visible], want)
	}
	if len(d.Pages) != 1 || d.Pages[0].State != document.PageOCR || d.Partial() {
		t.Errorf("pages %+v", d.Pages)
	}
	if len(d.Marks) != 3 || d.Marks[0].Kind != document.MarkOCR || d.Slice(d.Marks[0].Span) != "Camila Duarte" {
		t.Errorf("marks %+v", d.Marks)
	}
	if b := d.Lines[0].Box; b.X0 <= 0 || b.X1 >= 612 || b.Y0 <= 0 || b.Y1 >= 792 || b.X1 <= b.X0 {
		t.Errorf("the first line stands at %+v of the page", b)
	}
	fakeTool(t, "tesseract", "exit 1")
	if _, err := p.Read(context.Background(), in); err == nil || !strings.HasPrefix(err.Error(), "no text layer") {
		t.Errorf("a tesseract that fails: error %v", err)
	}
	t.Setenv("PATH", t.TempDir())
	if _, err := p.Read(context.Background(), in); err == nil || !strings.Contains(err.Error(), "install tesseract") {
		t.Errorf("without tesseract: error %v", err)
	}
}

// TestRecognisedMoves puts a scanned page before the text of a file that has one: what was stated about the text moves along.
func TestRecognisedMoves(t *testing.T) {
	b := document.NewBuilder("pdf")
	for i, text := range []string{"First Person", "", "designed the ledger", "second page"} {
		start := b.Pos()
		b.Write(text)
		if text == "designed the ledger" {
			b.Mark(document.Mark{Kind: document.MarkBold, Span: document.Span{Start: start + 13, End: start + 19}})
		}
		b.EndLine(document.Line{Page: 2 + i/3})
	}
	b.Hide(document.HiddenBackground, 2, document.Box{}, "white words")
	b.Checked(document.HiddenTiny)
	doc := b.Document()

	out := document.NewBuilder("pdf")
	out.Write("recognised before it")
	out.EndLine(document.Line{Page: 1})
	m := newMover(doc)
	for i := range doc.Lines {
		if doc.Lines[i].Start < doc.Visible {
			m.line(out, i)
		}
	}
	m.rest(out)
	got := out.Document()
	if want := "recognised before it\n" + doc.Text; got.Text != want {
		t.Errorf("text %q, want %q", got.Text, want)
	}
	if len(got.Marks) != 1 || got.Slice(got.Marks[0].Span) != "ledger" {
		t.Errorf("marks %+v", got.Marks)
	}
	if len(got.Hidden) != 1 || got.Slice(got.Hidden[0].Span) != "white words" || got.Checks != doc.Checks {
		t.Errorf("hidden %+v, checks %v", got.Hidden, got.Checks)
	}
}

func TestScansOnTheirWay(t *testing.T) {
	want := []scan{{Page: 3, Format: "pgm", Width: 10, Height: 20, Turn: 90, Box: document.Box{X1: 612, Y1: 792}, Data: []byte("image")}, {Page: 4, Width: 1, Height: 1, Data: []byte{}}}
	buf := append(appendScans(nil, want), "rest"...)
	got, rest, err := takeScans(buf)
	if err != nil || string(rest) != "rest" || cmp.Diff(want, got) != "" {
		t.Errorf("got %+v, %q, %v", got, rest, err)
	}
	for n := range len(buf) - len("rest") {
		if _, _, err := takeScans(buf[:n]); err == nil {
			t.Errorf("the first %d bytes give no error", n)
		}
	}
}
