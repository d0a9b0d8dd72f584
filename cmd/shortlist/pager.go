package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
)

// paged writes through a pager where stdout is a terminal and the text is longer than it.
func paged(t *terminal, write func(io.Writer) error) error {
	if !t.outTTY || t.height == 0 {
		return buffered(t.out, write)
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	command := os.Getenv("PAGER")
	if command == "" {
		command = "less"
	}
	words := strings.Fields(command)
	if len(words) == 0 || words[0] == "cat" || bytes.Count(b.Bytes(), []byte("\n")) < t.height {
		_, err := t.out.Write(b.Bytes())
		return err
	}
	pager := exec.Command(words[0], words[1:]...)
	pager.Stdin, pager.Stdout, pager.Stderr = bytes.NewReader(b.Bytes()), t.out, t.err
	// F: quit if it fits, R: keep colour, X: leave the text on the screen
	pager.Env = append(os.Environ(), "LESS=FRX", "LESSCHARSET=utf-8")
	if err := pager.Run(); err != nil {
		_, err = t.out.Write(b.Bytes()) // no pager: the text all the same
		return err
	}
	return nil
}
