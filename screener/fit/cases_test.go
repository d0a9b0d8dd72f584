package fit_test

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// readCase is a case with its resume, read once for all judges.
type readCase struct {
	*rubric.Case
	file   *rubric.Cases
	doc    *document.Document
	resume *resume.Resume
	asOf   resume.Date
}

// readCases reads all cases of the built-in rubrics.
func readCases(t testing.TB, b *bench) []readCase {
	t.Helper()
	paths, err := fs.Glob(rubrics.Files, "*_test.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	var out []readCase
	for _, p := range paths {
		data, err := fs.ReadFile(rubrics.Files, p)
		if err != nil {
			t.Fatal(err)
		}
		cs, err := rubric.ParseCases(path.Base(p), data, b.Data())
		if err != nil {
			t.Fatal(err)
		}
		for i := range cs.Cases {
			c := readCase{Case: &cs.Cases[i], file: cs}
			c.doc, c.resume = b.read(t, c.Text)
			c.asOf = resume.Date{Year: c.AsOf.Year(), Month: int(c.AsOf.Month()), Precision: resume.PrecisionMonth}
			out = append(out, c)
		}
	}
	return out
}

// failures judges the cases of one rubric and gives what each got wrong.
func failures(j *fit.Judge, cases []readCase) map[string][]fit.Failure {
	scores := map[string]rubric.Points{}
	judged := make([]*fit.Assessment, len(cases))
	for i, c := range cases {
		judged[i] = j.Assess(c.doc, c.resume, c.asOf)
		scores[c.Name] = judged[i].Fits[0].Score
	}
	out := map[string][]fit.Failure{}
	for i, c := range cases {
		if f := fit.Check(&c.Wants, judged[i], 0, scores); len(f) > 0 {
			out[c.Name] = f
		}
	}
	return out
}

// byRubric groups cases by the rubric they are for.
func byRubric(cases []readCase) map[string][]readCase {
	out := map[string][]readCase{}
	for _, c := range cases {
		out[c.file.Rubric] = append(out[c.file.Rubric], c)
	}
	return out
}

// compile compiles one rubric with given data and the specialities read with it.
func compile(t testing.TB, d *rubric.Data, r *rubric.Rubric, specialities []*rubric.Rubric) *fit.Judge {
	t.Helper()
	j, err := fit.New(d, []*rubric.Rubric{r}, specialities)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestCases(t *testing.T) {
	b := newBench(t)
	cases := readCases(t, b)
	if len(cases) < 90 {
		t.Errorf("%d cases, want at least 90", len(cases))
	}
	for name, group := range byRubric(cases) {
		r, err := b.loader.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		wrong := failures(compile(t, b.Data(), r, b.specialities(t)), group)
		for _, c := range group {
			for _, f := range wrong[c.Name] {
				if c.Todo == "" {
					t.Errorf("%s: %s: wanted %s, got %s%s", c.Source, c.Name, f.Wanted, f.Got, quotes(c, f.Hits))
				}
			}
			if c.Todo != "" && len(wrong[c.Name]) == 0 {
				t.Errorf("%s: %s passes now: take its todo away", c.Source, c.Name)
			}
		}
	}
}

func quotes(c readCase, hits []fit.Evidence) string {
	var b strings.Builder
	for _, h := range hits {
		fmt.Fprintf(&b, "\n      %q ← %s %s", c.doc.Slice(h.Hit.Span), h.Source, h.Term)
	}
	return b.String()
}

// Each row of kind criterion, scope, stack and speciality is shown by a case that fails when what cites it is taken away.
func TestCitationsAreProved(t *testing.T) {
	b := newBench(t)
	cases := byRubric(readCases(t, b))
	proved := map[string]bool{}
	cited := map[string]string{}
	need := func(id, kind string) bool {
		row := b.Data().Guidance.Row(id)
		return row != nil && row.Is(kind)
	}
	specialities := b.specialities(t)
	judges := map[string]*fit.Judge{}
	for _, name := range []string{"backend-developer", "backend-engineer"} {
		r, err := b.loader.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		judges[name] = compile(t, b.Data(), r, specialities)
	}
	// without gives the cases that fail when something is taken away
	without := func(name string, at rubric.Source) map[string][]fit.Failure {
		j, ok := judges[name].Without(at)
		if !ok {
			t.Fatalf("%s: nothing taken away", at)
		}
		return failures(j, cases[name])
	}
	settle := func(name string, wrong map[string][]fit.Failure, cites []rubric.Cite, kinds ...string) {
		for _, c := range cites {
			for _, kind := range kinds {
				if !need(c.ID, kind) {
					continue
				}
				key := c.ID + " as " + kind + " in " + c.Source.String()
				cited[key] = name
				for _, cs := range cases[name] {
					if len(wrong[cs.Name]) == 0 {
						continue
					}
					for _, s := range cs.Shows {
						if s.ID == c.ID {
							proved[key] = true
						}
					}
				}
			}
		}
	}
	for _, name := range []string{"backend-developer", "backend-engineer"} {
		r, err := b.loader.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Criteria {
			if c.Source.File != name+".yaml" {
				continue // proved where it stands
			}
			if len(c.Guidance) > 0 {
				settle(name, without(name, c.Source), c.Guidance, "criterion")
			}
			for _, p := range c.Parts {
				if len(p.Guidance) == 0 || len(c.Parts) < 2 || p.Source.File != name+".yaml" {
					continue
				}
				settle(name, without(name, p.Source), p.Guidance, "criterion")
			}
		}
	}
	for _, s := range b.Data().Signals {
		name := "backend-developer"
		if s.Lean == "engineer" {
			name = "backend-engineer"
		}
		settle(name, without(name, s.Source), s.Guidance, "scope")
	}
	for _, e := range b.Data().Stack.Evidence {
		settle("backend-developer", without("backend-developer", e.Source), e.Guidance, "stack")
	}
	for i, sp := range specialities {
		name := "backend-developer"
		if len(sp.Extends) > 1 {
			name = "backend-engineer"
		}
		r, _ := b.loader.Load(name)
		rest := append(append([]*rubric.Rubric(nil), specialities[:i]...), specialities[i+1:]...)
		wrong := failures(compile(t, b.Data(), r, rest), cases[name])
		for _, c := range sp.Criteria {
			if c.Source.File == sp.Name+".yaml" {
				settle(name, wrong, c.Guidance, "speciality")
			}
		}
	}
	// a row is proved where at least one of the lines that cite it in a kind is
	byRow := map[string]bool{}
	for key := range cited {
		row := key[:strings.Index(key, " in ")]
		byRow[row] = byRow[row] || proved[key]
	}
	for key := range cited {
		if !proved[key] {
			t.Logf("not proved: %s", key)
		}
	}
	for _, row := range b.Data().Guidance.Rows {
		for _, kind := range []string{"criterion", "scope", "stack", "speciality"} {
			if row.Is(kind) && !byRow[row.ID+" as "+kind] {
				t.Errorf("no case fails when what cites %s as %s is taken away: %s", row.ID, kind, row.Says)
			}
		}
	}
}
