package match

import (
	"errors"
	"slices"
	"strings"

	"shortlist/screener/pattern"
	"shortlist/screener/token"
)

// trieBuilder collects sequences. Everybody who screens waits for it, so it keeps its lists as chains in few slices, and
// looks nothing up that the sequence before has in common with the one that is added.
type trieBuilder struct {
	verbs    *pattern.Verbs
	spells   []string  // spellings whose case matters; 0 is none
	words    wordIndex // the words that are known
	chains   []chain   // by word
	readings []readingLink
	symbols  [3]map[string]symbol // by kind of atom and text
	known    symbol
	forms    map[string][]string
	nodes    []placed
	edges    edgeTable
	accepts  []acceptLink
	runs     map[uint64]bool // which runs are known as compounds, by their symbols
	last     []step          // the sequence that was added last
	ends     []uint32        // the nodes that the sequences of one segment end at
	segments map[string]int32
	after    []int32        // by unit: the segment that must stand before it
	joined   []pattern.Atom // memory of join
	joining  []pattern.Atom
}

// chain is where the lists of a word begin and end in readings; 0 for none. Runs stand behind what is one symbol.
type chain struct {
	alt, altEnd, compound, compoundEnd int32
	flags                              wordFlags
}

// wordIndex numbers words by their hashes, from 1 on.
type wordIndex struct {
	slots  []uint32 // open addressing by the low bits of a hash, a power of two: a word's number, 0 for none
	hashes []uint64 // by number
}

// number gives the number of a word, and says whether it is new.
func (x *wordIndex) number(hash uint64) (n uint32, made bool) {
	at := x.find(hash)
	if n := x.slots[at]; n != 0 {
		return n, false
	}
	n = uint32(len(x.hashes))
	x.hashes, x.slots[at] = append(x.hashes, hash), n
	if 2*len(x.hashes) > len(x.slots) {
		x.grow(2 * len(x.hashes))
	}
	return n, true
}

// find gives the slot of a word, or the free one where it would stand.
func (x *wordIndex) find(hash uint64) uint64 {
	mask := uint64(len(x.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if n := x.slots[i]; n == 0 || x.hashes[n] == hash {
			return i
		}
	}
}

// grow makes room for so many words.
func (x *wordIndex) grow(words int) {
	x.slots = make([]uint32, tableSize(words))
	for n, hash := range x.hashes[1:] {
		x.slots[x.find(hash)] = uint32(n + 1)
	}
}

type readingLink struct {
	reading
	next int32
}

// placed is a node while the trie is built: what it hangs on, by which label, and its accepted units, last first.
type placed struct {
	parent, label uint32
	accepts       int32 // 0 for none
}

// acceptLink is one unit that a node completes, and where the next one stands; 0 ends the list.
type acceptLink struct {
	unit uint32
	next int32
}

// step is one atom of a sequence with its symbol and the node that it leads to.
type step struct {
	atom pattern.Atom
	sym  symbol
	node uint32
}

func newTrieBuilder(verbs *pattern.Verbs) *trieBuilder {
	b := &trieBuilder{verbs: verbs, known: numberSymbol, forms: make(map[string][]string, 1<<10), runs: make(map[uint64]bool, 1<<13), segments: make(map[string]int32)}
	for i := range b.symbols {
		b.symbols[i] = make(map[string]symbol, 1<<12)
	}
	b.spells, b.words.hashes = []string{""}, make([]uint64, 1, 1<<15)
	b.words.grow(1 << 15)
	b.chains = make([]chain, 1, 1<<15)
	b.readings = make([]readingLink, 1, 1<<15)
	b.nodes = make([]placed, 1, 1<<15)
	b.accepts = make([]acceptLink, 1, 1<<15)
	b.edges.grow(1 << 15)
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
			b.alt(form, reading{path: [maxJoined]symbol{s}})
		}
	case pattern.Exact:
		b.alt(text, reading{path: [maxJoined]symbol{s}, exact: b.spelling(text)})
	default:
		b.alt(text, reading{path: [maxJoined]symbol{s}})
	}
	return s
}

// spelling gives the number of a spelling.
func (b *trieBuilder) spelling(text string) uint32 {
	if i := slices.Index(b.spells, text); i >= 0 { // there are few
		return uint32(i)
	}
	b.spells = append(b.spells, text)
	return uint32(len(b.spells) - 1)
}

// word makes a word known and gives its index.
func (b *trieBuilder) word(text string) uint32 {
	n, made := b.words.number(token.Hash(text))
	if made {
		b.chains = append(b.chains, chain{})
	}
	return n
}

