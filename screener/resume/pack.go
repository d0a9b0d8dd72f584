package resume

import (
	"slices"

	"shortlist/screener/pack"
)

// Pack walks over what the parser has made of the structure data, for a form.
func (p *Parser) Pack(c *pack.Codec) {
	if c.Reading() {
		p.lex = &lexicon{}
	}
	lex := p.lex
	lex.words.pack(c)
	pack.Numbers(c, &lex.first)
	pack.Numbers(c, &lex.small)
	lex.next.pack(c)
	pack.Slice(c, &lex.nodes, (*node).pack)
	pack.Map(c, &lex.codes, func(b *bool, c *pack.Codec) { c.Bool(b) })
	pack.Map(c, &lex.slashed, func(b *bool, c *pack.Codec) { c.Bool(b) })
	c.Texts(&lex.endings)
	c.Texts(&lex.languages)
	pack.Map(c, &lex.headings, func(s *string, c *pack.Codec) { c.Text(s) })
	c.Texts(&lex.modelMarks)
}

func (n *node) pack(c *pack.Codec) {
	pack.Int(c, &n.is)
	pack.Int(c, &n.may)
	pack.Int(c, &n.month)
	pack.Int(c, &n.season)
	pack.Int(c, &n.section)
	pack.Int(c, &n.keyword)
	pack.Int(c, &n.level)
	pack.Int(c, &n.kind)
	pack.Int(c, &n.label)
	pack.Int(c, &n.person)
	c.Bool(&n.more)
}

// pack walks over the words by number, from which the slots follow.
func (t *wordTable) pack(c *pack.Codec) {
	words := string(t.bytes)
	c.Text(&words)
	pack.Numbers(c, &t.ends)
	if !c.Reading() {
		return
	}
	t.bytes = []byte(words)
	t.slots = make([]wordSlot, slotsFor(len(t.ends)))
	mask := uint32(len(t.slots) - 1)
	for id := 1; id < len(t.ends); id++ {
		if t.ends[id] < t.ends[id-1] || int(t.ends[id]) > len(words) {
			c.Fail()
			return
		}
		h := hashOf(t.bytes[t.ends[id-1]:t.ends[id]])
		i := h & mask
		for t.slots[i].id != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = wordSlot{h, uint32(id)}
	}
}

// pack walks over the steps, from which their places follow.
func (t *stepTable) pack(c *pack.Codec) {
	var steps []stepSlot
	for _, s := range t.slots {
		if s.to != 0 {
			steps = append(steps, s)
		}
	}
	slices.SortFunc(steps, func(a, b stepSlot) int { return int(a.to - b.to) }) // as they were made
	pack.Slice(c, &steps, func(s *stepSlot, c *pack.Codec) {
		pack.Int(c, &s.at)
		pack.Int(c, &s.word)
		pack.Int(c, &s.to)
	})
	if c.Reading() {
		*t = newStepTable(len(steps))
		for _, s := range steps {
			t.put(s.at, s.word, s.to)
		}
	}
}
