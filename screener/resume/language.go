package resume

import "github.com/abadojack/whatlanggo"

// findLanguage counts the small words of the languages that the structure data knows; only where they say nothing is
// the slower trigram guess asked, on a sample.
func (r *reading) findLanguage() {
	counts := make([]int, len(r.lex.languages))
	words := 0
	for i := range r.toks {
		t := &r.toks[i]
		if t.kind != tokenWord {
			continue
		}
		if words++; words > 3000 {
			break
		}
		set := r.lex.small[t.word]
		for l := 0; set != 0; l, set = l+1, set>>1 {
			if set&1 != 0 {
				counts[l]++
			}
		}
	}
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
