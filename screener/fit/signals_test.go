package fit_test

import (
	"regexp"
	"slices"
	"testing"

	"shortlist/screener/rubric"
)

// The sentences beside each signal hold.
func TestSignalSentences(t *testing.T) {
	b := newBench(t)
	for _, s := range b.Data().Signals {
		if len(s.Hit) < 2 || len(s.Miss) < 1 {
			t.Errorf("%s: signal %s has %d sentences to hit and %d to miss", s.Source, s.ID, len(s.Hit), len(s.Miss))
		}
		for _, h := range s.Hit {
			if got := b.SignalsIn(h.Text); !slices.Contains(got, s.ID) {
				t.Errorf("%s: signal %s misses %q (hit by %v)", h.Source, s.ID, h.Text, got)
			}
		}
		for _, m := range s.Miss {
			if got := b.SignalsIn(m.Text); slices.Contains(got, s.ID) {
				t.Errorf("%s: signal %s hits %q", m.Source, s.ID, m.Text)
			}
		}
	}
}

// Every row of the guidance that must be used is cited by what uses it, in the rubrics it speaks of.
func TestGuidanceIsCited(t *testing.T) {
	b := newBench(t)
	d := b.Data()
	cited := map[string]map[string]bool{} // row -> kinds of use
	use := func(id, kind string) {
		if cited[id] == nil {
			cited[id] = map[string]bool{}
		}
		cited[id][kind] = true
	}
	for _, s := range d.Signals {
		for _, c := range s.Guidance {
			use(c.ID, "scope")
			use(c.ID, "scoring")
		}
	}
	for _, e := range d.Stack.Evidence {
		for _, c := range e.Guidance {
			use(c.ID, "stack")
		}
	}
	rows := regexp.MustCompile(`D\d-\d\d`)
	for _, r := range append(b.Rubrics(), b.specialities(t)...) {
		for _, c := range r.Criteria {
			for _, id := range c.Guidance {
				use(id.ID, "criterion "+r.Name)
				if r.Speciality != "" && slices.Contains(r.Labels, c.ID) {
					use(id.ID, "speciality")
				}
			}
			for _, p := range c.Parts {
				for _, id := range p.Guidance {
					use(id.ID, "criterion "+r.Name)
				}
			}
			for _, id := range rows.FindAllString(c.Ask, -1) {
				use(id, "interview")
			}
		}
		// scoring rows stand in comments beside the weights and worths they shape
		for _, f := range r.Files {
			for _, id := range rows.FindAllString(string(f.Data), -1) {
				use(id, "scoring")
			}
		}
	}
	for _, row := range d.Guidance.Rows {
		for _, kind := range row.As {
			var wants []string
			switch kind {
			case "context":
			case "criterion":
				if row.For != "engineer" {
					wants = append(wants, "criterion backend-developer")
				}
				if row.For != "developer" {
					wants = append(wants, "criterion backend-engineer")
				}
			default:
				wants = append(wants, kind)
			}
			for _, w := range wants {
				if !cited[row.ID][w] {
					t.Errorf("row %s (%s) is not cited as %s: %s", row.ID, kind, w, row.Says)
				}
			}
		}
	}
}

func (b *bench) specialities(t testing.TB) []*rubric.Rubric {
	t.Helper()
	s, err := b.loader.Specialities()
	if err != nil {
		t.Fatal(err)
	}
	return s
}
