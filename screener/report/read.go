package report

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"runtime"
	"slices"

	"shortlist/screener/order"
)

// Read reads a saved report, one JSON document or JSON Lines of records, told apart by what stands in it. Counts and
// the counts of rubrics are worked out again from the resumes. The error says what is wrong and where: no report at
// all, another version of the schema, a file that ends in the middle, lines of different runs, sums that do not add up.
//
// The records are read one by one. Of each is held what keep, if any, gives of it, which must have Fits and their states: so a
// report of any length may be read for the little of it that is wanted.
func Read(in io.Reader, keep func(Resume) Resume) (*Report, error) {
	resumes := []Resume{}
	r, lines, err := read(in, func(_ []Rubric, res Resume) error {
		if keep != nil {
			res = keep(res)
		}
		resumes = append(resumes, res)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if r.Resumes = resumes; lines {
		Arrange(r)
	}
	return r, nil
}

// ReadStored reads a report as Read does, for the renderers: it has a Store, which keeps the records as that of a run does, in the first of
// folders whose disk takes them. Close the Store when it is written.
func ReadStored(in io.Reader, folders ...string) (*Report, error) {
	names := new(Names)
	var s *Store
	var early []Resume // before the rubrics: not as it was written
	add := func(rubrics []Rubric, res Resume) error {
		if s == nil {
			s = NewStore(&Report{Rubrics: rubrics}, names, folders...)
		}
		names.Add(res.ID, res.File)
		return s.Add(res, nil)
	}
	r, _, err := read(in, func(rubrics []Rubric, res Resume) error {
		if len(rubrics) == 0 {
			early = append(early, res)
			return nil
		}
		return add(rubrics, res)
	})
	if err == nil && s == nil {
		s = NewStore(r, names, folders...)
	}
	for i := 0; i < len(early) && err == nil; i++ {
		err = add(r.Rubrics, early[i])
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s.Report(r, nil), nil
}

// taking takes the records of a report one by one; rubrics are those of the report, where they stand before.
type taking func(rubrics []Rubric, res Resume) error

// read reads a report without its records, which go to take.
func read(in io.Reader, take taking) (r *Report, lines bool, err error) {
	b := bufio.NewReaderSize(in, 1<<16)
	if mark, err := b.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	d := json.NewDecoder(b)
	var sums sums
	sum := func(rubrics []Rubric, res Resume) error {
		sums.add(&res)
		return take(rubrics, res)
	}
	first, err := readFirst(d, sum)
	if err != nil {
		return nil, false, err
	}
	var head struct {
		Schema string `json:"schema"`
	}
	if err := json.Unmarshal(first, &head); err != nil {
		return nil, false, fmt.Errorf("a report with a field of the wrong kind: %w", err)
	}
	switch head.Schema {
	case Schema:
		r := new(Report)
		if err := json.Unmarshal(first, r); err != nil {
			return nil, false, fmt.Errorf("a report with a field of the wrong kind: %w", err)
		}
		if _, err := d.Token(); err != io.EOF {
			return nil, false, fmt.Errorf("something follows the report at byte %d; a file holds one report", d.InputOffset())
		}
		return r, false, sums.check(r)
	case RecordSchema:
		r, err := readLines(first, d, sum)
		if err == nil {
			sums.set(r)
		}
		return r, true, err
	case "":
		return nil, false, errors.New(`no report: it has no "schema"; it must be what --format json or jsonl wrote`)
	}
	return nil, false, fmt.Errorf("its schema is %q; this program reads %q and %q: screen again, or use the version of shortlist that wrote it",
		plain(head.Schema), Schema, RecordSchema)
}

// readFirst reads the first value: an object, without its list of resumes, which go to take.
func readFirst(d *json.Decoder, take taking) (rest json.RawMessage, err error) {
	start, err := d.Token()
	if err != nil {
		return nil, notReport(err, d.InputOffset())
	}
	if start != json.Delim('{') {
		return nil, errors.New("no report: it starts with JSON, but not with an object; it must be what --format json or jsonl wrote")
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
			return nil, broken(err)
		}
		if key == "resumes" {
			var rubrics []Rubric
			_ = json.Unmarshal(fields["rubrics"], &rubrics) // what is wrong with them is said when all is read
			if err := readResumes(d, func(res Resume) error { return take(rubrics, res) }); err != nil {
				return nil, broken(err)
			}
			continue
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, broken(err)
		}
		fields[key.(string)] = value
	}
	if _, err := d.Token(); err != nil {
		return nil, broken(err)
	}
	return json.Marshal(fields)
}

// readResumes reads a list of records one by one.
func readResumes(d *json.Decoder, take func(Resume) error) error {
	start, err := d.Token()
	if err != nil || start == nil { // null
		return err
	}
	if start != json.Delim('[') {
		return &json.UnmarshalTypeError{Value: fmt.Sprint(start), Type: reflect.TypeFor[[]Resume](), Offset: d.InputOffset(), Struct: "Report", Field: "resumes"}
	}
	err = decodeAll(func() (value json.RawMessage, err error) {
		if !d.More() {
			return nil, io.EOF
		}
		err = d.Decode(&value)
		return value, err
	}, take)
	if err != nil {
		return err
	}
	_, err = d.Token()
	return err
}

// decodeAll decodes what next gives, until it gives io.EOF, on all cores, and gives it to take in that order.
func decodeAll[T any](next func() (json.RawMessage, error), take func(T) error) error {
	var end error
	values := func(yield func(json.RawMessage) bool) {
		for {
			var value json.RawMessage
			if value, end = next(); end != nil || !yield(value) {
				return
			}
		}
	}
	type decoded struct {
		value T
		err   error
	}
	cores := runtime.GOMAXPROCS(0)
	err := order.Keep(context.Background(), iter.Seq[json.RawMessage](values), cores, 2*cores, func(value json.RawMessage) (out decoded) {
		out.err = json.Unmarshal(value, &out.value)
		return out
	}, func(d decoded) error {
		if d.err != nil {
			return d.err
		}
		return take(d.value)
	})
	if err == nil && end != io.EOF {
		err = end
	}
	return err
}

func readLines(first json.RawMessage, d *json.Decoder, take taking) (*Report, error) {
	var r *Report
	line := 0 // of records that were taken
	var broken error
	err := decodeAll(func() (json.RawMessage, error) {
		value := first
		if first = nil; value != nil {
			return value, nil
		}
		err := d.Decode(&value)
		if err != nil && err != io.EOF {
			broken = err
		}
		return value, err
	}, func(rec Record) error {
		if rec.Schema != RecordSchema {
			return fmt.Errorf("record %d: its schema is %q, not %q", line+1, plain(rec.Schema), RecordSchema)
		}
		if r == nil {
			r = &Report{Schema: Schema, AsOf: rec.AsOf, Tool: rec.Tool, Vocabulary: rec.Vocabulary, RankedBy: rec.RankedBy, Blind: rec.Blind}
			for _, u := range rec.Rubrics {
				r.Rubrics = append(r.Rubrics, Rubric{Name: u.Name, Title: u.Title, SHA256: u.SHA256, Source: u.Source, Lean: u.Lean, Bands: u.Bands})
			}
		} else if what := differs(r, &rec); what != "" {
			return fmt.Errorf("record %d is of another run: another %s than record 1; scores cannot be ranked together", line+1, what)
		}
		line++
		return take(r.Rubrics, rec.Resume)
	})
	var kind *json.UnmarshalTypeError
	switch {
	case err != nil && err == broken:
		return nil, fmt.Errorf("after record %d: %w", line, notReport(err, d.InputOffset()))
	case errors.As(err, &kind):
		return nil, fmt.Errorf("record %d has a field of the wrong kind: %w", line+1, err)
	}
	return r, err
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

// sums are what the records of a report add up to.
type sums struct {
	counts  Counts
	rubrics map[string]*Rubric // their counts, by name
}

func (s *sums) add(res *Resume) {
	s.counts.Input++
	switch res.State {
	case StateRead:
		s.counts.Read++
	case StateNotAResume:
		s.counts.NotAResume++
		return
	default:
		s.counts.Unreadable++
		return
	}
	for i := range res.Fits {
		f := &res.Fits[i]
		u := s.rubrics[f.Rubric]
		if u == nil {
			if u = new(Rubric); s.rubrics == nil {
				s.rubrics = make(map[string]*Rubric)
			}
			s.rubrics[f.Rubric] = u
		}
		if f.State == "apart" {
			u.Apart++
		} else {
			u.Scored++
		}
	}
}

// set puts the sums into r.
func (s *sums) set(r *Report) {
	r.Counts = s.counts
	for i := range r.Rubrics {
		u := &r.Rubrics[i]
		if u.Scored, u.Apart = 0, 0; s.rubrics[u.Name] != nil {
			u.Scored, u.Apart = s.rubrics[u.Name].Scored, s.rubrics[u.Name].Apart
		}
	}
}

// check refuses a report whose sums do not add up: somebody edited it, or it is damaged.
func (s *sums) check(r *Report) error {
	was := *r
	was.Rubrics = slices.Clone(r.Rubrics)
	s.set(r)
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
