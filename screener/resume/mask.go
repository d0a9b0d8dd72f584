package resume

import (
	"cmp"
	"slices"
	"strings"
)

// mask collects what blind view hides and the matcher must not take for a technology.
func (r *reading) mask() {
	add := func(s Span, k MaskKind) {
		if !s.Empty() {
			r.masks = append(r.masks, Mask{s, k})
		}
	}
	for _, s := range r.emails {
		add(s, MaskEmail)
	}
	for _, s := range r.phones {
		add(s, MaskPhone)
	}
	for _, s := range r.links {
		add(s, MaskLink)
	}
	r.everywhere(r.out.Contact.Name, MaskName)
	add(r.out.Contact.Location, MaskAddress)
	for i := range r.out.Roles {
		o := &r.out.Roles[i]
		add(o.Location, MaskAddress)
		r.everywhere(o.Employer, MaskEmployer)
		add(r.toldOf(o.Employer), MaskEmployer)
	}
	for i := range r.out.Education {
		e := &r.out.Education[i]
		r.everywhere(e.Institution, MaskSchool)
		add(e.Period.Span, MaskGraduation)
	}
	r.maskNames()
	r.maskLabelled(add)
	r.maskPronouns(add)
	slices.SortFunc(r.masks, func(a, b Mask) int {
		return cmp.Or(a.Span.Start-b.Span.Start, b.Span.End-a.Span.End, int(a.Kind)-int(b.Kind))
	})
	r.out.Masks = append(r.out.Masks, slices.Compact(r.masks)...)
}

// mostTold is the length in bytes of what is told of an employer behind its name.
const mostTold = 80

// toldOf is what stands in brackets right behind an employer, "Cinderpath (API management platform)": what it does, and nothing that the
// person did. A list is not: that may be what the person worked with.
func (r *reading) toldOf(employer Span) Span {
	if employer.Empty() {
		return Span{}
	}
	rest := strings.TrimLeft(r.text[employer.End:min(len(r.text), employer.End+mostTold)], " ")
	if !strings.HasPrefix(rest, "(") {
		return Span{}
	}
	n := strings.IndexAny(rest, "),\n")
	if n < 0 || rest[n] != ')' {
		return Span{}
	}
	at := employer.End + strings.IndexByte(r.text[employer.End:], '(')
	return Span{Start: at, End: at + n + 1}
}

// properName is a name that is masked wherever it stands in full.
type properName struct {
	words  []int // tokens where it was read
	kind   MaskKind
	before int // for maskNames: 1 + the name before it whose first word has the same mark
}

// everywhere masks a name where it was read, and keeps it for maskNames.
func (r *reading) everywhere(s Span, k MaskKind) {
	if s.Empty() {
		return
	}
	r.masks = append(r.masks, Mask{s, k})
	from, to := r.tokensIn(s)
	at := len(r.ints)
	for i := from; i < to; i++ {
		if r.toks[i].kind != tokenSign {
			r.ints = append(r.ints, i)
		}
	}
	n := properName{words: r.ints[at:len(r.ints):len(r.ints)], kind: k}
	// One word may be a technology too ("Ruby", "Oracle"): it is masked only where it was read. The skills keep theirs.
	if len(n.words) > 1 || len(n.words) == 1 && k == MaskSchool {
		r.names = append(r.names, n)
	}
}

// mostMarked is how many names may share a mark, so that a text that is made of such names takes no longer: a resume has
// thousands of names before it has as many of one mark.
const mostMarked = 64

// maskNames masks the names wherever they stand in full, whatever their case, in one pass over the text.
func (r *reading) maskNames() {
	if len(r.names) == 0 {
		return
	}
	var first [256]int // 1 + the last of the names whose first words have this mark
	for i := range r.names {
		n := &r.names[i]
		mark := r.wordMark(n.words[0])
		same, count, length := false, 0, 0
		for k := first[mark]; k > 0; k = r.names[k-1].before {
			length++
			if o := &r.names[k-1]; r.sameWord(o.words[0], n.words[0]) {
				count++
				same = same || o.kind == n.kind && r.sameWords(o.words, n.words)
			}
		}
		if !same && count < 8 && length < mostMarked {
			n.before, first[mark] = first[mark], i+1
		}
	}
	for i := range r.toks {
		if r.toks[i].kind == tokenSign {
			continue
		}
		for k := first[r.wordMark(i)]; k > 0; k = r.names[k-1].before {
			n := &r.names[k-1]
			if i == n.words[0] || !r.sameWord(i, n.words[0]) {
				continue
			}
			if end := r.nameEnds(n.words, i); end > 0 {
				r.masks = append(r.masks, Mask{r.spanOf(i, end), n.kind})
			}
		}
	}
}

