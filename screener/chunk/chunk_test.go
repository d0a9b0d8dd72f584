package chunk

import (
	"fmt"
	"strings"
	"testing"
)

func TestList(t *testing.T) {
	var l List[int]
	for i := range 5*perPiece + 3 {
		if l.Len() != i {
			t.Fatalf("%d of %d", l.Len(), i)
		}
		l.Add(i)
		*l.At(i / 2) += 1_000_000
	}
	first := l.At(0)
	for i := range l.Len() {
		want := i
		for j := 2 * i; j <= 2*i+1 && j < l.Len(); j++ {
			want += 1_000_000
		}
		if got := *l.At(i); got != want {
			t.Fatalf("%d: %d, want %d", i, got, want)
		}
	}
	if l.Add(1); l.At(0) != first {
		t.Error("what was added moves")
	}
}

func TestTexts(t *testing.T) {
	var texts Texts
	if got := texts.At(Text{}); got != "" {
		t.Errorf("the zero text is %q", got)
	}
	want := []string{"", strings.Repeat("x", pieceSize), strings.Repeat("y", 3*pieceSize+1), "short", strings.Repeat("z", pieceSize-4), strings.Repeat("w", pieceSize-5)}
	for i := range 30_000 {
		want = append(want, fmt.Sprint(i, strings.Repeat("é", i%40)))
	}
	var at []Text
	for _, s := range want {
		at = append(at, texts.Add(s))
	}
	for i, x := range at {
		if got := texts.At(x); got != want[i] {
			t.Fatalf("text %d has %d bytes, want %d: %.40q", i, len(got), len(want[i]), got)
		}
	}
}
