package reader

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
)

// Requests and answers travel as frames: four bytes of length (little endian), then the payload. The payload's first
// byte says what it is, the rest is fields: a varint of length and the bytes; data stands last and has no length.

// What a request asks.
const (
	askRead   = 'r' // name, data: read the file
	askText   = 't' // name, format, data: the file's text, as a tool printed it
	askImages = 'i' // name, data: the images of the pages of a PDF that have no text
	askOCR    = 'o' // name, scans with the words recognised in them, data: read the PDF with these words
)

// What an answer brings.
const (
	gotHello      = 'h' // JSON of a hello: the worker is ready, its jail is shut
	gotParsed     = 'p' // an encoded Parsed
	gotUnreadable = 'u' // reason, hint
	gotTool       = 't' // name of the tool that has to turn the file into text first
	gotImages     = 'i' // scans
	gotContainer  = 'c' // nothing: it holds other files, unpack it
)

// maxAnswer bounds the answer of one worker, in bytes; the text of a resume is at most a few hundred kB.
const maxAnswer = 512 << 20

var errLongFrame = errors.New("frame is longer than it may be")

// readFrame reads one frame of at most limit bytes into buf, which it grows as bytes arrive. io.EOF stands for an end between frames.
func readFrame(r *bufio.Reader, buf []byte, limit int64) ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := int64(binary.LittleEndian.Uint32(head[:]))
	if n == 0 || n > limit {
		return nil, fmt.Errorf("%w: %d bytes", errLongFrame, n)
	}
	buf = buf[:0]
	for int64(len(buf)) < n {
		// A length is only a promise: memory follows the bytes, a few MB at a time.
		step := int(min(n-int64(len(buf)), 4<<20))
		buf = slices.Grow(buf, step)
		got, err := io.ReadFull(r, buf[len(buf):len(buf)+step])
		buf = buf[:len(buf)+got]
		if err != nil {
			if err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return nil, err
		}
	}
	return buf, nil
}

// frames holds the memory of small frames between two writes.
var frames = sync.Pool{New: func() any { return new([]byte) }}

// writeFrame writes the payload head followed by data. Small frames go out in one write.
func writeFrame(w io.Writer, head, data []byte) error {
	n := len(head) + len(data)
	if int64(n) > 1<<32-1 {
		return errLongFrame
	}
	buf := frames.Get().(*[]byte)
	defer frames.Put(buf)
	if len(data) <= 64<<10 {
		*buf = appendFrame((*buf)[:0], head, data)
		_, err := w.Write(*buf)
		return err
	}
	*buf = append(binary.LittleEndian.AppendUint32((*buf)[:0], uint32(n)), head...)
	if _, err := w.Write(*buf); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}

// appendFrame appends the frame of a small payload, head followed by data.
func appendFrame(buf, head, data []byte) []byte {
	buf = binary.LittleEndian.AppendUint32(buf, uint32(len(head)+len(data)))
	return append(append(buf, head...), data...)
}

func appendField[T string | []byte](buf []byte, field T) []byte {
	buf = binary.AppendUvarint(buf, uint64(len(field)))
	return append(buf, field...)
}

// takeField splits the first field off payload.
func takeField(payload []byte) (field, rest []byte, err error) {
	n, used := binary.Uvarint(payload)
	if used <= 0 || n > uint64(len(payload)-used) {
		return nil, nil, errors.New("frame ends within a field")
	}
	payload = payload[used:]
	return payload[:n], payload[n:], nil
}
