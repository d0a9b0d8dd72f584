package resume_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/document/docx"
	"shortlist/screener/document/format"
	"shortlist/screener/document/html"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/document/mail"
	"shortlist/screener/document/odt"
	"shortlist/screener/document/pdf"
	"shortlist/screener/document/plain"
	"shortlist/screener/document/rtf"
	"shortlist/screener/resume"
)

const testdata = "../../testdata"

var readers = map[format.Kind]func([]byte, document.Limits) (*document.Document, error){
	format.PDF: pdf.Read, format.DOCX: docx.Read, format.HTML: html.Read, format.JSONResume: jsonresume.Read, format.Mail: mail.Read,
	format.ODT: odt.Read, format.RTF: rtf.Read, format.Markdown: plain.ReadMarkdown, format.Text: plain.Read,
}

// read reads a file of testdata in this process.
func read(t testing.TB, name string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, "resumes", name))
	if err != nil {
		t.Fatal(err)
	}
	kind, err := format.Detect(name, data)
	if err != nil {
		t.Fatal(name, err)
	}
	d, err := readers[kind](data, document.Limits{})
	if err != nil {
		t.Fatal(name, err)
	}
	return d
}

func newParser(t testing.TB) *resume.Parser {
	t.Helper()
	p, err := resume.NewParser(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// sent is one file of testdata/manifest.json.
type sent struct {
	File, Person, State, Layout string
	Unseen                      []string
}

func manifest(t testing.TB) []sent {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var m struct{ Files []sent }
	if err := json.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	return m.Files
}

// truth is what a person of testdata really did.
type truth struct {
	Basics struct{ Name, Email, Phone string }
	Work   []struct {
		Name, Position, StartDate, EndDate string
		Highlights                         []string
	}
	Education []struct{ Institution, StudyType string }
	Skills    []struct{ Keywords []string }
}

func person(t testing.TB, id string) truth {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(testdata, "people", id+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var p truth
	if err := json.Unmarshal(data, &p); err != nil {
		t.Fatal(id, err)
	}
	return p
}

// share counts what was right of what was to be found and of what was given.
type share struct{ right, wanted, given int }

func (s share) recall() float64    { return float64(s.right) / float64(max(s.wanted, 1)) }
func (s share) precision() float64 { return float64(s.right) / float64(max(s.given, 1)) }
func (s share) f1() float64 {
	return 2 * float64(s.right) / float64(max(s.wanted+s.given, 1))
}

func (s *share) add(o share) {
	s.right += o.right
	s.wanted += o.wanted
	s.given += o.given
}

// figures are the shares over some files.
type figures struct{ roles, dates, studies, skills, names, mails, phones, attached share }

// letters is s in small letters and digits alone, so that line breaks, hyphens and punctuation don't count.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || c == '+' || c == '#' {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// alike compares names as they are written with as they are printed: one may go on where the other stops.
func alike(a, b string) bool {
	a, b = letters(a), letters(b)
	if a == b {
		return true
	}
	return len(a) > 3 && len(b) > 3 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) && 10*min(len(a), len(b)) >= 8*max(len(a), len(b))
}

func measure(j *resume.JSONResume, p truth, unseen []string) figures {
	var f figures
	years := false
	hidden := map[string]bool{}
	for _, u := range unseen {
		hidden[u] = true
		years = years || u == "months"
	}
	date := func(s string) string {
		if years && len(s) > 4 {
			return s[:4]
		}
		return s
	}
	used := map[int]bool{}
	f.roles.wanted, f.roles.given = len(p.Work), len(j.Work)
	bodies := make([]string, len(j.Work))
	for i := range j.Work {
		bodies[i] = letters(strings.Join(j.Work[i].Highlights, " "))
	}
	for _, w := range p.Work {
		f.dates.wanted += 2
		at := -1
		for i := range j.Work {
			if !used[i] && alike(j.Work[i].Name, w.Name) && alike(j.Work[i].Position, w.Position) && (at < 0 || j.Work[i].StartDate == date(w.StartDate)) {
				at = i
			}
		}
		f.attached.wanted += len(w.Highlights)
		if at < 0 {
			continue
		}
		used[at] = true
		f.roles.right++
		if j.Work[at].StartDate == date(w.StartDate) {
			f.dates.right++
		}
		if j.Work[at].EndDate == date(w.EndDate) {
			f.dates.right++
		}
		for _, h := range w.Highlights {
			h = letters(h)
			in := strings.Contains(bodies[at], h)
			for i := range bodies {
				in = in && (i == at || !strings.Contains(bodies[i], h))
			}
			if in {
				f.attached.right++
			}
		}
	}
	taken := map[int]bool{}
	f.studies.wanted, f.studies.given = len(p.Education), len(j.Education)
	for _, e := range p.Education {
		for i := range j.Education {
			if !taken[i] && alike(j.Education[i].Institution, e.Institution) && alike(j.Education[i].StudyType, e.StudyType) {
				taken[i] = true
				f.studies.right++
				break
			}
		}
	}
	want := map[string]bool{}
	for _, g := range p.Skills {
		for _, k := range g.Keywords {
			want[letters(k)] = true
		}
	}
	got := map[string]bool{}
	for _, g := range j.Skills {
		for _, k := range g.Keywords {
			got[letters(k)] = true
		}
	}
	f.skills.wanted, f.skills.given = len(want), len(got)
	for k := range got {
		if want[k] {
			f.skills.right++
		}
	}
	one := func(s *share, key, a, b string) {
		if b != "" && !hidden[key] {
			s.wanted, s.given = 1, 1
			if a == b {
				s.right = 1
			}
		}
	}
	one(&f.names, "basics.name", letters(j.Basics.Name), letters(p.Basics.Name))
	one(&f.mails, "basics.email", strings.ToLower(j.Basics.Email), strings.ToLower(p.Basics.Email))
	one(&f.phones, "basics.phone", digits(j.Basics.Phone), digits(p.Basics.Phone))
	return f
}

func digits(s string) string {
	s = strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return c
		}
		return -1
	}, strings.ReplaceAll(s, "(0)", ""))
	return s[max(0, len(s)-8):]
}

