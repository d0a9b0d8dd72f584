package reader

import (
	"runtime/debug"
	"runtime/metrics"
)

// tune sets the collector up for a process that reads one file after the other; close to the limit it collects
// at any price. Stacks are bounded, so that endless recursion dies soon.
func tune(memory int64) {
	debug.SetGCPercent(heavyPercent)
	debug.SetMemoryLimit(memory - memory/4)
	debug.SetMaxStack(64 << 20)
}

// Files of some kinds (PDF) leave a megabyte of garbage each: collecting after every sixteen costs next to nothing. Texts leave a
// hundredth of that, and are collected as seldom with six.
const (
	heavyPercent = 400
	lightPercent = 150
)

// pacer chooses between them by how often files of late made the collector run.
type pacer struct {
	answers, percent int
	cycles           uint64
}

// answered is called after each file.
func (p *pacer) answered() {
	if p.answers++; p.answers%64 != 0 {
		return
	}
	run := []metrics.Sample{{Name: "/gc/cycles/total:gc-cycles"}}
	metrics.Read(run)
	percent := lightPercent
	if n := run[0].Value.Uint64(); n-p.cycles > 1 {
		percent = heavyPercent
	}
	p.cycles = run[0].Value.Uint64()
	if percent != p.percent {
		p.percent = percent
		debug.SetGCPercent(percent)
	}
}
