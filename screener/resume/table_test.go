package resume

import (
	"math/rand"
	"testing"
)

// TestWordTable compares the table with a map, over words of all lengths and past several growths.
func TestWordTable(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	table := newWordTable(4)
	want := map[string]uint32{}
	for range 20000 {
		word := make([]byte, rnd.Intn(20))
		for i := range word {
			word[i] = "abcé\x00z"[rnd.Intn(7)]
		}
		if rnd.Intn(3) == 0 {
			if got := table.get(word); got != want[string(word)] {
				t.Fatalf("get(%q) = %d, want %d", word, got, want[string(word)])
			}
			continue
		}
		id, made := table.add(word)
		if _, had := want[string(word)]; made == had {
			t.Fatalf("add(%q): made %v, though had %v", word, made, had)
		} else if made {
			want[string(word)] = uint32(len(want) + 1)
		}
		if id != want[string(word)] {
			t.Fatalf("add(%q) = %d, want %d", word, id, want[string(word)])
		}
	}
	for word, id := range want {
		if got := table.get([]byte(word)); got != id {
			t.Errorf("get(%q) = %d, want %d", word, got, id)
		}
	}
}

// TestStepTable does so with steps.
func TestStepTable(t *testing.T) {
	rnd := rand.New(rand.NewSource(1))
	table := newStepTable(4)
	type step struct {
		at   int32
		word uint32
	}
	want := map[step]int32{}
	for i := range 20000 {
		s := step{rnd.Int31n(200), rnd.Uint32() % 200}
		if got := table.get(s.at, s.word); got != want[s] {
			t.Fatalf("get(%v) = %d, want %d", s, got, want[s])
		}
		if want[s] == 0 {
			want[s] = int32(i + 1)
			table.put(s.at, s.word, want[s])
		}
	}
	for s, to := range want {
		if got := table.get(s.at, s.word); got != to {
			t.Errorf("get(%v) = %d, want %d", s, got, to)
		}
	}
}

// TestMay compares phrases found by the short cut with those that a search at every token finds.
func TestMay(t *testing.T) {
	p := parser(t)
	text := fourKB() + "\n" + twoPages
	for _, phrases := range p.lex.headings {
		text += "\n" + phrases
	}
	r := &reading{lex: p.lex, text: text}
	r.tokenize(0, len(text))
	open := &reading{lex: p.lex, text: text, toks: append([]token(nil), r.toks...)}
	for i := range open.toks {
		if open.toks[i].word != 0 {
			open.toks[i].may = ^class(0)
		}
	}
	found := 0
	for c := class(1); c != 0 && c <= isTold; c <<= 1 {
		for i := range r.toks {
			n, l := r.at(i, len(r.toks), c)
			m, k := open.at(i, len(r.toks), c)
			if n != m || l != k || r.is(i, c) != open.is(i, c) {
				t.Fatalf("token %q, class %b: %v %d, want %v %d", r.tokenText(i), c, n, l, m, k)
			}
			for to := i + 1; to <= min(i+4, len(r.toks)); to++ {
				if n, m := r.whole(i, to, c), open.whole(i, to, c); n != m {
					t.Fatalf("%q, class %b: %v, want %v", r.text[r.toks[i].start:r.toks[to-1].end], c, n, m)
				} else if n != nil {
					found++
				}
			}
		}
	}
	if found < 500 {
		t.Errorf("only %d phrases were compared", found)
	}
}
