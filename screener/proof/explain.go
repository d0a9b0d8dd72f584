package proof

import (
	"fmt"
	"slices"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/match"
	"shortlist/screener/rubric"
)

// mostQuotes bounds the lines of evidence under one miss.
const mostQuotes = 5

// explainer says what was got instead of what was wanted, with the lines behind it.
type explainer struct {
	runner   *Runner
	suite    *Suite
	judge    *fit.Judge
	prepared *Prepared
	a        *fit.Assessment
	quotes   bool
	entries  map[rubric.Source]rubric.Entry
}

// miss explains one failure.
func (e *explainer) miss(f fit.Failure) Miss {
	m := Miss{Key: f.Key, Wanted: f.Wanted, Got: f.Got, Line: e.prepared.Case.Wants.At[f.Key].Line}
	if m.Line == 0 {
		m.Line = e.prepared.Case.Source.Line
	}
	name := strings.TrimPrefix(f.Wanted, f.Key+": ")
	var hits []fit.Evidence
	switch key, id, _ := strings.Cut(f.Key, "."); key {
	case "criteria":
		hits = e.criterion(&m, id)
	case "terms":
		hits = e.missingTerm(&m, name)
	case "not_terms":
		hits = e.counted(func(h *fit.Evidence) bool { return h.Term == name && h.Worth > 0 })
		m.Got = "counted"
		m.Hint = "add   not: [the words around it]   to the criterion, or a   not   to the term in the vocabulary"
	case "signals":
		m.Got = "no sentence of the resume hits it"
		m.Hint = "add a phrase to the signal   " + name + "   (shortlist rubric show --signals)"
	case "not_signals":
		hits = e.counted(func(h *fit.Evidence) bool { return h.Signal == name })
		m.Got = "hit"
		m.Hint = "add the words around it to   not   of the signal " + name
	case "labels", "not_labels":
		for _, l := range e.a.Specialities {
			if l.Name == name {
				hits = l.Hits
				m.Got = fmt.Sprintf("shown by %d lines", l.Lines)
			}
		}
		if key == "labels" {
			m.Got = "fewer than two lines of roles and projects show it"
		}
	case "stack":
		hits = f.Hits
		m.Got = fmt.Sprintf("%s (%s)", f.Got, e.a.Stack.Why)
		m.Hint = "the rules are shown by   shortlist rubric show --stack"
	case "lean":
		hits = f.Hits
		m.Got = fmt.Sprintf("%s (%d developer and %d engineer signals)", f.Got, e.a.Lean.Developer, e.a.Lean.Engineer)
		m.Hint = "the signals are shown by   shortlist rubric show --signals"
	case "apart":
		hits = f.Hits
		m.Hint = "the rubric accepts   " + strings.Join(e.suite.Rubric.Accept, ", ")
	case "flags":
		m.Got = "not raised"
	case "band", "score", "above":
		e.score(&m)
	}
	m.Evidence, m.More = e.quote(hits)
	return m
}

// criterion explains the state of a criterion.
func (e *explainer) criterion(m *Miss, id string) []fit.Evidence {
	fitted := &e.a.Fits[0]
	for i := range fitted.Criteria {
		c := &fitted.Criteria[i]
		if c.Rule.ID != id {
			continue
		}
		m.Got = fmt.Sprintf("%s: %s, %s of %s", id, c.State, tenths(c.Points), tenths(c.Weight))
		want := e.prepared.Case.Wants.States[id]
		switch {
		case want == fit.NotShown || want == "absent":
			m.Hint = "add   not: [the words that mislead]   to that criterion, or make the phrase narrower"
		case c.Things == 0:
			m.Hint = "nothing of the resume matches: add a phrase or a term to   " + id + "   (" + e.at(c.Rule.Source) + ")"
		case want == fit.Met:
			m.Hint = fmt.Sprintf("%s of the %d things that are enough: lower   enough   or add what is missing (%s)", hundredths(c.Things*100), c.Enough/100, e.at(c.Rule.Source))
		default:
			m.Hint = fmt.Sprintf("%d things are shown and %d are enough: raise   enough   or narrow the entries (%s)", c.Things, c.Enough/100, e.at(c.Rule.Source))
		}
		return c.Hits
	}
	m.Got = "the rubric has no such criterion"
	return nil
}

