package batch

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/intake"
	"shortlist/screener/reader"
)

var testHeader = Header{Tool: "1", Reader: reader.Version, Rubrics: []string{"aa", "bb"}, AsOf: "2026-11-21"}

func openJournal(t testing.TB, path string, h Header) *Journal {
	t.Helper()
	j, err := OpenJournal(path, h)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// screenWith screens dir with the journal and says how many records were taken from it.
func screenWith(t testing.TB, j *Journal, dir string) (recs []Record, again int) {
	t.Helper()
	recs = screen(t, Options{Journal: j, OnProgress: func(p Progress) { again = p.Again }}, dir)
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	return recs, again
}

func TestJournal(t *testing.T) {
	dir, path := folder(t, 40), filepath.Join(t.TempDir(), "run.journal")
	plain := screen(t, Options{}, dir)

	first, again := screenWith(t, openJournal(t, path, testHeader), dir)
	if again != 0 {
		t.Errorf("a new journal gave %d records", again)
	}
	second, again := screenWith(t, openJournal(t, path, testHeader), dir)
	if again != 40 {
		t.Errorf("a full journal gave %d of 40 records", again)
	}
	if d := cmp.Diff(plain, first); d != "" {
		t.Errorf("a journal changes the result: %s", d)
	}
	if d := cmp.Diff(asJSON(t, plain), asJSON(t, second)); d != "" {
		t.Errorf("records from the journal differ: %s", d)
	}
	if info, _ := os.Stat(path); info.Mode().Perm()&0o077 != 0 {
		t.Errorf("others may read the journal: mode %v", info.Mode())
	}

	// A changed file is done again, and only that one.
	if err := os.WriteFile(filepath.Join(dir, "cv0001.txt"), []byte("Other Person\nother@example.org\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	third, again := screenWith(t, openJournal(t, path, testHeader), dir)
	if again != 39 || third[1].Resume.Name != "Other Person" {
		t.Errorf("after a change %d of 40 came from the journal, the changed one is of %q", again, third[1].Resume.Name)
	}

	// Another rubric, reader, date: all is done again.
	for what, change := range map[string]func(*Header){
		"another rubric":               func(h *Header) { h.Rubrics = []string{"aa", "cc"} },
		"another reader":               func(h *Header) { h.Reader = "0" },
		"another as-of date":           func(h *Header) { h.AsOf = "2026-11-22" },
		"another version of shortlist": func(h *Header) { h.Tool = "2" },
		"another vocabulary":           func(h *Header) { h.Vocabulary = "x" },
		"another structure data":       func(h *Header) { h.Structure = "x" },
		"another options":              func(h *Header) { h.Options = "ocr" },
	} {
		screenWith(t, openJournal(t, path, testHeader), dir)
		h := testHeader
		change(&h)
		j := openJournal(t, path, h)
		if j.Replaced != what || len(j.lines) != 0 {
			t.Errorf("%s: replaced %q, %d records kept", what, j.Replaced, len(j.lines))
		}
		j.Close()
	}
}

func asJSON(t testing.TB, recs []Record) string {
	t.Helper()
	b, err := json.MarshalIndent(recs, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestJournalTorn cuts the journal off at every byte, as a power cut may.
func TestJournalTorn(t *testing.T) {
	dir, path := folder(t, 3), filepath.Join(t.TempDir(), "run.journal")
	want, _ := screenWith(t, openJournal(t, path, testHeader), dir)
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(whole) + 1 {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		j := openJournal(t, path, testHeader)
		lines := strings.Count(string(whole[:n]), "\n") - 1
		if len(j.lines) != max(lines, 0) {
			t.Fatalf("cut at byte %d: %d records of %d whole lines", n, len(j.lines), lines)
		}
		if torn := n > 0 && whole[n-1] != '\n'; j.Mended != torn {
			t.Fatalf("cut at byte %d: mended %t", n, j.Mended)
		}
		if n%200 != 0 {
			j.Close()
			continue
		}
		got, _ := screenWith(t, j, dir)
		if d := cmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
			t.Fatalf("cut at byte %d: %s", n, d)
		}
		if again, _ := os.ReadFile(path); len(again) != len(whole) {
			t.Fatalf("cut at byte %d: the mended journal has %d bytes, want %d", n, len(again), len(whole))
		}
	}
}

func TestJournalDamaged(t *testing.T) {
	dir, path := folder(t, 3), filepath.Join(t.TempDir(), "run.journal")
	want, _ := screenWith(t, openJournal(t, path, testHeader), dir)
	b, _ := os.ReadFile(path)
	// Somebody edits a score.
	damaged := strings.Replace(string(b), `"score":`, `"score":1`, 1)
	if damaged == string(b) {
		t.Fatal("nothing to damage")
	}
	os.WriteFile(path, []byte(damaged), 0o600)
	got, again := screenWith(t, openJournal(t, path, testHeader), dir)
	if again != 2 {
		t.Errorf("%d records were taken, want 2 of 3", again)
	}
	if d := cmp.Diff(asJSON(t, want), asJSON(t, got)); d != "" {
		t.Error(d)
	}
}

func TestJournalRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "thesis.txt")
	for _, text := range []string{"my only copy\n", "{\"schema\":\"shortlist.report/1\"}\n", "x"} {
		os.WriteFile(path, []byte(text), 0o600)
		if _, err := OpenJournal(path, testHeader); err == nil || !strings.Contains(err.Error(), "file of another kind") {
			t.Errorf("%q: error %v", text, err)
		}
		if b, _ := os.ReadFile(path); string(b) != text {
			t.Errorf("%q was changed to %q", text, b)
		}
	}
	if _, err := OpenJournal(t.TempDir(), testHeader); err == nil {
		t.Error("a folder is no journal")
	}
	free := filepath.Join(t.TempDir(), "a.journal")
	j := openJournal(t, free, testHeader)
	defer j.Close()
	if _, err := OpenJournal(free, testHeader); err == nil || !strings.Contains(err.Error(), "another run") {
		t.Errorf("two runs at once: error %v", err)
	}
}

// TestJournalDiskFull closes the file under the journal, which fails each write as a full disk does: the run goes on, and the
// journal keeps what it has.
func TestJournalDiskFull(t *testing.T) {
	dir, path := folder(t, 30), filepath.Join(t.TempDir(), "run.journal")
	j := openJournal(t, path, testHeader)
	n := 0
	err := Run(t.Context(), intake.List([]string{dir}), judge, Options{Pool: testPool(t, reader.Options{Workers: 1}), Journal: j}, func(Record) error {
		if n++; n == 3 {
			j.mu.Lock()
			j.file.Close()
			j.mu.Unlock()
		}
		return nil
	})
	if err != nil || n != 30 || j.Failed() == nil {
		t.Fatalf("%d of 30 records came, error %v; the journal says %v", n, err, j.Failed())
	}
	again := openJournal(t, path, testHeader)
	defer again.Close()
	if len(again.lines) < 3 {
		t.Errorf("%d records are left of those that were written", len(again.lines))
	}
}
