package reader

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"unicode/utf8"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// encodingVersion is the first byte of an encoded Parsed. It changes with the layout.
const encodingVersion = 1

// maxText bounds the text of one document, so that offsets fit an int32 everywhere.
const maxText = 1 << 30

var errTruncated = errors.New("encoded resume ends too soon")

// Encode writes p flat: varints, spans relative to the one before, one text. It serves the pipe between worker and
// parent, the cache and the corpus. The result is appended to dst.
func Encode(dst []byte, p Parsed) []byte {
	c := codec{writing: true, buf: append(dst, encodingVersion)}
	c.parsed(&p)
	return c.buf
}

// Decode reads what Encode wrote. It is safe on hostile bytes: every span of the result lies within the text, every
// index within its slice, every number is finite, and nothing larger than a small multiple of len(data) is allocated.
// An empty slice comes back as nil. Data is not kept.
func Decode(data []byte) (Parsed, error) {
	if len(data) == 0 || data[0] != encodingVersion {
		return Parsed{}, errors.New("not an encoded resume of this version")
	}
	c := codec{buf: data[1:]}
	p := Parsed{Document: new(document.Document), Resume: new(resume.Resume)}
	c.parsed(&p)
	if c.err == nil && len(c.buf) > 0 {
		c.err = errors.New("bytes after the encoded resume")
	}
	if c.err != nil {
		return Parsed{}, c.err
	}
	return p, nil
}

// codec walks a Parsed once, in one order, for both directions, so that they cannot drift apart: while writing each
// method appends what the pointer holds, else it takes from buf and fills it.
type codec struct {
	writing bool
	buf     []byte
	err     error // the first error; after it everything reads as zero
	text    int   // length of the text, once it is known
	last    int   // start of the span before
}

func (c *codec) fail(err error) {
	if c.err == nil {
		c.err = err
	}
	c.buf = nil // so that whatever is read next fails as well
}

func (c *codec) uint(v *uint64) {
	if c.writing {
		c.buf = binary.AppendUvarint(c.buf, *v)
		return
	}
	x, n := binary.Uvarint(c.buf)
	if n <= 0 {
		c.fail(errTruncated)
		return
	}
	*v, c.buf = x, c.buf[n:]
}

func (c *codec) signed(v int) int {
	u := uint64(v)<<1 ^ uint64(v>>(bits.UintSize-1))
	c.uint(&u)
	return int(u>>1) ^ -int(u&1)
}

// int is a number from min to max.
func (c *codec) int(v *int, min, max int) {
	*v = c.signed(*v)
	if !c.writing && (*v < min || *v > max) {
		c.fail(fmt.Errorf("number %d is not between %d and %d", *v, min, max))
		*v = 0
	}
}

func (c *codec) byte(v *uint8) {
	if c.writing {
		c.buf = append(c.buf, *v)
		return
	}
	if len(c.buf) == 0 {
		c.fail(errTruncated)
		return
	}
	*v, c.buf = c.buf[0], c.buf[1:]
}

func (c *codec) bool(v *bool) {
	var b uint8
	if *v {
		b = 1
	}
	c.byte(&b)
	*v = b == 1
}

func (c *codec) string(v *string) {
	n := uint64(len(*v))
	c.uint(&n)
	if c.writing {
		c.buf = append(c.buf, *v...)
		return
	}
	if n > uint64(len(c.buf)) {
		c.fail(errTruncated)
		return
	}
	*v, c.buf = string(c.buf[:n]), c.buf[n:]
	if !utf8.ValidString(*v) {
		c.fail(errors.New("text is not valid UTF-8"))
	}
}

