package match

import (
	"fmt"

	"shortlist/screener/document"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/token"
	"shortlist/screener/vocabulary"
)

// Sentence is a stretch of one passage that ends in a full stop, a bullet or the passage's end.
type Sentence struct {
	Span    document.Span
	Passage int32 // index into Resume.Passages; -1 for hidden text
	Role    int32 // index into Resume.Roles; -1 if none
	Bare    bool  // an enumeration: no verb, short items
}

// Result is what one scan found.
type Result struct {
	Hits      []Hit // by Span.Start, then Span.End, then Entry; an implied hit stands behind the hit that implies it
	Sentences []Sentence
}

// Matcher finds terms and patterns. It is safe for concurrent use.
type Matcher struct {
	vocabulary *vocabulary.Vocabulary
	patterns   []*pattern.Pattern
	lexicon    lexicon
	trie       trie
	units      []unit
}

// unit is what a sequence of the trie completes: a name of a term, a segment of a pattern.
type unit struct {
	entry   int32
	way     int32 // patterns with gaps: number of the way, counted over all patterns; -1 otherwise
	segment int16 // number of the segment within the way
	last    bool  // it is the way's last segment
}

// New builds a matcher. Its entries are the vocabulary's terms, 0 to n-1, then the patterns in their order.
func New(v *vocabulary.Vocabulary, patterns []*pattern.Pattern) (*Matcher, error) {
	m := &Matcher{vocabulary: v, patterns: patterns}
	b := newTrieBuilder(v.Verbs())
	ways := int32(0)
	add := func(entry int32, p *pattern.Pattern) {
		for _, way := range p.Ways() {
			for s, seg := range way {
				u := unit{entry: entry, way: -1, segment: int16(s), last: s == len(way)-1}
				if len(way) > 1 {
					u.way = ways
				}
				m.units = append(m.units, u)
				for _, seq := range seg {
					b.add(seq, int32(len(m.units)-1))
				}
			}
			ways++
		}
	}
	terms := v.Terms()
	for i := range terms {
		for _, p := range terms[i].Names() {
			add(int32(i), p)
		}
	}
	for i, p := range patterns {
		if p == nil {
			return nil, fmt.Errorf("pattern %d is nil", i)
		}
		add(int32(len(terms)+i), p)
	}
	m.lexicon, m.trie = b.build()
	return m, nil
}

// Terms is the number of entries that are terms; entry e >= Terms() is pattern e-Terms().
func (m *Matcher) Terms() int { return len(m.vocabulary.Terms()) }

// Vocabulary is the vocabulary that the matcher was built with.
func (m *Matcher) Vocabulary() *vocabulary.Vocabulary { return m.vocabulary }

// Entry is how an entry is called: the term's name or the pattern as written.
func (m *Matcher) Entry(e int32) string {
	if n := int32(m.Terms()); e >= n {
		return m.patterns[e-n].String()
	}
	return m.vocabulary.Term(int(e)).Name
}

// Scratch holds the memory of a scan for the next one. The zero value is ready; one goroutine at a time.
type Scratch struct {
	tokens  []token.Token
	raw     []raw
	partial []raw
	result  Result
}

// raw is a match before it is judged: tokens first to last (excluded), bytes start to end.
type raw struct {
	unit        int32
	first, last int32
	start, end  int32
}

// Scan finds and grades everything in a document.
func (m *Matcher) Scan(doc *document.Document, res *resume.Resume) *Result {
	var s Scratch
	return m.ScanInto(&s, doc, res)
}

// ScanInto is Scan with reused memory: the result belongs to the scratch and holds until its next use.
func (m *Matcher) ScanInto(s *Scratch, doc *document.Document, res *resume.Resume) *Result {
	s.result.Hits, s.result.Sentences = s.result.Hits[:0], s.result.Sentences[:0]
	for i := range res.Passages {
		p := &res.Passages[i]
		m.passage(s, doc, res, int32(i), p)
	}
	return &s.result
}

func roleOf(p *resume.Passage) int32 {
	switch p.Place {
	case resume.PlaceRole, resume.PlaceRoleList, resume.PlaceHead:
		return int32(p.Role)
	}
	return -1
}

