package reader

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// workerMode makes this test binary a worker: "read" an ordinary one whose parser does what the text commands, "escape" one that
// tries to get out of its jail, "dead" one that never starts.
const workerMode = "SHORTLIST_TEST_WORKER"

func TestMain(m *testing.M) {
	mode := os.Getenv(workerMode)
	if mode == "" {
		os.Exit(m.Run())
	}
	if err := testWorker(mode); err != nil {
		fmt.Fprintln(os.Stderr, "shortlist:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func testWorker(mode string) error {
	if mode == "dead" {
		return fmt.Errorf("no rubrics at hand")
	}
	c, err := ParseConfig(os.Args[len(os.Args)-1])
	if err != nil {
		return err
	}
	switch os.Args[1] {
	case "read":
		c.Open = mode == "open"
		return ServeRead(os.Stdin, os.Stdout, c, obedient{})
	case "unpack":
		return ServeUnpack(os.Stdin, os.Stdout, c)
	case "tool":
		return ExecTool(c)
	}
	return fmt.Errorf("unknown worker %q", os.Args[1])
}

// obedient is a parser that does what the first word of the text says.
type obedient struct{}

func (obedient) Recycle(*resume.Resume) {}

func (obedient) Parse(d *document.Document) *resume.Resume {
	r := new(resume.Resume)
	word, rest, _ := strings.Cut(strings.TrimSpace(d.Text), " ")
	switch word {
	case "CRASH":
		os.Exit(7)
	case "PANIC":
		panic("a reader's mistake")
	case "PANIC-ELSEWHERE":
		go panic("in a goroutine")
		select {}
	case "HANG":
		for i := 0; ; i++ {
			r.Verdict.Span.Start = i
		}
	case "SLEEP":
		time.Sleep(time.Hour)
	case "EAT":
		var kept [][]byte
		for {
			b := make([]byte, 1<<20)
			for i := 0; i < len(b); i += 4096 {
				b[i] = 1
			}
			kept = append(kept, b)
			r.Verdict.Span.Start = len(kept)
		}
	case "RECURSE":
		r.Verdict.Reason = fmt.Sprint(recurse(1))
	case "DIE-ONCE":
		if f, err := os.OpenFile(rest, os.O_CREATE|os.O_EXCL, 0o600); err == nil {
			f.Close()
			p, _ := os.FindProcess(os.Getpid())
			p.Kill()
			select {}
		}
	case "ESCAPE":
		r.Verdict.Reason = strings.Join(escape(rest), "\n")
	case "PID":
		r.Verdict.Reason = fmt.Sprint(os.Getpid())
	}
	return r
}

func recurse(n int) int {
	if n == 0 {
		return 0
	}
	return recurse(n+1) + 1
}
