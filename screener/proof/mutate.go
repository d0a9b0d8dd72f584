package proof

import (
	"context"
	"maps"
	"slices"

	"shortlist/screener/fit"
	"shortlist/screener/rubric"
)

// trial is one suite while its lines are dropped in turn: every resume is read and judged once, and again only where a drop can
// matter to it.
type trial struct {
	suite    *Suite
	judge    *fit.Judge
	prepared []Prepared
	judged   []*fit.Assessment
	scores   map[string]rubric.Points
	holds    []bool                  // cases that hold as things are, and so can notice
	at       map[rubric.Source][]int // cases that a line is at work on
	against  map[string][]int        // cases that are compared with the one named
}

// trial runs the cases of a suite and notes in c what is at work.
func (r *Runner) trial(ctx context.Context, s *Suite, c *Coverage) (*trial, error) {
	judge, err := r.Judge(s.Rubric)
	if err != nil {
		return nil, err
	}
	n := len(s.Cases.Cases)
	t := &trial{
		suite: s, judge: judge, prepared: make([]Prepared, n), judged: make([]*fit.Assessment, n), holds: make([]bool, n),
		scores: map[string]rubric.Points{}, at: map[rubric.Source][]int{}, against: map[string][]int{},
	}
	for i := range s.Cases.Cases {
		t.prepared[i] = r.Prepare(ctx, s, &s.Cases.Cases[i])
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		p := &t.prepared[i]
		if p.Err != nil {
			c.Unread = append(c.Unread, p.Case.Name)
			continue
		}
		t.judged[i] = judge.Assess(p.Document, p.Resume, AsOf(p.Case.AsOf))
		t.scores[p.Case.Name] = t.judged[i].Fits[0].Score
		hits := c.used(judge, p.Document, p.Resume)
		c.note(hits, t.judged[i].Fits)
		for at := range hits {
			t.at[at] = append(t.at[at], i)
		}
	}
	for i := range t.prepared {
		if t.judged[i] == nil {
			continue
		}
		w := &t.prepared[i].Case.Wants
		t.holds[i] = len(fit.Check(w, t.judged[i], 0, t.scores)) == 0
		for _, e := range w.Above {
			t.against[e.Text] = append(t.against[e.Text], i)
		}
	}
	return t, nil
}

// mutate drops each line of the suite's rubric, and of the data, and notes the cases that notice.
func (t *trial) mutate(ctx context.Context, c *Coverage) error {
	for i := range c.Lines {
		l := &c.Lines[i]
		if err := ctx.Err(); err != nil {
			return err
		}
		judge, ok := t.judge.Without(l.at)
		if !ok {
			continue // a line of another suite's rubric
		}
		l.Dropped = true
		for _, n := range t.noticing(judge, l) {
			l.Noticed = append(l.Noticed, t.prepared[n].Case.Name)
		}
	}
	return nil
}

// noticing gives the cases that fail by another judge, without judging those again that the line is not at work on.
func (t *trial) noticing(judge *fit.Judge, l *LineUse) []int {
	touched := t.at[l.at]
	if !l.matchable() {
		touched = nil // a criterion's weight is shared out among the others, so all scores move
		for i := range t.judged {
			touched = append(touched, i)
		}
	}
	if len(touched) == 0 {
		return nil
	}
	judged := slices.Clone(t.judged)
	scores := make(map[string]rubric.Points, len(t.scores))
	maps.Copy(scores, t.scores)
	asked := make(map[int]bool)
	for _, i := range touched {
		p := &t.prepared[i]
		if p.Err != nil {
			continue
		}
		judged[i] = judge.Assess(p.Document, p.Resume, AsOf(p.Case.AsOf))
		scores[p.Case.Name] = judged[i].Fits[0].Score
		asked[i] = true
		for _, k := range t.against[p.Case.Name] {
			asked[k] = true
		}
	}
	var out []int
	for i := range t.prepared {
		if asked[i] && t.holds[i] && len(fit.Check(&t.prepared[i].Case.Wants, judged[i], 0, scores)) > 0 {
			out = append(out, i)
		}
	}
	return out
}
