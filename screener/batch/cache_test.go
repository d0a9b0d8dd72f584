package batch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/reader"
)

func openCache(t testing.TB, dir, structure string, most int64) *Cache {
	t.Helper()
	c, err := OpenCache(dir, structure, most)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// readable is how many of the files of folder(40) are kept in a cache.
const readable = 35

func TestCache(t *testing.T) {
	dir, at := folder(t, 40), filepath.Join(t.TempDir(), "cache")
	plain := screen(t, Options{}, dir)
	run := func(structure string, wantHits, wantPuts int) {
		t.Helper()
		c := openCache(t, at, structure, 0)
		if d := cmp.Diff(plain, screen(t, Options{Cache: c}, dir)); d != "" {
			t.Errorf("the cache changes the result: %s", d)
		}
		if c.hits != wantHits || c.puts != wantPuts {
			t.Errorf("%d from the cache, %d put there; want %d and %d", c.hits, c.puts, wantHits, wantPuts)
		}
	}
	run("s1", 0, readable)
	run("s1", readable, 0)
	run("s2", 0, readable) // other structure data understand another resume

	c := openCache(t, at, "s1", 0)
	info, err := c.Info()
	if err != nil || info.Files != 2*readable || info.Bytes < 1000*readable {
		t.Errorf("info %+v, %v", info, err)
	}
	if mode, _ := os.Stat(at); mode.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", mode.Mode())
	}
	gone, err := c.Clear()
	if err != nil || gone.Files != info.Files || gone.Bytes != info.Bytes {
		t.Errorf("cleared %+v, %v; want %+v", gone, err, info)
	}
	run("s1", 0, readable)
}

// TestCacheDamaged turns a bit in each kept file: each is read again, and kept again.
func TestCacheDamaged(t *testing.T) {
	dir, at := folder(t, 40), filepath.Join(t.TempDir(), "cache")
	plain := screen(t, Options{Cache: openCache(t, at, "", 0)}, dir)
	files, err := openCache(t, at, "", 0).files()
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		b, _ := os.ReadFile(f.path)
		switch i % 3 {
		case 0:
			b[i%len(b)] ^= 1
		case 1:
			b = b[:i%len(b)]
		case 2:
			b = append(b, 0)
		}
		os.WriteFile(f.path, b, 0o600)
	}
	c := openCache(t, at, "", 0)
	if d := cmp.Diff(plain, screen(t, Options{Cache: c}, dir)); d != "" {
		t.Error(d)
	}
	if c.hits != 0 || c.puts != readable {
		t.Errorf("%d from the cache, %d put there; want 0 and %d", c.hits, c.puts, readable)
	}
}

func TestCacheIsBounded(t *testing.T) {
	dir, at := folder(t, 200), filepath.Join(t.TempDir(), "cache")
	const most = 100 << 10
	c := openCache(t, at, "", most)
	screen(t, Options{Cache: c}, dir)
	info, err := c.Info()
	if err != nil || info.Bytes > most || info.Files < 10 {
		t.Errorf("info %+v, %v; want at most %d bytes", info, err, most)
	}
}

func TestCacheRefusesOtherFolders(t *testing.T) {
	dir := folder(t, 3)
	if _, err := OpenCache(dir, "", 0); err == nil || !strings.Contains(err.Error(), "no cache") {
		t.Errorf("error %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 3 {
		t.Errorf("%d files left of 3", len(entries))
	}
}

// TestCacheClearLeavesTheRest puts files of a person into the cache's folder.
func TestCacheClearLeavesTheRest(t *testing.T) {
	at := filepath.Join(t.TempDir(), "cache")
	c := openCache(t, at, "", 0)
	screen(t, Options{Cache: c}, folder(t, 5))
	mine := filepath.Join(at, "ab", "mine.txt")
	os.MkdirAll(filepath.Dir(mine), 0o700)
	os.WriteFile(mine, nil, 0o600)
	if _, err := c.Clear(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Error("a file that is none of the cache's was removed")
	}
}

func TestCacheKey(t *testing.T) {
	c := &Cache{structure: "s"}
	base := c.key("aa", "a.txt", reader.Limits{}, false)
	lim := reader.Limits{}
	lim.Pages = 7
	for what, other := range map[string]string{
		"other bytes":     c.key("ab", "a.txt", reader.Limits{}, false),
		"another ending":  c.key("aa", "a.md", reader.Limits{}, false),
		"other limits":    c.key("aa", "a.txt", lim, false),
		"with OCR":        c.key("aa", "a.txt", reader.Limits{}, true),
		"other structure": (&Cache{structure: "t"}).key("aa", "a.txt", reader.Limits{}, false),
	} {
		if other == base {
			t.Errorf("%s: the same key", what)
		}
	}
	if c.key("aa", "elsewhere/b.TXT", reader.Limits{}, false) != base {
		t.Error("the same bytes under another name have another key")
	}
}
