package redact

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// star stands for one byte of what is hidden.
const star = '*'

// stars replaces the spans of text by stars, byte for byte, and keeps white space, so that offsets and lines stay.
// Spans may overlap and be in any order; those that lie outside are cut.
func stars(text string, spans []document.Span) string {
	if len(spans) == 0 {
		return text
	}
	b := []byte(text)
	for _, s := range spans {
		s.Start, s.End = max(s.Start, 0), min(s.End, len(b))
		for s.Start > 0 && s.Start < len(b) && !utf8.RuneStart(text[s.Start]) { // never leave half a character
			s.Start--
		}
		for s.End < len(b) && s.End > s.Start && !utf8.RuneStart(text[s.End]) {
			s.End++
		}
		for i := s.Start; i < s.End; {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !unicode.IsSpace(r) {
				for j := i; j < i+n; j++ {
					b[j] = star
				}
			}
			i += n
		}
	}
	return string(b)
}

// View is the blind view of one resume: a copy of doc whose masked stretches are stars of the same length, so that offsets, lines,
// pages and white space stay, and the targets of links are gone. Masked is what the resume's masks name, employers left out, since
// they are evidence, and every other place in the text, hidden text too, that holds a part of the name, an address, a phone number or
// a link. An employer that bears the person's name is hidden.
func View(doc *document.Document, r *resume.Resume, file string) (*document.Document, Secrets) {
	s := secretsOf(doc, r, file)
	spans := s.find(doc.Text, true)
	if r != nil {
		for _, m := range r.Masks {
			if m.Kind != resume.MaskEmployer {
				spans = append(spans, m.Span)
			}
		}
		spans = append(spans, r.Contact.Name, r.Contact.Email, r.Contact.Phone, r.Contact.Location)
		spans = append(spans, r.Contact.Links...)
		for _, e := range r.Education {
			spans = append(spans, e.Institution, e.Period.Span)
		}
		for _, p := range r.Passages {
			if p.Place == resume.PlaceContact {
				spans = append(spans, p.Span)
			}
		}
	}
	out := *doc
	out.Text = stars(doc.Text, spans)
	out.Marks = slices.Clone(doc.Marks)
	for i := range out.Marks {
		if m := &out.Marks[i]; m.Kind == document.MarkLink {
			m.Value = ""
		}
	}
	return &out, s
}
