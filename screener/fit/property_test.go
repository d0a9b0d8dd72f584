package fit_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"shortlist/screener/rubric"
)

// parts is a made-up resume in pieces, so that it can be laid out again with something changed.
type parts struct {
	name, mail, title, employer, dates string
	bullets                            []string
	skills                             []string
	education                          string
	extra                              []string // lines of personal data
	order                              []int    // of the sections
}

func (p *parts) text() string {
	sections := []string{
		"Experience\n\n" + p.title + "\n" + p.employer + "\n" + p.dates + "\n- " + strings.Join(p.bullets, "\n- ") + "\n",
		"Skills\n\n" + strings.Join(p.skills, ", ") + "\n",
		"Education\n\n" + p.education + "\n",
	}
	var b strings.Builder
	b.WriteString(p.name + "\n" + p.mail + "\n")
	for _, e := range p.extra {
		b.WriteString(e + "\n")
	}
	b.WriteString("\n")
	for _, i := range p.order {
		b.WriteString(sections[i] + "\n")
	}
	return b.String()
}

// makeParts draws a resume of a kind.
func (p *population) makeParts(rnd *rand.Rand, k *kind) parts {
	return parts{
		name: "Robin Example", mail: "robin@example.com", title: "Employee", employer: "Example Works Ltd", dates: "Jan 2019 - Dec 2023",
		bullets: draw(rnd, k.Sentences, 4+rnd.Intn(4)), skills: draw(rnd, k.Skills, 6), education: "Bachelor of Science in Computer Science\nWeston State University\n2014 - 2018",
		order: []int{0, 1, 2},
	}
}

func scoresOf(t testing.TB, b *bench, text string) [2]rubric.Points {
	a := b.assess(t, text)
	return [2]rubric.Points{a.Fits[0].Score, a.Fits[1].Score}
}

// The order of sections and of the items of a list, the name, pronouns and birth dates move no score.
func TestWhatMustNotMatter(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	rnd := rand.New(rand.NewSource(11))
	for _, name := range p.kinds() {
		for range 3 {
			base := p.makeParts(rnd, p.Kinds[name])
			want := scoresOf(t, b, base.text())
			changes := map[string]func(*parts){
				"sections in another order": func(c *parts) { c.order = []int{2, 1, 0} },
				"list in another order": func(c *parts) {
					c.skills = append([]string(nil), c.skills...)
					rnd.Shuffle(len(c.skills), func(i, j int) { c.skills[i], c.skills[j] = c.skills[j], c.skills[i] })
				},
				"another name":  func(c *parts) { c.name, c.mail = "Fatima Al-Sayed", "fatima@example.org" },
				"a third name":  func(c *parts) { c.name, c.mail = "Sven Johansson", "sven@example.net" },
				"pronouns":      func(c *parts) { c.extra = []string{"she/her"} },
				"date of birth": func(c *parts) { c.extra = []string{"Date of birth: 12 March 1961", "Nationality: Ruritanian"} },
				"family":        func(c *parts) { c.extra = []string{"Married, two children"} },
			}
			for what, change := range changes {
				c := base
				change(&c)
				if got := scoresOf(t, b, c.text()); got != want {
					t.Errorf("%s: %s: %v became %v\n%s", name, what, want, got, c.text())
				}
			}
		}
	}
}

// A true sentence more in a role never lowers a criterion; a term in a role is worth at least what it is in a list.
func TestAddingNeverLowers(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	rnd := rand.New(rand.NewSource(12))
	var all []string
	for _, name := range p.kinds() {
		all = append(all, p.Kinds[name].Sentences...)
	}
	for range 150 {
		names := p.kinds()
		base := p.makeParts(rnd, p.Kinds[names[rnd.Intn(len(names))]])
		before := b.assess(t, base.text())
		more := base
		more.bullets = append(append([]string(nil), base.bullets...), all[rnd.Intn(len(all))])
		after := b.assess(t, more.text())
		for r := range before.Fits {
			for i := range before.Fits[r].Criteria {
				x, y := before.Fits[r].Criteria[i], after.Fits[r].Criteria[i]
				if y.Shown < x.Shown {
					t.Errorf("%s: %d became %d of %d with %q\n%s", x.Rule.ID, x.Shown, y.Shown, x.Enough, more.bullets[len(more.bullets)-1], base.text())
				}
			}
			if after.Fits[r].Score < before.Fits[r].Score {
				t.Errorf("score %d became %d with %q", before.Fits[r].Score, after.Fits[r].Score, more.bullets[len(more.bullets)-1])
			}
		}
	}
}

