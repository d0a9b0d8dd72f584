package resume

// found is a period in the text with the tokens that state it.
type found struct {
	Period
	from, to int
	ranged   bool // it has two ends, or is open
	only     bool // "expected May 2027", "until 2019": a single date that is an end
}

// periods finds the periods within the tokens [from, to), in order.
func (r *reading) periods(from, to int) []found {
	if !r.any(setNumber, from, to) { // every date holds one
		return nil
	}
	at := len(r.found)
	for i := r.first(setDate, from, to); i < to; {
		next := i + 1
		if f, ok := r.period(i, to); ok {
			r.found = append(r.found, f)
			next = f.to
		}
		i = r.first(setDate, next, to)
	}
	return r.found[at:len(r.found):len(r.found)]
}

// period reads the period that starts at token i: a range, an open range or a single date.
func (r *reading) period(i, to int) (found, bool) {
	f := found{from: i}
	j := i
	if _, n := r.at(j, to, isExpected); n > 0 {
		k := j + n
		for k < to && (r.sign(k) == ':' || r.sign(k) == '-' || r.is(k, isInto)) {
			k++
		}
		if d, m, ok := r.date(k, to, false); ok && d.Year != 0 {
			f.End, f.to, f.only = d, m, true
			return r.finish(f, to), true
		}
		return f, false
	}
	if _, n := r.at(j, to, isSince); n > 0 {
		if d, m, ok := r.date(j+n, to, false); ok && d.Year != 0 {
			if e, k, closed := r.rangeEnd(m, to, d); closed { // "dal 2016 al 2019", "od 2016 do 2019"
				f.Start, f.End, f.to, f.ranged = d, e.Date, k, true
				f.Open = e.open
				return r.finish(f, to), true
			}
			// "ab", "da", "od" and "dal" are small words: a month or a lone date must follow, which it does here.
			f.Start, f.to, f.Open, f.ranged = d, m, true, true
			return r.finish(f, to), true
		}
	}
	if r.toks[j].kind == tokenWord && r.is(j, isFrom) {
		if d, m, ok := r.date(j+1, to, true); ok {
			if e, k, closed := r.rangeEnd(m, to, d); closed {
				return r.closeRange(f, d, e, k, to)
			}
		}
		if !r.is(j, isMonth|isSeason) {
			return f, false
		}
	}
	if r.toks[j].kind == tokenWord && r.is(j, isUntil) && !(r.toks[j].shape == shapeCapitals && j > 0 && r.sign(j-1) == ',') { // "Mobile, AL 2012"
		if d, m, ok := r.date(j+1, to, false); ok && d.Year != 0 {
			f.End, f.to, f.only = d, m, true
			return r.finish(f, to), true
		}
		return f, false
	}
	d, m, ok := r.date(j, to, true)
	if !ok {
		return f, false
	}
	if e, k, closed := r.rangeEnd(m, to, d); closed {
		return r.closeRange(f, d, e, k, to)
	}
	if d.Year == 0 {
		return f, false
	}
	// "2019 –" at the end of a line is open; "2019 – " before other words is not a range.
	if k := r.dash(m, to); k > m && k == to && r.toks[m].space {
		f.Start, f.to, f.Open, f.ranged = d, k, true, true
		return r.finish(f, to), true
	}
	f.Start, f.to = d, m
	return r.finish(f, to), true
}

func (r *reading) closeRange(f found, d Date, e rangeEnd, k, to int) (found, bool) {
	if d.Year == 0 { // "Jun – Aug 2019"
		if e.open || e.Year == 0 {
			return f, false
		}
		d.Year = e.Year
		if d.Month > e.Month && e.Precision == PrecisionMonth {
			d.Year-- // "Nov – Feb 2020"
		}
	}
	f.Start, f.End, f.Open, f.to, f.ranged = d, e.Date, e.open, k, true
	if !e.open && e.Year < d.Year {
		return f, false
	}
	return r.finish(f, to), true
}

