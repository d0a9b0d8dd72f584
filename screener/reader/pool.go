package reader

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"

	"shortlist/screener/document"
)

// Input is one file to read.
type Input struct {
	Name string // as the person knows it; its ending helps where formats look alike
	Data []byte // the whole file
	OCR  bool   // recognise pages without text, with an installed tesseract
}

// ErrContainer is the error for a file that holds other files: it is for Unpack.
var ErrContainer = errors.New("it holds other files")

// Options of a Pool. The zero value is usable.
type Options struct {
	Limits  Limits
	Workers int // processes; default GOMAXPROCS
	Recycle int // files that a process reads before another takes its place; default 50,000

	// Command starts a worker; the arguments "read" and a configuration are appended. Default: this program with "worker".
	Command []string
	Env     []string // of workers beside what they need; default none

	// OnJail is called once, with what of the jail this system lacks, if it lacks something.
	OnJail func(note string)
}

// Pool reads files in worker processes, which it starts as they are needed and replaces when they die. Its methods may be
// called from many goroutines at once.
type Pool struct {
	opt      Options
	jailOnce sync.Once

	mu      sync.Mutex
	changed sync.Cond // a process got room (one of those that wait is told), died, or the pool closed (all are)
	procs   []*process
	failed  int    // starts in a row that brought no worker
	killed  int    // others in a row that were killed from outside before they were ready
	cause   string // what the last of them died of
	closed  bool
}

// NewPool gives a Pool that has not started a process yet.
func NewPool(opt Options) (*Pool, error) {
	opt.Limits = opt.Limits.WithDefaults()
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Recycle <= 0 {
		// Seldom: a process that is about to become a worker has all of its parent's memory for a moment, and counts with it.
		opt.Recycle = 50_000
	}
	if len(opt.Command) == 0 {
		self, err := os.Executable()
		if err != nil {
			return nil, fmt.Errorf("workers are processes of this program, whose file cannot be found: %w", err)
		}
		opt.Command = []string{self, "worker"}
	}
	p := &Pool{opt: opt}
	p.changed.L = &p.mu
	return p, nil
}

// Warm starts a first worker, for which the first file would have to wait otherwise, while its caller gets ready.
func (p *Pool) Warm() {
	go func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.closed && len(p.procs) == 0 {
			_, _ = p.start() // whoever reads a file hears of what fails
		}
	}()
}

// Limits are the pool's limits, with defaults filled in.
func (p *Pool) Limits() Limits { return p.opt.Limits }

// InFlight is how many calls of Read keep all workers busy.
func (p *Pool) InFlight() int { return p.opt.Workers * depth }

const (
	depth      = 16        // requests that one process holds: it reads one, the others wait for it
	heldBytes  = 512 << 10 // that they hold together, where they are hunger and more
	hunger     = 3         // requests in a process's pipe, below which it gets all that wait: so it never waits for the parent
	maxWaiting = 64 << 10  // bytes that wait together, and that a file has at most which waits with others

	attempts = 3 // that a file gets at crashing a worker
	// startKills is how many workers may be killed in a row before they were ready: whoever kills at random hits a few, a system
	// without memory for them kills all.
	startKills = 20
	kills      = 8 // that it gets where something kills its worker with a signal, which is hardly the file's doing
)

// Read reads one file. The error is a *document.Unreadable where the file is at fault (too slow, too large, crashed, or what
// its reader says), ErrContainer where it holds other files, ctx's where that ends first; any other error means that no
// worker can be started.
func (p *Pool) Read(ctx context.Context, in Input) (Parsed, error) {
	data, err := p.ReadEncoded(ctx, in)
	if err != nil {
		return Parsed{}, err
	}
	parsed, err := Decode(data)
	if err != nil {
		return Parsed{}, &document.Unreadable{Reason: "crashed: its worker gave a broken answer: " + err.Error()}
	}
	return parsed, nil
}

// ReadEncoded is Read without decoding; the bytes are what Encode wrote in a worker and must still be mistrusted.
func (p *Pool) ReadEncoded(ctx context.Context, in Input) ([]byte, error) {
	encoded, err := p.readPlain(ctx, in)
	if in.OCR && lacksText(encoded, err) {
		if scanned, ocrErr := p.readScans(ctx, in); scanned != nil || ocrErr != nil && err != nil {
			return scanned, ocrErr
		}
	}
	return encoded, err
}

// readPlain reads what the file itself holds.
func (p *Pool) readPlain(ctx context.Context, in Input) ([]byte, error) {
	if size := int64(len(in.Data)); size > p.opt.Limits.Size {
		return nil, TooLarge(size, p.opt.Limits.Size)
	}
	answer, err := p.do(ctx, appendField([]byte{askRead}, in.Name), in.Data)
	if err != nil {
		return nil, err
	}
	switch answer[0] {
	case gotParsed:
		return answer[1:], nil
	case gotContainer:
		return nil, ErrContainer
	case gotTool:
		return p.readWithTool(ctx, in, string(answer[1:]))
	}
	return nil, unreadable(answer)
}

