package reader

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/pdf"
)

// scan is an image of a page without text, on its way to a tool that recognises text, and what that printed.
type scan struct {
	Page          int // from 1
	Format        string
	Width, Height int // pixels
	Turn          int // degrees clockwise to stand upright
	Box           document.Box
	Data          []byte // the image, or the words as tesseract's TSV
}

// scans gives the images of the pages that show something and hold no text.
func scans(data []byte, lim document.Limits) ([]scan, error) {
	lim = lim.WithDefaults()
	doc, err := pdf.Read(data, lim)
	var out []scan
	var held int64
	for page := 1; page <= lim.Pages; page++ {
		if doc != nil && (page > len(doc.Pages) || doc.Pages[page-1].State != document.PageNoText) {
			if page > len(doc.Pages) {
				break
			}
			continue
		}
		images, pageErr := pdf.Images(data, page, lim)
		if pageErr != nil {
			break // the last page is behind us
		}
		for _, img := range images {
			if held += int64(len(img.Data)); held > lim.Inflated {
				return out, nil
			}
			out = append(out, scan{Page: page, Format: img.Format, Width: img.Width, Height: img.Height, Turn: img.Turn, Box: img.Box, Data: img.Data})
		}
	}
	if len(out) == 0 && err != nil {
		return nil, err
	}
	return out, nil
}

func appendScans(buf []byte, list []scan) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(list)))
	for _, s := range list {
		for _, n := range []int{s.Page, s.Width, s.Height, s.Turn} {
			buf = binary.AppendUvarint(buf, uint64(n))
		}
		for _, f := range []float32{s.Box.X0, s.Box.Y0, s.Box.X1, s.Box.Y1} {
			buf = binary.LittleEndian.AppendUint32(buf, math.Float32bits(f))
		}
		buf = appendField(appendField(buf, s.Format), s.Data)
	}
	return buf
}

// takeScans reads what appendScans wrote; hostile bytes give an error.
func takeScans(buf []byte) (list []scan, rest []byte, err error) {
	broken := errors.New("list of images is broken")
	number := func() int {
		n, used := binary.Uvarint(buf)
		if used <= 0 || n > math.MaxInt32 {
			err = broken
			return 0
		}
		buf = buf[used:]
		return int(n)
	}
	for n := number(); n > 0 && err == nil; n-- {
		s := scan{Page: number(), Width: number(), Height: number(), Turn: number()}
		for _, f := range []*float32{&s.Box.X0, &s.Box.Y0, &s.Box.X1, &s.Box.Y1} {
			if len(buf) < 4 {
				return nil, nil, broken
			}
			if *f = math.Float32frombits(binary.LittleEndian.Uint32(buf)); math.IsNaN(float64(*f)) || math.IsInf(float64(*f), 0) {
				return nil, nil, broken
			}
			buf = buf[4:]
		}
		var format []byte
		if err == nil {
			format, buf, err = takeField(buf)
		}
		if err == nil {
			s.Data, buf, err = takeField(buf)
		}
		s.Format = string(format)
		if err == nil && (s.Page < 1 || s.Width < 1 || s.Height < 1) {
			err = broken
		}
		list = append(list, s)
	}
	if err != nil {
		return nil, nil, err
	}
	return list, buf, nil
}

// recognised reads a PDF and puts the text of its scans where their pages stand.
func recognised(data []byte, list []scan, lim document.Limits) (*document.Document, error) {
	doc, err := pdf.Read(data, lim)
	if doc == nil {
		doc = &document.Document{Format: "pdf"}
	}
	b := document.NewBuilder(doc.Format)
	words := make(map[int]bool) // pages on which a word was recognised
	move := newMover(doc)
	line := 0
	pages := len(doc.Pages)
	for _, s := range list {
		pages = max(pages, s.Page)
	}
	for page := 1; page <= pages; page++ {
		for ; line < len(doc.Lines) && doc.Lines[line].Start < doc.Visible && doc.Lines[line].Page <= page; line++ {
			move.line(b, line)
		}
		for _, s := range list {
			if s.Page == page && s.write(b) {
				words[page] = true
			}
		}
	}
	if len(words) == 0 {
		if err != nil {
			return nil, err
		}
		return doc, nil
	}
	for ; line < len(doc.Lines) && doc.Lines[line].Start < doc.Visible; line++ {
		move.line(b, line)
	}
	move.rest(b)
	for page := 1; page <= pages; page++ {
		p := document.Page{State: document.PageNoText}
		if page <= len(doc.Pages) {
			p = doc.Pages[page-1]
		}
		if words[page] {
			p.State = document.PageOCR
		}
		b.Page(p)
	}
	b.Note(fmt.Sprintf("the text of %d scanned %s was recognised from images and may hold mistakes", len(words), map[bool]string{true: "page", false: "pages"}[len(words) == 1]))
	return b.Document(), nil
}