// wordMark is the same for words that differ in the case of ASCII letters alone, and another one for most others.
func (r *reading) wordMark(i int) byte {
	t := &r.toks[i]
	a, z := r.text[t.start]|0x20, r.text[t.end-1]|0x20
	return a + z*7 + byte(t.end-t.start)*31
}

// sameWord says whether two tokens are the same but for the case of ASCII letters.
func (r *reading) sameWord(a, b int) bool {
	s, w := r.tokenText(a), r.tokenText(b)
	if len(s) != len(w) {
		return false
	}
	for i := range len(s) {
		if s[i] != w[i] && (s[i]^w[i] != 0x20 || s[i]|0x20 < 'a' || s[i]|0x20 > 'z') {
			return false
		}
	}
	return true
}

func (r *reading) tokenText(i int) string { return r.text[r.toks[i].start:r.toks[i].end] }

func (r *reading) sameWords(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !strings.EqualFold(r.tokenText(a[i]), r.tokenText(b[i])) {
			return false
		}
	}
	return true
}

// nameEnds gives the token behind the words where they stand from token i on, signs between them left out; 0 if they don't.
func (r *reading) nameEnds(words []int, i int) int {
	j := i
	for w := range words {
		for w > 0 && j < len(r.toks) && r.toks[j].kind == tokenSign && j < i+3*len(words) {
			j++
		}
		if j >= len(r.toks) || !strings.EqualFold(r.tokenText(j), r.tokenText(words[w])) {
			return 0
		}
		j++
	}
	return j
}

// maskLabelled masks lines such as "Date of birth: …", "Marital status: …", "Nationality: …", street addresses, and
// ages in words.
func (r *reading) maskLabelled(add func(Span, MaskKind)) {
	for i := range r.lines {
		n := &r.lines[i]
		if n.to-n.from > 200 {
			continue
		}
		personal := r.isIn(n.section, SectionNone, SectionContact, SectionOther) || i < 12
		for k := r.first(setPerson, n.from, n.to); k < n.to; k = r.first(setPerson, k+1, n.to) {
			m, l := r.at(k, n.to, isPersonLabel)
			if m == nil {
				continue
			}
			mask, ok := maskOf(m.person)
			end := k + l
			colon := end < n.to && (r.sign(end) == ':' || r.sign(end) == '-' && r.toks[end].space)
			starts := k == n.from || k == n.text || r.toks[k-1].kind == tokenSign
			if !ok || !starts || !colon && !(personal && (m.person == personBirth || m.person == personFamily) && n.words <= 8) {
				k = end - 1
				continue
			}
			if m.person == personAddress && !personal || !colon && !personal {
				k = end - 1
				continue
			}
			z := end
			for z < n.to {
				if c := r.text[r.toks[z].start:r.toks[z].end]; c == "|" || c == "•" || c == "·" || c == ";" {
					break
				}
				if z > end+1 && r.toks[z].kind == tokenWord {
					if o, ol := r.at(z, n.to, isPersonLabel); o != nil && z+ol < n.to && r.sign(z+ol) == ':' {
						break
					}
				}
				z++
			}
			add(r.spanOf(k, z), mask)
			k = z - 1
		}
		if personal && r.isStreet(n.from, n.to) && n.words <= 16 && !n.heading {
			add(n.span, MaskAddress)
		}
		if personal {
			r.maskAge(n, add)
		}
	}
}

// maskOf is the kind of mask for what follows a label, if it is one to mask.
func maskOf(p personLabel) (MaskKind, bool) {
	switch p {
	case personAddress:
		return MaskAddress, true
	case personBirth:
		return MaskBirth, true
	case personFamily:
		return MaskFamily, true
	case personNationality:
		return MaskNationality, true
	case personPhoto:
		return MaskPhoto, true
	}
	return 0, false
}

// maskAge masks "34 years old", "aged 34".
func (r *reading) maskAge(n *line, add func(Span, MaskKind)) {
	for k := r.first(setNumber, n.from, n.to-2); k < n.to-2; k = r.first(setNumber, k+1, n.to-2) {
		t := &r.toks[k]
		if t.val >= 15 && t.val <= 99 && r.toks[k+1].kind == tokenWord && r.is(k+1, isYears) && r.toks[k+2].kind == tokenWord {
			if r.serves(k+2, asAge) {
				add(r.spanOf(k, k+3), MaskBirth)
			}
		}
	}
}

// maskPronouns masks pronouns of the third person, "(they/them)" among them.
func (r *reading) maskPronouns(add func(Span, MaskKind)) {
	for k := r.first(setPronoun, 0, len(r.toks)); k < len(r.toks); k = r.first(setPronoun, k+1, len(r.toks)) {
		switch {
		case r.is(k, isPronoun):
			add(r.spanOf(k, k+1), MaskPronoun)
		case k+2 < len(r.toks) && r.sign(k+1) == '/':
			add(r.spanOf(k, k+3), MaskPronoun)
		}
	}
}

// squeeze gives s with each run of white space as one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