func (f *figures) add(o figures) {
	f.roles.add(o.roles)
	f.dates.add(o.dates)
	f.studies.add(o.studies)
	f.skills.add(o.skills)
	f.names.add(o.names)
	f.mails.add(o.mails)
	f.phones.add(o.phones)
	f.attached.add(o.attached)
}

func (f figures) String() string {
	return fmt.Sprintf("roles %.3f  dates %.3f  attached %.3f  studies %.3f  skills %.3f/%.3f  name %.3f  mail %.3f  phone %.3f",
		f.roles.f1(), f.dates.recall(), f.attached.recall(), f.studies.f1(), f.skills.recall(), f.skills.precision(), f.names.recall(), f.mails.recall(), f.phones.recall())
}

// TestTruth compares what is read from every file of testdata with what the person really did.
func TestTruth(t *testing.T) {
	p := newParser(t)
	var all figures
	layouts := map[string]*figures{}
	files := 0
	for _, m := range manifest(t) {
		if m.State != "read" || m.Person == "" {
			continue
		}
		d := read(t, m.File)
		r := p.Parse(d)
		if r.Verdict.NotAResume {
			t.Errorf("%s: not a resume: %s", m.File, r.Verdict.Reason)
		}
		f := measure(resume.Export(d, r), person(t, m.Person), m.Unseen)
		all.add(f)
		if layouts[m.Layout] == nil {
			layouts[m.Layout] = new(figures)
		}
		layouts[m.Layout].add(f)
		files++
	}
	if files < 50 {
		t.Fatalf("only %d files compared", files)
	}
	for name, f := range layouts {
		t.Logf("%-12s %s", name, f)
	}
	t.Logf("%-12s %s", "all", all)
	for _, c := range []struct {
		what  string
		got   float64
		floor float64
	}{
		{"roles F1", all.roles.f1(), 0.95}, {"dates", all.dates.recall(), 0.95}, {"highlights under their role", all.attached.recall(), 0.97},
		{"studies F1", all.studies.f1(), 0.93}, {"skills recall", all.skills.recall(), 0.97}, {"skills precision", all.skills.precision(), 0.95},
		{"names", all.names.recall(), 0.98}, {"e-mail addresses", all.mails.recall(), 0.98}, {"phone numbers", all.phones.recall(), 0.98},
	} {
		if c.got < c.floor {
			t.Errorf("%s: %.3f, want at least %.2f", c.what, c.got, c.floor)
		}
	}
}

// TestVerdicts checks what lies in the folder beside resumes.
func TestVerdicts(t *testing.T) {
	p := newParser(t)
	n := 0
	for _, m := range manifest(t) {
		if m.State != "not-a-resume" || strings.Contains(m.File, "/") {
			continue
		}
		n++
		d := read(t, m.File)
		r := p.Parse(d)
		if !r.Verdict.NotAResume {
			t.Errorf("%s passes for a resume", m.File)
		} else if r.Verdict.Reason == "" || d.Slice(r.Verdict.Span) == "" {
			t.Errorf("%s: no reason or no line: %q", m.File, r.Verdict.Reason)
		}
	}
	if n == 0 {
		t.Fatal("no such file in testdata")
	}
}
