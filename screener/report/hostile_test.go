package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"io"
	"math/rand"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// TestNoLineIsTooWide: at every width, no line of a terminal page is wider than the terminal, and none is torn.
func TestNoLineIsTooWide(t *testing.T) {
	r := sample()
	for width := 60; width <= 200; width++ {
		for _, o := range []Options{{Width: width}, {Width: width, Rubric: "backend-engineer"}} {
			pages := map[string][]byte{"table": render(t, r, "table", o), "text": render(t, r, "text", o)}
			var b bytes.Buffer
			if err := Compare(&b, r, []*Resume{&r.Resumes[0], &r.Resumes[4], &r.Resumes[9]}, o); err != nil {
				t.Fatal(err)
			}
			pages["compare"] = b.Bytes()
			for name, page := range pages {
				for l := range strings.SplitSeq(string(page), "\n") {
					if n := columns(l); n > width || !utf8.ValidString(l) || strings.HasSuffix(l, " ") {
						t.Fatalf("%s, width %d: %d columns: %q", name, width, n, l)
					}
				}
			}
		}
	}
}

// TestRowsAlign: what follows the name starts in the same column in every row, whatever the name is made of.
func TestRowsAlign(t *testing.T) {
	page := string(render(t, sample(), "table", Options{Width: 123, Rubric: "backend-engineer"}))
	at := -1
	for l := range strings.SplitSeq(page, "\n") {
		m := regexp.MustCompile(`^ ?\d+  .*(  (?:new|again) )`).FindStringSubmatchIndex(l)
		if m == nil {
			continue
		}
		if n := columns(l[:m[2]+2]); at < 0 {
			at = n
		} else if l[m[2]+2] == 'n' && n != at && n != at+2 { // "new" stands to the right of "again"
			t.Errorf("column %d, not %d: %s", n, at, l)
		}
	}
	if at < 0 {
		t.Fatal("no rows were found")
	}
}

var (
	controls  = regexp.MustCompile("[\x00-\x08\x0b-\x1f\x7f\u0080-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
	ansiColor = regexp.MustCompile("\x1b\\[[0-9;]*m")
)

// TestNothingUnsafeIsShown: no control byte or direction override of a resume reaches any page.
func TestNothingUnsafeIsShown(t *testing.T) {
	r := sample()
	for _, format := range []string{"table", "text", "markdown", "html", "csv"} {
		out := string(render(t, r, format, Options{Width: 120}))
		if format == "csv" {
			out = strings.ReplaceAll(strings.TrimPrefix(out, "\ufeff"), "\r\n", "\n")
		}
		if at := controls.FindStringIndex(out); at != nil {
			t.Errorf("%s holds %q", format, out[max(0, at[0]-20):min(len(out), at[1]+20)])
		}
	}
	colored := ansiColor.ReplaceAllString(string(render(t, r, "table", Options{Width: 120, Color: true})), "")
	if at := controls.FindStringIndex(colored); at != nil {
		t.Errorf("table in colour holds %q", colored[at[0]:at[1]])
	}
	if plain := string(render(t, r, "table", Options{Width: 120})); colored != plain {
		t.Error("colour changes the words")
	}
}

func TestNoMarkupOfAResume(t *testing.T) {
	r := sample()
	page := string(render(t, r, "html", Options{}))
	if strings.Contains(page, "<script>alert") || strings.Contains(page, "<img") || strings.Count(page, "<script") != 3 || strings.Count(page, "</script") != 3 {
		t.Error("the page holds markup of a resume")
	}
	md := string(render(t, r, "markdown", Options{}))
	if bad := regexp.MustCompile(`[^\\](<(script|img|b>)|\[link|\| pipe|\*\*bold|://)`).FindString(md); bad != "" {
		t.Errorf("the Markdown holds %q", bad)
	}
	for l := range strings.SplitSeq(md, "\n") {
		if cells := regexp.MustCompile(`(^|[^\\])\|`).FindAllString(l, -1); strings.HasPrefix(l, "| 1 ") && len(cells) != 10 {
			t.Errorf("%d cell borders: %s", len(cells), l)
		}
	}
}

func TestNoFormulas(t *testing.T) {
	r := sample()
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(render(t, r, "csv", Options{}), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1+14*2+2 {
		t.Errorf("%d rows", len(rows))
	}
	number := regexp.MustCompile(`^-?\d+(\.\d+)?$`)
	for _, row := range rows {
		for _, cell := range row {
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") && !number.MatchString(cell) {
				t.Errorf("a formula: %q", cell)
			}
		}
	}
}

// TestWorkbookIsXML: every part is well-formed XML, no cell is a formula, and the parts that are named exist.
func TestWorkbookIsXML(t *testing.T) {
	book := render(t, sample(), "xlsx", Options{})
	if again := render(t, sample(), "xlsx", Options{}); !bytes.Equal(book, again) {
		t.Error("the same report is not the same bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, f := range z.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		names[f.Name] = string(data)
		d := xml.NewDecoder(bytes.NewReader(data))
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "f" {
				t.Errorf("%s holds a formula", f.Name)
			}
		}
	}
	for _, need := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/_rels/sheet1.xml.rels"} {
		if names[need] == "" {
			t.Errorf("%s is missing", need)
		}
	}
	first := names["xl/worksheets/sheet1.xml"]
	for _, need := range []string{`state="frozen"`, "<autoFilter", "<conditionalFormatting", "<hyperlink "} {
		if !strings.Contains(first, need) {
			t.Errorf("the first sheet has no %s", need)
		}
	}
	if rels := names["xl/worksheets/_rels/sheet1.xml.rels"]; strings.Contains(rels, "javascript") || strings.Contains(rels, "http:") && strings.Contains(rels, `Target="http:`) {
		t.Error("a link leads out")
	}
}

