package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// longest is how many characters of a name or reason any page shows; longer ones are cut.
const longest = 160

// Plain makes s safe to show on a terminal or in a log, for those who print beside a report.
func Plain(s string) string { return plain(s) }

// plain makes s safe to show: control bytes (terminal escapes), direction overrides and invisible characters come out
// as visible escapes, line breaks as spaces, bytes that are no UTF-8 as \xNN. Ordinary text comes back unchanged.
func plain(s string) string {
	clean := true
	for _, r := range s {
		if r == utf8.RuneError || unsafeRune(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n <= 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			b.WriteByte(' ')
		case unsafeRune(r) && r < 0x100:
			fmt.Fprintf(&b, `\x%02x`, r)
		case unsafeRune(r) && r < 0x10000:
			fmt.Fprintf(&b, `\u%04x`, r)
		case unsafeRune(r):
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			b.WriteRune(r)
		}
		i += n
	}
	return b.String()
}

// unsafeRune says whether a character can change how what stands around it is shown, or is not seen at all: C0 and C1
// controls, direction marks, overrides and isolates (Unicode Bidi_Control), zero-width space, word joiner, byte order
// mark, line separators, interlinear and tag characters. Joiners stay: scripts and emoji need them.
func unsafeRune(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r < 0xa0:
		return true
	case r < 0x61c:
		return r == 0xad
	case r == 0x61c, r == 0x180e, r == 0x200b, r == 0x200e, r == 0x200f, r >= 0x2028 && r <= 0x202e, r >= 0x2060 && r <= 0x206f,
		r == 0xfeff, r >= 0xfff9 && r <= 0xfffb, r >= 0xe0000 && r <= 0xe007f:
		return true
	}
	return false
}

// short is plain, cut to the longest that pages show of a name or reason.
func short(s string) string { return cut(s, longest) }

// long is plain, cut to the longest that pages show of a question.
func long(s string) string { return cut(s, 5*longest) }

func cut(s string, most int) string {
	if len(s) <= most {
		return plain(s)
	}
	n := 0
	for i := range s {
		if n == most {
			return plain(s[:i]) + "…"
		}
		n++
	}
	return plain(s)
}
