package pdf

import "bytes"

// decode gives the bytes of a stream behind all its filters. What is damaged is given as far as it goes; a stream
// in an image format (DCT, JPX, CCITT, JBIG2) gives nothing.
func (f *file) decode(s *stream) []byte {
	data, rest := f.unfilter(s, nil)
	if rest != "" {
		return nil
	}
	return data
}

// borrow does the same for what is looked at once: the bytes are good until the next call.
func (f *file) borrow(s *stream) []byte { return f.decodeInto(s, &f.mem.borrowed) }

// decodeInto does the same in memory that is there, or that grows for the next stream.
func (f *file) decodeInto(s *stream, room *[]byte) []byte {
	data, rest := f.unfilter(s, room)
	if rest != "" {
		return nil
	}
	return data
}

// unfilter applies the filters up to the first one that holds an image, whose name it gives as rest. The last
// one is undone in room, if there is any.
func (f *file) unfilter(s *stream, room *[]byte) (data []byte, rest name) {
	data = s.raw
	var filters, params array
	switch v := f.resolve(first(s.dict, "Filter", "F")).(type) {
	case name:
		filters = array{v}
	case array:
		filters = v
	}
	switch v := f.resolve(first(s.dict, "DecodeParms", "DP")).(type) {
	case dict:
		params = array{v}
	case array:
		params = v
	}
	if f.crypt != nil && s.id != (ref{}) {
		data = f.crypt.stream(f, s, filters, params, data)
	}
	for i, filter := range filters {
		if i >= 16 {
			return nil, ""
		}
		var param dict
		if i < len(params) {
			param = f.dict(params[i])
		}
		switch n := f.name(filter); n {
		case "FlateDecode", "Fl":
			if i < len(filters)-1 {
				data = f.predict(f.flate(data, nil), param)
			} else {
				data = f.predict(f.flate(data, room), param)
			}
		case "LZWDecode", "LZW":
			data = f.predict(f.spend(unlzw(data, f.int(param.get("EarlyChange"), 1) != 0, f.most())), param)
		case "ASCII85Decode", "A85":
			data = f.spend(unascii85(data))
		case "ASCIIHexDecode", "AHx":
			data, _ = scanHex(data, -1, nil)
			f.spend(data)
		case "RunLengthDecode", "RL":
			data = f.spend(unrunlength(data, f.most()))
		case "Crypt":
		case "DCTDecode", "DCT", "JPXDecode", "CCITTFaxDecode", "CCF", "JBIG2Decode":
			return data, n
		default:
			return nil, n
		}
	}
	return data, ""
}

func first(d dict, keys ...name) object {
	for _, k := range keys {
		if v := d.get(k); v != nil {
			return v
		}
	}
	return nil
}

// maxStream bounds what one stream may decode to, in bytes: beyond the pages of real resumes by far, and such that its
// growth fits the memory of a worker.
const maxStream = 64 << 20

// most is how many bytes the next stream may decode to.
func (f *file) most() int64 { return min(f.budget, maxStream) }

// spend takes decoded bytes from the budget.
func (f *file) spend(b []byte) []byte {
	f.budget -= int64(len(b))
	if f.budget < 0 {
		f.broken = true
		f.budget = 0
	}
	return b
}

// flate decodes src in room, or in memory of its own.
func (f *file) flate(src []byte, room *[]byte) []byte {
	src = src[skipWhite(src, 0):]
	if len(src) < 2 {
		return nil
	}
	if src[0]&0x0f == 8 && (int(src[0])<<8|int(src[1]))%31 == 0 {
		src = src[2:]
	} else if src[0]&0x0f == 8 && src[0]>>4 <= 7 { // a damaged header in front of sound data
		src = src[2:]
	}
	limit := f.most()
	var out []byte
	if room != nil {
		out = *room
	}
	if cap(out) == 0 {
		out = make([]byte, 0, min(int64(4*len(src)+512), limit+512))
	}
	out = f.mem.inflate.inflate(out, src, int(limit))
	if room != nil {
		*room = out
	}
	if int64(len(out)) > limit {
		f.cuts++
	}
	return f.spend(out)
}

