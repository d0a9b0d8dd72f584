package reader

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// oldWord begins like a Word document from before 2007: a compound file with a stream of that name.
func oldWord() []byte {
	data := append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), make([]byte, 512)...)
	for _, c := range []byte("WordDocument") {
		data = append(data, c, 0)
	}
	return append(data, make([]byte, 512)...)
}

// fakeTool puts a shell script of the name in front of all others.
func fakeTool(t *testing.T, name, script string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":/usr/bin:/bin")
}

func TestTool(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("the tools of this test are shell scripts")
		return
	}
	p := testPool(t, Options{Workers: 1, Limits: Limits{Wall: time.Second}}, "read")
	read := func() (string, error) {
		got, err := p.Read(context.Background(), Input{Name: "old.doc", Data: oldWord()})
		if err != nil {
			return "", err
		}
		if got.Document.Format != "doc" {
			t.Errorf("format %q, want doc", got.Document.Format)
		}
		return strings.TrimSpace(got.Document.Text), nil
	}
	secret := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(secret, []byte("a secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, script, text, reason string }{
		{"prints", "echo Amara Osei; echo Engineer", "Amara Osei\nEngineer", ""},
		{"gets the file and its arguments", `shift 4; test -s "$1" && wc -c < "$1"`, "1056", ""},
		{"fails", "echo is no Word document >&2; exit 1", "", "antiword could not read it: is no Word document"},
		{"prints nothing", "exit 0", "", "antiword could not read it: it found no text"},
		{"hangs", "while :; do :; done", "", "too slow: antiword did not finish within 3s"},
		{"prints without end", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx$x; x=$x$x; x=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", "", ""},
		{"starts a child that stays", "sleep 60 & echo parent done", "", ""},
	} {
		fakeTool(t, "antiword", c.script)
		fakeTool2 := os.Getenv("PATH")
		t.Setenv("PATH", strings.Split(fakeTool2, ":")[0]) // no catdoc to fall back on
		text, err := read()
		switch {
		case c.text != "" && (err != nil || text != c.text):
			t.Errorf("a tool that %s: got %q, %v", c.what, text, err)
		case c.reason != "" && (err == nil || !strings.HasPrefix(err.Error(), c.reason)):
			t.Errorf("a tool that %s: got error %v, want %q", c.what, err, c.reason)
		case c.text == "" && err == nil:
			t.Errorf("a tool that %s: no error", c.what)
		}
	}
	if runtime.GOOS == "linux" {
		fakeTool(t, "antiword", "cat "+secret+" && exit 0; echo could not read it; exit 0")
		if text, err := read(); err != nil || text != "could not read it" {
			t.Errorf("a tool reads what it must not: %q, %v", text, err)
		}
		fakeTool(t, "antiword", "echo x > "+secret+" && exit 0; echo x > mine && echo wrote its own; exit 0")
		if text, err := read(); err != nil || text != "wrote its own" {
			t.Errorf("a tool writes what it must not: %q, %v", text, err)
		}
	}
}

func TestToolMissing(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	p := testPool(t, Options{Workers: 1}, "read")
	_, err := p.Read(context.Background(), Input{Name: "old.doc", Data: oldWord()})
	if err == nil || err.Error() != "a Word document from before 2007 (.doc); install antiword or catdoc, or save it as .docx" {
		t.Errorf("got %v", err)
	}
}

func TestSecondTool(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("the tools of this test are shell scripts")
		return
	}
	dir := t.TempDir()
	for name, script := range map[string]string{"antiword": "exit 1", "catdoc": "echo from catdoc"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	p := testPool(t, Options{Workers: 1}, "read")
	got, err := p.Read(context.Background(), Input{Name: "old.doc", Data: oldWord()})
	if err != nil || strings.TrimSpace(got.Document.Text) != "from catdoc" {
		t.Errorf("got %v, %v", got.Document, err)
	}
}
