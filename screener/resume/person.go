package resume

import (
	"bytes"
	"strings"
)

// The name of the person.

// findName finds the name: the best of the lines that read like one, by place, size and the e-mail address.
func (r *reading) findName() Span {
	r.foldAddresses()
	best, score := Span{}, 0
	seen := 0
	top := float32(0)
	for i := range r.lines {
		top = max(top, r.lines[i].size)
	}
	for i := range r.lines {
		n := &r.lines[i]
		if seen > 60 {
			break
		}
		if n.words == 0 {
			continue
		}
		seen++
		s := 10
		switch {
		case seen == 1:
			s += 14
		case seen <= 3:
			s += 8
		case seen <= 6:
			s += 4
		}
		if n.mark == 1 {
			s += 14
		} else if n.mark > 1 {
			s += 2
		}
		if r.body > 0 && n.size > r.body*1.3 {
			s += 8
			if n.size >= top-0.1 {
				s += 10
			}
		}
		if n.bold {
			s += 2
		}
		if n.furn {
			s -= 4
		}
		if n.heading {
			s -= 30
		}
		if n.bullet {
			s -= 12
		}
		if r.behindNameLabel(n.text, n.to) > n.text {
			s += 20
		}
		most := s // what follows adds no more
		if len(r.addresses) > 0 {
			most += mostLikeness
		}
		if most <= score || most < 16 {
			continue
		}
		a, z, ok := r.nameIn(n)
		if !ok {
			continue
		}
		m := r.mailLikeness(a, z)
		if m == 0 && (n.cut && seen > 1 && r.behindNameLabel(n.text, n.to) == n.text || r.isEnumeration(n.from, n.to)) { // a sentence of running text, a list
			continue
		}
		s += m
		if n.section > 0 && m == 0 {
			switch r.out.Sections[n.section].Kind {
			case SectionContact, SectionNone:
			default:
				s -= 10
				if n.size < r.body*1.3 && n.mark != 1 {
					s -= 10
				}
			}
		}
		if z-a == 1 && m == 0 && !caseless(r.text[r.toks[a].start:r.toks[a].end]) { // a mononym needs more to say so
			s -= 12
		}
		if z-a > 5 && m == 0 && !r.spacedLetters(a, z) {
			s -= 8
		}
		if k := r.countPlaces(a, z); k > 0 && m == 0 {
			s -= 6 * k
		}
		if s > score && s >= 16 {
			sp := r.spanOf(a, z)
			// a long name that wraps
			if j := i + 1; j < len(r.lines) && z == n.to && n.size > r.body*1.25 && r.body > 0 {
				o := &r.lines[j]
				if b, y, ok := r.nameIn(o); ok && o.size > n.size*0.97 && o.size < n.size*1.03 && o.page == n.page && y == o.to && b == o.text && !o.heading && r.titleWords(b, y) == 0 && o.top-n.bot < n.size && n.bold == o.bold {
					sp.End = o.span.End
				}
			}
			best, score = sp, s
		}
	}
	return best
}

