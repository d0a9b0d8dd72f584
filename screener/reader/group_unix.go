//go:build unix

package reader

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps Ctrl-C in the terminal from reaching cmd: the parent lets it finish what it reads.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// killGroup ends cmd and whatever it has started.
func killGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
	_ = cmd.Process.Kill()
}
