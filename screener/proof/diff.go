package proof

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"slices"
	"time"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/corpus"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// DiffOptions say what to compare by.
type DiffOptions struct {
	AsOf time.Time // the date that "present" stands for; zero: the corpus's own
	Top  int       // how many of the best are compared; 0: 25
}

// Diff is what a change of a rubric does to the resumes of a corpus.
type Diff struct {
	Schema      string       `json:"schema"` // shortlist.diff/1
	Rubric      string       `json:"rubric"`
	Before      string       `json:"before"` // SHA-256 of the resolved rubrics and their data
	After       string       `json:"after"`
	AsOf        string       `json:"as_of"`
	Corpus      CorpusRef    `json:"corpus"`
	Resumes     int          `json:"resumes"`
	Changed     int          `json:"band_changes"`
	Up          int          `json:"up"`
	Down        int          `json:"down"`
	Apart       int          `json:"apart_changes"` // set apart by one of the two only
	Moved       int          `json:"score_moves"`   // another score in whole points
	Correlation float64      `json:"rank_correlation"`
	Top         int          `json:"top"`
	TopIn       int          `json:"top_in"` // = those that left it
	Causes      []CauseTally `json:"causes"`
	Changes     []Change     `json:"changes"` // who changes band, the largest move first
	Dependants  []string     `json:"dependants,omitempty"`
}

// CorpusRef names the corpus of a diff.
type CorpusRef struct {
	Name   string `json:"name"`
	Reader string `json:"reader"`
	MadeUp bool   `json:"made_up"`
	Blind  bool   `json:"blind"`
}

// CauseTally is what one difference does by itself: the new rubric against the new one with that difference taken back.
type CauseTally struct {
	Lines   string  `json:"lines,omitempty"`
	Says    string  `json:"says"`
	Moved   int     `json:"score_moves"`
	Up      int     `json:"up"`
	Down    int     `json:"down"`
	Typical float64 `json:"typical"` // median of the moves, in points
	Capped  int     `json:"capped,omitempty"`
}

// Change is one resume whose band changes.
type Change struct {
	ID     string `json:"id"` // blind: it tells nothing about whose it is
	Before Place  `json:"before"`
	After  Place  `json:"after"`
	Stack  string `json:"stack"`
	Lean   string `json:"lean"`
	Cause  string `json:"because"` // the difference that moves this one most
}

// Place is where a resume falls.
type Place struct {
	Score int    `json:"score"` // whole points
	Band  string `json:"band"`
	Apart bool   `json:"apart,omitempty"`
}

// row is one resume's outcomes: old, new, then each cause taken back.
type row struct {
	id          string
	stack, lean string
	outcomes    []fit.Outcome
	read        bool
}

// Compare judges every resume of a corpus by both rubrics, and by the new one with each difference taken back, in one pass.
func Compare(ctx context.Context, data *rubric.Data, before, after *rubric.Rubric, from *corpus.Reader, o DiffOptions) (*Diff, error) {
	if o.Top == 0 {
		o.Top = 25
	}
	asOf := o.AsOf
	if asOf.IsZero() {
		var err error
		if asOf, err = time.Parse(time.DateOnly, from.Header.AsOf); err != nil {
			return nil, err
		}
	}
	causes := Causes(before, after)
	rubrics := []*rubric.Rubric{before, after}
	for _, c := range causes {
		rubrics = append(rubrics, c.Without)
	}
	judge, err := fit.New(data, rubrics, nil)
	if err != nil {
		return nil, err
	}
	day := resume.Date{Year: asOf.Year(), Month: int(asOf.Month()), Precision: resume.PrecisionMonth}
	var rows []row
	err = screener.EachInCorpus(ctx, from, func(item batch.Item) row {
		if item.Err != nil || item.Parsed.Resume.Verdict.NotAResume {
			return row{}
		}
		r := row{id: blindID(item), read: true}
		r.outcomes, r.stack, r.lean = judge.Outcomes(make([]fit.Outcome, 0, len(rubrics)), item.Parsed.Document, item.Parsed.Resume, day)
		for i, c := range causes {
			if c.rescales {
				r.outcomes[2+i] = rescaled(r.outcomes[1], before, after)
			}
		}
		return r
	}, func(r row) error {
		if r.read {
			rows = append(rows, r)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	d := &Diff{
		Schema: "shortlist.diff/1", Rubric: after.Name, Before: before.SHA256(data), After: after.SHA256(data), AsOf: asOf.Format(time.DateOnly),
		Corpus:  CorpusRef{Reader: from.Header.Reader, MadeUp: from.Header.MadeUp, Blind: from.Header.Blind},
		Resumes: len(rows), Top: min(o.Top, len(rows)), Correlation: 1, Causes: []CauseTally{}, Changes: []Change{},
	}
	d.headline(rows)
	d.causes(rows, causes)
	d.changes(rows, causes)
	return d, nil
}

// blindID names a resume by its text: the same in every corpus, and nothing can be read off it.
func blindID(item batch.Item) string {
	h := sha256.Sum256([]byte(item.Name + "\n" + item.Parsed.Document.Text))
	return "c-" + hex.EncodeToString(h[:4])
}

// rescaled is the outcome with every point worth what it was before the sum of the weights changed.
func rescaled(now fit.Outcome, before, after *rubric.Rubric) fit.Outcome {
	if before.Sum() == 0 {
		return now
	}
	points := now.Score - now.Bonus
	now.Score = min(100_000, int(int64(points)*int64(after.Sum())/int64(before.Sum()))+now.Bonus)
	if !now.Capped {
		now.Band = after.Bands.Of(fit.Whole(now.Score))
	}
	return now
}

func (d *Diff) headline(rows []row) {
	for _, r := range rows {
		b, a := r.outcomes[0], r.outcomes[1]
		switch {
		case b.Apart != a.Apart:
			d.Apart++
		case level(a.Band) > level(b.Band):
			d.Up++
		case level(a.Band) < level(b.Band):
			d.Down++
		}
		if fit.Whole(b.Score) != fit.Whole(a.Score) {
			d.Moved++
		}
	}
	d.Changed = d.Up + d.Down
	if len(rows) > 1 {
		d.Correlation = spearman(rows)
	}
	top := func(n int) map[int]bool {
		order := make([]int, len(rows))
		for i := range order {
			order[i] = i
		}
		slices.SortStableFunc(order, func(x, y int) int {
			a, b := rows[x].outcomes[n], rows[y].outcomes[n]
			return cmp.Or(boolOrder(a.Apart, b.Apart), cmp.Compare(level(b.Band), level(a.Band)), cmp.Compare(b.Score, a.Score), cmp.Compare(rows[x].id, rows[y].id))
		})
		best := make(map[int]bool, d.Top)
		for _, i := range order[:d.Top] {
			best[i] = true
		}
		return best
	}
	before, after := top(0), top(1)
	for i := range after {
		if !before[i] {
			d.TopIn++
		}
	}
}

func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

func (d *Diff) causes(rows []row, causes []Cause) {
	for n, c := range causes {
		t := CauseTally{Lines: c.Lines, Says: c.Says}
		var moves []float64
		for _, r := range rows {
			without, now := r.outcomes[2+n], r.outcomes[1]
			if delta := now.Score - without.Score; fit.Whole(now.Score) != fit.Whole(without.Score) {
				t.Moved++
				moves = append(moves, float64(delta)/1000)
			}
			switch {
			case level(now.Band) > level(without.Band):
				t.Up++
			case level(now.Band) < level(without.Band):
				t.Down++
			}
			if now.Capped && !without.Capped {
				t.Capped++
			}
		}
		if len(moves) > 0 {
			slices.Sort(moves)
			t.Typical = math.Round(moves[len(moves)/2]*10) / 10
		}
		d.Causes = append(d.Causes, t)
	}
}

func (d *Diff) changes(rows []row, causes []Cause) {
	for _, r := range rows {
		b, a := r.outcomes[0], r.outcomes[1]
		if b.Band == a.Band || b.Apart != a.Apart {
			continue
		}
		c := Change{ID: r.id, Before: placeOf(b), After: placeOf(a), Stack: r.stack, Lean: r.lean}
		most := 0
		for n := range causes {
			without := r.outcomes[2+n]
			move := abs(a.Score - without.Score)
			if level(a.Band) != level(without.Band) {
				move += 1_000_000 // what changes the band by itself comes first
			}
			if move > most {
				most = move
				c.Cause = causes[n].label()
			}
		}
		d.Changes = append(d.Changes, c)
	}
	slices.SortStableFunc(d.Changes, func(x, y Change) int {
		return cmp.Or(
			cmp.Compare(abs(level(y.After.Band)-level(y.Before.Band)), abs(level(x.After.Band)-level(x.Before.Band))),
			cmp.Compare(abs(y.After.Score-y.Before.Score), abs(x.After.Score-x.Before.Score)),
			cmp.Compare(x.ID, y.ID))
	})
}

func (c Cause) label() string {
	if c.Lines == "" {
		return c.Says
	}
	return c.Lines + " " + c.Says
}

func placeOf(o fit.Outcome) Place {
	return Place{Score: fit.Whole(o.Score), Band: o.Band, Apart: o.Apart}
}

func abs(n int) int { return max(n, -n) }

// level orders bands, low first.
func level(band string) int {
	return slices.Index([]string{"low", "possible", "good", "strong"}, band)
}

// spearman is the rank correlation of the scores before and after, ties sharing their mean rank (Spearman 1904).
func spearman(rows []row) float64 {
	rank := func(n int) []float64 {
		order := make([]int, len(rows))
		for i := range order {
			order[i] = i
		}
		score := func(i int) int { return rows[i].outcomes[n].Score }
		slices.SortFunc(order, func(x, y int) int { return cmp.Compare(score(x), score(y)) })
		out := make([]float64, len(rows))
		for i := 0; i < len(order); {
			k := i
			for k < len(order) && score(order[k]) == score(order[i]) {
				k++
			}
			for _, x := range order[i:k] {
				out[x] = float64(i+k-1) / 2
			}
			i = k
		}
		return out
	}
	x, y := rank(0), rank(1)
	mean := float64(len(rows)-1) / 2
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-mean, y[i]-mean
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	switch {
	case xx == 0 && yy == 0:
		return 1
	case xx == 0 || yy == 0:
		return 0
	}
	return math.Round(xy/math.Sqrt(xx*yy)*1e4) / 1e4
}
