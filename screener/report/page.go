package report

import (
	"slices"
	"sync"

	"shortlist/screener/chunk"
)

// Page gathers what the table for a terminal shows of a run of any length, record by record, and lets go of the rest:
// the rows that may be shown, the first of each list below them, and counts. The table of its Report is the very same as that of
// all records together.
type Page struct {
	run     Report
	names   *Names
	counts  More
	ranks   [len(bandNames) + 1][]int // ranked resumes by band and whole points
	below   chunk.List[stub]          // ranked below good, for the spot check
	persons chunk.Texts               // their names
	held    []*Resume
	next    int // how many are held when it is time to let go of some
	n       int // how many were added
}

// stub is enough of a resume to name it.
type stub struct {
	at           int32 // its number
	band, points int8
	person       chunk.Text
}

// More is what a report says of the resumes that it does not hold.
type More struct {
	Input, Ranked, Apart, NoResume, Unread int
	Flagged, Thin, Capped, Twice, Again    int            // of those, how many the lists of the table would name
	Doubted                                map[string]int // by what is doubtful
	Bands                                  [len(bandNames) + 1]int

	points [len(bandNames) + 1][]int // of all ranked ones, held or not
	files  map[string]string         // of ids in Report.Groups that are not held
	spot   []Resume
}

// NewPage starts a page of the run that head describes; names has the names of what is on it when Report is called.
func NewPage(head *Report, names *Names) *Page {
	p := &Page{run: *head, names: names, next: mostLoose}
	p.run.Resumes = nil
	p.counts.Doubted = map[string]int{}
	return p
}

// Add adds one record, which may be one in brief where nothing is to be marked.
func (p *Page) Add(res Resume) {
	p.n++
	v := view{report: &p.run, by: p.run.RankedBy, rubrics: p.run.Rubrics}
	if res.State == StateRead {
		if fit := chosenFit(&res, v.by); fit != nil && fit.State != "apart" {
			band, points := bandOrder(fit.Band), v.points(fit)
			points = max(points, 0)
			for len(p.ranks[band]) <= points {
				p.ranks[band] = append(p.ranks[band], 0)
			}
			p.ranks[band][points]++
			if band >= bandOrder("possible") {
				p.below.Add(stub{int32(p.n - 1), int8(band), int8(points), p.persons.Add(res.Name)})
			}
		}
	}
	if p.held = append(p.held, &res); len(p.held) >= p.next {
		p.prune()
		p.next = len(p.held) + mostLoose
	}
}

// mostLoose is how many records are held beside those that may be shown. Each may hold on to all that was read of its file.
const mostLoose = 64

// prune lets go of records that no table of the run can show: each list shows its first few, and what is not among the
// first few of those seen so far never will be.
func (p *Page) prune() {
	all := p.run
	all.Resumes = make([]Resume, len(p.held))
	for i, res := range p.held {
		all.Resumes[i] = *res
	}
	v := arrange(&all, "")
	keep := v.mayShow()
	held := p.held[:0]
	for i, res := range p.held {
		if keep[&all.Resumes[i]] {
			held = append(held, res)
		}
	}
	clear(p.held[len(held):])
	p.held = held
	for _, w := range v.ranked {
		if !keep[w.resume] {
			p.counts.Ranked++
			p.counts.Bands[bandOrder(w.fit.Band)]++
			if w.fit.Cap != "" {
				p.counts.Capped++
			}
			if isThin(w) {
				p.counts.Thin++
			}
		}
	}
	lost := func(n *int, rows []row) {
		for _, w := range rows {
			if !keep[w.resume] {
				*n++
			}
		}
	}
	lost(&p.counts.Apart, v.apart)
	lost(&p.counts.NoResume, v.noResume)
	lost(&p.counts.Unread, v.unread)
	for i := range all.Resumes {
		if res := &all.Resumes[i]; !keep[res] {
			p.counts.Input++
			if hasOwnFlag(res) {
				p.counts.Flagged++
			}
			for _, f := range res.Flags {
				if says := sharedFlag(f); says != "" {
					p.counts.Doubted[says]++
				}
			}
			if toldBefore(res) {
				p.counts.Again++
			}
		}
	}
}

