package resume

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// slowSets says for one token, word for word, which sets it is of.
func (r *reading) slowSets(i int) (in [sets]bool) {
	t := &r.toks[i]
	text := r.tokenText(i)
	gap := ""
	if i > 0 {
		gap = r.text[r.toks[i-1].end:t.start]
	}
	in[setWide] = strings.Contains(gap, "\t") || strings.Count(gap, " ") >= 2 && !strings.Contains(gap, "\n")
	in[setNumber] = t.kind == tokenNumber
	in[setYear] = isYear(t)
	in[setDated] = isYear(t) || text == "'" || t.kind == tokenWord && r.is(i, isPresent)
	quarter := len(text) == 2 && strings.Contains("QqT", text[:1]) && strings.Contains("1234", text[1:])
	in[setDate] = isYear(t) || t.kind == tokenNumber && len(text) <= 2 || strings.Contains("'’‘", text) && t.kind == tokenSign && utf8.ValidString(text) || t.may&startsDate != 0 || quarter
	if _, ok := r.period(i, len(r.toks)); ok && !in[setDate] {
		panic("a period begins with " + text)
	}
	in[setPhone] = t.kind == tokenNumber || text == "+" || text == "("
	if _, next := r.phoneAt(i); next > i && !in[setPhone] {
		panic("a phone number begins with " + text)
	}
	in[setTongue] = t.kind == tokenWord && r.lex.small[t.word] != 0
	if t.kind == tokenSign {
		in[setListed] = strings.Contains(",;|•·●▪‣", text)
		in[setCode] = strings.Contains("{};=<>_[]\\$()\"&", text)
	}
	if t.kind != tokenWord {
		return in
	}
	lower, letters := t.shape == shapeLower, utf8.RuneCountInString(text)
	in[setWord], in[setLower] = true, lower
	in[setSingle] = letters == 1 && len(text) <= utf8.UTFMax
	in[setCounted] = !lower || len(text) > 3
	in[setCapital] = in[setCounted] && (!lower || caseless(text) || hasCapital(text))
	in[setUpper] = t.shape == shapeCapitals || t.shape == shapeCapital && len(text) == 1
	in[setSmall] = !in[setUpper] && (!lower || !caseless(text))
	in[setTitle] = r.makesTitle(i)
	in[setLegal] = !lower && r.is(i, isLegal|isHint)
	in[setPronoun] = r.is(i, isPronoun) || t.word != 0 && strings.EqualFold(text, "they")
	in[setPerson] = t.may&isPersonLabel != 0
	in[setAlien] = t.may&isForeignText != 0
	in[setAd] = t.may&isAd3 != 0
	return in
}

// checkSets compares the sets with what each token says by itself, and what is asked of them with a look at each token.
func checkSets(t *testing.T, r *reading) {
	t.Helper()
	want := make([][sets]bool, len(r.toks))
	for i := range r.toks {
		want[i] = r.slowSets(i)
		if line := i > 0 && strings.Contains(r.text[r.toks[i-1].end:r.toks[i].start], "\n"); r.newLine(i) != line {
			t.Fatalf("token %d, %q: a line ends before it: %v", i, r.tokenText(i), !line)
		}
		if c := r.tokenText(i); r.sign(i) != 0 && c != string(rune(r.sign(i))) || r.sign(i) == 0 && r.toks[i].kind == tokenSign && len(c) == 1 && c != "\x00" {
			t.Fatalf("token %d, %q: sign %q", i, c, r.sign(i))
		}
	}
	for s := range sets {
		for _, step := range [...]int{1, 7, 63, 64, 65, 150} {
			for from := 0; from <= len(want); from += max(1, step/3) {
				to := min(len(want), from+step)
				first, n := to, 0
				for i := to - 1; i >= from; i-- {
					if want[i][s] {
						first = i
						n++
					}
				}
				if got := r.count(s, from, to); got != n {
					t.Fatalf("set %d: %d tokens in [%d, %d), want %d", s, got, from, to, n)
				}
				if got := r.first(s, from, to); got != first {
					t.Fatalf("set %d: the first token in [%d, %d) is %d, want %d", s, from, to, got, first)
				}
			}
		}
	}
}

func TestSets(t *testing.T) {
	p := parser(t)
	for _, text := range []string{
		"", "a", fourKB(), twoPages, strings.ToUpper(twoPages), strings.ReplaceAll(fourKB(), " ", "  "), strings.ReplaceAll(twoPages, " ", "\t"),
		"eBay iOS they/them They. O\u2019Neil \u00c9l\u00e8ve \u6f22\u5b57 \u6f22 \u0436 J A N E   D O E \u00a0  x \u2022\u00a0y {a} = <b> [c] \\ $ \"q\" & Acme Inc. 2019\u2013'21 \u25aa z",
	} {
		r := &reading{lex: p.lex, text: text}
		r.tokenize(0, len(text))
		checkSets(t, r)
	}
}

func FuzzSets(f *testing.F) {
	p := parser(f)
	f.Add(twoPages)
	f.Add("eBay  iOS\tthey/them\n\u00c9l\u00e8ve \u6f22\u5b57 \u0436\u0301 O'Neil e.g. Ph.D. \u00ad May2019 12th {a}\u00a0 \u2022")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 || !utf8.ValidString(text) {
			return
		}
		r := &reading{lex: p.lex, text: text}
		r.tokenize(0, len(text))
		checkSets(t, r)
		toks := p.lex.tokenize(nil, text, 0, len(text))
		for i := range toks { // words of ASCII letters, read as all others are
			if w := &toks[i]; w.kind == tokenWord {
				end, folded, shape, mixed := p.lex.scanWord(text, int(w.start), len(text), nil)
				if end != int(w.end) || p.lex.words.get(folded) != w.word || shape != w.shape || mixed != w.mixed {
					t.Fatalf("%q is read as %+v", text[w.start:end], w)
				}
			}
		}
	})
}
