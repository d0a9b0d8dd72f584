package reader

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/landlock-lsm/go-landlock/landlock"
	llsys "github.com/landlock-lsm/go-landlock/landlock/syscall"
	"golang.org/x/sys/unix"
)

// enterJail takes from this process, for good, what reading bytes from a pipe does not need. In this order:
//
//  1. The runtime's poller is made, since it needs a file descriptor and Go dies without it.
//  2. Landlock: no path can be opened, executed or changed, no TCP port reached, no signal sent out.
//  3. A filter of system calls: no program started, no socket made, no file opened or looked at, no other process looked into.
//  4. RLIMIT_NOFILE 0: no new descriptor of any kind. RLIMIT_DATA bounds the memory; RLIMIT_AS would kill Go at once,
//     since it reserves far more than it uses. No core file.
//
// Each of 2, 3 and 4 holds on its own what a reader could do wrong; the note says which of them this kernel does not offer.
func enterJail(c Config) (note string, err error) {
	tune(c.Limits.Memory)
	if c.Open {
		return "", nil
	}
	time.Sleep(time.Nanosecond)
	var notes []string
	if err := restrict(); err != nil {
		notes = append(notes, err.Error())
	}
	if err := filterCalls(append(callsOfFiles, callsOfPrograms...)); err != nil {
		notes = append(notes, err.Error())
	}
	for _, l := range []struct {
		resource int
		max      uint64
	}{
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_DATA, uint64(c.Limits.Memory)},
		{unix.RLIMIT_NOFILE, 0},
	} {
		if err := unix.Setrlimit(l.resource, &unix.Rlimit{Cur: l.max, Max: l.max}); err != nil {
			return "", fmt.Errorf("worker cannot bound resource %d: %w", l.resource, err)
		}
	}
	return strings.Join(notes, "; "), nil
}

// restrict shuts this process and its children off from all files but those that rules allow, and from TCP; as far as
// this kernel's Landlock goes.
func restrict(rules ...landlock.Rule) error {
	if abi, err := llsys.LandlockGetABIVersion(); err != nil || abi < 1 {
		return errors.New("this kernel has no Landlock")
	}
	if err := landlock.V11.BestEffort().Restrict(rules...); err != nil {
		return fmt.Errorf("this kernel's Landlock refused: %w", err)
	}
	return nil
}
