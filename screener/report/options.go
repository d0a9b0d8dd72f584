package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// Options say how a report is rendered. The zero value is right for a file: 100 columns, no colour, every resume.
type Options struct {
	Width  int    // columns of the terminal; 0 means 100. Taken as 60 at least, 200 at most
	Color  bool   // colour and bold type by ANSI escapes
	Rubric string // show only this rubric of the report
	// Top is how many ranked resumes are shown at most in table, text, markdown and html, and how many of each rubric have their evidence in
	// xlsx; 0: 60 in table, all elsewhere, with the evidence of the first mostEvidence in html and xlsx.
	Top     int
	Output  string        // where the full report was written, for the "next" line
	Links   string        // the way from the folder of the written file to where relative paths start, for links to files
	Elapsed time.Duration // printed in the sum line when not zero; never part of a saved result
	Exit    int           // exit status, printed in the sum line when not zero
}

// width is the number of columns that lines are fitted to.
func (o Options) width() int {
	if o.Width == 0 {
		return 100
	}
	return min(max(o.Width, 60), 200)
}

// mostEvidence is how many resumes have all of their evidence in a page or workbook. A page of a thousand is some 10 MB and opens within
// two seconds (see docs/reports.md); a person reads fewer.
const mostEvidence = 1000

// evidenced is how many resumes are shown with their evidence in html and xlsx.
func (o Options) evidenced() int {
	if o.Top > 0 {
		return o.Top
	}
	return mostEvidence
}

// Renderer writes a report in one format.
type Renderer func(w io.Writer, r *Report, o Options) error

// renderers are the formats by name, in the order that help shows them.
var renderers = [...]struct {
	name   string
	render Renderer
}{
	{"table", Table},
	{"text", Text},
	{"json", JSON},
	{"jsonl", JSONL},
	{"html", HTML},
	{"csv", CSV},
	{"xlsx", XLSX},
	{"markdown", Markdown},
}

// Formats is the names of the formats that Render takes.
func Formats() []string {
	names := make([]string, len(renderers))
	for i, f := range renderers {
		names[i] = f.name
	}
	return names
}

// Render writes r in the named format. The error for an unknown format names those that exist; other errors are w's.
func Render(w io.Writer, r *Report, format string, o Options) error {
	if o.Rubric != "" && !slices.ContainsFunc(r.Rubrics, func(u Rubric) bool { return u.Name == o.Rubric }) {
		var names []string
		for _, u := range r.Rubrics {
			names = append(names, u.Name)
		}
		return fmt.Errorf("the report holds no rubric %q; it holds %s", o.Rubric, strings.Join(names, ", "))
	}
	for _, f := range renderers {
		if f.name == format {
			return f.render(w, r, o)
		}
	}
	return fmt.Errorf("unknown format %q; there are %s", format, strings.Join(Formats(), ", "))
}

// Binary says whether a format must not be written to a terminal.
func Binary(format string) bool { return format == "xlsx" }
