package jsonresume

import (
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

const ada = `{"$schema": "x", "basics": {"name": "Ada Example", "label": "Engineer", "image": "no.png", "email": "ada@example.org", "phone": "+1 512 555 0113", "url": "https://ada.example.org",
 "summary": "Builds things.\nRuns them.", "location": {"city": "Bern", "countryCode": "CH", "planet": "Earth"}, "profiles": [{"network": "GitHub", "username": "ada", "url": "https://github.com/ada"}], "nickname": "Addie"},
 "work": [{"name": "Acme", "position": "Engineer", "startDate": "2019-04", "summary": "Payments.", "highlights": ["Built it in Go", "Ran it"], "x-team": 7}, {"company": "Globex", "position": "Developer", "startDate": "2015", "endDate": "2019-03"}],
 "volunteer": [{"organization": "Club", "position": "Treasurer"}],
 "education": [{"institution": "Universität Bern", "area": "Physics", "studyType": "BSc", "startDate": "2010", "endDate": "2014", "score": "5.4", "courses": ["Algebra"]}],
 "skills": [{"name": "Languages", "level": "expert", "keywords": ["Go", "C++"]}, "Docker"],
 "languages": [{"language": "German", "fluency": "native"}], "awards": [{"title": "Prize", "date": "2018", "awarder": "City"}], "certificates": [{"name": "CKA", "issuer": "CNCF", "date": "2021"}],
 "publications": [{"name": "On Queues", "publisher": "Journal", "releaseDate": "2017"}], "interests": [{"name": "Chess"}], "references": [{"name": "Bob", "reference": "She is good."}],
 "projects": [{"name": "potluck", "description": "An app", "keywords": ["Vue.js"], "roles": ["maker"]}], "patents": [{"title": "A wheel", "year": 2020, "granted": true, "none": null}], "meta": {"version": "no"}}`

func read(t testing.TB, text string) *document.Document {
	t.Helper()
	return readertest.Must(t, Read, []byte(text))
}

// Every value of the file must stand in the text under its path, once.
func TestNothingIsLost(t *testing.T) {
	d := read(t, ada)
	fields := map[string]string{}
	for _, m := range d.Marks {
		if m.Kind == document.MarkField {
			if _, ok := fields[m.Value]; ok && m.Value != "basics.summary" {
				t.Errorf("%s comes twice", m.Value)
			}
			fields[m.Value] += d.Slice(m.Span) + "\n"
		}
	}
	root, err := parse(ada, 64)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range root.members {
		if m.key == "$schema" || m.key == "meta" {
			continue
		}
		m.each(m.key, func(v value, path string) {
			if path == "basics.image" {
				return
			}
			seen++
			if got := strings.TrimSpace(fields[path]); got != v.text {
				t.Errorf("%s: %q, want %q", path, got, v.text)
			}
		})
	}
	if seen != len(fields) {
		t.Errorf("%d fields for %d values", len(fields), seen)
	}
}

func TestLayout(t *testing.T) {
	d := read(t, ada)
	for _, want := range []string{"Ada Example\nEngineer\nada@example.org\n", "Bern, CH\n", "GitHub ada https://github.com/ada\n", "\nWork Experience\nEngineer, Acme\n2019-04 – Present\nPayments.\nBuilt it in Go\nRan it\n",
		"Developer, Globex\n2015 – 2019-03\n", "BSc, Physics, Universität Bern\n", "Languages (expert): Go, C++\nDocker\n", "German (native)\n", "Patents\nA wheel\n2020\ntrue\n", "Nickname: Addie\n", "Planet: Earth\n"} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("no %q in\n%s", want, d.Text)
		}
	}
	var headings, items []string
	for _, m := range d.Marks {
		switch m.Kind {
		case document.MarkHeading:
			headings = append(headings, d.Slice(m.Span))
		case document.MarkListItem:
			items = append(items, d.Slice(m.Span))
		}
	}
	if got, want := strings.Join(headings, "|"), "Ada Example|Summary|Work Experience|Engineer, Acme|Developer, Globex|Volunteering|Treasurer, Club|Projects|potluck|Education|Skills|Certificates|Awards|Publications|Languages|Interests|References|Patents"; got != want {
		t.Errorf("headings %q, want %q", got, want)
	}
	if got := strings.Join(items, "|"); got != "Built it in Go|Ran it|Algebra" {
		t.Errorf("items %q", got)
	}
}

func TestOddShapes(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"resume": {"basics": {"name": "Ada"}}}`, "Ada\n"},
		{`[{"basics": {"name": "Ada"}, "work": []}]`, "Ada\n"},
		{`{"basics": "Ada", "skills": "Go, Java"}`, "Ada\n\nSkills\nGo, Java\n"},
		{`{"basics": {"name": "Ada", "location": "Bern"}, "work": {"name": "Acme"}}`, "Ada\nBern\n\nWork Experience\nAcme\n"},
		{"\xef\xbb\xbf" + `{"basics": {"name": "Ren\u00e9e"}}`, "Renée\n"},
	} {
		if got := read(t, c.in).Text; got != c.want {
			t.Errorf("%s: %q, want %q", c.in, got, c.want)
		}
	}
	for in, says := range map[string]string{
		`{"basics": {"name": "Ada"`:          "line 1",
		"{\n\"basics\": {\n\"name\": oops}}": "line 3",
		`{"basics": {}}`:                     "no text",
		`[1]`:                                "no object",
		`{"basics": ` + strings.Repeat("[", 10_000):                                  "deep",
		"{\"basics\": {\"name\": \"A\"}, \"work\": " + strings.Repeat(`{"a":`, 1000): "deep",
	} {
		readertest.Refuses(t, Read, in, []byte(in), says)
	}
}

func FuzzRead(f *testing.F) {
	readertest.Seed(f, "*/*.json")
	f.Add([]byte(ada))
	f.Add([]byte(`{"resume": {"work": [["a"], {"b": {"c": null}}], "skills": {"d": 1e9}}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{})
	})
}

func BenchmarkRead(b *testing.B) {
	readertest.Bench(b, Read, []byte(ada))
}
