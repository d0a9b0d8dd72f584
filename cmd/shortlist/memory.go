package main

import (
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// spareMemory is how much garbage may pile up, in bytes. Records are garbage soon after they are made, so collecting seldom saves time.
const spareMemory = 48 << 20

// paceCollector has the garbage collector run each time that spareMemory is used up, however much of the memory is in use: what a
// long run keeps of each resume then costs its own size, not a multiple of it. It is to be called now and then, and heeds GOGC.
func paceCollector() {
	if _, set := os.LookupEnv("GOGC"); set {
		return
	}
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	percent := 400
	if n := live[0].Value.Uint64(); n > 0 {
		percent = int(min(400, max(20, spareMemory*100/n)))
	}
	debug.SetGCPercent(percent)
}
