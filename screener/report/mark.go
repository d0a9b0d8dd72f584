package report

import "strings"

// mark makes text safe to stand in Markdown, in a table cell as well: what would start markup, HTML or a link is
// escaped, and so is what would start a list, heading or quote at the start of a line. Text must be plain already.
func mark(s string) string {
	var b strings.Builder
	for i, r := range s {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '>', '|', '~', '&', '!', '{', '}':
			b.WriteByte('\\')
		case '#', '+', '-', '=':
			if i == 0 {
				b.WriteByte('\\')
			}
		case ':':
			// "http:" would be made a link by many wikis; the escape stops that.
			if rest := s[i:]; strings.HasPrefix(rest, "://") {
				b.WriteByte('\\')
			}
		case '@':
			b.WriteByte('\\')
		case '.', ')':
			if i > 0 && strings.Trim(s[:i], "0123456789") == "" || r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www") {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}
