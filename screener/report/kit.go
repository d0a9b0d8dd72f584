package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"shortlist/rubrics"
)

// kitPart is one part of an interview kit.
type kitPart struct {
	Title     string
	Questions []kitQuestion
}

// kitQuestion is one question with the reason it is asked.
type kitQuestion struct {
	Ask     string
	Because string
}

// interview is rubrics/interview.yaml.
type interview struct {
	Opening, Work, Together []struct {
		Lean, Ask string
		Guidance  []string
	}
}

// readInterview reads the embedded questions, once and only when a kit is asked for.
var readInterview = sync.OnceValue(func() interview {
	var in interview
	d := yaml.NewDecoder(bytes.NewReader(rubrics.Interview))
	d.KnownFields(true)
	if err := d.Decode(&in); err != nil {
		panic("rubrics/interview.yaml: " + err.Error()) // embedded: a test reads it
	}
	return in
})

// heavy is the weight from which a criterion that is not shown gets a question of its own, in points of 100.
const heavy = 5

// kit is what to ask about one resume for one rubric: openings by lean, one question for each heavy criterion that is
// not shown or could not be read, for each trait that is only claimed, for the strongest claims, and what no resume shows.
func kit(res *Resume, f *Fit) []kitPart {
	in := readInterview()
	var parts []kitPart
	add := func(title string, questions []kitQuestion) {
		if len(questions) > 0 {
			parts = append(parts, kitPart{title, questions})
		}
	}
	var opening, rest []kitQuestion
	for _, q := range in.Opening {
		if res.Lean.Is == "developer" && q.Lean == "engineer" || res.Lean.Is == "engineer" && q.Lean == "developer" {
			continue
		}
		opening = append(opening, kitQuestion{Ask: strings.ReplaceAll(q.Ask, "{role}", lastRole(res)), Because: "for " + article(q.Lean) + " (" + strings.Join(q.Guidance, ", ") + ")"})
	}
	add("To open", opening)
	add("Not shown in the resume", kitMissing(f))
	add("Claimed, to be shown", kitClaimed(f))
	add("Worth probing", kitProbe(res, f))
	for _, q := range append(in.Work, in.Together...) {
		rest = append(rest, kitQuestion{Ask: strings.ReplaceAll(q.Ask, "{role}", lastRole(res)), Because: strings.Join(q.Guidance, ", ")})
	}
	add("What no resume shows", rest)
	return parts
}

func article(lean string) string {
	switch lean {
	case "engineer":
		return "an engineer"
	case "developer":
		return "a developer"
	}
	return "either"
}

// lastRole is the title last held, or words that stand for it.
func lastRole(res *Resume) string {
	for _, role := range res.Roles {
		if role.Title != "" && (role.Kind == "" || role.Kind == "job" || role.Kind == "freelance") {
			return short(role.Title)
		}
	}
	return "in your last role"
}

func kitMissing(f *Fit) []kitQuestion {
	var out []kitQuestion
	for _, state := range []string{"not-shown", "could-not-read"} {
		for _, c := range missing(f, state) {
			if c.Weight < heavy && !c.Must {
				continue
			}
			ask := long(c.Ask)
			if ask == "" {
				ask = fmt.Sprintf("%s: what have you done there, and what was yours in it?", short(c.Title))
			}
			because := fmt.Sprintf("not shown, weight %s", weightSays(c.Weight))
			if state == "could-not-read" {
				because = fmt.Sprintf("part of the resume could not be read, weight %s", weightSays(c.Weight))
			}
			if c.Must {
				because += ", a must"
			}
			out = append(out, kitQuestion{ask, because})
		}
	}
	return out
}

func kitClaimed(f *Fit) []kitQuestion {
	var out []kitQuestion
	seen := map[string]bool{}
	for _, h := range f.NotCounted {
		if h.Grade == "claimed" && !seen[h.Term] {
			seen[h.Term] = true
			out = append(out, kitQuestion{
				fmt.Sprintf("You write “%s”. When did somebody else see that, and what came of it?", short(h.Term)),
				"claimed at " + at(h.Page, h.Line) + ", so no points"})
		}
	}
	return out
}

// mostProbes is how many claims a kit probes.
const mostProbes = 4

// kitProbe asks behind the claims that earn most, and behind what stands in a list only.
func kitProbe(res *Resume, f *Fit) []kitQuestion {
	var out []kitQuestion
	asked := map[string]bool{}
	byPoints := slices.Clone(f.Criteria)
	for range byPoints {
		best := -1
		for i := range byPoints {
			if byPoints[i].Points > 0 && (best < 0 || byPoints[i].Points > byPoints[best].Points) {
				best = i
			}
		}
		if best < 0 || len(out) == mostProbes {
			break
		}
		c := byPoints[best]
		byPoints[best].Points = 0
		for _, h := range distinct(c.Hits) {
			if asked[h.Quote] || gradeWorth(h.Grade) == 0 {
				continue
			}
			asked[h.Quote] = true
			because := fmt.Sprintf("%s, %s, %.1f points", short(c.Title), at(h.Page, h.Line), c.Points)
			if in := roleOf(res, &h); in != "" {
				because += ", " + in
			}
			if name := nameOf(&h); name != "" && (h.Grade == "listed" || h.Grade == "role-list") {
				out = append(out, kitQuestion{fmt.Sprintf("%s stands in a list: where did you put it in place yourself, and what would you do otherwise now?", name), because})
			} else {
				out = append(out, kitQuestion{fmt.Sprintf("“%s”: what was your own part in it, what did you turn down, and how did you know that it worked?", quoteOf(&h, 140)), because})
			}
			break
		}
	}
	return out
}

// Kit writes the interview kit of one resume as Markdown, for the rubric of the options, or else for the better fit.
func Kit(w io.Writer, r *Report, res *Resume, o Options) error {
	v := arrange(r, o.Rubric)
	f := chosenFit(res, v.by)
	if f == nil {
		return fmt.Errorf("%s was not screened (%s): there is nothing to ask about", fileOrID(res), plain(res.State))
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# Interview kit: %s\n\n", mark(who(res)))
	e := &explanation{view: v, width: 1 << 20}
	fmt.Fprintf(&b, "%s · %s · as of %s\n\n", mark(short(f.Rubric)), mark(strings.Join(e.result(v.rubric(f.Rubric), f)[1:], " · ")), mark(short(r.AsOf)))
	fmt.Fprintf(&b, "%s\n", mark(strings.Join(e.facts(res), " · ")))
	n := 0
	for _, p := range kit(res, f) {
		fmt.Fprintf(&b, "\n## %s\n\n", mark(p.Title))
		for _, q := range p.Questions {
			n++
			fmt.Fprintf(&b, "%d. %s\n", n, mark(q.Ask))
			if q.Because != "" {
				fmt.Fprintf(&b, "   *(%s)*\n", mark(q.Because))
			}
			b.WriteString("\n   Noted: \n\n")
		}
	}
	b.WriteString("---\n\n")
	for _, s := range notice {
		fmt.Fprintf(&b, "%s\n", mark(s))
	}
	b.WriteString(mark("Ask everybody the same kind of thing, and nothing about age, family, health, origin or belief.") + "\n")
	_, err := w.Write(b.Bytes())
	return err
}
