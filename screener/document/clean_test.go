package document

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// built is the document of some lines.
func built(lines ...string) *Document {
	b := NewBuilder("text")
	for _, l := range lines {
		b.Write(l)
		b.EndLine(Line{})
	}
	return b.Document()
}

func TestCleanText(t *testing.T) {
	for _, c := range []struct{ what, in, want string }{
		{"plain", "Go, PostgreSQL", "Go, PostgreSQL"},
		{"no-break and thin spaces", "40\u00a0teams\u2009at\u3000once", "40 teams at once"},
		{"soft hyphen", "micro\u00adservices", "microservices"},
		{"non-breaking hyphen", "back\u2011end", "back-end"},
		{"zero-width space within a word", "Kube\u200brnetes", "Kubernetes"},
		{"a mark at the start", "\ufeffAda", "Ada"},
		{"composed", "Rene\u0301e", "Renée"},
		{"composed over a run's border is one letter", "e\u0301\u0301", "é\u0301"},
		{"ligature", "\ufb01nance", "finance"},
		{"full width", "Ｇｏ", "Go"},
		{"mathematical bold", "\U0001d5dd\U0001d5ee\U0001d603\U0001d5ee", "Java"},
		{"Roman numeral", "Level Ⅲ", "Level III"},
		{"controls", "a\x00b\x07c\x1bd\u0085e", "abcd e"},
		{"broken UTF-8", "a\xffb", "a\ufffdb"},
		{"Cyrillic letters in a Latin word", "J\u0430va and Pyth\u043en", "Java and Python"},
		{"a Latin word all in Cyrillic letters", "\u0420\u041d\u0420 since 2015", "PHP since 2015"},
		{"Russian", "Разработчик на Java, опыт с SQL", "Разработчик на Java, опыт с SQL"},
		{"a Russian word that looks Latin, in a Russian text", "Опыт работы: сор и рост", "Опыт работы: сор и рост"},
		{"Greek", "Προγραμματιστής, Αθήνα", "Προγραμματιστής, Αθήνα"},
		{"science", "TNFα, 5 μm, Δt, kΩ, µService", "TNFα, 5 μm, Δt, kΩ, µService"},
		{"Persian joiners", "می\u200cخواهم", "می\u200cخواهم"},
		{"emoji joiner", "👩\u200d💻 coder", "👩\u200d💻 coder"},
		{"emoji variation", "❤\ufe0f", "❤\ufe0f"},
		{"isolates around a number", "\u2068+49 30 1234\u2069", "+49 30 1234"},
		{"turned round", "\u202eavaJ\u202c and (more)", "Java and (more)"},
		{"turned round to the end of the line", "x \u202e(avaJ)", "x (Java)"},
		{"tags", "Go\U000e0048\U000e0069", "Go"},
		{"Kelvin", "300 \u212a", "300 K"},
		{"trademark stays", "Java™ ©", "Java™ ©"},
	} {
		d := built(c.in)
		if got := strings.TrimSuffix(d.Text, "\n"); got != c.want {
			t.Errorf("%s: %q became %q, want %q", c.what, c.in, got, c.want)
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
	}
}

func TestCleanFlags(t *testing.T) {
	for _, c := range []struct {
		what, in string
		want     map[HiddenKind]string // kind -> the words found, joined by |
	}{
		{"nothing", "Go, PostgreSQL – 40 %", nil},
		{"zero-width", "We run Kube\u200brne\u2060tes and Go", map[HiddenKind]string{HiddenZeroWidth: "Kubernetes"}},
		{"zero-width between words", "and\u200b / or \u200b", nil},
		{"soft hyphens", "Infra\u00adstruktur", nil},
		{"a mark at the start", "\ufeffAda", nil},
		{"homoglyphs", "J\u0430va, Dj\u0430ng\u043e", map[HiddenKind]string{HiddenHomoglyph: "Java|Django"}},
		{"Greek omicron", "Djang\u03bf", map[HiddenKind]string{HiddenHomoglyph: "Django"}},
		{"Cyrillic text", "Разработчик, С++ и Go", nil},
		{"science", "TNFα and 5 μm", nil},
		{"emoji", "👩\u200d💻 and ❤\ufe0f and 🏳\ufe0f\u200d🌈 and 1\ufe0f\u20e3", nil},
		{"Persian", "می\u200cخواهم", nil},
		{"Hindi", "क\u094d\u200dष", nil},
		{"Arabic with marks of direction", "خبرة \u200fفي\u200e Java", nil},
		{"marks of direction in Latin", "\u202a+1 512 555 0113\u202c", nil},
		{"override", "I know \u202eavaJ\u202c", map[HiddenKind]string{HiddenBidi: "Java"}},
		{"tags", "Engineer\U000e0048\U000e0069", map[HiddenKind]string{HiddenZeroWidth: "Engineer"}},
		{"flag of England", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", nil},
		{"both", "Ja\u200bv\u0430", map[HiddenKind]string{HiddenZeroWidth: "Java", HiddenHomoglyph: "Java"}},
	} {
		d := built("A first line – with a dash", c.in, "a last one")
		got := map[HiddenKind]string{}
		for _, h := range d.Hidden {
			if got[h.Kind] != "" {
				got[h.Kind] += "|"
			}
			got[h.Kind] += d.Slice(h.Span)
		}
		for _, k := range []HiddenKind{HiddenZeroWidth, HiddenBidi, HiddenHomoglyph} {
			if got[k] != c.want[k] {
				t.Errorf("%s: kind %d found %q, want %q", c.what, k, got[k], c.want[k])
			}
			want := Clear
			if c.want[k] != "" {
				want = Found
			}
			if d.Checks[k] != want {
				t.Errorf("%s: check of kind %d is %d, want %d", c.what, k, d.Checks[k], want)
			}
		}
	}
}

// Spans taken while writing must still cover the same words after cleaning.
func TestCleanMovesSpans(t *testing.T) {
	b := NewBuilder("docx")
	b.Write("x\u200by ")
	start := b.Pos()
	b.Write("Kube\u200b")
	b.Write("rnetes\u0301")
	b.Mark(Mark{Kind: MarkBold, Span: Span{start, b.Pos()}})
	b.Write(" e")
	b.Write("\u0301nd")
	b.EndLine(Line{})
	start = b.Pos()
	b.Write("second")
	b.Mark(Mark{Kind: MarkHeading, Span: Span{start, b.Pos()}})
	b.EndLine(Line{})
	b.Write("\u200b") // a line of nothing
	b.EndLine(Line{})
	b.Hide(HiddenVanish, 0, Box{}, "s\u00adecret")
	d := b.Document()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if got := d.Slice(d.Marks[0].Span); got != "Kubernetes\u0301" && got != "Kuberneteś" {
		t.Errorf("bold covers %q", got)
	}
	if got := d.Slice(d.Marks[1].Span); got != "second" {
		t.Errorf("heading covers %q", got)
	}
	if !strings.Contains(d.Text, "énd\n") || len(d.Lines) != 3 {
		t.Errorf("text %q in %d lines", d.Text, len(d.Lines))
	}
	if got := d.Slice(d.Hidden[0].Span); got != "secret" || d.Hidden[0].Start < d.Visible {
		t.Errorf("hidden %q at %d, visible %d", got, d.Hidden[0].Start, d.Visible)
	}
}

// cleanSlowly says in the plainest way what clean must leave: no character that cannot be seen, in normal form.
func cleanSlowly(t *testing.T, in, out string) {
	if !norm.NFC.IsNormalString(out) {
		t.Errorf("%q is not in normal form", out)
	}
	for _, r := range out {
		if r != '\n' && r != '\t' && (unicode.IsControl(r) || r == 0xad || r == 0x200b || isBidi(r) || r == 0xa0) {
			t.Errorf("%q keeps %U of %q", out, r, in)
		}
	}
	if plainSlowly(in) == len(in) && !strings.Contains(out, "\n"+in+"\n") {
		t.Errorf("plain %q is not in %q", in, out)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"plain", "Kube\u200brnetes J\u0430va e\u0301 \u202eavaJ\u202c", "\ufeffa\xff\u00ad\nb\u2028c", "👩\u200d💻 می\u200cخواهم", "\u1100\u1161\u11a8 \u0344"} {
		f.Add(s, 1, 3)
	}
	f.Fuzz(func(t *testing.T, s string, from, to int) {
		b := NewBuilder("text")
		b.Write("first\n")
		b.EndLine(Line{})
		start := b.Pos()
		b.Write(s)
		onRune := func(i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }
		if 0 <= from && from <= to && to <= len(s) && onRune(from) && onRune(to) {
			b.Mark(Mark{Kind: MarkBold, Span: Span{start + from, start + to}})
		}
		b.EndLine(Line{})
		b.Hide(HiddenTiny, 0, Box{}, s)
		d := b.Document()
		if err := d.Check(); err != nil && utf8.ValidString(s) {
			t.Fatalf("%q: %v", s, err)
		}
		if !utf8.ValidString(d.Text) {
			t.Fatalf("%q became %q, not UTF-8", s, d.Text)
		}
		cleanSlowly(t, s, d.Text)
		again := built(strings.Split(strings.TrimSuffix(d.Text[:d.Visible], "\n"), "\n")...)
		if again.Text != d.Text[:d.Visible] && utf8.ValidString(s) {
			t.Errorf("cleaning %q twice: %q, then %q", s, d.Text[:d.Visible], again.Text)
		}
	})
}

func BenchmarkClean(b *testing.B) {
	ascii := strings.Repeat("Built services in Go and PostgreSQL for 40 teams\n", 84)
	for name, text := range map[string]string{
		"ascii":   ascii,
		"bullets": strings.ReplaceAll(ascii, "Built", "• Built – “well”"),
		"nbsp":    strings.ReplaceAll(ascii, "for 40", "for\u00a040"),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				clean(text)
			}
		})
	}
}
