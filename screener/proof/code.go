// Package proof treats rubrics as code: it lints them, runs their cases, shows who changes band when one changes, and says
// which lines nothing ever exercised.
package proof

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
)

//go:embed codes.yaml
var codesYAML []byte

// Code is a kind of finding: what it is called, why it is one, and an example before and after.
type Code struct {
	Code     string `yaml:"code"`
	Name     string `yaml:"name"`
	Severity string `yaml:"severity"`
	Title    string `yaml:"title"`
	Why      string `yaml:"why"`
	Before   string `yaml:"before"`
	After    string `yaml:"after"`
}

// Codes are all kinds of findings in the order of their codes.
var Codes = sync.OnceValue(func() []Code {
	var codes []Code
	if err := yaml.Unmarshal(codesYAML, &codes); err != nil {
		panic("codes.yaml: " + err.Error()) // embedded; a test reads it
	}
	return codes
})

// LookupCode finds a kind of finding by its code ("L102") or name ("unknown-tag").
func LookupCode(code string) (Code, bool) {
	for _, c := range Codes() {
		if strings.EqualFold(c.Code, code) || c.Name == code {
			return c, true
		}
	}
	return Code{}, false
}

// Level is the severity that the code's findings have.
func (c Code) Level() diagnostic.Severity {
	if c.Severity == "warning" {
		return diagnostic.Warning
	}
	return diagnostic.Error
}

// Rule is the code as formats of findings carry it.
func (c Code) Rule() diagnostic.Rule {
	return diagnostic.Rule{Code: c.Code, Name: c.Name, Severity: c.Level(), Title: c.Title, Why: c.Why,
		Help: "Before:\n" + c.Before + "\nAfter:\n" + c.After}
}

// Explain is the code's page for a terminal.
func (c Code) Explain() string {
	return fmt.Sprintf("%s %s (%s)\n%s\n\n%s\n\nbefore\n%s\nafter\n%s", c.Code, c.Name, c.Severity, c.Title, c.Why, inset(c.Before), inset(c.After))
}

func inset(s string) string {
	var b strings.Builder
	for line := range strings.Lines(s) {
		b.WriteString("    " + line)
	}
	return b.String()
}

// Rules are all codes as formats of findings carry them.
func Rules() []diagnostic.Rule {
	var out []diagnostic.Rule
	for _, c := range Codes() {
		out = append(out, c.Rule())
	}
	return out
}
