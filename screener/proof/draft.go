package proof

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

//go:embed starter.yaml
var starterYAML string

//go:embed starter_test.yaml
var starterCasesYAML string

// Starter gives the text of a short commented rubric of a name, and of its cases.
func Starter(name string) (rules, cases string) {
	title := strings.ToUpper(name[:1]) + strings.ReplaceAll(name[1:], "-", " ")
	fill := strings.NewReplacer("NAME", name, "TITLE", title)
	return fill.Replace(starterYAML), fill.Replace(starterCasesYAML)
}

// Drafter drafts rubrics from job descriptions.
type Drafter struct {
	Loader  *rubric.Loader
	Words   *JobWords
	Proxies *Proxies

	judge *fit.Judge // finds terms and signals; made with the first draft
}

// asked is what a job description asks for in one family of terms.
type asked struct {
	family Family
	terms  []string
	nice   []string
	asks   int
	why    string
	years  int
	of     string // the term that the years are asked of; "" for the family
}

// draft is a job description while it is understood.
type draft struct {
	*Drafter
	name      string
	families  []*asked
	signals   []string
	signalWhy string
	level     string
	fields    []string
	or        bool
	years     int // of no term in particular
	developer int
	engineer  int
	left      []string // what was not understood
	proxies   []string // what stands in for protected traits
	claims    []string // traits
	company   []string // terms that only the company's part names
	notes     []string
}

// Draft writes a rubric from a job description: what is known becomes criteria, the rest stands as comments to decide on. Words that
// stand in for protected traits are not taken over.
func (d *Drafter) Draft(name string, doc *document.Document) (string, error) {
	if d.judge == nil {
		var err error
		if d.judge, err = fit.New(d.Loader.Data, nil, nil); err != nil {
			return "", err
		}
	}
	judge := d.judge
	x := &draft{Drafter: d, name: name}
	statements := d.Words.statements(doc)
	terms := termsIn(judge.Matcher(), statements)
	for i := range statements {
		if s := &statements[i]; s.part != "offer" {
			x.take(judge, s, terms[i])
		}
	}
	return x.yaml(), nil
}

// termsIn finds the terms of each statement, read as if it stood in a role.
func termsIn(m *match.Matcher, all []statement) [][]string {
	b := document.NewBuilder("text")
	res := &resume.Resume{Roles: []resume.Role{{}}}
	for _, s := range all {
		start := b.Pos()
		b.Write(s.text + ".")
		res.Passages = append(res.Passages, resume.Passage{Span: document.Span{Start: start, End: b.Pos()}, Place: resume.PlaceRole})
		b.EndLine(document.Line{})
	}
	out := make([][]string, len(all))
	for _, h := range m.Scan(b.Document(), res).Hits {
		if int(h.Entry) >= m.Terms() || h.Passage < 0 || int(h.Passage) >= len(all) || h.Grade == match.Implied || h.Grade < match.Claimed && h.Why.Reason != match.AskedFor {
			continue
		}
		if name := m.Entry(h.Entry); !slices.Contains(out[h.Passage], name) {
			out[h.Passage] = append(out[h.Passage], name)
		}
	}
	return out
}

// take makes what it can of one statement.
func (x *draft) take(judge *fit.Judge, s *statement, terms []string) {
	tainted := x.protected(s)
	if s.part == "company" {
		x.company = append(x.company, terms...)
		return
	}
	understood := tainted
	years, limit := x.Words.years(s.text)
	if limit {
		x.notes = append(x.notes, fmt.Sprintf("an upper limit on years shuts out older people; only the least number was taken over: %s", quoted(s.text)))
	}
	claims := 0
	for _, term := range terms {
		a := x.family(term)
		if a == nil {
			continue
		}
		understood = true
		if a.family.ID == "claims" {
			claims++
			x.claims = appendNew(x.claims, term)
			continue
		}
		a.add(term, s, tainted)
		if years > 0 && a.years == 0 {
			a.years, a.of = years, term
			years = 0
		}
	}
	if years > 0 {
		x.years, understood = max(x.years, years), true
	}
	if hasWord(s.text, x.Words.Degree) {
		x.education(s.text)
		understood = true
	}
	if s.part != "qualifications" || len(terms) == claims {
		for _, id := range judge.SignalsIn(s.text) {
			understood = true
			x.scope(id, s, tainted)
		}
	}
	if !understood && s.part != "" {
		x.left = append(x.left, s.text)
	}
}

