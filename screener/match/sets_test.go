package match

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

var update = flag.Bool("update", false, "write the golden files anew")

// example is a sentence of testdata/sets.
type example struct {
	Text   string   `yaml:"text"`
	At     string   `yaml:"at"`
	Counts []string `yaml:"counts"`
	Not    []string `yaml:"not"`
	Masks  []string `yaml:"masks"`
}

var places = map[string]resume.Place{
	"": resume.PlaceRole, "role": resume.PlaceRole, "list": resume.PlaceList, "head": resume.PlaceHead,
	"other": resume.PlaceOther, "summary": resume.PlaceSummary,
}

// wrong says what is wrong with the matches of an example, "" if nothing is.
func (e *example) wrong(t *testing.T, m *Matcher) string {
	place, ok := places[e.At]
	if !ok || len(e.Counts)+len(e.Not) == 0 {
		t.Fatalf("%q: asserts nothing or stands in an unknown place %q", e.Text, e.At)
	}
	doc, res := one(e.Text, place)
	for _, s := range e.Masks {
		i := strings.Index(e.Text, s)
		if i < 0 {
			t.Fatalf("%q does not hold its mask %q", e.Text, s)
		}
		kind := resume.MaskEmployer
		switch {
		case s == e.Text && place == resume.PlaceHead:
			kind = resume.MaskName
		case strings.Contains(s, ".com/"):
			kind = resume.MaskLink
		}
		res.Masks = append(res.Masks, resume.Mask{Span: document.Span{Start: i, End: i + len(s)}, Kind: kind})
	}
	counted, why := map[string]bool{}, map[string]string{}
	for _, h := range m.Scan(doc, res).Hits {
		name := m.Entry(h.Entry)
		if h.From >= 0 {
			continue
		}
		if h.Grade > Claimed {
			counted[name] = true
		} else {
			why[name] = fmt.Sprintf("%s: %s", h.Grade, h.Why.Says(doc))
		}
	}
	var out []string
	for _, name := range append(append([]string(nil), e.Counts...), e.Not...) {
		if i, ok := m.vocabulary.Lookup(name); !ok || m.vocabulary.Term(i).Name != name {
			t.Fatalf("%q: %q is no term", e.Text, name)
		}
	}
	for _, name := range e.Counts {
		if !counted[name] {
			out = append(out, fmt.Sprintf("%s does not count (%s)", name, why[name]))
		}
	}
	for _, name := range e.Not {
		if counted[name] {
			out = append(out, name+" counts")
		}
	}
	return strings.Join(out, "; ")
}

// TestSets reads sentences with their truth and holds the share of each set that is right to a golden file, and that of all
// to 97 %. Some sets are harder than resumes are, as their heads say.
func TestSets(t *testing.T) {
	m := matcher(t)
	var report strings.Builder
	paths, err := filepath.Glob("../../testdata/sets/ambiguous-*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	sentences, allRight := 0, 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var examples []example
		if err := yaml.Unmarshal(data, &examples); err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		sentences += len(examples)
		right := 0
		var wrong []string
		for i := range examples {
			if w := examples[i].wrong(t, m); w != "" {
				wrong = append(wrong, fmt.Sprintf("  %q: %s\n", examples[i].Text, w))
				continue
			}
			right++
		}
		fmt.Fprintf(&report, "%s: %d of %d right (%.1f %%)\n%s", name, right, len(examples), 100*float64(right)/float64(len(examples)), strings.Join(wrong, ""))
		allRight += right
	}
	fmt.Fprintf(&report, "all: %d of %d right (%.1f %%)\n", allRight, sentences, 100*float64(allRight)/float64(sentences))
	if allRight*100 < 97*sentences {
		t.Errorf("%d of %d right, want 97 %%", allRight, sentences)
	}
	if sentences < 2000 {
		t.Errorf("%d sentences, want 2000 or more: was a set lost?", sentences)
	}
	golden := filepath.Join("testdata", "sets.golden")
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(report.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got := report.String(); got != string(want) {
		t.Errorf("the figures changed (-update writes them):\n%s\nbefore:\n%s", got, want)
	}
}
