package format

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"shortlist/screener/document"
)

// packed is a zip of names with a line of content each; the first may be stored, as ODF has it.
func packed(t testing.TB, entries ...string) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, e := range entries {
		name, content, _ := strings.Cut(e, "=")
		method := zip.Deflate
		if name == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// wide is UTF-16.
func wide(s string, order binary.ByteOrder) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b := make([]byte, 2)
		order.PutUint16(b, u)
		out = append(out, b...)
	}
	return out
}

func ole(stream string) []byte {
	return append([]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+strings.Repeat("\x00", 600)), wide(stream, binary.LittleEndian)...)
}

func TestDetect(t *testing.T) {
	text := "Ada Example\nEngineer at Acme, 2019 to 2021\nGo and PostgreSQL\n"
	html := "<!DOCTYPE html><html><body><p>Ada</p></body></html>"
	pdf := "%PDF-1.4\n1 0 obj\n<< >>\nendobj\nstream\nstartxref\n"
	eml := "From: Ada <ada@example.org>\r\nTo: jobs@example.com\r\nSubject: CV\r\nMIME-Version: 1.0\r\n\r\nHello\r\n"
	docx := packed(t, "[Content_Types].xml=<Types/>", "_rels/.rels=", "word/document.xml=<w:document/>")
	for _, c := range []struct {
		name string
		data []byte
		want Kind
	}{
		{"cv.pdf", []byte(pdf), PDF},
		{"cv.doc", []byte(pdf), PDF},
		{"cv.pdf", []byte("\r\n\xef\xbb\xbf" + pdf), PDF},
		{"cv.pdf", []byte(strings.Repeat("junk before it\n", 200) + pdf), PDF},
		{"cv.pdf", []byte("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 9\r\n\r\n" + pdf), PDF},
		{"cv.pdf", []byte("1 0 obj\n<< /Type /Catalog >>\nendobj\n2 0 obj stream endstream endobj"), PDF},
		{"", docx, DOCX},
		{"cv.zip", docx, DOCX},
		{"cv.doc", docx, DOCX},
		{"cv.docx", docx[:len(docx)-40], DOCX},
		{"cv.odt", packed(t, "mimetype=application/vnd.oasis.opendocument.text", "content.xml="), ODT},
		{"cv.fodt", []byte(`<?xml version="1.0"?><office:document xmlns:office="urn:x"/>`), ODT},
		{"cv.rtf", []byte(`{\rtf1\ansi Ada}`), RTF},
		{"cv.doc", []byte("\ufeff\n{\\RTF1 Ada}"), RTF},
		{"cv.doc", ole("WordDocument"), Doc},
		{"cv.html", []byte(html), HTML},
		{"cv.txt", []byte(html), HTML},
		{"cv", []byte("<!-- saved -->\n<?xml version='1.0'?>\n" + html), HTML},
		{"cv.html", []byte("Ada <b>Example</b>"), HTML},
		{"cv.htm", wide("\ufeff"+html, binary.LittleEndian), HTML},
		{"cv.txt", []byte(text), Text},
		{"cv", wide("\ufeff"+text, binary.BigEndian), Text},
		{"cv.txt", wide(text, binary.LittleEndian), Text},
		{"cv.txt", []byte("Ren\xe9e, Stra\xdfe"), Text},
		{"cv.txt", []byte("Subject: Go\nI know Go and write a lot."), Text},
		{"cv.txt", []byte("Name: Ada\nEmail: ada@example.org\nPhone: 1\n\nWork"), Text},
		{"cv.txt", []byte("From time to time I write Go: a lot\nx"), Text},
		{"cv.txt", []byte("{Ada} Example, PDF writer, knows %PDF-1.4 by heart"), Text},
		{"cv.md", []byte("Ada"), Markdown},
		{"cv.txt", []byte("# Ada\n\n## Work\n- Go\n"), Markdown},
		{"cv.txt", []byte("C# developer\n# of people: 4\n"), Text},
		{"cv.json", []byte(`{"basics": {"name": "Ada"}}`), JSONResume},
		{"cv.json", []byte(`{"work": [], "education": []}`), JSONResume},
		{"cv.eml", []byte(eml), Mail},
		{"cv.txt", []byte(eml), Mail},
		{"in.mbox", []byte("From ada@example.org Sat Jan  3 01:05:34 2026\n" + eml), Mbox},
		{"a.zip", packed(t, "cvs/ada.pdf=x", "b.docx=y"), Zip},
		{"a.gz", []byte("\x1f\x8b\x08\x00"), Gzip},
	} {
		got, err := Detect(c.name, c.data)
		if err != nil || got != c.want {
			t.Errorf("%s %.30q: %q, %v; want %q", c.name, c.data, got, err, c.want)
		}
	}
}

func TestDetectRefuses(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		says string
	}{
		{"cv.pdf", nil, "empty"},
		{"cv.txt", []byte(" \n\t\n"), "white space"},
		{"cv.png", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00"), "PNG image"},
		{"cv.jpg", []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"), "JPEG image"},
		{"cv.svg", []byte(`<svg xmlns="http://www.w3.org/2000/svg"></svg>`), "SVG image"},
		{"cv.xlsx", packed(t, "[Content_Types].xml=", "xl/workbook.xml="), "Excel"},
		{"cv.pptx", packed(t, "[Content_Types].xml=", "ppt/presentation.xml="), "PowerPoint"},
		{"cv.ods", packed(t, "mimetype=application/vnd.oasis.opendocument.spreadsheet", "content.xml="), "spreadsheet"},
		{"cv.pages", packed(t, "Index/Document.iwa=", "QuickLook/Preview.pdf="), "Pages"},
		{"cv.doc", ole("EncryptedPackage"), "password"},
		{"cv.doc", ole("Workbook"), "Excel"},
		{"cv.msg", ole("__substg1.0_0037001F"), "Outlook"},
		{"cv.7z", []byte("7z\xbc\xaf\x27\x1c\x00\x04"), "7z"},
		{"cv.rar", []byte("Rar!\x1a\x07\x01\x00"), "RAR"},
		{"a.out", []byte("\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x3e\x00"), "program"},
		{"cv.ps", []byte("%!PS-Adobe-3.0\n"), "PostScript"},
		{"cv.xml", []byte(`<?xml version="1.0"?><invoice/>`), "XML"},
		{"a.json", []byte(`{"name": "x", "version": 1}`), "JSON"},
		{"cv.bin", bytes.Repeat([]byte{0, 1, 2, 3, 250, 251}, 50), "binary"},
	} {
		kind, err := Detect(c.name, c.data)
		var u *document.Unreadable
		if !errors.As(err, &u) || !strings.Contains(u.Reason, c.says) {
			t.Errorf("%s: %q, %v; want a reason with %q", c.name, kind, err, c.says)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("a.pdf", []byte("%PDF-1.4"))
	f.Add("a.zip", packed(f, "word/document.xml=x"))
	f.Add("a", []byte("From: a\nTo: b\nSubject: c\n\n"))
	f.Add("a.html", []byte("<!-- <html>"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		kind, err := Detect(name, data)
		if (kind == "") == (err == nil) {
			t.Errorf("kind %q and error %v", kind, err)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	text := []byte(strings.Repeat("Built services in Go and PostgreSQL for 40 teams – well\n", 73))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := Detect("cv.txt", text); err != nil {
			b.Fatal(err)
		}
	}
}