type rangeEnd struct {
	Date
	open bool
}

// rangeEnd reads " – Feb 2020", " to present" at token m, after the date d.
func (r *reading) rangeEnd(m, to int, d Date) (rangeEnd, int, bool) {
	k := m
	for k < to && r.sign(k) == ',' {
		k++
	}
	if k > m && k < to && r.dash(k, to) == k && !r.is(k, isUntil) {
		k = m
	}
	sep := r.dash(k, to)
	if sep == k && k < to && r.toks[k].kind == tokenWord && r.is(k, isUntil) {
		sep = k + 1
		for sep < to && r.toks[sep].kind == tokenWord && r.is(sep, isUntil|isFrom) && sep < k+3 { // "hasta la", "fino ad"
			if n, l := r.at(sep, to, isPresent); n != nil && l > 0 {
				break
			}
			sep++
		}
	}
	if sep == k+1 && k < to && r.toks[k].kind == tokenWord { // "to date", "bis heute", "à ce jour" as one phrase
		if n, l := r.at(k, to, isPresent); n != nil && l > 1 {
			return rangeEnd{open: true}, k + l, true
		}
	}
	slash := false
	if sep == k && k < to && r.sign(k) == '/' && d.Precision == PrecisionYear { // 2019/2020, 2019/20
		sep, slash = k+1, true
	}
	// A soft hyphen between two dates is dropped by some producers: "Sep. 2023  Mar. 2024"
	if sep == k && k < to && d.Precision == PrecisionMonth && d.Year != 0 && r.toks[k].kind == tokenWord && int(r.toks[k].start)-int(r.toks[k-1].end) >= 2 && !r.newLine(k) {
		if e, l, ok := r.date(k, to, false); ok && e.Precision == PrecisionMonth && e.Index() >= d.Index() {
			return rangeEnd{Date: e}, l, true
		}
	}
	if sep == k {
		// "2019 present": a word for now right after a date
		if k < to && r.toks[k].kind == tokenWord {
			if n, l := r.at(k, to, isPresent); n != nil && d.Year != 0 && r.toks[k].space {
				return rangeEnd{open: true}, k + l, true
			}
		}
		return rangeEnd{}, 0, false
	}
	if sep >= to {
		return rangeEnd{}, 0, false
	}
	// "May 2023 - June" over "Museum    2024": the cell of the dates was wrapped, the year stands at the end of the next line
	if e := r.wrappedEnd(sep, to); e > 0 {
		return rangeEnd{Date: Date{Year: int(r.toks[e].val), Month: int(r.info(sep).month), Precision: PrecisionMonth}}, sep + 1, true
	}
	if n, l := r.at(sep, to, isPresent); n != nil && !slash {
		return rangeEnd{open: true}, sep + l, true
	}
	if r.sign(sep) == '(' { // "2019 – (present)"
		if n, l := r.at(sep+1, to, isPresent); n != nil {
			end := sep + 1 + l
			if end < to && r.sign(end) == ')' {
				end++
			}
			return rangeEnd{open: true}, end, true
		}
	}
	if e, l, ok := r.date(sep, to, false); ok && e.Year != 0 {
		return rangeEnd{Date: e}, l, true
	}
	// 2014-15, '14–'15
	if t := &r.toks[sep]; t.kind == tokenNumber && t.end-t.start == 2 && d.Year != 0 {
		y := d.Year/100*100 + int(t.val)
		if d.Precision == PrecisionYear && y > d.Year && y < d.Year+15 || d.Precision == PrecisionYear && slash && y == d.Year+1 {
			return rangeEnd{Date: Date{Year: y, Month: 1, Precision: PrecisionYear}}, sep + 1, true
		}
	}
	return rangeEnd{}, 0, false
}

