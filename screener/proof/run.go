package proof

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"time"

	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Status is what became of one case.
type Status string

// What can become of a case. Only Passed is a pass.
const (
	Passed  Status = "passed"
	Failed  Status = "failed"
	Todo    Status = "todo"    // a known miss, and it still misses
	Fixed   Status = "fixed"   // a known miss that holds now: its "todo" must go
	Drifted Status = "drifted" // all that it wants holds, and its snapshot does not
	NotRun  Status = "not-run" // could not be checked
)

// Outcome is what became of one case, and why.
type Outcome struct {
	Name   string
	Line   int // of the file of cases
	Status Status
	Why    string // of Todo, Fixed and NotRun
	Misses []Miss // of Failed, Todo and Drifted
	State  *State // what the rubric makes of the resume; nil if it was not run
	Inline bool   // the resume is the author's own text
}

// Miss is one thing that was wanted and not got.
type Miss struct {
	Key      string // as in "expect", or "snapshot"
	Line     int    // of the file of cases; 0 for a snapshot
	Wanted   string
	Got      string
	Evidence []Quote
	More     int // lines of evidence left out
	Hint     string
}

// Quote is a line of the resume and the line of a rubric that found it.
type Quote struct {
	At     string // "p1:6", or "l.6" without pages
	Text   string // empty where the resume may not be quoted
	Source string // "rubrics/backend-engineer.yaml:44"
	Entry  string // what stands there
	Why    string // why it does not count; empty if it does
}

// Result is what became of the cases of one file.
type Result struct {
	Suite    *Suite
	Outcomes []Outcome
	Drift    []string // cases that only the snapshot has
}

// Runner runs cases. Only Loader and Parser are needed.
type Runner struct {
	Loader *rubric.Loader
	Parser *resume.Parser
	// Read reads the resume of a "file:" case; path is as the case names it, beside the file of cases. Nil: such cases are not run.
	Read func(ctx context.Context, path string) (*document.Document, *resume.Resume, error)
	// Only, if set, picks cases by name.
	Only *regexp.Regexp
	// Quotes allows the words of resumes that stand in files; inline ones are the author's and always quoted.
	Quotes bool

	specialities []*rubric.Rubric
}

// Prepared is a case with its resume read.
type Prepared struct {
	Case     *rubric.Case
	Document *document.Document
	Resume   *resume.Resume
	Err      error // why it could not be read
}

// Run runs the cases of one file, those it refers to by "above" included. The error is ctx's, or says that the rubric cannot be compiled.
func (r *Runner) Run(ctx context.Context, s *Suite, snap *Snapshot) (*Result, error) {
	judge, err := r.Judge(s.Rubric)
	if err != nil {
		return nil, err
	}
	picked := make([]bool, len(s.Cases.Cases))
	needed := make(map[string]bool)
	for i := range s.Cases.Cases {
		c := &s.Cases.Cases[i]
		if picked[i] = r.Only == nil || r.Only.MatchString(c.Name); picked[i] {
			for _, e := range c.Wants.Above {
				needed[e.Text] = true
			}
		}
	}
	prepared := make([]Prepared, len(picked))
	judged := make([]*fit.Assessment, len(picked))
	scores := make(map[string]rubric.Points)
	unread := make(map[string]error)
	for i := range picked {
		c := &s.Cases.Cases[i]
		if !picked[i] && !needed[c.Name] {
			continue
		}
		prepared[i] = r.Prepare(ctx, s, c)
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if prepared[i].Err != nil {
			unread[c.Name] = prepared[i].Err
			continue
		}
		judged[i] = judge.Assess(prepared[i].Document, prepared[i].Resume, AsOf(c.AsOf))
		scores[c.Name] = judged[i].Fits[0].Score
	}
	out := &Result{Suite: s}
	for i := range picked {
		if !picked[i] {
			continue
		}
		c := &s.Cases.Cases[i]
		o := Outcome{Name: c.Name, Line: c.Source.Line, Inline: c.Path == ""}
		if err := cannotRun(c, unread); err != nil {
			o.Status, o.Why = NotRun, err.Error()
		} else {
			a := judged[i]
			e := &explainer{runner: r, suite: s, judge: judge, prepared: &prepared[i], a: a, quotes: o.Inline || r.Quotes}
			for _, f := range fit.Check(&c.Wants, a, 0, scores) {
				o.Misses = append(o.Misses, e.miss(f))
			}
			slices.SortStableFunc(o.Misses, func(a, b Miss) int { return a.Line - b.Line })
			o.State = stateOf(a)
			o.settle(c, snap)
		}
		out.Outcomes = append(out.Outcomes, o)
	}
	if r.Only == nil {
		out.Drift = snap.gone(s.Cases)
	}
	return out, nil
}

