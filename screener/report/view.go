package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Band names, best first.
var bandNames = [...]string{"strong", "good", "possible", "low"}

// least is the least score of a band.
func (b Bands) least(band string) float64 {
	switch band {
	case "strong":
		return b.Strong
	case "good":
		return b.Good
	case "possible":
		return b.Possible
	}
	return 0
}

// bandOrder is 0 for strong … 3 for low; anything else sorts last.
func bandOrder(band string) int {
	if i := slices.Index(bandNames[:], band); i >= 0 {
		return i
	}
	return len(bandNames)
}

// row is one ranked resume with the fit it is ranked by.
type row struct {
	resume *Resume
	fit    *Fit
	rank   int // from 1; the same for the same whole points in the same band

	at   int32 // where resume is nil: its index in the Store
	band int8  // and the order of its band
}

// order is that of the row's band, 0 for strong.
func (w row) order() int {
	if w.resume == nil {
		return int(w.band)
	}
	return bandOrder(w.fit.Band)
}

// view is a report sorted into what the pages show. Every resume is in exactly one of the four lists.
type view struct {
	report   *Report
	by       string // rubric ranked by; empty: better fit
	rubrics  []Rubric
	ranked   []row
	apart    []row
	noResume []row // without fit, as the next
	unread   []row
	more     More // of resumes that the report does not hold
}

// arrange sorts the resumes for a page about one rubric, or, with an empty name, as the report itself ranks them.
func arrange(r *Report, rubric string) view {
	v := view{report: r, by: rubric, rubrics: r.Rubrics}
	if rubric != "" {
		v.rubrics = nil
		for _, u := range r.Rubrics {
			if u.Name == rubric {
				v.rubrics = append(v.rubrics, u)
			}
		}
	} else {
		v.by = r.RankedBy
	}
	if r.Store != nil {
		r.Store.arrange(&v)
		return v
	}
	for i := range r.Resumes {
		res := &r.Resumes[i]
		switch res.State {
		case StateNotAResume:
			v.noResume = append(v.noResume, row{resume: res})
			continue
		case StateUnreadable:
			v.unread = append(v.unread, row{resume: res})
			continue
		}
		fit := chosenFit(res, v.by)
		switch {
		case fit == nil:
			v.apart = append(v.apart, row{resume: res, fit: notScreened()})
		case fit.State == "apart":
			v.apart = append(v.apart, row{resume: res, fit: fit})
		default:
			v.ranked = append(v.ranked, row{resume: res, fit: fit})
		}
	}
	slices.SortStableFunc(v.ranked, func(a, b row) int { return compareRows(a, b) })
	shareRanks(len(v.ranked), func(i int) (int, int) { return bandOrder(v.ranked[i].fit.Band), v.points(v.ranked[i].fit) },
		func(i, rank int) { v.ranked[i].rank = rank })
	if r.More != nil {
		for i, w := range v.ranked {
			v.ranked[i].rank = r.More.rank(bandOrder(w.fit.Band), v.points(w.fit))
		}
		v.more = *r.More
	}
	slices.SortStableFunc(v.apart, byPath)
	return v
}

func notScreened() *Fit { return &Fit{State: "apart", Reason: "not screened with this rubric"} }

// load gives the row with its record, which a Store may hold.
func (v *view) load(w row) (row, error) {
	if w.resume != nil {
		return w, nil
	}
	res, err := v.report.Store.load(w.at)
	if err != nil {
		return w, err
	}
	w.resume = res
	if res.State == StateRead {
		if w.fit = chosenFit(res, v.by); w.fit == nil {
			w.fit = notScreened()
		}
	}
	return w, nil
}

// id is that of the row's resume.
func (v *view) id(w row) string {
	if w.resume == nil {
		return v.report.Store.names.ID(int(w.at))
	}
	return w.resume.ID
}

// shareRanks numbers n sorted rows from 1; those of the same band and points share a rank.
func shareRanks(n int, place func(i int) (band, points int), give func(i, rank int)) {
	var band, points, rank int
	for i := range n {
		if b, p := place(i); i == 0 || b != band || p != points {
			band, points, rank = b, p, i+1
		}
		give(i, rank)
	}
}

