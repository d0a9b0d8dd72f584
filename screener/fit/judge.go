package fit

import (
	"fmt"
	"slices"
	"sync"

	"shortlist/screener/match"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

// Judge holds rubrics compiled to one matcher. It is never changed and safe for concurrent use.
type Judge struct {
	rubrics    []*rubric.Rubric
	data       *rubric.Data
	vocabulary *vocabulary.Vocabulary
	matcher    *match.Matcher

	collectors []collector // all that gathers hits
	targets    [][]target  // by entry of the matcher
	signals    []int       // collector of each signal
	evidence   []int       // collector of each kind of evidence about the stack
	plans      []plan      // by rubric
	labels     []labelPlan
	software   []bool // by term: it makes a role one of software
	counted    []bool // by entry: some criterion looks for it
	neutral    []bool // by entry: it stands on both sides of the stack and decides nothing
	muted      []bool // by collector: taken away, to see what it did; nil: none
	pool       sync.Pool
}

// collector gathers the hits of a set of entries and drops those that one of its "not" entries overlaps.
type collector struct {
	places  uint32 // mask of resume.Place
	sources []rubric.Entry
	nots    []rubric.Entry
	signals []int // collectors whose hits it takes over
	count   rubric.Count
}

// target says that a hit of an entry belongs to a collector.
type target struct {
	collector int32
	entry     int32 // index into the collector's sources; below zero: the complement of one into its nots
}

// plan is a rubric compiled: the collectors of each criterion's parts.
type plan struct {
	parts [][]int
	years []int   // collector of the terms that years are asked of; -1 if none
	study [][]int // by part: the collector of its fields of study; -1 if none
}

type labelPlan struct {
	name  string
	parts []int
}

// leastLines is the number of lines that make a speciality's label: one may stand anywhere, two are a habit.
const leastLines = 2

// anywhere is the mask of all places but those of other people's words.
const anywhere = ^uint32(0) &^ (1 << resume.PlaceForeign)

var placeMasks = map[string]uint32{
	"roles":        1<<resume.PlaceRole | 1<<resume.PlaceRoleList | 1<<resume.PlaceHead | 1<<resume.PlaceOther,
	"projects":     1<<resume.PlaceProject | 1<<resume.PlaceOther,
	"lists":        1 << resume.PlaceList,
	"summary":      1 << resume.PlaceSummary,
	"education":    1 << resume.PlaceEducation,
	"certificates": 1 << resume.PlaceCertificate,
	"courses":      1 << resume.PlaceCourse,
	"publications": 1 << resume.PlacePublication,
}

// New compiles rubrics. Specialities are the rubrics whose labels every report shows; they may be scored ones too.
func New(data *rubric.Data, rubrics, specialities []*rubric.Rubric) (*Judge, error) {
	j := &Judge{rubrics: rubrics, data: data, vocabulary: data.Vocabulary}
	for _, r := range rubrics {
		for _, own := range r.Terms {
			v, err := j.vocabulary.With(own.File, own.Node)
			if err != nil {
				return nil, fmt.Errorf("rubric %s: %w", r.Name, err)
			}
			j.vocabulary = v
		}
	}
	c := &compiler{judge: j, ids: map[string]int32{}, satisfy: map[int32][]int32{}}
	for n := range j.vocabulary.Terms() {
		for _, s := range j.vocabulary.Term(n).SatisfiesTerms() {
			c.satisfy[s] = append(c.satisfy[s], int32(n))
		}
	}
	c.all()
	for _, r := range rubrics {
		c.rubric(r)
	}
	for _, r := range specialities {
		c.label(r)
	}
	var err error
	if j.matcher, err = c.matcher(); err != nil {
		return nil, err
	}
	j.targets = c.targets
	j.software = make([]bool, len(j.vocabulary.Terms()))
	for i, t := range j.vocabulary.Terms() {
		j.software[i] = true
		for _, tag := range []string{"method", "project-tool", "claim", "notion", "editor", "compliance", "design", "ops", "erp", "crm", "cms", "ecommerce", "data"} {
			if t.Has(tag) {
				j.software[i] = false
			}
		}
	}
	j.counted = make([]bool, len(j.targets))
	counting, neutral := make([]bool, len(j.collectors)), make([]bool, len(j.collectors))
	for _, p := range j.plans {
		for _, parts := range p.parts {
			for _, k := range parts {
				counting[k] = true
			}
		}
	}
	for i, e := range j.data.Stack.Evidence {
		neutral[j.evidence[i]] = e.Side == "none"
	}
	j.neutral = make([]bool, len(j.targets))
	for e, targets := range j.targets {
		for _, t := range targets {
			if t.entry >= 0 {
				j.counted[e] = j.counted[e] || counting[t.collector]
				j.neutral[e] = j.neutral[e] || neutral[t.collector]
			}
		}
	}
	j.pool.New = func() any { return newScratch(j) }
	return j, nil
}

// Without is the judge with what was written at one place taken away (a criterion, a part, an entry, a "not", a must, a signal, a
// kind of evidence about the stack), without compiling anything again. It says whether something stood there.
func (j *Judge) Without(at rubric.Source) (*Judge, bool) {
	n := &Judge{
		rubrics: slices.Clone(j.rubrics), data: j.data, vocabulary: j.vocabulary, matcher: j.matcher, collectors: j.collectors, targets: j.targets,
		signals: j.signals, evidence: j.evidence, plans: slices.Clone(j.plans), labels: j.labels, software: j.software,
		counted: j.counted, neutral: j.neutral, muted: make([]bool, len(j.collectors)),
	}
	n.pool.New = func() any { return newScratch(n) }
	found := false
	for i, s := range j.data.Signals {
		if s.Source == at {
			n.muted[j.signals[i]], found = true, true
		}
	}
	for i, e := range j.data.Stack.Evidence {
		if e.Source == at {
			n.muted[j.evidence[i]], found = true, true
			if e.Side == "none" {
				n.neutral = make([]bool, len(j.neutral))
			}
		}
	}
	for i, r := range j.rubrics {
		if n.drop(i, r, at) {
			found = true
		}
	}
	if n.dropEntry(at) || n.dropSignal(at) {
		found = true
	}
	return n, found
}

// drop takes a criterion, a part or a must out of a rubric.
func (j *Judge) drop(i int, r *rubric.Rubric, at rubric.Source) bool {
	for c := range r.Criteria {
		rule := &r.Criteria[c]
		part := -1
		for k := range rule.Parts {
			if rule.Parts[k].Source == at && len(rule.Parts) > 1 {
				part = k
			}
		}
		if rule.Source != at && rule.MustAt != at && part < 0 {
			continue
		}
		r = r.Clone()
		p := j.plans[i]
		p = plan{parts: slices.Clone(p.parts), years: slices.Clone(p.years), study: slices.Clone(p.study)}
		switch {
		case rule.Source == at:
			r.Criteria = slices.Delete(r.Criteria, c, c+1)
			p.parts, p.years, p.study = slices.Delete(p.parts, c, c+1), slices.Delete(p.years, c, c+1), slices.Delete(p.study, c, c+1)
		case part >= 0:
			r.Criteria[c].Parts = slices.Delete(r.Criteria[c].Parts, part, part+1)
			p.parts[c] = slices.Delete(slices.Clone(p.parts[c]), part, part+1)
			p.study[c] = slices.Delete(slices.Clone(p.study[c]), part, part+1)
		default:
			r.Criteria[c].Must, r.Criteria[c].MustAt = 0, rubric.Source{}
		}
		j.rubrics[i], j.plans[i] = r, p
		return true
	}
	return false
}

// dropEntry takes one entry or "not" out of the collectors that it was compiled for.
func (j *Judge) dropEntry(at rubric.Source) bool {
	found := false
	gone := func(t target) bool {
		col := &j.collectors[t.collector]
		if t.entry >= 0 {
			return col.sources[t.entry].Source == at
		}
		return col.nots[^t.entry].Source == at
	}
	var targets [][]target
	for e, all := range j.targets {
		if !slices.ContainsFunc(all, gone) {
			continue
		}
		if targets == nil {
			targets = slices.Clone(j.targets)
		}
		targets[e] = slices.DeleteFunc(slices.Clone(all), gone)
		found = true
	}
	if found {
		j.targets = targets
	}
	return found
}

// Rubrics are the rubrics in the order of Assessment.Fits.
func (j *Judge) Rubrics() []*rubric.Rubric { return j.rubrics }

// Data is what the rubrics were written with.
func (j *Judge) Data() *rubric.Data { return j.data }

// Matcher is what finds the hits: its entries are those of Evidence.Hit.
func (j *Judge) Matcher() *match.Matcher { return j.matcher }

// compiler turns entries into patterns, each text once.
type compiler struct {
	judge   *Judge
	ids     map[string]int32  // phrase -> entry
	satisfy map[int32][]int32 // term -> the terms that satisfy it
	phrases []rubric.Entry    // by entry behind the terms: the first that holds it
	targets [][]target
}

// matcher finds the terms and phrases: part of the one made ahead, or made now where that one does not know them all.
func (c *compiler) matcher() (*match.Matcher, error) {
	data := c.judge.data
	if ahead := data.Matcher; ahead != nil && ahead.Vocabulary() == c.judge.vocabulary {
		texts := make([]string, len(c.phrases))
		for i := range c.phrases {
			texts[i] = c.phrases[i].Text
		}
		if m, ok := ahead.Only(texts); ok {
			return m, nil
		}
	}
	patterns := make([]*pattern.Pattern, len(c.phrases))
	for i, e := range c.phrases {
		p, err := data.Phrase(e.Text)
		if err != nil {
			return nil, fmt.Errorf("%s: the phrase %q cannot be read: %w", e.Source, e.Text, err)
		}
		patterns[i] = p
	}
	return match.New(c.judge.vocabulary, patterns)
}

// all compiles what every judge needs: the signals and the evidence about the stack.
func (c *compiler) all() {
	j := c.judge
	c.targets = make([][]target, len(j.vocabulary.Terms()))
	for _, s := range j.data.Signals {
		k := c.collector(anywhere, rubric.CountSentences)
		c.entries(k, s.Phrases)
		c.nots(k, s.Not)
		j.signals = append(j.signals, k)
	}
	for _, e := range j.data.Stack.Evidence {
		k := c.collector(anywhere, rubric.CountThings)
		c.entries(k, e.Entries)
		c.nots(k, e.Not)
		j.evidence = append(j.evidence, k)
	}
}

func (c *compiler) collector(places uint32, count rubric.Count) int {
	c.judge.collectors = append(c.judge.collectors, collector{places: places, count: count})
	return len(c.judge.collectors) - 1
}

func (c *compiler) rubric(r *rubric.Rubric) {
	p := plan{}
	for i := range r.Criteria {
		rule := &r.Criteria[i]
		places := uint32(anywhere)
		if len(rule.Where) > 0 {
			places = 0
			for _, w := range rule.Where {
				places |= placeMasks[w]
			}
		}
		var parts, study []int
		for k := range rule.Parts {
			part := &rule.Parts[k]
			parts = append(parts, c.part(part, places))
			fields := -1
			if part.Education != nil && len(part.Education.Fields) > 0 {
				fields = c.collector(anywhere, rubric.CountThings)
				c.entries(fields, part.Education.Fields)
			}
			study = append(study, fields)
		}
		years := -1
		if rule.Years != nil && len(rule.Years.Of) > 0 {
			years = c.collector(anywhere, rubric.CountThings)
			c.entries(years, rule.Years.Of)
		}
		p.parts = append(p.parts, parts)
		p.study = append(p.study, study)
		p.years = append(p.years, years)
	}
	c.judge.plans = append(c.judge.plans, p)
}

func (c *compiler) part(part *rubric.Part, places uint32) int {
	k := c.collector(places, part.Count)
	c.entries(k, part.Entries)
	c.nots(k, part.Not)
	return k
}

func (c *compiler) label(r *rubric.Rubric) {
	if r.Speciality == "" {
		return
	}
	l := labelPlan{name: r.Speciality}
	for i := range r.Criteria {
		rule := &r.Criteria[i]
		own := false
		for _, id := range r.Labels {
			own = own || id == rule.ID
		}
		if !own {
			continue
		}
		for k := range rule.Parts {
			l.parts = append(l.parts, c.part(&rule.Parts[k], placeMasks["roles"]|placeMasks["projects"]))
		}
	}
	c.judge.labels = append(c.judge.labels, l)
}

// entries adds what a collector looks for.
func (c *compiler) entries(k int, entries []rubric.Entry) {
	for _, e := range entries {
		col := &c.judge.collectors[k]
		n := int32(len(col.sources))
		col.sources = append(col.sources, e)
		if e.Kind == rubric.KindSignal {
			for i, s := range c.judge.data.Signals {
				if s.ID == e.Text {
					col.signals = append(col.signals, c.judge.signals[i])
				}
			}
			continue
		}
		c.each(e, func(id int32) { c.targets[id] = append(c.targets[id], target{int32(k), n}) })
	}
}

// nots adds what undoes a collector's hits, after what it collects. A term that it collects by a tag and excepts by name is not collected.
func (c *compiler) nots(k int, entries []rubric.Entry) {
	for _, e := range entries {
		col := &c.judge.collectors[k]
		n := int32(len(col.nots))
		col.nots = append(col.nots, e)
		c.each(e, func(id int32) {
			kept := slices.DeleteFunc(c.targets[id], func(t target) bool { return t.collector == int32(k) && t.entry >= 0 })
			c.targets[id] = append(kept, target{int32(k), ^n})
		})
	}
}

// each calls f with the matcher's entries that a line of a rubric stands for.
func (c *compiler) each(e rubric.Entry, f func(id int32)) {
	v := c.judge.vocabulary
	switch e.Kind {
	case rubric.KindTerm:
		if i, ok := v.Lookup(e.Text); ok {
			f(int32(i))
			// what satisfies a term counts as it: OpenTofu for Terraform
			for _, n := range c.satisfy[int32(i)] {
				f(n)
			}
		}
	case rubric.KindTag:
		for _, i := range v.Tagged(e.Text) {
			f(int32(i))
		}
	case rubric.KindPhrase:
		id, ok := c.ids[e.Text]
		if !ok {
			id = int32(len(c.targets))
			c.ids[e.Text] = id
			c.phrases = append(c.phrases, e)
			c.targets = append(c.targets, nil)
		}
		f(id)
	}
}
