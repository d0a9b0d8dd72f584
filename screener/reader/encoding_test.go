package reader

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// fill sets every field below v to something that Encode must carry, so that a field added to the contract and
// forgotten in the codec fails the round trip. Spans lie within text bytes; slices get one to three elements.
func fill(v reflect.Value, r *rand.Rand, text int) {
	switch v.Type() {
	case reflect.TypeFor[document.Span]():
		start := r.IntN(text)
		v.Set(reflect.ValueOf(document.Span{Start: start, End: start + r.IntN(text-start+1)}))
		return
	case reflect.TypeFor[document.HiddenKind]():
		v.SetUint(uint64(r.IntN(int(document.HiddenKinds))))
		return
	case reflect.TypeFor[resume.Place]():
		v.SetUint(uint64(resume.PlaceHead))
		return
	case reflect.TypeFor[resume.Date]():
		v.Set(reflect.ValueOf(resume.Date{Year: 1 + r.IntN(9999), Month: 1 + r.IntN(12), Precision: resume.PrecisionMonth}))
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field, r, text)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+r.IntN(3), 3))
		for i := range v.Len() {
			fill(v.Index(i), r, text)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), r, text)
		}
	case reflect.String:
		v.SetString([]string{"résumé", "x", "日本"}[r.IntN(3)])
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(0) // indices must name what is there; others are set below
	case reflect.Uint8, reflect.Uint32:
		v.SetUint(uint64(1 + r.IntN(2)))
	case reflect.Float32:
		v.SetFloat(float64(float32(r.NormFloat64() * 500)))
	default:
		panic("no rule to fill " + v.Type().String())
	}
}

// sample is a Parsed with something in every field.
func sample(seed uint64) Parsed {
	r := rand.New(rand.NewPCG(seed, 1))
	p := Parsed{Document: new(document.Document), Resume: new(resume.Resume)}
	text := "Amara Osei\nSenior engineer, Größe, 2019 – present\nsplit a monolith into nine services\n"
	fill(reflect.ValueOf(p.Document).Elem(), r, len(text))
	fill(reflect.ValueOf(p.Resume).Elem(), r, len(text))
	p.Document.Text, p.Document.Visible = text, len(text)-5
	at := 0
	for i := range p.Document.Lines {
		at += r.IntN(3)
		p.Document.Lines[i].Span = document.Span{Start: at, End: at + 2}
		p.Document.Lines[i].Page, p.Document.Lines[i].Column = i+1, i
	}
	for i := range p.Document.Marks {
		p.Document.Marks[i].Level = r.IntN(math.MaxInt32)
	}
	for i := range p.Document.Hidden {
		p.Document.Hidden[i].Page = 7
	}
	for i := range p.Resume.Roles {
		p.Resume.Roles[i].Section = i % len(p.Resume.Sections)
		p.Resume.Roles[i].Period.Stated = 27
	}
	for i := range p.Resume.Passages {
		p.Resume.Passages[i].Role, p.Resume.Passages[i].Section = -1, len(p.Resume.Sections)-1
	}
	return p
}

func TestEncodeDecode(t *testing.T) {
	for seed := range uint64(50) {
		want := sample(seed)
		data := Encode(nil, want)
		got, err := Decode(data)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("seed %d: the round trip changes (-want +got):\n%s", seed, d)
		}
		for n := range data {
			if _, err := Decode(data[:n]); err == nil {
				t.Fatalf("seed %d: the first %d of %d bytes decode without an error", seed, n, len(data))
			}
		}
	}
}

// TestDecodeInto compares what is decoded in memory that was used before with what is decoded in fresh memory.
func TestDecodeInto(t *testing.T) {
	var used Parsed
	for _, seed := range []uint64{1, 2, 3, 1, 0, 3, 2, 2, 0, 1} {
		data := Encode(nil, sample(seed))
		want, err := Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		if err := DecodeInto(&used, data); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, used); d != "" {
			t.Fatal(d)
		}
	}
}

func TestEncodeEmpty(t *testing.T) {
	got, err := Decode(Encode([]byte("kept")[4:], Parsed{Document: &document.Document{}, Resume: &resume.Resume{}}))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(Parsed{Document: &document.Document{}, Resume: &resume.Resume{}}, got); d != "" {
		t.Error(d)
	}
}

// TestLayout holds the layout: caches and corpora keep it.
func TestLayout(t *testing.T) {
	h := sha256.New()
	for seed := range uint64(20) {
		h.Write(Encode(nil, sample(seed)))
	}
	const want = "296fd9344fe8d2baff21e20d25d8d24d51327cf8169cc40786da19847bb5fada"
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("%s, not %s: where a field is new or the layout another one, encodingVersion and Version go up and this is renewed", got, want)
	}
}

func TestDecodeKeepsNoData(t *testing.T) {
	want := sample(2)
	data := Encode(nil, want)
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	clear(data)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what was decoded changes with the bytes (-want +got):\n%s", d)
	}
}

