package document

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// The classes of characters that cleaning treats alike. Sources: Unicode Standard Annex 9 (bidi controls), the
// Default_Ignorable_Code_Point property, and what editors and converters were seen to leave behind.

// isSpace says that a rune is white space of some width that stands for a space.
func isSpace(r rune) bool {
	switch r {
	case 0x0a, 0x0b, 0x0c, 0x0d, 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

// isZeroWidth says that a rune takes no room and shows nothing by itself.
func isZeroWidth(r rune) bool {
	switch r {
	case 0x200b, 0x200c, 0x200d, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xfeff, 0x180e, 0x034f, 0x115f, 0x1160, 0x3164, 0xffa0:
		return true
	}
	return 0xfe00 <= r && r <= 0xfe0f || 0xe0100 <= r && r <= 0xe01ef
}

func isTag(r rune) bool { return 0xe0000 <= r && r <= 0xe007f }

func isBidi(r rune) bool {
	return r == 0x200e || r == 0x200f || r == 0x061c || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 ||
		0x206a <= r && r <= 0x206f
}

func isNonCharacter(r rune) bool { return r&0xfffe == 0xfffe || 0xfdd0 <= r && r <= 0xfdef }

// keepJoiner says that a joiner or variation selector does its proper work: between letters of a script that joins or
// stacks (Persian, Hindi), or inside an emoji.
func keepJoiner(r, prev, next rune) bool {
	switch r {
	case 0x200c, 0x200d:
		return isJoining(prev) && isJoining(next) || r == 0x200d && (isEmoji(prev) || prev == 0xfe0f) && isEmoji(next)
	case 0xfe0e, 0xfe0f:
		return isEmoji(prev) || next == 0x20e3
	}
	return false
}

// isJoining covers the scripts whose spelling uses ZWJ and ZWNJ: Arabic to Mongolian (Unicode 15, chapters 9, 12, 13, 16).
func isJoining(r rune) bool {
	return 0x0600 <= r && r <= 0x08ff || 0x0900 <= r && r <= 0x109f || 0x1780 <= r && r <= 0x18af || unicode.IsMark(r)
}

func isEmoji(r rune) bool {
	return 0x1f000 <= r && r <= 0x1faff || 0x2190 <= r && r <= 0x21ff || 0x2300 <= r && r <= 0x27bf || 0x2900 <= r && r <= 0x2bff ||
		r == 0xa9 || r == 0xae || r == 0x203c || r == 0x2049 || r == 0x2122 || r == 0x2139 || r == 0x3030 || r == 0x303d || r == 0x3297 || r == 0x3299
}

// splitsWord says that something invisible between two runes cuts a word of an alphabet that never needs it.
func splitsWord(prev, next rune) bool { return isAlphabetic(prev) && isAlphabetic(next) }

func isAlphabetic(r rune) bool {
	switch {
	case '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return true
	case r < 0xc0:
		return false
	}
	return unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek)
}

func hasRTL(s string) bool {
	for _, r := range s {
		if 0x0590 <= r && r <= 0x08ff || 0xfb1d <= r && r <= 0xfdff || 0xfe70 <= r && r <= 0xfeff && r != 0xfeff {
			return true
		}
	}
	return false
}

// compatible gives the plain letters behind ligatures, full-width letters, mathematical letters and Roman numerals,
// which people paste from PDFs and from web pages that "make text fancy"; "" for all others.
func compatible(r rune) string {
	switch {
	case 0xfb00 <= r && r <= 0xfb06, 0xff01 <= r && r <= 0xff5e, 0x1d400 <= r && r <= 0x1d7ff, 0x2160 <= r && r <= 0x217f,
		0x210a <= r && r <= 0x2115 && r != 0x210f && r != 0x2114, 0x2119 <= r && r <= 0x211d, r == 0x2124, r == 0x2128,
		0x212c <= r && r <= 0x2134 && r != 0x212e && r != 0x2132:
		return norm.NFKC.String(string(r))
	}
	return ""
}
