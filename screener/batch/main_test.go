package batch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
	"shortlist/screener/report"
	"shortlist/screener/resume"
)

// TestMain makes this test binary a worker where it is started as one.
func TestMain(m *testing.M) {
	var err error
	switch os.Getenv("SHORTLIST_TEST_WORKER") {
	case "":
		os.Exit(m.Run())
	case "read":
		var c reader.Config
		c, err = reader.ParseConfig(os.Args[len(os.Args)-1])
		switch {
		case err != nil:
		case os.Args[1] == "unpack":
			err = reader.ServeUnpack(os.Stdin, os.Stdout, c)
		default:
			err = reader.ServeRead(os.Stdin, os.Stdout, c, obedient{})
		}
	case "run":
		err = wholeRun(os.Args[1], os.Args[2], os.Args[3])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "shortlist:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// wholeRun screens dir with a journal and writes the records to out when all are there.
func wholeRun(dir, journal, out string) error {
	p, err := newTestPool(reader.Options{Workers: 2})
	if err != nil {
		return err
	}
	defer p.Close()
	j, err := OpenJournal(journal, Header{Reader: reader.Version})
	if err != nil {
		return err
	}
	var recs []Record
	err = Run(context.Background(), intake.List([]string{dir}), judge, Options{Pool: p, Journal: j}, func(r Record) error {
		recs = append(recs, r)
		return nil
	})
	if err != nil {
		return err
	}
	b, err := json.Marshal(recs)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(out, b, 0o600), j.Close())
}

// obedient is a parser that finds a name and an address in the first two lines, and crashes where it is told to.
type obedient struct{}

func (obedient) Recycle(*resume.Resume) {}

func (obedient) Parse(d *document.Document) *resume.Resume {
	if strings.HasPrefix(d.Text, "CRASH") {
		os.Exit(7)
	}
	r := new(resume.Resume)
	if len(d.Lines) > 1 {
		r.Contact.Name, r.Contact.Email = d.Lines[0].Span, d.Lines[1].Span
	}
	return r
}

// testPool is a Pool whose workers are this test binary.
func testPool(t testing.TB, o reader.Options) *reader.Pool {
	t.Helper()
	p, err := newTestPool(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func newTestPool(o reader.Options) (*reader.Pool, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	o.Command = []string{self}
	o.Env = []string{"SHORTLIST_TEST_WORKER=read"}
	if raceEnabled {
		o.Limits.Memory = 1 << 46
	}
	return reader.NewPool(o)
}

// judge makes a record with a score that depends on the text alone.
func judge(it Item) Record {
	r := report.Resume{ID: it.Name, File: it.Name, SHA256: it.SHA256, State: report.StateRead}
	if it.Err != nil {
		r.State, r.Reason = report.StateUnreadable, it.Err.Error()
		return Record{Resume: r}
	}
	text := it.Parsed.Document.Text
	if strings.HasPrefix(text, "BREAK-JUDGE") {
		panic("index out of range")
	}
	score := float64(hash(text)%100000) / 1000
	r.Name = it.Parsed.Document.Slice(it.Parsed.Resume.Contact.Name)
	r.Fits = []report.Fit{{Rubric: "backend-engineer", State: "scored", Score: score, Least: score, Most: score}}
	return Record{Resume: r}
}

// folder makes a folder of n resumes, some of which cannot be read.
func folder(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		text := fmt.Sprintf("Person %c Number%d\nperson%d@example.org\n%s\n", 'A'+i%26, i, i, strings.Join(prose(uint64(i), 120), " "))
		switch {
		case i%17 == 3:
			text = ""
		case i%17 == 8:
			text = "CRASH " + text
		case i%17 == 12:
			text = "BREAK-JUDGE " + text
		}
		if err := os.WriteFile(fmt.Sprintf("%s/cv%04d.txt", dir, i), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// screen runs over paths and gives the records as they come.
func screen(t testing.TB, o Options, paths ...string) []Record {
	t.Helper()
	if o.Pool == nil {
		o.Pool = testPool(t, reader.Options{Workers: 2})
	}
	var out []Record
	err := Run(t.Context(), intake.List(paths), judge, o, func(r Record) error {
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
