package reader

import (
	"errors"
	"fmt"
	"io"
	"os"

	"shortlist/screener/document"
	"shortlist/screener/document/container"
	"shortlist/screener/document/format"
)

// ServeUnpack is the life of a worker that unpacks one container: it shuts itself in, then writes the files that in
// holds to out, as frames. in is the opened container, or a file that only looks like one. The error is for stderr.
func ServeUnpack(in *os.File, out io.Writer, c Config) error {
	if _, err := enterJail(c); err != nil {
		return err
	}
	info, err := in.Stat()
	if err != nil {
		return err
	}
	kind, err := detectAt(c.Name, in, info.Size())
	if err != nil || !kind.Container() {
		return writeFrame(out, []byte{gotDocument}, nil) // whatever is wrong with it, its reader says
	}
	lim := container.Limits{Entry: c.Limits.Size, Total: c.Limits.Container, Entries: c.Limits.Entries}
	for e := range container.Entries(c.Name, kind, in, info.Size(), lim) {
		var head []byte
		switch {
		case e.Ignored != "":
			head = appendField(appendField([]byte{gotIgnored}, e.Name), e.Ignored)
		case e.Err != nil:
			var u *document.Unreadable
			if !errors.As(e.Err, &u) {
				u = &document.Unreadable{Reason: e.Err.Error()}
			}
			head = appendField(appendField(appendField([]byte{gotBadEntry}, e.Name), u.Reason), u.Hint)
		case e.Name == c.Name:
			// A message without attachments is one document.
			return writeFrame(out, []byte{gotDocument}, nil)
		default:
			head = appendField([]byte{gotEntry}, e.Name)
		}
		if err := writeFrame(out, head, e.Data); err != nil {
			return err
		}
	}
	return writeFrame(out, []byte{gotEnd}, nil)
}

// detectAt tells what a file is by its beginning and, for a zip, by its end, where the names stand. A large one is not
// read as a whole.
func detectAt(name string, in io.ReaderAt, size int64) (format.Kind, error) {
	const whole = 64 << 20
	data := make([]byte, min(size, whole))
	n, err := in.ReadAt(data, 0)
	if err != nil && err != io.EOF {
		return "", fmt.Errorf("it cannot be read: %w", err)
	}
	return format.Detect(name, data[:n])
}