func (c *codec) float(v *float32) {
	if c.writing {
		f := *v
		if math.IsNaN(float64(f)) || math.IsInf(float64(f), 0) {
			f = 0 // a measure that cannot be computed is one that is not known
		}
		c.buf = binary.LittleEndian.AppendUint32(c.buf, math.Float32bits(f))
		return
	}
	if len(c.buf) < 4 {
		c.fail(errTruncated)
		return
	}
	*v = math.Float32frombits(binary.LittleEndian.Uint32(c.buf))
	c.buf = c.buf[4:]
	if f := float64(*v); math.IsNaN(f) || math.IsInf(f, 0) {
		c.fail(errors.New("a measure is not a number"))
		*v = 0
	}
}

func (c *codec) span(s *document.Span) {
	length := max(0, s.End-s.Start)
	start := c.last + c.signed(s.Start-c.last)
	n := uint64(length)
	c.uint(&n)
	if !c.writing {
		if start < 0 || start > c.text || n > uint64(c.text-start) {
			c.fail(errors.New("a span lies outside the text"))
			start, n = 0, 0
		}
		*s = document.Span{Start: start, End: start + int(n)}
	}
	c.last = start
}

func (c *codec) box(b *document.Box) {
	c.float(&b.X0)
	c.float(&b.Y0)
	c.float(&b.X1)
	c.float(&b.Y1)
}

// slice walks the elements of s. While reading it grows with what is really there, so that a hostile count allocates little.
func slice[T any](c *codec, s *[]T, each func(*T)) {
	n := uint64(len(*s))
	c.uint(&n)
	if c.writing {
		for i := range *s {
			each(&(*s)[i])
		}
		return
	}
	if n > uint64(len(c.buf)) { // each takes a byte at least
		c.fail(errTruncated)
		return
	}
	*s = nil
	if n > 0 {
		*s = make([]T, 0, min(n, 1024))
	}
	for range n {
		if c.err != nil {
			return
		}
		*s = append(*s, *new(T))
		each(&(*s)[len(*s)-1])
	}
}

func (c *codec) parsed(p *Parsed) {
	c.document(p.Document)
	if c.err == nil {
		c.resume(p.Resume)
	}
}

func (c *codec) document(d *document.Document) {
	c.string(&d.Text)
	c.text = len(d.Text)
	if c.text > maxText {
		c.fail(errors.New("the text is too long"))
	}
	c.string(&d.Format)
	c.int(&d.Visible, 0, c.text)
	slice(c, &d.Lines, c.line)
	for i := 1; i < len(d.Lines) && !c.writing; i++ {
		if d.Lines[i].Start < d.Lines[i-1].Start {
			c.fail(errors.New("lines are out of order"))
			return
		}
	}
	slice(c, &d.Marks, func(m *document.Mark) {
		c.span(&m.Span)
		c.byte((*uint8)(&m.Kind))
		c.int(&m.Level, 0, math.MaxInt32)
		c.string(&m.Value)
	})
	slice(c, &d.Hidden, func(h *document.Hidden) {
		c.span(&h.Span)
		c.byte((*uint8)(&h.Kind))
		if !c.writing && h.Kind >= document.HiddenKinds {
			c.fail(errors.New("unknown kind of hidden text"))
		}
		c.int(&h.Page, 0, math.MaxInt32)
		c.box(&h.Box)
	})
	for i := range d.Checks {
		c.byte((*uint8)(&d.Checks[i]))
	}
	slice(c, &d.Pages, func(p *document.Page) {
		c.float(&p.Width)
		c.float(&p.Height)
		c.byte((*uint8)(&p.State))
	})
	slice(c, &d.Notes, c.string)
}

// What a line has beyond its span; most lines of most formats have little of it.
const (
	lineBold = 1 << iota
	lineBox
	lineSize
	lineColor
	lineColumn
	lineGap
	linePage
)

