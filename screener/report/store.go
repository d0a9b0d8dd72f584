package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"os"
	"slices"
	"strings"

	"github.com/klauspost/compress/s2"
)

// Store keeps the records of a run of any length in a file, and of each in memory only what ranking needs: id, path and
// some 60 bytes, with 24 more for each rubric. Its Report is the very same as that of all records together; the renderers
// that can (JSON, CSV, Text, Markdown) take the records from the file one by one. The records of a short run stay in memory, so that
// it needs no file. Close it when the report is written.
type Store struct {
	run     Report
	folder  string
	open    func(at int64, size int) (Resume, error)
	hold    int // records that may stay in memory
	held    []Resume
	file    *os.File
	out     *bufio.Writer
	size    int64
	kept    []kept
	places  []place // of each record, one for each rubric
	order   []int32 // of the report, as indexes into kept
	partial int     // read in part
	broken  error   // of the first write that failed
}

// kept says where a record is.
type kept struct {
	at       int64
	size     int32 // 0: at is an index into held
	state    byte
	outside  bool // not in the store's own file
	id, file string
}

// place is what ranking needs of a fit.
type place struct {
	least        float64
	points, rank int32
	band         int8
	there, apart bool
}

// mostHeld is how many records may stay in memory: some 20 MB with their lines.
const mostHeld = 256

// NewStore starts the store of the run that head describes. Its file, which nobody else may read and which has no name where
// the system allows that, is made in folder ("": the system's for temporary files) when it is needed. open gives records that Refer names; it may be nil.
func NewStore(head *Report, folder string, open func(at int64, size int) (Resume, error)) *Store {
	s := &Store{run: *head, folder: folder, open: open, hold: mostHeld}
	s.run.Resumes = nil
	return s
}

// Add adds one record, in input order. The error says that the file cannot be written.
func (s *Store) Add(res Resume) error {
	if len(s.held) < s.hold {
		s.enter(&res, kept{at: int64(len(s.held))})
		s.held = append(s.held, res)
		return nil
	}
	text, err := json.Marshal(&res)
	if err != nil {
		return fmt.Errorf("the record of %s cannot be kept: %w", res.File, err)
	}
	if s.file == nil {
		if err := s.create(); err != nil {
			return s.failed(err)
		}
	}
	text = s2.Encode(nil, text)
	if _, err := s.out.Write(text); err != nil {
		return s.failed(err)
	}
	s.enter(&res, kept{at: s.size, size: int32(len(text))})
	s.size += int64(len(text))
	return nil
}

// Refer adds one record that open can give back, so that it is not kept twice. size is above 0.
func (s *Store) Refer(res Resume, at int64, size int) {
	s.enter(&res, kept{at: at, size: int32(size), outside: true})
}

func (s *Store) create() error {
	f, err := os.CreateTemp(s.folder, ".shortlist-records-*") // mode 0600
	if err != nil {
		return err
	}
	_ = os.Remove(f.Name()) // a killed run leaves nothing; where an open file keeps its name, Close removes it
	s.file, s.out = f, bufio.NewWriterSize(f, 1<<18)
	return nil
}

// failed says what keeps the file from being written, the same each time.
func (s *Store) failed(err error) error {
	if s.broken != nil {
		return s.broken
	}
	folder := s.folder
	if folder == "" {
		folder = os.TempDir()
	}
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	s.broken = fmt.Errorf("the records of a long run need a temporary file in %s: %w; free some space, or name a file elsewhere with -o (or a folder in TMPDIR). "+
		"Nothing was changed, and what a journal holds is whole", folder, err)
	return s.broken
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
func (s *Store) Report(head *Report) (*Report, error) {
	if s.out != nil {
		if err := s.out.Flush(); err != nil {
			return nil, s.failed(err)
		}
	}
	if s.broken != nil {
		return nil, s.broken
	}
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
	return &out, nil
}

// Close removes the file.
func (s *Store) Close() error {
	if s == nil || s.file == nil {
		return nil
	}
	err := s.file.Close()
	_ = os.Remove(s.file.Name())
	s.file = nil
	return err
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
	switch {
	case k.size == 0:
		res = s.held[k.at]
	case k.outside:
		var err error
		if res, err = s.open(k.at, int(k.size)); err != nil {
			return nil, err
		}
	default:
		text := make([]byte, k.size)
		_, err := s.file.ReadAt(text, k.at)
		if err == nil {
			text, err = s2.Decode(nil, text)
		}
		if err == nil {
			err = json.Unmarshal(text, &res)
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

// all gives the records of a report in its order, wherever they are.
func (r *Report) all() iter.Seq2[*Resume, error] {
	return func(yield func(*Resume, error) bool) {
		for i := range r.Resumes {
			if !yield(&r.Resumes[i], nil) {
				return
			}
		}
		if r.Store == nil {
			return
		}
		for _, i := range r.Store.order {
			if res, err := r.Store.load(i); !yield(res, err) || err != nil {
				return
			}
		}
	}
}

// len is the number of records of a report, wherever they are.
func (r *Report) len() int {
	n := len(r.Resumes)
	if r.Store != nil {
		n += len(r.Store.kept)
	}
	return n
}
