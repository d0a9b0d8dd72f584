package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// sample is how many bytes a guess looks at.
const sample = 32 << 10

// guess gives the encoding in which data makes the most sense. Bytes in pairs are tried as the encodings of Chinese,
// Japanese and Korean; all else as single bytes, where a candidate earns points for letters that stand as letters do
// and for those that its languages use most, and pays for symbols inside words and capitals after small letters.
func guess(data []byte) (encoding.Encoding, string) {
	if len(data) > sample {
		data = data[:sample]
	}
	if e, name := guessPairs(data); e != nil {
		return e, name
	}
	candidates := []struct {
		name   string
		table  *charmap.Charmap
		common string // the letters and marks outside ASCII that texts in it mostly hold
		prior  int
	}{
		{"windows-1252", charmap.Windows1252, "éèàâêîôûçëïüöäßñáíóúåæøãõÉÀÖÜÄÅØÁÍÓÚÑÇ‘’“”–—•…·€£©®™°§«»½²´×œ", 3},
		{"windows-1250", charmap.Windows1250, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻěščřžýáíéúůťďňĚŠČŘŽőűöüăâîşđ–—•…„”’", 0},
		{"iso-8859-2", charmap.ISO8859_2, "ąćęłńóśźżĄĆĘŁŃÓŚŹŻěščřžýáíéúůťďňĚŠČŘŽőűöüăâîşđ", 0},
		{"windows-1254", charmap.Windows1254, "ğışçöüİĞŞÇÖÜ’“”–•…", 0},
		{"windows-1257", charmap.Windows1257, "āčēģīķļņšūžąęėįųõäöü–•…“”", 0},
		{"windows-1251", charmap.Windows1251, "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ–—•…«»№“”", 0},
		{"koi8-r", charmap.KOI8R, "абвгдежзийклмнопрстуфхцчшщъыьэюя", 0},
		{"iso-8859-5", charmap.ISO8859_5, "абвгдежзийклмнопрстуфхцчшщъыьэюя", 0},
		{"ibm866", charmap.CodePage866, "абвгдежзийклмнопрстуфхцчшщъыьэюя", 0},
		{"windows-1253", charmap.Windows1253, "αβγδεζηθικλμνξοπρστυφχψωάέήίόύώς–•…«»", 0},
		{"windows-1255", charmap.Windows1255, "אבגדהוזחטיכלמנסעפצקרשתםןךףץ–•…", 0},
		{"windows-1256", charmap.Windows1256, "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإ،؟–•…", 0},
		{"macintosh", charmap.Macintosh, "éèàâêîôûçëïüöäßñáíóúåæøãõÉÖÜÄÅØ‘’“”–—•…·£©®™°«»œ", 0},
		{"ibm850", charmap.CodePage850, "éèàâêîôûçëïüöäßñáíóúåæøãõÉÖÜÄÅØ·£®°«»", 0},
	}
	best, top := 0, 0
	for i, c := range candidates {
		if s := plausible(data, c.table, c.common) + c.prior; i == 0 || s > top {
			best, top = i, s
		}
	}
	return candidates[best].table, candidates[best].name
}

// plausible is how much sense the bytes above ASCII make under a table.
func plausible(data []byte, table *charmap.Charmap, common string) int {
	score := 0
	for i, b := range data {
		if b < 0x80 {
			continue
		}
		r := table.DecodeByte(b)
		prev, next := around(data, i, -1, table), around(data, i, +1, table)
		if r == utf8.RuneError || unicode.IsControl(r) {
			score -= 6
			continue
		}
		if strings.ContainsRune(common, r) || strings.ContainsRune(common, unicode.ToLower(r)) && !unicode.IsLower(r) {
			score += 3
		}
		switch {
		case unicode.IsLetter(r):
			script := scriptOf(r)
			for _, n := range [2]rune{prev, next} {
				if unicode.IsLetter(n) {
					if scriptOf(n) == script {
						score++
					} else {
						score -= 4
					}
				}
			}
			if unicode.IsUpper(r) && unicode.IsLower(prev) {
				score -= 4
			}
			if !unicode.IsLetter(prev) && !unicode.IsLetter(next) {
				score -= 2
			}
		case unicode.IsLetter(prev) && unicode.IsLetter(next):
			if r != '’' && r != '–' && r != '—' && r != '·' && r != 0xad {
				score -= 4
			}
		case r == 0x2022 || r == 0x2013 || r == 0x2014 || r == 0xb7 || r == 0x2019 || r == 0x201c || r == 0x201d || r == 0xa0:
			score++
		case unicode.Is(unicode.So, r) || 0x2500 <= r && r <= 0x259f:
			score--
		}
	}
	return score
}

func around(data []byte, i, step int, table *charmap.Charmap) rune {
	i += step
	if i < 0 || i >= len(data) {
		return 0
	}
	return table.DecodeByte(data[i])
}

func scriptOf(r rune) int {
	switch {
	case r < 0x250:
		return 0
	case r < 0x400:
		return 1
	case r < 0x530:
		return 2
	case r < 0x600:
		return 3
	}
	return 4
}

// guessPairs recognises the encodings that spell ideographs, kana and hangul in pairs of bytes; nil if it is none.
func guessPairs(data []byte) (encoding.Encoding, string) {
	if i := strings.Index(string(data), "\x1b$"); i >= 0 && i+2 < len(data) && (data[i+2] == 'B' || data[i+2] == '@') {
		return japanese.ISO2022JP, "iso-2022-jp"
	}
	high, paired := 0, 0
	for i, b := range data {
		if b < 0x80 {
			continue
		}
		high++
		if i > 0 && data[i-1] >= 0x80 || i+1 < len(data) && data[i+1] >= 0x80 {
			paired++
		}
	}
	if high < 8 || paired < high*7/10 {
		return nil, ""
	}
	candidates := []struct {
		name string
		e    encoding.Encoding
		own  func(rune) bool
	}{
		{"euc-kr", korean.EUCKR, func(r rune) bool { return 0xac00 <= r && r <= 0xd7a3 }},
		{"euc-jp", japanese.EUCJP, func(r rune) bool { return 0x3040 <= r && r <= 0x30ff }},
		{"shift_jis", japanese.ShiftJIS, func(r rune) bool { return 0x3040 <= r && r <= 0x30ff }},
		{"gb18030", simplifiedchinese.GB18030, func(r rune) bool {
			return strings.ContainsRune("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经", r)
		}},
		{"big5", traditionalchinese.Big5, func(r rune) bool {
			return strings.ContainsRune("的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經", r)
		}},
	}
	var best encoding.Encoding
	name, top := "", 0
	for _, c := range candidates {
		text := convert(c.e, data)
		bad, wide, own := 0, 0, 0
		for _, r := range text {
			switch {
			case r == utf8.RuneError:
				bad++
			case c.own(r):
				own++
				wide++
			case unicode.Is(unicode.Han, r), 0x3000 <= r && r <= 0x30ff, 0xff00 <= r && r <= 0xffef, 0xac00 <= r && r <= 0xd7a3:
				wide++
			case r >= 0x80:
				wide--
			}
		}
		if bad*50 > wide || own*20 < wide {
			continue
		}
		if s := own*100/max(wide, 1) - bad*10; s > top {
			best, name, top = c.e, c.name, s
		}
	}
	return best, name
}
