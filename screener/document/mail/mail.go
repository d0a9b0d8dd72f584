// Package mail reads messages (RFC 5322 and MIME): their attachments with names, and their body where there is none to read.
package mail

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"io"
	"mime"
	"strings"

	"github.com/emersion/go-message"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
	htmldoc "shortlist/screener/document/html"
	"shortlist/screener/document/plain"
)

// Bounds on the make-up of a message. Real ones have a dozen parts, four deep.
const (
	maxParts = 1000
	maxDepth = 20
)

// Message is a message taken apart.
type Message struct {
	From, Subject string
	Attachments   []Attachment
	HTML, Text    string // the body, each "" if the message has none of the kind
	// Cut says that a part broke off.
	Cut bool
}

// Attachment is a file in a message.
type Attachment struct {
	Name   string // "" if it was given none
	Type   string // media type as stated
	Inline bool   // shown within the body, as pictures of signatures are
	Data   []byte
	Err    error // why Data is not there: a *document.Unreadable
}

// Open takes a message apart. limit bounds each attachment and the body, in bytes after decoding.
func Open(data []byte, limit int64) (*Message, error) {
	e, err := message.ReadWithOptions(bytes.NewReader(trim(data)), &message.ReadOptions{MaxHeaderBytes: 4 << 20})
	if e == nil {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("the message's header cannot be read: %v", err)}
	}
	m := &Message{From: decodeHeader(e.Header.Get("From")), Subject: decodeHeader(e.Header.Get("Subject"))}
	r := &reader{m: m, limit: limit, left: 8 * limit}
	r.part(e, 0)
	return m, nil
}

// trim drops what may stand before the header: a byte-order mark, empty lines, the separator line of a mailbox.
func trim(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	data = bytes.TrimLeft(data, " \t\r\n")
	if bytes.HasPrefix(data, []byte("From ")) {
		if i := bytes.IndexByte(data, '\n'); i >= 0 {
			data = data[i+1:]
		}
	}
	return data
}

// Read reads the body of a message; its attachments are left to package container. Sender and subject stand first, marked as header.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > 2*lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("a message of %d MB, over the limit", len(data)>>20)}
	}
	m, err := Open(data, lim.Size)
	if err != nil {
		return nil, err
	}
	return m.Document(lim)
}

// Document reads the body.
func (m *Message) Document(lim document.Limits) (*document.Document, error) {
	var head []string
	for _, h := range [2][2]string{{"From", m.From}, {"Subject", m.Subject}} {
		if v := strings.Join(strings.Fields(h[1]), " "); v != "" {
			head = append(head, h[0]+": "+v)
		}
	}
	var d *document.Document
	var err error
	switch {
	case strings.TrimSpace(m.HTML) != "":
		var b strings.Builder
		for _, h := range head {
			b.WriteString("<p>" + html.EscapeString(h) + "</p>\n")
		}
		d, err = htmldoc.ReadText(b.String()+m.HTML, lim)
	case strings.TrimSpace(m.Text) != "":
		d, err = plain.Read([]byte(strings.Join(append(head, "", m.Text), "\n")), lim)
	default:
		return nil, &document.Unreadable{Reason: "the message has neither text nor an attachment that can be read"}
	}
	if err != nil {
		return nil, err
	}
	d.Format = "mail"
	for i := range min(len(head), len(d.Lines)) {
		if !strings.HasPrefix(d.Slice(d.Lines[i].Span), head[i][:5]) {
			break
		}
		d.Marks = append(d.Marks, document.Mark{Kind: document.MarkHeader, Span: d.Lines[i].Span})
	}
	d.SortMarks()
	if m.Cut {
		d.Notes = append(d.Notes, "the message breaks off; what stood before was read")
	}
	return d, nil
}

// reader walks the parts of a message.
type reader struct {
	m     *Message
	limit int64
	left  int64
	parts int
}

func (r *reader) part(e *message.Entity, depth int) {
	if r.parts++; r.parts > maxParts || depth > maxDepth {
		r.m.Cut = true
		return
	}
	kind, params, err := e.Header.ContentType()
	if err != nil || kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(e.Header.Get("Content-Type"))), ";")
	}
	kind = strings.ToLower(kind)
	if parts := e.MultipartReader(); parts != nil {
		for r.parts <= maxParts {
			p, err := parts.NextPart()
			if p == nil {
				if err != nil && !errors.Is(err, io.EOF) {
					r.m.Cut = true
				}
				return
			}
			r.part(p, depth+1)
		}
		return
	}
	disposition, dparams, _ := mime.ParseMediaType(e.Header.Get("Content-Disposition"))
	name := fileName(dparams["filename"], params["name"])
	data, cut, over := r.read(e.Body)
	r.m.Cut = r.m.Cut || cut
	isBody := (kind == "text/plain" || kind == "text/html" || kind == "") && disposition != "attachment" && name == ""
	if isBody {
		text, _ := charset.Decode(data, params["charset"])
		if kind == "text/html" {
			r.m.HTML += text
		} else {
			r.m.Text += text + "\n"
		}
		return
	}
	a := Attachment{Name: name, Type: kind, Inline: disposition == "inline" && strings.HasPrefix(kind, "image/") || e.Header.Get("Content-Id") != "" && strings.HasPrefix(kind, "image/"), Data: data}
	if over {
		a.Data = nil
		a.Err = &document.Unreadable{Reason: fmt.Sprintf("the attachment has more than %d MB", r.limit>>20)}
	}
	if a.Name == "" && kind == "message/rfc822" {
		a.Name = "message.eml"
	}
	r.m.Attachments = append(r.m.Attachments, a)
}

// read reads a part's content. cut says that it broke off, over that it is larger than the limit.
func (r *reader) read(body io.Reader) (data []byte, cut, over bool) {
	limit := min(r.limit, r.left)
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(body, limit+1))
	r.left -= n
	if n > limit {
		return nil, false, true
	}
	return buf.Bytes(), err != nil, false
}

// fileName is the first of the names stated, decoded.
func fileName(names ...string) string {
	for _, n := range names {
		if n = strings.TrimSpace(decodeHeader(n)); n != "" {
			return n
		}
	}
	return ""
}

// decodeHeader decodes encoded words, and bytes beyond ASCII that should not be in a header.
func decodeHeader(s string) string {
	d := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		data, err := io.ReadAll(r)
		if err != nil {
			return nil, err
		}
		text, _ := charset.Decode(data, label)
		return strings.NewReader(text), nil
	}}
	out, err := d.DecodeHeader(s)
	if err != nil {
		out = s
	}
	text, _ := charset.Decode([]byte(out), "")
	return text
}
