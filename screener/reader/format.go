package reader

import (
	"errors"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/docx"
	"shortlist/screener/document/format"
	"shortlist/screener/document/html"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/document/mail"
	"shortlist/screener/document/odt"
	"shortlist/screener/document/pdf"
	"shortlist/screener/document/plain"
	"shortlist/screener/document/rtf"
)

// errContainer is the error for a file that holds other files.
var errContainer = errors.New("it holds other files")

// needsTool is the error for a file that an installed tool has to turn into text.
type needsTool struct{ job string }

func (e *needsTool) Error() string { return "needs a tool for " + e.job }

// readerOf gives the reader of each kind of document.
func readerOf(kind format.Kind) func([]byte, document.Limits) (*document.Document, error) {
	switch kind {
	case format.PDF:
		return pdf.Read
	case format.DOCX:
		return docx.Read
	case format.HTML:
		return html.Read
	case format.JSONResume:
		return jsonresume.Read
	case format.Mail:
		return mail.Read
	case format.ODT:
		return odt.Read
	case format.RTF:
		return rtf.Read
	case format.Markdown:
		return plain.ReadMarkdown
	case format.Text:
		return plain.Read
	}
	return nil
}

// read reads one file, whatever its format; its content decides, name only helps where several formats look alike.
func read(name string, data []byte, lim document.Limits) (*document.Document, error) {
	kind, err := format.Detect(name, data)
	if err != nil {
		return nil, err
	}
	switch kind {
	case format.Zip, format.Gzip, format.Tar, format.Mbox:
		return nil, errContainer
	case format.Doc:
		return nil, &needsTool{jobDoc}
	}
	if read := readerOf(kind); read != nil {
		doc, err := read(data, lim)
		if err == nil && strings.TrimSpace(doc.Text) == "" {
			return nil, &document.Unreadable{Reason: "there is no text in it", Hint: "open it: its words may be in pictures"}
		}
		return doc, err
	}
	return nil, &document.Unreadable{Reason: "no reader for the format " + string(kind)}
}
