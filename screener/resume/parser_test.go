package resume

import (
	"strings"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/document"
)

// parser is the parser over the built-in structure data.
func parser(t testing.TB) *Parser {
	t.Helper()
	p, err := NewParser(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// textDocument is a document as the plain text reader makes one, bullets left in the text.
func textDocument(text string) *document.Document {
	b := document.NewBuilder("text")
	for line := range strings.SplitSeq(text, "\n") {
		b.Write(line)
		b.EndLine(document.Line{})
	}
	return b.Document()
}

func BenchmarkNewParser(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NewParser(rubrics.Files); err != nil {
			b.Fatal(err)
		}
	}
}

const twoPages = `Jane Example
Senior Backend Engineer
Berlin, Germany | jane@example.org | +49 30 123456

SUMMARY
Engineer who likes plain designs.

EXPERIENCE
Senior Backend Engineer, Example GmbH, Berlin        03/2019 - Present
- Split a monolith into 6 services in Go and moved its data to PostgreSQL
- Led a team of 4 engineers

Developer, Sample AG                                  2015 - 02/2019
- Built the billing API in Java
Technologies: Java, Spring, Oracle

EDUCATION
MSc Computer Science, University of Sampletown, 2012 - 2015

SKILLS
Languages: Go, Java, C++, C#
Databases: PostgreSQL, Oracle
`

func BenchmarkParse(b *testing.B) {
	p := parser(b)
	d := textDocument(strings.Repeat(twoPages, 5))
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(d)
	}
}

func TestRolesOfPlainText(t *testing.T) {
	d := textDocument(twoPages)
	r := parser(t).Parse(d)
	if len(r.Roles) != 2 {
		t.Fatalf("%d roles, want 2", len(r.Roles))
	}
	for i, want := range []struct{ title, employer, start, end string }{
		{"Senior Backend Engineer", "Example GmbH", "2019-03", ""},
		{"Developer", "Sample AG", "2015", "2019-02"},
	} {
		o := &r.Roles[i]
		if got := d.Slice(o.Title); got != want.title {
			t.Errorf("role %d: title %q, want %q", i, got, want.title)
		}
		if got := d.Slice(o.Employer); got != want.employer {
			t.Errorf("role %d: employer %q, want %q", i, got, want.employer)
		}
		if got := o.Period.Start.String(); got != want.start {
			t.Errorf("role %d: start %q, want %q", i, got, want.start)
		}
		if got := o.Period.End.String(); got != want.end {
			t.Errorf("role %d: end %q, want %q", i, got, want.end)
		}
	}
	if got := d.Slice(r.Contact.Name); got != "Jane Example" {
		t.Errorf("name %q", got)
	}
	if len(r.Skills) != 6 {
		t.Errorf("%d skills, want 6", len(r.Skills))
	}
}

// "Roles:" within a role heads what was done in it, on a line of its own or in running text.
func TestRolesHeadsDuties(t *testing.T) {
	const text = "Jane Example\nWork Experience\nJava Developer, Harlow Mutual - Hartford, CT March 2016 to Present\nRoles:\n" +
		"Developed REST services in Java and Spring Boot.\nWrote JUnit tests.\n" +
		"Java Developer, Bristow Retail - Columbus, OH May 2013 to February 2016\nRoles:\nCoded servlets and JSP pages.\n"
	for _, s := range []string{text, strings.ReplaceAll(text, "\n", " ")} {
		d := textDocument(s)
		r := parser(t).Parse(d)
		if len(r.Roles) != 2 {
			t.Fatalf("%d roles, want 2", len(r.Roles))
		}
		for i, want := range []string{"Developed REST", "Coded servlets"} {
			found := false
			for _, p := range r.Passages {
				found = found || p.Role == i && strings.Contains(d.Slice(p.Span), want)
			}
			if !found {
				t.Errorf("role %d lost %q: %+v", i, want, r.Passages)
			}
		}
	}
}
