package reader

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"shortlist/screener/document"
)

// Entry is one file of a container.
type Entry struct {
	Name    string // "cvs.zip!a/b.pdf", or "cvs.zip!inner.zip!c.pdf"; the container's own name where all of it is concerned
	Data    []byte
	Ignored string // why it is none that anybody meant to send, and so was passed over: "a hidden file"
	Err     error  // a *document.Unreadable: why this entry, or the rest of the container, could not be had
}

// ErrDocument is the error of the only entry of a file that is no container after all.
var ErrDocument = errors.New("it is one document")

// MayBeContainer says whether f may hold other files, by how it begins: a zip that does not begin like an office
// document, gzip, tar, or text that begins like mail. Unpack knows for sure. The error is f's.
func MayBeContainer(f io.ReaderAt) (bool, error) {
	var head [300]byte
	n, err := f.ReadAt(head[:], 0)
	if err != nil && err != io.EOF {
		return false, err
	}
	return beginsLikeContainer(head[:n]), nil
}

func beginsLikeContainer(head []byte) bool {
	switch {
	case bytes.HasPrefix(head, []byte("PK")) && len(head) > 30:
		// The first name of an office document is one of these, whatever program wrote it; of others it hardly is.
		for _, name := range []string{"[Content_Types].xml", "_rels/", "word/", "docProps/", "mimetypeapplication/vnd."} {
			if bytes.HasPrefix(head[30:], []byte(name)) {
				return false
			}
		}
		return true
	case bytes.HasPrefix(head, []byte("\x1f\x8b")), len(head) > 262 && string(head[257:262]) == "ustar":
		return true
	}
	// Mail and mbox begin with "From someone" or with a line of letters and hyphens up to a colon.
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	if bytes.HasPrefix(head, []byte("From ")) {
		return true
	}
	colon := bytes.IndexByte(head, ':')
	if colon < 2 || colon > 60 {
		return false
	}
	for _, b := range head[:colon] {
		if !('a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || b == '-') {
			return false
		}
	}
	return true
}

// Frames of an unpacking worker.
const (
	gotEntry    = 'e' // name, data
	gotBadEntry = 'x' // name, reason, hint
	gotIgnored  = 'n' // name, why
	gotDocument = 'd' // it is no container
	gotEnd      = 'z' // that was all
)

// Unpack gives the files that f holds, in their order in it, from a worker process that gets f and nothing else. A
// container within is unpacked as well, two deep. name is f's, valid UTF-8. What cannot be had is an entry with Err; the iteration ends early only
// when ctx ends or the caller stops.
func (p *Pool) Unpack(ctx context.Context, name string, f *os.File) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		info, err := f.Stat()
		if err != nil {
			yield(Entry{Name: name, Err: &document.Unreadable{Reason: err.Error()}})
			return
		}
		if limit := p.opt.Limits.Container; info.Size() > limit {
			yield(Entry{Name: name, Err: &document.Unreadable{
				Reason: fmt.Sprintf("too large: a container of %s, and at most %s are opened", bytesText(info.Size()), bytesText(limit)),
				Hint:   "raise the limit with --max-container, or unpack it",
			}})
			return
		}
		n := 0
		counted := func(e Entry) bool {
			if e.Ignored == "" {
				n++
			}
			return yield(e)
		}
		err = p.unpack(ctx, name, f, counted)
		switch {
		case err == nil && n == 0:
			yield(Entry{Name: name, Err: &document.Unreadable{Reason: "it holds no files"}})
		case err != nil && !errors.Is(err, errStopped) && ctx.Err() == nil:
			yield(Entry{Name: name, Err: err})
		}
	}
}

// errStopped is the error for entries that nobody takes any more.
var errStopped = errors.New("stopped")

func (p *Pool) unpack(ctx context.Context, name string, f *os.File, yield func(Entry) bool) error {
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return &document.Unreadable{Reason: err.Error()}
	}
	cmd := p.opt.command("unpack", Config{Limits: p.opt.Limits, Name: name}.arg())
	cmd.Stdin = f
	stderr := new(headBuffer)
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return &document.Unreadable{Reason: err.Error()}
	}
	if err := cmd.Start(); err != nil {
		return &document.Unreadable{Reason: fmt.Sprintf("the worker that unpacks cannot be started: %v", err)}
	}
	defer cmd.Wait()
	defer cmd.Process.Kill()
	defer context.AfterFunc(ctx, func() { cmd.Process.Kill() })()

	r := bufio.NewReaderSize(out, 64<<10)
	n := 0
	for {
		// Time counts only while the worker works, not while its entries wait to be read.
		var slow atomic.Bool
		timer := time.AfterFunc(p.opt.Limits.Wall, func() { slow.Store(true); cmd.Process.Kill() })
		frame, err := readFrame(r, nil, p.opt.Limits.Size+1<<20)
		timer.Stop()
		if err != nil {
			cmd.Process.Kill()
			waited := cmd.Wait()
			u := causeOfDeath(err, waited, stderr.String(), p.opt.Limits.Memory)
			if slow.Load() {
				u = &document.Unreadable{Reason: fmt.Sprintf("too slow: no further file within %v", p.opt.Limits.Wall)}
			}
			if n > 0 {
				u.Reason = fmt.Sprintf("what follows its file number %d is lost: %s", n, u.Reason)
			}
			return u
		}
		n++
		if frame[0] == gotEnd {
			return nil
		}
		e, err := entryOf(name, frame)
		if err != nil {
			return err
		}
		if !yield(e) {
			return errStopped
		}
	}
}

// entryOf is the entry that a worker's answer brings; name is the container's.
func entryOf(name string, frame []byte) (Entry, error) {
	e := Entry{Name: name}
	if frame[0] == gotDocument {
		e.Err = ErrDocument
		return e, nil
	}
	entry, rest, err := takeField(frame[1:])
	if err != nil {
		return e, unreadable(nil)
	}
	if e.Name = string(entry); e.Name != name && !strings.HasPrefix(e.Name, name+"!") {
		e.Name = name + "!" + e.Name
	}
	switch frame[0] {
	case gotEntry:
		e.Data = rest
	case gotBadEntry:
		e.Err = unreadable(append([]byte{gotUnreadable}, rest...))
	case gotIgnored:
		why, _, err := takeField(rest)
		if err != nil {
			return e, unreadable(nil)
		}
		e.Ignored = string(why)
	default:
		return e, unreadable(nil)
	}
	return e, nil
}
