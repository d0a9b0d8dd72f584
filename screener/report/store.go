package report

import (
	"fmt"
	"os"
	"slices"
	"strings"
)

// Store keeps the records of a run of any length in a file, and of each in memory only what ranking needs: id, path and
// some 60 bytes, with 24 more for each rubric. Its Report is the very same as that of all records together; the renderers
// take the records from the file one by one. The records of a short run stay in memory, so that
// it needs no file. Close it when the report is written.
type Store struct {
	run     Report
	hold    int // records that may stay in memory
	held    []Resume
	spill   spill
	packed  []byte // of the last record, for its room
	kept    []kept
	places  []place // of each record, one for each rubric
	order   []int32 // of the report, as indexes into kept
	partial int     // read in part
}

// kept says where a record is.
type kept struct {
	spot
	held     bool // spot.at is an index into held
	state    byte
	id, file string
}

// place is what ranking needs of a fit.
type place struct {
	least        float64
	points, rank int32
	band         int8
	there, apart bool
}

// mostHeld is how many records may stay in memory: some 5 MB with their lines.
const mostHeld = 64

// NewStore starts the store of the run that head describes. Its file, which nobody else may read and which has no name where
// the system allows that, is made when it is needed: in the first of folders ("": the system's for temporary files) whose disk takes it.
func NewStore(head *Report, folders ...string) *Store {
	if len(folders) == 0 {
		folders = []string{""}
	}
	s := &Store{run: *head, hold: mostHeld, spill: spill{room: mostSpared}}
	for _, f := range folders {
		if f == "" {
			f = os.TempDir()
		}
		if !slices.Contains(s.spill.folders, f) {
			s.spill.folders = append(s.spill.folders, f)
		}
	}
	s.run.Resumes = nil
	return s
}

// Add adds one record, in input order. The error, a *FullError, says that there is no room for it; what was added before stays.
func (s *Store) Add(res Resume) error {
	if len(s.held) < s.hold {
		s.enter(&res, kept{spot: spot{at: int64(len(s.held))}, held: true})
		s.held = append(s.held, res)
		return nil
	}
	s.packed = appendPacked(s.packed[:0], &res)
	at, err := s.spill.add(s.packed)
	if err != nil {
		return err
	}
	s.enter(&res, kept{spot: at})
	return nil
}

// enter notes what ranking needs of a record.
func (s *Store) enter(res *Resume, k kept) {
	k.id, k.file = res.ID, res.File
	places := make([]place, len(s.run.Rubrics))
	switch res.State {
	case StateRead:
		if res.PagesRead < res.Pages {
			s.partial++
		}
		v := view{report: &s.run}
		for i := range res.Fits {
			f := &res.Fits[i]
			if n := s.rubric(f.Rubric); n >= 0 && !places[n].there {
				places[n] = place{least: f.Least, points: int32(v.points(f)), band: int8(bandOrder(f.Band)), there: true, apart: f.State == "apart"}
			}
		}
	case StateNotAResume:
		k.state = 'n'
	default:
		k.state = 'u'
	}
	s.kept = append(s.kept, k)
	s.places = append(s.places, places...)
}

// rubric is the index of a rubric of the run, -1 if it has none of that name.
func (s *Store) rubric(name string) int {
	return slices.IndexFunc(s.run.Rubrics, func(u Rubric) bool { return u.Name == name })
}

// Report is the run for the renderers, ranked as Arrange would. Head gives the counts and groups. It holds no records itself.
func (s *Store) Report(head *Report) *Report {
	out := *head
	out.Resumes, out.Store = nil, s
	s.order = make([]int32, len(s.kept))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	for i, u := range s.run.Rubrics {
		for _, w := range arrange(&out, u.Name).ranked {
			s.places[int(w.at)*len(s.run.Rubrics)+i].rank = int32(w.rank)
		}
	}
	v := arrange(&out, "")
	order := make([]int32, 0, len(s.kept))
	for _, rows := range [][]row{v.ranked, v.apart, v.noResume, v.unread} {
		slices.SortStableFunc(rows, func(a, b row) int {
			if s.kept[a.at].state == 0 {
				return 0 // sorted already
			}
			return strings.Compare(s.kept[a.at].file, s.kept[b.at].file)
		})
		for _, w := range rows {
			order = append(order, w.at)
		}
	}
	s.order = order
	return &out
}

