package screener

import (
	"context"
	"errors"
	"sync/atomic"

	"shortlist/screener/batch"
	"shortlist/screener/intake"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// Options say how to screen a batch. Batch.Pool is needed.
type Options struct {
	Batch    batch.Options
	BlindKey []byte // not nil: nothing of the result tells who anybody is; ids are made under this key
	// OnRecord gets each record in input order instead of the report, which then holds none: for streams. That of a blind run may still
	// name other people than whom it is about.
	OnRecord func(head *report.Report, res report.Resume) error
	// Mark, if any, is called for each record in input order before it is kept or passed on; it may set Since. who is the record too, but
	// for whose it is: that stands there even where the run is blind, with the blind id.
	Mark func(head *report.Report, res, who *report.Resume)
	// Page holds on to no more than a table shows, however long the run is. The report is for report.Table alone. A run with OnRecord does
	// not heed it.
	Page bool
	// Store keeps the records of a long run in a temporary file: in SpillTo ("": the system's folder for those), in the system's folder
	// where that is full, and in memory up to a bound where both are; the error of a run that had no more room is a
	// *report.FullError, and comes with the report of what was done. The report is for the formats that take records one by one: JSON, CSV,
	// Text, Markdown. Close it when it is written. A run with OnRecord does not heed it.
	Store   bool
	SpillTo string
	Rows    bool // with Store: the report is for CSV alone, so that much less is kept
}

// Result is what a run gives: the report, in rank order, and what looks after the output of a blind one.
type Result struct {
	Report *report.Report
	Blind  *redact.Run // nil where the run is not blind
	// Page is for report.Table, where both Options.Page and Options.Store were set.
	Page *report.Report
}

// Close removes what the run kept in a temporary file.
func (r *Result) Close() error {
	if r.Report == nil {
		return nil
	}
	return r.Report.Store.Close()
}

// Screen reads and judges everything in list. When ctx ends early the report of what was done comes with ctx's error.
func Screen(ctx context.Context, rules *Rules, list *intake.Listing, o Options) (Result, error) {
	c := newCollector(rules, o)
	err := batch.Run(ctx, list, c.judge, o.Batch, c.add)
	return c.done(err)
}

func newCollector(rules *Rules, o Options) *collector {
	c := &collector{rules: rules, options: o, out: rules.Head(), names: new(report.Names)}
	if o.BlindKey != nil {
		c.blind = redact.NewRun(o.BlindKey, c.out)
	}
	if o.OnRecord != nil {
		return c
	}
	if o.Page {
		c.page = report.NewPage(c.out, c.names)
	}
	if o.Store {
		c.store = report.NewStore(c.out, c.names, o.SpillTo, "")
	}
	return c
}

// judge makes the record of an item. A blind one is judged as it stands, so that blind and open runs give the same scores, and quoted
// from the masked text.
func (c *collector) judge(item batch.Item) batch.Record {
	if c.blind != nil {
		s, masked := redact.Unread(item.Name), item.Parsed.Document
		if item.Err == nil {
			masked, s = redact.View(masked, item.Parsed.Resume, item.Name)
		}
		res := c.rules.record(item, masked, c.rules.Judge.Assess)
		redact.Scrub(&res, s)
		return batch.Record{Resume: res, Secrets: &s}
	}
	switch o := &c.options; {
	case o.Batch.Journal != nil || o.Mark != nil: // keep records, or look into them
	case c.page != nil && c.store == nil && c.whole.Add(1) > report.PageRows:
		return batch.Record{Resume: c.rules.brief(item)}
	case c.page == nil && c.store != nil && o.Rows:
		return batch.Record{Resume: c.rules.row(item)}
	}
	return batch.Record{Resume: c.rules.Record(item)}
}

// collector puts records together into a report, or passes them on.
type collector struct {
	rules      *Rules
	options    Options
	out        *report.Report
	blind      *redact.Run // nil where the run is not blind
	names      *report.Names
	duplicates batch.Duplicates
	page       *report.Page // keeps only what a page shows
	store      *report.Store
	whole      atomic.Int64 // how many were judged for the page: as many as it has rows are judged whole at once, rather than again for it
}

// add takes the records in input order.
func (c *collector) add(rec batch.Record) error {
	res := rec.Resume
	tag := batch.Tag("", batch.Keys{})
	if res.State == report.StateRead {
		tag = batch.Tag(res.SHA256, rec.Keys)
	}
	if c.blind != nil {
		if rec.Secrets == nil {
			return errors.New("the journal holds a record without what a blind report must not hold; name another journal")
		}
		res.ID = c.blind.ID(&res)
	}
	if c.options.Mark != nil {
		who := res
		if c.blind != nil {
			who.Name, who.Contact = rec.Secrets.Name, &report.Contact{Email: rec.Secrets.Email, Phone: rec.Secrets.Phone}
		}
		c.options.Mark(c.out, &res, &who)
	}
	if c.blind != nil {
		c.blind.Record(&res, *rec.Secrets)
	}
	if c.store != nil { // before all else, since it may have no room
		kept, told := res, tag
		if c.options.Rows {
			kept = report.ForRows(res)
		}
		if c.blind != nil {
			told = nil // whoever guesses an address could find it by that, so no file holds it
		}
		if err := c.store.Add(kept, told); err != nil {
			return err
		}
	}
	if c.store == nil || c.blind != nil {
		c.duplicates.Add(tag)
	}
	count(c.out, &res)
	c.names.Add(res.ID, res.File)
	if c.page != nil {
		c.page.Add(res)
	}
	switch {
	case c.page != nil || c.store != nil:
		return nil
	case c.options.OnRecord == nil:
		c.out.Resumes = append(c.out.Resumes, res)
		return nil
	}
	return c.options.OnRecord(c.out, res)
}

// done is the result of a run that ended with err.
func (c *collector) done(err error) (Result, error) {
	result := Result{Blind: c.blind}
	if c.store != nil && c.blind == nil {
		err = errors.Join(err, c.store.Tags(batch.TagSize, c.duplicates.Add))
	}
	for _, members := range c.duplicates.Groups() {
		ids := make([]string, len(members))
		for i, n := range members {
			ids[i] = c.names.ID(n)
		}
		c.out.Groups = append(c.out.Groups, ids)
	}
	c.duplicates = batch.Duplicates{} // writing needs their room
	var mask func(*report.Resume)
	if c.blind != nil {
		c.blind.Ready()
		mask = c.blind.Mask
	}
	if c.page != nil {
		result.Report = c.page.Report(c.out, c.out.Groups, mask)
	}
	if c.store != nil {
		result.Report, result.Page = c.store.Report(c.out, mask), result.Report
	}
	if result.Report == nil {
		if mask != nil {
			for i := range c.out.Resumes {
				mask(&c.out.Resumes[i])
			}
		}
		report.Arrange(c.out)
		result.Report = c.out
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
