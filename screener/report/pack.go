package report

import "shortlist/screener/pack"

// appendPacked appends a record as a Store keeps it: fields in a fixed order, numbers as varints. It is a tenth of the work of
// JSON in both directions; nothing outside of a run ever reads it, so it needs no version.
func appendPacked(buf []byte, res *Resume) []byte {
	c := pack.Writer(buf)
	res.pack(&c)
	return c.Written()
}

// unpack reads what appendPacked wrote. The strings of the record are pieces of one that holds all of data.
func unpack(data []byte) (Resume, error) {
	var res Resume
	c := pack.Reader(string(data))
	res.pack(&c)
	if err := c.Done(); err != nil {
		return Resume{}, err
	}
	return res, nil
}

// texts walks over several fields.
func texts(c *pack.Codec, fields ...*string) {
	for _, s := range fields {
		c.Text(s)
	}
}

func (r *Resume) pack(c *pack.Codec) {
	texts(c, &r.ID, &r.File, &r.SHA256, &r.State, &r.Reason, &r.Name, &r.Format)
	c.Int(&r.Pages)
	c.Int(&r.PagesRead)
	c.Int(&r.Months)
	c.Text(&r.Language)
	c.Text(&r.Stack.Is)
	pack.Slice(c, &r.Stack.Hits, (*Hit).pack)
	c.Text(&r.Lean.Is)
	c.Float(&r.Lean.Score)
	c.Int(&r.Lean.Developer)
	c.Int(&r.Lean.Engineer)
	pack.Slice(c, &r.Lean.Hits, (*Hit).pack)
	pack.Slice(c, &r.Specialities, (*Label).pack)
	pack.Slice(c, &r.Roles, (*Role).pack)
	pack.Slice(c, &r.Fits, (*Fit).pack)
	pack.Slice(c, &r.Flags, func(f *Flag, c *pack.Codec) { texts(c, &f.Kind, &f.Says); c.Int(&f.Page) })
	pack.Slice(c, &r.Checks, func(k *Check, c *pack.Codec) { texts(c, &k.Kind, &k.State) })
	pack.Slice(c, &r.Hidden, (*Hidden).pack)
	c.Text(&r.Thin)
	c.Texts(&r.Doubts)
	c.Texts(&r.Notes)
	pack.Pointer(c, &r.Contact, func(k *Contact, c *pack.Codec) {
		texts(c, &k.Email, &k.Phone, &k.Location)
		c.Texts(&k.Links)
	})
	pack.Slice(c, &r.Lines, func(l *Line, c *pack.Codec) { c.Int(&l.Page); c.Int(&l.Line); c.Int(&l.Start); c.Text(&l.Text) })
	pack.Pointer(c, &r.Since, func(s *Since, c *pack.Codec) {
		c.Text(&s.State)
		c.Float(&s.Score)
		texts(c, &s.File, &s.Note, &s.Decision)
	})
}

func (h *Hit) pack(c *pack.Codec) {
	texts(c, &h.Term, &h.Grade)
	c.Int(&h.Page)
	c.Int(&h.Line)
	c.Int(&h.Start)
	c.Int(&h.End)
	c.Text(&h.Quote)
	c.Int(&h.Role)
	texts(c, &h.Source, &h.Signal, &h.Side, &h.Why)
	c.Bool(&h.OCR)
}

func (l *Label) pack(c *pack.Codec) {
	c.Text(&l.Name)
	c.Int(&l.Lines)
	pack.Slice(c, &l.Hits, (*Hit).pack)
}

func (r *Role) pack(c *pack.Codec) {
	texts(c, &r.Kind, &r.Title, &r.Employer, &r.Start, &r.End)
	c.Bool(&r.Open)
	c.Int(&r.Months)
	c.Int(&r.Page)
	c.Int(&r.Line)
	c.Texts(&r.Terms)
}

func (f *Fit) pack(c *pack.Codec) {
	texts(c, &f.Rubric, &f.State, &f.Reason)
	for _, n := range []*float64{&f.Score, &f.Least, &f.Most, &f.Possible, &f.Listed, &f.Built, &f.AsSeen, &f.WithHidden} {
		c.Float(n)
	}
	texts(c, &f.Band, &f.Uncapped, &f.Cap)
	c.Int(&f.Rank)
	c.Bool(&f.Bound)
	pack.Slice(c, &f.Criteria, (*Criterion).pack)
	pack.Slice(c, &f.NotCounted, (*Hit).pack)
	pack.Slice(c, &f.WouldAdd, (*Change).pack)
	pack.Slice(c, &f.WouldCost, (*Change).pack)
	c.Texts(&f.Ask)
}

func (n *Change) pack(c *pack.Codec) {
	texts(c, &n.Criterion, &n.Says, &n.Band)
	c.Float(&n.Points)
}

func (k *Criterion) pack(c *pack.Codec) {
	texts(c, &k.ID, &k.Title, &k.State, &k.Why, &k.Ask, &k.Source)
	for _, n := range []*float64{&k.Weight, &k.Points, &k.Shown, &k.Enough} {
		c.Float(n)
	}
	c.Bool(&k.Bonus)
	c.Bool(&k.Must)
	pack.Slice(c, &k.Hits, (*Hit).pack)
}

func (h *Hidden) pack(c *pack.Codec) {
	c.Text(&h.Kind)
	c.Int(&h.Page)
	pack.Slice(c, &h.Box, func(f *float64, c *pack.Codec) { c.Float(f) })
	c.Int(&h.Start)
	c.Int(&h.End)
	c.Text(&h.Words)
}