// compareRows orders by band, then by the least score, then by path.
func compareRows(a, b row) int {
	return cmp.Or(
		cmp.Compare(bandOrder(a.fit.Band), bandOrder(b.fit.Band)), cmp.Compare(b.fit.Least, a.fit.Least), byPath(a, b))
}

// byPath orders by path, then by id: blind rows by that alone, since an order by paths would tell the order of names.
func byPath(a, b row) int {
	return cmp.Or(strings.Compare(a.resume.File, b.resume.File), strings.Compare(a.resume.ID, b.resume.ID))
}

// chosenFit is the fit to the named rubric, or else the better one: scored before apart, then band, then least score,
// then the order of the rubrics. Nil where there is none.
func chosenFit(res *Resume, rubric string) *Fit {
	var best *Fit
	for i := range res.Fits {
		f := &res.Fits[i]
		if rubric != "" {
			if f.Rubric == rubric {
				return f
			}
			continue
		}
		if best == nil || betterFit(f, best) {
			best = f
		}
	}
	return best
}

func betterFit(a, b *Fit) bool {
	of := func(f *Fit) place {
		return place{least: f.Least, band: int8(bandOrder(f.Band)), apart: f.State == "apart"}
	}
	return of(a).better(of(b))
}

func (p place) better(q place) bool {
	if p.apart != q.apart {
		return q.apart
	}
	if p.band != q.band {
		return p.band < q.band
	}
	return p.least > q.least
}

// Arrange puts the resumes of a report in the order that pages show: ranked by RankedBy or the better fit, then apart,
// then no resume, then unreadable, each of these by path. It sets Fit.Rank for every scored fit within its rubric: by
// band, then least score; the same whole points share a rank.
func Arrange(r *Report) {
	for _, u := range r.Rubrics {
		for _, w := range arrange(r, u.Name).ranked {
			w.fit.Rank = w.rank
		}
	}
	v := arrange(r, "")
	slices.SortStableFunc(v.noResume, byPath)
	slices.SortStableFunc(v.unread, byPath)
	out := make([]Resume, 0, len(r.Resumes))
	for _, rows := range [][]row{v.ranked, v.apart, v.noResume, v.unread} {
		for _, w := range rows {
			out = append(out, *w.resume)
		}
	}
	r.Resumes = out
}

// rubric is the rubric of that name, with the usual bands where the report does not hold it.
func (v *view) rubric(name string) Rubric {
	for _, u := range v.report.Rubrics {
		if u.Name == name {
			return u
		}
	}
	return Rubric{Name: name, Bands: Bands{Strong: 75, Good: 60, Possible: 40}}
}

// points is the score in whole points as people see it; rounding never lifts it over the next band's least score.
func (v *view) points(f *Fit) int { return whole(f.Least, v.natural(f), v.rubric(f.Rubric).Bands) }

// natural is the band that the points alone give.
func (v *view) natural(f *Fit) string {
	if f.Uncapped != "" {
		return f.Uncapped
	}
	return f.Band
}

// whole rounds a score to whole points, but not up to where the next band starts.
func whole(score float64, band string, b Bands) int {
	n := int(math.Floor(score + 0.5))
	if i := bandOrder(band); i > 0 && i < len(bandNames) {
		if next := b.least(bandNames[i-1]); next > 0 && float64(n) >= next && score < next {
			n = int(math.Ceil(next)) - 1
		}
	}
	return n
}

// score is what people read: "77", or "71–84" for a resume that was read in part.
func (v *view) score(f *Fit) string {
	least := v.points(f)
	if most := int(math.Floor(f.Most + 0.5)); f.Most > f.Least && most > least {
		return fmt.Sprintf("%d–%d", least, most)
	}
	return fmt.Sprint(least)
}

// range of a band as a heading says it: "75+", "60–74", "under 40".
func bandRange(band string, b Bands) string {
	whole := func(x float64) int { return int(math.Ceil(x)) }
	switch band {
	case "strong":
		return fmt.Sprintf("%d+", whole(b.Strong))
	case "good":
		return fmt.Sprintf("%d–%d", whole(b.Good), whole(b.Strong)-1)
	case "possible":
		return fmt.Sprintf("%d–%d", whole(b.Possible), whole(b.Good)-1)
	}
	return fmt.Sprintf("under %d", whole(b.Possible))
}

