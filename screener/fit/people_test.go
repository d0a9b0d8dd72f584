package fit_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/fit"
)

// truth is what a careful reader says about a made-up person.
type truth struct {
	Stack   string `json:"stack"`
	StackOr string `json:"stack_or"`
	Lean    string `json:"lean"`
	LeanOr  string `json:"lean_or"`
}

func TestPeople(t *testing.T) {
	b := newBench(t)
	paths, err := filepath.Glob("../../testdata/people/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no people: %v", err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		var person struct {
			Truth truth `json:"x-shortlist"`
		}
		if err := json.Unmarshal(data, &person); err != nil {
			t.Fatal(err)
		}
		doc, err := jsonresume.Read(withoutTruth(t, data), document.Limits{}.WithDefaults())
		if err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		a := b.Assess(doc, b.parser.Parse(doc), asOf)
		w := person.Truth
		t.Logf("%-28s dev %2d eng %2d  %-12s b%4d f%4d o%4d %-9s %+.2f (%d/%d)", filepath.Base(p), fit.Whole(a.Fits[0].Score), fit.Whole(a.Fits[1].Score), a.Stack.Is, a.Stack.Backend, a.Stack.Frontend, a.Stack.Other, a.Lean.Is, float64(a.Lean.Score)/1000, a.Lean.Developer, a.Lean.Engineer)
		if a.Stack.Is != w.Stack && a.Stack.Is != w.StackOr {
			t.Errorf("%s: stack %s, want %s", filepath.Base(p), a.Stack.Is, w.Stack)
		}
		if a.Lean.Is != w.Lean && a.Lean.Is != w.LeanOr {
			t.Errorf("%s: lean %s, want %s", filepath.Base(p), a.Lean.Is, w.Lean)
		}
	}
}

// withoutTruth takes the reader's answers out of a person's file, so that they are not read as part of the resume.
func withoutTruth(t testing.TB, data []byte) []byte {
	t.Helper()
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	delete(all, "x-shortlist")
	out, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
