package resume

import (
	"strings"
	"unicode/utf8"
)

// field is a part of a head between separators.
type field struct {
	from, to int
	sep      separator // what stands before it
	line     int       // block it stands in, counted within the head
	bold     bool
	placed   bool // a place was taken off its end
	cut      bool // it stands in running text
}

type separator uint8

const (
	sepStart separator = iota
	sepSpace           // a tab or wide white space
	sepSign            // | · – and the like
	sepComma
	sepParen
	sepAt // "at", "@"
	sepDate
)

// head is what a run of lines says about a role.
type head struct {
	title, employer, location Span
	kind                      RoleKind
	kindSet                   bool
	titleScore                int
	titleFirst                int // 1: the title stands before the employer; -1: after it; 0: one is missing
	guessed                   bool
}

// fieldsOf cuts a block at its strong separators, leaving out the tokens of its periods.
func (r *reading) fieldsOf(dst []field, b *block, line int) []field {
	n := len(dst)
	dst = r.cutFields(dst, b.from, b.to, b.periods, line, r.lines[b.lo].bold)
	for ; n < len(dst) && r.lines[b.lo].cut; n++ {
		dst[n].cut = true
	}
	for _, m := range b.mates {
		n := &r.lines[m]
		dst = r.cutFields(dst, n.text, n.to, b.periods, line, n.bold)
	}
	return dst
}

func (r *reading) cutFields(dst []field, from, to int, skip []found, line int, bold bool) []field {
	start := from
	sep := sepStart
	depth := 0
	flush := func(end int, next separator) {
		a, z := start, end
		for a < z && r.toks[a].kind == tokenSign && !r.opensName(a, z) {
			a++
		}
		for z > a && r.toks[z-1].kind == tokenSign && r.sign(z-1) != ')' && r.sign(z-1) != '+' && r.sign(z-1) != '#' && r.sign(z-1) != '.' {
			z--
		}
		if z > a && r.sign(z-1) == '.' && !r.abbreviates(z-2) {
			z--
		}
		if z > a {
			dst = append(dst, field{from: a, to: z, sep: sep, line: line, bold: bold})
			sep = next
		} else if next > sep || sep == sepStart {
			sep = next
		}
	}
	for k := from; k < to; k++ {
		if f := inPeriod(skip, k); f != nil {
			flush(k, sepDate)
			k = min(f.to, to) - 1
			start = k + 1
			continue
		}
		t := &r.toks[k]
		if t.space && k > start && depth == 0 && r.wideGap(k) {
			flush(k, sepSpace)
			start = k
		}
		if t.kind == tokenWord {
			if k > start && t.start == r.toks[k-1].end && r.toks[k-1].kind == tokenWord && depth == 0 { // glued: "DeveloperHarlow Mutual"
				flush(k, sepSpace)
				start = k
			}
			if k > start && k+1 < to && (r.text[t.start:t.end] == "at" || r.text[t.start:t.end] == "bei" || r.text[t.start:t.end] == "chez" || r.text[t.start:t.end] == "presso" || r.text[t.start:t.end] == "bij") {
				flush(k, sepAt)
				start = k + 1
			}
			continue
		}
		if t.kind != tokenSign {
			continue
		}
		switch s := r.text[t.start:t.end]; s {
		case "(", "[":
			if depth == 0 && k > start {
				flush(k, sepParen)
				start = k + 1
			}
			depth++
		case ")", "]":
			if depth > 0 {
				depth--
				if depth == 0 {
					flush(k, sepSign)
					start = k + 1
				}
			}
		case "|", "·", "•", "∙", "⋅", "●", "▪", "◆", "¦", "‖", "", "»", "→", "➔", "►", "~":
			if depth == 0 {
				flush(k, sepSign)
				start = k + 1
			}
		case ".": // "Northwind Technology. San Jose, California"
			if depth == 0 && k > start+1 && k+1 < to && r.toks[k+1].space && r.toks[k+1].kind == tokenWord && r.toks[k+1].shape != shapeLower && !t.space && !r.abbreviates(k-1) {
				flush(k, sepSign)
				start = k + 1
			}
		case "–", "—", "―", "-", "‐", "‑", "−", "－", ":", ";", "/":
			if s == "/" && r.joinsTitles(start, k, to) { // "IT Recruiter / Bench Sales Recruiter"
				continue
			}
			if depth == 0 && (t.space || k+1 < to && r.toks[k+1].space && (s == "–" || s == "—" || s == ":" || s == ";")) && (k+1 >= to || r.toks[k+1].space || s == "–" || s == "—") {
				flush(k, sepSign)
				start = k + 1
			}
		case "@":
			if t.space && depth == 0 {
				flush(k, sepAt)
				start = k + 1
			}
		}
	}
	flush(to, sepStart)
	return dst
}

