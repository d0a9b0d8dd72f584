package diagnostic

import "testing"

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
