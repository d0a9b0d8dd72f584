// Package docx reads DOCX (ECMA-376, transitional and strict, also "flat") in reading order: headers once, the body with its tables
// and text boxes, notes, footers. What was deleted under revision control and comments are left out; what is hidden stands after the
// visible text.
package docx

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/archive"
	"shortlist/screener/document/flow"
	"shortlist/screener/document/xmlscan"
)

// Read reads a DOCX. What is wrong with a part that is not the body becomes a note.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	p, err := open(data, lim)
	if err != nil {
		return nil, err
	}
	main := p.mainPart()
	if main == "" {
		return nil, &document.Unreadable{Reason: "the DOCX has no document part"}
	}
	body, cut, err := p.read(main)
	if err != nil {
		return nil, err
	}
	if len(body) == 0 {
		return nil, &document.Unreadable{Reason: "the DOCX is cut off before its text"}
	}
	b := document.NewBuilder("docx")
	b.Checked(document.HiddenVanish, document.HiddenBackground, document.HiddenTiny, document.HiddenTransparent, document.HiddenMetadata)
	if cut {
		b.Note("the file is cut off; its end is missing")
	}
	if p.damaged() {
		b.Note("the file's directory is missing; its parts were found one by one")
	}
	d := &doc{parts: p, b: b, dir: path.Dir(main)}
	d.rels = p.relations(main)
	if err := d.loadStyles(); err != nil {
		return nil, err
	}
	story, err := d.story(body, d.rels, 0)
	if err != nil {
		return nil, err
	}
	if err := d.write(story); err != nil {
		return nil, err
	}
	d.properties()
	if b.Pos() == 0 && len(d.veiledOnly) == 0 {
		return nil, &document.Unreadable{Reason: "the document shows no text", Hint: "if it is a picture of a resume, ask for one with text"}
	}
	return b.Document(), nil
}

// doc is a document being read.
type doc struct {
	parts      *parts
	b          *document.Builder
	dir        string // of the main part
	rels       map[string]relation
	styles     styles
	lists      lists
	ground     flow.Ground // of the page
	veils      flow.Veils
	runs       int       // read so far
	seen       []string  // texts of headers and footers, so that each comes once
	notes      []noteRef // in the order of their references
	veiledOnly []string
}

// maxRuns bounds the runs, paragraphs and cells of a document. A resume has two thousand.
const maxRuns = 200_000

// write puts headers, body, notes and footers into the builder.
func (d *doc) write(body *story) error {
	var headers, footers, notes []flow.Block
	for _, ref := range body.regions {
		rel, ok := d.rels[ref.id]
		if !ok {
			continue
		}
		blocks, err := d.region(rel.target, ref.kind)
		if err != nil {
			return err
		}
		if ref.kind == document.MarkHeader {
			headers = append(headers, blocks...)
		} else {
			footers = append(footers, blocks...)
		}
	}
	notes, err := d.readNotes()
	if err != nil {
		return err
	}
	d.veils.Settle()
	w := flow.NewWriter(d.b)
	for _, blocks := range [][]flow.Block{headers, body.blocks, notes, footers} {
		w.Write(blocks)
	}
	return nil
}

// region reads a header or footer; nothing if the same text was read already.
func (d *doc) region(part string, kind document.MarkKind) ([]flow.Block, error) {
	data, _, err := d.parts.read(part)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	s, err := d.story(data, d.parts.relations(part), kind)
	if err != nil {
		return nil, err
	}
	text := flow.TextOf(s.blocks)
	if slices.Contains(d.seen, text) {
		return nil, nil
	}
	d.seen = append(d.seen, text)
	return s.blocks, nil
}

type noteRef struct{ kind, id string }

// readNotes reads the foot and end notes that the text refers to, in the order it does.
func (d *doc) readNotes() ([]flow.Block, error) {
	if len(d.notes) == 0 {
		return nil, nil
	}
	read := map[noteRef][]flow.Block{}
	for _, kind := range []string{"footnote", "endnote"} {
		part := ""
		for _, r := range d.rels {
			if r.kind == kind+"s" {
				part = r.target
			}
		}
		data, _, err := d.parts.read(part)
		if err != nil {
			return nil, err
		}
		rels := d.parts.relations(part)
		x := xmlscan.New(data)
		for range x.Within() {
			if string(x.Name()) != kind {
				continue
			}
			id := x.Attr("id")
			if t := x.Attr("type"); t != "" && t != "normal" {
				x.Skip()
				continue
			}
			s := &story{doc: d, rels: rels, region: document.MarkNote}
			if err := s.content(x, context{}); err != nil {
				return nil, err
			}
			s.flush()
			read[noteRef{kind, id}] = s.blocks
		}
	}
	var out []flow.Block
	for _, ref := range d.notes {
		out = append(out, read[ref]...)
		delete(read, ref)
	}
	return out, nil
}

