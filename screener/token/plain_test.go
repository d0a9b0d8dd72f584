package token

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// slowly is Scan without its short ways.
func slowly(text string, from, to int) []Token {
	var out []Token
	for i := from; i < to; {
		var t Token
		if i, t.Gap, t.Marks = gap(text, i, from, to); i >= to {
			break
		}
		if i > from && text[i-1] == '.' {
			t.Flags |= Dotted
		}
		i = word(text, i, to, &t)
		out = append(out, t)
	}
	return out
}

func compareScans(t *testing.T, text string, from, to int) {
	t.Helper()
	if got, want := Scan(nil, text, from, to), slowly(text, from, to); !slices.Equal(got, want) {
		t.Fatalf("%q[%d:%d]:\n%+v, not\n%+v", text, from, to, got, want)
	}
}

// TestPlainWords compares the short ways with the long one, over words and signs thrown together.
func TestPlainWords(t *testing.T) {
	pieces := []string{
		"a", "C", "Go", "NET", "Node", "js", "x86", "14", " ", " ", " ", "  ", "\n", "\n\n", "\t", "\r\n", ",", ", ", ".", ". ", "...", "-", "-\n", "'s", "’s", "n't", "+", "++", "#", " #", "♯",
		"é", "ﬁ", "日本", "\u00ad", "\xff", "/", "&", "(", ")", "•", "·", "K", "micro", "Z", "z", "@", "[", "`", "{", "engineer", "PIPELINES", "Infrastructure", "ABCDEFGH", "@BCDEFG[",
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 60000 {
		var b strings.Builder
		for range 1 + rnd.IntN(9) {
			b.WriteString(pieces[rnd.IntN(len(pieces))])
		}
		text := b.String()
		compareScans(t, text, 0, len(text))
		from := rnd.IntN(len(text))
		compareScans(t, text, from, from+rnd.IntN(len(text)-from+1))
	}
}

func FuzzPlainWords(f *testing.F) {
	for _, s := range []string{"Go, C++ and .NET", "C #", "PostgreSQL14 isn't", "micro-\nservices", "A.B. Ç"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { compareScans(t, text, 0, len(text)) })
}
