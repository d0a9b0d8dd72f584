// Package pdf reads PDF files: bytes in, a document.Document out. From the bytes upwards:
//
//   - objects: a lenient parser (lex.go, parse.go, file.go), by way of the cross-reference table (xref.go) or, where that
//     is broken, by scanning (scan.go, repair.go); decrypted with the empty password (crypt.go), behind its filters
//     (filter.go, inflate.go). Where the page tree is not what it states, ledongthuc/pdf is asked for the pages (library.go);
//   - fonts: each once a document, cut to what text needs: how codes are cut off a string, how wide they are, what they
//     stand for (font.go, simplefont.go, cidfont.go, cmap.go, charset.go, collection.go, encoding.go, metrics.go); embedded
//     font programs are read only for what nothing else says (program.go, truetype.go, cff.go, type1.go);
//   - content: one pass of a lexer that allocates nothing (operands.go) through the graphics state (engine.go), with forms,
//     marked content, layers and annotations; glyphs become words where they are shown (text.go), in the order of the content;
//   - the page: words become segments, segments lines and columns by where they stand (segment.go, columns.go, bands.go,
//     margin.go), lines are written with their looks and marks (lines.go, hyphen.go, spacing.go, righttoleft.go, links.go);
//   - what a reader does not see is told apart by what was painted, and in which order (path.go, sheet.go, hidden.go);
//   - the images of pages without text, for text recognition (images.go).
//
// Words follow the gap between glyphs, not spaces in the file. Nothing of one document is kept for the next but memory,
// and names that files share (memory.go).
package pdf

import (
	"errors"
	"fmt"

	"shortlist/screener/document"
)

// Read gives the text of a PDF in reading order, with what the page states about it and what it hides.
// The error is a *document.Unreadable when nothing of the file could be read. When that is because no page has a text
// layer, the document is given beside the error: it tells which pages to recognise (see Images).
func Read(data []byte, lim document.Limits) (doc *document.Document, err error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("larger than %d MB", lim.Size>>20)}
	}
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, &document.Unreadable{Reason: fmt.Sprintf("damaged PDF (%v)", r)}
		}
	}()
	f, err := open(data, lim)
	if err != nil {
		return nil, unreadable(err)
	}
	doc, err = f.read()
	f.mem.release() // not after a panic
	return doc, err
}

func unreadable(err error) error {
	switch {
	case errors.Is(err, errPassword):
		return &document.Unreadable{Reason: errPassword.Error(), Hint: "ask for a copy without one"}
	case errors.Is(err, errCipher):
		return &document.Unreadable{Reason: errCipher.Error(), Hint: "ask for a copy without a password"}
	}
	return &document.Unreadable{Reason: err.Error()}
}

func (f *file) read() (*document.Document, error) {
	b := document.NewBuilder("pdf")
	pages := f.pages()
	if len(pages) == 0 {
		return nil, &document.Unreadable{Reason: "damaged PDF: no page found"}
	}
	e := f.engine()
	counts := map[document.PageState]int{}
	for i := range pages {
		p := document.Page{State: document.PageSkipped}
		if i < f.lim.Pages && !f.broken {
			cuts := f.cuts
			s, err := e.page(&pages[i])
			if err != nil {
				b.Note(fmt.Sprintf("page %d could not be read (%v)", i+1, err))
			} else {
				p = s.into(b, i+1)
				if f.cuts > cuts || f.broken {
					p.State = document.PageSkipped
				}
			}
		}
		counts[p.State]++
		b.Page(p)
	}
	f.metadata(b)
	for _, n := range f.notes {
		b.Note(n)
	}
	if n := len(pages) - f.lim.Pages; n > 0 {
		b.Note(fmt.Sprintf("only the first %d of %d pages were read", f.lim.Pages, len(pages)))
	}
	if f.broken || f.cuts > 0 {
		b.Note("a limit on decompressed bytes was reached; the rest was left out")
	}
	written := b.Pos() > 0
	doc := b.Document()
	if n := counts[document.PageNoText]; n > 0 && (!written || n+counts[document.PageBlank] == len(pages) && doc.Visible < stampLength) {
		return doc, &document.Unreadable{Reason: fmt.Sprintf("no text layer on %s", plural(n, "page")), Hint: "open it, or screen with --ocr"}
	}
	if !written && (f.broken || f.cuts > 0) {
		return nil, &document.Unreadable{Reason: "more decompressed data than allowed"}
	}
	return doc, nil
}

// stampLength is how many bytes of visible text a file of scans may have and still count as one without text: scanning
// programs leave a stamp.
const stampLength = 24

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func (f *file) engine() *engine {
	return &engine{f: f, fonts: map[int]*font{}, forms: map[*stream][]byte{}, running: map[*stream]bool{}, layers: f.layers()}
}

// into puts the page into the document.
func (s *sheet) into(b *document.Builder, number int) document.Page {
	state, note := s.state()
	if note != "" {
		b.Note(fmt.Sprintf("page %d: %s", number, note))
	}
	if len(s.words) > 0 {
		b.Grow(min(len(s.text)+len(s.words), kept))
	}
	s.write(b, number)
	s.hideWords(b, number)
	return document.Page{Width: float32(s.width), Height: float32(s.height), State: state}
}

// page runs the content of one page, and its annotations, and finds what is hidden. A panic costs this page.
func (e *engine) page(p *page) (s *sheet, err error) {
	defer guard(&err)
	m, w, h := p.display()
	s = e.f.mem.page(w, h)
	e.sheet = s
	e.reset(m)
	e.runs, e.depth = 0, 0
	clear(e.running)
	content := e.f.contents(p.dict.get("Contents"))
	e.run(content, e.resources(p.resources))
	s.closeWord()
	e.annotations(p, m)
	s.closeWord()
	if s.shadow != nil {
		s.shadow.closeWord()
	}
	s.judge()
	return s, nil
}

// reset gives the initial graphics state of a page (8.4.1).
func (e *engine) reset(m matrix) {
	e.gs = state{ctm: m, clip: everywhere, fill: gray(0), stroke: gray(0), alpha: 1, group: 1, scale: 1}
	e.stack, e.marks, e.path = e.stack[:0], e.marks[:0], path0()
}
