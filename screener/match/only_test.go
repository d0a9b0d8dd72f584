package match

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/resume"
)

// A matcher's part for some patterns finds what one made for these alone finds, in the same order.
func TestOnly(t *testing.T) {
	phrases := []string{
		"~(split|decompose) ... monolith", "~split the billing", "# requests", "monolith", "~split ... (monolith|services)", "(runbook|runbooks)",
		"the billing monolith", "contract tests", "~agree ... contracts", "on call",
	}
	all := withPatterns(t, phrases...)
	doc, res := sample()
	moved, _ := one("Split the billing monolith at 12k requests/s; led and agreed the service contracts. ReactJS, Go, backend.", resume.PlaceRole)
	for _, part := range [][]int{{}, {3}, {9, 0, 3}, {6, 4, 1}, {2, 5, 7, 8}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}} {
		var some []string
		for _, i := range part {
			some = append(some, phrases[i])
		}
		got, ok := all.Only(some)
		if !ok {
			t.Fatalf("%v: not known", some)
		}
		want := withPatterns(t, some...)
		if diff := cmp.Diff(want.Scan(doc, res), got.Scan(doc, res)); diff != "" {
			t.Errorf("%q:\n%s", some, diff)
		}
		if diff := cmp.Diff(want.Scan(moved, nil), got.Scan(moved, nil)); diff != "" {
			t.Errorf("%q:\n%s", some, diff)
		}
		for i, p := range some {
			if e := got.Entry(int32(got.Terms() + i)); e != p {
				t.Errorf("entry %d is %q, not %q", i, e, p)
			}
		}
	}
	for _, unknown := range [][]string{{"nobody taught this"}, {"monolith", "monolith"}} {
		if _, ok := all.Only(unknown); ok {
			t.Errorf("%q is taken for known", unknown)
		}
	}
}
