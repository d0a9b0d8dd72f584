package report

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// mostNamed is how many resumes each line under the table names before it counts the rest.
const mostNamed = 8

// notJudged is what no rule looks at.
const notJudged = "soft skills, gaps, schools, age, place. A resume shows less than an interview"

// foot prints, each on a line of its own, whatever a person must not miss.
func (t *table) foot() {
	m := &t.more
	apart := each(t.apart, func(w row) string {
		name := who(w.resume) + ": "
		return name + apartSays(w.resume, w.fit, max(50, t.width-t.indent()-columns(name))) // a line each
	})
	t.item(fmt.Sprintf("APART %d (not ranked)", len(apart)+m.Apart), apart, m.Apart)
	named := func(w row) string { return fileOrID(w.resume) + ": " + clip(short(w.resume.Reason), 110) }
	t.item(fmt.Sprintf("NO RESUME %d", len(t.noResume)+m.NoResume), each(t.noResume, named), m.NoResume)
	t.item(fmt.Sprintf("NOT READ %d", len(t.unread)+m.Unread), each(t.unread, named), m.Unread)
	t.item("⚑ look at", t.flagged(), m.Flagged)
	t.item("read with doubt", t.doubted(), 0)
	t.item("read it yourself", t.thin(), m.Thin)
	t.item("capped", t.capped(), m.Capped)
	t.item("again", t.again(), m.Again)
	t.item("twice", t.twice(), m.Twice)
	if spot := t.spotCheck(spotChecked); len(spot) > 0 {
		names := each(spot, func(w row) string { return surname(w.resume) })
		t.item("please spot-check", []string{strings.Join(names, ", ") + " (drawn from below good by the run's hash): did the rules miss something?"}, 0)
	}
	t.item("not judged", []string{notJudged}, 0)
	s := t.sum()
	if t.o.Elapsed > 0 {
		s += fmt.Sprintf(" · %.1f s", t.o.Elapsed.Round(100*time.Millisecond).Seconds())
	}
	if t.o.Exit != 0 {
		s += fmt.Sprintf(" · exit %d", t.o.Exit)
	}
	for _, l := range wrap(s, t.width) {
		t.line(t.bold(l))
	}
	t.next()
}

// next says what to do with this page.
func (t *table) next() {
	var parts []string
	if len(t.ranked) > 0 && !t.report.Blind {
		parts = append(parts, "shortlist explain "+shellWord(short(t.ranked[0].resume.File)))
	}
	if t.o.Output != "" {
		parts = append(parts, "all quotes: "+short(t.o.Output))
	} else {
		parts = append(parts, "all quotes: -o report.html")
	}
	if !t.report.Blind {
		parts = append(parts, "without names: --blind")
	}
	for _, l := range joinWrapped(append([]string{"next: " + parts[0]}, parts[1:]...), " · ", t.width) {
		t.line(t.dim(l))
	}
}

// shellWord quotes a path for a shell where it needs it.
func shellWord(s string) string {
	if s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,@%") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// isThin says whether a row is of a ranked resume that a person should read before they believe a low score.
func isThin(w row) bool { return w.resume.Thin != "" && bandOrder(w.fit.Band) > bandOrder("good") }

func (t *table) thin() []string {
	var out []string
	for _, w := range t.ranked {
		if isThin(w) {
			out = append(out, surname(w.resume)+": "+short(w.resume.Thin))
		}
	}
	return out
}

func (t *table) capped() []string {
	var out []string
	for _, w := range t.ranked {
		if w.fit.Cap != "" {
			out = append(out, fmt.Sprintf("%s: %s points, band held at %s: %s", surname(w.resume), t.score(w.fit), w.fit.Band, short(w.fit.Cap)))
		}
	}
	return out
}

func (t *table) again() []string {
	var out []string
	for i := range t.report.Resumes {
		res := &t.report.Resumes[i]
		if toldBefore(res) {
			out = append(out, surname(res)+": "+sinceSays(res.Since))
		}
	}
	return out
}

// toldBefore says whether an earlier run has something to tell about a resume.
func toldBefore(res *Resume) bool {
	s := res.Since
	return s != nil && s.State != "new" && (s.Decision != "" || s.Note != "" || s.Score > 0 || s.File != "")
}

// sinceSays is what an earlier run said: "64 before, from wilk-old.pdf; decided: talk first; noted: …".
func sinceSays(s *Since) string {
	var parts []string
	if s.Score > 0 {
		parts = append(parts, fmt.Sprintf("%d before", int(math.Floor(s.Score+0.5))))
	}
	if s.File != "" {
		if len(parts) == 0 {
			parts = append(parts, "before")
		}
		parts[len(parts)-1] += ", from " + short(baseName(s.File))
	}
	if s.Decision != "" {
		parts = append(parts, "you decided: "+short(s.Decision))
	}
	if s.Note != "" {
		parts = append(parts, `you noted "`+clip(short(s.Note), 60)+`"`)
	}
	if len(parts) == 0 {
		return s.State
	}
	return strings.Join(parts, "; ")
}

// twice names the resumes that are the same bytes, text or person.
func (t *table) twice() []string {
	by := map[string]*Resume{}
	for i := range t.report.Resumes {
		by[t.report.Resumes[i].ID] = &t.report.Resumes[i]
	}
	files := t.more.files
	if t.report.Store != nil {
		files = t.report.Store.names.files(t.report.Groups)
	}
	var out []string
	for _, g := range t.report.Groups {
		var names []string
		for _, id := range g {
			if res := by[id]; res != nil {
				names = append(names, fileOrID(res))
			} else if file, ok := files[id]; ok {
				names = append(names, fileOrID(&Resume{ID: id, File: file}))
			}
		}
		if len(names) > 1 {
			out = append(out, strings.Join(names, " = "))
		}
	}
	return out
}

func fileOrID(res *Resume) string {
	if res.File == "" {
		return short(res.ID)
	}
	return clip(short(baseName(res.File)), 48)
}

// item prints a label and its points, wrapped under one another; nothing where there are none. More is how many there
// are beside them.
func (t *table) item(label string, points []string, more int) {
	if len(points) == 0 {
		return
	}
	if n := len(points) + more - mostNamed; n > 0 {
		points = append(points[:min(mostNamed, len(points)):mostNamed], fmt.Sprintf("and %d more", n))
	}
	indent := t.indent()
	lines := joinWrapped(points, " · ", t.width-indent)
	if indent < columns(label) {
		t.line(t.bold(label))
		for _, l := range lines {
			t.line(spaces(indent) + l)
		}
		return
	}
	for i, l := range lines {
		if i == 0 {
			t.line(t.bold(pad(label, indent)) + l)
		} else {
			t.line(spaces(indent) + l)
		}
	}
}

// indent is how many columns the points of an item stand behind its label.
func (t *table) indent() int {
	if t.width < 90 {
		return 4
	}
	return 22
}

// joinWrapped joins parts with sep and breaks between parts where they fit, within them where they do not.
func joinWrapped(parts []string, sep string, width int) []string {
	var lines []string
	line := ""
	for _, p := range parts {
		switch {
		case line == "":
			line = p
		case columns(line)+columns(sep)+columns(p) <= width:
			line += sep + p
			continue
		default:
			lines = append(lines, line)
			line = p
		}
		if columns(line) > width {
			w := wrap(line, width)
			lines = append(lines, w[:len(w)-1]...)
			line = w[len(w)-1]
		}
	}
	return append(lines, line)
}
