// Package format tells what a file is by looking into it. A name helps only where content leaves a choice (Markdown or
// plain text); a PDF named .doc is a PDF.
package format

import (
	"bytes"
	"strings"

	"shortlist/screener/document"
)

// Kind is a kind of file that can be read: as one document, or as a container of several.
type Kind string

// The kinds. Those of documents are the values of document.Document.Format.
const (
	PDF        Kind = "pdf"
	DOCX       Kind = "docx"
	ODT        Kind = "odt"
	RTF        Kind = "rtf"
	HTML       Kind = "html"
	Text       Kind = "text"
	Markdown   Kind = "markdown"
	Mail       Kind = "mail" // a message, which is a container where it has attachments
	JSONResume Kind = "json-resume"
	Doc        Kind = "doc" // Word before 2007: needs an external tool
	Zip        Kind = "zip"
	Gzip       Kind = "gzip"
	Tar        Kind = "tar"
	Mbox       Kind = "mbox"
)

// Container says whether a file of the kind holds further files. A mail does when it has attachments.
func (k Kind) Container() bool {
	switch k {
	case Zip, Gzip, Tar, Mbox, Mail:
		return true
	}
	return false
}

// Detect tells what data is. name is the file's name or "". Of a large file data may be the beginning only, except
// that a zip is told from the documents that are zips inside by all of it (by its beginning as well as may be). The
// error is a *document.Unreadable that names what the file is instead.
func Detect(name string, data []byte) (Kind, error) {
	ext := extension(name)
	switch {
	case len(data) == 0:
		return "", &document.Unreadable{Reason: "the file is empty"}
	case bytes.HasPrefix(data, []byte("%PDF-")):
		return PDF, nil
	case isZip(data):
		return detectZip(data)
	case bytes.HasPrefix(data, []byte{0x1f, 0x8b}):
		return Gzip, nil
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return detectOLE(data)
	case isTar(data):
		return Tar, nil
	case bytes.HasPrefix(data, []byte("\xdb\xa5")), bytes.HasPrefix(data, []byte("\x31\xbe\x00\x00")), bytes.HasPrefix(data, []byte("\xfe\x37\x00")):
		return Doc, nil // Word 2, Word for DOS, Word 4 for Macintosh
	}
	start := trimStart(data)
	if len(start) == 0 {
		return "", &document.Unreadable{Reason: "the file holds nothing but white space"}
	}
	switch {
	case hasPrefixFold(start, `{\rtf`):
		return RTF, nil
	case isMbox(start):
		return Mbox, nil
	case isMail(start):
		return Mail, nil
	case hiddenPDF(data):
		return PDF, nil
	}
	if what := notText(data); what != "" {
		return "", unsupported(what)
	}
	text := plainBytes(start)
	switch {
	case isHTML(text, ext):
		return HTML, nil
	case bytes.HasPrefix(text, []byte("<?xml")) || bytes.HasPrefix(text, []byte("<svg")):
		return detectXML(text)
	case isJSONResume(text):
		return JSONResume, nil
	case (text[0] == '{' || text[0] == '[') && (ext == "json" || looksJSON(text)):
		return "", &document.Unreadable{Reason: "JSON without the keys of JSON Resume", Hint: "a resume has basics, work, education or skills at the top"}
	case isMarkdown(text, ext):
		return Markdown, nil
	}
	return Text, nil
}

func unsupported(what string) error {
	hint := ""
	switch {
	case strings.HasSuffix(what, "image"):
		hint = "a picture of a resume has no text; ask for the document it shows"
	case strings.Contains(what, "password"):
		hint = "ask for a copy without one"
	case strings.Contains(what, "archive"):
		hint = "unpack it, or pack it as .zip"
	case strings.Contains(what, "Apple Pages"), strings.Contains(what, "WordPerfect"), strings.Contains(what, "XPS"), strings.Contains(what, "e-book"):
		hint = "export it as PDF or DOCX"
	}
	article := "a "
	if strings.ContainsRune("AEIOUaeio", rune(what[0])) || strings.HasPrefix(what, "XPS") {
		article = "an "
	}
	return &document.Unreadable{Reason: article + what + ", which is no resume format", Hint: hint}
}

func extension(name string) string {
	if i := strings.LastIndexAny(name, "./\\"); i >= 0 && name[i] == '.' {
		return strings.ToLower(name[i+1:])
	}
	return ""
}

// trimStart drops a UTF-8 mark and white space.
func trimStart(data []byte) []byte {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return bytes.TrimLeft(data, " \t\r\n\f\v\x00")
}

func hasPrefixFold(data []byte, prefix string) bool {
	return len(data) >= len(prefix) && strings.EqualFold(string(data[:len(prefix)]), prefix)
}

// hiddenPDF finds a PDF behind junk (mail headers of a download, a BOM, another file's head), or one that lost its
// header: readers accept it in the first KB, and files with more before it occur.
func hiddenPDF(data []byte) bool {
	head := data[:min(len(data), 64<<10)]
	i := bytes.Index(head, []byte("%PDF-"))
	if i < 0 {
		i = bytes.Index(head[:min(len(head), 2048)], []byte(" 0 obj"))
		return i >= 0 && bytes.Contains(data, []byte("endobj")) && bytes.Contains(data, []byte("stream"))
	}
	rest := data[i+5:]
	return len(rest) > 3 && '0' <= rest[0] && rest[0] <= '9' && (bytes.Contains(rest, []byte(" obj")) || bytes.Contains(rest, []byte("\nstartxref")))
}

func isTar(data []byte) bool {
	return len(data) >= 512 && bytes.HasPrefix(data[257:], []byte("ustar"))
}
