package report

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Explain writes every point of one resume with its quote, for each rubric of the report (or the one of the options):
// what did not count and why, what would change the result, what to ask.
func Explain(w io.Writer, r *Report, res *Resume, o Options) error {
	e := newExplanation(r, o)
	e.head(res)
	if res.State != StateRead {
		e.words(strings.ToUpper(strings.ReplaceAll(res.State, "-", " ")) + ": " + short(res.Reason))
		e.out.WriteByte('\n')
	}
	for i := range res.Fits {
		if f := &res.Fits[i]; o.Rubric == "" || f.Rubric == o.Rubric {
			e.fit(res, f)
			e.out.WriteByte('\n')
		}
	}
	e.about(res)
	e.limits()
	_, err := w.Write(e.out.Bytes())
	return err
}

type explanation struct {
	view
	paint
	width int
	out   bytes.Buffer
}

func newExplanation(r *Report, o Options) *explanation {
	return &explanation{view: arrange(r, o.Rubric), paint: paint(o.Color), width: o.width()}
}

func (e *explanation) line(s string) {
	e.out.WriteString(strings.TrimRight(s, " "))
	e.out.WriteByte('\n')
}

// limits says what the rules leave to people.
func (e *explanation) limits() {
	e.item("not judged", []string{notJudged})
	e.item("who decides", []string{"a person does; the rules were written by people, no model took part"})
}

// head says whose resume it is, how much of it was read, and what it shows as a whole.
func (e *explanation) head(res *Resume) {
	for i, l := range joinWrapped(append(nameParts(res), e.facts(res)...), " · ", e.width) {
		if i == 0 {
			l = e.bold(l)
		}
		e.line(l)
	}
}

// nameParts is the person and the file, or the id where there is neither.
func nameParts(res *Resume) []string {
	var parts []string
	if res.Name != "" {
		parts = append(parts, short(res.Name))
	}
	if res.File != "" {
		parts = append(parts, short(baseName(res.File)))
	} else if res.Name == "" {
		parts = append(parts, short(res.ID))
	}
	return parts
}

// facts is what a resume shows as a whole: pages read, roles, months, stack, lean, specialities.
func (e *explanation) facts(res *Resume) []string {
	var parts []string
	if res.State == StateRead {
		if res.Pages > 0 {
			parts = append(parts, fmt.Sprintf("%d of %d %s read", res.PagesRead, res.Pages, plural(res.Pages, "page", "pages")))
		}
		dated := 0
		for _, role := range res.Roles {
			if role.Start != "" {
				dated++
			}
		}
		roles := fmt.Sprintf("%d dated %s", dated, plural(dated, "role", "roles"))
		if dated > 0 {
			roles += ", " + duration(res.Months)
		}
		parts = append(parts, roles, stackSays(res.Stack.Is), leanSays(res.Lean))
		for _, s := range res.Specialities {
			parts = append(parts, fmt.Sprintf("also: %s (%d %s)", short(s.Name), s.Lines, plural(s.Lines, "line", "lines")))
		}
	}
	return parts
}

func stackSays(is string) string {
	if is == "undetermined" || is == "" {
		return "stack undetermined"
	}
	return plain(is)
}

// leanSays is "lean engineer +0.6 (7 signals to 2)"; the sign follows the score, - towards developer.
func leanSays(l Lean) string {
	if l.Developer+l.Engineer == 0 {
		return "lean either (no signals)"
	}
	more, less := l.Engineer, l.Developer
	if l.Is == "developer" {
		more, less = less, more
	}
	return fmt.Sprintf("lean %s %+.1f (%d %s to %d)", plain(l.Is), l.Score, more, plural(more, "signal", "signals"), less)
}

// fit prints one rubric: the result, the column of points, and what stands around it.
func (e *explanation) fit(res *Resume, f *Fit) {
	u := e.rubric(f.Rubric)
	for i, l := range joinWrapped(e.result(u, f), " · ", e.width) {
		if i == 0 {
			l = e.band(f.Band, l)
		}
		e.line(l)
	}
	e.out.WriteByte('\n')
	e.criteria(res, f)
	e.notCounted(f)
	e.changes("would add", f.WouldAdd, "+")
	e.changes("would cost", f.WouldCost, "−")
	if f.Cap != "" {
		e.item("capped", []string{short(f.Cap)})
	}
	e.item("built", filled([]string{builtSays(f)}))
	e.item("lists", filled([]string{listsSay(f)}))
	e.item("hidden", filled([]string{hiddenSays(f)}))
	e.numbered("ask", f.Ask)
}

