package resume

// Heads of roles and studies within running text.

// headAround reads the head of a role or of a study around the dates that start at token k: the capitalised words before
// and, where these lack a title, after them. It gives the token behind the head, and the one it starts at, -1 if there is
// none.
func (r *reading) headAround(k int, n *line, cuts []cut) (end, start int) {
	f, ok := r.period(k, n.to)
	if !ok || !f.ranged {
		return 0, -1
	}
	floor := n.from
	if len(cuts) > 0 {
		floor = cuts[len(cuts)-1].at
	}
	whole := r.capitalsBefore(f.from, floor)
	a := r.withoutList(whole, f.from)
	z := f.to
	if list := r.stackEnd(floor, f.from); list > floor && list < f.from && !n.pastWork && r.nextComma(list, f.from) < f.from {
		return r.headBehindList(list, f, n)
	}
	left := r.titleWords(a, f.from) > 0 || r.studyWords(a, f.from)
	if name, place := r.maskedEnd(f.to, n.to); name > f.to && left && (a < whole || a == floor || r.headMayStart(a)) {
		return r.pastSigns(place, n.to), a
	}
	if !left {
		from := f.to
		for from < n.to && from < f.to+2 && (r.sign(from) == ':' || r.sign(from) == '|' || r.sign(from) == ')' || r.sign(from) == ']') { // "2019 – 2021: Engineer, Acme"
			from++
		}
		z = r.capitalsAfter(from, n.to)
		if r.titleWords(f.to, z) == 0 && !r.studyWords(f.to, z) {
			if r.standsAlone(a, f, n, floor) {
				return r.pastSigns(f.to, n.to), a
			}
			if n.inWork && (a == f.from || a == floor) && r.workFollows(z, n.to) {
				return z, a
			}
			if dash := r.placeBefore(f.from, whole); dash >= 0 && !n.pastWork {
				return f.to, r.employerBefore(dash, whole)
			}
			return 0, -1
		}
	} else if r.endsInTitle(a, f.from) {
		z = r.capitalsAfter(f.to, min(n.to, f.to+8))
	}
	if a > floor && a == whole && !r.headMayStart(a) {
		dash := r.placeBefore(f.from, whole)
		switch {
		case !left:
			return 0, -1
		case a > floor+1 && r.wordIs(a-1, "as") && r.toks[a-2].kind == tokenWord && r.serves(a-2, asHolds): // "Working as Developer from …"
			a -= 2
		case r.toks[a-1].kind == tokenWord && r.titleWords(a, f.from) > 0: // the sentence before ends in the first word, without a stop
			a = r.headAfterSentence(a, f.from)
		case dash >= 0:
			a = r.employerBefore(dash, whole)
		case n.inWork && r.sign(a-1) == ',' && f.from-floor <= headSpan+8 && r.toks[floor].shape == shapeCapital && r.noStop(floor, a): // "Department of Transport licensing program, Brisbane Developer"
			a = floor
		default:
			return 0, -1
		}
	}
	if n.inWork && a > floor && r.isPlaceField(a, f.from) { // "Federal benefits agency Woodlawn, MD 06/2014 - Present"
		a = r.sentenceStart(a, floor)
	}
	return r.pastSigns(z, n.to), a
}

// sentenceStart is where the sentence begins that token k stands in, if that is near and with a capital; k where it is not.
func (r *reading) sentenceStart(k, floor int) int {
	a := k
	for a > floor && !r.endsSentence(a-1) {
		if a--; k-a > 12 {
			return k
		}
	}
	if a < k && r.toks[a].kind == tokenWord && r.toks[a].shape != shapeLower && !r.startsDoing(a) {
		return a
	}
	return k
}

// pastSigns goes on from token z over the signs that close a head.
func (r *reading) pastSigns(z, to int) int {
	for z < to && r.toks[z].kind == tokenSign && !r.toks[z].space {
		switch r.sign(z) {
		case '.', ')', ']', ':', ',', '|':
			z++
		default:
			return z
		}
	}
	return z
}

// standsAlone says whether an employer from token a on and a period are a sentence of their own, or begin one, where the title
// is gone or never stood: "Pell Structural, Providence, 2013 – today: …". Under the heading of the work that is enough; before
// any heading, and in a summary, the head must be closed by a sign or followed by work.
func (r *reading) standsAlone(a int, f found, n *line, floor int) bool {
	if a >= f.from || f.from-a > headSpan || n.aside {
		return false
	}
	b := a
	for b > floor && r.toks[b-1].kind == tokenSign && (r.sign(b-1) == ',' || r.tokenText(b-1) == "–" || r.tokenText(b-1) == "—" || r.sign(b-1) == '-') { // ". , Acme, 2013": a title stood there
		b--
	}
	if b > floor && !r.endsSentence(b-1) || r.toks[a].kind == tokenWord && (r.is(a, isAnd|isParticle|isFrom|isUntil|isSince) || r.lex.small[r.toks[a].word] != 0 && a+1 == f.from) {
		return false
	}
	z := f.to
	for z < n.to && (r.sign(z) == ')' || r.sign(z) == ']') {
		z++
	}
	if z < n.to && r.sign(z) == ',' { // "Acme (2017 to now), .": a title stood there
		if z++; z == n.to || r.sign(z) != '.' && r.sign(z) != ':' {
			return false
		}
	}
	if z == n.to {
		return false
	}
	return n.inWork || r.sign(z) == '.' || r.sign(z) == ':' || r.workFollows(z, n.to)
}