func (m *Matcher) passage(s *Scratch, doc *document.Document, res *resume.Resume, index int32, p *resume.Passage) {
	s.tokens = token.Scan(s.tokens[:0], doc.Text, p.Span.Start, p.Span.End)
	toks := s.tokens
	for i := 0; i < len(toks); {
		j := i + 1
		for j < len(toks) && toks[j].Marks&(token.Stop|token.Bullet|token.Blank) == 0 {
			j++
		}
		sentence := int32(len(s.result.Sentences))
		s.result.Sentences = append(s.result.Sentences, Sentence{
			Span: document.Span{Start: int(toks[i].Start), End: int(toks[j-1].End)}, Passage: index, Role: roleOf(p),
		})
		s.raw = m.sentence(s, doc.Text, toks, i, j)
		for _, r := range s.raw {
			h := Hit{
				Span: document.Span{Start: int(r.start), End: int(r.end)}, Entry: m.units[r.unit].entry,
				Role: roleOf(p), Passage: index, Sentence: sentence, From: -1, Grade: placeGrade[p.Place],
			}
			from := int32(len(s.result.Hits))
			s.result.Hits = append(s.result.Hits, h)
			if int(h.Entry) < m.Terms() && h.Grade > Claimed {
				for _, e := range m.vocabulary.Term(int(h.Entry)).ImpliesTerms() {
					g := h
					g.Entry, g.From, g.Grade = e, from, Implied
					s.result.Hits = append(s.result.Hits, g)
				}
			}
		}
		i = j
	}
}

var placeGrade = [resume.Places]Grade{
	resume.PlaceOther: Unplaced, resume.PlaceRole: Used, resume.PlaceProject: Used, resume.PlaceRoleList: RoleList, resume.PlaceHead: RoleList,
	resume.PlaceList: Listed, resume.PlaceSummary: Listed, resume.PlaceEducation: Listed, resume.PlaceCourse: Listed, resume.PlaceCertificate: Listed,
	resume.PlacePublication: Listed, resume.PlaceLanguage: Ambiguous, resume.PlaceInterest: Listed, resume.PlaceReference: Ambiguous,
	resume.PlaceHeading: Ambiguous, resume.PlaceContact: Ambiguous, resume.PlaceForeign: Ambiguous,
}

// sentence finds all matches in tokens i to j.
func (m *Matcher) sentence(s *Scratch, text string, toks []token.Token, i, j int) []raw {
	out := s.raw[:0]
	s.partial = s.partial[:0]
	for k := i; k < j; k++ {
		out = m.walk(s, out, text, toks[:j], k, k, rootNode)
	}
	return out
}

// walk follows the trie from one node over token k; first is the token the match starts with.
func (m *Matcher) walk(s *Scratch, out []raw, text string, toks []token.Token, first, k int, node int32) []raw {
	t := &toks[k]
	gap := t.Gap
	if node == rootNode {
		gap = token.Break
	} else if gap == token.Break {
		return out
	}
	step := func(sym symbol, start, end int32) {
		n := m.trie.next(node, gap, sym)
		if n == rootNode {
			return
		}
		begin := start
		if first != k {
			begin = toks[first].Start
		}
		for _, a := range m.trie.accepts[n] {
			out = m.complete(s, out, raw{unit: a.unit, first: int32(first), last: int32(k + 1), start: begin, end: end})
		}
		if k+1 < len(toks) && !m.trie.leaf[n] {
			out = m.walk(s, out, text, toks, first, k+1, n)
		}
	}
	if t.Flags&token.Number != 0 {
		step(numberSymbol, t.Start, t.End)
	}
	try := func(hash uint64, start, end int32) {
		w := m.lexicon.word(hash)
		if w < 0 {
			return
		}
		for _, a := range m.lexicon.alts[w] {
			if a.exact == "" || a.exact == text[start:end] {
				step(a.sym, start, end)
			}
		}
	}
	try(t.Hash, t.Start, t.End)
	if t.Stem != t.End {
		try(t.StemHash, t.Start, t.Stem)
	}
	if t.Flags&token.Dotted != 0 {
		try(token.Hash(text[t.Start-1:t.End]), t.Start-1, t.End)
	}
	return out
}

// complete takes a finished unit: a whole match, or a segment of a pattern with gaps.
func (m *Matcher) complete(s *Scratch, out []raw, r raw) []raw {
	u := &m.units[r.unit]
	if u.way < 0 {
		return append(out, r)
	}
	if u.segment > 0 {
		first, start, ok := m.before(s, u.way, u.segment-1, r.first)
		if !ok {
			return out
		}
		if u.last {
			return append(out, raw{unit: r.unit, first: first, last: r.last, start: start, end: r.end})
		}
	}
	s.partial = append(s.partial, r)
	return out
}

// before looks for the segment that ends at most MaxGap words before token `at`, and all segments before it; the
// match that starts latest wins.
func (m *Matcher) before(s *Scratch, way int32, segment int16, at int32) (first, start int32, ok bool) {
	for i := len(s.partial) - 1; i >= 0; i-- {
		p := &s.partial[i]
		u := &m.units[p.unit]
		if u.way != way || u.segment != segment || p.last > at || at-p.last > pattern.MaxGap {
			continue
		}
		f, b := p.first, p.start
		if segment > 0 {
			var found bool
			if f, b, found = m.before(s, way, segment-1, p.first); !found {
				continue
			}
		}
		if !ok || f > first {
			first, start, ok = f, b, true
		}
	}
	return first, start, ok
}
