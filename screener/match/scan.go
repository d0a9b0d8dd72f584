package match

import (
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/token"
)

// Sentence is a stretch of one passage that ends in a full stop, a bullet, a blank line or with the passage.
type Sentence struct {
	Span    document.Span
	Passage int32 // index into Resume.Passages; -1 for hidden text
	Role    int32 // index into Resume.Roles; -1 if none
	Bare    bool  // an enumeration: short items, nothing is done
}

// Result is what one scan found.
type Result struct {
	Hits      []Hit // by Span.Start, Span.End, Entry; implied hits stand behind the hit that implies them
	Sentences []Sentence
}

// Scratch holds the memory of a scan for the next one, so that a scan allocates nothing once it is warm. The zero value
// is ready; one goroutine at a time.
type Scratch struct {
	m    *Matcher
	text string
	doc  *document.Document
	res  *resume.Resume
	// caseless: the text has (nearly) no capitals, so that case tells nothing
	caseless bool

	tokens   []token.Token
	words    []int32 // by token: its word in the lexicon, -1 unknown
	stems    []int32 // by token: the word without its version, -1 unknown or without version
	ranges   []tokenRange
	cands    []candidate
	events   []event
	partial  []segment
	startsAt []int32 // by token: vouching candidate + 1 that starts there
	endsAt   []int32 // by token: vouching candidate + 1 that ends before it
	seen     []int32 // by term: it has been vouched for somewhere
	sections []int32 // by section (last: none): distinct vouching candidates in lists
	whole    resume.Resume
	maskAt   int // the first mask that may still matter
	ocrAt    int // the first mark of recognised text that may still matter
	result   Result
}

// tokenRange is a sentence's tokens, candidates and events.
type tokenRange struct {
	first, last           int32
	candFirst, candLast   int32
	eventFirst, eventLast int32
}

// candidate is a match of a term or pattern before it is judged.
type candidate struct {
	entry       int32
	form        int32
	first, last int32 // tokens
	start, end  int32 // bytes
	sentence    int32
	run         int32 // names that stand one behind the other here, this one included
	gapped      bool  // matched with "...", so that it may hold other terms
	dead        bool
	accepted    bool // an ambiguous name that something vouches for
	why         Why
	grade       Grade
}

// event is a match of a phrase that speaks about terms.
type event struct {
	kind        unitKind
	side        uint8
	strict      bool
	entry       int32 // term, or cue
	first, last int32
	start, end  int32
}

// segment is a part of a phrase with "..." that has been found.
type segment struct {
	way         int32
	number      int16
	first, last int32
	start       int32
}

// Scan finds and grades everything in a document, as ScanInto does; the result is the caller's.
func (m *Matcher) Scan(doc *document.Document, res *resume.Resume) *Result {
	return m.ScanInto(new(Scratch), doc, res)
}

// ScanInto finds every term and pattern in a document, hidden text included, and grades each. The result belongs to
// the scratch and holds until its next use. Without passages (res may be nil) all text counts as prose in no role.
func (m *Matcher) ScanInto(s *Scratch, doc *document.Document, res *resume.Resume) *Result {
	s.reset(m, doc, res)
	for i := range s.res.Passages {
		p := &s.res.Passages[i]
		s.cut(int32(i), roleOf(p), p.Span.Start, min(p.Span.End, doc.Visible), isListing(p.Place))
	}
	if doc.Visible < len(doc.Text) {
		s.cut(-1, -1, max(doc.Visible, 0), len(doc.Text), false)
	}
	s.caseless = s.hasNoCase()
	for i := range s.ranges {
		s.find(i)
	}
	s.judge()
	s.emit()
	s.m, s.doc, s.res, s.text = nil, nil, nil, ""
	return &s.result
}

func (s *Scratch) reset(m *Matcher, doc *document.Document, res *resume.Resume) {
	s.m, s.doc, s.res, s.text = m, doc, res, doc.Text
	if res == nil || len(res.Passages) == 0 {
		passages, masks := s.whole.Passages[:0], []resume.Mask(nil)
		if res != nil {
			masks = res.Masks
		}
		s.whole = resume.Resume{Passages: append(passages, resume.Passage{Span: document.Span{End: doc.Visible}, Role: -1, Section: -1}), Masks: masks}
		s.res = &s.whole
	}
	s.tokens, s.words, s.stems, s.ranges = s.tokens[:0], s.words[:0], s.stems[:0], s.ranges[:0]
	s.cands, s.events = s.cands[:0], s.events[:0]
	s.maskAt, s.ocrAt = 0, 0
	s.result.Hits, s.result.Sentences = s.result.Hits[:0], s.result.Sentences[:0]
}

// roleOf gives the role that a passage belongs to, -1 for none.
func roleOf(p *resume.Passage) int32 {
	switch p.Place {
	case resume.PlaceRole, resume.PlaceRoleList, resume.PlaceHead:
		return int32(p.Role)
	}
	return -1
}