// protected notes the words of a statement that stand in for protected traits. Where the company is and since when says nothing
// about candidates.
func (x *draft) protected(s *statement) bool {
	rest := s.text
	found := false
	for range 8 {
		code, words, at, ok := x.Proxies.Find(rest)
		if !ok {
			break
		}
		found = true
		known, _ := LookupCode(code)
		if s.part == "company" && (known.Code == "L403" || known.Code == "L405") {
			rest = rest[:at] + strings.Repeat(" ", len(words)) + rest[at+len(words):]
			continue
		}
		x.proxies = appendNew(x.proxies, fmt.Sprintf("%q (%s: %s)", words, code, lowerFirst(known.Title)))
		rest = rest[:at] + strings.Repeat(" ", len(words)) + rest[at+len(words):]
	}
	return found
}

// family finds the family of a term; nil where none takes it.
func (x *draft) family(term string) *asked {
	v := x.Loader.Data.Vocabulary
	i, ok := v.Lookup(term)
	if !ok {
		return nil
	}
	for _, f := range x.Words.Families {
		if !slices.ContainsFunc(f.Tags, v.Term(i).Has) {
			continue
		}
		for _, a := range x.families {
			if a.family.ID == f.ID {
				return a
			}
		}
		a := &asked{family: f, asks: asksNice}
		x.families = append(x.families, a)
		return a
	}
	return nil
}

// add notes a term that a statement asks for. What is asked for once and nice to have elsewhere is asked for.
func (a *asked) add(term string, s *statement, tainted bool) {
	if s.asks == asksNice {
		if !slices.Contains(a.terms, term) {
			a.nice = appendNew(a.nice, term)
		}
		return
	}
	a.nice = slices.DeleteFunc(a.nice, func(t string) bool { return t == term })
	a.terms = appendNew(a.terms, term)
	if a.why == "" && !tainted || s.asks > a.asks && !tainted {
		a.why = s.text
	}
	a.asks = max(a.asks, s.asks)
}

func (x *draft) education(text string) {
	for _, level := range []string{"doctorate", "master", "bachelor"} {
		if hasWord(text, x.Words.Levels[level]) {
			x.level = level // the last found is the least
		}
	}
	for _, f := range x.Words.Fields {
		if w := wordAt(text, []string{f}); w != "" && !slices.ContainsFunc(x.fields, func(o string) bool { return strings.Contains(o, f) }) {
			x.fields = append(x.fields, f)
		}
	}
	x.or = x.or || hasWord(text, x.Words.Equivalent)
}

// scope notes a signal about the scope of the work.
func (x *draft) scope(id string, s *statement, tainted bool) {
	switch signal := x.Loader.Data.Signal(id); signal.Lean {
	case "developer":
		x.developer++
	case "engineer":
		x.engineer++
	}
	x.signals = appendNew(x.signals, id)
	if x.signalWhy == "" && !tainted {
		x.signalWhy = s.text
	}
}

func appendNew(all []string, s string) []string {
	if slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}

// criterion is one criterion of the draft: its weight and its lines below the weight.
type draftCriterion struct {
	id, title string
	weight    int
	lines     []string
}

