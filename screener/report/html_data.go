package report

import (
	"fmt"
	"math"
	"slices"
	"strings"
)

// The page carries its data as JSON: one head, and one line a resume that is parsed only when its row is opened. The
// keys are one letter long, since there is one set of them for each of a thousand resumes; page/*.js reads them.

// pageHead is what the whole page needs to know.
type pageHead struct {
	Run      string       `json:"run"` // stands for this run: decisions are kept under it
	AsOf     string       `json:"asOf"`
	Month    int          `json:"month"` // as-of date in months since year 0, for the timelines
	Blind    bool         `json:"blind"`
	RankedBy int          `json:"rankedBy"` // index into Rubrics, -1: the better fit
	Rubrics  []pageRubric `json:"rubrics"`
	People   []pagePerson `json:"people"`             // as the rows stand in the page: ranked, then apart
	Says     []string     `json:"says"`               // words of the interview kits, each once; kits hold indexes into it
	Evidence int          `json:"evidence,omitempty"` // how many of People have their evidence here, where not all have
}

type pageRubric struct {
	Name     string          `json:"name"`
	Title    string          `json:"title"`
	Bands    [3]float64      `json:"bands"` // strong, good, possible
	Criteria []pageCriterion `json:"criteria"`
}

type pageCriterion struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Weight float64 `json:"weight"`
	Bonus  bool    `json:"bonus,omitempty"`
	Must   bool    `json:"must,omitempty"`
	Why    string  `json:"why,omitempty"`
	Source string  `json:"source,omitempty"`
}

// pagePerson is one row.
type pagePerson struct {
	ID    string       `json:"id"`
	Name  string       `json:"n"`
	File  string       `json:"f,omitempty"`
	Stack string       `json:"s"`
	Lean  string       `json:"l"`
	Score float64      `json:"e"` // of the lean
	Since string       `json:"w,omitempty"`
	Flags bool         `json:"-"`           // something was found in this file alone
	Also  []string     `json:"a,omitempty"` // specialities
	Fits  []pageRating `json:"r"`           // by rubric, in the order of the head's Rubrics
}

// pageRating is what a row shows for one rubric.
type pageRating struct {
	State  string    `json:"t"`           // scored, apart, none
	Band   string    `json:"b,omitempty"` // strong, good, possible, low
	Score  float64   `json:"s"`           // to sort by
	Says   string    `json:"p"`           // "77", "71–84"
	Rank   int       `json:"k,omitempty"`
	Quote  string    `json:"q,omitempty"` // strongest evidence
	At     string    `json:"a,omitempty"` // where it stands
	Lacks  string    `json:"l,omitempty"`
	Shares []float64 `json:"c,omitempty"` // share of the points of each criterion, 0..1; -1 could not be read
}

// pageDetail is what an opened row shows.
type pageDetail struct {
	Head   []string       `json:"h"` // pages read, roles, months, lean in words
	Quotes []pageQuote    `json:"q"`
	Roles  []pageRole     `json:"r,omitempty"`
	Fits   []pageFit      `json:"f"`
	Flags  []string       `json:"g,omitempty"`
	Checks []string       `json:"k,omitempty"`
	Thin   string         `json:"t,omitempty"`
	Doubts []string       `json:"d,omitempty"`
	Notes  []string       `json:"o,omitempty"`
	Before string         `json:"w,omitempty"` // what an earlier run said
	Sides  [][2][]pageHit `json:"e,omitempty"` // evidence of stack (backend, frontend) and lean (developer, engineer)
	People string         `json:"p,omitempty"` // contact in one line
	Text   []pageLine     `json:"x,omitempty"`
	Brief  bool           `json:"n,omitempty"` // the evidence is left out
}

// pageQuote is [page, line, text]; without text it is the whole of that line of Text.
type pageQuote []any

// pageHit is [term, grade, index of the quote, index of the role or -1].
type pageHit [4]any

