// Package redact makes the blind view of resumes: what tells who somebody is, or what must not count, is replaced by
// stars of the same length, so that every page, line and offset stays right; ids are opaque; and a check looks for what
// was hidden in every output before it is written.
package redact

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/report"
	"shortlist/screener/resume"
)

// Secrets is what must not be found in a blind output about one resume. The zero value holds none. A journal keeps it as JSON.
type Secrets struct {
	Name  string   `json:"name,omitempty"`  // as the resume gives it
	Email string   `json:"email,omitempty"` // address
	Phone string   `json:"phone,omitempty"` // digits only
	Links []string `json:"links,omitempty"` // without scheme, "www." and a slash at the end; in lower case
	Files []string `json:"files,omitempty"` // the file's name: whole, without folders, and without ending where that could tell a person; in lower case
	parts map[string]bool
}

// nameWords is rubrics/names.yaml.
type nameWords struct{ Particles, Everyday, Files []string }

// readNameWords reads the embedded lists, once and only when something is made blind.
var readNameWords = sync.OnceValue(func() nameWords {
	var w nameWords
	d := yaml.NewDecoder(bytes.NewReader(rubrics.Names))
	d.KnownFields(true)
	if err := d.Decode(&w); err != nil {
		panic("rubrics/names.yaml: " + err.Error()) // embedded: a test reads it
	}
	return w
})

// secretsOf is what a resume says about who it is of. file is the path it came from, which often holds the name as well.
func secretsOf(doc *document.Document, r *resume.Resume, file string) Secrets {
	s := Secrets{}
	if r != nil {
		s.Name = strings.Join(strings.Fields(doc.Slice(r.Contact.Name)), " ")
		s.Email = strings.TrimSpace(doc.Slice(r.Contact.Email))
		s.Phone = report.Digits(doc.Slice(r.Contact.Phone))
		for _, l := range r.Contact.Links {
			s.Links = append(s.Links, bareLink(doc.Slice(l)))
		}
		for _, m := range r.Masks {
			switch m.Kind {
			case resume.MaskLink:
				s.Links = append(s.Links, bareLink(doc.Slice(m.Span)))
			case resume.MaskEmail:
				if s.Email == "" {
					s.Email = strings.TrimSpace(doc.Slice(m.Span))
				}
			case resume.MaskPhone:
				if s.Phone == "" {
					s.Phone = report.Digits(doc.Slice(m.Span))
				}
			}
		}
	}
	slices.Sort(s.Links)
	s.Links = slices.DeleteFunc(slices.Compact(s.Links), func(l string) bool { return len(l) < 6 || !strings.Contains(l, ".") })
	s.nameFile(file, doc)
	return s
}

// Unread is what the name of a file tells that could not be read.
func Unread(file string) (s Secrets) {
	s.nameFile(file, nil)
	return s
}

// nameFile adds what a file is called. doc, if any, is what was read of it.
func (s *Secrets) nameFile(file string, doc *document.Document) {
	file = strings.ToLower(file)
	base := file[strings.LastIndexAny(file, "/\\!")+1:]
	stem := base
	if i := strings.LastIndexByte(base, '.'); i > 0 {
		stem = base[:i]
	}
	add := func(name string) {
		if utf8.RuneCountInString(name) >= 5 && !general(name) {
			s.Files = append(s.Files, name)
		}
	}
	if base != file {
		add(file)
	}
	if stem != base {
		add(base)
	}
	if tells(stem, doc) {
		add(stem)
	}
}

// general says whether a file's name tells nobody: resume, cv, lebenslauf, numbers.
func general(stem string) bool {
	stem = strings.Trim(stem, "0123456789 _-.()")
	return !strings.ContainsFunc(stem, unicode.IsLetter) || slices.Contains(readNameWords().Files, stem)
}

// learn splits the name into the parts that are looked for as words.
func (s *Secrets) learn() {
	s.parts = map[string]bool{}
	eachWord(s.Name, func(start, end int) {
		f := report.Fold(s.Name[start:end])
		if utf8.RuneCountInString(f) >= 3 && !slices.Contains(readNameWords().Particles, f) {
			s.parts[f] = true
		}
	})
}

