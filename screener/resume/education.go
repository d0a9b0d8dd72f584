package resume

import "strings"

// readEducation reads the education sections: an entry begins where a school, degree or date comes that the entry
// before has already.
func (r *reading) readEducation() {
	for s := range r.out.Sections {
		if r.out.Sections[s].Kind == SectionEducation {
			r.educationIn(s)
		}
	}
}

// studyPart is what one field of an education entry is.
type studyPart struct {
	field  field
	degree bool
	level  Level
	school bool
	area   bool
	place  bool
}

func (r *reading) educationIn(s int) {
	cur := Education{}
	filled := false
	var room [3][8]field
	var partRoom [8]studyPart
	fields, parted, parts := room[0][:0], room[1][:0], partRoom[:0]
	spare := room[2][:0] // neither degree nor school by its words
	schoolByWord := false
	flush := func() {
		if !filled {
			return
		}
		if cur.Institution.Empty() && len(spare) > 0 {
			// the first field that nothing else claims
			i := 0
			if !cur.Degree.Empty() && cur.Field.Empty() && len(spare) > 1 && r.isField(spare[0]) {
				i = 1
				cur.Field = r.spanOf(spare[0].from, spare[0].to)
			}
			cur.Institution = r.spanOf(spare[i].from, spare[i].to)
			spare = append(spare[:i], spare[i+1:]...)
		}
		if cur.Degree.Empty() && !cur.Field.Empty() && !cur.Institution.Empty() && len(spare) > 0 && spare[0].to-spare[0].from <= 4 {
			cur.Degree = r.spanOf(spare[0].from, spare[0].to) // a degree that the data does not know
			spare = spare[1:]
		}
		if cur.Field.Empty() {
			for _, f := range spare {
				if r.isField(f) || !cur.Degree.Empty() && r.toks[f.from].shape != shapeLower && f.to-f.from <= 6 && !r.isPlaceField(f.from, f.to) {
					cur.Field = r.spanOf(f.from, f.to)
					break
				}
			}
		}
		if !cur.Institution.Empty() || !cur.Degree.Empty() {
			r.out.Education = append(r.out.Education, cur)
		}
		cur, filled, spare, schoolByWord = Education{}, false, spare[:0], false
	}
	pendingPeriod := false // a period that stands before its entry
	for _, id := range r.blocksOf(s) {
		b := &r.blocks[id]
		if b.label || r.onlySigns(b.lo) || r.isStudyDetail(b) || b.prose && !r.hasSchoolOrDegree(b) && len(b.periods) == 0 {
			cur.Span = r.extend(cur.Span, b.span, filled)
			if filled && cur.Field.Empty() {
				cur.Field = r.majorIn(b)
			}
			continue
		}
		if b.bullet && filled && !r.hasSchoolOrDegree(b) && !r.rangedPeriod(b) {
			cur.Span = r.extend(cur.Span, b.span, filled)
			continue
		}
		fields = r.fieldsOf(fields[:0], b, 0)
		parted = r.splitStudy(parted[:0], fields)
		parts = parts[:0]
		newSchool, newDegree := false, false
		for _, f := range parted {
			p := r.studyPart(f)
			if p.degree && filled && !cur.Degree.Empty() && cur.Institution.Empty() && len(b.periods) == 0 && r.hasSchool(f) {
				p.degree, p.school = false, true
			}
			newSchool = newSchool || p.school
			newDegree = newDegree || p.degree
			parts = append(parts, p)
		}
		newPeriod := len(b.periods) > 0
		// Does this block begin an entry?
		begin := false
		switch {
		case !filled:
		case newSchool && (schoolByWord || !cur.Institution.Empty()):
			begin = true
		case newDegree && !cur.Degree.Empty():
			begin = true
		case newPeriod && !cur.Period.Span.Empty():
			begin = true
		case newDegree && len(spare) > 0 && newSchool:
			begin = true
		}
		// The same school again, for a second degree below it.
		inherit := Span{}
		if begin && newDegree && !newSchool && !pendingPeriod && filled && !cur.Institution.Empty() && !r.degreeFirst(cur) {
			inherit = cur.Institution
		}
		if begin {
			flush()
		}
		filled = true
		if cur.Institution.Empty() && !inherit.Empty() {
			cur.Institution = inherit
		}
		for _, p := range b.periods {
			if cur.Period.Span.Empty() {
				cur.Period = p.Period
				if !p.ranged && !p.only { // one date: when it was finished
					cur.Period.End, cur.Period.Start = cur.Period.Start, Date{}
				}
			}
		}
		pendingPeriod = newPeriod && len(parts) == 0
		for _, p := range parts {
			if p.degree && !cur.Degree.Empty() && cur.Institution.Empty() && r.hasSchool(p.field) {
				p.degree, p.school = false, true
			}
			switch {
			case p.place:
			case p.degree && cur.Degree.Empty():
				r.takeDegree(&cur, p)
				if p.school && cur.Institution.Empty() && cur.Degree.Empty() {
					cur.Institution = r.spanOf(p.field.from, p.field.to)
				}
			case p.school && (cur.Institution.Empty() || cur.Institution == inherit):
				cur.Institution = r.spanOf(p.field.from, p.field.to)
				schoolByWord = true
			case !p.degree && !p.school && !cur.Field.Empty() && r.fieldOfDegree(cur) && r.capitalShare(p.field.from, p.field.to) >= 50 && !r.isStreet(p.field.from, p.field.to):
				// "Bachelor of Design, Interaction Design": what "of" led to belongs to the degree
				cur.Degree.End = cur.Field.End
				cur.Field = r.spanOf(p.field.from, p.field.to)
			case p.area && cur.Field.Empty():
				from := p.field.from
				for from+1 < p.field.to && (r.serves(from, asMajor) || r.is(from, isInto) && r.toks[from].shape == shapeLower) {
					from++
				}
				cur.Field = r.spanOf(from, p.field.to)
			default:
				spare = append(spare, p.field)
			}
		}
		cur.Span = cover(cur.Span, b.span)
		for _, m := range b.mates {
			cur.Span = r.extend(cur.Span, r.lines[m].span, true)
		}
		b.used = useEntry
	}
	flush()
}

