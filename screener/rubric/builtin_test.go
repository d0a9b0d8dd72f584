package rubric_test

import (
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

// builtin loads the data and a loader of the built-in rubrics.
func builtin(t testing.TB) *rubric.Loader {
	t.Helper()
	v, err := vocabulary.Load(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	d, err := rubric.LoadData(rubrics.Files, v)
	if err != nil {
		t.Fatal(err)
	}
	return &rubric.Loader{Data: d, Builtin: rubrics.Files}
}

func TestBuiltinRubricsLoad(t *testing.T) {
	l := builtin(t)
	names := l.Names()
	if len(names) < 9 {
		t.Fatalf("built-in rubrics: %v", names)
	}
	for _, name := range names {
		r, err := l.Load(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Speciality == "" && r.Sum() != 100_000 {
			t.Errorf("%s: weights sum to %d, not to 100", name, r.Sum()/1000)
		}
	}
}
