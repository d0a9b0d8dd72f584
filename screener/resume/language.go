package resume

import (
	"math/bits"

	"github.com/abadojack/whatlanggo"
)

// findLanguage counts the small words of the languages that the structure data knows; only where they say nothing is
// the slower trigram guess asked, on a sample.
func (r *reading) findLanguage() {
	const most = 3000 // words; the rest of a long text says the same
	to := len(r.toks)
	words := r.count(setWord, 0, to)
	if words > most {
		all := to
		to = 0
		for range most {
			to = r.first(setWord, to, all) + 1
		}
		words = most + 1
	}
	var in [16]int // by language
	for i := r.first(setTongue, 0, to); i < to; i = r.first(setTongue, i+1, to) {
		for set := r.lex.small[r.toks[i].word]; set != 0; set &= set - 1 {
			in[bits.TrailingZeros16(set)]++
		}
	}
	counts := in[:len(r.lex.languages)]
	best, second := -1, -1
	for l, n := range counts {
		switch {
		case best < 0 || n > counts[best]:
			best, second = l, best
		case second < 0 || n > counts[second]:
			second = l
		}
	}
	if best >= 0 && counts[best]*100 >= words*6 && counts[best] >= 5 && counts[best]*4 > counts[second]*5 {
		r.out.Language = r.lex.languages[best]
	} else if words >= 40 {
		sample := r.text
		if len(sample) > 1500 {
			sample = sample[:1500]
		}
		if info := whatlanggo.Detect(sample); info.IsReliable() {
			r.out.Language = info.Lang.Iso6391()
		} else if best >= 0 && counts[best] >= 3 && counts[best]*100 >= words*2 && counts[best] > counts[second] {
			r.out.Language = r.lex.languages[best]
		}
	}
	r.monthFirst = r.out.Language == "en" || r.out.Language == ""
}
