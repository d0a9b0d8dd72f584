package batch

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/chunk"
	"shortlist/screener/report"
)

// Keys are what the same text and the same person are told by: hashes, which say nothing about the person. 0 stands for "not there".
type Keys struct {
	Text  uint64 `json:"text,omitempty"`  // of the words, in whatever order and layout
	Sim   uint64 `json:"sim,omitempty"`   // SimHash of pairs of words: like texts differ in few bits
	Name  uint64 `json:"name,omitempty"`  // of the parts of the name, in whatever order
	Email uint64 `json:"email,omitempty"` // of the address
	Phone uint64 `json:"phone,omitempty"` // of the last nine digits
}

const (
	// leastWords is how many words two texts need before being alike means something.
	leastWords = 40
	// likeBits is in how many of 64 bits the SimHash of two texts of the same name may differ. Texts that share no pair of
	// words differ in 32 ± 4 bits, so 14 are more than four standard deviations off; a twentieth of the words changed makes some 8.
	likeBits = 14
	// mostNames is how many names one address or phone number may stand beside. More of them are an agency's, or a
	// template's, and tell nothing.
	mostNames = 2
)

// KeysOf works out the keys of an item that was read.
func KeysOf(it Item) Keys {
	d, c := it.Parsed.Document, it.Parsed.Resume.Contact
	k := textKeys(d.Text[:d.Visible])
	if name := report.NameKey(d.Slice(c.Name)); strings.Contains(name, " ") { // one word alone is too little
		k.Name = hash(name)
	}
	if mail := strings.ToLower(strings.TrimSpace(d.Slice(c.Email))); strings.Contains(mail, "@") {
		k.Email = hash(mail)
	}
	if phone := report.PhoneKey(d.Slice(c.Phone)); phone != "" {
		k.Phone = hash(phone)
	}
	return k
}

// hash is FNV-1a with its bits mixed; it is the same in every run. 0 is never given.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return max(1, mix(h))
}

// mix spreads the bits of h (the finisher of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// textKeys hashes the words of a text. The sum of the words' hashes does not mind the order of columns and boxes; page
// numbers and bullets, which formats add and drop, are no words.
func textKeys(text string) Keys {
	var t wordSums
	t.add(text)
	if t.words < leastWords {
		return Keys{}
	}
	return Keys{Text: max(1, mix(t.sum+uint64(t.words))), Sim: max(1, t.votes.majority())}
}

// wordSums is what the words of a text add up to.
type wordSums struct {
	sum, before uint64
	words       int
	votes       bitCounts
}

// add takes the words of two letters or more, case folded.
func (t *wordSums) add(text string) {
	const start = uint64(14695981039346656037)
	h, letters := start, 0
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && (text[i]|' ')-'a' < 26 {
			h = (h ^ uint64(text[i]|' ')) * 1099511628211
			i++
		}
		if letters += i - from; i == len(text) {
			break
		}
		b, n := text[i], 1
		if b >= utf8.RuneSelf {
			var r rune
			r, n = utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(r) {
				letters++
				h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
				i += n
				continue
			}
			if r == '\u00ad' { // a soft hyphen
				i += n
				continue
			}
		}
		i += n
		if letters >= 2 {
			t.word(h)
		}
		h, letters = start, 0
	}
	if letters >= 2 {
		t.word(h)
	}
}

// word takes the hash of one word.
func (t *wordSums) word(h uint64) {
	t.words++
	t.sum += mix(h)
	if t.before != 0 {
		t.votes.add(mix(t.before*31 + h))
	}
	t.before = h
}

// bitCounts counts for each of 64 bits in how many numbers it was set. The counts stand upright: plane k holds bit k of all of
// them, so that a few operations add eight numbers to all at once.
type bitCounts struct {
	planes [32]uint64
	eight  [8]uint64 // the numbers that are not added yet
	n      int
}

func (c *bitCounts) add(v uint64) {
	c.eight[c.n&7] = v
	if c.n++; c.n&7 == 0 {
		c.empty()
	}
}

// empty adds the eight numbers.
func (c *bitCounts) empty() {
	e, p := &c.eight, &c.planes
	var a, b, u, v, carry uint64
	p[0], a = sum3(p[0], e[0], e[1])
	p[0], b = sum3(p[0], e[2], e[3])
	p[1], u = sum3(p[1], a, b)
	p[0], a = sum3(p[0], e[4], e[5])
	p[0], b = sum3(p[0], e[6], e[7])
	p[1], v = sum3(p[1], a, b)
	p[2], carry = sum3(p[2], u, v)
	for k := 3; carry != 0; k++ {
		p[k], carry = p[k]^carry, p[k]&carry
	}
	*e = [8]uint64{}
}

// sum3 adds three numbers of one bit, 64 times.
func sum3(a, b, c uint64) (sum, carry uint64) {
	return a ^ b ^ c, a&b | (a^b)&c
}

// majority has the bits that were set in more than half of the numbers.
func (c *bitCounts) majority() uint64 {
	c.empty()
	more, same := uint64(0), ^uint64(0) // than half, from the highest plane on
	for k := len(c.planes) - 1; k >= 0; k-- {
		half := -(uint64(c.n/2) >> k & 1) // the plane of half
		more |= same & c.planes[k] &^ half
		same &^= c.planes[k] ^ half
	}
	return more
}

