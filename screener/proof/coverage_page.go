package proof

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// CoverageFormats are the formats that coverage is written in.
var CoverageFormats = []string{"text", "markdown", "json"}

// Tally is a count out of all.
type Tally struct {
	N   int    `json:"n"`
	Of  int    `json:"of"`
	Why string `json:"-"`
}

// Matched is how many of the lines that can match did so.
func (c *Coverage) Matched() Tally {
	t := Tally{Why: "matched by a resume"}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.matchable() {
			t.Of++
			if l.Resumes > 0 {
				t.N++
			}
		}
	}
	return t
}

// Noticed is how many of the lines that were dropped some case missed.
func (c *Coverage) Noticed() Tally {
	t := Tally{Why: "missed by a case when dropped"}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Dropped {
			t.Of++
			if len(l.Noticed) > 0 {
				t.N++
			}
		}
	}
	return t
}

// Shown is how many criteria some resume shows.
func (c *Coverage) Shown() Tally {
	t := Tally{Why: "shown by a resume"}
	for i := range c.Lines {
		if l := &c.Lines[i]; l.Kind == "criterion" {
			t.Of++
			if l.Resumes > 0 {
				t.N++
			}
		}
	}
	return t
}

// Least is the tally that a minimum is held against: what was noticed where lines were dropped, otherwise what matched.
func (c *Coverage) Least() Tally {
	if c.Mutated {
		return c.Noticed()
	}
	return c.Matched()
}

// section is a list of lines with what they have in common.
type section struct {
	title string
	lines []*LineUse
}

// sections are the lists that people read: what never matched, what tells nothing, what nobody would miss.
func (c *Coverage) sections() []section {
	pick := func(title string, keep func(*LineUse) bool) section {
		s := section{title: title}
		for i := range c.Lines {
			if keep(&c.Lines[i]) {
				s.lines = append(s.lines, &c.Lines[i])
			}
		}
		return s
	}
	what := "case"
	if c.Over == "corpus" {
		what = "resume"
	}
	all := []section{pick("matched by no "+what, func(l *LineUse) bool { return l.matchable() && l.Kind != "not" && l.Resumes == 0 }),
		pick(`"not" that undid nothing`, func(l *LineUse) bool { return l.Kind == "not" && l.Resumes == 0 })}
	if c.Over == "corpus" && c.Resumes >= leastCorpus {
		all = append(all, pick(fmt.Sprintf("matched by nearly everybody (%d %% or more), so that it tells nothing", nearly), func(l *LineUse) bool {
			return l.matchable() && l.Kind != "not" && l.Resumes*100 >= c.Resumes*nearly
		}))
	}
	if c.Mutated {
		all = append(all, pick("matched, but no case notices when it is dropped", func(l *LineUse) bool {
			return l.Dropped && len(l.Noticed) == 0 && (l.Resumes > 0 || !l.matchable())
		}))
	}
	return slices.DeleteFunc(all, func(s section) bool { return len(s.lines) == 0 })
}

// mostLines bounds each list where not all is asked for.
const mostLines = 40

// Text writes the coverage for a terminal; each list whole where all is set.
func (c *Coverage) Text(w io.Writer, all bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s over %s\n", strings.Join(c.Rubrics, ", "), "coverage", c.over())
	for _, t := range c.tallies() {
		fmt.Fprintf(&b, "  %-9s %d of %d %s\n", t.name, t.N, t.Of, t.Why)
	}
	for _, name := range c.Unread {
		fmt.Fprintf(&b, "  ⏭ not run  %q: its resume could not be read\n", name)
	}
	for _, s := range c.sections() {
		fmt.Fprintf(&b, "\n%s (%d)\n", s.title, len(s.lines))
		for n, l := range s.lines {
			if n == mostLines && !all {
				fmt.Fprintf(&b, "  … and %d more (-v)\n", len(s.lines)-n)
				break
			}
			fmt.Fprintf(&b, "  %-32s %-9s %s  (%s)\n", fmt.Sprintf("%s:%d", l.File, l.Line), l.Kind, l.says(), l.Of)
		}
	}
	if all {
		b.WriteString("\nall lines: resumes and hits\n")
		for i := range c.Lines {
			if l := &c.Lines[i]; l.matchable() {
				fmt.Fprintf(&b, "  %6d %6d  %-32s %-9s %s  (%s)\n", l.Resumes, l.Hits, fmt.Sprintf("%s:%d", l.File, l.Line), l.Kind, l.says(), l.Of)
			}
		}
	}
	if c.Over == "corpus" || all {
		b.WriteString("\ncriteria             met  partly  not shown  could not read\n")
		for i := range c.Criteria {
			s := &c.Criteria[i]
			note := ""
			switch {
			case s.Met+s.PartlyMet == 0:
				note = "  nobody shows it"
			case c.Resumes >= leastCorpus && s.Met*100 >= c.Resumes*nearly:
				note = "  nearly everybody meets it"
			}
			fmt.Fprintf(&b, "  %-16s %6d  %6d  %9d  %14d%s\n", s.ID, s.Met, s.PartlyMet, s.NotShown, s.CouldNotRead, note)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (c *Coverage) over() string {
	if c.Over == "corpus" {
		return fmt.Sprintf("%d resumes of a corpus", c.Resumes)
	}
	return fmt.Sprintf("%d cases", c.Resumes)
}

type namedTally struct {
	name string
	Tally
}

func (c *Coverage) tallies() []namedTally {
	out := []namedTally{{"lines", c.Matched()}, {"criteria", c.Shown()}}
	if c.Mutated {
		out = append(out, namedTally{"dropped", c.Noticed()})
	}
	return out
}

// says is a line as it is shown: a tag with how many of its terms matched.
func (l *LineUse) says() string {
	s := shortened(l.Text)
	if l.OfTerms > 0 && l.Resumes > 0 {
		s += fmt.Sprintf(" (%d of %d terms)", l.Terms, l.OfTerms)
	}
	return s
}

// Markdown writes the coverage for a pull request's comment.
func (c *Coverage) Markdown(w io.Writer, all bool) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### coverage: %s over %s\n\n| | |\n|---|---:|\n", strings.Join(c.Rubrics, ", "), c.over())
	for _, t := range c.tallies() {
		fmt.Fprintf(&b, "| %s %s | %d of %d |\n", t.name, t.Why, t.N, t.Of)
	}
	for _, name := range c.Unread {
		fmt.Fprintf(&b, "| ⏭ not run: %s | its resume could not be read |\n", cell(name))
	}
	for _, s := range c.sections() {
		fmt.Fprintf(&b, "\n<details><summary>%s (%d)</summary>\n\n| line | what | of |\n|---|---|---|\n", strings.ReplaceAll(s.title, "<", "&lt;"), len(s.lines))
		for n, l := range s.lines {
			if n == mostLines && !all {
				fmt.Fprintf(&b, "| … and %d more | | |\n", len(s.lines)-n)
				break
			}
			fmt.Fprintf(&b, "| %s:%d | %s `%s` | %s |\n", l.File, l.Line, l.Kind, cell(strings.ReplaceAll(l.says(), "`", "'")), cell(l.Of))
		}
		b.WriteString("\n</details>\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// JSON writes all there is.
func (c *Coverage) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	out := struct {
		*Coverage
		Matched Tally  `json:"matched"`
		Shown   Tally  `json:"shown"`
		Noticed *Tally `json:"noticed,omitempty"`
	}{c, c.Matched(), c.Shown(), nil}
	if c.Mutated {
		n := c.Noticed()
		out.Noticed = &n
	}
	return enc.Encode(out)
}
