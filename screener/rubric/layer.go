package rubric

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// The keys of a rubric file and of a criterion, as people may write them.
var (
	rubricKeys = []string{"schema", "name", "title", "extends", "drop", "speciality", "accept", "lean", "bands", "worth", "lists", "built", "vocabulary", "allow", "criteria"}
	// criterionKeys are those that a criterion may have; contentKeys say what it looks for.
	criterionKeys = []string{"id", "title", "weight", "bonus", "parts", "terms", "phrases", "signals", "not", "count", "enough", "where", "must", "years", "education", "why", "ask", "guidance", "allow"}
	partKeys      = []string{"terms", "phrases", "signals", "not", "count", "enough", "education", "guidance"}
	contentKeys   = []string{"terms", "phrases", "signals", "education"}

	stacks = []string{"backend", "full-stack", "frontend"}
	places = []string{"roles", "projects", "lists", "summary", "education", "certificates", "courses", "publications"}
	levels = []string{"school", "certificate", "boot-camp", "associate", "bachelor", "master", "doctorate"}
)

// keyed is a value with the file it stands in, so that merged rubrics keep their positions.
type keyed struct {
	r    *reading
	node *yaml.Node
	at   Source
}

// layer is one file of a rubric, before it is merged with what it extends.
type layer struct {
	*reading
	top      map[string]*yaml.Node
	name     string
	extends  string
	drop     []item
	criteria []rawCriterion
}

// rawCriterion is the keys of one criterion, possibly from several files.
type rawCriterion struct {
	id     string
	at     Source
	fields map[string]keyed
	own    bool // the top file says what it looks for
}

func readLayer(f *File) *layer {
	l := &layer{reading: &reading{File: f}}
	if f.Root == nil {
		return l
	}
	l.top = l.fields(f.Root, "a rubric", rubricKeys...)
	if n := l.top["schema"]; n == nil {
		l.fail(f.Root, "L004", "start with   schema: "+Schema, "the key \"schema\" is missing")
	} else if s := l.text(n, "schema"); s != "" && s != Schema {
		l.fail(n, "L008", "this version reads "+Schema, "the schema %q is not known", s)
	}
	if n := l.top["name"]; n == nil {
		l.fail(f.Root, "L004", "a name of small letters, digits and hyphens", "the key \"name\" is missing")
	} else {
		l.name = l.id(n, "name")
	}
	if n := l.top["extends"]; n != nil {
		l.extends = l.text(n, "extends")
	}
	l.drop = l.texts(l.top["drop"], "drop")
	l.readCriteria(l.top["criteria"])
	return l
}

func (l *layer) readCriteria(n *yaml.Node) {
	n = l.plain(n)
	if n == nil {
		if l.extends == "" {
			l.fail(l.Root, "L004", "a list of what the post asks for", "the key \"criteria\" is missing")
		}
		return
	}
	if n.Kind != yaml.SequenceNode {
		l.fail(n, "L003", "each starts with \"- id:\"", "criteria must be a list, not %s", kindOf(n))
		return
	}
	for _, c := range n.Content {
		fields := l.fields(c, "a criterion", criterionKeys...)
		raw := rawCriterion{fields: map[string]keyed{}}
		for k, v := range fields {
			raw.fields[k] = keyed{l.reading, v, l.at(v)}
		}
		id := fields["id"]
		if id == nil {
			l.fail(c, "L004", "a name of small letters, digits and hyphens", "a criterion has no \"id\"")
			continue
		}
		if raw.id = l.id(id, "id"); raw.id == "" {
			continue
		}
		raw.at = l.at(id)
		for _, before := range l.criteria {
			if before.id == raw.id {
				l.fail(id, "L205", fmt.Sprintf("it stands in line %d already", before.at.Line), "the criterion %q stands twice", raw.id)
			}
		}
		l.criteria = append(l.criteria, raw)
	}
}

// id reads a name of small letters, digits and hyphens.
func (r *reading) id(n *yaml.Node, what string) string {
	s := r.text(n, what)
	ok := s != ""
	for i, c := range s {
		ok = ok && (c >= 'a' && c <= 'z' || i > 0 && (c >= '0' && c <= '9' || c == '-'))
	}
	if !ok && s != "" {
		r.fail(n, "L003", "small letters, digits and hyphens, a letter first", "%s cannot be %q", what, s)
		return ""
	}
	return s
}

