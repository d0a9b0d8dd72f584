package match

import (
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// sample is a made-up resume of about 4 kB with its passages.
func sample() (*document.Document, *resume.Resume) {
	job := []string{
		"Split the billing monolith into nine Go services behind gRPC, with PostgreSQL and Redis, at 12k requests/s.",
		"Led six engineers and agreed the service contracts with the mobile team and with support.",
		"Cut p99 latency from 900 to 120 ms by caching price lists and tuning slow queries.",
		"Moved the deployment pipeline from Jenkins to GitHub Actions; Terraform and Kubernetes on AWS.",
		"Wrote contract tests with Pact and removed the last of the nightly batch jobs.",
		"Documented the runbook for on-call and held blameless reviews after each incident.",
	}
	b := document.NewBuilder("text")
	res := &resume.Resume{Sections: []resume.Section{{Kind: resume.SectionExperience}, {Kind: resume.SectionSkills}}}
	write := func(s string, place resume.Place, role, section int) {
		start := b.Pos()
		b.Write(s)
		res.Passages = append(res.Passages, resume.Passage{Span: document.Span{Start: start, End: b.Pos()}, Place: place, Role: role, Section: section})
		b.EndLine(document.Line{})
	}
	write("Amara Osei", resume.PlaceContact, -1, -1)
	for role := range 6 {
		res.Roles = append(res.Roles, resume.Role{})
		write("Senior Backend Engineer, Fennec Freight, Leeds, 2019 to 2022", resume.PlaceHead, role, 0)
		for _, s := range job {
			write(s, resume.PlaceRole, role, 0)
		}
	}
	write(strings.Repeat("Go, Python, Java, C++, Spring, Docker, MySQL, React, ", 2)+"Linux", resume.PlaceList, -1, 1)
	return b.Document(), res
}

func BenchmarkScan(b *testing.B) {
	m := matcher(b)
	doc, res := sample()
	var s Scratch
	m.ScanInto(&s, doc, res)
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		m.ScanInto(&s, doc, res)
	}
}

func BenchmarkNew(b *testing.B) {
	m := matcher(b)
	for b.Loop() {
		if _, err := New(m.vocabulary, nil); err != nil {
			b.Fatal(err)
		}
	}
}