// builtSays says how much the points count where little was built on the server's side; "" where they count whole.
func builtSays(f *Fit) string {
	if f.Built == 0 {
		return ""
	}
	return fmt.Sprintf("little is shown to have been built on the server's side: all points count × %.2f", f.Built)
}

// listsSay says how much of a score comes from lists, and whether their bound was reached; "" where none does.
func listsSay(f *Fit) string {
	switch {
	case f.Bound:
		return fmt.Sprintf("the bound on lists was reached: they add %.1f points, no more", f.Listed)
	case f.Listed >= 0.05:
		return fmt.Sprintf("%.1f of the points come from lists", f.Listed)
	}
	return ""
}

// hiddenSays compares the score as seen with what hidden words would have made of it; "" where there are none.
func hiddenSays(f *Fit) string {
	if f.WithHidden > 0 && math.Abs(f.WithHidden-f.Score) >= 0.05 {
		return fmt.Sprintf("as seen %.1f; with the hidden words it would have been %.1f", f.Score, f.WithHidden)
	}
	return ""
}

// adjustment says why the points of the criteria (in tenths) are not the score.
func adjustment(f *Fit, total, sum int) string {
	why := "an adjustment of the whole"
	switch {
	case sum < total && sum >= 1000:
		why = "the score stops at 100"
	case sum < total && f.Bound:
		why = "the bound on lists"
	}
	return fmt.Sprintf("%+.1f %s", float64(sum-total)/10, why)
}

// changeSays is one change with its points and the band it would lead to.
func changeSays(c Change, sign string) string {
	s := fmt.Sprintf("%s %s%.1f", short(c.Says), sign, math.Abs(c.Points))
	if c.Band != "" {
		s += " → " + plain(c.Band)
	}
	return s
}

// result is the score in words, with what it is compared to.
func (e *explanation) result(u Rubric, f *Fit) []string {
	parts := []string{short(u.Name) + " " + shortHash(u.SHA256), e.score(f) + " of 100"}
	switch {
	case f.State == "apart":
		return append(parts[:1], "APART: "+short(f.Reason), "would score "+e.score(f))
	case f.Uncapped != "" && f.Uncapped != f.Band:
		parts = append(parts, fmt.Sprintf("%s, not %s: a must is not shown", strings.ToUpper(f.Band), f.Uncapped))
	default:
		least := u.Bands.least(f.Band)
		if f.Band == "low" {
			parts = append(parts, fmt.Sprintf("LOW (%.1f to possible)", u.Bands.Possible-f.Least))
		} else {
			parts = append(parts, fmt.Sprintf("%s (from %.0f; margin %.1f)", strings.ToUpper(f.Band), least, f.Least-least))
		}
	}
	if f.Most > f.Least {
		parts = append(parts, "read in part: ranked by its least")
	}
	return parts
}

// stateMarks show the state of a criterion in one character.
var stateMarks = map[string]string{"met": "●", "partly-met": "◐", "not-shown": "○", "could-not-read": "?"}

// criteria prints the column of points. What it shows adds up to what stands under it, in tenths.
func (e *explanation) criteria(res *Resume, f *Fit) {
	tenths, sum := addUp(f)
	weight, total := 2, 0
	for _, c := range f.Criteria {
		weight = max(weight, len(weightSays(c.Weight)))
	}
	lead := 5 + len(" of ") + weight + 3 // points, weight, mark
	print := e.narrowCriteria(res, lead)
	if e.width >= 112 {
		print = e.wideCriteria(res, f, lead)
	}
	for i := range f.Criteria {
		c := &f.Criteria[i]
		title := short(c.Title)
		if c.Bonus {
			title += " (bonus)"
		}
		print(c, padLeft(fmt.Sprintf("%.1f", float64(tenths[i])/10), 5)+" of "+padLeft(weightSays(c.Weight), weight)+" "+stateMarks[c.State]+" ", title)
		total += tenths[i]
	}
	if total != sum {
		points, why, _ := strings.Cut(adjustment(f, total, sum), " ")
		e.line(padLeft(points, 5) + "        " + why)
	}
	e.line(e.bold(padLeft(fmt.Sprintf("%.1f", float64(sum)/10), 5)) + e.dim("        (the column adds up: rounded so that it does)"))
}