// fieldOfDegree says whether the field so far stands right behind the degree, after "of", or is science or arts after "in".
func (r *reading) fieldOfDegree(e Education) bool {
	if e.Degree.Empty() || e.Field.Start < e.Degree.End || e.Field.Start-e.Degree.End > 5 {
		return false
	}
	switch squeeze(r.text[e.Degree.End:e.Field.Start]) {
	case "of":
		return true
	case "in":
		switch strings.ToLower(r.text[e.Field.Start:e.Field.End]) {
		case "science", "arts", "applied science", "applied arts":
			return true
		}
	}
	return false
}

// majorIn reads the field of a line such as "Major in Computer Science; minors in …" or "Major: Physics".
func (r *reading) majorIn(b *block) Span {
	if b.to-b.from < 3 || !r.serves(b.from, asMajor) {
		return Span{}
	}
	k := b.from + 1
	if r.sign(k) != ':' && !r.wordIs(k, "in") {
		return Span{}
	}
	end := k + 1
	for end < b.to && r.sign(end) != ';' && r.sign(end) != ',' && r.sign(end) != '.' {
		end++
	}
	return r.spanOf(k+1, end)
}

// degreeFirst says whether an entry's degree stands before its school, so that the next degree brings a school of its own.
func (r *reading) degreeFirst(e Education) bool {
	return !e.Degree.Empty() && e.Degree.Start < e.Institution.Start
}

// extend grows span by s where s follows it.
func (r *reading) extend(span, s Span, filled bool) Span {
	if !filled || span.Empty() || s.Start < span.Start {
		return span
	}
	return cover(span, s)
}