// pageLine is [page, line, piece, piece…]; a piece is a text, or [text, number of the hit's quote] where it is marked.
type pageLine []any

type pageRole struct {
	Kind   string   `json:"k,omitempty"`
	Title  string   `json:"t,omitempty"`
	Firm   string   `json:"f,omitempty"`
	Years  string   `json:"y,omitempty"`
	Start  int      `json:"a"` // months since year 0; 0: no date
	End    int      `json:"z"`
	Months string   `json:"m,omitempty"`
	At     string   `json:"p"`
	Terms  []string `json:"s,omitempty"`
}

type pageFit struct {
	Says       string        `json:"s"` // the result in words
	Total      string        `json:"t"`
	Criteria   []pageOutcome `json:"c"`
	Adjust     string        `json:"d,omitempty"` // why the column and the score differ
	NotCounted [][4]any      `json:"n,omitempty"` // term, where, grade, why
	WouldAdd   []string      `json:"w,omitempty"`
	WouldCost  []string      `json:"z,omitempty"`
	Cap        string        `json:"u,omitempty"`
	Lists      string        `json:"l,omitempty"`
	Built      string        `json:"v,omitempty"` // how much the points count
	Hidden     string        `json:"h,omitempty"`
	Kit        [][]int       `json:"i,omitempty"` // parts: title, then question and reason in turn; indexes into Says
}

type pageOutcome struct {
	Points string    `json:"p"`
	State  string    `json:"s"`
	Shown  string    `json:"n,omitempty"` // "1.5 of 2"
	Hits   []pageHit `json:"h,omitempty"`
}

// gatherer fills the head of a page, and makes the details of its rows, record by record.
type gatherer struct {
	*page
	ranks []map[string]int // by rubric: rank by the id of the resumes that have a row
	says  *sayings
}

func newGatherer(p *page) (*gatherer, error) {
	v := &p.view
	p.head = pageHead{People: []pagePerson{}, Run: v.report.hash()[:16], AsOf: v.report.AsOf, Month: monthOf(v.report.AsOf), Blind: v.report.Blind, RankedBy: -1}
	g := &gatherer{page: p, ranks: make([]map[string]int, len(v.rubrics)), says: &sayings{at: map[string]int{}}}
	for i, u := range v.rubrics {
		if u.Name == v.by {
			p.head.RankedBy = i
		}
		criteria, err := criteriaOf(v.report, u.Name)
		if err != nil {
			return nil, err
		}
		p.head.Rubrics = append(p.head.Rubrics, pageRubric{
			Name: short(u.Name), Title: title(u), Bands: [3]float64{u.Bands.Strong, u.Bands.Good, u.Bands.Possible}, Criteria: criteria,
		})
	}
	if len(v.rubrics) == 1 {
		p.head.RankedBy = 0
	}
	return g, nil
}

// rank says whose rows will come.
func (g *gatherer) rank(lists ...[]row) {
	shown := map[string]bool{}
	for _, rows := range lists {
		for _, w := range rows {
			shown[g.id(w)] = true
		}
	}
	for i, u := range g.rubrics {
		g.ranks[i] = map[string]int{}
		for _, w := range arrange(g.report, u.Name).ranked {
			if id := g.id(w); shown[id] {
				g.ranks[i][id] = w.rank
			}
		}
	}
}

// add takes the next row, and gives what it holds and what it opens to: with its evidence, or only its result.
func (g *gatherer) add(res *Resume, evidence bool) (pagePerson, pageDetail) {
	p := pagePerson{ID: short(res.ID), Name: who(res), File: short(res.File), Stack: plain(res.Stack.Is), Lean: plain(res.Lean.Is), Score: round3(res.Lean.Score), Flags: hasOwnFlag(res)}
	if res.Since != nil {
		p.Since = plain(res.Since.State)
	}
	for _, s := range res.Specialities {
		p.Also = append(p.Also, short(s.Name))
	}
	for i, u := range g.rubrics {
		p.Fits = append(p.Fits, g.table.rating(res, chosenFit(res, u.Name), len(g.head.Rubrics[i].Criteria), g.ranks[i][res.ID]))
	}
	if !evidence {
		g.head.Evidence = g.evidenced
	}
	return p, g.detail(res, g.says, evidence)
}

