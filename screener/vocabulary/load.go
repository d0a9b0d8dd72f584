package vocabulary

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
	"shortlist/screener/pattern"
)

// usageFiles are the files of rubrics/structure that say how words are used; all are optional.
var usageFiles = [...]string{"verbs", "usage"}

// Load reads vocabulary/*.yaml, vocabulary/tags.yaml and structure/verbs.yaml, structure/usage.yaml of a file system
// laid out like rubrics/, and then the extra lists of terms, which may add terms and replace those of the same name.
// An error is a diagnostic.Findings with file, line and column.
func Load(fsys fs.FS, extra ...[]byte) (*Vocabulary, error) {
	v := &Vocabulary{tags: map[string]string{}, files: map[string][]byte{}}
	l := loader{v: v, defined: map[string]int{}}
	names, err := fs.Glob(fsys, "vocabulary/*.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	sum := sha256.New()
	add := func(name string, data []byte) {
		fmt.Fprintf(sum, "%s %d\n", name, len(data))
		sum.Write(data)
		v.files[name] = data
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		add(name, data)
		if path.Base(name) == "tags.yaml" {
			l.tags(name, data)
		}
	}
	for _, base := range usageFiles {
		if data, err := fs.ReadFile(fsys, "structure/"+base+".yaml"); err == nil {
			add("structure/"+base+".yaml", data)
		}
	}
	if v.verbs, err = pattern.LoadVerbs(v.Usage("verbs")); err != nil {
		return nil, diagnostic.Findings{{File: "structure/verbs.yaml", Code: "yaml", Says: err.Error()}}
	}
	for _, name := range names {
		if path.Base(name) != "tags.yaml" {
			l.file(name, v.files[name])
		}
	}
	for i, data := range extra {
		name := fmt.Sprintf("extra %d", i+1)
		add(name, data)
		l.file(name, data)
	}
	v.hash = hex.EncodeToString(sum.Sum(nil))
	return l.done()
}

// With gives a vocabulary that also holds a rubric's own terms: the value of its `vocabulary:` key. Terms of the same
// name replace those that were there. The receiver stays as it is. Findings carry the file name given.
func (v *Vocabulary) With(file string, node *yaml.Node) (*Vocabulary, error) {
	data, err := yaml.Marshal(node)
	if err != nil {
		return nil, diagnostic.Findings{{File: file, Line: node.Line, Col: node.Column, Code: "yaml", Says: err.Error()}}
	}
	sum := sha256.Sum256(append([]byte(v.hash+"\n"), data...))
	w := &Vocabulary{tags: v.tags, verbs: v.verbs, files: v.files, fsys: v.fsys, hash: hex.EncodeToString(sum[:])}
	w.terms = slices.Clone(v.terms)
	l := loader{v: w, defined: map[string]int{}}
	for i := range w.terms {
		l.defined[fold(w.terms[i].Name)] = i
	}
	l.list(file, node)
	return l.done()
}

type loader struct {
	v        *Vocabulary
	findings diagnostic.Findings
	defined  map[string]int // folded name -> term
}

func (l *loader) fail(file string, n *yaml.Node, code, says, hint string) {
	f := diagnostic.Finding{File: file, Code: code, Says: says, Hint: hint}
	if n != nil {
		f.Line, f.Col = n.Line, n.Column
		if n.Kind == yaml.ScalarNode {
			f.EndCol = n.Column + len(n.Value)
		}
	}
	l.findings = append(l.findings, f)
}

// parse reads one document; a mistake in its YAML becomes a finding.
func (l *loader) parse(file string, data []byte) *yaml.Node {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		f := diagnostic.Finding{File: file, Code: "yaml", Says: strings.TrimPrefix(err.Error(), "yaml: ")}
		if n, _ := fmt.Sscanf(f.Says, "line %d:", &f.Line); n == 1 {
			_, f.Says, _ = strings.Cut(f.Says, ": ")
		}
		l.findings = append(l.findings, f)
		return nil
	}
	if doc.Kind == 0 {
		return nil
	}
	return doc.Content[0]
}

