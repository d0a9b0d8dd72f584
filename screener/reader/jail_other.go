//go:build !linux

package reader

import (
	"os"
	"runtime"
	"time"
)

// enterJail bounds the memory of this process. Other systems than Linux offer no way for a process to give up files
// and the network that works without help from outside; the note says so.
func enterJail(c Config) (note string, err error) {
	tune(c.Limits.Memory)
	go watchMemory(c.Limits.Memory)
	return "no jail on " + runtime.GOOS + ": workers have bounds on time and memory only", nil
}

// watchMemory ends the process when it holds more than limit bytes.
func watchMemory(limit int64) {
	var m runtime.MemStats
	for range time.Tick(50 * time.Millisecond) {
		runtime.ReadMemStats(&m)
		if int64(m.Sys-m.HeapReleased) > limit {
			os.Stderr.WriteString("fatal error: out of memory: over the limit of the worker\n")
			os.Exit(2)
		}
	}
}
