package pack

import (
	"encoding/binary"
	"fmt"
	"unsafe"
)

// tableAlign is what tables stand at multiples of in a form: the strictest that numbers want.
const tableAlign = 8

// Table is a list of numbers, or of records of numbers, that is used where it stands in the form: nothing is copied or looked
// at. What is read must not be written to. Records hold numbers of fixed size and arrays of them alone; fields named _ fill the
// gaps that alignment would leave. A machine that keeps numbers the other way round refuses a form with tables.
func Table[T any](c *Form, all *[]T) {
	size := int(unsafe.Sizeof(*new(T)))
	n := lengthOf(len(*all), *all == nil)
	c.Int(&n)
	if !c.reading {
		if n >= 0 {
			c.writeTable(*all, n*size)
		}
		return
	}
	if *all = nil; n < 0 {
		return
	}
	if !littleEndian() || n > len(c.tables)/size {
		c.Fail(ErrCorrupt)
		return
	}
	*all = inPlace[T](c.tables, n)
	c.tables = c.tables[min(len(c.tables), (n*size+tableAlign-1)/tableAlign*tableAlign):]
}

// writeTable writes records; size is how many bytes they take in memory.
func (c *Form) writeTable(records any, size int) {
	out, err := binary.Append(c.rows, binary.LittleEndian, records)
	if err != nil || len(out)-len(c.rows) != size {
		panic(fmt.Sprintf("%T cannot be a table: its records have gaps, or hold something else than numbers", records))
	}
	for len(out)%tableAlign != 0 {
		out = append(out, 0)
	}
	c.rows = out
}

// inPlace takes the bytes that s begins with for n records. Where s does not stand as numbers want, they are moved; files that
// are embedded do.
func inPlace[T any](s string, n int) []T {
	if n == 0 {
		return []T{}
	}
	at := unsafe.Pointer(unsafe.StringData(s))
	if uintptr(at)%unsafe.Alignof(*new(T)) == 0 {
		return unsafe.Slice((*T)(at), n)
	}
	moved := make([]T, n)
	copy(unsafe.Slice((*byte)(unsafe.Pointer(&moved[0])), n*int(unsafe.Sizeof(moved[0]))), s)
	return moved
}

// littleEndian says whether this machine keeps numbers as forms do.
func littleEndian() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }
