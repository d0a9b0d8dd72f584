package match

import (
	"testing"

	"shortlist/screener/token"
)

// TestTables checks what looking up relies on: each follower stands among those of its node, in the order of the labels,
// and is found there; each word is found by its hash, and its lists end.
func TestTables(t *testing.T) {
	m := matcher(t)
	trie := &m.trie
	reached := 1
	for n := range uint32(len(trie.nodes) - 1) {
		from, to := trie.nodes[n].next, trie.nodes[n+1].next
		for f := from; f < to; f++ {
			if f > from && trie.labels[f] <= trie.labels[f-1] {
				t.Fatalf("node %d: the labels of its followers are not in order", n)
			}
			label := trie.labels[f]
			if got := trie.next(n, token.Gap(label&7), symbol(label>>3)); got != f {
				t.Fatalf("node %d: label %d leads to %d, not to %d", n, label, got, f)
			}
			reached++
		}
		if got := trie.next(n, token.Sep, symbol(1<<28)); got != rootNode {
			t.Fatalf("node %d: an unknown symbol leads to %d", n, got)
		}
	}
	if reached != len(trie.nodes)-1 {
		t.Errorf("%d of %d nodes hang on another", reached, len(trie.nodes)-1)
	}
	l := &m.lexicon
	for w := 1; w < len(l.words); w++ {
		if got := l.find(l.hashes[w]); got != uint32(w) {
			t.Fatalf("word %d is found as %d", w, got)
		}
		if got := l.find(l.hashes[w] ^ 1<<40); got != 0 {
			t.Fatalf("a word that is not known is found as %d", got)
		}
	}
}
