package proof

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"shortlist/screener/diagnostic"
	"shortlist/screener/rubric"
)

// cases lints a file of cases: it must be well formed, name a rubric that exists, and name criteria, terms and signals of it.
func (l *Linter) cases(path string, data []byte) LintedFile {
	out := LintedFile{Path: path, State: Linted, Source: data}
	_, _, err := loadCases(l.Loader, path, data)
	var problems rubric.Problems
	switch {
	case errors.As(err, &problems):
		out.State = Refused
		out.Findings = problems.Findings()
		for i := range out.Findings {
			out.Findings[i].File = path
		}
	case err != nil:
		out.State = Refused
		out.Findings = []diagnostic.Finding{{File: path, Severity: diagnostic.Error, Code: "L502", Says: err.Error()}}
	}
	return out
}

// loadCases reads a file of cases and the rubric that they are for: the file beside it, else the built-in one of that name.
func loadCases(loader *rubric.Loader, path string, data []byte) (*rubric.Cases, *rubric.Rubric, error) {
	cases, err := rubric.ParseCases(path, data, loader.Data)
	if err != nil {
		return nil, nil, err
	}
	beside := filepath.Join(filepath.Dir(path), cases.Rubric+".yaml")
	if text, err := os.ReadFile(beside); err == nil {
		r, err := loader.Parse(beside, text)
		if err != nil {
			return nil, nil, fmt.Errorf("%s has mistakes, so its cases cannot be run: shortlist rubric lint %s", beside, beside)
		}
		return cases, r, nil
	}
	r, err := loader.Load(cases.Rubric)
	if err != nil {
		return nil, nil, fmt.Errorf("there is no rubric for these cases: %w", err)
	}
	return cases, r, nil
}

// unproven says which guidance a rubric cites that none of its cases shows, and whether it has cases at all.
func (l *Linter) unproven(path string, r *rubric.Rubric) []diagnostic.Finding {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	casePath := base + "_test.yaml"
	text, err := os.ReadFile(casePath)
	allowed := func(code string) bool {
		return slices.ContainsFunc(r.Allow, func(a rubric.Allow) bool { return a.Code == code })
	}
	if err != nil {
		known, _ := LookupCode("L504")
		if allowed("L504") {
			return nil
		}
		return []diagnostic.Finding{{File: path, Line: 1, Severity: known.Level(), Code: "L504",
			Says: "no cases: nobody would notice when a change breaks this rubric", Hint: "put   " + filepath.Base(casePath) + "   beside it"}}
	}
	cases, err := rubric.ParseCases(casePath, text, l.Loader.Data)
	if err != nil {
		return nil // the file's own lint says so
	}
	shown := make(map[string]bool)
	for _, c := range cases.Cases {
		for _, s := range c.Shows {
			shown[s.ID] = true
		}
	}
	c := l.checks(path, r)
	said := make(map[string]bool)
	for i := range r.Criteria {
		cr := &r.Criteria[i]
		for _, cite := range cr.Guidance {
			row := l.Loader.Data.Guidance.Row(cite.ID)
			if row == nil || shown[cite.ID] || said[cite.ID] || !provable(row) {
				continue
			}
			said[cite.ID] = true
			c.add("L503", cite.Source, cr, "add a case with   shows: ["+cite.ID+"]   to "+filepath.Base(casePath), "%q cites %s and no case shows it", cr.ID, cite.ID)
		}
	}
	return c.found
}

// provable says whether a row of the guidance is of a kind that cases must show.
func provable(row *rubric.Row) bool {
	return row.Is("criterion") || row.Is("scope") || row.Is("stack") || row.Is("speciality")
}
