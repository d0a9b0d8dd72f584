package pack

import (
	"encoding/binary"
	"errors"
	"math"
	"reflect"
	"runtime"
	"testing"
)

// numbered is a Codec with something of its own.
type numbered struct {
	Codec
	last int
}

// rise is a number that is written as how far it is from the one before.
func (c *numbered) rise(n *int) {
	by := *n - c.last
	c.Int(&by)
	if c.Reading() {
		*n = c.last + by
	}
	c.last = *n
}

// part holds one of everything that a Codec knows.
type part struct {
	name    string
	words   []string
	on, off bool
	one     uint8
	least   int
	most    uint64
	wide    float64
	narrow  float32
	rising  []int
	parts   []part
	next    *part
}

func (p *part) walk(c *numbered) {
	c.Text(&p.name)
	c.Texts(&p.words)
	c.Bool(&p.on)
	c.Bool(&p.off)
	c.Byte(&p.one)
	c.Int(&p.least)
	c.Uint(&p.most)
	c.Float(&p.wide)
	c.Float32(&p.narrow)
	List(c, &p.rising, func(n *int, c *numbered) { c.rise(n) })
	Slice(c, &p.parts, (*part).walk)
	Pointer(c, &p.next, (*part).walk)
}

func anyPart() *part {
	return &part{
		name: "broken \xff Größe", words: []string{"", "a"}, on: true, one: 255, least: math.MinInt, most: math.MaxUint64,
		wide: -1.25, narrow: 33.3, rising: []int{5, 3, 900, math.MaxInt},
		parts: []part{{}, {name: "a", words: []string{}, parts: []part{}, wide: math.Inf(1), least: math.MaxInt}}, next: &part{name: "next"},
	}
}

func write(p *part) []byte {
	c := numbered{Codec: Writer([]byte("kept"))}
	p.walk(&c)
	return c.Written()
}

func read(in string) (p part, err error) {
	c := numbered{Codec: Reader(in)}
	p.walk(&c)
	return p, c.Done()
}

func TestCodec(t *testing.T) {
	want := anyPart()
	data := string(write(want))
	if data[:4] != "kept" {
		t.Fatal("what was there is gone")
	}
	data = data[4:]
	got, err := read(data)
	if err != nil || !reflect.DeepEqual(&got, want) {
		t.Errorf("%v: %+v", err, got)
	}
	for i := range data {
		if _, err := read(data[:i]); err == nil {
			t.Errorf("%d of %d bytes are taken", i, len(data))
		}
	}
	if _, err := read(data + "\x00"); err == nil {
		t.Error("a byte too many is taken")
	}
}

func TestListsOfMany(t *testing.T) {
	for _, n := range []int{0, 1, 1000, 131072, 131073, 131074, 500_000} { // an int list gets room for 131073 at once
		all := make([]int, n)
		for i := range all {
			all[i] = i & 63
		}
		c := Writer(nil)
		Slice(&c, &all, func(n *int, c *Codec) { c.Int(n) })
		r := Reader(string(c.Written()))
		var got []int
		Slice(&r, &got, func(n *int, c *Codec) { c.Int(n) })
		if r.Done() != nil || !reflect.DeepEqual(got, all) {
			t.Errorf("%d: %v, %d are read", n, r.Err(), len(got))
		}
	}
}

func TestFail(t *testing.T) {
	first := errors.New("first")
	c := Reader("\x02\x02")
	c.Fail(first)
	c.Fail(errors.New("second"))
	n, b, s := 7, true, []string{"a"}
	c.Int(&n)
	c.Bool(&b)
	c.Texts(&s)
	if n != 0 || b || s != nil {
		t.Errorf("after an error %d, %v, %q are read", n, b, s)
	}
	if c.Done() != first {
		t.Errorf("the error is %v", c.Done())
	}
}

// A list that claims to be as long as there are bytes, of elements that are large in memory, takes little before it fails.
func TestClaims(t *testing.T) {
	type large struct{ room [1000]int }
	in := binary.AppendUvarint(nil, 1_000_000)
	for len(in) < 2_000_000 {
		in = append(in, 0xff) // the first element is a number that does not end
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c := Reader(string(in))
	var all []large
	Slice(&c, &all, func(l *large, c *Codec) { c.Int(&l.room[0]) })
	runtime.ReadMemStats(&after)
	if c.Done() == nil {
		t.Error("it is taken")
	}
	if took := after.TotalAlloc - before.TotalAlloc; took > 8<<20 {
		t.Errorf("%d bytes of memory are taken", took)
	}
}

func FuzzCodec(f *testing.F) {
	f.Add(string(write(anyPart()))[4:])
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f")
	f.Fuzz(func(t *testing.T, in string) {
		got, err := read(in)
		if err != nil {
			return
		}
		again, err := read(string(write(&got))[4:])
		if err != nil || string(write(&again)) != string(write(&got)) { // which tells bits of no number apart, as == does not
			t.Errorf("%v: %+v, then %+v", err, got, again)
		}
	})
}
