package intake

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"shortlist/screener/document"
)

// tree makes a folder with the files named.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// list gives names, with ": reason" after those that cannot be read.
func list(t *testing.T, paths ...string) ([]string, *Listing) {
	t.Helper()
	l := List(paths)
	var got []string
	for in := range l.All() {
		name := in.Name
		if in.Err != nil {
			var u *document.Unreadable
			if !errors.As(in.Err, &u) {
				t.Errorf("%s: error %v is not an Unreadable", in.Name, in.Err)
			}
			name += ": " + u.Reason
		}
		got = append(got, name)
	}
	return got, l
}

// compare compares names, those got without the folder before them.
func compare(t *testing.T, got, want []string, dir string) {
	t.Helper()
	for i := range got {
		got[i] = filepath.ToSlash(strings.TrimPrefix(got[i], dir+string(filepath.Separator)))
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLargeFolder lists more files than are read from a folder at once, in the order of their names.
func TestLargeFolder(t *testing.T) {
	var want []string
	for i := range 2345 {
		want = append(want, strconv.Itoa(i*7919%2345)+strings.Repeat("x", i%90)+".txt")
	}
	dir := tree(t, want...)
	got, l := list(t, dir)
	slices.Sort(want)
	if compare(t, got, want, dir); l.Inputs != len(want) {
		t.Errorf("%d inputs", l.Inputs)
	}
}

func TestFolder(t *testing.T) {
	dir := tree(t, "b.pdf", "a/2.txt", "a/1.txt", "a/10.txt", "c.docx", ".hidden/x.pdf", ".git/HEAD", ".DS_Store", "Thumbs.db", "~$c.docx")
	got, l := list(t, dir)
	compare(t, got, []string{"a/1.txt", "a/10.txt", "a/2.txt", "b.pdf", "c.docx"}, dir)
	if l.Hidden != 3 || l.System != 2 || l.Inputs != 5 {
		t.Errorf("hidden %d, system %d, inputs %d; want 3, 2, 5", l.Hidden, l.System, l.Inputs)
	}
	again, _ := list(t, dir)
	compare(t, again, got, dir)
}

func TestPaths(t *testing.T) {
	dir := tree(t, "b.pdf", "a.pdf", "c.txt", ".named.pdf", "odd[1].pdf")
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, c := range []struct {
		paths, want []string
	}{
		{[]string{in("*.pdf")}, []string{"a.pdf", "b.pdf", "odd[1].pdf"}},
		{[]string{in(".*.pdf")}, []string{".named.pdf"}},
		{[]string{in("odd[1].pdf")}, []string{"odd[1].pdf"}},
		{[]string{in("c.txt"), in("*.txt"), in("a.pdf")}, []string{"c.txt", "a.pdf"}},
		{[]string{in(".named.pdf")}, []string{".named.pdf"}},
		{[]string{in("*.odt")}, []string{"*.odt: no file matches it"}},
		{[]string{in("none.pdf"), in("a.pdf")}, []string{"none.pdf: there is no such file", "a.pdf"}},
		{[]string{Stdin}, []string{"stdin"}},
	} {
		got, _ := list(t, c.paths...)
		compare(t, got, c.want, dir)
	}
}

func TestStopsWhenNobodyListens(t *testing.T) {
	dir := tree(t, "a/1.txt", "a/2.txt", "b.txt")
	n := 0
	for range List([]string{dir}).All() {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("got %d", n)
	}
}

func TestEmpty(t *testing.T) {
	dir := tree(t, ".hidden.pdf", "Thumbs.db")
	_, l := list(t, dir)
	if err := l.Empty(); err == nil || err.Error() != "no resumes in "+dir+" (2 hidden or system files were passed over)" {
		t.Errorf("got %v", err)
	}
	_, l = list(t)
	if err := l.Empty(); err == nil {
		t.Error("no paths: no error")
	}
	_, l = list(t, tree(t, "a.txt"))
	if err := l.Empty(); err != nil {
		t.Errorf("one resume: %v", err)
	}
}

func TestPermission(t *testing.T) {
	dir := tree(t, "a.txt", "shut/b.txt")
	shut := filepath.Join(dir, "shut")
	if err := os.Chmod(shut, 0); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(shut, 0o700)
	got, _ := list(t, dir)
	want := []string{"a.txt", "shut: you may not read it: permission denied"}
	if _, err := os.ReadDir(shut); err == nil { // root, or a system without modes
		want[1] = "shut/b.txt"
	}
	compare(t, got, want, dir)
}

func TestReadFile(t *testing.T) {
	dir := tree(t, "a.txt", "empty")
	os.WriteFile(filepath.Join(dir, "empty"), nil, 0o600)
	large := errors.New("large")
	read := func(name string, limit int64, meanwhile func(path string)) (string, error) {
		path := filepath.Join(dir, name)
		f, info, err := (Input{Name: path, Path: path}).Open()
		if err != nil {
			return "", err
		}
		defer f.Close()
		if meanwhile != nil {
			meanwhile(path)
		}
		data, err := ReadFile(f, info, limit, make([]byte, 2), func(int64, int64) error { return large })
		return string(data), err
	}
	if got, err := read("a.txt", 5, nil); got != "a.txt" || err != nil {
		t.Errorf("whole file: got %q, %v", got, err)
	}
	if got, err := read("empty", 5, nil); got != "" || err != nil {
		t.Errorf("empty file: got %q, %v", got, err)
	}
	if _, err := read("a.txt", 4, nil); err != large {
		t.Errorf("over the limit: got %v", err)
	}
	grow := func(path string) {
		f, _ := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		f.WriteString("more")
		f.Close()
	}
	for name, meanwhile := range map[string]func(string){
		"grows": grow, "is cut off": func(p string) { os.Truncate(p, 1) }, "is emptied": func(p string) { os.Truncate(p, 0) },
	} {
		os.WriteFile(filepath.Join(dir, "a.txt"), []byte("a.txt"), 0o600)
		if _, err := read("a.txt", 50, meanwhile); err == nil || !strings.Contains(err.Error(), "changed while it was read") {
			t.Errorf("a file that %s: got %v", name, err)
		}
	}
	if _, err := read("gone", 5, nil); err == nil || !strings.Contains(err.Error(), "no such file") {
		t.Errorf("a file that is gone: got %v", err)
	}
}
