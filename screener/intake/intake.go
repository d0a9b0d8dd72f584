// Package intake finds which resumes there are: files, folders, globs and standard input, in an order that is always the
// same. Listing opens no file. What cannot be read is named, not dropped: inputs = read + not a resume + unreadable.
package intake

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shortlist/screener/chunk"
	"shortlist/screener/document"
)

// Stdin is the path that stands for standard input.
const Stdin = "-"

// Input is one file to read, or one thing that stands where a file should and cannot be read.
type Input struct {
	Name string // as the person knows it: the path as they gave it, with what lies below it
	Path string // to open; Stdin for standard input
	Err  error  // a *document.Unreadable where it is already known that it cannot be read
}

// Listing is what paths stand for. Its counts and notes are complete when All has been ranged over once.
type Listing struct {
	paths []string

	Inputs  int      // given out
	Hidden  int      // names that start with a dot, passed over within folders (.git among them)
	System  int      // files that systems leave behind (Thumbs.db, ~$letter.docx), passed over within folders
	Ignored int      // entries of containers that nobody meant to send; counted by who opens containers
	Notes   []string // for a person: folders that were not followed, and why
	folders []string // folders among the paths
}

// List prepares to list paths: files, folders, globs, or "-" for standard input.
func List(paths []string) *Listing { return &Listing{paths: paths} }

// All gives the inputs: paths in the order given, a glob's matches and a folder's files in order of their names, so that
// the same tree always comes out the same. A folder is walked while it is given out, which takes little memory.
func (l *Listing) All() iter.Seq[Input] {
	return func(yield func(Input) bool) {
		*l = Listing{paths: l.paths}
		given := make(map[string]bool)
		for _, path := range l.paths {
			for _, p := range l.expand(path) {
				if given[p] {
					continue
				}
				given[p] = true
				if !l.path(p, func(in Input) bool { l.Inputs++; return yield(in) }) {
					return
				}
			}
		}
	}
}

// Empty gives the error for paths that held no input at all; nil if there was one. Ask after All.
func (l *Listing) Empty() error {
	if l.Inputs > 0 {
		return nil
	}
	what := strings.Join(l.folders, ", ")
	if what == "" {
		return errors.New("no resumes given: name files, folders or globs, or - for standard input")
	}
	passed := ""
	if n := l.Hidden + l.System; n > 0 {
		passed = fmt.Sprintf(" (%d hidden or system files were passed over)", n)
	}
	return fmt.Errorf("no resumes in %s%s", what, passed)
}

// expand gives what a glob matches; like a shell's, it passes over hidden files unless it asks for them. A path that
// exists, or that is no glob, stands for itself.
func (l *Listing) expand(path string) []string {
	if path == Stdin || !strings.ContainsAny(path, "*?[") {
		return []string{path}
	}
	if _, err := os.Lstat(path); err == nil {
		return []string{path}
	}
	matches, err := filepath.Glob(path)
	if err != nil || len(matches) == 0 {
		return []string{path}
	}
	if strings.HasPrefix(filepath.Base(path), ".") {
		return matches
	}
	all := len(matches)
	matches = slices.DeleteFunc(matches, func(m string) bool { return strings.HasPrefix(filepath.Base(m), ".") })
	l.Hidden += all - len(matches)
	return matches
}

// path gives the inputs of one path that was named by a person, so that hidden files count here.
func (l *Listing) path(path string, yield func(Input) bool) bool {
	if path == Stdin {
		return yield(Input{Name: "stdin", Path: Stdin})
	}
	info, err := os.Stat(path)
	if err != nil {
		if strings.ContainsAny(path, "*?[") && errors.Is(err, fs.ErrNotExist) {
			return yield(refuse(path, "no file matches it", "quote a glob that the shell shall not touch"))
		}
		return yield(Input{Name: path, Path: path, Err: OpenError(err)})
	}
	if !info.IsDir() {
		return l.file(path, info.Mode(), yield)
	}
	l.folders = append(l.folders, path)
	w := walk{listing: l, seen: make(map[string]string), yield: yield}
	return w.folder(path)
}

// file gives a file, or says why it is none.
func (l *Listing) file(path string, mode fs.FileMode, yield func(Input) bool) bool {
	if mode.IsRegular() {
		return yield(Input{Name: path, Path: path})
	}
	return yield(refuse(path, "it is "+kindOf(mode)+", not a file", ""))
}

func refuse(path, reason, hint string) Input {
	return Input{Name: path, Path: path, Err: &document.Unreadable{Reason: reason, Hint: hint}}
}

func kindOf(mode fs.FileMode) string {
	switch {
	case mode&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case mode&fs.ModeSocket != 0:
		return "a socket"
	case mode&fs.ModeDevice != 0:
		return "a device"
	case mode.IsDir():
		return "a folder"
	}
	return "something else"
}

// walk goes through one folder.
type walk struct {
	listing *Listing
	seen    map[string]string // real folder -> the path it was walked by, so that links make no circle and no folder counts twice
	yield   func(Input) bool
}

func (w *walk) folder(path string) bool {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return w.yield(Input{Name: path, Path: path, Err: OpenError(err)})
	}
	if before, ok := w.seen[real]; ok {
		w.listing.Notes = append(w.listing.Notes, fmt.Sprintf("%s leads to %s, which is read already; it was not followed", path, before))
		return true
	}
	w.seen[real] = path
	var names chunk.Texts
	entries, err := readFolder(path, &names)
	if err != nil {
		return w.yield(Input{Name: path, Path: path, Err: OpenError(err)})
	}
	for _, e := range entries {
		if !w.entry(path, names.At(e.name), e.mode) {
			return false
		}
	}
	return true
}

// entry is a name in a folder.
type entry struct {
	name chunk.Text
	mode fs.FileMode // what kind of thing it is
}

// readFolder gives what is in a folder in order of its names, which it adds to names. That takes some 25 bytes each: a folder may hold
// all of a long run, and is in memory for as long.
func readFolder(path string, names *chunk.Texts) ([]entry, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var entries []entry
	for {
		some, err := f.ReadDir(1000)
		for _, e := range some {
			entries = append(entries, entry{names.Add(e.Name()), e.Type()})
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(names.At(a.name), names.At(b.name)) })
	return entries, nil
}

func (w *walk) entry(folder, name string, mode fs.FileMode) bool {
	path := filepath.Join(folder, name)
	switch {
	case strings.HasPrefix(name, "."):
		w.listing.Hidden++
		return true
	case systemFile(name):
		w.listing.System++
		return true
	case mode.IsDir():
		return w.folder(path)
	case mode&fs.ModeSymlink == 0:
		return w.listing.file(path, mode, w.yield)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return w.yield(refuse(path, "its link leads nowhere", ""))
	case info.IsDir():
		return w.folder(path)
	}
	return w.listing.file(path, info.Mode(), w.yield)
}

// systemFile tells files that no person put into a folder of resumes: what Windows and macOS keep there, and the marks of
// an office program that has a document open.
func systemFile(name string) bool {
	return name == "Thumbs.db" || name == "desktop.ini" || name == "__MACOSX" || name == "Icon\r" ||
		strings.HasPrefix(name, "~$") || strings.HasPrefix(name, ".~lock.")
}
