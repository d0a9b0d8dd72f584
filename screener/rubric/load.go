package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
	"shortlist/screener/vocabulary"
)

// Defaults of a rubric that does not say otherwise.
var (
	defaultBands = Bands{Strong: 75, Good: 60, Possible: 40}
	defaultWorth = Worth{Used: 100, RoleList: 75, Unplaced: 50, Listed: 50, Implied: 90}
	// The bound of the built-in rubrics. With any share of the rest somebody with many points gains more than five by a pasted list.
	defaultLists = Lists{Free: 4000}
)

// Loader finds and reads rubrics.
type Loader struct {
	Data    *Data
	Builtin fs.FS                             // the embedded rubrics
	Open    func(path string) ([]byte, error) // reads a file by its path; nil: os.ReadFile
	Ahead   map[string]*Rubric                // built-in rubrics that were made ahead, by name; what is missing is read from Builtin

	builtin map[string]*File // built-in files read before: many rubrics extend the same one
	names   []string
}

// file parses a file, a built-in one once.
func (l *Loader) file(path string, data []byte, builtin bool) (*File, error) {
	if f := l.builtin[path]; builtin && f != nil {
		return f, nil
	}
	f, err := ParseFile(path, data)
	if builtin && err == nil {
		if l.builtin == nil {
			l.builtin = map[string]*File{}
		}
		l.builtin[path] = f
	}
	return f, err
}

// Load reads a rubric: the name of a built-in one ("backend-engineer"), or the path of a file (it has a slash or ends in .yaml).
// What is wrong with the file comes as Problems, all at once.
func (l *Loader) Load(ref string) (*Rubric, error) {
	if ahead := l.Ahead[ref]; ahead != nil {
		r := ahead.Clone()
		r.hash = ahead.hash
		return r, nil
	}
	if !isPath(ref) {
		data, err := fs.ReadFile(l.Builtin, ref+".yaml")
		if err != nil {
			return nil, fmt.Errorf("no rubric is named %q; %s (a file is named by its path: ./%s.yaml)", ref, keyHelp(ref, l.Names()), ref)
		}
		return l.parse(ref+".yaml", data, true)
	}
	data, err := l.open(ref)
	if err != nil {
		return nil, fmt.Errorf("the rubric cannot be read: %w", err)
	}
	return l.parse(ref, data, false)
}

// Parse reads a rubric from bytes; extends is looked up beside path, then among the built-in ones.
func (l *Loader) Parse(path string, data []byte) (*Rubric, error) { return l.parse(path, data, false) }

// Names lists the built-in rubrics: the files at the top of the folder whose schema is that of a rubric.
func (l *Loader) Names() []string {
	if l.names != nil {
		return l.names
	}
	paths, _ := fs.Glob(l.Builtin, "*.yaml")
	for _, p := range paths {
		if strings.HasSuffix(p, "_test.yaml") {
			continue
		}
		if data, err := fs.ReadFile(l.Builtin, p); err == nil && strings.Contains(string(data), "schema: "+Schema) {
			l.names = append(l.names, strings.TrimSuffix(p, ".yaml"))
		}
	}
	slices.Sort(l.names)
	return l.names
}

