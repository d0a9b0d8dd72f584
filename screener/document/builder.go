package document

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// Builder puts a Document together line by line, in reading order. Readers write the visible text with Write and
// EndLine, state marks with Mark, and hand hidden runs to Hide, which puts them after the visible text.
type Builder struct {
	doc    Document
	text   strings.Builder
	start  int // where the current line starts
	hidden []hiddenRun
	veiled int  // bytes in hidden
	full   bool // no more text is taken
}

// Bounds on a document. A resume of forty pages has 200 KB in 4,000 lines; what has more is a book, or made to harm.
const (
	maxText   = 4 << 20
	maxLines  = 200_000
	maxVeiled = 1 << 20
)

type hiddenRun struct {
	Hidden
	text string
}

// NewBuilder starts a document of a format.
func NewBuilder(format string) *Builder {
	b := &Builder{doc: Document{Format: format}}
	if l, ok := spare.Get().(*lists); ok {
		b.doc.Lines, b.doc.Marks = l.lines, l.marks
	}
	return b
}

// lists is the memory of a document that was recycled.
type lists struct {
	lines []Line
	marks []Mark
}

// spare holds the lists for the documents to come.
var spare sync.Pool

// Recycle gives the lists of a document to those that are built next. Its text stays; of all else nobody may need anything any
// longer.
func Recycle(d *Document) {
	if len(d.Lines) > 4096 {
		return // a book
	}
	clear(d.Marks)
	spare.Put(&lists{d.Lines[:0], d.Marks[:0]})
	d.Lines, d.Marks = nil, nil
}

// Pos is the offset at which the next byte will be written.
func (b *Builder) Pos() int { return b.text.Len() }

// Full says that the document is as long as documents may be: what is written from now on is left out, and a note says so.
func (b *Builder) Full() bool { return b.full }

// Write adds text to the current line. Line ends within it become spaces.
func (b *Builder) Write(s string) {
	if b.full {
		return
	}
	if left := maxText - b.text.Len(); len(s) > left {
		for left > 0 && !utf8.RuneStart(s[left]) {
			left--
		}
		s = s[:left]
		b.fill()
	}
	b.append(s)
}

func (b *Builder) append(s string) {
	for i := PlainLen(s); i < len(s); i += 1 + PlainLen(s[i+1:]) {
		if c := s[i]; c == '\n' || c == '\r' || c == '\f' || c == '\v' {
			s = strings.NewReplacer("\n", " ", "\r", " ", "\f", " ", "\v", " ").Replace(s)
			break
		}
	}
	b.text.WriteString(s)
}

func (b *Builder) fill() {
	if !b.full {
		b.full = true
		b.Note("the document is far longer than a resume; its end was not read")
	}
}

// EndLine ends the current line, which gets the looks of l (its Span is set here). An empty line adds no Line.
func (b *Builder) EndLine(l Line) {
	l.Span = Span{b.start, b.text.Len()}
	if b.full && l.Empty() {
		return
	}
	if !l.Empty() {
		b.doc.Lines = append(b.doc.Lines, l)
	}
	if len(b.doc.Lines) >= maxLines || b.text.Len() >= maxText {
		b.fill()
	}
	b.text.WriteByte('\n')
	b.start = b.text.Len()
}

// Mark states m; its span must lie in the text written so far.
func (b *Builder) Mark(m Mark) { b.doc.Marks = append(b.doc.Marks, m) }

// Hide adds a run that a reader of the page does not see. It will stand on a line of its own after the visible text.
func (b *Builder) Hide(kind HiddenKind, page int, box Box, text string) {
	if b.veiled += len(text); text == "" || b.veiled > maxVeiled {
		return
	}
	b.hidden = append(b.hidden, hiddenRun{Hidden{Kind: kind, Page: page, Box: box}, text})
}

// Checked records that a kind of hidden text was looked for.
func (b *Builder) Checked(kinds ...HiddenKind) {
	for _, k := range kinds {
		if b.doc.Checks[k] == NotChecked {
			b.doc.Checks[k] = Clear
		}
	}
}

// Page adds a page.
func (b *Builder) Page(p Page) { b.doc.Pages = append(b.doc.Pages, p) }

// Note adds a note for a person, once.
func (b *Builder) Note(note string) {
	if slices.Contains(b.doc.Notes, note) {
		return
	}
	b.doc.Notes = append(b.doc.Notes, note)
}

// Grow makes room for n more bytes of text, and for the lines that text of that length usually has.
func (b *Builder) Grow(n int) {
	b.text.Grow(n)
	b.doc.Lines = slices.Grow(b.doc.Lines, min(n/40+4, 4096))
}

// Document ends the last line, cleans the text (see clean.go) and gives the document. The offsets that Pos gave out
// are moved along in Lines, Marks and Hidden; those kept elsewhere may have become stale.
func (b *Builder) Document() *Document {
	if b.Pos() > b.start {
		b.EndLine(Line{})
	}
	d := &b.doc
	d.Visible = b.text.Len()
	for _, h := range b.hidden {
		start := b.text.Len()
		b.append(h.text)
		h.Span = Span{start, b.text.Len()}
		d.Lines = append(d.Lines, Line{Span: h.Span, Page: h.Page, Box: h.Box})
		d.Hidden = append(d.Hidden, h.Hidden)
		d.Checks[h.Kind] = Found
		b.text.WriteByte('\n')
	}
	d.Text = b.text.String()
	b.clean()
	d.SortMarks()
	return d
}

// clean cleans the text, moves all spans along and reports what was tampered with in the part that shows.
func (b *Builder) clean() {
	d := &b.doc
	b.Checked(HiddenZeroWidth, HiddenBidi, HiddenHomoglyph)
	text, moved, tampers := clean(d.Text)
	d.Text = text
	if len(moved) > 0 {
		d.Visible = moved.at(text, d.Visible)
		lines := d.Lines[:0]
		for _, l := range d.Lines {
			if l.Span = moved.span(text, l.Span); !l.Empty() {
				lines = append(lines, l)
			}
		}
		d.Lines = lines
		for i := range d.Marks {
			d.Marks[i].Span = moved.span(text, d.Marks[i].Span)
		}
		hidden := d.Hidden[:0]
		for _, h := range d.Hidden {
			if h.Span = moved.span(text, h.Span); !h.Empty() {
				hidden = append(hidden, h)
			}
		}
		d.Hidden = hidden
	}
	for _, t := range tampers {
		if t.Start >= d.Visible {
			break
		}
		h := Hidden{Span: t.Span, Kind: t.kind}
		if i := d.LineAt(t.Start); i >= 0 {
			h.Page, h.Box = d.Lines[i].Page, d.Lines[i].Box
		}
		d.Hidden = append(d.Hidden, h)
		d.Checks[t.kind] = Found
	}
}
