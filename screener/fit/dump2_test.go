package fit_test

import (
	"fmt"
	"os"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
)

func TestDumpPeople(t *testing.T) {
	b := newBench(t)
	for _, k := range []string{"hana-kobayashi", "saoirse-mcgilloway", "malik-johnson", "bjorn-lindqvist", "arjun-mehrotra"} {
		data, _ := os.ReadFile("../../testdata/people/" + k + ".json")
		doc, err := jsonresume.Read(withoutTruth(t, data), document.Limits{}.WithDefaults())
		if err != nil {
			t.Fatal(err)
		}
		a := b.Assess(doc, b.parser.Parse(doc), asOf)
		fmt.Println(k, a.Stack.Is, a.Stack.Why, a.Stack.Builds, a.Lean.Is, a.Lean.Score)
		for _, h := range a.Stack.Hits {
			fmt.Printf("   %-9s %4d %.60q %.50s  %s\n", h.Side, h.Worth, doc.Slice(h.Hit.Span), h.Term, h.Source)
		}
		for _, h := range a.Lean.Hits {
			fmt.Printf("   %-9s %4d %.60q %.50s  %s\n", h.Side, h.Worth, doc.Slice(h.Hit.Span), h.Signal, h.Source)
		}
	}
}
