package reader

import "runtime/debug"

// tune sets the collector up for a process that reads one file after the other: a file leaves a megabyte of garbage and
// nothing else, so collecting after every twenty megabytes or so costs next to nothing; close to the limit it collects
// at any price. Stacks are bounded, so that endless recursion dies soon.
func tune(memory int64) {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(memory - memory/4)
	debug.SetMaxStack(64 << 20)
}
