package pdf

import "bytes"

// readXref follows the chain of cross-reference sections from the last startxref, newest first.
// False means that it does not hold together.
func (f *file) readXref() bool {
	tail := f.data[max(0, len(f.data)-2048):]
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return false
	}
	p := parser{b: tail, p: at + len("startxref")}
	offset, ok := p.plainInt()
	if !ok {
		return false
	}
	seen := map[int]bool{}
	queue := []int{offset}
	for len(queue) > 0 {
		offset = queue[0]
		queue = queue[1:]
		if seen[offset] {
			f.wild = true
			continue
		}
		seen[offset] = true
		if offset <= 0 || offset >= len(f.data) {
			return false
		}
		p := parser{b: f.data, p: offset, room: &f.mem.parse}
		var d dict
		if p.word("xref") {
			d, ok = f.xrefTable(&p)
		} else {
			p.p = offset
			d, ok = f.xrefStream(&p)
		}
		if !ok {
			return false
		}
		if f.trailer == nil {
			f.trailer = d
		}
		if n, ok := d.get("XRefStm").(int); ok {
			queue = append(queue, n)
		}
		if n, ok := number(d.get("Prev")); ok {
			queue = append(queue, int(n))
		}
	}
	return f.trailer != nil
}

// place grows the table for the object of that number; nil when the number is beyond reason.
func (f *file) place(num int) *entry {
	if num < 0 || num > 1<<21 || num > 1<<16+len(f.data) {
		f.wild = true
		return nil
	}
	if num >= len(f.entries) {
		if num >= cap(f.entries) {
			f.reserve(max(num+1, 2*cap(f.entries), 64))
		}
		f.entries = f.entries[:num+1]
	}
	return &f.entries[num]
}

// reserve makes room for n entries.
func (f *file) reserve(n int) {
	if n > cap(f.entries) {
		grown := make([]entry, len(f.entries), n)
		copy(grown, f.entries)
		f.entries = grown
	}
}

func (f *file) xrefTable(p *parser) (dict, bool) {
	for {
		p.p = skipSpace(p.b, p.p)
		if p.word("trailer") {
			d, ok := p.object().(dict)
			return d, ok
		}
		start, ok1 := p.plainInt()
		n, ok2 := p.plainInt()
		if !ok1 || !ok2 {
			return nil, false
		}
		if n < len(p.b)/18 && start < len(p.b)/18 { // an entry has 20 bytes
			f.reserve(start + n)
		}
		for i := range n {
			offset, ok1 := p.plainInt()
			gen, ok2 := p.plainInt()
			if !ok1 || !ok2 {
				if i > 0 && bytes.HasPrefix(p.b[skipSpace(p.b, p.p):], []byte("trailer")) {
					break // fewer than stated
				}
				return nil, false
			}
			p.p = skipWhite(p.b, p.p)
			if p.p >= len(p.b) {
				return nil, false
			}
			used := p.b[p.p] == 'n'
			if !used && p.b[p.p] != 'f' {
				return nil, false
			}
			p.p++
			if i == 0 && start == 1 && !used && gen == 65535 {
				start = 0 // a known fault: the table starts at 1 but means 0
			}
			if e := f.place(start + i); e != nil && e.kind == 0 && e.gen == 0 {
				if used {
					*e = entry{1, int32(gen), int64(offset)}
				} else {
					e.gen = -1 // free: what an older section says does not count
				}
			}
		}
	}
}

func (f *file) xrefStream(p *parser) (dict, bool) {
	_, o, ok := p.indirect(func(o object) int { n, _ := o.(int); return n })
	st, isStream := o.(*stream)
	if !ok || !isStream || st.dict.get("Type") != name("XRef") {
		return nil, false
	}
	st.id = ref{} // never encrypted
	data := f.borrow(st)
	w, ok := f.numbers(st.dict.get("W"), 3)
	if !ok {
		return nil, false
	}
	var width [3]int
	for i := range width {
		width[i] = int(w[i])
		if width[i] < 0 || width[i] > 8 {
			return nil, false
		}
	}
	row := width[0] + width[1] + width[2]
	if row == 0 {
		return nil, false
	}
	index := elements(st.dict.get("Index"))
	if index == nil {
		index = array{0, st.dict.get("Size")}
	}
	for ; len(index) >= 2; index = index[2:] {
		start, ok1 := integer(index[0])
		n, ok2 := integer(index[1])
		if !ok1 || !ok2 {
			return nil, false
		}
		for i := 0; i < n && len(data) >= row; i++ {
			kind := bigEndian(data[:width[0]])
			if width[0] == 0 {
				kind = 1
			}
			second := bigEndian(data[width[0] : width[0]+width[1]])
			third := bigEndian(data[width[0]+width[1] : row])
			data = data[row:]
			e := f.place(start + i)
			if e == nil || e.kind != 0 || e.gen != 0 {
				continue
			}
			switch kind {
			case 0:
				e.gen = -1
			case 1, 2:
				*e = entry{uint8(kind), int32(third), int64(second)}
			}
		}
	}
	return st.dict, true
}

func bigEndian(b []byte) int {
	n := 0
	for _, c := range b {
		n = n<<8 | int(c)
	}
	return n
}
