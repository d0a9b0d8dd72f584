package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/charmap"

	"shortlist/screener/document"
)

// zip reads a zip by its directory, or, where that is cut off, by the entries that can still be found.
func (w *walker) zip(name string, r io.ReaderAt, size int64, depth int) {
	z, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		w.brokenZip(name, r, size, depth)
		return
	}
	var packed uint64
	for _, f := range z.File {
		packed += f.CompressedSize64
	}
	if packed > uint64(size)+uint64(size)/10 {
		w.fail(name, &document.Unreadable{Reason: "the zip's entries overlap: a zip bomb", Hint: "do not open it"})
		return
	}
	if len(z.File) == 0 {
		w.fail(name, &document.Unreadable{Reason: "the zip is empty"})
		return
	}
	before := w.entries
	for i, f := range z.File {
		if w.stopped {
			return
		}
		entry := clean(zipName(f.Name, f.NonUTF8, f.Extra), fmt.Sprintf("entry-%d", i+1))
		full := name + "!" + entry
		why := notWanted(entry)
		switch {
		case f.Mode().IsDir() || strings.HasSuffix(f.Name, "/") || strings.HasSuffix(f.Name, `\`):
			continue
		case f.Mode()&os.ModeSymlink != 0:
			why = "a link to another file"
		}
		if why != "" {
			w.ignore(full, why)
			continue
		}
		if f.Flags&1 != 0 {
			w.fail(full, &document.Unreadable{Reason: "the entry is protected by a password", Hint: "ask for a copy without one"})
			continue
		}
		data, err := w.zipEntry(f)
		if err != nil {
			w.fail(full, err)
			continue
		}
		w.emit(full, data, depth)
	}
	if w.entries == before {
		w.fail(name, &document.Unreadable{Reason: "the zip holds nothing but folders"})
	}
}

func (w *walker) zipEntry(f *zip.File) ([]byte, error) {
	raw, err := f.OpenRaw()
	if err != nil {
		return nil, &document.Unreadable{Reason: "the entry is damaged: " + err.Error()}
	}
	stated := int64(min(f.UncompressedSize64, 1<<62))
	switch f.Method {
	case zip.Store:
		return w.read(raw, stated)
	case zip.Deflate:
		return w.read(flate.NewReader(raw), stated)
	}
	return nil, &document.Unreadable{Reason: fmt.Sprintf("the entry is packed by method %d, which is not read", f.Method), Hint: "pack it again as a usual zip"}
}

// zipName decodes a name: as UTF-8 if it is that, as Info-ZIP's extra field says, else as the code page of DOS.
func zipName(name string, nonUTF8 bool, extra []byte) string {
	for len(extra) >= 4 {
		tag, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		if 4+n > len(extra) {
			break
		}
		if tag == 0x7075 && n > 5 && utf8.Valid(extra[9:4+n]) {
			return string(extra[9 : 4+n])
		}
		extra = extra[4+n:]
	}
	if !nonUTF8 || utf8.ValidString(name) {
		return name
	}
	if decoded, err := charmap.CodePage437.NewDecoder().String(name); err == nil {
		return decoded
	}
	return name
}

// brokenZip finds entries by their local headers (PKWARE APPNOTE 4.3.7) where the directory is missing.
func (w *walker) brokenZip(name string, r io.ReaderAt, size int64, depth int) {
	if size > 256<<20 {
		w.fail(name, &document.Unreadable{Reason: "the zip is cut off or damaged, and too large to be searched", Hint: "pack it again"})
		return
	}
	data := make([]byte, size)
	if _, err := r.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		w.fail(name, &document.Unreadable{Reason: "the zip cannot be read: " + err.Error()})
		return
	}
	found := 0
	for at := 0; !w.stopped; {
		i := bytes.Index(data[at:], []byte("PK\x03\x04"))
		if i < 0 || at+i+30 > len(data) {
			break
		}
		at += i
		h := data[at:]
		flags, method := binary.LittleEndian.Uint16(h[6:]), binary.LittleEndian.Uint16(h[8:])
		packed := int(binary.LittleEndian.Uint32(h[18:]))
		n, extra := int(binary.LittleEndian.Uint16(h[26:])), int(binary.LittleEndian.Uint16(h[28:]))
		if 30+n+extra > len(h) {
			break
		}
		raw := h[30+n+extra:]
		entry := clean(zipName(string(h[30:30+n]), flags&0x800 == 0, h[30+n:30+n+extra]), fmt.Sprintf("entry-%d", found+1))
		if strings.HasSuffix(string(h[30:30+n]), "/") {
			at += 30 + n + extra
			continue
		}
		at += 30 + n + extra
		found++
		full := name + "!" + entry
		if why := notWanted(entry); why != "" {
			w.ignore(full, why)
			continue
		}
		if packed > 0 && packed <= len(raw) && flags&8 == 0 {
			at += packed
			raw = raw[:packed]
		}
		var content []byte
		var err error
		switch {
		case flags&1 != 0:
			err = &document.Unreadable{Reason: "the entry is protected by a password"}
		case method == zip.Deflate:
			content, err = w.read(flate.NewReader(bytes.NewReader(raw)), 0)
		case method == zip.Store && packed == len(raw):
			content, err = w.read(bytes.NewReader(raw), 0)
		default:
			err = &document.Unreadable{Reason: "the entry is cut off"}
		}
		if err != nil {
			w.fail(full, err)
			continue
		}
		w.emit(full, content, depth)
	}
	w.fail(name, &document.Unreadable{Reason: fmt.Sprintf("the zip is cut off or damaged; %d entries were found in it", found), Hint: "ask for it again"})
}

// gzip unpacks one file, or the tar that it holds.
func (w *walker) gzip(name string, r io.ReaderAt, size int64, depth int) {
	z, err := gzip.NewReader(io.NewSectionReader(r, 0, size))
	if err != nil {
		w.fail(name, &document.Unreadable{Reason: "the gzip file is damaged: " + err.Error()})
		return
	}
	head := make([]byte, 512)
	n, err := io.ReadFull(z, head)
	head = head[:n]
	content := io.MultiReader(bytes.NewReader(head), z)
	if n == 512 && bytes.HasPrefix(head[257:], []byte("ustar")) {
		w.tar(name, content, depth)
		return
	}
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		w.fail(name, &document.Unreadable{Reason: "the gzip file is damaged: " + err.Error()})
		return
	}
	base := name[strings.LastIndexAny(name, "/!")+1:]
	inner := z.Name
	if inner == "" {
		inner = strings.TrimSuffix(strings.TrimSuffix(base, ".gz"), ".gzip")
	}
	full := name + "!" + clean(inner, "content")
	data, err := w.read(content, 0)
	if err != nil {
		w.fail(full, err)
		return
	}
	w.emit(full, data, depth)
}

func (w *walker) tar(name string, r io.Reader, depth int) {
	// The archive is read in one go, skipped entries too: all of it counts.
	bound := &io.LimitedReader{R: r, N: w.lim.Total + w.lim.Total/8 + 1<<20}
	t := tar.NewReader(bound)
	before := w.entries
	for i := 1; !w.stopped; i++ {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			if w.entries == before {
				w.fail(name, &document.Unreadable{Reason: "the tar archive holds no files"})
			}
			return
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			reason := "the tar archive is cut off or damaged: " + err.Error()
			if bound.N <= 0 {
				reason = fmt.Sprintf("the container unpacks to more than %s; its end was not read", bytesOf(w.lim.Total))
			}
			w.fail(name, &document.Unreadable{Reason: reason})
			return
		}
		entry := clean(h.Name, fmt.Sprintf("entry-%d", i))
		full := name + "!" + entry
		why := notWanted(entry)
		switch h.Typeflag {
		case tar.TypeReg:
		case tar.TypeDir, tar.TypeXGlobalHeader:
			continue
		case tar.TypeSymlink, tar.TypeLink:
			why = "a link to another file"
		default:
			why = "no regular file"
		}
		if why != "" {
			w.ignore(full, why)
			continue
		}
		data, err := w.read(t, h.Size)
		if err != nil {
			w.fail(full, err)
			continue
		}
		w.emit(full, data, depth)
	}
}
