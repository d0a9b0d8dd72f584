package fit_test

import (
	"os"
	"testing"

	"gopkg.in/yaml.v3"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/fit"
)

// The same person in German, French and Spanish earns nine tenths to eleven tenths of what the English resume earns.
func TestTwins(t *testing.T) {
	b := newBench(t)
	read := func(name string) *fit.Assessment {
		data, err := os.ReadFile("../../testdata/people/" + name + ".json")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonresume.Read(withoutTruth(t, data), document.Limits{}.WithDefaults())
		if err != nil {
			t.Fatal(err)
		}
		return b.Assess(doc, b.parser.Parse(doc), asOf)
	}
	english := read("ines-marchetti")
	for _, language := range []string{"de", "fr", "es"} {
		twin := read("ines-marchetti-" + language)
		for r := range english.Fits {
			ratio := float64(twin.Fits[r].Score) / float64(english.Fits[r].Score)
			t.Logf("%s %-18s %.2f of the English score; %s, %s", language, twin.Fits[r].Rubric.Name, ratio, twin.Stack.Is, twin.Lean.Is)
			if ratio < 0.9 || ratio > 1.1 {
				t.Errorf("%s: %.2f of the English score", language, ratio)
			}
			for i := range twin.Fits[r].Criteria {
				x, y := english.Fits[r].Criteria[i], twin.Fits[r].Criteria[i]
				if x.Points != y.Points {
					t.Logf("   %-14s %5.1f in English, %5.1f", x.Rule.ID, float64(x.Points)/1000, float64(y.Points)/1000)
				}
			}
		}
		if twin.Stack.Is != english.Stack.Is || twin.Lean.Is != english.Lean.Is {
			t.Errorf("%s: %s, %s; in English %s, %s", language, twin.Stack.Is, twin.Lean.Is, english.Stack.Is, english.Lean.Is)
		}
	}
}

// The same for short resumes of one role.
func TestTwinSentences(t *testing.T) {
	b := newBench(t)
	data, err := os.ReadFile("../../testdata/sets/twins.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct {
		Twins []struct {
			Name           string
			En, De, Fr, Es []string
		}
	}
	if err := yaml.Unmarshal(data, &set); err != nil {
		t.Fatal(err)
	}
	for _, tw := range set.Twins {
		english := b.assess(t, (&contrast{Lines: tw.En}).text())
		for language, lines := range map[string][]string{"de": tw.De, "fr": tw.Fr, "es": tw.Es} {
			twin := b.assess(t, (&contrast{Lines: lines}).text())
			for r := range english.Fits {
				ratio := float64(twin.Fits[r].Score) / float64(english.Fits[r].Score)
				t.Logf("%-9s %s %-18s %.2f", tw.Name, language, twin.Fits[r].Rubric.Name, ratio)
				if ratio >= 0.9 && ratio <= 1.1 {
					continue
				}
				t.Errorf("%s %s: %.2f of the English score", tw.Name, language, ratio)
				for i := range twin.Fits[r].Criteria {
					x, y := english.Fits[r].Criteria[i], twin.Fits[r].Criteria[i]
					if x.Points != y.Points {
						t.Logf("   %-14s %5.1f in English, %5.1f", x.Rule.ID, float64(x.Points)/1000, float64(y.Points)/1000)
					}
				}
			}
			if twin.Stack.Is != english.Stack.Is || twin.Lean.Is != english.Lean.Is {
				t.Errorf("%s %s: %s, %s %d; in English %s, %s %d", tw.Name, language, twin.Stack.Is, twin.Lean.Is, twin.Lean.Score, english.Stack.Is, english.Lean.Is, english.Lean.Score)
			}
		}
	}
}
