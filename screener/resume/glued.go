package resume

import "strings"

// Exports glue a title to the employer behind it: "Java DeveloperHarlow Mutual - Dallas, TX". Such words are two.

// leastGlued is the length in bytes of the shortest title that is looked for in a longer word: shorter ones begin names
// ("LeadPages", "ChefWorks").
const leastGlued = 6

// splitGlued parts the words that begin with a title, or with what blacks one out, and go on with a capital.
func (r *reading) splitGlued() {
	for k := range r.toks {
		if t := &r.toks[k]; !t.mixed || t.word != 0 {
			continue
		}
		if at := r.gluedAt(k); at > 0 {
			r.toks = r.splitFrom(k)
			return
		}
	}
}

// gluedAt is where the second word of token k begins, as an offset in the text; 0 where it is one word.
func (r *reading) gluedAt(k int) int32 {
	t := &r.toks[k]
	if t.kind != tokenWord || t.word != 0 || t.shape != shapeCapital || !t.mixed || t.end-t.start <= leastGlued {
		return 0
	}
	w := r.text[t.start:t.end]
	if n := len(w) - len(strings.TrimLeft(w, "X")); n >= 3 && n+1 < len(w) {
		if w[n] >= 'a' && w[n] <= 'z' { // "XXXXerxes"
			n--
		}
		if n >= 3 && w[n] >= 'A' && w[n] <= 'Z' {
			return t.start + int32(n)
		}
		return 0
	}
	for i := leastGlued; i < len(w); i++ {
		if w[i] < 'A' || w[i] > 'Z' || w[i-1] < 'a' || w[i-1] > 'z' {
			continue
		}
		if id := r.lex.words.get([]byte(strings.ToLower(w[:i]))); id != 0 && r.lex.nodes[r.lex.first[id]].is&isTitle != 0 {
			return t.start + int32(i)
		}
		return 0
	}
	return 0
}

// splitFrom is the tokens with the glued ones from the k-th on parted.
func (r *reading) splitFrom(k int) []token {
	out := make([]token, k, len(r.toks)+len(r.toks)/64+8)
	copy(out, r.toks)
	for ; k < len(r.toks); k++ {
		at := r.gluedAt(k)
		if at == 0 {
			out = append(out, r.toks[k])
			continue
		}
		n := len(out)
		out = r.lex.tokenize(out, r.text, int(r.toks[k].start), int(at))
		out[n].space, out[n].gap = r.toks[k].space, r.toks[k].gap
		n = len(out)
		out = r.lex.tokenize(out, r.text, int(at), int(r.toks[k].end))
		out[n].space, out[n].gap = false, 0
	}
	return out
}
