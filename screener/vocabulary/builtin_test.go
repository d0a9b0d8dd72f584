package vocabulary

import (
	"testing"

	"shortlist/rubrics"
)

func TestBuiltIn(t *testing.T) {
	v, err := Load(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(v.Terms()); n < 550 {
		t.Errorf("only %d terms", n)
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(rubrics.Files); err != nil {
			b.Fatal(err)
		}
	}
}
