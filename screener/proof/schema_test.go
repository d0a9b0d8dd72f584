package proof_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/proof"
	"shortlist/screener/rubric"
)

// The reference names exactly the keys that the loader accepts.
func TestReferenceIsWhatTheLoaderAccepts(t *testing.T) {
	for _, o := range proof.Reference() {
		var got []string
		for _, k := range o.Keys {
			got = append(got, k.Key)
			if k.Says == "" || k.Example == "" {
				t.Errorf("%s.%s has no meaning or no example", o.Name, k.Key)
			}
			var v map[string]any
			if err := yaml.Unmarshal([]byte(k.Example), &v); err != nil || len(v) != 1 || v[k.Key] == nil {
				t.Errorf("%s.%s: the example %q does not show it (%v)", o.Name, k.Key, k.Example, err)
			}
		}
		want := rubric.Keys(o.Name)
		if o.Name == "term" {
			want = []string{"name", "aliases", "tags", "implies", "satisfies", "alone", "doubtful", "with", "not"}
		}
		slices.Sort(got)
		slices.Sort(want)
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: the loader's keys (-) are not those of the reference (+)\n%s", o.Name, d)
		}
	}
}

func compileSchema(t *testing.T, cases bool) *jsonschema.Schema {
	t.Helper()
	text, err := proof.JSONSchema(cases)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("x.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("x.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// asJSON reads YAML as an editor does: dates stay texts.
func asJSON(t *testing.T, text []byte) any {
	t.Helper()
	var n yaml.Node
	if err := yaml.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	var plain func(n *yaml.Node)
	plain = func(n *yaml.Node) {
		if n.Tag == "!!timestamp" {
			n.Tag = "!!str"
		}
		for _, c := range n.Content {
			plain(c)
		}
	}
	plain(&n)
	var v any
	if err := n.Decode(&v); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSchemaAcceptsTheBuiltIns(t *testing.T) {
	schemas := map[proof.Kind]*jsonschema.Schema{proof.KindRubric: compileSchema(t, false), proof.KindCases: compileSchema(t, true)}
	paths := must(fs.Glob(rubrics.Files, "*.yaml"))
	seen := map[proof.Kind]int{}
	for _, p := range paths {
		data, err := fs.ReadFile(rubrics.Files, p)
		if err != nil {
			t.Fatal(err)
		}
		kind, _ := proof.KindOf(p, data)
		if schemas[kind] == nil {
			continue
		}
		seen[kind]++
		if err := schemas[kind].Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", p, err)
		}
	}
	if seen[proof.KindRubric] < 8 || seen[proof.KindCases] < 2 {
		t.Errorf("only %v files were held against the schema", seen)
	}
	loader := must(screener.NewLoader())
	for _, name := range loader.Names() { // printed resolved, a rubric is one, too
		r, err := loader.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := schemas[proof.KindRubric].Validate(asJSON(t, []byte(r.YAML()))); err != nil {
			t.Errorf("%s resolved: %v", name, err)
		}
	}
}

// What the loader refuses by its shape, the schema refuses, too.
func TestSchemaRefuses(t *testing.T) {
	s := compileSchema(t, false)
	const good = `schema: shortlist.rubric/1
name: x
accept: [backend]
bands: {strong: 75, good: 60, possible: 40}
criteria:
  - id: a
    weight: 5
    count: things
    enough: 2
    where: [roles]
    terms: [Go, Rust]
    years: {at_least: 3, of: [Go]}
    education: {level: bachelor}
`
	if err := s.Validate(asJSON(t, []byte(good))); err != nil {
		t.Fatal(err)
	}
	loader := must(screener.NewLoader())
	if _, err := loader.Parse("x.yaml", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to string }{
		{"weight:", "wieght:"}, {"weight: 5", "weight: '5'"}, {"weight: 5", "weight: -5"}, {"name: x", "name: X y"}, {"name: x\n", ""},
		{"rubric/1", "rubric/9"}, {"[backend]", "[backend, native]"}, {"strong: 75", "strong: 175"}, {"enough: 2", "enough: 0"},
		{"count: things", "count: words"}, {"[roles]", "[rolls]"}, {"at_least: 3", "at_most: 3"}, {"level: bachelor", "level: genius"},
		{"[Go, Rust]", "{Go: Rust}"}, {"id: a", "id: 7"}, {"criteria:", "criterias:"},
	} {
		bad := strings.Replace(good, c.from, c.to, 1)
		if bad == good {
			t.Fatalf("%q is not there", c.from)
		}
		if err := s.Validate(asJSON(t, []byte(bad))); err == nil {
			t.Errorf("the schema takes %q", c.to)
		}
		if _, err := loader.Parse("x.yaml", []byte(bad)); err == nil {
			t.Errorf("the loader takes %q", c.to)
		}
	}
	cases := compileSchema(t, true)
	for _, bad := range []string{
		"schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: a, role: x, expect: {}}\n",
		"schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: a, expect: {band: good}}\n",
		"schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: a, role: x, expect: {band: great}}\n",
		"schema: shortlist.cases/1\ncases:\n  - {name: a, role: x, expect: {band: good}}\n",
	} {
		if err := cases.Validate(asJSON(t, []byte(bad))); err == nil {
			t.Errorf("the schema of cases takes %q", bad)
		}
		if _, err := rubric.ParseCases("x_test.yaml", []byte(bad), loader.Data); err == nil {
			t.Errorf("the loader of cases takes %q", bad)
		}
	}
}

//go:generate go test . -run TestReferencePage -update

// docs/rubrics.md is made from the reference.
func TestReferencePage(t *testing.T) {
	var b bytes.Buffer
	if err := proof.WriteReference(&b); err != nil {
		t.Fatal(err)
	}
	const path = "../../docs/rubrics.md"
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(was), b.String()); d != "" {
		t.Errorf("docs/rubrics.md is not what the reference says; run go generate ./screener/proof\n%s", d)
	}
}
