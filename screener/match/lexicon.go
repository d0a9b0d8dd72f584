package match

// symbol is a word, an inflected word, an exact spelling or "a number" as the trie knows them.
type symbol uint32

const (
	noSymbol     symbol = 0
	numberSymbol symbol = 1
)

// lexicon turns words into symbols. A word of the text may stand for several: itself, the lemmas that it inflects, and
// spellings whose case matters. It is flat lists of numbers and one of spellings, and small, since the words of each
// resume evict those of the one before from the processor's caches.
type lexicon struct {
	// open addressing by the low bits of a hash, a power of two: the index of a word below slotBits, 0 for none, and some
	// other bits of the hash above, so that a word that is not known seldom costs more than this
	slots     []uint32
	words     []word   // 0 is the word that is not known
	hashes    []uint64 // of the words, while the lexicon is built
	starts    []start
	readings  []reading
	spellings []string // 0 is none
}

// slotBits is how many bits of a slot are a word's index.
const slotBits = 20

// word is a word of the lexicon with what it may stand for, in 16 bytes: four words fill a line of the processor's cache.
type word struct {
	check uint32 // the bits of its hash that its slot does not tell
	sense
}

// checkOf is the bits of a hash between those that choose a slot and those that the slot holds.
func checkOf(hash uint64) uint32 { return uint32(hash >> slotBits) }

// sense is what a word may stand for. Most words stand for one symbol in whatever case, which needs no list.
type sense struct {
	starts   uint32 // the node that it leads to from the root, 0 for none; or inList and where its starts begin
	readings uint32 // the symbol that it stands for, 0 for none; or inList and where its readings begin
	flags    wordFlags
}

const (
	inList   = 1 << 31 // the rest is an index into starts or readings
	endsList = 1 << 31 // of start.exact and reading.exact: the list ends here
)

// start is a node that a word leads to from the root.
type start struct {
	node  uint32
	exact uint32 // index of the spelling that it must have, 0 for any case; with endsList
}

// reading is the symbol that a word stands for, or the run of symbols where several words are written as one ("backend"
// for "back end").
type reading struct {
	path  [maxJoined]symbol // noSymbol behind the last
	exact uint32            // as in start
}

// find gives the index of a known word, or 0. Slot, word and the place of the slot together tell 60 bits of a hash and more.
func (l *lexicon) find(hash uint64) uint32 {
	mask := uint64(len(l.slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := l.slots[i]
		if s == 0 {
			return 0
		}
		if s>>slotBits == uint32(hash>>(32+slotBits)) {
			if w := s & (1<<slotBits - 1); l.words[w].check == checkOf(hash) {
				return w
			}
		}
	}
}

// sense gives what a word stands for; of one that is not known, nothing.
func (l *lexicon) sense(hash uint64) sense { return l.words[l.find(hash)].sense }

// put enters a word that is not known yet and gives its index.
func (l *lexicon) put(hash uint64) uint32 {
	l.words, l.hashes = append(l.words, word{}), append(l.hashes, hash)
	if 2*len(l.words) > len(l.slots) {
		l.fill(2 * len(l.words))
	} else {
		l.place(len(l.words) - 1)
	}
	return uint32(len(l.words) - 1)
}

// place enters a word into the slots.
func (l *lexicon) place(w int) {
	hash, mask := l.hashes[w], uint64(len(l.slots)-1)
	l.words[w].check = checkOf(hash)
	i := hash & mask
	for l.slots[i] != 0 {
		i = (i + 1) & mask
	}
	l.slots[i] = uint32(hash>>(32+slotBits))<<slotBits | uint32(w)
}

// fill makes the slots of all words, with room for n of them.
func (l *lexicon) fill(n int) {
	l.slots = make([]uint32, tableSize(n))
	for w := 1; w < len(l.words); w++ {
		l.place(w)
	}
}

// tableSize is a power of two that keeps a table at most half full.
func tableSize(n int) int {
	size := 16
	for size < 2*n {
		size *= 2
	}
	return size
}
