package fit

import (
	"shortlist/screener/document"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Outcome is where a resume falls by one rubric, without the evidence: what comparing rubrics over many resumes needs.
type Outcome struct {
	Score  rubric.Points
	Band   string
	Capped string // id of the must that capped the band; "" if none did
	Apart  bool
	Bonus  rubric.Points // of Score, what bonuses add
}

// Outcomes gives for each rubric what Assess would say in score, band and apart, and the stack and lean they stand beside.
// It may be called from several goroutines at once.
func (j *Judge) Outcomes(dst []Outcome, doc *document.Document, res *resume.Resume, asOf resume.Date) (out []Outcome, stack, lean string) {
	s := j.pool.Get().(*scratch)
	defer j.pool.Put(s)
	j.collect(s, doc, res)
	a := &Assessment{Partial: doc.Partial(), asOf: asOf}
	j.months(a, res)
	a.Stack = j.stack(s)
	a.Lean = j.lean(s)
	for n, r := range j.rubrics {
		t := j.tally(s, n, a, false)
		total := t.sums()
		o := Outcome{Score: total.score, Band: r.Bands.Of(Whole(total.score))}
		for i := range r.Criteria {
			c := &r.Criteria[i]
			if c.Bonus {
				o.Bonus += total.points[i]
			}
			if c.Must > 0 && o.Capped == "" && (o.Band == "strong" || o.Band == "good") && t.fails(i, a) {
				o.Capped = c.ID
			}
		}
		if o.Capped != "" {
			o.Band = "possible"
		}
		o.Apart, _ = apart(r, a)
		dst = append(dst, o)
	}
	s.doc, s.res, s.result = nil, nil, nil
	return dst, a.Stack.Is, a.Lean.Is
}

// fails says whether a criterion's must is not kept: fewer things of any worth than it asks for, though all could be read.
func (t *tally) fails(i int, a *Assessment) bool {
	things := 0
	for k := range t.parts[i] {
		things += len(t.parts[i][k])
	}
	unread := t.unread[i] || things == 0 && a.Partial
	return things < t.rubric.Criteria[i].Must && !unread
}
