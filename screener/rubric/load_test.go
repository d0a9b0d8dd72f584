package rubric_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"shortlist/rubrics"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

var update = flag.Bool("update", false, "write the golden files")

// mistakes are what people write in a rubric the first time, and what they are told. The messages are golden files.
var mistakes = map[string]string{
	"tab":                  "schema: shortlist.rubric/1\nname: mine\ncriteria:\n\t- id: databases\n\t  weight: 9\n",
	"missing-quote":        "schema: shortlist.rubric/1\nname: mine\ntitle: \"Backend developer\ncriteria:\n  - id: databases\n    weight: 9\n    terms: [PostgreSQL]\n",
	"wrong-indent":         "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    weight: 9\n   terms: [PostgreSQL]\n",
	"misspelt-key":         "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    wieght: 9\n    terms: [PostgreSQL]\n",
	"colon-in-a-sentence":  "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    weight: 9\n    why: Data is precious: it outlives code.\n    terms: [PostgreSQL]\n",
	"unknown-term":         "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    weight: 9\n    terms: [Postgress, tag:databse, postgres]\n",
	"number-in-quotes":     "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    weight: \"9\"\n    terms: [PostgreSQL]\n",
	"joined-items":         "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: speed\n    weight: 9\n    phrases:\n      - load balancing\n        - caching\n",
	"signal-as-a-map":      "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: scope\n    weight: 9\n    signals:\n      - signal: architecture\n",
	"comment-in-a-phrase":  "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: scale\n    weight: 9\n    phrases:\n      - ~handle ... # (requests|messages)\n",
	"several":              "schema: shortlist.rubric/2\nname: My Rubric\nacept: [backend]\nbands: {strong: 50, good: 60, possible: 40}\nlean: enginer\ncriteria:\n  - id: databases\n    terms: [PostgreSQL]\n  - id: databases\n    weight: 3\n    signals: [architcture]\n    guidance: [D9-99]\n    must: 4\n    phrases: [\"(open\"]\n",
	"upper-limit":          "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: years\n    weight: 9\n    years: {at_most: 5, of: [Go]}\n",
	"nothing-asked":        "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: databases\n    weight: 9\n",
	"unknown-parent":       "schema: shortlist.rubric/1\nname: mine\nextends: backend-enginer\n",
	"drop-unknown":         "schema: shortlist.rubric/1\nname: mine\nextends: backend-developer\ndrop: [databsaes]\n",
	"extends-itself":       "schema: shortlist.rubric/1\nname: mine\nextends: mine\n",
	"empty":                "",
	"a-list":               "- one\n- two\n",
	"two-documents":        "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - {id: a, weight: 1, terms: [Go]}\n---\nname: other\n",
	"null-value":           "schema: shortlist.rubric/1\nname: mine\ntitle:\ncriteria:\n  - {id: a, weight: 1, terms: [Go]}\n",
	"date-as-text":         "schema: shortlist.rubric/1\nname: mine\ntitle: 2026-11-21\ncriteria:\n  - {id: a, weight: 1, terms: [Go]}\n",
	"key-twice":            "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: a\n    weight: 1\n    weight: 2\n    terms: [Go]\n",
	"allow-without-reason": "schema: shortlist.rubric/1\nname: mine\nallow: {L511: fine}\ncriteria:\n  - {id: a, weight: 1, terms: [Go]}\n",
}

