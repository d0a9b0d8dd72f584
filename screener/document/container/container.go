// Package container gives the files in containers: zip, gzip, tar, mailboxes and messages, also within each other. Every
// entry comes out, as bytes of a known kind, as an error that names the reason, or as something left out on purpose.
package container

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode"

	"shortlist/screener/document"
	"shortlist/screener/document/format"
)

// Limits bound what one container may cause. The zero value of a field means its default.
type Limits struct {
	Entry   int64 // bytes of one entry; default 32 MiB
	Total   int64 // bytes that all entries unpack to; default 2 GiB
	Entries int   // default 100,000
	Depth   int   // containers within each other, the outermost counted; default 3
}

// WithDefaults fills the fields that are zero.
func (l Limits) WithDefaults() Limits {
	return Limits{Entry: cmp.Or(l.Entry, 32<<20), Total: cmp.Or(l.Total, 2<<30), Entries: cmp.Or(l.Entries, 100_000), Depth: cmp.Or(l.Depth, 3)}
}

// Entry is one file in a container. Exactly one of Data, Ignored and Err is set.
type Entry struct {
	Name    string // container!entry, the entry's folders with slashes; safe to show and to join to a folder
	Data    []byte
	Kind    format.Kind // of Data. Mail stands for a message whose body is to be read
	Ignored string      // why nobody would want it read: "a folder's settings"
	Err     error       // a *document.Unreadable
}

// Entries gives the entries of the container that r holds, in its order. name is the container's own name, kind what
// format.Detect made of it. Of a message without a readable attachment the entry is the message itself, under its own
// name. Each entry is read when it is asked for; stopping early costs nothing more.
func Entries(name string, kind format.Kind, r io.ReaderAt, size int64, lim Limits) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		w := &walker{lim: lim.WithDefaults(), yield: yield}
		w.left = w.lim.Total
		w.open(name, kind, r, size, 1)
	}
}

// walker goes through a container and those within it.
type walker struct {
	lim     Limits
	yield   func(Entry) bool
	left    int64 // bytes that may still be unpacked
	entries int
	stopped bool
	// watch, if not nil, learns what comes out; a message asks so whether one of its attachments could be read.
	watch func(Entry)
}

// open reads a container.
func (w *walker) open(name string, kind format.Kind, r io.ReaderAt, size int64, depth int) {
	if depth > w.lim.Depth {
		w.fail(name, &document.Unreadable{Reason: fmt.Sprintf("containers within each other over %d deep", w.lim.Depth), Hint: "unpack it"})
		return
	}
	switch kind {
	case format.Zip:
		w.zip(name, r, size, depth)
	case format.Gzip:
		w.gzip(name, r, size, depth)
	case format.Tar:
		w.tar(name, io.NewSectionReader(r, 0, size), depth)
	case format.Mbox:
		w.mbox(name, r, size, depth)
	case format.Mail:
		w.mail(name, r, size, depth)
	default:
		w.fail(name, &document.Unreadable{Reason: "not a container"})
	}
}

// emit gives one entry, or opens it if it is a container itself.
func (w *walker) emit(name string, data []byte, depth int) {
	kind, err := format.Detect(name, data)
	switch {
	case err != nil:
		w.fail(name, err)
	case kind.Container():
		w.open(name, kind, bytes.NewReader(data), int64(len(data)), depth+1)
	default:
		w.give(Entry{Name: name, Data: data, Kind: kind})
	}
}

func (w *walker) fail(name string, err error) { w.give(Entry{Name: name, Err: err}) }

func (w *walker) ignore(name, why string) { w.give(Entry{Name: name, Ignored: why}) }

func (w *walker) give(e Entry) {
	if w.stopped {
		return
	}
	if w.entries++; w.entries > w.lim.Entries {
		w.stopped = true
		name, _, _ := strings.Cut(e.Name, "!")
		w.yield(Entry{Name: name, Err: &document.Unreadable{Reason: fmt.Sprintf("more than %d entries; those after %s were not read", w.lim.Entries, e.Name)}})
		return
	}
	if w.watch != nil {
		w.watch(e)
	}
	if !w.yield(e) {
		w.stopped = true
	}
}

// read unpacks one entry within the bounds.
func (w *walker) read(r io.Reader, stated int64) ([]byte, error) {
	switch {
	case stated > w.lim.Entry:
		return nil, tooLarge(w.lim.Entry)
	case w.left <= 0:
		return nil, spent(w.lim.Total)
	}
	limit := min(w.lim.Entry, w.left)
	var buf bytes.Buffer
	if stated > 0 && stated <= 1<<20 { // a container's word is not taken for more
		buf.Grow(int(min(stated, limit)) + bytes.MinRead)
	}
	n, err := io.Copy(&buf, io.LimitReader(r, limit+1))
	w.left -= n
	if n > limit {
		if limit < w.lim.Entry {
			return nil, spent(w.lim.Total)
		}
		return nil, tooLarge(w.lim.Entry)
	}
	if err != nil {
		return nil, &document.Unreadable{Reason: "the entry is damaged: " + err.Error()}
	}
	return buf.Bytes(), nil
}

func tooLarge(limit int64) error {
	return &document.Unreadable{Reason: fmt.Sprintf("the entry unpacks to more than %s", bytesOf(limit))}
}

func spent(limit int64) error {
	return &document.Unreadable{Reason: fmt.Sprintf("the container unpacks to more than %s; this entry was not read", bytesOf(limit))}
}

func bytesOf(n int64) string {
	switch {
	case n >= 1<<30 && n%(1<<30) == 0:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 1<<20:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// clean makes an entry's name safe: slashes between folders, no way out of the folder, nothing that a terminal obeys.
// what names an entry without a usable name.
func clean(name, what string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '\\':
			return '/'
		case r == '!' || unicode.IsControl(r):
			return '_'
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	var parts []string
	for p := range strings.SplitSeq(name, "/") {
		p = strings.TrimSpace(p)
		if len(p) == 2 && p[1] == ':' || p == "" || p == "." || p == ".." {
			continue
		}
		parts = append(parts, p)
	}
	name = strings.Join(parts, "/")
	if name == "" {
		return what
	}
	const most = 300
	if len(name) > most { // keep the end, which has the ending
		cut := len(name) - most
		for cut < len(name) && name[cut]&0xc0 == 0x80 {
			cut++
		}
		name = "…" + name[cut:]
	}
	return name
}

// notWanted says why an entry by its name is none that anybody meant to send; "" if it may be.
func notWanted(name string) string {
	base := name[strings.LastIndexByte(name, '/')+1:]
	lower := strings.ToLower(base)
	switch {
	case strings.HasPrefix(name, "__MACOSX/") || strings.Contains(name, "/__MACOSX/"):
		return "what macOS adds to an archive"
	case strings.HasPrefix(base, "~$"):
		return "a lock file of Word"
	case strings.HasPrefix(base, "."):
		return "a hidden file"
	case strings.HasPrefix(name, ".") || strings.Contains(name, "/."):
		return "in a hidden folder"
	case lower == "thumbs.db", lower == "desktop.ini", lower == "icon\r":
		return "a folder's settings"
	}
	return ""
}