// wideCriteria prints the head of a table and gives what prints a criterion in it: title, evidence, page and grade beside one another
// behind lead columns of points.
func (e *explanation) wideCriteria(res *Resume, f *Fit, lead int) func(c *Criterion, points, title string) {
	name := 12
	for _, c := range f.Criteria {
		name = max(name, columns(short(c.Title)))
	}
	name = min(name, max(20, e.width/5))
	gradeWidth := min(30, e.width*23/100)
	saysWidth := e.width - lead - name - 2 - 2 - 6 - gradeWidth - 2
	e.line(e.dim(pad("  points", lead) + pad("criterion", name) + "  " + pad("what the resume says", saysWidth) + "  " + pad("page", 4) + "  grade"))
	return func(c *Criterion, points, title string) {
		rows, titles := e.hitRows(res, c, saysWidth), wrap(title, name)
		for j := range max(len(rows), len(titles)) {
			start, t, h := spaces(lead), "", hitRow{}
			if j == 0 {
				start = points
			}
			if j < len(titles) {
				t = titles[j]
			}
			if j < len(rows) {
				h = rows[j]
			}
			e.line(start + pad(t, name) + "  " + pad(h.says, saysWidth) + "  " + pad(h.page, 6) + e.dim(clip(h.grade, gradeWidth+2)))
		}
	}
}

// narrowCriteria gives what prints a criterion's title on a line and its evidence below, the grade beside it where there is room.
func (e *explanation) narrowCriteria(res *Resume, lead int) func(c *Criterion, points, title string) {
	gradeWidth := 0
	if e.width >= 84 {
		gradeWidth = e.width * 30 / 100
	}
	saysWidth := e.width - lead - 7 - gradeWidth
	return func(c *Criterion, points, title string) {
		e.line(points + clip(title, e.width-lead))
		for _, h := range e.hitRows(res, c, saysWidth) {
			if gradeWidth > 0 {
				e.line(spaces(lead) + pad(h.says, saysWidth) + " " + pad(h.page, 6) + e.dim(clip(h.grade, gradeWidth)))
				continue
			}
			e.line(spaces(lead) + clip(h.says, saysWidth) + " " + h.page)
			if h.grade != "" {
				e.line(spaces(lead) + e.dim(clip(h.grade, e.width-lead)))
			}
		}
	}
}

// hitRow is one line of what the resume says for a criterion.
type hitRow struct{ says, page, grade string }

// mostHits is how many things a criterion shows in explain; the rest is counted.
const mostHits = 3

// hitRows shows the best hit of each distinct thing, the best ones first, quotes cut to width.
func (e *explanation) hitRows(res *Resume, c *Criterion, width int) []hitRow {
	switch {
	case c.State == "could-not-read":
		return []hitRow{{says: "could not be read: part of the resume has no text"}}
	case len(c.Hits) == 0:
		return []hitRow{{says: "not shown"}}
	}
	hits := distinct(c.Hits)
	var out []hitRow
	quoted := map[[2]int]bool{} // by page and line
	shown := hits[:0:0]
	for i := range hits {
		h := &hits[i]
		if len(out) == mostHits {
			break
		}
		place := [2]int{h.Page, h.Line}
		if quoted[place] && isPhrase(h) { // the same line again, and no name to show
			continue
		}
		page := fmt.Sprintf("%d:%d", h.Page, h.Line)
		if h.Page == 0 {
			page = fmt.Sprintf("l.%d", h.Line)
		}
		says := saying(h, `"`, `"`, width)
		if name := nameOf(h); isTerm(h) && saysMore(h) && width-columns(name) > 24 {
			says = name + ` "` + quoteOf(h, width-columns(name)-3) + `"`
		}
		if quoted[place] {
			says = clip(nameOf(h), width)
		}
		quoted[place] = h.Quote != ""
		out = append(out, hitRow{says, page, gradeSays(h)})
		shown = append(shown, *h)
	}
	last := len(out) - 1
	if c.State == "partly-met" && c.Enough > 0 {
		out[last].grade += fmt.Sprintf(" · %s of %s", half(c.Shown), half(c.Enough))
	}
	if n := len(c.Hits) - len(out); n > 0 {
		out[last].grade += fmt.Sprintf(" · +%d %s", n, plural(n, "line", "lines"))
	}
	for i := range out {
		if in := roleOf(res, &shown[i]); in != "" {
			out[i].grade += ", " + in
		}
	}
	return out
}

