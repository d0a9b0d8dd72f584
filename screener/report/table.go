package report

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
)

// mostRows is how many ranked rows a terminal page shows at most.
const mostRows = 60

// PageRows is how many records a Page shows most of, so that of a run of no more all are worth making whole at once.
const PageRows = mostRows

// Table writes the page for a terminal: bands as headings, one line a resume, then what a person must know and do.
func Table(w io.Writer, r *Report, o Options) error {
	if o.Rubric != "" {
		by := *r
		by.RankedBy, by.Resumes = o.Rubric, slices.Clone(r.Resumes)
		if r = &by; r.Store == nil {
			Arrange(r)
		}
	}
	if r.Store != nil {
		var err error
		if r, err = r.Store.page(r); err != nil {
			return err
		}
	}
	t := &table{view: arrange(r, o.Rubric), o: o, paint: paint(o.Color), width: o.width()}
	t.heading()
	t.rows()
	t.foot()
	_, err := w.Write(t.out.Bytes())
	return err
}

type table struct {
	view
	paint
	o     Options
	width int
	out   bytes.Buffer
	since bool // some resume was seen before: a column says which
}

func (t *table) line(s string) {
	t.out.WriteString(strings.TrimRight(s, " "))
	t.out.WriteByte('\n')
}

// heading says which rules, how many resumes, as of when.
func (t *table) heading() {
	var parts []string
	for _, u := range t.rubrics {
		parts = append(parts, short(u.Name)+" "+shortHash(u.SHA256))
	}
	if len(t.rubrics) > 1 {
		if t.by == "" {
			parts = append(parts, "ranked by the better fit")
		} else {
			parts = append(parts, "ranked by "+short(t.by))
		}
	}
	n := len(t.report.Resumes) + t.more.Input
	parts = append(parts, fmt.Sprintf("%d %s", n, plural(n, "resume", "resumes")), "as of "+short(t.report.AsOf))
	if t.report.Blind {
		parts = append(parts, "blind")
	}
	parts = append(parts, "rules written by people, no model; you decide")
	for _, l := range joinWrapped(parts, " · ", t.width) {
		t.line(t.bold(l))
	}
	t.line("")
}

// rows prints the ranked resumes under their bands, as many as a page takes, and counts the rest.
func (t *table) rows() {
	for i := range t.report.Resumes {
		if s := t.report.Resumes[i].Since; s != nil {
			t.since = true
		}
	}
	if len(t.ranked) == 0 {
		t.line("Nothing was ranked.")
		t.line("")
		return
	}
	shown, left := t.choose()
	cols := t.columns(shown)
	band := ""
	for i, w := range shown {
		if w.fit.Band != band {
			t.bandHeading(w.fit.Band, cols, i == 0)
			band = w.fit.Band
		}
		t.line(t.rowLine(w, cols))
	}
	if n := len(left) + t.more.Ranked; n > 0 {
		t.line(t.dim(clip(fmt.Sprintf("… and %d more: %s · all of them: -o report.html, --format csv", n, countBands(left, t.more.Bands)), t.width)))
	}
	t.line("")
}

// choose takes every row where a page holds them. Otherwise strong and good ones first, then near misses and capped
// ones, never more than a page; and the rest, to be counted.
func (t *table) choose() (shown, left []row) {
	if t.o.Top > 0 {
		n := min(t.o.Top, mostRows, len(t.ranked))
		return t.ranked[:n], t.ranked[n:]
	}
	if len(t.ranked)+t.more.Ranked <= mostRows {
		return t.ranked, nil
	}
	for _, w := range t.ranked {
		if len(shown) < mostRows && t.worthARow(w.fit) {
			shown = append(shown, w)
		} else {
			left = append(left, w)
		}
	}
	if len(shown) == 0 { // nobody near good: the best of what there is
		return t.ranked[:10], t.ranked[10:]
	}
	return shown, left
}

// worthARow says whether a fit is shown where not all fit on a page.
func (v *view) worthARow(f *Fit) bool {
	_, lacks := v.toNext(f)
	near := lacks > 0 && lacks <= nearMiss && f.Band == "possible" || f.Cap != ""
	return near || bandOrder(f.Band) <= bandOrder("good")
}

// countBands counts rows by band, on top of n.
func countBands(rows []row, n [len(bandNames) + 1]int) string {
	for _, w := range rows {
		n[w.order()]++
	}
	var parts []string
	for i, name := range bandNames {
		if n[i] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n[i], name))
		}
	}
	return strings.Join(parts, ", ")
}

