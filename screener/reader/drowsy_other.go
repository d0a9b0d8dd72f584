//go:build !linux

package reader

import "os/exec"

// startDrowsy starts cmd; only Linux lets timers be late.
func startDrowsy(cmd *exec.Cmd) error { return cmd.Start() }