// distinct is the best hit of each term or phrase, best grade first, terms before phrases, then as the rubric's lines ask for them.
func distinct(hits []Hit) []Hit {
	best := map[string]int{}
	var out []Hit
	for _, h := range hits {
		i, seen := best[h.Term]
		switch {
		case !seen:
			best[h.Term] = len(out)
			out = append(out, h)
		case gradeWorth(h.Grade) > gradeWorth(out[i].Grade):
			out[i] = h
		}
	}
	slices.SortStableFunc(out, func(a, b Hit) int {
		switch wa, wb := gradeWorth(a.Grade), gradeWorth(b.Grade); {
		case wa > wb:
			return -1
		case wa < wb:
			return 1
		case isTerm(&a) != isTerm(&b): // a technology says in a word what a phrase needs a sentence for
			if isTerm(&a) {
				return -1
			}
			return 1
		}
		return 0
	})
	return out
}

// gradeSays is the grade with what it is worth where that is less than all.
func gradeSays(h *Hit) string {
	s := short(h.Grade)
	switch h.Grade {
	case "listed", "unplaced":
		s += " (½)"
	case "role-list":
		s += " (¾)"
	}
	if h.OCR {
		s += ", by OCR"
	}
	return s
}

// roleOf is the role that a hit stands in, "Fennec 2022–now"; "" if none.
func roleOf(res *Resume, h *Hit) string {
	if h.Role < 0 || h.Role >= len(res.Roles) {
		return ""
	}
	role := &res.Roles[h.Role]
	name := role.Employer
	if name == "" {
		name = role.Title
	}
	return strings.TrimSpace(short(name) + " " + years(role))
}

// years is "2019–2022", "2022–now", "2019", or "" for a role without dates.
func years(role *Role) string {
	start, end := role.Start, role.End
	start = start[:min(4, len(start))]
	end = end[:min(4, len(end))]
	switch {
	case start == "" && end == "":
		return ""
	case role.Open:
		return plain(start) + "–now"
	case end == "" || start == end:
		return plain(start)
	}
	return plain(start + "–" + end)
}

// half says a count that may be a fraction: "2", "1.5", "0.67".
func half(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", x), "0"), ".")
}

func weightSays(w float64) string {
	if math.Abs(w-math.Round(w)) < 0.05 {
		return fmt.Sprintf("%.0f", w)
	}
	return fmt.Sprintf("%.1f", w)
}

// addUp rounds the points of a fit's criteria to tenths so that they add up to the score in tenths (largest remainder
// method), and gives both. Where points and score differ by more than rounding does (a bonus over 100), each is
// rounded by itself and the caller says why they differ.
func addUp(f *Fit) (tenths []int, sum int) {
	sum = int(math.Floor(f.Score*10 + 0.5))
	tenths = make([]int, len(f.Criteria))
	total := 0.0
	for _, c := range f.Criteria {
		total += c.Points
	}
	goal := sum
	if math.Abs(total-f.Score) > 0.051 {
		goal = int(math.Floor(total*10 + 0.5))
	}
	type rest struct {
		i    int
		frac float64
	}
	var rests []rest
	have := 0
	for i, c := range f.Criteria {
		exact := c.Points * 10
		tenths[i] = int(math.Floor(exact + 1e-6))
		have += tenths[i]
		rests = append(rests, rest{i, exact - float64(tenths[i])})
	}
	slices.SortStableFunc(rests, func(a, b rest) int {
		switch {
		case a.frac > b.frac:
			return -1
		case a.frac < b.frac:
			return 1
		}
		return 0
	})
	for k := 0; have < goal && k < len(rests); k++ {
		tenths[rests[k].i]++
		have++
	}
	for k := len(rests) - 1; have > goal && k >= 0; k-- {
		if tenths[rests[k].i] > 0 {
			tenths[rests[k].i]--
			have--
		}
	}
	return tenths, sum
}

