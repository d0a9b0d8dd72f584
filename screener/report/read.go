package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
)

// Read reads a saved report, one JSON document or JSON Lines of records, told apart by what stands in it. Counts and
// the counts of rubrics are worked out again from the resumes. The error says what is wrong and where: no report at
// all, another version of the schema, a file that ends in the middle, lines of different runs, sums that do not add up.
//
// The records are read one by one. Of each is held what keep, if any, gives of it, which must have State, Fits and their states: so a
// report of any length may be read for the little of it that is wanted.
func Read(in io.Reader, keep func(Resume) Resume) (*Report, error) {
	b := bufio.NewReaderSize(in, 1<<16)
	if mark, err := b.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	d := json.NewDecoder(b)
	if keep == nil {
		keep = func(res Resume) Resume { return res }
	}
	first, resumes, err := readFirst(d, keep)
	if err != nil {
		return nil, err
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(first, &head); err != nil {
		return nil, fmt.Errorf("a report with a field of the wrong kind: %w", err)
	}
	switch head.Schema {
	case Schema:
		r := new(Report)
		if err := json.Unmarshal(first, r); err != nil {
			return nil, fmt.Errorf("a report with a field of the wrong kind: %w", err)
		}
		r.Resumes = resumes
		if _, err := d.Token(); err != io.EOF {
			return nil, fmt.Errorf("something follows the report at byte %d; a file holds one report", d.InputOffset())
		}
		return r, check(r)
	case RecordSchema:
		return readLines(first, d, keep)
	case "":
		return nil, errors.New(`no report: it has no "schema"; it must be what --format json or jsonl wrote`)
	}
	return nil, fmt.Errorf("its schema is %q; this program reads %q and %q: screen again, or use the version of shortlist that wrote it",
		plain(head.Schema), Schema, RecordSchema)
}

// readFirst reads the first value: an object, without its list of resumes, which come as they are kept.
func readFirst(d *json.Decoder, keep func(Resume) Resume) (rest json.RawMessage, resumes []Resume, err error) {
	start, err := d.Token()
	if err != nil {
		return nil, nil, notReport(err, d.InputOffset())
	}
	if start != json.Delim('{') {
		return nil, nil, errors.New("no report: it starts with JSON, but not with an object; it must be what --format json or jsonl wrote")
	}
	// It has begun, so its end is too early.
	broken := func(err error) error {
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &kind):
			return fmt.Errorf("a report with a field of the wrong kind: %w", err)
		case err == io.EOF:
			err = io.ErrUnexpectedEOF
		}
		return notReport(err, d.InputOffset())
	}
	fields := make(map[string]json.RawMessage)
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, nil, broken(err)
		}
		if key == "resumes" {
			if resumes, err = readResumes(d, keep); err != nil {
				return nil, nil, broken(err)
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, nil, broken(err)
		}
		fields[key.(string)] = value
	}
	if _, err := d.Token(); err != nil {
		return nil, nil, broken(err)
	}
	rest, err = json.Marshal(fields)
	return rest, resumes, err
}

// readResumes reads a list of records one by one.
func readResumes(d *json.Decoder, keep func(Resume) Resume) ([]Resume, error) {
	start, err := d.Token()
	if err != nil || start == nil { // null
		return nil, err
	}
	if start != json.Delim('[') {
		return nil, &json.UnmarshalTypeError{Value: fmt.Sprint(start), Type: reflect.TypeFor[[]Resume](), Offset: d.InputOffset(), Struct: "Report", Field: "resumes"}
	}
	resumes := []Resume{}
	for d.More() {
		var res Resume
		if err := d.Decode(&res); err != nil {
			return nil, err
		}
		resumes = append(resumes, keep(res))
	}
	_, err = d.Token()
	return resumes, err
}

