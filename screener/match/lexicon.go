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
	words     []word // open addressing by the low bits of a hash, a power of two
	starts    []start
	readings  []reading
	spellings []string // 0 is none
}

// word is a word of the lexicon with what it may stand for, in 16 bytes: all that most lookups touch. The zero value is free.
type word struct {
	id       uint64 // its hash, with its flags in place of the lowest flagBits, most of which the word's place tells
	starts   uint32 // as in sense
	readings uint32
}

const flagBits = 24

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

// sense gives what a word stands for; of one that is not known, nothing.
func (l *lexicon) sense(hash uint64) sense {
	w := &l.words[l.find(hash)]
	return sense{w.starts, w.readings, wordFlags(w.id & (1<<flagBits - 1))}
}

// find gives the place of a word, or the free one where it would stand.
func (l *lexicon) find(hash uint64) uint64 {
	mask := uint64(len(l.words) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if id := l.words[i].id; (id^hash)>>flagBits == 0 || id == 0 {
			return i
		}
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