// wrappedEnd gives the token of the year that ends the next line, where token k is a month that ends its own line.
func (r *reading) wrappedEnd(k, to int) int {
	if r.toks[k].kind != tokenWord || !r.is(k, isMonth) || k+1 >= len(r.toks) || !r.newLine(k+1) {
		return 0
	}
	e := k + 1
	for e+1 < len(r.toks) && e < k+10 && !r.newLine(e+1) {
		e++
	}
	if isYear(&r.toks[e]) && (e == k+1 || r.wideGap(e)) {
		return e
	}
	return 0
}

// dash skips the signs at token m that may stand between two dates and gives the token after them, m if there are none.
func (r *reading) dash(m, to int) int {
	k := m
	for k < to && k < m+4 {
		t := &r.toks[k]
		if t.kind != tokenSign {
			break
		}
		ok := false
		switch r.text[t.start:t.end] {
		case "-", "–", "—", "―", "‐", "‑", "‒", "−", "~", ">", "→", "\u00ad", "－", "➔", "…", "➝", "⇒", "»":
			ok = true
		}
		if !ok {
			break
		}
		k++
	}
	return k
}

// finish sets the span of f and reads the duration that the resume states behind it.
func (r *reading) finish(f found, to int) found {
	f.ranged = f.ranged || f.Open
	k := f.to
	end := k
	paren := false
	for k < to && k < f.to+3 && r.toks[k].kind == tokenSign {
		switch r.text[r.toks[k].start:r.toks[k].end] {
		case "(", "[":
			paren = true
		case "·", ",", "|", "•", ")", ":", "/", "-", "–":
		default:
			k = to
			continue
		}
		k++
	}
	if k < to {
		if m, n := r.duration(k, to); n > 0 {
			end = k + n
			if paren && end < to && (r.sign(end) == ')' || r.sign(end) == ']') {
				end++
			}
			f.Stated = m
		}
	}
	f.to = end
	f.Span = Span{Start: int(r.toks[f.from].start), End: int(r.toks[f.to-1].end)}
	return f
}

// duration reads "2 yrs 3 mos", "6 years 10 months", "1 year": months, and the tokens it takes.
func (r *reading) duration(i, to int) (months, tokens int) {
	k := i
	for k+1 < to && r.toks[k].kind == tokenNumber && r.toks[k].val >= 0 && r.toks[k].val < 100 {
		n := int(r.toks[k].val)
		if k+3 < to && r.sign(k+1) == '.' && r.toks[k+2].kind == tokenNumber && r.is(k+3, isYears) { // 1.5 years
			months += n*12 + int(r.toks[k+2].val)*12/10
			return months, k + 4 - i
		}
		u := k + 1
		if r.sign(u) == '+' {
			u++
		}
		if u >= to || r.toks[u].kind != tokenWord {
			break
		}
		switch {
		case r.is(u, isYears):
			months += n * 12
		case r.is(u, isMonths):
			months += n
		default:
			return months, tokens
		}
		k = u + 1
		if k < to && r.sign(k) == '.' {
			k++
		}
		tokens = k - i
		if k < to && (r.sign(k) == ',' || r.is(k, isAnd)) {
			k++
		}
	}
	return months, tokens
}

// date reads one date at token i. With bare, a month or season without a year is a date too (its year stands later).
func (r *reading) date(i, to int, bare bool) (Date, int, bool) {
	if i >= to {
		return Date{}, 0, false
	}
	t := &r.toks[i]
	switch t.kind {
	case tokenWord:
		return r.wordDate(i, to, bare)
	case tokenNumber:
		return r.numberDate(i, to, bare)
	}
	if (r.sign(i) == '\'' || r.text[t.start:t.end] == "’" || r.text[t.start:t.end] == "‘") && i+1 < to {
		if n := &r.toks[i+1]; n.kind == tokenNumber && n.end-n.start == 2 && !n.space {
			return Date{Year: century(int(n.val)), Month: 1, Precision: PrecisionYear}, i + 2, true
		}
	}
	return Date{}, 0, false
}

