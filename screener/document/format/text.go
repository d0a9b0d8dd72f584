package format

import (
	"bytes"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
)

// plainBytes gives the beginning of a text as bytes in which ASCII can be looked for: UTF-16 is converted.
func plainBytes(data []byte) []byte {
	head := data[:min(len(data), 64<<10)]
	if bytes.IndexByte(head, 0) < 0 && !bytes.HasPrefix(head, []byte("\xff\xfe")) && !bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return head
	}
	text, _ := charset.Decode(head, "")
	if t := strings.TrimLeft(text, " \t\r\n\x00\ufeff"); t != "" {
		return []byte(t)
	}
	return head
}

// htmlStarts are the tags that a page or a fragment of one begins with (WHATWG MIME Sniffing, and fragments as editors save them).
var htmlStarts = []string{"<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<style", "<script", "<table", "<div", "<p>", "<p ", "<h1", "<h2", "<font", "<center", "<span", "<section", "<article", "<main", "<ul", "<br", "<b>"}

func isHTML(text []byte, ext string) bool {
	t := text
	for { // comments and an XML declaration may stand first
		switch {
		case bytes.HasPrefix(t, []byte("<!--")):
			end := bytes.Index(t, []byte("-->"))
			if end < 0 {
				return ext == "html" || ext == "htm"
			}
			t = bytes.TrimLeft(t[end+3:], " \t\r\n")
			continue
		case bytes.HasPrefix(t, []byte("<?xml")):
			end := bytes.IndexByte(t, '>')
			if end < 0 {
				return false
			}
			t = bytes.TrimLeft(t[end+1:], " \t\r\n")
			if !hasPrefixFold(t, "<!doctype html") && !hasPrefixFold(t, "<html") && !bytes.HasPrefix(t, []byte("<!--")) {
				return false
			}
			continue
		}
		break
	}
	for _, s := range htmlStarts {
		if hasPrefixFold(t, s) {
			return true
		}
	}
	if hasPrefixFold(t, "<!doctype") {
		return bytes.Contains(bytes.ToLower(t[:min(len(t), 400)]), []byte("html"))
	}
	if ext == "html" || ext == "htm" || ext == "xhtml" {
		return bytes.IndexByte(t, '<') >= 0 && bytes.IndexByte(t, '>') >= 0
	}
	return false
}

func detectXML(text []byte) (Kind, error) {
	head := text[:min(len(text), 4096)]
	switch {
	case bytes.Contains(head, []byte("office:document")):
		return ODT, nil // a flat one
	case bytes.Contains(head, []byte("schemas.microsoft.com/office/2006/xmlPackage")):
		return DOCX, nil // a flat one
	case bytes.Contains(head, []byte("w:wordDocument")):
		return "", &document.Unreadable{Reason: "a Word 2003 XML document", Hint: "save it as .docx"}
	case bytes.Contains(head, []byte("<svg")):
		return "", unsupported("SVG image")
	}
	return "", unsupported("XML file")
}

// isMbox recognises a mailbox by its separator: "From", a sender, and a date that ends in a year.
func isMbox(data []byte) bool {
	if !bytes.HasPrefix(data, []byte("From ")) {
		return false
	}
	line, rest, _ := bytes.Cut(data, []byte("\n"))
	f := strings.Fields(string(line))
	if len(f) < 6 || strings.Count(f[len(f)-3]+f[len(f)-2]+f[len(f)-1], ":") == 0 && strings.Count(string(line), ":") == 0 {
		return false
	}
	return isHeader(rest)
}

// isHeader says whether a header field stands at the start of data.
func isHeader(data []byte) bool {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	name, _, ok := bytes.Cut(line, []byte(":"))
	return ok && len(name) > 0 && len(name) < 60 && isFieldName(name)
}

func isFieldName(name []byte) bool {
	for _, b := range name {
		if b <= ' ' || b >= 0x7f {
			return false
		}
	}
	return true
}

// isMail recognises a message (RFC 5322) by its header: at least two fields, one of which only mail has, or From, Subject
// and Date together; then an empty line.
func isMail(data []byte) bool {
	fields, sure, usual := 0, 0, 0
	for len(data) > 0 && fields < 200 {
		line, rest, _ := bytes.Cut(data, []byte("\n"))
		line = bytes.TrimRight(line, "\r")
		data = rest
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if fields == 0 {
				return false
			}
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 || len(name) > 60 || !isFieldName(name) {
			return false
		}
		fields++
		switch strings.ToLower(string(name)) {
		case "received", "mime-version", "message-id", "return-path", "delivered-to", "dkim-signature", "x-mailer", "content-transfer-encoding", "in-reply-to":
			sure++
		case "from", "to", "subject", "date":
			usual++
		}
	}
	return fields >= 2 && (sure > 0 && sure+usual >= 2 || usual >= 3)
}

// isJSONResume looks for the keys of JSON Resume v1 in an object, or in one under "resume".
func isJSONResume(text []byte) bool {
	if text[0] != '{' {
		return false
	}
	has := func(key string) bool { return bytes.Contains(text, []byte(`"`+key+`"`)) }
	if has("jsonresume") || has("basics") {
		return true
	}
	n := 0
	for _, key := range []string{"work", "education", "skills", "projects", "volunteer", "languages"} {
		if has(key) {
			n++
		}
	}
	return n >= 2
}

func looksJSON(text []byte) bool {
	t := bytes.TrimLeft(text[1:], " \t\r\n")
	return len(t) > 0 && (t[0] == '"' && bytes.Contains(t[:min(len(t), 400)], []byte(`":`)) || text[0] == '[' && (t[0] == '{' || t[0] == '['))
}

// isMarkdown counts what only Markdown has. A .md name needs one such thing less; without any the file is plain text,
// which reads the same.
func isMarkdown(text []byte, ext string) bool {
	switch ext {
	case "md", "markdown", "mdown", "mkd", "mdx", "qmd", "rmd":
		return true
	case "rst", "adoc", "tex", "org", "textile", "log", "csv":
		return false
	}
	if bytes.IndexByte(text, '#') < 0 && !bytes.Contains(text, []byte("**")) && !bytes.Contains(text, []byte("](")) {
		return false // as nearly all texts
	}
	headings, strong := 0, 0
	rest := text
	for len(rest) > 0 {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		if len(line) > 2 && line[0] == '#' {
			if t := bytes.TrimLeft(line, "#"); len(line)-len(t) <= 6 && len(t) > 1 && t[0] == ' ' {
				headings++
			}
			continue
		}
		if i := bytes.Index(line, []byte("**")); i >= 0 && bytes.Contains(line[i+2:], []byte("**")) {
			strong++
		}
		if i := bytes.Index(line, []byte("](")); i > 0 && bytes.IndexByte(line[i:], ')') > 0 {
			strong++
		}
	}
	return headings > 0 && headings+strong >= 2 || strong >= 3
}
