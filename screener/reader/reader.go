// Package reader turns the bytes of one file into a Parsed: its document and the resume understood from it.
//
// Resumes come from strangers, so nothing is read in the calling process. A Pool feeds worker processes of the same
// binary over pipes; each worker gives up files and the network before it sees a byte (see jail_linux.go), and has
// bounds on time, memory, size, pages and nesting. A worker that dies costs one resume. Containers are unpacked in a
// worker as well (Unpack), and installed tools such as antiword run jailed (see tool.go).
package reader

import (
	"cmp"
	"time"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// Version names how documents are read. It changes whenever the same bytes may give another Parsed, so that caches,
// journals and corpora of another version are not mixed with this one's.
const Version = "3"

// Parsed is what one file says: the document, and the resume understood from it. It knows neither rubric nor as-of
// date. Every span of both lies within Document.Text.
type Parsed struct {
	Document *document.Document
	Resume   *resume.Resume
}

// Limits bound what one file may cost. The zero value of a field means its default.
type Limits struct {
	document.Limits               // size of the file, inflated bytes, pages, nesting
	Wall            time.Duration // to read one file; default 10 s
	Memory          int64         // bytes of a worker process; default 512 MiB
	Container       int64         // bytes of a container (zip, mbox, …); default 2 GiB
	Entries         int           // files that are taken from one container; default 100,000
}

// WithDefaults fills the fields that are zero.
func (l Limits) WithDefaults() Limits {
	return Limits{
		Limits: l.Limits.WithDefaults(), Wall: cmp.Or(l.Wall, 10*time.Second), Memory: cmp.Or(l.Memory, 512<<20),
		Container: cmp.Or(l.Container, 2<<30), Entries: cmp.Or(l.Entries, 100_000),
	}
}
