package rubric

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"
)

// CasesSchema is the version of the cases' YAML shape.
const CasesSchema = "shortlist.cases/1"

// Cases is a file of cases: resumes and what a rubric must make of them.
type Cases struct {
	Rubric string    // the rubric they are for
	AsOf   time.Time // what "present" stands for
	Cases  []Case
	File   *File
}

// Case is one resume and what must hold.
type Case struct {
	Name   string
	Text   string // the resume, inline
	Path   string // or its file, relative to the file of cases
	Shows  []Cite // rows of the guidance that the case proves
	Todo   string // a known miss, with its reason: it must fail, and is to be reported once it passes
	Wants  Wants
	Source Source
	AsOf   time.Time // its own, or that of the file
}

// Wants is what must hold. What is left out is not asked.
type Wants struct {
	Bands       []string
	Least, Most Points // of the score; Most 0: no upper limit
	Stack, Lean []string
	Apart       *bool
	Terms       []Entry           // must be counted by some criterion
	NotTerms    []Entry           // must not be
	Signals     []Entry           // must be hit
	NotSignals  []Entry           // must not be
	Labels      []Entry           // specialities that must be shown
	NotLabels   []Entry           // that must not be
	Flags       []Entry           // kinds of flags that must be raised
	States      map[string]string // criterion -> state
	Above       []Entry           // cases that it must score above
	At          map[string]Source // where each key stands
}

// caseKeys are the keys of a case, wantKeys those of what it expects.
var (
	caseKeys = []string{"name", "resume", "role", "list", "title", "file", "shows", "todo", "as_of", "expect"}
	wantKeys = []string{"band", "score", "stack", "lean", "apart", "terms", "not_terms", "signals", "not_signals", "labels", "not_labels", "flags", "criteria", "above"}

	bandNames   = []string{"strong", "good", "possible", "low"}
	caseStacks  = []string{"backend", "full-stack", "frontend", "undetermined"}
	caseLeans   = []string{"developer", "engineer", "either"}
	caseStates  = []string{"met", "partly-met", "not-shown", "could-not-read", "absent"}
	defaultWhen = "Jan 2019 - Dec 2023"
)

// ParseCases reads a file of cases, strictly. d may be nil: then rows of the guidance are not looked up.
func ParseCases(path string, data []byte, d *Data) (*Cases, error) {
	f, err := ParseFile(path, data)
	if err != nil {
		return nil, err
	}
	r := &reading{File: f}
	top := r.fields(f.Root, "a file of cases", casesKeys...)
	r.schema(top["schema"], CasesSchema)
	cs := &Cases{File: f, Rubric: r.text(top["rubric"], "rubric")}
	if cs.Rubric == "" {
		cs.Rubric = strings.TrimSuffix(strings.TrimSuffix(f.Name, ".yaml"), "_test")
	}
	if top["as_of"] == nil {
		r.fail(f.Root, "L004", "as_of: 2026-11-21", "the key \"as_of\" is missing: cases give their own date, so that they hold tomorrow")
	}
	cs.AsOf = r.date(top["as_of"])
	var g *Guidance
	if d != nil {
		g = d.Guidance
	}
	seen := map[string]int{}
	for _, n := range r.items(top["cases"], "cases") {
		c := r.oneCase(n, g)
		if c.AsOf.IsZero() {
			c.AsOf = cs.AsOf
		}
		if before, ok := seen[c.Name]; ok {
			r.fail(n, "L205", fmt.Sprintf("it stands in line %d already", before), "the case %q stands twice", c.Name)
		}
		seen[c.Name] = c.Source.Line
		cs.Cases = append(cs.Cases, c)
	}
	for _, c := range cs.Cases {
		for _, e := range c.Wants.Above {
			if _, ok := seen[e.Text]; !ok {
				r.found = append(r.found, f.problem(e.Source, "L104", "", fmt.Sprintf("no case is named %q", e.Text)))
			}
		}
	}
	return cs, r.found.orNil()
}

// date reads YYYY-MM-DD.
func (r *reading) date(n *yaml.Node) time.Time {
	if n == nil {
		return time.Time{}
	}
	t, err := time.Parse("2006-01-02", n.Value)
	if err != nil {
		r.fail(n, "L003", "2026-11-21", "as_of must be a date, not %q", n.Value)
	}
	return t
}

