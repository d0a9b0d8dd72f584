package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NameKey is what a name has in common with other ways to write it: "OSEI, Amára J." and "Amara Osei" are one. It is "" where nothing is left.
func NameKey(name string) string {
	words := strings.FieldsFunc(Fold(name), func(r rune) bool { return !unicode.IsLetter(r) })
	words = slices.DeleteFunc(words, func(w string) bool {
		r, n := utf8.DecodeRuneInString(w)
		return n == len(w) && unicode.ToUpper(r) != r // an initial; scripts without capitals have none
	})
	slices.Sort(words)
	return strings.Join(words, " ")
}

// PhoneKey is the last nine digits of a number of at least seven: country and trunk codes stand before them, in many ways. Of fewer digits
// thousands of people would share some by chance. It is "" for none, and for one digit repeated.
func PhoneKey(phone string) string {
	digits := Digits(phone)
	if len(digits) < 7 || strings.Trim(digits, digits[:1]) == "" {
		return ""
	}
	return digits[max(0, len(digits)-9):]
}

// Digits is s without all that is no digit of ASCII.
func Digits(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Fold is s in lower case and without accents, so that José, JOSÉ and Jose are one.
func Fold(s string) string {
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf
	}
	if plain {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}