// criteria makes criteria of what was found.
func (x *draft) criteria() []draftCriterion {
	var out []draftCriterion
	for _, f := range x.Words.Families {
		i := slices.IndexFunc(x.families, func(a *asked) bool { return a.family.ID == f.ID })
		if i < 0 || f.ID == "claims" {
			continue
		}
		out = append(out, x.families[i].criteria()...)
	}
	if len(x.signals) > 0 {
		out = append(out, draftCriterion{id: "scope", title: "Work of the same scope", weight: 8, lines: []string{
			"signals: " + flowList(x.signals), "where: [roles, projects]", "count: sentences", fmt.Sprintf("enough: %d", min(3, len(x.signals)+1)),
			"why: " + why("The ad says", x.signalWhy, "The post works on that scale."),
		}})
	}
	if x.level != "" {
		fields := x.fields
		line := "education: {level: " + x.level
		if len(fields) > 0 {
			line += ", fields: " + flowList(fields)
		}
		if x.or {
			line += ", or: [boot-camp, 24 months of software roles]"
		}
		lines := []string{line + "}", "why: The ad names a degree."}
		if !x.or {
			lines = append(lines, "# skills can be had elsewhere: think of adding   or: [boot-camp, 24 months of software roles]   above")
		}
		out = append(out, draftCriterion{id: "education", title: "Education", weight: 2, lines: lines})
	}
	scored := slices.ContainsFunc(out, func(c draftCriterion) bool { return c.id == "languages" })
	if x.years > 0 && !scored {
		out = append(out, draftCriterion{id: "experience", title: "Years of server-side work", weight: 4, lines: []string{
			fmt.Sprintf("years: {at_least: %d, of: [tag:server-language]}", x.years), "why: The ad asks for years of experience."}})
	} else if len(out) == 0 {
		out = append(out, draftCriterion{id: "languages", title: "Server-side languages", weight: 10, lines: []string{
			"terms: [tag:server-language]", "why: Nothing in the ad was understood; this stands for a start."}})
	}
	balance(out)
	return out
}

// criteria makes one criterion of what is asked for, and one of what is nice to have.
func (a *asked) criteria() []draftCriterion {
	var out []draftCriterion
	if len(a.terms) > 0 {
		c := draftCriterion{id: a.family.ID, title: a.family.Title, weight: 6}
		c.lines = append(c.lines, "terms: "+flowList(a.terms))
		if a.years > 0 && slices.Contains(a.terms, a.of) {
			c.lines = append(c.lines, fmt.Sprintf("years: {at_least: %d, of: %s} # does the ad mean it? Years say little about skill", a.years, flowList([]string{a.of})))
		}
		c.lines = append(c.lines, fmt.Sprintf("enough: %d", min(2, len(a.terms))))
		if a.asks == asksMust {
			c.weight = 10
			c.lines = append(c.lines, "must: 1")
		}
		c.lines = append(c.lines, "why: "+why("The ad says", a.why, "The ad asks for it."))
		out = append(out, c)
	}
	if len(a.nice) > 0 {
		id, title := a.family.ID, a.family.Title
		if len(a.terms) > 0 {
			id, title = id+"-plus", title+", nice to have"
		}
		out = append(out, draftCriterion{id: id, title: title, weight: 2, lines: []string{
			"terms: " + flowList(a.nice), "enough: 1", "why: The ad calls it nice to have."}})
	}
	return out
}

// balance lowers the heaviest weights until none takes more than a third, which is what lint asks for.
func balance(all []draftCriterion) {
	if len(all) < 3 {
		return
	}
	for range 100 {
		sum, top := 0, 0
		for i, c := range all {
			sum += c.weight
			if c.weight > all[top].weight {
				top = i
			}
		}
		if all[top].weight*3 <= sum || all[top].weight == 1 {
			return
		}
		all[top].weight--
	}
}

// why is a reason with the ad's own words, in quotes; without them, the reason alone.
func why(intro, said, otherwise string) string {
	if said == "" {
		return otherwise
	}
	return strconv.Quote(intro + ": " + cutAt(said, 160))
}

func cutAt(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	cut := string(r[:most])
	if i := strings.LastIndexByte(cut, ' '); i > most/2 {
		cut = cut[:i]
	}
	return cut + " …"
}

// quoted is the ad's words as a comment may hold them: one line, no control characters.
func quoted(s string) string {
	return strconv.Quote(cutAt(s, 160))
}