func (r *reading) wordDate(i, to int, bare bool) (Date, int, bool) {
	n := r.info(i)
	switch {
	case n.is&isEarly != 0:
		if r.toks[i].shape == shapeCapitals && i > 0 && r.sign(i-1) == ',' { // "Long Beach, CA October 2018"
			return Date{}, 0, false
		}
		j := i + 1
		for j < to && (r.sign(j) == '-' || r.sign(j) == '.' || r.is(j, isInto)) {
			j++
		}
		if j < to && (r.toks[j].kind == tokenNumber || r.is(j, isMonth|isSeason)) {
			return r.date(j, to, bare)
		}
		return Date{}, 0, false
	case n.is&(isMonth|isSeason) != 0:
		d := Date{Month: int(n.month), Precision: PrecisionMonth}
		if n.is&isMonth == 0 {
			d = Date{Month: int(n.season), Precision: PrecisionQuarter}
		}
		j := i + 1
		j = r.skipDateSigns(j, to)
		if j < to && r.toks[j].kind == tokenNumber && r.toks[j].val >= 1 && r.toks[j].val <= 31 && r.toks[j].end-r.toks[j].start <= 2 {
			// a day before the year: "March 1st, 2020"
			k := j + 1
			if k < to && r.toks[k].kind == tokenWord && !r.toks[k].space && r.toks[k].end-r.toks[k].start == 2 {
				k++
			}
			k = r.skipDateSigns(k, to)
			if y, m, ok := r.year(k, to); ok && y > 100 {
				d.Year = y
				return d, m, true
			}
		}
		if y, m, ok := r.year(j, to); ok {
			d.Year = y
			return d, m, true
		}
		// "Summer/Fall 2019", "March/April 2019"
		if j < to && j > i && r.toks[j].kind == tokenWord && r.is(j, isMonth|isSeason) && r.sign(j-1) == '/' {
			if e, m, ok := r.wordDate(j, to, false); ok {
				d.Year = e.Year
				return d, m, true
			}
		}
		if bare && r.toks[i].shape != shapeLower {
			return d, i + 1 + r.dotAfter(i+1, to), true
		}
	case r.isQuarterWord(i):
		q := int(r.text[r.toks[i].start+1] - '0')
		j := r.skipDateSigns(i+1, to)
		d := Date{Month: q*3 - 2, Precision: PrecisionQuarter}
		if y, m, ok := r.year(j, to); ok {
			d.Year = y
			return d, m, true
		}
		if bare {
			return d, i + 1, true
		}
	}
	return Date{}, 0, false
}

func (r *reading) isQuarterWord(i int) bool {
	t := &r.toks[i]
	if t.end-t.start != 2 {
		return false
	}
	a, b := r.text[t.start], r.text[t.start+1]
	return (a == 'Q' || a == 'q' || a == 'T') && b >= '1' && b <= '4'
}

func (r *reading) dotAfter(j, to int) int {
	if j < to && r.sign(j) == '.' && !r.toks[j].space {
		return 1
	}
	return 0
}

// skipDateSigns skips what may stand between a month and its year: a dot, comma, apostrophe, slash, hyphen, "of", "de".
func (r *reading) skipDateSigns(j, to int) int {
	for k := 0; j < to && k < 3; k++ {
		t := &r.toks[j]
		if t.kind == tokenWord {
			switch r.text[t.start:t.end] {
			case "of", "de", "del":
				j++
				continue
			}
			break
		}
		s := r.sign(j)
		if s == '.' || s == ',' || s == '/' || s == '-' && !t.space && j+1 < to && !r.toks[j+1].space {
			j++
			continue
		}
		if r.text[t.start:t.end] == "–" && !t.space && j+1 < to && !r.toks[j+1].space && r.toks[j+1].kind == tokenNumber {
			j++
			continue
		}
		break
	}
	return j
}

