package proof

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/corpus"
	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Coverage says which lines of rubrics are at work over some resumes: those of cases, or those of a corpus.
type Coverage struct {
	Schema   string        `json:"schema"` // shortlist.coverage/1
	Over     string        `json:"over"`   // cases or corpus
	Resumes  int           `json:"resumes"`
	Unread   []string      `json:"not_run,omitempty"` // cases whose resume could not be read
	Rubrics  []string      `json:"rubrics"`
	Lines    []LineUse     `json:"lines"`
	Criteria []StateCounts `json:"criteria"`
	Mutated  bool          `json:"mutated"` // each line was dropped in turn

	byPlace map[rubric.Source]int // index into Lines, plus one
}

// LineUse is one thing that a rubric or a signal says, and what became of it.
type LineUse struct {
	Kind    string   `json:"kind"` // term, tag, phrase, signal, not, must, criterion, part
	Text    string   `json:"text"`
	Of      string   `json:"of"` // the criterion or the signal that it belongs to
	File    string   `json:"file"`
	Line    int      `json:"line"`
	Resumes int      `json:"resumes"`         // in which it matched
	Hits    int      `json:"hits"`            // over all of them
	Terms   int      `json:"terms,omitempty"` // of a tag: how many of its terms matched
	OfTerms int      `json:"of_terms,omitempty"`
	Noticed []string `json:"noticed,omitempty"` // cases that fail when it is dropped
	Dropped bool     `json:"dropped,omitempty"` // it was dropped in turn

	at    rubric.Source
	terms map[int32]bool
}

// StateCounts are the states of one criterion over all resumes.
type StateCounts struct {
	Rubric       string `json:"rubric"`
	ID           string `json:"id"`
	Met          int    `json:"met"`
	PartlyMet    int    `json:"partly_met"`
	NotShown     int    `json:"not_shown"`
	CouldNotRead int    `json:"could_not_read"`

	at rubric.Source
}

// nearly is the share, in percent, from which a line matches "nearly everybody" and tells nothing; asked of a corpus of at least
// leastCorpus resumes.
const (
	nearly      = 95
	leastCorpus = 20
)

// matched says whether anything of a line can match; criteria, parts and musts have no words of their own.
func (l *LineUse) matchable() bool {
	return l.Kind != "must" && l.Kind != "criterion" && l.Kind != "part"
}

// newCoverage lists the lines of rubrics, and of the signals that they score; all of them where all is set.
func newCoverage(over string, d *rubric.Data, rubrics []*rubric.Rubric, all bool) *Coverage {
	c := &Coverage{Schema: "shortlist.coverage/1", Over: over, byPlace: map[rubric.Source]int{}, Lines: []LineUse{}}
	scored := make(map[string]bool)
	for _, r := range rubrics {
		c.Rubrics = append(c.Rubrics, r.Name)
		for i := range r.Criteria {
			cr := &r.Criteria[i]
			c.Criteria = append(c.Criteria, StateCounts{Rubric: r.Name, ID: cr.ID, at: cr.Source})
			c.criterion(d, r, cr, scored)
		}
	}
	for i := range d.Signals {
		s := &d.Signals[i]
		if !all && !scored[s.ID] {
			continue
		}
		file := "signals/" + s.Source.File
		for _, e := range s.Phrases {
			c.add(LineUse{Kind: e.Kind.String(), Text: e.Text, Of: "signal " + s.ID, File: file, at: e.Source})
		}
		for _, e := range s.Not {
			c.add(LineUse{Kind: "not", Text: e.Text, Of: "signal " + s.ID, File: file, at: e.Source})
		}
	}
	if all {
		for i := range d.Stack.Evidence {
			s := &d.Stack.Evidence[i]
			for _, e := range s.Entries {
				c.add(LineUse{Kind: e.Kind.String(), Text: e.Text, Of: "stack " + s.ID, File: s.Source.File, at: e.Source})
			}
			for _, e := range s.Not {
				c.add(LineUse{Kind: "not", Text: e.Text, Of: "stack " + s.ID, File: s.Source.File, at: e.Source})
			}
		}
	}
	return c
}

func (c *Coverage) criterion(d *rubric.Data, r *rubric.Rubric, cr *rubric.Criterion, scored map[string]bool) {
	path := func(at rubric.Source) string {
		for _, f := range r.Files {
			if f.Name == at.File {
				return f.Path
			}
		}
		return at.File
	}
	c.add(LineUse{Kind: "criterion", Text: cr.ID, Of: cr.ID, File: path(cr.Source), at: cr.Source})
	if cr.Must > 0 {
		c.add(LineUse{Kind: "must", Text: fmt.Sprintf("must: %d", cr.Must), Of: cr.ID, File: path(cr.MustAt), at: cr.MustAt})
	}
	for i := range cr.Parts {
		p := &cr.Parts[i]
		if len(cr.Parts) > 1 {
			c.add(LineUse{Kind: "part", Text: fmt.Sprintf("part %d", i+1), Of: cr.ID, File: path(p.Source), at: p.Source})
		}
		entries := p.Entries
		if p.Education != nil {
			entries = slices.Concat(entries, p.Education.Fields)
		}
		for _, e := range entries {
			l := LineUse{Kind: e.Kind.String(), Text: e.Text, Of: cr.ID, File: path(e.Source), at: e.Source}
			switch e.Kind {
			case rubric.KindTag:
				l.Text, l.terms, l.OfTerms = "tag:"+e.Text, map[int32]bool{}, len(d.Vocabulary.Tagged(e.Text))
			case rubric.KindSignal:
				scored[e.Text] = true
			}
			c.add(l)
		}
		for _, e := range p.Not {
			l := LineUse{Kind: "not", Text: e.Text, Of: cr.ID, File: path(e.Source), at: e.Source}
			if e.Kind == rubric.KindTag {
				l.Text = "tag:" + e.Text
			}
			c.add(l)
		}
	}
}

