package reader

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"shortlist/screener/document"
)

// The jobs that installed tools do, since no reader of ours does them.
const (
	jobDoc = "doc" // text of a Word document from before 2007
	jobOCR = "ocr" // text of an image
)

// tool is an installed program that does a job. It gets one file by its path, and prints text.
type tool struct {
	name string
	args func(file string) []string
}

// tools are the programs for a job, the best one first.
func tools(job string) []tool {
	switch job {
	case jobDoc:
		return []tool{
			{"antiword", func(file string) []string { return []string{"-w", "0", "-m", "UTF-8.txt", file} }},
			{"catdoc", func(file string) []string { return []string{"-w", "-d", "utf-8", file} }},
		}
	case jobOCR:
		return []tool{{"tesseract", func(file string) []string { return []string{file, "stdout"} }}}
	}
	return nil
}

// missing is the error where no tool for a job is installed.
func missing(job string) error {
	if job == jobOCR {
		return &document.Unreadable{Reason: "no text layer, and no tesseract to recognise its images", Hint: "install tesseract, or open it yourself"}
	}
	return &document.Unreadable{Reason: "a Word document from before 2007 (.doc)", Hint: "install antiword or catdoc, or save it as .docx"}
}

const maxToolText = 16 << 20 // bytes that a tool may print

// runTool has an installed tool do a job on data, and gives what it printed. The tool runs in a worker process of its own, which
// may read system files and a private folder with data in it, and nothing else. More are further arguments. The error is a *document.Unreadable.
func (p *Pool) runTool(ctx context.Context, job, ending string, data []byte, more ...string) ([]byte, error) {
	err := missing(job)
	for _, t := range tools(job) {
		path, lookErr := exec.LookPath(t.name)
		if lookErr != nil {
			continue
		}
		if path, lookErr = filepath.Abs(path); lookErr != nil {
			continue
		}
		var text []byte
		if text, err = p.runOne(ctx, t, path, ending, data, more); err == nil {
			return text, nil
		}
	}
	return nil, err
}

func (p *Pool) runOne(ctx context.Context, t tool, path, ending string, data []byte, more []string) ([]byte, error) {
	failed := func(err error) error {
		return &document.Unreadable{Reason: fmt.Sprintf("%s could not read it: %v", t.name, err)}
	}
	dir, err := os.MkdirTemp("", "shortlist-tool-*")
	if err != nil {
		return nil, failed(err)
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "input"+ending)
	if err := os.WriteFile(file, data, 0o600); err != nil {
		return nil, failed(err)
	}
	wall := 3 * p.opt.Limits.Wall // tesseract takes seconds for a page
	ctx, cancel := context.WithTimeout(ctx, wall)
	defer cancel()

	c := Config{Limits: p.opt.Limits, Dir: dir, Tool: path, Args: append(t.args(file), more...)}
	cmd := p.opt.command("tool", t.name, c.arg())
	// Of the environment a tool gets where its own data lies, and nothing that tells whose machine this is.
	cmd.Env = append(cmd.Env, "HOME="+dir, "TMPDIR="+dir, "LANG=C.UTF-8", "LC_ALL=C.UTF-8", "OMP_THREAD_LIMIT=1", "PATH=/usr/local/bin:/usr/bin:/bin")
	for _, name := range []string{"TESSDATA_PREFIX", "ANTIWORDHOME"} {
		if v, ok := os.LookupEnv(name); ok {
			cmd.Env = append(cmd.Env, name+"="+v)
		}
	}
	cmd.Dir = dir
	stderr := new(headBuffer)
	cmd.Stderr = stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, failed(err)
	}
	if err := cmd.Start(); err != nil {
		return nil, failed(err)
	}
	defer context.AfterFunc(ctx, func() { killGroup(cmd) })()
	text, err := io.ReadAll(io.LimitReader(out, maxToolText+1))
	if len(text) > maxToolText {
		killGroup(cmd)
		_ = cmd.Wait()
		return nil, failed(fmt.Errorf("it printed more than %s", bytesText(maxToolText)))
	}
	if waited := cmd.Wait(); err == nil {
		err = waited
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("too slow: %s did not finish within %v", t.name, wall.Round(time.Millisecond))}
	}
	if err != nil {
		if line, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n"); line != "" {
			err = errors.New(clean(line))
		}
		return nil, failed(err)
	}
	if len(bytes.TrimSpace(text)) == 0 {
		return nil, failed(errors.New("it found no text"))
	}
	return text, nil
}

// clean makes a line that a tool printed fit for a message.
func clean(line string) string {
	line = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(line, ""))
	return line[:min(len(line), 200)]
}

// readWithTool has an installed tool turn the file into text, and a worker read that.
func (p *Pool) readWithTool(ctx context.Context, in Input, job string) ([]byte, error) {
	text, err := p.runTool(ctx, job, "."+job, in.Data)
	if err != nil {
		return nil, err
	}
	head := appendField(appendField([]byte{askText}, in.Name), job)
	answer, err := p.do(ctx, head, text)
	if err != nil {
		return nil, err
	}
	if answer[0] == gotParsed {
		return answer[1:], nil
	}
	return nil, unreadable(answer)
}

// readScans reads a PDF again, of which some pages have no text, with the words that tesseract recognises in their
// images. Without an image, or without a word in them, the PDF is as it was read before: nil.
func (p *Pool) readScans(ctx context.Context, in Input) ([]byte, error) {
	answer, err := p.do(ctx, appendField([]byte{askImages}, in.Name), in.Data)
	if err != nil || answer[0] != gotImages {
		return nil, err
	}
	list, _, err := takeScans(answer[1:])
	if err != nil || len(list) == 0 {
		return nil, err
	}
	words := false
	for i := range list {
		s := &list[i]
		more := []string{"--psm", "3", "tsv"}
		if s.Turn != 0 {
			more[1] = "1" // finds out which way is up
		}
		if wide := s.Box.X1 - s.Box.X0; wide > 1 {
			if dpi := int(float32(s.Width) * 72 / wide); dpi >= 70 && dpi <= 2400 {
				more = append([]string{"--dpi", strconv.Itoa(dpi)}, more...)
			}
		}
		text, err := p.runTool(ctx, jobOCR, "."+s.Format, s.Data, more...)
		if err != nil && exec.Command("tesseract").Err != nil {
			return nil, err // none of the others would be read either
		}
		s.Data = text
		words = words || err == nil
	}
	if !words {
		return nil, nil
	}
	answer, err = p.do(ctx, appendScans(appendField([]byte{askOCR}, in.Name), list), in.Data)
	if err != nil {
		return nil, err
	}
	if answer[0] != gotParsed {
		return nil, unreadable(answer)
	}
	return answer[1:], nil
}

// lacksText says whether something of a PDF could be recognised from images: all of it, or pages.
func lacksText(encoded []byte, err error) bool {
	var u *document.Unreadable
	if err != nil {
		return errors.As(err, &u) && strings.HasPrefix(u.Reason, "no text layer")
	}
	parsed, err := Decode(encoded)
	if err != nil || parsed.Document.Format != "pdf" {
		return false
	}
	return slices.ContainsFunc(parsed.Document.Pages, func(p document.Page) bool { return p.State == document.PageNoText })
}
