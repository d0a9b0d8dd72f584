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
	reached, taken := 0, 0
	for n := range uint32(len(trie.nodes)) {
		if trie.nodes[n].label != 0 {
			taken++
		}
		if trie.nodes[n].next == 0 {
			continue
		}
		first, size := trie.nodes[n].next>>sizeBits, uint32(1)<<(trie.nodes[n].next&(1<<sizeBits-1))
		for f := first; f < first+size; f++ {
			label := trie.nodes[f].label
			if label == 0 {
				continue
			}
			if got := trie.next(n, token.Gap(label&7), symbol(label>>3)); got != f {
				t.Fatalf("node %d: label %d leads to %d, not to %d", n, label, got, f)
			}
			reached++
		}
		if got := trie.next(n, token.Sep, symbol(1<<28)); got != rootNode {
			t.Fatalf("node %d: an unknown symbol leads to %d", n, got)
		}
	}
	starts := map[uint32]bool{trie.number: true}
	for i := range m.lexicon.words {
		if n := m.lexicon.words[i].starts; n != 0 && n&inList == 0 {
			starts[n] = true
		}
	}
	for _, s := range m.lexicon.starts {
		starts[s.node] = true
	}
	for n := range starts {
		if trie.nodes[n].label&7 == uint32(token.Break) {
			reached++
		}
	}
	if reached != taken {
		t.Errorf("%d of %d nodes hang on another", reached, taken)
	}
	l := &m.lexicon
	known := 0
	for i := range l.words {
		id := l.words[i].id
		if id == 0 {
			continue
		}
		known++
		hash := id&^(1<<flagBits-1) | uint64(i)
		if got := l.find(hash); got != uint64(i) && (l.words[got].id^hash)>>flagBits != 0 {
			t.Fatalf("word %d is found as %d", i, got)
		}
		if got := l.find(hash ^ 1<<40); l.words[got].id != 0 {
			t.Fatalf("a word that is not known is found as %d", got)
		}
	}
	if known < 10_000 || known*3 > len(l.words)*2 {
		t.Errorf("%d of %d places hold a word", known, len(l.words))
	}
}
