package pdf

import (
	"bytes"
	"slices"
)

// maxNesting bounds arrays and dictionaries within each other.
const maxNesting = 100

// parser reads objects out of bytes and forgives what it can: it never fails, what makes no sense becomes nil.
type parser struct {
	b     []byte
	p     int
	depth int
	// plain: no references and no streams, as within content streams and CMaps.
	plain bool
	// room is shared by the parsers of a file; one that has none makes its own.
	room *parseRoom
}

// parseRoom is where arrays and dictionaries gather what is in them until they know how much that is, and where it
// stays then. It also keeps names that were read, since those of all files are much the same.
type parseRoom struct {
	objects []object
	floats  []float64
	pairs   []pair
	names   [512]object // by hash

	keptObjects []object
	keptPairs   []pair
}

// keep moves what was gathered to where it stays.
func keep[T any](room *[]T, gathered []T) []T {
	n := len(gathered)
	if *room == nil || cap(*room)-len(*room) < n {
		*room = make([]T, 0, max(256, n, min(2*cap(*room), 4096))) // what is in the old one stays there
	}
	at := len(*room)
	*room = append(*room, gathered...)
	return (*room)[at : at+n : at+n]
}

// empty forgets what was read, but for names, and large room.
func (r *parseRoom) empty() {
	empty(&r.objects)
	empty(&r.pairs)
	empty(&r.keptObjects)
	empty(&r.keptPairs)
	if cap(r.floats) > kept/8 {
		r.floats = nil
	}
}

func empty[T any](room *[]T) {
	if cap(*room) > kept/64 {
		*room = nil
	}
	clear((*room)[:cap(*room)])
	*room = (*room)[:0]
}

// name gives the name whose slash stands at p, as an object.
func (s *parser) name() object {
	start := s.p + 1
	end := regularEnd(s.b, start)
	b := s.b[start:end]
	hash := uint32(len(b))
	for _, c := range b {
		hash = hash*31 + uint32(c)
	}
	known := &s.room.names[(hash^hash>>9)%uint32(len(s.room.names))]
	if n, _ := (*known).(name); string(b) == string(n) && n != "" {
		s.p = end
		return *known
	}
	var n name
	n, s.p = scanName(s.b, s.p)
	var o object = n
	if len(n) == len(b) && len(b) <= keptName { // nothing in it was escaped
		*known = o
	}
	return o
}

// keyword is a bare word where an object was looked for; it never leaves the parser and the CMap reader.
type keyword string

// object reads the next object; at the end of the bytes it gives keyword "".
func (s *parser) object() object {
	if s.room == nil {
		s.room = new(parseRoom)
	}
	s.p = skipSpace(s.b, s.p)
	if s.p >= len(s.b) {
		return keyword("")
	}
	switch c := s.b[s.p]; c {
	case '/':
		return s.name()
	case '(':
		var v []byte
		v, s.p = scanLiteral(s.b, s.p, nil)
		return string(v)
	case '[':
		s.p++
		if s.depth >= maxNesting {
			return nil
		}
		return s.array()
	case '<':
		if s.p+1 < len(s.b) && s.b[s.p+1] == '<' {
			s.p += 2
			if s.depth >= maxNesting {
				return nil
			}
			return s.dict()
		}
		var v []byte
		v, s.p = scanHex(s.b, s.p, nil)
		return string(v)
	case '>':
		if s.p+1 < len(s.b) && s.b[s.p+1] == '>' {
			s.p += 2
			return keyword(">>")
		}
		s.p++
		return keyword(">")
	case ']':
		s.p++
		return keyword("]")
	case '{', '}', ')':
		s.p++
		return keyword(s.b[s.p-1 : s.p])
	case '+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return s.number()
	}
	start := s.p
	s.p = regularEnd(s.b, s.p)
	switch string(s.b[start:s.p]) {
	case "true":
		return true
	case "false":
		return false
	case "null":
		return nil
	}
	return keyword(s.b[start:s.p])
}

func (s *parser) number() object {
	v, real, end, ok := scanNumber(s.b, s.p)
	if !ok {
		start := s.p
		s.p = max(regularEnd(s.b, s.p), s.p+1)
		if s.p-start == 1 {
			return 0
		}
		return keyword(s.b[start:s.p])
	}
	s.p = end
	if real {
		return v
	}
	if v < -1<<53 || v > 1<<53 {
		return v
	}
	n := int(v)
	if s.plain || n < 0 {
		return n
	}
	// "12 0 R"
	p := skipWhite(s.b, end)
	if p == end || p >= len(s.b) || s.b[p]-'0' > 9 {
		return n
	}
	gen := 0
	q := p
	for q < len(s.b) && q-p < 6 && s.b[q]-'0' < 10 {
		gen = gen*10 + int(s.b[q]-'0')
		q++
	}
	r := skipWhite(s.b, q)
	if r == q || r >= len(s.b) || s.b[r] != 'R' || (r+1 < len(s.b) && class[s.b[r+1]] == regular) {
		return n
	}
	s.p = r + 1
	return ref{n, gen}
}

func skipWhite(b []byte, p int) int {
	for p < len(b) && class[b[p]] == white {
		p++
	}
	return p
}

