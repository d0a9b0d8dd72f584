package reader

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"shortlist/screener/document"
)

// testPool is a Pool whose workers are this test binary.
func testPool(t testing.TB, opt Options, mode string) *Pool {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	opt.Command = []string{self}
	opt.Env = append(opt.Env, workerMode+"="+mode)
	if raceEnabled {
		opt.Limits.Memory = 1 << 46
	}
	p, err := NewPool(opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

func TestPoolReads(t *testing.T) {
	p := testPool(t, Options{Workers: 2}, "read")
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			text := fmt.Sprintf("resume %d\n%s", i, strings.Repeat("line of it\n", i*i))
			got, err := p.Read(context.Background(), Input{Name: "a.txt", Data: []byte(text)})
			if err != nil {
				t.Error(err)
			} else if strings.TrimSpace(got.Document.Text) != strings.TrimSpace(text) {
				t.Errorf("resume %d: got the text of another one: %.40q", i, got.Document.Text)
			}
		})
	}
	wg.Wait()
}

// TestPoolWarm: the worker that was started ahead is the one that reads, and ends with a pool that nobody used.
func TestPoolWarm(t *testing.T) {
	count := func(p *Pool) int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.procs)
	}
	p := testPool(t, Options{Workers: 2}, "read")
	p.Warm()
	for range 3 {
		if _, err := p.Read(context.Background(), Input{Name: "a.txt", Data: []byte("a resume")}); err != nil {
			t.Fatal(err)
		}
		if n := count(p); n != 1 {
			t.Fatalf("%d workers for one file after the other", n)
		}
	}
	idle := testPool(t, Options{}, "read")
	idle.Warm()
	for range 1000 {
		if time.Sleep(time.Millisecond); count(idle) > 0 {
			break
		}
	}
	if count(idle) == 0 {
		t.Error("no worker was started ahead")
	}
	if idle.Close(); count(idle) != 0 {
		t.Error("a worker is left")
	}
}

// reasonOf reads text and gives the reason why it cannot be read.
func reasonOf(t *testing.T, p *Pool, text string) string {
	t.Helper()
	_, err := p.Read(context.Background(), Input{Name: "a.txt", Data: []byte(text)})
	var u *document.Unreadable
	if !errors.As(err, &u) {
		t.Fatalf("%.30q: got error %v, want an Unreadable", text, err)
	}
	return u.Reason
}

func TestPoolNamesTheReason(t *testing.T) {
	p := testPool(t, Options{Workers: 1}, "read")
	cases := []struct{ text, want string }{
		{"CRASH", "crashed: exit status 7"},
		{"PANIC", "the reader failed on it: a reader's mistake"},
		{"PANIC-ELSEWHERE", "crashed: panic: in a goroutine"},
		{"RECURSE", "crashed: its parts are nested too deep"},
	}
	if !raceEnabled {
		cases = append(cases, struct{ text, want string }{"EAT", "too large: reading it takes more than 512 MB of memory"})
	}
	for _, c := range cases {
		if got := reasonOf(t, p, c.text); got != c.want {
			t.Errorf("%s: got reason %q, want %q", c.text, got, c.want)
		}
	}
	if _, err := p.Read(context.Background(), Input{Data: []byte("fine")}); err != nil {
		t.Errorf("after all that: %v", err)
	}
}

