package resume

// Where a title begins and ends among other words that no sign parts from it, as running text leaves them.

// titleFrom is where the title begins whose first title word is token k, not before token floor: the words that go with titles
// before it, and where none do, one word more ("Bench Recruiter").
func (r *reading) titleFrom(k, floor int) int {
	a, strange := k, false
	for j := k - 1; j >= floor; j-- {
		t := &r.toks[j]
		switch t.kind {
		case tokenWord:
			switch {
			case r.isTitleWord(j) || r.is(j, isGrade|isTopic) && (t.shape != shapeLower || t.mixed):
			case t.shape != shapeLower && a == k && !strange && !r.is(j, isPlace|isLegal) && !r.isCode(j) && !r.endsPlace(j, floor):
				strange = true
			default:
				return a
			}
			a = j
		case tokenSign:
			switch r.sign(j) {
			case '.':
				if j+1 < k && !r.toks[j+1].space && (t.space || j == floor) { // ".NET Developer"
					a = j
				} else if j == floor || !r.is(j-1, isGrade) || r.toks[j-1].end-r.toks[j-1].start > 3 { // "Sr. Developer"
					return a
				}
			case '/', '&', '+', '#':
			case '-':
				if t.space {
					return a
				}
			default:
				return a
			}
		default:
			return a
		}
	}
	return a
}

// endsPlace says whether token j ends the name of a place of several words, "Long Beach".
func (r *reading) endsPlace(j, floor int) bool { return r.upTo(max(floor, j-2), j+1, isPlace) < j }

// upTo is where, from token from on, a phrase of the class begins that ends right before token to; token to where none does.
func (r *reading) upTo(from, to int, want class) int {
	for k := from; k < to; k++ {
		if n, l := r.at(k, to, want); n != nil && k+l == to {
			return k
		}
	}
	return to
}

// titleTo is where the title ends whose first title word is token k: behind the last title word that stands close to it, and its rank.
func (r *reading) titleTo(k, to int) int {
	z, reach := k+1, k+3
	for j := k + 1; j < to && j < reach; j++ {
		t := &r.toks[j]
		switch {
		case t.kind == tokenSign && r.sign(j) == ',':
			return r.rankEnd(z, to)
		case t.kind == tokenSign && (r.sign(j) == '/' || r.sign(j) == '&'):
			reach = j + 5
		case t.kind == tokenWord && r.is(j, isAnd) && t.shape == shapeLower:
			reach = j + 5
		case t.kind == tokenWord && r.isTitleWord(j):
			z, reach = j+1, j+3
		}
	}
	return r.rankEnd(z, to)
}

// rankEnd goes on over a rank: "Engineer II".
func (r *reading) rankEnd(z, to int) int {
	for z < to && r.toks[z].kind == tokenWord && r.toks[z].shape == shapeCapitals && r.is(z, isGrade) && r.toks[z].end-r.toks[z].start <= 3 {
		z++
	}
	return z
}

// joinsTitles says whether the slash at token k stands between two titles: what ends before it is one, and one is near behind it.
func (r *reading) joinsTitles(from, k, to int) bool {
	if k == from || !r.any(setTitle, max(from, k-2), k) {
		return false
	}
	to = min(to, k+5)
	next := r.first(setTitle, k+1, to)
	return next < to && r.nextComma(k+1, to) > next
}

// maskedEnd is where what stands for the employer ends in exports that leave names out, and where the place behind it does:
// "Company Name － Dallas , TX", "Company Name City , State". Both are k where no such thing stands at token k.
func (r *reading) maskedEnd(k, to int) (name, place int) {
	n, l := r.at(k, to, isMaskFor)
	if n == nil {
		return k, k
	}
	name = k + l
	j := name
	if j < to && r.dash(j, to) > j {
		j = r.dash(j, to)
	}
	c := j
	for c < to && c < j+4 && r.toks[c].kind == tokenWord && r.toks[c].shape != shapeLower {
		c++
	}
	if c == j || c+1 >= to || r.sign(c) != ',' {
		return name, name
	}
	c++
	if m, l := r.at(c, to, isPlace); m != nil {
		return name, c + l
	}
	if r.toks[c].kind == tokenWord && r.toks[c].shape != shapeLower {
		return name, c + 1
	}
	return name, name
}