// tells says whether a file's name could tell a person when it stands somewhere. One plain word ("services") and words of
// the resume's own text cannot: they stand in anybody's sentences, and names in them are looked for as names.
func tells(stem string, doc *document.Document) bool {
	words := strings.FieldsFunc(stem, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return len(words) > 1 && (doc == nil || !strings.Contains(strings.ToLower(doc.Text), stem))
}

// bareLink is a link as people write it in many ways, reduced to one.
func bareLink(l string) string {
	l = strings.ToLower(strings.TrimSpace(l))
	if _, rest, ok := strings.Cut(l, "://"); ok {
		l = rest
	}
	l = strings.TrimPrefix(l, "mailto:")
	l = strings.TrimPrefix(l, "www.")
	return strings.TrimRight(l, "/.,;)")
}

// eachWord visits the runs of letters of s with their byte offsets.
func eachWord(s string, visit func(start, end int)) {
	start := -1
	for i, r := range s {
		letter := unicode.IsLetter(r) || start >= 0 && unicode.Is(unicode.Mn, r)
		switch {
		case letter && start < 0:
			start = i
		case !letter && start >= 0:
			visit(start, i)
			start = -1
		}
	}
	if start >= 0 {
		visit(start, len(s))
	}
}

// find gives the spans of s that tell who the person is: parts of the name as words, the whole name, addresses, phone
// numbers and links. With every, all e-mail addresses and web links are found, not only the person's own.
func (s *Secrets) find(text string, every bool) []document.Span {
	var out []document.Span
	if text == "" {
		return nil
	}
	if s.parts == nil {
		s.learn()
	}
	eachWord(text, func(start, end int) {
		word := text[start:end]
		f := report.Fold(word)
		if !s.parts[f] {
			return
		}
		if first, _ := utf8.DecodeRuneInString(word); unicode.IsLower(first) && slices.Contains(readNameWords().Everyday, f) {
			return
		}
		out = append(out, document.Span{Start: start, End: end})
	})
	if n := strings.TrimSpace(s.Name); len(n) >= 4 { // names without word boundaries, or of short parts
		out = findAll(out, text, n)
	}
	if len(s.Files) > 0 {
		if lower := strings.ToLower(text); len(lower) == len(text) {
			for _, f := range s.Files {
				out = findAll(out, lower, f)
			}
		}
	}
	out = append(out, s.findTokens(text, every)...)
	out = append(out, s.findPhone(text)...)
	return out
}

// findAll appends every place of what in text.
func findAll(out []document.Span, text, what string) []document.Span {
	for from := 0; ; {
		i := strings.Index(text[from:], what)
		if i < 0 {
			return out
		}
		out = append(out, document.Span{Start: from + i, End: from + i + len(what)})
		from += i + len(what)
	}
}

// findTokens finds addresses and links among the words between white space.
func (s *Secrets) findTokens(text string, every bool) []document.Span {
	var out []document.Span
	email := strings.ToLower(s.Email)
	for start := 0; start < len(text); {
		r, n := utf8.DecodeRuneInString(text[start:])
		if unicode.IsSpace(r) {
			start += n
			continue
		}
		end := start + strings.IndexFunc(text[start:], unicode.IsSpace)
		if end < start {
			end = len(text)
		}
		token := strings.ToLower(text[start:end])
		hit := email != "" && strings.Contains(token, email)
		if strings.ContainsAny(token, ".@") {
			for _, l := range s.Links {
				hit = hit || strings.Contains(token, l)
			}
			hit = hit || every && (isAddress(token) || strings.Contains(token, "://") || strings.Contains(token, "www.") ||
				strings.Contains(token, "linkedin.com/") || strings.Contains(token, "github.com/") || strings.Contains(token, "gitlab.com/"))
		}
		if hit {
			out = append(out, document.Span{Start: start, End: end})
		}
		start = end
	}
	return out
}

// isAddress says whether a token holds an e-mail address.
func isAddress(token string) bool {
	i := strings.IndexByte(token, '@')
	return i > 0 && i < len(token)-3 && strings.Contains(token[i+1:], ".") && token[i+1] != '.'
}

// phoneKept is how many of the last digits of a phone number tell it; before them stand country and trunk codes, which
// people write in different ways.
const phoneKept = 8

// findPhone finds the person's phone number, however it is grouped.
func (s *Secrets) findPhone(text string) []document.Span {
	want := s.Phone
	if len(want) < 7 {
		return nil
	}
	want = want[max(0, len(want)-phoneKept):]
	var out []document.Span
	start, count := -1, 0
	var run strings.Builder
	flush := func(end int) {
		if start >= 0 && count >= len(want) && strings.Contains(run.String(), want) {
			out = append(out, document.Span{Start: start, End: end})
		}
		start, count = -1, 0
		run.Reset()
	}
	for i, r := range text {
		switch {
		case r >= '0' && r <= '9':
			if start < 0 {
				start = i
			}
			count++
			run.WriteRune(r)
		case start >= 0 && groupsDigits(r):
		default:
			flush(i)
		}
	}
	flush(len(text))
	return out
}

// Scrub gives text with everything that tells who the person is replaced by stars of the same length.
func (s *Secrets) Scrub(text string) string { return stars(text, s.find(text, true)) }
