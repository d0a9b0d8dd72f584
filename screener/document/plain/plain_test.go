package plain

import (
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

func marked(d *document.Document, kind document.MarkKind) []string {
	var out []string
	for _, m := range d.Marks {
		if m.Kind == kind {
			out = append(out, d.Slice(m.Span))
		}
	}
	return out
}

func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("%s: got %q, want %q", what, got, want)
	}
}

func TestText(t *testing.T) {
	in := "Ada Example\r\nEngineer\r\n\r\nEXPERIENCE\r\n----------\r\nAcme, 2019 - 2021\r\n  - Built a thing\r\n    in Go.\r\n  * Ran it\r\n\r\n- 2 outer\r\n  o not a bullet\r\n\r\n=====\r\nSkills\r\n=====\r\nGo\r\n"
	d, err := Read([]byte(in), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	want := "Ada Example\nEngineer\n\nEXPERIENCE\nAcme, 2019 - 2021\nBuilt a thing\nin Go.\nRan it\n\n2 outer\no not a bullet\n\nSkills\nGo\n"
	if d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	same(t, "headings", marked(d, document.MarkHeading), []string{"EXPERIENCE", "Skills"})
	same(t, "items", marked(d, document.MarkListItem), []string{"Built a thing\nin Go.", "Ran it", "2 outer\no not a bullet"})
}

func TestMarkdown(t *testing.T) {
	in := "---\nname: Ada Example\nlayout: cv\nkeywords: java, go\n---\n# Ada *Example*\n\n**Lead | Acme | 2019**\n\n- Built `x_y_z` with [Go](https://go.dev)\n  and __care__\n  - nested\n1. first\n\nSkills\n------\n\n| Language | Years |\n|---|---:|\n| Go | 5 |\n| C\\+\\+ | 3 |\n\n```\nmake && run\n```\n\na &amp; b <br> c<!-- x -->\n\n***\n\nlast line\nwrapped\n"
	d, err := ReadMarkdown([]byte(in), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Ada Example\n", "Lead | Acme | 2019\n", "Built x_y_z with Go\nand care\nnested\n", "Language\tYears\nGo\t5\nC++\t3\n", "make && run\n", "a & b   c\n", "last line\nwrapped\n"} {
		if !strings.Contains(d.Text[:d.Visible], want) {
			t.Errorf("no %q in %q", want, d.Text)
		}
	}
	same(t, "headings", marked(d, document.MarkHeading), []string{"Ada Example", "Skills"})
	same(t, "items", marked(d, document.MarkListItem), []string{"Built x_y_z with Go\nand care", "nested", "first"})
	same(t, "cells", marked(d, document.MarkTableCell), []string{"Language", "Years", "Go", "5", "C++", "3"})
	same(t, "links", marked(d, document.MarkLink), []string{"Go"})
	if len(d.Hidden) != 1 || d.Hidden[0].Kind != document.HiddenMetadata || d.Slice(d.Hidden[0].Span) != "java, go" {
		t.Errorf("hidden %+v", d.Hidden)
	}
}

func TestMarkdownBoldLine(t *testing.T) {
	d, err := ReadMarkdown([]byte("**Lead | Acme**\nplain **bold** plain text\n"), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if !d.Lines[0].Bold || d.Lines[1].Bold {
		t.Errorf("bold: %v %v, want true false", d.Lines[0].Bold, d.Lines[1].Bold)
	}
}

func FuzzText(f *testing.F) {
	readertest.Seed(f, "*/*.md")
	f.Add([]byte("a\n- b\n  c\n===\n"))
	f.Add([]byte("---\nx: y\n---\n# h\n* **b** [l](t) `c`\n|a|b|\n|-|-|\n|c|d|\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func([]byte, document.Limits) (*document.Document, error){Read, ReadMarkdown} {
			d, err := read(data, document.Limits{})
			if err != nil {
				continue
			}
			if err := d.Check(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkText(b *testing.B) {
	text := []byte(strings.Repeat("Acme Corp, Senior Engineer, 2019 - 2021\n  - Built services in Go and PostgreSQL for 40 teams – well\n\n", 41)[:4096])
	readertest.Bench(b, Read, text)
}

func TestDrawnTable(t *testing.T) {
	in := "Ada\n\n+----------+-------------------+\n| # Skills | ## Acme, 2019     |\n|          |                   |\n| Go,      | -   built it      |\n| Java     |     in Go         |\n+----------+-------------------+\n| across both                  |\n+------------------------------+\n\nafter\n"
	d, err := ReadMarkdown([]byte(in), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	same(t, "cells", marked(d, document.MarkTableCell), []string{"Skills\n\nGo,\nJava", "Acme, 2019\n\nbuilt it\nin Go", "across both"})
	same(t, "headings", marked(d, document.MarkHeading), []string{"Skills", "Acme, 2019"})
	same(t, "items", marked(d, document.MarkListItem), []string{"built it\nin Go"})
	if !strings.HasSuffix(d.Text, "after\n") {
		t.Errorf("text %q", d.Text)
	}
}

// Generators leave blocks and attributes in Markdown that nobody sees on the page.
func TestUnseenMarkdown(t *testing.T) {
	in := "<style>\np { color: red }\n</style>\n::: {.entry}\n## Acme {.job #a}\n[2019 -- 2021]{.when} <span class=\"x\">x</span>\n:::\n{: .no_toc}\n<!-- a\nb -->\n[ref]: https://example.org\nsee [site][ref] \\| and [^1]\n"
	d, err := ReadMarkdown([]byte(in), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Acme\n2019 – 2021 x\nsee site | and\n"; strings.TrimRight(d.Text, " \n")+"\n" != want {
		t.Errorf("%q, want %q", d.Text, want)
	}
	same(t, "links", marked(d, document.MarkLink), []string{"site"})
}

func TestHiddenMarkdown(t *testing.T) {
	for in, kind := range map[string]document.HiddenKind{
		"Ada <span style=\"display: none\">Kubernetes <b>Go</b></span> end":                 document.HiddenVanish,
		"<div hidden>\n\nKubernetes\n\n**Go**\n</div>\nend":                                 document.HiddenVanish,
		"<div style='visibility:hidden'>Kubernetes\nGo":                                     document.HiddenVanish,
		"x <font color=\"white\">Kubernetes</font> end":                                     document.HiddenBackground,
		"x <span style=\"color:#FFF;font-weight:bold\">Kubernetes</span> end":               document.HiddenBackground,
		"x <span style=\"font-size:0\">Kubernetes</span> end":                               document.HiddenTiny,
		"x <span style=\"opacity: 0\">Kubernetes</span>":                                    document.HiddenTransparent,
		"x <span style=\"color:white;background:navy\">Kubernetes</span> end":               document.HiddenKinds,
		"x <span style=\"opacity:0.8;color:#fff000\" class=\"hidden-xs\">Kubernetes</span>": document.HiddenKinds,
	} {
		d, err := ReadMarkdown([]byte("# Ada\n\n"+in+"\n"), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%q: %v", in, err)
		}
		got := document.HiddenKinds
		for _, h := range d.Hidden {
			if strings.HasPrefix(d.Slice(h.Span), "Kubernetes") {
				got = h.Kind
			}
		}
		if got != kind || strings.Contains(d.Text[:d.Visible], "Kubernetes") != (kind == document.HiddenKinds) {
			t.Errorf("%q: kind %d, want %d; %q", in, got, kind, d.Text)
		}
		if strings.HasSuffix(in, "end") && !strings.Contains(d.Text[:d.Visible], "end") {
			t.Errorf("%q: the end is lost: %q", in, d.Text)
		}
	}
}
