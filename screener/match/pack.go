package match

import (
	"slices"

	"shortlist/screener/pack"
	"shortlist/screener/vocabulary"
)

// Pack walks over a matcher for a form. One that is read is that of v, which the form was made with.
func (m *Matcher) Pack(c *pack.Form, v *vocabulary.Vocabulary) {
	c.Texts(&m.phrases)
	m.lexicon.pack(c)
	m.trie.pack(c)
	pack.Slice(c, &m.units, (*unit).pack)
	pack.Slice(c, &m.cues, (*cue).pack)
	pack.Table(c, &m.segments)
	pack.Int(c, &m.longest)
	pack.Slice(c, &m.terms, (*termFacts).pack)
	if !c.Reading() {
		return
	}
	m.vocabulary = v
	if len(m.terms) != len(v.Terms()) {
		c.Fail(pack.ErrCorrupt)
		return
	}
	for i := range m.terms {
		t := v.Term(i)
		m.terms[i].implies, m.terms[i].satisfy = t.ImpliesTerms(), t.SatisfiesTerms()
	}
}

// pack walks over what is no list of the vocabulary's own.
func (t *termFacts) pack(c *pack.Form) {
	pack.Int(c, &t.alone)
	for _, b := range []*bool{&t.vouches, &t.notion, &t.technical, &t.claim, &t.plain, &t.letter, &t.lang, &t.exact, &t.unlikeName, &t.named, &t.small} {
		c.Bool(b)
	}
	c.Text(&t.kind)
	pack.Slice(c, &t.doubtful, func(b *bool, c *pack.Form) { c.Bool(b) })
}

func (u *unit) pack(c *pack.Form) {
	pack.Int(c, &u.kind)
	pack.Int(c, &u.side)
	c.Bool(&u.strict)
	pack.Int(c, &u.entry)
	pack.Int(c, &u.form)
	pack.Int(c, &u.after)
}

func (q *cue) pack(c *pack.Form) {
	pack.Int(c, &q.reason)
	pack.Int(c, &q.reach)
	c.Bool(&q.stops)
	c.Bool(&q.chain)
	c.Bool(&q.paired)
	c.Bool(&q.label)
	c.Bool(&q.final)
	c.Bool(&q.uses)
	c.Bool(&q.items)
}

func (l *lexicon) pack(c *pack.Form) {
	pack.Table(c, &l.words)
	pack.Table(c, &l.starts)
	pack.Table(c, &l.readings)
	c.Texts(&l.spellings)
}

func (t *trie) pack(c *pack.Form) {
	pack.Table(c, &t.nodes)
	pack.Int(c, &t.number)
	pack.Table(c, &t.accepts)
}

// Only is the matcher of the given patterns alone, in their order: what New would make of them, found in one that knows them
// all. It says false where m does not, or is nil.
func (m *Matcher) Only(phrases []string) (*Matcher, bool) {
	if m == nil {
		return nil, false
	}
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
	n.phrases, n.units = phrases, slices.Clone(m.units)
	for i := range n.units {
		if u := &n.units[i]; u.kind == unitPattern {
			k := number[int(u.entry)-len(m.terms)]
			if u.entry = int32(len(m.terms)) + k - 1; k == 0 {
				u.kind = unitNone
			}
		}
	}
	return &n, true
}
