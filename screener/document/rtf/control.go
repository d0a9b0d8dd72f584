package rtf

import (
	"strings"
	"unicode/utf16"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
	"shortlist/screener/document/flow"
)

// control reads a control word or symbol.
func (r *reader) control() {
	r.pos++
	if r.pos >= len(r.data) {
		return
	}
	c := r.data[r.pos]
	if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
		start := r.pos
		for r.pos < len(r.data) && (r.data[r.pos] >= 'a' && r.data[r.pos] <= 'z' || r.data[r.pos] >= 'A' && r.data[r.pos] <= 'Z') {
			r.pos++
		}
		word := r.data[start:r.pos]
		value, has := r.number()
		if r.pos < len(r.data) && r.data[r.pos] == ' ' {
			r.pos++
		}
		if len(word) > 32 {
			return
		}
		r.word(string(word), value, has)
		return
	}
	r.pos++
	switch c {
	case '\'':
		if r.pos+2 > len(r.data) {
			r.pos = len(r.data)
			return
		}
		hi, lo := hex(r.data[r.pos]), hex(r.data[r.pos+1])
		if hi < 0 || lo < 0 {
			return
		}
		r.pos += 2
		r.chars([]byte{byte(hi<<4 | lo)})
	case '*':
		r.state.starred = true
	case '~':
		r.text(" ")
	case '_':
		r.text("-")
	case '\\', '{', '}':
		r.chars([]byte{c})
	case '\r', '\n':
		r.word("par", 0, false)
	case '\t':
		r.text("\t")
	}
}

func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (r *reader) number() (value int, has bool) {
	negative := false
	at := r.pos
	if at < len(r.data) && r.data[at] == '-' {
		negative = true
		at++
	}
	for at < len(r.data) && r.data[at] >= '0' && r.data[at] <= '9' {
		if value < 1<<40 {
			value = value*10 + int(r.data[at]-'0')
		}
		has = true
		at++
	}
	if !has {
		return 0, false
	}
	r.pos = at
	if negative {
		value = -value
	}
	return value, true
}

// chars adds bytes in the code page that holds.
func (r *reader) chars(data []byte) {
	if r.ignore > 0 {
		n := min(r.ignore, len(data))
		r.ignore -= n
		data = data[n:]
	}
	r.state.first = false
	if r.state.to == toNowhere {
		return
	}
	r.raw = append(r.raw, data...)
}

// flushRaw decodes the bytes gathered; a character of two bytes may have come in two pieces.
func (r *reader) flushRaw() {
	if len(r.raw) == 0 {
		return
	}
	raw := r.raw
	r.raw = r.raw[:0]
	page := r.page
	if f := r.fonts[r.state.font]; f != nil && r.state.to == toStory {
		if f.symbol {
			r.put(symbols(raw))
			return
		}
		if f.page != 0 {
			page = f.page
		}
	}
	for _, c := range raw {
		if c >= 0x80 {
			r.put(charset.CodePage(page, raw))
			return
		}
	}
	r.put(string(raw))
}

// symbols gives what a symbol font shows for its codes, as far as Unicode has it; icons are left out.
func symbols(raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		switch {
		case c == 0xb7 || c == 0xa7:
			b.WriteString("•")
		case c == 0xe0 || c == 0xae:
			b.WriteString("→")
		case c < 0x80:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// text adds decoded text.
func (r *reader) text(s string) {
	r.flushRaw()
	r.state.first = false
	if r.ignore > 0 {
		r.ignore--
		return
	}
	r.put(s)
}

// put writes text where the state says.
func (r *reader) put(text string) {
	s := &r.state
	switch s.to {
	case toNowhere:
	case toFonts, toStyles:
		r.name(text)
	case toColors:
		for i := range len(text) {
			if text[i] == ';' {
				g := flow.Ground{}
				if r.colorIn {
					g = flow.Solid(r.colorAt)
				}
				if len(r.colors) < 10_000 {
					r.colors = append(r.colors, g)
				}
				r.colorAt, r.colorIn = 0, false
			}
		}
	case toInstruction, toWords:
		if s.words.Len() < 1<<20 {
			s.words.WriteString(text)
		}
	case toShapeName, toShapeValue:
		if sh := s.shape; sh != nil && sh.name.Len()+sh.value.Len() < 10_000 {
			if s.to == toShapeName {
				sh.name.WriteString(text)
			} else {
				sh.value.WriteString(text)
			}
		}
	case toStory:
		r.run(text)
	}
}

// run adds text to the paragraph.
func (r *reader) run(text string) {
	s := &r.state
	if s.deleted {
		return
	}
	r.runs++
	if s.par.table == 0 && len(s.story.tables) > 0 && s.story.p == nil {
		s.story.level(0)
	}
	run := flow.Run{Text: text, Link: s.link, Look: flow.Look{Bold: s.bold, Italic: s.italic, Size: float32(s.size) / 2}}
	if run.Size == 0 {
		run.Size = 0.5
	}
	c := r.color(s.color)
	run.Color = c.Color
	if s.hidden {
		run.Hidden, run.Kind = true, document.HiddenVanish
	}
	behind := r.color(s.ground).Over(r.color(s.par.ground))
	if s.par.table > 0 {
		behind = behind.Over(r.color(s.story.cellGround()))
	}
	if s.shape != nil {
		behind = behind.Over(s.shape.ground())
	}
	r.veils.Add(s.story.paragraph(), run, c.Set, behind)
}

// color gives a colour of the table; unset for none and for the automatic one.
func (r *reader) color(index int) flow.Ground {
	if index < 0 || index >= len(r.colors) {
		return flow.Ground{}
	}
	return r.colors[index]
}

// unicode adds the character of a \u.
func (r *reader) unicode(value int) {
	r.flushRaw()
	c := rune(value)
	if value < 0 {
		c = rune(value + 65536)
	}
	if c >= 0xf000 && c <= 0xf0ff { // a symbol font's code
		r.text(symbols([]byte{byte(c - 0xf000)}))
		r.ignore = r.state.skip
		return
	}
	r.ignore = 0
	switch {
	case utf16.IsSurrogate(c) && c < 0xdc00:
		r.high = c
	case utf16.IsSurrogate(c):
		if p := utf16.DecodeRune(r.high, c); p != 0xfffd {
			r.text(string(p))
		}
		r.high = 0
	default:
		r.text(string(c))
	}
	r.ignore = r.state.skip
}
