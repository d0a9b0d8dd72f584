package pdf

import (
	"slices"
	"sort"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// An object is nil, bool, int, float64, name, string, array, numbers, dict, ref or *stream (ISO 32000-1, 7.3).
type object any

type (
	name  string
	array []object
	ref   struct{ num, gen int }

	// numbers is an array of nothing but numbers.
	numbers []float64

	// dict is a dictionary; make it with newDict.
	dict []pair
	pair struct {
		key   name
		value object
	}
)

// shortDict is how many pairs are looked through one by one; the keys of a longer dictionary are in order.
const shortDict = 16

// newDict makes a dictionary of pairs, which it keeps. Of equal keys the last counts, unless it has no value.
func newDict(pairs []pair) dict {
	if len(pairs) > shortDict {
		slices.SortStableFunc(pairs, func(a, b pair) int { return strings.Compare(string(a.key), string(b.key)) })
	}
	return pairs
}

// get gives the value of a key, nil if there is none.
func (d dict) get(key name) object {
	end := len(d)
	if end > shortDict {
		end = sort.Search(end, func(i int) bool { return d[i].key > key })
		for i := end - 1; i >= 0 && d[i].key == key; i-- {
			if d[i].value != nil {
				return d[i].value
			}
		}
		return nil
	}
	for i := end - 1; i >= 0; i-- {
		if d[i].key == key && d[i].value != nil {
			return d[i].value
		}
	}
	return nil
}

// elements gives the elements of an array; nil for what is none.
func elements(o object) array {
	switch v := o.(type) {
	case array:
		return v
	case numbers:
		out := make(array, len(v))
		for i, n := range v {
			out[i] = n
		}
		return out
	}
	return nil
}

// stream is a dictionary with bytes behind it; raw is as it stands in the file, still encrypted and filtered.
type stream struct {
	dict dict
	id   ref // for decryption; the zero ref for streams that are not encrypted
	raw  []byte
}

// number gives a number as float64.
func number(o object) (float64, bool) {
	switch v := o.(type) {
	case int:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// integer gives a number as int, cut to what fits 32 bits.
func integer(o object) (int, bool) {
	f, ok := number(o)
	if !ok || f != f {
		return 0, false
	}
	return int(max(-1<<31, min(1<<31, f))), true
}

// textString decodes a text string: UTF-16 with a byte order mark, UTF-8 with one, else PDFDocEncoding (7.9.2.2).
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return decodeUTF16(s[2:], false)
	case strings.HasPrefix(s, "\xff\xfe"):
		return decodeUTF16(s[2:], true)
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return strings.ToValidUTF8(s[3:], "")
	}
	ascii := true
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] < 0x20 {
			ascii = false
			break
		}
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteRune(pdfDocRune(s[i]))
	}
	return b.String()
}

// pdfDocHigh is PDFDocEncoding from 0x18 to 0x1F and from 0x80 to 0x9F (ISO 32000-1, annex D.2).
const pdfDocLow = "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc"
const pdfDocHigh = "\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030\u201e\u201c\u201d\u2018" +
	"\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\ufffd"

func pdfDocRune(c byte) rune {
	switch {
	case c >= 0x18 && c < 0x20:
		return []rune(pdfDocLow)[c-0x18]
	case c >= 0x80 && c < 0xa0:
		return []rune(pdfDocHigh)[c-0x80]
	case c == 0xa0:
		return 0x20ac
	}
	return rune(c)
}

func decodeUTF16(s string, little bool) string {
	var b strings.Builder
	for i := 0; i+1 < len(s); i += 2 {
		r := unit16(s[i:], little)
		if utf16.IsSurrogate(r) && i+3 < len(s) {
			if full := utf16.DecodeRune(r, unit16(s[i+2:], little)); full != utf8.RuneError {
				r = full
				i += 2
			}
		}
		if utf16.IsSurrogate(r) {
			continue
		}
		if r == 0x1b { // an escape opens and ends a language code
			for i += 2; i+1 < len(s) && unit16(s[i:], little) != 0x1b; i += 2 {
			}
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func unit16(s string, little bool) rune {
	if little {
		return rune(s[0]) | rune(s[1])<<8
	}
	return rune(s[0])<<8 | rune(s[1])
}