// column is one column of the table.
type column struct {
	head  string
	width int
	right bool
	cell  func(row) string
}

// columns fits the table to the width: the lean, then what is not shown, give way first; evidence takes what is left.
func (t *table) columns(rows []row) []column {
	wide := func(least, most int, cell func(row) string) int {
		n := least
		for _, w := range rows {
			n = max(n, columns(cell(w)))
		}
		return min(n, most)
	}
	rank := func(w row) string { return fmt.Sprint(w.rank) }
	name := func(w row) string { return who(w.resume) }
	nameLeast, nameMost := 19, min(max(t.width/5, 19), 28) // what a band is called stands above: "LOW under 35 / under 30"
	tight := t.width < 76 && len(t.rubrics) > 1
	if tight {
		nameLeast, nameMost = 8, 13
	}
	cols := []column{
		{"", wide(2, 6, rank), true, rank},
		{"", wide(nameLeast, nameMost, name), false, name},
	}
	if t.since && !tight {
		state := func(w row) string {
			if w.resume.Since == nil {
				return ""
			}
			return w.resume.Since.State
		}
		cols = append(cols, column{"", wide(3, 7, state), true, state})
	}
	cols = append(cols, t.scoreColumns(wide)...)
	cols = append(cols, column{"stack", 5, false, func(w row) string { return stackShort(w.resume.Stack.Is) }})
	if t.width >= 80 && len(t.rubrics) < 2 || t.width >= 110 {
		cols = append(cols, column{"lean", 9, false, func(w row) string { return short(w.resume.Lean.Is) }})
	}
	used := 0
	for _, c := range cols {
		used += c.width + 2
	}
	left := t.width - used
	lackWidth := 0
	if left >= 52 {
		lackWidth = min(max(left*33/100, 14), 40)
		lackWidth = min(lackWidth, wide(9, 40, t.lacks))
		left -= lackWidth + 2
	}
	cols = append(cols, column{"strongest evidence", max(left, 12), false, func(w row) string {
		return t.quote(w.fit, max(left, 12))
	}})
	if lackWidth > 0 {
		cols = append(cols, column{"not shown", lackWidth, false, func(w row) string { return t.lacksIn(w, lackWidth) }})
	}
	return cols
}

// scoreColumns are the scores by each rubric.
func (t *table) scoreColumns(wide func(least, most int, cell func(row) string) int) []column {
	if len(t.rubrics) < 2 {
		cell := func(w row) string { return t.score(w.fit) }
		return []column{{"score", wide(5, 7, cell), true, cell}}
	}
	var cols []column
	names := shortNames(t.rubrics)
	for i, u := range t.rubrics {
		cell := func(w row) string {
			f := chosenFit(w.resume, u.Name)
			switch {
			case f == nil:
				return "–"
			case f.State == "apart":
				return "apart"
			}
			return t.score(f)
		}
		cols = append(cols, column{names[i], max(wide(5, 7, cell), min(columns(names[i]), max(5, min(9, t.width/10)))), true, cell})
	}
	return cols
}

// shortNames drops what the names of the rubrics share at their start: developer, engineer.
func shortNames(rubrics []Rubric) []string {
	names := make([]string, len(rubrics))
	for i, u := range rubrics {
		names[i] = short(u.Name)
	}
	if len(names) < 2 {
		return names
	}
	prefix := names[0]
	for _, n := range names[1:] {
		for !strings.HasPrefix(n, prefix) {
			prefix = prefix[:len(prefix)-1]
		}
	}
	prefix = prefix[:strings.LastIndex(prefix, "-")+1]
	for i := range names {
		names[i] = strings.TrimPrefix(names[i], prefix)
	}
	return names
}

// bandHeading prints the band with its range; the first one carries the heads of the columns.
func (t *table) bandHeading(band string, cols []column, first bool) {
	head := strings.ToUpper(band)
	if u := t.rubrics; len(u) > 0 {
		head += " " + bandRanges(band, u)
	}
	if !first {
		t.line(t.band(band, head))
		return
	}
	lead := 0 // columns without a head: rank, name, since
	for lead < len(cols) && cols[lead].head == "" {
		lead++
	}
	room := -2
	for _, c := range cols[:lead] {
		room += c.width + 2
	}
	var b strings.Builder
	b.WriteString(t.band(band, pad(head, room)))
	for i, c := range cols[lead:] {
		b.WriteString("  ")
		cell := pad(c.head, c.width)
		if lead+i == len(cols)-1 {
			cell = clip(c.head, c.width)
		}
		if c.right {
			cell = padLeft(c.head, c.width)
		}
		b.WriteString(t.dim(cell))
	}
	t.line(b.String())
}

