package batch

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"shortlist/screener/document"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
)

// item is a read item whose contact stands in the first lines of its text.
func item(name, email, phone, text string) Item {
	d := &document.Document{Text: name + "\n" + email + "\n" + phone + "\n" + text}
	d.Visible = len(d.Text)
	r := new(resume.Resume)
	span := func(at int, s string) document.Span { return document.Span{Start: at, End: at + len(s)} }
	r.Contact.Name = span(0, name)
	r.Contact.Email = span(len(name)+1, email)
	r.Contact.Phone = span(len(name)+len(email)+2, phone)
	return Item{Parsed: reader.Parsed{Document: d, Resume: r}}
}

// prose is n words that no other seed gives in the same order.
func prose(seed uint64, n int) []string {
	r := rand.New(rand.NewPCG(seed, 7))
	vocabulary := strings.Fields("the a of built designed service database queue latency team cluster in to with for and billing ledger search index cache moved wrote tests review deploy region customer order payment schema")
	out := make([]string, n)
	for i := range out {
		out[i] = vocabulary[r.IntN(len(vocabulary))] + vocabulary[r.IntN(len(vocabulary))]
	}
	return out
}

func TestTextKeys(t *testing.T) {
	words := prose(1, 300)
	plain := strings.Join(words, " ")
	k := textKeys(plain)
	for what, other := range map[string]string{
		"line breaks and bullets": "• " + strings.Join(words, "\n• "),
		"capitals":                strings.ToUpper(plain),
		"page numbers":            plain + "\n1/2\n",
		"two columns":             strings.Join(append(slices.Clone(words[150:]), words[:150]...), " "),
	} {
		if textKeys(other).Text != k.Text {
			t.Errorf("%s make another text", what)
		}
	}
	if textKeys(plain+" kubernetes").Text == k.Text {
		t.Error("another word makes the same text")
	}
	if got := textKeys("too few words to tell anything by"); got != (Keys{}) {
		t.Errorf("a short text has keys %+v", got)
	}
	changed := slices.Clone(words)
	for i := 0; i < len(changed); i += 20 {
		changed[i] = fmt.Sprint("new", string(rune('a'+i/20)))
	}
	if d := bits.OnesCount64(k.Sim ^ textKeys(strings.Join(changed, " ")).Sim); d > likeBits {
		t.Errorf("a twentieth of the words changed moves %d bits", d)
	}
	for seed := range uint64(50) {
		if d := bits.OnesCount64(k.Sim ^ textKeys(strings.Join(prose(seed+2, 300), " ")).Sim); d <= likeBits {
			t.Errorf("another text (seed %d) is only %d bits away", seed, d)
		}
	}
}

// TestMajority compares the counters with the plain way.
func TestMajority(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, n := range []int{0, 1, 2, 254, 255, 256, 1000} {
		var c bitCounts
		var votes [64]int
		for range n {
			v := r.Uint64() | r.Uint64()&0xffff
			c.add(v)
			for i := range votes {
				votes[i] += int(v >> i & 1)
			}
		}
		var want uint64
		for i, v := range votes {
			if 2*v > n {
				want |= 1 << i
			}
		}
		if got := c.majority(); got != want {
			t.Errorf("of %d numbers: got %x, want %x", n, got, want)
		}
	}
}

func TestContactKeys(t *testing.T) {
	same := func(what string, a, b uint64) {
		t.Helper()
		if a == 0 || a != b {
			t.Errorf("%s: %x and %x", what, a, b)
		}
	}
	name := func(s string) uint64 { return KeysOf(item(s, "", "", "")).Name }
	phone := func(s string) uint64 { return KeysOf(item("", "", s, "")).Phone }
	same("order of the name", name("Amara Osei"), name("OSEI, Amara"))
	same("initials, accents", name("Amára J. Osei"), name("Amara Osei"))
	same("country code", phone("+44 20 7946 0018"), phone("(020) 7946-0018"))
	same("case of the address", KeysOf(item("A", "Amara@Example.org", "", "")).Email, KeysOf(item("A", "amara@example.org", "", "")).Email)
	for _, s := range []string{"", "Resume", "A. B."} {
		if name(s) != 0 {
			t.Errorf("name %q has a key", s)
		}
	}
	for _, s := range []string{"", "12345", "000 000 0000"} {
		if phone(s) != 0 {
			t.Errorf("phone %q has a key", s)
		}
	}
}

