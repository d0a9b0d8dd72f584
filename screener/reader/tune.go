package reader

import "runtime/debug"

// tune sets the collector up for a process that reads one file after the other and keeps nothing of them: it waits until garbage
// is four times what lives, and 16 MB at least; close to the limit, in bytes, it collects at any price. Stacks are bounded, so that
// endless recursion dies soon.
func tune(memory int64) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memory - memory/4)
	debug.SetMaxStack(64 << 20)
}
