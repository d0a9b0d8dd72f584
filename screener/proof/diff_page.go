package proof

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// mostChanges is how many resumes a page names; the JSON holds them all.
const mostChanges = 15

// Limits decide whether a diff passes. Negative numbers mean no limit.
type Limits struct {
	BandChanges int
	TopTurnover float64 // share of the best that may be others than before, 0 to 1
}

// Broken lists which limits a diff breaks, one sentence each.
func (l Limits) Broken(d *Diff) []string {
	var out []string
	if l.BandChanges >= 0 && d.Changed > l.BandChanges {
		out = append(out, fmt.Sprintf("%d resumes change band, the limit is %d%s", d.Changed, l.BandChanges, d.blame()))
	}
	if l.TopTurnover >= 0 && d.Top > 0 && float64(d.TopIn) > l.TopTurnover*float64(d.Top) {
		out = append(out, fmt.Sprintf("%d of the best %d are others than before, the limit is %.0f %%", d.TopIn, d.Top, l.TopTurnover*100))
	}
	return out
}

// blame names the difference that changes most bands.
func (d *Diff) blame() string {
	best := -1
	for i, c := range d.Causes {
		if n := c.Up + c.Down; n > 0 && (best < 0 || n > d.Causes[best].Up+d.Causes[best].Down) {
			best = i
		}
	}
	if best < 0 {
		return ""
	}
	c := d.Causes[best]
	return fmt.Sprintf("; %d of them by %s", c.Up+c.Down, strings.TrimSpace(c.Lines+" "+c.Says))
}

// Text is the diff for a terminal.
func (d *Diff) Text(w io.Writer, limits Limits) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s → %s · %d resumes of %s · as of %s\n\n", d.Rubric, d.Before[:6], d.After[:6], d.Resumes, d.Corpus.Name, d.AsOf)
	fmt.Fprintf(&b, "%d change band (%d up, %d down) · %d change score · best %d: %d in, %d out · rank correlation %.3f\n", d.Changed, d.Up, d.Down, d.Moved, d.Top, d.TopIn, d.TopIn, d.Correlation)
	if d.Apart > 0 {
		fmt.Fprintf(&b, "%d are set apart by one of the two only\n", d.Apart)
	}
	if len(d.Dependants) > 0 {
		fmt.Fprintf(&b, "rubrics that extend it change too: %s\n", strings.Join(d.Dependants, ", "))
	}
	if len(d.Causes) == 0 {
		b.WriteString("\nthe two rubrics ask for the same\n")
	} else {
		fmt.Fprintf(&b, "\n%7s %5s %5s %8s  caused by (that line alone put back)\n", "scores", "up", "down", "typical")
		for _, c := range d.Causes {
			fmt.Fprintf(&b, "%7d %5d %5d %8s  %s\n", c.Moved, c.Up, c.Down, c.typical(), strings.TrimSpace(c.Lines+" "+c.Says))
		}
	}
	if len(d.Changes) > 0 {
		b.WriteString("\nwho changes band (blind ids; no resume text)\n")
		for _, c := range d.Changes[:min(len(d.Changes), mostChanges)] {
			fmt.Fprintf(&b, "  %s  %-13s → %-13s  %s · %s  %s\n", c.ID, c.Before.text(), c.After.text(), c.Stack, c.Lean, c.Cause)
		}
		if more := len(d.Changes) - mostChanges; more > 0 {
			fmt.Fprintf(&b, "  … %d more, all in --format json\n", more)
		}
	}
	for _, broken := range limits.Broken(d) {
		fmt.Fprintf(&b, "\nFAIL  diff: %s\n      Intended? Say so in the pull request, or raise the limit in this change where reviewers see it.\n", broken)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// Markdown is the diff as a comment on a pull request. It holds blind ids, criteria and counts, never a resume's words.
func (d *Diff) Markdown(w io.Writer, limits Limits) error {
	var b bytes.Buffer
	fmt.Fprintf(&b, "### shortlist: `%s`", d.Rubric)
	if len(d.Dependants) > 0 {
		fmt.Fprintf(&b, " · %d dependants (%s)", len(d.Dependants), strings.Join(d.Dependants, ", "))
	}
	mark := ""
	if limits.BandChanges >= 0 || limits.TopTurnover >= 0 {
		mark = " ✅"
		if len(limits.Broken(d)) > 0 {
			mark = " ❌"
		}
	}
	fmt.Fprintf(&b, "\n\n**%d of %d corpus resumes change band** (%d up, %d down) · top %d: **%d in, %d out** · rank correlation %.3f", d.Changed, d.Resumes, d.Up, d.Down, d.Top, d.TopIn, d.TopIn, d.Correlation)
	if limits.BandChanges >= 0 {
		fmt.Fprintf(&b, " · limit `--max-band-changes %d`", limits.BandChanges)
	}
	fmt.Fprintf(&b, "%s\n\n", mark)
	for _, broken := range limits.Broken(d) {
		fmt.Fprintf(&b, "> ❌ %s. Intended? Say so here, or raise the limit in this change.\n\n", cell(broken))
	}
	if len(d.Causes) == 0 {
		b.WriteString("The two rubrics ask for the same.\n\n")
	} else {
		b.WriteString("| caused by (that line alone put back) | score moves | band ↑ | band ↓ | typical |\n|---|---:|---:|---:|---:|\n")
		for _, c := range d.Causes {
			where := c.Lines
			if where != "" {
				where += " "
			}
			fmt.Fprintf(&b, "| %s%s | %s | %d | %d | %s |\n", where, cell(c.Says), thousands(c.Moved), c.Up, c.Down, c.typical())
		}
		b.WriteByte('\n')
	}
	if len(d.Changes) > 0 {
		fmt.Fprintf(&b, "<details><summary>Who changes band (%d; ids are blind, no resume text is posted)</summary>\n\n| id | before | after | stack · lean | because |\n|---|---|---|---|---|\n", len(d.Changes))
		for _, c := range d.Changes[:min(len(d.Changes), mostChanges)] {
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s · %s | %s |\n", c.ID, c.Before.text(), c.After.text(), c.Stack, c.Lean, cell(c.Cause))
		}
		if more := len(d.Changes) - mostChanges; more > 0 {
			fmt.Fprintf(&b, "| … %d more, all in the JSON | | | | |\n", more)
		}
		b.WriteString("\n</details>\n\n")
	}
	fmt.Fprintf(&b, "Corpus `%s`, read by reader %s, as of %s. A person merges.\n", d.Corpus.Name, d.Corpus.Reader, d.AsOf)
	_, err := w.Write(b.Bytes())
	return err
}

func (c CauseTally) typical() string {
	switch {
	case c.Moved == 0 && c.Capped > 0:
		return "capped"
	case c.Moved == 0:
		return "–"
	}
	return strings.Replace(fmt.Sprintf("%+.1f", c.Typical), "-", "−", 1)
}

func (p Place) text() string {
	if p.Apart {
		return fmt.Sprintf("%d apart", p.Score)
	}
	return fmt.Sprintf("%d %s", p.Score, p.Band)
}

// cell makes a text harmless in a table of Markdown.
func cell(s string) string {
	return strings.NewReplacer("|", "\\|", "\n", " ", "<", "&lt;", "`", "'", "@", "@\u200b").Replace(s)
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
