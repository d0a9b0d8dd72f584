package resume

import (
	"sort"
	"strings"
)

// mask collects what blind view hides and the matcher must not take for a technology.
func (r *reading) mask() {
	add := func(s Span, k MaskKind) {
		if !s.Empty() {
			r.out.Masks = append(r.out.Masks, Mask{s, k})
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
	}
	for i := range r.out.Education {
		e := &r.out.Education[i]
		r.everywhere(e.Institution, MaskSchool)
		add(e.Period.Span, MaskGraduation)
	}
	r.maskLabelled(add)
	r.maskPronouns(add)
	sort.SliceStable(r.out.Masks, func(i, j int) bool {
		a, b := r.out.Masks[i], r.out.Masks[j]
		if a.Span.Start != b.Span.Start {
			return a.Span.Start < b.Span.Start
		}
		if a.Span.End != b.Span.End {
			return a.Span.End > b.Span.End
		}
		return a.Kind < b.Kind
	})
	out := r.out.Masks[:0]
	for i, m := range r.out.Masks {
		if i > 0 && m == r.out.Masks[i-1] {
			continue
		}
		out = append(out, m)
	}
	r.out.Masks = out
}

// everywhere masks a name where it was read and wherever else it stands in full, whatever its case.
func (r *reading) everywhere(s Span, k MaskKind) {
	if s.Empty() {
		return
	}
	r.out.Masks = append(r.out.Masks, Mask{s, k})
	from, to := r.tokensIn(s)
	var words []int
	for i := from; i < to; i++ {
		if r.toks[i].kind != tokenSign {
			words = append(words, i)
		}
	}
	if len(words) == 0 || len(words) == 1 && k != MaskSchool {
		// One word may be a technology too ("Ruby", "Oracle"): only where it was read. The skills keep theirs.
		return
	}
	if len(r.out.Masks) > 2000 {
		return
	}
	head := r.text[r.toks[words[0]].start:r.toks[words[0]].end]
	for i := 0; i < len(r.toks); i++ {
		t := &r.toks[i]
		if t.kind == tokenSign || int(t.end-t.start) != len(head) || i >= from && i < to || !strings.EqualFold(r.text[t.start:t.end], head) {
			continue
		}
		j, w := i+1, 1
		for j < len(r.toks) && w < len(words) {
			o := &r.toks[j]
			if o.kind == tokenSign {
				if j-i > 3*len(words) {
					break
				}
				j++
				continue
			}
			p := &r.toks[words[w]]
			if !strings.EqualFold(r.text[o.start:o.end], r.text[p.start:p.end]) {
				break
			}
			w++
			j++
		}
		if w == len(words) {
			r.out.Masks = append(r.out.Masks, Mask{r.spanOf(i, j), k})
			i = j - 1
		}
	}
}

// maskLabelled masks lines such as "Date of birth: …", "Marital status: …", "Nationality: …", street addresses, and
// ages in words.
func (r *reading) maskLabelled(add func(Span, MaskKind)) {
	kinds := map[personLabel]MaskKind{
		personAddress: MaskAddress, personBirth: MaskBirth, personFamily: MaskFamily,
		personNationality: MaskNationality, personPhoto: MaskPhoto,
	}
	for i := range r.lines {
		n := &r.lines[i]
		if n.to-n.from > 200 {
			continue
		}
		kind := SectionNone
		if n.section >= 0 && n.section < len(r.out.Sections) {
			kind = r.out.Sections[n.section].Kind
		}
		personal := kind == SectionNone || kind == SectionContact || kind == SectionOther || i < 12
		for k := n.from; k < n.to; k++ {
			if r.toks[k].kind != tokenWord {
				continue
			}
			m, l := r.at(k, n.to, isPersonLabel)
			if m == nil {
				continue
			}
			mask, ok := kinds[m.person]
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

// maskAge masks "34 years old", "aged 34".
func (r *reading) maskAge(n *line, add func(Span, MaskKind)) {
	for k := n.from; k+2 < n.to; k++ {
		t := &r.toks[k]
		if t.kind == tokenNumber && t.val >= 15 && t.val <= 99 && r.toks[k+1].kind == tokenWord && r.is(k+1, isYears) && r.toks[k+2].kind == tokenWord {
			switch r.word(k + 2) {
			case "old", "alt", "oud":
				add(r.spanOf(k, k+3), MaskBirth)
			}
		}
	}
}

// maskPronouns masks pronouns of the third person, "(they/them)" among them.
func (r *reading) maskPronouns(add func(Span, MaskKind)) {
	for k := range r.toks {
		t := &r.toks[k]
		if t.kind != tokenWord || t.word == 0 {
			continue
		}
		if r.is(k, isPronoun) {
			add(Span{Start: int(t.start), End: int(t.end)}, MaskPronoun)
			continue
		}
		if k+2 < len(r.toks) && r.sign(k+1) == '/' && t.end-t.start == 4 && r.word(k) == "they" {
			add(r.spanOf(k, k+3), MaskPronoun)
		}
	}
}

// squeeze gives s with each run of white space as one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
