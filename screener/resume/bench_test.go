package resume

import (
	"strings"
	"testing"
)

// fourKB is a resume of about 4 kB: as text with its lines, and as one line of running text.
func fourKB() string {
	var b strings.Builder
	b.WriteString("Jane Example\nSenior Backend Engineer\nBerlin, Germany | jane@example.org | +49 30 123456\n\nSUMMARY\nEngineer who likes plain designs and small releases.\n\nEXPERIENCE\n")
	for _, role := range []string{
		"Senior Backend Engineer, Example GmbH, Berlin        03/2019 - Present",
		"Backend Engineer, Sample AG, Hamburg        01/2016 - 02/2019",
		"Software Developer, Third Example Ltd, London        2012 - 2015",
		"Junior Developer, Fourth Example Inc., Leeds        2010 - 2012",
	} {
		b.WriteString(role + "\n- Split a monolith of 400,000 lines into 6 services in Go and moved its data to PostgreSQL without downtime\n" +
			"- Led a team of 4 engineers through the migration to Kubernetes, planned and reviewed every step of it\n" +
			"- Designed the event backbone on Kafka that eleven teams build on today, with schemas and a registry\n" +
			"- Cut the monthly cloud bill by 31% by measuring first and removing what nobody used\n" +
			"- Introduced contract tests for 13 services and stopped shipping breaking changes\n" +
			"- Wrote the guidelines for incident reviews that the whole company follows since\n" +
			"- Profiled the import and brought its memory down from 12 GB to 900 MB\nTechnologies: Go, Java, Kafka, PostgreSQL, Kubernetes, Terraform\n\n")
	}
	b.WriteString("EDUCATION\nMSc Computer Science, University of Sampletown, 2008 - 2010\nBSc Mathematics, Sampletown College, 2005 - 2008\n\nSKILLS\nLanguages: Go, Java, C++, C#, Python\nDatabases: PostgreSQL, Oracle, Redis\n\nLANGUAGES\nGerman (native), English (fluent)\n")
	return b.String()
}

func BenchmarkParse4kB(b *testing.B) {
	p := parser(b)
	d := textDocument(fourKB())
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(d)
	}
}

func BenchmarkParseRunning4kB(b *testing.B) {
	p := parser(b)
	d := textDocument(strings.ReplaceAll(fourKB(), "\n", " "))
	b.SetBytes(int64(len(d.Text)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(d)
	}
}

// BenchmarkParseLong shows that time grows with the text and no faster: a text a hundred times as long.
func BenchmarkParseLong(b *testing.B) {
	p := parser(b)
	d := textDocument(strings.Repeat(fourKB(), 100))
	b.SetBytes(int64(len(d.Text)))
	for b.Loop() {
		p.Parse(d)
	}
}
