package match

import (
	"math/bits"
	"sort"
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
	alts  [][]alt     // by word
	flags []wordFlags // by word
}

type slot struct {
	hash uint64
	word int32 // index + 1
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

// trie holds all sequences of symbols; its edges lie in one hash table.
type trie struct {
	keys    []uint64 // node<<32 | gap<<28 | symbol, +1 so that 0 is empty
	nodes   []int32
	mask    uint64
	accepts [][]accept // by node
	leaf    []bool     // by node: no edges lead on
}

// accept says what a node completes.
type accept struct {
	unit int32 // index into units
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
		switch t.keys[i] {
		case k:
			return t.nodes[i]
		case 0:
			return rootNode
		}
	}
}

// trieBuilder collects sequences.
type trieBuilder struct {
	verbs   *pattern.Verbs
	words   map[uint64]int32
	alts    [][]alt
	symbols map[string]symbol // "w:word", "l:lemma", "x:Exact"
	edges   map[uint64]int32
	accepts [][]accept
	forms   map[string][]string
	flags   []wordFlags
}

func newTrieBuilder(verbs *pattern.Verbs) *trieBuilder {
	return &trieBuilder{
		verbs: verbs, words: map[uint64]int32{}, symbols: map[string]symbol{},
		edges: map[uint64]int32{}, accepts: [][]accept{nil}, forms: map[string][]string{},
	}
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
	key := [...]string{"w:", "l:", "x:"}[kind]
	if kind == pattern.Exact {
		key += text
	} else {
		key += strings.ToLower(text)
	}
	if s, ok := b.symbols[key]; ok {
		return s
	}
	s := symbol(len(b.symbols) + 2)
	b.symbols[key] = s
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

// teach makes a word stand for a symbol; noSymbol makes it known only.
func (b *trieBuilder) teach(word string, a alt) {
	h := token.Hash(word)
	w, ok := b.words[h]
	if !ok {
		w = int32(len(b.alts))
		b.words[h] = w
		b.alts = append(b.alts, nil)
	}
	if a.sym == noSymbol {
		return
	}
	for _, have := range b.alts[w] {
		if have == a {
			return
		}
	}
	b.alts[w] = append(b.alts[w], a)
}

// add teaches one sequence that completes a unit. Where two atoms are joined by a space or hyphen, both the pair and
// the one word that they make together are added.
func (b *trieBuilder) add(seq []pattern.Atom, unit int32) {
	b.addFrom(rootNode, seq, unit)
}

func (b *trieBuilder) addFrom(node int32, seq []pattern.Atom, unit int32) {
	if len(seq) == 0 {
		for _, a := range b.accepts[node] {
			if a.unit == unit {
				return
			}
		}
		b.accepts[node] = append(b.accepts[node], accept{unit})
		return
	}
	a := seq[0]
	gap := a.Gap
	if node == rootNode {
		gap = token.Break
	}
	b.addFrom(b.edge(node, gap, b.symbol(a.Kind, a.Text)), seq[1:], unit)
	// the words written as one: backend for "back end"
	for n := 2; n <= len(seq) && seq[n-1].Gap == token.Sep && seq[n-1].Kind != pattern.Number && a.Kind != pattern.Number; n++ {
		if strings.HasPrefix(seq[n-1].Text, ".") {
			break
		}
		for _, w := range b.joined(seq[:n]) {
			b.addFrom(b.edge(node, gap, b.symbol(w.Kind, w.Text)), seq[n:], unit)
		}
	}
}

// joined lists the words that a run of atoms makes when it is written without spaces.
func (b *trieBuilder) joined(seq []pattern.Atom) []pattern.Atom {
	out := []pattern.Atom{{Kind: pattern.Word}}
	for _, a := range seq {
		forms := []string{a.Text}
		if a.Kind == pattern.Lemma {
			forms = b.inflect(a.Text)
		}
		var next []pattern.Atom
		for _, o := range out {
			for _, f := range forms {
				kind := o.Kind
				if a.Kind == pattern.Exact {
					kind = pattern.Exact
				}
				next = append(next, pattern.Atom{Kind: kind, Text: o.Text + f})
			}
		}
		out = next
	}
	return out
}

func (b *trieBuilder) edge(node int32, gap token.Gap, sym symbol) int32 {
	k := edgeKey(node, gap, sym)
	if n, ok := b.edges[k]; ok {
		return n
	}
	n := int32(len(b.accepts))
	b.accepts = append(b.accepts, nil)
	b.edges[k] = n
	return n
}

// build freezes what was added.
func (b *trieBuilder) build() (lexicon, trie) {
	var l lexicon
	size := tableSize(len(b.words))
	l.slots, l.mask, l.alts = make([]slot, size), uint64(size-1), b.alts
	l.flags = make([]wordFlags, len(b.alts))
	copy(l.flags, b.flags)
	hashes := make([]uint64, 0, len(b.words))
	for h := range b.words {
		hashes = append(hashes, h)
	}
	sort.Slice(hashes, func(i, j int) bool { return hashes[i] < hashes[j] })
	for _, h := range hashes {
		i := h & l.mask
		for l.slots[i].word != 0 {
			i = (i + 1) & l.mask
		}
		l.slots[i] = slot{h, b.words[h] + 1}
	}
	var t trie
	size = tableSize(len(b.edges))
	t.keys, t.nodes, t.mask = make([]uint64, size), make([]int32, size), uint64(size-1)
	t.accepts, t.leaf = b.accepts, make([]bool, len(b.accepts))
	for i := range t.leaf {
		t.leaf[i] = true
	}
	for k, n := range b.edges {
		i := mix(k) & t.mask
		for t.keys[i] != 0 {
			i = (i + 1) & t.mask
		}
		t.keys[i], t.nodes[i] = k, n
		t.leaf[(k-1)>>32] = false
	}
	return l, t
}

// tableSize is a power of two that keeps a table at most half full.
func tableSize(n int) int {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return size
}
