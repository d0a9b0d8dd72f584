package pdf

import (
	"bytes"
	"strings"
)

// readType1 reads the encoding out of the clear part of a Type 1 font program.
func readType1(data []byte) *fontProgram {
	clear := data
	if i := bytes.Index(clear, []byte("eexec")); i >= 0 {
		clear = clear[:i]
	}
	at := bytes.Index(clear, []byte("/Encoding"))
	if at < 0 {
		return nil
	}
	p := &fontProgram{}
	s := parser{b: clear, p: at + len("/Encoding"), plain: true}
	prev := object(nil)
	for range 2000 {
		o := s.object()
		switch v := o.(type) {
		case keyword:
			switch v {
			case "":
				return p
			case "StandardEncoding":
				for c, r := range standardEncoding() {
					p.runes[c] = r
				}
				return p
			case "def", "readonly":
				return p
			}
		case name:
			if code, ok := prev.(int); ok && code >= 0 && code < 256 && v != ".notdef" {
				p.names[code] = string(v)
			}
		case array: // [/a /b …]
			for c, e := range v {
				if n, ok := e.(name); ok && c < 256 && !strings.HasPrefix(string(n), ".") {
					p.names[c] = string(n)
				}
			}
			return p
		}
		prev = o
	}
	return p
}
