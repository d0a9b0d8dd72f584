package main

import (
	"encoding/json"
	"io"
	"strings"

	"shortlist/screener"
	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
)

// termLine is one line of `parse --terms`: a term of the vocabulary found at bytes Start to End of the text.
type termLine struct {
	Term    string `json:"term"`
	Grade   string `json:"grade"`
	Page    int    `json:"page"`
	Line    int    `json:"line"` // on the page, from 1
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Quote   string `json:"quote"` // the sentence
	Section string `json:"section"`
	Role    int    `json:"role"`           // index of the role, -1 for none
	Why     string `json:"why,omitempty"`  // why it counts for nothing, or for less
	From    string `json:"from,omitempty"` // the term that implies it
}

// writeTerms writes every vocabulary term found, counted or not, as a JSON line.
func writeTerms(w io.Writer, p reader.Parsed) error {
	l, err := screener.NewLoader()
	if err != nil {
		return err
	}
	m, ok := l.Data.Matcher.Only(nil)
	if !ok {
		if m, err = match.New(l.Data.Vocabulary, nil); err != nil {
			return err
		}
	}
	doc, res := p.Document, p.Resume
	first := make(map[int]int) // first line of each page
	for i := len(doc.Lines) - 1; i >= 0; i-- {
		first[doc.Lines[i].Page] = i
	}
	found := m.Scan(doc, res)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, h := range found.Hits {
		line := termLine{
			Term: m.Entry(h.Entry), Grade: h.Grade.String(), Start: h.Span.Start, End: h.Span.End,
			Section: sectionName(doc, res, &h), Role: int(h.Role), Why: h.Why.Says(doc),
			Quote: strings.Join(strings.Fields(doc.Slice(found.Sentences[h.Sentence].Span)), " "),
		}
		if n := doc.LineAt(h.Span.Start); n >= 0 {
			line.Page = doc.Lines[n].Page
			line.Line = n - first[line.Page] + 1
		}
		if h.From >= 0 {
			line.From = m.Entry(found.Hits[h.From].Entry)
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// sectionName is the heading of the section that a hit stands in, "" without one.
func sectionName(doc *document.Document, res *resume.Resume, h *match.Hit) string {
	if h.Passage < 0 || int(h.Passage) >= len(res.Passages) {
		return ""
	}
	n := res.Passages[h.Passage].Section
	if n < 0 || n >= len(res.Sections) {
		return ""
	}
	return strings.Join(strings.Fields(doc.Slice(res.Sections[n].Heading)), " ")
}
