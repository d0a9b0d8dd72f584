package pdf

import (
	"cmp"
	"slices"
	"sort"
	"unicode/utf16"
	"unicode/utf8"
)

// cmap maps the codes of a string to CIDs, or to Unicode (9.7.5, 9.10.3).
type cmap struct {
	spaces   []codespace
	vertical bool
	identity bool // two bytes, CID = code
	// text holds a rune for each code; from 0x110000 on it is an index into long.
	text pages16
	long []string
	sets int // codes that were given a text
	// cids are ranges of codes with their first CID.
	cids   []cidRange
	sorted bool
}

type codespace struct {
	bytes    int
	low, top uint32
}

type cidRange struct{ low, top, cid uint32 }

// pages16 is a sparse table over 16 bits, in pages of 256. Most have a page or two, so that looking through them is
// quicker than room for all.
type pages16 []page16

type page16 struct {
	high   uint8
	values *[256]int32
}

func (t pages16) get(code int) int32 {
	if uint(code) > 0xffff {
		return 0
	}
	for i := range t {
		if t[i].high == uint8(code>>8) {
			return t[i].values[code&255]
		}
	}
	return 0
}

func (t *pages16) set(code int, v int32) {
	if uint(code) > 0xffff {
		return
	}
	pages := *t
	for i := len(pages) - 1; i >= 0; i-- {
		if pages[i].high == uint8(code>>8) {
			pages[i].values[code&255] = v
			return
		}
	}
	values := new([256]int32)
	values[code&255] = v
	*t = append(pages, page16{uint8(code >> 8), values})
}

const longText = 0x110000

// lookup gives what the code stands for; "" and 0 if nothing does. One rune is given as such.
func (m *cmap) lookup(code int) (rune, string) {
	v := m.text.get(code)
	if v >= longText {
		return 0, m.long[v-longText]
	}
	return v, ""
}

// setText notes that code means the UTF-16 in s, with its last unit raised by add.
func (m *cmap) setText(code int, s []byte, add int) {
	if m.sets++; m.sets > maxSets {
		return
	}
	switch len(s) {
	case 0:
		return
	case 1:
		m.text.set(code, int32(s[0])+int32(add))
		return
	case 2:
		r := int32(s[0])<<8 + int32(s[1]) + int32(add)
		if !utf16.IsSurrogate(r) && r <= 0xffff {
			if r == 0 {
				return
			}
			m.text.set(code, r)
		}
		return
	}
	var units [32]uint16
	n := 0
	for ; n < len(units) && 2*n+1 < len(s); n++ {
		units[n] = uint16(s[2*n])<<8 | uint16(s[2*n+1])
	}
	units[n-1] += uint16(add)
	runes := utf16.Decode(units[:n])
	for len(runes) > 0 && runes[len(runes)-1] == 0 {
		runes = runes[:len(runes)-1]
	}
	switch {
	case len(runes) == 0:
	case len(runes) == 1 && runes[0] != utf8.RuneError:
		m.text.set(code, runes[0])
	case len(m.long) < 1<<16:
		m.text.set(code, int32(longText+len(m.long)))
		m.long = append(m.long, string(runes))
	}
}

// cmapReader reads the text of a CMap in one pass.
type cmapReader struct {
	b      []byte
	p      int
	hex    [128]byte
	hexLen int
}

// maxRange bounds how many codes one range may name.
const maxRange = 1 << 16

// maxSets bounds how many codes all ranges of one CMap may name.
const maxSets = 1 << 18

// parseCMap reads a CMap stream into m. use is called for "/Name usecmap".
func parseCMap(b []byte, m *cmap, use func(name)) {
	s := cmapReader{b: b}
	var last name
	var lastInt int
	for {
		s.p = skipSpace(s.b, s.p)
		if s.p >= len(s.b) {
			return
		}
		c := s.b[s.p]
		switch {
		case c == '/':
			last, s.p = scanName(s.b, s.p)
		case c-'0' < 10 || c == '-' || c == '+' || c == '.':
			v, _, end, ok := scanNumber(s.b, s.p)
			lastInt = int(v)
			s.p = end
			if !ok {
				s.p++
			}
		case class[c] == delimiter:
			s.skipDelimited(c)
		default:
			start := s.p
			s.p = regularEnd(s.b, s.p)
			switch string(s.b[start:s.p]) {
			case "begincodespacerange":
				s.codespaces(m)
			case "beginbfchar":
				s.bfchars(m)
			case "beginbfrange":
				s.bfranges(m)
			case "begincidrange":
				s.cidranges(m, true)
			case "begincidchar":
				s.cidranges(m, false)
			case "usecmap":
				if use != nil {
					use(last)
				}
			case "def":
				if last == "WMode" {
					m.vertical = lastInt == 1
					last = ""
				}
			}
		}
	}
}

func (s *cmapReader) skipDelimited(c byte) {
	switch {
	case c == '(':
		_, s.p = scanLiteral(s.b, s.p, s.hex[:0])
	case c == '<' && s.p+1 < len(s.b) && s.b[s.p+1] != '<':
		s.string()
	case c == '<':
		s.p += 2
	default:
		s.p++
	}
}

