// Package rtf reads Rich Text Format (1.9.1, and what older programs write) in reading order: headers once, the body with its tables
// and text boxes, notes, footers. Deleted text and annotations are left out; what is hidden stands after the visible text.
package rtf

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/flow"
)

// maxGroups bounds how deep groups are nested. Word nests a few dozen.
const maxGroups = 2000

// maxRuns bounds the runs and paragraphs of a document. A resume has a thousand.
const maxRuns = 200_000

// fewWords is how many keywords are usual; a template's description has up to three times as many words.
const fewWords = 5

// Read reads an RTF file. What stands before it breaks off is read.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("%d MB of RTF, over the limit of %d MB", len(data)>>20, lim.Size>>20)}
	}
	start := begin(data)
	if start < 0 {
		return nil, &document.Unreadable{Reason: `the file does not begin with {\rtf`}
	}
	b := document.NewBuilder("rtf")
	b.Grow(min(len(data)/8, 1<<20))
	b.Checked(document.HiddenVanish, document.HiddenBackground, document.HiddenTiny, document.HiddenMetadata)
	r := newReader(b, data[start:])
	if err := r.read(); err != nil {
		return nil, err
	}
	body := r.main.end()
	r.veils.Settle()
	w := flow.NewWriter(b)
	for _, blocks := range [][]flow.Block{r.headers, body, r.notes, r.footers} {
		w.Write(blocks)
	}
	for _, p := range r.properties {
		words, usual := strings.TrimSpace(p.words.String()), fewWords
		if p.name != "keywords" {
			usual = 3 * fewWords
		}
		if len(strings.Fields(words)) > usual {
			b.Hide(document.HiddenMetadata, 0, document.Box{}, words)
		}
	}
	if b.Pos() == 0 && len(body) == 0 {
		return nil, &document.Unreadable{Reason: "the document shows no text", Hint: "if it is a picture of a resume, ask for one with text"}
	}
	return b.Document(), nil
}

// begin is where the file begins, behind whatever stands before it within the first KB; -1 if nowhere.
func begin(data []byte) int {
	for i := range min(len(data), 1024) {
		if data[i] == '{' && len(data) >= i+5 && strings.EqualFold(string(data[i:i+5]), `{\rtf`) {
			return i
		}
	}
	return -1
}

// place is where text goes.
type place uint8

const (
	toStory   place = iota // the story of the state
	toNowhere              // a destination that nobody sees
	toFonts
	toColors
	toStyles
	toInstruction // of a field
	toWords       // a property of the file
	toShapeName
	toShapeValue
)

// state is what a group inherits and gives back at its end.
type state struct {
	to    place
	story *story

	bold, italic, hidden, deleted bool
	size                          int // half points
	color                         int // index; 0 is automatic
	ground                        int // index of the colour behind the letters; -1 none
	font                          int
	skip                          int // characters that follow a \u in its stead

	par  paragraphProperties
	link string

	starred    bool // \* came: an unknown destination is skipped
	substitute bool // groups within hold what stands in for text that follows
	first      bool // nothing of the group has been read yet
	words      *strings.Builder
	shape      *shape
	opens      bool // the group began the story that it writes to
	region     document.MarkKind
}

// paragraphProperties are what \pard resets.
type paragraphProperties struct {
	heading     int
	list        bool
	level       int // of the list, from 0
	table       int // depth of the table it stands in; 0 none
	ground      int // index of the colour behind it; -1 none
	rule, after bool
	border      byte // the side whose border is described now: t, b or another
}

// property is a property of the file that holds words.
type property struct {
	name  string
	words *strings.Builder
}

// font is an entry of the font table.
type font struct {
	page   int  // code page
	symbol bool // its codes are not letters
}

// shape is a drawn shape, in twips.
type shape struct {
	left, top, right, bottom int
	filled, stated, mixed    bool // mixed: by a gradient or picture
	color                    uint32
	name                     strings.Builder
	value                    strings.Builder
	hasText                  bool
}

type reader struct {
	b    *document.Builder
	data []byte
	pos  int

	state   state
	stack   []state
	main    *story
	page    int // the document's code page
	fonts   map[int]*font
	colors  []flow.Ground // unset is automatic
	styles  map[int]int   // style number -> heading level
	ignore  int           // characters still to skip after a \u
	raw     []byte        // bytes of the current code page, not yet decoded
	high    rune          // first half of a surrogate pair
	veils   flow.Veils
	runs    int
	colorAt uint32 // of the colour table
	colorIn bool
	nameAt  strings.Builder // of the font or style being described
	fontAt  int
	styleAt int
	levelAt int

	headers, footers, notes []flow.Block
	seen                    []string
	properties              []property
}

func newReader(b *document.Builder, data []byte) *reader {
	r := &reader{b: b, data: data, page: 1252, fonts: map[int]*font{}, styles: map[int]int{}}
	r.main = &story{r: r, shading: -1}
	r.state = state{story: r.main, size: 24, ground: -1, font: -1, skip: 1}
	r.state.par.ground = -1
	return r
}

