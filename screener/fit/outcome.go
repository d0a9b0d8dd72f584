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
	Capped bool // a must holds the band down
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
		f, total := j.score(s, n, a)
		o := Outcome{Score: f.Score, Band: f.Band, Capped: f.Cap != "", Apart: f.Apart}
		for i := range r.Criteria {
			if r.Criteria[i].Bonus {
				o.Bonus += total.points[i]
			}
		}
		dst = append(dst, o)
	}
	lean = j.lean(s).Is
	s.end()
	return dst, a.Stack.Is, lean
}
