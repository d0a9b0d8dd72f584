package match

import (
	"shortlist/screener/document"
	"shortlist/screener/token"
)

// emit turns the judged candidates into hits, in order, each followed by what it implies.
func (s *Scratch) emit() {
	ocr := s.hasOCR()
	for i := range s.cands {
		c := &s.cands[i]
		if c.dead && s.isIdle(c) {
			continue
		}
		sent := &s.result.Sentences[c.sentence]
		h := Hit{
			Span: span(c.start, c.end), Entry: c.entry, Role: sent.Role, Passage: sent.Passage, Sentence: c.sentence,
			From: -1, Grade: c.grade, Why: c.why,
		}
		if ocr {
			h.OCR = s.isOCR(h.Span)
		}
		from := int32(len(s.result.Hits))
		s.result.Hits = append(s.result.Hits, h)
		if !s.isTerm(c) || h.Grade <= Claimed {
			continue
		}
		t := &s.m.terms[c.entry]
		for _, e := range t.satisfy {
			g := h
			g.Entry, g.From, g.Why = e, from, Why{FromAnother, h.Span}
			s.result.Hits = append(s.result.Hits, g)
		}
		for _, e := range t.implies {
			g := h
			g.Entry, g.From, g.Grade, g.Why = e, from, Implied, Why{FromAnother, h.Span}
			s.result.Hits = append(s.result.Hits, g)
		}
	}
}

// isIdle says whether a candidate that does not count is not worth a word either: part of a longer spelling of the same
// thing, part of a link, an initial.
func (s *Scratch) isIdle(c *candidate) bool {
	switch c.why.Reason {
	case PartOf:
		return c.why.At.Empty()
	case InLink:
		return true
	case Unvouched:
		t := &s.tokens[c.first]
		return s.m.terms[c.entry].letter && (t.Flags&token.Upper == 0 || t.Flags&token.Dotted != 0 || int(c.end) < len(s.text) && s.text[c.end] == '.')
	}
	return false
}

func (s *Scratch) hasOCR() bool {
	for i := range s.doc.Marks {
		if s.doc.Marks[i].Kind == document.MarkOCR {
			return true
		}
	}
	return false
}

// isOCR says whether a stretch was recognised from an image; to be asked in order of the text.
func (s *Scratch) isOCR(at document.Span) bool {
	marks := s.doc.Marks
	for s.ocrAt < len(marks) && (marks[s.ocrAt].Kind != document.MarkOCR || marks[s.ocrAt].End <= at.Start) {
		s.ocrAt++
	}
	return s.ocrAt < len(marks) && marks[s.ocrAt].Overlaps(at)
}
