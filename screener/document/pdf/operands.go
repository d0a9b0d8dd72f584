package pdf

import "bytes"

// operand is one operand of a content stream.
type operand struct {
	kind operandKind
	n    float64
	s    []byte // a string, or a name without its slash
	o    object // an array or dictionary that is not that of TJ
}

type operandKind uint8

const (
	isNumber operandKind = iota
	isString
	isName
	isObject
	isArray // its elements stand in lexer.elements
)

const maxOperands = 64

// lexer cuts a content stream into operators with their operands, in one pass and without allocation.
type lexer struct {
	b        []byte
	p        int
	operands [maxOperands]operand
	n        int
	elements []operand // the elements of the last array
	scratch  []byte    // decoded strings of the current operator
	room     *parseRoom
}

// next reads up to the next operator and gives it; "" at the end.
func (l *lexer) next() []byte {
	l.n = 0
	l.scratch = l.scratch[:0]
	b := l.b
	for {
		p := l.p
		for p < len(b) && class[b[p]] == white {
			p++
		}
		l.p = p
		if p >= len(b) {
			return nil
		}
		c := b[p]
		if c-'0' < 10 || c == '-' || c == '.' || c == '+' {
			l.pushNumber(l.number())
			continue
		}
		if class[c] == regular {
			end := regularEnd(b, p)
			l.p = end
			word := b[p:end]
			switch string(word) {
			case "true", "false", "null":
				l.push(operand{kind: isObject, o: string(word) == "true"})
				continue
			}
			return word
		}
		switch c {
		case '(':
			l.push(operand{kind: isString, s: l.literal()})
		case '<':
			if p+1 < len(b) && b[p+1] == '<' {
				l.push(l.object())
			} else {
				l.push(operand{kind: isString, s: l.hex()})
			}
		case '/':
			var n name
			if end := regularEnd(b, p+1); bytes.IndexByte(b[p+1:end], '#') < 0 {
				l.push(operand{kind: isName, s: b[p+1 : end]})
				l.p = end
			} else {
				n, l.p = scanName(b, p)
				l.push(operand{kind: isName, s: []byte(n)})
			}
		case '[':
			l.array()
		case '%':
			for l.p < len(b) && b[l.p] != '\n' && b[l.p] != '\r' {
				l.p++
			}
		default: // ] } ) > alone mean nothing
			l.p++
		}
	}
}

func (l *lexer) push(o operand) {
	if l.n == maxOperands { // too many: the last ones count
		copy(l.operands[:], l.operands[1:])
		l.n--
	}
	l.operands[l.n] = o
	l.n++
}

// pushNumber does the same without moving a whole operand.
func (l *lexer) pushNumber(v float64) {
	if l.n == maxOperands {
		l.push(operand{n: v})
		return
	}
	o := &l.operands[l.n]
	o.kind, o.n = isNumber, v
	l.n++
}

// number reads a number; the common forms are read here, the rest by scanNumber.
func (l *lexer) number() float64 {
	b, p := l.b, l.p
	negative := false
	if b[p] == '-' {
		negative = true
		p++
	}
	whole, digits := 0, 0
	for p < len(b) && b[p]-'0' < 10 && digits < 15 {
		whole = whole*10 + int(b[p]-'0')
		p++
		digits++
	}
	v := float64(whole)
	if p < len(b) && b[p] == '.' {
		p++
		fraction, scale := 0, 1
		for p < len(b) && b[p]-'0' < 10 && scale < 1e12 {
			fraction = fraction*10 + int(b[p]-'0')
			scale *= 10
			p++
			digits++
		}
		if fraction != 0 {
			v += float64(fraction) / float64(scale)
		}
	}
	if digits == 0 || p < len(b) && class[b[p]] == regular {
		v, _, end, ok := scanNumber(b, l.p)
		if !ok {
			v = 0
		}
		l.p = max(end, l.p+1)
		return v
	}
	if negative {
		v = -v
	}
	l.p = p
	return v
}

// literal gives the string at p: a piece of the content where it holds nothing to decode.
func (l *lexer) literal() []byte {
	b := l.b
	for p := l.p + 1; p < len(b); p++ {
		switch b[p] {
		case ')':
			s := b[l.p+1 : p]
			l.p = p + 1
			return s
		case '(', '\\', '\r':
			start := len(l.scratch)
			l.scratch, l.p = scanLiteral(b, l.p, l.scratch)
			return l.scratch[start:len(l.scratch):len(l.scratch)]
		}
	}
	s := b[l.p+1:]
	l.p = len(b)
	return s
}

func (l *lexer) hex() []byte {
	start := len(l.scratch)
	b, p, out := l.b, l.p+1, l.scratch
	for p+1 < len(b) { // pairs of digits
		h, lo := hexValue[b[p]], hexValue[b[p+1]]
		if h|lo > 15 {
			break
		}
		out = append(out, h<<4|lo)
		p += 2
	}
	if p < len(b) && b[p] == '>' {
		l.p = p + 1
	} else {
		out, l.p = scanHex(b, p-1, out)
	}
	l.scratch = out
	return out[start:len(out):len(out)]
}

// hexValue is the value of a hexadecimal digit, 0xFF for other bytes.
var hexValue = func() (t [256]uint8) {
	for i := range t {
		t[i] = 0xff
		if d := hexDigit(byte(i)); d >= 0 {
			t[i] = uint8(d)
		}
	}
	return
}()

// object reads a dictionary.
func (l *lexer) object() operand {
	s := parser{b: l.b, p: l.p, plain: true, room: l.room}
	o := s.object()
	l.p = max(s.p, l.p+1)
	return operand{kind: isObject, o: o}
}

// array reads the elements of an array into l.elements.
func (l *lexer) array() {
	l.elements = l.elements[:0]
	b := l.b
	l.p++
	for l.p < len(b) {
		c := b[l.p]
		switch {
		case class[c] == white:
			l.p++
		case c == ']':
			l.p++
			l.push(operand{kind: isArray})
			return
		case c == '(':
			l.elements = append(l.elements, operand{kind: isString, s: l.literal()})
		case c == '<' && l.p+1 < len(b) && b[l.p+1] != '<':
			l.elements = append(l.elements, operand{kind: isString, s: l.hex()})
		case c-'0' < 10 || c == '-' || c == '.' || c == '+':
			l.elements = append(l.elements, operand{n: l.number()})
		case c == '/':
			var n name
			n, l.p = scanName(b, l.p)
			l.elements = append(l.elements, operand{kind: isName, s: []byte(n)})
		case c == '%':
			for l.p < len(b) && b[l.p] != '\n' && b[l.p] != '\r' {
				l.p++
			}
		case class[c] == regular:
			end := regularEnd(b, l.p)
			if w := string(b[l.p:end]); w == "TJ" || w == "ET" || w == "Tj" { // never closed
				l.push(operand{kind: isArray})
				return
			}
			l.p = end
		default:
			l.p++
		}
	}
	l.push(operand{kind: isArray})
}

// num gives the i-th operand counted from the first of the last want operands; 0 where it is missing.
func (l *lexer) num(i, want int) float64 {
	i += l.n - want
	if i < 0 || i >= l.n {
		return 0
	}
	return l.operands[i].n
}

// matrix gives the last six operands as one.
func (l *lexer) matrix() matrix {
	return matrix{l.num(0, 6), l.num(1, 6), l.num(2, 6), l.num(3, 6), l.num(4, 6), l.num(5, 6)}
}

// last gives the last operand.
func (l *lexer) last() operand {
	if l.n == 0 {
		return operand{kind: isObject}
	}
	return l.operands[l.n-1]
}
