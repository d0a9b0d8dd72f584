package reader

import (
	"os/exec"
	"syscall"
)

// ownGroup keeps Ctrl-C in the terminal from reaching cmd: the parent lets it finish what it reads.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP}
}

// killGroup ends cmd; a tool that it has started ends with its streams.
func killGroup(cmd *exec.Cmd) { _ = cmd.Process.Kill() }
