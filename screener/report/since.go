package report

import "strings"

// Marker marks the resumes of a run by what became of them since an earlier one: new, changed (the same person with
// another file) or again (the same bytes). What people decided and noted is carried over: from decisions where they
// name the resume, else from what the earlier report itself carried. The score of the earlier run is only told where
// the rubric is the same one, to the byte.
//
// The same person is the same e-mail address, else the same phone number, else the same id (blind reports), else the
// same name where only one earlier resume bears it.
//
// A blind report is told nothing that was written by people who knew whom they wrote about: decisions and notes come to it from blind
// reports and by blind ids only.
type Marker struct {
	Found   int // how many of the earlier report came again so far
	old     *Report
	earlier *earlier
	decided *decided
}

// NewMarker marks by an earlier report, of which ForMarks is enough, and by decisions. old may be nil: then only decisions count.
func NewMarker(old *Report, decisions []Decision) *Marker {
	return &Marker{old: old, earlier: newEarlier(old), decided: newDecided(decisions)}
}

// Mark sets Since of one resume of the run that head describes. who is res, or tells more of whose it is: a blind id, a name.
func (m *Marker) Mark(head *Report, res, who *Resume) {
	before, same := m.earlier.find(who)
	since := &Since{State: "new"}
	named := []*Resume{who}
	if !head.Blind {
		named = append(named, res, before)
	}
	if before != nil {
		m.Found++
		since.State = "changed"
		if same {
			since.State = "again"
		}
		since.Score = earlierScore(head, m.old, res, before)
		if !head.Blind && before.File != res.File {
			since.File = before.File
		}
		if before.Since != nil && (!head.Blind || m.old.Blind) {
			since.Decision, since.Note = before.Since.Decision, before.Since.Note
		}
	}
	if d := m.decided.about(named, head.Blind); d != nil {
		since.Decision, since.Note = d.Decision, d.Note
		if since.State == "new" && m.old == nil {
			since.State = "again"
		}
	}
	res.Since = since
}

// ForMarks is as much of a record as a Marker needs of an earlier one: who it is of, and its scores.
func ForMarks(res Resume) Resume {
	out := Resume{ID: res.ID, File: res.File, SHA256: res.SHA256, State: res.State, Name: res.Name, Contact: res.Contact, Since: res.Since}
	for _, f := range res.Fits {
		out.Fits = append(out.Fits, Fit{Rubric: f.Rubric, State: f.State, Least: f.Least})
	}
	return out
}

// earlier finds the resumes of an earlier report. None is under "".
type earlier struct {
	bySum, byMail, byPhone, byID, byName map[string]*Resume
}

func newEarlier(old *Report) *earlier {
	e := &earlier{map[string]*Resume{}, map[string]*Resume{}, map[string]*Resume{}, map[string]*Resume{}, map[string]*Resume{}}
	if old == nil {
		return e
	}
	put := func(m map[string]*Resume, key string, res *Resume) {
		if key == "" {
			return
		}
		if _, ok := m[key]; !ok {
			m[key] = res
		}
	}
	twice := map[string]int{}
	for i := range old.Resumes {
		res := &old.Resumes[i]
		put(e.bySum, res.SHA256, res)
		put(e.byID, res.ID, res)
		if res.State != StateRead {
			continue
		}
		if c := res.Contact; c != nil {
			put(e.byMail, strings.ToLower(c.Email), res)
			put(e.byPhone, PhoneKey(c.Phone), res)
		}
		name := NameKey(res.Name)
		twice[name]++
		put(e.byName, name, res)
	}
	for name, n := range twice {
		if n > 1 {
			delete(e.byName, name)
		}
	}
	return e
}

// find gives the earlier record of a resume, and whether its bytes are the same.
func (e *earlier) find(res *Resume) (before *Resume, same bool) {
	if before := e.bySum[res.SHA256]; before != nil {
		return before, true
	}
	if c := res.Contact; c != nil {
		if before := e.byMail[strings.ToLower(c.Email)]; before != nil {
			return before, false
		}
		if before := e.byPhone[PhoneKey(c.Phone)]; before != nil {
			return before, false
		}
	}
	if before := e.byID[res.ID]; before != nil {
		return before, true // ids are made from the bytes
	}
	if before := e.byName[NameKey(res.Name)]; before != nil && !contradict(res, before) {
		return before, false
	}
	return nil, false
}

// contradict says whether two resumes of one name are of two people: both give an address and they differ.
func contradict(a, b *Resume) bool {
	return a.Contact != nil && b.Contact != nil && a.Contact.Email != "" && b.Contact.Email != "" && !strings.EqualFold(a.Contact.Email, b.Contact.Email) &&
		PhoneKey(a.Contact.Phone) != PhoneKey(b.Contact.Phone)
}

// earlierScore is the score then for the rubric that the resume is ranked by now; 0 where that rubric was another one.
func earlierScore(now, old *Report, res, before *Resume) float64 {
	f := chosenFit(res, now.RankedBy)
	if f == nil {
		return 0
	}
	sum := func(r *Report) string {
		for _, u := range r.Rubrics {
			if u.Name == f.Rubric {
				return u.SHA256
			}
		}
		return ""
	}
	if was := fitTo(before, f.Rubric); was != nil && sum(now) != "" && sum(now) == sum(old) {
		return was.Least
	}
	return 0
}
