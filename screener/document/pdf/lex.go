package pdf

import "math"

// Classes of bytes (ISO 32000-1, 7.2.2).
const (
	regular = iota
	white
	delimiter
)

var class = [256]uint8{
	0: white, '\t': white, '\n': white, '\f': white, '\r': white, ' ': white,
	'(': delimiter, ')': delimiter, '<': delimiter, '>': delimiter, '[': delimiter, ']': delimiter,
	'{': delimiter, '}': delimiter, '/': delimiter, '%': delimiter,
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

// skipSpace gives the position of the next byte that is neither white nor in a comment.
func skipSpace(b []byte, p int) int {
	for p < len(b) {
		switch {
		case class[b[p]] == white:
			p++
		case b[p] == '%':
			for p < len(b) && b[p] != '\n' && b[p] != '\r' {
				p++
			}
		default:
			return p
		}
	}
	return p
}

// regularEnd gives the end of the run of regular bytes at p.
func regularEnd(b []byte, p int) int {
	for p < len(b) && class[b[p]] == regular {
		p++
	}
	return p
}

// scanNumber reads the number at p, as lax as the readers people use: "--5", "1.2.3", "5-3" and "." are numbers.
// It gives ok false when no number starts there.
func scanNumber(b []byte, p int) (v float64, real bool, end int, ok bool) {
	negative := false
	for p < len(b) && (b[p] == '+' || b[p] == '-') {
		negative = negative || b[p] == '-'
		p++
	}
	digits := p
	var whole uint64
	for p < len(b) && b[p]-'0' < 10 {
		if whole < 1<<58 {
			whole = whole*10 + uint64(b[p]-'0')
		}
		p++
	}
	seen := p > digits
	v = float64(whole)
	if p < len(b) && b[p] == '.' {
		real = true
		p++
		var fraction, scale uint64 = 0, 1
		for p < len(b) && (b[p]-'0' < 10 || b[p] == '-') {
			if b[p] == '-' { // "12.-5": what follows is noise
				for p < len(b) && class[b[p]] == regular {
					p++
				}
				break
			}
			if scale < 1e15 {
				fraction = fraction*10 + uint64(b[p]-'0')
				scale *= 10
			}
			p++
			seen = true
		}
		v += float64(fraction) / float64(scale)
		seen = true
	}
	if !seen {
		return 0, false, p, false
	}
	if p < len(b) && (b[p] == 'e' || b[p] == 'E') && p+1 < len(b) && (b[p+1]-'0' < 10 || b[p+1] == '-') { // not legal, written by some
		exponent, sign, q := 0, 1, p+1
		if b[q] == '-' {
			sign, q = -1, q+1
		}
		for q < len(b) && b[q]-'0' < 10 {
			exponent = min(exponent*10+int(b[q]-'0'), 400)
			q++
		}
		v *= math.Pow10(sign * exponent)
		real, p = true, q
	}
	if negative {
		v = -v
	}
	return v, real, p, true
}

// scanLiteral appends the literal string whose opening parenthesis stands at p to dst.
func scanLiteral(b []byte, p int, dst []byte) ([]byte, int) {
	depth := 0
	for p < len(b) {
		c := b[p]
		p++
		switch c {
		case '(':
			depth++
			if depth == 1 {
				continue
			}
		case ')':
			depth--
			if depth == 0 {
				return dst, p
			}
		case '\r':
			if p < len(b) && b[p] == '\n' {
				p++
			}
			c = '\n'
		case '\\':
			if p >= len(b) {
				return dst, p
			}
			c = b[p]
			p++
			switch c {
			case 'n':
				c = '\n'
			case 'r':
				c = '\r'
			case 't':
				c = '\t'
			case 'b':
				c = '\b'
			case 'f':
				c = '\f'
			case '\r':
				if p < len(b) && b[p] == '\n' {
					p++
				}
				continue
			case '\n':
				continue
			case '0', '1', '2', '3', '4', '5', '6', '7':
				v := int(c - '0')
				for i := 0; i < 2 && p < len(b) && b[p] >= '0' && b[p] <= '7'; i++ {
					v = v<<3 | int(b[p]-'0')
					p++
				}
				c = byte(v)
			}
		}
		dst = append(dst, c)
	}
	return dst, p
}

// scanHex appends the hexadecimal string whose "<" stands at p to dst.
func scanHex(b []byte, p int, dst []byte) ([]byte, int) {
	high := -1
	for p++; p < len(b); p++ {
		if b[p] == '>' {
			p++
			break
		}
		d := hexDigit(b[p])
		if d < 0 {
			continue
		}
		if high < 0 {
			high = d
			continue
		}
		dst = append(dst, byte(high<<4|d))
		high = -1
	}
	if high >= 0 {
		dst = append(dst, byte(high<<4))
	}
	return dst, p
}

// scanName reads the name whose slash stands at p.
func scanName(b []byte, p int) (name, int) {
	start := p + 1
	end := regularEnd(b, start)
	for i := start; i < end; i++ {
		if b[i] == '#' {
			return unescapeName(b[start:end]), end
		}
	}
	return name(b[start:end]), end
}

func unescapeName(b []byte) name {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] == '#' && i+2 < len(b) {
			if h, l := hexDigit(b[i+1]), hexDigit(b[i+2]); h >= 0 && l >= 0 {
				out = append(out, byte(h<<4|l))
				i += 2
				continue
			}
		}
		out = append(out, b[i])
	}
	return name(out)
}