func (g *gatherer) done() { g.head.Says = notNil(g.says.list) }

func title(u Rubric) string {
	if u.Title != "" {
		return short(u.Title)
	}
	return short(u.Name)
}

// monthOf turns YYYY, YYYY-MM or YYYY-MM-DD into months since year 0; 0 for anything else.
func monthOf(date string) int {
	var y, m int
	if n, _ := fmt.Sscanf(date, "%4d-%2d", &y, &m); n == 0 {
		return 0
	}
	return y*12 + max(m-1, 0)
}

// criteriaOf is the criteria of a rubric as the first fit to it lists them; a report has no other list of them.
func criteriaOf(r *Report, rubric string) ([]pageCriterion, error) {
	out := []pageCriterion{}
	for i := range r.Len() {
		res, err := r.At(i)
		if err != nil {
			return nil, err
		}
		if f := fitTo(res, rubric); f != nil {
			for _, c := range f.Criteria {
				out = append(out, pageCriterion{ID: short(c.ID), Title: short(c.Title), Weight: round3(c.Weight), Bonus: c.Bonus, Must: c.Must, Why: short(c.Why), Source: short(c.Source)})
			}
			return out, nil
		}
	}
	return out, nil
}

func fitTo(res *Resume, rubric string) *Fit {
	for i := range res.Fits {
		if res.Fits[i].Rubric == rubric {
			return &res.Fits[i]
		}
	}
	return nil
}

func (t *table) rating(res *Resume, f *Fit, criteria, rank int) pageRating {
	if f == nil {
		return pageRating{State: "none", Says: "–"}
	}
	p := pageRating{State: plain(f.State), Band: plain(f.Band), Score: round3(f.Least), Says: t.score(f), Rank: rank, Lacks: clip(strings.TrimPrefix(strings.TrimPrefix(t.lacks(row{resume: res, fit: f}), "⚑"), " "), 90)}
	if f.State == "apart" {
		p.Lacks = apartSays(res, f, 120)
	}
	if _, h := evidence(f); h != nil {
		p.Quote, p.At = quoteOf(h, 120), at(h.Page, h.Line)
	}
	p.Shares = make([]float64, criteria)
	for i := range f.Criteria[:min(criteria, len(f.Criteria))] {
		p.Shares[i] = share(&f.Criteria[i])
	}
	return p
}

// share is the part of a criterion's points that was earned, in hundredths of 1; -1 where it could not be read.
func share(c *Criterion) float64 {
	switch {
	case c.State == "could-not-read":
		return -1
	case c.Weight <= 0:
		return 0
	}
	return math.Round(100*min(1, c.Points/c.Weight)) / 100
}

// quoteBook numbers the distinct quotes of a resume, so that each is in the page once; a quote that is a whole line of
// the text is not repeated.
type quoteBook struct {
	list  []pageQuote
	at    map[Hit]int
	lines map[[2]int]string // text by page and line
}

func newQuoteBook(res *Resume) *quoteBook {
	b := &quoteBook{at: map[Hit]int{}, lines: make(map[[2]int]string, len(res.Lines))}
	for _, l := range res.Lines {
		b.lines[[2]int{l.Page, l.Line}] = l.Text
	}
	return b
}

// sayings numbers texts that many kits share.
type sayings struct {
	list []string
	at   map[string]int
}

func (s *sayings) number(text string) int {
	i, ok := s.at[text]
	if !ok {
		i, text = len(s.list), strings.Clone(text) // it may be a piece of a whole record
		s.at[text] = i
		s.list = append(s.list, text)
	}
	return i
}

