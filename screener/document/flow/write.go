package flow

import (
	"strings"

	"shortlist/screener/document"
)

// Writer writes blocks into a builder, in reading order.
type Writer struct {
	b      *document.Builder
	tables int
	rule   bool // a rule is owed to the next line
	any    bool // something was written
	blank  bool // a blank line is owed

	line []byte
	segs []segment
}

// segment is a run, or the part of it that stands on the line.
type segment struct {
	document.Span
	Look
	link string
}

// NewWriter writes into b.
func NewWriter(b *document.Builder) *Writer { return &Writer{b: b} }

// Write writes blocks one after the other.
func (w *Writer) Write(blocks []Block) {
	for _, block := range blocks {
		switch {
		case block.Table != nil:
			w.table(block.Table)
		case block.Paragraph != nil:
			w.paragraph(block.Paragraph)
		}
	}
}

func (w *Writer) paragraph(p *Paragraph) {
	w.rule = w.rule || p.Rule
	w.hide(p.Runs)
	if p.Empty() {
		w.blank = w.blank || w.any && len(p.Runs) == 0
	} else {
		w.lines(p)
	}
	w.rule = w.rule || p.After
}

// hide hands over the hidden runs of a paragraph, neighbours of one kind together.
func (w *Writer) hide(runs []Run) {
	var text strings.Builder
	for i, r := range runs {
		if !r.Hidden {
			continue
		}
		text.WriteString(r.Text)
		if i+1 < len(runs) && runs[i+1].Hidden && runs[i+1].Kind == r.Kind {
			continue
		}
		if t := strings.TrimSpace(text.String()); t != "" {
			w.b.Hide(r.Kind, 0, document.Box{}, strings.Join(strings.Fields(t), " "))
		}
		text.Reset()
	}
}

// lines writes a paragraph that shows something.
func (w *Writer) lines(p *Paragraph) {
	if w.blank {
		w.b.EndLine(document.Line{})
		w.blank = false
	}
	whole := document.Span{Start: -1}
	item := document.Mark{Kind: document.MarkListItem, Level: p.Item, Span: document.Span{Start: -1}}
	count := 0
	flush := func() {
		span, bulleted := w.flush(p.Heading > 0)
		if span.Empty() {
			return
		}
		if whole.Start < 0 {
			whole.Start = span.Start
		}
		whole.End = span.End
		count++
		if bulleted && p.Heading == 0 {
			// A bullet typed by hand: this line is an item, and so may be the next ones of the paragraph.
			if item.Start >= 0 {
				w.b.Mark(item)
			}
			item.Level, item.Start = max(p.Item, 1), -1
		}
		if item.Level > 0 {
			if item.Start < 0 {
				item.Start = span.Start
			}
			item.End = span.End
		}
	}
	for _, r := range p.Runs {
		if r.Hidden {
			continue
		}
		text := r.Text
		for {
			i := strings.IndexByte(text, '\n')
			if i < 0 {
				w.add(r, text)
				break
			}
			w.add(r, text[:i])
			flush()
			text = text[i+1:]
		}
	}
	flush()
	if whole.Start < 0 {
		return
	}
	w.any = true
	if item.Level > 0 && item.Start >= 0 {
		w.b.Mark(item)
	}
	if p.Heading > 0 {
		w.b.Mark(document.Mark{Kind: document.MarkHeading, Level: p.Heading, Span: whole})
	}
	if count > 1 {
		w.b.Mark(document.Mark{Kind: document.MarkParagraph, Span: whole})
	}
	if p.Region != 0 {
		w.b.Mark(document.Mark{Kind: p.Region, Span: whole})
	}
}

// add puts text on the line.
func (w *Writer) add(r Run, text string) {
	if text == "" {
		return
	}
	start := len(w.line)
	w.line = append(w.line, text...)
	if n := len(w.segs); n > 0 && w.segs[n-1].Look == r.Look && w.segs[n-1].link == r.Link {
		w.segs[n-1].End = len(w.line)
		return
	}
	w.segs = append(w.segs, segment{document.Span{Start: start, End: len(w.line)}, r.Look, r.Link})
}

// flush writes the line without the white space around it and, unless the bullet was the format's, without one typed
// before it.
func (w *Writer) flush(heading bool) (span document.Span, bulleted bool) {
	line := string(w.line)
	segs := w.segs
	w.line, w.segs = w.line[:0], w.segs[:0]
	text := strings.TrimRight(line, " \t\u00a0")
	cut := len(text) - len(strings.TrimLeft(text, " \t\u00a0"))
	if !heading {
		if body, ok := CutBullet(text[cut:]); ok {
			bulleted = true
			cut = len(text) - len(body)
		}
	}
	text = text[cut:]
	if text == "" {
		return document.Span{}, false
	}
	base := w.b.Pos()
	if w.rule {
		w.b.Mark(document.Mark{Kind: document.MarkRule, Span: document.Span{Start: base, End: base}})
		w.rule = false
	}
	w.b.Write(text)
	look := w.looks(segs, cut, cut+len(text), base-cut)
	span = document.Span{Start: base, End: w.b.Pos()}
	w.b.EndLine(document.Line{Size: look.Size, Bold: look.Bold, Color: look.Color})
	return span, bulleted
}

// looks states the heavy, slanted and linked stretches of a line and gives the look of most of it. Offsets of segments
// within from and to count, moved by base.
func (w *Writer) looks(segs []segment, from, to, base int) Look {
	var look Look
	var bold int
	size, color := share[float32]{}, share[uint32]{}
	for i := range segs {
		s := &segs[i]
		s.Start, s.End = max(s.Start, from), min(s.End, to)
		n := s.Len()
		if n <= 0 {
			continue
		}
		if s.Bold {
			bold += n
		}
		size.add(s.Size, n)
		color.add(s.Color, n)
	}
	look.Bold = bold*2 > to-from
	look.Size, look.Color = size.most(), color.most()
	if bold > 0 && bold < to-from {
		w.stretches(segs, base, document.MarkBold, func(s segment) (string, bool) { return "", s.Bold })
	}
	w.stretches(segs, base, document.MarkItalic, func(s segment) (string, bool) { return "", s.Italic })
	w.stretches(segs, base, document.MarkLink, func(s segment) (string, bool) { return s.link, s.link != "" })
	return look
}

// stretches marks the longest runs of segments that share a property.
func (w *Writer) stretches(segs []segment, base int, kind document.MarkKind, has func(segment) (string, bool)) {
	open := document.Mark{Span: document.Span{Start: -1}}
	end := func() {
		if open.Start >= 0 {
			w.b.Mark(open)
		}
		open.Start = -1
	}
	for _, s := range segs {
		if s.Len() <= 0 {
			continue
		}
		value, ok := has(s)
		if !ok {
			end()
			continue
		}
		if open.Start >= 0 && open.Value != value {
			end()
		}
		if open.Start < 0 {
			open = document.Mark{Kind: kind, Value: value, Span: document.Span{Start: base + s.Start}}
		}
		open.End = base + s.End
	}
	end()
}

// share counts which of a few values most bytes have.
type share[T comparable] struct {
	values []T
	bytes  []int
}

func (s *share[T]) add(v T, n int) {
	for i := range s.values {
		if s.values[i] == v {
			s.bytes[i] += n
			return
		}
	}
	if len(s.values) < 16 {
		s.values = append(s.values, v)
		s.bytes = append(s.bytes, n)
	}
}

func (s *share[T]) most() T {
	var best T
	top := 0
	for i, n := range s.bytes {
		if n > top {
			best, top = s.values[i], n
		}
	}
	return best
}