// unreadable makes the error of a gotUnreadable answer.
func unreadable(answer []byte) error {
	if len(answer) > 0 && answer[0] == gotUnreadable {
		if reason, rest, err := takeField(answer[1:]); err == nil {
			if hint, _, err := takeField(rest); err == nil {
				return &document.Unreadable{Reason: string(reason), Hint: string(hint)}
			}
		}
	}
	return &document.Unreadable{Reason: "crashed: its worker gave a broken answer"}
}

// TooLarge is the error for a file of more bytes than are read.
func TooLarge(size, limit int64) error {
	return &document.Unreadable{
		Reason: fmt.Sprintf("too large: %s, and at most %s are read", bytesText(size), bytesText(limit)),
		Hint:   "raise the limit with --max-size if it is a resume",
	}
}

// bytesText is a number of bytes for a person: "32 MB".
func bytesText(n int64) string {
	switch {
	case n >= 10<<30:
		return fmt.Sprintf("%d GB", n>>30)
	case n >= 10<<20:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 10<<10:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}

// do has one request answered, by another worker if the first one dies of something else.
func (p *Pool) do(ctx context.Context, head, data []byte) ([]byte, error) {
	for crashed, killed := 0, 0; ; {
		proc, err := p.acquire(ctx, len(data))
		if err != nil {
			return nil, err
		}
		r := &request{done: make(chan outcome, 1), bytes: len(data)}
		proc.send(r, head, data)
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case o := <-r.done:
			switch {
			case o.err == nil:
				return o.answer, nil
			case errors.Is(o.err, errBystander):
				continue // it waited behind the file that killed the worker
			case o.killed:
				killed++
			default:
				crashed++
			}
			if o.final || crashed == attempts || killed == kills {
				return nil, o.err
			}
		}
	}
}

// acquire gives a process with room for one more request of so many bytes: an idle one, else a new one, else the least busy
// one. One that has read its share ends before another takes its place, so that there are never more than Workers.
func (p *Pool) acquire(ctx context.Context, bytes int) (*process, error) {
	stop := context.AfterFunc(ctx, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.changed.Broadcast()
	})
	defer stop()
	p.mu.Lock()
	defer p.mu.Unlock()
	for {
		if err := ctx.Err(); err != nil {
			p.changed.Signal() // it may have been told of room that another can use
			return nil, err
		}
		if p.closed {
			return nil, errors.New("the pool of workers is closed")
		}
		var best *process
		for _, proc := range p.procs {
			if proc.left > 0 && (best == nil || proc.load < best.load) {
				best = proc
			}
		}
		busy := best == nil || best.load > 0
		if busy && len(p.procs) < p.opt.Workers {
			proc, err := p.start()
			if err != nil {
				return nil, err
			}
			best = proc
		}
		if best != nil && (best.load < hunger || best.load < depth && best.bytes+bytes <= heldBytes) {
			best.load++
			best.left--
			best.bytes += bytes
			return best, nil
		}
		p.changed.Wait()
	}
}

// start starts a process; p.mu is held.
func (p *Pool) start() (*process, error) {
	if p.failed >= attempts || p.killed >= startKills {
		return nil, fmt.Errorf("workers cannot be started: %d in a row ended before they were ready; the last one %s", p.failed+p.killed, p.cause)
	}
	proc, err := startProcess(p.opt, p.ended)
	if err != nil {
		return nil, fmt.Errorf("a worker cannot be started: %w", err)
	}
	proc.left = p.opt.Recycle
	p.procs = append(p.procs, proc)
	return proc, nil
}

// ended hears what becomes of a process: one of its requests was answered, or it died.
func (p *Pool) ended(proc *process, e event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch e.kind {
	case eventReady:
		p.failed, p.killed = 0, 0
		if e.note != "" && p.opt.OnJail != nil {
			p.jailOnce.Do(func() { p.opt.OnJail(e.note) })
		}
	case eventAnswered:
		proc.load--
		proc.bytes -= e.bytes
		if proc.load == 0 && proc.left <= 0 {
			proc.finish()
		}
		p.changed.Signal() // there is room for one
		return
	case eventDead:
		p.procs = slices.DeleteFunc(p.procs, func(other *process) bool { return other == proc })
		if !e.ready {
			if p.cause = e.note; e.killed {
				p.killed++
			} else {
				p.failed++
			}
		}
	}
	p.changed.Broadcast()
}

// Close ends all workers and waits until they are gone, so that what they used counts as this process's children's. An
// idle worker ends by itself; one that still reads is killed, and the Read that waits for it fails.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.changed.Broadcast()
	for _, proc := range p.procs {
		if proc.load == 0 {
			proc.finish()
		} else {
			proc.close()
		}
	}
	for len(p.procs) > 0 {
		p.changed.Wait()
	}
}
