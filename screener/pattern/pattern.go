// Package pattern is the phrase syntax of rubrics, signals and the vocabulary:
//
//	load balancing         these words; a space or hyphen matches space, hyphen, line break or nothing
//	~design                any inflection: designs, designed, designing; led, built, wrote; German, French and Spanish verbs
//	(query|slow queries)   one of these, words or several, nested as you like; ~(design|build) inflects each
//	(our|the|) team        an empty alternative: the word may be left out
//	~split ... monolith    up to eight words of the same sentence in between
//	=GoLand                exactly so, case included
//	# requests             a number, also with its unit: 12k, 1.2 million, 99.9 %, $3m
//
// Case and accents count for nothing elsewhere.
package pattern

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"shortlist/screener/token"
)

// MaxGap is the number of words that "..." may stand for.
const MaxGap = 8

// maxSequences bounds what the alternatives of one phrase may multiply to.
const maxSequences = 4096

// Kind is what an atom matches.
type Kind uint8

// The kinds of atoms.
const (
	Word   Kind = iota // this word
	Lemma              // any inflection of this word
	Exact              // this word, case included
	Number             // a number, with or without a unit
)

// Atom matches one word of the text.
type Atom struct {
	Kind Kind
	Text string    // as written; empty for Number
	Gap  token.Gap // how it is joined to the atom before it: Sep for space, hyphen or nothing; Break for the first
}

// Segment is what stands between two "...": any one of its sequences of atoms.
type Segment [][]Atom

// Way is one way to match: its segments in order, up to MaxGap words apart.
type Way []Segment

// Pattern is a parsed phrase. It is never changed.
type Pattern struct {
	source string
	ways   []Way
}

// String is the phrase as it was written.
func (p *Pattern) String() string { return p.source }

// Ways are the ways to match the phrase; one, unless an alternative holds "...".
func (p *Pattern) Ways() []Way { return p.ways }

// Error says what is wrong with a phrase, and where.
type Error struct {
	Col    int // byte column in the phrase, from 1
	EndCol int // one past the last byte
	Says   string
	Hint   string // what to write instead; may be empty
}

func (e *Error) Error() string {
	if e.Hint == "" {
		return fmt.Sprintf("column %d: %s", e.Col, e.Says)
	}
	return fmt.Sprintf("column %d: %s; %s", e.Col, e.Says, e.Hint)
}

// Parse reads a phrase. Its error is always an *Error.
func Parse(s string) (*Pattern, error) {
	if p := plain(s); p != nil {
		return p, nil
	}
	p := parser{s: s}
	n, err := p.sequence(0)
	if err == nil && p.i < len(s) {
		if s[p.i] == '|' {
			err = p.fail(p.i, 1, `"|" stands outside brackets`, "put the alternatives in brackets: (a|b)")
		} else {
			err = p.fail(p.i, 1, `")" closes nothing`, "")
		}
	}
	if err != nil {
		return nil, err
	}
	ways, e := expand(n)
	if e != nil {
		return nil, e
	}
	if len(ways) == 0 {
		return nil, p.fail(0, len(s), "the phrase has no words", "")
	}
	return &Pattern{source: s, ways: ways}, nil
}

// plain reads a phrase that is nothing but words, as most are; nil for any other.
func plain(s string) *Pattern {
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == ' ' || c == '-':
		default:
			return nil
		}
	}
	atoms := literal(s, Word)
	if len(atoms) == 0 {
		return nil
	}
	for i := range atoms {
		if i > 0 && atoms[i].Gap != token.Sep {
			return nil // three spaces and the like: the parser sees to them
		}
	}
	atoms[0].Gap = token.Break
	return &Pattern{source: s, ways: []Way{{Segment{atoms}}}}
}

