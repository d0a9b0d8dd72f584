package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/screener/report"
)

// hiddenFile is a line of testdata/hidden/manifest.json: what was put into a made-up file, or why it is innocent.
type hiddenFile struct {
	File, Kind, Words, Why string
	Page                   int
	Clean                  bool
}

// hiddenKinds says in words how each kind of hidden text is hidden, in the order of the page.
var hiddenKinds = [][2]string{
	{"background", "in the colour of what is painted under it"}, {"covered", "under an image or a shape"}, {"invisible", "painted with no ink (render mode 3), and not over a scan"},
	{"tiny", "under 2 points"}, {"transparent", "with hardly any opacity"}, {"clipped", "outside the clipping path"}, {"off-page", "outside the page or its crop box"},
	{"layer", "in a layer that is switched off"}, {"vanish", "hidden by the format: hidden characters of Word and LibreOffice, `display:none`, comments"}, {"metadata", "keywords in the file's properties"},
	{"remapped", "glyphs whose stated letters differ from those they show"}, {"zero-width", "characters without width inside words"}, {"bidi", "characters that turn the direction"},
	{"homoglyph", "letters of another script that look like Latin ones"}, {"instructions", "sentences addressed to a language model"}, {"terms-without-role", "lists of technologies that no role or project uses"},
}

// TestHiddenText screens the made-up files with hidden text, holds what is found against their truth, and keeps docs/hidden-text.md, which is made of it.
func TestHiddenText(t *testing.T) {
	var truth struct{ Files []hiddenFile }
	data, err := os.ReadFile("../../testdata/hidden/manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	args := []string{"screen", "--as-of", "2026-11-21", "--format", "json"}
	for _, f := range truth.Files {
		args = append(args, "../../testdata/hidden/"+f.File)
	}
	run := exec.Command("shortlist", args...)
	run.Stderr = os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var got report.Report
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	read := map[string]*report.Resume{}
	for i := range got.Resumes {
		read[filepath.Base(got.Resumes[i].File)] = &got.Resumes[i]
	}
	states := map[string]map[string]string{} // format, kind: clear or not checked, in files of that format
	shown := map[string][]string{}           // kind: rows
	var clean []string
	for _, f := range truth.Files {
		r := read[f.File]
		if r == nil {
			t.Errorf("%s was not read", f.File)
			continue
		}
		if states[r.Format] == nil {
			states[r.Format] = map[string]string{}
		}
		for _, c := range r.Checks {
			if c.State != "not-checked" || states[r.Format][c.Kind] == "" {
				states[r.Format][c.Kind] = c.State
			}
		}
		if f.Clean {
			clean = append(clean, hiddenClean(t, f, r))
			continue
		}
		shown[f.Kind] = append(shown[f.Kind], hiddenFound(t, f, r))
	}
	var b strings.Builder
	b.WriteString("# Hidden text\n\n<!-- made from testdata/hidden and what shortlist says of it, by: go test ./cmd/shortlist -run TestHiddenText -update -->\n\n" +
		"Words that a person who reads the page does not see, or that are not what they seem, are looked for in every resume. They score nothing and cost\nnothing: they stand after the visible text, raise a flag, and send the resume to a person. `explain` prints each with its page and words, and what\nthe score would have been with them; `parse --text --hidden` prints them all; the JSON report has them under `checks` and `hidden`.\n\n" +
		"The same made-up bookkeeper in every file, with seven technologies hidden each time in another way:\n\n| kind | how it is hidden | made-up file | result | the better fit as seen, with the words |\n| --- | --- | --- | --- | --- |\n")
	for _, k := range hiddenKinds {
		if len(shown[k[0]]) == 0 {
			t.Errorf("no made-up file shows %s", k[0])
		}
		for _, row := range shown[k[0]] {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", k[0], k[1], row)
		}
	}
	b.WriteString("\n## Innocent look-alikes\n\nNo flag is raised for any of these:\n\n| made-up file | what it is | result |\n| --- | --- | --- |\n")
	for _, row := range clean {
		fmt.Fprintf(&b, "| %s |\n", row)
	}
	b.WriteString("\n## What is looked for in which format\n\nA dash stands where nobody looked, since the format has no such thing or does not tell; reports say *not checked* there, never *clear*.\n\n| kind |")
	formats := slices.Sorted(maps.Keys(states))
	for _, f := range formats {
		fmt.Fprintf(&b, " %s |", f)
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(formats)) + "\n")
	for _, k := range hiddenKinds {
		fmt.Fprintf(&b, "| %s |", k[0])
		for _, f := range formats {
			if s := states[f][k[0]]; s == "" || s == "not-checked" {
				b.WriteString(" – |")
			} else {
				b.WriteString(" yes |")
			}
		}
		b.WriteString("\n")
	}
	const page = "../../docs/hidden-text.md"
	if *update {
		if err := os.WriteFile(page, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(page); err != nil || string(want) != b.String() {
		t.Errorf("docs/hidden-text.md says something else (%v); go test ./cmd/shortlist -run TestHiddenText -update", err)
	}
}

// hiddenFound holds a file with hidden words against its record, and gives its row.
func hiddenFound(t *testing.T, f hiddenFile, r *report.Resume) string {
	t.Helper()
	state := ""
	for _, c := range r.Checks {
		if c.Kind == f.Kind {
			state = c.State
		}
	}
	if state != "found" || len(r.Flags) == 0 {
		t.Errorf("%s: %s %q, %d flags", f.File, f.Kind, state, len(r.Flags))
	}
	page, words := 0, ""
	for _, h := range r.Hidden {
		if h.Kind == f.Kind {
			page, words = h.Page, words+" "+h.Words
		}
	}
	if f.Kind != "terms-without-role" {
		if strings.Join(hiddenPlain(words), " ") != strings.Join(hiddenPlain(f.Words), " ") || page != f.Page {
			t.Errorf("%s: page %d %q, want page %d %q", f.File, page, words, f.Page, f.Words)
		}
	}
	says := make([]string, len(r.Flags))
	for i, flag := range r.Flags {
		says[i] = flag.Says
	}
	score := "–"
	for _, fit := range r.Fits {
		if fit.WithHidden > 0 {
			score = fmt.Sprintf("%.1f, %.1f", fit.Score, fit.WithHidden)
			if fit.WithHidden <= fit.Score {
				t.Errorf("%s: %s", f.File, score)
			}
			break
		}
	}
	return fmt.Sprintf("%s | %s: %s | %s", f.File, state, strings.Join(says, "; "), score)
}

// hiddenClean holds an innocent file against its record, and gives its row.
func hiddenClean(t *testing.T, f hiddenFile, r *report.Resume) string {
	t.Helper()
	clear := 0
	for _, c := range r.Checks {
		if c.State == "found" {
			t.Errorf("%s is innocent (%s), and %s was found: %+v", f.File, f.Why, c.Kind, r.Hidden)
		}
		if c.State == "clear" {
			clear++
		}
	}
	if len(r.Flags) > 0 {
		t.Errorf("%s is innocent (%s), and is flagged: %+v", f.File, f.Why, r.Flags)
	}
	return fmt.Sprintf("%s | %s | clear: %d kinds", f.File, f.Why, clear)
}

func hiddenPlain(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '.' || r == ':' })
}
