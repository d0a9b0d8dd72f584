package redact

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// CheckOutput looks through what a renderer wrote, in any format, for full names, e-mail addresses, phone numbers and
// links: as they stand and with the formats' escapes undone, over line breaks, and inside a workbook. Parts of names are
// not looked for here, since the program's own words may be names too; Check does that. Nil, or a *Leak.
//
// The text is read once for all secrets together: a thousand resumes make a page of megabytes, and looking for each of
// their secrets by itself would take minutes.
func CheckOutput(out []byte, secrets []Secrets) error {
	text, err := textOf(out)
	if err != nil {
		return err
	}
	w := newWatch(secrets)
	w.look(text)
	if unescaped := strings.ReplaceAll(jsonEscapes.Replace(html.UnescapeString(text)), `\`, ""); unescaped != text {
		w.look(unescaped)
	}
	return leakOf(w.kinds, "")
}

// jsonEscapes are those that encoding/json writes in the middle of words.
var jsonEscapes = strings.NewReplacer(`\u0026`, "&", `\u003c`, "<", `\u003e`, ">", `\"`, `"`, `\\`, `\`)

// watch is what to look for, for many people at once.
type watch struct {
	names  map[string][][]string // first word of a name -> its other words
	joined []string              // names in scripts without spaces between words
	emails map[string]bool
	links  map[string]bool
	phones map[string]bool // the last digits
	kinds  map[string]bool // found
}

func newWatch(secrets []Secrets) *watch {
	w := &watch{names: map[string][][]string{}, emails: map[string]bool{}, links: map[string]bool{}, phones: map[string]bool{}, kinds: map[string]bool{}}
	for i := range secrets {
		s := &secrets[i]
		var words []string
		eachWord(s.Name, func(start, end int) { words = append(words, fold(s.Name[start:end])) })
		switch {
		case strings.ContainsFunc(s.Name, wordless):
			w.joined = append(w.joined, fold(s.Name))
		case len(words) > 1: // one word alone may be anybody's
			w.names[words[0]] = append(w.names[words[0]], words[1:])
		}
		if s.Email != "" {
			w.emails[strings.ToLower(s.Email)] = true
		}
		for _, l := range s.Links {
			w.links[l] = true
		}
		if len(s.Phone) >= 7 {
			w.phones[s.Phone[max(0, len(s.Phone)-phoneKept):]] = true
		}
	}
	return w
}

// wordless says whether a character is of a script that is written without spaces between words.
func wordless(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

func (w *watch) look(text string) {
	w.lookNames(text)
	w.lookAddresses(strings.ToLower(text))
	w.lookPhones(text)
	for _, name := range w.joined {
		if strings.Contains(fold(text), name) {
			w.kinds["full name"] = true
		}
	}
}

// lookNames goes over the words of text; where one starts a name, the following words must be the rest of it, with
// nothing between them but space and what stands within names.
func (w *watch) lookNames(text string) {
	eachWord(text, func(start, end int) {
		for _, rest := range w.names[fold(text[start:end])] {
			if follows(text[end:], rest) {
				w.kinds["full name"] = true
			}
		}
	})
}

// follows says whether text goes on with these words.
func follows(text string, words []string) bool {
	for _, want := range words {
		i := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !strings.ContainsRune(".'’`-_&", r) })
		if i <= 0 {
			return false
		}
		text = text[i:]
		end := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) })
		if end < 0 {
			end = len(text)
		}
		if fold(text[:end]) != want {
			return false
		}
		text = text[end:]
	}
	return true
}

// lookAddresses goes over the runs of characters that addresses and links are made of. text is in lower case.
func (w *watch) lookAddresses(text string) {
	if len(w.emails)+len(w.links) == 0 {
		return
	}
	start := -1
	for i := 0; i <= len(text); i++ {
		if i < len(text) && addressByte(text[i]) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			w.address(text[start:i])
			start = -1
		}
	}
}

func addressByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || strings.IndexByte("@._%+-/~#?=", c) >= 0
}

// address looks at one run: the whole, and for a link each beginning that ends before a slash, with and without what
// may stand around it.
func (w *watch) address(run string) {
	if !strings.ContainsAny(run, "@.") {
		return
	}
	run = strings.Trim(run, "./-_=?#~+%")
	if strings.Contains(run, "@") && w.emails[run] {
		w.kinds["e-mail"] = true
	}
	link := strings.TrimPrefix(run, "www.")
	for end := len(link); end > 0; end = strings.LastIndexByte(link[:end], '/') {
		if w.links[strings.TrimRight(link[:end], "/.")] {
			w.kinds["link"] = true
			return
		}
	}
}

// lookPhones goes over the runs of digits with what groups them, and looks at every stretch as long as a number's end.
func (w *watch) lookPhones(text string) {
	if len(w.phones) == 0 {
		return
	}
	var run []byte
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			run = append(run, byte(r))
		case len(run) > 0 && groupsDigits(r):
		default:
			w.phone(run)
			run = run[:0]
		}
	}
	w.phone(run)
}

// groupsDigits says whether a character stands between the digits of a phone number.
func groupsDigits(r rune) bool {
	return strings.ContainsRune(" ()+./-\t\u00a0\u2010\u2011\u2012\u2013\u202f", r)
}

func (w *watch) phone(run []byte) {
	for _, n := range [...]int{7, phoneKept} {
		for i := 0; i+n <= len(run); i++ {
			if w.phones[string(run[i:i+n])] {
				w.kinds["phone"] = true
			}
		}
	}
}
