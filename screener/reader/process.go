package reader

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"shortlist/screener/document"
)

// process is one worker process and the requests it holds. It answers them in the order they were sent, so that the
// oldest one is what it died of.
type process struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	wall   time.Duration
	memory int64
	tell   func(*process, event)

	load, left int // requests it holds, and may still take; of the Pool, under its mutex
	bytes      int // of the requests it holds; as load

	writing sync.Mutex // orders what is written to in
	waiting []byte     // frames not yet written, since the worker has enough to do; under writing

	mu    sync.Mutex
	queue []*request // unanswered, oldest first
	sent  int        // of these, how many are written
	timer *time.Timer
	turn  int  // counts what the timer was set for, so that a late one hurts nobody else
	slow  bool // killed since it took too long
	ready bool // its hello has come
}

// request is a question on its way.
type request struct {
	done  chan outcome // with room for one
	bytes int          // of its file
}

type outcome struct {
	answer []byte
	err    error
	final  bool // asking again would end the same way
	killed bool // by a signal from outside
}

// errBystander is the outcome of a request that waited while its worker died of something else.
var errBystander = errors.New("the worker died of another file")

// event is what a process tells its pool.
type event struct {
	kind   eventKind
	note   string // ready: what the jail lacks; dead: the cause
	ready  bool   // dead: it had been ready before
	killed bool   // dead: by a signal, not of itself
	bytes  int    // answered: of the file
}

type eventKind uint8

const (
	eventReady eventKind = iota
	eventAnswered
	eventDead
)

// command is a worker process to start.
func (o Options) command(args ...string) *exec.Cmd {
	cmd := exec.Command(o.Command[0], append(o.Command[1:len(o.Command):len(o.Command)], args...)...)
	// A worker does one thing at a time; more threads than one only compete with its siblings. It gets nothing else of
	// the environment: whatever is in there is none of its business.
	cmd.Env = append([]string{"GOMAXPROCS=1", "GOTRACEBACK=none"}, o.Env...)
	cmd.Dir = os.TempDir()
	ownGroup(cmd)
	return cmd
}

// startProcess starts a worker. tell is called from another goroutine.
func startProcess(opt Options, tell func(*process, event)) (*process, error) {
	cmd := opt.command("read", Config{Limits: opt.Limits}.arg())
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	widen(in)
	widen(out)
	stderr := new(headBuffer)
	cmd.Stderr = stderr
	if err := startDrowsy(cmd); err != nil {
		return nil, err
	}
	proc := &process{cmd: cmd, in: in, wall: opt.Limits.Wall, memory: opt.Limits.Memory, tell: tell}
	proc.setTimer()
	go proc.serve(out, stderr)
	return proc, nil
}

// send puts a request to the process. Its outcome comes on r.done, whatever happens. A small file waits while the worker has
// others to read, until several go out in one write: each time a worker wakes up costs as much as a tenth of a small file.
func (p *process) send(r *request, head, data []byte) {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.mu.Lock()
	if p.cmd == nil {
		p.mu.Unlock()
		r.done <- outcome{err: errBystander}
		return
	}
	p.queue = append(p.queue, r)
	if len(p.queue) == 1 && p.ready {
		p.setTimer()
	}
	hungry := p.sent < hunger
	p.mu.Unlock()
	// What errors there are mean that the process is dying; serve will see it and settle all that is queued.
	if len(data) > maxWaiting {
		p.write()
		p.written()
		_ = writeFrame(p.in, head, data)
		return
	}
	p.waiting = appendFrame(p.waiting, head, data)
	if hungry || len(p.waiting) > maxWaiting {
		p.write()
	}
}

// feed writes what waits.
func (p *process) feed() {
	p.writing.Lock()
	defer p.writing.Unlock()
	p.write()
}

// write writes what waits; p.writing is held. Several small files in one write wake the worker once.
func (p *process) write() {
	if len(p.waiting) == 0 {
		return
	}
	p.written()
	_, _ = p.in.Write(p.waiting)
	p.waiting = p.waiting[:0]
}

// written counts all that is queued as written.
func (p *process) written() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sent = len(p.queue)
}

// setTimer gives the process its time to start, or to read the oldest file; p.mu is held, or the process not yet shared.
func (p *process) setTimer() {
	if p.timer != nil {
		p.timer.Stop()
	}
	p.turn++
	turn, wall := p.turn, p.wall
	if !p.ready {
		wall = max(wall, 10*time.Second) // to start, which is not the file's fault
	}
	p.timer = time.AfterFunc(wall, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.cmd != nil && p.turn == turn && (len(p.queue) > 0 || !p.ready) {
			p.slow = true
			_ = p.cmd.Process.Kill()
		}
	})
}

