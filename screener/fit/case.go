package fit

import (
	"fmt"
	"slices"
	"strings"

	"shortlist/screener/match"
	"shortlist/screener/rubric"
)

// Failure is one thing that a case wanted and did not get.
type Failure struct {
	Wanted, Got string
	Key         string // of Wants.At: where the case says so
	Hits        []Evidence
}

// Check compares an assessment with what a case wants of the rubric numbered n. Scores gives the scores of the other cases by
// name, for the order among cases; a case that it does not know is not compared.
func Check(w *rubric.Wants, a *Assessment, n int, scores map[string]rubric.Points) []Failure {
	c := checker{w: w, a: a, f: &a.Fits[n]}
	c.words("band", w.Bands, c.f.Band)
	c.words("stack", w.Stack, a.Stack.Is)
	c.words("lean", w.Lean, a.Lean.Is)
	if c.f.Score < w.Least || w.Most > 0 && c.f.Score > w.Most {
		c.fail("score", fmt.Sprintf("score %d to %d", w.Least/1000, w.Most/1000), fmt.Sprintf("%.1f", float64(c.f.Score)/1000), nil)
	}
	if w.Apart != nil && *w.Apart != c.f.Apart {
		c.fail("apart", fmt.Sprintf("apart: %t", *w.Apart), fmt.Sprintf("%t (%s)", c.f.Apart, a.Stack.Why), a.Stack.Hits)
	}
	c.criteria()
	c.sets()
	for _, e := range w.Above {
		if other, ok := scores[e.Text]; ok && c.f.Score <= other {
			c.fail("above", fmt.Sprintf("a score above that of %q", e.Text), fmt.Sprintf("%.1f against %.1f", float64(c.f.Score)/1000, float64(other)/1000), nil)
		}
	}
	return c.failures
}

type checker struct {
	w        *rubric.Wants
	a        *Assessment
	f        *Fit
	failures []Failure
}

func (c *checker) fail(key, wanted, got string, hits []Evidence) {
	c.failures = append(c.failures, Failure{Wanted: wanted, Got: got, Key: key, Hits: hits})
}

func (c *checker) words(key string, wanted []string, got string) {
	if len(wanted) == 0 || slices.Contains(wanted, got) {
		return
	}
	hits := c.a.Stack.Hits
	if key == "lean" {
		hits = c.a.Lean.Hits
	}
	if key == "band" {
		hits = nil
	}
	c.fail(key, key+": "+strings.Join(wanted, " or "), got, hits)
}

// criteria compares the states.
func (c *checker) criteria() {
	ids := make([]string, 0, len(c.w.States))
	for id := range c.w.States {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	for _, id := range ids {
		got := "absent"
		var hits []Evidence
		for i := range c.f.Criteria {
			if cr := &c.f.Criteria[i]; cr.Rule.ID == id {
				got, hits = cr.State, cr.Hits
			}
		}
		if got != c.w.States[id] {
			c.fail("criteria."+id, id+": "+c.w.States[id], got, hits)
		}
	}
}

// sets compares what must be and must not be among terms, signals, labels and flags.
func (c *checker) sets() {
	terms, signals, labels, flags := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i := range c.f.Criteria {
		for _, e := range c.f.Criteria[i].Hits {
			if e.Worth > 0 && e.Hit.Grade > match.Claimed {
				terms[e.Term] = true
			}
			if e.Signal != "" {
				signals[e.Signal] = true
			}
		}
	}
	for _, e := range c.a.Lean.Hits {
		signals[e.Signal] = true
	}
	for _, l := range c.a.Specialities {
		labels[l.Name] = true
	}
	for _, f := range c.a.Flags {
		flags[f.Kind] = true
	}
	want := func(key string, all []rubric.Entry, in map[string]bool, must bool) {
		for _, e := range all {
			if in[e.Text] != must {
				word := "missing"
				if !must {
					word = "there"
				}
				c.fail(key, key+": "+e.Text, word, nil)
			}
		}
	}
	want("terms", c.w.Terms, terms, true)
	want("not_terms", c.w.NotTerms, terms, false)
	want("signals", c.w.Signals, signals, true)
	want("not_signals", c.w.NotSignals, signals, false)
	want("labels", c.w.Labels, labels, true)
	want("not_labels", c.w.NotLabels, labels, false)
	want("flags", c.w.Flags, flags, true)
}
