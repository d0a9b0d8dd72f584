package resume

// Titles and employers told from each other.

// splitUnsigned parts title and employer that running text leaves without a sign between them: "Senior PHP Developer Acme
// Inc.", "Acme Inc., Leeds Senior PHP Developer". The title is the words that make one, the employer the rest; one of them is
// empty where the words say no more.
func (r *reading) splitUnsigned(f field) (title, employer field) {
	k := r.first(setTitle, f.from, f.to)
	if k == f.to {
		return field{}, f
	}
	to := f.to // without what stands in brackets behind it
	if r.sign(to-1) == ')' {
		to = max(k+1, r.opening(to-1, k))
	}
	a, z := r.titleFrom(k, f.from), r.titleTo(k, to)
	title, employer = f, f
	switch {
	case (a == f.from || r.plainWords(f.from, a)) && z < to && r.toks[z].kind == tokenWord && r.toks[z].shape != shapeLower && !r.is(z, isAnd):
		title.to, employer.from = z, z
	case z == to && a > f.from && r.opensHead(a, f.from):
		title.from, employer.to = a, a
		for employer.to > f.from && r.sign(employer.to-1) == ',' {
			employer.to--
		}
	default:
		return f, field{}
	}
	return title, employer
}

// plainWords says whether the tokens are at most two words that neither companies nor places are called by: "Wire Transfer Supervisor".
func (r *reading) plainWords(from, to int) bool {
	for k := from; k < to; k++ {
		if t := &r.toks[k]; t.kind != tokenWord || t.shape != shapeCapital || r.is(k, isLegal|isHint|isSchool|isPlace) || r.isCode(k) {
			return false
		}
	}
	return to-from <= 2
}

// opensHead says whether the words before a title read like an employer or a place, and not like more of the title.
func (r *reading) opensHead(a, floor int) bool {
	return r.sign(a-1) != '-' && r.sign(a-1) != '/' && r.sign(a-1) != '&' && !(r.toks[a-1].kind == tokenWord && (r.is(a-1, isAnd) || r.joins(a-1))) && r.capitalShare(floor, a) == 100
}

// innerEmployer says whether the employer stands in the title's own field ("Developer, Acme Inc."), rather than in
// another one ("Engineer, Payments" over "Acme Inc., Boston, MA").
func (r *reading) innerEmployer(rest []field, title int, inner field) bool {
	best := -100
	for i, f := range rest {
		if i != title && f.sep != sepParen {
			best = max(best, r.scoreEmployer(f))
		}
	}
	if best == -100 {
		return r.toks[inner.from].shape != shapeLower || r.toks[inner.from].kind != tokenWord
	}
	inner.placed = rest[title].placed
	return r.scoreEmployer(inner) > best
}

// scoreEmployer says how much a field reads like the name of an employer.
func (r *reading) scoreEmployer(f field) int {
	s := 0
	legal, hint, grades, words := r.companyWords(f.from, f.to)
	switch {
	case legal:
		s += 4
	case words > 0 && grades == words: // "Software Development", "Data Platform": a team
		s -= 4
	case hint:
		s += 2
	}
	if f.placed {
		s += 4
	}
	if f.sep == sepAt {
		s += 6
	}
	if f.sep == sepParen {
		s -= 8
	}
	if r.scoreTitle(f.from, f.to) > 2 {
		s -= 3
	}
	if r.capitalShare(f.from, f.to) < 50 {
		s -= 3
	}
	if f.to-f.from > 9 {
		s -= 2
	}
	if n := r.countCommas(f.from, f.to); n >= 2 && !r.hasLegal(f.from, f.to) {
		s -= 4
	}
	if r.startsDoing(f.from) {
		s -= 3
	}
	return s
}

// companyWords says what of a field's words company names are made of.
func (r *reading) companyWords(from, to int) (legal, hint bool, grades, words int) {
	for k := from; k < to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		words++
		n := r.info(k)
		if r.toks[k].shape != shapeLower {
			legal = legal || n.is&isLegal != 0 && k > from
			hint = hint || n.is&(isHint|isSchool) != 0
		}
		if n.is&(isGrade|isTitle) != 0 {
			grades++
		}
	}
	return legal, hint, grades, words
}

// pickEmployer chooses among the fields beside the title: what a company name is made of, else the nearest.
func (r *reading) pickEmployer(rest []field, title int) int {
	best, score := -1, -100
	for i, f := range rest {
		if i == title {
			continue
		}
		s := r.scoreEmployer(f)
		if i == title+1 || i == title-1 {
			s += 2
		}
		if i > title+1 && rest[i-1].line == f.line {
			s--
		}
		if s > score {
			best, score = i, s
		}
	}
	return best
}

// commaTitle parts "Title, Employer" or "Employer, Title" in one field at a comma.
func (r *reading) commaTitle(f field) (title, employer field, titleBefore bool) {
	var buf [8]int
	commas := r.commas(buf[:0], f.from, f.to)
	if len(commas) == 0 {
		return field{}, field{}, false
	}
	ends := append(append(make([]int, 0, len(commas)+1), commas...), f.to)
	starts := append(append(make([]int, 0, len(commas)+1), f.from-1), commas...)
	n := len(ends)
	least := 3 // words that only strengthen a title make one where nothing else does
	for i := range n {
		if r.scoreTitle(starts[i]+1, ends[i]) >= 3 {
			least = 3
			break
		}
		least = 1
	}
	is := func(i int) bool { return r.scoreTitle(starts[i]+1, ends[i]) >= least }
	if is(0) {
		k := 1
		for k < n-1 && r.scoreTitle(starts[k]+1, ends[k]) > 0 { // "Intern, software development, Acme Inc."
			k++
		}
		if k == n-1 && is(k) && k > 0 && r.scoreTitle(starts[k]+1, ends[k]) >= 3 {
			return field{from: f.from, to: f.to}, field{}, true
		}
		if k == n {
			return field{from: f.from, to: f.to}, field{}, true
		}
		return field{from: f.from, to: ends[k-1]}, field{from: starts[k] + 1, to: f.to}, true
	}
	for k := n - 1; k > 0; k-- {
		if is(k) {
			a := k
			for a-1 > 0 && is(a-1) {
				a--
			}
			return field{from: starts[a] + 1, to: f.to}, field{from: f.from, to: ends[a-1]}, false
		}
	}
	return field{}, field{}, false
}
