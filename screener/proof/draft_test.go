package proof_test

import (
	"math/rand"
	"slices"
	"strings"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/document"
	"shortlist/screener/document/plain"
	"shortlist/screener/proof"
	"shortlist/screener/rubric"
)

func newDrafter() (*proof.Drafter, *proof.Linter) {
	l := newLinter()
	return &proof.Drafter{Loader: l.Loader, Words: must(proof.LoadJobWords(rubrics.Files)), Proxies: l.Proxies}, l
}

// drafted drafts a rubric and holds it against the loader and lint: a draft is well formed, whatever the ad says.
func drafted(t testing.TB, d *proof.Drafter, l *proof.Linter, ad string) (string, *rubric.Rubric) {
	t.Helper()
	doc, err := plain.Read([]byte(ad), document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	text, err := d.Draft("post", doc)
	if err != nil {
		t.Fatal(err)
	}
	got, r := l.Rubric("post.yaml", []byte(text))
	for _, f := range got.Findings {
		t.Errorf("lint finds %s %s\n%s\nof\n%s", f.Code, f.Error(), text, ad)
	}
	if r == nil {
		t.FailNow()
	}
	if out, err := proof.Format("post.yaml", []byte(text)); err != nil || string(out) != text {
		t.Errorf("the draft is laid out otherwise (%v):\n%s", err, text)
	}
	return text, r
}

func criterionOf(r *rubric.Rubric, id string) *rubric.Criterion {
	for i := range r.Criteria {
		if r.Criteria[i].ID == id {
			return &r.Criteria[i]
		}
	}
	return nil
}

func TestDraft(t *testing.T) {
	d, l := newDrafter()
	tests := []struct {
		name, ad string
		check    func(t *testing.T, text string, r *rubric.Rubric)
	}{
		{"must and nice to have", "Requirements\n- Java is required\n- Experience with PostgreSQL\nNice to have\n- Kotlin\n- Redis\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if c := criterionOf(r, "languages"); c == nil || c.Must != 1 {
				t.Errorf("Java is no must: %+v", c)
			}
			if c := criterionOf(r, "databases"); c == nil || c.Must != 0 {
				t.Errorf("PostgreSQL is a must: %+v", c)
			}
			plus := criterionOf(r, "languages-plus")
			if plus == nil || plus.Weight >= criterionOf(r, "languages").Weight || plus.Must != 0 {
				t.Errorf("Kotlin is not nice to have: %+v", plus)
			}
		}},
		{"a word that takes back the requirement", "Requirements\n- Go or Rust, Java is a plus\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if c := criterionOf(r, "languages"); c == nil || c.Must != 0 {
				t.Errorf("a plus became a must: %+v", c)
			}
		}},
		{"years", "Your profile:\n- at least three years of experience in Python\n- Django\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if c := criterionOf(r, "languages"); c == nil || c.Years == nil || c.Years.Months != 36 || c.Years.Of[0].Text != "Python" {
				t.Errorf("three years of Python: %+v", c)
			}
		}},
		{"years of nothing in particular, with an upper limit", "Requirements\n- 3 - 5 years of software development\n- Apache Kafka\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if c := criterionOf(r, "experience"); c == nil || c.Years == nil || c.Years.Months != 36 {
				t.Errorf("three years: %+v", c)
			}
			if !strings.Contains(text, "shuts out older people") {
				t.Error("the upper limit is not spoken of")
			}
		}},
		{"a degree and what stands in for it", "Qualifications\n- BSc or MSc in Computer Science, or equivalent experience\n- Scala\n", func(t *testing.T, text string, r *rubric.Rubric) {
			c := criterionOf(r, "education")
			if c == nil || c.Parts[0].Education.Level != "bachelor" || c.Parts[0].Education.OrMonths == 0 || c.Must != 0 {
				t.Errorf("the degree: %+v", c)
			}
		}},
		{"proxies are not taken over", "Requirements\n- Recent graduate, native speaker of German, cultural fit\n- Ruby\n", func(t *testing.T, text string, r *rubric.Rubric) {
			for _, words := range []string{"Recent graduate", "native speaker"} {
				if !strings.Contains(text, `#   "`+words) {
					t.Errorf("%q is not said to be left out:\n%s", words, text)
				}
			}
			for line := range strings.SplitSeq(text, "\n") {
				if !strings.HasPrefix(line, "#") && strings.Contains(line, "graduate") {
					t.Errorf("taken over: %s", line)
				}
			}
		}},
		{"the scope of an engineer", "What you will do\n- Design the architecture of a distributed platform used by all teams\n- Lead a team of six engineers\n- Pay down technical debt\n- C#\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if r.Lean != "engineer" {
				t.Errorf("lean %s\n%s", r.Lean, text)
			}
		}},
		{"the scope of a developer", "What you will do\n- Implement features within existing modules, to given designs\n- Fix bugs in the PHP shop\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if r.Lean != "developer" {
				t.Errorf("lean %s\n%s", r.Lean, text)
			}
		}},
		{"German", "Über uns\nWir sind die Beispiel AG.\nIhre Aufgaben\n- Entwicklung von REST-APIs mit Java und Spring Boot\nIhr Profil\n- Mindestens 3 Jahre Erfahrung mit Java\n- Von Vorteil: Kubernetes\n", func(t *testing.T, text string, r *rubric.Rubric) {
			c := criterionOf(r, "languages")
			if c == nil || c.Years == nil || c.Must != 1 {
				t.Errorf("three years of Java are needed: %+v\n%s", c, text)
			}
		}},
		{"nothing is understood", "We are looking for wizards.\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if len(r.Criteria) != 1 {
				t.Errorf("%d criteria", len(r.Criteria))
			}
		}},
		{"what is not understood stands as a comment", "Requirements\n- Go\n- You like boats: big ones\n", func(t *testing.T, text string, r *rubric.Rubric) {
			if !strings.Contains(text, "#   - You like boats: big ones\n") {
				t.Error(text)
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text, r := drafted(t, d, l, tt.ad)
			tt.check(t, text, r)
		})
	}
}

