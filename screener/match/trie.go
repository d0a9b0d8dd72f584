package match

import (
	"math/bits"

	"shortlist/screener/token"
)

// rootNode is where every sequence starts, and no edge leads there.
const rootNode uint32 = 0

// trie holds all sequences of symbols. The followers of a node stand side by side, so that an edge is no more than the label of the
// node that it leads to, and looking for one touches a line or two of memory.
type trie struct {
	nodes   []node // the root, its followers in the order of their labels, and the others' followers by the hash of their labels
	number  uint32 // the follower of the root that stands for a number; rootNode if there is none
	accepts []uint32
}

// node is an edge and where it leads to. The zero value, but for the root, is a place that was left free.
type node struct {
	label uint32 // what leads here
	next  uint32 // where its followers begin, times 1<<sizeBits, plus the binary logarithm of how many places they have; 0: none
	// accepts is 0 for nothing; a unit; firstSegment and the number of a segment that no other must stand before, which is noted so
	// often that it is worth no look at its unit; or, where there are several, severalAccepts and where they begin in trie.accepts: how many segments,
	// units, and units with another segment before them there are, then the segments, the units, and the last with their segments.
	accepts uint32
}

const (
	sizeBits       = 5
	firstSegment   = 1 << 31
	severalAccepts = 1 << 30
)

// labelOf is a gap with the symbol behind it.
func labelOf(gap token.Gap, sym symbol) uint32 { return uint32(sym)<<3 | uint32(gap) }

// next follows an edge; rootNode where there is none, or n is the root.
func (t *trie) next(n uint32, gap token.Gap, sym symbol) uint32 {
	followers, label := t.nodes[n].next, labelOf(gap, sym)
	first, last := followers>>sizeBits, uint32(1)<<(followers&(1<<sizeBits-1))-1
	for i := spread(label, last); ; i = (i + 1) & last {
		switch t.nodes[first+i].label {
		case label:
			return first + i
		case 0:
			return rootNode
		}
		if last == 0 {
			return rootNode
		}
	}
}

// spread is where looking for a label begins among places up to `last`, which is a power of two less one.
func spread(label, last uint32) uint32 {
	return uint32(uint64(label)*0x9E3779B97F4A7C15>>40) & last
}

// places gives the followers of a node places: one a single one, and several so many that one stays free. They hold until the next call.
func (t *trie) places(labels []uint32) (next uint32, at []uint32) {
	size := 0
	if len(labels) > 1 {
		size = bits.Len(uint(len(labels)))
	}
	first, last := uint32(len(t.nodes)), uint32(1)<<size-1
	t.nodes = append(t.nodes, make([]node, last+1)...)
	for _, label := range labels {
		i := spread(label, last)
		for t.nodes[first+i].label != 0 {
			i = (i + 1) & last
		}
		t.nodes[first+i].label = label
		at = append(at, first+i)
	}
	return first<<sizeBits | uint32(size), at
}
