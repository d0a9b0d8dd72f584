package html

import (
	"errors"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

func read(t testing.TB, page string) *document.Document {
	t.Helper()
	return readertest.Must(t, Read, []byte(page))
}

func TestText(t *testing.T) {
	for _, c := range []struct{ what, page, want string }{
		{"white space", "<p> Ada \n\t <b> Example </b>, <i>engineer</i></p>", "Ada Example , engineer\n"},
		{"inline elements join", "<p>C<b>++</b> and <span>Type</span><span>Script</span></p>", "C++ and TypeScript\n"},
		{"blocks and breaks", "a<div>b<br>c<p>d</div>e", "a\nb\nc\nd\ne\n"},
		{"entities", "<p>R&amp;D &ndash; 40&nbsp;% &#x1F600;</p>", "R&D – 40 % 😀\n"},
		{"no script, style, template", "<style>p{}</style><p>a<script>var x='<p>no</p>'</script></p><template>no</template><noscript>no</noscript><svg><text>no</text></svg>", "a\n"},
		{"title is none of the page", "<head><title>CV</title></head><body>Ada", "Ada\n"},
		{"comments", "a<!-- no --> b", "a b\n"},
		{"pre", "<pre>a\n  b</pre>", "a\nb\n"},
		{"a row that bends", `<div style="display:flex"><span>Engineer</span><span>2019 – 2021</span></div>`, "Engineer\t2019 – 2021\n"},
		{"a row of blocks", `<div style="display:flex"><div>Engineer</div><div>2019</div></div><p>x`, "Engineer\t2019\nx\n"},
		{"columns that bend", `<main style="display:grid;grid-template-columns:1fr 3fr"><div><h2>Skills</h2><p>Go</p></div><div><h2>Work</h2><p>Acme</p></div></main>`, "Skills\nGo\nWork\nAcme\n"},
		{"a grid without columns", `<div style="display:grid"><p>a</p><p>b</p></div>`, "a\nb\n"},
		{"a grid of two columns", `<style>.g{display:grid;grid-template-columns:1fr auto}</style><div class=g><div>Acme</div><div>2019</div> <div>Globex</div><div>2017</div></div>`, "Acme\t2019\nGlobex\t2017\n"},
		{"a grid as wide as it is", `<div style="display:grid;grid-template-columns:repeat(auto-fit,minmax(9em,1fr))"><p>a</p><p>b</p></div>`, "a\nb\n"},
		{"chips", `<div style="display:flex;flex-wrap:wrap"><span>Go</span><span>Java</span><span>SQL</span></div>`, "Go\tJava\tSQL\n"},
		{"Word's bullets", `<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp;&nbsp; </span></span><![endif]>Built it<o:p></o:p></p>`, "Built it\n"},
		{"a date that floats", `<h3>Acme<span style="float:right">2019</span></h3>`, "Acme 2019\n"},
		{"unclosed items", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>e", "a\nb\nc\nd\ne\n"},
		{"stray end tags", "</p></div>a</b></td><p>b</i></p></span>c", "a\nb\nc\n"},
		{"XHTML", `<?xml version="1.0"?><html xmlns="x"><body><p/><a id="x"/>a<br/>b<div/>c</body></html>`, "a\nb\nc\n"},
		{"Latin 1 as stated", "<meta charset=iso-8859-1><p>Ren\xe9e", "Renée\n"},
		{"UTF-8 in spite of what is stated", "<meta charset=iso-8859-1><p>Renée", "Renée\n"},
	} {
		if got := read(t, c.page).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestMarks(t *testing.T) {
	d := read(t, `<h1>Ada</h1><h2>Work</h2><ul><li><p>built</p><p>and ran</p></li><li>• led<ol><li>four</ol></ul>
<table><tr><th>Go<td>5 years<tr><td>Java<td>3</table><p>see <a href="https://example.org/">my site</a>, <em>or</em> <b>not</b> at all
<hr><ul><li><h3>Acme</h3><p>2019</p></ul><table><tr><th colspan=2>SKILLS<tr><td>a<p>b<td>c</table>`)
	for kind, want := range map[document.MarkKind]string{
		document.MarkHeading:   "Ada|Work|Acme|SKILLS",
		document.MarkListItem:  "built\nand ran|led|four",
		document.MarkTableCell: "Go|5 years|Java|3|SKILLS|a\nb|c",
		document.MarkLink:      "my site",
		document.MarkItalic:    "or",
	} {
		if got := readertest.Marked(d, kind); got != want {
			t.Errorf("mark %d: %q, want %q", kind, got, want)
		}
	}
	if got := readertest.Marked(d, document.MarkBold); !strings.Contains(got, "not") {
		t.Errorf("bold %q", got)
	}
	rules := 0
	for _, m := range d.Marks {
		if m.Kind == document.MarkRule && strings.HasPrefix(d.Text[m.Start:], "Acme") {
			rules++
		}
	}
	if rules != 1 {
		t.Errorf("%d rules before Acme, want 1", rules)
	}
	if l := d.Lines[0]; l.Size != 24 || !l.Bold {
		t.Errorf("h1 is set in %v points, bold %v", l.Size, l.Bold)
	}
}

func TestHidden(t *testing.T) {
	const none = document.HiddenKinds
	for _, c := range []struct {
		what, page string
		kind       document.HiddenKind
	}{
		{"shown", `<p>Kubernetes`, none},
		{"display", `<p style="display:none">Kubernetes`, document.HiddenVanish},
		{"display, shouted", `<p style="DISPLAY : NONE !important">Kubernetes`, document.HiddenVanish},
		{"display of what is around", `<div style="display:none"><ul><li><b>Kubernetes</b></ul></div>`, document.HiddenVanish},
		{"display by class", `<style>.x, p.y{display:none}</style><p class="a y">Kubernetes`, document.HiddenVanish},
		{"by a descendant rule", `<style>#cv > .x b{display:none}</style><div id=cv><p class=x><b>Kubernetes</b>`, document.HiddenVanish},
		{"a rule for another place", `<style>.y b{display:none}</style><p class=x><b>Kubernetes</b>`, none},
		{"a rule for print", `<style>@media print{p{display:none}}</style><p>Kubernetes`, none},
		{"a rule for screens", `<style>@media screen{p+b,p.x{display:none}}</style><p class=x>Kubernetes`, document.HiddenVanish},
		{"the later rule", `<style>b{display:none}b{display:block}</style><b>Kubernetes`, none},
		{"the stronger rule", `<style>#a{display:none}p{display:block}</style><p id=a>Kubernetes`, document.HiddenVanish},
		{"visibility", `<p style="visibility:hidden">Kubernetes`, document.HiddenVanish},
		{"visible again", `<div style="visibility:hidden"><p style="visibility:visible">Kubernetes`, none},
		{"the attribute", `<p hidden>Kubernetes`, document.HiddenVanish},
		{"no size", `<p style="font-size:0">Kubernetes`, document.HiddenTiny},
		{"one pixel", `<p style="font-size:1px">Kubernetes`, document.HiddenTiny},
		{"small within none", `<div style="font-size:0"><p style="font-size:12px">Kubernetes`, none},
		{"white", `<p style="color:#fff">Kubernetes`, document.HiddenBackground},
		{"white by name", `<font color=white>Kubernetes</font>`, document.HiddenBackground},
		{"nearly white", `<p style="color:rgb(254, 254, 254)">Kubernetes`, document.HiddenBackground},
		{"by a variable", `<style>:root{--paper:#ffffff}b{color:var(--paper)}</style><b>Kubernetes`, document.HiddenBackground},
		{"white on dark", `<div style="background:#123"><p style="color:white">Kubernetes`, none},
		{"white on a dark page", `<style>body{background:#222;color:#eee}</style><body><p>Kubernetes`, none},
		{"white on bgcolor", `<table><tr><td bgcolor=navy><font color=white>Kubernetes`, none},
		{"dark on dark", `<div style="background-color:#112233"><p style="color:#112234">Kubernetes`, document.HiddenBackground},
		{"white on a picture", `<div style="background:url(x.png)"><p style="color:white">Kubernetes`, none},
		{"white on a gradient", `<div style="background-image:linear-gradient(red,blue)"><p style="color:white">Kubernetes`, none},
		{"transparent", `<p style="color:transparent">Kubernetes`, document.HiddenTransparent},
		{"alpha", `<p style="color:rgba(0,0,0,.01)">Kubernetes`, document.HiddenTransparent},
		{"opacity", `<p style="opacity:0">Kubernetes`, document.HiddenTransparent},
		{"half opacity", `<p style="opacity:.6">Kubernetes`, none},
		{"off the page", `<p style="position:absolute;left:-9999px">Kubernetes`, document.HiddenOffPage},
		{"indent", `<p style="text-indent:-9999px">Kubernetes`, document.HiddenOffPage},
		{"clipped", `<p style="position:absolute;clip:rect(0, 0, 0, 0)">Kubernetes`, document.HiddenClipped},
		{"no height", `<p style="height:0;overflow:hidden">Kubernetes`, document.HiddenClipped},
		{"no height, but it flows over", `<p style="height:0">Kubernetes`, none},
	} {
		d := read(t, `<p>Ada</p>`+c.page)
		readertest.Hides(t, d, c.what, c.kind, "Kubernetes")
	}
}

func TestKeywords(t *testing.T) {
	d := read(t, `<meta name=keywords content="go, java, kafka, redis, spark, sql"><p>Ada`)
	if len(d.Hidden) != 1 || d.Hidden[0].Kind != document.HiddenMetadata {
		t.Errorf("hidden %+v", d.Hidden)
	}
}

func TestNothing(t *testing.T) {
	for _, page := range []string{"<html></html>", "<script>x</script>", "<img src=x>"} {
		var u *document.Unreadable
		if _, err := Read([]byte(page), document.Limits{}); !errors.As(err, &u) {
			t.Errorf("%q: %v", page, err)
		}
	}
}

// Pages that are made to harm: each must be read or refused quickly; the test's own time-out is the bound.
func TestBombs(t *testing.T) {
	for what, page := range map[string]string{
		"deep":            strings.Repeat("<div>", 200_000) + "text",
		"deep formatting": strings.Repeat("<b><p>", 100_000) + "text",
		"deep tables":     strings.Repeat("<table><tr><td>", 60_000) + "text",
		"deep lists":      strings.Repeat("<ul><li>", 100_000) + "text",
		"deep unknown":    strings.Repeat("<x>", 200_000) + "text" + strings.Repeat("</y>", 200_000),
		"open quotes":     "text" + strings.Repeat(`<a href="`, 100_000),
		"many attributes": "text<p " + strings.Repeat("a=b ", 300_000) + ">",
		"many rules":      "<style>" + strings.Repeat("p .x .y b{color:white}", 50_000) + "</style>" + strings.Repeat("<p><b>text</b>", 2000),
		"comment":         "text<!--" + strings.Repeat("<!--", 300_000),
	} {
		d, err := Read([]byte(page), document.Limits{})
		if err != nil {
			t.Errorf("%s: %v", what, err)
		} else if !strings.Contains(d.Text, "text") {
			t.Errorf("%s: %.40q", what, d.Text)
		}
	}
}

func FuzzRead(f *testing.F) {
	readertest.Seed(f, "*/*.html")
	f.Add([]byte(`<style>.a>b{display:none;color:var(--x)}</style><h1 hidden>x</h1><ul><li>a<table><tr><td colspan=2>b<tr style="display:none"><th>c</table><p style="font:bold 1px/2 x;color:hsl(1,2%,3%)">d`))
	f.Add([]byte("<div style='display:flex;background:rgba(1,2,3,.4)'><div>a</div><pre>\nb</pre><br></div>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{})
	})
}

func BenchmarkRead(b *testing.B) {
	page := []byte(`<html><head><style>body{font:10pt sans-serif}.job h3{color:#123}.d{float:right}</style></head><body><h1>Ada</h1>` + strings.Repeat(`<div class="job"><h3>Acme <span class="d">2019</span></h3><ul><li>Built <b>services</b> in Go &amp; PostgreSQL</li></ul></div>`, 40) + `</body></html>`)
	readertest.Bench(b, Read, page)
}
