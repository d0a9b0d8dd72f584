package proof

import (
	_ "embed"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

// What became of a file that lint was given.
const (
	Linted  = "linted"
	Refused = "refused" // too broken to look into; its findings say why
	Ignored = "ignored" // neither a rubric nor cases; Why says what it is
)

// Linted is what lint says of one file.
type LintedFile struct {
	Path     string
	State    string
	Why      string
	Source   []byte
	Findings []diagnostic.Finding
}

// Linter lints rubrics.
type Linter struct {
	Loader  *rubric.Loader
	Proxies *Proxies
}

// Rubric lints one rubric file and gives the rubric, nil where it was refused. Every finding names path as its file.
func (l *Linter) Rubric(path string, data []byte) (LintedFile, *rubric.Rubric) {
	out := LintedFile{Path: path, State: Linted, Source: data}
	r, err := l.Loader.Parse(path, data)
	var problems rubric.Problems
	switch {
	case errors.As(err, &problems):
		out.State = Refused
		out.Findings = problems.Findings()
		name := filepath.Base(path)
		for i := range out.Findings {
			if out.Findings[i].File == name {
				out.Findings[i].File = path
			}
		}
		return out, nil
	case err != nil:
		out.State = Refused
		out.Findings = []diagnostic.Finding{{File: path, Severity: diagnostic.Error, Code: "L001", Says: err.Error()}}
		return out, nil
	}
	c := l.checks(path, r)
	c.weights()
	for i := range r.Criteria {
		c.criterion(&r.Criteria[i])
	}
	c.scoredTwice()
	c.phrases()
	c.idleAllows()
	slices.SortStableFunc(c.found, func(a, b diagnostic.Finding) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	out.Findings = c.found
	return out, r
}

// checks is one rubric while it is looked into. Only lines of its own file get findings: what it inherits is linted there.
type checks struct {
	*Linter
	rubric *rubric.Rubric
	path   string
	file   string
	found  []diagnostic.Finding
	used   map[rubric.Source]bool // allows that suppressed something

	vocabulary *vocabulary.Vocabulary // what the rubric's terms are looked up in, its own included
}

func (l *Linter) checks(path string, r *rubric.Rubric) *checks {
	v := l.Loader.Data.Vocabulary
	for _, own := range r.Terms {
		if with, err := v.With(own.File, own.Node); err == nil {
			v = with
		}
	}
	return &checks{Linter: l, rubric: r, path: path, file: r.Files[0].Name, used: map[rubric.Source]bool{}, vocabulary: v}
}

// add notes a finding, unless it stands in an inherited file or somebody allowed it with a reason.
func (c *checks) add(code string, at rubric.Source, in *rubric.Criterion, hint, format string, args ...any) {
	if at.File != c.file {
		return
	}
	allows := c.rubric.Allow
	if in != nil {
		allows = append(slices.Clone(in.Allow), allows...)
	}
	for _, a := range allows {
		if a.Code == code {
			c.used[a.Source] = true
			return
		}
	}
	known, _ := LookupCode(code)
	c.found = append(c.found, diagnostic.Finding{
		File: c.path, Line: at.Line, Col: at.Col, EndCol: at.Col + max(1, at.Len),
		Severity: known.Level(), Code: code, Says: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// weights looks at how the points are shared out.
func (c *checks) weights() {
	sum := c.rubric.Sum()
	if sum == 0 {
		return
	}
	scored := 0
	for i := range c.rubric.Criteria {
		if !c.rubric.Criteria[i].Bonus {
			scored++
		}
	}
	for i := range c.rubric.Criteria {
		cr := &c.rubric.Criteria[i]
		if cr.Bonus {
			continue
		}
		share := float64(cr.Weight) * 100 / float64(sum)
		if scored > 2 && share > 100.0/3 {
			c.add("L202", cr.WeightAt, cr, "lower it, or split the criterion", "%q takes %.0f of 100 points, more than a third", cr.ID, share)
		}
		if share < 0.5 {
			c.add("L208", cr.WeightAt, cr, "raise it, or drop the criterion", "%q takes %.1f of 100 points, which nobody will see", cr.ID, share)
		}
	}
}

// criterion looks at one criterion by itself.
func (c *checks) criterion(cr *rubric.Criterion) {
	if strings.TrimSpace(cr.Why) == "" {
		c.add("L204", cr.Source, cr, "add   why: one sentence on what it has to do with the job", "%q gives no reason", cr.ID)
	}
	total := 0
	for i := range cr.Parts {
		p := &cr.Parts[i]
		most, bounded := c.most(p)
		total += most
		if !bounded {
			total = 1 << 30
		}
		if bounded && most < p.Enough {
			c.add("L201", p.Source, cr, "lower   enough   or name more", "%q asks for %d distinct things, and its entries can give %d", cr.ID, p.Enough, most)
		}
	}
	if cr.Must > 0 {
		enough := 0
		for _, p := range cr.Parts {
			enough += p.Enough
		}
		if cr.Must > enough {
			c.add("L207", cr.MustAt, cr, "lower   must   or raise   enough", "must asks for %d, enough for %d", cr.Must, enough)
		}
		if cr.Must > total {
			c.add("L201", cr.MustAt, cr, "lower   must   or name more", "%q must show %d things, and its entries can give %d: everybody would be capped", cr.ID, cr.Must, total)
		}
	}
	for i := range cr.Parts {
		p := &cr.Parts[i]
		for _, e := range slices.Concat(p.Entries, educationFields(p)) {
			c.proxy(cr, e)
		}
	}
}

func educationFields(p *rubric.Part) []rubric.Entry {
	if p.Education == nil {
		return nil
	}
	return p.Education.Fields
}

// most is how many distinct things a part can ever give; bounded is false where sentences or roles are counted.
func (c *checks) most(p *rubric.Part) (n int, bounded bool) {
	if p.Count != rubric.CountThings {
		return 0, false
	}
	v := c.vocabulary
	terms := make(map[int]bool)
	for _, e := range p.Entries {
		switch e.Kind {
		case rubric.KindTag:
			for _, i := range v.Tagged(e.Text) {
				terms[i] = true
			}
		case rubric.KindTerm:
			if i, ok := v.Lookup(e.Text); ok {
				terms[i] = true
			}
		case rubric.KindSignal:
			if s := c.Loader.Data.Signal(e.Text); s != nil {
				n += max(1, len(s.Phrases))
			}
		default:
			n++
		}
	}
	if p.Education != nil {
		n++
	}
	return n + len(terms), true
}

// proxy looks for a stand-in for a protected trait in something that is scored.
func (c *checks) proxy(cr *rubric.Criterion, e rubric.Entry) {
	if e.Kind == rubric.KindTag || e.Kind == rubric.KindSignal || c.Proxies == nil {
		return
	}
	if e.Kind == rubric.KindTerm {
		if _, builtin := c.Loader.Data.Vocabulary.Lookup(e.Text); builtin {
			return
		}
	}
	code, words, at, ok := c.Proxies.Find(e.Text)
	if !ok {
		return
	}
	known, _ := LookupCode(code)
	c.add(code, within(e, at, len(words)), cr, "name the skill instead, or add   allow: {"+code+": \"the written job-related reason\"}",
		"%q is %s", words, lowerFirst(known.Title))
}

// within is the source of some bytes of an entry; a quote around it is stepped over.
func within(e rubric.Entry, start, length int) rubric.Source {
	at := e.Source
	if at.Len >= len(e.Text) {
		at.Col += start + (at.Len-len(e.Text))/2
		at.Len = length
	}
	return at
}

func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// scoredTwice looks for entries that earn points in two criteria. A criterion of several parts is left out: there an entry
// often only vouches for another ("a language, and something made on the server with it").
func (c *checks) scoredTwice() {
	type key struct {
		kind rubric.Kind
		text string
	}
	first := make(map[key]*rubric.Criterion)
	for i := range c.rubric.Criteria {
		cr := &c.rubric.Criteria[i]
		own := make(map[key]bool)
		for j := range cr.Parts {
			for _, e := range cr.Parts[j].Entries {
				k := key{e.Kind, strings.ToLower(e.Text)}
				if own[k] {
					if len(cr.Parts) == 1 {
						c.add("L302", e.Source, cr, "remove one of them", "%s %q stands twice in %q; it counts once", e.Kind, e.Text, cr.ID)
					}
					continue
				}
				own[k] = true
				if other := first[k]; other != nil && other != cr && !cr.Bonus && !other.Bonus && len(cr.Parts) == 1 {
					c.add("L206", e.Source, cr, "keep it in one of them", "%s %q earns points in %q too", e.Kind, e.Text, other.ID)
				}
			}
		}
		for k := range own {
			if first[k] == nil && len(cr.Parts) == 1 {
				first[k] = cr
			}
		}
	}
}

// idleAllows looks for suppressions of what is not there.
func (c *checks) idleAllows() {
	check := func(a rubric.Allow, cr *rubric.Criterion) {
		if _, ok := LookupCode(a.Code); !ok {
			c.add("L417", a.Source, nil, "codes are listed by   shortlist rubric lint --codes", "there is no code %q", a.Code)
		} else if !c.used[a.Source] && a.Code != "L417" && a.Code != "L503" && a.Code != "L504" { // those two are looked for beside the file
			c.add("L417", a.Source, nil, "remove it", "nothing here needs %s to be allowed", a.Code)
		}
	}
	for _, a := range c.rubric.Allow {
		check(a, nil)
	}
	for i := range c.rubric.Criteria {
		for _, a := range c.rubric.Criteria[i].Allow {
			check(a, &c.rubric.Criteria[i])
		}
	}
}

//go:embed everyday.yaml
var everydayYAML []byte

// everyday are words that nearly every resume of the trade holds.
var everyday = sync.OnceValue(func() map[string]bool {
	var words []string
	if err := yaml.Unmarshal(everydayYAML, &words); err != nil {
		panic("everyday.yaml: " + err.Error()) // embedded; a test reads it
	}
	out := make(map[string]bool, len(words))
	for _, w := range words {
		out[w] = true
	}
	return out
})