func (r *reading) oneCase(n *yaml.Node, g *Guidance) Case {
	m := r.fields(n, "a case", caseKeys...)
	c := Case{Name: r.text(m["name"], "name"), Source: r.at(n), Todo: r.text(m["todo"], "todo"), Path: r.text(m["file"], "file")}
	if c.Name == "" {
		r.fail(n, "L004", "name: what it shows, in a few words", "a case has no \"name\"")
	} else {
		c.Source = r.at(m["name"])
	}
	if m["as_of"] != nil {
		c.AsOf = r.date(m["as_of"])
	}
	c.Shows = r.cites(m["shows"], g)
	c.Text = r.text(m["resume"], "resume")
	given := 0
	for _, k := range []string{"resume", "role", "file"} {
		if m[k] != nil {
			given++
		}
	}
	if m["role"] != nil || m["list"] != nil && m["resume"] == nil && m["file"] == nil {
		c.Text = r.short(m)
		given = max(given, 1)
	}
	if given != 1 {
		r.fail(n, "L004", "resume: the text, role: the sentences of one role, or file: a path", "case %q must give one resume, not %d", c.Name, given)
	}
	if m["expect"] == nil {
		r.fail(n, "L004", "expect: {band: good}", "case %q asserts nothing", c.Name)
		return c
	}
	c.Wants = r.wants(m["expect"], c.Name)
	return c
}

// short writes the resume of a case that gives the sentences of one dated role, and perhaps a list of skills.
func (r *reading) short(m map[string]*yaml.Node) string {
	var b strings.Builder
	b.WriteString("Robin Example\nrobin@example.com\n\n")
	if m["role"] != nil {
		title := "Employee"
		if m["title"] != nil {
			title = r.text(m["title"], "title")
		}
		b.WriteString("Experience\n\n" + title + "\nExample Works Ltd\n" + defaultWhen + "\n")
		for _, it := range r.texts(m["role"], "role") {
			b.WriteString("- " + it.text + "\n")
		}
	}
	if list := r.texts(m["list"], "list"); len(list) > 0 {
		b.WriteString("\nSkills\n\n")
		for i, it := range list {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(it.text)
		}
		b.WriteString("\n")
	}
	return b.String()
}

func (r *reading) wants(n *yaml.Node, name string) Wants {
	m := r.fields(n, "expect", wantKeys...)
	w := Wants{At: map[string]Source{}}
	for k, v := range m {
		w.At[k] = r.at(v)
	}
	if len(m) == 0 {
		r.fail(n, "L004", "expect: {band: good}", "case %q asserts nothing", name)
	}
	entries := func(key string) []Entry {
		var out []Entry
		for _, it := range r.texts(m[key], key) {
			out = append(out, Entry{KindTerm, it.text, it.at})
		}
		return out
	}
	words := func(key string, allowed []string) []string {
		var out []string
		for _, it := range r.texts(m[key], key) {
			if !slices.Contains(allowed, it.text) {
				r.fail(it.node, "L003", keyHelp(it.text, allowed), "%s cannot be %q", key, it.text)
			}
			out = append(out, it.text)
		}
		return out
	}
	w.Bands = words("band", bandNames)
	w.Stack = words("stack", caseStacks)
	w.Lean = words("lean", caseLeans)
	w.Terms, w.NotTerms = entries("terms"), entries("not_terms")
	w.Signals, w.NotSignals = entries("signals"), entries("not_signals")
	w.Labels, w.NotLabels = entries("labels"), entries("not_labels")
	w.Flags, w.Above = entries("flags"), entries("above")
	if m["apart"] != nil {
		apart := r.boolean(m["apart"], "apart")
		w.Apart = &apart
	}
	if m["score"] != nil {
		w.Least, w.Most = r.scoreRange(m["score"])
	}
	if s := r.plain(m["criteria"]); s != nil {
		if s.Kind != yaml.MappingNode {
			r.fail(s, "L003", "criteria: {languages: met}", "criteria must be a mapping of ids to states, not %s", kindOf(s))
			return w
		}
		w.States = map[string]string{}
		for i := 0; i+1 < len(s.Content); i += 2 {
			w.States[s.Content[i].Value] = r.oneOf(s.Content[i+1], "the state", caseStates...)
			w.At["criteria."+s.Content[i].Value] = r.at(s.Content[i])
		}
	}
	return w
}

// scoreRange reads "60-70", "60-" or "-70".
func (r *reading) scoreRange(n *yaml.Node) (Points, Points) {
	from, to, ok := strings.Cut(n.Value, "-")
	least, err1 := strconv.ParseFloat(strings.TrimSpace("0"+from), 64)
	most, err2 := strconv.ParseFloat(strings.TrimSpace("0"+strings.TrimSpace(to)), 64)
	if !ok || err1 != nil || err2 != nil {
		r.fail(n, "L003", `score: "60-70"`, "score must be a range, not %q", n.Value)
	}
	return int(least * 1000), int(most * 1000)
}
