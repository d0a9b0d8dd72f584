package report

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"time"
)

// XLSX writes a workbook: candidates (one row a candidate and rubric), criteria, evidence, and a page about the run.
// Heads are frozen and filtered, bands and states coloured by rule, files are links. Cells hold text and numbers only,
// never formulas, so that nothing in a resume can run. Criteria and evidence are those of the first mostEvidence candidates of each
// rubric by rank, or of the first Options.Top: ten thousand with all their evidence would make a million rows, more than a sheet may have.
//
// It is written here as the little Office Open XML (ECMA-376) that these sheets need, and not by a spreadsheet
// library: the one there is adds 1.6 ms to every start of the program, workers included, which more than doubles it.
// Rows are written as they are made, so that a long report is never held.
func XLSX(w io.Writer, r *Report, o Options) error {
	book := []sheet{candidateSheet(r, o), criteriaSheet(r, o), evidenceSheet(r, o), {}}
	book[3] = aboutSheet(r, o, book[:3])
	z := zip.NewWriter(w)
	z.SetComment("")
	put := func(name, body string) error {
		return addPart(z, name, func(w io.Writer) error { _, err := io.WriteString(w, body); return err })
	}
	if err := errors.Join(put("[Content_Types].xml", contentTypes(book)), put("_rels/.rels", rootRels), put("docProps/core.xml", coreProps(r))); err != nil {
		return err
	}
	for i := range book {
		s := &book[i]
		if err := addPart(z, fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), s.write); err != nil {
			return err
		}
		if rels := s.rels(); rels != "" {
			if err := put(fmt.Sprintf("xl/worksheets/_rels/sheet%d.xml.rels", i+1), rels); err != nil {
				return err
			}
		}
	}
	// How many rows each sheet has is known now.
	if err := errors.Join(put("xl/workbook.xml", workbook(book)), put("xl/_rels/workbook.xml.rels", workbookRels(book)), put("xl/styles.xml", styles)); err != nil {
		return err
	}
	return z.Close()
}

// addPart adds a file to the container with a fixed date, so that the same report is the same bytes.
func addPart(z *zip.Writer, name string, write func(io.Writer) error) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	return write(f)
}

// sheet is one worksheet. rules colour the cells of a column by their text.
type sheet struct {
	name    string
	columns []sheetColumn
	rows    func(give func([]any) error) error
	linked  string // head of a column whose cells are paths and lead to their files
	from    string // the way to where relative paths start
	rules   []colourRule
	scale   string // column letters of a colour scale, "G"; empty for none
	plain   bool   // no filter, no frozen head

	n     int    // rows written, without the head
	cut   int    // rows that were too many
	links []link // of the rows written
}

// link is where a cell, "B7", leads.
type link struct{ cell, target string }

type colourRule struct {
	column string // letters
	text   string
	style  int // index into the dxfs of styles
}

// mostLinks is how many hyperlinks a worksheet may have (Excel's limit is 66,530).
const mostLinks = 65000

// mostSheetRows is how many rows a worksheet may have below its head (Excel's limit is 1,048,576).
const mostSheetRows = 1<<20 - 1

func candidateSheet(r *Report, o Options) sheet {
	s := sheet{name: "Candidates", columns: candidateColumns, linked: "file", from: o.Links}
	s.rows = func(give func([]any) error) error { return candidateRows(r, o, give) }
	band, score := s.column("band"), s.column("score")
	for i, b := range bandNames {
		s.rules = append(s.rules, colourRule{letters(band), b, i})
	}
	s.scale = letters(score)
	return s
}

// fileLink is a relative or file: address of a path, percent-encoded; from is put before relative ones. It is "" where the path cannot be linked to: an entry
// of a container, stdin, or a name that was cut.
func fileLink(path, from string) string {
	if path == "" || path == "-" || strings.Contains(path, "!") || strings.HasSuffix(path, "…") || strings.Contains(path, `\x`) || strings.Contains(path, `\u`) {
		return ""
	}
	path = filepath.ToSlash(path)
	u := url.URL{Path: path}
	if strings.HasPrefix(path, "/") {
		u.Scheme = "file"
		return u.String()
	}
	if from != "" {
		u.Path = strings.TrimSuffix(filepath.ToSlash(from), "/") + "/" + path
	}
	if !strings.HasPrefix(u.Path, ".") && !strings.HasPrefix(u.Path, "/") {
		u.Path = "./" + u.Path // so that a name like javascript:x is a file, and nothing else
	}
	return u.String()
}

