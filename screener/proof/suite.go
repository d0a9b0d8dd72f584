package proof

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shortlist/screener/diagnostic"
	"shortlist/screener/rubric"
)

// Suite is one file of cases with the rubric that they are for.
type Suite struct {
	Path    string // of the file of cases, as it was named
	Builtin bool   // one of the program's own: no file may be written beside it
	Data    []byte
	Cases   *rubric.Cases
	Rubric  *rubric.Rubric
	Err     error // why its cases cannot be run: mistakes in it or in its rubric
}

// BuiltinSuites are the cases of the built-in rubrics.
func BuiltinSuites(loader *rubric.Loader) ([]*Suite, error) {
	paths, err := fs.Glob(loader.Builtin, "*_test.yaml")
	if err != nil {
		return nil, err
	}
	names, err := specialityNames(loader)
	if err != nil {
		return nil, err
	}
	var out []*Suite
	for _, p := range paths {
		data, err := fs.ReadFile(loader.Builtin, p)
		if err != nil {
			return nil, err
		}
		s := &Suite{Path: p, Builtin: true, Data: data}
		if s.Cases, s.Err = rubric.ParseCases(p, data, loader.Data); s.Err == nil {
			if s.Rubric, s.Err = loader.Load(s.Cases.Rubric); s.Err == nil {
				s.Err = s.Cases.Check(s.Rubric, loader.Data, names)
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// Suites finds the cases that paths name: files of cases, rubrics (their cases stand beside them), and folders with all below
// them. A path that has no cases is an error; a file of cases that cannot be run is a Suite with Err.
func Suites(loader *rubric.Loader, paths []string) ([]*Suite, error) {
	names, err := specialityNames(loader)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, p := range paths {
		found, err := caseFiles(p)
		if err != nil {
			return nil, err
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	var out []*Suite
	for _, p := range slices.Compact(files) {
		data, err := os.ReadFile(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, pathError(err))
		}
		s := &Suite{Path: p, Data: data}
		if s.Cases, s.Rubric, s.Err = loadCases(loader, p, data); s.Err == nil {
			s.Err = s.Cases.Check(s.Rubric, loader.Data, names)
		}
		out = append(out, s)
	}
	return out, nil
}

// caseFiles gives the files of cases that one path names.
func caseFiles(p string) ([]string, error) {
	info, err := os.Stat(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", p, pathError(err))
	}
	files, err := Files([]string{p})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f, pathError(err))
		}
		if kind, _ := KindOf(f, data); kind == KindCases {
			out = append(out, f)
		}
	}
	if info.IsDir() || len(out) > 0 {
		return out, nil
	}
	ext := filepath.Ext(p)
	beside := strings.TrimSuffix(p, ext) + "_test" + ext
	if _, err := os.Stat(beside); err != nil {
		return nil, fmt.Errorf("%s holds no cases, and there is no %s", p, beside)
	}
	return []string{beside}, nil
}

func specialityNames(loader *rubric.Loader) ([]string, error) {
	all, err := loader.Specialities()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, r := range all {
		out = append(out, r.Speciality)
	}
	return out, nil
}

// findings are the mistakes that keep a suite from being run, with their places; nil where none has a place.
func (s *Suite) findings() []diagnostic.Finding {
	var ps rubric.Problems
	if !errors.As(s.Err, &ps) {
		return nil
	}
	out := ps.Findings()
	for i := range out {
		if out[i].File == filepath.Base(s.Path) {
			out[i].File = s.Path
		}
	}
	return out
}

// refusal shows why a suite cannot be run.
func (s *Suite) refusal() string {
	found := s.findings()
	if found == nil {
		return s.Err.Error() + "\n"
	}
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.Caret(s.Data))
	}
	return b.String()
}

// path gives the path of a file that a source names by its last element.
func (s *Suite) path(d *rubric.Data, at rubric.Source) string {
	for _, f := range s.Rubric.Files {
		if f.Name == at.File {
			return f.Path
		}
	}
	for i := range d.Signals {
		if d.Signals[i].Source.File == at.File {
			return "signals/" + at.File
		}
	}
	return at.File
}
