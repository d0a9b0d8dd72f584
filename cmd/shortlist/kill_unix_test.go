//go:build unix

package main

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// manyResumes makes a folder of n different resumes: more than a run holds in memory.
func manyResumes(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	texts, err := filepath.Glob("../../testdata/resumes/*.txt")
	if err != nil || len(texts) == 0 {
		t.Fatal("no texts", err)
	}
	for i := range n {
		text, err := os.ReadFile(texts[i%len(texts)])
		if err != nil {
			t.Fatal(err)
		}
		if i%50 == 7 {
			text = nil // not readable
		}
		if len(text) > 0 {
			text = fmt.Appendf(text, "\n- Closed %d tickets.\n", i)
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("cv%04d.txt", i)), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// startScreen starts a whole run in a process of its own.
func startScreen(t *testing.T, out string, args ...string) *exec.Cmd {
	t.Helper()
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	run := exec.Command("shortlist", append([]string{"screen", "--as-of", "2026-11-21"}, args...)...)
	run.Stdout, run.Stderr = f, new(bytes.Buffer)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	return run
}

// finished waits for a run; some resumes cannot be read.
func finished(t *testing.T, run *exec.Cmd) {
	t.Helper()
	if err := run.Wait(); err != nil && run.ProcessState.ExitCode() != exitUnreadable {
		t.Fatalf("%v\n%s", err, run.Stderr)
	}
}

// bytesOf is what a run wrote, without the line that says how long it took.
func bytesOf(t *testing.T, path, format string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if format == "table" {
		lines := bytes.Split(data, []byte("\n"))
		data = bytes.Join(slices.DeleteFunc(lines, func(l []byte) bool { return bytes.Contains(l, []byte(" in = ")) }), []byte("\n"))
	}
	return data
}

// TestKilledScreen kills whole runs with SIGKILL ten times at random and lets them finish; and kills their workers: the bytes are
// those of a run left alone, whether the records are in a table, a spill file or a journal.
func TestKilledScreen(t *testing.T) {
	const n = 400
	dir, tmp := manyResumes(t, n), t.TempDir()
	for _, format := range []string{"table", "json", "blind"} {
		how := []string{dir, "--format", format}
		if format == "blind" {
			how = []string{dir, "--format", "json", "--blind", "--key", filepath.Join(tmp, "key")}
		}
		alone := filepath.Join(tmp, "alone."+format)
		start := time.Now()
		finished(t, startScreen(t, alone, how...))
		took := time.Since(start)
		want := bytesOf(t, alone, format)

		t.Run(format+", the run killed", func(t *testing.T) {
			out, journal := filepath.Join(tmp, "killed."+format), filepath.Join(tmp, format+".journal")
			args := append(slices.Clone(how), "--journal", journal)
			kept := 0
			for range 10 {
				run := startScreen(t, out, args...)
				time.Sleep(took/10 + time.Duration(rand.Int64N(int64(took)/2)))
				_ = run.Process.Kill()
				_ = run.Wait()
				if data, err := os.ReadFile(journal); err == nil {
					if lines := bytes.Count(data, []byte("\n")); lines < kept {
						t.Errorf("the journal had %d lines and has %d", kept, lines)
					} else {
						kept = lines
					}
				}
			}
			if kept < 2 {
				t.Error("nothing was journaled before the kills, so this proves nothing")
			}
			finished(t, startScreen(t, out, args...))
			if !bytes.Equal(want, bytesOf(t, out, format)) {
				t.Error("the run that was killed gives other bytes")
			}
		})

		t.Run(format+", workers killed", func(t *testing.T) {
			out := filepath.Join(tmp, "workers."+format)
			run := startScreen(t, out, how...)
			done := make(chan struct{})
			go func() { defer close(done); _ = run.Wait() }()
			kills := 0
			for going := true; going; {
				select {
				case <-done:
					going = false
					continue
				case <-time.After(took/20 + time.Duration(rand.Int64N(int64(took)/20))):
					// A file that three workers died of is named as one that kills them: that is another promise.
					if workers := workersOf(run.Process.Pid); kills < 6 && len(workers) > 0 && syscall.Kill(workers[rand.IntN(len(workers))], syscall.SIGKILL) == nil {
						kills++
					}
				}
			}
			if code := run.ProcessState.ExitCode(); code != exitUnreadable {
				t.Fatalf("exit status %d\n%s", code, run.Stderr)
			}
			if kills == 0 {
				t.Error("no worker was killed, so this proves nothing")
			}
			if !bytes.Equal(want, bytesOf(t, out, format)) {
				t.Errorf("a run of which %d workers were killed gives other bytes", kills)
			}
		})
	}
}

// workersOf lists the processes that pid started: from /proc where there is one, else from ps.
func workersOf(pid int) []int {
	var list []int
	lists, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, file := range lists {
		data, _ := os.ReadFile(file)
		for f := range strings.FieldsSeq(string(data)) {
			if n, err := strconv.Atoi(f); err == nil {
				list = append(list, n)
			}
		}
	}
	if len(lists) > 0 {
		return list
	}
	out, _ := exec.Command("ps", "-A", "-o", "pid=,ppid=").Output()
	for line := range strings.Lines(string(out)) {
		if f := strings.Fields(line); len(f) == 2 && f[1] == strconv.Itoa(pid) {
			if n, err := strconv.Atoi(f[0]); err == nil {
				list = append(list, n)
			}
		}
	}
	return list
}