// missingTerm says why a term earned nothing.
func (e *explainer) missingTerm(m *Miss, name string) []fit.Evidence {
	hits := e.notCounted(name)
	switch {
	case len(hits) > 0:
		m.Got = "found, but not counted"
		m.Hint = "the term's   with   and   not   in the vocabulary decide when it counts"
	case !e.asked(name):
		m.Got = "no criterion asks for it"
		m.Hint = "add it to the   terms   of a criterion"
	default:
		m.Got = "not found in the resume"
		m.Hint = "is it spelt another way? add an alias under   vocabulary"
	}
	return hits
}

func (e *explainer) notCounted(name string) []fit.Evidence {
	var out []fit.Evidence
	for _, h := range e.a.Fits[0].NotCounted {
		if h.Term == name {
			out = append(out, h)
		}
	}
	return out
}

// asked says whether some criterion looks for a term, by its name or a tag.
func (e *explainer) asked(name string) bool {
	v := e.runner.Loader.Data.Vocabulary
	term, known := v.Lookup(name)
	for i := range e.suite.Rubric.Criteria {
		for _, p := range e.suite.Rubric.Criteria[i].Parts {
			for _, en := range p.Entries {
				if en.Text == name || known && en.Kind == rubric.KindTag && slices.Contains(v.Tagged(en.Text), term) {
					return true
				}
			}
		}
	}
	return false
}

// counted gives the evidence of criteria and of the lean that satisfies a condition, each place once.
func (e *explainer) counted(wanted func(*fit.Evidence) bool) []fit.Evidence {
	var out []fit.Evidence
	seen := make(map[document.Span]bool)
	take := func(hits []fit.Evidence) {
		for i := range hits {
			if h := &hits[i]; wanted(h) && !seen[h.Hit.Span] {
				seen[h.Hit.Span] = true
				out = append(out, *h)
			}
		}
	}
	for i := range e.a.Fits[0].Criteria {
		take(e.a.Fits[0].Criteria[i].Hits)
	}
	take(e.a.Lean.Hits)
	return out
}

// score says what the score is made of.
func (e *explainer) score(m *Miss) {
	f := &e.a.Fits[0]
	b := f.Rubric.Bands
	got := fmt.Sprintf("%s, score %s (strong from %d, good from %d, possible from %d)", f.Band, tenths(f.Score), b.Strong, b.Good, b.Possible)
	if m.Key == "above" {
		got = m.Got
	}
	var earned, nothing []string
	for i := range f.Criteria {
		c := &f.Criteria[i]
		if c.Points > 0 {
			earned = append(earned, fmt.Sprintf("%s %s/%s", c.Rule.ID, tenths(c.Points), tenths(c.Weight)))
		} else if !c.Rule.Bonus {
			nothing = append(nothing, c.Rule.ID)
		}
	}
	if len(earned) > 0 {
		got += "\nearned  " + strings.Join(earned, ", ")
	}
	if len(nothing) > 0 {
		if n := len(nothing) - 6; n > 1 {
			nothing = append(nothing[:6], fmt.Sprintf("and %d more", n))
		}
		got += "\nnothing " + strings.Join(nothing, ", ")
	}
	m.Got = got
	switch {
	case f.Cap != "":
		m.Hint = "capped by   " + f.Cap + "   which would be " + f.Uncapped + " without it"
	case f.Bound:
		m.Hint = "what lists add is bounded: put the work into the role, or change   lists"
	case len(f.WouldAdd) > 0:
		m.Hint = "most would be added by   " + f.WouldAdd[0].Criterion + "   (+" + tenths(f.WouldAdd[0].Points) + ")"
	}
}

// quote gives the lines of evidence, each place of the resume once.
func (e *explainer) quote(hits []fit.Evidence) ([]Quote, int) {
	var out []Quote
	seen := make(map[document.Span]bool)
	more := 0
	for i := range hits {
		h := &hits[i]
		if seen[h.Hit.Span] {
			continue
		}
		seen[h.Hit.Span] = true
		if len(out) == mostQuotes {
			more++
			continue
		}
		doc := e.prepared.Document
		q := Quote{At: place(doc, h.Hit.Span.Start), Source: e.at(h.Source), Entry: e.entry(h)}
		if e.quotes {
			q.Text = lineOf(doc, h.Hit.Span)
		}
		if h.Hit.Grade <= match.Claimed {
			q.Why = h.Hit.Grade.String()
			if says := h.Hit.Why.Says(doc); says != "" && e.quotes {
				q.Why += ": " + says
			}
		}
		out = append(out, q)
	}
	return out, more
}