func TestRoleBeatsList(t *testing.T) {
	b := newBench(t)
	for _, term := range []string{"PostgreSQL", "Django", "OAuth", "Docker", "Git", "JUnit", "Redis", "GraphQL", "Kubernetes"} {
		in := parts{name: "Robin Example", mail: "robin@example.com", title: "Employee", employer: "Example Works Ltd", dates: "Jan 2019 - Dec 2023",
			bullets: []string{"Worked with " + term + " every day."}, skills: []string{"Windows"}, education: "School", order: []int{0, 1, 2}}
		out := in
		out.bullets, out.skills = []string{"Worked every day."}, []string{"Windows", term}
		a, l := scoresOf(t, b, in.text()), scoresOf(t, b, out.text())
		if a[0] < l[0] || a[0] == 0 {
			t.Errorf("%s: %d in a role, %d in a list", term, a[0], l[0])
		}
	}
}

// To paste a list three times, an advertisement or the rubric itself into a resume that is not backend gains at most five points.
func TestStuffingGainsLittle(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	rnd := rand.New(rand.NewSource(13))
	r, err := b.loader.Load("backend-engineer")
	if err != nil {
		t.Fatal(err)
	}
	pasted := map[string]string{
		"a list three times": "Skills\n\n" + strings.Repeat(p.Stuffing+"\n", 3),
		"an advertisement":   p.Ads[0],
		"another":            p.Ads[1],
		"a third":            p.Ads[2],
		"the rubric itself":  r.YAML(),
	}
	worst := map[string]float64{}
	for _, kind := range []string{"chef", "accountant", "hr", "sales", "teacher", "nurse", "designer", "manager"} {
		for range 2 {
			base := p.makeParts(rnd, p.Kinds[kind])
			before := scoresOf(t, b, base.text())
			for what, text := range pasted {
				after := scoresOf(t, b, base.text()+"\n"+text+"\n")
				for i := range after {
					gain := float64(after[i]-before[i]) / 1000
					worst[what] = max(worst[what], gain)
				}
			}
		}
	}
	for what, gain := range worst {
		t.Logf("%-20s gains at most %.1f points", what, gain)
		if gain > 5 {
			t.Errorf("%s gains %.1f points, at most 5 are allowed", what, gain)
		}
	}
}

// Points are whole: the criteria add up to the score, and nothing exceeds its weight or 100.
func TestPointsAddUp(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	for _, j := range judgeAll(t, b, p, 1) {
		for _, f := range j.Fits {
			sum := 0
			for _, c := range f.Criteria {
				sum += c.Points
				if c.Points < 0 || c.Points > c.Weight+1 {
					t.Errorf("%s: %s has %d of %d points", j.kind, c.Rule.ID, c.Points, c.Weight)
				}
			}
			if sum != f.Score || f.Score < 0 || f.Score > 100_000 || f.Least > f.Score || f.Most < f.Score {
				t.Errorf("%s: points add up to %d, the score is %d (%d to %d)", j.kind, sum, f.Score, f.Least, f.Most)
			}
		}
	}
}

// The same resume gives the same assessment from many goroutines at once.
func TestConcurrent(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	rnd := rand.New(rand.NewSource(14))
	doc, res := b.read(t, p.resume(rnd, p.Kinds["java"], "consultancy"))
	want := fmt.Sprintf("%+v", b.Assess(doc, res, asOf).Fits[0].Criteria)
	done := make(chan string, 8)
	for range 8 {
		go func() {
			got := ""
			for range 5 {
				got = fmt.Sprintf("%+v", b.Assess(doc, res, asOf).Fits[0].Criteria)
			}
			done <- got
		}()
	}
	for range 8 {
		if got := <-done; got != want {
			t.Fatal("another result from another goroutine")
		}
	}
}