func (e *explanation) notCounted(f *Fit) {
	out := each(distinctWhy(f.NotCounted), func(h Hit) string {
		if h.Why == "" {
			return fmt.Sprintf("%s %s %s", short(h.Term), at(h.Page, h.Line), h.Grade)
		}
		return fmt.Sprintf("%s %s: %s", short(h.Term), at(h.Page, h.Line), short(h.Why))
	})
	e.item("no points", out)
}

func (e *explanation) changes(label string, list []Change, sign string) {
	e.item(label, each(list, func(c Change) string { return changeSays(c, sign) }))
}

// about prints what concerns the resume as a whole: flags, what was looked for, doubts, notes, what was before.
func (e *explanation) about(res *Resume) {
	e.item("⚑ look at", each(res.Flags, func(f Flag) string {
		if f.Page > 0 {
			return fmt.Sprintf("%s (p%d)", short(f.Says), f.Page)
		}
		return short(f.Says)
	}))
	if res.Thin != "" {
		e.item("read it yourself", []string{"thin: " + short(res.Thin)})
	}
	e.item("hidden text", checksSay(res.Checks))
	e.item("hidden words", each(res.Hidden, hiddenRun))
	e.item("doubts", each(doubts(res), short))
	e.item("notes", each(res.Notes, short))
	if res.Since != nil && res.Since.State != "new" {
		e.item(res.Since.State, []string{sinceSays(res.Since)})
	}
}

// doubts are those that are no flag already.
func doubts(res *Resume) []string {
	return slices.DeleteFunc(slices.Clone(res.Doubts), func(d string) bool {
		return slices.ContainsFunc(res.Flags, func(f Flag) bool { return f.Says == d })
	})
}

// hiddenRun is one run of hidden text with its page and words.
func hiddenRun(h Hidden) string {
	if h.Page > 0 {
		return fmt.Sprintf("%s p%d “%s”", short(h.Kind), h.Page, short(h.Words))
	}
	return fmt.Sprintf("%s “%s”", short(h.Kind), short(h.Words))
}

// checksSay groups the checks for hidden text: what was found, what was not looked for, how many were clear.
func checksSay(checks []Check) []string {
	var found, skipped []string
	clear := 0
	for _, c := range checks {
		switch c.State {
		case "found":
			found = append(found, short(c.Kind))
		case "clear":
			clear++
		default:
			skipped = append(skipped, short(c.Kind))
		}
	}
	var out []string
	if len(found) > 0 {
		out = append(out, "found: "+strings.Join(found, ", "))
	}
	if clear > 0 {
		out = append(out, fmt.Sprintf("clear: %d of %d kinds", clear, len(checks)))
	}
	if len(skipped) > 0 {
		out = append(out, "not checked: "+strings.Join(skipped, ", "))
	}
	return out
}

// item prints a label and its points, wrapped under one another; nothing where there are none.
func (e *explanation) item(label string, points []string) {
	if len(points) == 0 {
		return
	}
	if n := len(points) - 2*mostNamed; n > 0 {
		points = append(points[:2*mostNamed:2*mostNamed], fmt.Sprintf("and %d more", n))
	}
	indent := 12
	if columns(label) > 10 {
		indent = columns(label) + 2
	}
	for i, l := range joinWrapped(points, " · ", e.width-indent) {
		if i == 0 {
			e.line(e.bold(pad(label, indent)) + l)
		} else {
			e.line(spaces(indent) + l)
		}
	}
}

// numbered prints a list under a label, one point a line.
func (e *explanation) numbered(label string, points []string) {
	for i, p := range points {
		head := spaces(12)
		if i == 0 {
			head = e.bold(pad(label, 12))
		}
		number := fmt.Sprintf("%d ", i+1)
		for j, l := range wrap(long(p), e.width-12-len(number)) {
			if j == 0 {
				e.line(head + number + l)
			} else {
				e.line(spaces(12+len(number)) + l)
			}
		}
	}
}
