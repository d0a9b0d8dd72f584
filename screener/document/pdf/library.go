package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	lib "github.com/ledongthuc/pdf"
)

// ledongthuc/pdf is the second opinion about files whose page tree is not what it states: it opens them by their header,
// cross-reference chain and trailer, and walks to the pages in its own way. Opening every file with it took a twentieth
// of the time of a whole screening. What hangs below the pages (fonts, widths, forms, content) is always read by the
// parser in parse.go, for three reasons that were measured on real resumes:
//
//   - the library keeps no object: each look-up parses again, and for an object stream inflates all of it again. Walking
//     the objects of a resume through it costs six times what the parser here needs, more than half of all reading;
//   - it follows references at once and does not show them, so that a font could not be read once a document;
//   - its lexer panics on what other readers forgive, and its filters on all but Flate with one predictor and ASCII85.
//
// Files whose cross-reference table is broken are repaired (repair.go) before it gets them. Where it has no answer (a
// panic, a file of PDF 2.0) the parser's counts.
type library struct{ r *lib.Reader }

// openLibrary opens the file with the library. It may panic on any call, also later; guard keeps that here.
func openLibrary(data []byte) (l *library, err error) {
	defer guard(&err)
	r, err := lib.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	return &library{r}, nil
}

// guard turns a panic into an error.
func guard(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
	}
}

var errPages = errors.New("no page found")

// pages gives the dictionaries of the pages, in order, with what they inherit filled in.
func (l *library) pages(limit, depth int) (out []dict, err error) {
	defer guard(&err)
	w := libraryWalk{limit: limit, depth: depth}
	w.node(l.r.Trailer().Key("Root").Key("Pages"), nil, 0)
	if w.err == nil && len(w.out) == 0 {
		w.err = errPages
	}
	return w.out, w.err
}

type libraryWalk struct {
	out          []dict
	err          error
	limit, depth int
	nodes        int
}

// inheritable are the keys that a page takes from the nodes above it (7.7.3.4).
var inheritable = [...]name{"Resources", "MediaBox", "CropBox", "Rotate"}

func (w *libraryWalk) node(v lib.Value, above dict, depth int) {
	w.nodes++
	if w.err != nil || len(w.out) >= w.limit {
		return
	}
	if depth > w.depth || w.nodes > 4*maxTreePages { // a loop
		w.err = errPages
		return
	}
	d, ok := printed(v)
	if !ok {
		w.err = errPages
		return
	}
	for _, k := range inheritable {
		if v := above.get(k); v != nil && d.get(k) == nil {
			d = newDict(append(d, pair{k, v}))
		}
	}
	kids := v.Key("Kids")
	if kids.Kind() != lib.Array || d.get("Type") == name("Page") {
		if d.get("Type") != name("Page") {
			w.err = errPages
			return
		}
		w.out = append(w.out, d)
		return
	}
	for i := range kids.Len() {
		w.node(kids.Index(i), d, depth+1)
	}
}

// printed gives a dictionary of the library as one of ours, with its references, which only its printed form shows.
// False for one that holds what does not survive printing.
func printed(v lib.Value) (dict, bool) {
	if v.Kind() != lib.Dict {
		return nil, false
	}
	s := v.String()
	if strings.ContainsAny(s, "#\"\\{}()%") && !plainStrings(s) {
		return nil, false
	}
	p := parser{b: []byte(s)}
	d, ok := p.object().(dict)
	return d, ok
}

// plainStrings says whether a printed dictionary holds nothing special but dates and the like in quotes, which pages do
// not need.
func plainStrings(s string) bool {
	return !strings.ContainsAny(s, "#\\{}%")
}
