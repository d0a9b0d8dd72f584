// Package batch screens many resumes: in input order, with bounded memory, so that a run can be stopped, killed and
// taken up again without losing a result or changing one.
package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/sync/semaphore"

	"shortlist/screener/document"
	"shortlist/screener/intake"
	"shortlist/screener/order"
	"shortlist/screener/reader"
	"shortlist/screener/redact"
	"shortlist/screener/report"
)

// Item is one input, read or not.
type Item struct {
	Name   string        // as the person knows it, valid UTF-8: a path, or "cvs.zip!a/b.pdf"
	SHA256 string        // of its bytes, in hex; "" where they could not be had
	Parsed reader.Parsed // where Err is nil
	// Encoded is what Parsed was decoded from, for those who may need it later; nil where it did not come so.
	Encoded []byte
	Err     error // a *document.Unreadable that says why it could not be read
}

// Judge makes the record of an item, without Keys. It is called from several goroutines, and must depend on the item alone. Where the
// item has Encoded, nothing of Parsed but its texts may be kept: its memory is used again.
type Judge func(Item) Record

// Record is the outcome of one input.
type Record struct {
	Resume  report.Resume
	Secrets *redact.Secrets // what a blind output must not hold; nil where the run is not blind
	Keys    Keys            // what duplicates are told by
}

// Progress is how far a run has come.
type Progress struct {
	Done     int    // inputs finished
	Failed   int    // of these, could not be read
	Again    int    // of these, taken from the journal
	Failure  string // "name: reason" where the input just finished could not be read
	Finished bool   // all is done
}

// Options of a Run. Pool is needed, the rest is optional.
type Options struct {
	Pool    *reader.Pool
	Stdin   io.Reader // what the path "-" reads
	OCR     bool      // recognise pages without text, with an installed tesseract
	Cache   *Cache
	Journal *Journal
	// OnProgress is called after each input, in input order, from one goroutine.
	OnProgress func(Progress)
}

// maxHeld bounds the bytes of files that are held at the same time, whatever their number.
const maxHeld = 128 << 20

// Run reads every input, has it judged, and gives the records to sink in input order. One broken input never stops the
// others, and neither does a journal that cannot be written: its Failed tells. When ctx ends, what was begun is finished and sunk, and the
// error is ctx's. Any other error is the sink's, that of a journal that cannot be read, or says why workers cannot be started.
func Run(ctx context.Context, list *intake.Listing, judge Judge, o Options, sink func(Record) error) error {
	r := &run{Options: o, judge: judge, held: semaphore.NewWeighted(maxHeld)}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r.abort = cancel
	var p Progress
	// While some goroutines wait for a worker's answer, as many judge what came.
	workers := o.Pool.InFlight() + runtime.GOMAXPROCS(0)
	err := order.Keep(ctx, r.expand(ctx, list), workers, 2*workers, r.one, func(f finished) error {
		if f.fatal != nil {
			return f.fatal
		}
		if err := sink(f.Record); err != nil {
			return err
		}
		if o.OnProgress != nil {
			p.Done, p.Failure = p.Done+1, ""
			if f.again {
				p.Again++
			}
			if f.Resume.State == report.StateUnreadable {
				p.Failed++
				p.Failure = f.Resume.File + ": " + f.Resume.Reason
			}
			o.OnProgress(p)
		}
		return nil
	})
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause
	}
	if o.Journal != nil {
		_ = o.Journal.Sync() // Failed tells
	}
	if err == nil && o.OnProgress != nil {
		p.Failure, p.Finished = "", true
		o.OnProgress(p)
	}
	return err
}

type run struct {
	Options
	judge   Judge
	held    *semaphore.Weighted // bytes of files in memory
	buffers sync.Pool           // of *[]byte
	parsed  sync.Pool           // of *reader.Parsed, whose memory is used again
	abort   context.CancelCauseFunc
}

// finished is what became of one piece of work.
type finished struct {
	Record
	again bool  // from the journal
	fatal error // the run cannot go on
}

