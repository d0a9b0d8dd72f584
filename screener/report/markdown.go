package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Markdown writes a page for a wiki or an issue (GitHub's flavour: tables): the run, the ranked table, each resume with
// its evidence, what was not ranked and why, how it was made. Every word of a resume is escaped.
func Markdown(w io.Writer, r *Report, o Options) error {
	m := &markdown{explanation: newExplanation(r, o), table: &table{view: arrange(r, o.Rubric), width: 200}}
	m.head()
	ranked := m.ranked
	if o.Top > 0 {
		ranked = ranked[:min(o.Top, len(ranked))]
	}
	if err := m.list(w, ranked); err != nil {
		return err
	}
	if err := m.each(w, ranked, (*markdown).resume); err != nil {
		return err
	}
	if err := m.rest(); err != nil {
		return err
	}
	_, err := m.md.WriteTo(w)
	return err
}

// each puts rows, on all cores, and lets each go out at once, so that a long report is never held.
func (m *markdown) each(w io.Writer, rows []row, put func(*markdown, row)) error {
	if _, err := m.md.WriteTo(w); err != nil {
		return err
	}
	return writeInOrder(w, len(rows), func(buf []byte, i int) ([]byte, error) {
		x, err := m.load(rows[i])
		if err != nil {
			return nil, err
		}
		one := &markdown{explanation: m.explanation, table: m.table, md: *bytes.NewBuffer(buf)}
		put(one, x)
		return one.md.Bytes(), nil
	})
}

type markdown struct {
	*explanation
	table *table
	md    bytes.Buffer
}

func (m *markdown) put(format string, args ...any) { fmt.Fprintf(&m.md, format, args...) }

func (m *markdown) head() {
	m.put("# %s\n\n", mark(strings.Join(each(m.rubrics, title), " and ")))
	m.put("As of %s. **%s**. %s\n\n", mark(short(m.report.AsOf)), mark(m.sum()), mark(m.notRead()))
	for _, s := range notice {
		m.put("> %s\n", mark(s))
	}
	m.put("\n")
}

func (m *markdown) list(w io.Writer, ranked []row) error {
	scores := shortNames(m.rubrics)
	if len(m.rubrics) == 1 {
		scores = []string{"score"}
	}
	m.put("| # | candidate |")
	for _, s := range scores {
		m.put(" %s |", mark(s))
	}
	m.put(" band | stack | lean | strongest evidence | not shown |\n|---:|---|%s---|---|---|---|---|\n", strings.Repeat("---:|", len(scores)))
	err := m.each(w, ranked, func(m *markdown, x row) {
		m.put("| %d | %s |", x.rank, mark(clip(who(x.resume), 60)))
		for _, u := range m.rubrics {
			says := "–"
			if f := chosenFit(x.resume, u.Name); f != nil {
				says = m.score(f)
				if f.State == "apart" {
					says = "apart"
				}
			}
			m.put(" %s |", says)
		}
		quote := ""
		if _, h := evidence(x.fit); h != nil {
			quote = "“" + mark(quoteOf(h, 100)) + "” " + at(h.Page, h.Line)
		}
		m.put(" %s | %s | %s | %s | %s |\n", plain(x.fit.Band), mark(stackWord(plain(x.resume.Stack.Is))), mark(short(x.resume.Lean.Is)), quote, mark(m.table.lacks(x)))
	})
	if err != nil {
		return err
	}
	if n := len(m.ranked) - len(ranked); n > 0 {
		m.put("\nAnd %d more: %s.\n", n, countBands(m.ranked[len(ranked):], m.more.Bands))
	}
	m.put("\n")
	return nil
}

func (m *markdown) resume(x row) {
	res := x.resume
	m.put("## %d\\. %s\n\n", x.rank, mark(clip(who(res), 80)))
	m.put("%s\n\n", mark(strings.Join(append(nameParts(res)[min(1, len(nameParts(res))):], m.facts(res)...), " · ")))
	for i := range res.Fits {
		f := &res.Fits[i]
		if len(m.rubrics) == 1 && f.Rubric != m.rubrics[0].Name {
			continue
		}
		u := m.rubric(f.Rubric)
		m.put("### %s\n\n%s\n\n", mark(title(u)), mark(strings.Join(m.result(u, f)[1:], " · ")))
		m.criteria(res, f)
		m.points("Capped", filled([]string{short(f.Cap)}))
		m.points("Not counted", each(distinctWhy(f.NotCounted), func(h Hit) string {
			why := h.Why
			if why == "" {
				why = h.Grade
			}
			return fmt.Sprintf("%s %s: %s", short(h.Term), at(h.Page, h.Line), short(why))
		}))
		m.points("Would add", each(f.WouldAdd, func(c Change) string { return changeSays(c, "+") }))
		m.points("Would cost", each(f.WouldCost, func(c Change) string { return changeSays(c, "−") }))
		m.points("Ask", each(f.Ask, long))
	}
	m.points("To look at, never a deduction", each(res.Flags, func(f Flag) string { return short(f.Says) }))
	m.points("Read it yourself", filled([]string{short(res.Thin)}))
	m.points("Doubts", each(doubts(res), short))
}

// distinctWhy is each thing once for each reason.
func distinctWhy(hits []Hit) []Hit {
	seen := map[string]bool{}
	var out []Hit
	for _, h := range hits {
		if key := h.Term + "\x00" + h.Why; !seen[key] {
			seen[key] = true
			out = append(out, h)
		}
	}
	return out
}

func (m *markdown) criteria(res *Resume, f *Fit) {
	tenths, sum := addUp(f)
	m.put("| points | criterion | | what the resume says |\n|---:|---|---|---|\n")
	total := 0
	for i := range f.Criteria {
		c := &f.Criteria[i]
		total += tenths[i]
		says := "not shown"
		if c.State == "could-not-read" {
			says = "could not be read"
		}
		if hits := distinct(c.Hits); len(hits) > 0 {
			says = strings.Join(each(hits[:min(mostHits, len(hits))], func(h Hit) string {
				return mark(saying(&h, "“", "”", 142)) + " " + at(h.Page, h.Line) + " " + gradeSays(&h)
			}), "<br>")
		}
		m.put("| %.1f of %s | %s | %s | %s |\n", float64(tenths[i])/10, weightSays(c.Weight), mark(short(c.Title)), stateMarks[c.State], says)
	}
	if total != sum {
		points, why, _ := strings.Cut(adjustment(f, total, sum), " ")
		m.put("| %s | %s | | |\n", points, mark(why))
	}
	m.put("| **%.1f** | | | the column adds up |\n\n", float64(sum)/10)
}

func (m *markdown) points(label string, list []string) {
	if len(list) == 0 {
		return
	}
	m.put("**%s**\n\n", label)
	for _, s := range list {
		m.put("- %s\n", mark(s))
	}
	m.put("\n")
}

func (m *markdown) rest() error {
	named := func(x row) string { return fileOrID(x.resume) + ": " + short(x.resume.Reason) }
	for _, l := range []struct {
		label string
		rows  []row
		says  func(row) string
	}{
		{"Apart (not ranked)", m.apart, func(x row) string { return who(x.resume) + ": " + apartSays(x.resume, x.fit, 120) }},
		{"No resume", m.noResume, named},
		{"Not read", m.unread, named},
	} {
		list := make([]string, len(l.rows))
		for i, x := range l.rows {
			x, err := m.load(x)
			if err != nil {
				return err
			}
			list[i] = l.says(x)
		}
		m.points(l.label, list)
	}
	m.points("Probably twice", m.table.twice())
	m.put("---\n\n")
	for _, u := range m.rubrics {
		m.put("Rubric %s `%s`\\\n", mark(short(u.Name)), strings.ReplaceAll(plain(u.SHA256), "`", ""))
	}
	m.put("shortlist %s, reader %s, vocabulary `%s`\n", mark(short(m.report.Tool.Version)), mark(short(m.report.Tool.Reader)), strings.ReplaceAll(shortHash(m.report.Vocabulary.SHA256), "`", ""))
	return nil
}