// placeBefore gives the hyphen between an employer and a place that stand right before token k, the first of the dates:
// "Harlow Mutual - Des Moines, IA", as job boards export it; -1 where they don't.
func (r *reading) placeBefore(k, floor int) int {
	words, commas := 0, 0
	for j := k - 1; j > floor && words <= 5; j-- {
		t := &r.toks[j]
		switch {
		case t.kind == tokenWord && t.shape != shapeLower:
			words++
		case t.kind == tokenSign && r.sign(j) == ',' && words > 0 && commas == 0:
			commas++
		case t.kind == tokenSign && (r.sign(j) == '-' || r.tokenText(j) == "–" || r.tokenText(j) == "－") && t.space && r.toks[j+1].space:
			if words == 0 || commas == 0 && words > 3 {
				return -1
			}
			if p := &r.toks[j-1]; p.kind == tokenWord && p.shape != shapeLower || p.kind == tokenSign && (r.sign(j-1) == ')' || r.sign(j-1) == '.') {
				return j
			}
			return -1
		default:
			return -1
		}
	}
	return -1
}

// employerBefore is where the employer before a hyphen starts, not before token floor: behind the list of the role before
// it, "… Tomcat, Maven, Git Harlow Mutual - Des Moines, IA", since nothing says where that ends.
func (r *reading) employerBefore(dash, floor int) int {
	for j := dash - 1; j > floor; j-- {
		switch r.sign(j) {
		case ',', ':', '|', ';':
			if j+1 < dash && r.toks[j+1].kind == tokenWord && r.is(j+1, isLegal) {
				continue
			}
			return j + 1
		}
	}
	return floor
}

// workFollows says whether token k starts what stands under the head of a role: something done, a bullet, a label.
func (r *reading) workFollows(k, to int) bool {
	for k < to && r.toks[k].kind == tokenSign && (r.sign(k) == ')' || r.sign(k) == ':' || r.sign(k) == '|' || r.sign(k) == '.') {
		k++
	}
	if k >= to {
		return false
	}
	if r.toks[k].kind == tokenSign {
		return r.bulletSign(k, to, true)
	}
	if r.startsDoing(k) {
		return true
	}
	m, l := r.at(k, to, isRoleLabel|isStack|isWithin)
	return m != nil && k+l < to && (r.sign(k+l) == ':' || m.is&isWithin != 0)
}

// withoutList moves the start of a head behind the list that stands before it without a stop: "Tools: Go, C, Docker
// Junior PHP Developer, Acme Inc." starts at Junior.
func (r *reading) withoutList(a, to int) int {
	title := -1
	commas := 0
	for k := a; k < to; k++ {
		if r.sign(k) == ',' || r.sign(k) == ':' {
			commas++
		}
		if r.toks[k].kind == tokenWord && r.isTitleWord(k) {
			title = k
			break
		}
	}
	if title < 0 || commas < 3 {
		return a
	}
	// "Tools: Go, AWS Acme Inc. | Engineer": the employer stands before the sign
	for k := title - 1; k > a; k-- {
		if c := r.tokenText(k); r.toks[k].kind == tokenSign && (c == "|" || (c == "–" || c == "—" || c == "-") && r.toks[k].space) {
			for j := k - 1; j > a; j-- {
				if r.sign(j) == ',' || r.sign(j) == ':' {
					return j + 1
				}
			}
		}
		if r.sign(k) == ',' {
			break
		}
	}
	for title-1 >= a && r.toks[title-1].kind == tokenWord && r.is(title-1, isGrade) {
		title--
	}
	return title
}

// headMayStart says whether a head may start at token a: not in the middle of a sentence.
func (r *reading) headMayStart(a int) bool {
	p := &r.toks[a-1]
	switch p.kind {
	case tokenSign:
		return r.sign(a-1) != ',' && r.sign(a-1) != '(' && r.sign(a-1) != '/'
	case tokenWord:
		return r.lex.small[p.word] == 0 && !r.is(a-1, isAnd|isParticle|isFrom|isUntil)
	}
	return true
}

// capitalsBefore goes back from token k over what a head is made of.
func (r *reading) capitalsBefore(k, floor int) int {
	a := k
	for j := k - 1; j >= floor && j >= k-headSpan; j-- {
		t := &r.toks[j]
		switch t.kind {
		case tokenWord:
			if t.shape == shapeLower && !r.joins(j) {
				return a
			}
			if t.shape != shapeLower {
				a = j
			}
		case tokenNumber:
			if t.end-t.start > 2 {
				return a
			}
		case tokenSign:
			if r.sign(j) == ')' {
				if open := r.opening(j, floor); open > floor { // "Wachovia Bank (through Kaveri Technologies)"
					j = open
					continue
				}
			}
			if !r.headSign(j) && r.sign(j) != ':' {
				return a
			}
		}
	}
	return a
}

