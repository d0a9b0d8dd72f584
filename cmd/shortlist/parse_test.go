package main

import (
	"strings"
	"testing"

	"shortlist/screener/document"
)

func TestSoftHyphensInText(t *testing.T) {
	var b document.Builder
	b.Write("fault-tolerant, in-house")
	b.EndLine(document.Line{})
	b.Mark(document.Mark{Kind: document.MarkSoftHyphen, Span: document.Span{Start: 5, End: 6}})
	d := b.Document()
	var out strings.Builder
	if err := writeText(&out, d, false); err != nil {
		t.Fatal(err)
	}
	if want := "fault\u00adtolerant, in-house\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
}
