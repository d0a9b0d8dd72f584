package resume

import (
	"math/bits"
	"slices"
	"strings"
)

// How the lines of a rubric that were pasted into a resume are told: by so many different keys that only rubrics have, none further
// from the one before than so many bytes, which the longest list of phrases needs.
const (
	rubricKeys = 4
	rubricGap  = 6000
	rubricTail = 300 // bytes behind the last key that still belong to it, where no line ends before
)

// keysOfRubrics are the words before a colon in rubrics: those that stand nowhere else, and those that resumes have as well.
var (
	ownKeysOfRubrics  = []string{"schema", "criteria", "phrases", "signals", "weight", "enough", "guidance", "terms"}
	moreKeysOfRubrics = []string{"accept", "bands", "worth", "built", "parts", "not", "count", "where", "must", "why", "ask", "bonus", "lean"}
)

// findRubrics finds the rubrics that were pasted into the resume, which ask for everything and show nothing: ordered and disjoint.
func (r *reading) findRubrics() []Span {
	if !strings.Contains(r.text, "phrases:") && !strings.Contains(r.text, "criteria:") {
		return nil
	}
	type key struct{ at, id int }
	var keys []key
	for id, word := range slices.Concat(ownKeysOfRubrics, moreKeysOfRubrics) {
		for at := 0; ; {
			i := strings.Index(r.text[at:], word+":")
			if i < 0 {
				break
			}
			i += at
			at = i + len(word) + 1
			if i == 0 || strings.IndexByte(" \n\t{-,", r.text[i-1]) >= 0 {
				keys = append(keys, key{i, id})
			}
		}
	}
	slices.SortFunc(keys, func(a, b key) int { return a.at - b.at })
	var found []Span
	for i := 0; i < len(keys); {
		j, own := i, uint(0)
		for j < len(keys) && (j == i || keys[j].at-keys[j-1].at <= rubricGap) {
			if keys[j].id < len(ownKeysOfRubrics) {
				own |= 1 << keys[j].id
			}
			j++
		}
		if bits.OnesCount(own) >= rubricKeys {
			end := keys[j-1].at
			if tail := r.text[end:min(len(r.text), end+rubricTail)]; strings.ContainsAny(tail, "\n]") {
				end += strings.IndexAny(tail, "\n]") + 1
			} else {
				end += strings.IndexByte(tail, ':') + 1 // where the lines are lost nobody can say how far it reaches
			}
			found = append(found, Span{Start: keys[i].at, End: end})
		}
		i = j
	}
	return found
}

// blankRubrics takes the rubrics out of what is read: white space stands where they stood.
func (r *reading) blankRubrics() {
	if r.rubrics = r.findRubrics(); len(r.rubrics) == 0 {
		return
	}
	text := []byte(r.text)
	for _, s := range r.rubrics {
		blank := text[s.Start:s.End]
		for i := range blank {
			if blank[i] != '\n' {
				blank[i] = ' '
			}
		}
	}
	r.text = string(text)
}

// foreignRubrics says of the rubrics that they are somebody else's text, also where no line of the resume is near.
func (r *reading) foreignRubrics() {
	r.setForeign(r.rubrics)
	for _, s := range r.rubrics {
		for _, p := range r.out.Passages {
			if p.Span.End <= s.Start || s.Empty() {
				continue
			}
			if p.Span.Start > s.Start {
				r.out.Passages = append(r.out.Passages, Passage{Span: Span{Start: s.Start, End: min(s.End, p.Span.Start)}, Place: PlaceForeign, Role: -1, Section: -1})
			}
			s.Start = min(max(s.Start, p.Span.End), s.End)
		}
		if !s.Empty() {
			r.out.Passages = append(r.out.Passages, Passage{Span: s, Place: PlaceForeign, Role: -1, Section: -1})
		}
	}
	slices.SortFunc(r.out.Passages, func(a, b Passage) int { return a.Span.Start - b.Span.Start })
}
