package fit_test

import (
	"os"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
)

// BenchmarkLoad is what every run pays before its first resume.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		newBench(b)
	}
}

// BenchmarkAssess judges one resume by both rubrics, matching included.
func BenchmarkAssess(b *testing.B) {
	j := newBench(b)
	data, err := os.ReadFile("../../testdata/people/priya-raghunathan.json")
	if err != nil {
		b.Fatal(err)
	}
	doc, err := jsonresume.Read(data, document.Limits{}.WithDefaults())
	if err != nil {
		b.Fatal(err)
	}
	res := j.parser.Parse(doc)
	b.SetBytes(int64(doc.Visible))
	b.ReportAllocs()
	for b.Loop() {
		j.Assess(doc, res, asOf)
	}
}