func criteriaSheet(r *Report, o Options) sheet {
	s := sheet{name: "Criteria", columns: []sheetColumn{
		{"name", 24}, {"file", 30}, {"rubric", 20}, {"criterion", 18}, {"title", 34}, {"weight", 8}, {"points", 8}, {"state", 14}, {"shown", 8}, {"enough", 8},
		{"must", 7}, {"bonus", 7}, {"why", 50}, {"rubric line", 28}, {"id", 14},
	}}
	s.rows = fitRows(r, o, func(res *Resume, f *Fit) [][]any {
		var rows [][]any
		for _, c := range f.Criteria {
			row := make([]any, len(s.columns))
			set(row, s.columns, map[string]any{
				"name": short(res.Name), "file": short(res.File), "rubric": short(f.Rubric), "criterion": short(c.ID), "title": short(c.Title), "weight": round3(c.Weight),
				"points": round3(c.Points), "state": plain(c.State), "shown": round3(c.Shown), "enough": round3(c.Enough), "must": yes(c.Must), "bonus": yes(c.Bonus),
				"why": short(c.Why), "rubric line": short(c.Source), "id": short(res.ID),
			})
			rows = append(rows, row)
		}
		return rows
	})
	state := letters(s.column("state"))
	s.rules = []colourRule{{state, "met", 0}, {state, "partly-met", 2}, {state, "not-shown", 3}, {state, "could-not-read", 4}}
	return s
}

func yes(b bool) any {
	if b {
		return "yes"
	}
	return nil
}

func evidenceSheet(r *Report, o Options) sheet {
	s := sheet{name: "Evidence", columns: []sheetColumn{
		{"name", 24}, {"file", 30}, {"rubric", 20}, {"criterion", 18}, {"term", 24}, {"grade", 11}, {"quote", 80}, {"page", 7}, {"line", 7}, {"role", 34}, {"counted", 9},
		{"why not", 40}, {"rubric line", 28}, {"id", 14},
	}}
	s.rows = fitRows(r, o, func(res *Resume, f *Fit) [][]any {
		var rows [][]any
		add := func(criterion string, h *Hit, counted string) {
			row := make([]any, len(s.columns))
			set(row, s.columns, map[string]any{
				"name": short(res.Name), "file": short(res.File), "rubric": short(f.Rubric), "criterion": criterion, "term": short(h.Term), "grade": plain(h.Grade),
				"quote": clip(plain(h.Quote), 600), "page": number(h.Page), "line": number(h.Line), "role": roleOf(res, h), "counted": counted, "why not": short(h.Why),
				"rubric line": short(h.Source), "id": short(res.ID),
			})
			rows = append(rows, row)
		}
		for i := range f.Criteria {
			for j := range f.Criteria[i].Hits {
				add(short(f.Criteria[i].ID), &f.Criteria[i].Hits[j], "yes")
			}
		}
		for i := range f.NotCounted {
			add("", &f.NotCounted[i], "no")
		}
		return rows
	})
	return s
}

// fitRows gives rows made of the fits of those resumes that are shown with their evidence, by rubric and rank.
func fitRows(r *Report, o Options, rows func(*Resume, *Fit) [][]any) func(func([]any) error) error {
	return func(give func([]any) error) error {
		for _, u := range onlyRubric(r.Rubrics, o.Rubric) {
			v := arrange(r, u.Name)
			ranked := v.ranked[:min(len(v.ranked), o.evidenced())]
			err := v.eachRow([][]row{ranked, v.apart[:min(len(v.apart), o.evidenced()-len(ranked))]}, func(w row) [][]any {
				if w.fit.Rubric == "" {
					return nil
				}
				return rows(w.resume, w.fit)
			}, give)
			if err != nil {
				return err
			}
		}
		return nil
	}
}

// aboutSheet says how the run was made, and what the other sheets, which are written before it, do not hold.
func aboutSheet(r *Report, o Options, others []sheet) sheet {
	s := sheet{name: "About", columns: []sheetColumn{{"what", 26}, {"says", 110}}, plain: true}
	s.rows = func(give func([]any) error) error {
		v := arrange(r, o.Rubric)
		var err error
		add := func(what, says string) { err = errors.Join(err, give([]any{what, says})) }
		for _, n := range notice {
			add("to know", n)
		}
		add("to know", v.notRead())
		if n := len(v.ranked) + len(v.apart); n > o.evidenced() {
			add("to know", fmt.Sprintf("Criteria and evidence are of the first %d candidates of each rubric, of %d; --top N shows those of others, explain those of one, and the JSON holds all.", o.evidenced(), n))
		}
		for _, other := range others {
			if other.cut > 0 {
				add("to know", fmt.Sprintf("%s lacks %d rows: a sheet can have no more than it has. The CSV and the JSON hold all.", other.name, other.cut))
			}
		}
		add("counts", v.sum())
		add("as of", short(r.AsOf))
		for _, u := range v.rubrics {
			add("rubric", short(u.Name)+" "+plain(u.SHA256))
		}
		add("tool", "shortlist "+short(r.Tool.Version)+", reader "+short(r.Tool.Reader)+", vocabulary "+plain(r.Vocabulary.SHA256))
		return err
	}
	return s
}

func (s *sheet) column(head string) int {
	for i, c := range s.columns {
		if c.head == head {
			return i
		}
	}
	return -1
}

// letters is the name of a column from 0: A … Z, AA …
func letters(i int) string {
	if i < 26 {
		return string(rune('A' + i))
	}
	return letters(i/26-1) + letters(i%26)
}

