package pdf

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// runeTable gives a rune for each code; 0 where there is none.
type runeTable [256]rune

var winAnsi = sync.OnceValue(func() *runeTable {
	e := fromCharmap(charmap.Windows1252)
	for c := 0x7f; c < 0xa0; c++ {
		if e[c] == utf8.RuneError || e[c] < 0xa0 {
			e[c] = '•' // annex D.2, note 3: unused codes above 040 (octal) show a bullet
		}
	}
	e[0x7f] = '•'
	e[0xa0], e[0xad] = ' ', '-'
	return e
})

var macRoman = sync.OnceValue(func() *runeTable {
	e := fromCharmap(charmap.Macintosh)
	e[0xca], e[0xdb] = ' ', '¤'
	e[0xf0] = 0 // the apple
	return e
})

var (
	standardEncoding = sync.OnceValue(func() *runeTable { return fromRunes(standardRunes) })
	symbolEncoding   = sync.OnceValue(func() *runeTable { return fromRunes(symbolRunes) })
	dingbatEncoding  = sync.OnceValue(func() *runeTable { return fromRunes(dingbatRunes) })
)

func fromCharmap(c *charmap.Charmap) *runeTable {
	var e runeTable
	for i := 0x20; i < 256; i++ {
		e[i] = c.DecodeByte(byte(i))
	}
	return &e
}

func fromRunes(s string) *runeTable {
	var e runeTable
	code := 0x20
	for _, r := range s {
		if r != utf8.RuneError {
			e[code] = r
		}
		code++
	}
	return &e
}

// glyphNames holds a line "name HEX [HEX…]" for each name of the Adobe Glyph List and of the ZapfDingbats font,
// ordered by name; those that stand for private use are left out.
//
//go:embed data/glyphnames.txt
var glyphNames string

// glyphText gives the text that a glyph name stands for: by the Adobe Glyph List, then by its rules for names like
// uni20AC, u1F600, f_i and a.alt; "" for names that say nothing.
func glyphText(n string) string {
	if n == "" {
		return ""
	}
	if len(n) == 1 && n[0] < 0x80 {
		return n
	}
	if s := listedGlyph(n); s != "" {
		return s
	}
	if i := strings.IndexByte(n, '.'); i > 0 {
		return glyphText(n[:i])
	} else if i == 0 {
		return ""
	}
	if strings.Contains(n, "_") {
		var b strings.Builder
		for part := range strings.SplitSeq(n, "_") {
			b.WriteString(glyphText(part))
		}
		return b.String()
	}
	if strings.HasPrefix(n, "uni") && len(n) >= 7 && len(n)%4 == 3 {
		var b strings.Builder
		for i := 3; i+4 <= len(n); i += 4 {
			v, err := strconv.ParseUint(n[i:i+4], 16, 16)
			if err != nil {
				return ""
			}
			b.WriteRune(rune(v))
		}
		return b.String()
	}
	if n[0] == 'u' && len(n) >= 5 && len(n) <= 7 {
		if v, err := strconv.ParseUint(n[1:], 16, 21); err == nil {
			return string(rune(v))
		}
	}
	if s, ok := strings.CutSuffix(n, "small"); ok && len(s) > 0 { // Asmall, Eacutesmall
		if len(s) == 1 {
			return strings.ToLower(s)
		}
		return strings.ToLower(listedGlyph(s))
	}
	if s, ok := strings.CutSuffix(n, "oldstyle"); ok {
		return listedGlyph(s)
	}
	return ""
}

// listedGlyph looks a name up by halving the list.
func listedGlyph(n string) string {
	lo, hi := 0, len(glyphNames)
	for lo < hi {
		mid := (lo + hi) / 2
		start := strings.LastIndexByte(glyphNames[:mid], '\n') + 1
		end := start + strings.IndexByte(glyphNames[start:], '\n')
		line := glyphNames[start:end]
		space := strings.IndexByte(line, ' ')
		switch c := strings.Compare(n, line[:space]); {
		case c == 0:
			var b strings.Builder
			for hex := range strings.FieldsSeq(line[space:]) {
				v, _ := strconv.ParseUint(hex, 16, 21)
				b.WriteRune(rune(v))
			}
			return b.String()
		case c < 0:
			hi = start
		default:
			lo = end + 1
		}
	}
	return ""
}