// TestPoolSurvivesBombs reads files that are made to take all memory or to nest for ever. What each is refused for is its
// reader's business; here it counts that it is refused in bounds, and that the next file is read.
func TestPoolSurvivesBombs(t *testing.T) {
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	for range 400 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	page := func(contents string) []byte {
		return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
			"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>endobj\n4 0 obj" + contents + "endobj\ntrailer<</Root 1 0 R>>\n")
	}
	p := testPool(t, Options{Workers: 1}, "read")
	for name, data := range map[string][]byte{
		"inflates.pdf":   page(fmt.Sprintf("<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream ", packed.Len(), packed.String())),
		"tree-loop.pdf":  []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]>>endobj\ntrailer<</Root 1 0 R>>\n"),
		"form-loop.pdf":  page("<</Type/XObject/Subtype/Form/Resources<</XObject<</F 4 0 R>>>>/Length 7>>stream\n/F Do\n \nendstream "),
		"brackets.pdf":   []byte("%PDF-1.4\n1 0 obj " + strings.Repeat("[", 2<<20)),
		"groups.rtf":     []byte(`{\rtf1 ` + strings.Repeat("{", 2<<20)),
		"divs.html":      []byte(strings.Repeat("<div>", 1<<19)),
		"keys.json":      []byte(strings.Repeat(`{"basics":`, 1<<18)),
		"quotes.md":      []byte(strings.Repeat("> ", 1<<20)),
		"one-line.txt":   bytes.Repeat([]byte("word "), 4<<20),
		"no-spaces.txt":  bytes.Repeat([]byte("x"), 8<<20),
		"empty-lines.md": bytes.Repeat([]byte("\n"), 8<<20),
	} {
		_, err := p.Read(context.Background(), Input{Name: name, Data: data})
		var u *document.Unreadable
		if err != nil && !errors.As(err, &u) {
			t.Errorf("%s: error %v is not the file's", name, err)
		}
		t.Logf("%s: %v", name, err)
		if _, err := p.Read(context.Background(), Input{Data: []byte("fine")}); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

func TestPoolEndsWhatIsTooSlow(t *testing.T) {
	p := testPool(t, Options{Workers: 1, Limits: Limits{Wall: 500 * time.Millisecond}}, "read")
	for _, text := range []string{"HANG", "SLEEP"} {
		if got := reasonOf(t, p, text); got != "too slow: not read within 500ms" {
			t.Errorf("%s: got reason %q", text, got)
		}
	}
}

// TestPoolLosesOneResume puts files that kill their worker among many, several at a time in each worker's pipe.
func TestPoolLosesOneResume(t *testing.T) {
	p := testPool(t, Options{Workers: 2, Recycle: 7}, "read")
	var wg sync.WaitGroup
	for i := range 60 {
		wg.Go(func() {
			text, killer := fmt.Sprintf("fine %d", i), i%13 == 5
			if killer {
				text = "CRASH"
			}
			_, err := p.Read(context.Background(), Input{Data: []byte(text)})
			if (err != nil) != killer {
				t.Errorf("file %d, %q: error %v", i, text, err)
			}
		})
	}
	wg.Wait()
}

func TestPoolTriesAgainWhatAStrangerKilled(t *testing.T) {
	p := testPool(t, Options{Workers: 1}, "open")
	once := filepath.Join(t.TempDir(), "once")
	if _, err := p.Read(context.Background(), Input{Data: []byte("DIE-ONCE " + once)}); err != nil {
		t.Errorf("a worker killed once from outside cost a resume: %v", err)
	}
	if _, err := os.Stat(once); err != nil {
		t.Error("the worker was not killed at all")
	}
}

func TestPoolRecycles(t *testing.T) {
	p := testPool(t, Options{Workers: 1, Recycle: 3}, "read")
	var pids []string
	for range 7 {
		got, err := p.Read(context.Background(), Input{Data: []byte("PID")})
		if err != nil {
			t.Fatal(err)
		}
		if pid := got.Resume.Verdict.Reason; len(pids) == 0 || pids[len(pids)-1] != pid {
			pids = append(pids, pid)
		}
	}
	if len(pids) != 3 {
		t.Errorf("7 files at 3 a worker were read by %d workers, want 3", len(pids))
	}
}

func TestPoolSaysWhyWorkersCannotStart(t *testing.T) {
	p := testPool(t, Options{}, "dead")
	_, err := p.Read(context.Background(), Input{Data: []byte("fine")})
	var u *document.Unreadable
	if err == nil || errors.As(err, &u) || !strings.Contains(err.Error(), "no rubrics at hand") {
		t.Errorf("got error %v; want one that is not the resume's and says what the workers say", err)
	}
}

func TestPoolRefusesLargeFiles(t *testing.T) {
	p := testPool(t, Options{Limits: Limits{Limits: document.Limits{Size: 1 << 20}}}, "read")
	if got := reasonOf(t, p, strings.Repeat("x", 2<<20)); got != "too large: 2048 kB, and at most 1024 kB are read" {
		t.Errorf("got reason %q", got)
	}
}

func TestPoolKeepsToItsContext(t *testing.T) {
	p := testPool(t, Options{Workers: 1}, "read")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := p.Read(ctx, Input{Data: []byte("SLEEP")}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got error %v", err)
	}
}

func TestPoolAfterClose(t *testing.T) {
	p := testPool(t, Options{}, "read")
	p.Close()
	if _, err := p.Read(context.Background(), Input{Data: []byte("fine")}); err == nil {
		t.Error("a closed pool reads")
	}
}

// TestJail has a worker try to get out. The same attempts of a worker without a jail all work, so the test can fail.
func TestJail(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("only Linux has a jail")
		return
	}
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	text := "ESCAPE " + dir + " " + listener.Addr().String()

	jailed := testPool(t, Options{Workers: 1}, "read")
	got, err := jailed.Read(context.Background(), Input{Data: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	if did := got.Resume.Verdict.Reason; did != "" {
		t.Errorf("a worker could:\n%s", did)
	}
	if _, err := os.Stat(secret); err != nil {
		t.Error("the file is gone")
	}
	// Without a jail the last attempt replaces the process, which then answers nothing.
	open := testPool(t, Options{Workers: 1}, "open")
	if got := reasonOf(t, open, text); !strings.HasPrefix(got, "crashed") {
		t.Errorf("without a jail: %q; want the worker to become another program", got)
	}
	if _, err := os.Stat(secret); err == nil {
		t.Error("without a jail the file was not removed, so the attempts prove nothing")
	}
}

func BenchmarkPool(b *testing.B) {
	p := testPool(b, Options{}, "read")
	data := []byte(strings.Repeat("designed the billing service that takes 4,000 requests a second\n", 64))
	b.SetBytes(int64(len(data)))
	b.SetParallelism(depth)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := p.Read(context.Background(), Input{Name: "a.txt", Data: data}); err != nil {
				b.Error(err)
			}
		}
	})
}

func BenchmarkWorkerStart(b *testing.B) {
	for b.Loop() {
		p := testPool(b, Options{Workers: 1}, "read")
		if _, err := p.Read(context.Background(), Input{Name: "a.txt", Data: []byte("x")}); err != nil {
			b.Fatal(err)
		}
		p.Close()
	}
}