// unsigned reads a head of running text whose only field, but for what stands in brackets, holds both title and employer.
func (r *reading) unsigned(rest []field) (title, employer, place Span, ok bool) {
	at := -1
	for i, f := range rest {
		switch {
		case !f.cut:
			return title, employer, place, false
		case f.sep == sepParen:
		case at >= 0:
			return title, employer, place, false
		default:
			at = i
		}
	}
	if at < 0 {
		return title, employer, place, false
	}
	t, e := r.splitUnsigned(rest[at])
	if t.empty() || e.empty() {
		return title, employer, place, false
	}
	e, place = r.splitPlace(e) // "Acme Inc., Leeds Developer"
	return r.spanOf(t.from, t.to), r.spanOf(e.from, e.to), place, true
}

// headBehindList reads the head around the dates f behind the list of a role's technologies, from token list on, that no stop ends:
// "… Jenkins, Git Harlow Mutual, Des Moines, IA 2014 - 2016 Engineer". Nothing but the words says where the list ends: a title begins
// with the words that go with it, an employer behind the first word that no comma parts from it.
func (r *reading) headBehindList(list int, f found, n *line) (end, start int) {
	z := f.to
	if z < n.to && (r.sign(z) == ',' || r.sign(z) == '/') || r.toks[f.from].space && r.serves(f.from-1, asThing) { // the list goes on: "SQL Server 2012/2016, AlwaysOn"
		return 0, -1
	}
	name, place := r.maskedEnd(z, n.to)
	title := -1 // the first word of the last title before the dates
	for k := f.from - 1; k > list && k >= f.from-headSpan; k-- {
		if t := &r.toks[k]; t.kind == tokenWord && r.isTitleWord(k) {
			title = k
		} else if title >= 0 && k < title-4 || t.kind == tokenNumber {
			break
		}
	}
	switch {
	case title >= 0:
		floor := r.segment(title, list)
		start = max(r.titleFrom(title, floor), min(r.nextWord(floor), title))
		switch {
		case name > z:
			z = place
		case r.endsTitle(title, f.from): // the title stands right before the dates: the employer is behind or before it
			if z = r.capitalsAfter(f.to, n.to); z == f.to && floor > list {
				start = r.employerBehindList(floor-1, list)
			}
		}
	default:
		z = r.capitalsAfter(z, n.to)
		if r.titleWords(f.to, z) == 0 && !r.workFollows(z, n.to) {
			return 0, -1
		}
		start = r.employerBehindList(f.from, list)
	}
	if start < 0 {
		return 0, -1
	}
	return r.pastSigns(z, n.to), start
}

// endsTitle says whether the title whose first word is token k is all that stands before token to, but for a comma or brackets.
func (r *reading) endsTitle(k, to int) bool {
	if r.sign(to-1) == ',' {
		to--
	}
	if r.sign(to-1) == ')' {
		to = max(k, r.opening(to-1, k))
	}
	return r.titleTo(k, to) == to
}

// segment is where the words begin that no comma parts from token k, not before token floor.
func (r *reading) segment(k, floor int) int {
	for k > floor && r.sign(k-1) != ',' && r.sign(k-1) != ';' && r.sign(k-1) != '|' && r.sign(k-1) != ')' {
		k--
	}
	return k
}

// nextWord is the first token behind white space after token k.
func (r *reading) nextWord(k int) int {
	for k++; k < len(r.toks) && !r.toks[k].space; k++ {
	}
	return k
}

