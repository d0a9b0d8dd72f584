package pdf

import (
	"bytes"
	"compress/flate"
	"io"
	"math/rand"
	"os"
	"path/filepath"
	"testing"

	faster "github.com/klauspost/compress/flate"
)

// plainInflate is the standard library, which inflate must agree with.
func plainInflate(src []byte) ([]byte, error) {
	return io.ReadAll(flate.NewReader(bytes.NewReader(src)))
}

func checkInflate(t *testing.T, z *inflater, src []byte) {
	t.Helper()
	want, err := plainInflate(src)
	got := z.inflate(nil, src, 1<<26)
	if err == nil && !bytes.Equal(got, want) || !bytes.HasPrefix(got, want) {
		t.Fatalf("%d bytes: got %d, want %d (%v)", len(src), len(got), len(want), err)
	}
	// A cut stream may give some bytes more than the library, which reads ahead; a damaged one gives the same.
	if err != nil && err != io.ErrUnexpectedEOF && len(got) != len(want) {
		t.Fatalf("%d bytes: got %d, want %d (%v)", len(src), len(got), len(want), err)
	}
}

func inflateSamples() (out [][]byte) {
	r := rand.New(rand.NewSource(1))
	texts := [][]byte{nil, []byte("a"), bytes.Repeat([]byte("ab"), 40000), bytes.Repeat([]byte{0}, 100000)}
	noise := make([]byte, 70000)
	r.Read(noise)
	texts = append(texts, noise)
	few := make([]byte, 90000)
	for i := range few {
		few[i] = byte(r.ExpFloat64() * 9)
	}
	texts = append(texts, few)
	var content bytes.Buffer
	for content.Len() < 200000 {
		for range r.Intn(9) {
			content.WriteString([]string{"BT ", "1 0 0 1 72.5 ", "720 Tm ", "(Experience) Tj ", "/F1 12 Tf ", "0.5 g ", "\n"}[r.Intn(7)])
		}
		content.WriteByte(byte('0' + r.Intn(10)))
	}
	texts = append(texts, content.Bytes())
	for _, text := range texts {
		for _, level := range []int{flate.HuffmanOnly, 0, 1, 6, 9} {
			var b bytes.Buffer
			w, _ := flate.NewWriter(&b, level)
			for part := text; len(part) > 0; { // several blocks
				n := min(len(part), 1+r.Intn(50000))
				w.Write(part[:n])
				if part = part[n:]; r.Intn(2) == 0 {
					w.Flush()
				}
			}
			w.Close()
			out = append(out, b.Bytes())
		}
	}
	return append(out, []byte{3, 0}, []byte{1, 0, 0, 255, 255}, []byte{6}, []byte{0x4b, 4, 0})
}

func TestInflate(t *testing.T) {
	z := new(inflater)
	r := rand.New(rand.NewSource(2))
	for _, src := range inflateSamples() {
		checkInflate(t, z, src)
		for range 20 {
			if len(src) == 0 {
				continue
			}
			checkInflate(t, z, src[:r.Intn(len(src))])
			bad := bytes.Clone(src)
			for range 1 + r.Intn(3) {
				bad[r.Intn(min(len(bad), 1<<r.Intn(17)))] ^= 1 << r.Intn(8)
			}
			checkInflate(t, z, bad)
		}
	}
}

// The limit is kept to within one copy, whatever comes.
func TestInflateLimit(t *testing.T) {
	z := new(inflater)
	for _, src := range inflateSamples() {
		want, _ := plainInflate(src)
		for _, limit := range []int{0, 1, 1000, len(want) / 2} {
			got := z.inflate(nil, src, limit)
			if len(got) < min(len(want), limit+1) || len(got) > limit+1<<16 || !bytes.HasPrefix(want, got) {
				t.Fatalf("%d of %d bytes under a limit of %d", len(got), len(want), limit)
			}
		}
	}
}

func FuzzInflate(f *testing.F) {
	for _, s := range inflateSamples() {
		if len(s) < 5000 {
			f.Add(s)
		}
	}
	f.Fuzz(func(t *testing.T, src []byte) { checkInflate(t, new(inflater), src) })
}

// BenchmarkInflate compares with a library that is faster than the standard one, on the streams of testdata.
func BenchmarkInflate(b *testing.B) {
	names, _ := filepath.Glob("../../../testdata/resumes/*.pdf")
	var streams [][]byte
	size := 0
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		for {
			i := bytes.Index(data, []byte("stream\n"))
			if i < 0 {
				break
			}
			data = data[i+7:]
			if len(data) > 2 && data[0]&15 == 8 {
				if out, err := plainInflate(data[2:]); err == nil {
					streams = append(streams, data[2:])
					size += len(out)
				}
			}
		}
	}
	b.Run("ours", func(b *testing.B) {
		b.SetBytes(int64(size))
		z, out := new(inflater), []byte(nil)
		for b.Loop() {
			for _, s := range streams {
				out = z.inflate(out, s, 1<<26)
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		b.SetBytes(int64(size))
		r, src, out := faster.NewReader(nil), bytes.NewReader(nil), new(bytes.Buffer)
		for b.Loop() {
			for _, s := range streams {
				src.Reset(s)
				out.Reset()
				r.(faster.Resetter).Reset(src, nil)
				out.ReadFrom(r)
			}
		}
	})
}
