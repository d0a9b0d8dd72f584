package fit

import (
	"fmt"
	"slices"

	"shortlist/screener/match"
	"shortlist/screener/rubric"
)

// tally is what one rubric's criteria found: enough to compute the score, and to compute it again with something added.
type tally struct {
	rubric *rubric.Rubric
	total  int64       // sum of the weights
	parts  [][][]thing // by criterion and part, best first
	full   []int       // by criterion: worth of its best things, in hundredths
	rest   []int       // the same without lists
	earns  []int       // by criterion: what full earns, in thousandths of a point
	firm   []int       // what rest earns
	enough []int       // by criterion: hundredths that earn its whole weight
	scale  []int       // thousandths of a criterion's points that its years allow; 1000 without years
	unread []bool      // years that could not be read
	built  int         // thousandths of all points that what was built allows
	// evidence is that of server software built, in hundredths.
	evidence int
	points   []int     // memory of sums
	flat     [][]thing // memory of parts
}

// sums is a score in thousandths of a point.
type sums struct {
	score  int
	points []int // by criterion; of the tally
	listed int
	bound  bool
}

// earned is the worth of the best things of a part, at most what is enough, in hundredths: of all, and without lists.
func earned(things []thing, enough int) (full, rest int) {
	for i := 0; i < len(things) && i < enough; i++ {
		full += things[i].worth
	}
	// the best outside of lists may be other things than the best of all
	var best [16]int
	n := min(enough, len(best))
	for _, t := range things {
		v := t.rest
		for i := 0; i < n && v > 0; i++ {
			if v > best[i] {
				v, best[i] = best[i], v
			}
		}
	}
	for _, v := range best[:n] {
		rest += v
	}
	return min(full, enough*100), min(rest, enough*100)
}

// count sums up a criterion's parts.
func (t *tally) count(i int) {
	t.full[i], t.rest[i], t.enough[i] = 0, 0, 0
	for k := range t.parts[i] {
		enough := t.rubric.Criteria[i].Parts[k].Enough
		full, rest := earned(t.parts[i][k], enough)
		t.full[i] += full
		t.rest[i] += rest
		t.enough[i] += enough * 100
	}
	t.price(i)
}

// price works out what the worth of a criterion's things earns.
func (t *tally) price(i int) {
	t.earns[i], t.firm[i] = t.pointsOf(i, t.full[i]), t.pointsOf(i, t.rest[i])
}

// pointsOf is what a worth in hundredths earns in a criterion, rounded to thousandths of a point.
func (t *tally) pointsOf(i, worth int) int {
	if worth == 0 {
		return 0
	}
	v := int64(t.rubric.Criteria[i].Weight) * 100_000 * int64(worth) * int64(t.scale[i]) / 1000 * int64(t.built)
	d := t.total * int64(t.enough[i]) * 1000
	return int((v + d/2) / d)
}

// share is a criterion's part of 100 points: its weight over the sum of weights.
func (t *tally) share(c *rubric.Criterion) int64 {
	return int64(c.Weight) * 100_000 / t.total
}

// sums computes the score: each criterion saturates, what lists add is bounded, and the whole stops at 100.
func (t *tally) sums() sums {
	r := t.rubric
	out := sums{points: t.points}
	restSum, fullSum := 0, 0
	for i := range r.Criteria {
		out.points[i] = t.earns[i]
		restSum += t.firm[i]
		fullSum += t.earns[i]
	}
	out.listed = fullSum - restSum
	if bound := r.Lists.Free + restSum*r.Lists.Share/100; out.listed > bound {
		out.bound = true
		left, all := bound, out.listed
		for i := range out.points {
			without := t.firm[i]
			added := out.points[i] - without
			if all <= 0 || added <= 0 {
				continue
			}
			// shared out in proportion, what rounding leaves goes on to the next, so that the sum is exact
			give := int(int64(left) * int64(added) / int64(all))
			all -= added
			left -= give
			out.points[i] = without + give
		}
		out.listed = bound - left
	}
	for i := range out.points {
		out.score += out.points[i]
	}
	// the score stops at 100: what a bonus adds beyond is taken from the bonus
	for i := range r.Criteria {
		if over := out.score - 100_000; over > 0 && r.Criteria[i].Bonus {
			cut := min(over, out.points[i])
			out.points[i] -= cut
			out.score -= cut
		}
	}
	// thirds of a point may round to a few thousandths over 100
	for i := range out.points {
		if over := out.score - 100_000; over > 0 && out.points[i] >= over {
			out.points[i] -= over
			out.score -= over
		}
	}
	return out
}

