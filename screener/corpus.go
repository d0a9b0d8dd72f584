package screener

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync"

	"shortlist/screener/batch"
	"shortlist/screener/corpus"
	"shortlist/screener/document"
	"shortlist/screener/intake"
	"shortlist/screener/order"
	"shortlist/screener/reader"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// CorpusOptions say what a corpus is made as. Batch.Pool is needed.
type CorpusOptions struct {
	Batch    batch.Options
	Header   corpus.Header // Reader, Structure and Limits are filled in here
	BlindKey []byte        // not nil: personal data masked, names and file names replaced by ids under this key
}

// BuildCorpus reads everything in list and writes it to w. It gives the counts of what went in.
func BuildCorpus(ctx context.Context, w io.Writer, list *intake.Listing, o CorpusOptions) (report.Counts, error) {
	var counts report.Counts
	h := o.Header
	h.Reader, h.Structure, h.Blind = reader.Version, StructureHash(), o.BlindKey != nil
	h.Limits = fmt.Sprintf("%+v", o.Batch.Pool.Limits())
	out, err := corpus.NewWriter(w, h)
	if err != nil {
		return counts, err
	}
	// Items are made beside one another and written in input order: the record carries only the key of what was made.
	var mu sync.Mutex
	made := make(map[string]corpus.Item)
	judge := func(item batch.Item) batch.Record {
		it, state := corpusItem(item, o.BlindKey)
		id := recordID(item.Name, item.SHA256)
		mu.Lock()
		made[id] = it
		mu.Unlock()
		res := report.Resume{ID: id, File: item.Name, State: state}
		if item.Err != nil {
			res.Reason = item.Err.Error()
		}
		return batch.Record{Resume: res}
	}
	err = batch.Run(ctx, list, judge, o.Batch, func(rec batch.Record) error {
		mu.Lock()
		it := made[rec.Resume.ID]
		delete(made, rec.Resume.ID)
		mu.Unlock()
		counts.Input++
		switch rec.Resume.State {
		case report.StateUnreadable:
			counts.Unreadable++
		case report.StateNotAResume:
			counts.NotAResume++
		default:
			counts.Read++
		}
		return out.Add(it)
	})
	return counts, errors.Join(err, out.Close())
}

// corpusItem is what a corpus keeps of an input.
func corpusItem(item batch.Item, key []byte) (corpus.Item, string) {
	it := corpus.Item{File: item.Name, SHA256: item.SHA256}
	if key != nil {
		it.File, it.SHA256 = redact.ID(key, item.Name+"\n"+item.SHA256), ""
	}
	if item.Err != nil {
		it.Reason = item.Err.Error()
		if key != nil {
			it.Reason = strings.ReplaceAll(it.Reason, item.Name, it.File)
		}
		return it, report.StateUnreadable
	}
	parsed := item.Parsed
	if key != nil {
		parsed.Document, _ = redact.View(parsed.Document, parsed.Resume, item.Name)
	}
	it.Parsed = reader.Encode(nil, parsed)
	if parsed.Resume.Verdict.NotAResume {
		return it, report.StateNotAResume
	}
	return it, report.StateRead
}

// ScreenCorpus judges what a corpus keeps, which gives the same as screening the files it was made of.
func ScreenCorpus(ctx context.Context, rules *Rules, from *corpus.Reader, o Options) (Result, error) {
	c := newCollector(rules, o)
	err := EachInCorpus(ctx, from, func(item batch.Item) batch.Record {
		rec := c.judge(item)
		if item.Err == nil {
			rec.Keys = batch.KeysOf(item)
		}
		return rec
	}, c.add)
	return c.done(err)
}

// EachInCorpus decodes the items of a corpus and works on them over all cores; sink gets the results in the corpus's order.
func EachInCorpus[R any](ctx context.Context, from *corpus.Reader, do func(batch.Item) R, sink func(R) error) error {
	var broken error
	items := func(yield func(corpus.Item) bool) {
		for {
			it, err := from.Next()
			if err != nil {
				if err != io.EOF {
					broken = err
				}
				return
			}
			if !yield(it) {
				return
			}
		}
	}
	workers := runtime.GOMAXPROCS(0)
	err := order.Keep(ctx, iter.Seq[corpus.Item](items), workers, 16*workers, func(it corpus.Item) R { return do(decoded(it)) }, sink)
	return errors.Join(err, broken)
}

func decoded(it corpus.Item) batch.Item {
	item := batch.Item{Name: it.File, SHA256: it.SHA256}
	if it.Reason != "" {
		reason, hint, _ := strings.Cut(it.Reason, "; ")
		item.Err = &document.Unreadable{Reason: reason, Hint: hint}
		return item
	}
	if item.Parsed, item.Err = reader.Decode(it.Parsed); item.Err != nil {
		item.Err = &document.Unreadable{Reason: "the corpus is broken here: " + item.Err.Error()}
	}
	return item
}
