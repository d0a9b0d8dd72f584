package pack

import (
	"encoding/binary"
	"math"
	"reflect"
	"testing"
)

// thing holds one of everything that can be packed.
type thing struct {
	name    string
	words   []string
	on      bool
	small   int8
	count   uint64
	below   int64
	numbers []int32
	bits    []uint16
	wide    []uint64
	rows    []row
	parts   []thing
	by      map[string]int
	next    *thing
}

type row struct {
	a uint64
	b [4]int16
}

func (t *thing) pack(c *Form) {
	c.Text(&t.name)
	c.Texts(&t.words)
	c.Bool(&t.on)
	Int(c, &t.small)
	Int(c, &t.count)
	Int(c, &t.below)
	Table(c, &t.numbers)
	Table(c, &t.bits)
	Table(c, &t.wide)
	Table(c, &t.rows)
	Slice(c, &t.parts, (*thing).pack)
	Map(c, &t.by, func(i *int, c *Form) { Int(c, i) })
	Pointer(c, &t.next, (*thing).pack)
}

func sample() *thing {
	return &thing{
		name: "Größe", words: []string{"", "a", "Größe"}, on: true, small: -128, count: math.MaxUint64, below: math.MinInt64,
		numbers: []int32{0, -1, math.MaxInt32, math.MinInt32}, bits: []uint16{0, math.MaxUint16},
		wide: []uint64{0, math.MaxUint64, 1 << 33}, rows: []row{{1 << 60, [4]int16{-1, 0, 9}}, {}},
		parts: []thing{{}, {name: "a", numbers: []int32{}, words: []string{}, by: map[string]int{}}},
		by:    map[string]int{"z": 1, "a": -2, "": 3}, next: &thing{name: "next"},
	}
}

func TestRoundTrip(t *testing.T) {
	stamp := Stamp{1, 2, 3}
	want := sample()
	form := Seal(stamp, want.pack)
	var got thing
	if err := Open(string(form), stamp, got.pack); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(&got, want) {
		t.Errorf("got %+v", got)
	}
	if again := Seal(stamp, got.pack); string(again) != string(form) {
		t.Error("packed twice it differs")
	}
}

// A form stands where it likes in memory.
func TestTablesMoved(t *testing.T) {
	want := sample()
	form := Seal(Stamp{}, want.pack)
	for shift := range 9 {
		moved := string(append(make([]byte, shift), form...))[shift:]
		var got thing
		if err := Open(moved, Stamp{}, got.pack); err != nil || !reflect.DeepEqual(&got, want) {
			t.Errorf("%d bytes on: %v, %+v", shift, err, got)
		}
	}
}

func TestNoTables(t *testing.T) {
	refused := func(walk func(*Form)) (refused bool) {
		defer func() { refused = recover() != nil }()
		Seal(Stamp{}, walk)
		return
	}
	type gap struct {
		a uint64
		b uint8
	}
	gaps, texts, ints := []gap{{1, 2}}, []string{"a"}, []int{1}
	if !refused(func(c *Form) { Table(c, &gaps) }) || !refused(func(c *Form) { Table(c, &texts) }) || !refused(func(c *Form) { Table(c, &ints) }) {
		t.Error("what is no row of numbers of fixed size is taken for a table")
	}
}

func TestOpenRefuses(t *testing.T) {
	stamp := Stamp{1}
	form := string(Seal(stamp, sample().pack))
	var got thing
	if err := Open(form, Stamp{2}, got.pack); err != ErrStale {
		t.Errorf("another stamp: %v", err)
	}
	for i := range form {
		if err := Open(form[:i], stamp, new(thing).pack); err != ErrCorrupt {
			t.Errorf("%d bytes: %v", i, err)
		}
		b := []byte(form)
		b[i] ^= 1
		if err := Open(string(b), stamp, new(thing).pack); err == nil {
			t.Errorf("byte %d is another one, and nobody notices", i)
		}
	}
	// a walk that reads less than was written
	if err := Open(form, stamp, func(c *Form) { c.Text(&got.name) }); err != ErrCorrupt {
		t.Errorf("another walk: %v", err)
	}
}

// A body that says anything at all is refused or read, and takes no more memory than it is long.
func FuzzOpen(f *testing.F) {
	f.Add(string(Seal(Stamp{}, sample().pack))[headSize:])
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Add("\x01\xff\xff\xff\xff\x0f")
	f.Fuzz(func(t *testing.T, body string) {
		form := append([]byte(magic), make([]byte, len(Stamp{}))...)
		form = append(binary.LittleEndian.AppendUint32(form, sum(body)), body...)
		var got thing
		if err := Open(string(form), Stamp{}, got.pack); err != nil {
			return
		}
		again := Seal(Stamp{}, got.pack)
		var twice thing
		if err := Open(string(again), Stamp{}, twice.pack); err != nil || !reflect.DeepEqual(got, twice) {
			t.Errorf("%v: %+v, then %+v", err, got, twice)
		}
	})
}
