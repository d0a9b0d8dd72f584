package match

import (
	"math/bits"
	"strings"

	"shortlist/screener/pattern"
	"shortlist/screener/token"
)

// symbol is a word, an inflected word, an exact spelling or "a number" as the trie knows them.
type symbol int32

const (
	noSymbol     symbol = 0
	numberSymbol symbol = 1
	rootNode     int32  = 0
)

// lexicon turns words into symbols. A word of the text may stand for several: itself, the lemmas that it inflects, and
// spellings whose case matters.
type lexicon struct {
	slots []slot // open addressing, a power of two
	mask  uint64
	words []meaning // by word, and one more that ends the last
	alts  []alt
	// the runs of symbols that words stand for when they are written as one ("backend" for "back end")
	compounds []compound
	flags     []wordFlags // by word
}

// meaning is where a word's alts and compounds begin; they end where the next word's begin.
type meaning struct {
	alts, compounds int32
}

type slot struct {
	hash uint64
	word int32 // index + 1
}

// compound is a run of symbols written as one word.
type compound struct {
	path  [maxJoined]symbol
	n     int
	exact string // must be spelt so; "" for any case
}

type alt struct {
	sym   symbol
	exact string // must be spelt so; "" for any case
}

// word gives the index of a known word, or -1.
func (l *lexicon) word(hash uint64) int32 {
	for i := hash & l.mask; ; i = (i + 1) & l.mask {
		s := &l.slots[i]
		if s.word == 0 {
			return -1
		}
		if s.hash == hash {
			return s.word - 1
		}
	}
}

// put enters a word that is not known yet.
func (l *lexicon) put(s slot) {
	i := s.hash & l.mask
	for l.slots[i].word != 0 {
		i = (i + 1) & l.mask
	}
	l.slots[i] = s
}

// grow makes room for n words.
func (l *lexicon) grow(n int) {
	old, size := l.slots, tableSize(n)
	l.slots, l.mask = make([]slot, size), uint64(size-1)
	for _, s := range old {
		if s.word != 0 {
			l.put(s)
		}
	}
}

// trie holds all sequences of symbols; its edges lie in one hash table.
type trie struct {
	edges   []edge // open addressing, a power of two
	mask    uint64
	used    int
	nodes   []node
	accepts []accept
	// by symbol: the node that it leads to from the root, 0 for none. Most words of a text end here.
	root []int32
}

// edge leads from a node to the next.
type edge struct {
	key uint64 // node<<32 | gap<<28 | symbol, +1 so that 0 is empty
	to  int32
}

// node is a place in the trie; 0 is the root.
type node struct {
	first int32 // of its accepted units in accepts, 0 for none
	inner bool  // edges lead on
}

// accept is one unit that a node completes, and where the next one stands; 0 ends the list.
type accept struct {
	unit int32
	next int32
}

func edgeKey(node int32, gap token.Gap, sym symbol) uint64 {
	return uint64(uint32(node))<<32 | uint64(gap)<<28 | uint64(uint32(sym)) + 1
}

func mix(k uint64) uint64 {
	hi, lo := bits.Mul64(k, 0x9E3779B97F4A7C15)
	return hi ^ lo
}

// next follows an edge; 0 (the root) where there is none.
func (t *trie) next(node int32, gap token.Gap, sym symbol) int32 {
	k := edgeKey(node, gap, sym)
	for i := mix(k) & t.mask; ; i = (i + 1) & t.mask {
		switch e := &t.edges[i]; e.key {
		case k:
			return e.to
		case 0:
			return rootNode
		}
	}
}

// set adds an edge, growing the table where it is half full.
func (t *trie) set(k uint64, to int32) {
	if 2*t.used >= len(t.edges) {
		old := t.edges
		size := max(1<<16, 2*len(old))
		t.edges, t.mask, t.used = make([]edge, size), uint64(size-1), 0
		for _, e := range old {
			if e.key != 0 {
				t.set(e.key, e.to)
			}
		}
	}
	i := mix(k) & t.mask
	for t.edges[i].key != 0 {
		i = (i + 1) & t.mask
	}
	t.edges[i] = edge{k, to}
	t.used++
}

