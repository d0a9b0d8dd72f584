package match

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/vocabulary"
)

var builtIn = sync.OnceValues(func() (*Matcher, error) {
	v, err := vocabulary.Load(rubrics.Files)
	if err != nil {
		return nil, err
	}
	return New(v, nil)
})

func matcher(t testing.TB) *Matcher {
	m, err := builtIn()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func withPatterns(t testing.TB, phrases ...string) *Matcher {
	v, err := vocabulary.Load(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	return matcherOf(t, v, phrases)
}

func matcherOf(t testing.TB, v *vocabulary.Vocabulary, phrases []string) *Matcher {
	var ps []*pattern.Pattern
	for _, p := range phrases {
		ps = append(ps, mustParse(p))
	}
	m, err := New(v, ps)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// mustParse reads a phrase that is known to be right.
func mustParse(s string) *pattern.Pattern {
	p, err := pattern.Parse(s)
	if err != nil {
		panic(err)
	}
	return p
}

// one makes a document of one passage.
func one(text string, place resume.Place) (*document.Document, *resume.Resume) {
	doc := &document.Document{Text: text, Visible: len(text)}
	res := &resume.Resume{
		Sections: []resume.Section{{Kind: resume.SectionExperience}, {Kind: resume.SectionSkills}},
		Roles:    []resume.Role{{}},
		Passages: []resume.Passage{{Span: document.Span{End: len(text)}, Place: place, Role: -1}},
	}
	switch place {
	case resume.PlaceRole, resume.PlaceRoleList, resume.PlaceHead:
		res.Passages[0].Role = 0
	case resume.PlaceList:
		res.Passages[0].Section = 1
	}
	return doc, res
}

// found lists what was found as "Term:grade", implied hits left out, in order of the text.
func found(m *Matcher, doc *document.Document, res *resume.Resume) string {
	var out []string
	for _, h := range m.Scan(doc, res).Hits {
		if h.From < 0 {
			out = append(out, fmt.Sprintf("%s:%s", m.Entry(h.Entry), h.Grade))
		}
	}
	return strings.Join(out, " ")
}

// A long list within a sentence of a role is a list, with its notions and the phrases that reach into it; a sentence that names a few
// things is none. A text without full stops is cut for its length, and the list goes on behind the cut.
func TestListsWithinSentences(t *testing.T) {
	const names = "Java, Spring Boot, Hibernate, Python, Django, PostgreSQL, MySQL, MongoDB, Redis, Kafka, RabbitMQ, Docker, Kubernetes, Terraform, Jenkins, Prometheus"
	m := withPatterns(t, "~build ... microservices", "scalability", "~design ... systems")
	for _, c := range []struct {
		text, hit string
		want      Grade
	}{
		{"Built the order service in Java with Kafka and PostgreSQL.", "PostgreSQL", Used},
		{"Built the order platform as microservices.", "~build ... microservices", Used},
		{"Ran the office, " + names + ", scalability, system design, distributed systems", "Kafka", RoleList},
		{"Ran the office, " + names + ", scalability, system design, distributed systems", "scalability", RoleList},
		{"Ran the office, " + names + ", system design, scalability, distributed systems", "~design ... systems", RoleList},
		{"Ran the office, " + strings.Repeat(names+" ", 9) + ", system design, scalability, distributed systems", "scalability", RoleList},
	} {
		doc, res := oneRole(c.text)
		found := false
		for _, h := range m.Scan(doc, res).Hits {
			if m.Entry(h.Entry) == c.hit {
				found = true
				if h.Grade != c.want {
					t.Errorf("%.60q: %s at %d is %s, want %s", c.text, c.hit, h.Span.Start, h.Grade, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%.60q: no %s", c.text, c.hit)
		}
	}
}

// oneRole is a resume that is one role, all of whose text is told in it.
func oneRole(text string) (*document.Document, *resume.Resume) {
	span := document.Span{End: len(text)}
	doc := &document.Document{Text: text, Visible: len(text), Lines: []document.Line{{Span: span}}}
	return doc, &resume.Resume{Roles: []resume.Role{{Body: []document.Span{span}}}, Passages: []resume.Passage{{Span: span, Place: resume.PlaceRole}}}
}
