package container

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/format"
	"shortlist/screener/document/mail"
)

// mail gives the attachments of a message; the message itself where none of them can be read.
func (w *walker) mail(name string, r io.ReaderAt, size int64, depth int) {
	if size > 2*w.lim.Entry {
		w.fail(name, tooLarge(2*w.lim.Entry))
		return
	}
	data := make([]byte, size)
	if n, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		w.fail(name, &document.Unreadable{Reason: "the message cannot be read: " + err.Error()})
		return
	} else {
		data = data[:n]
	}
	m, err := mail.Open(data, w.lim.Entry)
	if err != nil {
		w.fail(name, err)
		return
	}
	readable := false
	outer := w.watch
	w.watch = func(e Entry) {
		readable = readable || e.Err == nil && e.Ignored == ""
		if outer != nil {
			outer(e)
		}
	}
	for i, a := range m.Attachments {
		w.attachment(name, i, a, depth)
	}
	w.watch = outer
	if !readable {
		w.give(Entry{Name: name, Data: data, Kind: format.Mail})
	}
}

func (w *walker) attachment(name string, i int, a mail.Attachment, depth int) {
	full := name + "!" + clean(strings.ReplaceAll(a.Name, "/", "_"), fmt.Sprintf("attachment-%d", i+1))
	switch {
	case a.Err != nil:
		w.fail(full, a.Err)
		return
	case a.Inline:
		w.ignore(full, "a picture within the message")
		return
	}
	lower := strings.ToLower(a.Name)
	if lower == "winmail.dat" || a.Type == "application/ms-tnef" {
		w.fail(full, &document.Unreadable{Reason: "attachments wrapped up by Outlook (winmail.dat)", Hint: "ask for them to be sent again as plain attachments"})
		return
	}
	for _, ending := range []string{".p7s", ".p7m", ".asc", ".sig", ".ics", ".vcf"} {
		if strings.HasSuffix(lower, ending) {
			w.ignore(full, "a signature, visiting card or appointment")
			return
		}
	}
	switch a.Type {
	case "application/pgp-signature", "application/pkcs7-signature", "text/calendar", "text/vcard", "message/delivery-status":
		w.ignore(full, "a signature, visiting card or appointment")
		return
	}
	if w.left -= int64(len(a.Data)); w.left < 0 {
		w.fail(full, spent(w.lim.Total))
		return
	}
	w.emit(full, a.Data, depth)
}

// mbox splits a mailbox into its messages: each begins with a line "From " at the start or after an empty line.
func (w *walker) mbox(name string, r io.ReaderAt, size int64, depth int) {
	in := bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 64<<10)
	var message bytes.Buffer
	number, over, blank, started := 0, false, true, false
	limit := 2 * w.lim.Entry // attachments grow by a third when they are sent
	flush := func() {
		if !started {
			return
		}
		number++
		full := fmt.Sprintf("%s!%d.eml", name, number)
		if s := subject(message.Bytes()); s != "" {
			full = fmt.Sprintf("%s!%d %s.eml", name, number, s)
		}
		if over {
			w.fail(full, tooLarge(limit))
		} else if message.Len() > 0 {
			data := slices.Clone(message.Bytes())
			w.open(full, format.Mail, bytes.NewReader(data), int64(len(data)), depth+1)
		}
		message.Reset()
		over = false
	}
	for !w.stopped {
		line, err := in.ReadSlice('\n')
		whole := err == nil || errors.Is(err, io.EOF)
		if blank && bytes.HasPrefix(line, []byte("From ")) {
			flush()
			started = true
		} else if started && !over {
			if bytes.HasPrefix(line, []byte(">")) && bytes.HasPrefix(bytes.TrimLeft(line, ">"), []byte("From ")) {
				line = line[1:]
			}
			message.Write(line)
			if int64(message.Len()) > limit {
				over = true
				message.Reset()
			}
		}
		blank = whole && len(bytes.TrimRight(line, "\r\n")) == 0
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	flush()
	if number == 0 {
		w.fail(name, &document.Unreadable{Reason: "the mailbox holds no message"})
	}
}

// subject is the subject of a message, short and fit for a name; "" if it has none.
func subject(data []byte) string {
	head := data[:min(len(data), 64<<10)]
	m, err := mail.Open(head, 1<<16)
	if err != nil {
		return ""
	}
	s := clean(strings.ReplaceAll(m.Subject, "/", "_"), "")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60])
	}
	return strings.TrimSpace(s)
}
