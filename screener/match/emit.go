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
		at := span(c.start, c.end)
		seen := ocr && s.isOCR(at)
		from := int32(len(s.result.Hits))
		s.hit(c, c.entry, -1, c.grade, seen).Why = c.why
		if !s.isTerm(c) || c.grade <= Claimed {
			continue
		}
		t := &s.m.terms[c.entry]
		for _, e := range t.satisfy {
			s.hit(c, e, from, c.grade, seen).Why = Why{FromAnother, at}
		}
		for _, e := range t.implies {
			s.hit(c, e, from, Implied, seen).Why = Why{FromAnother, at}
		}
	}
}

// hit adds a hit where a candidate stands, of which all but Why is set.
func (s *Scratch) hit(c *candidate, entry, from int32, grade Grade, ocr bool) *Hit {
	sent := &s.result.Sentences[c.sentence]
	s.result.Hits = room(s.result.Hits)
	h := &s.result.Hits[len(s.result.Hits)-1]
	h.Span.Start, h.Span.End = int(c.start), int(c.end)
	h.Entry, h.From, h.Grade, h.OCR = entry, from, grade, ocr
	h.Role, h.Passage, h.Sentence = sent.Role, sent.Passage, c.sentence
	return h
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
