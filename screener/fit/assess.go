package fit

import (
	"fmt"
	"slices"

	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/resume"
)

// Assess judges one resume by all rubrics as of a date, which stands for "present". It may be called from several goroutines at once, and gives the same
// for the same input every time.
func (j *Judge) Assess(doc *document.Document, res *resume.Resume, asOf resume.Date) *Assessment {
	return j.assess(doc, res, asOf, true)
}

// Row is Assess for a row of a sheet: without the technologies of each role, the hits behind stack and lean, and of each fit without what
// would change it, what was not counted and what to ask.
func (j *Judge) Row(doc *document.Document, res *resume.Resume, asOf resume.Date) *Assessment {
	return j.assess(doc, res, asOf, false)
}

func (j *Judge) assess(doc *document.Document, res *resume.Resume, asOf resume.Date, whole bool) *Assessment {
	s := j.pool.Get().(*scratch)
	defer j.pool.Put(s)
	a := j.begin(s, doc, res, asOf)
	a.Lean = j.lean(s)
	if whole {
		a.RoleTerms, a.Stack.Hits, a.Lean.Hits = j.roleTerms(s), j.stackHits(s), j.leanHits(s)
	}
	a.Specialities = j.specialities(s)
	a.Fits = make([]Fit, len(j.rubrics))
	for n := range j.rubrics {
		a.Fits[n] = j.fit(s, n, a)
		if whole {
			j.advise(s, n, &a.Fits[n])
		}
	}
	a.Flags, a.Thin = j.flags(s, a), thin(s, a)
	s.end()
	return a
}

// Brief is Assess without the evidence and without what only a page about the resume shows, in about half the time: months,
// stack, flags and thin are there, and of each fit the score, the band with its cap, and whether it is apart. The flags do not say what
// hidden words would have brought.
func (j *Judge) Brief(doc *document.Document, res *resume.Resume, asOf resume.Date) *Assessment {
	s := j.pool.Get().(*scratch)
	defer j.pool.Put(s)
	a := j.begin(s, doc, res, asOf)
	a.Fits = make([]Fit, len(j.rubrics))
	for n := range j.rubrics {
		a.Fits[n], _ = j.score(s, n, a)
	}
	a.Flags, a.Thin = j.flags(s, a), thin(s, a)
	s.end()
	return a
}

// begin collects the hits of a resume, and finds what the judgement of all rubrics needs.
func (j *Judge) begin(s *scratch, doc *document.Document, res *resume.Resume, asOf resume.Date) *Assessment {
	j.collect(s, doc, res)
	a := &Assessment{Partial: doc.Partial(), asOf: asOf}
	for _, p := range doc.Pages {
		if p.State == document.PageNoText || p.State == document.PageSkipped {
			a.Unread++
		}
	}
	j.months(a, res)
	a.Stack = j.stack(s)
	return a
}

// end lets go of what was judged.
func (s *scratch) end() { s.doc, s.res, s.result = nil, nil, nil }

// roleTerms names the technologies used in each role, in the order they stand.
func (j *Judge) roleTerms(s *scratch) [][]string {
	out := make([][]string, len(s.res.Roles))
	terms := int32(j.matcher.Terms())
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Entry >= terms || h.Role < 0 || int(h.Role) >= len(out) || h.Grade < match.RoleList {
			continue
		}
		if name := j.matcher.Entry(h.Entry); !slices.Contains(out[h.Role], name) {
			out[h.Role] = append(out[h.Role], name)
		}
	}
	return out
}

// specialities gives the labels that at least two lines show.
func (j *Judge) specialities(s *scratch) []Label {
	var out []Label
	for _, l := range j.labels {
		s.begin()
		var hits []Evidence
		for _, k := range l.parts {
			for _, p := range s.picks[k] {
				h := &s.result.Hits[p.hit]
				if h.Grade < match.Unplaced {
					continue
				}
				n := len(s.things)
				s.add(s.spot(h), p, 100, 100)
				if len(s.things) > n {
					hits = append(hits, j.evidenceOf(s, k, p))
				}
			}
		}
		if len(s.things) >= leastLines {
			out = append(out, Label{l.name, len(s.things), hits})
		}
	}
	return out
}

// A resume of fewer lines and bytes has hardly any: it may be a good one of few words, of which rules see little.
const (
	fewLines = 20
	fewBytes = 1000
)

// thin says why a person should read the resume themselves: most of its points come from lists, or it has hardly any lines.
func thin(s *scratch, a *Assessment) string {
	if len(a.Fits) > 0 {
		if f := &a.Fits[0]; f.Score > 0 && f.Listed*2 > f.Score {
			return "most of its points come from lists"
		}
	}
	if len(s.doc.Text) >= fewBytes {
		return ""
	}
	lines := 0
	for i := range s.doc.Lines {
		if l := &s.doc.Lines[i]; l.End <= s.doc.Visible && !l.Empty() {
			lines++
		}
	}
	if lines > 1 && lines < fewLines {
		return plural(lines, "line") + ", " + plural(len(s.res.Roles), "role")
	}
	return ""
}