// year reads a year at token j: 2019, '19, or 19 where it can be no day.
func (r *reading) year(j, to int) (int, int, bool) {
	if j >= to {
		return 0, 0, false
	}
	t := &r.toks[j]
	if t.kind == tokenNumber {
		if isYear(t) && !r.glued(j, to) {
			return int(t.val), j + 1, true
		}
		if t.end-t.start == 2 && j > 0 && (r.sign(j-1) == '-' || r.sign(j-1) == '/' || r.sign(j-1) == '.' || t.space) {
			v := int(t.val)
			if v <= 49 && v >= 0 || v >= 70 { // Jan-19, Jan 19
				if t.space && v > 0 && v <= 31 && j+1 < to && (r.sign(j+1) == ',' || isYear(&r.toks[j+1])) {
					return 0, 0, false
				}
				return century(v), j + 1, true
			}
		}
		return 0, 0, false
	}
	if t.kind == tokenSign && j+1 < to {
		if s := r.text[t.start:t.end]; s == "'" || s == "’" || s == "‘" || s == "`" {
			n := &r.toks[j+1]
			if n.kind == tokenNumber && n.end-n.start == 2 {
				return century(int(n.val)), j + 2, true
			}
		}
	}
	return 0, 0, false
}

func isYear(t *token) bool {
	return t.kind == tokenNumber && t.end-t.start == 4 && t.val >= 1950 && t.val <= 2049
}

// glued says whether the number at j is part of a longer one or of a quantity: 2,000, 2000%, $2000, 2000x.
func (r *reading) glued(j, to int) bool {
	if j+1 < to && !r.toks[j+1].space {
		switch n := &r.toks[j+1]; {
		case n.kind == tokenWord && n.start == r.toks[j].end && !r.is(j+1, isPresent|isMonth|isUntil):
			return true
		case r.sign(j+1) == '%' || r.sign(j+1) == '+':
			return true
		case (r.sign(j+1) == ',' || r.sign(j+1) == '.') && j+2 < to && !r.toks[j+2].space && r.toks[j+2].kind == tokenNumber && r.toks[j+2].end-r.toks[j+2].start > 2:
			return true
		}
	}
	if j > 0 && !r.toks[j].space && int(r.toks[j-1].end) == int(r.toks[j].start) {
		switch r.text[r.toks[j-1].start:r.toks[j-1].end] {
		case "$", "€", "£", "#", "+", "@", "=", "_", "&":
			return true
		}
	}
	return false
}

func century(v int) int {
	if v < 50 {
		return 2000 + v
	}
	return 1900 + v
}