// opening is the bracket that the one at token k closes, if it stands on a few words; floor where it does not.
func (r *reading) opening(k, floor int) int {
	for j := k - 1; j > floor && j >= k-headSpan; j-- {
		switch r.sign(j) {
		case '(':
			return j
		case ')', '.', ':':
			return floor
		}
	}
	return floor
}

// capitalsAfter goes on from token k over what a head is made of, up to a verb or a sentence.
func (r *reading) capitalsAfter(k, to int) int {
	z := k
	for j := k; j < to && j < k+headSpan; j++ {
		t := &r.toks[j]
		switch t.kind {
		case tokenWord:
			if t.shape == shapeLower && !r.joins(j) {
				// the word before it begins the sentence: "Acme Corp Built the …"
				if z > k && r.toks[z-1].kind == tokenWord && r.toks[z-1].shape == shapeCapital && !r.isTitleWord(z-1) && !r.is(z-1, isLegal|isHint|isPlace) {
					z--
				}
				return z
			}
			if t.shape != shapeLower {
				if j > k && (r.nextHeading(j, to) || r.runningLabel(j, to) > j) {
					return z
				}
				if t.shape == shapeCapital && !(j > k && r.joins(j-1)) && r.beginsWork(j, to) { // not in "Associate of Applied Science"
					return z
				}
				z = j + 1
			}
		case tokenNumber:
			return z
		case tokenSign:
			if !r.headSign(j) {
				return z
			}
		}
	}
	return z
}

// headSign says whether the sign j may stand within a head.
func (r *reading) headSign(j int) bool {
	switch r.tokenText(j) {
	case ",", "|", "–", "—", "-", "·", "/", "&", "(", ")", "'", "’", "+", "#", "@", "－", "[", "]":
		return true
	case ".":
		return !r.endsSentence(j)
	}
	return false
}

// nextHeading says whether a heading starts at token j, where capitals go on: "… 2012 – 2014 SKILLS Languages Python".
func (r *reading) nextHeading(j, to int) bool {
	m, l := r.at(j, to, isHeading)
	if m == nil || m.section == SectionOther {
		return false
	}
	if r.toks[j].shape == shapeCapitals && r.toks[j].end-r.toks[j].start > 4 {
		return true
	}
	return m.is&isRunning != 0 && r.confirmed(m.section, j+l, to) || l > 1 && m.section != SectionContact && r.titleWords(j, j+l) == 0 && !r.studyWords(j, j+l) && r.confirmed(m.section, j+l, to)
}

// beginsWork says whether the capitalised word j is the verb of a sentence: "Built the …", not "Aire Valley Design, Leeds".
func (r *reading) beginsWork(j, to int) bool {
	if !r.startsDoing(j) {
		return false
	}
	t := &r.toks[j]
	if r.text[t.end-2:t.end] == "ed" || j+1 >= to {
		return true
	}
	if j > 0 && r.toks[j-1].kind == tokenWord && r.is(j-1, isPlace|isState|isCountry) && r.is(j, isDoing) && !r.is(j+1, isTitle) { // "Austin, TX Wrote COBOL and …"
		return true
	}
	return r.toks[j+1].kind == tokenWord && r.toks[j+1].shape == shapeLower || r.toks[j+1].kind == tokenNumber
}

// joins says whether a small word may stand within a head: "Head of Engineering at Acme", "Ingénieur de production".
func (r *reading) joins(j int) bool {
	if r.is(j, isAnd|isParticle) {
		return true
	}
	t := &r.toks[j]
	switch r.text[t.start:t.end] {
	case "of", "for", "at", "the", "in", "bei", "für", "chez", "em", "presso", "bij", "w", "to":
		return true
	}
	return false
}

// studyWords says whether a degree or school is named.
func (r *reading) studyWords(from, to int) bool {
	for k := from; k < to; k++ {
		if r.toks[k].kind == tokenWord && r.is(k, isSchool) && r.toks[k].shape != shapeLower {
			return true
		}
	}
	_, _, _, ok := r.degreeIn(from, to)
	return ok
}

// endsInTitle says whether the tokens end in a title, with no sign that parts an employer from it.
func (r *reading) endsInTitle(from, to int) bool {
	for k := from; k < to; k++ {
		if r.toks[k].kind == tokenSign {
			switch r.tokenText(k) {
			case ",", "|", "–", "—", "@", "·":
				if k < to-1 {
					return false
				}
			}
		} else if r.toks[k].kind == tokenWord && r.toks[k].shape == shapeLower && r.joins(k) && r.tokenText(k) != "of" {
			return false
		}
	}
	last := to - 1
	for last > from && r.toks[last].kind == tokenSign {
		last--
	}
	for last > from && r.toks[last].kind == tokenWord && r.is(last, isGrade) && !r.isTitleWord(last) {
		last--
	}
	return last >= from && r.toks[last].kind == tokenWord && r.isTitleWord(last)
}