// kit is an interview kit in numbers.
func (s *sayings) kit(parts []kitPart) [][]int {
	var out [][]int
	for _, p := range parts {
		line := []int{s.number(p.Title)}
		for _, q := range p.Questions {
			line = append(line, s.number(q.Ask), s.number(q.Because))
		}
		out = append(out, line)
	}
	return out
}

func (b *quoteBook) hit(h *Hit) pageHit {
	key := Hit{Page: h.Page, Line: h.Line, Quote: h.Quote}
	i, ok := b.at[key]
	if !ok {
		i = len(b.list)
		b.at[key] = i
		text := plain(h.Quote)
		if len(text) > 600 {
			text = window(text, h.Term, 400)
		}
		if line, ok := b.lines[[2]int{h.Page, h.Line}]; ok && line == h.Quote {
			b.list = append(b.list, pageQuote{h.Page, h.Line})
		} else {
			b.list = append(b.list, pageQuote{h.Page, h.Line, text})
		}
	}
	return pageHit{nameOf(h), plain(h.Grade), i, h.Role}
}

// detail is what a row opens to.
func (v *view) detail(res *Resume, says *sayings, evidence bool) pageDetail {
	e := &explanation{view: *v, width: 1 << 20}
	d := pageDetail{Head: e.facts(res), Thin: short(res.Thin), Doubts: each(doubts(res), short), Notes: each(res.Notes, short), Checks: append(checksSay(res.Checks), each(res.Hidden, hiddenRun)...)}
	for _, f := range res.Flags {
		says := short(f.Says)
		if f.Page > 0 {
			says += fmt.Sprintf(" (p%d)", f.Page)
		}
		d.Flags = append(d.Flags, says)
	}
	if res.Since != nil && res.Since.State != "new" {
		d.Before = sinceSays(res.Since)
	}
	if c := res.Contact; c != nil {
		d.People = strings.Join(filled(append([]string{short(c.Email), short(c.Phone), short(c.Location)}, each(c.Links, short)...)), " · ")
	}
	if !evidence {
		d.Brief, d.Quotes = true, []pageQuote{}
		for _, u := range v.rubrics {
			f := pageFit{Says: "not screened with this rubric"}
			if fit := fitTo(res, u.Name); fit != nil {
				f = pageFit{Says: strings.Join(e.result(u, fit)[1:], " · "), Cap: short(fit.Cap)}
			}
			d.Fits = append(d.Fits, f)
		}
		return d
	}
	book := newQuoteBook(res)
	for i := range res.Roles {
		d.Roles = append(d.Roles, pageRoleOf(&res.Roles[i], monthOf(v.report.AsOf)))
	}
	for _, u := range v.rubrics {
		if f := fitTo(res, u.Name); f != nil {
			d.Fits = append(d.Fits, e.pageFit(res, f, u, book, says))
		} else {
			d.Fits = append(d.Fits, pageFit{Says: "not screened with this rubric"})
		}
	}
	d.Sides = [][2][]pageHit{sides(res.Stack.Hits, "backend", "frontend", book), sides(res.Lean.Hits, "developer", "engineer", book)}
	d.Text = textLines(res, v, book)
	d.Quotes = notNil(book.list)
	return d
}

