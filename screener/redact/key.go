package redact

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
)

// keySize is the length of a key in bytes.
const keySize = 32

// Key reads the key that blind ids are made with: 32 random bytes, as 64 hex digits, in a file that only its owner can
// read (mode 0600). A file that does not exist is made. A file that others can read is refused, since whoever has the
// key and a resume can find its row. Without a path the key is new and kept nowhere: ids of another run are others.
func Key(path string) ([]byte, error) {
	if path == "" {
		key := make([]byte, keySize)
		rand.Read(key) // never fails (crypto/rand)
		return key, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return newKey(path)
	}
	if err != nil {
		return nil, fmt.Errorf("the key %s cannot be read: %w", path, err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the key %s is no file", path)
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the key %s can be read by others (mode %04o): chmod 600 it, or make a new one if it was shared", path, info.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the key %s cannot be read: %w", path, err)
	}
	for len(text) > 0 && (text[len(text)-1] == '\n' || text[len(text)-1] == '\r') {
		text = text[:len(text)-1]
	}
	key := make([]byte, hex.DecodedLen(len(text)))
	if _, err := hex.Decode(key, text); err != nil || len(key) != keySize {
		return nil, fmt.Errorf("%s holds no key: it must be %d hex digits; move it away and a new one is made", path, 2*keySize)
	}
	return key, nil
}

// newKey makes a key; of two that make the same file at once, one fails.
func newKey(path string) (key []byte, err error) {
	key = make([]byte, keySize)
	rand.Read(key) // never fails (crypto/rand)
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("the key %s cannot be made: %w", path, err)
	}
	_, err = f.WriteString(hex.EncodeToString(key) + "\n")
	if err = errors.Join(err, f.Close()); err != nil {
		os.Remove(path)
		return nil, fmt.Errorf("the key %s cannot be made: %w", path, err)
	}
	return key, nil
}
