package verify

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/screener/report"
)

func sample() *report.Report {
	fit := func(score float64) []report.Fit {
		return []report.Fit{{Rubric: "backend-engineer", State: "scored", Score: score, Least: score, Most: score, Band: "good", Rank: 1,
			Criteria: []report.Criterion{{ID: "languages", Weight: 8, Points: score / 2, State: "met"}, {ID: "tests", Weight: 8, Points: score / 2}}}}
	}
	return &report.Report{
		Schema: report.Schema, AsOf: "2026-11-21", Tool: report.Tool{Version: "1.0", Reader: "1"}, Vocabulary: report.Hash{SHA256: "v"},
		Rubrics: []report.Rubric{{Name: "backend-engineer", SHA256: strings.Repeat("a", 64)}},
		Resumes: []report.Resume{
			{ID: "1", File: "a.pdf", SHA256: strings.Repeat("1", 64), State: report.StateRead, Fits: fit(71.4)},
			{ID: "2", File: "b.pdf", SHA256: strings.Repeat("2", 64), State: report.StateUnreadable, Reason: "no text layer"},
		},
	}
}

func TestCompare(t *testing.T) {
	for _, c := range []struct {
		what   string
		change func(*report.Report)
		want   []string // what differs, "file: says"
	}{
		{"nothing", func(*report.Report) {}, nil},
		{"a rank, a note of an earlier run, kept text", func(r *report.Report) {
			r.Resumes[0].Fits[0].Rank = 7
			r.Resumes[0].Since = &report.Since{State: "again"}
			r.Resumes[0].Lines = []report.Line{{Text: "x"}}
		}, nil},
		{"the fourth decimal", func(r *report.Report) { r.Resumes[0].Fits[0].Score += 0.0002 }, nil},
		{"a file", func(r *report.Report) { r.Resumes[0].SHA256 = strings.Repeat("9", 64) },
			[]string{"a.pdf: the file is another: sha256 was 111111111111, is 999999999999"}},
		{"a score", func(r *report.Report) { r.Resumes[0].Fits[0].Score, r.Resumes[0].Fits[0].Criteria[1].Points = 70, 34.3 },
			[]string{"a.pdf: backend-engineer: score was 71.400, is 70.000; criterion tests had 35.700 points, has 34.300"}},
		{"a band", func(r *report.Report) { r.Resumes[0].Fits[0].Band = "strong" }, []string{"a.pdf: backend-engineer: band was good, is strong"}},
		{"set apart", func(r *report.Report) { r.Resumes[0].Fits[0].State = "apart" }, []string{"a.pdf: backend-engineer: was scored, is apart"}},
		{"a state", func(r *report.Report) { r.Resumes[1].State, r.Resumes[1].Reason = report.StateRead, "" },
			[]string{"b.pdf: was unreadable (no text layer), is read"}},
		{"gone", func(r *report.Report) {
			r.Resumes[0].SHA256, r.Resumes[0].State, r.Resumes[0].Reason = "", report.StateUnreadable, "there is no such file"
		},
			[]string{"a.pdf: cannot be had any more: there is no such file"}},
		{"missing", func(r *report.Report) { r.Resumes = r.Resumes[1:] }, []string{"a.pdf: did not come out again"}},
		{"one more", func(r *report.Report) { r.Resumes = append(r.Resumes, report.Resume{File: "c.zip!d.pdf"}) },
			[]string{"c.zip!d.pdf: is in its container now and was not"}},
		{"a quote", func(r *report.Report) { r.Resumes[0].Fits[0].Criteria[0].Hits = []report.Hit{{Term: "Go"}} },
			[]string{"a.pdf: the scores are the same; the evidence or what is said about it is not"}},
		{"a rubric", func(r *report.Report) { r.Rubrics[0].SHA256 = strings.Repeat("b", 64) },
			[]string{": rubric backend-engineer: was aaaaaaaaaaaa, is bbbbbbbbbbbb"}},
		{"a rubric is gone", func(r *report.Report) { r.Rubrics = nil }, []string{": rubric backend-engineer: is not there any more"}},
		{"versions and date", func(r *report.Report) {
			r.Tool, r.AsOf, r.Vocabulary.SHA256 = report.Tool{Version: "2.0", Reader: "2"}, "2027-01-01", ""
		}, []string{": as-of date: was 2026-11-21, is 2027-01-01", ": version of shortlist: was 1.0, is 2.0", ": version of the reader: was 1, is 2", ": vocabulary: was v, is none"}},
	} {
		now := sample()
		c.change(now)
		comparison := New(sample())
		for i := range now.Resumes {
			if err := comparison.Add(&now.Resumes[i]); err != nil {
				t.Fatal(err)
			}
		}
		res := comparison.Result(now)
		var got []string
		for _, d := range append(res.Setting, res.Differs...) {
			got = append(got, d.File+": "+d.Says)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s differs: got %q, want %q", c.what, got, c.want)
		}
		if res.Proven() != (c.want == nil) {
			t.Errorf("%s differs: proven is %t", c.what, res.Proven())
		}
	}
}

func TestPaths(t *testing.T) {
	dir := t.TempDir()
	odd := filepath.Join(dir, "wow!.pdf")
	zip := filepath.Join(dir, "cvs.zip")
	for _, p := range []string{odd, zip} {
		if err := os.WriteFile(p, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := &report.Report{}
	for _, file := range []string{zip + "!b.pdf", zip + "!in.zip!a.pdf", odd, "gone.zip!a.pdf", "gone.pdf"} {
		r.Resumes = append(r.Resumes, report.Resume{File: file})
	}
	got, err := Paths(r)
	if want := []string{zip, odd, "gone.pdf", "gone.zip"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
	r.Resumes = append(r.Resumes, report.Resume{File: "stdin"})
	if _, err := Paths(r); err == nil {
		t.Error("standard input cannot be read again, and yet no error")
	}
	if _, err := Paths(&report.Report{Blind: true}); err == nil {
		t.Error("a blind report has no files, and yet no error")
	}
}
