package pdf

import (
	_ "embed"
	"strings"
	"sync"
)

// cffNames are the standard strings of CFF in order, one a line (Technical Note 5176, appendix A).
//
//go:embed data/cffnames.txt
var cffNames string

var cffStandard = sync.OnceValue(func() []string { return strings.Fields(cffNames) })

// readCFF reads charset and encoding of a bare CFF font (Adobe Technical Note 5176).
func readCFF(data []byte) *fontProgram {
	b := bytes16(data)
	if len(b) < 4 || b[0] != 1 {
		return nil
	}
	_, at := cffIndex(b, int(b[2]))
	tops, at := cffIndex(b, at)
	own, _ := cffIndex(b, at)
	if len(tops) == 0 {
		return nil
	}
	top := cffDict(tops[0])
	glyphs, _ := cffIndex(b, top.get(17, 0))
	n := len(glyphs)
	if n == 0 {
		return nil
	}
	_, cid := top[12<<8|30]
	sids := cffCharset(b, top.get(15, 0), n)
	p := &fontProgram{byGlyph: map[int]rune{}}
	if cid {
		return p
	}
	names := make([]string, n)
	for g, sid := range sids {
		switch {
		case sid < len(cffStandard()):
			names[g] = cffStandard()[sid]
		case sid >= 391 && sid-391 < len(own):
			names[g] = string(own[sid-391])
		}
		if r, rest := single(glyphText(names[g])); rest == "" && r != 0 {
			p.byGlyph[g] = r
		}
	}
	switch enc := top.get(16, 0); enc {
	case 0:
		has := map[rune]bool{}
		for _, r := range p.byGlyph {
			has[r] = true
		}
		for c, r := range standardEncoding() {
			if has[r] {
				p.runes[c] = r
			}
		}
	case 1: // expert
	default:
		cffEncoding(b, enc, names, p)
	}
	return p
}

func cffEncoding(b bytes16, at int, names []string, p *fontProgram) {
	if at >= len(b) {
		return
	}
	set := func(code, g int) {
		if code < 256 && g < len(names) {
			p.names[code] = names[g]
		}
	}
	format := b[at]
	n := int(b.cut(at+1, 1).u8(0))
	at += 2
	g := 1
	switch format & 0x7f {
	case 0:
		for i := range n {
			set(b.u8(at+i), g)
			g++
		}
		at += n
	case 1:
		for i := range n {
			first, left := b.u8(at+2*i), b.u8(at+2*i+1)
			for k := 0; k <= left; k++ {
				set(first+k, g)
				g++
			}
		}
		at += 2 * n
	}
}

func (b bytes16) u8(i int) int {
	if i < 0 || i >= len(b) {
		return 0
	}
	return int(b[i])
}

// cffIndex reads an INDEX and gives its elements and the position behind it.
func cffIndex(b bytes16, at int) ([]bytes16, int) {
	n := b.u16(at)
	if n == 0 || at < 0 || at+2 > len(b) {
		return nil, at + 2
	}
	size := b.u8(at + 2)
	if size < 1 || size > 4 || at+3+(n+1)*size > len(b) {
		return nil, at + 2
	}
	offset := func(i int) int {
		v := 0
		for k := range size {
			v = v<<8 | b.u8(at+3+i*size+k)
		}
		return v
	}
	base := at + 2 + (n+1)*size
	out := make([]bytes16, n)
	for i := range n {
		from, to := offset(i), offset(i+1)
		if to >= from {
			out[i] = b.cut(base+from, to-from)
		}
	}
	return out, base + offset(n)
}

type cffValues map[int][]int

func (d cffValues) get(op, missing int) int {
	if v := d[op]; len(v) > 0 {
		return v[len(v)-1]
	}
	return missing
}

func cffDict(b bytes16) cffValues {
	d := cffValues{}
	var operands []int
	for i := 0; i < len(b); {
		c := int(b[i])
		i++
		switch {
		case c <= 21:
			if c == 12 {
				c = 12<<8 | b.u8(i)
				i++
			}
			d[c] = operands
			operands = nil
		case c == 28:
			operands = append(operands, int(int16(b.u16(i))))
			i += 2
		case c == 29:
			operands = append(operands, int(int32(b.u32(i))))
			i += 4
		case c == 30: // a real number; none of them is needed
			for i < len(b) && b[i]&15 != 15 && b[i]>>4 != 15 {
				i++
			}
			i++
			operands = append(operands, 0)
		case c >= 32 && c <= 246:
			operands = append(operands, c-139)
		case c >= 247 && c <= 250:
			operands = append(operands, (c-247)*256+b.u8(i)+108)
			i++
		case c >= 251 && c <= 254:
			operands = append(operands, -(c-251)*256-b.u8(i)-108)
			i++
		}
	}
	return d
}

func cffCharset(b bytes16, at, n int) []int {
	sids := make([]int, n)
	switch at {
	case 0:
		for g := range sids {
			sids[g] = g
		}
		return sids
	case 1, 2:
		return sids
	}
	format := b.u8(at)
	at++
	for g := 1; g < n && at < len(b); {
		switch format {
		case 0:
			sids[g] = b.u16(at)
			at += 2
			g++
		default:
			first, left := b.u16(at), b.u8(at+2)
			at += 3
			if format == 2 {
				left = left<<8 | b.u8(at)
				at++
			}
			for k := 0; k <= left && g < n; k++ {
				sids[g] = first + k
				g++
			}
		}
	}
	return sids
}
