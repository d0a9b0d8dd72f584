package resume

import (
	"strings"
	"testing"
	"unicode/utf8"

	"shortlist/screener/document"
)

// check fails t where a result breaks what the package promises: spans within the text, passages ordered, disjoint and
// covering all visible text that is not white space, indexes in range.
func check(t testing.TB, d *document.Document, r *Resume) {
	t.Helper()
	span := func(what string, s Span) {
		if s.Start < 0 || s.End > d.Visible || s.Start > s.End {
			t.Fatalf("%s: span %v outside the visible %d bytes", what, s, d.Visible)
		}
		if !s.Empty() && (!utf8.RuneStart(d.Text[s.Start]) || s.End < len(d.Text) && !utf8.RuneStart(d.Text[s.End])) {
			t.Fatalf("%s: span %v cuts a character", what, s)
		}
	}
	spans := func(what string, ss []Span) {
		for _, s := range ss {
			span(what, s)
		}
	}
	span("name", r.Contact.Name)
	span("email", r.Contact.Email)
	span("phone", r.Contact.Phone)
	span("location", r.Contact.Location)
	spans("links", r.Contact.Links)
	span("verdict", r.Verdict.Span)
	for _, s := range r.Sections {
		span("heading", s.Heading)
		spans("section", s.Spans)
	}
	for _, o := range r.Roles {
		span("title", o.Title)
		span("employer", o.Employer)
		span("location", o.Location)
		span("period", o.Period.Span)
		span("head", o.Head)
		spans("body", o.Body)
		spans("highlights", o.Highlights)
		spans("stack", o.Stack)
		if o.Section < 0 || o.Section >= len(r.Sections) {
			t.Fatalf("role in section %d of %d", o.Section, len(r.Sections))
		}
	}
	for _, e := range r.Education {
		span("degree", e.Degree)
		span("field", e.Field)
		span("institution", e.Institution)
		span("education", e.Span)
		span("period", e.Period.Span)
	}
	for _, e := range append(append([]Entry(nil), r.Projects...), r.Entries...) {
		span("entry", e.Title)
		span("issuer", e.Issuer)
		spans("entry body", e.Body)
	}
	for _, s := range r.Skills {
		span("skill", s.Span)
		span("group", s.Group)
		span("level", s.Level)
	}
	for i, m := range r.Masks {
		span("mask", m.Span)
		if i > 0 && m.Span.Start < r.Masks[i-1].Span.Start {
			t.Fatalf("masks out of order at %d", i)
		}
	}
	at := 0
	for i, p := range r.Passages {
		span("passage", p.Span)
		if p.Span.Start < at || p.Span.Empty() {
			t.Fatalf("passage %d %v overlaps the one before it, which ends at %d", i, p.Span, at)
		}
		if gap := d.Text[at:p.Span.Start]; !trim(gap, Span{Start: 0, End: len(gap)}).Empty() {
			t.Fatalf("no passage covers %q", gap)
		}
		at = p.Span.End
		if p.Place >= Places {
			t.Fatalf("passage %d has no place", i)
		}
		limit := len(r.Roles)
		if p.Place == PlaceProject {
			limit = len(r.Projects)
		}
		if p.Role < -1 || p.Role >= limit || p.Section < -1 || p.Section >= len(r.Sections) {
			t.Fatalf("passage %d (%s): role %d of %d, section %d of %d", i, p.Place, p.Role, limit, p.Section, len(r.Sections))
		}
	}
	if gap := d.Text[at:d.Visible]; !trim(gap, Span{Start: 0, End: len(gap)}).Empty() {
		t.Fatalf("no passage covers %q", gap)
	}
}

