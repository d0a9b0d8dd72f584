package pdf

import (
	"bytes"
	"slices"
)

// rebuild forgets the cross-reference table and finds the objects by scanning for "N G obj"; the last of a number counts.
func (f *file) rebuild() {
	f.rebuilt = true
	f.note("cross-reference table rebuilt")
	old := f.trailer
	f.entries, f.objects, f.streams = nil, nil, nil
	var trailer dict
	b := f.data
	for p := 0; ; {
		i := bytes.Index(b[p:], []byte("obj"))
		if i < 0 {
			break
		}
		at := p + i
		p = at + 3
		if num, gen, start, ok := objectHeader(b, at); ok {
			if e := f.place(num); e != nil {
				*e = entry{1, int32(gen), int64(start)}
			}
		}
	}
	for p := 0; ; {
		i := bytes.Index(b[p:], []byte("trailer"))
		if i < 0 {
			break
		}
		p += i + len("trailer")
		s := parser{b: b[p:min(len(b), p+1<<16)]}
		if d, ok := s.object().(dict); ok {
			trailer = mergeTrailer(trailer, d)
		}
	}
	for p := 0; ; { // dictionaries of cross-reference streams are trailers
		i := bytes.Index(b[p:], []byte("/XRef"))
		if i < 0 {
			break
		}
		at := p + i
		p = at + 5
		window := b[max(0, at-4096):min(len(b), at+4096)]
		start := bytes.LastIndex(window[:at-max(0, at-4096)], []byte("obj"))
		if start < 0 {
			continue
		}
		s := parser{b: window, p: start + 3}
		if d, ok := s.object().(dict); ok && d.get("Type") == name("XRef") {
			trailer = mergeTrailer(trailer, d)
		}
	}
	if trailer == nil || trailer.get("Root") == nil {
		trailer = mergeTrailer(trailer, old)
	}
	if trailer == nil {
		trailer = dict{}
	}
	f.trailer = trailer
}

// objectHeader reads the two numbers before the keyword obj at position at.
func objectHeader(b []byte, at int) (num, gen, start int, ok bool) {
	if at == 0 || class[b[at-1]] == delimiter {
		return 0, 0, 0, false
	}
	p := at
	back := func() (n int, ok bool) {
		for p > 0 && class[b[p-1]] == white {
			p--
		}
		end := p
		for p > 0 && end-p < 10 && b[p-1]-'0' < 10 {
			p--
		}
		for i := p; i < end; i++ {
			n = n*10 + int(b[i]-'0')
		}
		return n, end > p
	}
	if gen, ok = back(); !ok || gen > 65535 {
		return 0, 0, 0, false
	}
	if p == 0 || class[b[p-1]] != white {
		return 0, 0, 0, false
	}
	if num, ok = back(); !ok {
		return 0, 0, 0, false
	}
	return num, gen, p, true
}

func mergeTrailer(a, b dict) dict {
	out := slices.Clone(a)
	for _, k := range [...]name{"Root", "Info", "Encrypt", "ID"} {
		if v := b.get(k); v != nil {
			out = append(out, pair{k, v})
		}
	}
	return newDict(out)
}

// unfold adds what object streams hold to a table that was built by scanning, and finds a root if none is named.
func (f *file) unfold() {
	for num := range f.entries {
		if f.entries[num].kind != 1 {
			continue
		}
		at := int(f.entries[num].offset)
		head := f.data[at:min(len(f.data), at+512)]
		if !bytes.Contains(head, []byte("ObjStm")) {
			continue
		}
		s := f.objectStream(num)
		if s == nil {
			continue
		}
		for i, n := range s.numbers {
			e := f.place(n)
			if e == nil || n == num || e.kind == 1 {
				continue
			}
			*e = entry{2, int32(i), int64(num)}
		}
	}
	f.objects = nil
	if f.hasRoot() {
		return
	}
	for num := len(f.entries) - 1; num >= 0; num-- {
		d, ok := f.object(num).(dict)
		if ok && d.get("Type") == name("Catalog") && f.dict(d.get("Pages")) != nil {
			f.trailer = newDict(append(f.trailer, pair{"Root", ref{num, 0}}))
			return
		}
	}
}