// Close removes the file.
func (s *Store) Close() error {
	if s == nil {
		return nil
	}
	return s.spill.close()
}

// arrange fills the lists of v with rows that stand for records.
func (s *Store) arrange(v *view) {
	by := -1
	if v.by != "" {
		if by = s.rubric(v.by); by < 0 {
			by = len(s.run.Rubrics)
		}
	}
	for _, i := range s.order {
		w := row{at: i}
		switch s.kept[i].state {
		case 'n':
			v.noResume = append(v.noResume, w)
			continue
		case 'u':
			v.unread = append(v.unread, w)
			continue
		}
		if p := s.chosen(i, by); p == nil || p.apart {
			v.apart = append(v.apart, w)
		} else {
			w.band = p.band
			v.ranked = append(v.ranked, w)
		}
	}
	key := func(w row) sortKey {
		p, k := s.chosen(w.at, by), &s.kept[w.at]
		return sortKey{int(p.band), p.least, k.file, k.id}
	}
	slices.SortStableFunc(v.ranked, func(a, b row) int { return compareKeys(key(a), key(b)) })
	shareRanks(v.ranked, func(w row) (int, int) {
		p := s.chosen(w.at, by)
		return int(p.band), int(p.points)
	})
	slices.SortStableFunc(v.apart, func(a, b row) int { return strings.Compare(s.kept[a.at].file, s.kept[b.at].file) })
}

// chosen is what chosenFit is for a record in memory; by is the index of a rubric, or -1.
func (s *Store) chosen(i int32, by int) *place {
	n := len(s.run.Rubrics)
	if by >= n {
		return nil
	}
	all := s.places[int(i)*n : int(i)*n+n]
	var best *place
	for j := range all {
		if p := &all[j]; p.there && (by < 0 || by == j) && (best == nil || p.better(*best)) {
			best = p
		}
	}
	return best
}

// load gives a record back, with its ranks.
func (s *Store) load(i int32) (*Resume, error) {
	k := &s.kept[i]
	var res Resume
	if k.held {
		res = s.held[k.at]
		res.Fits = slices.Clone(res.Fits) // they get ranks
	} else {
		record, err := s.spill.get(k.spot)
		if err == nil {
			res, err = unpack(record)
		}
		if err != nil {
			return nil, fmt.Errorf("the record of %s cannot be read back: %w", k.file, err)
		}
	}
	if res.State != StateRead {
		return &res, nil
	}
	for f := range res.Fits {
		if n := s.rubric(res.Fits[f].Rubric); n >= 0 {
			if p := s.places[int(i)*len(s.run.Rubrics)+n]; p.rank > 0 {
				res.Fits[f].Rank = int(p.rank)
			}
		}
	}
	return &res, nil
}

// named is enough of the records in groups to name them, by id.
func (s *Store) named(groups [][]string) map[string]*Resume {
	by := make(map[string]*Resume)
	for _, g := range groups {
		for _, id := range g {
			by[id] = nil
		}
	}
	for i := range s.kept {
		if k := &s.kept[i]; len(by) > 0 {
			if _, wanted := by[k.id]; wanted {
				by[k.id] = &Resume{ID: k.id, File: k.file}
			}
		}
	}
	return by
}

// at gives the record at a place of the report's order, wherever it is.
func (r *Report) at(i int) (*Resume, error) {
	if i < len(r.Resumes) {
		return &r.Resumes[i], nil
	}
	return r.Store.load(r.Store.order[i-len(r.Resumes)])
}

// len is the number of records of a report, wherever they are.
func (r *Report) len() int {
	n := len(r.Resumes)
	if r.Store != nil {
		n += len(r.Store.kept)
	}
	return n
}
