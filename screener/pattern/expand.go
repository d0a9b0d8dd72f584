package pattern

import (
	"slices"

	"shortlist/screener/token"
)

// expand turns a parsed phrase into ways. Alternatives multiply only within a segment; one that holds "..." splits
// the phrase into several ways.
func expand(n node) ([]Way, error) {
	ways, ok := waysOf(n)
	if !ok {
		return nil, &Error{Col: 1, EndCol: 2, Says: "the alternatives multiply to too many phrases", Hint: "write several phrases"}
	}
	for _, w := range ways {
		for _, seg := range w {
			for _, seq := range seg {
				if len(seq) == 0 {
					return nil, &Error{Col: 1, EndCol: 2, Says: "everything between two \"...\", or all of the phrase, may be left out", Hint: "take the empty alternative away"}
				}
				seq[0].Gap = token.Break
			}
		}
	}
	return ways, nil
}

// waysOf lists the ways of a node; it says false where they are too many.
func waysOf(n node) ([]Way, bool) {
	switch {
	case n.atoms != nil:
		return []Way{{Segment{n.atoms}}}, true
	case n.alts != nil:
		var flat Segment
		var out []Way
		for _, alt := range n.alts {
			ways, ok := waysOf(alt)
			if !ok {
				return nil, false
			}
			for _, w := range ways {
				if len(w) == 1 {
					flat = append(flat, w[0]...)
				} else {
					out = append(out, w)
				}
			}
		}
		if len(flat) > 0 {
			out = append([]Way{{flat}}, out...)
		}
		return out, within(out)
	}
	if len(n.seq) == 0 {
		return []Way{{Segment{nil}}}, true
	}
	out := []Way{{}}
	gap := true // the next piece starts a segment
	for _, piece := range n.seq {
		if piece.gap {
			gap = true
			continue
		}
		ways, ok := waysOf(piece)
		if !ok {
			return nil, false
		}
		if piece.join > token.Sep {
			ways = joined(ways, piece.join)
		}
		next := make([]Way, 0, len(out)*len(ways))
		for _, a := range out {
			for _, b := range ways {
				w, ok := join(a, b, gap)
				if !ok {
					return nil, false
				}
				next = append(next, w)
			}
		}
		if !within(next) {
			return nil, false
		}
		out, gap = next, false
	}
	return out, true
}

// within says whether the ways are few enough.
func within(ways []Way) bool {
	n := 0
	for _, w := range ways {
		for _, seg := range w {
			n += len(seg)
		}
	}
	return n <= maxSequences
}

// join puts b behind a: as segments of its own after a gap, else onto a's last segment.
func join(a, b Way, gap bool) (Way, bool) {
	out := make(Way, 0, len(a)+len(b))
	out = append(out, a...)
	if gap || len(a) == 0 {
		return append(out, b...), true
	}
	last := out[len(out)-1]
	if len(last)*len(b[0]) > maxSequences {
		return nil, false
	}
	size := 0
	for _, x := range last {
		size += len(x) * len(b[0])
	}
	for _, y := range b[0] {
		size += len(y) * len(last)
	}
	seg, all := make(Segment, 0, len(last)*len(b[0])), make([]Atom, 0, size)
	for _, x := range last {
		for _, y := range b[0] {
			start := len(all)
			all = append(append(all, x...), y...)
			seg = append(seg, all[start:len(all):len(all)])
		}
	}
	out[len(out)-1] = seg
	return append(out, b[1:]...), true
}

// joined gives the ways with another gap before their first atoms.
func joined(ways []Way, gap token.Gap) []Way {
	out := make([]Way, len(ways))
	for i, w := range ways {
		first := make(Segment, len(w[0]))
		for k, seq := range w[0] {
			first[k] = slices.Clone(seq)
			if len(seq) > 0 {
				first[k][0].Gap = gap
			}
		}
		out[i] = append(Way{first}, w[1:]...)
	}
	return out
}