// filled drops the empty ones.
func filled(list []string) []string {
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// sides splits evidence by the side it speaks for; each thing once.
func sides(hits []Hit, left, right string, book *quoteBook) [2][]pageHit {
	var out [2][]pageHit
	for i, side := range []string{left, right} {
		var of []Hit
		for _, h := range hits {
			if h.Side == side {
				of = append(of, h)
			}
		}
		for _, h := range distinct(of) {
			if len(out[i]) < 8 {
				out[i] = append(out[i], book.hit(&h))
			}
		}
	}
	return out
}

func pageRoleOf(role *Role, asOf int) pageRole {
	p := pageRole{Title: short(role.Title), Firm: short(role.Employer), Years: years(role), Start: monthOf(role.Start), End: monthOf(role.End), At: at(role.Page, role.Line), Terms: each(role.Terms, short)}
	if role.Kind != "job" {
		p.Kind = plain(role.Kind)
	}
	if role.Months > 0 {
		p.Months = duration(role.Months)
	}
	switch {
	case role.Open:
		p.End = asOf
	case p.End == 0 && p.Start > 0:
		p.End = p.Start + max(role.Months, 1)
	case len(role.End) == 4: // a year: all of it
		p.End += 12
	default:
		p.End++
	}
	return p
}

func (e *explanation) pageFit(res *Resume, f *Fit, u Rubric, book *quoteBook, says *sayings) pageFit {
	tenths, sum := addUp(f)
	p := pageFit{Says: strings.Join(e.result(u, f)[1:], " · "), Total: fmt.Sprintf("%.1f", float64(sum)/10), Cap: short(f.Cap), Kit: says.kit(kit(res, f))}
	total := 0
	for i := range f.Criteria {
		c := &f.Criteria[i]
		total += tenths[i]
		o := pageOutcome{Points: fmt.Sprintf("%.1f", float64(tenths[i])/10), State: plain(c.State)}
		if c.Enough > 0 && c.State == "partly-met" {
			o.Shown = half(c.Shown) + " of " + half(c.Enough)
		}
		for _, h := range distinct(c.Hits) {
			if len(o.Hits) < 12 {
				o.Hits = append(o.Hits, book.hit(&h))
			}
		}
		p.Criteria = append(p.Criteria, o)
	}
	if total != sum {
		p.Adjust = adjustment(f, total, sum)
	}
	for _, h := range distinctWhy(f.NotCounted) {
		p.NotCounted = append(p.NotCounted, [4]any{short(h.Term), at(h.Page, h.Line), plain(h.Grade), short(h.Why)})
	}
	for _, c := range f.WouldAdd {
		p.WouldAdd = append(p.WouldAdd, changeSays(c, "+"))
	}
	for _, c := range f.WouldCost {
		p.WouldCost = append(p.WouldCost, changeSays(c, "−"))
	}
	p.Lists, p.Built = listsSay(f), builtSays(f)
	p.Hidden = hiddenSays(f)
	return p
}

// textLines is the resume's text with what was quoted for any criterion marked in it.
func textLines(res *Resume, v *view, book *quoteBook) []pageLine {
	if len(res.Lines) == 0 {
		return nil
	}
	type stretch struct{ start, end, quote int }
	var marks []stretch
	for i := range res.Fits {
		if v.by != "" && len(v.rubrics) == 1 && res.Fits[i].Rubric != v.rubrics[0].Name {
			continue
		}
		for _, c := range res.Fits[i].Criteria {
			for j := range c.Hits {
				if h := &c.Hits[j]; h.End > h.Start && gradeWorth(h.Grade) > 0 {
					marks = append(marks, stretch{h.Start, h.End, book.hit(h)[2].(int)})
				}
			}
		}
	}
	slices.SortStableFunc(marks, func(a, b stretch) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	out := make([]pageLine, 0, len(res.Lines))
	first := 0
	for _, l := range res.Lines {
		line := pageLine{l.Page, l.Line}
		at, end := 0, l.Start+len(l.Text)
		for first < len(marks) && marks[first].end <= l.Start-400 { // marks are short; those long past cannot reach this line
			first++
		}
		for _, m := range marks[first:] {
			if m.start >= end {
				break
			}
			from, to := max(m.start-l.Start, at), min(m.end-l.Start, len(l.Text))
			if to <= from || m.end <= l.Start {
				continue
			}
			if from > at {
				line = append(line, plain(l.Text[at:from]))
			}
			line = append(line, []any{plain(l.Text[from:to]), m.quote})
			at = to
		}
		if at < len(l.Text) {
			line = append(line, plain(l.Text[at:]))
		}
		out = append(out, line)
	}
	return out
}