// score judges one rubric, without the evidence. The sums hold until the next resume.
func (j *Judge) score(s *scratch, n int, a *Assessment) (Fit, sums) {
	r := j.rubrics[n]
	f := Fit{Rubric: r}
	t := j.tally(s, n, a, false)
	total := t.sums()
	f.Score, f.Listed, f.Bound, f.Built = total.score, total.listed, total.bound, t.built
	f.Least, f.Most = f.Score, f.Score
	if a.Partial && len(s.doc.Pages) > 0 {
		// The unread pages may hold their share of everything that is not shown; more than that nobody can say.
		f.Most = f.Score + (100_000-f.Score)*a.Unread/len(s.doc.Pages)
	}
	f.Band = r.Bands.Of(Whole(f.Score))
	if i := t.capped(f.Band, a); i >= 0 {
		c := &r.Criteria[i]
		f.Cap = fmt.Sprintf("must: %s (%s)", midSentence(c.Title), c.MustAt)
		f.Uncapped, f.Band = f.Band, "possible"
	}
	f.Apart, f.Reason = apart(r, a)
	return f, total
}

// capped is the criterion whose must keeps a resume of a band from it, -1 for none.
func (t *tally) capped(band string, a *Assessment) int {
	if band != "strong" && band != "good" {
		return -1
	}
	for i := range t.rubric.Criteria {
		if t.fails(i, a) {
			return i
		}
	}
	return -1
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

// fit judges one rubric.
func (j *Judge) fit(s *scratch, n int, a *Assessment) Fit {
	f, total := j.score(s, n, a)
	t := &s.tallies[2*n]
	f.Criteria = make([]Criterion, 0, len(f.Rubric.Criteria))
	for i := range f.Rubric.Criteria {
		f.Criteria = append(f.Criteria, j.criterion(s, n, i, t, total.points[i], a))
	}
	if s.hidden() {
		f.WithHidden = j.tally(s, n, a, true).sums().score
	}
	return f
}

// advise says of a fit what was not counted, what would change it, and what to ask.
func (j *Judge) advise(s *scratch, n int, f *Fit) {
	t := &s.tallies[2*n]
	f.NotCounted = j.notCounted(s, n)
	f.WouldAdd = j.wouldAdd(t, f)
	f.WouldCost = j.wouldCost(s, t, f)
	f.Ask = asks(f)
}

// hidden says whether anything was found in text that no reader sees.
func (s *scratch) hidden() bool {
	for i := range s.result.Hits {
		if s.result.Hits[i].Grade == match.Hidden {
			return true
		}
	}
	return false
}

// tally gathers what the criteria of a rubric count. It holds until the next resume.
func (j *Judge) tally(s *scratch, n int, a *Assessment, hidden bool) *tally {
	r := j.rubrics[n]
	p := &j.plans[n]
	t := &s.tallies[2*n]
	if hidden {
		t = &s.tallies[2*n+1]
	}
	t.reset(r)
	t.evidence = a.Stack.Built
	t.built = r.Built.Of(t.evidence)
	for i := range r.Criteria {
		c := &r.Criteria[i]
		from := len(t.flat)
		for k := range c.Parts {
			var things []thing
			if e := c.Parts[k].Education; e != nil {
				things = j.study(s, e, p.study[i][k], a, &r.Worth)
			} else {
				things = j.count(s, p.parts[i][k], &r.Worth, hidden)
			}
			t.flat = append(t.flat, things)
		}
		t.parts = append(t.parts, t.flat[from:])
		t.scale[i], t.unread[i] = 1000, false
		if c.Years != nil {
			months, known := j.monthsOf(s, p.years[i], a)
			t.scale[i] = min(1000, months*1000/c.Years.Months)
			t.unread[i] = !known
		}
		t.count(i)
	}
	return t
}

// reset makes an empty tally for a rubric.
func (t *tally) reset(r *rubric.Rubric) {
	m := len(r.Criteria)
	if t.rubric != r {
		ints := make([]int, 7*m)
		cut := func() []int {
			out := ints[:m:m]
			ints = ints[m:]
			return out
		}
		*t = tally{
			rubric: r, total: int64(r.Sum()), full: cut(), rest: cut(), earns: cut(), firm: cut(), enough: cut(), scale: cut(), points: cut(),
			unread: make([]bool, m), parts: t.parts, flat: t.flat,
		}
	}
	t.parts, t.flat = t.parts[:0], t.flat[:0]
}

// hitsShown bounds the evidence that is kept of one part of a criterion: the best things.
const hitsShown = 12

// criterion describes the outcome of one criterion.
func (j *Judge) criterion(s *scratch, n, i int, t *tally, points int, a *Assessment) Criterion {
	r := j.rubrics[n]
	rule := &r.Criteria[i]
	c := Criterion{Rule: rule, Weight: int(t.share(rule)), Points: points, State: NotShown}
	all := true
	c.Enough, c.Shown = t.enough[i], t.full[i]
	for k := range rule.Parts {
		enough := rule.Parts[k].Enough
		things := t.parts[i][k]
		c.Things += len(things)
		all = all && len(things) >= enough
		things = things[:min(len(things), max(hitsShown, enough))]
		c.Hits = slices.Grow(c.Hits, len(things))
		for _, th := range things {
			c.Hits = append(c.Hits, j.shown(s, &rule.Parts[k], j.plans[n].parts[i][k], th))
		}
	}
	switch {
	case c.Things > 0 && all && t.scale[i] == 1000:
		c.State = Met
	case c.Things > 0:
		c.State = PartlyMet
	case a.Partial:
		c.State = CouldNotRead
	}
	if t.unread[i] {
		c.State = CouldNotRead
	}
	c.Failed = rule.Must > 0 && c.Things < rule.Must && c.State != CouldNotRead
	return c
}

// shown is the evidence for a thing.
func (j *Judge) shown(s *scratch, part *rubric.Part, k int, th thing) Evidence {
	e := j.evidenceOf(s, k, th.best)
	e.Worth = th.worth
	if part.Education != nil {
		e = Evidence{Term: "education", Source: part.Education.Source, Worth: th.worth}
		e.Hit = match.Hit{Span: th.span, Grade: match.Used, Role: -1, Passage: -1, Sentence: -1, From: -1}
	}
	return e
}

// evidenceOf describes a pick of a collector.
func (j *Judge) evidenceOf(s *scratch, k int, p pick) Evidence {
	if k < 0 || p.hit < 0 {
		return Evidence{}
	}
	h := s.result.Hits[p.hit]
	e := Evidence{Hit: h, Term: j.matcher.Entry(h.Entry)}
	if p.signal >= 0 {
		signal := &j.data.Signals[p.signal]
		e.Signal, e.Term = signal.ID, signal.Title
		if int(p.source) < len(signal.Phrases) {
			e.Source = signal.Phrases[p.source].Source
		}
		return e
	}
	if col := &j.collectors[k]; p.source >= 0 && int(p.source) < len(col.sources) {
		e.Source = col.sources[p.source].Source
	}
	return e
}

// apart says whether a resume is shown to be of a stack that the rubric does not accept. Undetermined is ranked.
func apart(r *rubric.Rubric, a *Assessment) (bool, string) {
	if a.Stack.Is == "undetermined" {
		return false, ""
	}
	if slices.Contains(r.Accept, a.Stack.Is) {
		return false, ""
	}
	return true, a.Stack.Is + ": " + a.Stack.Why
}
