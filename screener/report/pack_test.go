package report

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// anyRecord fills every field of a record, so that none is forgotten where records are written.
func anyRecord(rnd *rand.Rand) Resume {
	var res Resume
	fill(reflect.ValueOf(&res).Elem(), rnd)
	return res
}

var oddTexts = []string{"", "Go", `say "hi" \ <b>&amp;</b>`, "tab\tline\nfeed\r\b\f\x00\x1f\x7f", "Łódź 日本 🦀", "broken \xff\xfe utf-8 \xe2\x82", "\u2028\u2029\ufffd", "é"}
var oddNumbers = []float64{0, 1, -1, 0.5, 71.4, 33.333, 1e-7, 1.5e-9, -2e-10, 1e20, 1e21, 1.7e300, math.MaxFloat64, math.SmallestNonzeroFloat64, 12345678.9}

func fill(v reflect.Value, rnd *rand.Rand) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(oddTexts[rnd.IntN(len(oddTexts))])
	case reflect.Int:
		v.SetInt([]int64{0, 1, -1, 300, -70000, math.MaxInt64, math.MinInt64}[rnd.IntN(7)])
	case reflect.Float64:
		v.SetFloat(oddNumbers[rnd.IntN(len(oddNumbers))])
	case reflect.Bool:
		v.SetBool(rnd.IntN(2) == 0)
	case reflect.Pointer:
		if rnd.IntN(4) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), rnd)
		}
	case reflect.Slice:
		if n := rnd.IntN(5); n < 4 { // else it stays nil
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(v.Index(i), rnd)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("json") != "-" {
				fill(v.Field(i), rnd)
			}
		}
	case reflect.Func: // of a record in brief, which is never kept
	default:
		panic("a record has a field of a kind that nothing here fills: " + v.Type().String())
	}
}

// TestPack: what is packed comes back, whatever is in it.
func TestPack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		want := anyRecord(rnd)
		data := appendPacked([]byte("kept"), &want)
		if string(data[:4]) != "kept" {
			t.Fatal("pack does not append")
		}
		got, err := unpack(data[4:])
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatal(d)
		}
		if _, err := unpack(data[4 : len(data)-1]); err == nil {
			t.Error("a record that was cut was taken")
		}
	}
}

func FuzzUnpack(f *testing.F) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 10 {
		res := anyRecord(rnd)
		f.Add(appendPacked(nil, &res))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		res, err := unpack(data)
		if err != nil {
			return
		}
		again, err := unpack(appendPacked(nil, &res))
		if d := cmp.Diff(res, again, cmp.Comparer(func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })); err != nil || d != "" {
			t.Fatal(err, d)
		}
	})
}

// TestAppendJSON holds appendJSON against encoding/json.
func TestAppendJSON(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		record := Record{Schema: RecordSchema, Rubrics: []RubricRef{{Name: "a<b>"}}, Resume: anyRecord(rnd)}
		want, err := json.Marshal(&record)
		if err != nil {
			t.Fatal(err)
		}
		got, err := appendJSON([]byte("kept"), &record, jsonStyle{escapeHTML: true})
		if d := cmp.Diff("kept"+string(want), string(got)); err != nil || d != "" {
			t.Fatal(err, d)
		}
		if want, err = indented(&record, "  "); err != nil {
			t.Fatal(err)
		}
		got, err = appendJSON(nil, &record, jsonStyle{indent: true, prefix: "  "})
		if d := cmp.Diff(string(want), string(got)+"\n"); err != nil || d != "" {
			t.Fatal(err, d)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1)} {
		if _, err := AppendRecord(nil, &Resume{Lean: Lean{Score: bad}}); err == nil {
			t.Errorf("%v was written", bad)
		}
	}
	if _, err := appendJSON(nil, map[string]int{"a": 1}, jsonStyle{}); err == nil {
		t.Error("a map was written")
	}
}

func FuzzAppendJSON(f *testing.F) {
	for i, s := range oddTexts {
		f.Add(s, oddNumbers[i], i)
	}
	f.Fuzz(func(t *testing.T, s string, x float64, n int) {
		res := Resume{Name: s, Months: n, Lean: Lean{Score: x}, Doubts: []string{s}}
		for _, escape := range []bool{true, false} {
			got, bad := appendJSON(nil, &res, jsonStyle{escapeHTML: escape, indent: !escape})
			want, err := json.Marshal(&res)
			if !escape {
				want, err = indented(&res, "")
				got = append(got, '\n')
			}
			if (err == nil) != (bad == nil) {
				t.Fatalf("%v, and encoding/json says %v", bad, err)
			}
			if d := cmp.Diff(string(want), string(got)); err == nil && d != "" {
				t.Fatal(d)
			}
		}
	})
}

func BenchmarkRecord(b *testing.B) {
	res := made(8, 7).Resumes
	for i := range res {
		res[i] = tidy(res[i], "")
	}
	var packed, text []byte
	for _, bench := range []struct {
		name string
		do   func(*Resume) int
	}{
		{"pack", func(r *Resume) int { packed = appendPacked(packed[:0], r); return len(packed) }},
		{"unpack", func(r *Resume) int { got, _ := unpack(packed); return len(packed) + len(got.ID)*0 }},
		{"json", func(r *Resume) int { text, _ = AppendRecord(text[:0], r); return len(text) }},
		{"json by encoding/json", func(r *Resume) int { text, _ = json.Marshal(r); return len(text) }},
		{"indented json", func(r *Resume) int { text, _ = appendJSON(text[:0], r, jsonStyle{indent: true}); return len(text) }},
		{"indented json by encoding/json", func(r *Resume) int { text, _ = indented(r, ""); return len(text) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			n := 0
			packed = appendPacked(nil, &res[0])
			b.ReportAllocs()
			for i := range b.N {
				n += bench.do(&res[i%len(res)])
			}
			b.SetBytes(int64(n / b.N))
		})
	}
}
