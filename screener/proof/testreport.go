package proof

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"shortlist/screener/diagnostic"
)

// TestFormats are the formats that results of cases are written in.
var TestFormats = []string{"text", "json", "junit", "github"}

// WriteResults writes what became of cases in a format. Text holds every case that is no pass, and the counts; names of passed
// cases too where all is set.
func WriteResults(w io.Writer, results []*Result, format string, all bool) error {
	switch format {
	case "text":
		return writeText(w, results, all)
	case "json":
		return writeJSON(w, results)
	case "junit":
		return diagnostic.JUnit(w, outcomes(results))
	case "github":
		return diagnostic.Annotations(w, annotations(results))
	}
	return fmt.Errorf("unknown format %q; there are %s", format, strings.Join(TestFormats, ", "))
}

func writeText(w io.Writer, results []*Result, all bool) error {
	var b strings.Builder
	for _, r := range results {
		if r.Suite.Err != nil {
			fmt.Fprintf(&b, "%s: REFUSED  its cases cannot be run\n%s\n", r.Suite.Path, r.Suite.refusal())
			continue
		}
		for i := range r.Outcomes {
			if o := &r.Outcomes[i]; all || o.Status != Passed && o.Status != Todo {
				o.write(&b, r.Suite.Path)
			}
		}
		for _, name := range r.Drift {
			fmt.Fprintf(&b, "%s: DRIFT  %q stands in the snapshot only\n   hint    shortlist rubric test --update\n\n", SnapshotPath(r.Suite.Path), name)
		}
	}
	for _, r := range results {
		if r.Suite.Err == nil {
			n := Count([]*Result{r})
			fmt.Fprintf(&b, "%-32s %s\n", r.Suite.Path, n.text())
		}
	}
	n := Count(results)
	if len(results) > 1 {
		fmt.Fprintf(&b, "%-32s %s\n", fmt.Sprintf("%d cases", n.All()), n.text())
	}
	if n.Drifted > 0 && n.Failed+n.Fixed+n.NotRun+n.Refused == 0 {
		b.WriteString("every case holds; only the snapshot drifted. If that is meant:   shortlist rubric test --update\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// text counts in words; what did not happen is left out, but for what passed.
func (n Counts) text() string {
	parts := []string{fmt.Sprintf("%d passed", n.Passed)}
	add := func(v int, what string) {
		if v > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", v, what))
		}
	}
	add(n.Failed, "failed")
	add(n.Fixed, "todo that holds now")
	add(n.Drifted, "drifted")
	add(n.Todo, "todo")
	add(n.NotRun, "not run")
	if n.Refused == 1 {
		parts = append(parts, "1 file refused")
	} else {
		add(n.Refused, "files refused")
	}
	return strings.Join(parts, " · ")
}

var statusWords = map[Status]string{Passed: "ok  ", Failed: "FAIL", Todo: "todo", Fixed: "FAIL", Drifted: "DRIFT", NotRun: "⏭ NOT RUN"}

// write shows one case as a good test runner does.
func (o *Outcome) write(b *strings.Builder, path string) {
	fmt.Fprintf(b, "%s:%d: %s  %q\n", path, o.Line, statusWords[o.Status], o.Name)
	b.WriteString(indented(o.says(true), "   "))
	if o.Status != Passed {
		b.WriteByte('\n')
	}
}

// says is what there is to say of a case beside its name. The words of resumes are in it only with quotes.
func (o *Outcome) says(quotes bool) string {
	var b strings.Builder
	switch o.Status {
	case NotRun:
		b.WriteString("reason  " + o.Why + "\n")
	case Todo:
		b.WriteString("todo    " + o.Why + "\n")
	case Fixed:
		b.WriteString("wanted  a known miss: " + o.Why + "\ngot     everything that it wants\nhint    remove   todo   from the case\n")
	}
	for i := range o.Misses {
		m := &o.Misses[i]
		b.WriteString("wanted  " + m.Wanted + "\n")
		first, rest, _ := strings.Cut(m.Got, "\n")
		b.WriteString("got     " + first + "\n")
		if rest != "" {
			b.WriteString(indented(rest+"\n", "        "))
		}
		for _, q := range m.Evidence {
			b.WriteString("        " + q.write(quotes) + "\n")
		}
		if m.More > 0 {
			fmt.Fprintf(&b, "        … and %d more\n", m.More)
		}
		if m.Hint != "" {
			b.WriteString("hint    " + m.Hint + "\n")
		}
	}
	return b.String()
}

func (q *Quote) write(quotes bool) string {
	s := q.At
	if q.Text != "" && quotes {
		s += fmt.Sprintf(" %q", q.Text)
	}
	if q.Source != "" {
		s += "  ← " + q.Source + "  " + q.Entry
	}
	if q.Why != "" {
		why := q.Why
		if !quotes {
			why, _, _ = strings.Cut(why, ":")
		}
		s += "  (" + why + ")"
	}
	return s
}

func indented(s, in string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString(in + line)
	}
	return b.String()
}

// outcomes are the results for JUnit. A known miss and a case that could not be run are skipped, never passed.
func outcomes(results []*Result) []diagnostic.Outcome {
	var out []diagnostic.Outcome
	for _, r := range results {
		if r.Suite.Err != nil {
			out = append(out, diagnostic.Outcome{Suite: r.Suite.Path, Name: "the file can be run", Failed: r.Suite.Err.Error()})
			continue
		}
		for i := range r.Outcomes {
			o := &r.Outcomes[i]
			x := diagnostic.Outcome{Suite: r.Suite.Path, Name: o.Name}
			switch o.Status {
			case Failed, Fixed, Drifted:
				x.Failed = fmt.Sprintf("%s\n%s:%d\n%s", o.headline(), r.Suite.Path, o.Line, o.says(o.Inline))
			case Todo:
				x.Skipped = "known miss: " + o.Why
			case NotRun:
				x.Skipped = "not run: " + o.publicWhy()
			}
			out = append(out, x)
		}
		for _, name := range r.Drift {
			out = append(out, diagnostic.Outcome{Suite: r.Suite.Path, Name: name, Failed: "it stands in the snapshot only"})
		}
	}
	return out
}

// headline is the first thing that went wrong, on one line.
func (o *Outcome) headline() string {
	switch {
	case o.Status == Drifted:
		return "only the snapshot drifted"
	case o.Status == Fixed || len(o.Misses) == 0:
		return "a known miss holds now"
	}
	got, _, _ := strings.Cut(o.Misses[0].Got, "\n")
	return "wanted " + o.Misses[0].Wanted + "; got " + got
}

// publicWhy is the reason for a log that others read: what went wrong with a file may name it.
func (o *Outcome) publicWhy() string {
	if o.Inline {
		return o.Why
	}
	return "its resume could not be read"
}

// annotations are the results as findings on the lines of the files of cases.
func annotations(results []*Result) []diagnostic.Finding {
	var out []diagnostic.Finding
	for _, r := range results {
		if found := r.Suite.findings(); found != nil {
			out = append(out, found...)
			continue
		}
		if r.Suite.Err != nil {
			out = append(out, diagnostic.Finding{File: r.Suite.Path, Line: 1, Code: "L502", Says: r.Suite.Err.Error()})
			continue
		}
		for i := range r.Outcomes {
			o := &r.Outcomes[i]
			f := diagnostic.Finding{File: r.Suite.Path, Line: o.Line, Code: "case", Says: fmt.Sprintf("%q", o.Name)}
			switch o.Status {
			case Passed, Todo:
				continue
			case Drifted:
				f.Severity = diagnostic.Warning
				f.Says += ": only the snapshot drifted\n" + o.says(o.Inline)
			case NotRun:
				f.Severity = diagnostic.Warning
				f.Says += " was not run: " + o.publicWhy()
			default:
				f.Says += "\n" + o.says(o.Inline)
			}
			out = append(out, f)
		}
		for _, name := range r.Drift {
			out = append(out, diagnostic.Finding{File: SnapshotPath(r.Suite.Path), Line: 1, Severity: diagnostic.Warning, Code: "case",
				Says: fmt.Sprintf("%q stands in the snapshot only", name), Hint: "shortlist rubric test --update"})
		}
	}
	return out
}

type jsonQuote struct {
	At     string `json:"at"`
	Text   string `json:"text,omitempty"`
	Source string `json:"source,omitempty"`
	Entry  string `json:"entry,omitempty"`
	Why    string `json:"why,omitempty"`
}

type jsonMiss struct {
	Key      string      `json:"key"`
	Line     int         `json:"line,omitempty"`
	Wanted   string      `json:"wanted"`
	Got      string      `json:"got"`
	Evidence []jsonQuote `json:"evidence,omitempty"`
	Hint     string      `json:"hint,omitempty"`
}

type jsonCase struct {
	Name   string     `json:"name"`
	Line   int        `json:"line"`
	Status Status     `json:"status"`
	Why    string     `json:"why,omitempty"`
	Misses []jsonMiss `json:"misses,omitempty"`
	State  *State     `json:"state,omitempty"`
}

type jsonSuite struct {
	File     string               `json:"file"`
	Rubric   string               `json:"rubric,omitempty"`
	Refused  string               `json:"refused,omitempty"`
	Findings []diagnostic.Finding `json:"findings,omitempty"`
	Cases    []jsonCase           `json:"cases"`
	Drift    []string             `json:"snapshot_only,omitempty"`
}

func writeJSON(w io.Writer, results []*Result) error {
	out := struct {
		Schema string      `json:"schema"`
		Counts Counts      `json:"counts"`
		Files  []jsonSuite `json:"files"`
	}{Schema: "shortlist.test/1", Counts: Count(results), Files: []jsonSuite{}}
	for _, r := range results {
		s := jsonSuite{File: r.Suite.Path, Cases: []jsonCase{}, Drift: r.Drift}
		if r.Suite.Err != nil {
			s.Refused, s.Findings = "its cases cannot be run", r.Suite.findings()
			if s.Findings == nil {
				s.Refused = r.Suite.Err.Error()
			}
		} else {
			s.Rubric = r.Suite.Rubric.Name
		}
		for i := range r.Outcomes {
			o := &r.Outcomes[i]
			c := jsonCase{Name: o.Name, Line: o.Line, Status: o.Status, Why: o.Why, State: o.State}
			for _, m := range o.Misses {
				x := jsonMiss{Key: m.Key, Line: m.Line, Wanted: m.Wanted, Got: m.Got, Hint: m.Hint}
				for _, q := range m.Evidence {
					x.Evidence = append(x.Evidence, jsonQuote(q))
				}
				c.Misses = append(c.Misses, x)
			}
			s.Cases = append(s.Cases, c)
		}
		out.Files = append(out.Files, s)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
