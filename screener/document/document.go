// Package document holds what a reader makes of one file: one text, and spans of it.
//
// A Span is the currency between all packages: whatever the program learns about a resume is a stretch of
// Document.Text, so that every point of a score can be quoted with its page and line. The package imports
// nothing of ours.
package document

import (
	"cmp"
	"slices"
	"sort"
)

// Span is a half-open range of byte offsets into Document.Text.
type Span struct{ Start, End int }

// Len is the length of the span in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Empty says whether the span covers nothing; the zero Span stands for "not there".
func (s Span) Empty() bool { return s.End <= s.Start }

// Contains says whether o lies within s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps says whether the spans share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Box is a rectangle on a page in points (1/72 inch), origin at the top left, y downwards.
// The zero Box stands for a format without geometry.
type Box struct{ X0, Y0, X1, Y1 float32 }

// Document is one file, read. Text holds what a reader of the page sees in reading order (Text[:Visible]),
// then the hidden runs, one a line, each described by an element of Hidden.
type Document struct {
	Format  string // pdf, docx, odt, rtf, html, text, markdown, mail, json-resume, doc
	Text    string // valid UTF-8, lines ended by \n; NFC (PDF: NFKC); no control characters but \n and \t
	Visible int    // bytes of Text that a reader of the page sees
	Lines   []Line // in text order, covering all of Text without the line ends
	Marks   []Mark // what the format states, ordered by Start, then longer first
	Hidden  []Hidden
	Checks  [HiddenKinds]Check // for each kind of hidden text: was it looked for, was it found
	Pages   []Page             // empty for a format without pages
	Notes   []string           // what the reader had to do or leave out ("cross-reference table rebuilt"), for a person
}

// Line is one line of text as it stands on the page.
type Line struct {
	Span
	Page  int     // from 1; 0 means a format without pages
	Box   Box     // points; zero without geometry
	Size  float32 // font size in points of most of the line; 0 if not known
	Bold  bool    // most of the line is set in a heavy face
	Color uint32  // 0xRRGGBB of most of the line's text
	// Column is the column of the page the line stands in, from 0, left to right; a line across columns has 0.
	Column int
	// Gap is the vertical white space in points between this line and the one before it in the same column; 0 if not known.
	Gap float32
}

// MarkKind is a kind of statement that a format makes about a stretch of text.
type MarkKind uint8

// The kinds of marks. Level and Value of a Mark mean what is said here.
const (
	MarkHeading    MarkKind = iota + 1 // Level 1..6; Title is 1
	MarkListItem                       // one list item, Level its depth from 1; its bullet is not part of Text
	MarkTableCell                      // Level: row<<8 | column, from 0; Value: number of the table in the document
	MarkLink                           // Value: the target
	MarkHeader                         // a page header
	MarkFooter                         // a page footer
	MarkNote                           // a foot or end note
	MarkBold                           // a heavy run within a line
	MarkItalic                         // a slanted run within a line
	MarkField                          // Value: where in a structured format it stood, "work[0].position" (JSON Resume)
	MarkOCR                            // recognised from an image
	MarkParagraph                      // one paragraph, which may wrap over several lines
	MarkRule                           // a horizontal rule stands before the line that starts here
	MarkSoftHyphen                     // a hyphen that is drawn, though the format calls it a soft one
)

// Mark is what the format states about a stretch of text.
type Mark struct {
	Span
	Kind  MarkKind
	Level int
	Value string
}

// HiddenKind is a way to put words into a file that a reader of the page does not see.
type HiddenKind uint8

// The kinds of hidden text. HiddenKinds is their number.
const (
	HiddenBackground   HiddenKind = iota // in the colour of what is painted under it
	HiddenCovered                        // under an image or a shape
	HiddenInvisible                      // render mode 3 or 7, and not over a scan
	HiddenTiny                           // too small to read (under 2 points)
	HiddenTransparent                    // painted with (nearly) no opacity
	HiddenClipped                        // outside the clipping path
	HiddenOffPage                        // outside the page
	HiddenLayer                          // in a layer that is switched off
	HiddenVanish                         // hidden by the format: DOCX vanish, CSS display:none
	HiddenMetadata                       // keywords in the file's properties
	HiddenRemapped                       // glyphs whose stated Unicode differs from what they show
	HiddenZeroWidth                      // zero-width characters inside words
	HiddenBidi                           // direction overrides that change what is seen
	HiddenHomoglyph                      // letters of another script that look like Latin ones
	HiddenInstructions                   // sentences addressed to a language model
	HiddenKinds
)

// Check says what came of looking for one kind of hidden text.
type Check uint8

// The outcomes of a check. The zero value is honest: nobody looked.
const (
	NotChecked Check = iota
	Clear
	Found
)

// Hidden is one run of text that a reader of the page does not see, or, for zero-width, bidi, homoglyph and
// instructions, a visible place that was tampered with (then Span may lie before Visible).
type Hidden struct {
	Span
	Kind HiddenKind
	Page int // from 1; 0 without pages
	Box  Box
}

// PageState says how a page was read.
type PageState uint8

// The states of a page.
const (
	PageRead    PageState = iota // its text was read
	PageNoText                   // it shows something, but holds no text layer (a scan, outlined text)
	PageSkipped                  // over the limit of pages, or its content could not be decoded
	PageBlank                    // nothing on it
	PageOCR                      // its text was recognised from its image
)

// Page is one page of the document.
type Page struct {
	Width, Height float32 // points
	State         PageState
}

// Partial says whether some part of the document could not be read, so that a score is only a least one.
func (d *Document) Partial() bool {
	for _, p := range d.Pages {
		if p.State == PageNoText || p.State == PageSkipped {
			return true
		}
	}
	return false
}

// LineAt gives the index in Lines of the line that holds the byte offset, or the last line that starts before it; -1 if none does.
func (d *Document) LineAt(offset int) int {
	return sort.Search(len(d.Lines), func(i int) bool { return d.Lines[i].Start > offset }) - 1
}

// Slice is the text of a span; an empty or foreign span gives "".
func (d *Document) Slice(s Span) string {
	if s.Empty() || s.Start < 0 || s.End > len(d.Text) {
		return ""
	}
	return d.Text[s.Start:s.End]
}

// SortMarks puts the marks in the order of the text, the outer ones before those within.
func (d *Document) SortMarks() {
	slices.SortStableFunc(d.Marks, func(a, b Mark) int { return cmp.Or(a.Start-b.Start, b.End-a.End) })
}

// Limits bound the work that one document may cause. The zero value of a field means its default.
type Limits struct {
	Size     int64 // bytes of the file; default 32 MiB
	Inflated int64 // bytes after decompression, over all streams; default 256 MiB
	Pages    int   // default 60
	Depth    int   // nesting of objects, elements, forms; default 64
}

// WithDefaults fills the fields that are zero.
func (l Limits) WithDefaults() Limits {
	return Limits{Size: cmp.Or(l.Size, 32<<20), Inflated: cmp.Or(l.Inflated, 256<<20), Pages: cmp.Or(l.Pages, 60), Depth: cmp.Or(l.Depth, 64)}
}

// Unreadable is the error for a file that cannot be read; it costs one resume and names it.
type Unreadable struct {
	Reason string // what is wrong, one clause: "no text layer on 2 pages"
	Hint   string // what a person may do: "open it, or screen with --ocr"; may be empty
}

func (e *Unreadable) Error() string {
	if e.Hint == "" {
		return e.Reason
	}
	return e.Reason + "; " + e.Hint
}
