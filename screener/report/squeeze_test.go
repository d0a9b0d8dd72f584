package report

import (
	"strings"
	"testing"
)

// slowSqueeze is what squeeze does in one pass.
func slowSqueeze(s string) string { return strings.Join(strings.Fields(s), " ") }

func FuzzSqueeze(f *testing.F) {
	for _, s := range []string{
		"", " ", "a", " a b ", "a  b", "a\nb", "a \n b\t\vc\f\rd", "a \u00a0b", "2022 \u2003AWS", "é  ü", "a\u0085b", "a\x00 b", "a\xff \xffb",
		"x\u00a0", "\u3000x y", "a b \u2028\u2029 c", "• Built a thing", "\xe2\x80", "a \xc2\xa0 b",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := squeeze(s), slowSqueeze(s); got != want {
			t.Errorf("squeeze(%q) = %q, want %q", s, got, want)
		}
	})
}
