package report

import (
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// TestQuotesAreSentences: a quote is the sentence around a hit, over line breaks, without its bullet and its neighbours.
func TestQuotesAreSentences(t *testing.T) {
	text := "Engineer, Fennec\n• Cut latency by half. Moved the ledger to\n  PostgreSQL 14.2, e.g. all accounts. Ran drills!\nGo, Redis,\nKafka\n"
	doc := &document.Document{Text: text, Visible: len(text)}
	for start := 0; start < len(text); {
		end := start + strings.IndexByte(text[start:], '\n')
		doc.Lines = append(doc.Lines, document.Line{Span: document.Span{Start: start, End: end}, Page: 1})
		start = end + 1
	}
	at := func(s string) document.Span {
		i := strings.Index(text, s)
		return document.Span{Start: i, End: i + len(s)}
	}
	bullet := document.Span{Start: at("• Cut").Start, End: at("drills!").End}
	b := &builder{doc: doc, first: firstLines(doc), passages: []resume.Passage{{Span: at("Engineer, Fennec"), Place: resume.PlaceHead}, {Span: bullet, Place: resume.PlaceRole}, {Span: document.Span{Start: at("Go, Redis").Start, End: at("Kafka").End}, Place: resume.PlaceList}}}
	for of, want := range map[string]string{
		"latency":      "Cut latency by half.",
		"PostgreSQL":   "Moved the ledger to PostgreSQL 14.2, e.g. all accounts.",
		"Ran":          "Ran drills!",
		"half. Moved":  "Cut latency by half. Moved the ledger to PostgreSQL 14.2, e.g. all accounts.",
		"Redis":        "Go, Redis,",
		"Fennec":       "Engineer, Fennec",
		"Redis,\nKafk": "Go, Redis, Kafka",
	} {
		if got := b.quote(at(of)); got != want {
			t.Errorf("%q: %q, want %q", of, got, want)
		}
	}
	long := strings.Repeat("word ", 80)
	doc.Text = long + "needle " + long
	b.passages = []resume.Passage{{Span: document.Span{Start: 0, End: len(doc.Text)}, Place: resume.PlaceRole}}
	if got := b.quote(document.Span{Start: len(long), End: len(long) + 6}); !strings.Contains(got, "needle") || !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") || len(got) > quoteMost+10 {
		t.Errorf("%d bytes: %q", len(got), got)
	}
}
