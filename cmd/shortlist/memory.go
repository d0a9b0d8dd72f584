package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// heapTarget is how large the heap may grow before it is collected, in bytes, if it holds much less than that.
const heapTarget = 72 << 20

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
