package batch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"shortlist/screener/document"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
)

// work is one resume to read: an opened file, the bytes of a container's entry, or a failure that is known already.
type work struct {
	name string
	file *os.File // to read and close, where data and err are nil
	data []byte
	free func() // lets go of data
	err  error
}

func (w work) release() {
	if w.file != nil {
		w.file.Close()
	}
	if w.free != nil {
		w.free()
	}
}

// expand gives the work of a listing: files as they are, containers and standard input as what they hold.
func (r *run) expand(ctx context.Context, list *intake.Listing) iter.Seq[work] {
	return func(yield func(work) bool) {
		for in := range list.All() {
			if !r.expandOne(ctx, list, in, yield) {
				return
			}
		}
	}
}

func (r *run) expandOne(ctx context.Context, list *intake.Listing, in intake.Input, yield func(work) bool) bool {
	name := validName(in.Name)
	give := func(w work) bool {
		if yield(w) {
			return true
		}
		w.release() // nobody takes it
		return false
	}
	if in.Err != nil {
		return give(work{name: name, err: in.Err})
	}
	stdin := in.Path == intake.Stdin
	var f *os.File
	var err error
	if stdin {
		f, err = r.spool()
	} else {
		f, _, err = in.Open()
	}
	if err != nil {
		return give(work{name: name, err: err})
	}
	container, err := reader.MayBeContainer(f)
	if err == nil && !container && !stdin {
		return give(work{name: name, file: f})
	}
	defer func() {
		if f != nil {
			f.Close()
			if stdin {
				os.Remove(f.Name())
			}
		}
	}()
	if err != nil {
		return give(work{name: name, err: intake.OpenError(err)})
	}
	if !container {
		return give(r.whole(ctx, name, f))
	}
	for e := range r.Pool.Unpack(ctx, name, f) {
		if e.Ignored != "" {
			list.Ignored++
			continue
		}
		if errors.Is(e.Err, reader.ErrDocument) {
			if stdin {
				return give(r.whole(ctx, name, f))
			}
			w := work{name: name, file: f}
			f = nil
			return give(w)
		}
		w := work{name: validName(e.Name), data: e.Data, err: e.Err}
		if e.Err == nil {
			w.free = r.hold(ctx, int64(len(e.Data)))
		}
		if !give(w) {
			return false
		}
	}
	return true
}

// whole is the work of a document that came by standard input.
func (r *run) whole(ctx context.Context, name string, f *os.File) work {
	w := work{name: name}
	w.data, w.free, w.err = r.load(ctx, f, nil)
	return w
}

// spool copies standard input into a file that only this process sees, since a container is read from its end.
func (r *run) spool() (*os.File, error) {
	if r.Stdin == nil {
		return nil, &document.Unreadable{Reason: "there is no standard input"}
	}
	f, err := os.CreateTemp("", "shortlist-stdin-*")
	if err != nil {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("standard input cannot be kept: %v", err)}
	}
	_ = os.Remove(f.Name()) // Unix forgets the name while the file is open; elsewhere it goes when the file is closed
	limit := r.Pool.Limits().Container
	n, err := io.Copy(f, io.LimitReader(r.Stdin, limit+1))
	if err == nil && n > limit {
		err = reader.TooLarge(n, limit)
	}
	if err != nil {
		f.Close()
		os.Remove(f.Name())
		return nil, intake.OpenError(err)
	}
	return f, nil
}
