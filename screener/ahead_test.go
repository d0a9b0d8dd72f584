package screener

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"shortlist/rubrics"
	"shortlist/screener/batch"
	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/pack"
	"shortlist/screener/pattern"
	"shortlist/screener/reader"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

var update = flag.Bool("update", false, "write the forms in rubrics/ again")

// TestForms says whether the embedded forms are what the embedded files make.
func TestForms(t *testing.T) {
	for _, form := range []struct {
		file     string
		embedded string
		make     func() ([]byte, error)
	}{
		{"rules.form", rubrics.Rules, packRules},
		{"structure.form", rubrics.Structure, packStructure},
	} {
		made, err := form.make()
		if err != nil {
			t.Fatal(err)
		}
		again, err := form.make()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(made, again) {
			t.Errorf("%s is not the same bytes each time it is made", form.file)
		}
		if *update {
			if err := os.WriteFile("../rubrics/"+form.file, made, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if string(made) != form.embedded {
			t.Errorf("rubrics/%s is not what the files make (starts are slow, or read what the code no longer makes): run   go generate ./rubrics", form.file)
		}
	}
}

// What is read from a form is what the files make, but for what is found again when it is asked for.
func TestFormsHoldEverything(t *testing.T) {
	everything := cmp.Exporter(func(reflect.Type) bool { return true })
	without := func(fields ...string) cmp.Option {
		return cmp.FilterPath(func(p cmp.Path) bool {
			f, ok := p.Last().(cmp.StructField)
			return ok && slices.Contains(fields, p.Index(-2).Type().String()+"."+f.Name())
		}, cmp.Ignore())
	}

	form, err := packRules()
	if err != nil {
		t.Fatal(err)
	}
	read, err := unpackLoader(string(form))
	if err != nil {
		t.Fatal(err)
	}
	made, err := makeRules()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(made.Data, read.Data, everything, without(
		"vocabulary.Vocabulary.files", "vocabulary.Vocabulary.fsys", "vocabulary.Term.names", "vocabulary.Term.with", "vocabulary.Term.not",
		"rubric.Data.words", "rubric.Data.phrases", "match.Matcher.vocabulary", "match.lexicon.hashes",
	)); diff != "" {
		t.Errorf("data:\n%s", diff)
	}
	for _, name := range made.Names() {
		a, b := made.Ahead[name], read.Ahead[name]
		if a == nil || b == nil {
			t.Errorf("%s is not made ahead", name)
		}
		if diff := cmp.Diff(a, b, everything, without("rubric.File.Data", "rubric.File.Root", "rubric.File.lines")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	for i, term := range made.Data.Vocabulary.Terms() {
		other := read.Data.Vocabulary.Term(i)
		for _, phrases := range [][2][]*pattern.Pattern{
			{term.Names(), other.Names()}, {term.WithPhrases(), other.WithPhrases()}, {term.NotPhrases(), other.NotPhrases()},
		} {
			if diff := cmp.Diff(phrases[0], phrases[1], everything); diff != "" {
				t.Errorf("%s:\n%s", term.Name, diff)
			}
		}
	}
	for _, name := range []string{"usage", "verbs"} {
		if a, b := made.Data.Vocabulary.Usage(name), read.Data.Vocabulary.Usage(name); len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: %d bytes, %d from the form", name, len(a), len(b))
		}
	}

	if form, err = packStructure(); err != nil {
		t.Fatal(err)
	}
	readParser, err := unpackParser(string(form))
	if err != nil {
		t.Fatal(err)
	}
	madeParser, err := resume.NewParser(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(madeParser, readParser, everything, without(
		"resume.Parser.pool", "resume.lexicon.once",
	)); diff != "" {
		t.Errorf("structure data:\n%s", diff)
	}
}

// A form that is stale or damaged is refused, wherever the damage is.
func TestFormsRefused(t *testing.T) {
	if _, err := unpackLoader(rubrics.Structure); err != pack.ErrStale {
		t.Errorf("the form of other files: %v", err)
	}
	form, err := packStructure()
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{0, 20, 52, len(form) / 2, len(form) - 1} {
		damaged := bytes.Clone(form)
		damaged[at] ^= 0x10
		if _, err := unpackParser(string(damaged)); err == nil {
			t.Errorf("byte %d is another one, and nobody notices", at)
		}
	}
	for _, n := range []int{0, 10, 60, len(form) / 2, len(form) - 1} {
		if _, err := unpackParser(string(form[:n])); err != pack.ErrCorrupt {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}

// Records are the same to the byte, whether the rules were made ahead or from the files: with the default rubrics, each alone, and
// one that adds phrases of its own.
func TestRecordsAhead(t *testing.T) {
	form, err := packRules()
	if err != nil {
		t.Fatal(err)
	}
	ahead, err := unpackLoader(string(form))
	if err != nil {
		t.Fatal(err)
	}
	slow, err := makeLoader()
	if err != nil {
		t.Fatal(err)
	}
	var items []batch.Item
	parser, err := resume.NewParser(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"*.txt", "*.md"} {
		paths, err := filepath.Glob("../testdata/resumes/" + pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := plain.Read(data, document.Limits{}.WithDefaults())
			if err != nil {
				t.Fatal(err)
			}
			items = append(items, batch.Item{Name: path, Parsed: reader.Parsed{Document: doc, Resume: parser.Parse(doc)}})
		}
	}
	mine := filepath.Join(t.TempDir(), "mine.yaml")
	own := "schema: shortlist.rubric/1\nname: mine\nextends: backend-engineer\ncriteria:\n  - id: own\n    weight: 5\n    phrases: [\"~(design|build) ... (service|services)\", the]\n"
	if err := os.WriteFile(mine, []byte(own), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, names := range [][]string{DefaultRubrics, {"backend-engineer"}, {"backend-developer"}, {"security"}, {mine, "backend-developer"}} {
		var records [2]bytes.Buffer
		for i, l := range []*rubric.Loader{ahead, slow} {
			var chosen []*rubric.Rubric
			for _, name := range names {
				r, err := l.Load(name)
				if err != nil {
					t.Fatal(err)
				}
				chosen = append(chosen, r)
			}
			rules, err := compileRules(l, chosen, RuleOptions{Rubrics: names, AsOf: time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)})
			if err != nil {
				t.Fatal(err)
			}
			out := rules.Head()
			for _, item := range items {
				out.Resumes = append(out.Resumes, rules.Record(item))
			}
			if err := json.NewEncoder(&records[i]).Encode(out); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(records[0].Bytes(), records[1].Bytes()) {
			t.Errorf("%v: records differ with rules that were made ahead", names)
		}
	}
}
