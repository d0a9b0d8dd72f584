// Package verify compares a saved report with a new run over the same files: the same files, rules and versions give
// the same results, and where something differs it says what.
package verify

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"shortlist/screener/report"
)

// Difference is one thing that is not as it was.
type Difference struct {
	File string // of the resume, or "" where it concerns the whole run
	Says string
}

// Result is what a comparison shows.
type Result struct {
	Same    int          // resumes with the same bytes and the very same record
	Differs []Difference // resumes whose bytes, state or scores differ, or that are gone
	// Setting is how the two runs differ as such: rubrics, vocabulary, versions, date. A setting alone changes no
	// score; it explains those that did change.
	Setting []Difference
}

// Proven says whether every result came out again and nothing it rests on is another.
func (r Result) Proven() bool { return len(r.Differs) == 0 && len(r.Setting) == 0 }

// Paths are the files to screen again for r: those of its resumes, and for entries of a container the container, each once.
// The error says why r cannot be verified.
func Paths(r *report.Report) ([]string, error) {
	if r.Blind {
		return nil, fmt.Errorf("a blind report does not say which files it is about; verify the open one of the same run")
	}
	var paths []string
	seen := make(map[string]bool)
	for i := range r.Len() {
		path := root(r.File(i))
		if path == "stdin" {
			return nil, fmt.Errorf("%s came by standard input and cannot be read again; screen a file", r.File(i))
		}
		if !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths, nil
}

// root is the file that a name stands for: the longest part before a "!" that exists, since a file's own name may hold one.
func root(name string) string {
	for end := len(name); end > 0; end = strings.LastIndexByte(name[:end], '!') {
		if _, err := os.Lstat(name[:end]); err == nil {
			return name[:end]
		}
	}
	first, _, _ := strings.Cut(name, "!")
	return first
}

// Comparison compares a report with the records of a new run over the same files, one by one.
type Comparison struct {
	old    *report.Report
	left   map[string][]int // places in old of what has not come out again, by file
	result Result
}

// New begins to compare with old.
func New(old *report.Report) *Comparison {
	c := &Comparison{old: old, left: make(map[string][]int, old.Len())}
	for i := range old.Len() {
		c.left[old.File(i)] = append(c.left[old.File(i)], i)
	}
	return c
}

// Add compares one record of the new run. The error says that the old one cannot be had.
func (c *Comparison) Add(is *report.Resume) error {
	places, ok := c.left[is.File]
	delete(c.left, is.File)
	if !ok { // it came out of a container that was screened again
		c.differs(is.File, "is in its container now and was not")
	}
	for _, i := range places {
		was, err := c.old.At(i)
		if err != nil {
			return err
		}
		if says := differs(was, is); says != "" {
			c.differs(is.File, says)
		} else {
			c.result.Same++
		}
	}
	return nil
}

func (c *Comparison) differs(file, says string) {
	c.result.Differs = append(c.result.Differs, Difference{file, says})
}

// Result is what was shown, when now, the head of the new run, has no more records.
func (c *Comparison) Result(now *report.Report) Result {
	for file, places := range c.left {
		for range places {
			c.differs(file, "did not come out again")
		}
	}
	c.result.Setting = settings(c.old, now)
	slices.SortStableFunc(c.result.Differs, func(a, b Difference) int { return strings.Compare(a.File, b.File) })
	return c.result
}

// settings says in what the runs differ as such.
func settings(old, now *report.Report) []Difference {
	var out []Difference
	add := func(what, was, is string) {
		if was != is {
			out = append(out, Difference{Says: fmt.Sprintf("%s: was %s, is %s", what, name(was), name(is))})
		}
	}
	add("as-of date", old.AsOf, now.AsOf)
	add("version of shortlist", old.Tool.Version, now.Tool.Version)
	add("version of the reader", old.Tool.Reader, now.Tool.Reader)
	add("vocabulary", old.Vocabulary.SHA256, now.Vocabulary.SHA256)
	for _, u := range old.Rubrics {
		i := slices.IndexFunc(now.Rubrics, func(n report.Rubric) bool { return n.Name == u.Name })
		if i < 0 {
			out = append(out, Difference{Says: fmt.Sprintf("rubric %s: is not there any more", u.Name)})
			continue
		}
		add("rubric "+u.Name, u.SHA256, now.Rubrics[i].SHA256)
	}
	return out
}

// name shortens a hash.
func name(s string) string {
	switch {
	case s == "":
		return "none"
	case len(s) == 64:
		return s[:12]
	}
	return s
}

// differs says in what a resume's record is another than it was; "" if in nothing that a person was told.
func differs(was, is *report.Resume) string {
	switch {
	case is.SHA256 == "" && was.SHA256 != "":
		return "cannot be had any more: " + is.Reason
	case is.SHA256 != was.SHA256:
		return fmt.Sprintf("the file is another: sha256 was %s, is %s", name(was.SHA256), name(is.SHA256))
	case is.State != was.State:
		return fmt.Sprintf("was %s, is %s", state(was), state(is))
	}
	for i := range was.Fits {
		f := &was.Fits[i]
		j := slices.IndexFunc(is.Fits, func(g report.Fit) bool { return g.Rubric == f.Rubric })
		if j < 0 {
			return "has no fit to " + f.Rubric + " any more"
		}
		if says := fitDiffers(f, &is.Fits[j]); says != "" {
			return f.Rubric + ": " + says
		}
	}
	if string(comparable(was)) != string(comparable(is)) {
		return "the scores are the same; the evidence or what is said about it is not"
	}
	return ""
}

func state(r *report.Resume) string {
	if r.Reason != "" {
		return r.State + " (" + r.Reason + ")"
	}
	return r.State
}

func fitDiffers(was, is *report.Fit) string {
	switch {
	case was.State != is.State:
		return fmt.Sprintf("was %s, is %s", was.State, is.State)
	case !same(was.Score, is.Score):
		return fmt.Sprintf("score was %.3f, is %.3f%s", was.Score, is.Score, criterion(was, is))
	case was.Band != is.Band:
		return fmt.Sprintf("band was %s, is %s", was.Band, is.Band)
	}
	return ""
}

// criterion names the first criterion whose points differ.
func criterion(was, is *report.Fit) string {
	for _, c := range was.Criteria {
		i := slices.IndexFunc(is.Criteria, func(d report.Criterion) bool { return d.ID == c.ID })
		switch {
		case i < 0:
			return fmt.Sprintf("; criterion %s is gone", c.ID)
		case !same(c.Points, is.Criteria[i].Points):
			return fmt.Sprintf("; criterion %s had %.3f points, has %.3f", c.ID, c.Points, is.Criteria[i].Points)
		}
	}
	return ""
}

// same compares points to the three decimals that are written.
func same(a, b float64) bool { return a-b < 0.0005 && b-a < 0.0005 }

// comparable is a record as it is written, without what depends on the other resumes of the run (ranks), on an earlier run, or on
// whether the text was kept.
func comparable(res *report.Resume) []byte {
	c := report.NewRecord(&report.Report{}, *res).Resume
	c.Since, c.Lines = nil, nil
	for i := range c.Fits {
		c.Fits[i].Rank = 0
	}
	b, err := report.AppendRecord(nil, &c)
	if err != nil {
		return []byte(err.Error())
	}
	return b
}