// nameIn gives the tokens of a line that may be a name: one to seven capitalised words, with particles, initials,
// titles before and degrees behind.
func (r *reading) nameIn(n *line) (a, z int, ok bool) {
	a, z = n.text, n.to
	a = r.behindNameLabel(a, z)
	for a < z && r.toks[a].kind == tokenWord && r.is(a, isNotName) && !r.is(a, isParticle) { // "CURRICULUM VITAE Jane Doe"
		a++
	}
	// what stands behind a sign is something else: "Jane Doe | Engineer", "Jane Doe – Resume"
	for k := a + 1; k < z; k++ {
		t := &r.toks[k]
		if t.kind == tokenSign {
			c := r.text[t.start:t.end]
			if c == "|" || c == "•" || c == "·" || c == "–" || c == "—" || c == ":" || c == "-" && t.space || c == "(" && !r.nickname(k, z) || c == "/" {
				z = k
				break
			}
			if c == "," && k+1 < z {
				if !r.isSuffix(k+1, z) {
					if r.titleWords(k+1, z) > 0 || r.isPlaceField(k+1, z) {
						z = k
						break
					}
				}
			}
		}
		if t.space && r.wideGap(k) && k-a >= 2 && !r.spacedLetters(a, z) {
			z = k
			break
		}
	}
	if n.cut || z-a > 8 { // running text: the name ends where a title begins
		for k := a + 1; k < z; k++ {
			t := &r.toks[k]
			if t.kind == tokenNumber || t.kind == tokenWord && (r.isTitleWord(k) || r.is(k, isGrade|isHeading|isPersonLabel) && t.end-t.start > 2) || t.kind == tokenSign && r.sign(k) != '.' && r.sign(k) != '-' && r.sign(k) != '\'' || k > a+4 && t.kind == tokenWord {
				z = k
				break
			}
		}
		for k := z - 1; k > a; k-- { // and behind the last word that the e-mail address knows
			if r.toks[k].kind == tokenWord && r.mailLikeness(k, k+1) > 0 {
				z = k + 1
				break
			}
		}
	}
	if n.cut {
		z = r.withoutPlace(a, z, n.to)
		for z > a+2 && r.toks[z-1].kind == tokenWord && r.is(z-1, isTopic|isGrade) { // "Jane Doe SQL Server Administrator"
			z--
		}
	}
	for z > a && r.toks[z-1].kind == tokenSign && r.sign(z-1) != '.' && r.sign(z-1) != ')' {
		z--
	}
	for z > a && r.toks[z-1].kind == tokenWord && r.is(z-1, isNotName) {
		z--
	}
	for a < z && r.toks[a].kind == tokenWord && r.is(a, isNotName) && !r.is(a, isParticle) {
		a++
		for a < z && (r.sign(a) == ':' || r.sign(a) == '-') {
			a++
		}
	}
	if a >= z || r.toks[a].kind != tokenWord {
		return a, z, false
	}
	if r.spacedLetters(a, z) {
		return a, z, true
	}
	if z < n.to && r.sign(z) == ':' { // a label
		return a, z, false
	}
	if n.cut && r.isHeadline(a, z, n.to) {
		return a, z, false
	}
	words, commas := 0, 0
	for k := a; k < z; k++ {
		t := &r.toks[k]
		switch t.kind {
		case tokenNumber:
			return a, z, false
		case tokenSign:
			switch r.text[t.start:t.end] {
			case ".", "-", "'", "’", "‐", "(", ")", "\"", "“", "”", "‘", "`", "ʻ":
			case ",":
				if commas++; commas > 1 && !r.isSuffix(k+1, z) {
					return a, z, false
				}
			default:
				return a, z, false
			}
		case tokenWord:
			words++
			if t.shape == shapeLower && !r.is(k, isParticle) && !caseless(r.text[t.start:t.end]) {
				return a, z, false
			}
			if t.shape == shapeLower && k == a && !caseless(r.text[t.start:t.end]) && !r.is(k, isParticle) {
				return a, z, false
			}
		}
	}
	if words == 0 || words > 7 {
		return a, z, false
	}
	mail := r.mailLikeness(a, z) > 0
	if !mail {
		if r.whole(n.from, n.to, isHeading|isForeign|isGroup|isWithin) != nil || n.cut && r.namesWork(a, z) {
			return a, z, false
		}
		t := r.titleWords(a, z)
		if t > 0 && (t >= 2 || words >= 2) || r.isPlaceField(a, z) && commas > 0 {
			return a, z, false
		}
		for k := a; k < z; k++ {
			if r.toks[k].kind == tokenWord && r.is(k, isHuman|isSchool|isDegree|isLegal) && !r.is(k, isParticle) && r.toks[k].end-r.toks[k].start > 3 {
				return a, z, false
			}
		}
	}
	return a, z, true
}

// behindNameLabel is the token behind "Name:" where that stands at token a, or behind the words that begin a resume, "CURRICULUM VITAE
// Name: Jane Doe"; a where it does not.
func (r *reading) behindNameLabel(a, z int) int {
	k := a
	for k < z && r.toks[k].kind == tokenWord && r.is(k, isNotName) {
		k++
	}
	if n, l := r.at(k, z, isPersonLabel); l > 0 && n.person == personName && k+l < z && r.sign(k+l) == ':' {
		return k + l + 1
	}
	return a
}

// withoutPlace is where a name ends that running text goes on from with where the person lives, if that is known, or stands before a
// state or country: "Jane Doe Seattle".
func (r *reading) withoutPlace(a, z, to int) int {
	if z < to && z > a+2 && r.sign(z) == ',' { // "Jane Doe Solihull, UK"
		if n, _ := r.at(z+1, to, isCountry|isState); n != nil || z+1 < to && r.isCode(z+1) {
			return z - 1
		}
	}
	return r.upTo(a+2, z, isPlace)
}

