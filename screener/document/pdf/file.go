package pdf

import (
	"bytes"
	"errors"

	"shortlist/screener/document"
)

// file is an open PDF: where its objects stand, and those that were asked for.
type file struct {
	data    []byte
	lim     document.Limits
	entries []entry
	objects []cached
	streams map[int]*objectStream
	trailer dict
	crypt   *crypt
	mem     *memory
	budget  int64 // bytes that may still be decompressed
	depth   int   // objects being read, each for the sake of the one before
	cuts    int   // streams that were cut off at a limit
	rebuilt bool
	wild    bool // the table loops or names objects beyond reason
	broken  bool // the budget ran out
	notes   []string
}

// entry says where an object stands: at an offset, or as the index-th of an object stream.
type entry struct {
	kind   uint8 // 0 free or unknown, 1 at offset, 2 in the object stream numbered offset
	gen    int32 // or the index within the object stream
	offset int64
}

// maxChain bounds how many objects may need one another to be read, such as lengths of streams.
const maxChain = 100

type cached struct {
	state uint8 // 0 not read, 1 being read, 2 read
	value object
}

var (
	errNotPDF   = errors.New("not a PDF file")
	errPassword = errors.New("encrypted with a password")
	errCipher   = errors.New("encrypted in a way that is not known")
)

// open finds the objects of data: by the cross-reference table where it holds, else by scanning for them.
func open(data []byte, lim document.Limits) (*file, error) {
	f := &file{data: data, lim: lim, budget: lim.Inflated, mem: memories.Get().(*memory)}
	if at := bytes.Index(data[:min(len(data), 1<<16)], []byte("%PDF-")); at > 0 {
		f.data = data[at:]
		f.note("junk before the header skipped")
	} else if at < 0 && !bytes.Contains(data, []byte(" obj")) {
		return nil, errNotPDF
	}
	ok := f.readXref()
	if ok {
		if err := f.decrypt(); err != nil {
			return nil, err
		}
	}
	if !ok || !f.hasRoot() {
		f.crypt = nil
		f.rebuild()
		if err := f.decrypt(); err != nil {
			return nil, err
		}
		f.unfold()
	}
	return f, nil
}

func (f *file) note(s string) { f.notes = append(f.notes, s) }

func (f *file) hasRoot() bool {
	root := f.dict(f.trailer.get("Root"))
	return root != nil && f.dict(root.get("Pages")) != nil
}

// object gives the object of that number, nil if there is none.
func (f *file) object(num int) object {
	if num < 0 || num >= len(f.entries) {
		return nil
	}
	if len(f.objects) < len(f.entries) {
		f.objects = append(f.objects, make([]cached, len(f.entries)-len(f.objects))...)
	}
	c := f.objects[num]
	if c.state == 1 || f.depth > maxChain {
		return nil // it refers to itself
	}
	if c.state == 2 {
		return c.value
	}
	f.objects[num].state = 1
	f.depth++
	v, ok := f.load(num)
	f.depth--
	if !ok && !f.rebuilt && f.entries[num].kind != 0 {
		// The table is wrong about this one; it will be about others.
		f.rebuild()
		f.unfold()
		return f.object(num)
	}
	if num < len(f.objects) {
		f.objects[num] = cached{2, v}
	}
	return v
}

func (f *file) load(num int) (object, bool) {
	switch e := f.entries[num]; e.kind {
	case 1:
		if e.offset < 0 || e.offset >= int64(len(f.data)) {
			return nil, false
		}
		p := parser{b: f.data, p: int(e.offset), room: &f.mem.parse}
		id, v, ok := p.indirect(f.length)
		if !ok || id.num != num {
			return nil, false
		}
		if f.crypt != nil {
			v = f.crypt.strings(v, id)
		}
		return v, true
	case 2:
		s := f.objectStream(int(e.offset))
		if s == nil {
			return nil, false
		}
		return s.object(num, int(e.gen), &f.mem.parse)
	}
	return nil, true
}

func (f *file) length(o object) int {
	n, ok := integer(f.resolve(o))
	if !ok {
		return -1
	}
	return n
}

// resolve follows references.
func (f *file) resolve(o object) object {
	for range 32 {
		r, ok := o.(ref)
		if !ok {
			return o
		}
		o = f.object(r.num)
	}
	return nil
}

func (f *file) dict(o object) dict {
	switch v := f.resolve(o).(type) {
	case dict:
		return v
	case *stream:
		return v.dict
	}
	return nil
}

func (f *file) array(o object) array {
	return elements(f.resolve(o))
}

func (f *file) stream(o object) *stream {
	v, _ := f.resolve(o).(*stream)
	return v
}

func (f *file) name(o object) name {
	v, _ := f.resolve(o).(name)
	return v
}

func (f *file) str(o object) string {
	v, _ := f.resolve(o).(string)
	return v
}

func (f *file) number(o object) (float64, bool) { return number(f.resolve(o)) }

func (f *file) int(o object, missing int) int {
	if n, ok := integer(f.resolve(o)); ok {
		return n
	}
	return missing
}

// numbers gives the numbers of an array of exactly n of them.
func (f *file) numbers(o object, n int) ([]float64, bool) {
	o = f.resolve(o)
	if v, ok := o.(numbers); ok && len(v) >= n {
		return v[:n], true
	}
	a := elements(o)
	if len(a) < n {
		return nil, false
	}
	out := make([]float64, n)
	for i := range out {
		v, ok := f.number(a[i])
		if !ok {
			return nil, false
		}
		out[i] = v
	}
	return out, true
}

// objectStream is an object stream (7.5.7), decoded.
type objectStream struct {
	data    []byte
	numbers []int
	offsets []int
}

func (f *file) objectStream(num int) *objectStream {
	if s, ok := f.streams[num]; ok {
		return s
	}
	if f.streams == nil {
		f.streams = map[int]*objectStream{}
	}
	f.streams[num] = nil // a stream within itself
	if num < 0 || num >= len(f.entries) || f.entries[num].kind != 1 {
		return nil
	}
	st := f.stream(ref{num: num})
	if st == nil {
		return nil
	}
	data := f.decode(st)
	first, n := f.int(st.dict.get("First"), 0), f.int(st.dict.get("N"), 0)
	if first <= 0 || first > len(data) {
		return nil
	}
	s := &objectStream{data: data}
	head := parser{b: data[:first]}
	for range n {
		id, ok1 := head.plainInt()
		off, ok2 := head.plainInt()
		if !ok1 || !ok2 {
			break
		}
		s.numbers = append(s.numbers, id)
		s.offsets = append(s.offsets, first+off)
	}
	f.streams[num] = s
	return s
}

func (s *objectStream) object(num, index int, room *parseRoom) (object, bool) {
	if index < 0 || index >= len(s.numbers) || s.numbers[index] != num {
		index = -1
		for i, n := range s.numbers[:min(len(s.numbers), 10000)] {
			if n == num {
				index = i
			}
		}
		if index < 0 {
			return nil, false
		}
	}
	if s.offsets[index] >= len(s.data) {
		return nil, false
	}
	p := parser{b: s.data, p: s.offsets[index], room: room}
	v := p.object()
	if _, ok := v.(keyword); ok {
		v = nil
	}
	return v, true
}
