package plain

import (
	"strings"

	"shortlist/screener/document"
)

// veils says whether an HTML tag within Markdown hides what it holds, and how: by the styles that people hide words with.
func veils(tag string) (document.HiddenKind, bool) {
	if strings.IndexByte(tag, ' ') < 0 {
		return 0, false
	}
	lower := strings.ToLower(tag)
	for f := range strings.FieldsSeq(lower) {
		if f == "hidden" || strings.HasPrefix(f, "hidden=") || f == "hidden/" {
			return document.HiddenVanish, true
		}
	}
	s := strings.NewReplacer(" ", "", "\t", "", "'", `"`).Replace(lower) + ";"
	end := func(value string) bool {
		return strings.Contains(s, value+";") || strings.Contains(s, value+`"`)
	}
	switch {
	case strings.Contains(s, "display:none"), strings.Contains(s, "visibility:hidden"):
		return document.HiddenVanish, true
	case end("font-size:0"), end("font-size:0px"), end("font-size:1px"), end("font-size:0pt"), end("font-size:1pt"):
		return document.HiddenTiny, true
	case end("opacity:0"), strings.Contains(s, "color:transparent"):
		return document.HiddenTransparent, true
	case strings.Contains(s, "background"):
		return 0, false
	case end(`"color:white`), end(`;color:white`), end(`"color:#fff`), end(`;color:#fff`), end(`"color:#ffffff`), end(`;color:#ffffff`), strings.Contains(s, `fontcolor="white"`), strings.Contains(s, `fontcolor="#fff`):
		return document.HiddenBackground, true
	}
	return 0, false
}

// tagName is the name of the element that a tag starts.
func tagName(tag string) string {
	end := strings.IndexAny(tag, " \t/>")
	if end < 0 {
		end = len(tag)
	}
	return strings.ToLower(tag[:end])
}

// closing finds the end tag of an element: where it starts and where it ends; -1 if it is not there.
func closing(text, name string) (start, end int) {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return -1, -1
	}
	start = strings.Index(lower, "</"+name)
	if start < 0 {
		return -1, -1
	}
	end = strings.IndexByte(lower[start:], '>')
	if end < 0 {
		return start, len(text)
	}
	return start, start + end + 1
}

// stripped is text without tags.
func stripped(text string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '<')
		if i < 0 {
			break
		}
		end := strings.IndexByte(text[i:], '>')
		if end < 0 || !isTag(text[i+1:i+end]) {
			b.WriteString(text[:i+1])
			text = text[i+1:]
			continue
		}
		b.WriteString(text[:i])
		b.WriteByte(' ')
		text = text[i+end+1:]
	}
	b.WriteString(text)
	return strings.Join(strings.Fields(b.String()), " ")
}

// veiled takes a line of a hidden element of several lines, and gives what follows it on the last of them.
func (m *markdown) veiled(text string) string {
	start, end := closing(text, m.veil)
	if start < 0 {
		m.hidden += text + " "
		return ""
	}
	m.b.Hide(m.veilKind, 0, document.Box{}, stripped(m.hidden+text[:start]))
	m.veil, m.hidden = "", ""
	return strings.TrimSpace(text[end:])
}

// startVeil begins a hidden element that ends on a later line; false if text starts none.
func (m *markdown) startVeil(text string) bool {
	if text[0] != '<' || len(text) > maxMarkup {
		return false
	}
	end := strings.IndexByte(text, '>')
	if end < 2 || !isTag(text[1:end]) {
		return false
	}
	kind, ok := veils(text[1:end])
	if !ok {
		return false
	}
	name := tagName(text[1:end])
	if start, _ := closing(text, name); start >= 0 {
		return false // within the line: read where inline tags are
	}
	m.veil, m.veilKind, m.hidden = name, kind, text[end+1:]+" "
	return true
}