// merge lays a criterion's keys over the inherited ones. A key that is named replaces the inherited one; naming what to
// look for in one way (parts, or terms, phrases, signals, education) takes away what was said in the other.
func (under rawCriterion) merge(over rawCriterion) rawCriterion {
	out := rawCriterion{id: over.id, at: over.at, fields: map[string]keyed{}, own: over.own}
	_, parts := over.fields["parts"]
	content := false
	for _, k := range contentKeys {
		if _, ok := over.fields[k]; ok {
			content = true
		}
	}
	for k, v := range under.fields {
		if parts && (slices.Contains(contentKeys, k) || k == "not" || k == "enough" || k == "count") {
			continue
		}
		if content && k == "parts" {
			continue
		}
		out.fields[k] = v
	}
	maps.Copy(out.fields, over.fields)
	return out
}

func (k keyed) text(what string) string {
	if k.node == nil {
		return ""
	}
	return strings.TrimSpace(k.r.text(k.node, what))
}

// criterion decodes a merged criterion.
func (raw rawCriterion) criterion(b *builder) Criterion {
	c := Criterion{ID: raw.id, Source: raw.at}
	c.Title = raw.fields["title"].text("title")
	if c.Title == "" {
		c.Title = strings.ToUpper(c.ID[:1]) + strings.ReplaceAll(c.ID[1:], "-", " ")
	}
	c.Why = raw.fields["why"].text("why")
	c.Ask = raw.fields["ask"].text("ask")
	if w, ok := raw.fields["weight"]; ok {
		c.WeightAt = w.at
		c.Weight, _ = w.r.number(w.node, "weight")
		if c.Weight == 0 && len(w.r.found) == 0 {
			w.r.fail(w.node, "L003", "leave the criterion out instead", "a weight of 0 asks for nothing")
		}
	} else {
		if !misspelt(b.own.found) {
			b.fail(raw.at, "L004", fmt.Sprintf("criterion %q has no \"weight\"", c.ID), "weight: 5")
		}
	}
	if v, ok := raw.fields["bonus"]; ok {
		c.Bonus = v.r.boolean(v.node, "bonus")
	}
	if v, ok := raw.fields["must"]; ok {
		c.Must, c.MustAt = v.r.count(v.node, "must"), v.at
	}
	if v, ok := raw.fields["where"]; ok {
		for _, it := range v.r.texts(v.node, "where") {
			if !slices.Contains(places, it.text) {
				v.r.fail(it.node, "L003", keyHelp(it.text, places), "where cannot be %q", it.text)
				continue
			}
			c.Where = append(c.Where, it.text)
		}
	}
	if v, ok := raw.fields["guidance"]; ok {
		c.Guidance = b.cites(v)
	}
	if v, ok := raw.fields["allow"]; ok {
		c.Allow = v.r.allow(v.node)
	}
	if v, ok := raw.fields["years"]; ok {
		c.Years = b.years(v)
	}
	if v, ok := raw.fields["parts"]; ok {
		for _, k := range append([]string{"not", "enough", "count"}, contentKeys...) {
			if o, ok := raw.fields[k]; ok {
				o.r.fail(o.node, "L002", "move it into one of the parts", "a criterion with parts cannot have %q beside them", k)
			}
		}
		c.Parts = b.parts(v)
	} else {
		p := b.part(raw.fields, raw.at)
		if len(p.Entries) == 0 && p.Education == nil && c.Years != nil {
			p.Entries, p.Enough = c.Years.Of, 1
		}
		c.Parts = []Part{p}
	}
	b.achievable(&c, raw)
	return c
}

// namesSomething says whether the criterion names what to look for, be it misspelt: then that is the mistake to report.
func (raw rawCriterion) namesSomething() bool {
	for _, k := range append([]string{"parts"}, contentKeys...) {
		if v, ok := raw.fields[k]; ok && len(v.node.Content) > 0 {
			return true
		}
	}
	return false
}

// achievable reports a criterion that nobody could meet.
func (b *builder) achievable(c *Criterion, raw rawCriterion) {
	enough := 0
	if _, asked := raw.fields["years"]; asked && c.Years == nil {
		return // what is wrong with it has been said
	}
	for _, p := range c.Parts {
		enough += p.Enough
		if len(p.Entries) == 0 && p.Education == nil && (c.Years == nil || len(c.Years.Of) > 0) && !raw.namesSomething() {
			at := p.Source
			b.fail(at, "L201", fmt.Sprintf("criterion %q looks for nothing, so nobody can meet it", c.ID), "add terms, phrases or signals")
		}
	}
	if c.Must > enough && enough > 0 {
		b.fail(c.MustAt, "L207", fmt.Sprintf("must: %d asks for more things than enough: %d", c.Must, enough), fmt.Sprintf("at most %d", enough))
	}
}

