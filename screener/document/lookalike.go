package document

import (
	"unicode"
	"unicode/utf8"
)

// lookalike gives the Latin letter that a letter of another script is drawn like in common fonts; 0 if none. It holds
// only pairs that a reader cannot tell apart or hardly so (the intersection of Unicode's confusables.txt with the
// letters of a keyboard), since "н" for "n" fools nobody.
func lookalike(r rune) rune {
	if r < 0x0250 {
		return 0
	}
	switch r {
	// Cyrillic
	case 'а':
		return 'a'
	case 'ԁ':
		return 'd'
	case 'е':
		return 'e'
	case 'һ':
		return 'h'
	case 'і':
		return 'i'
	case 'ј':
		return 'j'
	case 'к':
		return 'k'
	case 'ӏ':
		return 'l'
	case 'о':
		return 'o'
	case 'р':
		return 'p'
	case 'ԛ':
		return 'q'
	case 'с':
		return 'c'
	case 'ѕ':
		return 's'
	case 'у', 'ү':
		return 'y'
	case 'ѵ':
		return 'v'
	case 'ԝ', 'ѡ':
		return 'w'
	case 'х':
		return 'x'
	case 'А':
		return 'A'
	case 'В':
		return 'B'
	case 'С':
		return 'C'
	case 'Е':
		return 'E'
	case 'Ԍ':
		return 'G'
	case 'Н':
		return 'H'
	case 'І', 'Ӏ':
		return 'I'
	case 'Ј':
		return 'J'
	case 'К':
		return 'K'
	case 'М':
		return 'M'
	case 'О':
		return 'O'
	case 'Р':
		return 'P'
	case 'Ԛ':
		return 'Q'
	case 'Ѕ':
		return 'S'
	case 'Т':
		return 'T'
	case 'Ѵ':
		return 'V'
	case 'Ԝ':
		return 'W'
	case 'Х':
		return 'X'
	case 'У', 'Ү':
		return 'Y'
	// Greek
	case 'α':
		return 'a'
	case 'ι':
		return 'i'
	case 'κ':
		return 'k'
	case 'ν':
		return 'v'
	case 'ο':
		return 'o'
	case 'ρ':
		return 'p'
	case 'υ':
		return 'u'
	case 'ϲ':
		return 'c'
	case 'ϳ':
		return 'j'
	case 'Α':
		return 'A'
	case 'Β':
		return 'B'
	case 'Ε':
		return 'E'
	case 'Ζ':
		return 'Z'
	case 'Η':
		return 'H'
	case 'Ι':
		return 'I'
	case 'Κ':
		return 'K'
	case 'Μ':
		return 'M'
	case 'Ν':
		return 'N'
	case 'Ο':
		return 'O'
	case 'Ρ':
		return 'P'
	case 'Τ':
		return 'T'
	case 'Υ':
		return 'Y'
	case 'Χ':
		return 'X'
	// Armenian, Cherokee and phonetic letters
	case 'օ':
		return 'o'
	case 'հ':
		return 'h'
	case 'ո':
		return 'n'
	case 'ս':
		return 'u'
	case 'ց':
		return 'g'
	case 'ѐ':
		return 'è'
	case 'ɑ':
		return 'a'
	case 'ɡ':
		return 'g'
	case 'Ꭺ':
		return 'A'
	case 'Ᏼ':
		return 'B'
	case 'Ꮯ':
		return 'C'
	case 'Ꭼ':
		return 'E'
	case 'Ꮐ':
		return 'G'
	case 'Ꮋ':
		return 'H'
	case 'Ꭻ':
		return 'J'
	case 'Ꮶ':
		return 'K'
	case 'Ꮮ':
		return 'L'
	case 'Ꮇ':
		return 'M'
	case 'Ꮲ':
		return 'P'
	case 'Ꮪ':
		return 'S'
	case 'Ꭲ':
		return 'T'
	case 'Ꮩ':
		return 'V'
	case 'Ꮃ':
		return 'W'
	case 'Ꮓ':
		return 'Z'
	}
	return 0
}

// isScience says that a Greek letter commonly stands beside Latin ones for its own sake: TNFα, hν, ρ.
func isScience(r rune) bool {
	switch r {
	case 'α', 'ι', 'κ', 'ν', 'ρ', 'υ':
		return true
	}
	return false
}