// However an ad is worded, and whatever signs stand in it, its draft loads, lints clean and is laid out as all rubrics are.
func TestDraftOfAnything(t *testing.T) {
	d, l := newDrafter()
	var names []string
	for i := range d.Loader.Data.Vocabulary.Terms() {
		names = append(names, d.Loader.Data.Vocabulary.Term(i).Name)
	}
	lines := []string{
		"About us", "Requirements:", "Nice to have", "Responsibilities", "What we offer", "MUST HAVE",
		`- "quoted: [list]" {and: more} # no comment`, "- it's: 'yes', *bold*, &amp; @home %d `code`", "key: value", "---", "\t- tab\tin the line", "…", "- ☃ ünïcode \U0001F600",
		"5+ years of experience with Go", "10 to 15 years, age 25-35, graduated 2019", "Bachelor's degree in mathematics required", "PhD preferred", "!!binary |", "? - x",
		"Lead the architecture of all our services", "Split the monolith", "native speaker, young and dynamic", "\\n \\u0041 \x01 control",
	}
	rnd := rand.New(rand.NewSource(1))
	for n := range 20 {
		var b strings.Builder
		for range 3 + rnd.Intn(25) {
			if rnd.Intn(2) == 0 {
				b.WriteString(lines[rnd.Intn(len(lines))] + "\n")
				continue
			}
			words := []string{"- Experience with ", "Must know ", "We use ", "Required: ", "- ", "A plus: "}[rnd.Intn(6)]
			for k := range 1 + rnd.Intn(5) {
				if k > 0 {
					words += ", "
				}
				words += names[rnd.Intn(len(names))]
			}
			b.WriteString(words + "\n")
		}
		drafted(t, d, l, b.String())
		if t.Failed() {
			t.Fatalf("ad %d", n)
		}
	}
}

func TestStarter(t *testing.T) {
	_, l := newDrafter()
	rules, cases := proof.Starter("payments-engineer")
	if got, _ := l.Rubric("payments-engineer.yaml", []byte(rules)); len(got.Findings) > 0 {
		t.Errorf("lint finds %v", got.Findings)
	}
	for path, text := range map[string]string{"payments-engineer.yaml": rules, "payments-engineer_test.yaml": cases} {
		if out, err := proof.Format(path, []byte(text)); err != nil || string(out) != text {
			t.Errorf("%s is laid out otherwise (%v):\n%s", path, err, out)
		}
	}
	if err := compileSchema(t, false).Validate(asJSON(t, []byte(rules))); err != nil {
		t.Error(err)
	}
	if !slices.Contains(strings.Split(rules, "\n"), "title: Payments engineer") {
		t.Error(rules)
	}
}
