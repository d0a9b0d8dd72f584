package redact

import (
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/report"
)

// watch is what tells who the people of a run are, for all of them at once: hashes, so that thousands of people take little memory
// and a text is read once for all. Names of two words or more are told word by word, with whatever stands between the words of a
// name; e-mail addresses and links as they stand among white space; phone numbers by their last digits, however these are grouped.
type watch struct {
	known  map[uint64]kind
	filter [1 << 14]uint64   // a bit for each hash of known, so that most words are not looked up
	joined map[rune][]string // names in scripts without spaces between words, by the first character of such a script
	reach  int               // bytes of the longest of them
}

// kind is what of a person was found.
type kind byte

const (
	partOfName kind = iota + 1 // the first words of a name; found is only the whole
	fullName
	email
	link
	phone
)

func (k kind) String() string {
	return [...]string{fullName: "full name", email: "e-mail", link: "link", phone: "phone"}[k]
}

func (w *watch) put(h uint64, k kind) {
	if w.known == nil {
		w.known = make(map[uint64]kind)
	}
	w.known[h] = max(k, w.known[h])
	w.filter[h>>6%uint64(len(w.filter))] |= 1 << (h & 63)
}

func (w *watch) has(h uint64) (kind, bool) {
	if w.filter[h>>6%uint64(len(w.filter))]>>(h&63)&1 == 0 {
		return 0, false
	}
	k, ok := w.known[h]
	return k, ok
}

// add adds what tells one person.
func (w *watch) add(s *Secrets) {
	w.reach = max(w.reach, len(s.Name), len(s.Email))
	if i := strings.IndexFunc(s.Name, wordless); i >= 0 {
		name := s.Name[i:]
		first, n := utf8.DecodeRuneInString(name)
		if len(name) > n && !slices.Contains(w.joined[first], name) {
			if w.joined == nil {
				w.joined = make(map[rune][]string)
			}
			w.joined[first] = append(w.joined[first], name)
		}
	} else {
		var all []uint64
		eachWord(s.Name, func(start, end int) { all = append(all, hashOf(report.Fold(s.Name[start:end]))) })
		h := uint64(0)
		for i, word := range all {
			h = chain(h, word)
			switch {
			case len(all) == 1: // one word alone may be anybody's
			case i < len(all)-1:
				w.put(h, partOfName)
			default:
				w.put(h, fullName)
			}
		}
	}
	if s.Email != "" {
		w.put(salted(hashOf(strings.ToLower(s.Email)), email), email)
	}
	for _, l := range s.Links {
		w.reach = max(w.reach, len(l))
		w.put(salted(hashOf(l), link), link)
	}
	if n := min(len(s.Phone), phoneDigits); n >= 7 && !twoYears(s.Phone) {
		value := uint64(0)
		for _, c := range []byte(s.Phone[len(s.Phone)-n:]) {
			value = 10*value + uint64(c-'0')
		}
		w.put(phoneHash(value, n), phone)
	}
}

// phoneDigits is how many of the last digits tell a phone number among those of many people. Fewer would be found in dates and ids.
const phoneDigits = 9

// twoYears says whether a number is a period that was taken for a phone number: "2019 – 2023".
func twoYears(digits string) bool {
	year := func(s string) bool { return strings.HasPrefix(s, "19") || strings.HasPrefix(s, "20") }
	return len(digits) == 8 && year(digits) && year(digits[4:])
}

// wordless says whether a character is of a script that is written without spaces between words.
func wordless(r rune) bool {
	return r >= 0xe00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

// hashOf is FNV-1a. Letters of ASCII are small in what is hashed.
func hashOf(s string) uint64 {
	h := fnvStart
	for i := range len(s) {
		h = (h ^ uint64(small(s[i]))) * fnvPrime
	}
	return h
}

const fnvStart, fnvPrime = uint64(14695981039346656037), uint64(1099511628211)

func small(c byte) byte {
	if c-'A' < 26 {
		return c | ' '
	}
	return c
}

// mix spreads the bits of h (the finisher of SplitMix64).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return h ^ h>>31
}

// chain is the hash of words up to one: before is that of those before it, 0 for none.
func chain(before, word uint64) uint64 { return mix(before*31 + word) }

func salted(h uint64, k kind) uint64 { return mix(h + uint64(k)<<56) }

func phoneHash(value uint64, n int) uint64 { return salted(value+uint64(n)<<40, phone) }

// found is told what stands where in a text, with the hash that it is known by.
type found func(k kind, start, end int, h uint64)

// scan looks for everything that is known.
func (w *watch) scan(text string, tell found) {
	if len(w.known) == 0 && len(w.joined) == 0 {
		return
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c >= utf8.RuneSelf:
			r, n := utf8.DecodeRuneInString(text[i:])
			for _, name := range w.joined[r] {
				if strings.HasPrefix(text[i:], name) {
					tell(fullName, i, i+len(name), hashOf(name))
				}
			}
			if !unicode.IsLetter(r) || wordless(r) {
				i += n
				continue
			}
			i = w.name(text, i, tell)
		case c|' '-'a' < 26:
			i = w.name(text, i, tell)
		case c-'0' < 10:
			i = w.digits(text, i, tell)
		default:
			i++
		}
	}
	w.addresses(text, tell)
}