// flowList writes a list in brackets, quoting what YAML would take for something else.
func flowList(all []string) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = s
		plain := strings.IndexFunc(s, func(r rune) bool {
			return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(" .-_/+:", r) || r > 127)
		}) < 0
		first := s[0]
		letter := first >= 'a' && first <= 'z' || first >= 'A' && first <= 'Z'
		if !plain || !letter || strings.Contains(s, ": ") || slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s)) {
			out[i] = strconv.Quote(s)
		}
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// yaml writes the draft.
func (x *draft) yaml() string {
	// years of no term in particular are asked of the languages
	for _, a := range x.families {
		if a.family.ID == "languages" && a.years == 0 && x.years > 0 && len(a.terms) > 0 {
			a.years, a.of = x.years, a.terms[0]
		}
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	title := strings.ToUpper(x.name[:1]) + strings.ReplaceAll(x.name[1:], "-", " ")
	line("# yaml-language-server: $schema=rubric.schema.json")
	line("# Drafted from a job description. Read every line: the weights are guesses, and what was not understood stands at the end.")
	line("schema: %s", rubric.Schema)
	line("name: %s", x.name)
	line("title: %s", title)
	line("accept: [backend, full-stack]")
	switch {
	case x.engineer > x.developer:
		line("lean: engineer # %d sentences of the ad speak of an engineer's scope, %d of a developer's", x.engineer, x.developer)
	case x.developer > x.engineer:
		line("lean: developer # %d sentences of the ad speak of a developer's scope, %d of an engineer's", x.developer, x.engineer)
	default:
		line("lean: either # the ad does not say on which scale the post works")
	}
	line("bands: {strong: 75, good: 60, possible: 40} # shortlist rubric bands shows how scores are spread")
	line("criteria:")
	for i, c := range x.criteria() {
		if i > 0 {
			line("")
		}
		line("  - id: %s\n    title: %s\n    weight: %d", c.id, c.title, c.weight)
		for _, l := range c.lines {
			line("    %s", l)
		}
	}
	remarks := func(head string, all []string) {
		if len(all) == 0 {
			return
		}
		line("\n# %s", head)
		for _, s := range all {
			line("#   %s", s)
		}
	}
	remarks("Left out, since it stands in for a protected trait and says nothing about the work:", x.proxies)
	remarks("Notes:", x.notes)
	if len(x.claims) > 0 {
		remarks("Traits that nobody can show in a resume; ask in the interview:", []string{strings.Join(x.claims, ", ")})
	}
	var only []string
	for _, t := range x.company {
		if !slices.ContainsFunc(x.families, func(a *asked) bool { return slices.Contains(a.terms, t) || slices.Contains(a.nice, t) }) {
			only = appendNew(only, t)
		}
	}
	if len(only) > 0 {
		remarks("Named where the ad speaks of the company only:", []string{strings.Join(only, ", ")})
	}
	for i, s := range x.left {
		x.left[i] = "- " + strings.Join(strings.Fields(cutAt(s, 200)), " ")
	}
	remarks("Not understood. Decide on each: a phrase, a question for the interview, or nothing.", x.left)
	return b.String()
}

// DraftCases writes cases for a draft: one that the named sentence should make met, and one that shows nothing.
func DraftCases(r *rubric.Rubric, sentence, id string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# yaml-language-server: $schema=cases.schema.json\n# What %s must make of some resumes. Add those you know well: who should fit, who should not.\nschema: %s\nrubric: %s\nas_of: 2026-11-21 # what \"present\" stands for\ncases:\n", r.Name, rubric.CasesSchema, r.Name)
	if sentence != "" {
		fmt.Fprintf(&b, "  - name: somebody who shows %s\n    role: [%q]\n    expect: {criteria: {%s: met}}\n\n", id, sentence, id)
	}
	b.WriteString("  - name: somebody who does something else\n    title: Receptionist\n    role: [Answered the telephone and welcomed guests.]\n    expect: {band: low}\n")
	return b.String()
}

// Sentence is a sentence of a role that uses enough of a criterion's terms; "" where it names none.
func Sentence(c *rubric.Criterion) string {
	var terms []string
	for _, e := range c.Parts[0].Entries {
		if e.Kind == rubric.KindTerm && len(terms) < c.Parts[0].Enough {
			terms = append(terms, e.Text)
		}
	}
	if len(terms) == 0 || len(terms) < c.Parts[0].Enough {
		return ""
	}
	return "Built and ran the order system with " + strings.Join(terms, " and ") + "."
}
