package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/document"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
)

func TestRun(t *testing.T) {
	dir := folder(t, 60)
	var progress []Progress
	got := screen(t, Options{OnProgress: func(p Progress) { progress = append(progress, p) }}, dir, filepath.Join(dir, "missing.pdf"))
	if len(got) != 61 {
		t.Fatalf("%d records of 61 inputs", len(got))
	}
	for i, r := range got[:60] {
		if want := filepath.Join(dir, fmt.Sprintf("cv%04d.txt", i)); r.Resume.File != want {
			t.Fatalf("record %d is of %s, want %s", i, r.Resume.File, want)
		}
		want := ""
		switch i % 17 {
		case 3:
			want = "the file is empty"
		case 8:
			want = "crashed: exit status 7"
		case 12:
			want = "it could not be judged: index out of range; please report it with the file, if you may share it"
		}
		if r.Resume.Reason != want {
			t.Errorf("file %d: reason %q, want %q", i, r.Resume.Reason, want)
		}
		if (want == "") != (r.Keys.Text != 0) {
			t.Errorf("file %d: keys %+v", i, r.Keys)
		}
	}
	if r := got[60].Resume.Reason; !strings.HasPrefix(r, "there is no such file") {
		t.Errorf("missing file: reason %q", r)
	}
	last := progress[len(progress)-1]
	if want := (Progress{Done: 61, Failed: 12, Finished: true}); last != want {
		t.Errorf("last progress %+v, want %+v", last, want)
	}
}

func TestRunTwiceGivesTheSame(t *testing.T) {
	dir := folder(t, 40)
	if d := cmp.Diff(screen(t, Options{}, dir), screen(t, Options{Pool: testPool(t, reader.Options{Workers: 1})}, dir)); d != "" {
		t.Error(d)
	}
}

func TestRunReadsStdin(t *testing.T) {
	got := screen(t, Options{Stdin: strings.NewReader("Amara Osei\namara@example.org\n")}, intake.Stdin)
	if len(got) != 1 || got[0].Resume.File != "stdin" || got[0].Resume.Name != "Amara Osei" {
		t.Errorf("got %+v", got)
	}
	got = screen(t, Options{}, intake.Stdin)
	if len(got) != 1 || got[0].Resume.Reason != "there is no standard input" {
		t.Errorf("without one: got %+v", got)
	}
}

// endless gives zeros for ever, and counts them.
type endless struct{ given int64 }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.given += int64(len(p))
	return len(p), nil
}

func TestRunBoundsStdin(t *testing.T) {
	in := new(endless)
	p := testPool(t, reader.Options{Limits: reader.Limits{Limits: document.Limits{Size: 1 << 20}, Container: 4 << 20}})
	got := screen(t, Options{Pool: p, Stdin: in}, intake.Stdin)
	if len(got) != 1 || !strings.HasPrefix(got[0].Resume.Reason, "too large") {
		t.Errorf("got %+v", got)
	}
	if in.given > 8<<20 {
		t.Errorf("%d bytes were taken of a stream of which 4 MB may be", in.given)
	}
}

func TestRunLargeFile(t *testing.T) {
	dir := t.TempDir()
	f, err := os.Create(filepath.Join(dir, "large.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(200 << 20); err != nil {
		t.Fatal(err)
	}
	f.Close()
	got := screen(t, Options{}, dir)
	if len(got) != 1 || got[0].Resume.Reason != "too large: 200 MB, and at most 32 MB are read; raise the limit with --max-size if it is a resume" {
		t.Errorf("got %+v", got)
	}
}

func TestRunStops(t *testing.T) {
	dir := folder(t, 200)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := Run(ctx, intake.List([]string{dir}), judge, Options{Pool: testPool(t, reader.Options{Workers: 2})}, func(r Record) error {
		if want := fmt.Sprintf("cv%04d.txt", n); filepath.Base(r.Resume.File) != want {
			t.Errorf("got %s, want %s", r.Resume.File, want)
		}
		if n++; n == 20 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) || n < 20 || n == 200 {
		t.Errorf("after %d: error %v", n, err)
	}
}

func TestRunWithoutWorkers(t *testing.T) {
	dir := folder(t, 40)
	self, _ := os.Executable()
	p, err := reader.NewPool(reader.Options{Command: []string{self, "-test.run=^$"}})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	n := 0
	err = Run(t.Context(), intake.List([]string{dir}), judge, Options{Pool: p}, func(Record) error { n++; return nil })
	if err == nil || !strings.Contains(err.Error(), "workers cannot be started") {
		t.Errorf("error %v", err)
	}
}

func TestRunSinkFails(t *testing.T) {
	full := errors.New("no space left on device")
	err := Run(t.Context(), intake.List([]string{folder(t, 50)}), judge, Options{Pool: testPool(t, reader.Options{Workers: 2})}, func(Record) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("error %v", err)
	}
}