func isPath(ref string) bool {
	return strings.ContainsAny(ref, `/\`) || strings.HasSuffix(ref, ".yaml") || strings.HasSuffix(ref, ".yml")
}

func (l *Loader) open(p string) ([]byte, error) {
	if l.Open != nil {
		return l.Open(p)
	}
	return os.ReadFile(p)
}

// inherited reads the rubric that "extends" names: beside the file first, then built in.
func (l *Loader) inherited(from, name string, builtin bool) (string, []byte, bool, error) {
	if !builtin {
		p := filepath.Join(filepath.Dir(from), name)
		if !isPath(name) {
			p += ".yaml"
		}
		data, err := l.open(p)
		if err == nil {
			return p, data, false, nil
		}
		if isPath(name) || !errors.Is(err, fs.ErrNotExist) {
			return "", nil, false, err
		}
	}
	p := path.Clean(name) + ".yaml"
	data, err := fs.ReadFile(l.Builtin, p)
	return p, data, true, err
}

// builder decodes one resolved rubric.
type builder struct {
	data       *Data
	vocabulary *vocabulary.Vocabulary // with the rubric's own terms
	own        *reading               // of the rubric's own file, which gets the problems that have no other place
	files      []*File
}

// isTerm says whether a text is a term's canonical name.
func (b *builder) isTerm(name string) bool {
	i, ok := b.vocabulary.Lookup(name)
	return ok && b.vocabulary.Term(i).Name == name
}

// fail notes a problem at a place of any of the files.
func (b *builder) fail(at Source, code, says, help string) {
	b.own.found = append(b.own.found, b.fileOf(at).problem(at, code, says, help))
}

func (b *builder) fileOf(at Source) *File {
	for _, f := range b.files {
		if f.Name == at.File {
			return f
		}
	}
	return b.own.File
}

func (l *Loader) parse(path string, data []byte, builtin bool) (*Rubric, error) {
	layers, err := l.layers(path, data, builtin)
	if err != nil {
		return nil, err
	}
	own := layers[0]
	b := &builder{data: l.Data, vocabulary: l.Data.Vocabulary, own: own.reading}
	r := &Rubric{Name: own.name, Bands: defaultBands, Worth: defaultWorth, Lists: defaultLists, Accept: []string{"backend", "full-stack"}}
	for i, layer := range layers {
		b.files = append(b.files, layer.File)
		if i > 0 {
			r.Extends = append(r.Extends, layer.name)
		}
	}
	r.Files = b.files
	for i := len(layers) - 1; i >= 0; i-- {
		layers[i].settings(r, b, i == 0)
	}
	for _, raw := range mergeCriteria(layers) {
		c := raw.criterion(b)
		r.Criteria = append(r.Criteria, c)
		if raw.own {
			r.Labels = append(r.Labels, c.ID)
		}
	}
	if len(r.Criteria) == 0 && own.Root != nil && len(own.found) == 0 {
		own.fail(own.Root, "L201", "add criteria", "the rubric asks for nothing")
	} else if r.Sum() == 0 && len(own.found) == 0 {
		own.fail(own.Root, "L201", "give at least one criterion that is no bonus a weight", "all criteria are bonuses, so no score can be made")
	}
	var found Problems
	for _, layer := range layers {
		found = append(found, layer.found...)
	}
	if err := found.orNil(); err != nil {
		return nil, err
	}
	return r, nil
}

// layers reads the file and all that it extends, nearest first.
func (l *Loader) layers(p string, data []byte, builtin bool) ([]*layer, error) {
	var out []*layer
	for {
		f, err := l.file(p, data, builtin)
		if err != nil {
			return nil, err
		}
		next := readLayer(f)
		out = append(out, next)
		if next.extends == "" {
			return out, nil
		}
		n := next.top["extends"]
		for _, before := range out {
			if before.name == next.extends && !isPath(next.extends) || before.Path == next.extends {
				next.fail(n, "L107", "", "%q extends itself", next.extends)
				return nil, next.found.orNil()
			}
		}
		if len(out) > 16 {
			next.fail(n, "L107", "", "rubrics extend one another more than sixteen deep")
			return nil, next.found.orNil()
		}
		if p, data, builtin, err = l.inherited(p, next.extends, builtin); err != nil {
			next.fail(n, "L104", keyHelp(next.extends, l.Names()), "no rubric is named %q", next.extends)
			return nil, next.found.orNil()
		}
	}
}

// mergeCriteria lays the criteria of each file over those it inherits: in the order of the nearest file that names them.
func mergeCriteria(layers []*layer) []rawCriterion {
	var merged []rawCriterion
	for i := len(layers) - 1; i >= 0; i-- {
		l := layers[i]
		under := map[string]rawCriterion{}
		for _, c := range merged {
			under[c.id] = c
		}
		for _, it := range l.drop {
			if _, ok := under[it.text]; !ok {
				ids := make([]string, len(merged))
				for j, c := range merged {
					ids[j] = c.id
				}
				l.fail(it.node, "L105", keyHelp(it.text, ids), "nothing inherited is named %q", it.text)
			}
			delete(under, it.text)
		}
		var out []rawCriterion
		for _, c := range l.criteria {
			_, parts := c.fields["parts"]
			for _, k := range contentKeys {
				if _, ok := c.fields[k]; ok {
					parts = true
				}
			}
			c.own = i == 0 && parts
			if u, ok := under[c.id]; ok {
				c = u.merge(c)
				delete(under, c.id)
			}
			out = append(out, c)
		}
		for _, c := range merged {
			if u, ok := under[c.id]; ok {
				u.own = false
				out = append(out, u)
			}
		}
		merged = out
	}
	return merged
}

// settings lays what one file says beside its criteria over what was said before.
func (l *layer) settings(r *Rubric, b *builder, own bool) {
	if own {
		if n := l.top["name"]; n != nil {
			r.NameAt = l.at(n)
		}
		if n := l.top["title"]; n != nil {
			r.Title = l.text(n, "title")
		} else {
			r.Title = strings.ReplaceAll(l.name, "-", " ")
		}
		if n := l.top["speciality"]; n != nil {
			r.Speciality = l.text(n, "speciality")
		}
	}
	if n := l.top["accept"]; n != nil {
		r.Accept, r.AcceptAt = nil, l.at(n)
		for _, it := range l.texts(n, "accept") {
			if !slices.Contains(stacks, it.text) {
				l.fail(it.node, "L003", keyHelp(it.text, stacks), "accept cannot be %q", it.text)
				continue
			}
			r.Accept = append(r.Accept, it.text)
		}
	}
	if n := l.top["lean"]; n != nil {
		r.Lean = l.oneOf(n, "lean", rubricLeans...)
	}
	if n := l.top["bands"]; n != nil {
		l.bands(n, r)
	}
	if n := l.top["worth"]; n != nil {
		l.worth(n, r)
	}
	if n := l.top["lists"]; n != nil {
		m := l.fields(n, "lists", listsKeys...)
		if v, ok := l.number(m["points"], "points"); ok {
			r.Lists.Free = v
		}
		if v, ok := l.number(m["share"], "share"); ok {
			if v > 1000 {
				l.fail(m["share"], "L003", "0.2 is a fifth", "share cannot be over 1")
			}
			r.Lists.Share = v / 10
		}
	}
	if n := l.top["built"]; n != nil {
		m := l.fields(n, "built", builtKeys...)
		if v, ok := l.number(m["enough"], "enough"); ok {
			r.Built.Enough = v / 10
		}
		if v, ok := l.number(m["least"], "least"); ok {
			if v > 1000 {
				l.fail(m["least"], "L003", "0.3 keeps three tenths of the points", "least cannot be over 1")
			}
			r.Built.Least = v / 10
		}
	}
	if n := l.top["vocabulary"]; n != nil {
		l.houseTerms(n, r, b)
	}
	if n := l.top["allow"]; n != nil {
		r.Allow = append(r.Allow, l.allow(n)...)
	}
}

func (l *layer) bands(n *yaml.Node, r *Rubric) {
	m := l.fields(n, "bands", bandsKeys...)
	r.BandsAt = l.at(n)
	set := func(key string, to *int) {
		if v, ok := l.number(m[key], key); ok {
			if v > 100_000 || v%1000 != 0 {
				l.fail(m[key], "L203", "a whole number from 0 to 100", "%s cannot be %s", key, m[key].Value)
			}
			*to = v / 1000
		}
	}
	set("strong", &r.Bands.Strong)
	set("good", &r.Bands.Good)
	set("possible", &r.Bands.Possible)
	if b := r.Bands; b.Strong <= b.Good || b.Good <= b.Possible {
		l.fail(n, "L203", "strong over good over possible", "the bands are out of order: strong %d, good %d, possible %d", b.Strong, b.Good, b.Possible)
	}
}

func (l *layer) worth(n *yaml.Node, r *Rubric) {
	m := l.fields(n, "worth", worthKeys...)
	set := func(key string, to *int) {
		if v, ok := l.number(m[key], key); ok {
			if v > 1000 {
				l.fail(m[key], "L003", "from 0 to 1", "%s cannot be over 1", key)
			}
			*to = v / 10
		}
	}
	set("used", &r.Worth.Used)
	set("role-list", &r.Worth.RoleList)
	set("unplaced", &r.Worth.Unplaced)
	set("listed", &r.Worth.Listed)
	set("implied", &r.Worth.Implied)
	if w := r.Worth; w.Used < w.RoleList || w.RoleList < w.Listed || w.Used < w.Unplaced {
		l.fail(n, "L203", "used ≥ role-list ≥ listed, and used ≥ unplaced", "what was used in a role cannot be worth less than what was listed")
	}
}

// houseTerms adds the terms of a rubric's own to the vocabulary that its lines are read with.
func (l *layer) houseTerms(n *yaml.Node, r *Rubric, b *builder) {
	v, err := b.vocabulary.With(l.Name, n)
	var findings diagnostic.Findings
	switch {
	case errors.As(err, &findings):
		for _, f := range findings {
			l.found = append(l.found, Problem{f, l.Data})
		}
		return
	case err != nil:
		l.fail(n, "L003", "", "%s", err)
		return
	}
	b.vocabulary = v
	r.Terms = append(r.Terms, HouseTerms{File: l.Name, Node: n, Source: l.at(n)})
}

// SHA256 is the hash of the resolved rubric and of all data its scores rest on, in hex: the same hash, the same scores.
func (r *Rubric) SHA256(d *Data) string {
	if r.hash == "" {
		h := sha256.New()
		h.Write([]byte(r.yaml(false)))
		h.Write([]byte(d.SHA256()))
		r.hash = hex.EncodeToString(h.Sum(nil))
	}
	return r.hash
}

// Specialities loads the built-in rubrics that give every report its labels.
func (l *Loader) Specialities() ([]*Rubric, error) {
	var out []*Rubric
	for _, name := range l.Names() {
		r, err := l.Load(name)
		if err != nil {
			return nil, err
		}
		if r.Speciality != "" {
			out = append(out, r)
		}
	}
	return out, nil
}
