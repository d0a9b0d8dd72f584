//go:build unix

package intake

import "syscall"

// openFlags keep open from waiting for the other end of a pipe.
const openFlags = syscall.O_NONBLOCK
