// Package readertest holds readers of documents to what all of them promise: a document whose spans fit its text, or an
// error that says why there is none.
package readertest

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shortlist/screener/document"
)

// Read is a reader of one format.
type Read func(data []byte, limits document.Limits) (*document.Document, error)

// Must reads what can be read.
func Must(t testing.TB, read Read, data []byte) *document.Document {
	t.Helper()
	d, err := read(data, document.Limits{})
	if err == nil {
		err = d.Check()
	}
	if err != nil {
		t.Fatalf("%.60q: %v", data, err)
	}
	return d
}

// Refuses expects a *document.Unreadable whose reason holds the words of says.
func Refuses(t testing.TB, read Read, what string, data []byte, says string) {
	t.Helper()
	_, err := read(data, document.Limits{})
	var u *document.Unreadable
	if !errors.As(err, &u) || !strings.Contains(u.Reason, says) {
		t.Errorf("%s: %v, want a reason with %q", what, err, says)
	}
}

// Hides expects that words are hidden as one kind and nothing is as any other, or with HiddenKinds that they are seen.
func Hides(t testing.TB, d *document.Document, what string, kind document.HiddenKind, words string) {
	t.Helper()
	for k := range document.HiddenKinds {
		want, got := "", ""
		if k == kind {
			want = words
		}
		for _, h := range d.Hidden {
			if h.Kind == k {
				got += d.Slice(h.Span)
			}
		}
		if got != want {
			t.Errorf("%s: kind %d holds %q, want %q", what, k, got, want)
		}
	}
	if seen := strings.Contains(d.Text[:d.Visible], words); seen != (kind == document.HiddenKinds) {
		t.Errorf("%s: seen %v", what, seen)
	}
}

// Marked lists what bears a kind of mark, joined by "|".
func Marked(d *document.Document, kind document.MarkKind) string {
	var out []string
	for _, m := range d.Marks {
		if m.Kind == kind {
			out = append(out, d.Slice(m.Span))
		}
	}
	return strings.Join(out, "|")
}

// Seed begins a fuzz target with the made-up resumes that pattern names below testdata, seen from a reader's folder.
func Seed(f *testing.F, pattern string) {
	f.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", pattern))
	if err != nil || len(names) == 0 {
		f.Fatalf("no made-up files to begin with: %v", err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// Any reads what may be anything: an error is an answer, a document that contradicts itself is none.
func Any(t *testing.T, read Read, data []byte, limits document.Limits) {
	d, err := read(data, limits)
	if err != nil {
		return
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
}

// Bench measures the reading of one file.
func Bench(b *testing.B, read Read, data []byte) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := read(data, document.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}
