package resume

// mostBeside is how many words a line of contact data may have for a word in it to be a handle.
const mostBeside = 12

// findHandles finds the names by which somebody goes on a network, where they stand beside its name in the contact data:
// "GitHub: mara-codes", "mara-codes (GitHub)", and links of which only the network's name is shown. They are links without an address.
func (r *reading) findHandles() {
	for k := r.first(setPerson, 0, len(r.toks)); k < len(r.toks); k = r.first(setPerson, k+1, len(r.toks)) {
		label, l := r.at(k, len(r.toks), isPersonLabel)
		if label == nil || label.person != personNetwork {
			continue
		}
		i, end := r.lineAt(int(r.toks[k].start)), k+l
		if i < 0 || r.lines[i].words > mostBeside || !r.isIn(r.lines[i].section, SectionNone, SectionContact) {
			continue
		}
		switch {
		case r.wholeField(k, end) && overlapsAny(r.lines[i].span, r.emails, r.phones): // "mara@example.org | LinkedIn | GitHub"
			r.links = append(r.links, r.spanOf(k, end))
		case r.signAt(end) == ':':
			if z := r.handleEnd(end + 1); z > 0 {
				r.links = append(r.links, r.spanOf(k, z))
			}
		case r.signAt(k-1) == '(' && r.signAt(end) == ')':
			if a := r.handleStart(k - 1); a < k-1 {
				r.links = append(r.links, r.spanOf(a, end+1))
			}
		}
	}
}

// wholeField says whether the tokens [from, to) are all of a field of their line.
func (r *reading) wholeField(from, to int) bool {
	return (from == 0 || r.newLine(from) || r.has(setListed, from-1)) && (to == len(r.toks) || r.newLine(to) || r.has(setListed, to))
}

// handleEnd gives the token behind the handle that begins at token k: one word, with the signs in it, that ends its field.
// Where there is none it gives 0.
func (r *reading) handleEnd(k int) int {
	end := k
	for end < len(r.toks) && (end == k || !r.toks[end].space) && !r.has(setListed, end) {
		end++
	}
	if end == k || r.newLine(k) || end < len(r.toks) && r.toks[end].gap == 0 && !r.has(setListed, end) {
		return 0
	}
	return end
}

// handleStart gives the token that the handle before the bracket at token k begins with; k where there is none.
// A word with a capital is rather what the network is named for: "Git (GitHub)".
func (r *reading) handleStart(k int) int {
	from := k
	for from > 0 && r.signAt(from-1) != ')' && !r.has(setListed, from-1) && !r.newLine(from) {
		if from--; r.toks[from].space {
			break
		}
	}
	if from == k || k == from+1 && r.toks[from].shape != shapeLower {
		return k
	}
	return from
}

// signAt is the sign at token k, 0 beyond the text.
func (r *reading) signAt(k int) byte {
	if k < 0 || k >= len(r.toks) {
		return 0
	}
	return r.sign(k)
}

// handleAt gives the handle "@mara" whose sign stands at the offset, where that is in the contact data.
func (r *reading) handleAt(at int) Span {
	end := at + 1
	for end < len(r.text) && isMailByte(r.text[end]) {
		end++
	}
	s := Span{Start: at, End: end}
	if end < at+3 || at > 0 && isWordByte(r.text[at-1]) || !r.inContact(s) {
		return Span{}
	}
	return s
}
