// Package xmlscan reads the XML of office documents piece by piece: fast, without a tree, and without what makes XML
// dangerous. Entities that a document declares are refused, nesting is bounded by the caller, and where a document breaks off, what
// stood before is still read.
package xmlscan

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document/charset"
)

// Kind is what Next found.
type Kind uint8

// The kinds of pieces. An element without content (<br/>) comes as a Start and an End.
const (
	EOF Kind = iota
	Start
	End
	Text
)

// ErrEntities says that a document declares entities, as no office program does and bombs do.
var ErrEntities = errors.New("the XML declares entities of its own")

// ErrBroken says that a document stops before its root element ends, or is malformed.
var ErrBroken = errors.New("the XML is cut off or malformed")

// ErrDeep says that elements are nested deeper than maxDepth.
var ErrDeep = errors.New("the XML is nested too deep")

// maxDepth bounds the nesting of elements. Word stops at tables within tables some twenty deep, each five elements.
const maxDepth = 1000

// Scanner goes through one XML document.
type Scanner struct {
	data []byte
	pos  int
	err  error

	name, prefix []byte
	attrs        []byte // what stands between the name and the end of the tag
	selfClosing  bool
	stopped      bool
	text         []byte
	stack        [][2][]byte // prefix and name of the open elements
	bindings     []binding
}

type binding struct {
	prefix string
	space  string
	depth  int
}

// New scans data, which may be UTF-8 or UTF-16.
func New(data []byte) *Scanner {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) || bytes.HasPrefix(data, []byte("<\x00")) || bytes.HasPrefix(data, []byte("\x00<")) {
		text, _ := charset.Decode(data, "")
		data = []byte(text)
	} else if head := data[:min(len(data), 100)]; bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("encoding=")) && !utf8.Valid(data) {
		_, rest, _ := bytes.Cut(head, []byte("encoding="))
		if len(rest) > 1 {
			label, _, _ := bytes.Cut(rest[1:], rest[:1])
			text, _ := charset.Decode(data, string(label))
			data = []byte(text)
		}
	}
	return &Scanner{data: data}
}

// Err says why Next gave EOF before the document was complete; nil if it was.
func (s *Scanner) Err() error { return s.err }

// Depth is the number of open elements; after a Start that element counts, after its End it does not.
func (s *Scanner) Depth() int { return len(s.stack) }

// Stop ends the scan: Next gives EOF from now on, and Err no error.
func (s *Scanner) Stop() {
	s.stopped, s.selfClosing = true, false
}

// Within goes through the elements that start within the one just started, at any depth, up to its end; before the first
// Next, through those of the whole document. The body finds the scanner behind the start of each, and may read it up to its end.
func (s *Scanner) Within() func(yield func() bool) {
	return func(yield func() bool) {
		depth := s.Depth()
		for k := s.Next(); k != EOF; k = s.Next() {
			if k == End && s.Depth() < depth || k == Start && !yield() {
				return
			}
		}
	}
}

// Next goes to the next piece.
func (s *Scanner) Next() Kind {
	if s.stopped {
		return EOF
	}
	if s.selfClosing {
		s.selfClosing = false
		s.pop()
		return End
	}
	for s.err == nil {
		if s.pos >= len(s.data) {
			if len(s.stack) > 0 {
				s.err = ErrBroken
			}
			return EOF
		}
		if s.data[s.pos] != '<' {
			end := bytes.IndexByte(s.data[s.pos:], '<')
			if end < 0 {
				end = len(s.data) - s.pos
			}
			s.text = s.data[s.pos : s.pos+end]
			s.pos += end
			if len(s.stack) == 0 {
				continue
			}
			return Text
		}
		rest := s.data[s.pos:]
		switch {
		case len(rest) < 3:
			s.err = ErrBroken
			return EOF
		case rest[1] == '/':
			end := bytes.IndexByte(rest, '>')
			if end < 0 {
				s.err = ErrBroken
				return EOF
			}
			s.pos += end + 1
			s.prefix, s.name = split(bytes.TrimRight(rest[2:end], " \t\r\n"))
			if s.closes() {
				return End
			}
		case rest[1] == '?':
			s.skip(rest, "?>")
		case bytes.HasPrefix(rest, []byte("<!--")):
			s.skip(rest, "-->")
		case bytes.HasPrefix(rest, []byte("<![CDATA[")):
			end := bytes.Index(rest, []byte("]]>"))
			if end < 0 {
				s.err = ErrBroken
				return EOF
			}
			// CDATA holds text without references; escape what would be read as one.
			s.text = bytes.ReplaceAll(rest[9:end], []byte("&"), []byte("&amp;"))
			s.pos += end + 3
			return Text
		case rest[1] == '!':
			s.doctype(rest)
		default:
			return s.start(rest)
		}
	}
	return EOF
}

