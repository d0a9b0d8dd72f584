package fit_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/fit"
)

// TestBrief compares what Brief, Row and Outcomes say with what Assess says, over all made-up people, whole and with pages missing.
func TestBrief(t *testing.T) {
	b := newBench(t)
	files, err := filepath.Glob("../../testdata/people/*.json")
	if err != nil || len(files) < 10 {
		t.Fatal(len(files), err)
	}
	var dst []fit.Outcome
	apart, capped := 0, 0
	for i, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonresume.Read(data, document.Limits{}.WithDefaults())
		if err != nil {
			t.Fatal(err)
		}
		if i%3 == 1 {
			doc.Pages = []document.Page{{}, {State: document.PageNoText}}
		}
		res := b.parser.Parse(doc)
		whole, brief := b.Assess(doc, res, asOf), b.Brief(doc, res, asOf)
		for n := range whole.Fits {
			f := &whole.Fits[n]
			want := fit.Fit{
				Rubric: f.Rubric, Apart: f.Apart, Reason: f.Reason, Score: f.Score, Least: f.Least, Most: f.Most, Listed: f.Listed, Bound: f.Bound, Built: f.Built,
				Band: f.Band, Uncapped: f.Uncapped, Cap: f.Cap,
			}
			if d := cmp.Diff(want, brief.Fits[n], cmpopts.EquateComparable(f.Rubric)); d != "" {
				t.Errorf("%s: %s", file, d)
			}
			failed := slices.IndexFunc(f.Criteria, func(c fit.Criterion) bool { return c.Failed })
			if (f.Cap != "") != (failed >= 0 && (f.Uncapped == "strong" || f.Uncapped == "good")) {
				t.Errorf("%s: the cap is %q, and criterion %d failed", file, f.Cap, failed)
			}
			if f.Apart {
				apart++
			}
			if f.Cap != "" {
				capped++
			}
		}
		row := *whole
		row.RoleTerms, row.Stack.Hits, row.Lean.Hits, row.Fits = nil, nil, nil, slices.Clone(whole.Fits)
		for n := range row.Fits {
			f := &row.Fits[n]
			f.NotCounted, f.WouldAdd, f.WouldCost, f.Ask = nil, nil, nil, nil
		}
		if d := cmp.Diff(&row, b.Row(doc, res, asOf), cmpopts.IgnoreUnexported(fit.Assessment{}), cmpopts.EquateComparable(row.Fits[0].Rubric)); d != "" {
			t.Errorf("%s, for a row: %s", file, d)
		}
		if whole.Months != brief.Months || whole.Stack.Is != brief.Stack.Is || whole.Partial != brief.Partial || whole.Unread != brief.Unread || whole.Thin != brief.Thin {
			t.Errorf("%s: %+v in brief is %+v", file, whole, brief)
		}
		if d := cmp.Diff(whole.Flags, brief.Flags, cmpopts.IgnoreFields(fit.Flag{}, "Says")); d != "" {
			t.Errorf("%s: %s", file, d)
		}
		var stack, lean string
		dst, stack, lean = b.Outcomes(dst[:0], doc, res, asOf)
		if stack != whole.Stack.Is || lean != whole.Lean.Is {
			t.Errorf("%s: %s, %s; as an outcome %s, %s", file, whole.Stack.Is, whole.Lean.Is, stack, lean)
		}
		for n, o := range dst {
			if f := &whole.Fits[n]; o.Score != f.Score || o.Band != f.Band || o.Apart != f.Apart || o.Capped != (f.Cap != "") {
				t.Errorf("%s: %s as an outcome is %+v", file, f.Rubric.Name, o)
			}
		}
	}
	if apart == 0 || capped == 0 {
		t.Errorf("%d apart, %d capped: too few to say anything", apart, capped)
	}
}
