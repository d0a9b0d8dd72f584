// Package fit judges one resume by rubrics: the points of each criterion with the hits behind them, the band, the stack,
// the lean, the specialities, what was not counted and what would change the result. It computes in integers (worth in
// hundredths of a thing, points in thousandths), and reads no clock: the as-of date comes from the caller.
package fit

import (
	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// States of a criterion.
const (
	Met          = "met"
	PartlyMet    = "partly-met"
	NotShown     = "not-shown"
	CouldNotRead = "could-not-read"
)

// Assessment is what rubrics make of one resume. It owns its memory.
type Assessment struct {
	Months       int // of dated jobs and freelance work, overlaps once
	RoleMonths   []int
	RoleTerms    [][]string // for each role, the terms used in it
	Stack        Stack
	Lean         Lean
	Specialities []Label
	Fits         []Fit // in the order of the judge's rubrics
	Flags        []Flag
	Thin         string // why a person should read it themselves; of the first rubric
	Partial      bool   // part of the document had no text
	Unread       int    // pages without text

	asOf resume.Date
}

// Evidence is one hit as it is shown: what was found and the line of a file that asked for it.
type Evidence struct {
	Hit    match.Hit
	Term   string // a term's name, a phrase as written, or a signal's title
	Signal string // id of the signal
	Side   string // backend, frontend, other; developer, engineer
	Source rubric.Source
	Worth  int // hundredths of a thing
}

// Stack says which side of the stack the resume shows work on.
type Stack struct {
	Is                       string // backend, full-stack, frontend, undetermined
	Backend, Frontend, Other int    // evidence in hundredths
	Builds                   int    // of Backend, what only somebody who builds server software does
	Built                    int    // of Builds, what sentences say was done; no lists, no titles
	Why                      string // one clause
	Hits                     []Evidence
}

// Lean is the scope of the work: thousandths from −1000 (developer) to 1000 (engineer).
type Lean struct {
	Is                  string // developer, engineer, either
	Score               int
	Developer, Engineer int // distinct signals
	Hits                []Evidence
}

// Label is a speciality with the lines that show it.
type Label struct {
	Name  string
	Lines int
	Hits  []Evidence
}

// Fit is how a resume fits one rubric.
type Fit struct {
	Rubric      *rubric.Rubric
	Apart       bool
	Reason      string // why it is set apart
	Score       rubric.Points
	Least, Most rubric.Points
	Listed      rubric.Points // of Score, what comes from lists
	Bound       bool          // the bound on lists held points back
	Built       int           // thousandths of all points that count, for what was built on the server's side
	WithHidden  rubric.Points // what it would be with the hidden text; 0 where none was found
	Band        string
	Uncapped    string // the band without the must that capped it; "" if none did
	Cap         string // that must, with its line
	Criteria    []Criterion
	NotCounted  []Evidence
	WouldAdd    []Change
	WouldCost   []Change
	Ask         []string
}

// Whole is a score in whole points, as people see it.
func Whole(p rubric.Points) int { return (p + 500) / 1000 }

// Criterion is the outcome of one criterion.
type Criterion struct {
	Rule   *rubric.Criterion
	Weight rubric.Points // as a share of 100 points
	Points rubric.Points
	State  string
	Shown  int  // worth of the distinct things that count, in hundredths
	Things int  // how many they are, of any worth
	Enough int  // hundredths
	Failed bool // its must is not kept
	Hits   []Evidence
}

// Change is one thing that would change the result.
type Change struct {
	Criterion string // its id; "built" for what was built on the server's side, which all points wait for
	Says      string
	Points    rubric.Points // below zero for a loss
	Band      string        // the band it would lead to, together with those listed before it; "" if the same
}

// Flag is something that a person must look at; never a deduction.
type Flag struct {
	Kind string
	Says string
	Page int
}
