package rubric

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// SignalSchema is the version of the signal files' YAML shape.
const SignalSchema = "shortlist.signals/1"

// Signal is a named set of phrases about scope. It leans towards developer, towards engineer, or nowhere.
type Signal struct {
	ID       string
	Title    string
	Lean     string // developer, engineer or none
	Guidance []Cite
	Phrases  []Entry
	Not      []Entry // undo a phrase that they overlap
	Hit      []Entry // sentences that it must find
	Miss     []Entry // sentences that it must not find
	Source   Source
}

// words are named alternatives, so that a list of verbs is written once: <design> stands for (~design|~architect|…).
type words map[string]string

// expand puts the alternatives in the place of their names.
func (w words) expand(r *reading, it item) string {
	text := it.text
	var b strings.Builder
	for {
		i := strings.IndexByte(text, '<')
		j := strings.IndexByte(text, '>')
		if i < 0 || j < i {
			b.WriteString(text)
			return b.String()
		}
		name := text[i+1 : j]
		alternatives, ok := w[name]
		if !ok {
			names := make([]string, 0, len(w))
			for k := range w {
				names = append(names, k)
			}
			r.fail(it.node, "L301", keyHelp(name, names), "no words are named <%s>", name)
		}
		b.WriteString(text[:i])
		b.WriteString(alternatives)
		text = text[j+1:]
	}
}

// readWords reads   words: {design: ["~design", "~architect"]}. A list may name those above it. Shared ones are known beside them.
func (r *reading) readWords(n *yaml.Node, shared words) words {
	n = r.plain(n)
	if n == nil {
		return shared
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "L003", "words: {design: [~design, ~architect]}", "words must be a mapping of names to lists, not %s", kindOf(n))
		return shared
	}
	out := words{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		var all []string
		for _, it := range r.texts(n.Content[i+1], "words") {
			s := out.expand(r, it)
			if s != it.text && strings.HasPrefix(it.text, "<") && strings.HasSuffix(it.text, ">") {
				s = strings.TrimSuffix(strings.TrimPrefix(s, "("), ")")
			}
			all = append(all, s)
		}
		out[n.Content[i].Value] = "(" + strings.Join(all, "|") + ")"
	}
	for name, list := range shared {
		if _, ok := out[name]; !ok {
			out[name] = list
		}
	}
	return out
}

// schema checks the schema key of a file.
func (r *reading) schema(n *yaml.Node, want string) {
	if n == nil {
		r.fail(r.Root, "L004", "start with   schema: "+want, "the key \"schema\" is missing")
	} else if s := r.text(n, "schema"); s != want {
		r.fail(n, "L008", "this version reads "+want, "the schema %q is not known", s)
	}
}

// items gives the elements of a list.
func (r *reading) items(n *yaml.Node, what string) []*yaml.Node {
	n = r.plain(n)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "L003", "", "%s must be a list, not %s", what, kindOf(n))
		return nil
	}
	return n.Content
}

// parseSignals reads one file of signals.
func (d *Data) parseSignals(f *File) Problems {
	r := &reading{File: f}
	top := r.fields(f.Root, "a file of signals", "schema", "words", "signals")
	r.schema(top["schema"], SignalSchema)
	w := r.readWords(top["words"], d.words)
	for _, n := range r.items(top["signals"], "signals") {
		m := r.fields(n, "a signal", "id", "title", "lean", "guidance", "phrases", "not", "hit", "miss")
		if m["id"] == nil || m["lean"] == nil || m["phrases"] == nil {
			r.fail(n, "L004", "id, title, lean, guidance, phrases, hit and miss", "a signal lacks a key")
			continue
		}
		s := Signal{ID: r.id(m["id"], "id"), Title: r.text(m["title"], "title"), Source: r.at(m["id"])}
		s.Lean = r.oneOf(m["lean"], "lean", "developer", "engineer", "none")
		s.Guidance = r.cites(m["guidance"], d.Guidance)
		s.Phrases = d.patterns(r, m["phrases"], "phrases", w)
		s.Not = d.patterns(r, m["not"], "not", w)
		for _, it := range r.texts(m["hit"], "hit") {
			s.Hit = append(s.Hit, Entry{KindPhrase, it.text, it.at})
		}
		for _, it := range r.texts(m["miss"], "miss") {
			s.Miss = append(s.Miss, Entry{KindPhrase, it.text, it.at})
		}
		if d.Signal(s.ID) != nil {
			r.fail(m["id"], "L205", "name it otherwise", "the signal %q stands twice", s.ID)
			continue
		}
		d.Signals = append(d.Signals, s)
	}
	return r.found
}

// patterns reads phrases in which <names> stand for words.
func (d *Data) patterns(r *reading, n *yaml.Node, what string, w words) []Entry {
	var out []Entry
	for _, it := range r.texts(n, what) {
		if e, ok := d.pattern(r, it, w); ok {
			out = append(out, e)
		}
	}
	return out
}

// pattern reads a phrase in which <names> stand for words.
func (d *Data) pattern(r *reading, it item, w words) (Entry, bool) {
	text := w.expand(r, it)
	if err := d.checkPhrase(text); err != nil {
		r.fail(it.node, "L301", "", "the phrase %q cannot be read: %s", it.text, err)
		return Entry{}, false
	}
	return Entry{KindPhrase, text, it.at}, true
}