func TestMistakes(t *testing.T) {
	l := builtin(t)
	for name, text := range mistakes {
		t.Run(name, func(t *testing.T) {
			path := "mine.yaml"
			_, err := l.Parse(path, []byte(text))
			if err == nil {
				t.Fatal("nothing was said")
			}
			var problems rubric.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("%T: %v", err, err)
			}
			for _, p := range problems {
				if p.Line == 0 || p.Code == "" || p.Says == "" {
					t.Errorf("incomplete: %+v", p.Finding)
				}
			}
			golden := filepath.Join("testdata", "mistakes", name+".txt")
			got := err.Error() + "\n"
			if *update {
				os.MkdirAll(filepath.Dir(golden), 0o777)
				if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil || string(want) != got {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func load(t *testing.T, text string) *rubric.Rubric {
	t.Helper()
	r, err := builtin(t).Parse("mine.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A named key replaces the inherited one, drop takes away, and what is looked for replaces what was looked for.
func TestExtends(t *testing.T) {
	r := load(t, `schema: shortlist.rubric/1
name: mine
extends: backend-developer
drop: [docs, cms-erp]
bands: {strong: 80, good: 50, possible: 20}
criteria:
  - id: databases
    weight: 20
    terms: [PostgreSQL]
  - id: kafka
    weight: 5
    terms: [Kafka]
`)
	if r.Criteria[0].ID != "databases" || r.Criteria[1].ID != "kafka" || r.Criteria[2].ID != "languages" {
		t.Errorf("order: %s %s %s", r.Criteria[0].ID, r.Criteria[1].ID, r.Criteria[2].ID)
	}
	db := r.Criteria[0]
	if db.Weight != 20_000 || len(db.Parts) != 1 || len(db.Parts[0].Entries) != 1 || db.Must != 1 || db.Why == "" {
		t.Errorf("databases: %+v", db)
	}
	if db.Source.String() != "mine.yaml:7" || db.MustAt.File != "backend-developer.yaml" {
		t.Errorf("sources: %s, must %s", db.Source, db.MustAt)
	}
	for _, c := range r.Criteria {
		if c.ID == "docs" || c.ID == "cms-erp" {
			t.Errorf("%s was dropped", c.ID)
		}
	}
	if r.Bands.Strong != 80 || len(r.Accept) != 2 || len(r.Extends) != 1 {
		t.Errorf("%+v", r.Bands)
	}
}

// What is printed resolved is a rubric that says the same.
func TestResolvedRoundTrip(t *testing.T) {
	l := builtin(t)
	for _, name := range l.Names() {
		r, err := l.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		again, err := l.Parse(name+".yaml", []byte(r.YAML()))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a, b := strip(r.YAML()), strip(again.YAML())
		if a != b {
			t.Errorf("%s changed:\n%s\n%s", name, a, b)
		}
	}
}

// strip takes comments away.
func strip(s string) string {
	var out []string
	for line := range strings.Lines(s) {
		if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "speciality") {
			continue
		}
		if i := strings.Index(line, "  # "); i >= 0 {
			line = line[:i] + "\n"
		}
		out = append(out, line)
	}
	return strings.Join(out, "")
}

// The hash follows what a score rests on, and not the place or the comments of a line.
func TestHash(t *testing.T) {
	l := builtin(t)
	base := "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: a\n    weight: 1\n    terms: [Go]\n"
	sum := func(text string) string {
		r, err := l.Parse("mine.yaml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return r.SHA256(l.Data)
	}
	if sum(base) != sum("# a comment\n\n"+base) {
		t.Error("a comment changes the hash")
	}
	if sum(base) == sum(strings.Replace(base, "weight: 1", "weight: 2", 1)) || sum(base) == sum(strings.Replace(base, "[Go]", "[Go, Ruby]", 1)) {
		t.Error("a change does not change the hash")
	}
	v, err := vocabulary.Load(rubrics.Files, []byte("- {name: Zyxelbase, tags: [database]}\n"))
	if err != nil {
		t.Fatal(err)
	}
	d, err := rubric.LoadData(rubrics.Files, v)
	if err != nil {
		t.Fatal(err)
	}
	r, err := (&rubric.Loader{Data: d, Builtin: rubrics.Files}).Parse("mine.yaml", []byte(base))
	if err != nil {
		t.Fatal(err)
	}
	if r.SHA256(d) == sum(base) {
		t.Error("another vocabulary does not change the hash")
	}
}

// A rubric's own terms may be named by it, and by nobody else.
func TestHouseVocabulary(t *testing.T) {
	l := builtin(t)
	text := "schema: shortlist.rubric/1\nname: mine\nvocabulary:\n  - {name: Ledgerly, aliases: [Ledger.ly], tags: [database]}\ncriteria:\n  - {id: a, weight: 1, terms: [Ledgerly]}\n"
	r, err := l.Parse("mine.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Terms) != 1 {
		t.Errorf("%d lists of terms", len(r.Terms))
	}
	if _, err := l.Parse("other.yaml", []byte("schema: shortlist.rubric/1\nname: other\ncriteria:\n  - {id: a, weight: 1, terms: [Ledgerly]}\n")); err == nil {
		t.Error("a term of one rubric is known to another")
	}
}

// The words that signals share stand for their alternatives in rubrics as well; others are refused.
func TestSharedWords(t *testing.T) {
	text := "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - {id: a, weight: 1, terms: [Go], not: [<server-name> <builders>]}\n"
	if got := load(t, text).Criteria[0].Parts[0].Not[0].Text; strings.ContainsAny(got, "<>") || !strings.Contains(got, "Golang|") {
		t.Errorf("the words are read as %q", got)
	}
	if _, err := builtin(t).Parse("mine.yaml", []byte(strings.Replace(text, "<builders>", "<bilders>", 1))); err == nil || !strings.Contains(err.Error(), "no words are named <bilders>") {
		t.Errorf("words that nobody named: %v", err)
	}
}

// A name under "not" stands for all phrases of the list that is called so.
func TestSharedLists(t *testing.T) {
	d, err := rubric.LoadData(fstest.MapFS{"stack.yaml": {Data: []byte("schema: shortlist.stack/1\nwords: {served: [API, service]}\nlists:\n  called: [calls to x, \"<served> of others\"]\n" +
		"evidence:\n  - {id: a, side: none, weight: 1, phrases: [y], not: [z, <called>]}\n")}}, builtin(t).Data.Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range d.Stack.Evidence[0].Not {
		got = append(got, e.Text)
	}
	if want := []string{"z", "calls to x", "(API|service) of others"}; !slices.Equal(got, want) {
		t.Errorf("the phrases are %q, want %q", got, want)
	}
}

// A rubric beside the file is found before a built-in one, and files are read by what the loader is given.
func TestExtendsBesideTheFile(t *testing.T) {
	l := builtin(t)
	files := map[string]string{
		filepath.Join("house", "base.yaml"): "schema: shortlist.rubric/1\nname: base\ncriteria:\n  - {id: a, weight: 1, terms: [Go]}\n",
		filepath.Join("house", "mine.yaml"): "schema: shortlist.rubric/1\nname: mine\nextends: base\ncriteria:\n  - {id: b, weight: 1, terms: [Ruby]}\n",
	}
	l.Open = func(path string) ([]byte, error) {
		if s, ok := files[filepath.FromSlash(path)]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	}
	r, err := l.Load("house/mine.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Criteria) != 2 || r.Criteria[1].Source.File != "base.yaml" {
		t.Errorf("%+v", r.Criteria)
	}
}

// Without takes exactly one thing away.
func TestWithout(t *testing.T) {
	r := load(t, "schema: shortlist.rubric/1\nname: mine\ncriteria:\n  - id: a\n    weight: 1\n    must: 1\n    terms: [Go, Ruby]\n  - {id: b, weight: 1, terms: [Kafka]}\n")
	if n, ok := r.Without(r.Criteria[0].Parts[0].Entries[1].Source); !ok || len(n.Criteria[0].Parts[0].Entries) != 1 || len(r.Criteria[0].Parts[0].Entries) != 2 {
		t.Error("an entry")
	}
	if n, ok := r.Without(r.Criteria[0].MustAt); !ok || n.Criteria[0].Must != 0 || r.Criteria[0].Must != 1 {
		t.Error("a must")
	}
	if n, ok := r.Without(r.Criteria[1].Source); !ok || len(n.Criteria) != 1 {
		t.Error("a criterion")
	}
	if _, ok := r.Without(rubric.Source{File: "mine.yaml", Line: 1, Col: 1}); ok {
		t.Error("nothing stands there")
	}
}

func TestCasesAreStrict(t *testing.T) {
	l := builtin(t)
	for name, text := range map[string]string{
		"asserts nothing": "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - name: x\n    role: [Wrote Go.]\n    expect: {}\n",
		"no date":         "schema: shortlist.cases/1\ncases:\n  - {name: x, role: [Wrote Go.], expect: {band: low}}\n",
		"no resume":       "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, expect: {band: low}}\n",
		"a band":          "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, role: [Wrote Go.], expect: {band: great}}\n",
		"a key":           "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, role: [Wrote Go.], expects: {band: low}}\n",
		"twice":           "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, role: [Wrote Go.], expect: {band: low}}\n  - {name: x, role: [Wrote Go.], expect: {band: low}}\n",
		"an order":        "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, role: [Wrote Go.], expect: {above: y}}\n",
		"a row":           "schema: shortlist.cases/1\nas_of: 2026-11-21\ncases:\n  - {name: x, shows: [D8-01], role: [Wrote Go.], expect: {band: low}}\n",
	} {
		if _, err := rubric.ParseCases("mine_test.yaml", []byte(text), l.Data); err == nil {
			t.Errorf("%s: nothing was said", name)
		} else if !strings.Contains(err.Error(), "mine_test.yaml:") {
			t.Errorf("%s: no line: %v", name, err)
		}
	}
}

func TestDataMistakes(t *testing.T) {
	v := builtin(t).Data.Vocabulary
	for name, files := range map[string]fstest.MapFS{
		"unknown words":  {"signals/a.yaml": {Data: []byte("schema: shortlist.signals/1\nsignals:\n  - {id: a, lean: none, phrases: [<bild> ... x]}\n")}},
		"unknown lean":   {"signals/a.yaml": {Data: []byte("schema: shortlist.signals/1\nsignals:\n  - {id: a, lean: senior, phrases: [x]}\n")}},
		"signal twice":   {"signals/a.yaml": {Data: []byte("schema: shortlist.signals/1\nsignals:\n  - {id: a, lean: none, phrases: [x]}\n  - {id: a, lean: none, phrases: [y]}\n")}},
		"context":        {"guidance.yaml": {Data: []byte("schema: shortlist.guidance/1\nrows:\n  - {id: D0-01, as: context, for: both, says: x}\n")}},
		"unknown side":   {"stack.yaml": {Data: []byte("schema: shortlist.stack/1\nevidence:\n  - {id: a, side: left, weight: 1, terms: [Go]}\n")}},
		"wrong schema":   {"stack.yaml": {Data: []byte("schema: shortlist.stack/9\nevidence: []\n")}},
		"unknown phrase": {"stack.yaml": {Data: []byte("schema: shortlist.stack/1\nevidence:\n  - {id: a, side: none, weight: 1, phrases: [\"(x\"]}\n")}},
		"unknown list":   {"stack.yaml": {Data: []byte("schema: shortlist.stack/1\nlists: {called: [calls to x]}\nevidence:\n  - {id: a, side: none, weight: 1, phrases: [y], not: [<caled>]}\n")}},
		"no list":        {"stack.yaml": {Data: []byte("schema: shortlist.stack/1\nlists: [x]\nevidence: []\n")}},
	} {
		if _, err := rubric.LoadData(files, v); err == nil {
			t.Errorf("%s: nothing was said", name)
		} else {
			var ps rubric.Problems
			if !errors.As(err, &ps) {
				t.Errorf("%s: %T %v", name, err, err)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range mistakes {
		f.Add(text)
	}
	l := builtin(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, err := l.Parse("mine.yaml", []byte(text))
		if err == nil && (r.Sum() <= 0 || len(r.Criteria) == 0) {
			t.Errorf("a rubric without weight: %q", text)
		}
		if err != nil && err.Error() == "" {
			t.Errorf("an error that says nothing: %q", text)
		}
	})
}
