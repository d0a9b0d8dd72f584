package resume

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// findContact finds who the resume is of: addresses and numbers anywhere, the name at its top.
func (r *reading) findContact() {
	r.findAddresses()
	r.out.Contact.Name = r.findName()
	r.out.Contact.Location = r.findLocation()
}

// findAddresses finds e-mail addresses, links and phone numbers.
func (r *reading) findAddresses() {
	text := r.text
	c := &r.out.Contact
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], '@')
		if k < 0 {
			break
		}
		at := i + k
		if s := emailAt(text, at); !s.Empty() {
			r.emails = append(r.emails, s)
			if c.Email.Empty() {
				c.Email = s
			}
		} else if s := r.handleAt(at); !s.Empty() {
			r.links = append(r.links, s)
		}
		i = at + 1
	}
	r.findLinks()
	for k := r.first(setPhone, 0, len(r.toks)); k < len(r.toks); k = r.first(setPhone, k+1, len(r.toks)) {
		if s, next := r.phoneAt(k); next > k {
			if !s.Empty() {
				r.phones = append(r.phones, s)
				if c.Phone.Empty() && !r.isFax(k) {
					c.Phone = s
				}
			}
			k = next - 1
		}
	}
	r.findHandles()
}

// emailAt gives the address around the @ at offset at.
func emailAt(text string, at int) Span {
	a := at
	for a > 0 && isMailByte(text[a-1]) {
		a--
	}
	for a < at { // what is neither letter nor digit belongs to what stands before: a dot, a bullet without a space
		c, n := utf8.DecodeRuneInString(text[a:at])
		if isLetter(c) || c >= '0' && c <= '9' || c == '_' {
			break
		}
		a += n
	}
	for k := a; k < at; { // nor may it stand within
		c, n := utf8.DecodeRuneInString(text[k:at])
		if k += n; c >= utf8.RuneSelf && !isLetter(c) {
			a = k
		}
	}
	z := at + 1
	dot := -1
	for z < len(text) && (isWordByte(text[z]) || text[z] == '-' || text[z] == '.') {
		if text[z] == '.' {
			dot = z
		}
		z++
	}
	for z > at && (text[z-1] == '.' || text[z-1] == '-') {
		z--
		dot = strings.LastIndexByte(text[at:z], '.') + at
	}
	if a == at || dot <= at+1 || z-dot < 3 || dot >= z {
		return Span{}
	}
	// A narrow column may break the last word: "…@example.co" over "m".
	if z < len(text) && text[z] == '\n' {
		k := z + 1
		for k < len(text) && k < z+4 && text[k] >= 'a' && text[k] <= 'z' {
			k++
		}
		if k > z+1 && (k == len(text) || text[k] == '\n') {
			switch text[dot+1:z] + text[z+1:k] {
			case "com", "org", "net", "info", "dev":
				z = k
			}
		}
	}
	if strings.HasPrefix(text[a:], "mailto:") {
		a += len("mailto:")
	}
	return Span{Start: a, End: z}
}

func isWordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf
}