func TestFileLink(t *testing.T) {
	for path, want := range map[string]string{
		"in/a b.pdf": "./in/a%20b.pdf", "/x/ü.pdf": "file:///x/%C3%BC.pdf", "javascript:alert(1)": "./javascript:alert%281%29", "-": "", "cvs.zip!a.pdf": "", "": "", "../a.pdf": "../a.pdf", "//host/a": "file:////host/a",
	} {
		if got := fileLink(path, ""); got != want && got != strings.NewReplacer("%28", "(", "%29", ")").Replace(want) {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestFileLinkFromAnotherFolder(t *testing.T) {
	for path, want := range map[string]string{"in/a.pdf": "../../in/a.pdf", "/x/a.pdf": "file:///x/a.pdf", "../b.pdf": "../../../b.pdf"} {
		if got := fileLink(path, "../.."); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("\x1b[31mRed\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := plain(s)
		if !utf8.ValidString(got) || controls.MatchString(got) || strings.ContainsAny(got, "\n\t") {
			t.Fatalf("%q became %q", s, got)
		}
		if plain(got) != got {
			t.Fatalf("not stable: %q", got)
		}
		if n := columns(clip(got, 10)); n > 10 {
			t.Fatalf("%d columns", n)
		}
		for _, l := range wrap(got, 12) {
			if columns(l) > 12 {
				t.Fatalf("%q is wider than 12", l)
			}
		}
	})
}

func FuzzDefuse(f *testing.F) {
	f.Add("=1+1")
	f.Add(" \u00a0+x")
	f.Fuzz(func(t *testing.T, s string) {
		got := defuse(s)
		if strings.ContainsAny(strings.TrimLeft(got, " \u00a0\u3000")[:min(1, len(strings.TrimLeft(got, " \u00a0\u3000")))], "=+-@\t\r\n") {
			t.Fatalf("%q is still a formula", got)
		}
		if undefuse(got) != s && defuse(s) != s {
			t.Fatalf("%q does not come back", s)
		}
	})
}

func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	if err := JSON(&b, pool(2), Options{}); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(render2(pool(2)))
	f.Add([]byte(`{"schema":"shortlist.report/1"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		r, err := Read(bytes.NewReader(in), nil)
		if err != nil {
			return
		}
		for _, format := range Formats() {
			if err := Render(io.Discard, r, format, Options{}); err != nil {
				t.Fatalf("%s: %v", format, err)
			}
		}
	})
}

func render2(r *Report) []byte {
	var b bytes.Buffer
	JSONL(&b, r, Options{})
	return b.Bytes()
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	for name, r := range map[string]*Report{"sample": sample(), "pool": pool(20)} {
		once, err := Read(bytes.NewReader(render(t, r, "json", Options{})), nil) // what is no UTF-8 changes once
		if err != nil {
			t.Fatal(err)
		}
		r = once
		want := render(t, r, "json", Options{})
		for _, format := range []string{"json", "jsonl"} {
			back, err := Read(bytes.NewReader(render(t, r, format, Options{})), nil)
			if err != nil {
				t.Fatalf("%s %s: %v", name, format, err)
			}
			back.Groups = r.Groups // lines know nothing of groups
			if got := render(t, back, "json", Options{}); !bytes.Equal(got, want) {
				t.Errorf("%s through %s is another report", name, format)
			}
		}
	}
}

func TestReadRefuses(t *testing.T) {
	good := string(render(t, pool(3), "json", Options{}))
	lines := string(render2(pool(3)))
	second := strings.Index(lines, "\n") + 1
	for says, in := range map[string]string{
		"empty":                   "",
		"no report":               "hello",
		"not with an object":      "[1]",
		`no "schema"`:             "{}",
		`"shortlist.report/9"`:    strings.Replace(good, "report/1", "report/9", 1),
		"ends in the middle":      good[:len(good)/2],
		"follows the report":      good + "{}",
		"do not add up":           strings.Replace(good, `"input": 3`, `"input": 4`, 1),
		"does not add up":         strings.Replace(good, `"scored": 3`, `"scored": 2`, 1),
		"wrong kind":              strings.Replace(good, `"as_of": "2026-11-21"`, `"as_of": 3`, 1),
		"record 2 is of another":  lines[:second] + strings.Replace(lines[second:], "2026-11-21", "2026-11-22", 1),
		"record 2: its schema is": lines[:second] + strings.Replace(lines[second:], "record/1", "record/7", 1),
		"after record 1":          lines[:second+200],
		"after byte 1:":           "{",
		"no report: invalid":      strings.Replace(good, `"resumes": [`, `"resumes": [}`, 1),
		"Resume.file of type":     strings.Replace(good, `"file": "`, `"file": 3, "was": "`, 1),
		"Report.resumes of type":  strings.Replace(good, `"resumes": [`, `"resumes": "", "were": [`, 1),
		"holds 0 = 0":             strings.Replace(good, `"resumes": [`, `"resumes": null, "were": [`, 1),
	} {
		if _, err := Read(strings.NewReader(in), nil); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v", says, err)
		}
	}
}

// TestReadKeeps reads a report for a part of each record.
func TestReadKeeps(t *testing.T) {
	r := pool(20)
	Arrange(r)
	for _, format := range []string{"json", "jsonl"} {
		text := render(t, r, format, Options{})
		want, err := Read(bytes.NewReader(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want.Resumes {
			want.Resumes[i] = ForMarks(want.Resumes[i])
		}
		got, err := Read(bytes.NewReader(text), ForMarks)
		if err != nil {
			t.Fatal(err)
		}
		Arrange(want)
		Arrange(got)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", format, d)
		}
	}
}

// TestOrderDoesNotMatter: the page of a report does not depend on the order its resumes came in.
func TestOrderDoesNotMatter(t *testing.T) {
	want := render(t, sample(), "table", Options{})
	for seed := range int64(20) {
		r := sample()
		rand.New(rand.NewSource(seed)).Shuffle(len(r.Resumes), func(i, j int) { r.Resumes[i], r.Resumes[j] = r.Resumes[j], r.Resumes[i] })
		Arrange(r)
		if got := render(t, r, "table", Options{}); !bytes.Equal(got, want) {
			t.Fatalf("seed %d: another page", seed)
		}
	}
}

// TestColumnsAddUp: the tenths that explain shows add up to the total it shows, whatever the points are.
func TestColumnsAddUp(t *testing.T) {
	rnd := rand.New(rand.NewSource(3))
	for range 5000 {
		f := Fit{}
		total := 0.0
		for range 1 + rnd.Intn(16) {
			p := float64(rnd.Intn(8000)) / 1000
			total += p
			f.Criteria = append(f.Criteria, Criterion{Points: p})
		}
		f.Score = round3(total)
		tenths, sum := addUp(&f)
		got := 0
		for i, n := range tenths {
			got += n
			if d := float64(n)/10 - f.Criteria[i].Points; d > 0.1 || d < -0.1 {
				t.Fatalf("%v is shown as %v", f.Criteria[i].Points, float64(n)/10)
			}
		}
		if got != sum {
			t.Fatalf("%d tenths, the total is %d", got, sum)
		}
	}
}

// TestMostRows: a page shows at most sixty rows, every strong and good one first, and says how many more there are.
func TestMostRows(t *testing.T) {
	r := pool(400)
	page := string(render(t, r, "table", Options{Width: 120}))
	rows := regexp.MustCompile(`(?m)^ *\d+  `).FindAllString(page, -1)
	if len(rows) > mostRows || len(rows) < 30 {
		t.Errorf("%d rows", len(rows))
	}
	if !strings.Contains(page, "more:") || !strings.Contains(page, "400 in = 400 ranked") {
		t.Errorf("the page does not say how many more:\n%s", page)
	}
	if top := string(render(t, r, "table", Options{Top: 5})); len(regexp.MustCompile(`(?m)^ *\d+  `).FindAllString(top, -1)) != 5 || !strings.Contains(top, "and 395 more") {
		t.Error("--top 5")
	}
}

func TestSpotCheck(t *testing.T) {
	v := arrange(pool(60), "")
	a := v.spotCheck(2)
	if len(a) != 2 || bandOrder(a[0].fit.Band) < bandOrder("possible") {
		t.Fatalf("%d drawn", len(a))
	}
	again := arrange(pool(60), "")
	if b := again.spotCheck(2); b[0].resume.ID != a[0].resume.ID || b[1].resume.ID != a[1].resume.ID {
		t.Error("the same run draws others")
	}
	other := pool(60)
	other.AsOf = "2026-11-22"
	seen := arrange(other, "")
	if b := seen.spotCheck(2); b[0].resume.ID == a[0].resume.ID && b[1].resume.ID == a[1].resume.ID {
		t.Error("another run draws the same two")
	}
}

// TestKitQuestions: the embedded questions are read, and each has its guidance.
func TestKitQuestions(t *testing.T) {
	in := readInterview()
	for _, q := range append(append(in.Opening, in.Work...), in.Together...) {
		if q.Ask == "" || len(q.Guidance) == 0 || q.Lean != "developer" && q.Lean != "engineer" && q.Lean != "both" {
			t.Errorf("%+v", q)
		}
	}
	r := sample()
	for i := range r.Resumes {
		if res := &r.Resumes[i]; res.State == StateRead {
			var b bytes.Buffer
			if err := Kit(&b, r, res, Options{}); err != nil || !strings.Contains(b.String(), "team player") || strings.Contains(b.String(), "{role}") {
				t.Errorf("%s: %v", res.ID, err)
			}
		}
	}
}

func BenchmarkHTML1000(b *testing.B) {
	r := pool(1000)
	for b.Loop() {
		if err := HTML(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTable1000(b *testing.B) {
	r := pool(1000)
	for b.Loop() {
		if err := Table(io.Discard, r, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
