package pdf

import (
	"encoding/binary"
	"math/bits"
)

// inflater decodes deflate (RFC 1951) from bytes to bytes. The streams of a PDF are in memory, and so is what comes out of
// them: without a window, a reader and their copies it takes half the time of a general library. The standard library is
// the reference beside it in the tests. The zero value is ready; its tables are kept from one stream to the next.
type inflater struct {
	lengths [litCodes + distCodes]uint8
	lit     [1334]uint32 // see symbol; sizes after "enough" of zlib for roots of litRoot and distRoot bits
	dist    [402]uint32
	litBits uint // root bits of the tables, as they are
	disBits uint
	fixed   bool // the tables hold the fixed codes

	src []byte
	at  int
	acc uint64 // bits read ahead, the next one lowest
	n   uint   // of them those that count
}

const (
	litCodes  = 288
	distCodes = 32
	litRoot   = 10
	distRoot  = 8
)

// An entry of a table: the length of the code in its low byte; then the number of extra bits, or what else it is; in the
// upper half a literal, the base of a length or distance, or where the table for longer codes begins.
// 0 is no code at all.
const (
	isLiteral = 1 << 8 << iota
	isEnd
	isLonger
	extraShift = 12 // above the signs
	valueShift = 16
)

// more makes sure of 56 bits, or of all that are left.
func (z *inflater) more() {
	if z.at+8 <= len(z.src) {
		z.acc |= binary.LittleEndian.Uint64(z.src[z.at:]) << (z.n & 63)
		z.at += int(63-z.n) >> 3
		z.n |= 56
		return
	}
	z.acc &= 1<<(z.n&63) - 1
	for z.n <= 55 && z.at < len(z.src) {
		z.acc |= uint64(z.src[z.at]) << (z.n & 63)
		z.at++
		z.n += 8
	}
}

// take reads k bits, at most 16.
func (z *inflater) take(k uint) (v uint, ok bool) {
	if z.n < k {
		if z.more(); z.n < k {
			return 0, false
		}
	}
	v = uint(z.acc & (1<<(k&63) - 1))
	z.acc >>= k & 63
	z.n -= k
	return v, true
}

// inflate gives what src holds, in the memory of dst where that is enough, up to a few bytes over limit. What is damaged
// or cut off is given as far as it goes.
func (z *inflater) inflate(dst, src []byte, limit int) []byte {
	dst = dst[:0]
	z.src, z.at, z.acc, z.n = src, 0, 0, 0
	for len(dst) <= limit {
		head, ok := z.take(3)
		if !ok {
			break
		}
		switch head >> 1 {
		case 0:
			dst, ok = z.stored(dst)
		case 1:
			z.fix()
			dst, ok = z.block(dst, limit)
		case 2:
			if ok = z.dynamic(); ok {
				dst, ok = z.block(dst, limit)
			}
		default:
			ok = false
		}
		if !ok || head&1 != 0 {
			break
		}
	}
	z.src = nil
	return dst
}

// stored copies a block that is not compressed.
func (z *inflater) stored(dst []byte) ([]byte, bool) {
	z.take(z.n & 7)
	n, ok1 := z.take(16)
	m, ok2 := z.take(16)
	if !ok1 || !ok2 || n != ^m&0xffff {
		return dst, false
	}
	z.at -= int(z.n >> 3) // what was read ahead
	z.acc, z.n = 0, 0
	end := min(z.at+int(n), len(z.src))
	dst = append(dst, z.src[z.at:end]...)
	ok := end == z.at+int(n)
	z.at = end
	return dst, ok
}

