package report

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// crowd is a run of n random resumes, in input order.
func crowd(n int, seed uint64, best float64) *Report {
	r := rand.New(rand.NewPCG(seed, 1))
	out := &Report{
		Schema: Schema, AsOf: "2026-11-21", Counts: Counts{Input: n},
		Rubrics: []Rubric{
			{Name: "backend-developer", Bands: Bands{Strong: 75, Good: 60, Possible: 40}},
			{Name: "backend-engineer", Bands: Bands{Strong: 75, Good: 60, Possible: 40}},
		},
	}
	for i := range n {
		res := Resume{ID: fmt.Sprintf("id%06d", i), File: fmt.Sprintf("in/%05d.pdf", i), State: StateRead, Pages: 2, PagesRead: 2}
		if r.IntN(3) > 0 {
			res.Name = fmt.Sprintf("Person Number%d", r.IntN(n))
		}
		switch r.IntN(30) {
		case 0:
			res.State, res.Reason = StateUnreadable, "no text layer"
		case 1:
			res.State, res.Reason = StateNotAResume, "a job advertisement"
		}
		for _, u := range out.Rubrics {
			f := Fit{Rubric: u.Name, State: "scored", Score: best * r.Float64(), Possible: 100}
			f.Least, f.Most = f.Score, f.Score
			switch {
			case f.Score >= 75:
				f.Band = "strong"
			case f.Score >= 60:
				f.Band = "good"
			case f.Score >= 40:
				f.Band = "possible"
			default:
				f.Band = "low"
			}
			if r.IntN(40) == 0 && f.Score >= 60 {
				f.Band, f.Uncapped, f.Cap = "possible", f.Band, "no database is shown"
			}
			if r.IntN(6) == 0 {
				f.State, f.Reason = "apart", "frontend"
			}
			res.Fits = append(res.Fits, f)
		}
		if r.IntN(50) == 0 {
			res.Flags = []Flag{{Kind: "hidden-text", Says: "11 white words"}}
		}
		if r.IntN(20) == 0 {
			res.Thin = "9 lines, 1 role"
		}
		for _, says := range []string{"no name found", "no roles found", fmt.Sprintf("dates could not be read (%d roles)", r.IntN(4))} {
			if r.IntN(9) == 0 {
				res.Flags = append(res.Flags, Flag{Kind: "doubt", Says: says})
			}
		}
		out.Resumes = append(out.Resumes, res)
	}
	for range n / 100 {
		a := r.IntN(n - 1)
		out.Groups = append(out.Groups, []string{out.Resumes[a].ID, out.Resumes[a+1].ID})
	}
	return out
}

// TestPage compares the table of a page with the table of all records.
func TestPage(t *testing.T) {
	for _, c := range []struct {
		n    int
		best float64
		by   string
		top  int
	}{{3, 100, "", 0}, {59, 100, "", 0}, {61, 100, "", 0}, {500, 100, "", 0}, {5000, 100, "", 0}, {5000, 100, "backend-engineer", 0}, {5000, 30, "", 0}, {5000, 61, "", 5}, {5000, 100, "", 500}} {
		all := crowd(c.n, uint64(c.n), c.best)
		all.RankedBy = c.by
		if c.n%2 == 1 || c.top > 0 { // some were seen before
			old := crowd(c.n, uint64(c.n)+1, 100)
			for i := range old.Resumes {
				old.Resumes[i].ID += "-old"
				if i%7 == 0 {
					old.Resumes[i].ID = all.Resumes[i].ID
					old.Resumes[i].Since = &Since{Note: "ask for samples"}
				}
			}
			markSince(all, old, nil)
		}
		page, briefs := NewPage(all, namesOf(all)), NewPage(all, namesOf(all))
		most := 0
		var asked atomic.Int64
		for _, res := range all.Resumes {
			page.Add(res)
			most = max(most, len(page.held))
			brief := Resume{ID: res.ID, File: res.File, State: res.State, Name: res.Name, Flags: res.Flags, Thin: res.Thin, Fits: res.Fits, Since: res.Since}
			brief.Whole = func() Resume { asked.Add(1); return res }
			briefs.Add(brief)
		}
		short := page.Report(all, all.Groups, nil)
		of := briefs.Report(all, all.Groups, nil)
		if d := cmp.Diff(short, of, cmpopts.IgnoreUnexported(More{})); d != "" || int(asked.Load()) != len(of.Resumes) {
			t.Errorf("%+v: of %d records in brief %d were asked for, %d are left: %s", c, c.n, asked.Load(), len(of.Resumes), d)
		}
		if c.n > 2000 && (most > 400 || len(short.Resumes) > 300) {
			t.Errorf("%+v: %d records were held, %d are left", c, most, len(short.Resumes))
		}
		Arrange(all)
		var want, got strings.Builder
		o := Options{Width: 120, Top: c.top}
		if err := Table(&want, all, o); err != nil {
			t.Fatal(err)
		}
		if err := Table(&got, short, o); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.String(), got.String()); d != "" {
			t.Errorf("%+v: %s", c, d)
		}
	}
}