func (s *Scanner) skip(rest []byte, end string) {
	i := bytes.Index(rest, []byte(end))
	if i < 0 {
		s.err = ErrBroken
		return
	}
	s.pos += i + len(end)
}

func (s *Scanner) doctype(rest []byte) {
	end := bytes.IndexByte(rest, '>')
	open := bytes.IndexByte(rest, '[')
	if end < 0 {
		s.err = ErrBroken
		return
	}
	if open >= 0 && open < end {
		close := bytes.Index(rest, []byte("]"))
		if close < 0 {
			s.err = ErrBroken
			return
		}
		if bytes.Contains(rest[open:], []byte("<!ENTITY")) {
			s.err = ErrEntities
			return
		}
		end = close + bytes.IndexByte(rest[close:], '>')
		if end < close {
			s.err = ErrBroken
			return
		}
	}
	s.pos += end + 1
}

func (s *Scanner) start(rest []byte) Kind {
	end := tagEnd(rest)
	if end < 0 {
		s.err = ErrBroken
		return EOF
	}
	s.pos += end + 1
	tag := rest[1:end]
	if len(tag) > 0 && tag[len(tag)-1] == '/' {
		s.selfClosing = true
		tag = tag[:len(tag)-1]
	}
	n := 0
	for n < len(tag) && tag[n] > ' ' {
		n++
	}
	s.prefix, s.name = split(tag[:n])
	s.attrs = tag[n:]
	if len(s.stack) >= maxDepth {
		s.err = ErrDeep
		return EOF
	}
	s.stack = append(s.stack, [2][]byte{s.prefix, s.name})
	if bytes.Contains(s.attrs, []byte("xmlns")) {
		s.bind()
	}
	return Start
}

// tagEnd is the offset of the > that ends a tag; one within quotes does not.
func tagEnd(rest []byte) int {
	end := bytes.IndexByte(rest, '>')
	if end < 0 || bytes.IndexByte(rest[:end], '"') < 0 && bytes.IndexByte(rest[:end], '\'') < 0 {
		return end
	}
	quote := byte(0)
	for i, c := range rest {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '>':
			return i
		}
	}
	return -1
}

// closes pops the element that the end tag names, and what is open inside of it; false if none is open.
func (s *Scanner) closes() bool {
	top := len(s.stack) - 1
	if top >= 0 && bytes.Equal(s.stack[top][1], s.name) && bytes.Equal(s.stack[top][0], s.prefix) {
		s.pop()
		return true
	}
	s.err = ErrBroken
	return false
}

func (s *Scanner) pop() {
	top := s.stack[len(s.stack)-1]
	s.prefix, s.name = top[0], top[1]
	s.stack = s.stack[:len(s.stack)-1]
	for n := len(s.bindings); n > 0 && s.bindings[n-1].depth > len(s.stack); n-- {
		s.bindings = s.bindings[:n-1]
	}
}

func split(name []byte) (prefix, local []byte) {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return nil, name
}

