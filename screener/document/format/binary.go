package format

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
)

func isZip(data []byte) bool {
	return len(data) > 4 && data[0] == 'P' && data[1] == 'K' &&
		(data[2] == 3 && data[3] == 4 || data[2] == 5 && data[3] == 6 || data[2] == 7 && data[3] == 8)
}

// detectZip tells a document that is a zip inside from a zip of documents, by the names it holds.
func detectZip(data []byte) (Kind, error) {
	names, mime := zipNames(data)
	has := func(prefix string) bool {
		for _, n := range names {
			if len(n) >= len(prefix) && strings.EqualFold(n[:len(prefix)], prefix) {
				return true
			}
		}
		return false
	}
	switch {
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.text"), strings.HasPrefix(mime, "application/vnd.sun.xml.writer"):
		return ODT, nil
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.spreadsheet"):
		return "", unsupported("OpenDocument spreadsheet")
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.presentation"):
		return "", unsupported("OpenDocument presentation")
	case strings.HasPrefix(mime, "application/vnd.oasis."):
		return "", unsupported("OpenDocument file that is no text")
	case strings.HasPrefix(mime, "application/epub"):
		return "", unsupported("e-book (EPUB)")
	case has("[Content_Types].xml") || has("_rels/.rels"):
		switch {
		case has("word/"):
			return DOCX, nil
		case has("xl/"):
			return "", unsupported("Excel workbook")
		case has("ppt/"):
			return "", unsupported("PowerPoint presentation")
		case has("visio/"):
			return "", unsupported("Visio drawing")
		case has("FixedDocSeq.fdseq"), has("FixedDocumentSequence.fdseq"), has("Documents/1/"):
			return "", unsupported("XPS document")
		}
		return DOCX, nil // the parts may have any names; its reader follows the relationships
	case has("word/document.xml"):
		return DOCX, nil // the list of content types is lost
	case has("content.xml") && (has("styles.xml") || has("META-INF/manifest.xml")):
		return ODT, nil
	case has("Index/Document.iwa"), has("index.apxl"), has("index.xml") && has("QuickLook/"), has("Index.zip"):
		return "", unsupported("Apple Pages document")
	case has("AndroidManifest.xml"):
		return "", unsupported("Android package")
	case has("META-INF/MANIFEST.MF"):
		return "", unsupported("Java archive")
	}
	return Zip, nil
}

// zipNames gives the names in a zip and what its entry "mimetype" holds; from the local headers where the directory is
// missing, as in a file that was cut off or of which only the beginning is at hand.
func zipNames(data []byte) (names []string, mime string) {
	if len(data) >= 30 {
		n, extra := int(binary.LittleEndian.Uint16(data[26:])), int(binary.LittleEndian.Uint16(data[28:]))
		if 30+n <= len(data) && string(data[30:30+n]) == "mimetype" {
			body := data[min(len(data), 30+n+extra):]
			if end := bytes.Index(body, []byte("PK")); end >= 0 && end < 200 {
				mime = string(body[:end])
			}
		}
	}
	if r, err := zip.NewReader(bytes.NewReader(data), int64(len(data))); err == nil || err == zip.ErrInsecurePath {
		for _, f := range r.File {
			names = append(names, strings.ReplaceAll(f.Name, `\`, "/"))
			if len(names) == 1000 {
				break
			}
		}
		return names, mime
	}
	for at := 0; len(names) < 1000; {
		i := bytes.Index(data[at:], []byte("PK\x03\x04"))
		if i < 0 || at+i+30 > len(data) {
			break
		}
		at += i
		n := int(binary.LittleEndian.Uint16(data[at+26:]))
		if at+30+n <= len(data) && n < 1024 {
			names = append(names, strings.ReplaceAll(string(data[at+30:at+30+n]), `\`, "/"))
		}
		at += 4
	}
	return names, mime
}

// detectOLE tells what a compound file holds by the names in its directory, which are UTF-16.
func detectOLE(data []byte) (Kind, error) {
	has := func(name string) bool {
		wide := make([]byte, 0, 2*len(name))
		for i := range len(name) {
			wide = append(wide, name[i], 0)
		}
		return bytes.Contains(data, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return "", unsupported("Office document protected by a password")
	case has("WordDocument"):
		return Doc, nil
	case has("Workbook"), has("Book\x00"):
		return "", unsupported("Excel workbook")
	case has("PowerPoint Document"):
		return "", unsupported("PowerPoint presentation")
	case has("__substg1.0_"):
		return "", &document.Unreadable{Reason: "an Outlook message (.msg)", Hint: "save it as .eml, or its attachment by itself"}
	case has("WksSSWorkBook"), has("MatOST"):
		return "", unsupported("Microsoft Works document")
	}
	return "", unsupported("OLE compound file")
}

// notText names what data is if it is no text; "" if it is.
func notText(data []byte) string {
	head := data[:min(len(data), 4096)]
	if bytes.HasPrefix(head, []byte("%!PS")) {
		return "PostScript file"
	}
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) || bytes.HasPrefix(head, []byte("\x00\x00\xfe\xff")) {
		return ""
	}
	control, zero := 0, 0
	for i := document.PlainLen(head); i < len(head); i += 1 + document.PlainLen(head[i+1:]) {
		switch b := head[i]; {
		case b == 0:
			zero++
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b && b != '\b' && b != '\v' && b != 0x1a:
			control++
		}
	}
	if zero > 0 {
		if _, name := charset.Decode(head, ""); strings.HasPrefix(name, "utf-16") {
			return ""
		}
	}
	if zero == 0 && control == 0 {
		return "" // asking for every known signature costs more than reading a text does
	}
	if magic := magicName(head); magic != "" {
		return magic
	}
	if zero+control*4 > len(head)/20 {
		return "binary file"
	}
	return ""
}

// magicName names a file that no reader here reads by how it begins; "" if nothing is known of it.
func magicName(head []byte) string {
	m := mimetype.Detect(head)
	for ; m != nil; m = m.Parent() {
		mime, _, _ := strings.Cut(m.String(), ";")
		if name, ok := strings.CutPrefix(mime, "image/"); ok && name != "svg+xml" {
			name = strings.ToUpper(strings.TrimPrefix(strings.TrimPrefix(name, "x-"), "vnd."))
			return name + " image"
		}
		if strings.HasPrefix(mime, "video/") {
			return "video"
		}
		if strings.HasPrefix(mime, "audio/") {
			return "sound recording"
		}
		if strings.HasPrefix(mime, "font/") {
			return "font"
		}
		switch mime {
		case "application/x-7z-compressed":
			return "7z archive"
		case "application/x-rar-compressed", "application/vnd.rar":
			return "RAR archive"
		case "application/x-bzip2":
			return "bzip2 archive"
		case "application/x-xz":
			return "xz archive"
		case "application/zstd":
			return "zstd archive"
		case "application/vnd.ms-cab-compressed":
			return "cabinet archive"
		case "application/postscript":
			return "PostScript file"
		case "application/x-elf", "application/x-executable", "application/x-sharedlib", "application/vnd.microsoft.portable-executable", "application/x-mach-binary":
			return "program"
		case "application/vnd.sqlite3", "application/x-sqlite3":
			return "SQLite database"
		case "application/vnd.wordperfect":
			return "WordPerfect document"
		case "image/vnd.djvu":
			return "DjVu image"
		}
	}
	if bytes.HasPrefix(head, []byte("\xffWPC")) {
		return "WordPerfect document"
	}
	return ""
}
