// Package rubric turns YAML files into rubrics, strictly: a key, term, tag, signal or guidance row that does not exist
// is an error with its line and a suggestion, and all of a file's errors come at once. It reads the signals, the stack
// rules, the guidance and the cases, too.
//
// A Rubric is resolved: what it extends is merged in, defaults are filled in, and every entry knows the file and line
// it was written in, so that a point of a score can name the line behind it.
package rubric

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// Schema is the version of the rubric's YAML shape.
const Schema = "shortlist.rubric/1"

// Points are thousandths of a point, so that sums are exact.
type Points = int

// Rubric is what a post asks for, resolved.
type Rubric struct {
	Name       string
	Title      string
	Extends    []string // the rubrics merged into it, nearest first
	Speciality string   // the label whose evidence are the criteria in Labels; "" for a rubric that is no speciality
	Labels     []string // ids of the criteria that its own file describes
	Accept     []string // stacks: backend, full-stack, frontend; a resume shown to be of another one is set apart
	Lean       string   // developer, engineer, either or "": shown beside the resume's, never scored
	Bands      Bands
	Worth      Worth
	Lists      Lists
	Built      Built
	Criteria   []Criterion
	Terms      []HouseTerms // terms of its own
	Allow      []Allow      // lint findings that somebody has a reason for
	Files      []*File      // its own file first, then those it extends; of a rubric made ahead only their names and paths
	AcceptAt   Source
	BandsAt    Source
	NameAt     Source

	hash string
}

// Bands are the least scores in whole points; below Possible is low.
type Bands struct{ Strong, Good, Possible int }

// Of names the band of a score of whole points.
func (b Bands) Of(score int) string {
	switch {
	case score >= b.Strong:
		return "strong"
	case score >= b.Good:
		return "good"
	case score >= b.Possible:
		return "possible"
	}
	return "low"
}

// Worth is what a hit of each grade counts, in hundredths of a thing. Implied is a share in hundredths of what implies it.
type Worth struct{ Used, RoleList, Unplaced, Listed, Implied int }

// Lists bounds what enumerations add, those of roles as well: Free points, plus Share hundredths of what the rest of the resume earns.
type Lists struct {
	Free  Points
	Share int
}

// Built weighs points by what was built on the server's side, as the sentences that the rules of the stack know say it: no list moves
// it. Enough is the evidence, in hundredths, from which points count whole, 0 where they always do; Least is the share of them, in
// hundredths, that somebody keeps who built nothing.
type Built struct{ Enough, Least int }

// Of gives the share of the points that count, in thousandths, for evidence in hundredths.
func (b Built) Of(evidence int) int {
	if evidence >= b.Enough {
		return 1000
	}
	return b.Least*10 + (1000-b.Least*10)*evidence/b.Enough
}

// Count says what a criterion counts.
type Count uint8

// What can be counted: distinct terms and phrases, the distinct sentences they stand in, the distinct roles.
const (
	CountThings Count = iota
	CountSentences
	CountRoles
)

var countNames = []string{"things", "sentences", "roles"}

func (c Count) String() string { return countNames[c] }

// Criterion is one thing that a rubric scores.
type Criterion struct {
	ID       string
	Title    string
	Weight   Points // thousandths of the file's own unit; the score is scaled to the sum
	Bonus    bool   // adds, and is not in the sum of weights
	Parts    []Part // at least one
	Must     int    // things of any worth; fewer cap the band at possible. 0: no must
	Where    []string
	Years    *Years
	Why, Ask string
	Guidance []Cite
	Allow    []Allow
	Source   Source // its id
	WeightAt Source
	MustAt   Source // zero without a must
}

// Part is one of the things a criterion asks for together: "this and one of those".
type Part struct {
	Entries   []Entry
	Not       []Entry // undo a hit that they overlap
	Count     Count
	Enough    int // distinct things that earn the part's full share
	Education *Education
	Guidance  []Cite
	Source    Source
}

// Kind is what an entry is.
type Kind uint8

