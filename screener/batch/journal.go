package batch

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"sync"
	"time"

	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// JournalSchema is the version of the journal's lines.
const JournalSchema = "shortlist.journal/1"

// Header states what a record depends on beside the file: two runs with equal values give equal records.
type Header struct {
	Schema     string   `json:"schema"`
	Tool       string   `json:"tool"`
	Reader     string   `json:"reader"`
	Structure  string   `json:"structure"` // hash of rubrics/structure
	Vocabulary string   `json:"vocabulary"`
	Rubrics    []string `json:"rubrics"` // hashes, in order
	AsOf       string   `json:"as_of"`
	Options    string   `json:"options"` // whatever else changes a record: limits, --ocr, --blind
}

// Journal keeps each finished record on disk, so that a run that was killed goes on where it stopped. It is append-only:
// a line of Header, then a line for each record. Its methods may be called from several goroutines.
type Journal struct {
	mu       sync.Mutex
	file     *os.File
	size     int64            // bytes of whole lines
	lines    map[lineKey]line // where each record stands
	unsynced int
	failed   error // of the first write that failed; nothing is written after it

	// Replaced says why records of an earlier run were thrown away when the journal was opened; "" if none were.
	Replaced string
	// Mended says that the last line was torn and was cut off.
	Mended bool
}

// lineKey tells inputs apart: the first half of a hash of name and content.
type lineKey [16]byte

func keyOf(name, sum string) lineKey {
	h := sha256.Sum256([]byte(name + "\n" + sum))
	return lineKey(h[:16])
}

// line is where a record's line stands in the journal.
type line struct {
	at   int64
	size int32
}

// entry is one line; Record stands last, so that the rest can be read without it.
type entry struct {
	File    string          `json:"file"`
	SHA256  string          `json:"sha256"`
	Keys    Keys            `json:"keys"`
	Secrets *redact.Secrets `json:"secrets,omitempty"` // of a blind run
	Sum     uint32          `json:"sum"`               // CRC-32C of Record
	Record  json.RawMessage `json:"record"`
}

// syncEvery is how many records may be lost to a power cut. A killed process loses none.
const syncEvery = 256

var castagnoli = sync.OnceValue(func() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) })

// OpenJournal opens the journal at path for a run of h, and makes it where there is none. Records of a run with another
// header are thrown away, since they may be wrong now. A file that is no journal is refused and left as it is; so is one that
// another run has open. The journal holds people's data: a new one has mode 0600.
func OpenJournal(path string, h Header) (*Journal, error) {
	h.Schema = JournalSchema
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("journal %s cannot be opened: %w", path, bare(err))
	}
	j := &Journal{file: f, lines: make(map[lineKey]line)}
	if err := j.open(h); err != nil {
		f.Close()
		return nil, fmt.Errorf("journal %s: %w", path, err)
	}
	return j, nil
}

func (j *Journal) open(h Header) error {
	info, err := j.file.Stat()
	if err != nil {
		return bare(err)
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no file; name one")
	}
	// What a killed run had started may hold the lock for as long as it takes to become another program.
	for try := 0; lock(j.file) != nil; try++ {
		if try < 20 {
			time.Sleep(50 * time.Millisecond)
			continue
		}
		return errors.New("another run is writing it; wait for that one, or name another journal")
	}
	r := bufio.NewReaderSize(j.file, 1<<20)
	first, err := r.ReadBytes('\n')
	if err != nil && err != io.EOF {
		return bare(err)
	}
	if len(first) == 0 {
		return j.restart(h)
	}
	begins := []byte(`{"schema":"` + JournalSchema + `",`)
	var old Header
	switch whole := bytes.HasSuffix(first, []byte("\n")); {
	case !bytes.HasPrefix(first, begins) && (whole || !bytes.HasPrefix(begins, first)):
		return errors.New("it is a file of another kind, and was left as it is; name another one")
	case !whole || json.Unmarshal(first, &old) != nil:
		j.Mended = true // torn before it had a record
		return j.restart(h)
	}
	if what := old.differs(h); what != "" {
		j.Replaced = what
		return j.restart(h)
	}
	return j.index(r, int64(len(first)))
}

// differs names what changed since the run of h; "" if nothing did.
func (h Header) differs(now Header) string {
	for _, f := range []struct{ what, was, is string }{
		{"version of shortlist", h.Tool, now.Tool},
		{"reader", h.Reader, now.Reader},
		{"structure data", h.Structure, now.Structure},
		{"vocabulary", h.Vocabulary, now.Vocabulary},
		{"rubric", fmt.Sprint(h.Rubrics), fmt.Sprint(now.Rubrics)},
		{"as-of date", h.AsOf, now.AsOf},
		{"options", h.Options, now.Options},
	} {
		if f.was != f.is {
			return "another " + f.what
		}
	}
	return ""
}