// isListing says whether each line of a place stands for itself.
func isListing(p resume.Place) bool {
	switch p {
	case resume.PlaceList, resume.PlaceRoleList, resume.PlaceHead, resume.PlaceContact, resume.PlaceHeading:
		return true
	}
	return false
}

// longestSentence bounds a sentence, in words, so that no text without full stops makes the work within a sentence grow
// with its square. The longest sentences of people are shorter.
const longestSentence = 160

// cut tokenises text[from:to] and splits it into sentences.
func (s *Scratch) cut(passage, role int32, from, to int, lines bool) {
	base := len(s.tokens)
	s.tokens = token.Scan(s.tokens, s.text, from, to)
	for i := base; i < len(s.tokens); i++ {
		t := &s.tokens[i]
		s.words = append(s.words, s.m.lexicon.word(t.Hash))
		stem := int32(-1)
		if t.Stem != t.End {
			stem = s.m.lexicon.word(t.StemHash)
		}
		s.stems = append(s.stems, stem)
	}
	for i := base; i < len(s.tokens); {
		j := i + 1
		for j < len(s.tokens) && j-i < longestSentence && !s.ends(j, passage < 0, lines) {
			j++
		}
		s.ranges = append(s.ranges, tokenRange{first: int32(i), last: int32(j)})
		s.result.Sentences = append(s.result.Sentences, Sentence{
			Span:    document.Span{Start: int(s.tokens[i].Start), End: int(s.tokens[j-1].End)},
			Passage: passage, Role: role,
		})
		i = j
	}
}

// ends says whether a sentence ends before token j.
func (s *Scratch) ends(j int, hidden, lines bool) bool {
	t, p := &s.tokens[j], &s.tokens[j-1]
	switch {
	case t.Marks&(token.Bullet|token.Blank) != 0:
		return true
	case t.Marks&token.Newline != 0 && hidden:
		return true // hidden runs stand one a line
	case t.Marks&token.Newline != 0 && lines && t.Marks&(token.Comma|token.Hyphen|token.Other) == 0:
		return false // a list's line: its items are told apart by the mark itself
	case t.Marks&token.Stop == 0:
		return false
	case s.m.flagsOf(s.words[j-1])&isAbbrev != 0:
		return false
	case p.End-p.Start == 1 && p.Flags&token.Upper != 0 && t.Flags&token.Upper != 0 && s.text[p.End] == '.' && p.Gap != token.Sep:
		return false // initials
	}
	return true
}

// hasNoCase says whether so few words have capitals that case tells nothing.
func (s *Scratch) hasNoCase() bool {
	words, capitals := 0, 0
	for i := range s.tokens {
		if f := s.tokens[i].Flags; f&token.Number == 0 {
			words++
			if f&token.Upper != 0 {
				capitals++
			}
		}
	}
	return words >= 12 && capitals*50 < words
}

// find matches everything in sentence number i.
func (s *Scratch) find(i int) {
	r := &s.ranges[i]
	r.candFirst, r.eventFirst = int32(len(s.cands)), int32(len(s.events))
	s.partial = s.partial[:0]
	for k := r.first; k < r.last; k++ {
		s.walk(int32(i), k, k, r.last, rootNode, s.tokens[k].Start)
	}
	r.candLast, r.eventLast = int32(len(s.cands)), int32(len(s.events))
}

// walk follows the trie over token k from a node; first is the token the match starts with, at byte start.
func (s *Scratch) walk(sentence, first, k, last, node, start int32) {
	t := &s.tokens[k]
	gap := t.Gap
	if node == rootNode {
		gap = token.Break
	} else if gap == token.Break {
		return
	}
	if w := s.words[k]; w >= 0 {
		s.follow(sentence, first, k, last, node, start, gap, w, t.Start, t.End)
	}
	if w := s.stems[k]; w >= 0 && t.Flags&token.Number == 0 {
		s.follow(sentence, first, k, last, node, start, gap, w, t.Start, t.Stem)
	}
	if t.Flags&token.Number != 0 {
		s.step(sentence, first, k, last, s.m.trie.next(node, gap, numberSymbol), start, t.End)
	}
	if t.Flags&token.Dotted != 0 && (node == rootNode || gap == token.Sep) {
		if w := s.m.lexicon.word(token.Hash(s.text[t.Start-1 : t.End])); w >= 0 {
			if node == rootNode {
				start--
			}
			s.follow(sentence, first, k, last, node, start, gap, w, t.Start-1, t.End)
		}
	}
}

