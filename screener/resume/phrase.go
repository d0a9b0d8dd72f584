package resume

// at finds the longest phrase of the class that starts at token i and ends before token to. It gives what the phrase
// means and the number of tokens it covers; 0 tokens mean none.
func (r *reading) at(i, to int, want class) (*node, int) {
	if i >= to || r.toks[i].may&want == 0 {
		return nil, 0
	}
	state := r.lex.first[r.toks[i].word]
	var best *node
	length := 0
	j := i + 1
	for state != 0 {
		n := &r.lex.nodes[state]
		if n.is&want != 0 {
			best, length = n, j-i
		}
		if !n.more {
			break
		}
		k := j
		for k < to && k < j+2 && (r.joiner(k) || n.is&isRoleLabel != 0 && r.sign(k) == ',') { // "Duties, Accomplishments and Related Skills:"
			k++
		}
		if k >= to || r.toks[k].word == 0 {
			break
		}
		state = r.lex.next.get(state, r.toks[k].word)
		j = k + 1
	}
	return best, length
}

// joiner says whether token k is a sign that may stand within a phrase: "full-stack", "Ph.-D.", "R/D".
func (r *reading) joiner(k int) bool {
	t := &r.toks[k]
	if t.kind != tokenSign {
		return false
	}
	switch r.text[t.start] {
	case '-', '.', '/', '\'', '&':
		return true
	}
	return false
}

// whole says what the tokens [from, to) mean as one phrase of the class, where nothing else stands beside it but signs
// and words for "and"; nil if nothing.
func (r *reading) whole(from, to int, want class) *node {
	for from < to && r.toks[from].kind == tokenSign {
		from++
	}
	if from >= to {
		return nil
	}
	if r.toks[from].may&want != 0 {
		if n := r.walk(from, to); n != nil && n.is&want != 0 {
			return n
		}
	}
	// "My skills", "The stack": the article doesn't count.
	k := from + 1
	for k < to && r.toks[k].kind == tokenSign {
		k++
	}
	if k < to && r.toks[k].may&want != 0 && r.serves(from, asArticle) {
		if n := r.walk(k, to); n != nil && n.is&want != 0 {
			return n
		}
	}
	return nil
}

func (r *reading) walk(from, to int) *node {
	state := int32(0)
	for i := from; i < to; i++ {
		t := &r.toks[i]
		if t.kind == tokenSign || state != 0 && r.is(i, isAnd) && i+1 < to && r.lex.next.get(state, t.word) == 0 {
			continue
		}
		if t.word == 0 {
			return nil
		}
		if state == 0 {
			state = r.lex.first[t.word]
		} else {
			state = r.lex.next.get(state, t.word)
		}
		if state == 0 {
			return nil
		}
	}
	if state == 0 {
		return nil
	}
	return &r.lex.nodes[state]
}

// info is what token i means as a phrase of one word; never nil.
func (r *reading) info(i int) *node {
	return &r.lex.nodes[r.lex.first[r.toks[i].word]]
}

// is says whether token i alone is a phrase of the class.
func (r *reading) is(i int, c class) bool { return r.toks[i].may&c != 0 && r.info(i).is&c != 0 }

// serves says whether token i is one of the words that serve a rule.
func (r *reading) serves(i int, s service) bool { return r.info(i).serves&s != 0 }

// word is token i in ASCII lower case, for the few words that the code itself knows.
func (r *reading) word(i int) string {
	t := &r.toks[i]
	return lower(r.text[t.start:t.end])
}

// wordIs says whether token i is one of the words, given in ASCII lower case.
func (r *reading) wordIs(i int, words ...string) bool {
	t := &r.toks[i]
	for _, w := range words {
		if len(w) == int(t.end-t.start) && equalLower(r.text[t.start:t.end], w) {
			return true
		}
	}
	return false
}

// equalLower says whether s in ASCII lower case is w, which is as long.
func equalLower(s, w string) bool {
	for i := 0; i < len(w); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != w[i] {
			return false
		}
	}
	return true
}

// sign is the first byte of token i if it is a sign of one byte, else 0.
func (r *reading) sign(i int) byte { return r.toks[i].sign }

func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
