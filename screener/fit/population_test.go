package fit_test

import (
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"shortlist/screener/fit"
)

// population is testdata/sets/population.yaml.
type population struct {
	Employers, Cities, Schools, Names []string
	Kinds                             map[string]*kind
	Ads                               []string
	Stuffing                          string
}

// kind is one calling.
type kind struct {
	Can         string
	Side        string
	Scope       string
	Titles      []string
	Skills      []string
	Environment []string
	Sentences   []string
}

// The forms a made-up resume is laid out in.
var forms = []string{"normal", "masked", "running", "consultancy"}

func readPopulation(t testing.TB) *population {
	t.Helper()
	data, err := os.ReadFile("../../testdata/sets/population.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var p population
	if err := yaml.Unmarshal(data, &p); err != nil {
		t.Fatal(err)
	}
	return &p
}

func (p *population) kinds() []string {
	var out []string
	for k := range p.Kinds {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// draw gives n different elements of a list, or all.
func draw(rnd *rand.Rand, all []string, n int) []string {
	var out []string
	for _, i := range rnd.Perm(len(all)) {
		if len(out) < n {
			out = append(out, all[i])
		}
	}
	return out
}

// resume writes one made-up resume of a kind in a form.
func (p *population) resume(rnd *rand.Rand, k *kind, form string) string {
	var b strings.Builder
	pick := func(all []string) string { return all[rnd.Intn(len(all))] }
	roles := 1 + rnd.Intn(3)
	sentences := draw(rnd, k.Sentences, len(k.Sentences))
	year := 2026
	name := pick(p.Names)
	mail := strings.ToLower(strings.ReplaceAll(name, " ", ".")) + "@example.com"
	skills := draw(rnd, k.Skills, 6+rnd.Intn(len(k.Skills)))
	if form == "consultancy" {
		fmt.Fprintf(&b, "%s\nEmail: %s\n%s\n\nProfessional Summary:\n", name, mail, pick(p.Cities))
		for _, s := range draw(rnd, k.Sentences, 3) {
			fmt.Fprintf(&b, "• Experience in %s\n", lowerFirst(s))
		}
		fmt.Fprintf(&b, "• Excellent communication skills and a good team player.\n\nTechnical Skills:\n%s\n\nProfessional Experience:\n", strings.Join(skills, ", "))
	} else {
		fmt.Fprintf(&b, "%s\n%s | %s\n\nSummary\nReliable professional with %d years of experience, team player.\n\nWork Experience\n", name, mail, pick(p.Cities), 2+rnd.Intn(12))
	}
	each := max(3, min(7, len(sentences)/roles))
	for r := range roles {
		from := year - 1 - rnd.Intn(4)
		span := fmt.Sprintf("%s %d - %s %d", pick(months[:]), from, pick(months[:]), year)
		if r == 0 {
			span = fmt.Sprintf("%s %d - Present", pick(months[:]), from)
		}
		title := pick(k.Titles)
		switch form {
		case "masked":
			title = "[TITLE]"
		case "running":
			title = "Employee"
		}
		fmt.Fprintf(&b, "\n%s\n%s - %s\n%s\n", title, pick(p.Employers), pick(p.Cities), span)
		year = from
		if form == "consultancy" {
			b.WriteString("Responsibilities:\n")
		}
		lo := min(r*each, len(sentences)-1)
		hi := min(lo+each, len(sentences))
		for _, s := range sentences[lo:hi] {
			fmt.Fprintf(&b, "• %s\n", s)
		}
		if len(k.Environment) > 0 && form != "normal" {
			fmt.Fprintf(&b, "Environment: %s\n", strings.Join(draw(rnd, k.Environment, 5+rnd.Intn(8)), ", "))
		}
	}
	fmt.Fprintf(&b, "\nEducation\nBachelor's Degree\n%s\n%d\n", pick(p.Schools), year-4)
	if form != "consultancy" {
		fmt.Fprintf(&b, "\nSkills\n%s\n", strings.Join(skills, ", "))
	}
	text := b.String()
	if form == "running" {
		text = strings.ReplaceAll(text, "\n\n", " ")
		text = strings.ReplaceAll(text, "\n", " ")
		if rnd.Intn(2) == 0 {
			text = strings.ReplaceAll(text, "• ", "")
		}
	}
	return text
}

var months = [...]string{"January", "March", "April", "June", "July", "September", "October", "December"}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// judged is one made-up resume with what came of it.
type judged struct {
	kind, form string
	*fit.Assessment
	length int
	text   string
}

// judgeAll writes and judges n resumes of each kind and form.
func judgeAll(t testing.TB, b *bench, p *population, n int) []judged {
	t.Helper()
	rnd := rand.New(rand.NewSource(7))
	var out []judged
	for _, name := range p.kinds() {
		for _, form := range forms {
			for range n {
				text := p.resume(rnd, p.Kinds[name], form)
				out = append(out, judged{name, form, b.assess(t, text), len(text), text})
			}
		}
	}
	return out
}

// where gives the scores of those a condition holds for.
func where(all []judged, value func(judged) float64, is func(judged) bool) []float64 {
	var out []float64
	for _, j := range all {
		if is(j) {
			out = append(out, value(j))
		}
	}
	return out
}

// The figures that the rules are measured by, on the made-up population.
func TestPopulation(t *testing.T) {
	b := newBench(t)
	f := &figures{T: t}
	defer f.golden("population")
	p := readPopulation(t)
	all := judgeAll(t, b, p, 8)
	side := func(s string) func(judged) bool { return func(j judged) bool { return p.Kinds[j.kind].Side == s } }
	of := func(kinds ...string) func(judged) bool {
		return func(j judged) bool {
			return slices.Contains(kinds, j.kind)
		}
	}
	hidden := func(j judged) bool { return j.form == "masked" || j.form == "running" }
	both := func(a, b func(judged) bool) func(judged) bool { return func(j judged) bool { return a(j) && b(j) } }
	if testing.Verbose() {
		for _, k := range p.kinds() {
			for _, form := range forms {
				is := both(of(k), func(j judged) bool { return j.form == form })
				stacks := map[string]int{}
				for _, j := range all {
					if is(j) {
						stacks[j.Stack.Is]++
					}
				}
				t.Logf("%-16s %-12s dev %4.0f eng %4.0f lean %+.2f %v", k, form, mean(where(all, score(0), is)), mean(where(all, score(1), is)), mean(where(all, lean, is)), stacks)
			}
		}
	}
	for r, rubric := range []string{"backend-developer", "backend-engineer"} {
		s := score(r)
		backend := where(all, s, side("backend"))
		f.check(rubric+": backend above non-software, AUC", auc(backend, where(all, s, side("nonsoftware"))), 0.99)
		f.check(rubric+": backend above database administrators, AUC", auc(backend, where(all, s, of("dba"))), 0.97)
		for _, form := range forms {
			in := func(j judged) bool { return j.form == form }
			t.Logf("  %-12s dba %.3f frontend %.3f nonsoftware %.3f", form, auc(where(all, s, both(side("backend"), in)), where(all, s, both(of("dba"), in))),
				auc(where(all, s, both(side("backend"), in)), where(all, s, both(of("frontend"), in))), auc(where(all, s, both(side("backend"), in)), where(all, s, both(side("nonsoftware"), in))))
		}
		f.check(rubric+": backend above frontend-only, titles masked, AUC", auc(where(all, s, both(side("backend"), hidden)), where(all, s, both(of("frontend"), hidden))), 0.95)
		var scores []float64
		var relevant []bool
		seen := 0
		for _, j := range all {
			back := side("backend")(j)
			if back && j.kind != "engineer" {
				if seen++; seen%10 != 0 { // one in twenty of the pool is backend
					continue
				}
			}
			if back || side("nonsoftware")(j) || of("dba", "frontend", "data-scientist", "mobile", "sysadmin", "qa")(j) {
				if j.kind == "engineer" && seen%3 != 0 {
					continue
				}
				scores, relevant = append(scores, s(j)), append(relevant, back)
			}
		}
		f.check(rubric+": nDCG@100", ndcg(scores, relevant, 100), 0.92)
		ads, stuffed := where(all, s, side("none")), []float64(nil)
		for _, ad := range p.Ads {
			a := b.assess(t, ad)
			ads = append(ads, s(judged{Assessment: a}))
			stuffed = append(stuffed, s(judged{Assessment: b.assess(t, ad+"\n"+p.Stuffing+"\n"+p.Stuffing)}))
		}
		middle := median(backend)
		for i := range ads {
			if ads[i] >= middle || stuffed[i] >= middle {
				t.Errorf("%s: advertisement %d earns %.1f, stuffed %.1f; the median candidate earns %.1f", rubric, i, ads[i], stuffed[i], middle)
			}
		}
	}
	var claims []claim
	for _, j := range all {
		if k := p.Kinds[j.kind]; hidden(j) && k.Can != "" {
			claims = append(claims, claim{j.kind + " " + j.form, k.Can == "yes", j.kind == "frontend", j.Stack})
		}
	}
	f.can(claims)
	f.check("lean: engineers above developers, titles masked, AUC", auc(where(all, lean, both(of("engineer"), hidden)), where(all, lean, both(of("scope-developer"), hidden))), 0.90)
	difference := func(j judged) float64 { return score(1)(j) - score(0)(j) }
	f.check("rubrics' difference: engineers above developers, titles masked, AUC", auc(where(all, difference, both(of("engineer"), hidden)), where(all, difference, both(of("scope-developer"), hidden))), 0.90)
}

func score(rubric int) func(judged) float64 {
	return func(j judged) float64 { return float64(j.Fits[rubric].Score) / 1000 }
}

func lean(j judged) float64 { return float64(j.Lean.Score) / 1000 }
