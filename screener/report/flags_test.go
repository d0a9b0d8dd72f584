package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Who is thin and below good is named, so that nobody believes a low score of theirs unread.
func TestThinAreNamed(t *testing.T) {
	run := &Report{AsOf: "2026-11-21", Rubrics: []Rubric{{Name: "backend-developer"}}}
	for i, band := range []string{"strong", "good", "possible", "low", "low"} {
		res := Resume{ID: fmt.Sprint(i), File: band + ".pdf", State: StateRead, Fits: []Fit{{Rubric: "backend-developer", State: "scored", Band: band}}}
		if i < 4 {
			res.Thin = "9 lines, 1 role"
		}
		run.Resumes = append(run.Resumes, res)
	}
	var b strings.Builder
	if err := Table(&b, run, Options{Width: 110}); err != nil {
		t.Fatal(err)
	}
	if want := "read it yourself      possible.pdf: 9 lines, 1 role · low.pdf: 9 lines, 1 role\n"; !strings.Contains(b.String(), want) {
		t.Errorf("%q is not in\n%s", want, b.String())
	}
}

// What many share is told once, so that what was found in one file does not drown in it.
func TestFlagsOfMany(t *testing.T) {
	run := &Report{AsOf: "2026-11-21", Rubrics: []Rubric{{Name: "backend-developer"}}}
	for i := range 40 {
		flags := []Flag{{Kind: "doubt", Says: "no name found"}}
		if i%4 == 0 {
			flags = append(flags, Flag{Kind: "doubt", Says: fmt.Sprintf("dates could not be read (%d roles)", i)})
		}
		switch i {
		case 11:
			flags = []Flag{{Kind: "language", Says: "written in a language without scope signals (pt): terms count"}}
		case 39:
			flags = append(flags, Flag{Kind: "instructions", Says: "12 words addressed to a language model; not scored"})
		}
		run.Resumes = append(run.Resumes, Resume{
			ID: fmt.Sprint(i), File: fmt.Sprintf("%02d.pdf", i), State: StateRead, Flags: flags,
			Fits: []Fit{{Rubric: "backend-developer", State: "scored", Band: "low"}},
		})
	}
	var b strings.Builder
	if err := Table(&b, run, Options{Width: 110}); err != nil {
		t.Fatal(err)
	}
	_, foot, _ := strings.Cut(b.String(), "⚑ look at")
	foot, _, _ = strings.Cut(foot, "please spot-check")
	want := `             39.pdf: 12 words addressed to a language model; not scored
read with doubt       00.pdf, 01.pdf, 02.pdf and 36 more: no name found
                      00.pdf, 04.pdf, 08.pdf and 7 more: dates could not be read
                      11.pdf: written in a language without scope signals (pt): terms count
`
	if d := cmp.Diff(want, foot); d != "" {
		t.Error(d)
	}
}
