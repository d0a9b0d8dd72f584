// Package pdf reads PDF files: bytes in, a document.Document out.
package pdf

import (
	"errors"
	"fmt"

	"shortlist/screener/document"
)

// Read gives the text of a PDF in reading order, with what the page states about it and what it hides.
// The error is a *document.Unreadable when nothing of the file could be read.
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
	return f.read()
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
	e := &engine{f: f, fonts: map[int]*font{}, forms: map[*stream][]byte{}, running: map[*stream]bool{}, layers: f.layers()}
	for i := range pages {
		if i >= f.lim.Pages {
			b.Page(document.Page{State: document.PageSkipped})
			continue
		}
		s := e.page(&pages[i])
		s.write(b, i+1)
		b.Page(document.Page{Width: float32(s.width), Height: float32(s.height)})
	}
	return b.Document(), nil
}

// page runs the content of one page.
func (e *engine) page(p *page) *sheet {
	m, w, h := p.display()
	s := &sheet{width: w, height: h, frames: []frame{{1, 0}}}
	e.sheet = s
	e.gs = state{ctm: m, clip: rect{0, 0, w, h}, fill: gray(0), stroke: gray(0), alpha: 1, scale: 1}
	e.gs.clip = everywhere
	e.stack, e.marks, e.path = e.stack[:0], e.marks[:0], path0()
	e.runs = 0
	e.run(e.f.contents(p.dict["Contents"]), e.resources(p.resources))
	s.closeWord()
	return s
}