// trieBuilder collects sequences. Everybody who screens waits for it, so it keeps its lists as chains in few slices, and
// looks nothing up that the sequence before has in common with the one that is added.
type trieBuilder struct {
	verbs     *pattern.Verbs
	lexicon   lexicon // its slots and mask
	chains    []chain // by word
	alts      []altLink
	compounds []compoundLink
	flags     []wordFlags
	symbols   [3]map[string]symbol // by kind of atom and text
	known     symbol
	forms     map[string][]string
	trie      trie
	runs      map[uint64]bool // which runs are known as compounds, by their symbols
	last      []step          // the sequence that was added last
	joined    []pattern.Atom  // memory of join
	joining   []pattern.Atom
}

// chain is where the lists of a word begin and end in alts and compounds; 0 for none.
type chain struct {
	alt, altEnd, compound, compoundEnd int32
}

type altLink struct {
	alt
	next int32
}

type compoundLink struct {
	compound
	next int32
}

// step is one atom of a sequence with its symbol and the node that it leads to.
type step struct {
	atom pattern.Atom
	sym  symbol
	node int32
}

func newTrieBuilder(verbs *pattern.Verbs) *trieBuilder {
	b := &trieBuilder{verbs: verbs, known: numberSymbol, forms: make(map[string][]string, 1<<10), runs: make(map[uint64]bool, 1<<13)}
	for i := range b.symbols {
		b.symbols[i] = make(map[string]symbol, 1<<12)
	}
	b.lexicon.grow(1 << 15)
	b.chains = make([]chain, 0, 1<<15)
	b.alts, b.compounds = make([]altLink, 1, 1<<15), make([]compoundLink, 1, 1<<13)
	b.trie.nodes = make([]node, 1, 1<<15)
	b.trie.accepts = make([]accept, 1, 1<<15)
	b.trie.set(edgeKey(rootNode, 15, 0), 0) // makes the table; no edge has this key
	return b
}

func (b *trieBuilder) inflect(lemma string) []string {
	lemma = strings.ToLower(lemma)
	f, ok := b.forms[lemma]
	if !ok {
		f = b.verbs.Forms(lemma)
		b.forms[lemma] = f
	}
	return f
}

// symbol gives the symbol of an atom and teaches the lexicon the words that stand for it.
func (b *trieBuilder) symbol(kind pattern.Kind, text string) symbol {
	if kind == pattern.Number {
		return numberSymbol
	}
	key := text
	if kind != pattern.Exact {
		key = strings.ToLower(text)
	}
	if s, ok := b.symbols[kind][key]; ok {
		return s
	}
	b.known++
	s := b.known
	b.symbols[kind][key] = s
	switch kind {
	case pattern.Lemma:
		for _, form := range b.inflect(text) {
			b.teach(form, alt{sym: s})
		}
	case pattern.Exact:
		b.teach(text, alt{sym: s, exact: text})
	default:
		b.teach(text, alt{sym: s})
	}
	return s
}

// teach makes a word stand for a symbol; noSymbol makes it known only. It gives the word's index.
func (b *trieBuilder) teach(word string, a alt) int32 {
	h := token.Hash(word)
	w := b.lexicon.word(h)
	if w < 0 {
		w = int32(len(b.chains))
		b.chains = append(b.chains, chain{})
		if 2*len(b.chains) > len(b.lexicon.slots) {
			b.lexicon.grow(2 * len(b.chains))
		}
		b.lexicon.put(slot{h, w + 1})
	}
	if a.sym == noSymbol {
		return w
	}
	c := &b.chains[w]
	for i := c.alt; i != 0; i = b.alts[i].next {
		if b.alts[i].alt == a {
			return w
		}
	}
	n := int32(len(b.alts))
	b.alts = append(b.alts, altLink{alt: a})
	if c.alt == 0 {
		c.alt = n
	} else {
		b.alts[c.altEnd].next = n
	}
	c.altEnd = n
	return w
}

// add teaches one sequence that completes a unit. Where atoms are joined by a space or hyphen, the one word that they
// make together is taught as well, if asked for.
func (b *trieBuilder) add(seq []pattern.Atom, unit int32, join bool) {
	same := 0 // atoms that the last sequence began with as well
	for same < len(seq) && same < len(b.last) && b.last[same].atom == seq[same] {
		same++
	}
	b.last = b.last[:same]
	node := rootNode
	if same > 0 {
		node = b.last[same-1].node
	}
	for i := same; i < len(seq); i++ {
		a := seq[i]
		gap := a.Gap
		if i == 0 {
			gap = token.Break
		}
		sym := b.symbol(a.Kind, a.Text)
		node = b.edge(node, gap, sym)
		b.last = append(b.last, step{a, sym, node})
	}
	b.accept(node, unit)
	for i := range seq {
		for n := 2; join && n <= min(len(seq)-i, maxJoined) && canJoin(seq[i:i+n]); n++ {
			b.compound(seq[i:i+n], b.last[i:i+n])
		}
	}
}

