package rubric

import (
	"io/fs"

	"shortlist/screener/match"
	"shortlist/screener/pack"
	"shortlist/screener/vocabulary"
)

// Pack walks over what was made ahead for a form: the data and the rubrics.
func (l *Loader) Pack(c *pack.Form) {
	if c.Reading() {
		l.Data = &Data{}
	} else {
		l.Names()
	}
	l.Data.Pack(c, l.Builtin)
	pack.Map(c, &l.Ahead, func(r **Rubric, c *pack.Form) { pack.Pointer(c, r, (*Rubric).Pack) })
	c.Texts(&l.names)
}

// Pack walks over the data for a form. The files that it was loaded from are found in fsys. Phrases that are read from a
// form are parsed where somebody asks for them: they were right when it was made.
func (d *Data) Pack(c *pack.Form, fsys fs.FS) {
	if c.Reading() {
		d.Vocabulary = &vocabulary.Vocabulary{}
	}
	d.Vocabulary.Pack(c, fsys)
	pack.Pointer(c, &d.Matcher, func(m *match.Matcher, c *pack.Form) { m.Pack(c, d.Vocabulary) })
	pack.Slice(c, &d.Signals, (*Signal).pack)
	pack.Slice(c, &d.Stack.Evidence, (*Evidence).pack)
	pack.Pointer(c, &d.Guidance, (*Guidance).pack)
	pack.Map(c, (*map[string]string)(&d.words), func(s *string, c *pack.Form) { c.Text(s) })
	sum := string(d.sum[:])
	c.Text(&sum)
	if c.Reading() {
		d.phrases = map[string]phrase{}
		if copy(d.sum[:], sum) != len(d.sum) {
			c.Fail(pack.ErrCorrupt)
		}
	}
}

// Pack walks over a resolved rubric for a form. One that is read has its files by name and path alone. A rubric with terms of
// its own cannot be packed: those are kept as the YAML that they were written in.
func (r *Rubric) Pack(c *pack.Form) {
	c.Text(&r.Name)
	c.Text(&r.Title)
	c.Texts(&r.Extends)
	c.Text(&r.Speciality)
	c.Texts(&r.Labels)
	c.Texts(&r.Accept)
	c.Text(&r.Lean)
	for _, n := range []*int{
		&r.Bands.Strong, &r.Bands.Good, &r.Bands.Possible,
		&r.Worth.Used, &r.Worth.RoleList, &r.Worth.Unplaced, &r.Worth.Listed, &r.Worth.Implied,
		&r.Lists.Free, &r.Lists.Share, &r.Built.Enough, &r.Built.Least,
	} {
		pack.Int(c, n)
	}
	pack.Slice(c, &r.Criteria, (*Criterion).pack)
	pack.Slice(c, &r.Allow, (*Allow).pack)
	pack.Slice(c, &r.Files, func(f **File, c *pack.Form) {
		if c.Reading() {
			*f = &File{}
		}
		c.Text(&(*f).Name)
		c.Text(&(*f).Path)
	})
	r.AcceptAt.pack(c)
	r.BandsAt.pack(c)
	r.NameAt.pack(c)
	c.Text(&r.hash)
}

func (r *Criterion) pack(c *pack.Form) {
	c.Text(&r.ID)
	c.Text(&r.Title)
	pack.Int(c, &r.Weight)
	c.Bool(&r.Bonus)
	pack.Slice(c, &r.Parts, (*Part).pack)
	pack.Int(c, &r.Must)
	c.Texts(&r.Where)
	pack.Pointer(c, &r.Years, (*Years).pack)
	c.Text(&r.Why)
	c.Text(&r.Ask)
	pack.Slice(c, &r.Guidance, (*Cite).pack)
	pack.Slice(c, &r.Allow, (*Allow).pack)
	r.Source.pack(c)
	r.WeightAt.pack(c)
	r.MustAt.pack(c)
}

func (p *Part) pack(c *pack.Form) {
	pack.Slice(c, &p.Entries, (*Entry).pack)
	pack.Slice(c, &p.Not, (*Entry).pack)
	pack.Int(c, &p.Count)
	pack.Int(c, &p.Enough)
	pack.Pointer(c, &p.Education, (*Education).pack)
	pack.Slice(c, &p.Guidance, (*Cite).pack)
	p.Source.pack(c)
}

func (y *Years) pack(c *pack.Form) {
	pack.Int(c, &y.Months)
	pack.Slice(c, &y.Of, (*Entry).pack)
	y.Source.pack(c)
}

func (e *Education) pack(c *pack.Form) {
	c.Text(&e.Level)
	pack.Slice(c, &e.Fields, (*Entry).pack)
	c.Texts(&e.Or)
	pack.Int(c, &e.OrMonths)
	e.Source.pack(c)
	pack.Slice(c, &e.OrSources, (*Source).pack)
}

func (s *Signal) pack(c *pack.Form) {
	c.Text(&s.ID)
	c.Text(&s.Title)
	c.Text(&s.Lean)
	pack.Slice(c, &s.Guidance, (*Cite).pack)
	pack.Slice(c, &s.Phrases, (*Entry).pack)
	pack.Slice(c, &s.Not, (*Entry).pack)
	pack.Slice(c, &s.Hit, (*Entry).pack)
	pack.Slice(c, &s.Miss, (*Entry).pack)
	s.Source.pack(c)
}

func (e *Evidence) pack(c *pack.Form) {
	c.Text(&e.ID)
	c.Text(&e.Title)
	c.Text(&e.Side)
	c.Bool(&e.Builds)
	pack.Int(c, &e.Weight)
	pack.Int(c, &e.Most)
	c.Text(&e.In)
	pack.Slice(c, &e.Entries, (*Entry).pack)
	pack.Slice(c, &e.Not, (*Entry).pack)
	pack.Slice(c, &e.Guidance, (*Cite).pack)
	e.Source.pack(c)
}

func (g *Guidance) pack(c *pack.Form) {
	pack.Slice(c, &g.Documents, func(d *GuidanceDocument, c *pack.Form) {
		c.Text(&d.ID)
		c.Text(&d.Title)
	})
	pack.Slice(c, &g.Rows, (*Row).pack)
	if c.Reading() {
		g.index()
	}
}

func (r *Row) pack(c *pack.Form) {
	c.Text(&r.ID)
	c.Texts(&r.As)
	c.Text(&r.For)
	c.Text(&r.Says)
	c.Text(&r.Why)
	r.Source.pack(c)
}

func (e *Entry) pack(c *pack.Form) {
	pack.Int(c, &e.Kind)
	c.Text(&e.Text)
	e.Source.pack(c)
}

func (e *Cite) pack(c *pack.Form) {
	c.Text(&e.ID)
	e.Source.pack(c)
}

func (a *Allow) pack(c *pack.Form) {
	c.Text(&a.Code)
	c.Text(&a.Reason)
	a.Source.pack(c)
}

func (s *Source) pack(c *pack.Form) {
	c.Text(&s.File)
	pack.Int(c, &s.Line)
	pack.Int(c, &s.Col)
	pack.Int(c, &s.Len)
}
