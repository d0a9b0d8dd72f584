package screener

import (
	"bytes"
	"flag"
	"os"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/rubrics"
	"shortlist/screener/pack"
	"shortlist/screener/pattern"
	"shortlist/screener/resume"
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
	made, err := makeLoader()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(made.Data, read.Data, everything, without(
		"vocabulary.Vocabulary.files", "vocabulary.Vocabulary.fsys", "vocabulary.Term.names", "vocabulary.Term.with", "vocabulary.Term.not",
		"rubric.Data.words", "rubric.Data.phrases",
	)); diff != "" {
		t.Errorf("data:\n%s", diff)
	}
	for _, name := range made.Names() {
		a, err := made.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		a.SHA256(made.Data)
		b, err := read.Load(name)
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Terms) == 0 && read.Ahead[name] == nil {
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
	// Hash tables may be larger where nobody knew how much they would hold: their content is what packs again to the same.
	if diff := cmp.Diff(madeParser, readParser, everything, without(
		"resume.Parser.pool", "resume.lexicon.once", "resume.wordTable.slots", "resume.stepTable.slots",
	)); diff != "" {
		t.Errorf("structure data:\n%s", diff)
	}
	if again := pack.Seal(structureStamp(), readParser.Pack); !bytes.Equal(form, again) {
		t.Error("structure data read from a form packs to another one")
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
