package report

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// Judged is one resume that was read and assessed: what a record is made of.
type Judged struct {
	ID, File, SHA256 string
	Document         *document.Document
	Resume           *resume.Resume
	Assessment       *fit.Assessment
	KeepLines        bool // keep the visible text, so that a page can mark the quotes in it
}

var roleKinds = [...]string{
	resume.RoleJob: "job", resume.RoleFreelance: "freelance", resume.RoleInternship: "internship",
	resume.RoleVolunteer: "volunteer", resume.RoleAcademic: "academic",
}

// NewResume makes the record of a resume that was read. Quotes are taken from the document, with page and line. Of one that was assessed
// for a row, the record is whole enough for ForRows.
func NewResume(in Judged) Resume {
	b := &builder{doc: in.Document, first: firstLines(in.Document), passages: in.Resume.Passages}
	a := in.Assessment
	out := headOf(in)
	out.Format, out.Language, out.Notes = in.Document.Format, in.Resume.Language, slices.Clone(in.Document.Notes)
	out.Pages, out.PagesRead = len(in.Document.Pages), len(in.Document.Pages)-a.Unread
	out.Months = a.Months
	out.Stack = Stack{Is: a.Stack.Is, Hits: b.hits(a.Stack.Hits)}
	out.Lean = Lean{Is: a.Lean.Is, Score: thousandths(a.Lean.Score), Developer: a.Lean.Developer, Engineer: a.Lean.Engineer, Hits: b.hits(a.Lean.Hits)}
	out.Specialities, out.Fits = []Label{}, []Fit{}
	for _, l := range a.Specialities {
		out.Specialities = append(out.Specialities, Label{Name: l.Name, Lines: l.Lines, Hits: b.hits(l.Hits)})
	}
	for i := range a.RoleTerms { // none of a row
		out.Roles = append(out.Roles, b.role(&in.Resume.Roles[i], a.RoleMonths[i], a.RoleTerms[i]))
	}
	for _, f := range a.Flags {
		if f.Kind == "doubt" {
			out.Doubts = append(out.Doubts, f.Says)
		}
	}
	for k, c := range in.Document.Checks {
		out.Checks = append(out.Checks, Check{Kind: fit.HiddenNames[k], State: [...]string{"not-checked", "clear", "found"}[c]})
	}
	out.Hidden = b.hidden()
	stuffed := Check{Kind: fit.TermsWithoutRole, State: "clear"}
	if slices.ContainsFunc(a.Flags, func(f fit.Flag) bool { return f.Kind == fit.TermsWithoutRole }) {
		stuffed.State = "found"
	} else if a.Partial {
		stuffed.State = "not-checked"
	}
	out.Checks = append(out.Checks, stuffed)
	out.Contact = b.contact(&in.Resume.Contact)
	if in.KeepLines {
		out.Lines = b.lines()
	}
	for i := range a.Fits {
		out.Fits = append(out.Fits, b.fit(&a.Fits[i]))
	}
	return out
}

// NewBrief makes of a resume that was assessed in brief what a Page needs to know of it until it is shown. whole gives the record
// itself.
func NewBrief(in Judged, whole func() Resume) Resume {
	out := headOf(in)
	out.Whole = whole
	for i := range in.Assessment.Fits {
		out.Fits = append(out.Fits, fitOf(&in.Assessment.Fits[i]))
	}
	return out
}

// headOf is what every record of a resume that was read tells first: which it is, whose, and what a person must look at.
func headOf(in Judged) Resume {
	out := Resume{
		ID: in.ID, File: in.File, SHA256: in.SHA256, State: StateRead, Name: squeeze(in.Document.Slice(in.Resume.Contact.Name)), Flags: []Flag{}, Thin: in.Assessment.Thin,
	}
	if in.Resume.Verdict.NotAResume {
		out.State, out.Reason = StateNotAResume, in.Resume.Verdict.Reason
	}
	for _, f := range in.Assessment.Flags {
		out.Flags = append(out.Flags, Flag(f))
	}
	return out
}

// RubricOf describes a rubric of a run; how many were scored and apart is counted later.
func RubricOf(r *rubric.Rubric, d *rubric.Data, source string) Rubric {
	return Rubric{
		Name: r.Name, Title: r.Title, SHA256: r.SHA256(d), Source: source, Lean: r.Lean,
		Bands: Bands{float64(r.Bands.Strong), float64(r.Bands.Good), float64(r.Bands.Possible)},
	}
}

// builder turns spans of one document into quotes.
type builder struct {
	doc   *document.Document
	first map[int]int // page -> index of its first line

	passages []resume.Passage // in text order
}

// firstLines finds where each page starts, so that lines are numbered on their page.
func firstLines(d *document.Document) map[int]int {
	first := map[int]int{}
	for i := range d.Lines {
		if _, ok := first[d.Lines[i].Page]; !ok {
			first[d.Lines[i].Page] = i
		}
	}
	return first
}

func (b *builder) text(s document.Span) string {
	return squeeze(b.doc.Slice(s))
}