// follow takes all edges that word w, spelt text[begin:end], may stand for.
func (s *Scratch) follow(sentence, first, k, last, node, start int32, gap token.Gap, w, begin, end int32) {
	lex := &s.m.lexicon
	from, to := lex.words[w], lex.words[w+1]
	alts := lex.alts[from.alts:to.alts]
	for i := range alts {
		a := &alts[i]
		var n int32
		if node == rootNode {
			n = s.m.trie.root[a.sym]
		} else {
			n = s.m.trie.next(node, gap, a.sym)
		}
		if n != rootNode && (a.exact == "" || s.spelt(a.exact, begin, end, k)) {
			s.step(sentence, first, k, last, n, start, end)
		}
	}
	compounds := lex.compounds[from.compounds:to.compounds]
	for i := range compounds {
		c := &compounds[i]
		var n int32
		if node == rootNode {
			n = s.m.trie.root[c.path[0]]
		} else {
			n = s.m.trie.next(node, gap, c.path[0])
		}
		for j := 1; j < c.n && n != rootNode; j++ {
			n = s.m.trie.next(n, token.Sep, c.path[j])
		}
		if n != rootNode && (c.exact == "" || s.spelt(c.exact, begin, end, k)) {
			s.step(sentence, first, k, last, n, start, end)
		}
	}
}

// spelt says whether text[from:to], of token k, is written exactly so, as far as the text's case tells anything: it does
// not in a text without capitals, nor in a line of capitals ("REACT AND ORACLE").
func (s *Scratch) spelt(exact string, from, to, k int32) bool {
	if exact == s.text[from:to] || s.caseless {
		return true
	}
	shouts := func(k int32) bool {
		return k >= 0 && int(k) < len(s.tokens) && s.tokens[k].Flags&token.AllUpper != 0 && s.tokens[k].End-s.tokens[k].Start > 2
	}
	return shouts(k) && strings.EqualFold(exact, s.text[from:to]) && (shouts(k-1) && s.tokens[k].Marks&token.Blank == 0 || shouts(k+1))
}

// step arrives at a node with token k consumed up to byte end.
func (s *Scratch) step(sentence, first, k, last, node, start, end int32) {
	if node == rootNode {
		return
	}
	n := s.m.trie.nodes[node]
	for i := n.first; i != 0; {
		a := s.m.trie.accepts[i]
		s.complete(sentence, a.unit, first, k+1, start, end)
		i = a.next
	}
	if !n.inner {
		return
	}
	if k+1 < last {
		s.walk(sentence, first, k+1, last, node, start)
	}
	// "12 k", "99.9 %": a number's unit may stand apart
	if k+2 < last && s.tokens[k].Flags&token.Number != 0 && isUnit(s.text[s.tokens[k+1].Start:s.tokens[k+1].End]) && s.tokens[k+1].Gap == token.Sep {
		s.walk(sentence, first, k+2, last, node, start)
	}
}

// isUnit says whether a word multiplies the number before it.
func isUnit(w string) bool {
	switch w {
	case "k", "K", "m", "M", "million", "millions", "billion", "thousand", "Million", "Millionen", "Tausend", "millones", "mil", "mille", "milliers", "mio", "Mio":
		return true
	}
	return false
}

// complete takes a finished unit: a whole phrase, or a part of one with "...".
func (s *Scratch) complete(sentence, id, first, last, start, end int32) {
	u := &s.m.units[id]
	gapped := false
	if u.way >= 0 {
		if u.segment > 0 {
			f, b, ok := s.before(u.way, u.segment-1, first)
			if !ok {
				return
			}
			if u.last {
				first, start, gapped = f, b, true
			}
		}
		if !u.last {
			s.partial = append(s.partial, segment{way: u.way, number: u.segment, first: first, last: last, start: start})
			return
		}
	}
	if u.kind == unitTerm || u.kind == unitPattern {
		s.cands = append(s.cands, candidate{entry: u.entry, form: u.form, first: first, last: last, start: start, end: end, sentence: sentence, gapped: gapped})
		return
	}
	s.events = append(s.events, event{kind: u.kind, side: u.side, strict: u.strict, entry: u.entry, first: first, last: last, start: start, end: end})
}

// before looks for a segment that ends at most MaxGap words before token `at`, with all segments before it; of several
// the one whose match starts latest.
func (s *Scratch) before(way int32, number int16, at int32) (first, start int32, ok bool) {
	for i := len(s.partial) - 1; i >= 0; i-- {
		p := &s.partial[i]
		if at-p.first > s.m.longest+pattern.MaxGap {
			break // segments are noted in order of their first token
		}
		if p.way != way || p.number != number || p.last > at || at-p.last > pattern.MaxGap {
			continue
		}
		f, b := p.first, p.start
		if number > 0 {
			var found bool
			if f, b, found = s.before(way, number-1, p.first); !found {
				continue
			}
		}
		if !ok || f > first {
			first, start, ok = f, b, true
		}
	}
	return first, start, ok
}
