package diagnostic

import (
	"strings"
	"testing"
)

func TestCaret(t *testing.T) {
	src := []byte("a: 1\n\tterms: [Größe, Postgress]\nc: 2\n")
	f := Finding{File: "x.yaml", Line: 2, Col: 19, EndCol: 28, Code: "unknown-term", Says: `unknown term "Postgress"`, Hint: "did you mean PostgreSQL?"}
	want := "x.yaml:2:19: error unknown-term unknown term \"Postgress\"\n" +
		"    2 | \tterms: [Größe, Postgress]\n" +
		"      | \t               ^^^^^^^^^ did you mean PostgreSQL?\n"
	if got := f.Caret(src); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got, want := f.Error(), `x.yaml:2:19: unknown term "Postgress"; did you mean PostgreSQL?`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCaretOutsideTheSource(t *testing.T) {
	for _, f := range []Finding{{Line: 9, Col: 3, Says: "x"}, {Line: 1, Col: 99, Says: "x"}, {Says: "x"}, {Line: 1, Col: 2, EndCol: 1, Says: "x"}} {
		if f.Caret([]byte("ab\n")) == "" {
			t.Errorf("%+v: nothing shown", f)
		}
	}
	if got, want := (Finding{Line: 1, Col: 99, Says: "x"}).Caret([]byte("ab\n")), ":1:99: error x\n    1 | ab\n      |   ^\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLongLinesAreCutAroundThePlace(t *testing.T) {
	line := strings.Repeat("ä", 80) + "HERE" + strings.Repeat("z", 300)
	f := Finding{Line: 1, Col: 161, EndCol: 165, Code: "L1", Says: "x"}
	got := strings.Split(f.Caret([]byte(line)), "\n")
	if len([]rune(got[1])) > 120 {
		t.Errorf("the line is %d characters long", len([]rune(got[1])))
	}
	at := []rune(got[1])
	mark := []rune(got[2])
	n := strings.Index(string(mark), "^")
	if n < 0 || string(at[n:n+4]) != "HERE" || strings.Count(got[2], "^") != 4 {
		t.Errorf("the caret stands under something else:\n%s\n%s", got[1], got[2])
	}
}
