package vocabulary

import (
	"slices"
	"strings"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/pattern"
)

func builtIn(t testing.TB) *Vocabulary {
	v, err := Load(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestGuidanceNames looks up, in the guidance's own spellings, every technology and notion that it names.
func TestGuidanceNames(t *testing.T) {
	v := builtIn(t)
	terms := spellings(v)
	names := `Ruby, JavaScript, C++, Python, Java, PHP, Go, Node.js, Django, Ruby on Rails, Laravel, Spring, Express.js, MySQL, PostgreSQL,
MongoDB, Redis, Oracle, RESTful, GraphQL, Swagger, Postman, Git, Mercurial, SVN, HTTP, C#, ASP.NET, Symfony, Elasticsearch, MariaDB, NGINX,
Apache, Windows Server, V8, JVM, REST, SOAP, JSON-RPC, XML-RPC, AWS, Azure, Google Cloud, GCP, GitHub, GitLab, Jira, Docker, Kubernetes,
Flask, SQL, GDPR, SOC 2, HTML, CSS, React, Angular, Vue, Firebase, Spring Boot, CI/CD, Agile, serverless, microservices, CMS, CRM, ERP,
technical debt, unit tests, integration tests, code review, caching, load balancing, encryption, authentication, vulnerabilities,
algorithms, data modelling, design patterns, responsive design, UX, high availability, fault tolerance, scalability, distributed systems,
message queues, API documentation, API governance, object-oriented programming, version control, coding standards, prototypes,
event-driven architecture, real-time systems, software architecture, race conditions, typography, Rails`
	for name := range strings.SplitSeq(names, ",") {
		name = strings.Join(strings.Fields(name), " ")
		if _, ok := terms[strings.ToLower(name)]; !ok {
			t.Errorf("%q is in no term", name)
		}
	}
}

// spellings gives, for each way to write each alias in small letters, the term that it names.
func spellings(v *Vocabulary) map[string]string {
	out := map[string]string{}
	for i := range v.terms {
		for _, p := range v.terms[i].names {
			for _, w := range p.Ways() {
				if len(w) != 1 {
					continue
				}
				for _, seq := range w[0] {
					var words []string
					for _, a := range seq {
						words = append(words, strings.ToLower(a.Text))
					}
					out[strings.Join(words, " ")] = v.terms[i].Name
				}
			}
		}
	}
	for name, i := range v.byName {
		out[name] = v.terms[i].Name
	}
	return out
}

func TestBuiltIn(t *testing.T) {
	v := builtIn(t)
	if n := len(v.Terms()); n < 600 {
		t.Errorf("only %d terms", n)
	}
	used := map[string]bool{}
	for i := range v.terms {
		term := &v.terms[i]
		if len(term.Tags) == 0 {
			t.Errorf("%s has no tags", term.Name)
		}
		for _, tag := range term.Tags {
			used[tag] = true
		}
		if term.Alone == Never && len(term.With) == 0 && len(term.Aliases) == 0 {
			t.Errorf("%s never counts alone, and nothing vouches for it", term.Name)
		}
		if term.Has("backend") && (term.Has("neutral") || term.Has("frontend")) {
			t.Errorf("%s shows the server side and does not", term.Name)
		}
		if term.Has("general-language") && !term.Has("neutral") {
			t.Errorf("%s is for everything, so it must be neutral", term.Name)
		}
	}
	for tag := range v.tags {
		if !used[tag] {
			t.Errorf("no term carries %q", tag)
		}
	}
	for tag, least := range map[string]int{"server-language": 15, "server-framework": 40, "database": 40, "queue": 15, "search": 5, "api-style": 7, "api-tool": 8,
		"web-server": 12, "cloud": 25, "orchestration": 8, "ci": 8, "version-control": 8, "test-tool": 20, "observability": 12, "auth": 8, "security": 12,
		"compliance": 6, "cms": 8, "crm": 4, "erp": 6, "frontend": 30, "frontend-framework": 10, "mobile": 8, "data": 25, "ml": 12, "ops": 12, "architecture": 15} {
		if n := len(v.Tagged(tag)); n < least {
			t.Errorf("tag %s: %d terms, want %d", tag, n, least)
		}
	}
}

func TestFamiliesAreSorted(t *testing.T) {
	v := builtIn(t)
	for i := 1; i < len(v.terms); i++ {
		a, b := &v.terms[i-1], &v.terms[i]
		if a.File == b.File && a.Line >= b.Line {
			t.Errorf("%s: %s and %s are out of order", a.File, a.Name, b.Name)
		}
	}
	var files []string
	for f := range v.files {
		files = append(files, f)
	}
	slices.Sort(files)
	for _, f := range files {
		if !strings.HasPrefix(f, "vocabulary/") || f == "vocabulary/tags.yaml" {
			continue
		}
		last := ""
		for line := range strings.Lines(string(v.files[f])) {
			name, ok := strings.CutPrefix(line, "- {name: ")
			if !ok {
				if strings.HasPrefix(line, "#") {
					last = "" // a new group
				}
				continue
			}
			name = strings.ToLower(strings.Trim(strings.FieldsFunc(name, func(r rune) bool { return r == ',' || r == '}' })[0], `".`))
			if name < last {
				t.Errorf("%s: %q stands behind %q", f, name, last)
			}
			last = name
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(rubrics.Files); err != nil {
			b.Fatal(err)
		}
	}
}

// TestSpellingsBelongToOneTerm expands every alias: the same words must not name two things.
func TestSpellingsBelongToOneTerm(t *testing.T) {
	v := builtIn(t)
	owner := map[string]string{}
	for i := range v.terms {
		for _, p := range v.terms[i].names {
			for _, w := range p.Ways() {
				if len(w) > 1 {
					continue
				}
				for _, seq := range w[0] {
					var b strings.Builder
					for _, a := range seq {
						b.WriteByte(byte('0' + a.Gap))
						if a.Kind == pattern.Exact {
							b.WriteString(a.Text)
						} else {
							b.WriteString(strings.ToLower(a.Text))
						}
					}
					if other, ok := owner[b.String()]; ok && other != v.terms[i].Name {
						t.Errorf("%q names %s and %s", b.String(), other, v.terms[i].Name)
					}
					owner[b.String()] = v.terms[i].Name
				}
			}
		}
	}
}
