package main

import (
	"fmt"
	"time"

	"shortlist/screener/batch"
)

// progress shows on stderr, where that is a terminal, how far a run has come.
type progress struct {
	t       *terminal
	started time.Time
	last    time.Time
	done    int
	failed  []string
	more    int
}

// mostFailed is how many failures are named when many are read; the report names them all.
const mostFailed = 10

func newProgress(t *terminal, started time.Time) *progress {
	return &progress{t: t, started: started, last: started}
}

// show is called after each input.
func (p *progress) show(b batch.Progress) {
	p.done = b.Done
	if b.Failure != "" {
		if len(p.failed) < mostFailed {
			p.failed = append(p.failed, b.Failure)
		} else {
			p.more++
		}
	}
	now := time.Now()
	if !p.t.errTTY || now.Sub(p.last) < 200*time.Millisecond {
		return
	}
	p.last = now
	line := fmt.Sprintf("%d read, %.0f a second", b.Done, float64(b.Done)/now.Sub(p.started).Seconds())
	if b.Again > 0 {
		line += fmt.Sprintf(", %d of them from the journal", b.Again)
	}
	if b.Failed > 0 {
		line += fmt.Sprintf(", %d not read", b.Failed)
	}
	fmt.Fprintf(p.t.err, "\r\x1b[K%s", line)
}

// end clears the line. With named it says which inputs could not be read, for outputs that nobody reads at once.
func (p *progress) end(named bool) {
	if p.t.errTTY {
		fmt.Fprint(p.t.err, "\r\x1b[K")
	}
	if !named {
		return
	}
	for _, f := range p.failed {
		fmt.Fprintf(p.t.err, "shortlist: not read: %s\n", f)
	}
	if p.more > 0 {
		fmt.Fprintf(p.t.err, "shortlist: and %d more could not be read; the report names them all\n", p.more)
	}
}
