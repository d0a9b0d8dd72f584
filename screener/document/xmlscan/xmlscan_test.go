package xmlscan

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// events is what a scan finds, a line each; neighbouring text is one.
func events(data string) ([]string, error) {
	var out []string
	text := ""
	flush := func() {
		if text != "" {
			out = append(out, fmt.Sprintf("text %q", text))
		}
		text = ""
	}
	s := New([]byte(data))
	for k := s.Next(); k != EOF; k = s.Next() {
		switch k {
		case Text:
			text += s.Text()
			continue
		case Start:
			flush()
			out = append(out, "start "+string(s.Name())+" in "+s.Space()+" "+s.Attr("val"))
		case End:
			flush()
			out = append(out, "end "+string(s.Name()))
		}
	}
	flush()
	return out, s.Err()
}

// slowly is the same by the standard library.
func slowly(data string) ([]string, error) {
	var out []string
	text := ""
	flush := func() {
		if text != "" {
			out = append(out, fmt.Sprintf("text %q", text))
		}
		text = ""
	}
	d := xml.NewDecoder(strings.NewReader(data))
	depth := 0
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			flush()
			return out, nil
		}
		if err != nil {
			return out, err
		}
		switch t := tok.(type) {
		case xml.CharData:
			if depth > 0 {
				text += string(t)
			}
		case xml.StartElement:
			flush()
			depth++
			val := ""
			for _, a := range t.Attr {
				if a.Name.Local == "val" && val == "" {
					val = a.Value
				}
			}
			out = append(out, "start "+t.Name.Local+" in "+t.Name.Space+" "+val)
		case xml.EndElement:
			flush()
			depth--
			out = append(out, "end "+t.Name.Local)
		}
	}
}

var documents = []string{
	`<a/>`,
	`<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE a><a><!-- no --><b val="1">x &amp; y &#x263A;&#9786;</b><c/></a>`,
	`<w:a xmlns:w="urn:w" xmlns="urn:x"><w:b w:val="x"/><c val='"&lt;"'><d xmlns="urn:y"/><e/></c><w:f xmlns:w="urn:z"/><w:g/></w:a>`,
	`<a><![CDATA[<b>&amp;]]> and <b
 val = "2" other="3" />` + "\n\t</a>",
	`<a b="x > y" val="z"><?pi <x> ?>é</a>`,
	`<ns0:document xmlns:ns0="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><ns0:body/></ns0:document>`,
}

func TestAgainstTheStandardLibrary(t *testing.T) {
	for _, d := range documents {
		got, err := events(d)
		want, wantErr := slowly(d)
		if err != nil || wantErr != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s\ngot  %q, %v\nwant %q, %v", d, got, err, want, wantErr)
		}
	}
}

func TestErrors(t *testing.T) {
	for data, want := range map[string]error{
		`<a><b>`:      ErrBroken,
		`<a></b></a>`: ErrBroken,
		`<a`:          ErrBroken,
		`<a><!-- `:    ErrBroken,
		`<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>`: ErrEntities,
		strings.Repeat("<a>", 2*maxDepth):          ErrDeep,
		`<a>&x; &</a>`:                             nil,
	} {
		if _, err := events(data); !errors.Is(err, want) {
			t.Errorf("%.40s: %v, want %v", data, err, want)
		}
	}
	got, _ := events(`<a>x<b>y`)
	if strings.Join(got, "|") != `start a in  |text "x"|start b in  |text "y"` {
		t.Errorf("what stands before the end is lost: %q", got)
	}
}

func TestEncodings(t *testing.T) {
	for _, data := range []string{
		"\xef\xbb\xbf<a>\u00e9</a>",
		"\xff\xfe<\x00a\x00>\x00\xe9\x00<\x00/\x00a\x00>\x00",
		"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><a>\xe9</a>",
	} {
		got, err := events(data)
		if err != nil || len(got) != 3 || got[1] != `text "é"` {
			t.Errorf("%q: %q, %v", data, got, err)
		}
	}
}

func TestSkipAndStop(t *testing.T) {
	s := New([]byte(`<a><b><c/>x<d></d></b><e/></a>`))
	s.Next()
	s.Next()
	s.Skip()
	if k := s.Next(); k != Start || string(s.Name()) != "e" {
		t.Errorf("after skipping b: %d %s", k, s.Name())
	}
	s.Stop()
	if k := s.Next(); k != EOF || s.Err() != nil {
		t.Errorf("after stopping: %d, %v", k, s.Err())
	}
}

func FuzzScan(f *testing.F) {
	for _, d := range documents {
		f.Add(d)
	}
	f.Fuzz(func(t *testing.T, data string) {
		got, err := events(data)
		depth := 0
		for _, e := range got {
			switch {
			case strings.HasPrefix(e, "start"):
				depth++
			case strings.HasPrefix(e, "end"):
				depth--
			}
			if depth < 0 {
				t.Fatalf("%q: an end without a start: %q", data, got)
			}
		}
		if err == nil && depth != 0 {
			t.Fatalf("%q: %d elements stay open without an error", data, depth)
		}
	})
}

func BenchmarkScan(b *testing.B) {
	data := []byte(`<w:document xmlns:w="urn:w">` + strings.Repeat(`<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">Built services</w:t></w:r></w:p>`, 500) + `</w:document>`)
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		s := New(data)
		for s.Next() != EOF {
		}
	}
}

func TestWithinStopsAtTheEndOfItsElement(t *testing.T) {
	x := New([]byte(`<r><a/><p><b><c/></b>words<skip><c/></skip><d/></p><e/></r>`))
	var all, within []string
	for range x.Within() {
		name := string(x.Name())
		all = append(all, name)
		if name != "p" {
			continue
		}
		for range x.Within() {
			within = append(within, string(x.Name()))
			if within[len(within)-1] == "skip" {
				x.Skip()
			}
		}
	}
	if got := strings.Join(all, " "); got != "r a p e" {
		t.Errorf("the document's elements: %s", got)
	}
	if got := strings.Join(within, " "); got != "b c skip d" {
		t.Errorf("within p: %s", got)
	}
	cut := New([]byte(`<r><p><a/>`))
	for range cut.Within() {
	}
	if cut.Err() == nil {
		t.Error("a cut document ends without an error")
	}
}