func (s *Scanner) bind() {
	for name, value := range s.eachAttr {
		prefix, local := split(name)
		switch {
		case string(prefix) == "xmlns":
			s.bindings = append(s.bindings, binding{string(local), unescape(value), len(s.stack)})
		case len(prefix) == 0 && string(local) == "xmlns":
			s.bindings = append(s.bindings, binding{"", unescape(value), len(s.stack)})
		}
	}
}

// Name is the local name of the element.
func (s *Scanner) Name() []byte { return s.name }

// Space is the namespace of the element; its prefix where that was never bound.
func (s *Scanner) Space() string {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if s.bindings[i].prefix == string(s.prefix) {
			return s.bindings[i].space
		}
	}
	return string(s.prefix)
}

// Attr is the value of an attribute of the element just started, by its local name; "" if it has none.
func (s *Scanner) Attr(local string) string {
	v, _ := s.Lookup(local)
	return v
}

// Lookup is Attr that tells an empty attribute from none.
func (s *Scanner) Lookup(local string) (string, bool) {
	for name, value := range s.eachAttr {
		if len(name) < len(local) || string(name[len(name)-len(local):]) != local {
			continue
		}
		if len(name) == len(local) || name[len(name)-len(local)-1] == ':' {
			return unescape(value), true
		}
	}
	return "", false
}

func (s *Scanner) eachAttr(yield func(name, value []byte) bool) {
	a := s.attrs
	for {
		i := 0
		for i < len(a) && a[i] <= ' ' {
			i++
		}
		a = a[i:]
		eq := bytes.IndexByte(a, '=')
		if eq <= 0 {
			return
		}
		name := bytes.TrimRight(a[:eq], " \t\r\n")
		a = bytes.TrimLeft(a[eq+1:], " \t\r\n")
		if len(a) == 0 || a[0] != '"' && a[0] != '\'' {
			return
		}
		end := bytes.IndexByte(a[1:], a[0])
		if end < 0 {
			return
		}
		if !yield(name, a[1:1+end]) {
			return
		}
		a = a[end+2:]
	}
}

// Text is the text just found, its references resolved.
func (s *Scanner) Text() string { return unescape(s.text) }

// AllText is the text within the element just started, which it passes over.
func (s *Scanner) AllText() string {
	depth, text := s.Depth(), ""
	for k := s.Next(); k != EOF && !(k == End && s.Depth() < depth); k = s.Next() {
		if k == Text {
			text += s.Text()
		}
	}
	return text
}

// Skip goes past the end of the element just started.
func (s *Scanner) Skip() {
	depth := len(s.stack)
	for s.err == nil {
		switch s.Next() {
		case EOF:
			return
		case End:
			if len(s.stack) < depth {
				return
			}
		}
	}
}

// unescape resolves the five predefined entities and character references; others stay as they are.
func unescape(text []byte) string {
	if bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			b.Write(text)
			break
		}
		b.Write(text[:i])
		text = text[i:]
		end := bytes.IndexByte(text[:min(len(text), 12)], ';')
		if end < 0 {
			b.WriteByte('&')
			text = text[1:]
			continue
		}
		switch ref := string(text[1:end]); {
		case ref == "amp":
			b.WriteByte('&')
		case ref == "lt":
			b.WriteByte('<')
		case ref == "gt":
			b.WriteByte('>')
		case ref == "quot":
			b.WriteByte('"')
		case ref == "apos":
			b.WriteByte('\'')
		case ref == "nbsp":
			b.WriteRune(0xa0)
		case strings.HasPrefix(ref, "#x"), strings.HasPrefix(ref, "#X"):
			reference(&b, ref[2:], 16)
		case strings.HasPrefix(ref, "#"):
			reference(&b, ref[1:], 10)
		default:
			b.Write(text[:end+1])
		}
		text = text[end+1:]
	}
	return b.String()
}

func reference(b *strings.Builder, digits string, base int) {
	if n, err := strconv.ParseUint(digits, base, 32); err == nil && n <= utf8.MaxRune {
		b.WriteRune(rune(n))
	}
}