// at gives page and line, from 1, of an offset; the line is counted on its page, or in the text without pages.
func (b *builder) at(offset int) (page, line int) {
	n := b.doc.LineAt(offset)
	if n < 0 {
		return 0, 0
	}
	page = b.doc.Lines[n].Page
	return page, n - b.first[page] + 1
}

// quoteMost bounds a quote, in bytes.
const quoteMost = 160

// quote is the sentence that a span stands in, within its bullet or paragraph, however the page breaks it into lines; in
// lists and where no passage is known the line. Long ones are cut around the span at words.
func (b *builder) quote(s document.Span) string {
	text := b.doc.Text
	from, to := b.around(s)
	before, after := "", ""
	if to-from > quoteMost {
		room := max(0, quoteMost-s.Len()) / 2
		if s.Start-from > room {
			from = wordStart(text, s.Start-room, s.Start)
			before = "…"
		}
		if to-s.End > room {
			to = wordEnd(text, s.End+room, s.End)
			after = "…"
		}
	}
	return before + strings.TrimLeft(squeeze(text[from:to]), bullets) + after
}

// squeeze gives the words of s with one space between them, as joining strings.Fields does, in one pass.
func squeeze(s string) string {
	s = strings.TrimSpace(s)
	i := 0
	for ; i < len(s); i++ { // most texts are so already
		if c := s[i]; c >= utf8.RuneSelf || c < ' ' || c == ' ' && s[i+1] == ' ' { // it ends in no space
			break
		}
	}
	if i == len(s) {
		return s
	}
	if i > 0 && s[i-1] == ' ' {
		i-- // it may stand before more white space
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	space := false
	for i < len(s) {
		n, blank := 1, false
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			blank = unicode.IsSpace(r)
		default:
			blank = c == ' ' || c >= '\t' && c <= '\r'
		}
		if !blank {
			if space {
				b.WriteByte(' ')
			}
			b.WriteString(s[i : i+n])
		}
		space = blank
		i += n
	}
	return b.String()
}

// around is where the quote of a span starts and ends before it is cut.
func (b *builder) around(s document.Span) (from, to int) {
	if p := b.passage(s); p != nil {
		from, to = sentence(b.doc.Text, p.Span, s)
		return min(from, s.Start), max(to, s.End)
	}
	from, to = s.Start, s.End
	if n := b.doc.LineAt(s.Start); n >= 0 && b.doc.Lines[n].End >= s.Start {
		from = b.doc.Lines[n].Start
	}
	if n := b.doc.LineAt(max(s.Start, s.End-1)); n >= 0 {
		to = max(s.End, b.doc.Lines[n].End)
	}
	return max(0, min(from, s.Start)), min(len(b.doc.Text), to)
}

// passage is the prose that a span stands in: a bullet or paragraph of a role, a project, a profile. Nil in lists and
// heads, whose lines stand for themselves.
func (b *builder) passage(s document.Span) *resume.Passage {
	n := sort.Search(len(b.passages), func(i int) bool { return b.passages[i].Span.Start > s.Start }) - 1
	if n < 0 || !b.passages[n].Span.Contains(s) {
		return nil
	}
	switch p := &b.passages[n]; p.Place {
	case resume.PlaceRole, resume.PlaceProject, resume.PlaceSummary, resume.PlaceOther:
		return p
	}
	return nil
}

// sentence is the part of in between the ends of sentences around s: a full stop, question or exclamation mark that
// white space and no small letter follows.
func sentence(text string, in, s document.Span) (from, to int) {
	from, to = in.Start, in.End
	for i := s.Start - 1; i > in.Start; i-- {
		if endsSentence(text, i, in.End) {
			from = i + 1
			break
		}
	}
	for i := max(s.End-1, s.Start); i < in.End; i++ {
		if endsSentence(text, i, in.End) {
			to = i + 1
			break
		}
	}
	return from, to
}

func endsSentence(text string, i, end int) bool {
	if c := text[i]; c != '.' && c != '!' && c != '?' {
		return false
	}
	j := i + 1
	for j < end && (text[j] == ' ' || text[j] == '\n') {
		j++
	}
	return j > i+1 && (j == end || text[j] < 'a' || text[j] > 'z')
}

// bullets are the signs that lists begin their items with; a quote goes without.
const bullets = "•‣▪▫◦●○■□◆◇➢➤➔✓✔∙· \uf0b7\uf0a7"

// wordStart moves forward from i to the start of a word, at most to limit.
func wordStart(text string, i, limit int) int {
	for i > 0 && i < limit && text[i-1] != ' ' && text[i-1] != '\n' {
		i++
	}
	return i
}

// wordEnd moves back from i to the end of a word, at most to limit.
func wordEnd(text string, i, limit int) int {
	for i > limit && i < len(text) && text[i] != ' ' && text[i] != '\n' {
		i--
	}
	return i
}

func (b *builder) hits(all []fit.Evidence) []Hit {
	out := make([]Hit, 0, len(all))
	for i := range all {
		out = append(out, b.hit(&all[i]))
	}
	return out
}

