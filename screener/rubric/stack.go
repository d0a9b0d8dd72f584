package rubric

import "gopkg.in/yaml.v3"

// StackSchema is the version of the stack rules' YAML shape.
const StackSchema = "shortlist.stack/1"

// Evidence is one kind of work, or of words about it, that speaks for a side of the stack.
type Evidence struct {
	ID       string
	Title    string
	Side     string // backend, frontend, other (neither: data science, phones, administration) or none (stands on both sides)
	Builds   bool   // it shows that the server side of an application was built, not only used or looked after
	Weight   int    // hundredths, for one thing shown in a role
	Most     int    // hundredths that all things of this kind add at most
	In       string // work (default: sentences and lists) or titles
	Entries  []Entry
	Not      []Entry
	Guidance []Cite
	Source   Source
}

// Stack is how the stack is decided: the kinds of evidence.
type Stack struct {
	Evidence []Evidence
}

// parseStack reads the stack rules.
func (d *Data) parseStack(f *File) Problems {
	r := &reading{File: f}
	b := &builder{data: d, vocabulary: d.Vocabulary, own: r}
	top := r.fields(f.Root, "the stack rules", "schema", "words", "lists", "evidence")
	r.schema(top["schema"], StackSchema)
	w := r.readWords(top["words"], d.words)
	lists := d.readLists(r, top["lists"], w)
	for _, n := range r.items(top["evidence"], "evidence") {
		m := r.fields(n, "a kind of evidence", "id", "title", "side", "builds", "weight", "most", "in", "terms", "phrases", "not", "guidance")
		if m["id"] == nil || m["side"] == nil {
			r.fail(n, "L004", "id, side, weight, terms or phrases", "a kind of evidence lacks a key")
			continue
		}
		e := Evidence{ID: r.id(m["id"], "id"), Title: r.text(m["title"], "title"), Source: r.at(m["id"]), In: "work"}
		e.Side = r.oneOf(m["side"], "side", "backend", "frontend", "other", "none")
		e.Builds = m["builds"] != nil && r.boolean(m["builds"], "builds")
		if weight, ok := r.number(m["weight"], "weight"); ok {
			e.Weight = weight / 10
		}
		if most, ok := r.number(m["most"], "most"); ok {
			e.Most = most / 10
		}
		if m["in"] != nil {
			e.In = r.oneOf(m["in"], "in", "work", "titles")
		}
		if m["terms"] != nil {
			e.Entries = b.entries(keyed{r, m["terms"], r.at(m["terms"])}, "terms", b.term)
		}
		e.Entries = append(e.Entries, d.patterns(r, m["phrases"], "phrases", w)...)
		for _, it := range r.texts(m["not"], "not") {
			switch shared, ok := lists[it.text]; {
			case ok:
				e.Not = append(e.Not, shared...)
			case b.isTerm(it.text):
				if t, ok := b.term(r, it); ok {
					e.Not = append(e.Not, t)
				}
			default:
				if p, ok := d.pattern(r, it, w); ok {
					e.Not = append(e.Not, p)
				}
			}
		}
		e.Guidance = r.cites(m["guidance"], d.Guidance)
		d.Stack.Evidence = append(d.Stack.Evidence, e)
	}
	return r.found
}

// readLists reads   lists: {next-team: [used by ... <server-name>]}: phrases that several kinds of evidence share, by the item that
// stands for them, "<next-team>".
func (d *Data) readLists(r *reading, n *yaml.Node, w words) map[string][]Entry {
	n = r.plain(n)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "L003", "lists: {next-team: [used by ... <server-name>]}", "lists must be a mapping of names to lists, not %s", kindOf(n))
		return nil
	}
	out := map[string][]Entry{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		out["<"+n.Content[i].Value+">"] = d.patterns(r, n.Content[i+1], "lists", w)
	}
	return out
}
