package vocabulary

import (
	"io/fs"

	"shortlist/screener/pack"
	"shortlist/screener/pattern"
)

// Pack walks over a vocabulary for a form. One that is read parses its phrases when they are asked for, and finds the files
// that it was loaded from in fsys.
func (v *Vocabulary) Pack(c *pack.Form, fsys fs.FS) {
	if c.Reading() {
		v.fsys = fsys
	}
	pack.Slice(c, &v.terms, (*Term).pack)
	pack.Map(c, &v.byName, func(i *int, c *pack.Form) { pack.Int(c, i) })
	pack.Map(c, &v.byTag, func(all *[]int, c *pack.Form) { pack.Ints(c, all) })
	pack.Map(c, &v.tags, func(s *string, c *pack.Form) { c.Text(s) })
	pack.Pointer(c, &v.verbs, (*pattern.Verbs).Pack)
	c.Text(&v.hash)
}

func (t *Term) pack(c *pack.Form) {
	c.Text(&t.Name)
	c.Texts(&t.Aliases)
	c.Texts(&t.Tags)
	c.Texts(&t.Implies)
	c.Texts(&t.Satisfies)
	pack.Int(c, &t.Alone)
	c.Texts(&t.Doubtful)
	c.Texts(&t.With)
	c.Texts(&t.Not)
	c.Text(&t.File)
	pack.Int(c, &t.Line)
	pack.Int(c, &t.Col)
	c.Bool(&t.exact)
	pack.Ints(c, &t.implies)
	pack.Ints(c, &t.satisfies)
}