func readLines(first json.RawMessage, d *json.Decoder, keep func(Resume) Resume) (*Report, error) {
	var r *Report
	for line := 1; ; line++ {
		var rec Record
		if err := json.Unmarshal(first, &rec); err != nil {
			return nil, fmt.Errorf("record %d has a field of the wrong kind: %w", line, err)
		}
		if rec.Schema != RecordSchema {
			return nil, fmt.Errorf("record %d: its schema is %q, not %q", line, plain(rec.Schema), RecordSchema)
		}
		if r == nil {
			r = &Report{Schema: Schema, AsOf: rec.AsOf, Tool: rec.Tool, Vocabulary: rec.Vocabulary, RankedBy: rec.RankedBy, Blind: rec.Blind}
			for _, u := range rec.Rubrics {
				r.Rubrics = append(r.Rubrics, Rubric{Name: u.Name, Title: u.Title, SHA256: u.SHA256, Source: u.Source, Lean: u.Lean, Bands: u.Bands})
			}
		} else if what := differs(r, &rec); what != "" {
			return nil, fmt.Errorf("record %d is of another run: another %s than record 1; scores cannot be ranked together", line, what)
		}
		r.Resumes = append(r.Resumes, keep(rec.Resume))
		first = nil
		if err := d.Decode(&first); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("after record %d: %w", line, notReport(err, d.InputOffset()))
		}
	}
	recount(r)
	Arrange(r)
	return r, check(r)
}

// differs says in what a record belongs to another run than the first one; "" if in nothing.
func differs(r *Report, rec *Record) string {
	switch {
	case rec.AsOf != r.AsOf:
		return "as-of date"
	case rec.Tool != r.Tool:
		return "version of the tool"
	case rec.Vocabulary != r.Vocabulary:
		return "vocabulary"
	case rec.Blind != r.Blind:
		return "blind setting"
	case len(rec.Rubrics) != len(r.Rubrics):
		return "set of rubrics"
	}
	for i, u := range rec.Rubrics {
		if u.Name != r.Rubrics[i].Name || u.SHA256 != r.Rubrics[i].SHA256 {
			return "rubric " + plain(u.Name)
		}
	}
	return ""
}

// recount works the counts out from the resumes.
func recount(r *Report) {
	r.Counts = Counts{Input: len(r.Resumes)}
	for i := range r.Rubrics {
		r.Rubrics[i].Scored, r.Rubrics[i].Apart = 0, 0
	}
	for i := range r.Resumes {
		switch r.Resumes[i].State {
		case StateRead:
			r.Counts.Read++
		case StateNotAResume:
			r.Counts.NotAResume++
		default:
			r.Counts.Unreadable++
		}
		for _, f := range r.Resumes[i].Fits {
			for j := range r.Rubrics {
				if r.Rubrics[j].Name == f.Rubric && r.Resumes[i].State == StateRead {
					if f.State == "apart" {
						r.Rubrics[j].Apart++
					} else {
						r.Rubrics[j].Scored++
					}
				}
			}
		}
	}
}

// check refuses a report whose sums do not add up: somebody edited it, or it is damaged.
func check(r *Report) error {
	was := *r
	was.Rubrics = slices.Clone(r.Rubrics)
	recount(r)
	if was.Counts != r.Counts {
		return fmt.Errorf("its counts do not add up: it says %d in = %d read + %d no resume + %d unreadable, and holds %d = %d + %d + %d; was it edited?",
			was.Counts.Input, was.Counts.Read, was.Counts.NotAResume, was.Counts.Unreadable,
			r.Counts.Input, r.Counts.Read, r.Counts.NotAResume, r.Counts.Unreadable)
	}
	for i, u := range was.Rubrics {
		if now := r.Rubrics[i]; u.Scored != now.Scored || u.Apart != now.Apart {
			return fmt.Errorf("rubric %s does not add up: it says %d scored + %d apart, the resumes have %d + %d; was the report edited?",
				plain(u.Name), u.Scored, u.Apart, now.Scored, now.Apart)
		}
	}
	return nil
}

// notReport puts an error of the JSON decoder into words.
func notReport(err error, at int64) error {
	var syntax *json.SyntaxError
	switch {
	case err == io.EOF:
		return errors.New("it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("it ends in the middle, after byte %d: was the writing of it interrupted?", at)
	case errors.As(err, &syntax):
		return fmt.Errorf("no report: %v at byte %d; it must be what --format json or jsonl wrote", err, at)
	}
	return err
}