// scripts learns whether the text holds words that can only be Cyrillic or Greek.
func (c *cleaner) scripts() {
	letters, own := [2]int{}, [2]int{} // of the current word: letters of the script, and those without a Latin twin
	flush := func() {
		c.cyrillic = c.cyrillic || own[0] > 0 && letters[0] > 1
		c.greek = c.greek || own[1] > 0 && letters[1] > 1
		letters, own = [2]int{}, [2]int{}
	}
	for i := 0; i < len(c.text); {
		if c.text[i] < 0xcd { // below the lead bytes of Greek (0xCD) and Cyrillic (0xD0 on)
			if c.text[i] < utf8.RuneSelf && letters != [2]int{} {
				flush()
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(c.text[i:])
		i += n
		k := -1
		switch {
		case 0x0400 <= r && r <= 0x052f:
			k = 0
		case 0x0370 <= r && r <= 0x03ff && unicode.IsLetter(r):
			k = 1
		}
		if k < 0 {
			continue
		}
		letters[k]++
		if lookalike(unicode.ToLower(r)) == 0 && lookalike(r) == 0 {
			own[k]++
		}
	}
	flush()
}

// lookalikes folds the letters of words that mix scripts, and widens all marks of the line to their words.
func (c *cleaner) lookalikes() {
	changed := false
	for i := 0; i < len(c.buf) && !changed; {
		if c.buf[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(c.buf[i:])
		changed = lookalike(r) != 0
		i += n
	}
	if changed {
		c.foldWords()
		c.normalise() // an accent now stands upon a letter that it makes one with
	}
	for i, m := range c.marks {
		if m.kind == HiddenZeroWidth {
			c.marks[i].Span = wordAround(c.buf, m.Start, m.End)
		}
	}
}

func (c *cleaner) foldWords() {
	c.next, c.nextF = c.next[:0], c.nextF[:0]
	marks := len(c.marks)
	moved := make([]int, len(c.buf)+1)
	for i := 0; i < len(c.buf); {
		word := wordAround(c.buf, i, i)
		fold := word.End > i && c.folds(c.buf[i:word.End])
		end := word.End
		if end <= i { // not a word: one rune
			_, n := utf8.DecodeRune(c.buf[i:])
			end = i + n
		}
		start := len(c.next)
		for i < end {
			r, n := utf8.DecodeRune(c.buf[i:])
			at := len(c.next)
			if l := lookalike(r); fold && l != 0 {
				c.next = utf8.AppendRune(c.next, l)
			} else {
				c.next = append(c.next, c.buf[i:i+n]...)
			}
			for k := range n {
				moved[i+k] = at
			}
			for range len(c.next) - at {
				c.nextF = append(c.nextF, c.from[i])
			}
			i += n
		}
		if fold {
			c.marks = append(c.marks, tamper{Span{start, len(c.next)}, HiddenHomoglyph})
		}
	}
	moved[len(c.buf)] = len(c.next)
	for i := range c.marks[:marks] {
		m := &c.marks[i]
		m.Span = Span{moved[m.Start], moved[m.End]}
	}
	c.buf, c.next, c.from, c.nextF = c.next, c.buf, c.nextF, c.from
}

// folds says whether a word is a Latin one written with letters of other scripts.
func (c *cleaner) folds(word []byte) bool {
	var latin, twins, science, cyrillic, greek int
	runes := 0
	edge := false // a letter of science stands first or last
	for i := 0; i < len(word); {
		r, n := utf8.DecodeRune(word[i:])
		first := i == 0
		i += n
		runes++
		switch {
		case lookalike(r) != 0:
			twins++
			switch {
			case 0x0400 <= r && r <= 0x052f:
				cyrillic++
			case 0x0370 <= r && r <= 0x03ff:
				greek++
			}
			if isScience(r) {
				science++
				edge = edge || first || i == len(word)
			}
		case '0' <= r && r <= '9', unicode.IsMark(r), unicode.IsDigit(r):
		case unicode.Is(unicode.Latin, r):
			latin++
		default:
			return false // a letter that is only of its own script: a word of that script, or of a formula
		}
	}
	if twins == 0 {
		return false
	}
	if latin == 0 {
		// All of it looks Latin. In a text with words of that script it is one of them; phonetic letters alone say nothing.
		return cyrillic > 0 && !c.cyrillic || greek > 1 && greek > science && !c.greek
	}
	if science == twins && science == 1 && edge {
		return false
	}
	if (c.cyrillic && cyrillic > 0 || c.greek && greek > 0) && latin < twins {
		return false
	}
	return true
}