// bandRanges is the range of a band, or of each rubric where they differ: "70+ / 65+".
func bandRanges(band string, rubrics []Rubric) string {
	if sameBands(rubrics) {
		rubrics = rubrics[:1]
	}
	return strings.Join(each(rubrics, func(u Rubric) string { return bandRange(band, u.Bands) }), " / ")
}

func sameBands(rubrics []Rubric) bool {
	for _, u := range rubrics[1:] {
		if u.Bands != rubrics[0].Bands {
			return false
		}
	}
	return true
}

func (t *table) rowLine(w row, cols []column) string {
	var b strings.Builder
	for i, c := range cols {
		if i > 0 {
			b.WriteString("  ")
		}
		cell := c.cell(w)
		if c.right {
			cell = padLeft(cell, c.width)
		} else if i == len(cols)-1 {
			cell = clip(cell, c.width)
		} else {
			cell = pad(cell, c.width)
		}
		switch c.head {
		case "strongest evidence":
		case "not shown":
			if strings.HasPrefix(cell, "⚑") || strings.HasPrefix(cell, "MUST") {
				cell = t.warn(cell)
			} else {
				cell = t.dim(cell)
			}
		case "":
			if i == 1 {
				cell = t.bold(cell)
			}
		}
		b.WriteString(cell)
	}
	return b.String()
}

// quote is the strongest evidence with its place, in n columns: the place is never cut away.
func (t *table) quote(f *Fit, n int) string {
	_, h := evidence(f)
	if h == nil {
		return "nothing that counts was found"
	}
	place := at(h.Page, h.Line)
	room := n - columns(place) - 3
	return `"` + quoteOf(h, room) + `" ` + place
}

// lacks says in a few words what a person should know is not there: a must, unread pages, a thin resume, the heaviest
// criteria not shown; and how far the next band is where that is near.
func (t *table) lacks(w row) string { return t.lacking(w, 2) }

// lacksIn is lacks in n columns: criteria are counted instead of named before the way to the next band is cut.
func (t *table) lacksIn(w row, n int) string {
	for names := 2; names > 0; names-- {
		if s := t.lacking(w, names); columns(s) <= n {
			return s
		}
	}
	return t.lacking(w, 0)
}

// lacking names so many of the heaviest criteria that are not shown, and counts the rest.
func (t *table) lacking(w row, names int) string {
	var parts []string
	f := w.fit
	if f.Cap != "" {
		parts = append(parts, "MUST: "+short(capCriterion(f)))
	}
	if res := w.resume; res.PagesRead < res.Pages {
		parts = append(parts, fmt.Sprintf("%d of %d pages not read", res.Pages-res.PagesRead, res.Pages))
	}
	if w.resume.Thin != "" {
		parts = append(parts, "thin: "+short(w.resume.Thin))
	}
	if len(parts) == 0 {
		var ids []string
		lacking := missing(f, "not-shown")
		for _, c := range lacking[:min(names, len(lacking))] {
			ids = append(ids, short(c.ID))
		}
		s := strings.Join(ids, ", ")
		switch more := len(lacking) - len(ids); {
		case more > 0 && len(ids) > 0:
			s += fmt.Sprintf(" +%d more", more)
		case more > 0:
			if _, near := t.toNext(f); near == 0 || near > nearMiss {
				s = fmt.Sprintf("%d criteria", more)
			}
		}
		parts = append(parts, s)
	}
	s := strings.Join(parts, "; ")
	if next, n := t.toNext(f); n > 0 && n <= nearMiss {
		if s == "" {
			s = fmt.Sprintf("%d to %s", n, next)
		} else {
			s += fmt.Sprintf(" (%d to %s)", n, next)
		}
	}
	if hasOwnFlag(w.resume) {
		s = strings.TrimSpace("⚑ " + s)
	}
	return s
}

// capCriterion names the must that capped a fit.
func capCriterion(f *Fit) string {
	for _, c := range f.Criteria {
		if c.Must && c.State == "not-shown" {
			return c.ID
		}
	}
	for _, c := range f.Criteria {
		if c.Must && c.State != "met" {
			return c.ID
		}
	}
	return f.Cap
}

// shortHash is the first six digits of a hash, enough to see that two differ.
func shortHash(sum string) string {
	if len(sum) > 6 {
		sum = sum[:6]
	}
	return plain(sum)
}

func each[T any](list []T, says func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = says(x)
	}
	return out
}
