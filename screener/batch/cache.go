package batch

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"shortlist/screener/reader"
)

// Cache keeps parsed resumes in a folder, each under the hash of all that it depends on: the file's bytes, the ending of
// its name, the reader's version, the structure data, the limits. It may be deleted at any time. What was read is not
// trusted: a damaged file counts as none. Several runs may share a cache.
type Cache struct {
	dir       string
	structure string
	most      int64

	mu   sync.Mutex
	size int64 // bytes of all files, as far as this run knows
	hits int   // resumes that this run took from it
	puts int   // and those that it put there
}

// DefaultCacheSize bounds a cache where nobody says otherwise, in bytes.
const DefaultCacheSize = 2 << 30

const (
	cacheMarker = "shortlist-cache" // a file that says whose folder this is, so that clearing it can do no harm
	cacheMagic  = "SLC1"
	cacheSum    = 16 // bytes of SHA-256 before what is kept
)

// OpenCache opens the cache in dir, and makes it where there is none. structure is the hash of the structure data, most
// bounds its size in bytes (0: DefaultCacheSize). Only its owner may look into it. A folder with other things in it is refused.
func OpenCache(dir, structure string, most int64) (*Cache, error) {
	if most <= 0 {
		most = DefaultCacheSize
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cache %s cannot be made: %w", dir, bare(err))
	}
	if !IsCache(dir) {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return nil, fmt.Errorf("cache %s cannot be read: %w", dir, bare(err))
		}
		if len(entries) > 0 {
			return nil, fmt.Errorf("%s holds other things and is no cache; name a new or an empty folder", dir)
		}
		if err := os.WriteFile(filepath.Join(dir, cacheMarker), []byte("Parsed resumes, kept by shortlist. This folder may be deleted.\n"), 0o600); err != nil {
			return nil, fmt.Errorf("cache %s cannot be written: %w", dir, bare(err))
		}
	}
	if err := os.Chmod(dir, 0o700); err != nil {
		return nil, fmt.Errorf("cache %s holds people's data, and cannot be shut to others: %w", dir, bare(err))
	}
	c := &Cache{dir: dir, structure: structure, most: most}
	files, err := c.files()
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		c.size += f.size
	}
	return c, nil
}

// IsCache says whether dir is a cache.
func IsCache(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, cacheMarker))
	return err == nil
}

// key is the name that a parsed resume is kept under.
func (c *Cache) key(sha256sum, name string, lim reader.Limits, ocr bool) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s\n%s\n%+v\n%t\n", sha256sum, strings.ToLower(filepath.Ext(name)), reader.Version, c.structure, lim.Limits, ocr)
	return hex.EncodeToString(h.Sum(nil))
}

func (c *Cache) path(key string) string { return filepath.Join(c.dir, key[:2], key[2:]) }

// get gives what is kept under key.
func (c *Cache) get(key string) ([]byte, bool) {
	b, err := os.ReadFile(c.path(key))
	if err != nil {
		return nil, false
	}
	rest, ok := bytes.CutPrefix(b, []byte(cacheMagic))
	if !ok || len(rest) < cacheSum {
		return nil, false
	}
	sum := sha256.Sum256(rest[cacheSum:])
	if !bytes.Equal(sum[:cacheSum], rest[:cacheSum]) {
		return nil, false
	}
	c.mu.Lock()
	c.hits++
	c.mu.Unlock()
	return rest[cacheSum:], true
}

// put keeps data under key. A cache that cannot be written is as good as none, so nobody hears of it.
func (c *Cache) put(key string, data []byte) {
	path := c.path(key)
	if os.MkdirAll(filepath.Dir(path), 0o700) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(path), "new-*")
	if err != nil {
		return
	}
	sum := sha256.Sum256(data)
	_, err = f.Write(slices.Concat([]byte(cacheMagic), sum[:cacheSum], data))
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.puts++
	c.size += int64(len(cacheMagic) + cacheSum + len(data))
	if c.size > c.most {
		c.evict()
	}
}

// evict removes the oldest files until a fifth of the room is free; c.mu is held.
func (c *Cache) evict() {
	files, err := c.files()
	if err != nil {
		return
	}
	slices.SortFunc(files, func(a, b cached) int {
		return cmp.Or(cmp.Compare(a.age, b.age), strings.Compare(a.path, b.path))
	})
	c.size = 0
	for _, f := range files {
		c.size += f.size
	}
	for _, f := range files {
		if c.size <= c.most-c.most/5 {
			return
		}
		if os.Remove(f.path) == nil {
			c.size -= f.size
		}
	}
}

// cached is a file of the cache.
type cached struct {
	path string
	size int64
	age  int64 // when it was written, in nanoseconds of the file system's clock
}

// files lists what is kept, and nothing else that may lie in the folder.
func (c *Cache) files() ([]cached, error) {
	dirs, err := os.ReadDir(c.dir)
	if err != nil {
		return nil, fmt.Errorf("cache %s cannot be read: %w", c.dir, bare(err))
	}
	var out []cached
	for _, d := range dirs {
		if !d.IsDir() || !isHex(d.Name(), 2) {
			continue
		}
		entries, err := os.ReadDir(filepath.Join(c.dir, d.Name()))
		if err != nil {
			continue
		}
		for _, e := range entries {
			if !isHex(e.Name(), 62) && !strings.HasPrefix(e.Name(), "new-") {
				continue
			}
			info, err := e.Info()
			if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
				continue
			}
			if err != nil {
				return nil, fmt.Errorf("cache %s cannot be read: %w", c.dir, bare(err))
			}
			out = append(out, cached{filepath.Join(c.dir, d.Name(), e.Name()), info.Size(), info.ModTime().UnixNano()})
		}
	}
	return out, nil
}

func isHex(s string, n int) bool {
	return len(s) == n && strings.Trim(s, "0123456789abcdef") == ""
}

// CacheInfo is what a cache holds.
type CacheInfo struct {
	Files int
	Bytes int64
	Most  int64 // bytes it may grow to
}

// Info counts what the cache holds.
func (c *Cache) Info() (CacheInfo, error) {
	files, err := c.files()
	info := CacheInfo{Files: len(files), Most: c.most}
	for _, f := range files {
		info.Bytes += f.size
	}
	return info, err
}

// Clear removes all that the cache holds and leaves the folder.
func (c *Cache) Clear() (CacheInfo, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	files, err := c.files()
	if err != nil {
		return CacheInfo{}, err
	}
	gone := CacheInfo{Most: c.most}
	for _, f := range files {
		if e := os.Remove(f.path); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
			continue
		}
		gone.Files++
		gone.Bytes += f.size
		_ = os.Remove(filepath.Dir(f.path)) // once it is empty
	}
	c.size = 0
	return gone, err
}
