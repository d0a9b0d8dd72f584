package fit_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// pastedAt are the places of a resume that somebody pastes words into.
var pastedAt = []struct {
	name  string
	paste func(text, words string) string
}{
	{"at the start", func(text, words string) string { return words + "\n" + text }},
	{"behind the last role", func(text, words string) string { return text + "\n" + words }},
	{"under Skills", func(text, words string) string {
		if at := skillsHeading.FindStringIndex(text); at != nil {
			return text[:at[1]] + " " + words + "\n" + text[at[1]:]
		}
		return text + "\n\nSkills\n" + words
	}},
	{"into the middle of a role", func(text, words string) string {
		i := middleOf(text, "\n")
		return text[:i] + "\n" + words + text[i:]
	}},
	{"behind Environment:", func(text, words string) string {
		if at := environment.FindStringIndex(text); at != nil {
			return text[:at[1]] + " " + words + ", " + text[at[1]:]
		}
		i := middleOf(text, "\n")
		return text[:i] + "\nEnvironment: " + words + text[i:]
	}},
	{"in running text", func(text, words string) string {
		i := middleOf(text, ".") // a full stop would cut a sentence such as "with the server team (Elixir)" in two
		return text[:i] + ", " + words + text[i:]
	}},
}

var (
	skillsHeading = regexp.MustCompile(`(?i)\b(technical skills|key skills|skills|kenntnisse|compétences)\b:?`)
	environment   = regexp.MustCompile(`\b(Environment|Tech stack|Stack|Technologies)\s*:`)
)

// middleOf is where the first mark behind the middle of a text stands.
func middleOf(text, mark string) int {
	half := len(text) / 2
	if i := strings.Index(text[half:], mark); i >= 0 {
		return half + i
	}
	return len(text)
}

// noBackendPeople reads the people of all sets who are no backend people, as somebody who reads them says.
func noBackendPeople(t testing.TB) []written {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/sets/wild-*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no sets: %v", err)
	}
	var out []written
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var set struct{ Resumes []written }
		if err := yaml.Unmarshal(data, &set); err != nil {
			t.Fatal(err)
		}
		for _, w := range set.Resumes {
			if w.Class != "jobad" && w.Can == "no" {
				w.ID = strings.TrimSuffix(filepath.Base(p), ".yaml") + " " + w.ID
				out = append(out, w)
			}
		}
	}
	return out
}

// To paste a list three times, an advertisement or the rubric itself into a resume that is not backend gains at most five points,
// wherever it is pasted.
func TestStuffingAnywhere(t *testing.T) {
	b := newBench(t)
	r, err := b.loader.Load("backend-engineer")
	if err != nil {
		t.Fatal(err)
	}
	p := readPopulation(t)
	pasted := []struct{ name, words string }{
		{"a list three times", strings.Repeat(stuffing+" ", 3)},
		{"an advertisement", p.Ads[0]},
		{"the rubric itself", r.YAML()},
	}
	// every place and every text for each fifth person in turn, in both forms: all of it takes a minute (STUFF_ALL=1)
	every := 5
	if os.Getenv("STUFF_ALL") != "" {
		every = 1
	}
	n, most := 0, map[string]float64{}
	for i, w := range noBackendPeople(t) {
		for k, form := range []string{"lines", "flat"} {
			text := treat(w.Text, form, "masked")
			before := b.assess(t, text)
			for at, place := range pastedAt {
				for what, x := range pasted {
					if (i+k+at*len(pasted)+what)%every != 0 {
						continue
					}
					after := b.assess(t, place.paste(text, x.words))
					for r := range after.Fits {
						gain := float64(after.Fits[r].Score-before.Fits[r].Score) / 1000
						n++
						most[x.name+" "+place.name] = max(most[x.name+" "+place.name], gain)
						if gain > 5 {
							t.Errorf("%s %s gains %.1f points for %s (%s, %s, rubric %d), who had %.1f; at most 5 are allowed", x.name, place.name, gain, w.ID, w.Class, form, r, float64(before.Fits[r].Score)/1000)
						}
					}
				}
			}
		}
	}
	for _, what := range slices.Sorted(maps.Keys(most)) {
		t.Logf("%-50s gains at most %.1f", what, most[what])
	}
	if n < 1000 {
		t.Errorf("only %d were tried", n)
	}
}