// restart empties the journal and writes its header.
func (j *Journal) restart(h Header) error {
	if err := j.file.Truncate(0); err != nil {
		return bare(err)
	}
	b, err := json.Marshal(h)
	if err != nil {
		return err
	}
	b = append(b, '\n')
	if _, err := j.file.WriteAt(b, 0); err != nil {
		return bare(err)
	}
	j.size = int64(len(b))
	return bare(j.file.Sync())
}

// index finds the records that r holds from byte at on, and cuts off a line that was torn.
func (j *Journal) index(r *bufio.Reader, at int64) error {
	var text []byte
	for {
		text = text[:0]
		var err error
		for {
			var part []byte
			part, err = r.ReadSlice('\n')
			text = append(text, part...)
			if err != bufio.ErrBufferFull {
				break
			}
		}
		if err != nil && err != io.EOF {
			return bare(err)
		}
		if len(text) == 0 {
			break
		}
		e, ok := head(text)
		if !ok || err == io.EOF {
			j.Mended = true
			break
		}
		j.lines[keyOf(e.File, e.SHA256)] = line{at, int32(len(text))}
		at += int64(len(text))
	}
	j.size = at
	return bare(j.file.Truncate(at))
}

// head reads an entry without its record, which is most of a line.
func head(text []byte) (entry, bool) {
	// No string of the entry can hold these bytes: JSON would write its quotes with a backslash.
	i := bytes.Index(text, []byte(`,"record":`))
	if i < 0 || !bytes.HasSuffix(text, []byte("}\n")) {
		return entry{}, false
	}
	var e entry
	err := json.Unmarshal(append(text[:i:i], '}'), &e)
	return e, err == nil
}

// Lookup gives the record of the file of that name with these bytes, if an earlier run finished it.
func (j *Journal) Lookup(name, sha256 string) (Record, bool, error) {
	j.mu.Lock()
	l, ok := j.lines[keyOf(name, sha256)]
	j.mu.Unlock()
	if !ok {
		return Record{}, false, nil
	}
	rec, err := j.read(l)
	switch {
	case err == errDamaged:
		return Record{}, false, nil // it is done again
	case err != nil:
		return Record{}, false, fmt.Errorf("journal: %w", bare(err))
	}
	return rec, true, nil
}

var errDamaged = errors.New("its line is damaged")

func (j *Journal) read(l line) (Record, error) {
	text := make([]byte, l.size)
	if _, err := j.file.ReadAt(text, l.at); err != nil {
		return Record{}, err
	}
	var e entry
	var rec Record
	if json.Unmarshal(text, &e) != nil || crc32.Checksum(e.Record, castagnoli()) != e.Sum || json.Unmarshal(e.Record, &rec.Resume) != nil {
		return Record{}, errDamaged
	}
	rec.Keys, rec.Secrets = e.Keys, e.Secrets
	return rec, nil
}

// append adds a record. Where that fails the journal ends with the one before, and Failed tells.
func (j *Journal) append(name, sha256 string, rec Record) {
	if j.Failed() != nil {
		return
	}
	text, err := entryLine(name, sha256, rec)
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.failed != nil {
		return
	}
	if err == nil {
		_, err = j.file.WriteAt(text, j.size)
	}
	if err != nil {
		// A full disk may have taken a part of the line. What stood before it stays whole.
		_ = j.file.Truncate(j.size)
		j.failed = bare(err)
		return
	}
	j.lines[keyOf(name, sha256)] = line{j.size, int32(len(text))}
	j.size += int64(len(text))
	if j.unsynced++; j.unsynced >= syncEvery {
		j.sync()
	}
}

// Failed is why records since some point are not in the journal; nil if all are. Those before that point are whole.
func (j *Journal) Failed() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.failed
}

// entryLine is the line of a record.
func entryLine(name, sha256 string, rec Record) ([]byte, error) {
	resume, err := report.AppendRecord(nil, &rec.Resume)
	if err != nil {
		return nil, fmt.Errorf("the record of %s cannot be written: %w", name, err)
	}
	text, err := json.Marshal(entry{File: name, SHA256: sha256, Keys: rec.Keys, Secrets: rec.Secrets, Sum: crc32.Checksum(resume, castagnoli()), Record: json.RawMessage("0")})
	if err != nil {
		return nil, err
	}
	// The record is what stands last, and put in as it is.
	return append(append(bytes.TrimSuffix(text, []byte("0}")), resume...), "}\n"...), nil
}

// Sync puts what was written on the disk itself.
func (j *Journal) Sync() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.sync()
	return j.failed
}

func (j *Journal) sync() {
	if j.unsynced > 0 && j.failed == nil {
		j.failed = bare(j.file.Sync())
	}
	j.unsynced = 0
}

// Close closes the file.
func (j *Journal) Close() error {
	_ = j.Sync() // Failed tells
	return j.file.Close()
}

// bare is an error without the path that the caller names anyway.
func bare(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}
