package reader

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/resume"
)

// Config is what a worker process is told when it starts, as JSON in its first argument.
type Config struct {
	Limits Limits
	Name   string `json:",omitempty"` // of the container to unpack

	Tool string   `json:",omitempty"` // path of the tool to become
	Args []string `json:",omitempty"` // its arguments
	Dir  string   `json:",omitempty"` // its private folder

	// Open leaves the jail open. Only tests set it, to show what the jail is for.
	Open bool `json:",omitempty"`
}

// ParseConfig reads the argument that a Pool starts its workers with.
func ParseConfig(arg string) (Config, error) {
	var c Config
	if err := json.Unmarshal([]byte(arg), &c); err != nil {
		return Config{}, fmt.Errorf("a worker is started by shortlist itself: %w", err)
	}
	c.Limits = c.Limits.WithDefaults()
	return c, nil
}

func (c Config) arg() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // numbers and strings
	}
	return string(b)
}

// hello is a worker's first frame.
type hello struct {
	Reader string // its Version, which must be the parent's
	Jail   string // what of the jail this system does not offer; empty if all of it
}

// Parser understands a document as a resume, and takes back a resume of which nobody needs anything any longer.
type Parser interface {
	Parse(*document.Document) *resume.Resume
	Recycle(*resume.Resume)
}

// ServeRead is the life of a worker: it shuts itself in, then reads what frames on in ask for and answers on out, one
// after the other, until in ends. The parser is called within the jail; whatever it needs must be loaded before. The error is for stderr.
func ServeRead(in *os.File, out io.Writer, c Config, parser Parser) error {
	note, err := enterJail(c)
	if err != nil {
		return err
	}
	greeting, err := json.Marshal(hello{Reader: Version, Jail: note})
	if err != nil {
		return err
	}
	if err := writeFrame(out, []byte{gotHello}, greeting); err != nil {
		return err
	}
	w := worker{limits: c.Limits, parser: parser}
	r := bufio.NewReaderSize(in, 64<<10)
	var buf []byte
	var pace pacer
	for {
		if cap(buf) > 1<<20 {
			buf = nil
		}
		buf, err = readFrame(r, buf, c.Limits.Size+maxAnswer)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		// The parent ends a worker that is too slow. Should the parent be gone, the worker ends itself.
		slow := time.AfterFunc(2*c.Limits.Wall, func() { os.Exit(3) })
		kind, answer := w.answer(buf)
		slow.Stop()
		// Each answer leaves at once: if the next file kills the worker, this one is safe.
		if err := writeFrame(out, []byte{kind}, answer); err != nil {
			return err
		}
		pace.answered()
	}
}

// worker reads files one after the other.
type worker struct {
	limits Limits
	parser Parser
	out    []byte // the answer, used again and again
}

// answer does what one request asks. A panic in a reader costs that file only.
func (w *worker) answer(request []byte) (kind byte, answer []byte) {
	defer func() {
		if r := recover(); r != nil {
			kind, answer = w.unreadable(&document.Unreadable{
				Reason: fmt.Sprintf("the reader failed on it: %v", r),
				Hint:   "please report it with the file, if you may share it",
			})
			if os.Getenv("SHORTLIST_TRACE") != "" {
				debug.PrintStack()
			}
		}
	}()
	kind, answer, err := w.do(request)
	if err != nil {
		return w.unreadable(err)
	}
	return kind, answer
}

func (w *worker) do(request []byte) (byte, []byte, error) {
	ask := request[0]
	name, rest, err := takeField(request[1:])
	if err != nil {
		return 0, nil, err
	}
	var doc *document.Document
	switch ask {
	case askRead:
		doc, err = read(string(name), rest, w.limits.Limits)
		var tool *needsTool
		switch {
		case errors.As(err, &tool):
			return gotTool, []byte(tool.job), nil
		case errors.Is(err, errContainer):
			return gotContainer, nil, nil
		}
	case askText:
		var format []byte
		if format, rest, err = takeField(rest); err != nil {
			return 0, nil, err
		}
		if doc, err = plain.Read(rest, w.limits.Limits); err == nil {
			doc.Format = string(format)
		}
	case askImages:
		list, err := scans(rest, w.limits.Limits)
		if err != nil {
			return 0, nil, err
		}
		return gotImages, appendScans(nil, list), nil
	case askOCR:
		var list []scan
		if list, rest, err = takeScans(rest); err != nil {
			return 0, nil, err
		}
		doc, err = recognised(rest, list, w.limits.Limits)
	default:
		err = fmt.Errorf("unknown request %q", ask)
	}
	if err != nil {
		return 0, nil, err
	}
	res := w.parser.Parse(doc)
	w.out = Encode(w.out[:0], Parsed{Document: doc, Resume: res})
	w.parser.Recycle(res)
	document.Recycle(doc)
	return gotParsed, w.out, nil
}

func (w *worker) unreadable(err error) (byte, []byte) {
	var u *document.Unreadable
	if !errors.As(err, &u) {
		u = &document.Unreadable{Reason: err.Error()}
	}
	w.out = appendField(appendField(w.out[:0], u.Reason), u.Hint)
	return gotUnreadable, w.out
}
