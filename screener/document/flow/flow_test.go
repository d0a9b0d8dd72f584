package flow

import (
	"strings"
	"testing"

	"shortlist/screener/document"
)

func para(texts ...string) Block {
	p := &Paragraph{}
	for _, t := range texts {
		p.Runs = append(p.Runs, Run{Text: t})
	}
	return Block{Paragraph: p}
}

func written(t *testing.T, blocks ...Block) *document.Document {
	t.Helper()
	b := document.NewBuilder("test")
	NewWriter(b).Write(blocks)
	d := b.Document()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBullets(t *testing.T) {
	for in, want := range map[string]string{
		"• built": "built", "•built": "built", "- built": "built", "–\tbuilt": "built", "* a": "a", "o\tbuilt": "built", "§   built": "built", "\uf0b7 x": "x", "✓ done": "done", "> quote": "quote",
		"-5 degrees": "", "+ 49 30 1234": "", "−3 dB": "", "o clock": "", "*": "", "- ": "", "•": "", "": "", "-built": "", "Ø 5": "", "C": "",
	} {
		body, ok := CutBullet(in)
		if ok != (want != "") || ok && body != want || !ok && body != in && body != "" {
			t.Errorf("%q: %q, %v; want %q", in, body, ok, want)
		}
	}
}

func TestLines(t *testing.T) {
	d := written(t, para("  a ", "b  \n", " c"), para(), para("\t"), para("• one\n• two\nmore"), Block{Paragraph: &Paragraph{Rule: true, Heading: 2, Runs: []Run{{Text: "- Head"}}}},
		Block{Paragraph: &Paragraph{Item: 2, Runs: []Run{{Text: "item\nof two lines"}, {Text: "secret", Hidden: true, Kind: document.HiddenVanish}, {Text: " agent", Hidden: true, Kind: document.HiddenVanish}}}})
	if want := "a b\nc\n\none\ntwo\nmore\n- Head\nitem\nof two lines\n"; d.Text[:d.Visible] != want {
		t.Errorf("%q, want %q", d.Text[:d.Visible], want)
	}
	var got []string
	for _, m := range d.Marks {
		switch m.Kind {
		case document.MarkListItem:
			got = append(got, "item "+d.Slice(m.Span))
		case document.MarkHeading:
			got = append(got, "head "+d.Slice(m.Span))
		case document.MarkRule:
			got = append(got, "rule")
		}
	}
	if s, want := strings.Join(got, "|"), "item one|item two\nmore|rule|head - Head|item item\nof two lines"; s != want && s != strings.Replace(want, "rule|head - Head", "head - Head|rule", 1) {
		t.Errorf("marks %q, want %q", s, want)
	}
	if len(d.Hidden) != 1 || d.Slice(d.Hidden[0].Span) != "secret agent" {
		t.Errorf("hidden %+v", d.Hidden)
	}
}

func TestLooks(t *testing.T) {
	p := &Paragraph{Runs: []Run{
		{Text: "Acme ", Look: Look{Bold: true, Size: 12, Color: 0x112233}}, {Text: "Corp", Look: Look{Bold: true, Italic: true, Size: 12, Color: 0x112233}},
		{Text: " x ", Look: Look{Size: 9}}, {Text: "site", Link: "https://a"}, {Text: " one", Link: "https://a"}, {Text: "two", Link: "https://b"},
	}}
	d := written(t, Block{Paragraph: p})
	l := d.Lines[0]
	if l.Bold || l.Size != 0 || l.Color != 0 {
		t.Errorf("the line looks %+v", l)
	}
	var got []string
	for _, m := range d.Marks {
		got = append(got, map[document.MarkKind]string{document.MarkBold: "bold", document.MarkItalic: "italic", document.MarkLink: "link " + m.Value}[m.Kind]+"="+d.Slice(m.Span))
	}
	if s, want := strings.Join(got, "|"), "bold=Acme Corp|italic=Corp|link https://a=site one|link https://b=two"; s != want {
		t.Errorf("marks %q, want %q", s, want)
	}
}

func TestOrdered(t *testing.T) {
	box := func(name string, x, y, w int) Box {
		return Box{Blocks: []Block{para(name)}, X: x, Y: y, W: w, Known: true}
	}
	for _, c := range []struct {
		boxes []Box
		want  string
	}{
		{[]Box{box("right2", 300, 200, 250), box("left", 0, 150, 200), box("right1", 310, 100, 250), box("head", 0, 0, 560), box("foot", 10, 900, 550)}, "head left right1 right2 foot"},
		{[]Box{box("b", 0, 100, 50), {Blocks: []Block{para("a")}}}, "b a"},
		{[]Box{box("low", 0, 500, 100), box("high", 20, 10, 100)}, "high low"},
	} {
		var got []string
		for _, b := range Ordered(c.boxes) {
			got = append(got, strings.TrimSpace(TextOf(b.Blocks)))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q, want %q", s, c.want)
		}
	}
}

// A header row of a list of jobs is no pair of column headings.
func TestByColumn(t *testing.T) {
	cell := func(lines ...string) Cell {
		var c Cell
		for _, l := range lines {
			p := para(l)
			p.Paragraph.Runs[0].Bold = strings.ToUpper(l) == l
			c.Blocks = append(c.Blocks, p)
		}
		return c
	}
	for _, c := range []struct {
		what string
		rows []Row
		want bool
	}{
		{"columns under headings", []Row{{[]Cell{cell("SKILLS"), cell("WORK")}}, {[]Cell{cell("go", "java", "sql"), cell("acme", "built", "ran")}}}, true},
		{"several such rows", []Row{{[]Cell{cell("SKILLS"), cell("WORK")}}, {[]Cell{cell("go", "java", "sql"), cell("acme", "built", "ran")}}, {[]Cell{cell("x"), cell("y")}}}, true},
		{"a header row over jobs", []Row{{[]Cell{cell("EMPLOYER"), cell("WORK"), cell("YEARS")}}, {[]Cell{cell("acme"), cell("dev", "built", "ran"), cell("2019")}}, {[]Cell{cell("globex"), cell("dev", "built", "ran"), cell("2017")}}}, false},
		{"dates beside jobs", []Row{{[]Cell{cell("2019"), cell("acme", "built", "ran")}}, {[]Cell{cell("2017"), cell("globex", "built", "ran")}}}, false},
		{"a sidebar", []Row{{[]Cell{cell("SKILLS", "go", "java", "sql"), cell("WORK", "acme", "built")}}}, false},
	} {
		if got := byColumn(&Table{Rows: c.rows}); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	var blocks []Block
	for range 100 {
		blocks = append(blocks, para("Built ", "services in Go and PostgreSQL", " for 40 teams"))
	}
	for b.Loop() {
		d := document.NewBuilder("test")
		NewWriter(d).Write(blocks)
		d.Document()
	}
}
