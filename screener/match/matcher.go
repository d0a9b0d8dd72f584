package match

import (
	"encoding/binary"
	"fmt"
	"slices"

	"shortlist/screener/pattern"
	"shortlist/screener/vocabulary"
)

// Matcher finds terms and patterns. It is never changed after New and safe for concurrent use.
type Matcher struct {
	vocabulary *vocabulary.Vocabulary
	phrases    []string // the patterns as written
	lexicon    lexicon
	trie       trie
	units      []unit // 0 is none
	cues       []cue
	terms      []termFacts
	segments   []int32 // by number of a segment: the one that must stand before it, 0 for none; 0 is no segment
	longest    int32   // words of the longest sequence, with the units of numbers
}

// termFacts is what judging needs to know of a term.
type termFacts struct {
	alone   vocabulary.Alone
	vouches bool // always itself, and no broad notion: it vouches for its neighbours
	notion  bool
	// technical: a notion of how software is made, which shows what a sentence speaks of
	technical bool
	claim     bool
	plain     bool   // the name is written without capitals
	letter    bool   // the name is one letter
	lang      bool   // it is a language
	exact     bool   // the name or an alias must be written with its capitals
	kind      string // its first tag
	// unlikeName: nobody is called so: Python, .NET
	unlikeName bool
	// doubtful: by form, whether it needs something that vouches for it though the term does not; nil if none does
	doubtful []bool
	named    bool // its name is something else's as well, as its forbidden phrases tell: Java, Jenkins
	small    bool // the name in small letters needs something that vouches for it: python
	implies  []int32
	satisfy  []int32
}

// unitKind is what a completed sequence means.
type unitKind uint8

const (
	unitTerm    unitKind = iota // the name of a term
	unitPattern                 // a pattern of the caller
	unitNot                     // a phrase in which a term's name means something else
	unitWith                    // a phrase that vouches for a term
	unitCue                     // negation and the like
	unitExcept                  // what is no cue after all
	unitNear                    // what stands beside technologies: "written in"
	unitNone                    // a pattern that nobody asked for: see Only
	unitSegment                 // the start of phrases that go on behind a gap
)

// unit is what a sequence of the trie completes, in 16 bytes.
type unit struct {
	kind   unitKind
	side   uint8 // cues, near: before or behind the term
	strict bool  // near: enough even for names such as Go and R
	entry  int32 // entry, term, cue or number of a segment
	form   int32 // number of the alias, for names
	after  int32 // the segment that must stand before it, a gap away; 0 for none
}

// New builds a matcher. Its entries are the vocabulary's terms, 0 to n-1, then the patterns in their order. It takes
// some tens of milliseconds; build it once.
func New(v *vocabulary.Vocabulary, patterns []*pattern.Pattern) (*Matcher, error) {
	m := &Matcher{vocabulary: v, terms: factsOf(v), segments: make([]int32, 1), units: []unit{{kind: unitNone}}}
	b := newTrieBuilder(v.Verbs())
	terms := v.Terms()
	for i := range terms {
		t := &terms[i]
		for k, p := range t.Names() {
			m.add(b, p, unit{kind: unitTerm, entry: int32(i), form: int32(k)})
		}
		for _, p := range t.WithPhrases() {
			m.add(b, p, unit{kind: unitWith, entry: int32(i)})
		}
		for _, p := range t.NotPhrases() {
			m.add(b, p, unit{kind: unitNot, entry: int32(i)})
		}
	}
	for i, p := range patterns {
		if p == nil {
			return nil, fmt.Errorf("pattern %d is nil", i)
		}
		m.phrases = append(m.phrases, p.String())
		m.add(b, p, unit{kind: unitPattern, entry: int32(len(terms) + i)})
	}
	if err := m.use(b, v.Usage("usage")); err != nil {
		return nil, err
	}
	for i := range m.units {
		b.after = append(b.after, m.units[i].after)
	}
	var err error
	m.lexicon, m.trie, err = b.build()
	return m, err
}

