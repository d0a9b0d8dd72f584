package fit_test

import (
	"fmt"
	"os"
	"testing"
)

func TestDumpText(t *testing.T) {
	b := newBench(t)
	data, err := os.ReadFile(os.Getenv("TEXT"))
	if err != nil {
		t.Skip()
	}
	doc, res := b.read(t, string(data))
	a := b.Assess(doc, res, asOf)
	for _, f := range a.Fits {
		fmt.Println(f.Rubric.Name, f.Score, f.Band, f.Listed, f.Bound, f.Cap)
		for _, c := range f.Criteria {
			fmt.Printf("  %-13s %5d of %5d %s\n", c.Rule.ID, c.Points, c.Weight, c.State)
			for _, h := range c.Hits {
				fmt.Printf("      %d %v %q %.60s %s\n", h.Worth, h.Hit.Grade, doc.Slice(h.Hit.Span), h.Term, h.Source)
			}
		}
	}
	fmt.Println(a.Stack.Is, a.Stack.Why, a.Stack.Builds, a.Lean.Is, a.Lean.Score)
	for _, h := range append(a.Stack.Hits, a.Lean.Hits...) {
		fmt.Printf("   %-9s %4d %.60q %.50s %s %s\n", h.Side, h.Worth, doc.Slice(h.Hit.Span), h.Term, h.Signal, h.Source)
	}
}