// predict undoes a PNG or TIFF predictor (7.4.4.4).
func (f *file) predict(b []byte, param dict) []byte {
	predictor := f.int(param.get("Predictor"), 1)
	if predictor < 2 {
		return b
	}
	colors, bits, columns := f.int(param.get("Colors"), 1), f.int(param.get("BitsPerComponent"), 8), f.int(param.get("Columns"), 1)
	if colors < 1 || colors > 64 || bits < 1 || bits > 32 || columns < 1 || columns > 1<<24 {
		return b
	}
	pixel, row := (colors*bits+7)/8, (colors*bits*columns+7)/8
	if row > len(b) { // no whole row
		row = max(len(b)-1, 1)
	}
	if predictor == 2 {
		if bits == 8 {
			for ; len(b) >= row; b = b[row:] {
				for i := colors; i < row; i++ {
					b[i] += b[i-colors]
				}
			}
		}
		return b
	}
	out := b[:0] // rows move up by one byte each
	prev := make([]byte, row)
	for len(b) > 0 {
		kind := b[0]
		line := b[1:min(len(b), row+1)]
		b = b[1+len(line):]
		unpng(kind, line, prev, pixel)
		out = append(out, line...)
		prev = out[len(out)-len(line):]
		if len(prev) < row {
			break
		}
	}
	return out
}

func unpng(kind byte, line, prev []byte, pixel int) {
	for i := range line {
		var left, up, corner int
		up = int(prev[i])
		if i >= pixel {
			left, corner = int(line[i-pixel]), int(prev[i-pixel])
		}
		switch kind {
		case 1:
			line[i] += byte(left)
		case 2:
			line[i] += byte(up)
		case 3:
			line[i] += byte((left + up) / 2)
		case 4:
			line[i] += byte(paeth(left, up, corner))
		}
	}
}

func paeth(a, b, c int) int {
	p := a + b - c
	pa, pb, pc := abs(p-a), abs(p-b), abs(p-c)
	switch {
	case pa <= pb && pa <= pc:
		return a
	case pb <= pc:
		return b
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// unlzw decodes LZW with codes of 9 to 12 bits, high bit first.
func unlzw(src []byte, early bool, limit int64) []byte {
	type code struct {
		prefix uint16
		last   byte
		length uint16
	}
	var table [4096]code
	for i := range 256 {
		table[i] = code{last: byte(i), length: 1}
	}
	var out []byte
	next, width, prev := 258, 9, -1
	acc, bits := 0, 0
	shift := 0
	if early {
		shift = 1
	}
	for _, c := range src {
		acc = acc<<8 | int(c)
		bits += 8
		if bits < width {
			continue
		}
		bits -= width
		k := acc >> bits & (1<<width - 1)
		acc &= 1<<bits - 1
		switch {
		case k == 256:
			next, width, prev = 258, 9, -1
			continue
		case k == 257:
			return out
		case k > next || k == next && prev < 0:
			return out
		}
		start := len(out)
		emit := k
		if k == next {
			emit = prev
		}
		n := int(table[emit].length)
		if int64(start+n+1) > limit {
			return out
		}
		out = append(out, make([]byte, n)...)
		for i, t := start+n-1, emit; i >= start; i-- {
			out[i] = table[t].last
			t = int(table[t].prefix)
		}
		if k == next {
			out = append(out, out[start])
		}
		if prev >= 0 && next < 4096 {
			table[next] = code{uint16(prev), out[start], table[prev].length + 1}
			next++
		}
		prev = k
		switch {
		case next+shift >= 2048:
			width = 12
		case next+shift >= 1024:
			width = 11
		case next+shift >= 512:
			width = 10
		}
	}
	return out
}

func unascii85(src []byte) []byte {
	var out []byte
	var group uint32
	n := 0
	for i := 0; i < len(src); i++ {
		c := src[i]
		switch {
		case class[c] == white:
			continue
		case c == 'z' && n == 0:
			out = append(out, 0, 0, 0, 0)
			continue
		case c == '<' && i+1 < len(src) && src[i+1] == '~':
			i++
			continue
		case c < '!' || c > 'u':
			i = len(src)
			continue
		}
		group = group*85 + uint32(c-'!')
		if n++; n == 5 {
			out = append(out, byte(group>>24), byte(group>>16), byte(group>>8), byte(group))
			group, n = 0, 0
		}
	}
	if n > 1 {
		for i := n; i < 5; i++ {
			group = group*85 + 84
		}
		for i := 0; i < n-1; i++ {
			out = append(out, byte(group>>(24-8*i)))
		}
	}
	return out
}

func unrunlength(src []byte, limit int64) []byte {
	var out []byte
	for i := 0; i < len(src) && int64(len(out)) <= limit; {
		n := int(src[i])
		i++
		switch {
		case n < 128:
			end := min(i+n+1, len(src))
			out = append(out, src[i:end]...)
			i = end
		case n > 128 && i < len(src):
			out = append(out, bytes.Repeat(src[i:i+1], 257-n)...)
			i++
		default:
			return out
		}
	}
	return out
}
