package ascii

import (
	"math/bits"
	"testing"
)

// Each byte in each place, among others, is told by the plain rules.
func TestLetters(t *testing.T) {
	for _, beside := range []string{"aZaZaZaZ", "@[`{ \x7f\x80\xff", "\x00\x00\x00\x00\x00\x00\x00\x00", "\xc1\xe1\xda\xfa\xc0\xdb\xe0\xfb"} {
		for at := range 8 {
			for c := range 256 {
				text := []byte(beside)
				text[at] = byte(c)
				x := Eight(text)
				if x != Eight(string(text)) {
					t.Fatalf("%q is read in two ways", text)
				}
				lowered, letters, small := Letters(x)
				for i, b := range text {
					isSmall, isLarge := 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z'
					if high(letters, i) != (isSmall || isLarge) || high(small, i) != isSmall {
						t.Fatalf("%q: byte %d is taken for something else", text, i)
					}
					if got := byte(lowered >> (8 * i)); isLarge && got != b+'a'-'A' || isSmall && got != b {
						t.Fatalf("%q: byte %d becomes %q", text, i, got)
					}
				}
				if end := ^letters & HighBits; end != 0 {
					if n := bits.TrailingZeros64(end) / 8; Before(end) != 1<<(8*n)-1 {
						t.Fatalf("%q: %#x stands before byte %d", text, Before(end), n)
					}
				}
			}
		}
	}
}

func high(bits uint64, i int) bool { return bits>>(8*i+7)&1 != 0 }
