package document

// Nearly all bytes of nearly all texts are printable ASCII, which nothing that looks for line ends, control characters or odd
// letters has to see one by one.

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// PlainLen is how many bytes of s, from the first on, are printable ASCII or tabs.
func PlainLen[T string | []byte](s T) int {
	all := len(s)
	for {
		for len(s) >= 8 {
			x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
			del := x ^ 0x7f*eachByte
			// a high bit where a byte is none of ASCII, below space, or DEL; what a borrow sets besides stands behind one of these
			if (x|(x-' '*eachByte)|(del-eachByte)&^del)&highBits != 0 {
				break
			}
			s = s[8:]
		}
		i := 0
		for i < len(s) && (' ' <= s[i] && s[i] < 0x7f) {
			i++
		}
		s = s[i:]
		if len(s) == 0 || s[0] != '\t' {
			return all - len(s)
		}
		s = s[1:]
	}
}
