package redact

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/report"
)

// Run makes the records of one run blind, one by one, and looks after what is written of them. Of each resume it keeps some hashes, so
// that a run may be of any length. Make one with NewRun.
type Run struct {
	key    []byte
	head   report.Report    // without records
	taken  map[[6]byte]bool // ids
	people watch
	terms  map[string]bool // of more than one word, or with a dot
	sample *report.Resume  // the first one, without words of its own: what rules say in every record
	own    map[uint64]bool // what is known of somebody, and stands in the program's and the rules' own words too
}

// NewRun begins a blind run with ids under key. It makes head, the head of the report, blind: rubrics are named without their folders.
func NewRun(key []byte, head *report.Report) *Run {
	head.Blind = true
	for i := range head.Rubrics {
		if u := &head.Rubrics[i]; u.Source != "" {
			u.Source = filepath.Base(u.Source)
		}
	}
	return &Run{key: key, head: *head, taken: make(map[[6]byte]bool), terms: make(map[string]bool)}
}

// ID is the blind id of a resume: HMAC-SHA256 under the key of what tells the input apart (its file hash), cut to 48
// bits. The same key and file give the same id in every run; without the key nobody can tell whose it is.
func ID(key []byte, of string) string { return idOf(idBytes(key, of)) }

// IsID says whether an id is a blind one.
func IsID(id string) bool { return strings.HasPrefix(id, "b-") }

func idOf(id [6]byte) string { return "b-" + hex.EncodeToString(id[:]) }

func idBytes(key []byte, of string) [6]byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(of))
	return [6]byte(h.Sum(nil))
}

// ID is the id of the next record of the run, res as it was judged: the same bytes twice are two.
func (r *Run) ID(res *report.Resume) string {
	of := cmp.Or(res.SHA256, res.ID)
	id := idBytes(r.key, of)
	for n := 2; r.taken[id]; n++ {
		id = idBytes(r.key, fmt.Sprint(of, "#", n))
	}
	r.taken[id] = true
	return idOf(id)
}

// Record makes one record, which was scrubbed of what s tells and has its blind ID, blind: no name, file, hash of the file or contact.
func (r *Run) Record(res *report.Resume, s Secrets) {
	res.Name, res.File, res.SHA256, res.Contact = "", "", "", nil
	if since := res.Since; since != nil {
		since.File, since.Note = "", s.Scrub(since.Note)
	}
	r.people.add(&s)
	r.learn(res)
}

// learn keeps what rules and vocabulary say in a record.
func (r *Run) learn(res *report.Resume) {
	hits(res, func(h *report.Hit) {
		if strings.ContainsAny(h.Term, " .") {
			r.terms[h.Term] = true
		}
	})
	if r.sample != nil || res.State != report.StateRead {
		return
	}
	r.sample = &report.Resume{ID: res.ID, State: res.State, Stack: report.Stack{Is: res.Stack.Is}}
	for _, f := range res.Fits {
		criteria := slices.Clone(f.Criteria)
		for i := range criteria {
			criteria[i].Hits = nil
		}
		r.sample.Fits = append(r.sample.Fits, report.Fit{Rubric: f.Rubric, Criteria: criteria})
	}
}

// Mask hides in a blind record what tells any other person of the run: full names, e-mail addresses, phone numbers and links. It is
// for when all records were made blind, and may be called from several goroutines once Ready was.
func (r *Run) Mask(res *report.Resume) {
	words(res, func(text *string) {
		var spans []document.Span
		r.people.scan(*text, func(_ kind, start, end int, h uint64) {
			if !r.own[h] {
				spans = append(spans, document.Span{Start: start, End: end})
			}
		})
		*text = stars(*text, spans)
	})
}

// Ready says that all records were made blind. What is known of somebody, and stands in the words of rules and terms as well, tells nobody: a
// first line that was taken for a name may say "Spring Boot".
func (r *Run) Ready() {
	r.own = make(map[uint64]bool)
	var terms strings.Builder
	for t := range r.terms {
		terms.WriteString(t + " | ")
	}
	tell := func(_ kind, _, _ int, h uint64) { r.own[h] = true }
	r.people.scan(terms.String(), tell)
	_ = r.look(tell, r.frame("json", report.Options{}))
}

// frame writes what a format says of a run beside what it says of people.
func (r *Run) frame(format string, o report.Options) func(io.Writer) error {
	return func(w io.Writer) error {
		empty := r.head
		empty.Resumes = nil
		if r.sample != nil {
			for _, band := range []string{"strong", "good", "possible", "low"} { // all have headings
				one := *r.sample
				one.Fits = slices.Clone(one.Fits)
				for i := range one.Fits {
					one.Fits[i].Band, one.Fits[i].State = band, "scored"
				}
				empty.Resumes = append(empty.Resumes, one)
			}
		}
		return report.Render(w, &empty, format, o)
	}
}

// Render renders a report of the run to w, but nothing of it where it still tells who anybody is: the very bytes are looked through
// first. The error is a *Leak, the renderer's or w's.
func (r *Run) Render(w io.Writer, rep *report.Report, format string, o report.Options) error {
	page := func(w io.Writer) error { return report.Render(w, rep, format, o) }
	return r.Write(w, r.frame(format, o), page)
}

// Write writes a page to w as Render does; frame, if any, writes what such a page says beside what it says of people.
func (r *Run) Write(w io.Writer, frame, page func(io.Writer) error) error {
	harmless := make(map[uint64]bool)
	if frame != nil {
		if err := r.look(func(_ kind, _, _ int, h uint64) { harmless[h] = true }, frame); err != nil {
			return err
		}
	}
	kinds := make(map[string]bool)
	err := r.look(func(k kind, _, _ int, h uint64) {
		if !r.own[h] && !harmless[h] {
			kinds[k.String()] = true
		}
	}, page)
	switch {
	case err != nil:
		return err
	case len(kinds) > 0:
		return &Leak{Kinds: slices.Sorted(maps.Keys(kinds))}
	}
	return page(w)
}

// look tells what of people is in a page.
func (r *Run) look(tell found, page func(io.Writer) error) error {
	c := &checker{watch: &r.people, tell: tell}
	if err := page(c); err != nil {
		c.close()
		return err
	}
	return c.close()
}
