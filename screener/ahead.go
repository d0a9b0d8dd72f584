package screener

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"sync"

	"shortlist/rubrics"
	"shortlist/screener/fit"
	"shortlist/screener/pack"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
	"shortlist/screener/vocabulary"
)

// Every start needs the vocabulary, the rubrics and the structure data, and making them from YAML costs more than reading some
// dozens of resumes. So they are made ahead and embedded as forms, each stamped with the hash of the files that it was made
// from. Where the stamp is not that of the embedded files (somebody edits one and runs the program) or a form is damaged, all
// is made from the files: slower, never otherwise. `go generate ./rubrics` renews the forms.

// NewLoader gives the data that rubrics are written with and the built-in rubrics, made ahead or from the embedded files.
func NewLoader() (*rubric.Loader, error) {
	if l, err := unpackLoader(rubrics.Rules); err == nil {
		return l, nil
	}
	return makeLoader()
}

// NewParser gives what understands documents, made ahead or from the embedded files.
func NewParser() (*resume.Parser, error) {
	if p, err := unpackParser(rubrics.Structure); err == nil {
		return p, nil
	}
	return resume.NewParser(rubrics.Files)
}

func makeLoader() (*rubric.Loader, error) {
	v, err := vocabulary.Load(rubrics.Files)
	if err != nil {
		return nil, err
	}
	data, err := rubric.LoadData(rubrics.Files, v)
	if err != nil {
		return nil, err
	}
	return &rubric.Loader{Data: data, Builtin: rubrics.Files}, nil
}

// makeRules makes everything that the form of the rules holds.
func makeRules() (*rubric.Loader, error) {
	l, err := makeLoader()
	if err != nil {
		return nil, err
	}
	ahead := make(map[string]*rubric.Rubric)
	var all []*rubric.Rubric
	for _, name := range l.Names() {
		r, err := l.Load(name)
		if err != nil {
			return nil, err
		}
		if len(r.Terms) == 0 {
			r.SHA256(l.Data) // is packed as well
			ahead[name] = r
			all = append(all, r)
		}
	}
	judge, err := fit.New(l.Data, all, all)
	if err != nil {
		return nil, err
	}
	l.Ahead, l.Data.Matcher = ahead, judge.Matcher()
	return l, nil
}

func packRules() ([]byte, error) {
	l, err := makeRules()
	if err != nil {
		return nil, err
	}
	return pack.Seal(rulesStamp(), l.Pack), nil
}

func unpackLoader(form string) (*rubric.Loader, error) {
	l := &rubric.Loader{Builtin: rubrics.Files}
	return l, pack.Open(form, rulesStamp(), l.Pack)
}

// packStructure makes the form of the structure data.
func packStructure() ([]byte, error) {
	p, err := resume.NewParser(rubrics.Files)
	if err != nil {
		return nil, err
	}
	return pack.Seal(structureStamp(), p.Pack), nil
}

func unpackParser(form string) (*resume.Parser, error) {
	p := &resume.Parser{}
	return p, pack.Open(form, structureStamp(), p.Pack)
}

func rulesStamp() pack.Stamp { return hashOf(".") }

var structureStamp = sync.OnceValue(func() pack.Stamp { return hashOf("structure") })

// StructureHash is the hash of rubrics/structure, on which every parsed resume depends, in hex.
func StructureHash() string {
	sum := structureStamp()
	return hex.EncodeToString(sum[:])
}

// hashOf hashes the embedded files of a folder with their names. Cases are no part of what is made of them.
func hashOf(folder string) pack.Stamp {
	h := sha256.New()
	buffer := make([]byte, 16<<10)
	_ = fs.WalkDir(rubrics.Files, folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.yaml") {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		f, err := rubrics.Files.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		fmt.Fprintf(h, "%s %d\n", path, info.Size())
		_, err = io.CopyBuffer(h, f, buffer)
		return err
	})
	return pack.Stamp(h.Sum(nil))
}
