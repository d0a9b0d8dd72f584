package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"shortlist/screener/document"
)

func packed(t *testing.T, method uint16, names ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, n := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: n, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, strings.Repeat("content of "+n+" ", 50)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestParts(t *testing.T) {
	for _, method := range []uint16{zip.Deflate, zip.Store} {
		whole := packed(t, method, "word/document.xml", `word\styles.xml`, "a.xml")
		for what, data := range map[string][]byte{"whole": whole, "without a directory": whole[:bytes.Index(whole, []byte("PK\x01\x02"))]} {
			a, err := Open(data, document.Limits{})
			if err != nil {
				t.Fatalf("%s: %v", what, err)
			}
			if a.Damaged != (what != "whole") {
				t.Errorf("%s: damaged %v", what, a.Damaged)
			}
			for _, name := range []string{"word/document.xml", "A.XML", "word/styles.xml"} {
				got, cut, err := a.Read(name)
				if err != nil || cut && method == zip.Deflate || !strings.Contains(strings.ToLower(string(got)), "content of ") {
					t.Errorf("%s, method %d: %s: %.40q, cut %v, %v", what, method, name, got, cut, err)
				}
			}
			if got, _, err := a.Read("missing"); got != nil || err != nil {
				t.Errorf("a missing part: %q, %v", got, err)
			}
		}
	}
}

func TestBounds(t *testing.T) {
	data := packed(t, zip.Deflate, "a.xml", "b.xml")
	a, err := Open(data, document.Limits{Inflated: 1000})
	if err != nil {
		t.Fatal(err)
	}
	var u *document.Unreadable
	if _, _, err := a.Read("a.xml"); err != nil {
		t.Error(err)
	}
	if _, _, err := a.Read("b.xml"); !errors.As(err, &u) {
		t.Errorf("the second part passes what all may unpack to, and: %v", err)
	}
	if _, err := Open(data, document.Limits{Size: 10}); !errors.As(err, &u) {
		t.Errorf("a file over the limit: %v", err)
	}
	if _, err := Open([]byte("PK\x03\x04 nothing"), document.Limits{}); !errors.As(err, &u) {
		t.Errorf("no parts: %v", err)
	}
}
