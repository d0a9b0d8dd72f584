package fit_test

import (
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// contrast is one job with what a careful reader would say.
type contrast struct {
	Stack, Lean, Title string
	Lines, List        []string
}

func (c *contrast) text() string {
	var b strings.Builder
	title := c.Title
	if title == "" {
		title = "[TITLE]"
	}
	b.WriteString("Robin Example\nrobin@example.com\n\nExperience\n\n" + title + "\nExample Works Ltd\nJan 2019 - Dec 2023\n")
	for _, l := range c.Lines {
		b.WriteString("- " + l + "\n")
	}
	if len(c.List) > 0 {
		b.WriteString("\nSkills\n" + strings.Join(c.List, ", ") + "\n")
	}
	return b.String()
}

// Of one-job resumes nine in ten have the stack and the lean that the guidance gives them.
func TestContrasts(t *testing.T) {
	b := newBench(t)
	f := &figures{T: t}
	defer f.golden("contrasts")
	data, err := os.ReadFile("../../testdata/sets/contrasts.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var set struct{ Contrasts []contrast }
	if err := yaml.Unmarshal(data, &set); err != nil {
		t.Fatal(err)
	}
	stacks, leans, asked := 0, 0, 0
	for _, c := range set.Contrasts {
		a := b.assess(t, c.text())
		if a.Stack.Is == c.Stack {
			stacks++
		} else {
			t.Logf("stack %s, want %s: %s · %s", a.Stack.Is, c.Stack, strings.Join(c.Lines, " | "), a.Stack.Why)
		}
		if c.Lean == "any" {
			continue
		}
		asked++
		if a.Lean.Is == c.Lean {
			leans++
		} else {
			t.Logf("lean %s %+.2f (%d/%d), want %s: %s", a.Lean.Is, float64(a.Lean.Score)/1000, a.Lean.Developer, a.Lean.Engineer, c.Lean, strings.Join(c.Lines, " | "))
		}
	}
	f.check("contrasts: stack", float64(stacks)/float64(len(set.Contrasts)), 0.90)
	f.check("contrasts: lean", float64(leans)/float64(asked), 0.90)
}
