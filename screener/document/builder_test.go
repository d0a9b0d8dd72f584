package document

import (
	"strings"
	"testing"
)

func TestBuilder(t *testing.T) {
	b := NewBuilder("html")
	b.Write("a\r\nb\f")
	b.EndLine(Line{Bold: true})
	b.EndLine(Line{})
	b.Hide(HiddenVanish, 2, Box{1, 2, 3, 4}, "secret")
	b.Hide(HiddenTiny, 0, Box{}, "")
	b.Checked(HiddenVanish, HiddenTiny)
	b.Write("last")
	b.Mark(Mark{Kind: MarkBold, Span: Span{0, 1}})
	b.Mark(Mark{Kind: MarkHeading, Span: Span{0, 4}})
	b.Note("n")
	b.Note("n")
	d := b.Document()
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	if want := "a  b \n\nlast\nsecret\n"; d.Text != want || d.Text[d.Visible:] != "secret\n" {
		t.Errorf("text %q, %d bytes visible", d.Text, d.Visible)
	}
	if len(d.Lines) != 3 || !d.Lines[0].Bold || d.Lines[2].Page != 2 {
		t.Errorf("lines %+v", d.Lines)
	}
	if d.Marks[0].Kind != MarkHeading {
		t.Errorf("the longer mark does not come first: %+v", d.Marks)
	}
	if d.Checks[HiddenVanish] != Found || d.Checks[HiddenTiny] != Clear || d.Checks[HiddenLayer] != NotChecked {
		t.Errorf("checks %v", d.Checks)
	}
	if len(d.Notes) != 1 || len(d.Hidden) != 1 {
		t.Errorf("notes %q, hidden %+v", d.Notes, d.Hidden)
	}
}

func TestBuilderIsBounded(t *testing.T) {
	for what, write := range map[string]func(b *Builder){
		"one line":        func(b *Builder) { b.Write(strings.Repeat("é", maxText)) },
		"many lines":      func(b *Builder) { b.Write("x"); b.EndLine(Line{}) },
		"many blanks":     func(b *Builder) { b.EndLine(Line{}) },
		"many characters": func(b *Builder) { b.Write(strings.Repeat("y", 1000)) },
		"much hidden":     func(b *Builder) { b.Hide(HiddenVanish, 0, Box{}, strings.Repeat("z", 1000)) },
	} {
		b := NewBuilder("text")
		b.Write("first")
		b.EndLine(Line{})
		for range maxText + 10 {
			if write(b); b.Full() || b.veiled > 2*maxVeiled {
				break
			}
		}
		write(b)
		d := b.Document()
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", what, err)
		}
		if len(d.Text) > maxText+maxVeiled+maxLines+2 || len(d.Lines) > maxLines+maxVeiled/1000+1 || !strings.HasPrefix(d.Text, "first\n") {
			t.Errorf("%s: %d bytes in %d lines", what, len(d.Text), len(d.Lines))
		}
		if what != "much hidden" && len(d.Notes) != 1 {
			t.Errorf("%s: notes %q", what, d.Notes)
		}
	}
}

func TestIndistinct(t *testing.T) {
	for _, c := range []struct {
		text, ground uint32
		want         bool
	}{
		{0xffffff, 0xffffff, true}, {0xfdfdfd, 0xffffff, true}, {0xf7f7f7, 0xffffff, true}, {0xd9d9d9, 0xffffff, false}, {0xffff00, 0xffffff, false},
		{0x000000, 0x000000, true}, {0x0a0a0a, 0x000000, true}, {0x1f3864, 0x1f3865, true}, {0xffffff, 0x1f3864, false}, {0xff0000, 0x008000, false}, {0x000000, 0xffffff, false},
	} {
		if got := Indistinct(c.text, c.ground); got != c.want {
			t.Errorf("%06x on %06x: %v, want %v", c.text, c.ground, got, c.want)
		}
	}
}