// add lists a line once, however many rubrics inherit it.
func (c *Coverage) add(l LineUse) {
	if c.byPlace[l.at] > 0 {
		return
	}
	l.Line = l.at.Line
	c.Lines = append(c.Lines, l)
	c.byPlace[l.at] = len(c.Lines)
}

// line finds what stands at a place; nil where it is not looked at.
func (c *Coverage) line(at rubric.Source) *LineUse {
	if i := c.byPlace[at]; i > 0 {
		return &c.Lines[i-1]
	}
	return nil
}

// used notes which lines are at work on one resume and gives them.
func (c *Coverage) used(j *fit.Judge, doc *document.Document, res *resume.Resume) map[rubric.Source]int {
	hits := make(map[rubric.Source]int)
	j.Uses(doc, res, func(e rubric.Entry, h *match.Hit) {
		hits[e.Source]++
		if l := c.line(e.Source); l != nil && l.terms != nil {
			l.terms[h.Entry] = true
		}
	})
	return hits
}

// note adds up the lines at work and the states of the criteria.
func (c *Coverage) note(hits map[rubric.Source]int, fits []fit.Fit) {
	c.Resumes++
	for at, n := range hits {
		if l := c.line(at); l != nil {
			l.Resumes++
			l.Hits += n
		}
	}
	for i := range fits {
		for k := range fits[i].Criteria {
			cr := &fits[i].Criteria[k]
			for n := range c.Criteria {
				if s := &c.Criteria[n]; s.Rubric == fits[i].Rubric.Name && s.ID == cr.Rule.ID {
					s.count(cr.State)
				}
			}
		}
	}
}

func (s *StateCounts) count(state string) {
	switch state {
	case fit.Met:
		s.Met++
	case fit.PartlyMet:
		s.PartlyMet++
	case fit.CouldNotRead:
		s.CouldNotRead++
	default:
		s.NotShown++
	}
}

// finish counts the terms of tags and sets criteria and parts to what their entries matched.
func (c *Coverage) finish() {
	for i := range c.Lines {
		l := &c.Lines[i]
		l.Terms = len(l.terms)
		for k := range c.Criteria {
			if s := &c.Criteria[k]; l.Kind == "criterion" && s.at == l.at {
				l.Resumes += s.Met + s.PartlyMet // in every rubric that inherits it
			}
		}
	}
	slices.SortStableFunc(c.Lines, func(a, b LineUse) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.at.Line-b.at.Line, a.at.Col-b.at.Col)
	})
	for i := range c.Lines {
		c.byPlace[c.Lines[i].at] = i + 1
	}
}

// CoverCases says which lines of the suites' rubrics their cases exercise. With mutate each line is dropped in turn, to see which
// cases notice. With all the signals and stack rules that no criterion scores are looked at, too. A suite that cannot be run is an error.
func (r *Runner) CoverCases(ctx context.Context, suites []*Suite, mutate, all bool) (*Coverage, error) {
	var rubrics []*rubric.Rubric
	for _, s := range suites {
		if s.Err != nil {
			return nil, fmt.Errorf("%s cannot be run:\n%s", s.Path, s.refusal())
		}
		if !slices.ContainsFunc(rubrics, func(o *rubric.Rubric) bool { return o.Name == s.Rubric.Name }) {
			rubrics = append(rubrics, s.Rubric)
		}
	}
	c := newCoverage("cases", r.Loader.Data, rubrics, all)
	c.Mutated = mutate
	for _, s := range suites {
		t, err := r.trial(ctx, s, c)
		if err != nil {
			return nil, err
		}
		if mutate {
			if err := t.mutate(ctx, c); err != nil {
				return nil, err
			}
		}
	}
	c.finish()
	return c, nil
}

// CoverCorpus says which lines of rubrics are at work on the resumes of a corpus.
func CoverCorpus(ctx context.Context, d *rubric.Data, rubrics []*rubric.Rubric, from *corpus.Reader, asOf resume.Date, all bool) (*Coverage, error) {
	judge, err := fit.New(d, rubrics, nil)
	if err != nil {
		return nil, err
	}
	c := newCoverage("corpus", d, rubrics, all)
	type row struct {
		hits  map[rubric.Source]int
		terms map[rubric.Source][]int32
		fits  []fit.Fit
	}
	err = screener.EachInCorpus(ctx, from, func(item batch.Item) row {
		if item.Err != nil || item.Parsed.Resume.Verdict.NotAResume {
			return row{}
		}
		out := row{hits: map[rubric.Source]int{}, terms: map[rubric.Source][]int32{}}
		doc, res := item.Parsed.Document, item.Parsed.Resume
		judge.Uses(doc, res, func(e rubric.Entry, h *match.Hit) {
			out.hits[e.Source]++
			if e.Kind == rubric.KindTag && !slices.Contains(out.terms[e.Source], h.Entry) {
				out.terms[e.Source] = append(out.terms[e.Source], h.Entry)
			}
		})
		out.fits = judge.Assess(doc, res, asOf).Fits
		return out
	}, func(got row) error {
		if got.hits == nil {
			return nil
		}
		for at, terms := range got.terms {
			if l := c.line(at); l != nil && l.terms != nil {
				for _, t := range terms {
					l.terms[t] = true
				}
			}
		}
		c.note(got.hits, got.fits)
		return nil
	})
	if err != nil {
		return nil, err
	}
	c.finish()
	return c, nil
}
