package main

import (
	"io"
	"os"
	"runtime/debug"
	"runtime/metrics"

	"shortlist/screener/batch"
)

// heapTarget is how large the heap may grow before it is collected, in bytes, if it holds much less than that.
const heapTarget = 18 << 20

// paceCollector lets garbage pile up to heapTarget, since records are garbage soon after they are made. What a long run keeps of each
// resume takes its room from the garbage, so that the heap stays as it is. It is to be called now and then, and heeds GOGC.
func paceCollector() {
	if _, set := os.LookupEnv("GOGC"); set {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent := 400
	if n := int64(live[0].Value.Uint64()); n > 0 {
		percent = int(min(400, max(30, (heapTarget-n)*100/n)))
	}
	debug.SetGCPercent(percent)
}

// pacing paces the collector while many are read.
func pacing(p batch.Progress) {
	if p.Done%256 == 0 {
		paceCollector()
	}
}

// pace is how many bytes more it takes until the collector is paced.
type pace int

func (p *pace) passed(n int) {
	if *p -= pace(n); *p <= 0 {
		*p = 1 << 20
		paceCollector()
	}
}

// paced is a Writer that paces the collector, since what is written of a long run is made of garbage.
type paced struct {
	io.Writer
	pace
}

func (p *paced) Write(b []byte) (int, error) {
	p.passed(len(b))
	return p.Writer.Write(b)
}

// pacedReader is a Reader of what becomes garbage.
type pacedReader struct {
	io.Reader
	pace
}

func (p *pacedReader) Read(b []byte) (int, error) {
	n, err := p.Reader.Read(b)
	p.passed(n)
	return n, err
}
