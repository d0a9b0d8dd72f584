package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"shortlist/screener/report"
)

// screened runs shortlist screen in dir and gives its stdout; some of what it is given cannot be read.
func screened(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	run := exec.Command("shortlist", append([]string{"screen", "--as-of", "2026-11-21"}, args...)...)
	run.Dir = dir
	var stderr bytes.Buffer
	run.Stderr = &stderr
	out, err := run.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == exitUnreadable {
		err = nil
	}
	if err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stderr.Bytes())
	}
	return out
}

func schemaOf(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(report.JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.schema.json" + part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestScreenIsValid holds what screen writes of real files, of all sorts there are, against the schema of the report.
func TestScreenIsValid(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, data []byte) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	copyOf := func(pattern string, every int) (first []byte) {
		t.Helper()
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for i := 0; i < len(files); i += every {
			info, err := os.Stat(files[i])
			if err != nil || info.IsDir() {
				continue
			}
			data, err := os.ReadFile(files[i])
			if err != nil {
				t.Fatal(err)
			}
			put(filepath.Base(files[i]), data)
			if first == nil {
				first = data
			}
		}
		return first
	}
	copyOf("../../testdata/resumes/*", 4)
	copyOf("../../testdata/unreadable/*", 1)
	copyOf("../../testdata/hidden/*.*", 3)
	put("twice.pdf", copyOf("../../testdata/resumes/*.pdf", 9))
	put("job.txt", []byte("We are hiring a backend engineer!\n\nResponsibilities\n- You will build services in Go.\n\nRequirements\n- 5+ years of experience\n\nWe offer a pension. Apply now, send us your resume.\n"))
	put("list.txt", []byte("Ann Other\nann.other@example.org\n\nExperience\n\nDeveloper, Heron Pay, Leeds\nJanuary 2019 - present\n\nSkills\nGo, Java, Python, PostgreSQL, MySQL, Redis, Kafka, Docker, Kubernetes, AWS, gRPC, Terraform, Jenkins\n"))
	before := filepath.Join(t.TempDir(), "before.json")
	if err := os.WriteFile(before, screened(t, dir, ".", "--format", "json"), 0o600); err != nil {
		t.Fatal(err)
	}

	whole, line := schemaOf(t, ""), schemaOf(t, "#/$defs/resume")
	seen := map[string]int{}
	for _, c := range []struct {
		name string
		args []string
	}{
		{"plain", nil},
		{"since", []string{"--since", before}},
		{"blind", []string{"--blind"}},
		{"one rubric, one page", []string{"--rubric", "backend-engineer", "--max-pages", "1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := screened(t, dir, append([]string{".", "gone.pdf", "--format", "json"}, c.args...)...)
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if err := whole.Validate(v); err != nil {
				t.Errorf("%v", err)
			}
			var r report.Report
			if err := json.Unmarshal(out, &r); err != nil {
				t.Fatal(err)
			}
			sorts(&r, seen)
			lines := bytes.Split(bytes.TrimSpace(screened(t, dir, append([]string{".", "gone.pdf", "--format", "jsonl"}, c.args...)...)), []byte("\n"))
			if len(lines) != len(r.Resumes) {
				t.Errorf("%d lines, %d resumes", len(lines), len(r.Resumes))
			}
			for i, text := range lines {
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
				if err != nil {
					t.Fatalf("line %d: %v", i+1, err)
				}
				if err := line.Validate(v); err != nil {
					t.Errorf("line %d: %v", i+1, err)
				}
			}
		})
	}
	for _, sort := range []string{"read", "not-a-resume", "unreadable", "apart", "scored", "thin", "flagged", "hidden", "checked", "capped", "twice", "since", "blind", "in part", "with lines"} {
		if seen[sort] == 0 {
			t.Errorf("no resume of the sort %q was among them: %v", sort, seen)
		}
	}
}

// sorts counts which sorts of records a report holds.
func sorts(r *report.Report, seen map[string]int) {
	note := func(sort string, is bool) {
		if is {
			seen[sort]++
		}
	}
	note("twice", len(r.Groups) > 0)
	note("blind", r.Blind)
	for _, res := range r.Resumes {
		seen[res.State]++
		note("thin", res.Thin != "")
		note("flagged", len(res.Flags) > 0)
		note("hidden", len(res.Hidden) > 0)
		note("checked", len(res.Checks) > 0)
		note("since", res.Since != nil)
		note("in part", res.PagesRead < res.Pages)
		note("with lines", len(res.Lines) > 0)
		for _, f := range res.Fits {
			seen[f.State]++
			note("capped", f.Cap != "")
		}
	}
}
