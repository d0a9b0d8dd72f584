package proof

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"shortlist/screener/document"
)

// JobWords is how job descriptions are worded.
type JobWords struct {
	Parts      map[string][]string `yaml:"parts"`
	Must       []string            `yaml:"must"`
	Nice       []string            `yaml:"nice"`
	Years      []string            `yaml:"years"`
	Equivalent []string            `yaml:"equivalent"`
	Levels     map[string][]string `yaml:"levels"`
	Degree     []string            `yaml:"degree"`
	Fields     []string            `yaml:"fields"`
	Joining    []string            `yaml:"joining"`
	Families   []Family            `yaml:"families"`
}

// Family is a group of terms that becomes one criterion.
type Family struct {
	ID    string   `yaml:"id"`
	Title string   `yaml:"title"`
	Tags  []string `yaml:"tags"`
}

// LoadJobWords reads jobads.yaml of the rubrics folder.
func LoadJobWords(fsys fs.FS) (*JobWords, error) {
	data, err := fs.ReadFile(fsys, "jobads.yaml")
	if err != nil {
		return nil, err
	}
	w := &JobWords{}
	if err := yaml.Unmarshal(data, w); err != nil {
		return nil, fmt.Errorf("jobads.yaml: %w", err)
	}
	return w, nil
}

// How much a statement asks for.
const (
	asksNice = iota
	asksSome
	asksMust
)

// statement is one sentence or list item of a job description.
type statement struct {
	text string
	part string // company, job, responsibilities, qualifications, offer; "" before the first heading
	asks int
}

// statements takes a job description apart: by its headings into parts, and those into sentences and list items.
func (w *JobWords) statements(d *document.Document) []statement {
	var out []statement
	part, asks := "", asksSome
	for _, p := range paragraphs(d) {
		text, ownPart, ownAsks := p.text, part, asks
		if name, rest, ok := w.heading(text, p.item); ok {
			ownPart, ownAsks = name, asksSome
			switch {
			case name == "nice":
				ownPart, ownAsks = "qualifications", asksNice
			case name == "qualifications" && hasWord(strings.TrimSuffix(text, rest), w.Must):
				ownAsks = asksMust
			}
			if !p.item { // a label within a list speaks of its own item
				part, asks = ownPart, ownAsks
			}
			if text = rest; text == "" {
				continue
			}
		}
		for _, s := range sentences(text) {
			st := statement{text: s, part: ownPart, asks: ownAsks}
			switch {
			case hasWord(s, w.Nice):
				st.asks = asksNice
			case hasWord(s, w.Must):
				st.asks = asksMust
			}
			out = append(out, st)
		}
	}
	return out
}

// mostHeading bounds a heading, in words.
const mostHeading = 7

// heading says which part a line opens, and gives what follows a colon on the same line. An item of a list opens one only with a colon.
func (w *JobWords) heading(text string, item bool) (part, rest string, ok bool) {
	head, after, colon := strings.Cut(text, ":")
	if item && (!colon || after == "") {
		return "", "", false
	}
	fields := strings.Fields(head)
	if len(fields) == 0 || len(fields) > mostHeading || !colon && strings.ContainsAny(text[len(text)-1:], ".,;!") {
		return "", "", false
	}
	low := strings.ToLower(strings.Trim(strings.Join(fields, " "), "#*_-–—•: "))
	best := 0
	for name, heads := range w.Parts {
		for _, h := range heads {
			if len(h) > best && w.opens(low, h) || len(h) == best && low == h && name < part {
				part, best = name, len(h)
			}
		}
	}
	if best == 0 || !colon && !looksLikeHeading(head) {
		return "", "", false
	}
	return part, strings.TrimSpace(after), true
}

// opens says whether a heading is one of those known, or such a one with words that only join.
func (w *JobWords) opens(low, h string) bool {
	rest, ok := strings.CutPrefix(low, h+" ")
	if !ok {
		return low == h
	}
	return h == "about" || !slices.ContainsFunc(strings.Fields(rest), func(f string) bool { return !slices.Contains(w.Joining, f) })
}

// looksLikeHeading says whether a line without a colon starts like a heading: with a capital, and no verb list after a bullet.
func looksLikeHeading(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) {
			return unicode.IsUpper(r)
		}
	}
	return false
}

// paragraph is one paragraph, heading or item of a list.
type paragraph struct {
	text string
	item bool
}