// Literal is the phrase that matches a name letter by letter (in any case), whatever signs it holds: "F#", "R (language)".
func Literal(name string) (*Pattern, error) {
	atoms := literal(name, Word)
	if len(atoms) == 0 {
		return nil, &Error{Col: 1, EndCol: len(name) + 1, Says: "the name has no letters or digits"}
	}
	for i := range atoms {
		if i > 0 && atoms[i].Gap == token.Break {
			atoms[i].Gap = token.Sep
		}
	}
	atoms[0].Gap = token.Break
	return &Pattern{source: name, ways: []Way{{Segment{atoms}}}}, nil
}

// node is a piece of a parsed phrase: atoms, "...", alternatives, or a sequence of nodes.
type node struct {
	at    int
	gap   bool
	join  token.Gap // how it is joined to the node before it, where that is not by a space
	atoms []Atom
	alts  []node
	seq   []node
}

type parser struct {
	s     string
	i     int
	lemma bool // within ~( ): every word is inflected
}

func (p *parser) fail(at, n int, says, hint string) *Error {
	return &Error{Col: at + 1, EndCol: at + max(n, 1) + 1, Says: says, Hint: hint}
}

const maxDepth = 16

// signs join two words: (requests|queries)/s, R & D.
var signs = map[byte]token.Gap{'-': token.Sep, '/': token.Slash, '&': token.Amp, '+': token.Plus}

// sequence reads items up to "|", ")" or the end.
func (p *parser) sequence(depth int) (node, error) {
	out := node{at: p.i}
	if depth > maxDepth {
		return out, p.fail(p.i, 1, "brackets are nested too deeply", "")
	}
	start := p.i
	spaced := true // a space, a hyphen or the beginning stands before the next item
	join := token.Break
	push := func(n node) {
		n.join, join = join, token.Break
		out.seq = append(out.seq, n)
	}
	for p.i < len(p.s) {
		c := p.s[p.i]
		switch {
		case c == '|' || c == ')':
			return out, p.closed(&out, start)
		case c == ' ' || c == '\t' || c == '\n':
			p.i++
			spaced = true
		case c == '(':
			if !spaced {
				return out, p.fail(p.i, 1, `"(" follows a word without a space`, "write the whole words: (service|services)")
			}
			alts, err := p.alternatives(depth)
			if err != nil {
				return out, err
			}
			push(alts)
			spaced = false
			if p.i+1 < len(p.s) && p.s[p.i+1] != ' ' {
				if g, ok := signs[p.s[p.i]]; ok {
					p.i++
					spaced, join = true, g
				}
			}
		case len(out.seq) > 0 && spaced && p.i+1 < len(p.s) && p.s[p.i+1] == ' ' && signs[c] > token.Sep:
			join = signs[c]
			p.i++
		case strings.HasPrefix(p.s[p.i:], "...") || strings.HasPrefix(p.s[p.i:], "…"):
			n := 3
			if k := len(out.seq); k == 0 || out.seq[k-1].gap {
				return out, p.fail(p.i, n, `"..." has no word before it`, "it stands between two words")
			}
			out.seq = append(out.seq, node{at: p.i, gap: true})
			p.i += n
			spaced = true
		default:
			if !spaced {
				return out, p.fail(p.i, 1, `a word follows ")" without a space`, "write the whole words: (service|services)")
			}
			n, err := p.word(depth)
			if err != nil {
				return out, err
			}
			push(n)
			spaced = false
			if g, ok := signs[p.s[p.i-1]]; ok && p.i < len(p.s) && p.s[p.i] == '(' {
				spaced, join = true, g
			}
		}
	}
	return out, p.closed(&out, start)
}

// closed checks a finished sequence.
func (p *parser) closed(n *node, start int) error {
	if len(n.seq) == 0 {
		if start == 0 && p.i >= len(p.s) {
			return p.fail(0, len(p.s), "the phrase is empty", "")
		}
		if start == 0 || p.i >= len(p.s) {
			return p.fail(start, p.i-start, "a word is missing", "")
		}
		return nil // an empty alternative: what the brackets hold may be left out
	}
	if last := n.seq[len(n.seq)-1]; last.gap {
		return p.fail(last.at, 3, `"..." has no word behind it`, "it stands between two words")
	}
	return nil
}