// finish lets the process end by itself: it has answered everything. One that does not is ended.
func (p *process) finish() {
	_ = p.in.Close()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd != nil {
		p.timer.Stop()
		p.timer = time.AfterFunc(p.wall, p.close)
	}
}

// close ends the process now.
func (p *process) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cmd != nil {
		_ = p.cmd.Process.Kill()
	}
}

// serve hands out the answers until the process ends, then settles what it left behind.
func (p *process) serve(out io.Reader, stderr *headBuffer) {
	err := p.answers(bufio.NewReaderSize(out, 64<<10))
	_ = p.cmd.Process.Kill() // where it still runs, it talks nonsense
	_ = p.in.Close()
	waited := p.cmd.Wait()

	p.mu.Lock()
	p.timer.Stop()
	queue, slow, guilty := p.queue, p.slow, p.ready && p.sent > 0
	ready := p.ready
	cause := causeOfDeath(err, waited, stderr.String(), p.memory)
	killed := waited != nil && waited.Error() == "signal: killed"
	p.queue, p.sent, p.cmd = nil, 0, nil
	p.mu.Unlock()

	for i, r := range queue {
		switch {
		case i > 0 || !guilty:
			r.done <- outcome{err: errBystander}
		case slow:
			r.done <- outcome{final: true, err: &document.Unreadable{
				Reason: fmt.Sprintf("too slow: not read within %v", p.wall),
				Hint:   "raise the limit with --max-time if it is a resume",
			}}
		default:
			r.done <- outcome{err: cause, killed: killed}
		}
	}
	p.tell(p, event{kind: eventDead, note: cause.Error(), ready: ready, killed: killed})
}

// answers hands out answers until there are no more.
func (p *process) answers(out *bufio.Reader) error {
	for {
		answer, err := readFrame(out, nil, maxAnswer)
		if err != nil {
			return err
		}
		if answer[0] == gotHello {
			var h hello
			if err := json.Unmarshal(answer[1:], &h); err != nil {
				return err
			}
			if h.Reader != Version {
				return fmt.Errorf("the worker is of reader version %q, this is %q", h.Reader, Version)
			}
			p.mu.Lock()
			p.ready = true
			p.setTimer()
			p.mu.Unlock()
			p.tell(p, event{kind: eventReady, note: h.Jail})
			continue
		}
		p.mu.Lock()
		if p.sent == 0 || !p.ready {
			p.mu.Unlock()
			return errors.New("the worker answers what nobody asked")
		}
		r := p.queue[0]
		p.queue = p.queue[1:]
		if p.timer.Stop(); len(p.queue) > 0 {
			p.setTimer()
		}
		p.sent--
		hungry := p.sent == hunger-1 && len(p.queue) > p.sent // whoever sends while it is hungrier writes at once
		p.mu.Unlock()
		if hungry {
			go p.feed() // which may have to wait for the worker, whose answers are taken here
		}
		r.done <- outcome{answer: answer}
		p.tell(p, event{kind: eventAnswered, bytes: r.bytes})
	}
}

// causeOfDeath says in a few words what a worker died of: err is what reading from it gave, waited what became of it.
func causeOfDeath(err, waited error, stderr string, memory int64) *document.Unreadable {
	switch {
	case strings.Contains(stderr, "out of memory"), strings.Contains(stderr, "cannot allocate memory"):
		return &document.Unreadable{
			Reason: fmt.Sprintf("too large: reading it takes more than %s of memory", bytesText(memory)),
			Hint:   "raise the limit with --max-memory if it is a resume",
		}
	case strings.Contains(stderr, "stack exceeds"), strings.Contains(stderr, "stack overflow"):
		return &document.Unreadable{Reason: "crashed: its parts are nested too deep"}
	}
	for line := range strings.Lines(stderr) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ") || strings.HasPrefix(line, "shortlist: ") {
			return &document.Unreadable{Reason: "crashed: " + line}
		}
	}
	if waited != nil {
		return &document.Unreadable{Reason: "crashed: " + waited.Error()}
	}
	return &document.Unreadable{Reason: fmt.Sprintf("crashed: %v", err)}
}

// headBuffer keeps the beginning of what is written to it: what a worker dies of stands first.
type headBuffer struct {
	mu   sync.Mutex
	text []byte
}

func (b *headBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = append(b.text, p[:min(len(p), 8<<10-len(b.text))]...)
	return len(p), nil
}

func (b *headBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return string(b.text)
}
