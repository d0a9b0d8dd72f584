package document

import (
	"math/bits"

	"shortlist/screener/ascii"
)

// Nearly all bytes of nearly all texts are printable ASCII, which nothing that looks for line ends, control characters or odd
// letters has to see one by one.

// PlainLen is how many bytes of s, from the first on, are printable ASCII or tabs.
func PlainLen[T string | []byte](s T) int {
	for i := 0; ; {
		left := len(s) - i
		x := uint64(' ' * ascii.EachByte)
		switch {
		case left >= 8:
			x = ascii.Eight(s[i:])
		case len(s) >= 8: // the end once more, without what was seen
			x = ascii.Eight(s[len(s)-8:])>>(64-8*left) | x<<(8*left)
		default:
			for k := len(s) - 1; k >= i; k-- {
				x = x<<8 | uint64(s[k])
			}
		}
		del := x ^ 0x7f*ascii.EachByte
		// a high bit where a byte is none of ASCII, below space, or DEL; what a borrow sets besides stands behind one of these
		odd := (x | (x - ' '*ascii.EachByte) | (del-ascii.EachByte)&^del) & ascii.HighBits
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
