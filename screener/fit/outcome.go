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
	a := j.begin(s, doc, res, asOf)
	for n, r := range j.rubrics {
		t := j.tally(s, n, a, false)
		total := t.sums()
		o := Outcome{Score: total.score, Band: r.Bands.Of(Whole(total.score))}
		for i := range r.Criteria {
			if r.Criteria[i].Bonus {
				o.Bonus += total.points[i]
			}
		}
		if i := t.capped(o.Band, a); i >= 0 {
			o.Capped, o.Band = r.Criteria[i].ID, "possible"
		}
		o.Apart, _ = apart(r, a)
		dst = append(dst, o)
	}
	lean = j.lean(s).Is
	s.end()
	return dst, a.Stack.Is, lean
}
