package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"shortlist/screener/document"
)

// Open opens the input's file. What has become a pipe or a device since it was listed is refused, without waiting for
// anybody to write to it. The error is a *document.Unreadable.
func (in Input) Open() (*os.File, fs.FileInfo, error) {
	if in.Err != nil {
		return nil, nil, in.Err
	}
	f, err := os.OpenFile(in.Path, os.O_RDONLY|openFlags, 0)
	if err != nil {
		return nil, nil, OpenError(err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &document.Unreadable{Reason: "it is " + kindOf(info.Mode()) + ", not a file"}
	}
	if err != nil {
		f.Close()
		return nil, nil, OpenError(err)
	}
	return f, info, nil
}

// ReadFile reads all of f, an opened file of info, from its start. More than limit bytes are tooLarge's error; a file that changes
// while it is read is refused, since what was read of it never existed. Buf is used where it is large enough.
func ReadFile(f *os.File, info fs.FileInfo, limit int64, buf []byte, tooLarge func(size, limit int64) error) ([]byte, error) {
	size := info.Size()
	if size > limit {
		return nil, tooLarge(size, limit)
	}
	if int64(cap(buf)) < size+1 {
		buf = make([]byte, size+1)
	}
	n, err := f.ReadAt(buf[:size+1], 0) // a byte more, to see that it ends where it should
	if err == nil || err == io.EOF && int64(n) < size {
		return nil, &document.Unreadable{Reason: "it changed while it was read", Hint: "screen it again when it is whole"}
	}
	if err != io.EOF {
		return nil, OpenError(err)
	}
	return buf[:n], nil
}

// OpenError says in a person's words why a file cannot be opened or read.
func OpenError(err error) error {
	var u *document.Unreadable
	switch {
	case errors.As(err, &u):
		return u
	case errors.Is(err, fs.ErrNotExist):
		return &document.Unreadable{Reason: "there is no such file", Hint: "it was misspelt, moved, or removed while the others were read"}
	case errors.Is(err, fs.ErrPermission):
		return &document.Unreadable{Reason: "you may not read it: permission denied"}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return &document.Unreadable{Reason: fmt.Sprintf("it cannot be opened: %v", err)}
}
