// Package screener is the pipeline on one page: inputs are read by worker processes, judged by rubrics as of a date, and
// become the records of a report.
//
//	bytes ─reader─▶ Document ─resume─▶ Resume ─match─▶ hits ─fit─▶ Assessment ─report─▶ what a person reads
package screener

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"shortlist/screener/batch"
	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/reader"
	"shortlist/screener/report"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// DefaultRubrics are screened by where nobody names any.
var DefaultRubrics = []string{"backend-developer", "backend-engineer"}

// RuleOptions say what to screen by. The zero value screens by the built-in rubrics.
type RuleOptions struct {
	Rubrics   []string  // names of built-in rubrics or paths of files; empty: DefaultRubrics
	AsOf      time.Time // the date that "present" stands for; only its day counts
	Tool      string    // version that results are stamped with
	KeepLines bool      // keep the visible text in the records, for pages that show quotes in their place
}

// Rules is what resumes are judged by: data, rubrics and date, compiled once. It is safe for concurrent use.
type Rules struct {
	Loader  *rubric.Loader
	Judge   *fit.Judge
	options RuleOptions
	asOf    resume.Date
}

// NewRules loads and compiles what to screen by. A broken rubric comes as rubric.Problems.
func NewRules(o RuleOptions) (*Rules, error) {
	loader, err := NewLoader()
	if err != nil {
		return nil, err
	}
	refs := o.Rubrics
	if len(refs) == 0 {
		refs = DefaultRubrics
	}
	var chosen []*rubric.Rubric
	seen := make(map[string]string)
	for _, ref := range refs {
		r, err := loader.Load(ref)
		if err != nil {
			return nil, err
		}
		if other, ok := seen[r.Name]; ok {
			return nil, fmt.Errorf("%s and %s both name their rubric %q; a report needs different names", other, ref, r.Name)
		}
		seen[r.Name] = ref
		chosen = append(chosen, r)
	}
	return compileRules(loader, chosen, o)
}

// compileRules is NewRules for rubrics that are loaded already.
func compileRules(loader *rubric.Loader, chosen []*rubric.Rubric, o RuleOptions) (*Rules, error) {
	specialities, err := loader.Specialities()
	if err != nil {
		return nil, err
	}
	judge, err := fit.New(loader.Data, chosen, specialities)
	if err != nil {
		return nil, err
	}
	asOf := resume.Date{Year: o.AsOf.Year(), Month: int(o.AsOf.Month()), Precision: resume.PrecisionMonth}
	return &Rules{Loader: loader, Judge: judge, options: o, asOf: asOf}, nil
}

// Head is the report that records of these rules belong to, without records and counts.
func (r *Rules) Head() *report.Report {
	head := &report.Report{
		Schema:     report.Schema,
		AsOf:       r.options.AsOf.Format(time.DateOnly),
		Tool:       report.Tool{Version: r.options.Tool, Reader: reader.Version},
		Vocabulary: report.Hash{SHA256: r.Judge.Data().SHA256()},
	}
	for i, rb := range r.Judge.Rubrics() {
		source := ""
		if i < len(r.options.Rubrics) && strings.ContainsAny(r.options.Rubrics[i], `./\`) {
			source = r.options.Rubrics[i]
		}
		head.Rubrics = append(head.Rubrics, report.RubricOf(rb, r.Judge.Data(), source))
	}
	if len(r.options.Rubrics) > 0 {
		head.RankedBy = head.Rubrics[0].Name
	}
	return head
}

// Record judges one item. Whatever is wrong with it, it becomes a record with the reason.
func (r *Rules) Record(item batch.Item) report.Resume {
	return r.record(item, item.Parsed.Document, r.Judge.Assess)
}

// row is Record as far as ForRows needs it.
func (r *Rules) row(item batch.Item) report.Resume {
	return r.record(item, item.Parsed.Document, r.Judge.Row)
}

// record judges an item and quotes it from shown: its document, or the blind view of it.
func (r *Rules) record(item batch.Item, shown *document.Document, judge judge) report.Resume {
	if item.Err != nil {
		return report.Resume{
			ID: recordID(item.Name, item.SHA256), File: item.Name, SHA256: item.SHA256,
			State: report.StateUnreadable, Reason: item.Err.Error(),
		}
	}
	return report.NewResume(r.judged(item, shown, judge))
}

// brief is Record for a page, which shows few of a long run: what ranks the resume, and the record itself when it is asked for.
func (r *Rules) brief(item batch.Item) (res report.Resume) {
	if item.Err != nil {
		return r.Record(item)
	}
	kept := item
	if kept.Encoded != nil {
		kept.Parsed = reader.Parsed{} // is gone by then
	}
	return report.NewBrief(r.judged(item, item.Parsed.Document, r.Judge.Brief), func() (whole report.Resume) {
		defer func() {
			if recover() != nil {
				whole = res // the run is over, and its sums stand
				whole.Whole = nil
			}
		}()
		item := kept
		if item.Encoded != nil {
			item.Parsed, item.Err = reader.Decode(item.Encoded)
		}
		return r.Record(item)
	})
}

// judge is one of fit's ways to assess a resume: whole, for a row, in brief.
type judge func(*document.Document, *resume.Resume, resume.Date) *fit.Assessment

func (r *Rules) judged(item batch.Item, shown *document.Document, judge judge) report.Judged {
	return report.Judged{
		ID: recordID(item.Name, item.SHA256), File: item.Name, SHA256: item.SHA256, Document: shown, Resume: item.Parsed.Resume,
		Assessment: judge(item.Parsed.Document, item.Parsed.Resume, r.asOf), KeepLines: r.options.KeepLines,
	}
}

// JournalHeader states what the records of these rules depend on. Options is whatever else changes a record.
func (r *Rules) JournalHeader(options string) batch.Header {
	head := r.Head()
	h := batch.Header{
		Tool: head.Tool.Version, Reader: head.Tool.Reader, Structure: StructureHash(), Vocabulary: head.Vocabulary.SHA256,
		AsOf: head.AsOf, Options: fmt.Sprintf("%s lines=%t", options, r.options.KeepLines),
	}
	for _, rb := range head.Rubrics {
		h.Rubrics = append(h.Rubrics, rb.SHA256)
	}
	return h
}

// recordID names a record: the same file with the same bytes has the same one in every run.
func recordID(name, sum string) string {
	h := sha256.Sum256([]byte(name + "\n" + sum))
	return hex.EncodeToString(h[:6])
}