// properties hands the keywords and comments over that stand in the file's properties, where they are more than a few words.
func (d *doc) properties() {
	for _, name := range []string{"docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"} {
		data, _, err := d.parts.read(name)
		if err != nil || len(data) == 0 {
			continue
		}
		x := xmlscan.New(data)
		field := ""
		for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
			switch k {
			case xmlscan.Start:
				field = string(x.Name())
			case xmlscan.End:
				field = ""
			case xmlscan.Text:
				switch field {
				case "keywords", "description", "subject", "category", "lpwstr", "contentStatus":
					if text := strings.TrimSpace(x.Text()); len(strings.Fields(text)) > usualWords(field) {
						d.b.Hide(document.HiddenMetadata, 0, document.Box{}, text)
						d.veiledOnly = append(d.veiledOnly, text)
					}
				}
			}
		}
	}
}

// usualWords is how many words are usual in a property: a few keywords, a remark of the template's author.
func usualWords(field string) int {
	if field == "keywords" {
		return 5
	}
	return 15
}

// parts is where the parts of a document are, packed or flat.
type parts struct {
	zip  *archive.Archive
	flat map[string][]byte
}

type relation struct{ kind, target string }

func open(data []byte, lim document.Limits) (*parts, error) {
	if bytes.HasPrefix(data, []byte("PK")) {
		a, err := archive.Open(data, lim)
		if err != nil {
			return nil, err
		}
		return &parts{zip: a}, nil
	}
	p := &parts{flat: map[string][]byte{}}
	for rest := data; ; {
		i := bytes.Index(rest, []byte(`pkg:name="`))
		if i < 0 {
			break
		}
		rest = rest[i+len(`pkg:name="`):]
		name, _, _ := bytes.Cut(rest[:min(len(rest), 500)], []byte(`"`))
		open := bytes.Index(rest, []byte("<pkg:xmlData"))
		if next := bytes.Index(rest, []byte("<pkg:part")); open < 0 || next >= 0 && next < open {
			continue
		}
		open += bytes.IndexByte(rest[open:], '>') + 1
		end := bytes.Index(rest[open:], []byte("</pkg:xmlData>"))
		if end < 0 {
			end = len(rest) - open
		}
		p.flat[strings.TrimPrefix(string(name), "/")] = rest[open : open+end]
		rest = rest[open+end:]
	}
	if len(p.flat) == 0 {
		return nil, &document.Unreadable{Reason: "the file is no DOCX"}
	}
	return p, nil
}

func (p *parts) damaged() bool { return p.zip != nil && p.zip.Damaged }

func (p *parts) read(name string) (data []byte, cut bool, err error) {
	if name == "" {
		return nil, false, nil
	}
	if p.zip == nil {
		return p.flat[name], false, nil
	}
	return p.zip.Read(name)
}

// relations reads the relationships of a part; targets are names of parts, or addresses where they are outside.
func (p *parts) relations(part string) map[string]relation {
	dir, file := path.Split(part)
	data, _, err := p.read(dir + "_rels/" + file + ".rels")
	if err != nil || len(data) == 0 {
		return nil
	}
	rels := map[string]relation{}
	x := xmlscan.New(data)
	for range x.Within() {
		if string(x.Name()) != "Relationship" {
			continue
		}
		r := relation{kind: x.Attr("Type"), target: x.Attr("Target")}
		r.kind = r.kind[strings.LastIndexByte(r.kind, '/')+1:]
		if x.Attr("TargetMode") != "External" {
			if strings.HasPrefix(r.target, "/") {
				r.target = r.target[1:]
			} else {
				r.target = path.Join(dir, r.target)
			}
		}
		rels[x.Attr("Id")] = r
	}
	return rels
}

// mainPart is the name of the part that holds the text.
func (p *parts) mainPart() string {
	for _, r := range p.relations("") {
		if r.kind == "officeDocument" && p.has(r.target) {
			return r.target
		}
	}
	if p.has("word/document.xml") {
		return "word/document.xml"
	}
	if p.zip != nil {
		for _, n := range p.zip.Names() {
			if base := path.Base(n); strings.HasPrefix(base, "document") && strings.HasSuffix(base, ".xml") {
				return n
			}
		}
	}
	return ""
}

func (p *parts) has(name string) bool {
	if p.zip == nil {
		return p.flat[name] != nil
	}
	_, ok := p.zip.Has(name)
	return ok
}