// write writes the worksheet part, its elements in the order that the standard asks for.
func (s *sheet) write(w io.Writer) error {
	b := &xmlWriter{w: w}
	last := letters(len(s.columns) - 1)
	b.put(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheetViews><sheetView workbookViewId="0">`)
	if !s.plain {
		b.put(`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>`)
	}
	b.put(`</sheetView></sheetViews><cols>`)
	for i, c := range s.columns {
		b.put(fmt.Sprintf(`<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.wide))
	}
	b.put(`</cols><sheetData><row r="1">`)
	for i, c := range s.columns {
		b.text(letters(i)+"1", c.head, 1)
	}
	b.put(`</row>`)
	if err := s.writeRows(b); err != nil {
		return err
	}
	b.put(`</sheetData>`)
	bottom := s.n + 1
	if !s.plain {
		b.put(fmt.Sprintf(`<autoFilter ref="A1:%s%d"/>`, last, bottom))
	}
	if s.n > 0 {
		s.conditions(b, bottom)
	}
	if len(s.links) > 0 {
		b.put(`<hyperlinks>`)
		for i, l := range s.links {
			b.put(fmt.Sprintf(`<hyperlink ref="%s" r:id="rId%d"/>`, l.cell, i+1))
		}
		b.put(`</hyperlinks>`)
	}
	b.put(`<pageSetup orientation="landscape" fitToHeight="0"/><headerFooter><oddFooter>&amp;L`)
	b.escaped(strings.ReplaceAll(notice[1]+" "+notice[2], "&", "&&"))
	b.put(`&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`)
	return b.err
}

// writeRows writes the rows below the head, as many as a sheet takes.
func (s *sheet) writeRows(b *xmlWriter) error {
	linked := s.column(s.linked)
	return s.rows(func(row []any) error {
		if s.n == mostSheetRows {
			s.cut++
			return nil
		}
		s.n++
		b.put(fmt.Sprintf(`<row r="%d">`, s.n+1))
		for j, cell := range row {
			name := fmt.Sprintf("%s%d", letters(j), s.n+1)
			style := 0
			switch s.columns[j].head {
			case "strongest evidence", "quote", "says", "note before":
				style = 3 // wrapped
			}
			if path, ok := cell.(string); ok && j == linked && len(s.links) < mostLinks {
				if target := fileLink(path, s.from); target != "" {
					s.links = append(s.links, link{name, target})
					style = 2
				}
			}
			switch cell := cell.(type) {
			case nil:
			case string:
				b.text(name, cell, style)
			default:
				b.put(fmt.Sprintf(`<c r="%s"><v>%v</v></c>`, name, cell))
			}
		}
		b.put(`</row>`)
		return b.err
	})
}

// conditions colours bands and states by their text, and scores on a scale.
func (s *sheet) conditions(b *xmlWriter, bottom int) {
	priority := 1
	for _, c := range s.rules {
		b.put(fmt.Sprintf(`<conditionalFormatting sqref="%[1]s2:%[1]s%[2]d"><cfRule type="cellIs" dxfId="%[3]d" priority="%[4]d" operator="equal"><formula>"%[5]s"</formula></cfRule></conditionalFormatting>`,
			c.column, bottom, c.style, priority, c.text))
		priority++
	}
	if s.scale != "" {
		b.put(fmt.Sprintf(`<conditionalFormatting sqref="%[1]s2:%[1]s%[2]d"><cfRule type="dataBar" priority="%[3]d"><dataBar><cfvo type="num" val="0"/><cfvo type="num" val="100"/><color rgb="FFA9C7D9"/></dataBar></cfRule></conditionalFormatting>`,
			s.scale, bottom, priority))
	}
}

func (s *sheet) rels() string {
	if len(s.links) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, l := range s.links {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" Target="%s" TargetMode="External"/>`, i+1, xmlEscape(l.target))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

// xmlWriter keeps the first error.
type xmlWriter struct {
	w   io.Writer
	err error
}

func (b *xmlWriter) put(s string) {
	if b.err == nil {
		_, b.err = io.WriteString(b.w, s)
	}
}

func (b *xmlWriter) escaped(s string) { b.put(xmlEscape(s)) }

// mostCell is how many characters a cell may hold (Excel's limit is 32,767).
const mostCell = 32000

// text writes a cell that holds the text itself. Such a cell is never a formula, whatever it starts with; the
// apostrophe is for those who save the sheet as CSV and open that.
func (b *xmlWriter) text(name, s string, style int) {
	s = defuse(plain(s))
	if len(s) > mostCell {
		s = clip(s, mostCell/4)
	}
	b.put(fmt.Sprintf(`<c r="%s" t="inlineStr"`, name))
	if style > 0 {
		b.put(fmt.Sprintf(` s="%d"`, style))
	}
	b.put(`><is><t xml:space="preserve">`)
	b.escaped(s)
	b.put(`</t></is></c>`)
}

func xmlEscape(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s))
	return b.String()
}