func isMailByte(c byte) bool {
	return isWordByte(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' || c == '\''
}

// findLinks finds web addresses: with a scheme, with www, or of a known site, and bare domains with a path.
func (r *reading) findLinks() {
	text := r.text
	for i := 0; i < len(text); {
		k := strings.IndexByte(text[i:], '.')
		if k < 0 {
			return
		}
		dot := i + k
		i = dot + 1
		a := dot
		for a > 0 && isHostByte(text[a-1]) {
			a--
		}
		if a == dot || dot+2 >= len(text) || !isHostByte(text[dot+1]) {
			continue
		}
		if a > 0 && text[a-1] == '@' { // an e-mail address
			for i < len(text) && isHostByte(text[i]) {
				i++
			}
			continue
		}
		scheme := false
		if a >= 3 && text[a-3:a] == "://" {
			s := a - 3
			for s > 0 && text[s-1] >= 'a' && text[s-1] <= 'z' {
				s--
			}
			a, scheme = s, true
		}
		z := dot
		for z < len(text) && (isHostByte(text[z]) || z > dot && text[z] == ':') {
			z++
		}
		host := strings.TrimRight(text[dot:z], ".:-")
		z = dot + len(host)
		slash := z < len(text) && text[z] == '/'
		if slash {
			for z < len(text) && text[z] > ' ' && text[z] < utf8.RuneSelf && !strings.ContainsRune(")>]|,;\"'", rune(text[z])) {
				z++
			}
			for z > dot && (text[z-1] == '.' || text[z-1] == ':') {
				z--
			}
		}
		if z < len(text) && text[z] == '@' {
			continue
		}
		if !scheme && !isSite(text[a:dot], host, slash) {
			continue
		}
		r.links = append(r.links, Span{Start: a, End: z})
		if r.inContact(Span{Start: a, End: z}) {
			r.out.Contact.Links = append(r.out.Contact.Links, Span{Start: a, End: z})
		}
		i = max(i, z)
	}
}

func isHostByte(c byte) bool {
	return isWordByte(c) && c < utf8.RuneSelf || c == '-' || c == '.' || c == '_'
}

// isSite says whether "first.rest" without a scheme is a web address rather than Node.js or a missing space.
func isSite(first, rest string, slash bool) bool {
	last := rest[strings.LastIndexByte(rest, '.')+1:]
	lower := strings.ToLower(last)
	if strings.HasPrefix(strings.ToLower(first), "www") {
		return len(rest) > 3
	}
	switch lower {
	case "com", "org", "dev", "io", "me", "net", "edu", "de", "fr", "es", "pt", "it", "nl", "pl", "uk", "info", "app", "co", "tech", "eu", "ch", "at", "be", "ca", "us", "in", "au", "page", "xyz", "site", "online", "gov", "ai":
		if first == "" || strings.EqualFold(first, "asp") || strings.EqualFold(first, "vb") || strings.EqualFold(first, "ado") {
			return false
		}
		if lower == "net" || lower == "io" && !slash || lower == "ai" || lower == "in" || lower == "it" || lower == "me" || lower == "at" || lower == "be" || lower == "us" {
			// Socket.io, Draw.io, "done.It"; a link of this kind has a path or two dots
			return slash && last == lower || strings.Count(rest, ".") >= 2 || first == strings.ToLower(first) && last == lower && (lower == "me" || lower == "io" || lower == "net")
		}
		return last == lower || slash
	}
	return slash && len(last) >= 2 && len(last) <= 4 && last == lower && strings.Count(rest, ".") >= 1 && lower != "js" && lower != "ts" && lower != "net"
}

// inContact says whether s stands where contact data stands: the first lines, or a contact section.
func (r *reading) inContact(s Span) bool {
	i := r.lineAt(s.Start)
	if i < 0 {
		return false
	}
	n := &r.lines[i]
	return r.isIn(n.section, SectionNone, SectionContact) || i < 8 || n.furn
}

// isIn says whether the section of that index is of one of the kinds.
func (r *reading) isIn(section int, kinds ...SectionKind) bool {
	return section >= 0 && section < len(r.out.Sections) && slices.Contains(kinds, r.out.Sections[section].Kind)
}

// lineAt gives the line that holds the offset, -1 if none.
func (r *reading) lineAt(offset int) int {
	if r.reordered {
		for i := range r.lines {
			if s := r.lines[i].span; s.Start <= offset && offset < s.End {
				return i
			}
		}
		return -1
	}
	lo, hi := 0, len(r.lines)
	for lo < hi {
		m := (lo + hi) / 2
		if r.lines[m].span.Start > offset {
			hi = m
		} else {
			lo = m + 1
		}
	}
	if lo == 0 || r.lines[lo-1].span.End <= offset {
		return -1
	}
	return lo - 1
}

// phoneAt reads a phone number at token k: 8 to 15 digits with the usual signs between them, and no date.
func (r *reading) phoneAt(k int) (Span, int) {
	t := &r.toks[k]
	start := k
	switch {
	case t.kind == tokenNumber:
	case t.kind == tokenSign && (r.sign(k) == '+' || r.sign(k) == '('):
	default:
		return Span{}, k
	}
	digits, groups, j := 0, 0, k
	last := k
	plus := r.sign(k) == '+'
	for j < len(r.toks) && j < k+24 {
		t := &r.toks[j]
		if j > k && r.newLine(j) {
			break
		}
		if t.kind == tokenNumber {
			if int(t.end-t.start) > 13 {
				return Span{}, j + 1
			}
			if j > k && t.space && int(t.start)-int(r.toks[j-1].end) > 2 {
				break
			}
			digits += int(t.end - t.start)
			groups++
			last = j
			j++
			continue
		}
		if t.kind != tokenSign {
			break
		}
		switch r.text[t.start:t.end] {
		case "+":
			if j > k+1 {
				j = k + 1000
				continue
			}
		case "(", ")", "-", ".", "/", "–", "‐", "‑", "−", "\u00ad", "·":
			if r.text[t.start:t.end] == "·" && t.space {
				j = k + 1000
				continue
			}
		default:
			j = k + 1000
			continue
		}
		j++
	}
	end := last + 1
	if end < len(r.toks) && r.sign(end) == ')' && r.sign(start) == '(' && groups == 1 {
		end++
	}
	if digits < 8 || digits > 15 {
		if digits == 7 && groups == 2 && r.phoneLabel(start) {
			return r.spanOf(start, end), end
		}
		return Span{}, k
	}
	if groups == 1 && !plus && (digits < 9 && !r.phoneLabel(start) || digits > 12) {
		return Span{}, end
	}
	// dates and ranges of years are no phone numbers
	years, long := 0, 0
	for i := start; i < end; i++ {
		if isYear(&r.toks[i]) {
			years++
		}
		if r.toks[i].end-r.toks[i].start >= 3 && r.toks[i].kind == tokenNumber {
			long++
		}
	}
	if !plus && years*4 >= digits-4 && years > 0 && !(r.sign(start) == '(') {
		if digits == years*4 || digits <= 8 || digits == 12 && years == 2 {
			return Span{}, end
		}
	}
	if long == 0 && !plus && groups < 4 {
		return Span{}, end
	}
	if start > 0 && !r.toks[start].space && r.toks[start-1].kind == tokenWord || end < len(r.toks) && !r.toks[end].space && r.toks[end].kind == tokenWord && r.toks[end].end-r.toks[end].start < 3 {
		return Span{}, end
	}
	if start > 0 && (r.sign(start-1) == '$' || r.sign(start-1) == '/' && !r.toks[start].space || r.sign(start-1) == '=' || r.sign(start-1) == '#') {
		return Span{}, end
	}
	s := r.spanOf(start, end)
	if overlapsAny(s, r.links, r.emails) {
		return Span{}, end
	}
	return s, end
}

// overlapsAny says whether s overlaps a span of the lists.
func overlapsAny(s Span, lists ...[]Span) bool {
	for _, list := range lists {
		if slices.ContainsFunc(list, s.Overlaps) {
			return true
		}
	}
	return false
}

func (r *reading) phoneLabel(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		if r.toks[j].kind == tokenWord {
			n := r.info(j)
			return n.is&isPersonLabel != 0 && n.person == personPhone
		}
	}
	return false
}

