package screener

import (
	"context"
	"maps"
	"sync"

	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// Options say how to screen a batch. Batch.Pool is needed.
type Options struct {
	Batch    batch.Options
	BlindKey []byte // not nil: nothing of the result tells who anybody is; ids are made under this key
	// OnRecord gets each record in input order instead of the report, which then holds none: for streams.
	OnRecord func(head *report.Report, res report.Resume) error
	// Page holds on to no more than the table of the first Top rows shows, however long the run is. The report is for
	// report.Table alone. A blind run, or one with OnRecord, does not heed it.
	Page bool
	Top  int
}

// Result is what a run gives: the report, in rank order, and for a blind one what its output must not hold.
type Result struct {
	Report  *report.Report
	Secrets map[string]redact.Secrets // by blind id
}

// Screen reads and judges everything in list. When ctx ends early the report of what was done comes with ctx's error.
func Screen(ctx context.Context, rules *Rules, list *intake.Listing, o Options) (Result, error) {
	out := rules.Head()
	var mu sync.Mutex
	secrets := make(map[string]redact.Secrets)
	judge := rules.Record
	if o.BlindKey != nil {
		judge = func(item batch.Item) report.Resume {
			if item.Err == nil {
				masked, s := redact.View(item.Parsed.Document, item.Parsed.Resume, item.Name)
				mu.Lock()
				secrets[RecordID(item.Name, item.SHA256)] = s
				mu.Unlock()
				// judged as it stands, so that blind and open runs give the same scores; quoted from the masked text
				return rules.record(item, masked)
			}
			return rules.Record(item)
		}
	}
	var page *report.Page
	if o.Page && o.BlindKey == nil && o.OnRecord == nil {
		page = report.NewPage(out, o.Top)
	}
	var duplicates batch.Duplicates
	err := batch.Run(ctx, list, judge, o.Batch, func(rec batch.Record) error {
		res := rec.Resume
		count(out, &res)
		if res.State == report.StateRead {
			duplicates.Add(res.ID, res.SHA256, rec.Keys)
		}
		if page != nil {
			page.Add(res)
			return nil
		}
		if o.OnRecord == nil {
			out.Resumes = append(out.Resumes, res)
			return nil
		}
		if o.BlindKey == nil {
			return o.OnRecord(out, res)
		}
		one := *out
		one.Resumes = []report.Resume{res}
		mu.Lock()
		own := map[string]redact.Secrets{res.ID: secrets[res.ID]}
		delete(secrets, res.ID)
		mu.Unlock()
		blind, own := redact.Report(&one, o.BlindKey, own)
		if err := redact.Check(blind, own); err != nil {
			return err
		}
		return o.OnRecord(blind, blind.Resumes[0])
	})
	if page != nil {
		return Result{Report: page.Report(out, duplicates.Groups())}, err
	}
	out.Groups = duplicates.Groups()
	report.Arrange(out)
	result := Result{Report: out}
	if o.BlindKey != nil {
		result.Report, result.Secrets = redact.Report(out, o.BlindKey, maps.Clone(secrets))
	}
	return result, err
}

// count adds one record to the sums of the report: Input = Read + NotAResume + Unreadable, and for each rubric
// Scored + Apart = Read.
func count(r *report.Report, res *report.Resume) {
	r.Counts.Input++
	switch res.State {
	case report.StateUnreadable:
		r.Counts.Unreadable++
		return
	case report.StateNotAResume:
		r.Counts.NotAResume++
		return
	}
	r.Counts.Read++
	for i := range res.Fits {
		if res.Fits[i].State == "apart" {
			r.Rubrics[i].Apart++
		} else {
			r.Rubrics[i].Scored++
		}
	}
}
