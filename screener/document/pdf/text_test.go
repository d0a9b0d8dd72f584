package pdf

import (
	"math/rand"
	"reflect"
	"testing"
)

// follow is a short way to what add does: sheets that are filled with and without it are the same.
func TestFollow(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	pick := func(v ...float64) float64 { return v[r.Intn(len(v))] }
	runes := []rune("aab bcé '`-\u05d0\u05d1•\u00a0")
	taken := 0
	for range 3000 {
		sheets := [2]*sheet{{frames: []frame{{1, 0}, {0, 1}}}, {frames: []frame{{1, 0}, {0, 1}}}}
		for _, s := range sheets {
			s.looks = []look{{}, {rgb: 1}, {mode: 3}}
		}
		p := pen{k: 10, em: 10, size: 10, v: 100}
		for range r.Intn(40) {
			c, width := runes[r.Intn(len(runes))], pick(0, 4, 5, 12)
			if r.Intn(4) == 0 {
				p.u += pick(-12, -5, -2, -0.5, 0.3, 1, 1.3, 20)
				p.v += pick(0, 0, 0, 0.5, 3, 6)
				p.slack = pick(0, 0, 1)
			}
			if r.Intn(8) == 0 {
				p.look, p.frame, p.size = int32(r.Intn(3)), int16(r.Intn(8)/7), pick(8, 10, 10, 12)
			}
			sheets[0].add(&p, c, p.u, width)
			if sheets[1].follow(&p, c, width) {
				taken++
			} else {
				sheets[1].add(&p, c, p.u, width)
			}
			p.u += width
		}
		for _, s := range sheets {
			s.closeWord()
		}
		if !reflect.DeepEqual(sheets[0], sheets[1]) {
			t.Fatalf("%q %+v\n%q %+v", sheets[0].text, sheets[0].words, sheets[1].text, sheets[1].words)
		}
	}
	if taken == 0 {
		t.Fatal("no glyph went the short way")
	}
}

// A word is dropped when the same one was drawn at its place not long before, whatever is between them: closeWord must find
// it as if it looked through them all.
func TestDrawnTwice(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	words := []string{"a", "b", "ab", "ba", "aab", "abb", "aba", "Engineer", "Enginer"}
	dropped := 0
	for range 2000 {
		s := &sheet{frames: []frame{{1, 0}}, looks: []look{{}}}
		type drawn struct {
			text string
			u, v float64
		}
		var want []drawn
		for range r.Intn(150) {
			d := drawn{words[r.Intn(len(words))], float64(r.Intn(6)) * 50, float64(r.Intn(3)) * 20}
			p := pen{k: 10, em: 10, size: 10, u: d.u, v: d.v}
			for _, c := range d.text {
				s.add(&p, c, p.u, 5)
				p.u += 5
			}
			s.closeWord()
			twice := false
			for i := len(want) - 1; i >= 0 && i >= len(want)-64; i-- {
				twice = twice || want[i] == d
			}
			if twice {
				dropped++
			} else {
				want = append(want, d)
			}
		}
		for i, d := range want {
			if i >= len(s.words) || string(s.text[s.words[i].start:s.words[i].end]) != d.text || s.words[i].u0 != d.u || s.words[i].v != d.v {
				t.Fatalf("word %d is not %v", i, d)
			}
		}
		if len(s.words) != len(want) {
			t.Fatalf("%d words, not %d", len(s.words), len(want))
		}
	}
	if dropped == 0 {
		t.Fatal("no word was drawn twice")
	}
}