func (l *loader) tags(file string, data []byte) {
	n := l.parse(file, data)
	if n == nil {
		return
	}
	if n.Kind != yaml.MappingNode {
		l.fail(file, n, "shape", "the file is not a map of tag: meaning", "")
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i+1].Kind != yaml.ScalarNode {
			l.fail(file, n.Content[i+1], "shape", "a tag's meaning is one line of text", "")
			continue
		}
		l.v.tags[n.Content[i].Value] = n.Content[i+1].Value
	}
}

func (l *loader) file(file string, data []byte) {
	if n := l.parse(file, data); n != nil {
		l.list(file, n)
	}
}

// list reads a list of terms.
func (l *loader) list(file string, n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		l.fail(file, n, "shape", "this is not a list of terms", "begin each term with \"- name:\"")
		return
	}
	for _, item := range n.Content {
		l.term(file, item)
	}
}

var keys = []string{"name", "aliases", "tags", "implies", "satisfies", "alone", "doubtful", "with", "not"}

func (l *loader) term(file string, n *yaml.Node) {
	if n.Kind != yaml.MappingNode {
		l.fail(file, n, "shape", "a term is a map with a name", "write \"- name: ...\"")
		return
	}
	t := Term{File: file, Line: n.Line, Col: n.Column}
	before := len(l.findings)
	seen := map[string]bool{}
	var name *pattern.Pattern
	var aliases []*pattern.Pattern
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, val := n.Content[i], n.Content[i+1]
		if seen[key.Value] {
			l.fail(file, key, "duplicate-key", fmt.Sprintf("%q stands here twice", key.Value), "")
			continue
		}
		seen[key.Value] = true
		switch key.Value {
		case "name":
			t.Name = l.scalar(file, val)
			if t.Name != "" {
				p, err := pattern.Literal(t.Name)
				l.phrase(file, val, err)
				name = p
			}
		case "aliases":
			t.Aliases = l.strings(file, val)
			aliases = l.phrases(file, val)
		case "tags":
			t.Tags = l.strings(file, val)
			for _, c := range val.Content {
				if c.Kind == yaml.ScalarNode && !l.v.IsTag(c.Value) {
					l.fail(file, c, "unknown-tag", fmt.Sprintf("unknown tag %q", c.Value), didYouMean(l.v.NearestTag(c.Value)))
				}
			}
		case "implies":
			t.Implies = l.strings(file, val)
		case "satisfies":
			t.Satisfies = l.strings(file, val)
		case "alone":
			switch s := l.scalar(file, val); s {
			case "always":
			case "in-context":
				t.Alone = InContext
			case "never":
				t.Alone = Never
			default:
				l.fail(file, val, "unknown-value", fmt.Sprintf("alone is %q", s), "write always, in-context or never")
			}
		case "doubtful":
			t.Doubtful = l.strings(file, val)
		case "with":
			t.With, t.with = l.strings(file, val), l.phrases(file, val)
		case "not":
			t.Not, t.not = l.strings(file, val), l.phrases(file, val)
		default:
			hint := didYouMean(Nearest(key.Value, keys))
			if hint == "" {
				hint = "a term has " + strings.Join(keys, ", ")
			}
			l.fail(file, key, "unknown-key", fmt.Sprintf("unknown key %q", key.Value), hint)
		}
	}
	if t.Name == "" && len(l.findings) == before {
		l.fail(file, n, "no-name", "the term has no name", "write \"- name: ...\"")
	}
	if len(l.findings) > before {
		return
	}
	for _, d := range t.Doubtful {
		if d != strings.ToLower(t.Name) && !slices.Contains(t.Aliases, d) && !slices.Contains(t.Aliases, "="+d) {
			l.fail(file, n, "unknown-term", fmt.Sprintf("%q is doubtful, and no alias of %s", d, t.Name), "write it as it stands in aliases, or the name in small letters")
			return
		}
	}
	t.exact = slices.Contains(t.Aliases, "="+t.Name)
	t.names = t.namesOf(name, aliases)
	folded := fold(t.Name)
	if i, ok := l.defined[folded]; ok {
		if l.v.terms[i].File == file {
			l.fail(file, n, "duplicate-term", fmt.Sprintf("%s is defined twice", t.Name), fmt.Sprintf("the other one stands in line %d", l.v.terms[i].Line))
			return
		}
		l.v.terms[i] = t
		return
	}
	l.defined[folded] = len(l.v.terms)
	l.v.terms = append(l.v.terms, t)
}