func (c *codec) line(l *document.Line) {
	var has uint8
	for bit, there := range [...]bool{l.Bold, l.Box != document.Box{}, l.Size != 0, l.Color != 0, l.Column != 0, l.Gap != 0, l.Page != 0} {
		if there {
			has |= 1 << bit
		}
	}
	c.byte(&has)
	c.span(&l.Span)
	l.Bold = has&lineBold != 0
	if has&lineBox != 0 {
		c.box(&l.Box)
	}
	if has&lineSize != 0 {
		c.float(&l.Size)
	}
	if has&lineColor != 0 {
		color := uint64(l.Color)
		c.uint(&color)
		l.Color = uint32(color)
	}
	if has&lineColumn != 0 {
		c.int(&l.Column, 0, math.MaxInt32)
	}
	if has&lineGap != 0 {
		c.float(&l.Gap)
	}
	if has&linePage != 0 {
		c.int(&l.Page, 0, math.MaxInt32)
	}
}

func (c *codec) resume(r *resume.Resume) {
	c.bool(&r.Verdict.NotAResume)
	c.string(&r.Verdict.Reason)
	c.span(&r.Verdict.Span)
	c.span(&r.Contact.Name)
	c.span(&r.Contact.Email)
	c.span(&r.Contact.Phone)
	c.span(&r.Contact.Location)
	slice(c, &r.Contact.Links, c.span)
	slice(c, &r.Sections, func(s *resume.Section) {
		c.byte((*uint8)(&s.Kind))
		c.span(&s.Heading)
		slice(c, &s.Spans, c.span)
		c.byte(&s.Confidence)
	})
	slice(c, &r.Roles, func(o *resume.Role) { c.role(o, len(r.Sections)) })
	slice(c, &r.Education, func(e *resume.Education) {
		c.byte((*uint8)(&e.Level))
		c.span(&e.Degree)
		c.span(&e.Field)
		c.span(&e.Institution)
		c.period(&e.Period)
		c.span(&e.Span)
	})
	slice(c, &r.Projects, c.entry)
	slice(c, &r.Entries, c.entry)
	slice(c, &r.Skills, func(s *resume.Skill) {
		c.span(&s.Span)
		c.span(&s.Group)
		c.span(&s.Level)
	})
	slice(c, &r.Passages, func(p *resume.Passage) {
		c.span(&p.Span)
		c.byte((*uint8)(&p.Place))
		roles := len(r.Roles)
		if p.Place == resume.PlaceProject {
			roles = len(r.Projects)
		}
		if !c.writing && p.Place >= resume.Places {
			c.fail(errors.New("unknown place of a passage"))
		}
		c.int(&p.Role, -1, roles-1)
		c.int(&p.Section, -1, len(r.Sections)-1)
	})
	slice(c, &r.Masks, func(m *resume.Mask) {
		c.span(&m.Span)
		c.byte((*uint8)(&m.Kind))
	})
	c.string(&r.Language)
	slice(c, &r.Doubts, func(d *resume.Doubt) {
		c.span(&d.Span)
		c.string(&d.Says)
	})
}

func (c *codec) role(o *resume.Role, sections int) {
	c.byte((*uint8)(&o.Kind))
	c.span(&o.Head)
	c.span(&o.Title)
	c.span(&o.Employer)
	c.span(&o.Location)
	c.period(&o.Period)
	slice(c, &o.Body, c.span)
	slice(c, &o.Highlights, c.span)
	slice(c, &o.Stack, c.span)
	c.int(&o.Section, -1, max(0, sections-1)) // 0 stands for "none" as well where there are no sections
	c.byte(&o.Confidence)
}

func (c *codec) entry(e *resume.Entry) {
	c.byte((*uint8)(&e.Kind))
	c.span(&e.Title)
	c.span(&e.Issuer)
	c.period(&e.Period)
	slice(c, &e.Body, c.span)
}

func (c *codec) period(p *resume.Period) {
	c.span(&p.Span)
	c.date(&p.Start)
	c.date(&p.End)
	c.bool(&p.Open)
	c.int(&p.Stated, 0, math.MaxInt32)
}

func (c *codec) date(d *resume.Date) {
	c.int(&d.Year, 0, 9999)
	c.int(&d.Month, 0, 12)
	c.byte((*uint8)(&d.Precision))
}