// numberDate reads 2019, 2019-03, 03/2019, 15.03.2019, 3/15/2019, 15 March 2019, 2019 Q1, 1Q19 and, in a range, 03/19.
func (r *reading) numberDate(i, to int, bare bool) (Date, int, bool) {
	t := &r.toks[i]
	v := int(t.val)
	digits := t.end - t.start
	next := func(k int, signs string) (*token, bool) {
		if k+1 >= to || r.toks[k].kind != tokenSign || r.toks[k].space || r.toks[k+1].space || r.toks[k+1].kind != tokenNumber {
			return nil, false
		}
		s := r.sign(k)
		for j := 0; j < len(signs); j++ {
			if s == signs[j] {
				return &r.toks[k+1], true
			}
		}
		return nil, false
	}
	if isYear(t) {
		if r.glued(i, to) {
			return Date{}, 0, false
		}
		if n, ok := next(i+1, "-/."); ok && n.end-n.start <= 2 && n.val >= 1 && n.val <= 12 {
			end := i + 3
			academic := r.sign(i+1) == '/' && n.end-n.start == 2 && int(n.val) == v%100+1 // 2009/10 is a year of study
			if !academic {
				if d, ok := next(end, "-/."); ok && d.end-d.start <= 2 && d.val <= 31 {
					end += 2
				}
				return Date{Year: v, Month: int(n.val), Precision: PrecisionMonth}, end, true
			}
		}
		if i+1 < to && r.toks[i+1].kind == tokenWord && r.isQuarterWord(i+1) {
			return Date{Year: v, Month: int(r.text[r.toks[i+1].start+1]-'0')*3 - 2, Precision: PrecisionQuarter}, i + 2, true
		}
		// "2019 March", "2019, March" is rare in resumes but the order of Hungarian and Asian ones
		if i+2 < to && r.toks[i+1].kind == tokenWord && r.is(i+1, isMonth) && r.toks[i+1].shape != shapeLower && !isYear(&r.toks[i+2]) && r.sign(i+2) != '.' && r.dash(i+2, to) > i+2 {
			return Date{Year: v, Month: int(r.info(i + 1).month), Precision: PrecisionMonth}, i + 2, true
		}
		return Date{Year: v, Month: 1, Precision: PrecisionYear}, i + 1, true
	}
	if digits > 2 || v < 0 {
		return Date{}, 0, false
	}
	if n, ok := next(i+1, "/.-"); ok {
		if isYear(n) && v >= 1 && v <= 12 {
			return Date{Year: int(n.val), Month: v, Precision: PrecisionMonth}, i + 3, true
		}
		if n.end-n.start <= 2 {
			if y, ok := next(i+3, "/.-"); ok && (isYear(y) || y.end-y.start == 2 && r.sign(i+1) == r.sign(i+3)) {
				year := int(y.val)
				if !isYear(y) {
					year = century(year)
				}
				a, b := v, int(n.val)
				month := b // day first
				if r.sign(i+1) == '/' && r.monthFirst || b > 12 {
					month = a
				}
				if month >= 1 && month <= 12 {
					return Date{Year: year, Month: month, Precision: PrecisionMonth}, i + 5, true
				}
			}
			if r.sign(i+1) == '/' && v >= 1 && v <= 12 && n.end-n.start == 2 && r.shortDate(i, to) { // 03/19 – 05/21
				return Date{Year: century(int(n.val)), Month: v, Precision: PrecisionMonth}, i + 3, true
			}
		}
	}
	// "15 March 2019", "15. März 2019", "1st Jan 2019"
	if v >= 1 && v <= 31 {
		j := i + 1
		for j < to && j < i+3 && (r.sign(j) == '.' || r.sign(j) == '-' && !r.toks[j].space || r.toks[j].kind == tokenWord && !r.toks[j].space && r.toks[j].end-r.toks[j].start == 2 || j < to && r.text[r.toks[j].start:r.toks[j].end] == "de") {
			j++
		}
		if j < to && r.toks[j].kind == tokenWord && r.is(j, isMonth) {
			if d, k, ok := r.wordDate(j, to, bare); ok {
				return d, k, true
			}
		}
		// "1st quarter 2019", "1. Quartal 2019"
		if j < to && v <= 4 && r.toks[j].kind == tokenWord && r.is(j, isQuarter) {
			k := r.skipDateSigns(j+1, to)
			if y, m, ok := r.year(k, to); ok {
				return Date{Year: y, Month: v*3 - 2, Precision: PrecisionQuarter}, m, true
			}
		}
	}
	return Date{}, 0, false
}

// shortDate says whether the 03/19 at token i stands in a range, where nothing but a month and a year makes sense.
func (r *reading) shortDate(i, to int) bool {
	after := i + 3
	if k := r.dash(after, to); k > after || after < to && r.is(after, isUntil) {
		if k == after {
			k++
		}
		if k >= to {
			return true
		}
		if n, l := r.at(k, to, isPresent); n != nil && l > 0 {
			return true
		}
		return k+2 < to && r.toks[k].kind == tokenNumber && r.sign(k+1) == '/' && r.toks[k+2].kind == tokenNumber || isYear(&r.toks[k])
	}
	if i >= 2 {
		j := i - 1
		for j > 0 && r.toks[j].kind == tokenSign && r.dash(j, j+1) > j {
			j--
		}
		if j < i-1 && r.toks[j].kind == tokenNumber && j >= 2 && r.sign(j-1) == '/' {
			return true
		}
	}
	return false
}
