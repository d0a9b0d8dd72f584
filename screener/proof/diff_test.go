package proof_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shortlist/screener"
	"shortlist/screener/corpus"
	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/proof"
	"shortlist/screener/reader"
	"shortlist/screener/rubric"
)

// people builds a corpus of n resumes: the made-up people over and over, each time with another year of practice in words.
func people(t testing.TB, n int) []byte {
	t.Helper()
	paths, err := filepath.Glob("../../testdata/people/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no people: %v", err)
	}
	parser := must(screener.NewParser())
	var b bytes.Buffer
	w, err := corpus.NewWriter(&b, corpus.Header{Reader: reader.Version, Structure: screener.StructureHash(), MadeUp: true, AsOf: "2026-11-21"})
	if err != nil {
		t.Fatal(err)
	}
	var kept [][]byte
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonresume.Read(data, document.Limits{}.WithDefaults())
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, reader.Encode(nil, reader.Parsed{Document: doc, Resume: parser.Parse(doc)}))
	}
	for i := range n {
		if err := w.Add(corpus.Item{File: fmt.Sprintf("%d.json", i), Parsed: kept[i%len(kept)]}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func compare(t testing.TB, loader *rubric.Loader, before, after *rubric.Rubric, data []byte) *proof.Diff {
	t.Helper()
	from, err := corpus.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	d, err := proof.Compare(context.Background(), loader.Data, before, after, from, proof.DiffOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const base = `schema: shortlist.rubric/1
name: house
bands: {strong: 75, good: 60, possible: 40}
criteria:
  - id: languages
    weight: 10
    terms: [tag:server-language]
    why: w
  - id: databases
    weight: 10
    terms: [tag:database]
    enough: 2
    why: w
  - id: tests
    weight: 10
    terms: [tag:test-tool]
    why: w
`

func TestCompare(t *testing.T) {
	loader := must(screener.NewLoader())
	load := func(text string) *rubric.Rubric {
		r, err := loader.Parse("house.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	data := people(t, 43)
	before := load(base)
	tests := []struct {
		name, old, new string
		causes         []string
		check          func(t *testing.T, d *proof.Diff)
	}{
		{"nothing", "", "", nil, func(t *testing.T, d *proof.Diff) {
			if d.Changed != 0 || d.Moved != 0 || d.TopIn != 0 || d.Correlation != 1 || len(d.Changes) != 0 {
				t.Errorf("a rubric differs from itself: %+v", d)
			}
		}},
		{"a must", "    terms: [tag:test-tool]\n", "    terms: [tag:test-tool]\n    must: 1\n", []string{"L17 tests: must: 1 added"}, func(t *testing.T, d *proof.Diff) {
			if d.Moved != 0 || d.Up != 0 || d.Down == 0 {
				t.Errorf("a must moves no score and lifts nobody: %+v", d)
			}
			if d.Causes[0].Capped < d.Down || d.Causes[0].Typical != 0 {
				t.Errorf("cause: %+v", d.Causes[0])
			}
		}},
		{"enough", "    enough: 2\n", "    enough: 1\n", []string{"databases: enough 2 → 1"}, func(t *testing.T, d *proof.Diff) {
			if d.Moved == 0 || d.Down != 0 || d.Causes[0].Typical <= 0 {
				t.Errorf("asking for less lowers nobody: %+v", d)
			}
		}},
		{"a weight", "  - id: tests\n    weight: 10", "  - id: tests\n    weight: 30", []string{"L15 tests: weight 10 → 30, all others rescaled by 30/50", "the weights add up to 50, were 30"}, func(t *testing.T, d *proof.Diff) {
			if d.Moved == 0 {
				t.Errorf("a weight of three fifths moves nobody: %+v", d)
			}
		}},
		{"a criterion", "criteria:\n", "criteria:\n  - id: cms\n    weight: 10\n    terms: [tag:cms]\n    why: w\n", []string{"L5 criterion cms added, weight 10", "the weights add up to 40"}, func(t *testing.T, d *proof.Diff) {
			if d.Up != 0 {
				t.Errorf("what nearly nobody has lifts somebody: %+v", d)
			}
		}},
		{"entries", "terms: [tag:test-tool]", "terms: [tag:test-tool, tag:version-control, Docker]", []string{`tag "tag:version-control" and 1 more added`}, func(t *testing.T, d *proof.Diff) {
			if d.Moved == 0 || d.Down != 0 {
				t.Errorf("more ways to earn a point lower nobody: %+v", d)
			}
		}},
		{"bands", "good: 60", "good: 50", []string{"bands 75/50/40, were 75/60/40"}, func(t *testing.T, d *proof.Diff) {
			if d.Moved != 0 || d.Down != 0 {
				t.Errorf("a lower band moves no score: %+v", d)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(base, tt.old) {
				t.Fatalf("the base has no %q", tt.old)
			}
			d := compare(t, loader, before, load(strings.Replace(base, tt.old, tt.new, 1)), data)
			if d.Resumes != 43 || d.Changed != d.Up+d.Down {
				t.Errorf("counts: %+v", d)
			}
			if len(d.Causes) != len(tt.causes) {
				t.Fatalf("causes %+v, want %q", d.Causes, tt.causes)
			}
			for i, want := range tt.causes {
				if got := strings.TrimSpace(d.Causes[i].Lines + " " + d.Causes[i].Says); !strings.Contains(got, want) {
					t.Errorf("cause %q, want %q", got, want)
				}
			}
			tt.check(t, d)
		})
	}
}

func TestLimits(t *testing.T) {
	d := &proof.Diff{Changed: 9, Top: 25, TopIn: 3, Causes: []proof.CauseTally{{Lines: "L3", Says: "a", Up: 1}, {Lines: "L4", Says: "b", Down: 8}}}
	tests := []struct {
		changes  int
		turnover float64
		broken   int
	}{{-1, -1, 0}, {9, 0.12, 0}, {8, -1, 1}, {-1, 0.11, 1}, {0, 0, 2}}
	for _, tt := range tests {
		if got := (proof.Limits{BandChanges: tt.changes, TopTurnover: tt.turnover}).Broken(d); len(got) != tt.broken {
			t.Errorf("limits %+v: %q", tt, got)
		}
	}
	if got := (proof.Limits{BandChanges: 8, TopTurnover: -1}).Broken(d)[0]; !strings.Contains(got, "8 of them by L4 b") {
		t.Errorf("the line to blame is missing: %s", got)
	}
}

// A comment on a pull request must hold nothing of a resume, and nothing that a rubric's text could turn into markup.
func TestMarkdownIsSafe(t *testing.T) {
	d := &proof.Diff{Rubric: "house", Before: "aaaaaaaa", After: "bbbbbbbb", Causes: []proof.CauseTally{{Says: "phrase \"<img src=x>|@everyone`\" added"}}}
	var b strings.Builder
	if err := d.Markdown(&b, proof.Limits{BandChanges: -1, TopTurnover: -1}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<img", "|@everyone", "@everyone"} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%q stands in the comment:\n%s", bad, b.String())
		}
	}
}

// BenchmarkCompare judges resumes by two rubrics that differ in four places.
func BenchmarkCompare(b *testing.B) {
	loader := must(screener.NewLoader())
	before := must(loader.Load("backend-engineer"))
	after := before.Clone()
	after.Criteria[0].Weight += 5000
	after.Criteria[1].Parts[0].Enough++
	after.Criteria[2].Must = 1
	for _, n := range []int{1_000, 10_000} {
		data := people(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				compare(b, loader, before, after, data)
			}
		})
	}
}