// opensName says whether a sign at the start of a field belongs to it: ".NET", "(Senior) Developer" does not.
func (r *reading) opensName(a, z int) bool {
	return r.sign(a) == '.' && a+1 < z && !r.toks[a+1].space && r.toks[a+1].kind == tokenWord
}

// abbreviates says whether the dot behind token k belongs to it: "Inc.", "Co.", "S.A.".
func (r *reading) abbreviates(k int) bool {
	return k >= 0 && r.toks[k].kind == tokenWord && (r.is(k, isLegal) || r.toks[k].end-r.toks[k].start <= 3 || strings.IndexByte(r.text[r.toks[k].start:r.toks[k].end], '.') >= 0)
}

// wideGap says whether a tab or three spaces stand before token k, or two where they can be no typing habit.
func (r *reading) wideGap(k int) bool { return r.toks[k].gap&gapWide != 0 }

func inPeriod(ps []found, k int) *found {
	for i := range ps {
		if k >= ps[i].from && k < ps[i].to {
			return &ps[i]
		}
	}
	return nil
}

// titleWords counts the words that make a title.
func (r *reading) titleWords(from, to int) int { return r.count(setTitle, from, to) }

func (r *reading) isTitleWord(k int) bool { return r.has(setTitle, k) }

// leastTitle is the length in bytes of the shortest unknown word that an ending makes a title.
const leastTitle = 10

// makesTitle finds out what isTitleWord says.
func (r *reading) makesTitle(k int) bool {
	t := &r.toks[k]
	if t.word != 0 {
		if !r.is(k, isTitle) || t.end-t.start <= 3 && t.shape == shapeLower {
			return false
		}
		return !(k > 0 && r.serves(k, asThing) && r.toks[k-1].kind == tokenWord && r.is(k-1, isTopic|isGrade)) // "SQL Server"
	}
	if r.isMaskedWord(k) {
		return true
	}
	if t.end-t.start < leastTitle || !r.lex.mayEndTitle(r.text[t.end-1]) {
		return false
	}
	var buf [64]byte
	w := buf[:0]
	for _, c := range r.text[t.start:t.end] {
		w = appendFolded(w, c)
	}
	for _, e := range r.lex.endings {
		if len(w) > len(e)+2 && string(w[len(w)-len(e):]) == e {
			return true
		}
	}
	return false
}

// mayEndTitle says whether a title may end in c, the last byte of a word.
func (lex *lexicon) mayEndTitle(c byte) bool {
	if c >= utf8.RuneSelf {
		return true
	}
	for _, e := range lex.endings {
		if e[len(e)-1] == c|0x20 {
			return true
		}
	}
	return false
}

// isMaskedWord says whether somebody blacked out what stood at token k: "XXXX", "[TITLE]".
func (r *reading) isMaskedWord(k int) bool {
	t := &r.toks[k]
	if t.kind != tokenWord || t.shape != shapeCapitals || t.end-t.start < 3 {
		return false
	}
	w := r.text[t.start:t.end]
	if strings.Trim(w, "X") == "" {
		return t.end-t.start >= 4
	}
	return k > 0 && r.sign(k-1) == '[' && !t.space && k+1 < len(r.toks) && r.sign(k+1) == ']' && !r.toks[k+1].space
}

