package proof_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/diagnostic"
	"shortlist/screener/proof"
)

// must gives what cannot fail, as what is made of embedded data.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newLinter() *proof.Linter {
	return &proof.Linter{Loader: must(screener.NewLoader()), Proxies: must(proof.LoadProxies(rubrics.Files))}
}

// house is a rubric around some lines of one criterion.
func house(criterion string) string {
	return "schema: shortlist.rubric/1\nname: house\ncriteria:\n" +
		"  - id: a\n    weight: 10\n    why: w\n" + indent(criterion) +
		"  - id: other\n    weight: 10\n    why: w\n    terms: [tag:web-server]\n" +
		"  - id: third\n    weight: 10\n    why: w\n    terms: [tag:cms]\n"
}

func indent(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString("    " + line)
	}
	if !strings.HasSuffix(s, "\n") {
		b.WriteByte('\n')
	}
	return b.String()
}

func codes(fs []diagnostic.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code)
	}
	return out
}

func TestLintRubric(t *testing.T) {
	l := newLinter()
	tests := []struct {
		name, criterion string
		want            []string
	}{
		{"clean", "phrases: [\"~replay ... events\"]", nil},
		{"too many asked for", "terms: [Go]\nenough: 2", []string{"L201"}},
		{"tags give many", "terms: [tag:server-language]\nenough: 3", nil},
		{"sentences are not bounded", "phrases: [\"~replay ... events\"]\ncount: sentences\nenough: 9", nil},
		{"must over enough", "terms: [tag:server-language]\nenough: 1\nmust: 2", []string{"L207"}},
		{"the same twice", "phrases: [schema registry, schema registry]", []string{"L302"}},
		{"term of a tag of the same line", "terms: [tag:server-language, Python]", []string{"L303"}},
		{"longer phrase is covered", "phrases: [\"~tune ... query\", \"~tune the slow query\"]", []string{"L303"}},
		{"a verb covers its plain form", "phrases: [\"~replay events\", replay events]", []string{"L303"}},
		{"plain form does not cover a verb", "phrases: [replay events]", nil},
		{"gap is not covered by neighbours", "phrases: [\"slow ... query\", slow query]", []string{"L303"}},
		{"always undone", "phrases: [replay design]\nnot: [replay design]", []string{"L305"}},
		{"undone sometimes", "phrases: [\"~replay ... design\"]\nnot: [replay of the design]", nil},
		{"not without a word in common", "phrases: [replay events]\nnot: [garden furniture]", []string{"L306"}},
		{"closed compound", "phrases: [backend payments]", []string{"L307"}},
		{"open compound beside the closed one", "phrases: [\"(backend|back end) payments\"]", nil},
		{"term as a phrase", "phrases: [kubernetes]", []string{"L308"}},
		{"everyday word", "phrases: [software]", []string{"L304"}},
		{"everyday words with a verb", "phrases: [\"~replay ... system\"]", nil},
		{"recent graduate", "phrases: [recent graduate]", []string{"L401"}},
		{"inside an alternative", "phrases: [\"~hire ... (recent graduate|senior)\"]", []string{"L401"}},
		{"native speaker", "phrases: [native speakers]", []string{"L402"}},
		{"a city", "phrases: [lives near Berlin]", []string{"L403"}},
		{"a postal code", "phrases: [\"94110\"]", []string{"L403"}},
		{"a standard's number", "phrases: [ISO 27001 audit]", nil},
		{"a school", "phrases: [MIT graduate work]", []string{"L404"}},
		{"a German word is no school", "phrases: [mit Kunden abstimmen]", nil},
		{"a year", "phrases: [class of 2021]", []string{"L405"}},
		{"gaps", "phrases: [no gaps]", []string{"L407"}},
		{"culture", "phrases: [culture fit]", []string{"L408"}},
		{"gendered", "phrases: [rockstar]", []string{"L409"}},
		{"family", "phrases: [married]", []string{"L410"}},
		{"race conditions are no race", "phrases: [\"~fix ... race conditions\"]", nil},
		{"single tenancy is no family", "phrases: [single tenant migration]", nil},
		{"hobby", "phrases: [chess club]", []string{"L412"}},
		{"pronoun", "phrases: [she]", []string{"L413"}},
		{"allowed with a reason", "phrases: [native speakers]\nallow: {L402: \"the law asks court interpreters for it\"}", nil},
		{"allowed for nothing", "phrases: [\"~replay ... events\"]\nallow: {L402: \"it was once needed for another post here\"}", []string{"L417"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := house(tt.criterion)
			got, _ := l.Rubric("house.yaml", []byte(text))
			if !slices.Equal(codes(got.Findings), tt.want) {
				t.Errorf("got %v, want %v\n%s", got.Findings, tt.want, text)
			}
			for _, f := range got.Findings {
				if f.Line == 0 || f.Col == 0 || f.Says == "" || f.Hint == "" {
					t.Errorf("a finding without place, sentence or suggestion: %+v", f)
				}
			}
		})
	}
}

