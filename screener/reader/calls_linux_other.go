//go:build linux && !amd64 && !arm64

package reader

import (
	"errors"
	"runtime"
)

// The calls that a filter would refuse; there is none for these architectures.
var callsOfFiles, callsOfPrograms []uint32

// filterCalls has no numbers of system calls for this architecture. Landlock and the resource limits remain.
func filterCalls([]uint32) error {
	return errors.New("no system call filter for " + runtime.GOARCH)
}