func factsOf(v *vocabulary.Vocabulary) []termFacts {
	facts := make([]termFacts, len(v.Terms()))
	for i := range facts {
		t := v.Term(i)
		facts[i] = termFacts{
			alone: t.Alone, notion: t.Has("notion"), claim: t.Has("claim"), plain: lower(t.Name) == t.Name, letter: len(t.Name) == 1, lang: t.Has("language"), implies: t.ImpliesTerms(), satisfy: t.SatisfiesTerms(),
			vouches: t.Alone == vocabulary.Always && !t.Has("notion") && !t.Has("claim") && !t.Has("compliance"), technical: isTechnicalNotion(t), kind: firstOf(t.Tags), small: t.IsSmallDoubtful(), named: len(t.NotPhrases()) > 0 && !t.Has("notion"),
			unlikeName: t.Alone == vocabulary.Always && slices.ContainsFunc([]string{"language", "runtime", "infrastructure", "orchestration", "cloud", "database", "frontend-framework"}, t.Has),
		}
		if len(t.Doubtful) > 0 {
			facts[i].doubtful = make([]bool, len(t.Aliases)+1)
			for k := range facts[i].doubtful {
				facts[i].doubtful[k] = t.IsDoubtful(k)
			}
		}
		for k := range len(t.Aliases) + 1 {
			facts[i].exact = facts[i].exact || t.IsExact(k)
		}
	}
	return facts
}

func firstOf(tags []string) string {
	if len(tags) == 0 {
		return ""
	}
	return tags[0]
}

// isTechnicalNotion says whether a term is a broad notion of how software is made: who speaks of it speaks of technology.
func isTechnicalNotion(t *vocabulary.Term) bool {
	if !t.Has("notion") || t.Has("neutral") {
		return false
	}
	return slices.ContainsFunc([]string{"backend", "frontend", "mobile", "database", "ops", "embedded"}, t.Has)
}

// add teaches all sequences of a phrase.
func (m *Matcher) add(b *trieBuilder, p *pattern.Pattern, u unit) {
	join := u.kind == unitTerm || u.kind == unitPattern
	for _, way := range p.Ways() {
		u.after = 0
		for s, seg := range way {
			b.ends = b.ends[:0]
			for _, seq := range seg {
				m.longest = max(m.longest, int32(2*len(seq)))
				b.ends = append(b.ends, b.add(seq, join))
			}
			if s == len(way)-1 {
				m.unit(b, u)
			} else {
				u.after = m.segment(b, u.after)
			}
		}
	}
}

// unit enters what the sequences that were added last complete.
func (m *Matcher) unit(b *trieBuilder, u unit) {
	m.units = append(m.units, u)
	b.accept(uint32(len(m.units) - 1))
}

// segment gives the number of the segment that the sequences added last make behind another one (0: at the start of a
// phrase). Phrases that start alike share it, so that "built" is noted once however many of them it starts.
func (m *Matcher) segment(b *trieBuilder, after int32) int32 {
	key := binary.LittleEndian.AppendUint32(nil, uint32(after))
	for _, node := range b.ends {
		key = binary.LittleEndian.AppendUint32(key, node)
	}
	n, ok := b.segments[string(key)]
	if !ok {
		n = int32(len(m.segments))
		m.segments = append(m.segments, after)
		b.segments[string(key)] = n
		if after == 0 {
			b.accept(firstSegment | uint32(n))
		} else {
			m.unit(b, unit{kind: unitSegment, entry: n, after: after})
		}
	}
	return n
}

// Terms is the number of entries that are terms; entry e >= Terms() is pattern e-Terms().
func (m *Matcher) Terms() int { return len(m.terms) }

// Vocabulary is the vocabulary that the matcher was built with.
func (m *Matcher) Vocabulary() *vocabulary.Vocabulary { return m.vocabulary }

// Entry is how an entry is called: the term's name or the pattern as written.
func (m *Matcher) Entry(e int32) string {
	if n := int32(m.Terms()); e >= n {
		return m.phrases[e-n]
	}
	return m.vocabulary.Term(int(e)).Name
}

func lower(s string) string {
	out := []byte(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return string(out)
}
