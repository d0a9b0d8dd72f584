package report

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
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
	out.Schema, out.Notice, out.Rubrics = Schema, notice[:], notNil(onlyRubric(r.Rubrics, o.Rubric))
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
					for _, format := range []string{"table", "json", "csv", "text", "markdown", "jsonl", "html", "xlsx"} {
						if o.Rubric != "" && len(r.Rubrics) < 2 && format == "html" {
							continue // Render refuses a rubric that is not there
						}
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
							if format == "xlsx" {
								t.Error("another workbook")
								continue
							}
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

// TestReadStored compares what is written of a report that was read into a store with what is written of one held in memory.
func TestReadStored(t *testing.T) {
	for name, r := range map[string]*Report{"sample": made(20, 7), "random": crowd(300, 5, 100), "none": {}} {
		recount(r)
		Arrange(r)
		var plain, lines bytes.Buffer
		if err := errors.Join(JSON(&plain, r, Options{}), JSONL(&lines, r, Options{})); err != nil {
			t.Fatal(err)
		}
		var fields map[string]json.RawMessage // which are sorted when they are written: resumes before rubrics
		if err := json.Unmarshal(plain.Bytes(), &fields); err != nil {
			t.Fatal(err)
		}
		sorted, err := json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		for from, data := range map[string][]byte{"json": plain.Bytes(), "jsonl": lines.Bytes(), "sorted keys": sorted} {
			if len(data) == 0 {
				continue // jsonl of no resume
			}
			held, err := Read(bytes.NewReader(data), nil)
			if err != nil {
				t.Fatal(err)
			}
			stored, err := ReadStored(bytes.NewReader(data), t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			for _, format := range Formats() {
				for _, o := range []Options{{}, {Top: 3}, {Rubric: "backend-engineer"}} {
					if o.Rubric != "" && len(r.Rubrics) == 0 {
						continue
					}
					if d := cmp.Diff(string(render(t, held, format, o)), string(render(t, stored, format, o))); d != "" {
						t.Errorf("%s from %s as %s %+v: %s", name, from, format, o, d)
					}
				}
			}
			if err := stored.Store.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// TestForRows compares the rows of what is kept of records for them with those of the records.
func TestForRows(t *testing.T) {
	for name, r := range map[string]*Report{"sample": made(60, 3), "random": crowd(300, 9, 100)} {
		Arrange(r)
		markSince(r, made(30, 3), nil)
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

// storedReport is r by way of a store that holds so many records in memory.
func storedReport(t *testing.T, r *Report, hold int) (*Report, func()) {
	t.Helper()
	folder := t.TempDir()
	s := NewStore(r, namesOf(r), folder)
	s.hold = hold
	for _, res := range r.Resumes {
		if err := s.Add(res, []byte(res.ID)); err != nil {
			t.Fatal(err)
		}
	}
	if len(s.spill.files) > 0 && runtime.GOOS != "windows" {
		if info, err := s.spill.files[0].file.Stat(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("the file has mode %v (%v)", info.Mode(), err)
		}
	}
	stored := s.Report(r, nil)
	if stored.Resumes != nil || len(s.held) > hold || len(s.spill.memory) > 0 {
		t.Errorf("%d, %d and %d records are in memory", len(stored.Resumes), len(s.held), len(s.spill.memory))
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

// TestStoreFull fills disks under a store: what it took it gives back from wherever it had room, and it says when there is none.
func TestStoreFull(t *testing.T) {
	r := crowd(400, 1, 100)
	gone := filepath.Join(t.TempDir(), "gone")
	all := func(s *Store, n int) {
		t.Helper()
		some := *r
		some.Resumes = append([]Resume(nil), r.Resumes[:n]...)
		s.names = namesOf(&some)
		stored := s.Report(&some, nil)
		i := 0
		err := s.Tags(8, func(tag []byte) {
			if string(tag) != r.Resumes[i].ID {
				t.Fatalf("record %d has the tag %q", i, tag)
			}
			i++
		})
		if err != nil || i != n {
			t.Fatalf("%d tags: %v", i, err)
		}
		Arrange(&some)
		for _, format := range []string{"table", "json", "csv", "text", "markdown", "jsonl", "html", "xlsx"} {
			if d := cmp.Diff(string(render(t, &some, format, Options{})), string(render(t, stored, format, Options{}))); d != "" {
				t.Fatalf("%s: %s", format, d)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	fill := func(s *Store, n int) {
		t.Helper()
		s.hold = 0
		for _, res := range r.Resumes[:n] {
			if err := s.Add(res, []byte(res.ID)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Run("the first folder is gone", func(t *testing.T) {
		s := NewStore(r, namesOf(r), gone, t.TempDir())
		fill(s, 400)
		if len(s.spill.memory) > 0 || len(s.spill.files) != 1 {
			t.Errorf("%d in memory, %d files", len(s.spill.memory), len(s.spill.files))
		}
		all(s, 400)
	})
	t.Run("a disk gets full, the next takes over, that gets full too", func(t *testing.T) {
		s := NewStore(r, namesOf(r), t.TempDir(), t.TempDir())
		s.hold = 0
		for i, res := range r.Resumes {
			if err := s.Add(res, []byte(res.ID)); err != nil {
				t.Fatal(err)
			}
			f := s.spill.files[len(s.spill.files)-1]
			switch i {
			case 60: // some is on the disk when it gets full, some waits
				if err := f.flush(); err != nil {
					t.Fatal(err)
				}
			case 100, 200:
				name := f.file.Name()
				defer f.file.Close()
				readOnly(t, f, name)
				s.spill.note(name, f.flush())
			}
		}
		if len(s.spill.files) != 2 || len(s.spill.memory) == 0 || !s.spill.files[0].ended || !s.spill.files[1].ended {
			t.Errorf("%d files, %d in memory", len(s.spill.files), len(s.spill.memory))
		}
		all(s, 400)
	})
	t.Run("no room anywhere", func(t *testing.T) {
		s := NewStore(r, namesOf(r), gone)
		s.spill.room = 20000
		s.hold = 0
		n := 0
		var err error
		for n < len(r.Resumes) && err == nil {
			if err = s.Add(r.Resumes[n], []byte(r.Resumes[n].ID)); err == nil {
				n++
			}
		}
		var full *FullError
		if !errors.As(err, &full) || full.Folder != gone || !errors.Is(err, os.ErrNotExist) || n == 0 || n == len(r.Resumes) {
			t.Fatalf("after %d: %v", n, err)
		}
		all(s, n)
	})
	t.Run("a file that was cut", func(t *testing.T) {
		s := NewStore(r, namesOf(r), t.TempDir())
		fill(s, 400)
		if err := s.spill.files[0].flush(); err != nil {
			t.Fatal(err)
		}
		if err := s.spill.files[0].file.Truncate(100); err != nil {
			t.Fatal(err)
		}
		stored := s.Report(r, nil)
		if err := s.Tags(8, func([]byte) {}); err == nil || !strings.Contains(err.Error(), "read back") {
			t.Errorf("tags of a file that was cut: %v", err)
		}
		for _, format := range []string{"table", "json", "csv", "text", "markdown", "jsonl", "html", "xlsx"} {
			if err := Render(&bytes.Buffer{}, stored, format, Options{}); err == nil || !strings.Contains(err.Error(), "read back") {
				t.Errorf("%s of a file that was cut: %v", format, err)
			}
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
}

// namesOf is the names of all records of r, in their order.
func namesOf(r *Report) *Names {
	n := new(Names)
	for i := range r.Resumes {
		n.Add(r.Resumes[i].ID, r.Resumes[i].File)
	}
	return n
}

// readOnly puts a file that fails each write, as a full disk does, in the place of f's, with what was written so far.
func readOnly(t *testing.T, f *spillFile, name string) {
	t.Helper()
	kept := make([]byte, f.size)
	if _, err := f.file.ReadAt(kept, 0); err != nil && f.size > 0 {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, kept, 0o600); err != nil {
		t.Fatal(err)
	}
	shut, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	f.file = shut
}

// TestLargePage: of a large pool the page and the workbook hold the evidence of the first candidates and say so.
func TestLargePage(t *testing.T) {
	r := crowd(7000, 3, 100)
	Arrange(r)
	v := arrange(r, "")
	page := string(render(t, r, "html", Options{}))
	if n := strings.Count(page, `<tr class="row"`); n != mostListed {
		t.Errorf("%d rows", n)
	}
	details, _, _ := strings.Cut(page[strings.Index(page, `id="details">`)+len(`id="details">`):], "</script>")
	lines := strings.Split(details, "\n")
	if len(lines) != mostListed {
		t.Fatalf("%d details", len(lines))
	}
	for i, line := range lines {
		var d struct {
			Brief bool              `json:"n"`
			Fits  []json.RawMessage `json:"f"`
		}
		if err := json.Unmarshal([]byte(line), &d); err != nil || len(d.Fits) != 2 || d.Brief != (i >= mostEvidence) {
			t.Fatalf("detail %d: %v %s", i, err, line)
		}
	}
	left := len(v.ranked) + len(v.apart) - mostListed
	for _, says := range []string{fmt.Sprintf("The first %d candidates of %d open to their evidence", mostEvidence, mostListed), fmt.Sprintf("%d more (", left)} {
		if !strings.Contains(page, says) {
			t.Errorf("the page does not say %q", says)
		}
	}
	top := string(render(t, r, "html", Options{Top: 5500}))
	if n := strings.Count(top, `<tr class="row"`); n != 5500 || strings.Contains(top, "open to their evidence") || !strings.Contains(top, fmt.Sprintf("%d more (", len(v.ranked)+len(v.apart)-5500)) {
		t.Errorf("--top 5500: %d rows", n)
	}
	few := string(render(t, r, "html", Options{Top: 10}))
	if n := strings.Count(few, `<tr class="row"`); n != 10+min(len(v.apart), mostListed-10) {
		t.Errorf("--top 10: %d rows, %d apart", n, len(v.apart))
	}
	if small := string(render(t, crowd(900, 3, 100), "html", Options{})); strings.Contains(small, `id="limits"`) {
		t.Error("a page that holds all says that it does not")
	}

	for top, want := range map[int]int{0: mostEvidence, 20: 20} {
		one := crowd(1500, 4, 100)
		for i := range one.Resumes {
			for j := range one.Resumes[i].Fits {
				one.Resumes[i].Fits[j].Criteria = []Criterion{{ID: "languages", Weight: 100}}
			}
		}
		about := bookSheet(t, render(t, one, "xlsx", Options{Top: top}), 4)
		if says := fmt.Sprintf("Criteria and evidence are of the first %d candidates", want); !strings.Contains(about, says) {
			t.Errorf("the workbook does not say %q", says)
		}
		if n := strings.Count(bookSheet(t, render(t, one, "xlsx", Options{Top: top}), 2), "<row "); n != 1+2*want {
			t.Errorf("--top %d: %d rows of criteria", top, n)
		}
	}
}

// bookSheet is the XML of a worksheet.
func bookSheet(t *testing.T, book []byte, n int) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(fmt.Sprintf("xl/worksheets/sheet%d.xml", n))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
