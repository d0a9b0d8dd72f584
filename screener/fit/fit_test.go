package fit_test

import (
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

// asOf is the date of all tests.
var asOf = resume.Date{Year: 2026, Month: 11, Precision: resume.PrecisionMonth}

// bench is what the tests judge with: the built-in rubrics and the resume parser.
type bench struct {
	*fit.Judge
	loader *rubric.Loader
	parser *resume.Parser
}

// newBench loads the built-in data and compiles both rubrics with all specialities.
func newBench(t testing.TB) *bench {
	t.Helper()
	v, err := vocabulary.Load(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	d, err := rubric.LoadData(rubrics.Files, v)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{loader: &rubric.Loader{Data: d, Builtin: rubrics.Files}}
	b.Judge = b.judge(t, d, "backend-developer", "backend-engineer")
	if b.parser, err = resume.NewParser(rubrics.Files); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) judge(t testing.TB, d *rubric.Data, names ...string) *fit.Judge {
	t.Helper()
	var scored, specialities []*rubric.Rubric
	for _, n := range names {
		r, err := b.loader.Load(n)
		if err != nil {
			t.Fatal(err)
		}
		scored = append(scored, r)
	}
	for _, n := range b.loader.Names() {
		r, err := b.loader.Load(n)
		if err != nil {
			t.Fatal(err)
		}
		if r.Speciality != "" {
			specialities = append(specialities, r)
		}
	}
	j, err := fit.New(d, scored, specialities)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// read makes a document and a resume of a text.
func (b *bench) read(t testing.TB, text string) (*document.Document, *resume.Resume) {
	t.Helper()
	doc, err := plain.Read([]byte(text), document.Limits{}.WithDefaults())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return doc, b.parser.Parse(doc)
}

// assess judges a text.
func (b *bench) assess(t testing.TB, text string) *fit.Assessment {
	t.Helper()
	doc, res := b.read(t, text)
	return b.Assess(doc, res, asOf)
}