// scoreTitle says how much a field reads like a job title: above 0 it does.
func (r *reading) scoreTitle(from, to int) int {
	titles, grades, words, legal, hint := 0, 0, 0, 0, 0
	last := false
	for k := from; k < to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		words++
		last = false
		n := r.info(k)
		switch {
		case r.isTitleWord(k):
			titles++
			last = true
		case n.is&isGrade != 0:
			grades++
		}
		if n.is&isLegal != 0 && k > from && r.toks[k].shape != shapeLower && n.is&isTitle == 0 && !(r.toks[k].end-r.toks[k].start <= 2 && n.is&isGrade != 0) {
			legal++
		}
		if n.is&(isHint|isSchool) != 0 && n.is&isGrade == 0 {
			hint++
		}
	}
	if words == 0 || words > 12 {
		return -1
	}
	s := 0
	if titles > 0 {
		s = 3 + min(grades, 2)
		if last {
			s++
		}
	} else if grades > 0 && grades*2 > words {
		s = 1
	}
	return s - 3*legal - hint
}

// isCode says whether token k is a code of a state or country: "TX".
func (r *reading) isCode(k int) bool {
	t := &r.toks[k]
	return t.kind == tokenWord && t.shape == shapeCapitals && t.end-t.start <= 3 && r.lex.codes[r.text[t.start:t.end]]
}

// isPlaceField says whether the whole field is a place: "Austin, TX", "London, UK", "Remote", "Greater Boston Area".
func (r *reading) isPlaceField(from, to int) bool {
	for from < to && r.toks[from].kind == tokenSign {
		from++
	}
	for to > from && r.toks[to-1].kind == tokenSign {
		to--
	}
	if from >= to || to-from > 10 {
		return false
	}
	if n := r.walk(from, to); n != nil && n.is&isPlace != 0 && n.is&(isHint|isTitle) == 0 {
		return true
	}
	// Parts at commas. The first must be known, or stand before a state or country: "Coral Gables, FL", "Unna, Germany".
	// "Kestrel Maps, Bellevue, WA" is an employer with its place.
	var known, wide [4]bool
	parts, start := 0, from
	for k := from; k <= to; k++ {
		if k < to && r.sign(k) != ',' && r.sign(k) != '/' && r.sign(k) != '&' && !(r.sign(k) == '-' && r.toks[k].space) && r.sign(k) != '(' && r.sign(k) != ')' {
			continue
		}
		if k > start {
			if parts == len(known) {
				return false
			}
			known[parts] = r.isPlacePart(start, k)
			wide[parts] = known[parts] && r.isWidePlace(start, k)
			if !known[parts] && (k-start > 4 || r.capitalShare(start, k) < 100 || r.scoreTitle(start, k) > 0 || r.hasLegal(start, k)) {
				return false
			}
			parts++
		}
		start = k + 1
	}
	switch parts {
	case 0:
		return false
	case 1:
		return known[0]
	}
	for i := 1; i < parts; i++ {
		if !known[i] {
			return i == 1 && parts == 2 && known[0] && !wide[0] // "Berlin, Mitte"
		}
	}
	return known[0] || wide[1]
}

// isWidePlace says whether the tokens are a state or a country, or the code of one.
func (r *reading) isWidePlace(from, to int) bool {
	if to-from == 1 && r.isCode(from) {
		return true
	}
	if r.toks[to-1].kind == tokenNumber || r.toks[from].kind == tokenNumber { // with a postal code
		return true
	}
	if to-from > 1 && r.isCode(from) {
		from++ // "MD United States"
	}
	n := r.walk(from, to)
	return n != nil && n.is&(isCountry|isState) != 0
}

// isPlacePart says whether the tokens are one known place: a code, a city, a state, a country, a postal code with one.
func (r *reading) isPlacePart(from, to int) bool {
	for from < to && (r.toks[from].kind == tokenSign || r.toks[from].kind == tokenNumber) {
		from++
	}
	for to > from && (r.toks[to-1].kind == tokenSign || r.toks[to-1].kind == tokenNumber) {
		to--
	}
	if from >= to {
		return false
	}
	if to-from == 1 && r.isCode(from) {
		return true
	}
	if n := r.walk(from, to); n != nil && n.is&isPlace != 0 {
		return true
	}
	if to-from > 1 && r.isCode(from) { // "MD United States"
		if n := r.walk(from+1, to); n != nil && n.is&isCountry != 0 {
			return true
		}
	}
	if to-from == 2 && r.isCode(to-1) { // "Washington DC"
		if n := r.walk(from, to-1); n != nil && n.is&isPlace != 0 {
			return true
		}
	}
	if to-from >= 2 { // "Greater Boston Area", "Berlin Area"
		return r.serves(to-1, asRegion)
	}
	return false
}

