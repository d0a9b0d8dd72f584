package resume_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/resume"
)

// reads is what somebody who reads a text says of it: a resume of testdata/sets/heads.yaml.
type reads struct {
	ID, Name, Text string
	Roles          []string // "title | employer | start | end"
}

// headFigures are the shares of what is read of names and heads of roles, over some texts.
type headFigures struct{ found, given, start, end, title, employer, name share }

func (f headFigures) lines(form string) string {
	var b strings.Builder
	for _, x := range []struct {
		what string
		got  float64
	}{
		{"roles found", f.found.recall()}, {"roles that are roles", f.given.recall()}, {"starts", f.start.recall()}, {"ends", f.end.recall()},
		{"titles", f.title.recall()}, {"employers", f.employer.recall()}, {"names, or none", f.name.recall()},
	} {
		fmt.Fprintf(&b, "%.3f  %s: %s\n", x.got, form, x.what)
	}
	return b.String()
}

var (
	marks    = regexp.MustCompile(`<<(.*?)>>`)
	brackets = regexp.MustCompile(`\s*[(\[].*$`)
)

// plainly is a title or employer as it is compared: without what stands in brackets behind it, nor signs.
func plainly(s string) string { return letters(brackets.ReplaceAllString(s, "")) }

// measureHeads compares what is read with the truth. A role is found where its start and its end, or its employer and its title, are.
func measureHeads(j *resume.JSONResume, w reads, miss func(format string, args ...any)) (f headFigures) {
	f.name.wanted = 1
	if letters(j.Basics.Name) == letters(w.Name) {
		f.name.right++
	} else {
		miss("name %q, want %q", j.Basics.Name, w.Name)
	}
	type line struct{ title, employer, start, end string }
	var got []line
	for _, o := range j.Work {
		end := o.EndDate
		if end == "" && o.StartDate != "" {
			end = "now"
		}
		got = append(got, line{o.Position, o.Name, o.StartDate, end})
	}
	used := make([]bool, len(got))
	f.found.wanted, f.given.wanted = len(w.Roles), len(got)
	for _, role := range w.Roles {
		p := strings.Split(role, " | ")
		want := line{p[0], p[1], p[2], p[3]}
		same := func(g line) (title, employer, start, end bool) {
			return want.title == "?" || plainly(g.title) == plainly(want.title), want.employer == "?" || plainly(g.employer) == plainly(want.employer),
				want.start == "?" || g.start == want.start, want.end == "?" || g.end == want.end
		}
		best, most := -1, 0
		for i, g := range got {
			if used[i] {
				continue
			}
			title, employer, start, end := same(g)
			if n := count(title, employer) + 2*count(start, end); n > most && (start && end && want.start != "?" || title && employer) {
				best, most = i, n
			}
		}
		n := func(s *share, what string, right bool) {
			if what == "?" {
				return
			}
			s.wanted++
			if right {
				s.right++
			}
		}
		var title, employer, start, end bool
		if best >= 0 {
			used[best] = true
			f.found.right++
			f.given.right++
			title, employer, start, end = same(got[best])
			if !title || !employer || !start || !end {
				miss("%s | %s | %s | %s, want %s", got[best].title, got[best].employer, got[best].start, got[best].end, role)
			}
		} else {
			miss("not found: %s", role)
		}
		n(&f.title, want.title, title)
		n(&f.employer, want.employer, employer)
		n(&f.start, want.start, start)
		n(&f.end, want.end, end)
	}
	for i, g := range got {
		if !used[i] {
			miss("no role: %s | %s | %s | %s", g.title, g.employer, g.start, g.end)
		}
	}
	return f
}

func count(is ...bool) (n int) {
	for _, b := range is {
		if b {
			n++
		}
	}
	return n
}

// TestHeads measures how many names, roles, titles and employers are read from texts as job boards export them, with their lines and on
// one line. The figures may not fall.
func TestHeads(t *testing.T) {
	load := func(name string) map[string]reads {
		data, err := os.ReadFile(filepath.Join(testdata, "sets", name))
		if err != nil {
			t.Fatal(err)
		}
		var set struct{ Resumes []reads }
		if err := yaml.Unmarshal(data, &set); err != nil {
			t.Fatal(name, err)
		}
		by := map[string]reads{}
		for _, w := range set.Resumes {
			by[w.ID] = w
		}
		return by
	}
	texts := load("wild-seventh.yaml")
	p := newParser(t)
	var was strings.Builder
	for _, form := range []string{"as written", "on one line", "unseen, as written", "unseen, on one line"} {
		var all headFigures
		n := 0
		for id, w := range load("heads.yaml") {
			text := w.Text
			if (text != "") != strings.HasPrefix(form, "unseen") {
				continue
			}
			if text == "" {
				text = marks.ReplaceAllString(texts[id].Text, "$1")
			}
			if text == "" {
				t.Fatalf("%s: no such text", id)
			}
			if strings.HasSuffix(form, "on one line") {
				text = strings.Join(strings.Fields(text), " ")
			}
			d, err := plain.Read([]byte(text), document.Limits{})
			if err != nil {
				t.Fatal(id, err)
			}
			all.add(measureHeads(resume.Export(d, p.Parse(d)), w, func(format string, args ...any) { t.Logf(id+", "+form+": "+format, args...) }))
			n++
		}
		if n > 0 {
			was.WriteString(all.lines(form))
		}
	}
	path := filepath.Join(testdata, "sets", "heads.figures")
	if *update {
		if err := os.WriteFile(path, []byte(was.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(data) != was.String() {
		t.Errorf("the figures are\n%swritten down are\n%sLook at what changed, and write it down (go test -update)", was.String(), data)
	}
}

func (f *headFigures) add(o headFigures) {
	f.found.add(o.found)
	f.given.add(o.given)
	f.start.add(o.start)
	f.end.add(o.end)
	f.title.add(o.title)
	f.employer.add(o.employer)
	f.name.add(o.name)
}
