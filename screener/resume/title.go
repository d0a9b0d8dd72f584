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
func (r *reading) endsPlace(j, floor int) bool {
	for k := max(floor, j-2); k < j; k++ {
		if n, l := r.at(k, j+1, isPlace); n != nil && k+l > j {
			return true
		}
	}
	return false
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
	return r.any(setTitle, k+1, min(to, k+5)) && r.nextComma(k+1, min(to, k+5)) == min(to, k+5)
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
	if t.from > e.from { // "Acme Inc., Leeds Developer"
		e, place = r.splitPlace(e)
	}
	return r.spanOf(t.from, t.to), r.spanOf(e.from, e.to), place, true
}