func (r *reading) hasLegal(from, to int) bool { return r.any(setLegal, from, to) }

// splitPlace takes a place off the end of a field: "Acme Inc., Austin, TX" gives "Acme Inc." and "Austin, TX".
func (r *reading) splitPlace(f field) (rest field, place Span) {
	var buf [8]int
	commas := r.commas(buf[:0], f.from, f.to)
	for n := min(3, len(commas)); n >= 1; n-- {
		at := commas[len(commas)-n]
		if r.isPlaceField(at+1, f.to) && !(n == 1 && r.hasLegal(at+1, f.to)) {
			// the part before a lone code or country is its town
			if n == 1 && len(commas) >= 2 && !r.townKnown(at+1, f.to) {
				prev := commas[len(commas)-2]
				if at-prev-1 <= 3 && r.capitalShare(prev+1, at) == 100 && r.scoreTitle(prev+1, at) <= 0 && !r.hasLegal(prev+1, at) {
					return field{from: f.from, to: prev, sep: f.sep, line: f.line, bold: f.bold, cut: f.cut}, r.spanOf(prev+1, f.to)
				}
			}
			town, placeFrom := at, at+1
			if n == 1 && f.cut && r.isWidePlace(at+1, f.to) {
				if town = r.townFrom(f.from, at); town < at {
					placeFrom = town
				}
			}
			return field{from: f.from, to: town, sep: f.sep, line: f.line, bold: f.bold, cut: f.cut}, r.spanOf(placeFrom, f.to)
		}
	}
	if n := len(commas); n > 0 { // "Red Deer Credit Union, Red Deer AB"
		if c := commas[n-1]; f.to-c <= 5 && f.to-c > 2 && r.isCode(f.to-1) && r.toks[f.to-2].kind == tokenWord && r.toks[f.to-2].shape == shapeCapital && r.capitalShare(c+1, f.to) == 100 && r.scoreTitle(c+1, f.to) <= 0 && !r.any(setListed, c+1, f.to) {
			return field{from: f.from, to: c, sep: f.sep, line: f.line, bold: f.bold, cut: f.cut}, r.spanOf(c+1, f.to)
		}
	}
	// "Tanabata Systems, Yokohama": a single capitalised part behind a name is its town
	titled := len(commas) == 2 && r.scoreTitle(f.from, commas[0]) >= 3 && r.scoreTitle(commas[0]+1, commas[1]) <= 0 // "Cook, Old Inn, Unna"
	if len(commas) == 1 || titled {
		c := commas[len(commas)-1]
		if f.to-c-1 <= 3 && r.toks[c+1].kind == tokenWord && r.toks[c+1].shape == shapeCapital && r.capitalShare(c+1, f.to) == 100 && c-f.from <= 9 && !r.hasLegal(c+1, f.to) && r.scoreTitle(c+1, f.to) <= 0 && (titled || r.scoreTitle(f.from, c) <= 0) && !r.hasAnd(c+1, f.to) {
			return field{from: f.from, to: c, sep: f.sep, line: f.line, bold: f.bold, cut: f.cut}, r.spanOf(c+1, f.to)
		}
	}
	return f, Span{}
}

func (r *reading) hasAnd(from, to int) bool {
	for k := from; k < to; k++ {
		if r.sign(k) == '&' || r.toks[k].kind == tokenWord && r.is(k, isAnd) {
			return true
		}
	}
	return false
}

func (r *reading) townKnown(from, to int) bool {
	n := r.walk(from, to)
	return n != nil && n.is&(isCity|isRemote) != 0
}

// nextComma is the first comma outside of brackets from token from on, to where there is none.
func (r *reading) nextComma(from, to int) int {
	depth := 0
	for k := from; k < to; k++ {
		switch r.sign(k) {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				return k
			}
		}
	}
	return to
}

// countCommas counts the commas outside of brackets.
func (r *reading) countCommas(from, to int) int {
	n := 0
	for k := r.nextComma(from, to); k < to; k = r.nextComma(k+1, to) {
		n++
	}
	return n
}

