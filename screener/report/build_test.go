package report_test

import (
	"strings"
	"testing"

	"shortlist/screener"
	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/fit"
	"shortlist/screener/report"
	"shortlist/screener/resume"
)

const builtFrom = `Robin Example
robin@example.com

Experience

Backend Engineer
Example Works Ltd
Jan 2019 - Present
- Designed the architecture of the payment platform in Go and PostgreSQL.
- Led a team of five engineers and set API standards for all teams.
- Never used Scala.

Education

Bachelor of Science in Computer Science
Weston State University
2012 - 2016

Skills

Docker, Kafka
`

// judged reads and judges a text with the built-in rubrics.
func judged(t *testing.T, text string) report.Judged {
	t.Helper()
	rules, err := screener.NewRules(screener.RuleOptions{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := screener.NewParser()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := plain.Read([]byte(text), document.Limits{}.WithDefaults())
	if err != nil {
		t.Fatal(err)
	}
	res := p.Parse(doc)
	a := rules.Judge.Assess(doc, res, resume.Date{Year: 2026, Month: 11, Precision: resume.PrecisionMonth})
	return report.Judged{ID: "r1", File: "robin.txt", Document: doc, Resume: res, Assessment: a, KeepLines: true}
}

// Each hit of a record can be found in the resume: at its offset, on its line, in its quote.
func TestNewResumeQuotes(t *testing.T) {
	in := judged(t, builtFrom)
	r := report.NewResume(in)
	var lines []string // as they are counted: lines with text
	for _, l := range in.Document.Lines {
		lines = append(lines, in.Document.Slice(l.Span))
	}
	check := func(what string, h report.Hit) {
		if h.End > len(in.Document.Text) || h.Start >= h.End {
			t.Errorf("%s: %d to %d", what, h.Start, h.End)
			return
		}
		words := strings.Join(strings.Fields(in.Document.Text[h.Start:h.End]), " ")
		if !strings.Contains(h.Quote, words) {
			t.Errorf("%s: %q is not in its quote %q", what, words, h.Quote)
		}
		if h.Line < 1 || !strings.Contains(lines[h.Line-1], strings.Fields(words)[0]) {
			t.Errorf("%s: %q is not on line %d", what, words, h.Line)
		}
	}
	hits := 0
	for _, f := range r.Fits {
		sum := 0.0
		for _, c := range f.Criteria {
			sum += c.Points
			for _, h := range c.Hits {
				check(f.Rubric+" "+c.ID, h)
				if h.Source == "" {
					t.Errorf("%s: %s names no line of a file", c.ID, h.Term)
				}
				hits++
			}
		}
		if d := sum - f.Score; d > 1e-6 || d < -1e-6 {
			t.Errorf("%s: the points add up to %.3f, the score is %.3f", f.Rubric, sum, f.Score)
		}
		for _, h := range f.NotCounted {
			check("not counted", h)
		}
	}
	for _, h := range append(r.Stack.Hits, r.Lean.Hits...) {
		check("stack or lean", h)
		if h.Side == "" {
			t.Errorf("%s stands for no side", h.Term)
		}
	}
	if hits < 10 {
		t.Errorf("only %d hits", hits)
	}
	if len(r.Lines) != len(in.Document.Lines) {
		t.Errorf("%d lines of %d", len(r.Lines), len(in.Document.Lines))
	}
}

func TestNewResumeSays(t *testing.T) {
	r := report.NewResume(judged(t, builtFrom))
	if r.State != report.StateRead || r.Name != "Robin Example" || r.Stack.Is != "backend" || r.Lean.Is != "engineer" {
		t.Errorf("%s %q %s %s", r.State, r.Name, r.Stack.Is, r.Lean.Is)
	}
	if r.Months != 95 || len(r.Roles) != 1 || !r.Roles[0].Open || r.Roles[0].Start != "2019-01" {
		t.Errorf("%d months, roles %+v", r.Months, r.Roles)
	}
	if got := strings.Join(r.Roles[0].Terms, " "); !strings.Contains(got, "PostgreSQL") || strings.Contains(got, "Docker") {
		t.Errorf("terms of the role: %s", got)
	}
	engineer := r.Fits[1]
	scala := false
	for _, h := range engineer.NotCounted {
		scala = scala || h.Term == "Scala" && h.Grade == "negated"
	}
	if !scala {
		t.Errorf("Scala was never used, and that is not said: %+v", engineer.NotCounted)
	}
	if len(engineer.Ask) == 0 || len(engineer.WouldAdd) == 0 || len(engineer.WouldCost) == 0 {
		t.Errorf("ask %d, would add %d, would cost %d", len(engineer.Ask), len(engineer.WouldAdd), len(engineer.WouldCost))
	}
	for _, c := range engineer.WouldAdd {
		if c.Points <= 0 || c.Says == "" {
			t.Errorf("%+v", c)
		}
	}
	if n := len(r.Checks); n != int(document.HiddenKinds)+1 || r.Checks[n-1] != (report.Check{Kind: fit.TermsWithoutRole, State: "clear"}) {
		t.Errorf("%d checks", len(r.Checks))
	}
}
