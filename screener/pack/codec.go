// Package pack writes values as flat bytes and reads them back. A type describes itself once, in a walk over its fields, and
// that walk both writes and reads, so that the two cannot drift apart:
//
//	func (h *Hit) pack(c *pack.Codec) { c.Text(&h.Term); c.Int(&h.Page); pack.Slice(c, &h.Parts, (*Part).pack) }
//
// Codec has what all walks need. A Form is one with which data is made ahead. Others embed a Codec to add what is theirs.
package pack

import (
	"encoding/binary"
	"errors"
	"math"
	"math/bits"
	"unsafe"
)

// Why bytes are not what a walk wrote.
var (
	errShort = errors.New("its bytes end too soon")
	errLong  = errors.New("there are bytes after its end")
	errLarge = errors.New("a number is too large")
)

// Codec is one walk over a value: it writes what the pointers that it is given point to, or sets it. What it reads may be any
// bytes: after the first thing that does not fit, all the rest reads as zero, and a list that claims to be long takes little memory
// before it is. Texts that are read are pieces of the input, and keep all of it in memory.
type Codec struct {
	reading bool
	reuse   bool
	err     error // what did not fit first

	out []byte // written
	in  string // read
	at  int    // where in in the next thing stands
}

// Writer is a Codec that appends to dst.
func Writer(dst []byte) Codec { return Codec{out: dst} }

// Reader is a Codec that reads in.
func Reader(in string) Codec { return Codec{reading: true, in: in} }

// Written gives dst with all that was written.
func (c *Codec) Written() []byte { return c.out }

// Reading says whether the walk reads: what else is made from the fields is made then, and what is read is checked.
func (c *Codec) Reading() bool { return c.reading }

// Reuse says that the lists that are read may take the memory of those that stand in their place, of which nobody needs anything
// any longer.
func (c *Codec) Reuse() { c.reuse = true }

// Fail ends a walk that reads something that does not fit.
func (c *Codec) Fail(err error) {
	if c.err == nil {
		c.err = err
	}
	c.at = len(c.in)
}

// Err is the first thing that did not fit.
func (c *Codec) Err() error { return c.err }

// Done gives the error of a walk that has read: the first thing that did not fit, or that there is more to read.
func (c *Codec) Done() error {
	if c.err == nil && c.at < len(c.in) {
		c.err = errLong
	}
	return c.err
}

// Uint is a number of at least zero as a varint; small ones take little room.
func (c *Codec) Uint(v *uint64) {
	if c.reading {
		*v = c.uvarint()
		return
	}
	c.out = binary.AppendUvarint(c.out, *v)
}

// Int is a number as a varint; those near zero take little room.
func (c *Codec) Int(v *int) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, zigzag(int64(*v)))
		return
	}
	n := unzigzag(c.uvarint())
	if *v = int(n); int64(*v) != n {
		c.Fail(errLarge)
	}
}

// Float is a number of 64 bits, as a varint of its bits from the last: round ones have zeros there, and take little room.
func (c *Codec) Float(f *float64) {
	v := bits.ReverseBytes64(math.Float64bits(*f))
	c.Uint(&v)
	if c.reading {
		*f = math.Float64frombits(bits.ReverseBytes64(v))
	}
}

// Float32 is a number of 32 bits, four bytes little endian.
func (c *Codec) Float32(f *float32) {
	if !c.reading {
		c.out = binary.LittleEndian.AppendUint32(c.out, math.Float32bits(*f))
		return
	}
	if len(c.in)-c.at < 4 {
		c.Fail(errShort)
		*f = 0
		return
	}
	b := c.in[c.at : c.at+4]
	*f = math.Float32frombits(uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24)
	c.at += 4
}

// Byte is one byte.
func (c *Codec) Byte(b *uint8) {
	if !c.reading {
		c.out = append(c.out, *b)
		return
	}
	if c.at >= len(c.in) {
		c.Fail(errShort)
		*b = 0
		return
	}
	*b = c.in[c.at]
	c.at++
}

// Bool is one truth value, a byte.
func (c *Codec) Bool(b *bool) {
	var n uint8
	if *b {
		n = 1
	}
	c.Byte(&n)
	if c.reading {
		*b = n == 1
	}
}

// Length is how many things follow, each of which takes a byte at least: more than there are bytes do not fit.
func (c *Codec) Length(n *int) { c.count(n, 0) }

// count is a number of things from least on.
func (c *Codec) count(n *int, least int) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, uint64(*n-least))
		return
	}
	u := c.uvarint()
	if u > uint64(len(c.in)-c.at-least) {
		c.Fail(errShort)
		u = 0
	}
	*n = int(u) + least
}

// Text is one text, any bytes.
func (c *Codec) Text(s *string) {
	n := len(*s)
	c.Length(&n)
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	*s = c.in[c.at : c.at+n]
	c.at += n
}

// Texts is a list of texts. A nil one stays nil.
func (c *Codec) Texts(all *[]string) { Slice(c, all, func(s *string, c *Codec) { c.Text(s) }) }

// Walk is a Codec, or what embeds one: what each element of a list is handed on.
type Walk interface{ codec() *Codec }

func (c *Codec) codec() *Codec { return c }

// Slice is a list, each element of which is walked by each. A nil one stays nil.
func Slice[T any, W Walk](w W, all *[]T, each func(*T, W)) {
	n := lengthOf(len(*all), *all == nil)
	if w.codec().count(&n, -1); n < 0 {
		*all = nil
		return
	}
	elements(w, all, n, each)
}

// lengthOf is how long something is: -1 where it is nil.
func lengthOf(n int, none bool) int {
	if none {
		return -1
	}
	return n
}

// List is a Slice of which nobody needs to know whether an empty one is nil: it is read as nil.
func List[T any, W Walk](w W, all *[]T, each func(*T, W)) {
	n := len(*all)
	if w.codec().Length(&n); n == 0 {
		*all = nil
		return
	}
	elements(w, all, n, each)
}

// mostAhead is how many bytes of memory a list gets at once, for all that its length says. More comes with its elements, each of
// which may be many times as large in memory as it is written.
const mostAhead = 1 << 20

func elements[T any, W Walk](w W, all *[]T, n int, each func(*T, W)) {
	c := w.codec()
	switch {
	case c.reading && c.reuse && n <= cap(*all):
		*all = (*all)[:n]
		clear(*all)
	case c.reading:
		*all = make([]T, min(n, 1+mostAhead/int(unsafe.Sizeof(*new(T)))))
	}
	s := *all
	for i := range n {
		if i == len(s) {
			s = append(s, make([]T, min(i, n-i))...)
			*all = s
		}
		if each(&s[i], w); c.err != nil {
			return
		}
	}
}

// Pointer is a value that may be missing.
func Pointer[T any, W Walk](w W, p **T, each func(*T, W)) {
	c := w.codec()
	has := *p != nil
	c.Bool(&has)
	if c.reading {
		*p = nil
		if has {
			*p = new(T)
		}
	}
	if has {
		each(*p, w)
	}
}

func zigzag(n int64) uint64 { return uint64(n)<<1 ^ uint64(n>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

func (c *Codec) uvarint() uint64 {
	v := uint64(0)
	for shift := 0; shift < 64 && c.at < len(c.in); shift += 7 {
		b := c.in[c.at]
		c.at++
		v |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
	c.Fail(errShort)
	return 0
}