func TestGroups(t *testing.T) {
	text := func(seed uint64) string { return strings.Join(prose(seed, 200), " ") }
	edited := strings.Replace(text(1), " ", " improved ", 5)
	var d Duplicates
	var ids []string
	add := func(id, sum string, it Item) {
		ids = append(ids, id)
		d.Add(Tag(sum, KeysOf(it)))
	}
	hex := func(c string) string { return strings.Repeat(c, 64) }
	add("a.pdf", hex("a"), item("Amara Osei", "amara@example.org", "", text(1)))
	add("other.pdf", hex("b"), item("Jonas Lind", "jonas@example.org", "", text(2)))
	add("a.docx", hex("c"), item("Amara Osei", "amara@example.org", "", text(1)))
	add("copy.pdf", hex("b"), item("Jonas Lind", "jonas@example.org", "", text(2)))
	add("newer.pdf", hex("d"), item("Osei, Amara", "", "", edited))
	add("namesake.pdf", hex("e"), item("Amara Osei", "", "", text(3)))
	add("agency1", hex("f"), item("Mei Tanaka", "desk@agency.example", "555 010 9999", text(4)))
	add("agency2", hex("1"), item("Sara Haddad", "desk@agency.example", "555 010 9999", text(5)))
	add("agency3", hex("2"), item("Dele Okafor", "desk@agency.example", "555 010 9999", text(6)))
	add("blank1", "", item("", "", "", "")) // not read: no keys at all
	add("blank2", "", item("", "", "", ""))
	want := [][]string{{"a.pdf", "a.docx", "newer.pdf"}, {"other.pdf", "copy.pdf"}}
	var got [][]string
	for _, members := range d.Groups() {
		var g []string
		for _, i := range members {
			g = append(g, ids[i])
		}
		got = append(got, g)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestManyOfOneName keeps the work in proportion where thousands share a name.
func TestManyOfOneName(t *testing.T) {
	var d Duplicates
	r := rand.New(rand.NewPCG(1, 1))
	for range 20000 {
		d.Add(Tag("", Keys{Name: 1, Sim: r.Uint64()}))
	}
	d.Add(Tag("", Keys{Name: 1, Sim: 5}))
	d.Add(Tag("", Keys{Name: 1, Sim: 5}))
	if !slices.ContainsFunc(d.Groups(), func(g []int) bool { return slices.Contains(g, 20000) && slices.Contains(g, 20001) }) {
		t.Error("the last two were not grouped")
	}
}

func BenchmarkTextKeys(b *testing.B) {
	text := strings.Join(prose(1, 700), " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		textKeys(text)
	}
}

func BenchmarkGroups(b *testing.B) {
	var d Duplicates
	r := rand.New(rand.NewPCG(1, 1))
	for range 100_000 {
		d.Add(Tag("", Keys{Name: 1 + r.Uint64N(60_000), Sim: r.Uint64(), Email: 1 + r.Uint64N(90_000), Phone: 1 + r.Uint64N(90_000), Text: 1 + r.Uint64N(90_000)}))
	}
	for b.Loop() {
		d.Groups()
	}
}

// TestWordSums compares the words of a text with those found rune by rune.
func TestWordSums(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	signs := []rune("abzAZ \n.-1éÉßДж中\u00ad\u2019\ufffd`{@[")
	for range 2000 {
		text := make([]rune, r.IntN(60))
		for i := range text {
			text[i] = signs[r.IntN(len(signs))]
		}
		got, want := wordSums{}, wordSums{}
		got.add(string(text))
		for _, w := range strings.FieldsFunc(string(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\u00ad' }) {
			h, letters := uint64(14695981039346656037), 0
			for _, c := range w {
				if c != '\u00ad' {
					h, letters = (h^uint64(unicode.ToLower(c)))*1099511628211, letters+1
				}
			}
			if letters >= 2 {
				want.word(h)
			}
		}
		if got != want {
			t.Fatalf("%q: %d words, want %d, or other ones", string(text), got.words, want.words)
		}
	}
}