// The kinds of entries.
const (
	KindTerm Kind = iota
	KindTag
	KindPhrase
	KindSignal
)

var kindNames = []string{"term", "tag", "phrase", "signal"}

func (k Kind) String() string { return kindNames[k] }

// Entry is one term, tag, phrase or signal as a line of a file names it. Text of a tag is without "tag:".
type Entry struct {
	Kind   Kind
	Text   string
	Source Source
}

// Cite is a row of the guidance that a line refers to.
type Cite struct {
	ID     string
	Source Source
}

// Years asks for months of experience, of terms or in all.
type Years struct {
	Months int
	Of     []Entry
	Source Source
}

// Education asks for a level of education in a field, or something that stands in for it.
type Education struct {
	Level     string  // bachelor …
	Fields    []Entry // phrases; empty: any field
	Or        []string
	OrMonths  int // months of software roles that stand in for it; 0: none do
	Source    Source
	OrSources []Source
}

// HouseTerms are terms of a rubric's own: the value of a file's "vocabulary" key, as vocabulary.With takes it.
type HouseTerms struct {
	File   string
	Node   *yaml.Node
	Source Source
}

// Allow is a lint finding that somebody has a written reason for.
type Allow struct {
	Code, Reason string
	Source       Source
}

// Sum is the sum of the weights without the bonuses.
func (r *Rubric) Sum() Points {
	sum := 0
	for i := range r.Criteria {
		if c := &r.Criteria[i]; !c.Bonus {
			sum += c.Weight
		}
	}
	return sum
}

// Clone is a copy that can be changed without changing r: to ask what a rubric would do without a line.
func (r *Rubric) Clone() *Rubric {
	n := *r
	n.hash = ""
	n.Accept = slices.Clone(r.Accept)
	n.Labels = slices.Clone(r.Labels)
	n.Terms = slices.Clone(r.Terms)
	n.Criteria = slices.Clone(r.Criteria)
	for i := range n.Criteria {
		c := &n.Criteria[i]
		c.Where = slices.Clone(c.Where)
		c.Guidance = slices.Clone(c.Guidance)
		c.Parts = slices.Clone(c.Parts)
		for j := range c.Parts {
			p := &c.Parts[j]
			p.Entries = slices.Clone(p.Entries)
			p.Not = slices.Clone(p.Not)
			p.Guidance = slices.Clone(p.Guidance)
			if p.Education != nil {
				e := *p.Education
				e.Fields = slices.Clone(e.Fields)
				e.Or = slices.Clone(e.Or)
				p.Education = &e
			}
		}
		if c.Years != nil {
			y := *c.Years
			y.Of = slices.Clone(y.Of)
			c.Years = &y
		}
	}
	return &n
}

// Without is the rubric with what was written at one place removed: a criterion (named by the source of its id), a part,
// an entry, a "not", a must. It says whether something stood there.
func (r *Rubric) Without(at Source) (*Rubric, bool) {
	n := r.Clone()
	found := false
	n.Criteria = slices.DeleteFunc(n.Criteria, func(c Criterion) bool {
		hit := c.Source == at
		found = found || hit
		return hit
	})
	here := func(e Entry) bool {
		hit := e.Source == at
		found = found || hit
		return hit
	}
	for i := range n.Criteria {
		c := &n.Criteria[i]
		if c.MustAt == at && c.Must > 0 {
			c.Must, c.MustAt, found = 0, Source{}, true
		}
		if len(c.Parts) > 1 {
			c.Parts = slices.DeleteFunc(c.Parts, func(p Part) bool {
				hit := p.Source == at
				found = found || hit
				return hit
			})
		}
		for j := range c.Parts {
			c.Parts[j].Entries = slices.DeleteFunc(c.Parts[j].Entries, here)
			c.Parts[j].Not = slices.DeleteFunc(c.Parts[j].Not, here)
			if e := c.Parts[j].Education; e != nil {
				e.Fields = slices.DeleteFunc(e.Fields, here)
			}
		}
	}
	return n, found
}
