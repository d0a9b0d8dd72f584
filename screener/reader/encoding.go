package reader

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
	"unsafe"

	"shortlist/screener/document"
	"shortlist/screener/pack"
	"shortlist/screener/resume"
)

// encodingVersion is the first byte of an encoded Parsed. It changes with the layout.
const encodingVersion = 1

// maxText bounds the text of one document, so that offsets fit an int32 everywhere.
const maxText = 1 << 30

// Encode writes p flat: varints, spans relative to the one before, one text. It serves the pipe between worker and
// parent, the cache and the corpus. The result is appended to dst.
func Encode(dst []byte, p Parsed) []byte {
	c := codec{Codec: pack.Writer(append(dst, encodingVersion))}
	c.parsed(&p)
	return c.Written()
}

// Decode reads what Encode wrote. It is safe on hostile bytes: every span of the result lies within the text, every
// index within its slice, every number is finite, and memory is taken for what is there, not for what a length claims beyond a
// megabyte. An empty slice comes back as nil. Data is not kept.
func Decode(data []byte) (Parsed, error) {
	p := Parsed{Document: new(document.Document), Resume: new(resume.Resume)}
	if err := decode(&codec{}, &p, data); err != nil {
		return Parsed{}, err
	}
	return p, nil
}

// DecodeInto is Decode for a batch: the lists take the memory of those in p, of which nobody may need anything any longer, and the
// texts are pieces of data, which nobody may change from then on. After an error p holds nothing of use.
func DecodeInto(p *Parsed, data []byte) error {
	if p.Document == nil {
		p.Document, p.Resume = new(document.Document), new(resume.Resume)
	}
	return decode(&codec{inPlace: true}, p, data)
}

func decode(c *codec, p *Parsed, data []byte) error {
	if len(data) == 0 || data[0] != encodingVersion {
		return errors.New("not an encoded resume of this version")
	}
	c.Codec = pack.Reader(unsafe.String(&data[0], len(data))[1:]) // a view of data
	if c.inPlace {
		c.Reuse()
	}
	c.parsed(p)
	return c.Done()
}

// codec walks a Parsed. What it reads is checked besides: it may be anything.
type codec struct {
	pack.Codec
	inPlace bool // texts that are read are pieces of the input
	text    int  // length of the text, once it is known
	last    int  // start of the span before
}

func (c *codec) refuse(why string) { c.Fail(errors.New(why)) }

// int is a number from min to max.
func (c *codec) int(v *int, min, max int) {
	c.Int(v)
	if c.Reading() && (*v < min || *v > max) {
		c.Fail(fmt.Errorf("number %d is not between %d and %d", *v, min, max))
		*v = 0
	}
}

// string is a text. The one that is read is a copy where what is decoded is not kept.
func (c *codec) string(v *string) {
	c.Text(v)
	if c.Reading() {
		if !utf8.ValidString(*v) {
			c.refuse("text is not valid UTF-8")
		}
		if !c.inPlace {
			*v = strings.Clone(*v)
		}
	}
}

func (c *codec) float(v *float32) {
	f := *v
	if !finite(f) {
		f = 0 // a measure that cannot be computed is one that is not known
	}
	c.Float32(&f)
	if c.Reading() {
		if !finite(f) {
			c.refuse("a measure is not a number")
			f = 0
		}
		*v = f
	}
}

func finite(f float32) bool { return f-f == 0 }

func (c *codec) span(s *document.Span) {
	ahead, length := s.Start-c.last, uint64(max(0, s.End-s.Start))
	c.Int(&ahead)
	c.Uint(&length)
	start := c.last + ahead
	if c.Reading() {
		if start < 0 || start > c.text || length > uint64(c.text-start) {
			c.refuse("a span lies outside the text")
			start, length = 0, 0
		}
		*s = document.Span{Start: start, End: start + int(length)}
	}
	c.last = start
}

func (c *codec) spans(all *[]document.Span) {
	pack.List(c, all, func(s *document.Span, c *codec) { c.span(s) })
}

func (c *codec) box(b *document.Box) {
	c.float(&b.X0)
	c.float(&b.Y0)
	c.float(&b.X1)
	c.float(&b.Y1)
}

func (c *codec) parsed(p *Parsed) {
	c.document(p.Document)
	if c.Err() == nil {
		c.resume(p.Resume)
	}
}

