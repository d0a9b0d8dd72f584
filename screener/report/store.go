package report

import (
	"cmp"
	"fmt"
	"os"
	"slices"

	"shortlist/screener/chunk"
)

// Store keeps the records of a run of any length in a file, and of each in memory only what ranking needs beside its names: 16
// bytes, with 16 more for each rubric. Its Report is the very same as that of all records together; the renderers
// take the records from the file one by one. The records of a short run stay in memory, so that
// it needs no file. Close it when the report is written.
type Store struct {
	run     Report
	names   *Names
	folders []string // for files
	hold    int      // records that may stay in memory
	held    []Resume
	tags    [][]byte // of those held
	spill   spill
	packed  []byte // of the last record, for its room
	kept    chunk.List[kept]
	places  chunk.List[place] // of each record, one for each rubric
	order   []int32           // of the report, as indexes into kept
	mask    func(*Resume)     // of what is read back; nil for none
	partial int               // read in part
}

// kept says where a record is. It is a spot with the state in what room that leaves.
type kept struct {
	at    int64
	size  int32
	file  int16
	state byte
}

func (k *kept) spot() spot { return spot{k.at, k.size, k.file} }

// spotHeld stands for the file of a record that is not packed: at is an index into held.
const spotHeld = -2

// place is what ranking needs of a fit.
type place struct {
	least        float64
	rank         int32
	points       int8 // whole ones, at most 100
	band         int8
	there, apart bool
}

// mostHeld is how many records may stay in memory: some 5 MB with their lines.
const mostHeld = 64

// NewStore starts the store of the run that head describes; names has the names of what is in it when Report is called. Its file,
// which nobody else may read and which has no name where the system allows that, is made when it is needed: in the first of folders
// ("": the system's for temporary files) whose disk takes it.
func NewStore(head *Report, names *Names, folders ...string) *Store {
	if len(folders) == 0 {
		folders = []string{""}
	}
	s := &Store{run: *head, names: names, hold: mostHeld, spill: spill{room: mostSpared}}
	for _, f := range folders {
		if f == "" {
			f = os.TempDir()
		}
		if !slices.Contains(s.folders, f) {
			s.folders = append(s.folders, f)
		}
	}
	s.spill.folders = s.folders
	s.run.Resumes = nil
	return s
}

// Add adds one record, in input order, with a tag that Tags gives back. The error, a *FullError, says that there is no room for it;
// what was added before stays.
func (s *Store) Add(res Resume, tag []byte) error {
	if len(s.held) < s.hold {
		s.enter(&res, spot{at: int64(len(s.held)), size: 0, file: spotHeld})
		s.held, s.tags = append(s.held, res), append(s.tags, tag)
		return nil
	}
	s.packed = appendPacked(s.packed[:0], &res)
	at, err := s.spill.add(s.packed, tag)
	if err != nil {
		return err
	}
	s.enter(&res, at)
	return nil
}

// Tags gives the tags of all records, of n bytes each, in input order. None may be kept.
func (s *Store) Tags(n int, give func(tag []byte)) error {
	var b buffers
	for i := range s.kept.Len() {
		k := s.kept.At(i)
		if k.file == spotHeld {
			give(s.tags[k.at])
			continue
		}
		tag, err := s.spill.tag(k.spot(), n, &b)
		if err != nil {
			return s.lost(i, err)
		}
		give(tag)
	}
	return nil
}

// lost says that what was kept of record i is there no more.
func (s *Store) lost(i int, err error) error {
	return fmt.Errorf("the record of %s cannot be read back: %w", cmp.Or(s.names.file(i), s.names.ID(i)), err)
}

// enter notes what ranking needs of a record.
func (s *Store) enter(res *Resume, at spot) {
	k := kept{at: at.at, size: at.size, file: at.file}
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
				places[n] = place{least: f.Least, points: int8(v.points(f)), band: int8(bandOrder(f.Band)), there: true, apart: f.State == "apart"}
			}
		}
	case StateNotAResume:
		k.state = 'n'
	default:
		k.state = 'u'
	}
	s.kept.Add(k)
	for _, p := range places {
		s.places.Add(p)
	}
}

// place is that of record i for the rubric of index n.
func (s *Store) place(i int32, n int) *place { return s.places.At(int(i)*len(s.run.Rubrics) + n) }

// rubric is the index of a rubric of the run, -1 if it has none of that name.
func (s *Store) rubric(name string) int {
	return slices.IndexFunc(s.run.Rubrics, func(u Rubric) bool { return u.Name == name })
}

