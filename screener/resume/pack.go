package resume

import "shortlist/screener/pack"

// Pack walks over what the parser has made of the structure data, for a form.
func (p *Parser) Pack(c *pack.Form) {
	if c.Reading() {
		p.lex = &lexicon{}
	}
	lex := p.lex
	pack.Table(c, &lex.words.slots)
	pack.Table(c, &lex.words.bytes)
	pack.Table(c, &lex.words.ends)
	pack.Table(c, &lex.next.slots)
	pack.Int(c, &lex.next.used)
	pack.Table(c, &lex.first)
	pack.Table(c, &lex.may)
	pack.Table(c, &lex.small)
	pack.Table(c, &lex.nodes)
	pack.Map(c, &lex.codes, func(b *bool, c *pack.Form) { c.Bool(b) })
	pack.Map(c, &lex.slashed, func(b *bool, c *pack.Form) { c.Bool(b) })
	c.Texts(&lex.endings)
	c.Texts(&lex.streetEndings)
	c.Texts(&lex.languages)
	pack.Map(c, &lex.headings, func(s *string, c *pack.Form) { c.Text(s) })
	c.Texts(&lex.modelMarks)
}
