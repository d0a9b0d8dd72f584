// Package ascii looks at eight bytes of text at once, since no processor foresees where the next word or odd letter begins. What it says of
// each byte stands in the highest bit of that byte.
package ascii

const (
	EachByte = 0x0101010101010101 // 1 in each byte
	HighBits = 0x8080808080808080 // the highest bit of each byte
)

// Eight is the first eight bytes of s, which has as many, the first one lowest.
func Eight[T string | []byte](s T) uint64 {
	_ = s[7] // one look at the length for all
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// Letters gives eight bytes with their letters small, and which of them are letters and which small ones.
func Letters(x uint64) (lowered, letters, small uint64) {
	lowered = x | 0x20*EachByte
	seven := lowered &^ HighBits
	// at least a, and not above z
	letters = (seven + (0x80-'a')*EachByte) &^ (seven + (0x7f-'z')*EachByte) &^ x & HighBits
	return lowered, letters, letters & (x << 2)
}

// Before gives all bits of the bytes before the first one whose highest bit is set in end, which is not 0.
func Before(end uint64) uint64 { return (end ^ (end - 1)) >> 8 }
