package redact_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/reader"
	"shortlist/screener/redact"
	"shortlist/screener/report"
	"shortlist/screener/resume"
)

// TestMain makes this test binary a worker where it is started as one.
func TestMain(m *testing.M) {
	if os.Getenv("SHORTLIST_TEST_WORKER") == "" {
		os.Exit(m.Run())
	}
	config, err := reader.ParseConfig(os.Args[len(os.Args)-1])
	if err == nil && os.Args[1] == "unpack" {
		err = reader.ServeUnpack(os.Stdin, os.Stdout, config)
	} else if err == nil {
		var parser *resume.Parser
		if parser, err = resume.NewParser(rubrics.Files); err == nil {
			err = reader.ServeRead(os.Stdin, os.Stdout, config, parser)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

const resumes = "../../testdata/resumes"

func screen(t *testing.T, o screener.Options) screener.Result {
	t.Helper()
	rules, err := screener.NewRules(screener.RuleOptions{AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Tool: "test", KeepLines: true})
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool, err := reader.NewPool(reader.Options{Command: []string{self}, Env: []string{"SHORTLIST_TEST_WORKER=1"}})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	o.Batch = batch.Options{Pool: pool}
	got, err := screener.Screen(context.Background(), rules, intake.List([]string{resumes}), o)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// truth is what a person of testdata must not be known by.
type truth struct {
	Basics struct {
		Name, Email, Phone string
		Location           struct{ City string }
		Profiles           []struct{ URL, Username string }
	}
	Education []struct{ Institution string }
}

func (p *truth) personal() map[string]string {
	out := map[string]string{"name": p.Basics.Name, "e-mail": p.Basics.Email, "phone": p.Basics.Phone, "city": p.Basics.Location.City}
	for i, x := range p.Basics.Profiles {
		out[fmt.Sprint("profile ", i)], out[fmt.Sprint("user name ", i)] = strings.TrimPrefix(x.URL, "https://"), x.Username
	}
	for i, e := range p.Education {
		out[fmt.Sprint("school ", i)] = e.Institution
	}
	return out
}

// TestBlindRunHoldsNobody screens the made-up resumes blind and looks for every personal value of their truth files: in
// each one's own record all of them, and in every format's bytes whatever is nobody else's word. What was spilled to a file gives the
// same bytes as what is held in memory.
func TestBlindRunHoldsNobody(t *testing.T) {
	key := []byte("0123456789abcdef0123456789abcdef")
	blind, open := screen(t, screener.Options{BlindKey: key}), screen(t, screener.Options{})
	var manifest struct {
		Files []struct{ File, Person, State string }
	}
	data, err := os.ReadFile("../../testdata/manifest.json")
	if err == nil {
		err = json.Unmarshal(data, &manifest)
	}
	if err != nil {
		t.Fatal(err)
	}
	owner := map[string]string{}
	for _, f := range manifest.Files {
		owner[filepath.Base(f.File)] = f.Person
	}
	records := map[string]report.Resume{}
	for _, res := range blind.Report.Resumes {
		records[res.ID] = res
	}
	people, checked := map[string]*truth{}, 0
	for _, res := range open.Report.Resumes {
		person := owner[filepath.Base(res.File)]
		path := filepath.Join("../../testdata/people", person+".json")
		if _, err := os.Stat(path); person == "" || err != nil {
			continue
		}
		p := new(truth)
		if data, err := os.ReadFile(path); err != nil || json.Unmarshal(data, p) != nil {
			t.Fatalf("%s: %v", path, err)
		}
		people[person] = p
		hidden, ok := records[redact.ID(key, res.SHA256)]
		if !ok {
			t.Errorf("%s has no row in the blind report", res.File)
			continue
		}
		checked++
		same(t, &res, &hidden)
		text, err := json.Marshal(hidden)
		if err != nil {
			t.Fatal(err)
		}
		for kind, value := range p.personal() {
			if holds(string(text), value) {
				t.Errorf("%s: the record holds the %s", filepath.Base(res.File), kind)
			}
		}
	}
	if checked < 40 {
		t.Fatalf("only %d resumes were looked at", checked)
	}
	spilled := screen(t, screener.Options{BlindKey: key, Store: true, Page: true, SpillTo: t.TempDir()})
	defer func() {
		if err := spilled.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, format := range report.Formats() {
		var b, again bytes.Buffer
		if err := blind.Blind.Render(&b, blind.Report, format, report.Options{Width: 140}); err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		from := spilled.Report
		if format == "table" {
			from = spilled.Page
		}
		if err := spilled.Blind.Render(&again, from, format, report.Options{Width: 140}); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
			t.Errorf("%s: other bytes when spilled (%v)", format, err)
		}
		for person, p := range people {
			for kind, value := range p.personal() {
				if kind != "city" && holds(b.String(), value) {
					t.Errorf("%s holds the %s of %s", format, kind, person)
				}
			}
		}
	}
}

// holds looks for a value as a word.
func holds(text, value string) bool {
	if len(value) < 4 {
		return false
	}
	return strings.Contains(text, value) && regexp.MustCompile(`(^|[^\pL\d])`+regexp.QuoteMeta(value)+`($|[^\pL\d])`).MatchString(text)
}

// same: blind and open runs give the same scores, stack and lean.
func same(t *testing.T, open, blind *report.Resume) {
	t.Helper()
	if open.Stack.Is != blind.Stack.Is || open.Lean.Score != blind.Lean.Score || len(open.Fits) != len(blind.Fits) {
		t.Errorf("%s: another stack, lean or number of fits when blind", open.File)
		return
	}
	for i := range open.Fits {
		if open.Fits[i].Score != blind.Fits[i].Score || open.Fits[i].Band != blind.Fits[i].Band {
			t.Errorf("%s: %s scores %v, and %v blind", open.File, open.Fits[i].Rubric, open.Fits[i].Score, blind.Fits[i].Score)
		}
	}
}
