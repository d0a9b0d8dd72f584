package fit_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/jsonresume"
)

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

// BenchmarkAssessPasted judges a resume that somebody pasted a thousand lines into: the work must not grow faster than the text.
func BenchmarkAssessPasted(b *testing.B) {
	j := newBench(b)
	for _, n := range []int{1000, 10000} {
		var text strings.Builder
		text.WriteString("Robin Example\n\nExperience\n\nEmployee\nExample Works Ltd\nJan 2019 - Dec 2023\n")
		for i := range n {
			fmt.Fprintf(&text, "- Developed REST endpoint number %d in Java and Spring Boot, tuned its query and fixed the bug reported by customer %d.\n", i, i)
		}
		doc, res := j.read(b, text.String())
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.SetBytes(int64(len(doc.Text)))
			for b.Loop() {
				j.Assess(doc, res, asOf)
			}
		})
	}
}