// splitStudy appends the parts of fields, which it cuts at commas where degree, field and school stand in one: "BSc Physics, University of X".
func (r *reading) splitStudy(out, fields []field) []field {
	for _, f := range fields {
		var buf [8]int
		commas := r.commas(buf[:0], f.from, f.to)
		if len(commas) == 0 {
			out = append(out, f)
			continue
		}
		start := f.from
		for _, c := range append(commas, f.to) {
			if c > start {
				part := field{from: start, to: c, sep: sepComma, line: f.line, bold: f.bold}
				if start == f.from {
					part.sep = f.sep
				}
				// "University of California, Berkeley", "Kestrel College, Oxford": a place behind a school
				out = append(out, part)
			}
			start = c + 1
		}
	}
	return out
}

// studyPart says what a field is by its words.
func (r *reading) studyPart(f field) studyPart {
	p := studyPart{field: f}
	if r.isPlaceField(f.from, f.to) && (f.sep == sepComma || f.sep == sepSpace || f.sep == sepSign || f.sep == sepParen || f.sep == sepStart) {
		p.place = true
		return p
	}
	for k := f.from; k < f.to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		if r.is(k, isSchool) && r.toks[k].shape != shapeLower {
			p.school = true
		}
	}
	if _, _, lv, ok := r.degreeIn(f.from, f.to); ok {
		p.degree, p.level = true, lv
		if p.school {
			p.degree = !r.schoolWins(f)
			p.school = !p.degree
		}
	}
	if !p.degree && !p.school && r.isField(f) {
		p.area = true
	}
	return p
}

// schoolWins decides for a field with words of both: "Bright Bootcamp", "Master School" are schools; "Coding Bootcamp"
// and "High School Diploma" are degrees.
func (r *reading) schoolWins(f field) bool {
	from, to, _, _ := r.degreeIn(f.from, f.to)
	words := 0
	for k := f.from; k < f.to; k++ {
		if r.toks[k].kind == tokenWord && (k < from || k >= to) {
			words++
		}
	}
	// "Rose City Coding Bootcamp": a name before it; "Web Development Bootcamp": a field
	if before := (field{from: f.from, to: from}); words > 0 && from-f.from >= 2 && !r.isField(before) && r.capitalShare(f.from, from) == 100 && (to >= f.to || !r.is(to, isInto)) && r.is(to-1, isSchool) {
		return true
	}
	if to-from == 1 && r.is(from, isSchool) { // the school word itself is the degree word
		return words > 0 && !(to < f.to && r.is(to, isInto)) || r.toks[from].kind != tokenWord
	}
	return false
}

func (r *reading) hasSchool(f field) bool {
	for k := f.from; k < f.to; k++ {
		if r.toks[k].kind == tokenWord && r.is(k, isSchool) && r.toks[k].shape != shapeLower {
			return true
		}
	}
	return false
}

func (r *reading) isField(f field) bool {
	for k := f.from; k < f.to; k++ {
		if r.toks[k].kind == tokenWord {
			if n, l := r.at(k, f.to, isField); n != nil && l > 0 && (k == f.from || k+l == f.to) {
				return true
			}
		}
	}
	return false
}

// degreeIn finds the degree in the tokens.
func (r *reading) degreeIn(from, to int) (a, z int, level Level, ok bool) {
	for k := from; k < to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		n, l := r.at(k, to, isDegree)
		if n == nil {
			if lv := r.dottedDegree(k); lv != LevelNone {
				return k, k + 1, lv, true
			}
			continue
		}
		if l == 1 && r.is(k, isWeakDegree) {
			t := &r.toks[k]
			dotted := t.end-t.start > 2 && r.text[t.start+1] == '.'
			caps := t.shape == shapeCapitals || t.end-t.start <= 4 && t.shape == shapeCapital
			long := t.end-t.start > 4 && t.shape != shapeLower
			if !dotted && !caps && !long {
				continue
			}
			if r.isCode(k) && k > from && r.sign(k-1) == ',' && k+1 == to { // "Boston, MA"
				continue
			}
		}
		// A longer or higher degree may follow: "Bachelor of Science (BSc)".
		return k, k + l, n.level, true
	}
	return 0, 0, 0, false
}

