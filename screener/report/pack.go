package report

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
)

// pack writes a record as a Store keeps it: fields in a fixed order, numbers as varints. It is a tenth of the work of JSON in both
// directions; nothing outside of a run ever reads it, so it needs no version.
func pack(buf []byte, res *Resume) []byte {
	c := &packer{out: buf}
	c.resume(res)
	return c.out
}

// unpack reads what pack wrote. The strings of the record are pieces of one that holds all of data.
func unpack(data []byte) (Resume, error) {
	var res Resume
	c := &packer{in: string(data), reading: true}
	c.resume(&res)
	if c.bad || c.in != "" {
		return Resume{}, errors.New("its bytes are damaged")
	}
	return res, nil
}

// packer goes over the fields of a record in one order, and writes each or, while reading, fills it.
type packer struct {
	out     []byte
	in      string // what is left to read
	reading bool
	bad     bool // in was not what pack writes; nothing is read after that
}

func (c *packer) number(n *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	var v uint64
	for shift := 0; shift < 64 && len(c.in) > 0; shift += 7 {
		b := c.in[0]
		c.in = c.in[1:]
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			*n = v
			return
		}
	}
	c.fail()
}

func (c *packer) fail() { c.bad, c.in = true, "" }

func (c *packer) int(n *int) {
	v := uint64(*n)<<1 ^ uint64(*n>>63) // small where the number is, below zero too
	c.number(&v)
	if c.reading {
		*n = int(v>>1) ^ -int(v&1)
	}
}

func (c *packer) float(f *float64) {
	v := bits.ReverseBytes64(math.Float64bits(*f)) // round numbers have zeros at the end
	c.number(&v)
	if c.reading {
		*f = math.Float64frombits(bits.ReverseBytes64(v))
	}
}

func (c *packer) flag(b *bool) {
	var v uint64
	if *b {
		v = 1
	}
	c.number(&v)
	if c.reading {
		*b = v == 1
	}
}

func (c *packer) text(s *string) {
	n := uint64(len(*s))
	c.number(&n)
	switch {
	case !c.reading:
		c.out = append(c.out, *s...)
	case n > uint64(len(c.in)):
		c.fail()
	default:
		*s, c.in = c.in[:n], c.in[n:]
	}
}

func (c *packer) texts(fields ...*string) {
	for _, s := range fields {
		c.text(s)
	}
}

// packList goes over a list, of which nil is told from empty.
func packList[T any](c *packer, list *[]T, each func(*packer, *T)) {
	n := uint64(len(*list)) + 1
	if *list == nil {
		n = 0
	}
	c.number(&n)
	if c.reading {
		if n == 0 || c.bad {
			return
		}
		if n--; n > uint64(len(c.in)) { // each element takes a byte at least
			c.fail()
			return
		}
		*list = make([]T, n)
	}
	for i := range *list {
		each(c, &(*list)[i])
	}
}

// packOptional goes over what may be nil.
func packOptional[T any](c *packer, p **T, each func(*packer, *T)) {
	there := *p != nil
	c.flag(&there)
	if !there {
		return
	}
	if c.reading {
		*p = new(T)
	}
	each(c, *p)
}

func (c *packer) resume(r *Resume) {
	c.texts(&r.ID, &r.File, &r.SHA256, &r.State, &r.Reason, &r.Name, &r.Format)
	c.int(&r.Pages)
	c.int(&r.PagesRead)
	c.int(&r.Months)
	c.text(&r.Language)
	c.text(&r.Stack.Is)
	packList(c, &r.Stack.Hits, (*packer).hit)
	c.text(&r.Lean.Is)
	c.float(&r.Lean.Score)
	c.int(&r.Lean.Developer)
	c.int(&r.Lean.Engineer)
	packList(c, &r.Lean.Hits, (*packer).hit)
	packList(c, &r.Specialities, (*packer).label)
	packList(c, &r.Roles, (*packer).role)
	packList(c, &r.Fits, (*packer).fit)
	packList(c, &r.Flags, func(c *packer, f *Flag) { c.texts(&f.Kind, &f.Says); c.int(&f.Page) })
	packList(c, &r.Checks, func(c *packer, k *Check) { c.texts(&k.Kind, &k.State) })
	packList(c, &r.Hidden, (*packer).hidden)
	c.text(&r.Thin)
	packList(c, &r.Doubts, (*packer).text)
	packList(c, &r.Notes, (*packer).text)
	packOptional(c, &r.Contact, func(c *packer, k *Contact) {
		c.texts(&k.Email, &k.Phone, &k.Location)
		packList(c, &k.Links, (*packer).text)
	})
	packList(c, &r.Lines, func(c *packer, l *Line) { c.int(&l.Page); c.int(&l.Line); c.int(&l.Start); c.text(&l.Text) })
	packOptional(c, &r.Since, func(c *packer, s *Since) { c.text(&s.State); c.float(&s.Score); c.texts(&s.File, &s.Note, &s.Decision) })
}

func (c *packer) hit(h *Hit) {
	c.texts(&h.Term, &h.Grade)
	c.int(&h.Page)
	c.int(&h.Line)
	c.int(&h.Start)
	c.int(&h.End)
	c.text(&h.Quote)
	c.int(&h.Role)
	c.texts(&h.Source, &h.Signal, &h.Side, &h.Why)
	c.flag(&h.OCR)
}

func (c *packer) label(l *Label) {
	c.text(&l.Name)
	c.int(&l.Lines)
	packList(c, &l.Hits, (*packer).hit)
}

func (c *packer) role(r *Role) {
	c.texts(&r.Kind, &r.Title, &r.Employer, &r.Start, &r.End)
	c.flag(&r.Open)
	c.int(&r.Months)
	c.int(&r.Page)
	c.int(&r.Line)
	packList(c, &r.Terms, (*packer).text)
}

func (c *packer) fit(f *Fit) {
	c.texts(&f.Rubric, &f.State, &f.Reason)
	for _, n := range []*float64{&f.Score, &f.Least, &f.Most, &f.Possible, &f.Listed, &f.Built, &f.AsSeen, &f.WithHidden} {
		c.float(n)
	}
	c.texts(&f.Band, &f.Uncapped, &f.Cap)
	c.int(&f.Rank)
	c.flag(&f.Bound)
	packList(c, &f.Criteria, (*packer).criterion)
	packList(c, &f.NotCounted, (*packer).hit)
	packList(c, &f.WouldAdd, (*packer).change)
	packList(c, &f.WouldCost, (*packer).change)
	packList(c, &f.Ask, (*packer).text)
}

func (c *packer) change(n *Change) {
	c.texts(&n.Criterion, &n.Says, &n.Band)
	c.float(&n.Points)
}

func (c *packer) criterion(k *Criterion) {
	c.texts(&k.ID, &k.Title, &k.State, &k.Why, &k.Ask, &k.Source)
	for _, n := range []*float64{&k.Weight, &k.Points, &k.Shown, &k.Enough} {
		c.float(n)
	}
	c.flag(&k.Bonus)
	c.flag(&k.Must)
	packList(c, &k.Hits, (*packer).hit)
}

func (c *packer) hidden(h *Hidden) {
	c.text(&h.Kind)
	c.int(&h.Page)
	packList(c, &h.Box, (*packer).float)
	c.int(&h.Start)
	c.int(&h.End)
	c.text(&h.Words)
}
