package document

import (
	"fmt"
	"unicode/utf8"
)

// Check says what about the document breaks the contract of this package; nil if nothing does. Tests and fuzz targets
// of readers end with it, and what comes back from a worker is held against it.
func (d *Document) Check() error {
	if !utf8.ValidString(d.Text) {
		return fmt.Errorf("the text is not UTF-8")
	}
	if d.Visible < 0 || d.Visible > len(d.Text) {
		return fmt.Errorf("%d bytes visible of %d", d.Visible, len(d.Text))
	}
	for i := range len(d.Text) {
		if c := d.Text[i]; c < 0x20 && c != '\n' && c != '\t' || c == 0x7f {
			return fmt.Errorf("control character %#x at byte %d", c, i)
		}
	}
	good := func(s Span) bool {
		return 0 <= s.Start && s.Start <= s.End && s.End <= len(d.Text) && d.onRune(s.Start) && d.onRune(s.End)
	}
	at := 0
	for i, l := range d.Lines {
		if !good(l.Span) || l.Start < at || l.Empty() {
			return fmt.Errorf("line %d spans %d to %d after %d", i, l.Start, l.End, at)
		}
		for k := at; k < l.Start; k++ {
			if d.Text[k] != '\n' {
				return fmt.Errorf("byte %d before line %d belongs to no line", k, i)
			}
		}
		for k := l.Start; k < l.End; k++ {
			if d.Text[k] == '\n' {
				return fmt.Errorf("line %d holds a line end at byte %d", i, k)
			}
		}
		at = l.End
	}
	for k := at; k < len(d.Text); k++ {
		if d.Text[k] != '\n' {
			return fmt.Errorf("byte %d after the last line belongs to no line", k)
		}
	}
	for i, m := range d.Marks {
		if !good(m.Span) {
			return fmt.Errorf("mark %d of kind %d spans %d to %d of %d", i, m.Kind, m.Start, m.End, len(d.Text))
		}
		if i > 0 && d.Marks[i-1].Start > m.Start {
			return fmt.Errorf("mark %d stands before the one in front of it", i)
		}
	}
	for i, h := range d.Hidden {
		if !good(h.Span) || h.Kind >= HiddenKinds {
			return fmt.Errorf("hidden run %d of kind %d spans %d to %d of %d", i, h.Kind, h.Start, h.End, len(d.Text))
		}
	}
	return nil
}

func (d *Document) onRune(at int) bool { return at == len(d.Text) || utf8.RuneStart(d.Text[at]) }
