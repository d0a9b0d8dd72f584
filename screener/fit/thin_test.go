package fit_test

import (
	"strings"
	"testing"
)

// Who says little, or most of it in lists, is to be read by a person.
func TestThin(t *testing.T) {
	b := newBench(t)
	const head = "Mira Okonjo\nmira@example.org\n\nExperience\nBackend Engineer, Harlow Mutual, Hartford\nMarch 2016 to Present\n"
	for _, c := range []struct{ name, text, want string }{
		{"few lines", head + "- Built the payment settlement service in Java.\n- Moved the ledger to event sourcing.\n", "7 lines, 1 role"},
		{"many lines", head + strings.Repeat("- Built a settlement service.\n", 16), ""},
		{"few lines that are long", head + strings.Repeat("- Built the payment settlement service of the claims department in Java with Spring Boot. ", 12) + "\n", ""},
		{"lists", "Mira Okonjo\nmira@example.org\n\nSkills\nJava, Spring Boot, PostgreSQL, Kafka, Docker, Kubernetes, Redis\n" + strings.Repeat("\nHobbies: cooking, chess and long walks by the sea with the dog of the neighbours", 14) + "\n", "most of its points come from lists"},
	} {
		if got := b.assess(t, c.text).Thin; got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