// commas appends to dst the commas outside of brackets.
func (r *reading) commas(dst []int, from, to int) []int {
	for k := r.nextComma(from, to); k < to; k = r.nextComma(k+1, to) {
		dst = append(dst, k)
	}
	return dst
}

// stands notes where the post was, unless that is known; an empty place says nothing.
func (h *head) stands(place Span) {
	if h.location.Empty() && !place.Empty() {
		h.location = place
	}
}

// readHead finds title, employer and location among the fields of a head. titleFirst is the order that the document's
// clear heads have.
func (r *reading) readHead(fields []field, titleFirst int) (h head) {
	var buf [8]field
	rest := buf[:0]
	var self, masked Span // "Self-employed", which stands where an employer would; what stands for one
	defer func() {
		if h.employer.Empty() && !h.title.Empty() {
			h.employer = self
		}
	}()
	for _, f := range fields {
		if k, ok := r.employmentType(f); ok {
			if k != RoleJob {
				h.kind, h.kindSet = k, true
			}
			if k == RoleFreelance {
				self = r.spanOf(f.from, f.to)
			}
			// "Web Developer (part-time)": it belongs to the title as that is set
			if n := len(rest) - 1; f.sep == sepParen && n >= 0 && rest[n].to == f.from-1 && r.scoreTitle(rest[n].from, rest[n].to) > 0 {
				rest[n].to = min(f.to+1, len(r.toks))
			}
			continue
		}
		if l := r.roleLabelOf(f); l != 0 {
			continue
		}
		if n, l := r.at(f.from, f.to, isMaskFor); n != nil { // "Company Name Dallas , TX"
			masked = r.spanOf(f.from, f.from+l)
			if f.from+l < f.to && r.isPlaceField(f.from+l, f.to) {
				h.stands(r.spanOf(f.from+l, f.to))
			}
			continue
		}
		if r.isPlaceField(f.from, f.to) && !(f.sep == sepAt) || len(rest) > 0 && r.townBehind(f) {
			h.stands(r.spanOf(f.from, f.to))
			continue
		}
		g, p := r.splitPlace(f)
		if p.Empty() && g.cut {
			g, p = r.placeBeforeTitle(g, false)
		} else if !p.Empty() {
			g.placed = true
		}
		h.stands(p)
		if r.hasWord(g.from, g.to) {
			rest = append(rest, g)
		}
	}
	if !masked.Empty() {
		h.employer = masked
		if i := r.bestTitle(rest); i >= 0 {
			h.title = r.spanOf(rest[i].from, rest[i].to)
		}
		return h
	}
	if t, e, p, ok := r.unsigned(rest); ok {
		h.title, h.employer = t, e
		h.stands(p)
		h.titleScore = 3
		h.titleFirst = 1
		if e.Start < t.Start {
			h.titleFirst = -1
		}
		return h
	}
	// the best title
	best, bestScore := -1, 0
	for i, f := range rest {
		s := r.scoreTitle(f.from, f.to)
		if f.sep == sepAt {
			s -= 4
		}
		if f.sep == sepParen {
			s -= 2
		}
		if r.countCommas(f.from, f.to) > 0 {
			if p, _, _ := r.commaTitle(f); !p.empty() {
				s = max(s, r.scoreTitle(p.from, p.to))
			}
		}
		if s > bestScore {
			best, bestScore = i, s
		}
	}
	employer := -1
	if best >= 0 && bestScore >= 1 {
		f := rest[best]
		t, e, titleBefore := r.commaTitle(f)
		if !t.empty() && !e.empty() && r.innerEmployer(rest, best, e) {
			if g, p := r.splitPlace(e); !p.Empty() && h.location.Empty() {
				e, h.location = g, p
			}
			if t.cut = f.cut; t.cut && !titleBefore {
				var p Span
				t, p = r.placeBeforeTitle(t, true)
				h.stands(p)
			}
			h.title, h.employer = r.spanOf(t.from, t.to), r.spanOf(e.from, e.to)
			h.titleFirst = -1
			if titleBefore {
				h.titleFirst = 1
			}
			h.titleScore = bestScore
			return h
		}
		employer = r.pickEmployer(rest, best)
		if f.cut && employer >= 0 && employer < best {
			var p Span
			f, p = r.placeBeforeTitle(f, true)
			h.stands(p)
		}
		h.title = r.spanOf(f.from, f.to)
		h.titleScore = bestScore
	} else if len(rest) > 0 {
		// No title word: the order of the other heads decides, else an employer alone.
		h.guessed = true
		switch {
		case len(rest) == 1 && r.countCommas(rest[0].from, rest[0].to) == 1 && titleFirst != 0:
			c := r.nextComma(rest[0].from, rest[0].to)
			a, z := r.spanOf(rest[0].from, c), r.spanOf(c+1, rest[0].to)
			if r.hasLegal(c+1, rest[0].to) && rest[0].to-c <= 3 {
				h.employer = r.spanOf(rest[0].from, rest[0].to)
			} else if titleFirst > 0 {
				h.title, h.employer = a, z
			} else {
				h.title, h.employer = z, a
			}
			return h
		case len(rest) == 1:
			employer = 0
		case titleFirst >= 0 && !r.hasLegal(rest[0].from, rest[0].to) && titleFirst != 0 || r.hasLegal(rest[1].from, rest[1].to) && !r.hasLegal(rest[0].from, rest[0].to):
			h.title = r.spanOf(rest[0].from, rest[0].to)
			employer, best = 1, 0
		default:
			h.title = r.spanOf(rest[1].from, rest[1].to)
			employer, best = 0, 1
		}
	}
	if employer >= 0 {
		h.employer = r.spanOf(rest[employer].from, rest[employer].to)
		if best >= 0 {
			h.titleFirst = 1
			if employer < best {
				h.titleFirst = -1
			}
		}
	}
	return h
}

