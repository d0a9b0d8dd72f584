package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/rubrics"
	"shortlist/screener"
	"shortlist/screener/diagnostic"
	"shortlist/screener/proof"
)

func newRubricLintCommand(t *terminal) *cobra.Command {
	var format, explain string
	var codes, strict bool
	c := &cobra.Command{
		Use:   "lint [PATH…]",
		Short: "Check rubrics and their cases, and show each mistake with a caret",
		Long: `Check rubrics and their cases. PATH is a file or a folder (walked). Every YAML file is linted, refused, or listed as ignored.

A finding that somebody has a reason for is suppressed in the rubric, or in one of its criteria, with   allow: {L401: "the written job-related reason"}

Exit status: 0 fine (warnings too, unless --strict) · 1 findings · 2 wrong use.`,
		Example: `  shortlist rubric lint rubrics/
  shortlist rubric lint --explain L401
  shortlist rubric lint rubrics/ --format sarif > lint.sarif`,
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case codes:
				return listCodes(t.out)
			case explain != "":
				code, ok := proof.LookupCode(explain)
				if !ok {
					return &exitError{status: exitUsage, says: fmt.Sprintf("there is no code %q", explain), hint: "shortlist rubric lint --codes lists them"}
				}
				_, err := io.WriteString(t.out, code.Explain())
				return err
			case len(args) == 0:
				return &exitError{status: exitUsage, says: "which files?", hint: "shortlist rubric lint FOLDER"}
			}
			return lint(t, args, format, strict)
		},
	}
	f := c.Flags()
	f.StringVar(&format, "format", "text", "text, json, sarif, junit or github")
	f.StringVar(&explain, "explain", "", "say why `CODE` is a finding, with an example before and after")
	f.BoolVar(&codes, "codes", false, "list all codes")
	f.BoolVar(&strict, "strict", false, "warnings fail, too")
	return c
}

func listCodes(w io.Writer) error {
	for _, c := range proof.Codes() {
		if _, err := fmt.Fprintf(w, "%s  %-7s  %-22s  %s\n", c.Code, c.Severity, c.Name, c.Title); err != nil {
			return err
		}
	}
	return nil
}

func lint(t *terminal, paths []string, format string, strict bool) error {
	if err := knownFormat(format, []string{"text", "json", "sarif", "junit", "github"}); err != nil {
		return err
	}
	loader, err := screener.NewLoader()
	if err != nil {
		return err
	}
	proxies, err := proof.LoadProxies(rubrics.Files)
	if err != nil {
		return err
	}
	l := &proof.Linter{Loader: loader, Proxies: proxies}
	files, err := l.Lint(paths)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no YAML file in %s", strings.Join(paths, ", "))
	}
	var findings []diagnostic.Finding
	for _, f := range files {
		findings = append(findings, f.Findings...)
	}
	if err := buffered(t.out, func(w io.Writer) error { return writeLint(w, files, findings, format) }); err != nil {
		return err
	}
	if slices.ContainsFunc(findings, isError) || strict && len(findings) > 0 {
		return &exitError{status: exitFindings}
	}
	return nil
}

func isError(f diagnostic.Finding) bool { return f.Severity == diagnostic.Error }

func writeLint(w io.Writer, files []proof.LintedFile, findings []diagnostic.Finding, format string) error {
	switch format {
	case "json":
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		type file struct {
			Path  string `json:"path"`
			State string `json:"state"`
			Why   string `json:"why,omitempty"`
		}
		out := struct {
			Schema   string               `json:"schema"`
			Files    []file               `json:"files"`
			Findings []diagnostic.Finding `json:"findings"`
		}{Schema: "shortlist.lint/1", Findings: findings}
		if findings == nil {
			out.Findings = []diagnostic.Finding{}
		}
		for _, f := range files {
			out.Files = append(out.Files, file{f.Path, f.State, f.Why})
		}
		return enc.Encode(out)
	case "sarif":
		return diagnostic.SARIF(w, "shortlist", toolVersion(), proof.Rules(), findings)
	case "github":
		return diagnostic.Annotations(w, findings)
	case "junit":
		var outcomes []diagnostic.Outcome
		for _, f := range files {
			o := diagnostic.Outcome{Suite: "lint", Name: f.Path}
			var b strings.Builder
			for _, x := range f.Findings {
				if isError(x) {
					fmt.Fprintf(&b, "%s %s\n", x.Code, x.Error())
				}
			}
			o.Failed = b.String()
			if f.State == proof.Ignored {
				o.Skipped = f.Why
			}
			outcomes = append(outcomes, o)
		}
		return diagnostic.JUnit(w, outcomes)
	}
	return lintText(w, files)
}

// lintText shows each finding with its line, then what became of the files.
func lintText(w io.Writer, files []proof.LintedFile) error {
	errors, warnings := 0, 0
	states := map[string]int{}
	for _, f := range files {
		states[f.State]++
		for _, x := range f.Findings {
			if isError(x) {
				errors++
			} else {
				warnings++
			}
			fmt.Fprintln(w, x.Caret(f.Source))
		}
	}
	for _, f := range files {
		if f.State == proof.Ignored {
			fmt.Fprintf(w, "ignored %s: %s\n", f.Path, f.Why)
		}
	}
	_, err := fmt.Fprintf(w, "%d files: %d linted, %d refused, %d ignored · %d errors, %d warnings\n",
		len(files), states[proof.Linted], states[proof.Refused], states[proof.Ignored], errors, warnings)
	return err
}