// hiddenWords names each kind of hidden text.
var hiddenWords = [document.HiddenKinds]string{
	"in the background's colour", "under an image or a shape", "set invisible", "too small to read", "transparent", "clipped away",
	"outside the page", "in a layer that is switched off", "hidden by the format", "in the file's properties",
	"whose letters mean others than they show", "with zero-width characters", "with a turned direction", "with look-alike letters", "addressed to a language model",
}

// HiddenNames are the names of the kinds of hidden text in reports.
var HiddenNames = [document.HiddenKinds]string{
	"background", "covered", "invisible", "tiny", "transparent", "clipped", "off-page", "layer", "vanish", "metadata", "remapped",
	"zero-width", "bidi", "homoglyph", "instructions",
}

// languages are those whose verbs and scope signals are known.
var languages = map[string]bool{"": true, "en": true, "de": true, "fr": true, "es": true}

// flags lists what a person must look at.
func (j *Judge) flags(s *scratch, a *Assessment) []Flag {
	var out []Flag
	var words map[[2]int]int
	var order [][2]int
	weighed := false
	if len(s.doc.Hidden) > 0 {
		words = make(map[[2]int]int)
	}
	for i := range s.doc.Hidden {
		h := &s.doc.Hidden[i]
		key := [2]int{int(h.Kind), h.Page}
		if words[key] == 0 {
			order = append(order, key)
		}
		words[key] += max(1, countWords(s.doc.Slice(h.Span)))
	}
	for _, k := range order {
		kind := document.HiddenKind(k[0])
		f := Flag{Kind: "hidden-text", Page: k[1], Says: fmt.Sprintf("%s %s; not scored", plural(words[k], "word"), hiddenWords[kind])}
		switch kind {
		case document.HiddenInstructions:
			f.Kind, f.Says = "instructions", plural(words[k], "word")+" addressed to a language model; not scored"
		case document.HiddenHomoglyph, document.HiddenZeroWidth, document.HiddenBidi, document.HiddenRemapped:
			f.Kind, f.Says = "altered-text", plural(words[k], "word")+" "+hiddenWords[kind]
		}
		if f.Kind == "hidden-text" && !weighed {
			weighed = true
			f.Says += withHidden(a)
		}
		out = append(out, f)
	}
	if a.Unread > 0 {
		out = append(out, Flag{Kind: "partial", Says: fmt.Sprintf("%d of %s could not be read, so the score is a least one", a.Unread, plural(len(s.doc.Pages), "page")), Page: firstUnread(s.doc)})
	}
	for _, d := range s.res.Doubts {
		page := 0
		if n := s.doc.LineAt(d.Span.Start); n >= 0 && !d.Span.Empty() {
			page = s.doc.Lines[n].Page
		}
		out = append(out, Flag{Kind: "doubt", Says: d.Says, Page: page})
	}
	if listed, used, any := j.stuffed(s); listed >= 5 && !any || listed >= 25 && used*8 < listed {
		out = append(out, Flag{Kind: TermsWithoutRole, Says: fmt.Sprintf("%d terms listed, %d used in a role", listed, used)})
	}
	if !languages[s.res.Language] {
		out = append(out, Flag{Kind: "language", Says: fmt.Sprintf("written in a language without scope signals (%s): terms count, sentences about scope may be missed", s.res.Language)})
	}
	return out
}

// withHidden says what the better fit is as it is seen, and what it would have been with the hidden words; "" where they would have brought nothing.
func withHidden(a *Assessment) string {
	var best *Fit
	for i := range a.Fits {
		if f := &a.Fits[i]; f.WithHidden > 0 && f.WithHidden != f.Score && (best == nil || f.Score > best.Score) {
			best = f
		}
	}
	if best == nil {
		return ""
	}
	return fmt.Sprintf(" (%d as seen, %d with them)", Whole(best.Score), Whole(best.WithHidden))
}

// TermsWithoutRole is the kind of flag for lists of technologies that no role or project uses.
const TermsWithoutRole = "terms-without-role"

// stuffed counts the distinct technologies that are listed, and those of them that were used in a sentence; any says whether one of any was.
func (j *Judge) stuffed(s *scratch) (listed, used int, any bool) {
	terms := int32(j.matcher.Terms())
	marks := s.marked(int(terms))
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Entry >= terms || !j.software[h.Entry] {
			continue
		}
		switch h.Grade {
		case match.Listed:
			marks[h.Entry] |= 1
		case match.Used, match.RoleList, match.Unplaced:
			marks[h.Entry] |= 2
			any = true
		}
	}
	for _, v := range marks {
		if v&1 != 0 {
			listed++
			if v&2 != 0 {
				used++
			}
		}
	}
	return listed, used, any
}

func firstUnread(d *document.Document) int {
	for i, p := range d.Pages {
		if p.State == document.PageNoText || p.State == document.PageSkipped {
			return i + 1
		}
	}
	return 0
}

func countWords(s string) int {
	n, in := 0, false
	for _, r := range s {
		space := r == ' ' || r == '\n' || r == '\t'
		if !space && !in {
			n++
		}
		in = !space
	}
	return n
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