func (r *reading) isFax(k int) bool {
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		if r.toks[j].kind == tokenWord {
			return r.serves(j, asFax)
		}
	}
	return false
}

// findLocation finds where the person lives: a place in the lines of the contact data.
func (r *reading) findLocation() Span {
	for pass := range 2 {
		for i := range r.lines {
			n := &r.lines[i]
			if n.heading || !r.inContact(n.span) || pass == 0 && n.section > 0 && r.out.Sections[n.section].Kind != SectionContact && r.out.Sections[n.section].Kind != SectionNone {
				continue
			}
			b := block{from: n.text, to: n.to, lo: i}
			var buf [8]field
			for _, f := range r.fieldsOf(buf[:0], &b, 0) {
				if e := r.labelEnd(f.from, f.to); e > f.from {
					f.from = e
				}
				s := r.spanOf(f.from, f.to)
				if r.isPlaceField(f.from, f.to) && !s.Overlaps(r.out.Contact.Name) && !r.onlyRemote(f.from, f.to) {
					return s
				}
				if g, p := r.splitPlace(f); !p.Empty() && !p.Overlaps(r.out.Contact.Name) && r.isStreet(g.from, g.to) {
					return p
				}
			}
		}
	}
	return Span{}
}

func (r *reading) onlyRemote(from, to int) bool {
	n := r.walk(from, to)
	return n != nil && n.is&isRemote != 0
}

// isStreet says whether the tokens are a street address: a number and a word for street.
func (r *reading) isStreet(from, to int) bool {
	if !r.any(setNumber, from, to) {
		return false
	}
	number, street := false, false
	for k := from; k < to; k++ {
		switch r.toks[k].kind {
		case tokenNumber:
			number = number || r.toks[k].end-r.toks[k].start <= 5
		case tokenWord:
			if r.is(k, isStreet) && r.toks[k].shape != shapeLower {
				street = true
				continue
			}
			if w := r.tokenText(k); len(w) > 6 {
				for _, e := range r.lex.streetEndings {
					street = street || len(w) >= len(e) && equalLower(w[len(w)-len(e):], e)
				}
			}
		}
	}
	return number && street
}
