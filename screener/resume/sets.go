package resume

import (
	"math/bits"
	"unicode/utf8"
)

// tokenSet is a kind of token that the rules count or look for, line after line and block after block. Which tokens are of
// it is found once, and kept as bits: what a rule asks of a line is a word or two of them.
type tokenSet uint8

const (
	setWord    tokenSet = iota // words
	setLower                   // words in small letters
	setCounted                 // words that count for capitalShare
	setCapital                 // of these, those with a capital
	setUpper                   // words in capitals, single letters among them
	setSmall                   // words with small letters
	setSingle                  // words of one letter
	setNumber                  // numbers
	setYear                    // years
	setDated                   // what a range of dates may end in, or begin with: a year, a word for now, an apostrophe
	setTitle                   // words that make a title
	setLegal                   // words that make an employer
	setListed                  // signs that part items
	setWide                    // what stands behind wide white space
	setPerson                  // words that may begin a label of personal data
	setPronoun                 // pronouns, "they" too
	setAd                      // words that may begin a phrase of a job advertisement
	setAlien                   // words that may begin a phrase of any text that is no resume
	setCode                    // signs that programs are full of
	setDate                    // what a period may begin with
	setPhone                   // what a phone number may begin with: numbers, + and (
	setTongue                  // small words that tell the language of a text
	sets
)

// tokenSets says of 64 tokens, the lowest bit of the first one, which are of each set.
type tokenSets [sets]uint64

// tokenize cuts text[from:to] into the tokens of r, and sorts them into the sets.
func (r *reading) tokenize(from, to int) {
	r.toks = r.lex.tokenize(r.toks[:0], r.text, from, to)
	r.splitGlued()
	r.sets = r.sets[:0]
	var s *tokenSets
	for i := range r.toks {
		if i&63 == 0 {
			r.sets = append(r.sets, tokenSets{})
			s = &r.sets[len(r.sets)-1]
		}
		r.sort(i, s, 1<<(i&63))
	}
}

// What the phrases that begin with a word may mean for it to be looked at by sortPhrase.
const (
	startsDate = isExpected | isSince | isFrom | isUntil | isEarly | isMonth | isSeason
	isSorted   = isPresent | isPronoun | isPersonLabel | isForeignText | startsDate
)

// signSets says for signs of one byte which sets they are of.
var signSets = [utf8.RuneSelf]uint32{
	'\'': 1<<setDated | 1<<setDate,
	',':  1 << setListed, '|': 1 << setListed, ';': 1<<setListed | 1<<setCode,
	'{': 1 << setCode, '}': 1 << setCode, '=': 1 << setCode, '<': 1 << setCode, '>': 1 << setCode, '_': 1 << setCode,
	'[': 1 << setCode, ']': 1 << setCode, '\\': 1 << setCode, '$': 1 << setCode, ')': 1 << setCode, '"': 1 << setCode, '&': 1 << setCode,
	'(': 1<<setCode | 1<<setPhone, '+': 1 << setPhone,
}

// sort puts token i into its sets.
func (r *reading) sort(i int, s *tokenSets, bit uint64) {
	t := &r.toks[i]
	if t.gap&gapWide != 0 {
		s[setWide] |= bit
	}
	switch t.kind {
	case tokenNumber:
		s[setNumber] |= bit
		s[setPhone] |= bit
		if isYear(t) {
			s[setYear] |= bit
			s[setDated] |= bit
			s[setDate] |= bit
		} else if t.end-t.start <= 2 || t.may&startsDate != 0 {
			s[setDate] |= bit
		}
	case tokenSign:
		if t.end-t.start > 1 {
			switch r.text[t.start:t.end] {
			case "•", "·", "●", "▪", "‣":
				s[setListed] |= bit
			case "’", "‘":
				s[setDate] |= bit
			}
		} else if t.sign < utf8.RuneSelf {
			for in := signSets[t.sign]; in != 0; in &= in - 1 {
				s[bits.TrailingZeros32(in)] |= bit
			}
		}
	case tokenWord:
		s[setWord] |= bit
		n := t.end - t.start
		if n <= utf8.UTFMax && (n == 1 || r.text[t.start] >= utf8.RuneSelf && utf8.RuneCountInString(r.text[t.start:t.end]) == 1) {
			s[setSingle] |= bit
		}
		if t.shape == shapeLower {
			s[setLower] |= bit
			none := r.text[t.start] >= utf8.RuneSelf && caseless(r.text[t.start:t.end])
			if !none {
				s[setSmall] |= bit
			}
			if n > 3 {
				s[setCounted] |= bit
				if none || t.mixed && hasCapital(r.text[t.start:t.end]) {
					s[setCapital] |= bit
				}
			}
		} else {
			s[setCounted] |= bit
			s[setCapital] |= bit
			if t.shape == shapeCapitals || n == 1 {
				s[setUpper] |= bit
			} else {
				s[setSmall] |= bit
			}
			if r.is(i, isLegal|isHint) {
				s[setLegal] |= bit
			}
		}
		if n == 2 && r.isQuarterWord(i) {
			s[setDate] |= bit
		}
		if n == 4 && t.word != 0 && r.wordIs(i, "they") {
			s[setPronoun] |= bit
		}
		if t.may&isTitle != 0 || t.word == 0 && (n >= leastTitle || t.shape == shapeCapitals) {
			if r.makesTitle(i) {
				s[setTitle] |= bit
			}
		}
		if t.may&isSmall != 0 {
			s[setTongue] |= bit
		}
		if t.may&isSorted != 0 {
			r.sortPhrase(i, s, bit)
		}
	}
}

// sortPhrase puts a word into the sets of what it may begin.
func (r *reading) sortPhrase(i int, s *tokenSets, bit uint64) {
	is := r.info(i).is
	if is&isPresent != 0 {
		s[setDated] |= bit
	}
	if is&isPronoun != 0 {
		s[setPronoun] |= bit
	}
	may := r.toks[i].may
	if may&startsDate != 0 {
		s[setDate] |= bit
	}
	if may&isPersonLabel != 0 {
		s[setPerson] |= bit
	}
	if may&isForeignText != 0 {
		s[setAlien] |= bit
		if may&isAd3 != 0 {
			s[setAd] |= bit
		}
	}
}

// first gives the first token of the set in [from, to), or to.
func (r *reading) first(s tokenSet, from, to int) int {
	if from >= to {
		return to
	}
	w := from >> 6
	b := r.sets[w][s] &^ (1<<(from&63) - 1)
	for b == 0 {
		if w++; w<<6 >= to {
			return to
		}
		b = r.sets[w][s]
	}
	return min(to, w<<6+bits.TrailingZeros64(b))
}

// has says whether token k is of the set.
func (r *reading) has(s tokenSet, k int) bool { return r.sets[k>>6][s]>>(k&63)&1 != 0 }

// any says whether a token of the set stands in [from, to).
func (r *reading) any(s tokenSet, from, to int) bool { return r.first(s, from, to) < to }

// count counts the tokens of the set in [from, to).
func (r *reading) count(s tokenSet, from, to int) int {
	if from >= to {
		return 0
	}
	w, last := from>>6, (to-1)>>6
	b := r.sets[w][s] &^ (1<<(from&63) - 1)
	n := 0
	for ; w < last; b = r.sets[w][s] {
		n += bits.OnesCount64(b)
		w++
	}
	return n + bits.OnesCount64(b<<(63-(to-1)&63))
}
