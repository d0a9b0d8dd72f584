package document

import "math/bits"

// Nearly all bytes of nearly all texts are printable ASCII, which nothing that looks for line ends, control characters or odd
// letters has to see one by one.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// PlainLen is how many bytes of s, from the first on, are printable ASCII or tabs.
func PlainLen[T string | []byte](s T) int {
	for i := 0; ; {
		left := len(s) - i
		x := uint64(' ' * eachByte)
		switch {
		case left >= 8:
			x = eightBytes(s[i:])
		case len(s) >= 8: // the end once more, without what was seen
			x = eightBytes(s[len(s)-8:])>>(64-8*left) | x<<(8*left)
		default:
			for k := len(s) - 1; k >= i; k-- {
				x = x<<8 | uint64(s[k])
			}
		}
		del := x ^ 0x7f*eachByte
		// a high bit where a byte is none of ASCII, below space, or DEL; what a borrow sets besides stands behind one of these
		odd := (x | (x - ' '*eachByte) | (del-eachByte)&^del) & highBits
		if odd == 0 {
			if i += 8; i >= len(s) {
				return len(s)
			}
			continue
		}
		if i += bits.TrailingZeros64(odd) / 8; s[i] != '\t' {
			return i
		}
		i++
	}
}

// eightBytes is the first eight bytes of s, which has as many, the first one lowest.
func eightBytes[T string | []byte](s T) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