// exported are heads as job boards export them, in running text.
var exported = []string{
	"RESUME Name: Jane Doe Address: Leeds, UK Work History Sr. Developer , 01/2018 to Current Company Name － Dallas , TX Wrote it. Environment: Java, Git, SQL Server 2012/2016, Maven Acme Corp, Leeds, UK (through Globex Inc) Feb 2014 - Sep 2016 QA Analyst / SDET * Tested it. Environment: Go, C, Jenkins Manual Tester , 06/2010 - 01/2013 Company Name City , State",
	"Company Details company - Acme Pvt Ltd description - Designation: Developer Period: Aug 2018 to Present. Project: Ledger. company - Globex description - Working as a Tester in Globex, Pune from June 2014 to till date at Pune.",
	"Work Experience: Federal benefits agency Woodlawn, MD United States 06/2014 - Present Salary: 118,400.00 USD Per Year Hours per week: 40 to 50 Series: 2210 Pay Plan: GS Grade: 13 IT Specialist (APPSW) Duties: Served from PMM Linux Administrator / Junior DBA Hosting Inc. Boise, ID Aug 2010 to Jan 2013",
}

// TestCutOff reads texts that end anywhere.
func TestCutOff(t *testing.T) {
	p := parser(t)
	for _, text := range exported {
		for i := range text {
			d := textDocument(text[:i])
			check(t, d, p.Parse(d))
		}
	}
}

func FuzzParse(f *testing.F) {
	p := parser(f)
	for i, text := range exported {
		f.Add(text, uint16(i))
	}
	f.Add(twoPages, uint16(0))
	f.Add(strings.ReplaceAll(twoPages, "\n", " "), uint16(7))
	f.Add("Jane Doe\n• a\n• b\nSkills\tGo, C++ ●●○\n\nWe are looking for a developer", uint16(0x1234))
	f.Add("Work\tEngineer\nAcme\n2019 –\nEducation\tBSc\n'19 – '21 (2 yrs", uint16(99))
	f.Add("criteria:\n- phrases: [a]\n  weight: 3\nGo\nschema: x\nenough: 2 — Jane", uint16(0))
	f.Fuzz(func(t *testing.T, text string, looks uint16) {
		if len(text) > 1<<14 || !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r") {
			return
		}
		d := shaped(text, looks)
		r := p.Parse(d)
		check(t, d, r)
		Export(d, r)
		r.Months(Date{Year: 2026, Month: 11, Precision: PrecisionMonth})
		if err := Show(discard{}, d, r, true, 80); err != nil {
			t.Fatal(err)
		}
	})
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// shaped gives each line looks, place and marks drawn from the bits of looks, so that the fuzzer reaches columns, tables,
// headings and hidden text as well.
func shaped(text string, looks uint16) *document.Document {
	formats := [...]string{"text", "pdf", "docx", "markdown"}
	format := formats[looks&3]
	b := document.NewBuilder(format)
	y := float32(40)
	for i, line := range strings.Split(text, "\n") {
		bits := looks>>2 ^ uint16(i*2654435761>>3)
		start := b.Pos()
		b.Write(line)
		l := document.Line{}
		if format == "pdf" {
			column := int(bits & 1)
			if bits&6 != 0 {
				y += 12
			}
			l = document.Line{Page: 1 + i/30, Column: column, Size: 9 + float32(bits>>3&3), Bold: bits>>5&1 == 1,
				Box: document.Box{X0: float32(50 + column*200), Y0: y, X1: float32(50 + column*200 + 5*len(line)), Y1: y + 10}, Gap: float32(bits & 15)}
		}
		b.EndLine(l)
		s := document.Span{Start: start, End: b.Pos() - 1}
		switch bits >> 6 & 7 {
		case 1:
			b.Mark(document.Mark{Span: s, Kind: document.MarkHeading, Level: 1 + int(bits&3)})
		case 2:
			b.Mark(document.Mark{Span: s, Kind: document.MarkListItem, Level: 1})
		case 3:
			b.Mark(document.Mark{Span: s, Kind: document.MarkTableCell, Level: i<<8 | int(bits&1), Value: "1"})
		case 4:
			b.Mark(document.Mark{Span: s, Kind: document.MarkParagraph})
		case 5:
			if looks>>15 == 1 {
				fields := [...]string{"basics.name", "work[0].position", "work[0].startDate", "skills[0].keywords[0]", "education[1].area", "projects[0].name", "work[0].highlights[0]", "languages[0].language"}
				b.Mark(document.Mark{Span: s, Kind: document.MarkField, Value: fields[bits&7]})
			}
		}
	}
	if looks>>14&1 == 1 {
		b.Hide(document.HiddenTiny, 1, document.Box{}, "hidden words")
	}
	return b.Document()
}