// mayShow is what each list of a table would show of these resumes.
func (v *view) mayShow() map[*Resume]bool {
	keep := make(map[*Resume]bool)
	first := func(n int, rows []row, wanted func(row) bool) {
		for _, w := range rows {
			if n == 0 {
				return
			}
			if wanted(w) {
				keep[w.resume] = true
				n--
			}
		}
	}
	byFile := func(list []row) []row {
		rows := slices.Clone(list)
		slices.SortStableFunc(rows, byPath)
		return rows
	}
	noResume, unread := byFile(v.noResume), byFile(v.unread)
	any := func(row) bool { return true }
	flagged := func(w row) bool { return hasOwnFlag(w.resume) }
	first(mostRows, v.ranked, any)
	first(mostRows, v.ranked, func(w row) bool { return v.worthARow(w.fit) })
	first(mostNamed, v.ranked, func(w row) bool { return w.fit.Cap != "" })
	first(mostNamed, v.ranked, isThin)
	for _, rows := range [][]row{v.ranked, v.apart, noResume, unread} {
		first(mostNamed, rows, flagged)
		first(mostNamed, rows, func(w row) bool { return toldBefore(w.resume) })
		sharing := map[string]int{}
		first(len(rows), rows, func(w row) bool {
			few := false
			for _, f := range w.resume.Flags {
				if says := sharedFlag(f); says != "" {
					sharing[says]++
					few = few || sharing[says] <= mostSharing
				}
			}
			return few
		})
	}
	for _, rows := range [][]row{v.apart, noResume, unread} {
		first(mostNamed, rows, any)
	}
	return keep
}

// Report is the run for Table: with the records that it shows, and More about the others. Head gives the counts, groups the
// ids of duplicates. mask, if any, changes each record before it is shown.
func (p *Page) Report(head *Report, groups [][]string, mask func(*Resume)) *Report {
	p.prune()
	out := *head
	more := p.counts
	more.points = p.ranks
	out.Resumes = make([]Resume, len(p.held))
	var all sync.WaitGroup
	for i, res := range p.held {
		if out.Resumes[i] = *res; res.Whole != nil {
			all.Go(func() { out.Resumes[i] = res.Whole() })
		}
	}
	all.Wait()
	if mask != nil {
		for i := range out.Resumes {
			mask(&out.Resumes[i])
		}
	}
	Arrange(&out)

	if n := len(groups) - mostNamed; n > 0 {
		more.Twice, groups = n, groups[:mostNamed]
	}
	out.Groups = groups
	more.files = p.names.files(groups)

	d := drawing{run: runHash(&out, p.n, p.names.ID), most: spotChecked}
	for i := range p.below.Len() {
		d.add(i, p.names.ID(int(p.below.At(i).at)))
	}
	slices.SortStableFunc(d.drawn, func(a, b int) int {
		s, t := p.below.At(a), p.below.At(b)
		return more.rank(int(s.band), int(s.points)) - more.rank(int(t.band), int(t.points))
	})
	for _, i := range d.drawn {
		s := p.below.At(i)
		more.spot = append(more.spot, Resume{ID: p.names.ID(int(s.at)), File: p.names.file(int(s.at)), Name: p.persons.At(s.person)})
	}
	out.More = &more
	return &out
}

// rank is the rank of whole points in a band: one more than there are ranked resumes before them.
func (m *More) rank(band, points int) int {
	rank := 1
	for b := range band {
		for _, n := range m.points[b] {
			rank += n
		}
	}
	for p := points + 1; p < len(m.points[band]); p++ {
		rank += m.points[band][p]
	}
	return rank
}
