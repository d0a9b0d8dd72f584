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
	var doc yaml.Node
	broken := yaml.Unmarshal(data, &doc) != nil
	criteria := false
	if len(doc.Content) > 0 && doc.Content[0].Kind == yaml.MappingNode {
		top := doc.Content[0].Content
		for i := 0; i+1 < len(top); i += 2 {
			switch top[i].Value {
			case "schema":
				schema = top[i+1].Value
			case "criteria":
				criteria = true
			}
		}
	}
	if broken { // the schema line can be read all the same
		for line := range bytes.Lines(data) {
			if rest, ok := bytes.CutPrefix(line, []byte("schema:")); ok {
				schema = strings.TrimSpace(string(rest))
				break
			}
		}
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	switch {
	case strings.HasSuffix(name, "_test") || strings.HasPrefix(schema, "shortlist.cases/"):
		return KindCases, schema
	case strings.HasPrefix(schema, "shortlist.rubric/"), schema == "" && criteria:
		return KindRubric, schema
	case strings.HasPrefix(schema, "shortlist."):
		return KindData, schema
	case broken:
		return KindRubric, "" // so that its syntax error is shown
	}
	return KindOther, schema
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
		out = append(out, l.file(path, data, slices.Contains(paths, path)))
	}
	return out, nil
}

// file lints one file. One that is named rather than found in a folder gets a finding where it is neither rubric nor cases.
func (l *Linter) file(path string, data []byte, named bool) LintedFile {
	kind, schema := KindOf(path, data)
	switch kind {
	case KindRubric:
		out, r := l.Rubric(path, data)
		if r != nil {
			out.Findings = append(out.Findings, l.unproven(path, r)...)
		}
		return out
	case KindCases:
		return l.cases(path, data)
	case KindData:
		return LintedFile{Path: path, State: Ignored, Source: data, Why: "its schema is " + schema + ", which is checked when it is loaded"}
	}
	out := LintedFile{Path: path, State: Ignored, Source: data, Why: "neither a rubric nor cases"}
	if named {
		known, _ := LookupCode("L007")
		out.Findings = []diagnostic.Finding{{File: path, Line: 1, Severity: known.Level(), Code: "L007",
			Says: "this is neither a rubric nor cases, so it was not checked", Hint: "give it   schema: shortlist.rubric/1"}}
	}
	return out
}
