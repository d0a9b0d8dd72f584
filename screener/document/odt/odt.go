// Package odt reads OpenDocument text (ISO/IEC 26300; packed or flat, and its forerunner .sxw) in reading order: headers once, the
// body with tables, frames and lists, notes, footers. Deleted text under tracked changes and annotations are left out; what is hidden
// stands after the visible text.
package odt

import (
	"bytes"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/archive"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// Read reads an ODT.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	b := document.NewBuilder("odt")
	b.Checked(document.HiddenVanish, document.HiddenBackground, document.HiddenTiny, document.HiddenTransparent, document.HiddenMetadata)
	d := &doc{b: b, styles: styles{byName: map[string]*style{}}}
	var content []byte
	if bytes.HasPrefix(data, []byte("PK")) {
		a, err := archive.Open(data, lim)
		if err != nil {
			return nil, err
		}
		if err := encrypted(a); err != nil {
			return nil, err
		}
		var cut bool
		if content, cut, err = a.Read("content.xml"); err != nil {
			return nil, err
		}
		if len(content) == 0 {
			return nil, &document.Unreadable{Reason: "the ODT is cut off before its text"}
		}
		if cut {
			b.Note("the file is cut off; its end is missing")
		}
		if a.Damaged {
			b.Note("the file's directory is missing; its parts were found one by one")
		}
		for _, name := range []string{"styles.xml", "meta.xml"} {
			part, _, err := a.Read(name)
			if err != nil {
				return nil, err
			}
			if err := d.read(part, false); err != nil {
				return nil, err
			}
		}
	} else {
		content = data
	}
	if err := d.read(content, true); err != nil {
		return nil, err
	}
	d.veils.Settle()
	w := flow.NewWriter(b)
	for _, blocks := range [][]flow.Block{d.headers, d.body, d.notes, d.footers} {
		w.Write(blocks)
	}
	for _, words := range d.keywords {
		b.Hide(document.HiddenMetadata, 0, document.Box{}, words)
	}
	if b.Pos() == 0 && len(d.body) == 0 {
		return nil, &document.Unreadable{Reason: "the document shows no text", Hint: "if it is a picture of a resume, ask for one with text"}
	}
	return b.Document(), nil
}

func encrypted(a *archive.Archive) error {
	manifest, _, err := a.Read("META-INF/manifest.xml")
	if err != nil {
		return err
	}
	if bytes.Contains(manifest, []byte("encryption-data")) {
		return &document.Unreadable{Reason: "the document is protected by a password", Hint: "ask for a copy without one"}
	}
	return nil
}

// doc is a document being read.
type doc struct {
	b                             *document.Builder
	styles                        styles
	veils                         flow.Veils
	headers, body, notes, footers []flow.Block
	seen                          []string // texts of headers and footers, so that each comes once
	keywords                      []string
	runs                          int
}

// maxRuns bounds the runs, paragraphs and cells of a document. A resume has two thousand.
const maxRuns = 200_000

// fewWords is how many keywords are usual; a template's description has up to three times as many words.
const fewWords = 5

// read reads one XML part. Styles come before the text in all of them.
func (d *doc) read(data []byte, main bool) error {
	if len(data) == 0 {
		return nil
	}
	x := xmlscan.New(data)
	body := false
	keywords := ""
	for range x.Within() {
		switch string(x.Name()) {
		case "automatic-styles", "styles":
			d.styles.load(x)
		case "master-styles":
			if err := d.masters(x); err != nil {
				return err
			}
		case "text":
			if strings.Contains(x.Space(), "office") {
				body = true
				s := &story{doc: d}
				s.content(x, context{})
				s.flush()
				d.body = append(d.body, s.blocks...)
			}
		case "keyword":
			keywords += x.AllText() + " "
		case "subject", "description", "user-defined":
			if text := strings.TrimSpace(x.AllText()); len(strings.Fields(text)) > 3*fewWords {
				d.keywords = append(d.keywords, text)
			}
		case "scripts", "font-face-decls", "settings":
			x.Skip()
		}
	}
	if len(strings.Fields(keywords)) > fewWords {
		d.keywords = append(d.keywords, strings.TrimSpace(keywords))
	}
	switch x.Err() {
	case nil:
	case xmlscan.ErrEntities, xmlscan.ErrDeep:
		return &document.Unreadable{Reason: x.Err().Error(), Hint: "no office program writes a document like that"}
	default:
		if main && len(d.body) == 0 {
			return &document.Unreadable{Reason: "the document's XML is malformed"}
		}
		d.b.Note("the document's XML breaks off; what stood before was read")
		return nil
	}
	if main && !body {
		return &document.Unreadable{Reason: "the OpenDocument file holds no text"}
	}
	return nil
}

// masters reads the headers and footers of the page styles.
func (d *doc) masters(x *xmlscan.Scanner) error {
	for range x.Within() {
		name := string(x.Name())
		region := document.MarkHeader
		switch name {
		case "footer", "footer-left", "footer-first":
			region = document.MarkFooter
		case "header", "header-left", "header-first":
		default:
			continue
		}
		if x.Attr("display") == "false" {
			x.Skip()
			continue
		}
		s := &story{doc: d, region: region}
		s.content(x, context{})
		s.flush()
		text := flow.TextOf(s.blocks)
		known := false
		for _, t := range d.seen {
			known = known || t == text
		}
		if known {
			continue
		}
		d.seen = append(d.seen, text)
		if region == document.MarkHeader {
			d.headers = append(d.headers, s.blocks...)
		} else {
			d.footers = append(d.footers, s.blocks...)
		}
	}
	return nil
}
