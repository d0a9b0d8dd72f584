package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// values reads the JSON values of a file one by one. It looks no further into one than it must to find its end, so that they can be decoded
// on all cores; whether they are JSON is for that to say.
type values struct {
	in *bufio.Reader
	at int64 // bytes read
}

// value is one of them, and at which byte it stands.
type value struct {
	text []byte
	at   int64
}

// cutError says that a file ends within a value.
type cutError struct{ at int64 }

func (e *cutError) Error() string {
	return fmt.Sprintf("it ends in the middle, after byte %d: was the writing of it interrupted?", e.at)
}

// decode is json.Unmarshal; a *json.SyntaxError says where in the file.
func (v value) decode(into any) error {
	err := json.Unmarshal(v.text, into)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		syntax.Offset += v.at
	}
	return err
}

func (v *values) skip(n int) {
	n, _ = v.in.Discard(n)
	v.at += int64(n)
}

// peek is the next byte that is no white space, which stays. The error is io.EOF or the reader's.
func (v *values) peek() (byte, error) {
	for {
		b, err := v.in.Peek(1)
		switch {
		case err != nil:
			return 0, err
		case strings.IndexByte(" \t\r\n", b[0]) < 0:
			return b[0], nil
		}
		v.skip(1)
	}
}

// pass takes a byte that must come next.
func (v *values) pass(want byte) error {
	switch c, err := v.peek(); {
	case err != nil:
		return err
	case c != want:
		return fmt.Errorf("no report: %q where %q must be, at byte %d; it must be what --format json or jsonl wrote", c, want, v.at)
	}
	v.skip(1)
	return nil
}

// next reads a value. The error is io.EOF where there is none, a *cutError or the reader's.
func (v *values) next() (value, error) {
	if _, err := v.peek(); err != nil {
		return value{}, err
	}
	out := value{at: v.at}
	var depth int
	var quoted, escaped bool
	for {
		if _, err := v.in.Peek(1); err == io.EOF && (len(out.text) == 0 || depth > 0 || quoted) {
			return out, &cutError{v.at}
		} else if err == io.EOF {
			return out, nil
		} else if err != nil {
			return out, err
		}
		buf, _ := v.in.Peek(v.in.Buffered())
		n, done := 0, false
		for ; n < len(buf) && !done; n++ {
			c := buf[n]
			switch {
			case escaped:
				escaped = false
			case quoted:
				escaped = c == '\\'
				if c == '"' {
					quoted, done = false, depth == 0
				}
			case c == '"':
				quoted = true
			case c == '{' || c == '[':
				depth++
			case c == '}' || c == ']':
				depth--
				done = depth <= 0
			case depth == 0:
				done = c <= ' ' || c == ',' || c == ':'
			default:
				continue
			}
			ends := c == '"' || depth == 0 && (c == '}' || c == ']')
			if done && !ends && len(out.text)+n > 0 { // else it is no value, which decoding it says
				n-- // it ends before this byte
			}
		}
		out.text = append(out.text, buf[:n]...)
		v.skip(n)
		if done {
			return out, nil
		}
	}
}

// list reads the list that comes next: what it gives reads a value of it, and gives io.EOF when it is at its end.
func (v *values) list() func() (value, error) {
	v.skip(1)
	begun := false
	return func() (value, error) {
		c, err := v.peek()
		switch {
		case err == nil && c == ']':
			v.skip(1)
			return value{}, io.EOF
		case err == nil && begun:
			err = v.pass(',')
		}
		begun = true
		var out value
		if err == nil {
			out, err = v.next()
		}
		if err == io.EOF {
			err = &cutError{v.at}
		}
		return out, err
	}
}
