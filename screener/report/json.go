package report

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"math"
	"runtime"
	"sync"

	"shortlist/screener/order"
)

// JSON writes the report as one indented document, as the schema (Schema, schema/report.schema.json) has it. Points and
// scores have at most three decimals; lists are never null. With Options.Rubric only that rubric's fits are written.
func JSON(w io.Writer, r *Report, o Options) error {
	out := *r
	out.Schema = Schema
	out.Notice = notice[:]
	out.Rubrics = notNil(onlyRubric(r.Rubrics, o.Rubric))
	out.Resumes = []Resume{}
	frame, err := indented(&out, "")
	if err != nil {
		return err
	}
	// The records go one by one to where the frame has none. Strings hold no line breaks of their own, so it has one such line.
	before, after, _ := bytes.Cut(frame, []byte("\n \"resumes\": []"))
	b := bufio.NewWriterSize(w, 1<<16)
	b.Write(before)
	b.WriteString("\n \"resumes\": [")
	err = writeInOrder(b, r.Len(), func(buf []byte, i int) ([]byte, error) {
		res, err := r.At(i)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			buf = append(buf, ',')
		}
		record := tidy(*res, o.Rubric)
		return appendJSON(append(buf, "\n  "...), &record, jsonStyle{indent: true, prefix: "  "})
	})
	if err != nil {
		return err
	}
	if r.Len() > 0 {
		b.WriteString("\n ")
	}
	b.WriteByte(']')
	b.Write(after)
	return b.Flush()
}

// inOrder calls do for 0 to n-1 on all cores, and gives what it makes to sink in that order.
func inOrder[T any](n int, do func(i int) (T, error), sink func(T) error) error {
	indexes := func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
	return eachInOrder(indexes, 8, do, sink)
}

// eachInOrder gives sink what do makes of each of in, in that order, until either fails. It is made on all cores; of each, ahead may be under
// way or wait for their turn.
func eachInOrder[I, T any](in iter.Seq[I], ahead int, do func(I) (T, error), sink func(T) error) error {
	type result struct {
		made T
		err  error
	}
	cores := runtime.GOMAXPROCS(0)
	return order.Keep(context.Background(), in, cores, ahead*cores, func(i I) result {
		made, err := do(i)
		return result{made, err}
	}, func(r result) error {
		if r.err != nil {
			return r.err
		}
		return sink(r.made)
	})
}

// writeInOrder writes what do appends for 0 to n-1, on all cores, to the buffers that it is lent.
func writeInOrder(w io.Writer, n int, do func(buf []byte, i int) ([]byte, error)) error {
	var spare sync.Pool
	return inOrder(n, func(i int) ([]byte, error) {
		buf, _ := spare.Get().(*[]byte)
		if buf == nil {
			buf = new([]byte)
		}
		return do((*buf)[:0], i)
	}, func(buf []byte) error {
		_, err := w.Write(buf)
		spare.Put(&buf)
		return err
	})
}

// indented is v as JSON, ended by a line break. The prefix stands before each line but the first.
func indented(v any, prefix string) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent(prefix, " ")
	err := e.Encode(v)
	return b.Bytes(), err
}

func onlyRubric(rubrics []Rubric, name string) []Rubric {
	if name == "" {
		return rubrics
	}
	var out []Rubric
	for _, u := range rubrics {
		if u.Name == name {
			out = append(out, u)
		}
	}
	return out
}

// tidy is a copy of a record as it is written: numbers rounded, lists not null, and only one rubric's fit where asked.
func tidy(res Resume, rubric string) Resume {
	res.Specialities = notNil(res.Specialities)
	res.Flags = notNil(res.Flags)
	res.Stack.Hits = notNil(res.Stack.Hits)
	res.Lean.Hits = notNil(res.Lean.Hits)
	res.Lean.Score = round3(res.Lean.Score)
	if len(res.Roles) > 0 {
		roles := make([]Role, len(res.Roles))
		copy(roles, res.Roles)
		for i := range roles {
			roles[i].Terms = notNil(roles[i].Terms)
		}
		res.Roles = roles
	}
	fits := make([]Fit, 0, len(res.Fits))
	for _, f := range res.Fits {
		if rubric != "" && f.Rubric != rubric {
			continue
		}
		for _, p := range []*float64{&f.Score, &f.Least, &f.Most, &f.Possible, &f.Listed, &f.AsSeen, &f.WithHidden} {
			*p = round3(*p)
		}
		criteria := make([]Criterion, len(f.Criteria))
		copy(criteria, f.Criteria)
		for i := range criteria {
			c := &criteria[i]
			for _, p := range []*float64{&c.Weight, &c.Points, &c.Shown, &c.Enough} {
				*p = round3(*p)
			}
			c.Hits = notNil(c.Hits)
		}
		f.Criteria = criteria
		f.NotCounted = notNil(f.NotCounted)
		f.Ask = notNil(f.Ask)
		f.WouldAdd = roundChanges(f.WouldAdd)
		f.WouldCost = roundChanges(f.WouldCost)
		fits = append(fits, f)
	}
	res.Fits = fits
	return res
}

func roundChanges(in []Change) []Change {
	out := make([]Change, len(in))
	for i, c := range in {
		c.Points = round3(c.Points)
		out[i] = c
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func notNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// round3 rounds to three decimals; what is no number (it cannot be written as JSON) becomes 0.
func round3(x float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*1000) / 1000
}
