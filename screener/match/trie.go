package match

import "shortlist/screener/token"

// rootNode is where every sequence starts, and no edge leads there.
const rootNode uint32 = 0

// trie holds all sequences of symbols. Nodes are numbered so that those that edges lead to from one node stand side by side,
// in the order of their labels: an edge is no more than the label of the node that it leads to.
type trie struct {
	nodes   []node   // and one more that ends the last
	labels  []uint32 // by node: what leads to it
	accepts []uint32 // of nodes that accept several: their accepts, each node's last one with lastAccept
}

// node is where a node's followers begin, which end where the next node's begin, and what the node accepts: 0 for nothing;
// a unit; firstSegment and the number of a segment that no other must stand before, which is noted so often that it is worth no
// look at its unit; or, of the few that accept several, severalAccepts and where these begin, segments before units.
type node struct {
	next    uint32
	accepts uint32
}

const (
	firstSegment   = 1 << 31
	severalAccepts = 1 << 30
	lastAccept     = 1 << 29
)

// labelOf is a gap with the symbol behind it.
func labelOf(gap token.Gap, sym symbol) uint32 { return uint32(sym)<<3 | uint32(gap) }

// next follows an edge; rootNode where there is none.
func (t *trie) next(n uint32, gap token.Gap, sym symbol) uint32 {
	from, to := t.nodes[n].next, t.nodes[n+1].next
	label := labelOf(gap, sym)
	for to-from > 8 {
		if mid := (from + to) / 2; t.labels[mid] <= label {
			from = mid
		} else {
			to = mid
		}
	}
	for i, l := range t.labels[from:to] {
		if l == label {
			return from + uint32(i)
		}
	}
	return rootNode
}
