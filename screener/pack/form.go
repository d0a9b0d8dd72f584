package pack

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"
	"unsafe"
)

// Form is a Codec for data that is made from files once: a flat form that a program reads at its start, instead of making the
// data again each time. A form carries a stamp, which says what it was made from. Its bytes are the same wherever it is made: numbers
// are varints, or little endian in tables. Neither texts nor tables that are read are copied: they are pieces of the form, and
// equal texts are kept once.
type Form struct {
	Codec

	rows  []byte         // written: the tables
	text  []byte         // written: all texts
	known map[string]int // written: where in text each stands

	tables string // read: those that are still to come
	texts  string // read: all of them
}

// magic begins every form; its number goes up when the way forms are written changes.
const magic = "shortlist form 3\n\x00\x00\x00"

// headSize is the length of what stands before the body: magic, stamp, checksum. It is a multiple of tableAlign, and so is what
// the body begins with: how long tables and texts are, eight bytes each, and the tables. Texts follow, then all the rest.
const headSize = len(magic) + sha256.Size + 4

// Stamp says what a form was made from: a hash of it.
type Stamp [sha256.Size]byte

// Why a form is not read. Both mean that what it holds has to be made again.
var (
	ErrStale   = errors.New("the form was made from other files")
	ErrCorrupt = errors.New("the form is damaged")
)

// Seal gives the form of what the walk writes.
func Seal(stamp Stamp, walk func(*Form)) []byte {
	c := Form{known: map[string]int{}}
	walk(&c)
	body := binary.LittleEndian.AppendUint64(nil, uint64(len(c.rows)))
	body = binary.LittleEndian.AppendUint64(body, uint64(len(c.text)))
	body = append(append(append(body, c.rows...), c.text...), c.out...)
	form := append([]byte(magic), stamp[:]...)
	form = binary.LittleEndian.AppendUint32(form, sum(string(body)))
	return append(form, body...)
}

// Open reads a form with the walk that wrote it. After an error what the walk filled is of no use. Texts that were read
// keep the form in memory.
func Open(form string, stamp Stamp, walk func(*Form)) error {
	if len(form) < headSize+16 || form[:len(magic)] != magic {
		return ErrCorrupt
	}
	if form[len(magic):len(magic)+len(stamp)] != string(stamp[:]) {
		return ErrStale
	}
	if sum(form[headSize:]) != binary.LittleEndian.Uint32([]byte(form[headSize-4:headSize])) {
		return ErrCorrupt
	}
	sizes, body := []byte(form[headSize:headSize+16]), form[headSize+16:]
	tables, texts := binary.LittleEndian.Uint64(sizes), binary.LittleEndian.Uint64(sizes[8:])
	if tables > uint64(len(body)) || texts > uint64(len(body))-tables {
		return ErrCorrupt
	}
	c := Form{tables: body[:tables], texts: body[tables : tables+texts], Codec: Reader(body[tables+texts:])}
	walk(&c)
	if c.Done() != nil || c.tables != "" {
		return ErrCorrupt
	}
	return nil
}

// Text is one text.
func (c *Form) Text(s *string) {
	if c.reading {
		at, n := c.uvarint(), c.uvarint()
		if at > uint64(len(c.texts)) || n > uint64(len(c.texts))-at {
			c.Fail(ErrCorrupt)
			at, n = 0, 0
		}
		*s = c.texts[at : at+n]
		return
	}
	at, ok := c.known[*s]
	if !ok {
		at = len(c.text)
		c.known[*s] = at
		c.text = append(c.text, *s...)
	}
	c.out = binary.AppendUvarint(c.out, uint64(at))
	c.out = binary.AppendUvarint(c.out, uint64(len(*s)))
}

// Texts is a list of texts. A nil one stays nil.
func (c *Form) Texts(all *[]string) { Slice(c, all, func(s *string, c *Form) { c.Text(s) }) }

// Integer is any type of whole numbers.
type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// Int is one number of any type; those near zero take little room.
func Int[T Integer](c *Form, n *T) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, zigzag(int64(*n)))
		return
	}
	v := unzigzag(c.uvarint())
	if *n = T(v); int64(*n) != v {
		c.Fail(errLarge)
	}
}

// Ints is a short list of numbers; a long one is better a Table.
func Ints[T Integer](c *Form, all *[]T) { Slice(c, all, func(n *T, c *Form) { Int(c, n) }) }

// Map is a map by text, in the order of the texts. A nil one stays nil.
func Map[V any](c *Form, all *map[string]V, each func(*V, *Form)) {
	n := lengthOf(len(*all), *all == nil)
	c.count(&n, -1)
	if !c.reading {
		for _, k := range slices.Sorted(maps.Keys(*all)) {
			v := (*all)[k]
			c.Text(&k)
			each(&v, c)
		}
		return
	}
	if *all = nil; n < 0 {
		return
	}
	*all = make(map[string]V, n)
	for range n {
		var k string
		var v V
		c.Text(&k)
		if each(&v, c); c.err != nil {
			return
		}
		(*all)[k] = v
	}
}

var table = crc32.MakeTable(crc32.Castagnoli)

// sum is the checksum of a body, which is read where it stands.
func sum(body string) uint32 {
	return crc32.Checksum(unsafe.Slice(unsafe.StringData(body), len(body)), table)
}
