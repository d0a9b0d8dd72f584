package pdf

import (
	"fmt"
	"math/rand"
	"reflect"
	"strings"
	"testing"
)

// A dictionary says what a map would that takes each pair in turn, but no nil in place of a value.
func TestDictionary(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	for n := range 60 {
		want := map[name]object{}
		var text strings.Builder
		text.WriteString("<<")
		for range n {
			k := name(fmt.Sprint("K", r.Intn(n)))
			if v := r.Intn(4); v == 0 {
				fmt.Fprintf(&text, "/%s null", k)
			} else {
				fmt.Fprintf(&text, "/%s %d", k, v)
				want[k] = v
			}
		}
		text.WriteString(">>")
		p := parser{b: []byte(text.String())}
		d, ok := p.object().(dict)
		if !ok || len(d) != n {
			t.Fatalf("%s: %v", &text, d)
		}
		for i := range n + 1 {
			k := name(fmt.Sprint("K", i))
			if got := d.get(k); got != want[k] {
				t.Fatalf("%s: %s is %v, not %v", &text, k, got, want[k])
			}
		}
	}
}

func TestArrays(t *testing.T) {
	for text, want := range map[string]object{
		"[]":                array{},
		"[1 -2 .5]":         numbers{1, -2, .5},
		"[ 1\n2]":           numbers{1, 2},
		"[1 0 R 2 0 R]":     array{ref{1, 0}, ref{2, 0}},
		"[1 2 0 R]":         array{1, ref{2, 0}},
		"[/A 1]":            array{name("A"), 1},
		"[3[4 5]6 7 8]":     array{3, numbers{4, 5}, 6, 7, 8},
		"[1 2":              array{1, 2},
		"[1 2 endobj":       array{1, 2},
		"[1 [2 <</A[3]>>]]": array{1, array{2, dict{{"A", numbers{3}}}}},
		"[1 % 2 ]\n3]":      array{1, 3},
		"[+1 2]":            array{1, 2},
	} {
		p := parser{b: []byte(text)}
		if got := p.object(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %#v", text, got)
		}
	}
}
