package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// wholeJSON writes a report the plain way: as one value.
func wholeJSON(r *Report, o Options) ([]byte, error) {
	out := *r
	out.Schema, out.Notice, out.Rubrics = Schema, Notice(), notNil(onlyRubric(r.Rubrics, o.Rubric))
	out.Resumes = make([]Resume, len(r.Resumes))
	for i := range r.Resumes {
		out.Resumes[i] = tidy(r.Resumes[i], o.Rubric)
	}
	return indented(&out, "")
}

// TestStore compares what is written from a store with what is written of all records together.
func TestStore(t *testing.T) {
	sample := func(n int) func() *Report { return func() *Report { return made(n, 7) } }
	random := func(n int, by string) func() *Report {
		return func() *Report {
			r := crowd(n, uint64(n), 100)
			r.RankedBy = by
			for i := range r.Resumes { // the same path twice, and the same record
				if i%50 == 49 {
					r.Resumes[i].File = r.Resumes[i-1].File
				}
			}
			r.Resumes = append(r.Resumes, r.Resumes[:min(2, n)]...)
			return r
		}
	}
	one := func() *Report {
		r := crowd(200, 4, 100)
		r.Rubrics = r.Rubrics[:1]
		for i := range r.Resumes {
			r.Resumes[i].Fits = r.Resumes[i].Fits[:1]
		}
		return r
	}
	unread := func() *Report {
		r := crowd(40, 5, 100)
		for i := range r.Resumes {
			r.Resumes[i].State, r.Resumes[i].Reason, r.Resumes[i].Fits = StateUnreadable, "a \"torn\" file <b>\n", nil
		}
		return r
	}
	none := func() *Report { r := crowd(1, 1, 100); r.Resumes = nil; return r }
	for name, make := range map[string]func() *Report{
		"sample": sample(20), "random": random(300, ""), "by the second": random(120, "backend-engineer"), "by none": random(50, "gone"),
		"one rubric": one, "unread": unread, "none": none,
	} {
		for _, hold := range []int{0, 3, 1 << 20} {
			for _, o := range []Options{{}, {Top: 5}, {Rubric: "backend-engineer"}} {
				t.Run(fmt.Sprintf("%s, %d held, %+v", name, hold, o), func(t *testing.T) {
					r := make()
					stored, done := storedReport(t, r, hold)
					defer done()
					Arrange(r)
					want, err := wholeJSON(r, o)
					if err != nil {
						t.Fatal(err)
					}
					for _, format := range []string{"json", "csv", "text", "markdown", "jsonl"} {
						var all, got bytes.Buffer
						render := func(w *bytes.Buffer, r *Report) {
							for _, f := range renderers {
								if f.name == format {
									if err := f.render(w, r, o); err != nil {
										t.Fatal(err)
									}
								}
							}
						}
						render(&all, r)
						render(&got, stored)
						if !bytes.Equal(all.Bytes(), got.Bytes()) {
							t.Errorf("%s: %s", format, cmp.Diff(all.String(), got.String()))
						}
						if format == "json" && !bytes.Equal(want, got.Bytes()) {
							t.Errorf("json is not that of one value: %s", cmp.Diff(string(want), got.String()))
						}
					}
				})
			}
		}
	}
}

// TestForRows compares the rows of what is kept of records for them with those of the records.
func TestForRows(t *testing.T) {
	for name, r := range map[string]*Report{"sample": made(60, 3), "random": crowd(300, 9, 100)} {
		Arrange(r)
		MarkSince(r, made(30, 3), nil)
		slim := *r
		slim.Resumes = nil
		for _, res := range r.Resumes {
			slim.Resumes = append(slim.Resumes, ForRows(res))
		}
		var want, got bytes.Buffer
		if err := errors.Join(CSV(&want, r, Options{}), CSV(&got, &slim, Options{})); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want.String(), got.String()); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

// storedReport is r by way of a store that holds so many records in memory; every third of the others is kept outside.
func storedReport(t *testing.T, r *Report, hold int) (*Report, func()) {
	t.Helper()
	folder := t.TempDir()
	var outside [][]byte
	s := NewStore(r, folder, func(at int64, size int) (Resume, error) {
		var res Resume
		if size != len(outside[at]) {
			return res, fmt.Errorf("record %d has %d bytes, not %d", at, len(outside[at]), size)
		}
		return res, json.Unmarshal(outside[at], &res)
	})
	s.hold = hold
	for i, res := range r.Resumes {
		if i >= hold && i%3 == 1 {
			text, err := json.Marshal(res)
			if err != nil {
				t.Fatal(err)
			}
			s.Refer(res, int64(len(outside)), len(text))
			outside = append(outside, text)
			continue
		}
		if err := s.Add(res); err != nil {
			t.Fatal(err)
		}
	}
	if s.file != nil && runtime.GOOS != "windows" {
		if info, err := s.file.Stat(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file has mode %v (%v)", info.Mode(), err)
		}
	}
	stored, err := s.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	if stored.Resumes != nil || len(s.held) > hold {
		t.Errorf("%d and %d records are in memory", len(stored.Resumes), len(s.held))
	}
	return stored, func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
		if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
			t.Errorf("files are left: %v %v", left, err)
		}
	}
}

// TestStoreFails looks at what is said when the file cannot be made, written or read.
func TestStoreFails(t *testing.T) {
	r := crowd(20, 1, 100)
	gone := filepath.Join(t.TempDir(), "gone")
	s := NewStore(r, gone, nil)
	s.hold = 0
	if err := s.Add(r.Resumes[0]); err == nil || !strings.Contains(err.Error(), gone) || !strings.Contains(err.Error(), "-o") {
		t.Errorf("a folder that is not there: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}

	s = NewStore(r, t.TempDir(), nil)
	s.hold = 0
	for _, res := range r.Resumes {
		if err := s.Add(res); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := s.Report(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.file.Truncate(100); err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"json", "csv", "text", "markdown", "jsonl"} {
		if err := Render(&bytes.Buffer{}, stored, format, Options{}); err == nil || !strings.Contains(err.Error(), "read back") {
			t.Errorf("%s of a file that was cut: %v", format, err)
		}
	}
	s.file.Close()
	s.out = bufio.NewWriterSize(s.file, 16)
	err = s.Add(r.Resumes[0])
	if _, again := s.Report(r); again != err {
		t.Errorf("the report says %v", again)
	}
	if err == nil {
		t.Error("a file that cannot be written was written")
	}
}
