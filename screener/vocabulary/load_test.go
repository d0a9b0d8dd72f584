package vocabulary

import (
	"strings"
	"testing"
	"testing/fstest"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
)

func fsOf(terms string) fstest.MapFS {
	return fstest.MapFS{
		"vocabulary/tags.yaml":      {Data: []byte("language: a language\nserver-language: of servers\n")},
		"vocabulary/languages.yaml": {Data: []byte(terms)},
	}
}

func TestLoadErrors(t *testing.T) {
	tests := []struct{ in, want string }{
		{"- name: Go\n  tag: [language]\n", `vocabulary/languages.yaml:2:3: unknown key "tag"; did you mean tags?`},
		{"- name: Go\n  tags: [sever-language]\n", `vocabulary/languages.yaml:2:10: unknown tag "sever-language"; did you mean server-language?`},
		{"- name: Go\n  aliases: [Golang, \"(a|b\"]\n", `vocabulary/languages.yaml:2:22: "(" is never closed; add ")"`},
		{"- name: Go\n  alone: sometimes\n", `vocabulary/languages.yaml:2:10: alone is "sometimes"; write always, in-context or never`},
		{"- name: Go\n- name: go\n", `vocabulary/languages.yaml:2:3: go is defined twice; the other one stands in line 1`},
		{"- name: Go\n  aliases: [Golang]\n- name: Golang\n", `vocabulary/languages.yaml:1:3: alias "Golang" of Go also names Golang; a spelling belongs to one term`},
		{"- name: Django\n  implies: [Pyton]\n- name: Python\n", `vocabulary/languages.yaml:1:3: Django refers to "Pyton", which is no term; did you mean Python?`},
		{"- aliases: [x]\n", `vocabulary/languages.yaml:1:3: the term has no name; write "- name: ..."`},
		{"name: Go\n", `vocabulary/languages.yaml:1:1: this is not a list of terms; begin each term with "- name:"`},
		{"- name: Go\n  aliases: Golang\n", `vocabulary/languages.yaml:2:12: a list is wanted here; write [one, two]`},
		{"- name: Go\n  name: Went\n", `vocabulary/languages.yaml:2:3: "name" stands here twice`},
		{"- name: Go\n\taliases: [x]\n", `vocabulary/languages.yaml:2: found a tab character that violates indentation`},
		{"- name: \"?!\"\n", `vocabulary/languages.yaml:1:10: the name has no letters or digits`},
	}
	for _, tt := range tests {
		_, err := Load(fsOf(tt.in))
		fs, ok := err.(diagnostic.Findings)
		if !ok || len(fs) == 0 {
			t.Errorf("%q: got %v", tt.in, err)
			continue
		}
		if got := fs[0].Error(); got != tt.want {
			t.Errorf("%q:\ngot  %s\nwant %s", tt.in, got, tt.want)
		}
	}
}

func TestHouseTerms(t *testing.T) {
	v, err := Load(fsOf("- {name: Go, aliases: [Golang], tags: [language]}\n- {name: Python, tags: [language]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	var node yaml.Node
	if err := yaml.Unmarshal([]byte("- {name: Hausframework, implies: [Go]}\n- {name: Python, aliases: [Py]}\n"), &node); err != nil {
		t.Fatal(err)
	}
	w, err := v.With("house.yaml", node.Content[0])
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Terms()) != 2 || len(w.Terms()) != 3 || v.Hash() == w.Hash() {
		t.Errorf("%d and %d terms, hashes %s %s", len(v.Terms()), len(w.Terms()), v.Hash(), w.Hash())
	}
	if i, ok := w.Lookup("py"); !ok || w.Term(i).Name != "Python" {
		t.Error("the house's alias is not found")
	}
	if _, ok := v.Lookup("py"); ok {
		t.Error("the vocabulary that was added to has changed")
	}
	i, _ := w.Lookup("hausframework")
	if got := w.Term(i).ImpliesTerms(); len(got) != 1 || w.Term(int(got[0])).Name != "Go" {
		t.Errorf("implies %v", got)
	}
	if x, err := Load(fsOf("- name: Go\n"), []byte("- name: Extra\n")); err != nil || len(x.Terms()) != 2 {
		t.Errorf("extra terms: %v", err)
	}
}

func TestNearest(t *testing.T) {
	v := builtIn(t)
	for in, want := range map[string]string{"Postgress": "Postgress", "Kubernets": "Kubernets", "kubernetis": "Kubernetes", "Djnago": "Django", "qqqqqq": "", "Typscript": "TypeScript"} {
		if got := v.Nearest(in); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	if got := v.NearestTag("server_language"); got != "server-language" {
		t.Errorf("got %q", got)
	}
}

func TestImplicationsAreClosed(t *testing.T) {
	v := builtIn(t)
	i, _ := v.Lookup("Spring Boot")
	var got []string
	for _, j := range v.Term(i).ImpliesTerms() {
		got = append(got, v.Term(int(j)).Name)
	}
	if strings.Join(got, " ") != "Spring Java" {
		t.Errorf("Spring Boot implies %v", got)
	}
}

func FuzzLoad(f *testing.F) {
	for _, s := range []string{"- {name: Go, aliases: [Golang], tags: [language]}", "- name: [", "- name: x\n  with: ['a ... b']", "a: b", "- &a {name: x}\n- *a", "- name: x\n  not: [~]"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		v, err := Load(fsOf(s))
		if err != nil {
			for _, finding := range err.(diagnostic.Findings) {
				if finding.Says == "" || finding.File == "" || finding.Caret([]byte(s)) == "" {
					t.Fatalf("%q: %#v", s, finding)
				}
			}
			return
		}
		for i := range v.Terms() {
			if len(v.Term(i).Names()) == 0 {
				t.Fatalf("%q: a term without names", s)
			}
		}
	})
}
