package pdf

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// charset is the character set in which the codes of a predefined CMap are written (9.7.5.2). Knowing it, the text
// follows without the CMap itself, which is some megabytes for all of them.
type charset uint8

const (
	charsetNone charset = iota
	charsetUTF16
	charsetUTF8
	charsetUTF32
	charsetShiftJIS
	charsetEUCJP
	charsetJIS
	charsetGBK
	charsetBig5
	charsetKorean
	charsetJohab
)

// predefinedCharset tells the character set of a predefined CMap by its name.
func predefinedCharset(n name) charset {
	s := strings.TrimSuffix(strings.TrimSuffix(string(n), "-H"), "-V")
	switch {
	case strings.Contains(s, "UTF16"), strings.Contains(s, "UCS2"):
		return charsetUTF16
	case strings.Contains(s, "UTF8"):
		return charsetUTF8
	case strings.Contains(s, "UTF32"):
		return charsetUTF32
	case strings.Contains(s, "RKSJ"):
		return charsetShiftJIS
	case s == "H", s == "V", s == "Ext", s == "Add", s == "78":
		return charsetJIS
	case s == "EUC", s == "78-EUC":
		return charsetEUCJP
	case strings.HasPrefix(s, "GB"):
		return charsetGBK
	case strings.HasPrefix(s, "B5"), strings.HasPrefix(s, "ETen"), strings.HasPrefix(s, "ETHK"), strings.HasPrefix(s, "HK"):
		return charsetBig5
	case s == "KSCms-UHC", s == "KSCms-UHC-HW", s == "KSC-EUC", s == "KSCpc-EUC":
		return charsetKorean
	}
	return charsetNone
}

func (c charset) encoding() encoding.Encoding {
	switch c {
	case charsetShiftJIS:
		return japanese.ShiftJIS
	case charsetEUCJP, charsetJIS:
		return japanese.EUCJP
	case charsetGBK:
		return simplifiedchinese.GB18030
	case charsetBig5:
		return traditionalchinese.Big5
	case charsetKorean:
		return korean.EUCKR
	}
	return nil
}

// length tells how many bytes the code at the start of s has; s is not empty.
func (c charset) length(s []byte) int {
	n, b := 1, s[0]
	switch c {
	case charsetUTF16:
		n = 2
		if b >= 0xd8 && b < 0xdc {
			n = 4
		}
	case charsetUTF32:
		n = 4
	case charsetUTF8:
		switch {
		case b >= 0xf0:
			n = 4
		case b >= 0xe0:
			n = 3
		case b >= 0xc0:
			n = 2
		}
	case charsetJIS:
		n = 2
	case charsetShiftJIS:
		if b >= 0x81 && b < 0xa0 || b >= 0xe0 && b < 0xfd {
			n = 2
		}
	case charsetEUCJP:
		switch {
		case b == 0x8f:
			n = 3
		case b == 0x8e || b >= 0xa1:
			n = 2
		}
	case charsetGBK:
		if b >= 0x81 {
			n = 2
			if len(s) > 1 && s[1] >= '0' && s[1] <= '9' {
				n = 4
			}
		}
	case charsetBig5, charsetKorean:
		if b >= 0x81 {
			n = 2
		}
	}
	return min(n, len(s))
}

// text decodes one code.
func (c charset) text(s []byte) string {
	switch c {
	case charsetUTF16:
		return decodeUTF16(string(s), false)
	case charsetUTF32:
		if len(s) == 4 {
			return string(rune(s[0])<<24 | rune(s[1])<<16 | rune(s[2])<<8 | rune(s[3]))
		}
		return ""
	case charsetUTF8:
		if utf8.Valid(s) {
			return string(s)
		}
		return ""
	case charsetJIS:
		if len(s) == 2 {
			s = []byte{s[0] | 0x80, s[1] | 0x80}
		}
	}
	e := c.encoding()
	if e == nil {
		return ""
	}
	out, err := e.NewDecoder().Bytes(s)
	if err != nil || strings.ContainsRune(string(out), utf8.RuneError) {
		return ""
	}
	return string(out)
}

// byteCharset tells the character set of a simple font that is really a Chinese system font, by its name, which is then
// written in that set ("\xcb\xce\xcc\xe5" is SimSun); such files were printed by old Windows programs.
func byteCharset(font string) charset {
	for i := 0; i+1 < len(font); i++ {
		if font[i] >= 0xb0 && font[i] <= 0xf7 && font[i+1] >= 0xa1 && !utf8.ValidString(font) {
			if t := charsetGBK.text([]byte(font)); t != "" {
				return charsetGBK
			}
			return charsetNone
		}
	}
	return charsetNone
}
