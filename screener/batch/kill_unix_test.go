//go:build unix

package batch

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// batchProcess starts this test binary as a whole run over dir, with a journal, that writes its records to out.
func batchProcess(t *testing.T, dir, journal, out string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, dir, journal, out)
	cmd.Env = append(os.Environ(), "SHORTLIST_TEST_WORKER=run")
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestKilledRun kills a run with SIGKILL ten times at random, then lets it finish: the bytes are those of a run left alone.
func TestKilledRun(t *testing.T) {
	dir, tmp := folder(t, 500), t.TempDir()
	alone, killed := filepath.Join(tmp, "alone"), filepath.Join(tmp, "killed")
	start := time.Now()
	if err := batchProcess(t, dir, filepath.Join(tmp, "alone.journal"), alone).Wait(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)

	journal := filepath.Join(tmp, "killed.journal")
	var sizes []int64
	for range 10 {
		cmd := batchProcess(t, dir, journal, killed)
		time.Sleep(took/20 + time.Duration(rand.Int64N(int64(took)/10)))
		cmd.Process.Kill()
		cmd.Wait()
		if _, err := os.Stat(killed); err == nil {
			break // it was faster than the killer
		}
		if info, err := os.Stat(journal); err == nil {
			sizes = append(sizes, info.Size())
		}
	}
	t.Logf("bytes in the journal after each kill: %v", sizes)
	if len(sizes) == 0 || sizes[0] == 0 {
		t.Error("nothing was journaled before the first kill, so this proves nothing")
	}
	if err := batchProcess(t, dir, journal, killed).Wait(); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(read(t, alone), read(t, killed)) {
		t.Error("the run that was killed gives other bytes")
	}
}

// TestKilledWorkers kills workers of a run at random, from outside.
func TestKilledWorkers(t *testing.T) {
	dir, tmp := folder(t, 500), t.TempDir()
	alone, killed := filepath.Join(tmp, "alone"), filepath.Join(tmp, "killed")
	if err := batchProcess(t, dir, filepath.Join(tmp, "a.journal"), alone).Wait(); err != nil {
		t.Fatal(err)
	}
	cmd := batchProcess(t, dir, filepath.Join(tmp, "k.journal"), killed)
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	kills := 0
	for {
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			if kills == 0 {
				t.Error("no worker was killed, so this proves nothing")
			}
			t.Logf("%d workers killed", kills)
			if !bytes.Equal(read(t, alone), read(t, killed)) {
				t.Error("a run whose workers were killed gives other bytes")
			}
			return
		case <-time.After(time.Duration(20+rand.IntN(60)) * time.Millisecond):
			if children := childrenOf(cmd.Process.Pid); len(children) > 0 {
				if syscall.Kill(children[rand.IntN(len(children))], syscall.SIGKILL) == nil {
					kills++
				}
			}
		}
	}
}

// childrenOf lists the processes that pid started: from /proc where there is one, else from ps.
func childrenOf(pid int) []int {
	var children []int
	add := func(child, parent string) {
		if n, err := strconv.Atoi(child); err == nil && parent == strconv.Itoa(pid) {
			children = append(children, n)
		}
	}
	stats, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, stat := range stats {
		data, err := os.ReadFile(stat) // "12 (name) S 7 …": the name may hold anything, the rest may not
		if err != nil {
			continue
		}
		if f := strings.Fields(string(data[bytes.LastIndexByte(data, ')')+1:])); len(f) > 1 {
			add(filepath.Base(filepath.Dir(stat)), f[1])
		}
	}
	if len(stats) > 0 {
		return children
	}
	out, _ := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) == 2 {
			add(f[0], f[1])
		}
	}
	return children
}
