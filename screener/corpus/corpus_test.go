package corpus

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var items = []Item{
	{File: "a.pdf", SHA256: "aa", Parsed: []byte("parsed a")},
	{File: "b.pdf", SHA256: "bb", Reason: "no text layer", Parsed: []byte{}},
	{File: "ü/c.docx", Parsed: bytes.Repeat([]byte("xyz"), 100_000)},
}

func build(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, Header{Reader: "4", Structure: "cafe", MadeUp: true, AsOf: "2026-11-21"})
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range items {
		if err := w.Add(it); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readAll(data []byte) (Header, []Item, error) {
	r, err := NewReader(bytes.NewReader(data))
	if err != nil {
		return Header{}, nil, err
	}
	defer r.Close()
	var got []Item
	for {
		it, err := r.Next()
		if err == io.EOF {
			return r.Header, got, nil
		}
		if err != nil {
			return r.Header, got, err
		}
		got = append(got, it)
	}
}

func TestRoundTrip(t *testing.T) {
	data := build(t)
	h, got, err := readAll(data)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(items, got); d != "" {
		t.Error(d)
	}
	if h.Resumes != 3 || !h.MadeUp || h.Blind || h.AsOf != "2026-11-21" {
		t.Errorf("header %+v", h)
	}
	if len(data) > 2000 {
		t.Errorf("300 kB of repetition take %d bytes", len(data))
	}
}

// A corpus that lost its end must never pass for a smaller one.
func TestCutOffAtEveryByte(t *testing.T) {
	data := build(t)
	for n := range data {
		if _, _, err := readAll(data[:n]); err == nil {
			t.Fatalf("cut to %d of %d bytes: no error", n, len(data))
		}
	}
}

func TestForeignFile(t *testing.T) {
	_, _, err := readAll([]byte("%PDF-1.7"))
	if err == nil || !strings.HasPrefix(err.Error(), "not a corpus") {
		t.Errorf("got %v", err)
	}
}

func TestOtherVersion(t *testing.T) {
	r, err := NewReader(bytes.NewReader(build(t)))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if err := r.Check("4", "cafe"); err != nil {
		t.Error(err)
	}
	for _, now := range [][2]string{{"5", "cafe"}, {"4", "beef"}} {
		var v *ErrVersion
		if err := r.Check(now[0], now[1]); !errors.As(err, &v) {
			t.Errorf("reader %s, structure %s: %v", now[0], now[1], err)
		}
	}
}

func FuzzReader(f *testing.F) {
	data := build(f)
	f.Add(data)
	f.Add(data[:len(data)/2])
	f.Add([]byte(magic + "{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		_, _, _ = readAll(data) // must neither panic nor run away with memory
	})
}
