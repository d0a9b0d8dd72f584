// Package pack turns data that is made from files once into a flat form that a program reads at its start, instead of
// making it again each time. A type describes itself once, in a walk over its fields, and that walk both writes and reads:
//
//	func (s *Signal) pack(c *pack.Codec) { c.Text(&s.ID); pack.Slice(c, &s.Phrases, (*Entry).pack) }
//
// A form carries a stamp, which says what it was made from. Its bytes are the same wherever it is made: numbers are varints, or
// little endian in tables. Neither texts nor tables that are read are copied: they are pieces of the form.
package pack

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"
)

// magic begins every form; its number goes up when the way forms are written changes.
const magic = "shortlist form 2\n\x00\x00\x00"

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
func Seal(stamp Stamp, walk func(*Codec)) []byte {
	c := Codec{known: map[string]int{}}
	walk(&c)
	body := binary.LittleEndian.AppendUint64(nil, uint64(len(c.rows)))
	body = binary.LittleEndian.AppendUint64(body, uint64(len(c.text)))
	body = append(append(append(body, c.rows...), c.text...), c.out...)
	form := append([]byte(magic), stamp[:]...)
	form = binary.LittleEndian.AppendUint32(form, sum(body))
	return append(form, body...)
}

// Open reads a form with the walk that wrote it. After an error what the walk filled is of no use. Texts that were read
// keep the form in memory.
func Open(form string, stamp Stamp, walk func(*Codec)) error {
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
	c := Codec{reading: true, tables: body[:tables], texts: body[tables : tables+texts], in: body[tables+texts:]}
	walk(&c)
	if c.failed || c.at != len(c.in) || c.tables != "" {
		return ErrCorrupt
	}
	return nil
}

// Codec is one walk over a value: it writes what the pointers that it is given point to, or sets it.
type Codec struct {
	reading bool
	failed  bool // what is read does not fit; everything read from now on is zero

	out   []byte         // written
	rows  []byte         // written: the tables
	text  []byte         // written: all texts
	known map[string]int // written: where in text each stands

	in     string // read
	at     int    // where in in the next thing stands
	tables string // read: those that are still to come
	texts  string // read: all of them
}

// Reading says whether the walk reads: what else is made from the fields is made then.
func (c *Codec) Reading() bool { return c.reading }

// Fail ends a walk that reads something that does not fit.
func (c *Codec) Fail() { c.failed, c.at = true, len(c.in) }

// Text is one text. Equal ones are kept once.
func (c *Codec) Text(s *string) {
	if c.reading {
		at, n := c.uvarint(), c.uvarint()
		if at > uint64(len(c.texts)) || n > uint64(len(c.texts))-at {
			c.Fail()
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

// Texts is a list of texts.
func (c *Codec) Texts(all *[]string) { Slice(c, all, func(s *string, c *Codec) { c.Text(s) }) }

// Bool is one truth value.
func (c *Codec) Bool(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	Int(c, &n)
	*b = n != 0
}

// Integer is any type of whole numbers.
type Integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// Int is one number; small ones take little room.
func Int[T Integer](c *Codec, n *T) {
	if !c.reading {
		v := int64(*n)
		c.out = binary.AppendUvarint(c.out, uint64(v<<1)^uint64(v>>63))
		return
	}
	u := c.uvarint()
	v := int64(u>>1) ^ -int64(u&1)
	if *n = T(v); int64(*n) != v {
		c.Fail()
	}
}

// Ints is a short list of numbers; a long one is better a Table.
func Ints[T Integer](c *Codec, all *[]T) { Slice(c, all, func(n *T, c *Codec) { Int(c, n) }) }

// Slice is a list, each element of which is walked by each. A nil one stays nil.
func Slice[T any](c *Codec, all *[]T, each func(*T, *Codec)) {
	n, ok := c.length(len(*all), *all == nil, 1)
	if c.reading {
		*all = nil
		if ok {
			*all = make([]T, n)
		}
	}
	for i := range *all {
		if c.failed {
			return
		}
		each(&(*all)[i], c)
	}
}

// Map is a map by text, in the order of the texts.
func Map[V any](c *Codec, all *map[string]V, each func(*V, *Codec)) {
	n, ok := c.length(len(*all), *all == nil, 2)
	if !c.reading {
		for _, k := range slices.Sorted(maps.Keys(*all)) {
			v := (*all)[k]
			c.Text(&k)
			each(&v, c)
		}
		return
	}
	*all = nil
	if !ok {
		return
	}
	*all = make(map[string]V, n)
	for range n {
		var k string
		var v V
		c.Text(&k)
		each(&v, c)
		(*all)[k] = v
	}
}

// Pointer is a value that may be missing.
func Pointer[T any](c *Codec, p **T, each func(*T, *Codec)) {
	has := *p != nil
	c.Bool(&has)
	if c.reading {
		*p = nil
		if has && !c.failed {
			*p = new(T)
		}
	}
	if *p != nil {
		each(*p, c)
	}
}

// length is the number of elements of a list; false where there is no list. Each element takes at least size bytes, so that
// no more is made than the form can hold; those of tables are counted apart.
func (c *Codec) length(n int, none bool, size int) (int, bool) {
	if none {
		n = -1
	}
	n++
	Int(c, &n)
	if n--; n < 0 || c.failed {
		return 0, false
	}
	if c.reading && size > 0 && n > (len(c.in)-c.at)/size {
		c.Fail()
		return 0, false
	}
	return n, true
}

func (c *Codec) uvarint() uint64 {
	var v uint64
	for shift := 0; shift < 64; shift += 7 {
		if c.at >= len(c.in) {
			break
		}
		b := c.in[c.at]
		c.at++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	c.Fail()
	return 0
}

var table = crc32.MakeTable(crc32.Castagnoli)

// sum is the checksum of a body. Strings are summed in pieces, so that they need not be copied whole.
func sum[T string | []byte](body T) uint32 {
	var piece [4096]byte
	crc := uint32(0)
	for len(body) > 0 {
		n := copy(piece[:], body)
		crc = crc32.Update(crc, table, piece[:n])
		body = body[n:]
	}
	return crc
}
