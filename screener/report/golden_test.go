package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares what was rendered with testdata/NAME, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (make it with: go test ./screener/report -update)", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got); if it is meant: go test ./screener/report -update\n%s", path, diff)
	}
}

func render(t *testing.T, r *Report, format string, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, r, format, o); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, c := range []struct {
		name, format string
		o            Options
	}{
		{"table-60.txt", "table", Options{Width: 60, Rubric: "backend-engineer"}},
		{"table-100.txt", "table", Options{}},
		{"table-123.txt", "table", Options{Width: 123, Rubric: "backend-engineer", Exit: 3, Output: "monday.html"}},
		{"table-200.txt", "table", Options{Width: 200}},
		{"sample.txt", "text", Options{}},
		{"sample.json", "json", Options{}},
		{"sample.csv", "csv", Options{}},
		{"sample.md", "markdown", Options{Rubric: "backend-engineer"}},
	} {
		t.Run(c.name, func(t *testing.T) { golden(t, c.name, render(t, sample(), c.format, c.o)) })
	}
}

func TestJSONLGolden(t *testing.T) {
	golden(t, "pool.jsonl", render(t, pool(2), "jsonl", Options{}))
}

func TestExplainGolden(t *testing.T) {
	r := sample()
	for _, c := range []struct {
		name  string
		width int
	}{{"explain-60.txt", 60}, {"explain-123.txt", 123}} {
		var b bytes.Buffer
		if err := Explain(&b, r, &r.Resumes[0], Options{Width: c.width}); err != nil {
			t.Fatal(err)
		}
		golden(t, c.name, b.Bytes())
	}
}
