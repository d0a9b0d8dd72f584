package fit

import (
	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// SignalsIn names the signals that a sentence would hit if it stood in a role, in the order of the data: what the sentences
// beside each signal are tested with.
func (j *Judge) SignalsIn(sentence string) []string {
	doc := &document.Document{Text: sentence, Visible: len(sentence), Lines: []document.Line{{Span: document.Span{End: len(sentence)}}}}
	span := document.Span{End: len(sentence)}
	res := &resume.Resume{
		Roles:    []resume.Role{{Body: []document.Span{span}, Highlights: []document.Span{span}}},
		Passages: []resume.Passage{{Span: span, Place: resume.PlaceRole, Section: -1}},
	}
	s := j.pool.Get().(*scratch)
	defer j.pool.Put(s)
	j.collect(s, doc, res)
	var out []string
	for i, k := range j.signals {
		if len(s.scope(k)) > 0 {
			out = append(out, j.data.Signals[i].ID)
		}
	}
	return out
}