// at names a line of a rubric or a signal by its file's path.
func (e *explainer) at(s rubric.Source) string {
	if s.Line == 0 {
		return ""
	}
	return fmt.Sprintf("%s:%d", e.suite.path(e.runner.Loader.Data, s), s.Line)
}

// entry is what the line of a rubric says that found a hit.
func (e *explainer) entry(h *fit.Evidence) string {
	if e.entries == nil {
		e.entries = entriesOf(e.suite.Rubric, e.runner.Loader.Data)
	}
	en, ok := e.entries[h.Source]
	switch {
	case h.Signal != "":
		return "signal " + h.Signal
	case !ok:
		return h.Term
	case en.Kind == rubric.KindTag:
		return "tag:" + en.Text
	}
	return shortened(en.Text)
}

// mostEntry bounds what is shown of a phrase with many alternatives, in characters.
const mostEntry = 64

func shortened(s string) string {
	r := []rune(s)
	if len(r) <= mostEntry {
		return s
	}
	return string(r[:mostEntry*2/3]) + " … " + string(r[len(r)-mostEntry/4:])
}

// entriesOf finds what stands at each place of a rubric and of the data.
func entriesOf(r *rubric.Rubric, d *rubric.Data) map[rubric.Source]rubric.Entry {
	out := make(map[rubric.Source]rubric.Entry)
	add := func(all []rubric.Entry) {
		for _, e := range all {
			out[e.Source] = e
		}
	}
	for i := range d.Signals {
		add(d.Signals[i].Phrases)
		add(d.Signals[i].Not)
	}
	for i := range d.Stack.Evidence {
		add(d.Stack.Evidence[i].Entries)
		add(d.Stack.Evidence[i].Not)
	}
	for i := range r.Criteria {
		for _, p := range r.Criteria[i].Parts {
			add(p.Entries)
			add(p.Not)
		}
	}
	return out
}

// place is page and line of an offset: "p1:6", or "l.6" in a format without pages.
func place(d *document.Document, offset int) string {
	n := d.LineAt(offset)
	if n < 0 {
		return "l.1"
	}
	page := d.Lines[n].Page
	if page == 0 {
		return fmt.Sprintf("l.%d", n+1)
	}
	first := n
	for first > 0 && d.Lines[first-1].Page == page {
		first--
	}
	return fmt.Sprintf("p%d:%d", page, n-first+1)
}

// mostQuote bounds a quote, in bytes.
const mostQuote = 120

// lineOf is the line that a span stands in, cut around the span where it is long.
func lineOf(d *document.Document, s document.Span) string {
	from, to := s.Start, s.End
	if n := d.LineAt(s.Start); n >= 0 {
		from = min(s.Start, d.Lines[n].Start)
	}
	if n := d.LineAt(max(s.Start, s.End-1)); n >= 0 {
		to = max(s.End, d.Lines[n].End)
	}
	before, after := "", ""
	if to-from > mostQuote {
		room := max(0, mostQuote-s.Len()) / 2
		if at := strings.LastIndexByte(d.Text[from:s.Start], ' '); s.Start-from > room && at >= 0 {
			cut := strings.LastIndexByte(d.Text[from:max(from, s.Start-room)], ' ')
			from, before = from+cut+1, "…"
		}
		if to-s.End > room {
			if cut := strings.IndexByte(d.Text[min(to, s.End+room):to], ' '); cut >= 0 {
				to, after = s.End+room+cut, "…"
			}
		}
	}
	return before + strings.Join(strings.Fields(d.Text[from:to]), " ") + after
}

// tenths writes points with one digit, as reports do; a whole number has none.
func tenths(p rubric.Points) string {
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(p)/1000), ".0")
}

// hundredths writes a count given in hundredths.
func hundredths(n int) string {
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", float64(n)/100), "0"), ".")
}