// Report is the run for the renderers, ranked as Arrange would. Head gives the counts and groups. It holds no records itself. mask, if
// any, changes each record before it is shown, from several goroutines.
func (s *Store) Report(head *Report, mask func(*Resume)) *Report {
	out := *head
	out.Resumes, out.Store = nil, s
	if s.mask = mask; mask != nil {
		for i := range s.held {
			mask(&s.held[i])
		}
	}
	for i := range s.run.Rubrics {
		s.shareRanks(s.lists(i).ranked, i, func(at int32, rank int) { s.place(at, i).rank = int32(rank) })
	}
	l := s.lists(s.by(out.RankedBy))
	s.byFile(l.noResume)
	s.byFile(l.unread)
	s.order = slices.Concat(l.ranked, l.apart, l.noResume, l.unread)
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
	by := s.by(v.by)
	l := s.lists(by)
	rows := func(list []int32) []row {
		out := make([]row, len(list))
		for i, at := range list {
			out[i] = row{at: at}
			if p := s.chosen(at, by); p != nil {
				out[i].band = p.band
			}
		}
		return out
	}
	v.ranked, v.apart, v.noResume, v.unread = rows(l.ranked), rows(l.apart), rows(l.noResume), rows(l.unread)
	i := 0
	s.shareRanks(l.ranked, by, func(_ int32, rank int) { v.ranked[i].rank, i = rank, i+1 })
}

// lists are the lists of a view, as indexes into kept.
type lists struct{ ranked, apart, noResume, unread []int32 }

// lists sorts the records that were ranked by a rubric; those that were not read stay in the order of the report, as far as it has one.
func (s *Store) lists(by int) lists {
	order := s.order
	if order == nil {
		order = make([]int32, s.kept.Len())
		for i := range order {
			order[i] = int32(i)
		}
	}
	var l lists
	list := func(i int32) *[]int32 {
		switch s.kept.At(int(i)).state {
		case 'n':
			return &l.noResume
		case 'u':
			return &l.unread
		}
		if p := s.chosen(i, by); p == nil || p.apart {
			return &l.apart
		}
		return &l.ranked
	}
	for _, i := range order {
		of := list(i)
		*of = append(*of, i)
	}
	slices.SortStableFunc(l.ranked, func(a, b int32) int {
		p, q := s.chosen(a, by), s.chosen(b, by)
		return cmp.Or(cmp.Compare(p.band, q.band), cmp.Compare(q.least, p.least), s.names.compare(int(a), int(b)))
	})
	s.byFile(l.apart)
	return l
}

// byFile sorts records as byPath does.
func (s *Store) byFile(list []int32) {
	slices.SortStableFunc(list, func(a, b int32) int { return s.names.compare(int(a), int(b)) })
}

// shareRanks gives each of ranked its rank.
func (s *Store) shareRanks(ranked []int32, by int, give func(at int32, rank int)) {
	shareRanks(len(ranked), func(i int) (int, int) {
		p := s.chosen(ranked[i], by)
		return int(p.band), int(p.points)
	}, func(i, rank int) { give(ranked[i], rank) })
}

// by is the index of the rubric that a view is ranked by: -1 for the better fit, and one past the last for one that the run has not.
func (s *Store) by(rubric string) int {
	if rubric == "" {
		return -1
	}
	if i := s.rubric(rubric); i >= 0 {
		return i
	}
	return len(s.run.Rubrics)
}

// chosen is what chosenFit is for a record in memory; by is the index of a rubric, or -1.
func (s *Store) chosen(i int32, by int) *place {
	var best *place
	for j := range s.run.Rubrics {
		if p := s.place(i, j); p.there && (by < 0 || by == j) && (best == nil || p.better(*best)) {
			best = p
		}
	}
	return best
}

// load gives a record back, with its ranks.
func (s *Store) load(i int32) (*Resume, error) {
	k := s.kept.At(int(i))
	var res Resume
	if k.file == spotHeld {
		res = s.held[k.at]
		res.Fits = slices.Clone(res.Fits) // they get ranks
	} else {
		err := s.spill.get(k.spot(), func(record []byte) (err error) {
			res, err = unpack(record)
			return err
		})
		if err != nil {
			return nil, s.lost(int(i), err)
		}
		if s.mask != nil {
			s.mask(&res)
		}
	}
	if res.State != StateRead {
		return &res, nil
	}
	for f := range res.Fits {
		if n := s.rubric(res.Fits[f].Rubric); n >= 0 {
			if p := s.place(i, n); p.rank > 0 {
				res.Fits[f].Rank = int(p.rank)
			}
		}
	}
	return &res, nil
}

// At gives the record at a place of the report's order, wherever it is. Nothing of it may be changed.
func (r *Report) At(i int) (*Resume, error) {
	if i < len(r.Resumes) {
		return &r.Resumes[i], nil
	}
	return r.Store.load(r.Store.order[i-len(r.Resumes)])
}

// File is the path of that record.
func (r *Report) File(i int) string {
	if i < len(r.Resumes) {
		return r.Resumes[i].File
	}
	return r.Store.names.file(int(r.Store.order[i-len(r.Resumes)]))
}

// Len is the number of records of a report, wherever they are.
func (r *Report) Len() int {
	n := len(r.Resumes)
	if r.Store != nil {
		n += r.Store.kept.Len()
	}
	return n
}

// page is a report of the store for Table.
func (s *Store) page(r *Report) (*Report, error) {
	head := *r
	head.Store = nil
	p := NewPage(&head, s.names)
	err := inOrder(s.kept.Len(), func(i int) (*Resume, error) { return s.load(int32(i)) }, func(res *Resume) error {
		p.Add(*res)
		return nil
	})
	return p.Report(&head, head.Groups, nil), err
}