// alternatives reads "(a|b)".
func (p *parser) alternatives(depth int) (node, error) {
	open := p.i
	out := node{at: open}
	p.i++
	for {
		alt, err := p.sequence(depth + 1)
		if err != nil {
			return out, err
		}
		out.alts = append(out.alts, alt)
		if p.i >= len(p.s) {
			return out, p.fail(open, 1, `"(" is never closed`, `add ")"`)
		}
		p.i++
		if p.s[p.i-1] == ')' {
			return out, nil
		}
	}
}

// word reads one word with its sign, or "~(".
func (p *parser) word(depth int) (node, error) {
	at := p.i
	kind := Word
	if p.lemma {
		kind = Lemma
	}
	switch p.s[p.i] {
	case '~':
		kind = Lemma
		p.i++
		if p.i < len(p.s) && p.s[p.i] == '(' && !p.lemma {
			p.lemma = true
			n, err := p.alternatives(depth)
			p.lemma = false
			return n, err
		}
	case '=':
		kind = Exact
		p.i++
	case '"', '\'', '`':
		return node{}, p.fail(at, 1, "quotation marks mean nothing in a phrase", "leave them out")
	case '*', '?', '^', '$', '\\':
		return node{}, p.fail(at, 1, fmt.Sprintf("%q means nothing in a phrase", p.s[at]), "a phrase is no regular expression: ~word takes every inflection, ... takes up to eight words")
	}
	start := p.i
	end := strings.IndexAny(p.s[start:], " \t\n()|")
	if end < 0 {
		end = len(p.s) - start
	}
	// a gap may follow a word without a space
	for _, dots := range []string{"...", "…"} {
		if g := strings.Index(p.s[start:start+end], dots); g > 0 {
			end = g
		}
	}
	p.i = start + end
	text := p.s[start:p.i]
	if kind != Word && text == "" {
		return node{}, p.fail(at, 1, fmt.Sprintf("%q has no word behind it", p.s[at:at+1]), "write it directly before a word: ~design, =GoLand")
	}
	if !utf8.ValidString(text) {
		return node{}, p.fail(start, len(text), "the phrase is not UTF-8", "")
	}
	if text == "#" {
		return node{at: at, atoms: []Atom{{Kind: Number, Gap: token.Sep}}}, nil
	}
	if k := strings.IndexAny(text, "\"*\\^"); k >= 0 {
		return node{}, p.fail(start+k, 1, fmt.Sprintf("%q means nothing in a phrase", text[k]), "a phrase is no regular expression: ~word takes every inflection, ... takes up to eight words")
	}
	if k := strings.IndexAny(text, "~="); k >= 0 {
		return node{}, p.fail(start+k, 1, fmt.Sprintf("%q stands within a word", text[k]), "write it directly before the word: ~design, =GoLand")
	}
	atoms := literal(text, kind)
	if len(atoms) == 0 {
		return node{}, p.fail(start, len(text), fmt.Sprintf("%q has no letters or digits", text), "")
	}
	for _, a := range atoms[1:] {
		if a.Gap == token.Break {
			return node{}, p.fail(start, len(text), fmt.Sprintf("%q holds a sign that no phrase spans", text), "a phrase ends at commas, colons and brackets; ... spans them")
		}
	}
	return node{at: at, atoms: atoms}, nil
}

// literal cuts a written word into atoms as the text will be cut. Of a hyphenated inflected word the last part is inflected.
func literal(text string, kind Kind) []Atom {
	var room [8]token.Token
	toks := token.Scan(room[:0], text, 0, len(text))
	atoms := make([]Atom, 0, len(toks))
	for i, t := range toks {
		a := Atom{Kind: kind, Text: text[t.Start:t.End], Gap: t.Gap}
		if i == 0 {
			a.Gap = token.Sep
		}
		if t.Flags&token.Dotted != 0 && (i == 0 || t.Gap != token.Dot) {
			a.Text = "." + a.Text
		}
		if kind == Lemma && i < len(toks)-1 {
			a.Kind = Word
		}
		atoms = append(atoms, a)
	}
	return atoms
}
