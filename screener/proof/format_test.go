package proof_test

import (
	"bytes"
	"io/fs"
	"math/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/proof"
)

func TestFormat(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"keys in reading order, lists under their keys indented", `name: x
schema: shortlist.rubric/1
criteria:
- weight: 5
  id: a
  terms:
  - Go
  - Rust
- id: b
  why: w
  weight: 5
  phrases: ["~build ... x"]
`, `schema: shortlist.rubric/1
name: x
criteria:
  - id: a
    weight: 5
    terms:
      - Go
      - Rust

  - id: b
    weight: 5
    phrases: ["~build ... x"]
    why: w
`},
		{"comments go with what they stand above or behind", `# the file's own
schema: shortlist.rubric/1   # which shape


# of the name
name: x
criteria: # what we look for
      # of a
      - why: w # because
        # of the weight
        weight: 5
        id: a
        terms: [Go]
        # at the end of a
      # at the end
`, `# the file's own
schema: shortlist.rubric/1   # which shape

# of the name
name: x
criteria: # what we look for
  # of a
  - id: a
    # of the weight
    weight: 5
    terms: [Go]
    why: w # because
    # at the end of a
  # at the end
`},
		{"texts over several lines are shifted whole", `schema: shortlist.rubric/1
name: x
criteria:
    - id: a
      why: |
          one
            two
      ask: >-
        three
        four
      weight: 5
      terms: [Go,
         Rust
      ]
      title:
         a title below
`, `schema: shortlist.rubric/1
name: x
criteria:
  - id: a
    title:
      a title below
    weight: 5
    terms: [Go,
         Rust
      ]
    why: |
      one
        two
    ask: >-
      three
      four
`},
		{"cases", `schema: shortlist.cases/1
cases:
- expect: {band: good}
  role: [Built it.]
  name: it
as_of: 2026-11-21
`, `schema: shortlist.cases/1
as_of: 2026-11-21
cases:
  - name: it
    role: [Built it.]
    expect: {band: good}
`},
		{"line ends of another system", "schema: shortlist.rubric/1\r\nname: x\r\ncriteria:\r\n  - id: a\r\n    weight: 5\r\n    terms: [Go]\r\n",
			"schema: shortlist.rubric/1\nname: x\ncriteria:\n  - id: a\n    weight: 5\n    terms: [Go]\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := proof.Format("x.yaml", []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, string(got)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			again, err := proof.Format("x.yaml", got)
			if err != nil || !bytes.Equal(again, got) {
				t.Errorf("not the same twice (%v):\n%s", err, again)
			}
		})
	}
}

func TestFormatLeavesAlone(t *testing.T) {
	for _, in := range []string{"schema: shortlist.rubric/1\nname: &n x\ntitle: *n\n", "name: !!str 5\n", "a: b: c\n", "\tname: x\n", "- a\n", ""} {
		if out, err := proof.Format("x.yaml", []byte(in)); err == nil {
			t.Errorf("%q was laid out:\n%s", in, out)
		}
	}
}

// However the built-in rubrics are typed, with whatever order of keys and indent, they are laid out to the same meaning, and
// laying them out again changes nothing.
func TestFormatKeepsTheMeaning(t *testing.T) {
	loader := must(screener.NewLoader())
	paths := must(fs.Glob(rubrics.Files, "*.yaml"))
	seen := 0
	for _, p := range paths {
		data, err := fs.ReadFile(rubrics.Files, p)
		if err != nil {
			t.Fatal(err)
		}
		kind, _ := proof.KindOf(p, data)
		if kind != proof.KindRubric && kind != proof.KindCases {
			continue
		}
		seen++
		for n := range 4 {
			typed := data
			if n > 0 {
				typed = retype(t, rand.New(rand.NewSource(int64(n))), data, n+1)
			}
			out, err := proof.Format(p, typed)
			if err != nil {
				t.Fatalf("%s typed anew (%d): %v", p, n, err)
			}
			again, err := proof.Format(p, out)
			if err != nil || !bytes.Equal(again, out) {
				t.Fatalf("%s (%d) is not the same when laid out twice (%v): %s", p, n, err, cmp.Diff(string(out), string(again)))
			}
			if kind == proof.KindCases {
				continue
			}
			want, err := loader.Parse(p, data)
			if err != nil {
				t.Fatal(err)
			}
			got, err := loader.Parse(p, out)
			if err != nil {
				t.Fatalf("%s (%d) does not load any more: %v", p, n, err)
			}
			if got.SHA256(loader.Data) != want.SHA256(loader.Data) {
				t.Errorf("%s (%d) means something else: %s", p, n, cmp.Diff(want.YAML(), got.YAML()))
			}
		}
	}
	if seen < 10 {
		t.Errorf("only %d files were laid out", seen)
	}
}

// retype writes a file as somebody else might: keys in any order, another indent.
func retype(t *testing.T, rnd *rand.Rand, data []byte, indent int) []byte {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	var shuffle func(n *yaml.Node)
	shuffle = func(n *yaml.Node) {
		if n.Kind == yaml.MappingNode {
			pairs := len(n.Content) / 2
			rnd.Shuffle(pairs, func(i, k int) {
				n.Content[2*i], n.Content[2*k] = n.Content[2*k], n.Content[2*i]
				n.Content[2*i+1], n.Content[2*k+1] = n.Content[2*k+1], n.Content[2*i+1]
			})
		}
		for _, c := range n.Content {
			shuffle(c)
		}
	}
	shuffle(&doc)
	var b bytes.Buffer
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(indent)
	if err := enc.Encode(&doc); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whatever is laid out means the same, and is laid out the same a second time.
func FuzzFormat(f *testing.F) {
	f.Add("schema: shortlist.rubric/1\nname: x\ncriteria:\n- id: a\n  weight: 5 # c\n  # d\n  terms: [Go]\n")
	f.Add("name: |\n  a\n\n  b\nx:\n- - a\n  - b\n-\n  c: d\n")
	f.Add("a:\n    \"b c\": 'd\n      e'\n    ? f\n    : g\n")
	f.Fuzz(func(t *testing.T, in string) {
		if strings.Contains(in, "\r") {
			return
		}
		out, err := proof.Format("x.yaml", []byte(in))
		if err != nil {
			return
		}
		again, err := proof.Format("x.yaml", out)
		if err != nil {
			t.Fatalf("%q became %q, which cannot be laid out: %v", in, out, err)
		}
		if !bytes.Equal(again, out) {
			t.Fatalf("%q became %q and then %q", in, out, again)
		}
		var a, b any
		if yaml.Unmarshal([]byte(in), &a) != nil || yaml.Unmarshal(out, &b) != nil {
			return
		}
		if d := cmp.Diff(a, b); d != "" {
			t.Fatalf("%q became %q: %s", in, out, d)
		}
	})
}