// one does all of one input's work. What was begun is finished even if the run is to stop, so it heeds no context.
func (r *run) one(w work) finished {
	defer w.release()
	ctx := context.Background()
	item := Item{Name: w.name, Err: w.err}
	data := w.data
	if item.Err == nil && data == nil {
		buf, _ := r.buffers.Get().(*[]byte)
		if buf == nil {
			buf = new([]byte)
		}
		defer r.buffers.Put(buf)
		var free func()
		data, free, item.Err = r.load(ctx, w.file, *buf)
		defer free()
		if cap(data) > cap(*buf) && cap(data) <= 4<<20 {
			*buf = data
		}
	}
	if item.Err != nil {
		return r.finish(item)
	}
	sum := sha256.Sum256(data)
	item.SHA256 = hex.EncodeToString(sum[:])
	if r.Journal != nil {
		rec, ok, err := r.Journal.Lookup(item.Name, item.SHA256)
		if err != nil {
			return finished{fatal: err}
		}
		if ok {
			return finished{Record: rec, again: true}
		}
	}
	err := r.read(ctx, &item, data)
	var u *document.Unreadable
	if err != nil && !errors.As(err, &u) {
		r.abort(err)
		return finished{fatal: err}
	}
	item.Err = err
	return r.finish(item)
}

// load reads a file from its start. What free gives back is due when the bytes are no longer needed.
func (r *run) load(ctx context.Context, f *os.File, buf []byte) (data []byte, free func(), err error) {
	free = func() {}
	info, err := f.Stat()
	if err != nil {
		return nil, free, intake.OpenError(err)
	}
	limit := r.Pool.Limits().Size
	if info.Size() > limit {
		return nil, free, reader.TooLarge(info.Size(), limit)
	}
	free = r.hold(ctx, info.Size())
	data, err = intake.ReadFile(f, info, limit, buf, reader.TooLarge)
	return data, free, err
}

// hold waits until n more bytes may be held, and gives what lets go of them.
func (r *run) hold(ctx context.Context, n int64) (free func()) {
	n = min(n, maxHeld)
	if r.held.Acquire(ctx, n) != nil {
		return func() {}
	}
	return func() { r.held.Release(n) }
}

// read fills item.Parsed from the cache or a worker.
func (r *run) read(ctx context.Context, item *Item, data []byte) error {
	key := ""
	if r.Cache != nil {
		key = r.Cache.key(item.SHA256, item.Name, r.Pool.Limits(), r.OCR)
		if kept, ok := r.Cache.get(key); ok {
			if r.decode(item, kept) == nil {
				return nil
			}
		}
	}
	encoded, err := r.Pool.ReadEncoded(ctx, reader.Input{Name: item.Name, Data: data, OCR: r.OCR})
	if errors.Is(err, reader.ErrContainer) {
		return &document.Unreadable{Reason: "it holds other files, but starts like a document", Hint: "unpack it and screen what is in it"}
	}
	if err != nil {
		return err
	}
	if err = r.decode(item, encoded); err != nil {
		return &document.Unreadable{Reason: "crashed: its worker gave a broken answer: " + err.Error()}
	}
	if r.Cache != nil {
		r.Cache.put(key, encoded)
	}
	return nil
}

// decode fills item.Parsed in memory that was used before.
func (r *run) decode(item *Item, encoded []byte) error {
	p, _ := r.parsed.Get().(*reader.Parsed)
	if p == nil {
		p = new(reader.Parsed)
	}
	if err := reader.DecodeInto(p, encoded); err != nil {
		return err
	}
	item.Parsed, item.Encoded = *p, encoded
	return nil
}

// finish judges an item and enters it into the journal.
func (r *run) finish(item Item) finished {
	f := finished{Record: r.judged(item)}
	if r.Journal != nil && item.SHA256 != "" {
		r.Journal.append(item.Name, item.SHA256, f.Record)
	}
	return f
}

// judged judges an item. Should that fail on what a stranger wrote, it costs that resume only.
func (r *run) judged(item Item) (rec Record) {
	defer func() {
		if p := recover(); p != nil {
			item.Err = &document.Unreadable{Reason: fmt.Sprintf("it could not be judged: %v", p), Hint: "please report it with the file, if you may share it"}
			rec = r.judge(item)
		}
	}()
	rec = r.judge(item)
	if item.Err == nil {
		rec.Keys = KeysOf(item)
		r.parsed.Put(&item.Parsed)
	}
	return rec
}

// validName is a name that JSON and terminals can hold.
func validName(name string) string { return strings.ToValidUTF8(name, "\uFFFD") }
