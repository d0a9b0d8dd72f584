package reader

import (
	"os"

	"golang.org/x/sys/unix"
)

// pipeRoom is what a pipe between parent and worker holds, in bytes: as much as a system gives without asking for
// privileges, so that a few whole files wait in it and neither side wakes the other for each 64 kB.
const pipeRoom = 1 << 20

// widen gives a pipe pipeRoom, if it is one and the system allows it; without it all works the same, a little slower.
func widen(pipe any) {
	f, ok := pipe.(*os.File)
	if !ok {
		return
	}
	if c, err := f.SyscallConn(); err == nil {
		_ = c.Control(func(fd uintptr) { _, _ = unix.FcntlInt(fd, unix.F_SETPIPE_SZ, pipeRoom) })
	}
}