// fix sets the tables to the fixed codes (3.2.6).
func (z *inflater) fix() {
	if z.fixed {
		return
	}
	l := z.lengths[:]
	for i := range litCodes {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	for i := litCodes; i < len(l); i++ {
		l[i] = 5
	}
	z.litBits, _ = codeTable(z.lit[:], l[:litCodes], litRoot, litEntry)
	z.disBits, _ = codeTable(z.dist[:], l[litCodes:], distRoot, distEntry)
	z.fixed = true
}

var lengthOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads the codes of a block (3.2.7).
func (z *inflater) dynamic() bool {
	z.fixed = false
	head, ok := z.take(14)
	nlit, ndist, ncode := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if !ok || nlit > 286 || ndist > 30 {
		return false
	}
	l := z.lengths[:]
	clear(l[:19])
	for _, i := range lengthOrder[:ncode] {
		v, ok := z.take(3)
		if !ok {
			return false
		}
		l[i] = uint8(v)
	}
	table := z.dist[:128]
	root, ok := codeTable(table, l[:19], 7, plainEntry)
	if !ok {
		return false
	}
	l = z.lengths[:nlit+ndist]
	for i := 0; i < len(l); {
		z.more()
		e := table[z.acc&(1<<root-1)]
		used := uint(e & 0xff)
		if e == 0 || used > z.n {
			return false
		}
		z.acc >>= used
		z.n -= used
		v, times := uint8(e>>valueShift), 1
		if v >= 16 {
			var extra uint
			switch v {
			case 16:
				if i == 0 {
					return false
				}
				extra, ok = z.take(2)
				v, times = l[i-1], 3
			case 17:
				extra, ok = z.take(3)
				v, times = 0, 3
			default:
				extra, ok = z.take(7)
				v, times = 0, 11
			}
			if times += int(extra); !ok || i+times > len(l) {
				return false
			}
		}
		for range times {
			l[i] = v
			i++
		}
	}
	var ok1, ok2 bool
	z.litBits, ok1 = codeTable(z.lit[:], l[:nlit], litRoot, litEntry)
	z.disBits, ok2 = codeTable(z.dist[:], l[nlit:], distRoot, distEntry)
	return ok1 && ok2
}

func plainEntry(symbol int) uint32 { return isLiteral | uint32(symbol)<<valueShift }

// litEntry and distEntry give what symbols stand for (3.2.5).
func litEntry(symbol int) uint32 {
	switch {
	case symbol < 256:
		return isLiteral | uint32(symbol)<<valueShift
	case symbol == 256:
		return isEnd
	case symbol < 265:
		return uint32(symbol-257+3) << valueShift
	case symbol < 285:
		extra := (symbol - 261) / 4
		return uint32(4+(symbol-261)%4)<<extra<<valueShift + 3<<valueShift | uint32(extra)<<extraShift
	case symbol == 285:
		return 258 << valueShift
	}
	return 0
}

func distEntry(symbol int) uint32 {
	switch {
	case symbol < 4:
		return uint32(symbol+1) << valueShift
	case symbol < 30:
		extra := symbol/2 - 1
		return uint32(2+symbol%2)<<extra<<valueShift + 1<<valueShift | uint32(extra)<<extraShift
	}
	return 0
}

// codeTable makes the table of a code from the lengths of its symbols; those longer than root get tables behind it. It gives
// the bits that index the table, and false for a code that is not complete; one of no symbol or a single one is (as in zlib).
func codeTable(table []uint32, lengths []uint8, root uint, entry func(int) uint32) (uint, bool) {
	var count, next [16]int
	for _, n := range lengths {
		count[n]++
	}
	count[0] = 0
	top := uint(15)
	for top > 0 && count[top] == 0 {
		top--
	}
	root = max(1, min(root, top))
	size := 1 << root
	code, index := 0, 0
	var sorted [litCodes]uint16 // symbols by the length of their codes
	for n := 1; n <= int(top); n++ {
		code = code<<1 + count[n]
		next[n] = index
		index += count[n]
	}
	single := code == 1 && top == 1
	if top > 0 && code != 1<<top && !single {
		return root, false
	}
	if top == 0 || single {
		clear(table[:size])
	}
	for s, n := range lengths {
		if n != 0 {
			sorted[next[n]] = uint16(s)
			next[n]++
		}
	}
	code, index = 0, 0
	start, free, sub, prefix := 0, size, uint(0), -1 // of the table for longer codes
	for n := uint(1); n <= top; n++ {
		for left := count[n]; left > 0; left-- {
			e := entry(int(sorted[index]))
			index++
			at := int(bits.Reverse16(uint16(code)) >> (16 - n))
			code++
			if n <= root {
				if e != 0 {
					e |= uint32(n)
				}
				for ; at < size; at += 1 << n {
					table[at] = e
				}
				continue
			}
			if p := at & (size - 1); p != prefix {
				prefix = p
				sub = n - root
				for room := 1<<sub - left; sub+root < top && room > 0; {
					sub++
					room = room<<1 - count[sub+root]
				}
				start, free = free, free+1<<sub
				table[p] = isLonger | uint32(start)<<valueShift | uint32(sub)
			}
			if e != 0 {
				e |= uint32(n)
			}
			for at >>= root; at < 1<<sub; at += 1 << (n - root) {
				table[start+at] = e
			}
		}
		code <<= 1
	}
	return root, true
}

// block decodes one block of codes, up to its end, to a fault or to a few bytes over limit. dst holds all that came
// before, and nothing else.
func (z *inflater) block(dst []byte, limit int) ([]byte, bool) {
	const most = 258 + 8 // one copy in steps of eight bytes, or a few literals
	litMask, disMask := uint64(1)<<z.litBits-1, uint64(1)<<z.disBits-1
	src, at, acc, n := z.src, z.at, z.acc, z.n
	w, ok := len(dst), false
	dst = dst[:cap(dst)]
	for {
		if w > limit {
			ok = true
			break
		}
		if len(dst)-w < most {
			dst = append(dst[:w], make([]byte, max(w, 1024))...)
			dst = dst[:cap(dst)]
		}
		if n < 48 { // a length and a distance with their extra bits
			if at+8 <= len(src) {
				acc |= binary.LittleEndian.Uint64(src[at:]) << n
				at += int(63-n) >> 3
				n |= 56
			} else {
				z.at, z.acc, z.n = at, acc, n
				z.more()
				at, acc, n = z.at, z.acc, z.n
			}
		}
		e := z.lit[acc&litMask]
		if e&isLonger != 0 {
			e = z.lit[uint64(e>>valueShift)+acc>>z.litBits&(1<<(e&15)-1)]
		}
		used := uint(e & 15)
		if e == 0 || used > n {
			break
		}
		acc >>= used
		n -= used
		if e&isLiteral != 0 {
			dst[w] = byte(e >> valueShift)
			w++
			for range 3 { // literals come in runs
				e = z.lit[acc&litMask]
				if used = uint(e & 15); e&isLiteral == 0 || used > n {
					break
				}
				acc >>= used
				n -= used
				dst[w] = byte(e >> valueShift)
				w++
			}
			continue
		}
		if e&isEnd != 0 {
			ok = true
			break
		}
		extra := uint(e >> extraShift & 15)
		length := int(e>>valueShift) + int(acc&(1<<extra-1))
		acc >>= extra
		d := z.dist[acc&disMask]
		if d&isLonger != 0 {
			d = z.dist[uint64(d>>valueShift)+acc>>z.disBits&(1<<(d&15)-1)]
		}
		acc >>= d & 15
		more := uint(d >> extraShift & 15)
		distance := int(d>>valueShift) + int(acc&(1<<more-1))
		acc >>= more
		if used = extra + uint(d&15) + more; d == 0 || used > n || distance > w {
			break
		}
		n -= used
		from := w - distance
		if distance < 8 {
			for i := range length {
				dst[w+i] = dst[from+i]
			}
		} else {
			for i := 0; i < length; i += 8 {
				binary.LittleEndian.PutUint64(dst[w+i:], binary.LittleEndian.Uint64(dst[from+i:]))
			}
		}
		w += length
	}
	z.at, z.acc, z.n = at, acc, n
	return dst[:w], ok
}
