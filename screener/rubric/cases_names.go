package rubric

import (
	"fmt"
	"slices"
)

// FlagKinds are the kinds of flags that a report may raise.
var FlagKinds = []string{"hidden-text", "instructions", "altered-text", "partial", "doubt", "terms-without-role", "language"}

// Check holds what cases name against the rubric they are for: a misspelt term under not_terms would hold for ever. The error is of type Problems.
func (cs *Cases) Check(r *Rubric, d *Data, specialities []string) error {
	f := cs.File
	var found Problems
	add := func(at Source, help, format string, args ...any) {
		found = append(found, f.problem(at, "L104", fmt.Sprintf(format, args...), help))
	}
	ids, phrases := criterionNames(r)
	signals := make([]string, len(d.Signals))
	for i, s := range d.Signals {
		signals[i] = s.ID
	}
	v := d.Vocabulary
	for _, own := range r.Terms {
		if more, err := v.With(own.File, own.Node); err == nil {
			v = more
		}
	}
	for _, c := range cs.Cases {
		w := &c.Wants
		for _, id := range sortedKeys(w.States) {
			if !slices.Contains(ids, id) && w.States[id] != "absent" {
				add(w.At["criteria."+id], keyHelp(id, ids), "the rubric %s has no criterion %q", r.Name, id)
			}
		}
		for _, e := range slices.Concat(w.Terms, w.NotTerms) {
			if i, ok := v.Lookup(e.Text); ok {
				if name := v.Term(i).Name; name != e.Text {
					add(e.Source, "write "+name, "%q is another spelling of the term %q", e.Text, name)
				}
				continue
			}
			if !slices.Contains(phrases, e.Text) && e.Text != "education" {
				help := "terms are names from the vocabulary, or phrases as the rubric writes them"
				if s := v.Nearest(e.Text); s != "" {
					help = "did you mean " + s + "?"
				}
				add(e.Source, help, "unknown term %q", e.Text)
			}
		}
		for _, e := range slices.Concat(w.Signals, w.NotSignals) {
			if !slices.Contains(signals, e.Text) {
				add(e.Source, keyHelp(e.Text, signals), "unknown signal %q", e.Text)
			}
		}
		for _, e := range slices.Concat(w.Labels, w.NotLabels) {
			if !slices.Contains(specialities, e.Text) {
				add(e.Source, keyHelp(e.Text, specialities), "no speciality is named %q", e.Text)
			}
		}
		for _, e := range w.Flags {
			if !slices.Contains(FlagKinds, e.Text) {
				add(e.Source, keyHelp(e.Text, FlagKinds), "no flag is named %q", e.Text)
			}
		}
	}
	return found.orNil()
}

// criterionNames gives the ids of a rubric's criteria and the phrases that they look for.
func criterionNames(r *Rubric) (ids, phrases []string) {
	for _, c := range r.Criteria {
		ids = append(ids, c.ID)
		for _, p := range c.Parts {
			for _, e := range p.Entries {
				if e.Kind == KindPhrase {
					phrases = append(phrases, e.Text)
				}
			}
		}
	}
	return ids, phrases
}

func sortedKeys(m map[string]string) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
