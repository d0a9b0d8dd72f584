//go:build unix

package intake

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestWhatIsNoFile(t *testing.T) {
	dir := tree(t, "a.txt", "z.txt")
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", filepath.Join(dir, "sock"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	os.Symlink("/dev/zero", filepath.Join(dir, "zero.pdf"))
	os.Symlink("nowhere", filepath.Join(dir, "broken.pdf"))

	got, _ := list(t, dir)
	want := []string{
		"a.txt",
		"broken.pdf: its link leads nowhere",
		"pipe.pdf: it is a named pipe, not a file",
		"sock: it is a socket, not a file",
		"z.txt",
		"zero.pdf: it is a device, not a file",
	}
	compare(t, got, want, dir)
}

// TestOpenDoesNotWait opens a pipe that took the place of a file after it was listed; nobody ever writes to it.
func TestOpenDoesNotWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := (Input{Name: path, Path: path}).Open(); err == nil || !strings.Contains(err.Error(), "named pipe") {
		t.Errorf("got error %v", err)
	}
}

func TestLinks(t *testing.T) {
	dir := tree(t, "jobs/a.txt", "jobs/deep/b.txt")
	link := func(target, name string) {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	link("..", "jobs/deep/round") // a circle
	link("jobs", "more")          // the same folder by another way
	link("jobs/a.txt", "also.txt")

	got, l := list(t, dir)
	compare(t, got, []string{"also.txt", "jobs/a.txt", "jobs/deep/b.txt"}, dir)
	if len(l.Notes) != 2 || !strings.Contains(l.Notes[0], "round leads to") || !strings.Contains(l.Notes[1], "more leads to") {
		t.Errorf("notes: %q", l.Notes)
	}
}

// TestLinksDoNotMultiply builds thirty folders, each with two links to the next: a billion ways down.
func TestLinksDoNotMultiply(t *testing.T) {
	dir := t.TempDir()
	for i := range 30 {
		d := filepath.Join(dir, "d"+string(rune('A'+i)))
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
		os.Symlink("../d"+string(rune('A'+i+1)), filepath.Join(d, "x"))
		os.Symlink("../d"+string(rune('A'+i+1)), filepath.Join(d, "y"))
	}
	if got, _ := list(t, dir); len(got) != 2 { // the two dead links of the last folder
		t.Errorf("got %q", got)
	}
}
