package plain

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/document"
)

// maxInline bounds how deep emphasis within emphasis is followed; what lies deeper is written as it stands.
const maxInline = 12

// inline writes text with the markup within a line read: emphasis, code, links, images, escapes, entities, tags.
type inline struct {
	b    *document.Builder
	refs map[string]string
	bold int // bytes written in a heavy face
}

func (in *inline) write(text string, depth int) {
	plain := 0 // start of what is not written yet
	flush := func(end int) {
		if end > plain {
			in.text(text[plain:end])
		}
	}
	for i := 0; i < len(text); {
		n := 0
		switch text[i] {
		case '\\', '`', '*', '_', '~', '[', '!', '<':
			if depth < maxInline || text[i] == '\\' {
				flush(i)
				plain = i
				n = in.special(text, i, depth)
			}
		}
		if n == 0 {
			i++
			continue
		}
		i += n
		plain = i
	}
	flush(len(text))
}

func (in *inline) text(s string) {
	if strings.IndexByte(s, '&') >= 0 {
		s = html.UnescapeString(s)
	}
	if strings.Contains(s, " --") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, " --- ", " — "), " -- ", " – ")
	}
	in.b.Write(s)
}

// special handles the markup that may start at text[i] and gives how many bytes it took; 0 if it is none.
func (in *inline) special(text string, i, depth int) int {
	rest := text[i:]
	switch rest[0] {
	case '\\':
		if len(rest) > 1 && strings.IndexByte("\\`*_{}[]()#+-.!|<>~\"'&@:;,/=$%^?", rest[1]) >= 0 {
			in.b.Write(rest[1:2])
			return 2
		}
	case '`':
		ticks := len(rest) - len(strings.TrimLeft(rest, "`"))
		if end := strings.Index(rest[ticks:], rest[:ticks]); end >= 0 {
			in.b.Write(strings.TrimSpace(rest[ticks : ticks+end]))
			return ticks + end + ticks
		}
		return 0
	case '~':
		if strings.HasPrefix(rest, "~~") {
			if end := strings.Index(rest[2:], "~~"); end > 0 {
				in.write(rest[2:2+end], depth+1)
				return end + 4
			}
		}
	case '*', '_':
		return in.emphasis(text, i, depth)
	case '!':
		if strings.HasPrefix(rest, "![") {
			if label, target, n := in.link(rest[1:]); n > 0 {
				// The picture is seen, not the text in its stead, except for badges, which show just that.
				if strings.Contains(target, "shields.io/") {
					in.write(label, depth+1)
				}
				return n + 1
			}
		}
	case '[':
		if len(rest) > 2 && rest[1] == '^' {
			if end := strings.IndexByte(rest, ']'); end > 0 {
				return end + 1
			}
		}
		if label, target, n := in.link(rest); n > 0 {
			start := in.b.Pos()
			in.write(label, depth+1)
			if in.b.Pos() > start && target != "" {
				in.b.Mark(document.Mark{Kind: document.MarkLink, Value: target, Span: document.Span{Start: start, End: in.b.Pos()}})
			}
			if strings.HasPrefix(rest[n:], "{") { // attributes: {target=_blank}
				if end := strings.IndexByte(rest[n:], '}'); end > 0 && strings.ContainsAny(rest[n:n+end], "=.#:") {
					n += end + 1
				}
			}
			return n
		}
	case '<':
		end := strings.IndexByte(rest, '>')
		if end < 2 {
			return 0
		}
		tag := rest[1:end]
		if strings.HasPrefix(tag, "!--") {
			if close := strings.Index(rest, "-->"); close >= 4 {
				in.b.Hide(document.HiddenVanish, 0, document.Box{}, document.Comment(rest[4:close]))
				return close + 3
			}
		}
		switch {
		case strings.HasPrefix(tag, "http://"), strings.HasPrefix(tag, "https://"), strings.Contains(tag, "@") && !strings.ContainsAny(tag, " =\""):
			start := in.b.Pos()
			in.b.Write(strings.TrimPrefix(tag, "mailto:"))
			in.b.Mark(document.Mark{Kind: document.MarkLink, Value: tag, Span: document.Span{Start: start, End: in.b.Pos()}})
			return end + 1
		case isTag(tag):
			if kind, ok := veils(tag); ok {
				if start, after := closing(rest[end+1:], tagName(tag)); start >= 0 {
					in.b.Hide(kind, 0, document.Box{}, stripped(rest[end+1:end+1+start]))
					return end + 1 + after
				}
			}
			if name := strings.ToLower(strings.Trim(tag, "/ ")); name == "br" || name == "/td" || name == "/th" {
				in.b.Write(" ")
			}
			return end + 1
		}
	}
	return 0
}

