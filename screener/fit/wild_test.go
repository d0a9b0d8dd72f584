package fit_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// wild is testdata/sets/wild.yaml: skeletons of exports and consultancies' resumes, and callings to fill them with.
type wild struct {
	Employers, Places, Schools, Names []string
	Skeletons                         []skeleton
	Kinds                             map[string]*kind
}

// skeleton is one form: what stands before the roles, each role (behind "|" what stands before the first), and what stands last.
type skeleton struct {
	Head, Summary, Role, Item, Tail string
	Flat                            bool // one line by nature
	Odd                             bool // with dates the wrong way round, as exports have them
}

// wildText is one made-up text and what was put into it.
type wildText struct {
	kind, title, text string
	skeleton, roles   int
	flat              bool
}

// The ways a title is treated: kept, masked, taken out.
var titleWays = []string{"kept", "masked", "removed"}

// fill writes one resume of a calling.
func (w *wild) fill(rnd *rand.Rand, n int, name string, way string, flat bool) wildText {
	sk, k := w.Skeletons[n], w.Kinds[name]
	pick := func(all []string) string { return all[rnd.Intn(len(all))] }
	roles := 1 + rnd.Intn(4)
	sentences := draw(rnd, k.Sentences, len(k.Sentences))
	each := max(2, min(8, len(sentences)/roles))
	if rnd.Intn(4) == 0 { // the long ones say much of it again in each role
		each = len(sentences)
	}
	items := func(r int, mark string) string {
		var b strings.Builder
		for i := range each {
			fmt.Fprintf(&b, "%s%s\n", mark, sentences[(r*each+i)%len(sentences)])
		}
		return strings.TrimSpace(b.String())
	}
	year := 2019
	title := func() string {
		switch way {
		case "masked":
			return "XXXX"
		case "removed":
			return ""
		}
		return pick(k.Titles)
	}
	skills := draw(rnd, k.Skills, 5+rnd.Intn(len(k.Skills)))
	school, city := pick(w.Schools), pick(w.Places)
	put := func(s, employer, from, to string, r int) string {
		var years, months_ []string
		for i, skill := range skills {
			years = append(years, fmt.Sprintf("%s (%d years)", strings.ToUpper(skill), 1+(i*3+r)%9))
			months_ = append(months_, fmt.Sprintf("%s- Exprience - %d months", strings.ToUpper(skill), 6+(i*7+r)%60))
		}
		environment := draw(rnd, k.Environment, 4+rnd.Intn(10))
		line := ""
		if len(environment) > 0 {
			line = "Environment: " + strings.Join(environment, ", ") + pick([]string{".", ""})
		} else {
			environment = skills
		}
		t := title()
		return strings.NewReplacer("{t}", t, "{T}", strings.ToUpper(t), "{c}", employer, "{p}", city, "{f}", from, "{u}", to, "{i}", items(r, sk.Item), "{e}", line,
			"{E}", strings.Join(environment, ", "), "{s}", strings.Join(skills, ", "), "{y}", strings.Join(years, ", "), "{M}", strings.Join(months_, "\n"),
			"{g}", school, "{n}", pick(w.Names), "{1}", fmt.Sprint(year-5), "{2}", fmt.Sprint(year-1), "{Y}", fmt.Sprint(3+rnd.Intn(12))).Replace(s)
	}
	var b strings.Builder
	first := pick(w.Employers)
	b.WriteString(put(sk.Head, first, "", "", 0))
	if sk.Summary != "" || strings.Contains(strings.ToLower(sk.Head), "summary") {
		for _, s := range draw(rnd, k.Sentences, 1+rnd.Intn(4)) {
			fmt.Fprintf(&b, "%sExperience in work such as this: %s\n", sk.Summary, lowerFirst(s))
		}
	}
	before, role, _ := strings.Cut(sk.Role, "|")
	b.WriteString(put(before, first, "", "", 0) + " ")
	for r := range roles {
		from := year - 1 - rnd.Intn(3)
		start, end := fmt.Sprintf("%s %d", pick(months[:]), from), fmt.Sprintf("%s %d", pick(months[:]), year)
		if r == 0 && !sk.Odd {
			end = "Present"
		}
		if rnd.Intn(8) == 0 {
			start = fmt.Sprint(from)
		}
		b.WriteString(put(role, first, start, end, r) + "\n")
		first, year = pick(w.Employers), from
	}
	b.WriteString(put(sk.Tail, first, "", "", 0))
	text := b.String()
	if flat || sk.Flat {
		text = strings.Join(strings.Fields(text), " ")
	}
	return wildText{kind: name, title: way, text: text, skeleton: n, roles: roles, flat: flat || sk.Flat}
}

