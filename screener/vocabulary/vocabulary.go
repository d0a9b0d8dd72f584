// Package vocabulary holds the technology terms that resumes are searched for: their names and aliases, what they are
// (tags), what they imply, and when a name that is also an everyday word may be taken for the technology. The terms are
// data: rubrics/vocabulary/*.yaml, one family a file, and a rubric's own `vocabulary:`.
package vocabulary

import (
	"io/fs"
	"slices"
	"strings"

	"shortlist/screener/pattern"
)

// Alone says when a term counts with nothing else around it.
type Alone uint8

// The values of `alone`.
const (
	Always    Alone = iota // Kubernetes: the name is nothing else
	InContext              // React, Spring: with a technical neighbour, in a skills list, in a collocation, or written exactly so beside a relative
	Never                  // Go, R, C: in a list beside two trusted technologies, or in a collocation
)

func (a Alone) String() string { return [...]string{"always", "in-context", "never"}[a] }

// Term is a technology or notion with a canonical name.
type Term struct {
	Name string
	// Aliases are other spellings, editions, abbreviations, translations and inseparable parts of the same thing: what people who
	// hire call another product is a term of its own. Phrase syntax, so "=SAM" is matched with its case, the name too if it is the same.
	Aliases   []string
	Tags      []string
	Implies   []string // names: who used this has used those (Django: Python); counted at less
	Satisfies []string // names: counts as those where a rubric asks for them (OpenTofu: Terraform)
	Alone     Alone
	// Doubtful are aliases that are everyday words or names: in-context, whatever Alone says of the term. The term's own name in
	// small letters stands for that spelling of it: python.
	Doubtful  []string
	With      []string // phrases that make an ambiguous mention count
	Not       []string // phrases in which the name means something else
	File      string   // where the term is defined
	Line, Col int

	exact     bool // the name counts only with its capitals: an alias says "=NAME"
	names     []*pattern.Pattern
	with, not []*pattern.Pattern
	implies   []int32
	satisfies []int32
}

// Names are the phrases that mention the term: its name first, then its aliases.
func (t *Term) Names() []*pattern.Pattern {
	if t.names != nil {
		return t.names
	}
	// The term was read from a form, which holds no phrases: few starts need them. They were right when it was made.
	name, _ := pattern.Literal(t.Name)
	return t.namesOf(name, parsed(t.Aliases))
}

// namesOf puts the phrases of name and aliases in order. A name that counts only with its capitals is that alias.
func (t *Term) namesOf(name *pattern.Pattern, aliases []*pattern.Pattern) []*pattern.Pattern {
	for i, a := range t.Aliases {
		if a == "="+t.Name {
			name = aliases[i]
		}
	}
	return append([]*pattern.Pattern{name}, aliases...)
}

// parsed reads phrases that are known to be right.
func parsed(phrases []string) []*pattern.Pattern {
	var out []*pattern.Pattern
	for _, s := range phrases {
		p, _ := pattern.Parse(s)
		out = append(out, p)
	}
	return out
}

// IsExact says whether Names()[i] is matched only with the capitals it is written with.
func (t *Term) IsExact(i int) bool {
	if i == 0 {
		return t.exact
	}
	return strings.HasPrefix(t.Aliases[i-1], "=")
}

// IsDoubtful says whether Names()[i] needs something that vouches for it though the term does not: Node for Node.js.
func (t *Term) IsDoubtful(i int) bool {
	return i > 0 && slices.Contains(t.Doubtful, strings.TrimPrefix(t.Aliases[i-1], "="))
}

// IsSmallDoubtful says whether the name needs something that vouches for it where it is written in small letters.
func (t *Term) IsSmallDoubtful() bool {
	small := strings.ToLower(t.Name)
	return small != t.Name && slices.Contains(t.Doubtful, small)
}

// WithPhrases are the parsed With.
func (t *Term) WithPhrases() []*pattern.Pattern {
	if t.with != nil {
		return t.with
	}
	return parsed(t.With)
}

// NotPhrases are the parsed Not.
func (t *Term) NotPhrases() []*pattern.Pattern {
	if t.not != nil {
		return t.not
	}
	return parsed(t.Not)
}