// isTag says whether what stands between < and > is an HTML tag or comment.
func isTag(s string) bool {
	if strings.HasPrefix(s, "!--") {
		return true
	}
	s = strings.TrimPrefix(s, "/")
	i := 0
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || i > 0 && s[i] >= '0' && s[i] <= '9') {
		i++
	}
	return i > 0 && i < 12 && (i == len(s) || s[i] == ' ' || s[i] == '/')
}

// link reads [label](target "title"), [label][ref] or [ref]; n is 0 if text starts with none of these.
func (in *inline) link(text string) (label, target string, n int) {
	depth, end := 0, -1
	for i := 0; i < len(text) && end < 0; i++ {
		switch text[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				end = i
			}
		}
	}
	if end < 0 {
		return "", "", 0
	}
	label = text[1:end]
	rest := text[end+1:]
	switch {
	case strings.HasPrefix(rest, "("):
		depth := 0
		for i := 0; i < len(rest); i++ {
			switch rest[i] {
			case '(':
				depth++
			case ')':
				if depth--; depth == 0 {
					target, _, _ = strings.Cut(strings.TrimSpace(rest[1:i]), " ")
					return label, strings.Trim(target, "<>"), end + 1 + i + 1
				}
			}
		}
	case strings.HasPrefix(rest, "["):
		if close := strings.IndexByte(rest, ']'); close > 0 {
			ref := strings.ToLower(rest[1:close])
			if ref == "" {
				ref = strings.ToLower(label)
			}
			if target, ok := in.refs[ref]; ok {
				return label, target, end + 1 + close + 1
			}
		}
	case strings.HasPrefix(rest, "{.") || strings.HasPrefix(rest, "{#"): // a span with attributes
		if close := strings.IndexByte(rest, '}'); close > 0 {
			return label, "", end + 1 + close + 1
		}
	default:
		if target, ok := in.refs[strings.ToLower(label)]; ok {
			return label, target, end + 1
		}
	}
	return "", "", 0
}

// emphasis reads *text*, **text**, ***text*** and the same with underscores.
func (in *inline) emphasis(text string, i, depth int) int {
	mark := text[i]
	n := 1
	for i+n < len(text) && text[i+n] == mark && n < 3 {
		n++
	}
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after, _ := utf8.DecodeRuneInString(text[i+n:])
	if i+n >= len(text) || unicode.IsSpace(after) || mark == '_' && i > 0 && isWord(before) {
		return 0
	}
	closer := strings.Repeat(string(mark), n)
	for at := i + n; ; {
		end := strings.Index(text[at:], closer)
		if end < 0 {
			return 0
		}
		end += at
		last, _ := utf8.DecodeLastRuneInString(text[:end])
		next, _ := utf8.DecodeRuneInString(text[end+n:])
		if unicode.IsSpace(last) || end == i+n || mark == '_' && end+n < len(text) && isWord(next) || n == 1 && end+1 < len(text) && text[end+1] == mark {
			at = end + n
			if n == 1 && end+1 < len(text) && text[end+1] == mark {
				at = end + 2
			}
			continue
		}
		start := in.b.Pos()
		inner := inline{b: in.b, refs: in.refs}
		inner.write(text[i+n:end], depth+1)
		span := document.Span{Start: start, End: in.b.Pos()}
		if n >= 2 {
			in.bold += span.Len()
			in.b.Mark(document.Mark{Kind: document.MarkBold, Span: span})
		} else {
			in.bold += inner.bold
		}
		if n != 2 {
			in.b.Mark(document.Mark{Kind: document.MarkItalic, Span: span})
		}
		return end + n - i
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' }
