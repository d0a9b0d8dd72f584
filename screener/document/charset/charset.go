// Package charset turns bytes into text: what a byte-order mark or a label says, UTF-8 where the bytes are that, and
// otherwise the encoding in which they make the most sense as words.
package charset

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
)

// Decode gives the text of data and the name of the encoding it is in, as the WHATWG Encoding Standard names it. label is what
// a header or a meta element claims, or ""; it is believed only where the bytes don't say otherwise. A byte-order mark
// is not part of the text. Bytes that are nothing in that encoding become U+FFFD.
func Decode(data []byte, label string) (text, name string) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return valid(data[3:]), "utf-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return utf32(data), "utf-32"
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return convert(unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), data[2:]), "utf-16le"
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return convert(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), data[2:]), "utf-16be"
	}
	if order, ok := utf16Order(data); ok {
		name := "utf-16le"
		if order == unicode.BigEndian {
			name = "utf-16be"
		}
		return convert(unicode.UTF16(order, unicode.IgnoreBOM), data), name
	}
	ascii := isASCII(data)
	if !ascii && mostlyUTF8(data) {
		return valid(data), "utf-8"
	}
	if label != "" {
		if e, n := charset.Lookup(strings.TrimSpace(label)); e != nil && n != "utf-8" && n != "replacement" && !(n == "windows-1252" && !ascii) && !strings.HasPrefix(n, "utf-16") {
			return convert(e, data), n
		}
	}
	if ascii {
		return string(data), "utf-8"
	}
	e, n := guess(data)
	return convert(e, data), n
}

func valid(data []byte) string {
	if utf8.Valid(data) {
		return string(data)
	}
	return strings.ToValidUTF8(string(data), "\ufffd")
}

func convert(e encoding.Encoding, data []byte) string {
	if e == nil {
		return valid(data)
	}
	out, err := e.NewDecoder().Bytes(data)
	if err != nil {
		return valid(out)
	}
	return string(out)
}

func isASCII(data []byte) bool {
	for _, b := range data {
		if b >= utf8.RuneSelf || b == 0x1b {
			return false
		}
	}
	return true
}

// mostlyUTF8 says that the bytes are UTF-8, or were until something cut or patched them: eight good sequences for
// each bad byte. Text in another encoding reaches nothing like that.
func mostlyUTF8(data []byte) bool {
	if utf8.Valid(data) {
		return bytes.IndexByte(data, 0x1b) < 0
	}
	good, bad := 0, 0
	for i := 0; i < len(data); {
		if data[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(data[i:])
		i += n
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case len(data)-i >= utf8.UTFMax: // else perhaps only cut off
			bad++
		}
	}
	return good > 8*bad && good > 0
}

// utf16Order recognises UTF-16 without a mark by its zero bytes: in text of any alphabet the spaces and line ends have
// a zero high byte, in Latin text nearly every character has.
func utf16Order(data []byte) (unicode.Endianness, bool) {
	n := min(len(data), 4096) &^ 1
	if n < 8 || bytes.IndexByte(data[:n], 0) < 0 {
		return unicode.BigEndian, false
	}
	var even, odd, space [2]int // zero bytes at even and odd places; spaces and line ends spelt either way
	for i := 0; i < n; i += 2 {
		a, b := data[i], data[i+1]
		if a == 0 {
			even[0]++
			if b == ' ' || b == '\n' || b == '\r' {
				space[1]++
			}
		}
		if b == 0 {
			odd[0]++
			if a == ' ' || a == '\n' || a == '\r' {
				space[0]++
			}
		}
	}
	units := n / 2
	switch {
	case odd[0] > units/2 && even[0] <= units/50, space[0] > units/20 && even[0] <= units/50 && space[1] == 0:
		return unicode.LittleEndian, true
	case even[0] > units/2 && odd[0] <= units/50, space[1] > units/20 && odd[0] <= units/50 && space[0] == 0:
		return unicode.BigEndian, true
	}
	return unicode.BigEndian, false
}

func utf32(data []byte) string {
	little := data[0] == 0xff
	var b strings.Builder
	for i := 4; i+4 <= len(data); i += 4 {
		u := uint32(data[i])<<24 | uint32(data[i+1])<<16 | uint32(data[i+2])<<8 | uint32(data[i+3])
		if little {
			u = uint32(data[i+3])<<24 | uint32(data[i+2])<<16 | uint32(data[i+1])<<8 | uint32(data[i])
		}
		if u > 0x10ffff {
			u = utf8.RuneError
		}
		b.WriteRune(rune(u))
	}
	return b.String()
}
