package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/fit"
	"shortlist/screener/rubric"
)

// SnapshotSchema is the version of the snapshots' YAML shape.
const SnapshotSchema = "shortlist.snapshot/1"

// State is what a rubric makes of one resume, as a snapshot keeps it: points in tenths.
type State struct {
	Score    string            `yaml:"score" json:"score"`
	Band     string            `yaml:"band" json:"band"`
	Apart    bool              `yaml:"apart,omitempty" json:"apart,omitempty"`
	Stack    string            `yaml:"stack" json:"stack"`
	Lean     string            `yaml:"lean" json:"lean"`
	Criteria map[string]string `yaml:"criteria" json:"criteria"` // points of those that earned some
}

// Snapshot is what a rubric made of the resumes of all its cases when somebody last looked. It shows what a change moves that no
// case asks about.
type Snapshot struct {
	Schema string            `yaml:"schema"`
	Rubric string            `yaml:"rubric"`
	Cases  map[string]*State `yaml:"cases"`
}

// stateOf takes the state of the first rubric.
func stateOf(a *fit.Assessment) *State {
	f := &a.Fits[0]
	s := &State{Score: tenths(f.Score), Band: f.Band, Apart: f.Apart, Stack: a.Stack.Is, Lean: a.Lean.Is, Criteria: map[string]string{}}
	for i := range f.Criteria {
		if c := &f.Criteria[i]; c.Points > 0 {
			s.Criteria[c.Rule.ID] = tenths(c.Points)
		}
	}
	return s
}

// SnapshotPath is where the snapshot of a file of cases stands: NAME_test.snap.yaml beside NAME_test.yaml.
func SnapshotPath(cases string) string {
	for _, ext := range []string{".yaml", ".yml"} {
		if rest, ok := strings.CutSuffix(cases, ext); ok {
			return rest + ".snap.yaml"
		}
	}
	return cases + ".snap.yaml"
}

// ReadSnapshot reads the snapshot beside a file of cases; nil where there is none.
func ReadSnapshot(cases string) (*Snapshot, error) {
	path := SnapshotPath(cases)
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%s: %w", path, pathError(err))
	}
	var s Snapshot
	if err := yaml.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s is no snapshot: %w; write it again with   shortlist rubric test --update", path, err)
	}
	if s.Schema != SnapshotSchema {
		return nil, fmt.Errorf("%s: the schema %q is not known; write it again with   shortlist rubric test --update", path, s.Schema)
	}
	return &s, nil
}

// Update lays what was run over the snapshot s (nil: there was none), drops cases that are gone, and gives the file's text.
func (s *Snapshot) Update(r *Result) []byte {
	next := make(map[string]*State)
	for i := range r.Suite.Cases.Cases {
		name := r.Suite.Cases.Cases[i].Name
		if s != nil && s.Cases[name] != nil {
			next[name] = s.Cases[name]
		}
	}
	for i := range r.Outcomes {
		if o := &r.Outcomes[i]; o.State != nil {
			next[o.Name] = o.State
		}
	}
	var b strings.Builder
	b.WriteString("# What the rubric makes of its cases. Written by   shortlist rubric test --update   and read by reviewers; not by hand.\n")
	fmt.Fprintf(&b, "schema: %s\nrubric: %s\ncases:\n", SnapshotSchema, r.Suite.Rubric.Name)
	for i := range r.Suite.Cases.Cases {
		name := r.Suite.Cases.Cases[i].Name
		st := next[name]
		if st == nil {
			continue
		}
		fmt.Fprintf(&b, "  %s:\n    score: %q\n    band: %s\n", strconv.Quote(name), st.Score, st.Band)
		if st.Apart {
			b.WriteString("    apart: true\n")
		}
		fmt.Fprintf(&b, "    stack: %s\n    lean: %s\n    criteria: {", st.Stack, st.Lean)
		n := 0
		for j := range r.Suite.Rubric.Criteria {
			id := r.Suite.Rubric.Criteria[j].ID
			if p, ok := st.Criteria[id]; ok {
				if n > 0 {
					b.WriteString(", ")
				}
				fmt.Fprintf(&b, "%s: %q", id, p)
				n++
			}
		}
		b.WriteString("}\n")
	}
	return []byte(b.String())
}

// drift compares the state of a case with the snapshot; a nil snapshot has nothing to say.
func (s *Snapshot) drift(name string, now *State) []Miss {
	if s == nil {
		return nil
	}
	was := s.Cases[name]
	if was == nil {
		return []Miss{{Key: "snapshot", Wanted: "a case that the snapshot knows", Got: "a new one", Hint: "shortlist rubric test --update"}}
	}
	var out []Miss
	differ := func(what, was, now string) {
		if was != now {
			out = append(out, Miss{Key: "snapshot", Wanted: what + " " + was, Got: what + " " + now})
		}
	}
	differ("score", was.Score, now.Score)
	differ("band", was.Band, now.Band)
	differ("stack", was.Stack, now.Stack)
	differ("lean", was.Lean, now.Lean)
	differ("apart", strconv.FormatBool(was.Apart), strconv.FormatBool(now.Apart))
	ids := make(map[string]bool)
	for id := range was.Criteria {
		ids[id] = true
	}
	for id := range now.Criteria {
		ids[id] = true
	}
	sorted := make([]string, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	for _, id := range sorted {
		differ(id, orZero(was.Criteria[id]), orZero(now.Criteria[id]))
	}
	if len(out) > 0 {
		out[len(out)-1].Hint = "only the snapshot drifted: if that is meant,   shortlist rubric test --update"
	}
	return out
}

func orZero(points string) string {
	if points == "" {
		return "0"
	}
	return points
}

// gone names the cases that only the snapshot has.
func (s *Snapshot) gone(cs *rubric.Cases) []string {
	if s == nil {
		return nil
	}
	here := make(map[string]bool)
	for i := range cs.Cases {
		here[cs.Cases[i].Name] = true
	}
	var out []string
	for name := range s.Cases {
		if !here[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
