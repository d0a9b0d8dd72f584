package flow

import (
	"strings"
	"unicode/utf8"
)

// CutBullet cuts a typed bullet and the white space after it off a line. Marks that mean other things as well (a dash, a
// plus) are bullets only before white space and a word.
func CutBullet(text string) (body string, ok bool) {
	if text == "" {
		return text, false
	}
	r, n := utf8.DecodeRuneInString(text)
	switch r {
	case '-', '*', '+', '>', '–', '—', '»', '→', '~', '›', '−':
		if len(text) == n || text[n] != ' ' && text[n] != '\t' && !strings.HasPrefix(text[n:], "\u00a0") {
			return text, false
		}
		body = strings.TrimLeft(text[n:], " \t\u00a0")
		if body == "" || (r == '+' || r == '~' || r == '−') && '0' <= body[0] && body[0] <= '9' {
			return text, false
		}
		return body, true
	case '•', '·', '▪', '‣', '◦', '●', '○', '■', '□', '▫', '►', '▶', '▸', '▹', '➢', '➤', '➔', '➜', '✓', '✔', '☑', '◆', '◇', '❖', '⁃', '∙', '⦁', '⚫', '⬤', '☐',
		'\uf0b7', '\uf0a7', '\uf0d8', '\uf0fc', '\uf076', '\uf0a8', '\uf02d', '\uf06f':
		body = strings.TrimLeft(text[n:], " \t\u00a0")
		return body, body != ""
	case 'o', '§', 'Ø', 'ü', 'v', 'q', 'n', 'Ÿ':
		// what the bullets of Word's symbol fonts become in plain text; a tab or wide gap follows them
		if len(text) > n && (text[n] == '\t' || strings.HasPrefix(text[n:], "   ")) {
			body = strings.TrimLeft(text[n:], " \t\u00a0")
			return body, body != ""
		}
	}
	return text, false
}