// Tag is what one resume is told by, in TagSize bytes: the start of its file's hash ("": not known), and its keys.
func Tag(sha256 string, k Keys) []byte {
	var b [8]byte
	if len(sha256) >= 16 {
		_, _ = hex.Decode(b[:], []byte(sha256[:16]))
	}
	tag := append(make([]byte, 0, TagSize), b[:]...)
	for _, n := range []uint64{k.Text, k.Sim, k.Name, k.Email, k.Phone} {
		tag = binary.BigEndian.AppendUint64(tag, n)
	}
	return tag
}

// TagSize is the size of a tag in bytes.
const TagSize = 6 * 8

// Duplicates groups resumes that are the same bytes, the same text, or of the same person. It keeps 48 bytes for each.
type Duplicates struct{ all chunk.List[told] }

// told is a tag in numbers.
type told struct {
	bytes uint64 // of the SHA-256 of the file; 0: not known
	Keys
}

// Add adds an input by its tag; one without hash and keys belongs to no other.
func (d *Duplicates) Add(tag []byte) {
	n := func(i int) uint64 { return binary.BigEndian.Uint64(tag[8*i:]) }
	d.all.Add(told{n(0), Keys{n(1), n(2), n(3), n(4), n(5)}})
}

// Groups gives those that belong together by their numbers, from 0: each group and the groups in the order in which they were added.
func (d *Duplicates) Groups() [][]int {
	g := newGroups(d.all.Len())
	g.joinEqual(func(i int32) uint64 { return d.at(i).bytes }, nil)
	g.joinEqual(func(i int32) uint64 { return d.at(i).Text }, nil)
	few := func(members []int32) bool { return d.names(members) <= mostNames }
	g.joinEqual(func(i int32) uint64 { return d.at(i).Email }, few)
	g.joinEqual(func(i int32) uint64 { return d.at(i).Phone }, few)
	g.each(func(i int32) uint64 { return d.at(i).Name }, d.joinLike(g))
	return g.groups()
}

func (d *Duplicates) at(i int32) *told { return d.all.At(int(i)) }

// names counts the distinct names of members.
func (d *Duplicates) names(members []int32) int {
	seen := make(map[uint64]bool)
	for _, m := range members {
		if k := d.at(m).Name; k != 0 {
			seen[k] = true
		}
	}
	return len(seen)
}

// joinLike joins members of one name whose texts are alike. A name that very many share is compared with its neighbours
// in the order of the hashes only, so that the work stays in proportion.
func (d *Duplicates) joinLike(g *groups) func(members []int32) {
	return func(members []int32) {
		members = slices.DeleteFunc(slices.Clone(members), func(m int32) bool { return d.at(m).Sim == 0 })
		reach := len(members)
		if reach > 200 {
			slices.SortStableFunc(members, func(a, b int32) int { return cmp.Compare(d.at(a).Sim, d.at(b).Sim) })
			reach = 100
		}
		for i, a := range members {
			for _, b := range members[i+1 : min(len(members), i+1+reach)] {
				if bits.OnesCount64(d.at(a).Sim^d.at(b).Sim) <= likeBits {
					g.join(a, b)
				}
			}
		}
	}
}

// groups is a union-find over 0..n-1 in which the least member stands for its group.
type groups struct{ parent []int32 }

func newGroups(n int) *groups {
	g := &groups{parent: make([]int32, n)}
	for i := range g.parent {
		g.parent[i] = int32(i)
	}
	return g
}

func (g *groups) find(i int32) int32 {
	for g.parent[i] != i {
		g.parent[i] = g.parent[g.parent[i]]
		i = g.parent[i]
	}
	return i
}

func (g *groups) join(a, b int32) {
	a, b = g.find(a), g.find(b)
	g.parent[max(a, b)] = min(a, b)
}

// each calls f with the members of each value of key that two or more share; 0 is no value. Members are in order.
func (g *groups) each(key func(int32) uint64, f func(members []int32)) {
	order := make([]int32, 0, len(g.parent))
	for i := range g.parent {
		if key(int32(i)) != 0 {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(key(a), key(b)) })
	for len(order) > 0 {
		n := 1
		for n < len(order) && key(order[n]) == key(order[0]) {
			n++
		}
		if n > 1 {
			f(order[:n])
		}
		order = order[n:]
	}
}

// joinEqual joins what shares a value of key, where allow (if any) agrees.
func (g *groups) joinEqual(key func(int32) uint64, allow func(members []int32) bool) {
	g.each(key, func(members []int32) {
		if allow == nil || allow(members) {
			for _, m := range members[1:] {
				g.join(members[0], m)
			}
		}
	})
}

// groups gives the groups of two and more.
func (g *groups) groups() [][]int {
	size := make([]int32, len(g.parent))
	for i := range g.parent {
		size[g.find(int32(i))]++
	}
	at := make(map[int32]int)
	var out [][]int
	for i := range g.parent {
		root := g.find(int32(i))
		if size[root] < 2 {
			continue
		}
		n, ok := at[root]
		if !ok {
			n = len(out)
			at[root] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], i)
	}
	return out
}