// alt makes a word stand for a symbol.
func (b *trieBuilder) alt(text string, r reading) {
	c := &b.chains[b.word(text)]
	for i := c.alt; i != 0; i = b.readings[i].next {
		if b.readings[i].reading == r {
			return
		}
	}
	b.link(&c.alt, &c.altEnd, r)
}

// link adds a reading to a chain.
func (b *trieBuilder) link(first, last *int32, r reading) {
	n := int32(len(b.readings))
	b.readings = append(b.readings, readingLink{reading: r})
	if *first == 0 {
		*first = n
	} else {
		b.readings[*last].next = n
	}
	*last = n
}

// add teaches one sequence and gives the node that it ends at. Where atoms are joined by a space or hyphen, the one word
// that they make together is taught as well, if asked for.
func (b *trieBuilder) add(seq []pattern.Atom, join bool) uint32 {
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
		node = b.edge(node, labelOf(gap, sym))
		b.last = append(b.last, step{a, sym, node})
	}
	for i := range seq {
		for n := 2; join && n <= min(len(seq)-i, maxJoined) && canJoin(seq[i:i+n]); n++ {
			b.compound(seq[i:i+n], b.last[i:i+n])
		}
	}
	return node
}

// compound teaches the words that a run of atoms makes when it is written without spaces.
func (b *trieBuilder) compound(run []pattern.Atom, steps []step) {
	var r reading
	key := uint64(0)
	for i := range steps {
		r.path[i] = steps[i].sym
		key = key<<21 | uint64(steps[i].sym) // there are far fewer than two million symbols
	}
	if b.runs[key] {
		return
	}
	b.runs[key] = true
	for _, w := range b.join(run) {
		r.exact = 0
		if w.Kind == pattern.Exact {
			r.exact = b.spelling(w.Text)
		}
		c := &b.chains[b.word(w.Text)]
		b.link(&c.compound, &c.compoundEnd, r)
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

// accept notes that the sequences of the last segment complete a unit, or firstSegment and a segment's number.
func (b *trieBuilder) accept(unit uint32) {
	for _, node := range b.ends {
		b.acceptAt(node, unit)
	}
}

func (b *trieBuilder) acceptAt(node, unit uint32) {
	n := &b.nodes[node]
	for i := n.accepts; i != 0; i = b.accepts[i].next {
		if b.accepts[i].unit == unit {
			return
		}
	}
	b.accepts = append(b.accepts, acceptLink{unit, n.accepts})
	n.accepts = int32(len(b.accepts) - 1)
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

// edge gives the node that a label leads to, a new one if there is none.
func (b *trieBuilder) edge(from, label uint32) uint32 {
	at, n := b.edges.find(b.nodes, from, label)
	if n != rootNode {
		return n
	}
	n = uint32(len(b.nodes))
	b.nodes = append(b.nodes, placed{parent: from, label: label})
	b.edges.slots[at] = n
	if 2*len(b.nodes) > len(b.edges.slots) {
		b.edges.grow(len(b.nodes))
		for i := 1; i < len(b.nodes); i++ {
			at, _ := b.edges.find(b.nodes, b.nodes[i].parent, b.nodes[i].label)
			b.edges.slots[at] = uint32(i)
		}
	}
	return n
}

// edgeTable finds nodes by what leads to them.
type edgeTable struct {
	slots []uint32 // open addressing, a power of two; 0 is empty
}

// grow empties the table and makes room for n nodes and as many again.
func (e *edgeTable) grow(n int) { e.slots = make([]uint32, tableSize(2*n)) }

// find gives the slot of a node with what is in it, 0 where the node is not known.
func (e *edgeTable) find(nodes []placed, parent, label uint32) (at, n uint32) {
	mask := uint32(len(e.slots) - 1)
	h := (uint64(parent)<<32 | uint64(label)) * 0x9E3779B97F4A7C15
	for at = uint32(h>>32) & mask; ; at = (at + 1) & mask {
		n = e.slots[at]
		if n == 0 || nodes[n].parent == parent && nodes[n].label == label {
			return at, n
		}
	}
}

// build freezes what was added.
func (b *trieBuilder) build() (lexicon, trie, error) {
	t, number := b.freeze()
	l := lexicon{
		words:  make([]word, tableSize(len(b.chains)*3/4)), // at most two thirds full
		starts: make([]start, 0, len(b.readings)), readings: make([]reading, 0, len(b.readings)), spellings: b.spells,
	}
	for n := 1; n < len(b.chains); n++ {
		firstStart, firstReading := len(l.starts), len(l.readings)
		for _, first := range [2]int32{b.chains[n].alt, b.chains[n].compound} {
			for i := first; i != 0; i = b.readings[i].next {
				r := &b.readings[i]
				l.readings = append(l.readings, r.reading)
				if n := b.walk(r.path); n != rootNode {
					l.starts = append(l.starts, start{number[n], r.exact})
				}
			}
		}
		w := &l.words[l.find(b.words.hashes[n])]
		if w.id != 0 || b.chains[n].flags>>flagBits != 0 {
			return lexicon{}, trie{}, errors.New("two words of the vocabulary and the phrases have one hash, or there are too many classes of words")
		}
		w.id = b.words.hashes[n]&^(1<<flagBits-1) | uint64(b.chains[n].flags)
		l.end(w, firstStart, firstReading)
	}
	return l, t, nil
}

// end points a word to the starts and readings that were added last, or holds the only one itself.
func (l *lexicon) end(w *word, firstStart, firstReading int) {
	switch n := len(l.starts) - firstStart; {
	case n == 1 && l.starts[firstStart].exact == 0:
		w.starts, l.starts = l.starts[firstStart].node, l.starts[:firstStart]
	case n > 0:
		w.starts = inList | uint32(firstStart)
		l.starts[len(l.starts)-1].exact |= endsList
	}
	switch n := len(l.readings) - firstReading; {
	case n == 1 && l.readings[firstReading].exact == 0 && l.readings[firstReading].path[1] == noSymbol:
		w.readings, l.readings = uint32(l.readings[firstReading].path[0]), l.readings[:firstReading]
	case n > 0:
		w.readings = inList | uint32(firstReading)
		l.readings[len(l.readings)-1].exact |= endsList
	}
}

// walk follows a run of symbols from the root; rootNode where it leads nowhere.
func (b *trieBuilder) walk(path [maxJoined]symbol) uint32 {
	n, gap := rootNode, token.Break
	for _, sym := range path {
		if sym == noSymbol {
			break
		}
		if _, n = b.edges.find(b.nodes, n, labelOf(gap, sym)); n == rootNode {
			break
		}
		gap = token.Sep
	}
	return n
}

// freeze numbers the nodes anew, so that those that hang on one node stand side by side, and gives each one's new number.
func (b *trieBuilder) freeze() (trie, []uint32) {
	followers := make([]uint32, len(b.nodes)) // by parent
	ends := make([]uint32, len(b.nodes)+1)
	for _, n := range b.nodes[1:] {
		ends[n.parent+1]++
	}
	for i := range b.nodes {
		ends[i+1] += ends[i]
	}
	at := slices.Clone(ends)
	for i, n := range b.nodes[1:] {
		followers[at[n.parent]] = uint32(i + 1)
		at[n.parent]++
	}
	t := trie{nodes: make([]node, 1, 2*len(b.nodes))}
	number := make([]uint32, len(b.nodes))
	order := make([]uint32, 1, len(b.nodes)) // old numbers; the root stays first
	var labels []uint32
	for i := 0; i < len(order); i++ {
		old := order[i]
		t.nodes[number[old]].accepts = b.acceptsOf(&t, old)
		mine := followers[ends[old]:ends[old+1]]
		slices.SortFunc(mine, func(x, y uint32) int { return int(b.nodes[x].label) - int(b.nodes[y].label) })
		order = append(order, mine...)
		if old == rootNode { // words lead to its followers
			for _, n := range mine {
				number[n] = uint32(len(t.nodes))
				if b.nodes[n].label == labelOf(token.Break, numberSymbol) {
					t.number = number[n]
				}
				t.nodes = append(t.nodes, node{label: b.nodes[n].label})
			}
			continue
		}
		if len(mine) == 0 {
			continue
		}
		labels = labels[:0]
		for _, n := range mine {
			labels = append(labels, b.nodes[n].label)
		}
		next, places := t.places(labels)
		t.nodes[number[old]].next = next
		for k, n := range mine {
			number[n] = places[k]
		}
	}
	return t, number
}

// acceptsOf gives what a node accepts, as it stands in the frozen one.
func (b *trieBuilder) acceptsOf(t *trie, n uint32) uint32 {
	var segments, units, gapped []uint32
	for a := b.nodes[n].accepts; a != 0; a = b.accepts[a].next {
		switch u := b.accepts[a].unit; {
		case u&firstSegment != 0:
			segments = append(segments, u&^firstSegment)
		case b.after[u] != 0:
			gapped = append(gapped, uint32(b.after[u]), u)
		default:
			units = append(units, u)
		}
	}
	switch len(segments) + len(units) + len(gapped)/2 {
	case 0:
		return 0
	case 1:
		return b.accepts[b.nodes[n].accepts].unit
	}
	from := uint32(len(t.accepts))
	t.accepts = append(t.accepts, uint32(len(segments)), uint32(len(units)), uint32(len(gapped)))
	t.accepts = append(append(append(t.accepts, segments...), units...), gapped...)
	return severalAccepts | from
}
