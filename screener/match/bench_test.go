package match

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	ahocorasick "github.com/BobuSumisu/aho-corasick"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

// sample is a made-up resume of about 4 kB with its passages.
func sample() (*document.Document, *resume.Resume) {
	job := []string{
		"Split the billing monolith into nine Go services behind gRPC, with PostgreSQL and Redis, at 12k requests/s.",
		"Led six engineers and agreed the service contracts with the mobile team and with support.",
		"Cut p99 latency from 900 to 120 ms by caching price lists and tuning slow queries.",
		"Moved the deployment pipeline from Jenkins to GitHub Actions; Terraform and Kubernetes on AWS.",
		"Wrote contract tests with Pact and removed the last of the nightly batch jobs.",
		"Documented the runbook for on-call and held blameless reviews after each incident.",
	}
	b := document.NewBuilder("text")
	res := &resume.Resume{Sections: []resume.Section{{Kind: resume.SectionExperience}, {Kind: resume.SectionSkills}}}
	write := func(s string, place resume.Place, role, section int) {
		start := b.Pos()
		b.Write(s)
		res.Passages = append(res.Passages, resume.Passage{Span: document.Span{Start: start, End: b.Pos()}, Place: place, Role: role, Section: section})
		b.EndLine(document.Line{})
	}
	write("Amara Osei", resume.PlaceContact, -1, -1)
	for role := range 6 {
		res.Roles = append(res.Roles, resume.Role{})
		write("Senior Backend Engineer, Fennec Freight, Leeds, 2019 to 2022", resume.PlaceHead, role, 0)
		for _, s := range job {
			write(s, resume.PlaceRole, role, 0)
		}
	}
	write(strings.Repeat("Go, Python, Java, C++, Spring, Docker, MySQL, React, ", 2)+"Linux", resume.PlaceList, -1, 1)
	return b.Document(), res
}

// BenchmarkScan is one resume, all in: tokens, sentences, matches, context and grades.
func BenchmarkScan(b *testing.B) {
	m := matcher(b)
	doc, res := sample()
	var s Scratch
	m.ScanInto(&s, doc, res)
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		m.ScanInto(&s, doc, res)
	}
}

func BenchmarkNew(b *testing.B) {
	m := matcher(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := New(m.vocabulary, nil); err != nil {
			b.Fatal(err)
		}
	}
}

// literals are the spellings of all terms, for searchers that know no more than strings.
func literals(m *Matcher) []string {
	seen := map[string]bool{}
	for i := range m.vocabulary.Terms() {
		t := m.vocabulary.Term(i)
		for _, a := range append([]string{t.Name}, t.Aliases...) {
			if a = strings.ToLower(strings.TrimPrefix(a, "=")); !strings.ContainsAny(a, "(~|#") || a == "c#" || a == "f#" {
				seen[a] = true
			}
		}
	}
	var out []string
	for s := range seen {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// BenchmarkAgainst finds the vocabulary's spellings in one text of about two megabytes, by several means in one run.
// Only the ratios between them mean anything.
func BenchmarkAgainst(b *testing.B) {
	m := matcher(b)
	doc, res := sample()
	words := literals(m)
	text := strings.Repeat(doc.Text, 2<<20/len(doc.Text))

	b.Run("shortlist-scan-and-judge", func(b *testing.B) {
		var s Scratch
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			for range len(text) / len(doc.Text) {
				m.ScanInto(&s, doc, res)
			}
		}
	})
	b.Run("shortlist-find", func(b *testing.B) {
		var s Scratch
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			for range len(text) / len(doc.Text) {
				s.reset(m, doc, res)
				for i := range res.Passages {
					s.read(piece{passage: int32(i), role: -1}, res.Passages[i].Span.Start, res.Passages[i].Span.End)
				}
				s.look()
				s.cut()
				for i := range s.ranges {
					s.find(i)
				}
			}
		}
	})
	b.Run("BobuSumisu-aho-corasick", func(b *testing.B) {
		t := ahocorasick.NewTrieBuilder().AddStrings(words).Build()
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			t.MatchString(strings.ToLower(text))
		}
	})
	b.Run("regexp", func(b *testing.B) {
		quoted := make([]string, len(words))
		for i, w := range words {
			quoted[i] = regexp.QuoteMeta(w)
		}
		re := regexp.MustCompile(`(?i)\b(?:` + strings.Join(quoted, "|") + `)\b`)
		part := text[:32<<10]
		b.SetBytes(int64(len(part)))
		for b.Loop() {
			re.FindAllStringIndex(part, -1)
		}
	})
	b.Run("ripgrep", func(b *testing.B) {
		rg, err := exec.LookPath("rg")
		if err != nil {
			b.Skip("ripgrep is not on the path")
		}
		dir := b.TempDir()
		list, hay := filepath.Join(dir, "words"), filepath.Join(dir, "text")
		if err := os.WriteFile(list, []byte(strings.Join(words, "\n")+"\n"), 0o600); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(hay, []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			cmd := exec.Command(rg, "-o", "-w", "-i", "-F", "-f", list, hay)
			var out bytes.Buffer
			cmd.Stdout = &out
			if err := cmd.Run(); err != nil || out.Len() == 0 {
				b.Fatalf("rg: %v", err)
			}
		}
	})
}
