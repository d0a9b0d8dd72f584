package match

import (
	"iter"
	"slices"
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
	words    []sense // by token: what its word may stand for
	pieces   []piece
	touched  uint64
	ranges   []tokenRange
	cands    []candidate
	events   []event
	partial  []segment
	latest   []int32 // by number of a segment: where the last one found is in partial, + 1
	walked   walked  // the match that is being followed
	startsAt []int32 // by token: vouching candidate + 1 that starts there
	endsAt   []int32 // by token: vouching candidate + 1 that ends before it
	seen     []int32 // by term: it has been vouched for somewhere
	unsure   []int32 // candidates that something must vouch for
	sections []int32 // by section (last: none): distinct vouching candidates in lists
	whole    resume.Resume
	maskAt   int // the first mask that may still matter
	ocrAt    int // the first mark of recognised text that may still matter
	result   Result
}

// piece is a passage, or the hidden text, while it is cut into sentences.
type piece struct {
	passage, role int32
	first         int32 // token
	lines         bool  // each line stands for itself
}

// tokenRange is a sentence's tokens, candidates and events.
type tokenRange struct {
	first, last           int32
	candFirst, candLast   int32
	eventFirst, eventLast int32
	kinds                 uint32    // which kinds of events it has: a bit of each
	flags                 wordFlags // of all its words
	long                  bool      // cut for its length: the sentence goes on in the next
}

// hasAny says whether a sentence has events of a kind.
func (r *tokenRange) hasAny(k unitKind) bool { return r.kinds&(1<<k) != 0 }

// eventsOf gives the events of a kind in a sentence.
func (s *Scratch) eventsOf(r *tokenRange, k unitKind) iter.Seq[*event] {
	return func(yield func(*event) bool) {
		if !r.hasAny(k) {
			return
		}
		for e := r.eventFirst; e < r.eventLast; e++ {
			if ev := &s.events[e]; ev.kind == k && !yield(ev) {
				return
			}
		}
	}
}

// flags gives what the word at token k does in a sentence.
func (s *Scratch) flags(k int32) wordFlags { return s.words[k].flags }

// has says whether a word of the sentence carries a flag.
func (r *tokenRange) has(f wordFlags) bool { return r.flags&f != 0 }

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
	number      int32
	first, last int32
	start       int32
	before      int32 // where the one of the same number found before it is in partial, + 1
}

// walked is the match that find follows through the trie.
type walked struct {
	sentence    int32
	first       int32 // the token it starts with
	start       int32 // byte where it starts
	last        int32 // token behind the sentence
	fromPartial int32 // where the sentence's segments begin in partial
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
		s.read(piece{passage: int32(i), role: roleOf(p), lines: isListing(p.Place)}, p.Span.Start, min(p.Span.End, doc.Visible))
	}
	if doc.Visible < len(doc.Text) {
		s.read(piece{passage: -1, role: -1}, max(doc.Visible, 0), len(doc.Text))
	}
	s.look()
	s.cut()
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
	s.tokens, s.pieces, s.ranges = s.tokens[:0], s.pieces[:0], s.ranges[:0]
	for i := range s.partial {
		s.latest[s.partial[i].number] = 0
	}
	s.partial = s.partial[:0]
	if len(s.latest) < len(m.segments) {
		s.latest = make([]int32, len(m.segments))
	}
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

// read takes the words of text[from:to].
func (s *Scratch) read(p piece, from, to int) {
	p.first = int32(len(s.tokens))
	s.pieces = append(s.pieces, p)
	s.tokens = token.Scan(s.tokens, s.text, from, to)
}

// atOnce is how many words are looked up together.
const atOnce = 256

// look finds what all words may stand for. Few of the tables' lines are in the processor's caches, as each resume has words of its own.
// So the lines of many words are asked for before any is needed: the processor fetches them side by side, while it would wait for each
// in turn if it had to decide something by it.
func (s *Scratch) look() {
	l, nodes := &s.m.lexicon, s.m.trie.nodes
	mask := uint64(len(l.words) - 1)
	s.words = slices.Grow(s.words[:0], len(s.tokens))[:len(s.tokens)]
	touched := uint64(0)
	for from := 0; from < len(s.tokens); from += atOnce {
		tokens := s.tokens[from:min(from+atOnce, len(s.tokens))]
		words := s.words[from:][:len(tokens)]
		for i := range tokens {
			touched += l.words[tokens[i].Hash&mask].id
		}
		for i := range tokens {
			words[i] = l.sense(tokens[i].Hash)
		}
		for i := range words {
			touched += uint64(nodes[min(int(words[i].starts&^inList), len(nodes)-1)].next)
		}
	}
	s.touched = touched // what nobody keeps, nobody fetches
}