// toNext is the next better band and how many whole points are missing to it; "" for the best band or a capped fit.
func (v *view) toNext(f *Fit) (string, int) {
	i := bandOrder(f.Band)
	if i == 0 || i >= len(bandNames) || f.Uncapped != "" && f.Uncapped != f.Band {
		return "", 0
	}
	least := v.rubric(f.Rubric).Bands.least(bandNames[i-1])
	return bandNames[i-1], max(1, int(math.Ceil(least))-v.points(f))
}

// nearMiss is how close to a better band a row must be to be shown as a near miss, in whole points.
const nearMiss = 3

// evidence is the strongest hit of a fit: of the criterion that earns most, a line in which something was done, one
// with a figure in it before one without. Nil where nothing was found.
func evidence(f *Fit) (*Criterion, *Hit) {
	var criterion *Criterion
	var best *Hit
	top := 0.0
	for i := range f.Criteria {
		c := &f.Criteria[i]
		for j := range c.Hits {
			h := &c.Hits[j]
			worth := gradeWorth(h.Grade)
			if worth == 0 || h.Quote == "" {
				continue
			}
			worth *= c.Points
			if h.Grade == "used" || h.Grade == "unplaced" { // in a list or a title figures are years, and words no deeds
				if strings.ContainsAny(h.Quote, "0123456789") {
					worth *= 1.15
				}
				if h.Signal != "" || isPhrase(h) { // a deed says more than the name of a tool
					worth *= 1.4
				}
			}
			if !saysMore(h) { // a bare list item says less than a sentence
				worth *= 0.5
			}
			if best == nil || worth > top {
				criterion, best, top = c, h, worth
			}
		}
	}
	return criterion, best
}

// gradeWorth is the design's worth of a grade as a share of 1; it only orders evidence here, points are computed elsewhere.
func gradeWorth(grade string) float64 {
	switch grade {
	case "used":
		return 1
	case "role-list":
		return 0.75
	case "unplaced", "listed":
		return 0.5
	case "implied":
		return 0.45
	}
	return 0
}