// string reads the hexadecimal string at p into hex; false when something else stands there.
func (s *cmapReader) string() bool {
	s.p = skipSpace(s.b, s.p)
	if s.p >= len(s.b) || s.b[s.p] != '<' {
		return false
	}
	out, p := scanHex(s.b, s.p, s.hex[:0])
	s.p = p
	s.hexLen = copy(s.hex[:], out)
	return true
}

func (s *cmapReader) code() (uint32, int, bool) {
	if !s.string() {
		return 0, 0, false
	}
	var v uint32
	for _, c := range s.hex[:min(s.hexLen, 4)] {
		v = v<<8 | uint32(c)
	}
	return v, s.hexLen, true
}

func (s *cmapReader) codespaces(m *cmap) {
	for {
		low, n, ok1 := s.code()
		if !ok1 {
			return
		}
		top, _, ok2 := s.code()
		if !ok2 {
			return
		}
		if n >= 1 && n <= 4 && len(m.spaces) < 100 {
			m.spaces = append(m.spaces, codespace{n, low, top})
		}
	}
}

func (s *cmapReader) bfchars(m *cmap) {
	for {
		code, _, ok := s.code()
		if !ok {
			return
		}
		s.p = skipSpace(s.b, s.p)
		if s.p < len(s.b) && s.b[s.p] == '/' {
			var n name
			n, s.p = scanName(s.b, s.p)
			if t := glyphText(string(n)); t != "" {
				m.setText(int(code), utf16Bytes(t), 0)
			}
			continue
		}
		if !s.string() {
			return
		}
		m.setText(int(code), s.hex[:s.hexLen], 0)
	}
}

func (s *cmapReader) bfranges(m *cmap) {
	for {
		low, _, ok := s.code()
		if !ok {
			return
		}
		top, _, ok := s.code()
		if !ok {
			return
		}
		s.p = skipSpace(s.b, s.p)
		if s.p < len(s.b) && s.b[s.p] == '[' {
			s.p++
			for code := low; s.string(); code++ {
				if code <= top {
					m.setText(int(code), s.hex[:s.hexLen], 0)
				}
			}
			for s.p < len(s.b) && s.b[s.p] != ']' && s.b[s.p] != '<' && class[s.b[s.p]] != regular {
				s.p++
			}
			if s.p < len(s.b) && s.b[s.p] == ']' {
				s.p++
			}
			continue
		}
		if !s.string() {
			return
		}
		dst := s.hex[:s.hexLen]
		for i := 0; i < maxRange && int64(low)+int64(i) <= int64(top) && m.sets < maxSets; i++ {
			m.setText(int(low)+i, dst, i)
		}
	}
}

func (s *cmapReader) cidranges(m *cmap, ranges bool) {
	for {
		low, _, ok := s.code()
		if !ok {
			return
		}
		top := low
		if ranges {
			if top, _, ok = s.code(); !ok {
				return
			}
		}
		s.p = skipSpace(s.b, s.p)
		v, _, end, ok := scanNumber(s.b, s.p)
		if !ok {
			return
		}
		s.p = end
		if len(m.cids) < 1<<17 {
			m.cids = append(m.cids, cidRange{low, top, uint32(v)})
		}
	}
}

func utf16Bytes(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// cid gives the CID of a code.
func (m *cmap) cid(code int) int {
	if m.identity || len(m.cids) == 0 {
		return code
	}
	if !m.sorted {
		m.sorted = true
		slices.SortStableFunc(m.cids, func(a, b cidRange) int { return cmp.Compare(a.low, b.low) })
	}
	i := sort.Search(len(m.cids), func(i int) bool { return m.cids[i].low > uint32(code) }) - 1
	if i >= 0 && uint32(code) <= m.cids[i].top {
		return int(m.cids[i].cid + uint32(code) - m.cids[i].low)
	}
	return 0
}

// next reads one code off s, by the codespace ranges; two bytes where nothing fits.
func (m *cmap) next(s []byte) (code, n int) {
	if m.identity || len(m.spaces) == 0 {
		if len(s) == 1 {
			return int(s[0]), 1
		}
		return int(s[0])<<8 | int(s[1]), 2
	}
	v := uint32(0)
	for n := 1; n <= 4 && n <= len(s); n++ {
		v = v<<8 | uint32(s[n-1])
		for _, c := range m.spaces {
			if c.bytes == n && c.fits(v) {
				return int(v), n
			}
		}
	}
	n = len(s)
	for _, c := range m.spaces {
		n = min(n, c.bytes)
	}
	v = 0
	for _, c := range s[:n] {
		v = v<<8 | uint32(c)
	}
	return int(v), n
}

// fits compares byte by byte: a codespace range is a rectangle.
func (c codespace) fits(v uint32) bool {
	for i := 0; i < c.bytes; i++ {
		b, lo, hi := v>>(8*i)&255, c.low>>(8*i)&255, c.top>>(8*i)&255
		if b < lo || b > hi {
			return false
		}
	}
	return true
}