// ImpliesTerms are the indexes of the terms that this one implies, implications of implications included.
func (t *Term) ImpliesTerms() []int32 { return t.implies }

// SatisfiesTerms are the indexes of the terms that this one satisfies.
func (t *Term) SatisfiesTerms() []int32 { return t.satisfies }

// Has says whether the term carries a tag.
func (t *Term) Has(tag string) bool {
	return slices.Contains(t.Tags, tag)
}

// Vocabulary is a set of terms. It is not changed after loading and may be shared.
type Vocabulary struct {
	terms  []Term
	byName map[string]int    // name or alias, folded
	byTag  map[string][]int  // tag -> terms in order
	tags   map[string]string // tag -> meaning
	verbs  *pattern.Verbs    // inflections
	hash   string
	files  map[string][]byte // what it was loaded from
	fsys   fs.FS             // where those files are found that are not at hand; may be nil
}

// Terms lists all terms, sorted by file and name. The index of a term is its number in match.Hit.Entry.
func (v *Vocabulary) Terms() []Term { return v.terms }

// Term gives the term with an index.
func (v *Vocabulary) Term(i int) *Term { return &v.terms[i] }

// Lookup finds a term by its name or an alias, whatever the case; -1 and false if there is none.
func (v *Vocabulary) Lookup(name string) (int, bool) {
	if i, ok := v.byName[fold(name)]; ok {
		return i, true
	}
	return -1, false
}

// Tagged lists the indexes of the terms with a tag, in order.
func (v *Vocabulary) Tagged(tag string) []int { return v.byTag[tag] }

// IsTag says whether a tag is known.
func (v *Vocabulary) IsTag(tag string) bool { _, ok := v.tags[tag]; return ok }

// Tags lists the known tags, sorted.
func (v *Vocabulary) Tags() []string {
	out := make([]string, 0, len(v.tags))
	for t := range v.tags {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// Meaning is the one-line meaning of a tag, "" for an unknown one.
func (v *Vocabulary) Meaning(tag string) string { return v.tags[tag] }

// Verbs knows the inflections that phrases with "~" match.
func (v *Vocabulary) Verbs() *pattern.Verbs { return v.verbs }

// Usage is the content of a file of rubrics/structure that says how words are used around terms, by its base name
// ("negations"); nil if there is none.
func (v *Vocabulary) Usage(name string) []byte { return v.Source("structure/" + name + ".yaml") }

// Hash is the SHA-256, in hex, of everything the vocabulary was loaded from.
func (v *Vocabulary) Hash() string { return v.hash }

// Source is the content of a file that the vocabulary was loaded from, for showing a finding in it.
func (v *Vocabulary) Source(file string) []byte {
	if data, ok := v.files[file]; ok || v.fsys == nil {
		return data
	}
	data, _ := fs.ReadFile(v.fsys, file)
	return data
}

// Nearest gives the name of a term (or the alias) that a misspelt one most likely means; "" if none is near.
func (v *Vocabulary) Nearest(name string) string {
	var names []string
	for i := range v.terms {
		names = append(names, v.terms[i].Name)
		names = append(names, v.terms[i].Aliases...)
	}
	return Nearest(name, names)
}

// NearestTag gives the known tag that a misspelt one most likely means; "" if none is near.
func (v *Vocabulary) NearestTag(tag string) string { return Nearest(tag, v.Tags()) }

// Nearest gives the candidate with the least edits from name, if these are at most a third of its letters; the first of equals.
func Nearest(name string, candidates []string) string {
	name = fold(name)
	best, least := "", len([]rune(name))/3+1
	for _, c := range candidates {
		if d := edits(name, fold(c), least); d < least {
			best, least = c, d
		}
	}
	return best
}

// edits is the number of letters to insert, delete, replace or swap to turn a into b; at least limit where it is more.
func edits(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// fold makes names comparable: small letters, single spaces.
func fold(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }

// Bare is v without its terms: the words and inflections alone, to match phrases with.
func (v *Vocabulary) Bare() *Vocabulary {
	return &Vocabulary{verbs: v.verbs, files: v.files, fsys: v.fsys, tags: v.tags, byTag: map[string][]int{}, byName: map[string]int{}, hash: v.hash}
}