// cut splits the passages into sentences.
func (s *Scratch) cut() {
	for n := range s.pieces {
		p, end := &s.pieces[n], len(s.tokens)
		if n+1 < len(s.pieces) {
			end = int(s.pieces[n+1].first)
		}
		for i := int(p.first); i < end; {
			flags := s.words[i].flags
			j := i + 1
			for ; j < end && j-i < longestSentence && !s.ends(j, p.passage < 0, p.lines); j++ {
				flags |= s.words[j].flags
			}
			long := j < end && j-i == longestSentence && !s.ends(j, p.passage < 0, p.lines)
			for k := j; long && k > j-longestSentence/8; k-- { // an item of a list is not cut in two
				if s.tokens[k].Marks&separators != 0 {
					j = k
					break
				}
			}
			s.ranges = append(s.ranges, tokenRange{first: int32(i), last: int32(j), flags: flags, long: long})
			s.result.Sentences = append(s.result.Sentences, Sentence{
				Span:    document.Span{Start: int(s.tokens[i].Start), End: int(s.tokens[j-1].End)},
				Passage: p.passage, Role: p.role,
			})
			i = j
		}
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
	case s.words[j-1].flags&isAbbrev != 0:
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
	w := &s.walked
	w.sentence, w.last, w.fromPartial = int32(i), r.last, int32(len(s.partial))
	for k := r.first; k < r.last; k++ {
		t := &s.tokens[k]
		w.first, w.start = k, t.Start
		s.startWith(s.words[k], k, t.Start, t.End)
		if t.Stem != t.End && t.Flags&token.Number == 0 {
			s.startWith(s.m.lexicon.sense(t.StemHash), k, t.Start, t.Stem)
		}
		if t.Flags&token.Number != 0 {
			s.step(s.m.trie.number, k, t.End)
		}
		if t.Flags&token.Dotted != 0 && !s.isDomain(t) {
			w.start--
			s.startWith(s.dotted(t), k, t.Start-1, t.End)
		}
	}
	r.candLast, r.eventLast = int32(len(s.cands)), int32(len(s.events))
}

// dotted gives what the word of a token may stand for with the full stop before it: .NET.
func (s *Scratch) dotted(t *token.Token) sense {
	return s.m.lexicon.sense(token.Hash(s.text[t.Start-1 : t.End]))
}

// isDomain says whether a word is the small end of a longer name: "example.net".
func (s *Scratch) isDomain(t *token.Token) bool {
	if t.Flags&token.Upper != 0 || t.Start < 2 {
		return false
	}
	c := s.text[t.Start-2]
	return 'a' <= c && c <= 'z' || '0' <= c && c <= '9'
}

// startWith begins all matches that a word of token k, spelt text[from:to], may begin.
func (s *Scratch) startWith(w sense, k, from, to int32) {
	if w.starts&inList == 0 {
		if w.starts != rootNode {
			s.step(w.starts, k, to)
		}
		return
	}
	for i := w.starts &^ inList; ; i++ {
		a := s.m.lexicon.starts[i]
		if x := a.exact &^ endsList; x == 0 || s.spelt(s.m.lexicon.spellings[x], from, to, k) {
			s.step(a.node, k, to)
		}
		if a.exact&endsList != 0 {
			return
		}
	}
}

// walk goes on with a match from a node over token k.
func (s *Scratch) walk(node uint32, k int32) {
	t := &s.tokens[k]
	if t.Gap == token.Break {
		return
	}
	s.follow(node, s.words[k], k, t.Start, t.End)
	if t.Stem != t.End && t.Flags&token.Number == 0 {
		s.follow(node, s.m.lexicon.sense(t.StemHash), k, t.Start, t.Stem)
	}
	if t.Flags&token.Number != 0 {
		if n := s.m.trie.next(node, t.Gap, numberSymbol); n != rootNode {
			s.step(n, k, t.End)
		}
	}
	if t.Flags&token.Dotted != 0 && t.Gap == token.Sep {
		s.follow(node, s.dotted(t), k, t.Start-1, t.End)
	}
}

// follow takes all edges from a node that a word of token k, spelt text[from:to], may stand for.
func (s *Scratch) follow(node uint32, w sense, k, from, to int32) {
	trie, gap := &s.m.trie, s.tokens[k].Gap
	if w.readings&inList == 0 {
		if sym := symbol(w.readings); sym != noSymbol {
			if n := trie.next(node, gap, sym); n != rootNode {
				s.step(n, k, to)
			}
		}
		return
	}
	for i := w.readings &^ inList; ; i++ {
		a := &s.m.lexicon.readings[i]
		n := trie.next(node, gap, a.path[0])
		for j := 1; j < len(a.path) && a.path[j] != noSymbol && n != rootNode; j++ {
			n = trie.next(n, token.Sep, a.path[j])
		}
		if n != rootNode {
			if x := a.exact &^ endsList; x == 0 || s.spelt(s.m.lexicon.spellings[x], from, to, k) {
				s.step(n, k, to)
			}
		}
		if a.exact&endsList != 0 {
			return
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

// step arrives at a node other than the root, with token k consumed up to byte end.
func (s *Scratch) step(node uint32, k, end int32) {
	n := &s.m.trie.nodes[node]
	if n.accepts != 0 {
		s.accept(n.accepts, k+1, end)
	}
	if n.next == 0 {
		return
	}
	if k+1 < s.walked.last {
		s.walk(node, k+1)
	}
	// "12 k", "99.9 %": a number's unit may stand apart
	if k+2 < s.walked.last && s.tokens[k].Flags&token.Number != 0 && isUnit(s.text[s.tokens[k+1].Start:s.tokens[k+1].End]) && s.tokens[k+1].Gap == token.Sep {
		s.walk(node, k+2)
	}
}

// accept takes what a node accepts, which ends before token `last`.
func (s *Scratch) accept(a uint32, last, end int32) {
	switch {
	case a&severalAccepts != 0:
		list := s.m.trie.accepts[a&^severalAccepts:]
		segments, units, gapped := list[0], list[1], list[2]
		list = list[3:]
		for _, n := range list[:segments] {
			s.note(int32(n), last)
		}
		list = list[segments:]
		for _, u := range list[:units] {
			s.complete(&s.m.units[u], last, end)
		}
		list = list[units:][:gapped]
		for i := 1; i < len(list); i += 2 {
			if s.latest[list[i-1]] > s.walked.fromPartial {
				s.complete(&s.m.units[list[i]], last, end)
			}
		}
	case a&firstSegment != 0:
		s.note(int32(a&^firstSegment), last)
	default:
		if u := &s.m.units[a]; u.after == 0 || s.latest[u.after] > s.walked.fromPartial {
			s.complete(u, last, end)
		}
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

// complete takes a finished unit that ends before token `last`: a whole phrase, or a part of one with "...".
func (s *Scratch) complete(u *unit, last, end int32) {
	w := &s.walked
	first, start, gapped := w.first, w.start, u.after != 0
	if gapped {
		f, b, ok := s.before(u.after, first)
		if !ok {
			return
		}
		if u.kind != unitSegment {
			first, start = f, b
		}
	}
	switch u.kind {
	case unitNone:
	case unitSegment:
		s.note(u.entry, last)
	case unitTerm, unitPattern:
		s.cands = room(s.cands)
		c := &s.cands[len(s.cands)-1]
		*c = candidate{}
		c.entry, c.form, c.sentence, c.gapped = u.entry, u.form, w.sentence, gapped
		c.first, c.last, c.start, c.end = first, last, start, end
	default:
		s.ranges[w.sentence].kinds |= 1 << u.kind
		s.events = room(s.events)
		e := &s.events[len(s.events)-1]
		e.kind, e.side, e.strict, e.entry = u.kind, u.side, u.strict, u.entry
		e.first, e.last, e.start, e.end = first, last, start, end
	}
}

// room makes a list one longer, to be filled in its place: what is put together elsewhere and then copied as a whole is read
// before it is all written, for which the processor waits.
func room[T any](list []T) []T {
	if len(list) < cap(list) {
		return list[:len(list)+1]
	}
	return append(list, *new(T))
}

// note takes a segment that ends before token `last`.
func (s *Scratch) note(number, last int32) {
	latest := &s.latest[number]
	s.partial = room(s.partial)
	p := &s.partial[len(s.partial)-1]
	p.number, p.first, p.last, p.start, p.before = number, s.walked.first, last, s.walked.start, *latest
	*latest = int32(len(s.partial))
}

// before looks for a segment that ends at most MaxGap words before token `at`, with all segments before it; of several
// the one whose match starts latest.
func (s *Scratch) before(number, at int32) (first, start int32, ok bool) {
	after := s.m.segments[number]
	for i := s.latest[number]; i > s.walked.fromPartial; i = s.partial[i-1].before {
		p := &s.partial[i-1]
		if at-p.first > s.m.longest+pattern.MaxGap {
			break // segments are noted in order of their first token
		}
		if p.last > at || at-p.last > pattern.MaxGap {
			continue
		}
		f, b := p.first, p.start
		if after != 0 {
			var found bool
			if f, b, found = s.before(after, p.first); !found {
				continue
			}
		}
		if !ok || f > first {
			first, start, ok = f, b, true
		}
	}
	return first, start, ok
}
