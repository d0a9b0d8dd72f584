package batch

import (
	"os"

	"golang.org/x/sys/windows"
)

// lock keeps other runs off f until it is closed. The byte that is locked lies far behind the last line.
func lock(f *os.File) error {
	return windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &windows.Overlapped{OffsetHigh: 1 << 30})
}