// missing is the criteria that are not shown, heaviest first.
func missing(f *Fit, state string) []*Criterion {
	var out []*Criterion
	for i := range f.Criteria {
		if f.Criteria[i].State == state && !f.Criteria[i].Bonus {
			out = append(out, &f.Criteria[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *Criterion) int { return cmp.Compare(b.Weight, a.Weight) })
	return out
}

// at says where a hit stands: "p2:14", or "l.14" in a format without pages.
func at(page, line int) string {
	if page == 0 {
		return fmt.Sprintf("l.%d", line)
	}
	return fmt.Sprintf("p%d:%d", page, line)
}

// who names a resume: the person, or the file, or in a blind report the id.
func who(res *Resume) string {
	switch {
	case res.Name != "":
		return short(res.Name)
	case res.File != "":
		return short(baseName(res.File))
	}
	return short(res.ID)
}

// surname is the last word of a person's name, for lists where the full one stands above.
func surname(res *Resume) string {
	words := strings.Fields(who(res))
	if res.Name == "" || len(words) < 2 {
		return who(res)
	}
	for i := len(words) - 1; i >= 0; i-- {
		if r, _ := utf8.DecodeRuneInString(words[i]); unicode.IsLetter(r) {
			return words[i]
		}
	}
	return who(res)
}

func baseName(path string) string {
	path = strings.TrimRight(path, "/\\")
	if i := strings.LastIndexAny(path, "/\\"); i >= 0 {
		path = path[i+1:]
	}
	return path
}

// hash is the hash that stands for a run: what was read, with which rules, as of when. It draws the spot check, so
// that nobody chooses whom to check and the same run draws the same people.
func (r *Report) hash() string {
	return runHash(r, r.Len(), func(i int) string {
		if i < len(r.Resumes) {
			return r.Resumes[i].ID
		}
		return r.Store.names.ID(i - len(r.Resumes))
	})
}

// runHash is the hash of a run of n records with these ids.
func runHash(r *Report, n int, id func(i int) string) string {
	h := sha256.New()
	fmt.Fprintln(h, r.AsOf, r.Vocabulary.SHA256)
	for _, u := range r.Rubrics {
		fmt.Fprintln(h, u.Name, u.SHA256)
	}
	order := make([]int32, n)
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(a, b int32) int { return strings.Compare(id(int(a)), id(int(b))) })
	for _, i := range order {
		fmt.Fprintln(h, id(int(i)))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// spotChecked is how many resumes a page hands out to be checked.
const spotChecked = 2

// spotCheck draws up to n of the ranked resumes below good by the run's hash, in rank order.
func (v *view) spotCheck(n int) []row {
	if v.report.More != nil {
		out := make([]row, 0, n)
		for i := range v.more.spot[:min(n, len(v.more.spot))] {
			out = append(out, row{resume: &v.more.spot[i]})
		}
		return out
	}
	d := drawing{run: v.report.hash(), most: n}
	for i, w := range v.ranked {
		if w.order() >= bandOrder("possible") {
			d.add(i, v.id(w))
		}
	}
	out := make([]row, 0, n)
	for _, i := range d.drawn {
		if w, err := v.load(v.ranked[i]); err == nil { // a record that is lost is said where it is shown
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b row) int { return a.rank - b.rank })
	return out
}

// drawing draws those with the least lots, which the hash of the run gives.
type drawing struct {
	run   string
	most  int
	drawn []int // numbers, by lot
	lots  []string
}

// add lets the resume of a number and an id take part.
func (d *drawing) add(n int, id string) {
	sum := sha256.Sum256([]byte(d.run + id))
	lot := string(sum[:])
	if at, _ := slices.BinarySearch(d.lots, lot); at < d.most {
		d.lots = slices.Insert(d.lots, at, lot)
		d.drawn = slices.Insert(d.drawn, at, n)
		d.lots, d.drawn = d.lots[:min(len(d.lots), d.most)], d.drawn[:min(len(d.drawn), d.most)]
	}
}

// sum is the line that shows that nothing was lost: "12 in = 9 ranked + 2 apart + 1 not read".
func (v *view) sum() string {
	parts := []string{fmt.Sprintf("%d ranked", len(v.ranked)+v.more.Ranked)}
	for _, p := range []struct {
		n    int
		says string
	}{
		{len(v.apart) + v.more.Apart, "apart"}, {len(v.noResume) + v.more.NoResume, "no resume"}, {len(v.unread) + v.more.Unread, "not read"},
	} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.says))
		}
	}
	return fmt.Sprintf("%d in = %s", v.report.Len()+v.more.Input, strings.Join(parts, " + "))
}

// notice is what every page says of itself: who made the rules, what is not judged, who decides.
var notice = [...]string{
	"Made by rules that people wrote: no model, nothing learned from past decisions.",
	"Not judged: soft skills, gaps, schools, age, place. A resume shows less than an interview does.",
	"It decides nothing. A person decides.",
}

// notRead says what was not read, in one sentence, for the pages.
func (v *view) notRead() string {
	partial := 0
	if v.report.Store != nil {
		partial = v.report.Store.partial
	}
	for i := range v.report.Resumes {
		if res := &v.report.Resumes[i]; res.State == StateRead && res.PagesRead < res.Pages {
			partial++
		}
	}
	if len(v.unread) == 0 && partial == 0 {
		return "Everything that went in was read."
	}
	var parts []string
	if len(v.unread) > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d could not be read", len(v.unread), v.report.Len()))
	}
	if partial > 0 {
		parts = append(parts, fmt.Sprintf("%d %s read in part", partial, plural(partial, "was", "were")))
	}
	return "Not read: " + strings.Join(parts, ", ") + "."
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// duration says months as "9 y 4 m".
func duration(months int) string {
	switch {
	case months <= 0:
		return "no dated months"
	case months < 12:
		return fmt.Sprintf("%d m", months)
	case months%12 == 0:
		return fmt.Sprintf("%d y", months/12)
	}
	return fmt.Sprintf("%d y %d m", months/12, months%12)
}

// stackShort is the stack in the width of a column.
func stackShort(is string) string {
	switch is {
	case "backend":
		return "back"
	case "full-stack":
		return "full"
	case "frontend":
		return "front"
	}
	return "?"
}
