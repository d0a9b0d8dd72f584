package match

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"

	"shortlist/screener/document"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
	"shortlist/screener/token"
	"shortlist/screener/vocabulary"
)

// reference matches the slow and plain way: every phrase at every token of a sentence, comparing spellings. It shares
// the tokeniser and the parsed phrases with the matcher, and neither its lexicon, its trie nor its search for gaps.
type reference struct {
	verbs *pattern.Verbs
	toks  []token.Token
	text  string
}

// folded is a word as it is matched: a hyphen at a line's end, and the white space before the rest of the word, are not of it.
func folded(s string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' {
			return -1
		}
		return r
	}, s))
}

// atoms gives the token behind each match of a sequence that starts at token k, with the byte where it ends.
func (f *reference) atoms(seq []pattern.Atom, k int, first bool) [][2]int {
	if k >= len(f.toks) {
		return nil
	}
	t := f.toks[k]
	var out [][2]int
	// one word for the first n atoms
	for n := 1; n <= len(seq); n++ {
		if n > 1 && (n > maxJoined || !canJoin(seq[:n])) {
			break
		}
		if !first && seq[0].Gap != t.Gap {
			continue
		}
		for _, end := range f.word(seq[:n], t) {
			if n == len(seq) {
				out = append(out, [2]int{k + 1, end})
				continue
			}
			if k+1 < len(f.toks) && f.toks[k+1].Gap != token.Break {
				out = append(out, f.atoms(seq[n:], k+1, false)...)
			}
		}
	}
	return out
}

// word gives the byte ends of the ways in which a run of atoms is one token.
func (f *reference) word(run []pattern.Atom, t token.Token) []int {
	if run[0].Kind == pattern.Number {
		if t.Flags&token.Number != 0 {
			return []int{int(t.End)}
		}
		return nil
	}
	spellings := []string{""}
	exact := false
	for _, a := range run {
		var forms []string
		switch a.Kind {
		case pattern.Lemma:
			forms = f.verbs.Forms(a.Text)
		case pattern.Exact:
			exact = true
			forms = []string{a.Text}
		default:
			forms = []string{strings.ToLower(a.Text)}
		}
		var next []string
		for _, s := range spellings {
			for _, form := range forms {
				next = append(next, s+form)
			}
		}
		spellings = next
	}
	var out []int
	ends := []int{int(t.End)}
	if t.Stem != t.End && t.Flags&token.Number == 0 {
		ends = append(ends, int(t.Stem))
	}
	for _, end := range ends {
		for _, s := range spellings {
			got := f.text[t.Start:end]
			if exact && got == s || !exact && folded(got) == s {
				out = append(out, end)
				break
			}
		}
	}
	return out
}

// way finds a way's matches: all of them where it has no gap; for each match of its last segment the one that starts
// latest otherwise.
func (f *reference) way(w pattern.Way) [][2]int {
	latest := map[[3]int]int{} // token behind, byte end, first token of the last segment -> first token
	var from func(seg, k, first int)
	from = func(seg, k, first int) {
		for _, seq := range w[seg] {
			for _, m := range f.atoms(seq, k, true) {
				start := first
				if seg == 0 {
					start = k
				}
				if seg == len(w)-1 {
					key := [3]int{m[0], m[1], k}
					if old, ok := latest[key]; !ok || start > old {
						latest[key] = start
					}
					continue
				}
				for next := m[0]; next <= m[0]+pattern.MaxGap && next < len(f.toks); next++ {
					from(seg+1, next, start)
				}
			}
		}
	}
	for k := range f.toks {
		from(0, k, k)
	}
	var out [][2]int
	for m, first := range latest {
		out = append(out, [2]int{int(f.toks[first].Start), m[1]})
	}
	return out
}

// small is a matcher of some phrases without any vocabulary.
func small(t testing.TB, phrases ...string) *Matcher {
	v, err := vocabulary.Load(fstest.MapFS{"structure/verbs.yaml": {Data: []byte("irregular: {run: ran running}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	return matcherOf(t, v, phrases)
}

// compare says where the matcher and the reference differ on a text.
func compare(m *Matcher, s *Scratch, text string) string {
	doc := &document.Document{Text: text, Visible: len(text)}
	m.ScanInto(s, doc, &resume.Resume{Passages: []resume.Passage{{Span: document.Span{End: len(text)}, Place: resume.PlaceRole}}})
	got, want := map[string]bool{}, map[string]bool{}
	for i := range s.cands {
		c := &s.cands[i]
		got[fmt.Sprintf("%s [%d,%d)", m.Entry(c.entry), c.start, c.end)] = true
	}
	for _, r := range s.ranges {
		f := reference{verbs: m.vocabulary.Verbs(), toks: s.tokens[r.first:r.last], text: text}
		for _, p := range m.phrases {
			for _, w := range mustParse(p).Ways() {
				for _, at := range f.way(w) {
					want[fmt.Sprintf("%s [%d,%d)", p, at[0], at[1])] = true
				}
			}
		}
	}
	var diff []string
	for k := range got {
		if !want[k] {
			diff = append(diff, "too much: "+k)
		}
	}
	for k := range want {
		if !got[k] {
			diff = append(diff, "missing: "+k)
		}
	}
	slices.Sort(diff)
	return strings.Join(diff, "; ")
}

var smallPhrases = []string{
	"a", "b", "a b", "b-a", "a b a", "ab", "~run a", "co ~run", "=A", "=A b", "a ... b", "a ... b ... a", "(a|b a) b", "(a|a b) ... (b|run)", "a/b", "(a ... b|b) a", "(a|) b",
}

// TestReference compares the matcher with the reference over all texts of up to six pieces.
func TestReference(t *testing.T) {
	m := small(t, smallPhrases...)
	words := []string{"a", "b", "A", "ran", "ab"}
	seps := []string{" ", "-", "/", ", "}
	var s Scratch
	n := 0
	var build func(text string, left int)
	build = func(text string, left int) {
		n++
		if d := compare(m, &s, text); d != "" {
			t.Fatalf("%q: %s", text, d)
		}
		if left == 0 {
			return
		}
		for _, sep := range seps {
			for _, w := range words {
				build(text+sep+w, left-1)
			}
		}
	}
	for _, w := range words {
		build(w, 3)
	}
	if n < 40000 {
		t.Errorf("only %d texts", n)
	}
}

func TestReferenceGaps(t *testing.T) {
	m := small(t, "a ... b", "a ... b ... a")
	var s Scratch
	for between := range 12 {
		for second := range 12 {
			text := "a" + strings.Repeat(" x", between) + " b" + strings.Repeat(" y", second) + " a b"
			if d := compare(m, &s, text); d != "" {
				t.Fatalf("%q: %s", text, d)
			}
		}
	}
}

func FuzzReference(f *testing.F) {
	m := small(f, smallPhrases...)
	for _, s := range []string{"a b. A-b/a", "co-\nrunning a", "ab a  b\nb, a", "a14 b", "a's b", "ａ b", "a\u00adb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, r := range text {
			if r > 0x7f {
				return // the reference knows no folding beyond ASCII
			}
		}
		var s Scratch
		d := compare(m, &s, text)
		for i := range s.tokens {
			if s.caseless || s.tokens[i].Flags&token.AllUpper != 0 && s.tokens[i].End-s.tokens[i].Start > 2 {
				return // where case tells nothing, exact words are matched in any case; the reference does not know that
			}
		}
		if d != "" {
			t.Fatalf("%q: %s", text, d)
		}
	})
}