func (b *builder) parts(v keyed) []Part {
	n := v.r.plain(v.node)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode || len(n.Content) == 0 {
		v.r.fail(n, "L003", "- {terms: [tag:database], enough: 1}", "parts must be a list of at least one, not %s", kindOf(n))
		return nil
	}
	var out []Part
	for _, c := range n.Content {
		fields := map[string]keyed{}
		for k, node := range v.r.fields(c, "a part", partKeys...) {
			fields[k] = keyed{v.r, node, v.r.at(node)}
		}
		out = append(out, b.part(fields, v.r.at(c)))
	}
	return out
}

func (b *builder) part(fields map[string]keyed, at Source) Part {
	p := Part{Enough: 1, Source: at}
	if v, ok := fields["terms"]; ok {
		p.Entries = append(p.Entries, b.entries(v, "terms", b.term)...)
	}
	if v, ok := fields["phrases"]; ok {
		p.Entries = append(p.Entries, b.entries(v, "phrases", b.phrase)...)
	}
	if v, ok := fields["signals"]; ok {
		for _, it := range v.r.texts(v.node, "signals") {
			if b.data.Signal(it.text) == nil {
				v.r.fail(it.node, "L103", b.data.signalHelp(it.text), "unknown signal %q", it.text)
				continue
			}
			p.Entries = append(p.Entries, Entry{KindSignal, it.text, it.at})
		}
	}
	if v, ok := fields["not"]; ok {
		for _, it := range v.r.texts(v.node, "not") {
			if b.isTerm(it.text) || strings.HasPrefix(it.text, "tag:") {
				if e, ok := b.term(v.r, it); ok {
					p.Not = append(p.Not, e)
				}
				continue
			}
			if e, ok := b.phrase(v.r, it); ok {
				p.Not = append(p.Not, e)
			}
		}
	}
	if v, ok := fields["count"]; ok {
		switch v.r.oneOf(v.node, "count", countNames...) {
		case "sentences":
			p.Count = CountSentences
		case "roles":
			p.Count = CountRoles
		}
	}
	if v, ok := fields["enough"]; ok {
		if p.Enough = v.r.count(v.node, "enough"); p.Enough == 0 {
			p.Enough = 1
		}
	}
	if v, ok := fields["education"]; ok {
		p.Education = b.education(v)
	}
	if v, ok := fields["guidance"]; ok {
		p.Guidance = b.cites(v)
	}
	seen := map[string]int{}
	for _, e := range p.Entries {
		key := e.Kind.String() + ":" + e.Text
		if line, ok := seen[key]; ok {
			b.fail(e.Source, "L302", fmt.Sprintf("%q stands twice", e.Text), fmt.Sprintf("it stands in line %d already", line))
		}
		seen[key] = e.Source.Line
	}
	return p
}

// entries reads a list of entries, each by one.
func (b *builder) entries(v keyed, what string, one func(*reading, item) (Entry, bool)) []Entry {
	var out []Entry
	for _, it := range v.r.texts(v.node, what) {
		if e, ok := one(v.r, it); ok {
			out = append(out, e)
		}
	}
	return out
}

func (b *builder) term(r *reading, it item) (Entry, bool) {
	v := b.vocabulary
	if tag, ok := strings.CutPrefix(it.text, "tag:"); ok {
		if !v.IsTag(tag) && len(v.Tagged(tag)) == 0 {
			help := "all tags: shortlist rubric show --tags"
			if s := v.NearestTag(tag); s != "" {
				help = "did you mean tag:" + s + "? (" + help + ")"
			}
			r.fail(it.node, "L102", help, "unknown tag %q", it.text)
			return Entry{}, false
		}
		return Entry{KindTag, tag, it.at}, true
	}
	if i, ok := v.Lookup(it.text); ok {
		name := v.Term(i).Name
		if name != it.text {
			r.fail(it.node, "L101", "write "+name, "%q is another spelling of the term %q", it.text, name)
			return Entry{}, false
		}
		return Entry{KindTerm, name, it.at}, true
	}
	help := "terms are names from the vocabulary; write other words under phrases, or a term of your own under vocabulary"
	if v.IsTag(it.text) {
		help = "did you mean tag:" + it.text + "?"
	} else if strings.Contains(it.text, ", ") && it.node.Style == 0 {
		help = "a list stands in brackets:   [" + it.text + "]"
	} else if s := v.Nearest(it.text); s != "" {
		help = "did you mean " + s + "?"
	}
	r.fail(it.node, "L101", help, "unknown term %q", it.text)
	return Entry{}, false
}

