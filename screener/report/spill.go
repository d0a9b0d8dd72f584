package report

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/s2"
)

// spill keeps packed records of a run that is too long for memory: in a file in the first of its folders, in the next one
// where that disk is full or cannot be written, and in memory up to a bound where all are. What it took it gives back; it
// has no need of room that it did not say was there.
type spill struct {
	folders []string // still to be tried
	files   []*spillFile
	memory  [][]byte
	room    int64 // bytes that may still be held in memory
	failed  error // of the first folder

	squeezed []byte    // the last record, for its room
	buffers  sync.Pool // of *buffers
}

// buffers are what a record is read back with.
type buffers struct{ squeezed, record []byte }

// spillFile is a file, and what it was too full for.
type spillFile struct {
	file  *os.File
	size  int64  // bytes written
	tail  []byte // after them: written when there is much of it
	ended bool   // it takes nothing more
}

// spot is where a record is: in a file, or in memory as the one numbered at.
type spot struct {
	at   int64
	size int32
	file int16 // index, or spotMemory
}

const spotMemory = -1

const (
	// mostSpared is how many bytes of packed records a run without a disk holds: some 15,000 resumes.
	mostSpared = 128 << 20
	tailSize   = 256 << 10
)

// FullError says that the records of a run have no room any more, on disk or in memory.
type FullError struct {
	Folder string // whose disk was full first
	Cause  error
}

func (e *FullError) Error() string {
	return fmt.Sprintf("the records of a long run need a temporary file in %s: %v", e.Folder, e.Cause)
}

func (e *FullError) Unwrap() error { return e.Cause }

// add takes a record, and a tag that is kept behind it as it is. The error, a *FullError, says that there is no room for it; all
// before it are kept.
func (s *spill) add(record, tag []byte) (spot, error) {
	s.squeezed = s2.Encode(s.squeezed[:cap(s.squeezed)], record)
	size := int32(len(s.squeezed))
	s.squeezed = append(s.squeezed, tag...)
	record = s.squeezed
	for {
		if n := len(s.files); n > 0 && !s.files[n-1].ended {
			f := s.files[n-1]
			at := spot{f.size + int64(len(f.tail)), size, int16(n - 1)}
			f.tail = append(f.tail, record...)
			if len(f.tail) >= tailSize {
				s.note(f.file.Name(), f.flush())
			}
			return at, nil
		}
		if len(s.folders) == 0 {
			break
		}
		folder := s.folders[0]
		s.folders = s.folders[1:]
		f, err := os.CreateTemp(folder, ".shortlist-records-*") // mode 0600
		if err != nil {
			s.note(folder, err)
			continue
		}
		_ = os.Remove(f.Name()) // a killed run leaves nothing; where an open file keeps its name, close removes it
		s.files = append(s.files, &spillFile{file: f})
	}
	if s.room -= int64(len(record)); s.room < 0 {
		s.room = 0
		return spot{}, s.failed
	}
	s.memory = append(s.memory, slices.Clone(record))
	return spot{int64(len(s.memory) - 1), size, spotMemory}, nil
}

// flush writes the tail. Where that fails the file ends before it and the tail stays where it is.
func (f *spillFile) flush() error {
	if _, err := f.file.WriteAt(f.tail, f.size); err != nil {
		f.ended = true
		_ = f.file.Truncate(f.size) // a full disk may have taken a part; others may need the room
		return err
	}
	f.size += int64(len(f.tail))
	f.tail = f.tail[:0]
	return nil
}

// note keeps what went wrong first, without the name of the file, which nobody knows.
func (s *spill) note(path string, err error) {
	if err == nil || s.failed != nil {
		return
	}
	var e *os.PathError
	if errors.As(err, &e) {
		err = e.Err
	}
	folder, _, _ := strings.Cut(path, string(os.PathSeparator)+".shortlist-records-")
	s.failed = &FullError{folder, err}
}

// get gives a record back, to use, which must not keep it. It may be called from several goroutines once nothing is added any more.
func (s *spill) get(at spot, use func(record []byte) error) error {
	b, _ := s.buffers.Get().(*buffers)
	if b == nil {
		b = new(buffers)
	}
	defer s.buffers.Put(b)
	squeezed, err := s.bytes(at, 0, int(at.size), b)
	if err == nil {
		b.record, err = s2.Decode(b.record[:cap(b.record)], squeezed)
	}
	if err != nil {
		return err
	}
	return use(b.record)
}

// tag gives the tag of n bytes that a record was added with, in b's bytes where it comes from a file.
func (s *spill) tag(at spot, n int, b *buffers) ([]byte, error) {
	return s.bytes(at, int(at.size), n, b)
}

// bytes gives n bytes from some way behind the start of a record.
func (s *spill) bytes(at spot, behind, n int, b *buffers) ([]byte, error) {
	if at.file == spotMemory {
		return s.memory[at.at][behind : behind+n], nil
	}
	f := s.files[at.file]
	start := at.at + int64(behind)
	if from := start - f.size; from >= 0 {
		return f.tail[from : from+int64(n)], nil
	}
	b.squeezed = slices.Grow(b.squeezed[:0], n)[:n]
	_, err := f.file.ReadAt(b.squeezed, start)
	return b.squeezed, err
}

func (s *spill) close() error {
	var errs []error
	for _, f := range s.files {
		errs = append(errs, f.file.Close())
		_ = os.Remove(f.file.Name())
	}
	s.files, s.memory = nil, nil
	return errors.Join(errs...)
}
