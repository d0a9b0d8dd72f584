package proof

import (
	"slices"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// mostSamples bounds the sentences that one phrase is tried on. A phrase with more ways to match is not compared.
const mostSamples = 48

// filler stands where a phrase has "...": a word that no phrase holds.
const filler = "zyzzyva"

// phrases compares the phrases of each criterion with one another, with its "not" and with the vocabulary. The matcher itself
// decides: each phrase is written out as the sentences that it matches at least, and another phrase that matches all of them covers it.
func (c *checks) phrases() {
	s := c.sample()
	for i := range c.rubric.Criteria {
		cr := &c.rubric.Criteria[i]
		for j := range cr.Parts {
			c.part(cr, &cr.Parts[j], s)
		}
	}
}

func (c *checks) part(cr *rubric.Criterion, p *rubric.Part, s *samples) {
	for n, e := range p.Entries {
		if e.Kind != rubric.KindPhrase {
			c.shadowedTerm(cr, p, e)
			continue
		}
		c.plainPhrase(cr, e)
		for k, by := range p.Entries {
			if k == n || by.Kind != rubric.KindPhrase || by.Text == e.Text {
				continue
			}
			if s.covers(by.Text, e.Text) && (!s.covers(e.Text, by.Text) || k < n) {
				c.add("L303", e.Source, cr, "remove it", "%q matches nothing that %q (line %d) does not match already", e.Text, by.Text, by.Source.Line)
				break
			}
		}
		for _, not := range p.Not {
			if not.Kind == rubric.KindPhrase && s.covers(not.Text, e.Text) {
				c.add("L305", e.Source, cr, "make one of them narrower", "%q is always undone by   not: %s (line %d)", e.Text, not.Text, not.Source.Line)
				break
			}
		}
	}
	for _, not := range p.Not {
		if c.idle(p, not) {
			c.add("L306", not.Source, cr, "remove it", "no entry of %q shares a word with %q, so it can undo nothing", cr.ID, not.Text)
		}
	}
}

// shadowedTerm looks for a term that a tag of the same part names already.
func (c *checks) shadowedTerm(cr *rubric.Criterion, p *rubric.Part, e rubric.Entry) {
	if e.Kind != rubric.KindTerm {
		return
	}
	v := c.vocabulary
	i, ok := v.Lookup(e.Text)
	if !ok {
		return
	}
	for _, by := range p.Entries {
		if by.Kind == rubric.KindTag && slices.Contains(v.Tagged(by.Text), i) {
			c.add("L303", e.Source, cr, "remove it", "%q is one of tag:%s (line %d) already", e.Text, by.Text, by.Source.Line)
			return
		}
	}
}

// closed are compounds that people write in three ways; the open form matches all of them.
var closed = map[string]string{
	"backend": "back end", "frontend": "front end", "fullstack": "full stack", "webserver": "web server",
	"realtime": "real time", "opensource": "open source", "datacenter": "data center", "datacentre": "data centre",
}

// plainPhrase looks at the words of one phrase.
func (c *checks) plainPhrase(cr *rubric.Criterion, e rubric.Entry) {
	plain := !strings.ContainsAny(e.Text, "~(|)=#.")
	if plain {
		if i, ok := c.vocabulary.Lookup(e.Text); ok {
			name := c.vocabulary.Term(i).Name
			c.add("L308", e.Source, cr, "write   terms: ["+name+"]", "the vocabulary knows %q as the term %s", e.Text, name)
		}
	}
	words := tokens(e.Text)
	broad := len(words) > 0 && !strings.ContainsAny(e.Text, "(#")
	for _, w := range words {
		if !everyday()[w.lower] {
			broad = false
		}
		open, ok := closed[w.lower]
		compound := strings.HasPrefix(e.Text[w.end:], "-") // Backend-Dienste is how other languages write it
		if ok && !compound && !strings.Contains(strings.ToLower(e.Text), open) {
			c.add("L307", within(e, w.start, w.end-w.start), cr, "write   "+open, "%q matches only that spelling", w.lower)
		}
	}
	if broad && len(words) <= 2 {
		c.add("L304", e.Source, cr, "say what is done to it:   ~design ... "+words[len(words)-1].lower, "%q is made of everyday words only", e.Text)
	}
}

// idle says whether a "not" can never overlap an entry of its part.
func (c *checks) idle(p *rubric.Part, not rubric.Entry) bool {
	if not.Kind != rubric.KindPhrase {
		return false
	}
	own := make(map[string]bool)
	for _, w := range tokens(not.Text) {
		own[stem(w.lower)] = true
	}
	v := c.vocabulary
	shares := func(text string) bool {
		return slices.ContainsFunc(tokens(text), func(w word) bool { return own[stem(w.lower)] })
	}
	names := func(i int) bool {
		t := v.Term(i)
		return shares(t.Name) || slices.ContainsFunc(t.Aliases, shares)
	}
	for _, e := range p.Entries {
		switch e.Kind {
		case rubric.KindSignal:
			return false
		case rubric.KindPhrase:
			if strings.Contains(e.Text, "...") || shares(e.Text) {
				return false
			}
		case rubric.KindTerm:
			if i, ok := v.Lookup(e.Text); ok && names(i) {
				return false
			}
		case rubric.KindTag:
			if slices.ContainsFunc(v.Tagged(e.Text), names) {
				return false
			}
		}
	}
	return true
}

// stem cuts what inflection adds most often; it need only be too generous.
func stem(w string) string {
	return w[:min(len(w), 4)]
}

// samples are sentences that phrases match at least, and what else matches them.
type samples struct {
	of   map[string][]int // phrase -> its sentences
	hits []map[string]bool
}

// covers says whether by matches every sentence that text matches at least.
func (s *samples) covers(by, text string) bool {
	own := s.of[text]
	if len(own) == 0 {
		return false
	}
	for _, n := range own {
		if !s.hits[n][by] {
			return false
		}
	}
	return true
}

// sample writes out all phrases of the rubric and matches all of them in one scan.
func (c *checks) sample() *samples {
	s := &samples{of: map[string][]int{}}
	var patterns []*pattern.Pattern
	var sentences []string
	v := c.vocabulary
	add := func(e rubric.Entry) {
		if e.Kind != rubric.KindPhrase {
			return
		}
		if _, ok := s.of[e.Text]; ok {
			return
		}
		p, err := pattern.Parse(e.Text)
		if err != nil {
			return
		}
		patterns = append(patterns, p)
		s.of[e.Text] = nil
		for _, text := range spellOut(p, v.Verbs()) {
			s.of[e.Text] = append(s.of[e.Text], len(sentences))
			sentences = append(sentences, text)
		}
	}
	for i := range c.rubric.Criteria {
		for _, p := range c.rubric.Criteria[i].Parts {
			for _, e := range slices.Concat(p.Entries, p.Not) {
				add(e)
			}
		}
	}
	m, err := match.New(v.Bare(), patterns)
	if err != nil {
		s.of = nil
		return s
	}
	b := document.NewBuilder("text")
	res := &resume.Resume{Roles: []resume.Role{{}}}
	for _, text := range sentences {
		start := b.Pos()
		b.Write(text + ".")
		res.Passages = append(res.Passages, resume.Passage{Span: document.Span{Start: start, End: b.Pos()}, Place: resume.PlaceRole})
		b.EndLine(document.Line{})
	}
	s.hits = make([]map[string]bool, len(sentences))
	for i := range s.hits {
		s.hits[i] = map[string]bool{}
	}
	terms := int32(m.Terms())
	for _, h := range m.Scan(b.Document(), res).Hits {
		if h.Entry >= terms && h.Passage >= 0 && int(h.Passage) < len(sentences) {
			s.hits[h.Passage][m.Entry(h.Entry)] = true
		}
	}
	return s
}

// spellOut writes out what a phrase matches at least: each alternative, each verb in two of its forms, a filler in each gap.
// It gives nothing for a phrase with too many ways.
func spellOut(p *pattern.Pattern, verbs *pattern.Verbs) []string {
	var out []string
	for _, way := range p.Ways() {
		texts := []string{""}
		for n, segment := range way {
			if n > 0 {
				for i := range texts {
					texts[i] += " " + filler
				}
			}
			var next []string
			for _, before := range texts {
				for _, sequence := range segment {
					for _, form := range []int{0, 1} {
						next = append(next, before+write(sequence, verbs, form))
						if !slices.ContainsFunc(sequence, func(a pattern.Atom) bool { return a.Kind == pattern.Lemma }) {
							break
						}
					}
					if len(next) > mostSamples {
						return nil
					}
				}
			}
			texts = next
		}
		if out = append(out, texts...); len(out) > mostSamples {
			return nil
		}
	}
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// write puts a sequence into words; form 0 is how verbs are listed, 1 the last of their other forms.
func write(sequence []pattern.Atom, verbs *pattern.Verbs, form int) string {
	var b strings.Builder
	for _, a := range sequence {
		b.WriteByte(' ')
		switch a.Kind {
		case pattern.Number:
			b.WriteString("12")
		case pattern.Lemma:
			text := a.Text
			if forms := verbs.Forms(a.Text); form == 1 && len(forms) > 0 {
				text = forms[len(forms)-1]
			}
			b.WriteString(text)
		default:
			b.WriteString(a.Text)
		}
	}
	return b.String()
}
