package pdf

import "sync"

// memory is what is kept from one page to the next, and from one file to the next: not what they said, but the room that
// they took. Fresh memory costs more than what is written into it, since it comes page by page from the system and
// drives what is needed out of the caches.
type memory struct {
	inflate  inflater
	content  []byte // of the page that is run
	borrowed []byte // see borrow
	elements []operand
	sheet    sheet
	parse    parseRoom
	glyphs   map[string]string // what glyph names stand for, see glyphText
}

var memories = sync.Pool{New: func() any { return &memory{glyphs: map[string]string{}} }}

// Bounds on what is kept: of one buffer in bytes, of one name in bytes, of names.
const (
	kept      = 1 << 20
	keptName  = 32
	keptNames = 2000
)

// release gives the memory back for the next file.
func (m *memory) release() {
	if cap(m.content) > kept {
		m.content = nil
	}
	if cap(m.borrowed) > kept {
		m.borrowed = nil
	}
	if cap(m.elements) > kept/64 {
		m.elements = nil
	}
	m.sheet.shrink()
	m.parse.empty()
	memories.Put(m)
}

// page gives an empty sheet.
func (m *memory) page(width, height float64) *sheet {
	s := &m.sheet
	*s = sheet{
		width: width, height: height, frames: append(s.frames[:0], frame{1, 0}),
		text: s.text[:0], words: s.words[:0], looks: s.looks[:0], clips: s.clips[:0],
		paints: s.paints[:0], rules: s.rules[:0], segs: s.segs[:0], lineText: s.lineText, allText: s.allText, places: s.places, images: s.images[:0], links: s.links[:0],
	}
	return s
}

// shrink forgets what the last page said, and its buffers where they are large.
func (s *sheet) shrink() {
	clear(s.looks[:cap(s.looks)]) // they hold on to fonts
	clear(s.links[:cap(s.links)])
	clear(s.segs[:cap(s.segs)])
	s.shadow = nil
	if cap(s.words) > kept/64 || cap(s.text) > kept || cap(s.looks) > kept/64 || cap(s.clips) > kept/64 || cap(s.places) > kept/16 {
		*s = sheet{}
	}
}

// glyphText is what a glyph name stands for. Fonts name much the same glyphs, and the list of them is long.
func (m *memory) glyphText(n string) string {
	text, ok := m.glyphs[n]
	if !ok {
		text = glyphText(n)
		if len(m.glyphs) < keptNames && len(n) <= keptName {
			m.glyphs[n] = text
		}
	}
	return text
}
