package resume_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"shortlist/screener/resume"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestSchema checks what is printed for every file of testdata against the schema of JSON Resume.
func TestSchema(t *testing.T) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(filepath.Join("testdata", "jsonresume-1.0.0.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	p := newParser(t)
	for _, m := range manifest(t) {
		if m.State == "unreadable" || strings.Contains(m.File, "/") {
			continue
		}
		d := read(t, m.File)
		var b bytes.Buffer
		if err := resume.WriteJSON(&b, d, p.Parse(d)); err != nil {
			t.Fatal(m.File, err)
		}
		v, err := jsonschema.UnmarshalJSON(&b)
		if err != nil {
			t.Fatal(m.File, err)
		}
		if err := schema.Validate(v); err != nil {
			t.Errorf("%s: %v", m.File, err)
		}
	}
	// the schema refuses what is no JSON Resume, or the test above could not fail
	for _, wrong := range []string{`{"works": []}`, `{"work": [{"startDate": "yesterday"}]}`, `{"basics": {"email": 7}}`} {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(v) == nil {
			t.Errorf("the schema accepts %s", wrong)
		}
	}
}

// TestGolden compares the whole of what is printed for a few files.
func TestGolden(t *testing.T) {
	p := newParser(t)
	for _, file := range []string{"ruby-castellane.md.md", "saoirse-mcgilloway.lost.txt", "joao-figueiredo.running.txt", "lin-yuehan.wrapped.txt", "hana-kobayashi.resume.json"} {
		d := read(t, file)
		r := p.Parse(d)
		var j, show bytes.Buffer
		if err := resume.WriteJSON(&j, d, r); err != nil {
			t.Fatal(err)
		}
		if err := resume.Show(&show, d, r, false, 100); err != nil {
			t.Fatal(err)
		}
		for ending, got := range map[string][]byte{".json": j.Bytes(), ".show": show.Bytes()} {
			path := filepath.Join("testdata", "golden", file+ending)
			if *update {
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, got, 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); diff != "" {
				t.Errorf("%s differs (go test -update writes it anew):\n%s", path, diff)
			}
		}
	}
}

// TestJSONResumeComesThrough checks that a document which states its own structure is printed as it was given.
func TestJSONResumeComesThrough(t *testing.T) {
	for _, m := range manifest(t) {
		if m.Layout != "json" {
			continue
		}
		d := read(t, m.File)
		got := resume.Export(d, newParser(t).Parse(d))
		want := person(t, m.Person)
		if got.Basics.Name != want.Basics.Name || got.Basics.Email != want.Basics.Email || got.Basics.Phone != want.Basics.Phone {
			t.Errorf("%s: basics %+v", m.File, got.Basics)
		}
		if len(got.Work) != len(want.Work) {
			t.Fatalf("%s: %d posts, want %d", m.File, len(got.Work), len(want.Work))
		}
		for i, w := range want.Work {
			g := got.Work[i]
			if g.Name != w.Name || g.Position != w.Position || g.StartDate != w.StartDate || g.EndDate != w.EndDate {
				t.Errorf("%s: post %d: %+v, want %+v", m.File, i, g, w)
			}
			for k, h := range w.Highlights {
				if k >= len(g.Highlights) || g.Highlights[k] != h {
					t.Errorf("%s: post %d: highlight %d differs", m.File, i, k)
				}
			}
		}
		return
	}
	t.Fatal("no JSON Resume in testdata")
}

// TestColour checks that colour adds escapes and nothing else, and that hostile bytes of the resume don't reach the terminal.
func TestColour(t *testing.T) {
	d := read(t, "ruby-castellane.md.md")
	r := newParser(t).Parse(d)
	var plain, colour bytes.Buffer
	if err := resume.Show(&plain, d, r, false, 120); err != nil {
		t.Fatal(err)
	}
	if err := resume.Show(&colour, d, r, true, 120); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(plain.Bytes(), []byte("\x1b")) {
		t.Error("escapes without colour")
	}
	stripped := colour.String()
	for {
		a := strings.Index(stripped, "\x1b[")
		if a < 0 {
			break
		}
		z := strings.IndexByte(stripped[a:], 'm')
		stripped = stripped[:a] + stripped[a+z+1:]
	}
	if stripped != plain.String() {
		t.Error("colour changes more than colours")
	}
}
