// Package plain reads plain text and Markdown, in whatever encoding.
package plain

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
	"shortlist/screener/document/flow"
)

// Read reads plain text: one line of the file is one Line. Bullets become MarkListItem, with what hangs under them;
// underlined lines become MarkHeading; rows of dashes become MarkRule. White space within a line is kept, since columns are made of it.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	text, err := decode(data, lim)
	if err != nil {
		return nil, err
	}
	b := document.NewBuilder("text")
	b.Grow(min(len(text)+1, 1<<20))
	r := reader{b: b}
	for len(text) > 0 && !b.Full() {
		var line string
		line, text = cutLine(text)
		r.line(line, text)
	}
	r.endItem()
	return b.Document(), nil
}

func decode(data []byte, lim document.Limits) (string, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return "", &document.Unreadable{Reason: fmt.Sprintf("%d MB of text, over the limit of %d MB", len(data)>>20, lim.Size>>20)}
	}
	text, _ := charset.Decode(data, "")
	if strings.TrimSpace(text) == "" {
		return "", &document.Unreadable{Reason: "the file holds nothing but white space"}
	}
	return text, nil
}

// cutLine splits text after its first line, whichever way lines end in it; form feeds end lines, too.
func cutLine(text string) (line, rest string) {
	for i := document.PlainLen(text); i < len(text); i += 1 + document.PlainLen(text[i+1:]) {
		switch text[i] {
		case '\r':
			if i+1 < len(text) && text[i+1] == '\n' {
				return text[:i], text[i+2:]
			}
			return text[:i], text[i+1:]
		case '\n', '\f', '\v':
			return text[:i], text[i+1:]
		}
	}
	return text, ""
}

// reader keeps what one line must know of those before it.
type reader struct {
	b       *document.Builder
	rule    bool // a rule stands before the next line
	written bool // the line before is not blank
	blank   bool // a blank line is owed

	item    document.Mark // the list item that is open; Level 0 if none
	indent  int           // columns before its bullet
	indents []int         // of the items around it
}

func (r *reader) line(line, rest string) {
	text := strings.TrimRight(line, " \t")
	columns := 0
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t') {
		columns++
		if text[0] == '\t' {
			columns = (columns + 7) &^ 7
		}
		text = text[1:]
	}
	if text == "" {
		r.blank = r.written
		r.written = false
		return
	}
	if isRule(text) {
		r.endItem()
		r.rule, r.written = true, false
		return
	}
	if r.blank {
		r.b.EndLine(document.Line{})
		r.blank = false
	}
	if body, ok := flow.CutBullet(text); ok {
		r.endItem()
		for len(r.indents) > 0 && r.indents[len(r.indents)-1] >= columns {
			r.indents = r.indents[:len(r.indents)-1]
		}
		r.indents = append(r.indents, columns)
		r.indent = columns
		r.item = document.Mark{Kind: document.MarkListItem, Level: len(r.indents), Span: document.Span{Start: r.b.Pos()}}
		text = body
	} else if r.item.Level > 0 && (columns <= r.indent || !r.written) {
		r.endItem()
		if columns <= r.indents[0] {
			r.indents = r.indents[:0]
		}
	}
	start := r.b.Pos()
	if r.rule {
		r.b.Mark(document.Mark{Kind: document.MarkRule, Span: document.Span{Start: start, End: start}})
		r.rule = false
	}
	r.b.Write(text)
	end := r.b.Pos()
	r.b.EndLine(document.Line{})
	r.written = true
	if r.item.Level > 0 {
		r.item.End = end
	} else if level := underlined(text, rest); level > 0 {
		r.b.Mark(document.Mark{Kind: document.MarkHeading, Level: level, Span: document.Span{Start: start, End: end}})
	}
}

func (r *reader) endItem() {
	if r.item.Level > 0 {
		r.b.Mark(r.item)
	}
	r.item = document.Mark{}
}

// isRule says whether a line is drawn: three or more of one mark and nothing else.
func isRule(text string) bool {
	if isLetter(text[0]) {
		return false
	}
	first, n := utf8.DecodeRuneInString(text)
	if !strings.ContainsRune("-=_*~#+─━═—–•·▬", first) || len(text) < 3*n {
		return false
	}
	marks := 0
	for _, r := range text {
		if r == first {
			marks++
		} else if r != ' ' {
			return false
		}
	}
	return marks >= 3
}

// underlined gives the level of a heading whose next line is drawn under it; 0 if it is none. A sentence, or a line with
// an address or a phone number above a rule is no heading.
func underlined(text, rest string) int {
	if rest == "" || isLetter(rest[0]) {
		return 0 // as most lines begin
	}
	under, _ := cutLine(rest)
	under = strings.TrimSpace(under)
	if under == "" || !isRule(under) {
		return 0
	}
	if len(text) > 60 || strings.ContainsAny(text, "@|") || strings.HasSuffix(text, ".") || digits(text) > 4 || len(strings.Fields(text)) > 7 {
		return 0
	}
	if 2*utf8.RuneCountInString(under) < utf8.RuneCountInString(text) {
		return 0
	}
	if under[0] == '=' {
		return 1
	}
	return 2
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

func digits(s string) int {
	n := 0
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			n++
		}
	}
	return n
}