// employerBehindList is where the employer begins that stands before token k, with its place behind it or not; -1 where there is none.
func (r *reading) employerBehindList(k, list int) int {
	for k > list && (r.sign(k-1) == ',' || r.sign(k-1) == ')') {
		if r.sign(k-1) == ')' {
			if k = r.opening(k-1, list); k == list {
				return -1
			}
			continue
		}
		k--
	}
	a := r.segment(k, list)
	wide := false // a state or country came last: what stands before it is a town
	for a > list && a < k && r.sign(a-1) == ',' && (r.isPlaceField(a, k) || r.isLegalPart(a, k) || wide && k-a <= 3 && r.segment(a-1, list) > list) {
		wide = !wide && r.isWidePlace(a, k)
		k = a - 1
		a = r.segment(k, list)
	}
	if a >= k {
		return -1
	}
	if b := r.nextWord(a); b < k && r.toks[b].kind == tokenWord && r.toks[b].shape != shapeLower {
		return b
	}
	return a
}

// isLegalPart says whether the tokens are what a company's name ends in: ", Inc."
func (r *reading) isLegalPart(from, to int) bool {
	return to-from <= 2 && r.toks[from].kind == tokenWord && r.is(from, isLegal)
}

// placeBeforeTitle takes the place off the start of a title, "Calgary Senior Oracle DBA": one that is known, or with any, whatever
// stands before the words that go with a title.
func (r *reading) placeBeforeTitle(f field, any bool) (rest field, place Span) {
	k := r.first(setTitle, f.from, f.to)
	if k == f.to || k == f.from {
		return f, place
	}
	a := r.titleFrom(k, f.from)
	if a == f.from || !any && !r.isPlaceField(f.from, a) || any && (a-f.from > 4 || !r.opensHead(a, f.from)) {
		return f, place
	}
	place = r.spanOf(f.from, a)
	f.from = a
	return f, place
}

// bestTitle is the field that reads most like a title, -1 where there is none at all.
func (r *reading) bestTitle(rest []field) int {
	best, most := -1, -10
	for i, f := range rest {
		s := r.scoreTitle(f.from, f.to)
		if f.sep == sepParen {
			s -= 4
		}
		if s > most {
			best, most = i, s
		}
	}
	return best
}

// headAfterSentence is where a head starts whose capitals begin at token a right behind the small word of a sentence that no stop ends:
// "… dashboards from PMM Linux Administrator": behind its first word, and where no comma shows an employer before the title, at that.
func (r *reading) headAfterSentence(a, to int) int {
	b := r.nextWord(a)
	k := r.first(setTitle, b, to)
	if k == to {
		return a
	}
	if r.nextComma(b, k) < k {
		return b
	}
	return r.titleFrom(k, b)
}

// noStop says whether no sentence ends within the tokens.
func (r *reading) noStop(from, to int) bool {
	for k := from; k < to; k++ {
		if r.endsSentence(k) {
			return false
		}
	}
	return true
}

// townFrom is where the town begins that running text leaves before the comma at token to, behind the employer: one that is known, or what
// follows a word in small letters, "Federal benefits agency Woodlawn"; token to where nothing tells.
func (r *reading) townFrom(from, to int) int {
	if k := r.upTo(max(from+1, to-3), to, isCity); k < to {
		return k
	}
	k := to
	for k > from && to-k < 3 && r.toks[k-1].kind == tokenWord && r.toks[k-1].shape == shapeCapital && !r.is(k-1, isLegal|isHint) {
		k--
	}
	if k == to || k == from {
		return to
	}
	p := k - 1
	if r.sign(p) == '.' && p > from { // "Albemarle Supply, Inc. Edenton"
		p--
	}
	if t := &r.toks[p]; t.kind == tokenWord && (r.is(p, isLegal) || p == k-1 && t.shape == shapeLower && !r.joins(p)) {
		return k
	}
	return to
}

// townBehind says whether a field is the town behind the brackets that explain an employer: "Fernhollow (pet insurance), Ballard".
func (r *reading) townBehind(f field) bool {
	return f.from > 1 && r.sign(f.from-1) == ',' && r.sign(f.from-2) == ')' && f.to-f.from <= 3 && r.capitalShare(f.from, f.to) == 100 &&
		r.scoreTitle(f.from, f.to) <= 0 && !r.hasLegal(f.from, f.to)
}