// word is the end of the word that starts at i, and its hash: letters in lower case, without accents.
func word(text string, i int) (end int, h uint64) {
	h = fnvStart
	for end = i; end < len(text); end++ {
		c := text[end]
		if c >= utf8.RuneSelf {
			break
		}
		if c|' '-'a' >= 26 {
			return end, h
		}
		h = (h ^ uint64(c|' ')) * fnvPrime
	}
	plain := end
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && (end == i || !unicode.Is(unicode.Mn, r)) {
			break
		}
		end += n
	}
	if end > plain {
		h = hashOf(report.Fold(text[i:end]))
	}
	return end, h
}

// name looks whether the word at i starts a name, whose words may have between them space and what stands within names. It gives the
// end of the word.
func (w *watch) name(text string, i int, tell found) (end int) {
	end, first := word(text, i)
	h, to := chain(0, first), end
	whole, at := uint64(0), 0
	for {
		k, ok := w.has(h)
		if !ok {
			break
		}
		if k == fullName {
			whole, at = h, to
		}
		next := to + strings.IndexFunc(text[to:], func(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune(".'’`-_&", r) })
		if next <= to {
			break
		}
		last, second := word(text, next)
		if last == next {
			break
		}
		h, to = chain(h, second), last
	}
	if at > 0 {
		tell(fullName, i, at, whole)
	}
	return end
}

// digits looks at the run of digits at i, with what groups them, and gives its end. A phone number ends where a group of digits ends;
// a short one is whole groups.
func (w *watch) digits(text string, i int, tell found) int {
	if i > 0 && small(text[i-1])-'a' < 26 { // of an id, of a version
		for i < len(text) && text[i]-'0' < 10 {
			i++
		}
		return i
	}
	var starts [16]int // of the last digits
	var value uint64
	n := 0
	for i < len(text) {
		if c := text[i]; c-'0' < 10 {
			value = (10*value + uint64(c-'0')) % 1e9
			starts[n&15] = i
			n, i = n+1, i+1
			if n < 7 || i < len(text) && (text[i]-'0' < 10 || small(text[i])-'a' < 26) {
				continue
			}
			for size, modulo := 7, uint64(1e7); size <= min(n, phoneDigits); size, modulo = size+1, 10*modulo {
				start := starts[(n-size)&15]
				if size < phoneDigits && n > size && text[start-1]-'0' < 10 {
					continue
				}
				h := phoneHash(value%modulo, size)
				if _, ok := w.has(h); ok {
					tell(phone, start, i, h)
				}
			}
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if !groupsDigits(r) {
			break
		}
		i += size
	}
	return i
}

// groupsDigits says whether a character stands between the digits of a phone number.
func groupsDigits(r rune) bool {
	return strings.ContainsRune(" ()+./-\t\u00a0\u2010\u2011\u2012\u2013\u202f", r)
}

// addresses looks at the runs of characters that addresses and links are made of.
func (w *watch) addresses(text string, tell found) {
	for end := 0; ; {
		next := strings.IndexAny(text[end:], "@.")
		if next < 0 {
			return
		}
		start, least := end+next, end
		for start > least && addressByte(text[start-1]) {
			start--
		}
		for end += next; end < len(text) && addressByte(text[end]); end++ {
		}
		w.address(text, start, end, tell)
	}
}

func addressByte(c byte) bool {
	return c|' '-'a' < 26 || c-'0' < 10 || c >= utf8.RuneSelf || strings.IndexByte("@._%+-/~#?=", c) >= 0
}

// address looks at one run: the whole, and for a link each beginning that ends before a slash, with and without what may stand around it.
func (w *watch) address(text string, start, end int, tell found) {
	const around = "./-_=?#~+%"
	for ; start < end && strings.IndexByte(around, text[start]) >= 0; start++ {
	}
	for ; start < end && strings.IndexByte(around, text[end-1]) >= 0; end-- {
	}
	run := text[start:end]
	if !strings.ContainsAny(run, "@.") {
		return
	}
	run = strings.ToLower(run)
	if h := salted(hashOf(run), email); strings.Contains(run, "@") {
		if _, ok := w.has(h); ok {
			tell(email, start, end, h)
		}
	}
	run = strings.TrimPrefix(run, "www.")
	for cut := len(run); cut > 0; cut = strings.LastIndexByte(run[:cut], '/') {
		h := salted(hashOf(strings.TrimRight(run[:cut], "/.")), link)
		if _, ok := w.has(h); ok {
			tell(link, start, end, h)
			return
		}
	}
}

// unescaped is text without the escapes that the formats write in the middle of words: of JSON, HTML, XML and Markdown.
func unescaped(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for len(text) > 0 {
		i := strings.IndexAny(text, `\&`)
		if i < 0 {
			break
		}
		b.WriteString(text[:i])
		text = text[i:]
		n := 2 // bytes of the escape
		switch {
		case text[0] == '&':
			if n = 1 + strings.IndexByte(text[:min(len(text), 10)], ';'); n > 0 {
				b.WriteString(html.UnescapeString(text[:n]))
			} else {
				b.WriteByte('&')
				n = 1
			}
		case len(text) >= 6 && text[1] == 'u':
			var r rune
			for _, c := range []byte(text[2:6]) {
				r = r<<4 | rune(strings.IndexByte("0123456789abcdef", small(c)))
			}
			b.WriteRune(r)
			n = 6
		case len(text) > 1 && strings.IndexByte("ntr", text[1]) >= 0:
			b.WriteByte(' ')
		case len(text) > 1:
			b.WriteByte(text[1])
		}
		text = text[min(n, len(text)):]
	}
	b.WriteString(text)
	return b.String()
}