// paragraphs puts lines that wrap together again: a line that starts in lower case goes on with the one before.
func paragraphs(d *document.Document) []paragraph {
	items := make(map[int]bool)
	var whole []document.Span // items and paragraphs, which may wrap over several lines
	for _, m := range d.Marks {
		if m.Kind == document.MarkListItem || m.Kind == document.MarkParagraph || m.Kind == document.MarkHeading {
			items[m.Start] = true
			whole = append(whole, m.Span)
		}
	}
	wraps := func(from, to int) bool {
		return slices.ContainsFunc(whole, func(s document.Span) bool { return s.Start <= from && to <= s.End })
	}
	bullets := make(map[int]bool)
	for _, m := range d.Marks {
		bullets[m.Start] = bullets[m.Start] || m.Kind == document.MarkListItem
	}
	var out []paragraph
	end := -1
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.End > d.Visible {
			break
		}
		text := strings.Join(strings.Fields(d.Slice(l.Span)), " ")
		if text == "" {
			continue
		}
		bare := strings.TrimLeft(text, "•-*–·▪◦‣● ")
		first, _ := firstRune(bare)
		blank := end >= 0 && strings.Count(d.Text[end:l.Start], "\n") > 1
		goesOn := len(out) > 0 && bare == text && !items[l.Start] && end >= 0 && wraps(end-1, l.End) ||
			len(out) > 0 && bare == text && !items[l.Start] && !blank && unicode.IsLower(first) && !strings.ContainsAny(out[len(out)-1].text[len(out[len(out)-1].text)-1:], ".:;!?")
		if goesOn {
			out[len(out)-1].text += " " + text
		} else if bare != "" {
			out = append(out, paragraph{bare, bare != text || bullets[l.Start]})
		}
		end = l.End
	}
	return out
}

func firstRune(s string) (rune, bool) {
	for _, r := range s {
		return r, true
	}
	return 0, false
}

// sentences cuts a paragraph at full stops that a capital follows, and at semicolons.
func sentences(text string) []string {
	var out []string
	start := 0
	cut := func(end int) {
		if s := strings.Trim(text[start:end], " .;"); s != "" {
			out = append(out, s)
		}
		start = end
	}
	for i := 0; i+2 < len(text); i++ {
		next, _ := firstRune(text[i+2:])
		if text[i+1] == ' ' && (text[i] == ';' || (text[i] == '.' || text[i] == '!') && unicode.IsUpper(next) && i-strings.LastIndexByte(text[:i], ' ') > 3) {
			cut(i + 1)
		}
	}
	cut(len(text))
	return out
}

// hasWord says whether a text holds one of some words or runs of words, whatever their case.
func hasWord(text string, words []string) bool {
	return wordAt(text, words) != ""
}

func wordAt(text string, words []string) string {
	low := strings.ToLower(text)
	for _, w := range words {
		w = strings.ToLower(w)
		for from := 0; ; {
			i := strings.Index(low[from:], w)
			if i < 0 {
				break
			}
			i += from
			if edge(low, i, -1) && edge(low, i+len(w), 1) {
				return w
			}
			from = i + len(w)
		}
	}
	return ""
}

// edge says whether no letter or digit stands beside a place, before it or after.
func edge(s string, at, side int) bool {
	if side < 0 {
		if at == 0 {
			return true
		}
		r := []rune(s[max(0, at-4):at])
		return len(r) == 0 || !unicode.IsLetter(r[len(r)-1]) && !unicode.IsDigit(r[len(r)-1])
	}
	r, ok := firstRune(s[min(at, len(s)):])
	return !ok || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// years gives the least number of years that a statement asks for, and whether it names an upper limit, too.
func (w *JobWords) years(text string) (n int, limit bool) {
	low := strings.ToLower(text)
	fields := strings.FieldsFunc(low, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == '(' || r == ')' })
	for i, f := range fields {
		if !slices.Contains(w.Years, strings.Trim(f, ".;:'’")) || i == 0 {
			continue
		}
		if i >= 3 && slices.Contains([]string{"to", "bis", "à", "a", "-", "–", "—"}, fields[i-2]) {
			if v := smallNumber(strings.TrimRight(fields[i-3], "+")); v > 0 {
				return v, true
			}
		}
		before := strings.TrimRight(fields[i-1], "+")
		from, to, isRange := strings.Cut(strings.NewReplacer("–", "-", "—", "-").Replace(before), "-")
		if v := smallNumber(from); v > 0 {
			return v, isRange && smallNumber(to) > v
		}
	}
	return 0, false
}

var numberWords = []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// smallNumber reads a small whole number; 0 if it is none.
func smallNumber(s string) int {
	if i := slices.Index(numberWords, s); i > 0 {
		return i
	}
	v := 0
	for _, r := range s {
		if r < '0' || r > '9' || v > 30 {
			return 0
		}
		v = v*10 + int(r-'0')
	}
	if v > 30 {
		return 0
	}
	return v
}