func (b *builder) hit(e *fit.Evidence) Hit {
	h := Hit{
		Term: e.Term, Grade: e.Hit.Grade.String(), Start: e.Hit.Span.Start, End: e.Hit.Span.End, Quote: b.quote(e.Hit.Span),
		Role: int(e.Hit.Role), Source: e.Source.String(), Signal: e.Signal, Side: e.Side, Why: e.Hit.Why.Says(b.doc), OCR: e.Hit.OCR,
	}
	h.Page, h.Line = b.at(e.Hit.Span.Start)
	return h
}

func (b *builder) role(r *resume.Role, months int, terms []string) Role {
	out := Role{
		Kind: roleKinds[r.Kind], Title: b.text(r.Title), Employer: b.text(r.Employer), Start: date(r.Period.Start), End: date(r.Period.End),
		Open: r.Period.Open, Months: months, Terms: terms,
	}
	if out.Terms == nil {
		out.Terms = []string{}
	}
	start := r.Head.Start
	if r.Head.Empty() && len(r.Body) > 0 {
		start = r.Body[0].Start
	}
	out.Page, out.Line = b.at(start)
	return out
}

func date(d resume.Date) string {
	switch {
	case d.Year == 0:
		return ""
	case d.Precision == resume.PrecisionYear || d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	}
	return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
}

// How much of hidden text a record keeps.
const (
	mostHidden = 20  // runs
	longHidden = 300 // bytes of one
)

// hidden gives the first hidden runs with page, box and words.
func (b *builder) hidden() []Hidden {
	var out []Hidden
	for _, h := range b.doc.Hidden[:min(len(b.doc.Hidden), mostHidden)] {
		run := Hidden{Kind: fit.HiddenNames[h.Kind], Page: h.Page, Start: h.Start, End: h.End, Words: b.text(h.Span)}
		if len(run.Words) > longHidden {
			run.Words = strings.ToValidUTF8(run.Words[:longHidden], "") + "…"
		}
		if h.Box != (document.Box{}) {
			for _, v := range [4]float32{h.Box.X0, h.Box.Y0, h.Box.X1, h.Box.Y1} {
				run.Box = append(run.Box, math.Round(float64(v)*10)/10)
			}
		}
		out = append(out, run)
	}
	return out
}

func (b *builder) contact(c *resume.Contact) *Contact {
	out := Contact{Email: b.text(c.Email), Phone: b.text(c.Phone), Location: b.text(c.Location)}
	for _, l := range c.Links {
		out.Links = append(out.Links, b.text(l))
	}
	if out.Email == "" && out.Phone == "" && out.Location == "" && out.Links == nil {
		return nil
	}
	return &out
}

func (b *builder) lines() []Line {
	var out []Line
	for i := range b.doc.Lines {
		l := &b.doc.Lines[i]
		if l.End > b.doc.Visible {
			break
		}
		out = append(out, Line{Page: l.Page, Line: i - b.first[l.Page] + 1, Start: l.Start, Text: b.doc.Slice(l.Span)})
	}
	return out
}

// fitOf is a fit without criteria, evidence and what would change it.
func fitOf(f *fit.Fit) Fit {
	out := Fit{
		Rubric: f.Rubric.Name, State: "scored", Score: thousandths(f.Score), Least: thousandths(f.Least), Most: thousandths(f.Most), Possible: 100,
		Band: f.Band, Uncapped: f.Uncapped, Cap: f.Cap, Listed: thousandths(f.Listed), Bound: f.Bound, AsSeen: thousandths(f.Score),
		WithHidden: thousandths(f.WithHidden),
	}
	if f.Built < 1000 {
		out.Built = thousandths(f.Built)
	}
	if f.Apart {
		out.State, out.Reason = "apart", f.Reason
	}
	return out
}

func (b *builder) fit(f *fit.Fit) Fit {
	out := fitOf(f)
	out.Criteria, out.NotCounted = make([]Criterion, 0, len(f.Criteria)), b.hits(f.NotCounted)
	out.WouldAdd, out.WouldCost, out.Ask = changes(f.WouldAdd), changes(f.WouldCost), f.Ask
	if out.Ask == nil {
		out.Ask = []string{}
	}
	for i := range f.Criteria {
		c := &f.Criteria[i]
		out.Criteria = append(out.Criteria, Criterion{
			ID: c.Rule.ID, Title: c.Rule.Title, Weight: thousandths(c.Weight), Bonus: c.Rule.Bonus, Points: thousandths(c.Points), State: c.State,
			Shown: hundredths(c.Shown), Enough: hundredths(c.Enough), Must: c.Rule.Must > 0, Why: c.Rule.Why, Ask: c.Rule.Ask,
			Source: c.Rule.Source.String(), Hits: b.hits(c.Hits),
		})
	}
	return out
}

func changes(all []fit.Change) []Change {
	out := make([]Change, 0, len(all))
	for _, c := range all {
		out = append(out, Change{Criterion: c.Criterion, Says: c.Says, Points: thousandths(c.Points), Band: c.Band})
	}
	return out
}

// thousandths turns an integer of thousandths into the nearest number of at most three decimals.
func thousandths(v int) float64 { return math.Round(float64(v)) / 1000 }

func hundredths(v int) float64 { return float64(v) / 100 }