func TestLintWholeRubric(t *testing.T) {
	l := newLinter()
	tests := []struct {
		name, text string
		want       []string
	}{
		{"one weight drowns the others", strings.Replace(house("terms: [Go]"), "weight: 10", "weight: 30", 1), []string{"L202"}},
		{"a weight nobody sees", strings.Replace(house("terms: [Go]"), "weight: 10", "weight: 0.1", 1), []string{"L202", "L202", "L208"}},
		{"no why", strings.Replace(house("terms: [Go]"), "    why: w\n", "", 1), []string{"L204"}},
		{"scored twice", house("terms: [tag:cms]"), []string{"L206"}},
		{"unknown term", house("terms: [Postgress]"), []string{"L101"}},
		{"unknown tag", house("terms: [tag:databse]"), []string{"L102"}},
		{"unknown key", house("tems: [Go]\nterms: [Go]"), []string{"L002"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := l.Rubric("house.yaml", []byte(tt.text))
			have := codes(got.Findings)
			slices.Sort(have)
			if !slices.Equal(have, tt.want) {
				t.Errorf("got %v, want %v", got.Findings, tt.want)
			}
		})
	}
}

// Every code that lint can give is documented, and its example shows what it says: before has it, after does not.
func TestCodes(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range proof.Codes() {
		if seen[c.Code] || seen[c.Name] {
			t.Errorf("%s %s stands twice", c.Code, c.Name)
		}
		seen[c.Code], seen[c.Name] = true, true
		if c.Title == "" || c.Why == "" || c.Before == "" || c.After == "" || c.Before == c.After {
			t.Errorf("%s lacks a title, a reason or an example", c.Code)
		}
		if c.Severity != "error" && c.Severity != "warning" {
			t.Errorf("%s: severity %q", c.Code, c.Severity)
		}
		if page := c.Explain(); !strings.Contains(page, c.Why) || !strings.Contains(page, "after") {
			t.Errorf("%s: page %q", c.Code, page)
		}
	}
}

// Nothing that lint is given goes unmentioned.
func TestEveryFileIsMentioned(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{
		"good.yaml":        house("phrases: [\"~replay ... events\"]"),
		"broken.yaml":      "schema: shortlist.rubric/1\n\tname: x\n",
		"other.yaml":       "image: alpine\n",
		"list.yml":         "- a\n- b\n",
		"signals.yaml":     "schema: shortlist.signals/1\nsignals: []\n",
		"sub/nested.yaml":  house("terms: [Postgress]"),
		".hidden/not.yaml": "x: 1\n",
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, err := newLinter().Lint([]string{dir})
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]string{}
	for _, f := range got {
		rel, _ := filepath.Rel(dir, f.Path)
		states[filepath.ToSlash(rel)] = f.State
	}
	want := map[string]string{
		"good.yaml": proof.Linted, "broken.yaml": proof.Refused, "other.yaml": proof.Ignored, "list.yml": proof.Ignored,
		"signals.yaml": proof.Ignored, "sub/nested.yaml": proof.Refused,
	}
	for name, state := range want {
		if states[name] != state {
			t.Errorf("%s: %q, want %q", name, states[name], state)
		}
	}
	if len(states) != len(want) {
		t.Errorf("files: %v", states)
	}
}

// What is shipped passes its own lint, warnings included.
func TestBuiltinRubricsLintClean(t *testing.T) {
	files, err := newLinter().Lint([]string{"../../rubrics"})
	if err != nil {
		t.Fatal(err)
	}
	linted := 0
	for _, f := range files {
		if f.State == proof.Linted {
			linted++
		}
		for _, x := range f.Findings {
			t.Errorf("%s", x.Caret(f.Source))
		}
	}
	if linted < 10 {
		t.Errorf("only %d files were linted", linted)
	}
}