// settle decides what became of a case that was run.
func (o *Outcome) settle(c *rubric.Case, snap *Snapshot) {
	missed := len(o.Misses) > 0
	switch {
	case c.Todo != "" && missed:
		o.Status, o.Why = Todo, c.Todo
	case c.Todo != "":
		o.Status, o.Why = Fixed, c.Todo
	case missed:
		o.Status = Failed
	default:
		o.Status = Passed
		if o.Misses = snap.drift(c.Name, o.State); len(o.Misses) > 0 {
			o.Status = Drifted
		}
	}
}

// cannotRun says why a case cannot be checked: its resume, or that of a case it is compared with, could not be read.
func cannotRun(c *rubric.Case, unread map[string]error) error {
	if err := unread[c.Name]; err != nil {
		return err
	}
	for _, e := range c.Wants.Above {
		if unread[e.Text] != nil {
			return fmt.Errorf("the resume of %q, which it is compared with, could not be read", e.Text)
		}
	}
	return nil
}

// Judge compiles a rubric together with the specialities, so that labels can be checked.
func (r *Runner) Judge(rb *rubric.Rubric) (*fit.Judge, error) {
	if r.specialities == nil {
		all, err := r.Loader.Specialities()
		if err != nil {
			return nil, err
		}
		r.specialities = all
	}
	return fit.New(r.Loader.Data, []*rubric.Rubric{rb}, r.specialities)
}

// Prepare reads the resume of a case.
func (r *Runner) Prepare(ctx context.Context, s *Suite, c *rubric.Case) Prepared {
	p := Prepared{Case: c}
	switch {
	case c.Path == "":
		if p.Document, p.Err = plain.Read([]byte(c.Text), document.Limits{}); p.Err == nil {
			p.Resume = r.Parser.Parse(p.Document)
		}
	case r.Read == nil || s.Builtin:
		p.Err = fmt.Errorf("its resume is a file, and files are not read here")
	default:
		path := c.Path
		if !filepath.IsAbs(path) {
			path = filepath.Join(filepath.Dir(s.Path), path)
		}
		p.Document, p.Resume, p.Err = r.Read(ctx, path)
	}
	return p
}

// AsOf is a day as the date that "present" stands for.
func AsOf(t time.Time) resume.Date {
	return resume.Date{Year: t.Year(), Month: int(t.Month()), Precision: resume.PrecisionMonth}
}

// Counts are how many cases came to each end.
type Counts struct {
	Passed  int `json:"passed"`
	Failed  int `json:"failed"`
	Todo    int `json:"todo"`
	Fixed   int `json:"fixed"`
	Drifted int `json:"drifted"`
	NotRun  int `json:"not_run"`
	Refused int `json:"refused_files"`
}

// Count counts the cases of all results. A file whose cases could not be run counts as refused.
func Count(results []*Result) Counts {
	var n Counts
	for _, r := range results {
		if r.Suite.Err != nil {
			n.Refused++
		}
		for i := range r.Outcomes {
			switch r.Outcomes[i].Status {
			case Passed:
				n.Passed++
			case Failed:
				n.Failed++
			case Todo:
				n.Todo++
			case Fixed:
				n.Fixed++
			case Drifted:
				n.Drifted++
			case NotRun:
				n.NotRun++
			}
		}
		n.Drifted += len(r.Drift)
	}
	return n
}

// All is how many cases there were.
func (n Counts) All() int { return n.Passed + n.Failed + n.Todo + n.Fixed + n.Drifted + n.NotRun }
