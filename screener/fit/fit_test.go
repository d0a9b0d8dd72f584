package fit_test

import (
	"testing"

	"shortlist/screener"
	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// asOf is the date of all tests.
var asOf = resume.Date{Year: 2026, Month: 11, Precision: resume.PrecisionMonth}

// bench is what the tests judge with: the built-in rubrics and the resume parser.
type bench struct {
	*fit.Judge
	loader *rubric.Loader
	parser *resume.Parser
}

// newBench compiles both built-in rubrics with all specialities.
func newBench(t testing.TB) *bench {
	t.Helper()
	rules, err := screener.NewRules(screener.RuleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	parser, err := screener.NewParser()
	if err != nil {
		t.Fatal(err)
	}
	fromFiles := &rubric.Loader{Data: rules.Loader.Data, Builtin: rules.Loader.Builtin} // rubrics made ahead hold no files
	return &bench{rules.Judge, fromFiles, parser}
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
