package reader

import (
	"os/exec"
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// timerSlack is how late a worker's timers may be. A thread of Go's runtime watches a process that works, and wakes up every 20
// microseconds at first: that is a tenth of the time of a worker that is given small files now and then. It has no use for
// that: one thread of it works, and its parent watches how long each file takes.
const timerSlack = 2 * time.Millisecond

// startDrowsy starts cmd with timers that may be late, which a process takes from the thread that starts it.
func startDrowsy(cmd *exec.Cmd) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if unix.Prctl(unix.PR_SET_TIMERSLACK, uintptr(timerSlack.Nanoseconds()), 0, 0, 0) == nil {
		defer func() { _ = unix.Prctl(unix.PR_SET_TIMERSLACK, 0, 0, 0, 0) }() // 0: as it was
	}
	return cmd.Start()
}