func (f field) empty() bool { return f.to <= f.from }

func (r *reading) hasWord(from, to int) bool {
	return r.any(setWord, from, to) || r.any(setNumber, from, to)
}

// employmentType reads fields such as "Full-time", "Contract", "Freelance", "Internship", which are neither title nor employer.
func (r *reading) employmentType(f field) (RoleKind, bool) {
	if f.to-f.from > 4 {
		return 0, false
	}
	if n := r.walk(f.from, f.to); n != nil {
		if n.is&isKind != 0 && r.titleWords(f.from, f.to) == 0 {
			return n.kind, true
		}
	}
	var buf [16]byte // the longest word below has 14 letters
	word := buf[:0]
	for _, c := range r.text[r.toks[f.from].start:r.toks[f.to-1].end] {
		if c == '-' || c == ' ' || c == '\u2011' {
			continue
		}
		if c >= utf8.RuneSelf || len(word) == len(buf) {
			return 0, false
		}
		word = appendFolded(word, c)
	}
	switch string(word) {
	case "fulltime", "parttime", "permanent", "vollzeit", "teilzeit", "tempsplein", "tempspartiel", "cdi", "cdd", "festanstellung", "temporary", "onsite", "hybrid":
		return RoleJob, true
	case "contract", "contractor":
		return RoleFreelance, true
	case "seasonal", "casual":
		return RoleJob, true
	}
	return 0, false
}

// roleLabelOf says whether the whole field is a label such as "Position".
func (r *reading) roleLabelOf(f field) roleLabel {
	if f.to-f.from > 3 {
		return 0
	}
	if n := r.walk(f.from, f.to); n != nil && n.is&isRoleLabel != 0 && n.is&isTitle == 0 && f.to < len(r.toks) && r.sign(f.to) == ':' {
		return n.label
	}
	return 0
}

// kindOf reads how a post is held from its words.
func (r *reading) kindOf(s Span) (RoleKind, bool) {
	if s.Empty() {
		return 0, false
	}
	from, to := r.tokensIn(s)
	for k := from; k < to; k++ {
		if r.toks[k].kind != tokenWord {
			continue
		}
		if n, l := r.at(k, to, isKind); n != nil && l > 0 {
			if n.kind == RoleInternship && l == 1 && r.serves(k, asInPhrase) {
				continue
			}
			return n.kind, true
		}
	}
	return 0, false
}

// isPlaceLine says whether a line is a place and nothing else.
func (r *reading) isPlaceLine(n *line) bool { return r.isPlaceField(n.from, n.to) }