// array reads the elements of an array up to its bracket.
func (s *parser) array() object {
	if out := s.numbers(); out != nil {
		return out
	}
	s.depth++
	room := s.room
	base := len(room.objects)
	for {
		start := s.p
		o := s.object()
		if k, ok := o.(keyword); ok {
			switch k {
			case ">>", "endobj", "endstream", "stream", "obj":
				s.p = start // the array was never closed
			case "]", "":
			default:
				continue
			}
			break
		}
		room.objects = append(room.objects, o)
	}
	s.depth--
	out := array(keep(&room.keptObjects, room.objects[base:]))
	room.objects = room.objects[:base]
	return out
}

// numbers reads an array of nothing but numbers; nil, and nothing read, for any other.
func (s *parser) numbers() numbers {
	room, p := s.room, s.p
	room.floats = room.floats[:0]
	for {
		p = skipWhite(s.b, p)
		if p >= len(s.b) {
			return nil
		}
		switch c := s.b[p]; {
		case c-'0' < 10 || c == '-' || c == '.':
			v, _, end, ok := scanNumber(s.b, p)
			if !ok {
				return nil
			}
			room.floats = append(room.floats, v)
			p = end
		case c == ']' && len(room.floats) > 0:
			s.p = p + 1
			return slices.Clone(room.floats)
		default:
			return nil
		}
	}
}

// dict reads the pairs of a dictionary up to its brackets.
func (s *parser) dict() object {
	s.depth++
	room := s.room
	base := len(room.pairs)
	for {
		start := s.p
		key := s.object()
		if k, ok := key.(name); ok {
			start = s.p
			v := s.object()
			if w, ok := v.(keyword); ok {
				if w == "endobj" || w == "endstream" || w == "stream" {
					s.p = start
				} else if w != ">>" && w != "" {
					continue
				}
				break
			}
			room.pairs = append(room.pairs, pair{k, v})
			continue
		}
		if w, ok := key.(keyword); ok {
			if w == "endobj" || w == "endstream" || w == "stream" || w == "xref" {
				s.p = start
			} else if w != ">>" && w != "" {
				continue
			}
			break
		}
	}
	s.depth--
	out := newDict(keep(&room.keptPairs, room.pairs[base:]))
	room.pairs = room.pairs[:base]
	return out
}

// indirect reads "12 0 obj …" at p. length resolves the length of a stream; it may be nil.
func (s *parser) indirect(length func(object) int) (ref, object, bool) {
	num, ok1 := s.plainInt()
	gen, ok2 := s.plainInt()
	if !ok1 || !ok2 || !s.word("obj") {
		return ref{}, nil, false
	}
	id := ref{num, gen}
	o := s.object()
	if _, ok := o.(keyword); ok {
		return id, nil, true
	}
	d, ok := o.(dict)
	if !ok {
		return id, o, true
	}
	save := s.p
	s.p = skipSpace(s.b, s.p)
	if !s.word("stream") {
		s.p = save
		return id, d, true
	}
	return id, &stream{dict: d, id: id, raw: s.streamBytes(d, length)}, true
}

func (s *parser) plainInt() (int, bool) {
	s.p = skipSpace(s.b, s.p)
	start, n := s.p, 0
	for s.p < len(s.b) && s.b[s.p]-'0' < 10 && s.p-start < 10 {
		n = n*10 + int(s.b[s.p]-'0')
		s.p++
	}
	return n, s.p > start
}

func (s *parser) word(w string) bool {
	s.p = skipSpace(s.b, s.p)
	if !bytes.HasPrefix(s.b[s.p:], []byte(w)) {
		return false
	}
	s.p += len(w)
	return true
}

var endstream = []byte("endstream")

// streamBytes gives the bytes after the keyword stream. The stated length is believed when endstream follows it,
// else the bytes end at the next endstream or endobj.
func (s *parser) streamBytes(d dict, length func(object) int) []byte {
	p := s.p
	for p < len(s.b) && s.b[p] == ' ' { // blanks after the keyword are a known fault
		p++
	}
	if p < len(s.b) && s.b[p] == '\r' {
		p++
	}
	if p < len(s.b) && s.b[p] == '\n' {
		p++
	}
	n := -1
	switch v := d.get("Length").(type) {
	case int:
		n = v
	case ref:
		if length != nil {
			n = length(v)
		}
	}
	if n >= 0 && n <= len(s.b)-p {
		q := skipWhite(s.b, p+n)
		if bytes.HasPrefix(s.b[q:], endstream) || bytes.HasPrefix(s.b[q:], []byte("endobj")) {
			s.p = q
			return s.b[p : p+n]
		}
	}
	end := bytes.Index(s.b[p:], endstream)
	if stop := bytes.Index(s.b[p:], []byte("endobj")); end < 0 {
		end = stop
	}
	if end < 0 {
		end = len(s.b) - p
	}
	s.p = p + end
	raw := s.b[p : p+end]
	if k := len(raw); k > 0 && raw[k-1] == '\n' {
		raw = raw[:k-1]
	}
	if k := len(raw); k > 0 && raw[k-1] == '\r' {
		raw = raw[:k-1]
	}
	return raw
}
