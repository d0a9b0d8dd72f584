package proof_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"shortlist/screener/proof"
)

var update = flag.Bool("update", false, "write golden files and generated pages")

//go:generate go test . -run TestLintPage -update

// docs/lint.md is made from the codes, so that no code lacks its page.
func TestLintPage(t *testing.T) {
	var b strings.Builder
	b.WriteString("# What lint finds\n\n")
	b.WriteString("<!-- made from screener/proof/codes.yaml by go generate; change it there -->\n\n")
	b.WriteString("    shortlist rubric lint rubrics/\n    shortlist rubric lint --explain L401\n\n")
	b.WriteString("An error fails the check (exit status 1); a warning asks for a look. A finding that somebody has a reason for is\nsuppressed with `allow: {L401: \"the written job-related reason\"}` in the rubric or in one criterion.\n\n")
	b.WriteString("| code | name | severity | finding |\n|---|---|---|---|\n")
	for _, c := range proof.Codes() {
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s | %s |\n", c.Code, strings.ToLower(c.Code), c.Name, c.Severity, c.Title)
	}
	for _, c := range proof.Codes() {
		fmt.Fprintf(&b, "\n## %s\n\n**%s** (%s, %s). %s\n\nBefore\n\n```yaml\n%s```\n\nAfter\n\n```yaml\n%s```\n", c.Code, c.Title, c.Name, c.Severity, c.Why, c.Before, c.After)
	}
	const path = "../../docs/lint.md"
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(have), b.String()); d != "" {
		t.Errorf("docs/lint.md is not what the codes say; run go generate ./screener/proof\n%s", d)
	}
}
