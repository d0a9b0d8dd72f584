package report

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
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

// read reads a report without its records, which go to take. Lines says that it is JSON Lines.
func read(in io.Reader, take taking) (r *Report, lines bool, err error) {
	v := &values{in: bufio.NewReaderSize(in, 1<<16)}
	if mark, err := v.in.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		v.skip(3)
	}
	var sums sums
	sum := func(rubrics []Rubric, res Resume) error {
		sums.add(&res)
		return take(rubrics, res)
	}
	first, err := readFirst(v, sum)
	if err != nil {
		return nil, false, notReport(err)
	}
	var head struct {
		Schema string `json:"schema"`
	}
	r = new(Report)
	if err := json.Unmarshal(first, &head); err != nil {
		return nil, false, notReport(err)
	}
	switch head.Schema {
	case Schema:
		if err := json.Unmarshal(first, r); err != nil {
			return nil, false, notReport(err)
		}
		if _, err := v.peek(); err != io.EOF {
			return nil, false, fmt.Errorf("something follows the report at byte %d; a file holds one report", v.at)
		}
		return r, false, sums.check(r)
	case RecordSchema:
		err := readLines(first, v, r, sum)
		sums.set(r)
		return r, true, err
	case "":
		return nil, false, errors.New(`no report: it has no "schema"; it must be what --format json or jsonl wrote`)
	}
	return nil, false, fmt.Errorf("its schema is %q; this program reads %q and %q: screen again, or use the version of shortlist that wrote it",
		plain(head.Schema), Schema, RecordSchema)
}

// readFirst reads the first value: an object, without its list of resumes, which go to take.
func readFirst(v *values, take taking) (rest json.RawMessage, err error) {
	switch c, err := v.peek(); {
	case err != nil:
		return nil, err
	case c != '{':
		value, err := v.next()
		if err == nil {
			err = value.decode(new(any))
		}
		return nil, cmp.Or(err, errors.New("no report: it starts with JSON, but not with an object; it must be what --format json or jsonl wrote"))
	}
	v.skip(1)
	fields := make(map[string]json.RawMessage)
	for {
		c, err := v.peek()
		if err == nil && c == '}' {
			v.skip(1)
			return json.Marshal(fields)
		}
		if err == nil {
			err = readField(v, fields, take)
		}
		switch {
		case err == io.EOF: // it has begun, so its end is too early
			return nil, &cutError{v.at}
		case err != nil:
			return nil, err
		}
	}
}

// readField reads the next field of an object into fields. A list of resumes goes to take.
func readField(v *values, fields map[string]json.RawMessage, take taking) error {
	if len(fields) > 0 {
		if err := v.pass(','); err != nil {
			return err
		}
	}
	key, err := v.next()
	if err != nil {
		return err
	}
	var name string
	if err := key.decode(&name); err != nil {
		return err
	}
	if err := v.pass(':'); err != nil {
		return err
	}
	c, err := v.peek()
	if err != nil {
		return err
	}
	if name == "resumes" && c == '[' {
		var rubrics []Rubric
		_ = json.Unmarshal(fields["rubrics"], &rubrics) // what is wrong with them is said when all is read
		fields[name] = json.RawMessage("[]")
		return decodeAll(v.list(), func(res Resume) error { return take(rubrics, res) })
	}
	value, err := v.next()
	if err != nil {
		return err
	}
	fields[name] = value.text
	return value.decode(new(json.RawMessage))
}

// decodeAll decodes what next gives, until it gives io.EOF, on all cores, and gives it to take in that order.
func decodeAll[T any](next func() (value, error), take func(T) error) error {
	var end error
	all := func(yield func(value) bool) {
		for {
			var v value
			if v, end = next(); end != nil || !yield(v) {
				return
			}
		}
	}
	err := eachInOrder(all, 2, func(v value) (out T, err error) {
		err = v.decode(&out)
		return out, err
	}, take)
	if err == nil && end != io.EOF {
		err = end
	}
	return err
}

// readLines reads JSON Lines into r; first is the first of them.
func readLines(first json.RawMessage, v *values, r *Report, take taking) error {
	line := 0 // of records that were taken
	err := decodeAll(func() (value, error) {
		if text := first; text != nil {
			first = nil
			return value{text, 0}, nil
		}
		if _, err := v.peek(); err != nil {
			return value{}, err
		}
		return v.next()
	}, func(rec Record) error {
		if rec.Schema != RecordSchema {
			return fmt.Errorf("record %d: its schema is %q, not %q", line+1, plain(rec.Schema), RecordSchema)
		}
		if line == 0 {
			*r = Report{Schema: Schema, AsOf: rec.AsOf, Tool: rec.Tool, Vocabulary: rec.Vocabulary, RankedBy: rec.RankedBy, Blind: rec.Blind}
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
	var syntax *json.SyntaxError
	var cut *cutError
	switch {
	case errors.As(err, &kind):
		return fmt.Errorf("record %d has a field of the wrong kind: %w", line+1, err)
	case errors.As(err, &syntax), errors.As(err, &cut):
		return fmt.Errorf("after record %d: %w", line, notReport(err))
	}
	return err
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

// notReport puts an error of reading JSON into words.
func notReport(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == io.EOF:
		return errors.New("it is empty")
	case errors.As(err, &kind):
		return fmt.Errorf("a report with a field of the wrong kind: %w", err)
	case errors.As(err, &syntax):
		return fmt.Errorf("no report: %v at byte %d; it must be what --format json or jsonl wrote", err, syntax.Offset)
	}
	return err
}
