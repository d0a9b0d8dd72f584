// Package archive opens the documents that are zips inside (DOCX, ODT): by their directory, or, where that is cut off,
// by the entries that can still be found. What a part unpacks to is bounded.
package archive

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"

	"shortlist/screener/document"
)

// maxPart is how many bytes one part of a document may unpack to. The text of a resume is a hundredth of that; what is larger is
// there to harm.
const maxPart = 48 << 20

// Archive is the parts of a document.
type Archive struct {
	parts map[string]part
	names []string
	left  int64         // bytes that may still be unpacked
	flate io.ReadCloser // kept from part to part; a new one costs 40 KB
	// Damaged says that the directory was missing and the parts were found by their own headers.
	Damaged bool
}

type part struct {
	file *zip.File // from the directory
	data []byte    // else the packed bytes and whatever follows them
	size int       // packed; -1 if not known
	raw  bool      // not packed
}

// Open opens a document. The error is a *document.Unreadable.
func Open(data []byte, lim document.Limits) (*Archive, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("the file has %d MB, over the limit of %d MB", len(data)>>20, lim.Size>>20)}
	}
	a := &Archive{parts: map[string]part{}, left: lim.Inflated}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err == nil || errors.Is(err, zip.ErrInsecurePath) {
		if len(r.File) > 20000 {
			return nil, &document.Unreadable{Reason: fmt.Sprintf("the document has %d parts", len(r.File))}
		}
		for _, f := range r.File {
			if f.Flags&1 != 0 {
				return nil, &document.Unreadable{Reason: "the document is protected by a password", Hint: "ask for a copy without one"}
			}
			a.put(f.Name, part{file: f})
		}
		return a, nil
	}
	a.scan(data)
	if len(a.parts) == 0 {
		return nil, &document.Unreadable{Reason: "the file is cut off or damaged: none of its parts can be found"}
	}
	a.Damaged = true
	return a, nil
}

// scan finds parts by their local headers (PKWARE APPNOTE 4.3.7).
func (a *Archive) scan(data []byte) {
	for at := 0; len(a.names) < 20000; {
		i := bytes.Index(data[at:], []byte("PK\x03\x04"))
		if i < 0 {
			return
		}
		at += i
		h := data[at:]
		if len(h) < 30 {
			return
		}
		flags, method := binary.LittleEndian.Uint16(h[6:]), binary.LittleEndian.Uint16(h[8:])
		size := int(binary.LittleEndian.Uint32(h[18:]))
		n, extra := int(binary.LittleEndian.Uint16(h[26:])), int(binary.LittleEndian.Uint16(h[28:]))
		if 30+n+extra > len(h) || flags&1 != 0 || method != 0 && method != 8 {
			at += 4
			continue
		}
		p := part{data: h[30+n+extra:], size: size, raw: method == 0}
		if flags&8 != 0 && size == 0 || size > len(p.data) {
			p.size = -1
		}
		if p.raw && p.size < 0 {
			p.size = len(p.data)
			if end := bytes.Index(p.data, []byte("PK\x03\x04")); end >= 0 {
				p.size = end
			}
		}
		a.put(string(h[30:30+n]), p)
		at += 30 + n + extra
		if p.size > 0 {
			at += p.size
		}
	}
}

func (a *Archive) put(name string, p part) {
	name = strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
	if _, ok := a.parts[name]; ok {
		return // the first of two is what office programs take
	}
	a.parts[name] = p
	a.names = append(a.names, name)
}

// Names are the parts' names, in the order of the file.
func (a *Archive) Names() []string { return a.names }

// Has says whether there is a part of that name, in whichever case, and gives the name as it is written.
func (a *Archive) Has(name string) (string, bool) {
	if _, ok := a.parts[name]; ok {
		return name, true
	}
	for _, n := range a.names {
		if strings.EqualFold(n, name) {
			return n, true
		}
	}
	return "", false
}

// Read unpacks a part. cut says that only its beginning could be read, since the file is damaged behind it. A missing
// part gives nil; the error is a *document.Unreadable for one that is too large.
func (a *Archive) Read(name string) (data []byte, cut bool, err error) {
	name, ok := a.Has(name)
	if !ok {
		return nil, false, nil
	}
	p := a.parts[name]
	limit := min(a.left, maxPart)
	var r io.Reader
	hint := int64(0)
	switch {
	case p.file != nil:
		raw, err := p.file.OpenRaw()
		if err != nil {
			return nil, true, nil
		}
		r = raw
		if p.file.Method == zip.Deflate {
			r = a.inflate(raw)
		} else if p.file.Method != zip.Store {
			return nil, false, &document.Unreadable{Reason: fmt.Sprintf("part %s is packed by method %d, which no office program uses", name, p.file.Method)}
		}
		hint = int64(p.file.UncompressedSize64)
	case p.raw:
		r = bytes.NewReader(p.data[:p.size])
	default:
		packed := p.data
		if p.size >= 0 {
			packed = packed[:p.size]
		}
		r = a.inflate(bytes.NewReader(packed))
	}
	var buf bytes.Buffer
	if hint > 0 && hint <= 4<<20 { // what the directory states is not to be trusted with more
		buf.Grow(int(hint) + bytes.MinRead)
	}
	n, err := io.Copy(&buf, io.LimitReader(r, limit+1))
	a.left -= n
	if n > limit {
		return nil, false, &document.Unreadable{Reason: fmt.Sprintf("part %s unpacks to more than %d MB", name, limit>>20), Hint: "a document like that is made to harm; open it only with care"}
	}
	return buf.Bytes(), err != nil, nil
}

// inflate gives what packed bytes unpack to.
func (a *Archive) inflate(packed io.Reader) io.Reader {
	if a.flate == nil {
		a.flate = flate.NewReader(packed)
		return a.flate
	}
	if err := a.flate.(flate.Resetter).Reset(packed, nil); err != nil {
		return flate.NewReader(packed)
	}
	return a.flate
}
