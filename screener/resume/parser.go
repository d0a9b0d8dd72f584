package resume

import (
	"io/fs"
	"sync"

	"shortlist/screener/document"
)

// Parser understands documents by the words of rubrics/structure. It holds no state of a document, so one parser may
// read many at the same time.
type Parser struct {
	lex  *lexicon
	pool sync.Pool // of *reading, so that a batch does not allocate its working lists anew for each resume
	used sync.Pool // of *Resume: those that were recycled
}

// NewParser loads structure/*.yaml under fsys, the rubrics folder. An error names the file and what is wrong in it.
func NewParser(fsys fs.FS) (*Parser, error) {
	lex, err := loadLexicon(fsys)
	if err != nil {
		return nil, err
	}
	return &Parser{lex: lex}, nil
}

// reading is one document while it is being understood.
type reading struct {
	lex        *lexicon
	doc        *document.Document
	text       string // the visible text
	out        *Resume
	toks       []token
	sets       []tokenSets // what the tokens are, 64 at a time
	lines      []line
	blocks     []block
	bySection  [][]int     // blocks of each section, without headings and page furniture
	place      []passageAt // by line: where it stands
	monthFirst bool        // 03/04/2019 is the fourth of March
	body       float32     // font size of most of the text; 0 if not known
	wide       float32     // right end of the longest lines: columns of text, or points
	usualGap   float32     // white space between lines, as a share of the type size
	leastGap   float32     // the same within paragraphs
	emails     []Span
	phones     []Span
	links      []Span
	addresses  [][]byte // the first e-mail addresses and links, folded

	foreignSections []int    // sections of somebody else's text
	runningText     bool     // line breaks were lost
	opened          int      // 1 + the last role that a portal's label opened, "company - Acme", whose other labels may follow
	dated           int      // 1 + the first block that holds the dates of a job; 0: not looked for
	reordered       bool     // lines stand in another order than in the text
	margins         bool     // headings stand in the margin
	flows           bool     // a format whose lines are whole paragraphs
	fieldsRead      bool     // the format stated the structure
	adAt            []adWord // tokens at which an advertisement speaks, as judge found them
	adFrom, adTo    int      // the tokens of an advertisement within the resume
	rubrics         []Span   // rubrics pasted into the resume
	group           Span     // of skills, while fields are read
	groupUsed       bool

	scratch
}

// scratch is the memory of lists that a reading makes and that nothing of a Resume refers to. It serves one document after
// the other.
type scratch struct {
	found  []found
	listed []item
	ints   []int
	inText []int // lines
	names  []properName
	masks  []Mask
	skills []Skill
	cands  []candidate
}

// Parse understands a document. It never fails: what cannot be understood stands in PlaceOther, and Doubts says so.
// The spans of the result are spans of d.Text. Sentences addressed to a language model are added to d.Hidden, once.
func (p *Parser) Parse(d *document.Document) *Resume {
	r, _ := p.pool.Get().(*reading)
	if r == nil {
		r = &reading{}
	}
	*r = reading{lex: p.lex, toks: r.toks[:0], sets: r.sets[:0], lines: r.lines[:0], blocks: r.blocks[:0], place: r.place[:0], scratch: r.scratch.cleared()}
	r.doc, r.text = d, d.Text[:min(max(d.Visible, 0), len(d.Text))]
	if r.out, _ = p.used.Get().(*Resume); r.out == nil {
		r.out = &Resume{}
	}
	if cap(r.toks) < len(r.text)/5 {
		r.toks = make([]token, 0, len(r.text)/4)
	}
	r.blankRubrics()
	r.tokenize(0, len(r.text))
	r.findLanguage()
	switch d.Format {
	case "docx", "odt", "rtf", "html", "doc":
		r.flows = true
	}
	if r.fields() { // the format states its own structure
		r.finishFields()
	} else {
		r.findLines()
		r.findSections()
		r.findBlocks()
		r.findContact()
		r.readSections()
	}
	r.judge()
	r.mask()
	r.passages()
	if len(r.rubrics) > 0 {
		r.foreignRubrics()
	}
	r.instructions()
	r.doubts()
	out := r.out
	*r = reading{toks: r.toks[:0], sets: r.sets[:0], lines: r.lines[:0], blocks: r.blocks[:0], place: r.place[:0], scratch: r.scratch}
	p.pool.Put(r)
	return out
}

// Recycle gives the lists of a Resume to those that are read next. Nobody may need anything of it any longer.
func (p *Parser) Recycle(r *Resume) {
	*r = Resume{
		Sections: r.Sections[:0], Roles: r.Roles[:0], Education: r.Education[:0], Projects: r.Projects[:0], Entries: r.Entries[:0],
		Skills: r.Skills[:0], Passages: r.Passages[:0], Masks: r.Masks[:0], Doubts: r.Doubts[:0],
	}
	p.used.Put(r)
}

// cleared is the same memory with nothing in it.
func (s scratch) cleared() scratch {
	return scratch{found: s.found[:0], listed: s.listed[:0], ints: s.ints[:0], inText: s.inText, names: s.names[:0], masks: s.masks[:0], skills: s.skills[:0], cands: s.cands[:0]}
}

// readSections reads each section by its kind.
func (r *reading) readSections() {
	r.readRoles()
	r.readEducation()
	r.readProjects()
	r.readEntries()
	r.readSkills()
}

// tokensIn gives the tokens that start within s.
func (r *reading) tokensIn(s Span) (from, to int) {
	from = r.tokenFrom(s.Start)
	for to = from; to < len(r.toks) && int(r.toks[to].start) < s.End; to++ {
		if to == from+16 { // a long stretch
			return from, r.tokenFrom(max(s.End, s.Start))
		}
	}
	return from, to
}

// tokenFrom gives the first token that starts at the offset or behind it.
func (r *reading) tokenFrom(offset int) int {
	lo, hi := 0, len(r.toks)
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); int(r.toks[m].start) < offset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// spanOf is the text from the first to the last of the tokens [from, to).
func (r *reading) spanOf(from, to int) Span {
	if from >= to {
		return Span{}
	}
	return Span{Start: int(r.toks[from].start), End: int(r.toks[to-1].end)}
}