func TestEncodeDropsWhatIsNoNumber(t *testing.T) {
	p := sample(1)
	p.Document.Pages[0].Width = float32(math.NaN())
	p.Document.Pages[0].Height = float32(math.Inf(1))
	got, err := Decode(Encode(nil, p))
	if err != nil || got.Document.Pages[0].Width != 0 || got.Document.Pages[0].Height != 0 {
		t.Errorf("got page %v, error %v; want a page of size 0", got.Document.Pages[0], err)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, break_ := range map[string]func(*Parsed){
		"a span past the text":     func(p *Parsed) { p.Resume.Contact.Name.End = len(p.Document.Text) + 1 },
		"a span before the text":   func(p *Parsed) { p.Resume.Contact.Name = document.Span{Start: -1, End: 1} },
		"a role that is not there": func(p *Parsed) { p.Resume.Passages[0].Role = len(p.Resume.Roles) },
		"a section that is not":    func(p *Parsed) { p.Resume.Passages[0].Section = len(p.Resume.Sections) },
		"a project that is not": func(p *Parsed) {
			p.Resume.Passages[0].Place, p.Resume.Passages[0].Role = resume.PlaceProject, len(p.Resume.Projects)
		},
		"an unknown place":          func(p *Parsed) { p.Resume.Passages[0].Place = resume.Places },
		"an unknown hidden kind":    func(p *Parsed) { p.Document.Hidden[0].Kind = document.HiddenKinds },
		"more visible than text":    func(p *Parsed) { p.Document.Visible = len(p.Document.Text) + 1 },
		"text that is not UTF-8":    func(p *Parsed) { p.Document.Text = "\xff" + p.Document.Text[1:] },
		"lines in the wrong order":  func(p *Parsed) { p.Document.Lines = []document.Line{{Span: document.Span{Start: 9, End: 10}}, {}} },
		"a negative page":           func(p *Parsed) { p.Document.Hidden[0].Page = -1 },
		"a month after December":    func(p *Parsed) { p.Resume.Roles[0].Period.Start.Month = 13 },
		"a year of another geology": func(p *Parsed) { p.Resume.Roles[0].Period.End.Year = 10000 },
	} {
		p := sample(3)
		break_(&p)
		if _, err := Decode(Encode(nil, p)); err == nil {
			t.Errorf("%s: decoded without an error", name)
		}
	}
	data := Encode(nil, sample(3))
	if _, err := Decode(append(data, 0)); err == nil {
		t.Error("a byte too many: decoded without an error")
	}
	data[0]++
	if _, err := Decode(data); err == nil {
		t.Error("another version: decoded without an error")
	}
}

func FuzzDecode(f *testing.F) {
	for seed := range uint64(4) {
		f.Add(Encode(nil, sample(seed)))
	}
	f.Add([]byte{encodingVersion, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Decode(data)
		var used Parsed
		if err := DecodeInto(&used, Encode(nil, sample(1))); err != nil {
			t.Fatal(err)
		}
		if errUsed := DecodeInto(&used, data); (errUsed == nil) != (err == nil) {
			t.Fatalf("%v in fresh memory, %v in used one", err, errUsed)
		}
		if err != nil {
			return
		}
		if d := cmp.Diff(p, used); d != "" {
			t.Fatal(d)
		}
		again, err := Decode(Encode(nil, p))
		if err != nil {
			t.Fatalf("what was decoded does not decode again: %v", err)
		}
		if d := cmp.Diff(p, again); d != "" {
			t.Fatal(d)
		}
		for _, passage := range p.Resume.Passages {
			_ = p.Document.Text[passage.Span.Start:passage.Span.End]
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	p := large()
	buf := Encode(nil, p)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = Encode(buf[:0], p)
	}
}

func BenchmarkDecode(b *testing.B) {
	buf := Encode(nil, large())
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(buf); err != nil {
			b.Fatal(err)
		}
	}
}

// large is a Parsed of the size of a two-page resume: 120 lines with geometry, 100 passages.
func large() Parsed {
	p := sample(5)
	var text []byte
	for range 120 {
		start := len(text)
		text = append(text, "designed the billing service that takes 4,000 requests a second\n"...)
		p.Document.Lines = append(p.Document.Lines, document.Line{Span: document.Span{Start: start, End: len(text) - 1}, Page: 1, Size: 10,
			Box: document.Box{X0: 72, Y0: 72, X1: 300, Y1: 84}})
		p.Resume.Passages = append(p.Resume.Passages, resume.Passage{Span: document.Span{Start: start, End: len(text) - 1}, Role: -1, Section: -1})
	}
	p.Document.Lines = p.Document.Lines[len(p.Document.Lines)-120:]
	p.Document.Text, p.Document.Visible = string(text), len(text)
	return p
}