func (c *codec) document(d *document.Document) {
	c.string(&d.Text)
	c.text = len(d.Text)
	if c.text > maxText {
		c.refuse("the text is too long")
	}
	c.string(&d.Format)
	c.int(&d.Visible, 0, c.text)
	pack.List(c, &d.Lines, func(l *document.Line, c *codec) { c.line(l) })
	for i := 1; i < len(d.Lines) && c.Reading(); i++ {
		if d.Lines[i].Start < d.Lines[i-1].Start {
			c.refuse("lines are out of order")
			return
		}
	}
	pack.List(c, &d.Marks, func(m *document.Mark, c *codec) {
		c.span(&m.Span)
		c.Byte((*uint8)(&m.Kind))
		c.int(&m.Level, 0, math.MaxInt32)
		c.string(&m.Value)
	})
	pack.List(c, &d.Hidden, func(h *document.Hidden, c *codec) {
		c.span(&h.Span)
		c.Byte((*uint8)(&h.Kind))
		if c.Reading() && h.Kind >= document.HiddenKinds {
			c.refuse("unknown kind of hidden text")
		}
		c.int(&h.Page, 0, math.MaxInt32)
		c.box(&h.Box)
	})
	for i := range d.Checks {
		c.Byte((*uint8)(&d.Checks[i]))
	}
	pack.List(c, &d.Pages, func(p *document.Page, c *codec) {
		c.float(&p.Width)
		c.float(&p.Height)
		c.Byte((*uint8)(&p.State))
	})
	pack.List(c, &d.Notes, func(s *string, c *codec) { c.string(s) })
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
	c.Byte(&has)
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
		c.Uint(&color)
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
	c.Bool(&r.Verdict.NotAResume)
	c.string(&r.Verdict.Reason)
	c.span(&r.Verdict.Span)
	c.span(&r.Contact.Name)
	c.span(&r.Contact.Email)
	c.span(&r.Contact.Phone)
	c.span(&r.Contact.Location)
	c.spans(&r.Contact.Links)
	pack.List(c, &r.Sections, func(s *resume.Section, c *codec) {
		c.Byte((*uint8)(&s.Kind))
		c.span(&s.Heading)
		c.spans(&s.Spans)
		c.Byte(&s.Confidence)
	})
	pack.List(c, &r.Roles, func(o *resume.Role, c *codec) { c.role(o, len(r.Sections)) })
	pack.List(c, &r.Education, func(e *resume.Education, c *codec) {
		c.Byte((*uint8)(&e.Level))
		c.span(&e.Degree)
		c.span(&e.Field)
		c.span(&e.Institution)
		c.period(&e.Period)
		c.span(&e.Span)
	})
	pack.List(c, &r.Projects, func(e *resume.Entry, c *codec) { c.entry(e) })
	pack.List(c, &r.Entries, func(e *resume.Entry, c *codec) { c.entry(e) })
	pack.List(c, &r.Skills, func(s *resume.Skill, c *codec) {
		c.span(&s.Span)
		c.span(&s.Group)
		c.span(&s.Level)
	})
	pack.List(c, &r.Passages, func(p *resume.Passage, c *codec) {
		c.span(&p.Span)
		c.Byte((*uint8)(&p.Place))
		roles := len(r.Roles)
		if p.Place == resume.PlaceProject {
			roles = len(r.Projects)
		}
		if c.Reading() && p.Place >= resume.Places {
			c.refuse("unknown place of a passage")
		}
		c.int(&p.Role, -1, roles-1)
		c.int(&p.Section, -1, len(r.Sections)-1)
	})
	pack.List(c, &r.Masks, func(m *resume.Mask, c *codec) {
		c.span(&m.Span)
		c.Byte((*uint8)(&m.Kind))
	})
	c.string(&r.Language)
	pack.List(c, &r.Doubts, func(d *resume.Doubt, c *codec) {
		c.span(&d.Span)
		c.string(&d.Says)
	})
}

func (c *codec) role(o *resume.Role, sections int) {
	c.Byte((*uint8)(&o.Kind))
	c.span(&o.Head)
	c.span(&o.Title)
	c.span(&o.Employer)
	c.span(&o.Location)
	c.period(&o.Period)
	c.spans(&o.Body)
	c.spans(&o.Highlights)
	c.spans(&o.Stack)
	c.int(&o.Section, -1, max(0, sections-1)) // 0 stands for "none" as well where there are no sections
	c.Byte(&o.Confidence)
}

func (c *codec) entry(e *resume.Entry) {
	c.Byte((*uint8)(&e.Kind))
	c.span(&e.Title)
	c.span(&e.Issuer)
	c.period(&e.Period)
	c.spans(&e.Body)
}

func (c *codec) period(p *resume.Period) {
	c.span(&p.Span)
	c.date(&p.Start)
	c.date(&p.End)
	c.Bool(&p.Open)
	c.int(&p.Stated, 0, math.MaxInt32)
}

func (c *codec) date(d *resume.Date) {
	c.int(&d.Year, 0, 9999)
	c.int(&d.Month, 0, 12)
	c.Byte((*uint8)(&d.Precision))
}
