// Package pack turns data that is made from files once into a flat form that a program reads at its start, instead of
// making it again each time. A type describes itself once, in a walk over its fields, and that walk both writes and reads:
//
//	func (s *Signal) pack(c *pack.Codec) { c.Text(&s.ID); pack.Slice(c, &s.Phrases, (*Entry).pack) }
//
// A form carries a stamp, which says what it was made from. Its bytes are the same on every platform: numbers are varints or
// little endian, texts stand in one run of bytes of which those that are read are pieces, so that none is copied.
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
const magic = "shortlist form 1\n"

// headSize is the length of what stands before the body: magic, stamp, checksum.
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
	var body []byte
	body = binary.AppendUvarint(body, uint64(len(c.texts)))
	for _, s := range c.texts {
		body = binary.AppendUvarint(body, uint64(len(s)))
	}
	for _, s := range c.texts {
		body = append(body, s...)
	}
	body = append(body, c.out...)
	form := append([]byte(magic), stamp[:]...)
	form = binary.LittleEndian.AppendUint32(form, sum(body))
	return append(form, body...)
}

// Open reads a form with the walk that wrote it. After an error what the walk filled is of no use. Texts that were read
// keep the form in memory.
func Open(form string, stamp Stamp, walk func(*Codec)) error {
	if len(form) < headSize || form[:len(magic)] != magic {
		return ErrCorrupt
	}
	if form[len(magic):len(magic)+len(stamp)] != string(stamp[:]) {
		return ErrStale
	}
	if sum(form[headSize:]) != little(form[headSize-4:]) {
		return ErrCorrupt
	}
	c := Codec{reading: true, in: form, at: headSize}
	c.readTexts()
	walk(&c)
	if c.failed || c.at != len(c.in) {
		return ErrCorrupt
	}
	return nil
}

// Codec is one walk over a value: it writes what the pointers that it is given point to, or sets it.
type Codec struct {
	reading bool
	failed  bool // what is read does not fit; everything read from now on is zero

	out   []byte         // written
	known map[string]int // written: the number of each text
	texts []string       // by number

	in string // read
	at int
}

// Reading says whether the walk reads: what else is made from the fields is made then.
func (c *Codec) Reading() bool { return c.reading }

// Fail ends a walk that reads something that does not fit.
func (c *Codec) Fail() { c.failed, c.at = true, len(c.in) }

// Text is one text. Equal ones are kept once.
func (c *Codec) Text(s *string) {
	if c.reading {
		if i := c.uvarint(); i < uint64(len(c.texts)) {
			*s = c.texts[i]
		} else {
			c.Fail()
		}
		return
	}
	i, ok := c.known[*s]
	if !ok {
		i = len(c.texts)
		c.known[*s] = i
		c.texts = append(c.texts, *s)
	}
	c.out = binary.AppendUvarint(c.out, uint64(i))
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

// Fixed is any type of whole numbers that takes as much room on every platform.
type Fixed interface {
	~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64
}

// Numbers is a list of numbers that take four bytes each, or eight where their type is as large. Long lists are read in no time.
func Numbers[T Fixed](c *Codec, all *[]T) {
	Make(c, all)
	Field(c, *all, func(n *T) *T { return n })
}

// Make is the length of a list whose elements are walked field by field. A nil one stays nil.
func Make[T any](c *Codec, all *[]T) {
	n, ok := c.length(len(*all), *all == nil, 4)
	if c.reading {
		*all = nil
		if ok {
			*all = make([]T, n)
		}
	}
}

// Field is one number of each element of a list, which takes four bytes, or eight where its type is as large.
func Field[T any, N Fixed](c *Codec, all []T, field func(*T) *N) {
	size, half := 4, 32
	wide := N(1)<<half != 0
	if wide {
		size = 8
	}
	if !c.reading {
		for i := range all {
			if v := *field(&all[i]); wide {
				c.out = binary.LittleEndian.AppendUint64(c.out, uint64(v))
			} else {
				c.out = binary.LittleEndian.AppendUint32(c.out, uint32(v))
			}
		}
		return
	}
	if len(all) > (len(c.in)-c.at)/size {
		c.Fail()
		return
	}
	in := c.in[c.at : c.at+size*len(all)]
	c.at += len(in)
	for i := range all {
		if wide {
			*field(&all[i]) = N(little(in[8*i:8*i+4])) | N(little(in[8*i+4:8*i+8]))<<half
		} else {
			*field(&all[i]) = N(little(in[4*i : 4*i+4]))
		}
	}
}

// little reads four bytes, the least first.
func little(s string) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

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
// no more is made than the form can hold.
func (c *Codec) length(n int, none bool, size int) (int, bool) {
	if none {
		n = -1
	}
	n++
	Int(c, &n)
	if n--; n < 0 || c.failed {
		return 0, false
	}
	if c.reading && n > (len(c.in)-c.at)/size {
		c.Fail()
		return 0, false
	}
	return n, true
}

// readTexts reads the table of texts, which are pieces of the form.
func (c *Codec) readTexts() {
	n := c.uvarint()
	if n > uint64(len(c.in)-c.at) {
		c.Fail()
		return
	}
	lengths := make([]int, n)
	total := 0
	for i := range lengths {
		l := c.uvarint()
		if l > uint64(len(c.in)) {
			c.Fail()
			return
		}
		lengths[i] = int(l)
		total += int(l)
	}
	if total > len(c.in)-c.at {
		c.Fail()
		return
	}
	c.texts = make([]string, n)
	for i, l := range lengths {
		c.texts[i] = c.in[c.at : c.at+l]
		c.at += l
	}
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
