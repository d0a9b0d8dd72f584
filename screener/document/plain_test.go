package document

import (
	"math/rand/v2"
	"testing"
)

// plainSlowly is PlainLen, byte by byte.
func plainSlowly(s string) int {
	for i := range len(s) {
		if c := s[i]; c != '\t' && (c < ' ' || c > '~') {
			return i
		}
	}
	return len(s)
}

func TestPlainLen(t *testing.T) {
	odd := []byte("\x00\x01\t\n\r\x1f !@AZaz~\x7f\x80\x81\x9f\xa0\xc3\xfe\xff")
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		s := make([]byte, rnd.IntN(28))
		for i := range s {
			s[i] = 'a'
		}
		for n := rnd.IntN(4); n > 0 && len(s) > 0; n-- {
			s[rnd.IntN(len(s))] = odd[rnd.IntN(len(odd))]
		}
		want := plainSlowly(string(s))
		if got := PlainLen(string(s)); got != want {
			t.Fatalf("%q: %d, not %d", s, got, want)
		}
		if got := PlainLen(s); got != want {
			t.Fatalf("%q as bytes: %d, not %d", s, got, want)
		}
	}
}
