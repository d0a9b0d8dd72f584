package batch

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/screener/intake"
	"shortlist/screener/reader"
)

// zipped makes a zip of names and contents, in pairs.
func zipped(t testing.TB, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err == nil {
			_, err = io.WriteString(w, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func person(name string) string {
	return name + "\nsomebody@example.org\n" + strings.Join(prose(uint64(len(name)), 60), " ") + "\n"
}

// write writes files into a new folder, in pairs of name and content.
func write(t testing.TB, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		if err := os.WriteFile(filepath.Join(dir, files[i]), []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// outcomes are the records in short: "file: name", or "file! reason".
func outcomes(dir string, recs []Record) []string {
	var out []string
	for _, r := range recs {
		file := filepath.ToSlash(strings.TrimPrefix(r.Resume.File, dir+string(filepath.Separator)))
		if r.Resume.Reason != "" {
			out = append(out, file+"! "+r.Resume.Reason)
		} else {
			out = append(out, file+": "+r.Resume.Name)
		}
	}
	return out
}

func TestContainers(t *testing.T) {
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	io.WriteString(w, person("Gzipped Person"))
	w.Close()
	inner := zipped(t, "deep.txt", person("Deep Person"))
	mail := "From: a@example.org\nTo: b@example.org\nSubject: My resume\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" +
		"--x\nContent-Type: text/plain\n\nPlease find it attached.\n--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=\"cv mail.txt\"\n\n" +
		person("Mailed Person") + "\n--x--\n"
	dir := write(t,
		"a.txt", person("Plain Person"),
		"b.zip", zipped(t, "two/2.txt", person("Second Person"), "one/1.txt", person("First Person"), "empty.txt", "", ".hidden", "x", "inner.zip", inner),
		"c.txt.gz", gz.String(),
		"d.eml", mail,
		"e.eml", "From: a@example.org\nSubject: Resume\n\n"+person("Body Person"),
		"f.zip", "PK\x03\x04 but nothing follows that would make sense of it",
		"g.zip", zipped(t),
		"named.pdf", zipped(t, "cv.txt", person("Misnamed Person")),
		"z.txt", person("Last Person"),
	)
	list := intake.List([]string{dir})
	var recs []Record
	err := Run(t.Context(), list, judge, Options{Pool: testPool(t, reader.Options{Workers: 2})}, func(r Record) error {
		recs = append(recs, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	got := outcomes(dir, recs)
	for i, o := range got { // the words of other packages' reasons are theirs
		if name, reason, ok := strings.Cut(o, "! "); ok && reason != "" && (strings.HasPrefix(name, "f.zip") || strings.HasPrefix(name, "g.zip")) {
			got[i] = name + "! some reason"
		}
	}
	want := []string{
		"a.txt: Plain Person",
		"b.zip!two/2.txt: Second Person",
		"b.zip!one/1.txt: First Person",
		"b.zip!empty.txt! the file is empty",
		"b.zip!inner.zip!deep.txt: Deep Person",
		"c.txt.gz!c.txt: Gzipped Person",
		"d.eml!cv mail.txt: Mailed Person",
		"e.eml: From: a@example.org",
		"f.zip! some reason",
		"g.zip! some reason",
		"named.pdf!cv.txt: Misnamed Person",
		"z.txt: Last Person",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if list.Ignored != 1 {
		t.Errorf("%d entries ignored, want 1", list.Ignored)
	}
}

func TestContainerFromStdin(t *testing.T) {
	in := strings.NewReader(zipped(t, "a.txt", person("First Person"), "b.txt", person("Second Person")))
	got := outcomes("", screen(t, Options{Stdin: in}, intake.Stdin))
	if want := []string{"stdin!a.txt: First Person", "stdin!b.txt: Second Person"}; !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// zeros is a zip whose only entry inflates to n bytes.
func zeros(t testing.TB, n int64) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create("bomb.txt")
	if err == nil {
		_, err = io.Copy(w, io.LimitReader(new(endless), n))
	}
	if err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestZipBomb(t *testing.T) {
	bomb := zeros(t, 48<<20)
	dir := write(t, "a.txt", person("Plain Person"), "bomb.zip", bomb, "nest.zip", zipped(t, "bomb.zip", bomb, "cv.txt", person("Inner Person")), "z.txt", person("Last Person"))
	got := outcomes(dir, screen(t, Options{}, dir))
	for i, o := range got {
		if name, _, ok := strings.Cut(o, "! "); ok {
			got[i] = name + "!"
		}
	}
	want := []string{"a.txt: Plain Person", "bomb.zip!bomb.txt!", "nest.zip!bomb.zip!bomb.txt!", "nest.zip!cv.txt: Inner Person", "z.txt: Last Person"}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestContainerLimits(t *testing.T) {
	var files []string
	for i := range 20 {
		files = append(files, fmt.Sprintf("cv%02d.txt", i), person(fmt.Sprintf("Person Number%c", 'A'+i)))
	}
	dir := write(t, "cvs.zip", zipped(t, files...))
	recs := screen(t, Options{Pool: testPool(t, reader.Options{Limits: reader.Limits{Entries: 5}})}, dir)
	if n := len(recs); n != 6 || !strings.Contains(recs[5].Resume.Reason, "more than 5 entries") {
		t.Errorf("got %q", outcomes(dir, recs))
	}
	recs = screen(t, Options{Pool: testPool(t, reader.Options{Limits: reader.Limits{Container: 1000}})}, dir)
	if n := len(recs); n != 1 || !strings.HasPrefix(recs[0].Resume.Reason, "too large: a container of") {
		t.Errorf("got %q", outcomes(dir, recs))
	}
}