// read goes through the file.
func (r *reader) read() error {
	depth := 0
	for r.pos < len(r.data) && r.runs <= maxRuns {
		c := r.data[r.pos]
		switch c {
		case '{':
			r.flushRaw()
			r.pos++
			r.ignore = 0
			if depth++; depth > maxGroups {
				return &document.Unreadable{Reason: fmt.Sprintf("groups are nested over %d deep", maxGroups), Hint: "no word processor writes a file like that"}
			}
			r.stack = append(r.stack, r.state)
			if r.state.substitute {
				r.state.substitute, r.state.to = false, toNowhere
				r.stack[len(r.stack)-1].substitute = false
			}
			r.state.first, r.state.starred, r.state.opens = true, false, false
		case '}':
			r.flushRaw()
			r.pos++
			r.ignore = 0
			if depth--; depth <= 0 {
				r.endGroup()
				return nil
			}
			r.endGroup()
		case '\\':
			r.control()
		case '\r', '\n', 0:
			r.pos++
		default:
			end := r.pos + 1
			for end < len(r.data) && r.data[end] != '{' && r.data[end] != '}' && r.data[end] != '\\' && r.data[end] != '\r' && r.data[end] != '\n' && r.data[end] != 0 {
				end++
			}
			r.chars(r.data[r.pos:end])
			r.pos = end
		}
	}
	r.flushRaw()
	for len(r.stack) > 0 {
		r.endGroup()
	}
	if r.runs > maxRuns {
		r.b.Note("the document is far longer than a resume; its end was not read")
		return nil
	}
	r.b.Note("the file breaks off; what stood before was read")
	return nil
}

// endGroup gives back what the group inherited, and finishes what it began.
func (r *reader) endGroup() {
	if len(r.stack) == 0 {
		return
	}
	s := r.state
	r.state = r.stack[len(r.stack)-1]
	r.stack = r.stack[:len(r.stack)-1]
	switch s.to {
	case toFonts:
		r.endFont()
	case toStyles:
		if r.state.to == toStyles {
			r.endStyle()
		}
	case toInstruction:
		if s.words != nil && s.words != r.state.words {
			r.state.story.link = flow.Hyperlink(s.words.String())
		}
	}
	if s.to == toShapeValue && s.shape != nil {
		s.shape.property()
	}
	if s.shape != nil && s.shape != r.state.shape && !s.opens {
		r.endShape(s.shape)
	}
	if s.opens && s.story != r.state.story {
		r.endStory(s)
	}
}

// endStory puts a story that a group held where it belongs.
func (r *reader) endStory(s state) {
	blocks := s.story.end()
	switch s.region {
	case document.MarkHeader, document.MarkFooter:
		text := flow.TextOf(blocks)
		if slices.Contains(r.seen, text) {
			return
		}
		r.seen = append(r.seen, text)
		if s.region == document.MarkHeader {
			r.headers = append(r.headers, blocks...)
		} else {
			r.footers = append(r.footers, blocks...)
		}
	case document.MarkNote:
		r.notes = append(r.notes, blocks...)
	default: // a text box
		box := flow.Box{Blocks: blocks}
		if sh := s.shape; sh != nil {
			box.X, box.Y, box.W, box.H = sh.left, sh.top, sh.right-sh.left, sh.bottom-sh.top
			box.Known = box.W > 0
			sh.hasText = sh.hasText || strings.TrimSpace(flow.TextOf(blocks)) != ""
		}
		r.state.story.boxes = append(r.state.story.boxes, box)
	}
}

// property takes up one property of a shape that was read.
func (sh *shape) property() {
	v, err := strconv.Atoi(strings.TrimSpace(sh.value.String()))
	if err != nil {
		return
	}
	switch strings.TrimSpace(sh.name.String()) {
	case "fFilled":
		sh.filled = v != 0
	case "fillColor": // 0xBBGGRR
		sh.color = uint32(v&255)<<16 | uint32(v&0xff00) | uint32(v>>16&255)
		sh.filled = sh.filled || !sh.stated
	case "fillType":
		sh.mixed = v != 0
	}
	sh.stated = true
}

// ground is what the shape paints.
func (sh *shape) ground() flow.Ground {
	if !sh.filled {
		return flow.Ground{}
	}
	return flow.Ground{Set: true, Unknown: sh.mixed, Color: sh.color}
}

// endShape notes a large painted shape without text, which text may stand upon: two square inches.
func (r *reader) endShape(sh *shape) {
	w, h := sh.right-sh.left, sh.bottom-sh.top
	if sh.hasText || !sh.filled || w <= 0 || h <= 0 || float64(w)*float64(h) < 2*1440*1440 {
		return
	}
	r.veils.Shape(sh.ground())
}