// namesWork says whether all words are of titles, technologies and headings, as no name is: "Sr. Oracle", "Highlights HTML5".
func (r *reading) namesWork(a, z int) bool {
	if r.is(a, isHeading) && r.toks[a].end-r.toks[a].start > 3 { // "Highlights Terraform"
		return true
	}
	work := false
	for k := a; k < z; k++ {
		switch {
		case r.toks[k].kind != tokenWord:
		case r.is(k, isGrade|isTopic|isTitle|isHeading|isNotName):
			work = true
		case r.toks[k].end-r.toks[k].start > 2:
			return false
		}
	}
	return work
}

// isHeadline says whether what reads like a name in running text is what exports begin with: a title that was blacked out, a grade,
// or the words before a title that is stated again ("Front End Developer Front End Developer").
func (r *reading) isHeadline(a, z, to int) bool {
	grades := true
	for k := a; k < z; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		if r.isMaskedWord(k) || k > a && r.tokenText(k) == r.tokenText(k-1) { // "Employee Employee"
			return true
		}
		grades = grades && r.is(k, isGrade)
	}
	if grades {
		return true
	}
	if z >= to || r.toks[z].kind != tokenWord || !r.isTitleWord(z) || r.mailLikeness(a, z) > 0 {
		return false
	}
	return strings.Count(r.text, r.text[r.toks[a].start:r.toks[z].end]) >= 2
}

// nickname says whether the bracket at k holds one capitalised word: "Robert (Bob) Smith".
func (r *reading) nickname(k, z int) bool {
	return k+2 < z && r.toks[k+1].kind == tokenWord && r.toks[k+1].shape != shapeLower && r.sign(k+2) == ')' && k+3 < z && r.toks[k+3].kind == tokenWord
}

// isSuffix says whether the tokens are what may stand behind a name: "PhD", "Jr.", "MBA, PMP", "III".
func (r *reading) isSuffix(from, z int) bool {
	for k := from; k < z; k++ {
		t := &r.toks[k]
		if t.kind == tokenSign {
			continue
		}
		if t.kind != tokenWord {
			return false
		}
		if r.is(k, isDegree) || t.shape == shapeCapitals && t.end-t.start <= 5 {
			continue
		}
		if !r.serves(k, asNameSuffix) {
			return false
		}
	}
	return from < z
}

// spacedLetters says whether the tokens are single letters: "J A N E   D O E".
func (r *reading) spacedLetters(a, z int) bool {
	if z-a < 5 {
		return false
	}
	return r.count(setSingle, a, z) == z-a
}

// mostLikeness is the most that mailLikeness says.
const mostLikeness = 20

// mailLikeness says how far the words occur in the e-mail address or in a link.
func (r *reading) mailLikeness(a, z int) int {
	if len(r.addresses) == 0 {
		return 0
	}
	var buf [64]byte
	var score [6]int // by address
	best := 0
	for k := a; k < z; k++ {
		t := &r.toks[k]
		if t.kind != tokenWord || t.end-t.start < 3 {
			continue
		}
		word := foldedText(buf[:0], r.text[t.start:t.end])
		for i, address := range r.addresses {
			if bytes.Contains(address, word) {
				score[i] += 8
				best = max(best, score[i])
			}
		}
	}
	return min(best, mostLikeness)
}

// foldAddresses folds the first e-mail addresses, up to the @, and the first links for mailLikeness.
func (r *reading) foldAddresses() {
	for _, s := range r.emails[:min(len(r.emails), 2)] {
		name, _, _ := strings.Cut(r.text[s.Start:s.End], "@")
		r.addresses = append(r.addresses, foldedText(nil, name))
	}
	for _, s := range r.links[:min(len(r.links), 4)] {
		r.addresses = append(r.addresses, foldedText(nil, r.text[s.Start:s.End]))
	}
}

// foldedText appends the letters of s, folded.
func foldedText(dst []byte, s string) []byte {
	for _, c := range s {
		dst = appendFolded(dst, c)
	}
	return dst
}

func (r *reading) countPlaces(a, z int) int {
	n := 0
	for k := a; k < z; k++ {
		if r.toks[k].kind == tokenWord && (r.is(k, isCity|isCountry|isState) || r.is(k, isHint)) {
			n++
		}
	}
	return n
}