// phrase reads a phrase, in which <names> stand for the words that signals share.
func (b *builder) phrase(r *reading, it item) (Entry, bool) {
	return b.data.pattern(r, it, b.data.words)
}

func (b *builder) cites(v keyed) []Cite { return v.r.cites(v.node, b.data.Guidance) }

// cites reads ids of guidance rows. Without guidance (a house's own rules may have none) they are only read.
func (r *reading) cites(n *yaml.Node, g *Guidance) []Cite {
	var out []Cite
	for _, it := range r.texts(n, "guidance") {
		if g != nil && len(g.Rows) > 0 && g.Row(it.text) == nil {
			r.fail(it.node, "L106", keyHelp(it.text, g.ids()), "unknown guidance row %q", it.text)
			continue
		}
		out = append(out, Cite{it.text, it.at})
	}
	return out
}

func (b *builder) years(v keyed) *Years {
	n := v.r.plain(v.node)
	if n == nil {
		return nil
	}
	if n.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(n.Content); i += 2 {
			if k := n.Content[i].Value; k == "at_most" || k == "max" || k == "up_to" || k == "less_than" {
				v.r.fail(n.Content[i], "L501", "only at_least can be asked for", "an upper limit on years shuts out older people")
				return nil
			}
		}
	}
	fields := v.r.fields(n, "years", yearsKeys...)
	if fields["at_least"] == nil {
		v.r.fail(n, "L004", "years: {at_least: 3, of: [Go]}", "years has no \"at_least\"")
		return nil
	}
	y := &Years{Source: v.r.at(n)}
	thousandths, _ := v.r.number(fields["at_least"], "at_least")
	if y.Months = (thousandths*12 + 500) / 1000; y.Months == 0 {
		v.r.fail(fields["at_least"], "L003", "write 1 or more", "at_least must be over zero")
	}
	if of := fields["of"]; of != nil {
		y.Of = b.entries(keyed{v.r, of, v.r.at(of)}, "of", b.term)
	}
	return y
}

func (b *builder) education(v keyed) *Education {
	fields := v.r.fields(v.node, "education", educationKeys...)
	e := &Education{Source: v.r.at(v.node)}
	if n := fields["level"]; n != nil {
		e.Level = v.r.oneOf(n, "level", levels...)
	} else {
		v.r.fail(v.node, "L004", "level: bachelor", "education has no \"level\"")
	}
	if n := fields["fields"]; n != nil {
		e.Fields = b.entries(keyed{v.r, n, v.r.at(n)}, "fields", b.phrase)
	}
	for _, it := range v.r.texts(fields["or"], "or") {
		if rest, ok := strings.CutSuffix(it.text, " months of software roles"); ok {
			m, err := strconv.Atoi(rest)
			if err != nil || m < 1 {
				v.r.fail(it.node, "L003", "24 months of software roles", "%q names no number of months", it.text)
				continue
			}
			e.OrMonths = m
		} else if slices.Contains(levels, it.text) {
			e.Or = append(e.Or, it.text)
		} else {
			v.r.fail(it.node, "L003", keyHelp(it.text, append([]string{"24 months of software roles"}, levels...)), "education cannot be stood in for by %q", it.text)
			continue
		}
		e.OrSources = append(e.OrSources, it.at)
	}
	return e
}

// allow reads   allow: {L511: "the written job-related reason"}.
func (r *reading) allow(n *yaml.Node) []Allow {
	n = r.plain(n)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "L003", `allow: {L511: "the written reason"}`, "allow must be a mapping of codes to reasons, not %s", kindOf(n))
		return nil
	}
	var out []Allow
	for i := 0; i+1 < len(n.Content); i += 2 {
		reason := r.text(n.Content[i+1], "the reason")
		if len(strings.Fields(reason)) < 3 {
			r.fail(n.Content[i+1], "L416", "say in a sentence why the post needs it", "%s is allowed without a written reason", n.Content[i].Value)
		}
		out = append(out, Allow{n.Content[i].Value, reason, r.at(n.Content[i])})
	}
	return out
}

// misspelt says whether a key was not known: then a key that seems to be missing has most likely been named already.
func misspelt(found Problems) bool {
	for _, p := range found {
		if p.Code == "L002" {
			return true
		}
	}
	return false
}
