//go:build !linux

package reader

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
)

// ExecTool runs the tool of c with this process's streams. Only Linux can shut it in; elsewhere the parent bounds its
// time and what it prints.
func ExecTool(c Config) error {
	if c.Tool == "" || !filepath.IsAbs(c.Tool) || c.Dir == "" {
		return errors.New("a tool is started by shortlist itself")
	}
	cmd := exec.Command(c.Tool, c.Args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = c.Dir, os.Stdout, os.Stderr
	return cmd.Run()
}