// mover copies a document into a builder line by line; what was stated about its text moves along.
type mover struct {
	doc   *document.Document
	moved []int // by line: how far it has moved
}

func newMover(doc *document.Document) *mover {
	return &mover{doc: doc, moved: make([]int, len(doc.Lines))}
}

// line copies a line, and the empty lines before it.
func (m *mover) line(b *document.Builder, i int) {
	l := m.doc.Lines[i]
	if i > 0 {
		for range strings.Count(m.doc.Text[m.doc.Lines[i-1].End:max(l.Start, m.doc.Lines[i-1].End)], "\n") - 1 {
			b.EndLine(document.Line{})
		}
	}
	m.moved[i] = b.Pos() - l.Start
	b.Write(m.doc.Slice(l.Span))
	b.EndLine(l)
}

// rest copies marks, hidden runs, checks and notes, when all visible lines are copied.
func (m *mover) rest(b *document.Builder) {
	d := m.doc
	at := func(offset int) int {
		if i := d.LineAt(offset); i >= 0 {
			return offset + m.moved[i]
		}
		return offset
	}
	for _, mark := range d.Marks {
		if mark.End <= d.Visible && !mark.Empty() {
			mark.Span = document.Span{Start: at(mark.Start), End: at(mark.End-1) + 1}
			b.Mark(mark)
		}
	}
	for kind, check := range d.Checks {
		if check != document.NotChecked {
			b.Checked(document.HiddenKind(kind))
		}
	}
	for _, h := range d.Hidden {
		if h.Start >= d.Visible {
			b.Hide(h.Kind, h.Page, h.Box, d.Slice(h.Span))
		}
	}
	for _, note := range d.Notes {
		b.Note(note)
	}
}

// leastConfidence is how sure, in percent, tesseract must be of a word; below it are specks and rules taken for letters.
const leastConfidence = 30

// write writes the lines that tesseract's TSV holds. It says whether there was a word.
func (s *scan) write(b *document.Builder) bool {
	type key [3]string
	var line key
	var words []string
	var box document.Box
	any := false
	before := document.Box{}
	toPage := func(left, top, width, height float32) document.Box {
		x, y := (s.Box.X1-s.Box.X0)/float32(s.Width), (s.Box.Y1-s.Box.Y0)/float32(s.Height)
		return document.Box{X0: s.Box.X0 + left*x, Y0: s.Box.Y0 + top*y, X1: s.Box.X0 + (left+width)*x, Y1: s.Box.Y0 + (top+height)*y}
	}
	end := func() {
		if len(words) == 0 {
			return
		}
		start := b.Pos()
		b.Write(strings.Join(words, " "))
		b.Mark(document.Mark{Kind: document.MarkOCR, Span: document.Span{Start: start, End: b.Pos()}})
		l := document.Line{Page: s.Page, Box: box, Size: (box.Y1 - box.Y0) * 0.8}
		if any && box.Y0 > before.Y1 {
			l.Gap = box.Y0 - before.Y1
		}
		b.EndLine(l)
		words, before, any = nil, box, true
	}
	for row := range strings.Lines(string(s.Data)) {
		f := strings.SplitN(strings.TrimRight(row, "\r\n"), "\t", 12)
		if len(f) < 12 || f[0] != "5" || strings.TrimSpace(f[11]) == "" {
			continue
		}
		confidence, err := strconv.ParseFloat(f[10], 64)
		if err != nil || !(confidence >= leastConfidence) {
			continue
		}
		var at [4]float32
		for i := range at {
			n, err := strconv.Atoi(f[6+i])
			if err != nil {
				n = 0
			}
			at[i] = float32(n)
		}
		word := toPage(at[0], at[1], at[2], at[3])
		// A gap of several letters within a line is the white between two columns.
		if k := (key{f[2], f[3], f[4]}); k != line || word.X0-box.X1 > 3*(box.Y1-box.Y0) {
			end()
			line, box = k, word
		}
		box = document.Box{X0: min(box.X0, word.X0), Y0: min(box.Y0, word.Y0), X1: max(box.X1, word.X1), Y1: max(box.Y1, word.Y1)}
		words = append(words, strings.ToValidUTF8(strings.TrimSpace(f[11]), ""))
	}
	end()
	return any
}
