package proof

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
)

// Kind is what a YAML file is.
type Kind uint8

// The kinds of files.
const (
	KindOther Kind = iota
	KindRubric
	KindCases
	KindData // signals, vocabulary, guidance and the like, which their loaders check
)

// KindOf tells what a YAML file is, by its name and its schema line; schema is what that line says.
func KindOf(path string, data []byte) (kind Kind, schema string) {
	var head struct {
		Schema   string    `yaml:"schema"`
		Criteria yaml.Node `yaml:"criteria"`
	}
	broken := yaml.Unmarshal(data, &head) != nil
	if broken { // the schema line can be read all the same
		for line := range bytes.Lines(data) {
			if rest, ok := bytes.CutPrefix(line, []byte("schema:")); ok {
				head.Schema = strings.TrimSpace(string(rest))
				break
			}
		}
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	switch {
	case strings.HasSuffix(name, "_test") || strings.HasPrefix(head.Schema, "shortlist.cases/"):
		return KindCases, head.Schema
	case strings.HasPrefix(head.Schema, "shortlist.rubric/"), head.Schema == "" && !head.Criteria.IsZero():
		return KindRubric, head.Schema
	case strings.HasPrefix(head.Schema, "shortlist."):
		return KindData, head.Schema
	case broken:
		return KindRubric, "" // so that its syntax error is shown
	}
	return KindOther, head.Schema
}

// Files finds the YAML files that paths name: files as they are, folders with all below them (hidden ones left out), in the order of their names.
func Files(paths []string) ([]string, error) {
	var out []string
	for _, p := range paths {
		info, err := os.Stat(p)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p, pathError(err))
		}
		if !info.IsDir() {
			out = append(out, p)
			continue
		}
		err = filepath.WalkDir(p, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return fmt.Errorf("%s: %w", path, pathError(err))
			}
			if path != p && strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return filepath.SkipDir
				}
				return nil
			}
			if ext := filepath.Ext(path); !d.IsDir() && (ext == ".yaml" || ext == ".yml") {
				out = append(out, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

func pathError(err error) error {
	if e, ok := err.(*fs.PathError); ok {
		return e.Err
	}
	return err
}

// Lint lints files. Each is linted, refused or listed as ignored; none is passed over.
func (l *Linter) Lint(paths []string) ([]LintedFile, error) {
	files, err := Files(paths)
	if err != nil {
		return nil, err
	}
	var out []LintedFile
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, pathError(err))
		}
		out = append(out, l.file(path, data, files))
	}
	return out, nil
}

func (l *Linter) file(path string, data []byte, files []string) LintedFile {
	kind, schema := KindOf(path, data)
	switch kind {
	case KindRubric:
		out := l.Rubric(path, data)
		if out.State == Linted {
			out.Findings = append(out.Findings, l.unproven(path, data, files)...)
		}
		return out
	case KindCases:
		return l.cases(path, data)
	case KindData:
		return LintedFile{Path: path, State: Ignored, Source: data, Why: "its schema is " + schema + ", which is checked when it is loaded"}
	}
	known, _ := LookupCode("L007")
	return LintedFile{Path: path, State: Ignored, Source: data, Why: "neither a rubric nor cases", Findings: []diagnostic.Finding{{
		File: path, Line: 1, Severity: known.Level(), Code: "L007", Says: "this is neither a rubric nor cases, so it was not checked",
		Hint: "give it   schema: shortlist.rubric/1   or move it elsewhere",
	}}}
}
