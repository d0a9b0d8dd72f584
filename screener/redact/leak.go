package redact

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"strings"
)

// Leak is the error for a blind output that still tells who somebody is. It says which kinds, never the value.
type Leak struct {
	Kinds []string // full name, e-mail, phone, link
}

func (e *Leak) Error() string {
	return "the blind output was not written, it still holds: " + strings.Join(e.Kinds, ", ")
}

// checker is a Writer that looks through what a renderer writes, in any format, for whatever a watch knows: as it stands and with the
// formats' escapes undone, over line breaks, and inside a workbook. It holds no more than a piece of it.
type checker struct {
	watch *watch
	tell  found
	text  []byte

	begun bool
	parts *io.PipeWriter // of a workbook, to what reads its parts
	read  chan error
}

// checked is how many bytes are looked at together.
const checked = 1 << 18

func (c *checker) Write(p []byte) (int, error) {
	if !c.begun {
		c.begun = true
		if bytes.HasPrefix(p, []byte(zipPart)) {
			var r *io.PipeReader
			r, c.parts = io.Pipe()
			c.read = make(chan error, 1)
			inner := &checker{watch: c.watch, tell: c.tell, begun: true}
			go func() {
				err := errors.Join(eachPart(r, inner), inner.close())
				r.CloseWithError(err)
				c.read <- err
			}()
		}
	}
	if c.parts != nil {
		return c.parts.Write(p)
	}
	if c.text = append(c.text, p...); len(c.text) >= checked {
		end := lastSpace(c.text, len(c.text))
		c.look(end)
		// What begins before the end and goes on behind it is looked at with what comes.
		start := lastSpace(c.text, max(0, end-min(8*c.watch.reach+1024, checked/4)))
		c.text = c.text[:copy(c.text, c.text[start:])]
	}
	return len(p), nil
}

// lastSpace is the last place before n where a word cannot go on; n where there is none near.
func lastSpace(text []byte, n int) int {
	near := max(0, n-4096)
	if i := bytes.LastIndexAny(text[near:n], " \t\n"); i >= 0 {
		return near + i
	}
	return n
}

// look looks through the first n bytes.
func (c *checker) look(n int) {
	text := string(c.text[:n])
	c.watch.scan(text, c.tell)
	if plain := unescaped(text); plain != text {
		c.watch.scan(plain, c.tell)
	}
}

// close looks through the rest. The error says that a workbook cannot be read.
func (c *checker) close() error {
	if c.parts != nil {
		c.parts.Close()
		return <-c.read
	}
	c.look(len(c.text))
	return nil
}

const zipPart = "PK\x03\x04"

// eachPart writes the parts of a workbook to w, one behind the other, while it is being made: each is a head, deflated data that know
// their end, and 16 bytes of sums (APPNOTE 4.3), as archive/zip writes them.
func eachPart(r io.Reader, w io.Writer) error {
	in := bufio.NewReader(r) // flate takes no byte more than its own from it
	for {
		head, err := in.Peek(30)
		if bytes.HasPrefix(head, []byte("PK\x01\x02")) { // the list of parts
			_, err = io.Copy(io.Discard, in)
			return err
		}
		if err != nil || !bytes.HasPrefix(head, []byte(zipPart)) || binary.LittleEndian.Uint16(head[6:])&8 == 0 || binary.LittleEndian.Uint16(head[8:]) != 8 {
			return errors.New("the workbook cannot be checked: its parts are written in another way")
		}
		n := 30 + int(binary.LittleEndian.Uint16(head[26:])) + int(binary.LittleEndian.Uint16(head[28:]))
		if _, err := in.Discard(n); err != nil {
			return err
		}
		if _, err := io.Copy(w, flate.NewReader(in)); err != nil {
			return err
		}
		if _, err := in.Discard(16); err != nil {
			return err
		}
	}
}