func (l *loader) scalar(file string, n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" {
		l.fail(file, n, "shape", "one value is wanted here", "")
		return ""
	}
	return n.Value
}

func (l *loader) strings(file string, n *yaml.Node) []string {
	if n.Kind != yaml.SequenceNode {
		l.fail(file, n, "shape", "a list is wanted here", "write [one, two]")
		return nil
	}
	var out []string
	for _, c := range n.Content {
		if s := l.scalar(file, c); s != "" {
			out = append(out, s)
		}
	}
	return out
}

func (l *loader) phrases(file string, n *yaml.Node) []*pattern.Pattern {
	var out []*pattern.Pattern
	for _, c := range n.Content {
		p, err := pattern.Parse(c.Value)
		l.phrase(file, c, err)
		out = append(out, p)
	}
	return out
}

func (l *loader) phrase(file string, n *yaml.Node, err error) {
	if e, ok := err.(*pattern.Error); ok && e != nil {
		f := diagnostic.Finding{File: file, Line: n.Line, Col: n.Column + e.Col - 1, EndCol: n.Column + e.EndCol - 1, Code: "phrase", Says: e.Says, Hint: e.Hint}
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			f.Col++
			f.EndCol++
		}
		l.findings = append(l.findings, f)
	}
}

// done builds the indexes and checks what refers to other terms.
func (l *loader) done() (*Vocabulary, error) {
	v := l.v
	v.byName, v.byTag = map[string]int{}, map[string][]int{}
	for i := range v.terms {
		v.byName[fold(v.terms[i].Name)] = i
		for _, tag := range v.terms[i].Tags {
			v.byTag[tag] = append(v.byTag[tag], i)
		}
	}
	for i := range v.terms {
		t := &v.terms[i]
		for _, a := range t.Aliases {
			name := fold(strings.TrimPrefix(a, "="))
			if j, ok := v.byName[name]; ok && j != i {
				l.at(t, "duplicate-alias", fmt.Sprintf("alias %q of %s also names %s", a, t.Name, v.terms[j].Name), "a spelling belongs to one term")
				continue
			}
			v.byName[name] = i
		}
	}
	for i := range v.terms {
		t := &v.terms[i]
		t.satisfies = l.refer(t, t.Satisfies)
		t.implies = l.refer(t, t.Implies)
	}
	for i := range v.terms {
		v.terms[i].implies = closure(v.terms, i)
	}
	if len(l.findings) > 0 {
		return nil, l.findings
	}
	return v, nil
}

func (l *loader) refer(t *Term, names []string) []int32 {
	var out []int32
	for _, name := range names {
		j, ok := l.v.byName[fold(name)]
		if !ok {
			l.at(t, "unknown-term", fmt.Sprintf("%s refers to %q, which is no term", t.Name, name), didYouMean(l.v.Nearest(name)))
			continue
		}
		out = append(out, int32(j))
	}
	return out
}

func (l *loader) at(t *Term, code, says, hint string) {
	l.findings = append(l.findings, diagnostic.Finding{File: t.File, Line: t.Line, Col: t.Col, Code: code, Says: says, Hint: hint})
}

// closure follows implications; a term never implies itself.
func closure(terms []Term, i int) []int32 {
	var out []int32
	seen := map[int32]bool{int32(i): true}
	queue := append([]int32(nil), terms[i].implies...)
	for len(queue) > 0 {
		j := queue[0]
		queue = queue[1:]
		if !seen[j] {
			seen[j] = true
			out = append(out, j)
			queue = append(queue, terms[j].implies...)
		}
	}
	return out
}

func didYouMean(name string) string {
	if name == "" {
		return ""
	}
	return "did you mean " + name + "?"
}