// compound teaches the words that a run of atoms makes when it is written without spaces.
func (b *trieBuilder) compound(run []pattern.Atom, steps []step) {
	c := compound{n: len(run)}
	key := uint64(0)
	for i := range steps {
		c.path[i] = steps[i].sym
		key = key<<21 | uint64(steps[i].sym) // there are far fewer than two million symbols
	}
	if b.runs[key] {
		return
	}
	b.runs[key] = true
	for _, w := range b.join(run) {
		x := compoundLink{compound: c}
		if w.Kind == pattern.Exact {
			x.exact = w.Text
		}
		at := &b.chains[b.teach(w.Text, alt{})]
		n := int32(len(b.compounds))
		b.compounds = append(b.compounds, x)
		if at.compound == 0 {
			at.compound = n
		} else {
			b.compounds[at.compoundEnd].next = n
		}
		at.compoundEnd = n
	}
}

// maxJoined is the number of words that may be written as one.
const maxJoined = 3

// canJoin says whether people write a run of atoms as one word. Of inflected words only the last of two can be:
// "co-design", "codesigned".
func canJoin(seq []pattern.Atom) bool {
	for i, a := range seq {
		switch {
		case a.Kind == pattern.Number, i > 0 && a.Gap != token.Sep, strings.HasPrefix(a.Text, "."):
			return false
		case a.Kind == pattern.Lemma && (i == 0 || len(seq) > 2):
			return false
		}
	}
	return true
}

func (b *trieBuilder) accept(node, unit int32) {
	t := &b.trie
	n := &t.nodes[node]
	for i := n.first; i != 0; i = t.accepts[i].next {
		if t.accepts[i].unit == unit {
			return
		}
	}
	t.accepts = append(t.accepts, accept{unit, n.first})
	n.first = int32(len(t.accepts) - 1)
}

// join lists the words that a run of atoms makes when it is written without spaces. The list holds until the next call.
func (b *trieBuilder) join(seq []pattern.Atom) []pattern.Atom {
	out, next := append(b.joined[:0], pattern.Atom{Kind: pattern.Word}), b.joining
	var one [1]string
	for _, a := range seq {
		one[0] = a.Text
		forms := one[:]
		if a.Kind == pattern.Lemma {
			forms = b.inflect(a.Text)
		}
		next = next[:0]
		for _, o := range out {
			for _, f := range forms {
				kind := o.Kind
				if a.Kind == pattern.Exact {
					kind = pattern.Exact
				}
				next = append(next, pattern.Atom{Kind: kind, Text: o.Text + f})
			}
		}
		out, next = next, out
	}
	b.joined, b.joining = out, next
	return out
}

func (b *trieBuilder) edge(from int32, gap token.Gap, sym symbol) int32 {
	t := &b.trie
	if n := t.next(from, gap, sym); n != rootNode {
		return n
	}
	n := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{})
	t.nodes[from].inner = true
	t.set(edgeKey(from, gap, sym), n)
	return n
}

// build freezes what was added.
func (b *trieBuilder) build() (lexicon, trie) {
	l := b.lexicon
	l.flags = make([]wordFlags, len(b.chains))
	copy(l.flags, b.flags)
	l.words = make([]meaning, 0, len(b.chains)+1)
	l.alts, l.compounds = make([]alt, 0, len(b.alts)), make([]compound, 0, len(b.compounds))
	for _, c := range b.chains {
		l.words = append(l.words, meaning{int32(len(l.alts)), int32(len(l.compounds))})
		for i := c.alt; i != 0; i = b.alts[i].next {
			l.alts = append(l.alts, b.alts[i].alt)
		}
		for i := c.compound; i != 0; i = b.compounds[i].next {
			l.compounds = append(l.compounds, b.compounds[i].compound)
		}
	}
	l.words = append(l.words, meaning{int32(len(l.alts)), int32(len(l.compounds))})
	b.trie.root = make([]int32, b.known+1)
	for s := range b.trie.root {
		b.trie.root[s] = b.trie.next(rootNode, token.Break, symbol(s))
	}
	return l, b.trie
}

// tableSize is a power of two that keeps a table at most half full.
func tableSize(n int) int {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return size
}