// texts fills every skeleton with every calling, on lines and flat, n times.
func (w *wild) texts(n int) []wildText {
	rnd := rand.New(rand.NewSource(11))
	var out []wildText
	kinds := (&population{Kinds: w.Kinds}).kinds()
	for s := range w.Skeletons {
		for i, name := range kinds {
			for c := range n {
				for _, flat := range []bool{false, true} {
					if flat || !w.Skeletons[s].Flat {
						out = append(out, w.fill(rnd, s, name, titleWays[(s+i+c)%len(titleWays)], flat))
					}
				}
			}
		}
	}
	return out
}

func readWild(t testing.TB) *wild {
	t.Helper()
	data, err := os.ReadFile("../../testdata/sets/wild.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var w wild
	if err := yaml.Unmarshal(data, &w); err != nil {
		t.Fatal(err)
	}
	return &w
}

// The figures of the population test, on resumes as they lie about: exports on one line, consultancies' lists, titles taken out.
func TestWild(t *testing.T) {
	b := newBench(t)
	f := &figures{T: t}
	defer f.golden("wild")
	w := readWild(t)
	dump := os.Getenv("WILD_DUMP") // a folder to look at the texts in
	type result struct {
		judged
		wildText
		found int
		name  string
	}
	var all []result
	for i, x := range w.texts(1) {
		a := b.assess(t, x.text)
		all = append(all, result{judged{x.kind, x.title, a, len(x.text), x.text}, x, 0, ""})
		if dump != "" {
			if err := os.WriteFile(filepath.Join(dump, fmt.Sprintf("%s-%02d-%s-%v-%04d.txt", x.kind, x.skeleton, x.title, x.flat, i)), []byte(x.text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	scores := func(r int, is func(result) bool) []float64 {
		var out []float64
		for _, x := range all {
			if is(x) {
				out = append(out, score(r)(x.judged))
			}
		}
		return out
	}
	side := func(s string) func(result) bool {
		return func(x result) bool { return w.Kinds[x.wildText.kind].Side == s }
	}
	masked := func(is func(result) bool) func(result) bool {
		return func(x result) bool { return is(x) && x.title != "kept" }
	}
	if testing.Verbose() {
		for _, k := range (&population{Kinds: w.Kinds}).kinds() {
			is := func(x result) bool { return x.wildText.kind == k }
			stacks := map[string]int{}
			for _, x := range all {
				if is(x) {
					stacks[x.Stack.Is]++
				}
			}
			t.Logf("%-12s dev %3.0f eng %3.0f %v", k, mean(scores(0, is)), mean(scores(1, is)), stacks)
		}
	}
	if testing.Verbose() {
		for n := range w.Skeletons {
			for _, flat := range []bool{false, true} {
				in := func(side_ string) func(result) bool {
					return func(x result) bool { return side(side_)(x) && x.skeleton == n && x.flat == flat }
				}
				if v := scores(0, in("backend")); len(v) > 0 {
					t.Logf("skeleton %02d flat %-5v: backend %3.0f %3.0f, dba %3.0f %3.0f, frontend %3.0f %3.0f", n, flat, mean(v), mean(scores(1, in("backend"))), mean(scores(0, in("dba"))), mean(scores(1, in("dba"))), mean(scores(0, in("frontend"))), mean(scores(1, in("frontend"))))
				}
			}
		}
	}
	for r, rubric := range []string{"backend-developer", "backend-engineer"} {
		backend := scores(r, side("backend"))
		f.check(rubric+": backend above non-software, AUC", auc(backend, scores(r, side("nonsoftware"))), 0.99)
		f.check(rubric+": backend above database administrators, AUC", auc(backend, scores(r, side("dba"))), 0.97)
		f.check(rubric+": backend above frontend-only, titles masked, AUC", auc(scores(r, masked(side("backend"))), scores(r, masked(side("frontend")))), 0.95)
		// one in twenty of the pool is backend; several draws, since one of them says little
		gain := 0.0
		for draw := range 10 {
			var values []float64
			var relevant []bool
			seen := 0
			for _, x := range all {
				back := side("backend")(x)
				if w.Kinds[x.wildText.kind].Can == "" {
					continue
				}
				if back {
					if seen++; seen%4 != draw%4 {
						continue
					}
				}
				values, relevant = append(values, score(r)(x.judged)), append(relevant, back)
			}
			gain += ndcg(values, relevant, 100) / 10
		}
		f.check(rubric+": nDCG@100", gain, 0.92)
	}
	var claims []claim
	for _, x := range all {
		if k := w.Kinds[x.wildText.kind]; k.Can != "" && x.title != "kept" {
			name := fmt.Sprintf("%s %02d %s %v", x.wildText.kind, x.skeleton, x.title, x.flat)
			claims = append(claims, claim{name, k.Can == "yes", x.wildText.kind == "frontend", x.Stack})
		}
	}
	f.can(claims)
}