// dottedDegree gives the level of a degree in letters with dots that the data does not know: "B.M.", "M.Arch.".
func (r *reading) dottedDegree(k int) Level {
	t := &r.toks[k]
	if t.end-t.start < 3 || t.end-t.start > 8 || r.text[t.start+1] != '.' || t.shape == shapeLower || r.is(k, isPlace) {
		return LevelNone
	}
	switch r.text[t.start] {
	case 'B':
		return LevelBachelor
	case 'M':
		return LevelMaster
	case 'A':
		return LevelAssociate
	case 'D':
		return LevelDoctorate
	}
	return LevelNone
}

func (r *reading) hasSchoolOrDegree(b *block) bool {
	for k := b.from; k < b.to; k++ {
		if r.toks[k].kind == tokenWord && r.is(k, isSchool) && r.toks[k].shape != shapeLower {
			return true
		}
	}
	_, _, _, ok := r.degreeIn(b.from, b.to)
	return ok
}

// isStudyDetail says whether a block is a line such as "GPA: 3.9" or "Relevant coursework: …".
func (r *reading) isStudyDetail(b *block) bool {
	if len(b.periods) > 0 && r.hasSchoolOrDegree(b) {
		return false
	}
	for k := b.from; k < b.to && k < b.from+3; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		n, l := r.at(k, b.to, isStudyDetail)
		if n == nil {
			if r.serves(k, asStudyQualifier) {
				continue
			}
			return false
		}
		end := k + l
		if end >= b.to || r.sign(end) == ':' || r.sign(end) == '-' || r.toks[end].kind == tokenNumber || r.text[r.toks[end].start:r.toks[end].end] == "–" {
			return true
		}
		return r.serves(k, asStudyDetail)
	}
	return false
}

// takeDegree parts a field into degree and field of study: "Master of Science in Physics", "MEng Linguistics".
func (r *reading) takeDegree(e *Education, p studyPart) {
	f := p.field
	a, z, level, _ := r.degreeIn(f.from, f.to)
	e.Level = level
	// "Bachelor of Engineering", "Licenciatura en Informática": what a plain "of" leads to may belong to the degree
	if z < f.to && r.sign(z) == '.' {
		z++
	}
	for z < f.to && r.sign(z) == '(' { // "(Hons)"
		k := z
		for k < f.to && r.sign(k) != ')' {
			k++
		}
		z = min(k+1, f.to)
	}
	if z < f.to && r.toks[z].kind == tokenWord && r.serves(z, asDegreeEnd) {
		z++
	}
	start := a
	if a > f.from && a-f.from <= 3 && r.capitalShare(f.from, a) == 100 && !r.isField(field{from: f.from, to: a}) { // "Coding Bootcamp", "Executive MBA", "Professional Certificate"
		start = f.from
	}
	// "BA (Hons)", "Dipl.-Ing. (FH)": the bracket was cut off the field
	if z == f.to && z+2 < len(r.toks) && r.sign(z) == '(' && r.toks[z+1].kind == tokenWord && r.sign(z+2) == ')' && (r.is(z+1, isDegree) || r.toks[z+1].end-r.toks[z+1].start <= 4) {
		z += 3
	} else if z == f.to && z+3 < len(r.toks) && r.sign(z) == '.' && r.sign(z+1) == '(' && r.sign(z+3) == ')' && r.toks[z+2].end-r.toks[z+2].start <= 4 {
		z += 4
	}
	e.Degree = r.spanOf(start, z)
	rest := z
	if z > f.to {
		return
	}
	for rest < f.to && (r.toks[rest].kind == tokenSign && r.sign(rest) != '(' || r.toks[rest].kind == tokenWord && r.is(rest, isInto) && (r.toks[rest].shape == shapeLower || r.serves(rest, asMajor))) {
		rest++
	}
	if rest < f.to && r.sign(rest) != '(' {
		end := rest
		for end < f.to && r.sign(end) != '(' {
			end++
		}
		e.Field = r.spanOf(rest, end)
		return
	}
	if start == a && a > f.from { // "Computer Science BSc"
		end := a
		for end > f.from && r.toks[end-1].kind == tokenSign {
			end--
		}
		if end > f.from {
			e.Field = r.spanOf(f.from, end)
		}
	}
}
