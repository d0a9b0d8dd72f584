package pdf

import (
	"bytes"
	"fmt"
	"slices"
)

// repaired gives the bytes of the file with a sound header, cross-reference table and trailer for the objects that were
// found, so that the library can open what it refused. Nil when they stand in object streams or are encrypted, which
// the library reads too slowly or not at all.
func (f *file) repaired() []byte {
	root, ok := f.trailer.get("Root").(ref)
	if !ok || f.crypt != nil || len(f.entries) == 0 || slices.ContainsFunc(f.entries, func(e entry) bool { return e.kind == 2 }) {
		return nil
	}
	const header = "%PDF-1.7\n"
	b := make([]byte, 0, len(f.data)+len(header)+20*len(f.entries)+256)
	b = append(append(b, header...), f.data...)
	b = append(b, '\n')
	start := len(b)
	b = fmt.Appendf(b, "xref\n0 %d\n", len(f.entries))
	for _, e := range f.entries {
		switch e.kind {
		case 1:
			b = fmt.Appendf(b, "%010d %05d n \n", e.offset+int64(len(header)), e.gen&0xffff)
		default:
			b = append(b, "0000000000 65535 f \n"...)
		}
	}
	b = fmt.Appendf(b, "trailer\n<</Size %d/Root %d %d R>>\nstartxref\n%d\n%%%%EOF\n", len(f.entries), root.num, root.gen, start)
	return b
}

// sound says whether the library may be given the bytes: it loops on a chain of cross-reference sections that bites its
// tail, and makes room for whatever number of objects is stated.
func (f *file) sound() bool {
	size, ok := f.trailer.get("Size").(int)
	if !ok || size < 0 || size > 1<<20+len(f.data) || f.wild || f.trailer.get("Encrypt") != nil {
		return false
	}
	for _, e := range f.entries {
		if e.kind == 2 {
			return false
		}
	}
	tail := bytes.TrimRight(f.data, "\r\n\t ")
	return bytes.HasSuffix(tail, []byte("%%EOF"))
}

// askLibrary has the library open the file, or its repaired bytes; nil where it cannot.
func (f *file) askLibrary() *library {
	data := f.data
	if f.rebuilt || !f.sound() {
		if data = f.repaired(); data == nil {
			return nil
		}
	}
	l, err := openLibrary(data)
	if err != nil {
		return nil
	}
	return l
}

// libraryPages gives the pages as the library finds them.
func (f *file) libraryPages() []page {
	l := f.askLibrary()
	if l == nil {
		return nil
	}
	dicts, err := l.pages(maxTreePages, f.lim.Depth)
	if err != nil {
		return nil
	}
	out := make([]page, len(dicts))
	for i, d := range dicts {
		out[i] = page{dict: d, resources: d.get("Resources"), media: f.pageBox(d.get("MediaBox"), d.get("CropBox")), rotate: f.rotation(d.get("Rotate"))}
	}
	return out
}

// rotation is a page's rotation in quarter turns of degrees.
func (f *file) rotation(o object) int {
	v, _ := f.number(o)
	return ((int(v)%360 + 360) % 360) / 90 * 90
}
