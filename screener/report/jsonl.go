package report

import (
	"bufio"
	"io"
)

// RecordSchema is the version of the shape of one line of JSON Lines.
const RecordSchema = "shortlist.record/1"

// Record is one line of JSON Lines: a resume with all that is needed to understand it alone. There is no head line, so
// files of lines can be cut, filtered and joined with the usual tools, and a stream needs no end.
type Record struct {
	Schema     string      `json:"schema"` // shortlist.record/1
	AsOf       string      `json:"as_of"`
	Tool       Tool        `json:"tool"`
	Vocabulary Hash        `json:"vocabulary"`
	Rubrics    []RubricRef `json:"rubrics"`
	RankedBy   string      `json:"ranked_by,omitempty"`
	Blind      bool        `json:"blind,omitempty"`
	Resume                 // its fields stand beside the ones above
}

// RubricRef is a Rubric without the counts of a run, which a single line cannot know.
type RubricRef struct {
	Name   string `json:"name"`
	Title  string `json:"title,omitempty"`
	SHA256 string `json:"sha256"`
	Source string `json:"source,omitempty"`
	Lean   string `json:"lean,omitempty"`
	Bands  Bands  `json:"bands"`
}

// NewRecord is the line of one resume of a run. Of r only what describes the run is used, not its resumes or counts, so
// lines can be written while the run goes on.
func NewRecord(r *Report, res Resume) Record {
	refs := make([]RubricRef, len(r.Rubrics))
	for i, u := range r.Rubrics {
		refs[i] = RubricRef{Name: u.Name, Title: u.Title, SHA256: u.SHA256, Source: u.Source, Lean: u.Lean, Bands: u.Bands}
	}
	return Record{
		Schema: RecordSchema, AsOf: r.AsOf, Tool: r.Tool, Vocabulary: r.Vocabulary, Rubrics: refs, RankedBy: r.RankedBy,
		Blind: r.Blind, Resume: tidy(res, ""),
	}
}

// WriteRecord writes one resume of a run as a line, in one call of w.Write. The JSON Lines format streams with it.
func WriteRecord(w io.Writer, r *Report, res Resume) error {
	line, err := appendLine(nil, r, res)
	if err != nil {
		return err
	}
	_, err = w.Write(line)
	return err
}

func appendLine(buf []byte, r *Report, res Resume) ([]byte, error) {
	record := NewRecord(r, res)
	buf, err := appendJSON(buf, &record, jsonStyle{escapeHTML: true})
	return append(buf, '\n'), err
}

// JSONL writes one record a line, in the order of the report.
func JSONL(w io.Writer, r *Report, o Options) error {
	b := bufio.NewWriter(w)
	run := *r
	run.Rubrics = onlyRubric(r.Rubrics, o.Rubric)
	err := writeInOrder(b, r.Len(), func(buf []byte, i int) ([]byte, error) {
		res, err := r.At(i)
		if err != nil {
			return nil, err
		}
		one := *res
		if o.Rubric != "" {
			one = tidy(one, o.Rubric)
		}
		return appendLine(buf, &run, one)
	})
	if err != nil {
		return err
	}
	return b.Flush()
}
