package main

import (
	"io"
	"os"

	"golang.org/x/term"
)

// terminal is the streams of one run and what is known of them: colour, width and progress are decided here only.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	outTTY   bool // stdout is a terminal: colour, box drawing, paging
	errTTY   bool // stderr is a terminal: progress
	color    bool // stdout takes colour: a terminal, and NO_COLOR is not set
	width    int  // columns of stdout; 100 where it is no terminal
	height   int  // lines of stdout; 0 where it is no terminal
}

func newTerminal(in, out, err *os.File) *terminal {
	t := &terminal{in: in, out: out, err: err, width: 100}
	t.outTTY = term.IsTerminal(int(out.Fd()))
	t.errTTY = term.IsTerminal(int(err.Fd()))
	_, no := os.LookupEnv("NO_COLOR")
	t.color = t.outTTY && !no && os.Getenv("TERM") != "dumb"
	if w, h, e := term.GetSize(int(out.Fd())); t.outTTY && e == nil && w > 0 {
		t.width, t.height = w, h
	}
	return t
}
