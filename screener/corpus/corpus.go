// Package corpus keeps parsed resumes in one compact file, so that a rubric can be judged against many of them without
// reading a document again, in seconds and on a machine that never had the documents.
//
// The file is a line of magic, a line of JSON (Header), and one zstd stream of items, each a length and the item, ended
// by a length of zero and the number of items. zstd's own checksum guards the whole.
package corpus

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"
)

const magic = "shortlist.corpus/1\n"

const (
	maxHeader = 64 << 10
	maxItem   = 64 << 20 // bytes of one item, decompressed
)

// Header says what a corpus holds and what it was made by.
type Header struct {
	Reader    string `json:"reader"`    // reader.Version: corpora of another one cannot be compared
	Structure string `json:"structure"` // SHA-256 of the structure data, in hex
	Tool      string `json:"tool"`
	Blind     bool   `json:"blind"`   // personal data masked, names and file names replaced by ids
	MadeUp    bool   `json:"made_up"` // nobody's words: they may be quoted in a log
	AsOf      string `json:"as_of"`   // YYYY-MM-DD, the date to judge it as of, so that a diff is the same tomorrow
	Limits    string `json:"limits"`  // the bounds under which it was read
	Resumes   int    `json:"-"`       // known after the last item
}

// Item is one input of the corpus. Exactly one of Parsed and Reason is set.
type Item struct {
	File   string // path as it was given; blind: an id
	SHA256 string // of the file, in hex; blind: empty
	Parsed []byte // as reader.Encode wrote it
	Reason string // why it could not be read
}

// ErrVersion is the error for a corpus made with another reader or other structure data: its scores cannot be compared.
type ErrVersion struct{ Made, Now string }

func (e *ErrVersion) Error() string {
	return fmt.Sprintf("made with reader %s, this is reader %s: scores cannot be compared; build it again with shortlist corpus build", e.Made, e.Now)
}

// Writer writes a corpus.
type Writer struct {
	out *zstd.Encoder
	n   uint64
	buf []byte
}

// NewWriter starts a corpus on w with its header. Close ends it; it does not close w.
func NewWriter(w io.Writer, h Header) (*Writer, error) {
	head, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	if _, err := io.WriteString(w, magic+string(head)+"\n"); err != nil {
		return nil, err
	}
	out, err := zstd.NewWriter(w, zstd.WithEncoderLevel(zstd.SpeedDefault), zstd.WithEncoderCRC(true))
	if err != nil {
		return nil, err
	}
	return &Writer{out: out}, nil
}

// Add writes one item.
func (w *Writer) Add(it Item) error {
	w.n++
	b := w.buf[:0]
	b = appendText(b, it.File)
	b = appendText(b, it.SHA256)
	b = appendText(b, it.Reason)
	b = append(b, it.Parsed...)
	w.buf = b
	var head [binary.MaxVarintLen64]byte
	if _, err := w.out.Write(binary.AppendUvarint(head[:0], uint64(len(b))+1)); err != nil {
		return err
	}
	_, err := w.out.Write(b)
	return err
}

// Close writes the end, without which a corpus counts as cut off.
func (w *Writer) Close() error {
	end := binary.AppendUvarint([]byte{0}, w.n)
	if _, err := w.out.Write(end); err != nil {
		w.out.Close()
		return err
	}
	return w.out.Close()
}

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// Reader reads a corpus item by item.
type Reader struct {
	Header Header
	in     *bufio.Reader
	zstd   *zstd.Decoder
	n      uint64
	done   bool
}

// NewReader reads the header of a corpus. The errors say what the file is instead, or that it is cut off.
func NewReader(r io.Reader) (*Reader, error) {
	in := bufio.NewReaderSize(r, 64<<10)
	head := make([]byte, len(magic))
	if _, err := io.ReadFull(in, head); err != nil || string(head) != magic {
		return nil, errors.New("not a corpus: it does not start with " + magic[:len(magic)-1])
	}
	line, err := readLine(in, maxHeader)
	if err != nil {
		return nil, fmt.Errorf("the corpus's header is broken: %w", err)
	}
	c := &Reader{}
	if err := json.Unmarshal(line, &c.Header); err != nil {
		return nil, fmt.Errorf("the corpus's header is broken: %w", err)
	}
	c.zstd, err = zstd.NewReader(in, zstd.WithDecoderMaxMemory(256<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	c.in = bufio.NewReaderSize(c.zstd, 256<<10)
	return c, nil
}

// Check says whether the corpus can be compared with what this tool reads now.
func (c *Reader) Check(readerVersion, structure string) error {
	if c.Header.Reader != readerVersion {
		return &ErrVersion{c.Header.Reader, readerVersion}
	}
	if c.Header.Structure != structure {
		return &ErrVersion{c.Header.Reader + " and structure data " + short(c.Header.Structure), readerVersion + " and structure data " + short(structure)}
	}
	return nil
}

func short(hash string) string { return hash[:min(8, len(hash))] }

// Next gives the next item, and io.EOF after the last. The item's bytes are the caller's.
func (c *Reader) Next() (Item, error) {
	if c.done {
		return Item{}, io.EOF
	}
	size, err := binary.ReadUvarint(c.in)
	if err != nil {
		return Item{}, c.cutOff(err)
	}
	if size == 0 {
		n, err := binary.ReadUvarint(c.in)
		if err != nil {
			return Item{}, c.cutOff(err)
		}
		if n != c.n {
			return Item{}, fmt.Errorf("the corpus is broken: %d resumes announced, %d found", n, c.n)
		}
		c.done = true
		c.Header.Resumes = int(n)
		return Item{}, io.EOF
	}
	size--
	if size > maxItem {
		return Item{}, fmt.Errorf("the corpus is broken: item %d of %d bytes", c.n+1, size)
	}
	b := make([]byte, size)
	if _, err := io.ReadFull(c.in, b); err != nil {
		return Item{}, c.cutOff(err)
	}
	c.n++
	var it Item
	for _, field := range []*string{&it.File, &it.SHA256, &it.Reason} {
		n, w := binary.Uvarint(b)
		if w <= 0 || n > uint64(len(b)-w) {
			return Item{}, fmt.Errorf("the corpus is broken in item %d", c.n)
		}
		*field = string(b[w : w+int(n)])
		b = b[w+int(n):]
	}
	it.Parsed = b
	return it, nil
}

func (c *Reader) cutOff(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("the corpus is cut off after %d resumes; build it again", c.n)
	}
	return fmt.Errorf("the corpus is broken after %d resumes: %w", c.n, err)
}

// Close frees what reading holds.
func (c *Reader) Close() { c.zstd.Close() }

func readLine(in *bufio.Reader, limit int) ([]byte, error) {
	var line []byte
	for {
		b, err := in.ReadByte()
		if err != nil {
			return nil, err
		}
		if b == '\n' {
			return line, nil
		}
		if line = append(line, b); len(line) > limit {
			return nil, errors.New("too long")
		}
	}
}
