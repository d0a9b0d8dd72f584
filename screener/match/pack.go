package match

import (
	"shortlist/screener/pack"
	"shortlist/screener/vocabulary"
)

// Pack walks over a matcher for a form. One that is read is that of v, which the form was made with.
func (m *Matcher) Pack(c *pack.Codec, v *vocabulary.Vocabulary) {
	c.Texts(&m.phrases)
	m.lexicon.pack(c)
	m.trie.pack(c)
	pack.Slice(c, &m.units, (*unit).pack)
	pack.Slice(c, &m.cues, (*cue).pack)
	pack.Numbers(c, &m.segments)
	pack.Int(c, &m.longest)
	if c.Reading() {
		m.vocabulary, m.terms = v, factsOf(v)
	}
}

func (u *unit) pack(c *pack.Codec) {
	pack.Int(c, &u.kind)
	pack.Int(c, &u.side)
	c.Bool(&u.strict)
	pack.Int(c, &u.entry)
	pack.Int(c, &u.form)
	pack.Int(c, &u.after)
	pack.Int(c, &u.segment)
}

func (q *cue) pack(c *pack.Codec) {
	pack.Int(c, &q.reason)
	pack.Int(c, &q.reach)
	c.Bool(&q.stops)
	c.Bool(&q.chain)
	c.Bool(&q.paired)
	c.Bool(&q.label)
	c.Bool(&q.final)
}

func (l *lexicon) pack(c *pack.Codec) {
	pack.Make(c, &l.words)
	if c.Reading() {
		l.hashes = make([]uint64, len(l.words))
	}
	pack.Field(c, l.hashes, func(h *uint64) *uint64 { return h })
	pack.Field(c, l.words, func(w *word) *uint32 { return &w.starts })
	pack.Field(c, l.words, func(w *word) *uint32 { return &w.readings })
	pack.Field(c, l.words, func(w *word) *wordFlags { return &w.flags })
	pack.Make(c, &l.starts)
	pack.Field(c, l.starts, func(s *start) *uint32 { return &s.node })
	pack.Field(c, l.starts, func(s *start) *uint32 { return &s.exact })
	pack.Make(c, &l.readings)
	for i := range maxJoined {
		pack.Field(c, l.readings, func(r *reading) *symbol { return &r.path[i] })
	}
	pack.Field(c, l.readings, func(r *reading) *uint32 { return &r.exact })
	c.Texts(&l.spellings)
	if c.Reading() {
		l.fill(len(l.words))
	}
}

func (t *trie) pack(c *pack.Codec) {
	pack.Make(c, &t.nodes)
	pack.Field(c, t.nodes, func(n *node) *uint32 { return &n.next })
	pack.Field(c, t.nodes, func(n *node) *uint32 { return &n.accepts })
	pack.Numbers(c, &t.labels)
	pack.Numbers(c, &t.accepts)
}

// Only is the matcher of the given patterns alone, in their order: what New would make of them, found in one that knows them
// all. It says false where m does not.
func (m *Matcher) Only(phrases []string) (*Matcher, bool) {
	known := make(map[string]int32, len(m.phrases))
	for i, p := range m.phrases {
		known[p] = int32(i)
	}
	number := make([]int32, len(m.phrases)) // by pattern of m: its new number, 0 for none
	for i, p := range phrases {
		k, ok := known[p]
		if !ok || number[k] != 0 {
			return nil, false
		}
		number[k] = int32(i) + 1
	}
	n := *m
	n.phrases, n.units = phrases, make([]unit, len(m.units))
	used := make([]bool, len(m.units))
	for i, u := range m.units {
		used[i] = true
		if u.kind == unitPattern {
			k := number[int(u.entry)-len(m.terms)]
			used[i], u.entry = k != 0, int32(len(m.terms))+k-1
		}
		n.units[i] = u
	}
	n.trie.nodes = make([]node, len(m.trie.nodes))
	n.trie.accepts = make([]uint32, 0, len(m.trie.accepts))
	from := uint32(0)
	for i, at := range m.trie.nodes {
		for _, u := range m.trie.accepts[from:at.accepts] {
			if used[u] {
				n.trie.accepts = append(n.trie.accepts, u)
			}
		}
		from = at.accepts
		n.trie.nodes[i] = node{at.next, uint32(len(n.trie.accepts))}
	}
	return &n, true
}
