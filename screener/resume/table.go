package resume

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// wordTable gives each word of the structure data its number, from 1 on; 0 stands for every other word. Every word of
// every resume is looked up here once, so it is an open table over one run of bytes rather than a map of strings.
type wordTable struct {
	slots []wordSlot // a power of two, at most two thirds full
	bytes []byte     // the words, one after the other
	ends  []uint32   // by number: where the word ends in bytes; it starts where the one before ends
}

// wordSlot holds what tells most words apart, so that only those of more than eight letters are compared with bytes.
type wordSlot struct {
	key    uint64 // keyOf the word
	length uint32
	id     uint32 // 0: free
}

func newWordTable(words int) wordTable {
	return wordTable{slots: make([]wordSlot, slotsFor(words)), bytes: make([]byte, 0, words*8), ends: make([]uint32, 1, words+1)}
}

// get gives the number of the word, 0 if the table does not have it.
func (t *wordTable) get(word []byte) uint32 { return t.slots[t.find(word, keyOf(word))].id }

// getFolded is get for the first n bytes of a word, of which zeros make a multiple of eight bytes.
func (t *wordTable) getFolded(word *[64]byte, n int) uint32 {
	return t.slots[t.find(word[:n], binary.LittleEndian.Uint64(word[:8]))].id
}

// find gives the slot of the word, whose key is given, or the free one where it would stand.
func (t *wordTable) find(word []byte, key uint64) uint32 {
	length := uint32(len(word))
	mask := uint32(len(t.slots) - 1)
	for i := hashOf(word, key) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.id == 0 || s.key == key && s.length == length && (length <= 8 || bytes.Equal(t.bytes[t.ends[s.id-1]:t.ends[s.id]], word)) {
			return i
		}
	}
}

// add gives the number of the word, and says whether it was made now.
func (t *wordTable) add(word []byte) (id uint32, made bool) {
	slot := t.find(word, keyOf(word))
	if id := t.slots[slot].id; id != 0 {
		return id, false
	}
	id = uint32(len(t.ends))
	t.bytes = append(t.bytes, word...)
	t.ends = append(t.ends, uint32(len(t.bytes)))
	t.slots[slot] = wordSlot{keyOf(word), uint32(len(word)), id}
	if len(t.ends)*3 > len(t.slots)*2 {
		t.place(2 * len(t.slots))
	}
	return id, true
}

// place gives all words a place in so many slots, a power of two.
func (t *wordTable) place(slots int) {
	t.slots = make([]wordSlot, slots)
	mask := uint32(slots - 1)
	for id := 1; id < len(t.ends); id++ {
		word := t.bytes[t.ends[id-1]:t.ends[id]]
		key := keyOf(word)
		i := hashOf(word, key) & mask
		for t.slots[i].id != 0 {
			i = (i + 1) & mask
		}
		t.slots[i] = wordSlot{key, uint32(len(word)), uint32(id)}
	}
}

// stepTable holds the steps of the phrase trie: from a node by a word to the next node. Node 0 is none.
type stepTable struct {
	slots []stepSlot // a power of two, at most two thirds full
	used  int
}

type stepSlot struct {
	at   int32
	word uint32
	to   int32 // 0: free
}

func newStepTable(steps int) stepTable { return stepTable{slots: make([]stepSlot, slotsFor(steps))} }

// get gives the node after the word, 0 if no phrase goes on with it.
func (t *stepTable) get(at int32, word uint32) int32 {
	mask := uint32(len(t.slots) - 1)
	for i := stepHash(at, word) & mask; ; i = (i + 1) & mask {
		s := &t.slots[i]
		if s.to == 0 || s.at == at && s.word == word {
			return s.to
		}
	}
}

// put adds a step that the table does not have.
func (t *stepTable) put(at int32, word uint32, to int32) {
	if t.used++; t.used*3 > len(t.slots)*2 {
		old := t.slots
		t.slots = make([]stepSlot, 2*len(old))
		for _, s := range old {
			if s.to != 0 {
				t.place(s)
			}
		}
	}
	t.place(stepSlot{at, word, to})
}

func (t *stepTable) place(s stepSlot) {
	mask := uint32(len(t.slots) - 1)
	i := stepHash(s.at, s.word) & mask
	for t.slots[i].to != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = s
}

// slotsFor is the power of two that holds n and leaves a third of it free.
func slotsFor(n int) int { return 1 << bits.Len(uint(n+n/2)) }

func stepHash(at int32, word uint32) uint32 {
	return uint32((uint64(uint32(at))<<32 | uint64(word)) * 0x9E3779B97F4A7C15 >> 32)
}

// keyOf is the first eight bytes of a word, the first one lowest, with zeros behind a shorter one: it tells words of one length apart
// if they have eight bytes at most.
func keyOf(b []byte) uint64 {
	if len(b) >= 8 {
		return binary.LittleEndian.Uint64(b)
	}
	key := uint64(0)
	for i, c := range b {
		key |= uint64(c) << (8 * i)
	}
	return key
}

// hashOf mixes a word, whose key is given, eight bytes at a time. It need not withstand anybody: the table holds the structure
// data alone, so a text can lengthen no search beyond what these words need among themselves.
func hashOf(b []byte, key uint64) uint32 {
	const k = 0x9E3779B97F4A7C15
	n := len(b)
	h := mix(uint64(n)*k^key, k)
	for i := 8; i < n; i += 8 {
		h = mix(h^binary.LittleEndian.Uint64(b[min(i, n-8):]), k)
	}
	return uint32(h)
}

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}
