package fit

import (
	"shortlist/screener/document"
	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// counts says whether a role counts as experience.
func counts(r *resume.Role) bool { return r.Kind == resume.RoleJob || r.Kind == resume.RoleFreelance }

// months fills in the months of the roles and of the whole.
func (j *Judge) months(a *Assessment, res *resume.Resume) {
	a.RoleMonths = make([]int, len(res.Roles))
	for i := range res.Roles {
		a.RoleMonths[i] = res.RoleMonths(i, a.asOf)
	}
	a.Months = res.Months(a.asOf)
}

// monthsOf is the union of the months of the dated roles in which a collector's terms were used; -1 stands for all roles. It says
// false where terms are used in roles whose dates could not be read.
func (j *Judge) monthsOf(s *scratch, k int, a *Assessment) (int, bool) {
	if k < 0 {
		return a.Months, a.Months > 0 || len(s.res.Roles) == 0
	}
	var roles []int
	undated := false
	seen := map[int32]bool{}
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		if h.Role < 0 || seen[h.Role] || h.Grade < match.Implied || int(h.Role) >= len(s.res.Roles) {
			continue
		}
		seen[h.Role] = true
		if a.RoleMonths[h.Role] == 0 {
			undated = true
		} else if counts(&s.res.Roles[h.Role]) {
			roles = append(roles, int(h.Role))
		}
	}
	return s.res.UnionMonths(roles, a.asOf), len(roles) > 0 || !undated
}

// softwareMonths is the union of the months of the roles in which at least two technologies were used.
func (j *Judge) softwareMonths(s *scratch, asOf resume.Date) int {
	terms := int32(j.matcher.Terms())
	used := make([]map[int32]bool, len(s.res.Roles))
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Entry >= terms || h.Role < 0 || int(h.Role) >= len(used) || h.Grade < match.RoleList || !j.software[h.Entry] {
			continue
		}
		if used[h.Role] == nil {
			used[h.Role] = map[int32]bool{}
		}
		used[h.Role][h.Entry] = true
	}
	var roles []int
	for i := range s.res.Roles {
		if len(used[i]) >= 2 && counts(&s.res.Roles[i]) {
			roles = append(roles, i)
		}
	}
	return s.res.UnionMonths(roles, asOf)
}

var levelNames = map[string]resume.Level{
	"school": resume.LevelSchool, "certificate": resume.LevelCertificate, "boot-camp": resume.LevelBootCamp, "associate": resume.LevelAssociate,
	"bachelor": resume.LevelBachelor, "master": resume.LevelMaster, "doctorate": resume.LevelDoctorate,
}

// study finds what shows the education that is asked for: whole for the level in a field or for what stands in for it, half for
// the level in another field or a lower one in the field. The thing's hit is the span that shows it.
func (j *Judge) study(s *scratch, e *rubric.Education, fields int, a *Assessment, w *rubric.Worth) []thing {
	best := thing{}
	found := func(worth int, span document.Span) {
		if worth > best.worth {
			best = thing{key: 1, worth: worth, rest: worth, best: pick{-1, -1, -1}, span: span}
		}
	}
	inField := func(span document.Span) bool {
		if fields < 0 {
			return true
		}
		for _, p := range s.picks[fields] {
			if h := &s.result.Hits[p.hit]; h.Span.Overlaps(span) && h.Grade != match.Hidden {
				return true
			}
		}
		return false
	}
	asked := levelNames[e.Level]
	for i := range s.res.Education {
		ed := &s.res.Education[i]
		field := inField(ed.Span)
		switch {
		case ed.Level >= asked && field:
			found(100, ed.Span)
		case ed.Level >= asked, ed.Level >= resume.LevelAssociate && field:
			found(50, ed.Span)
		}
		for _, or := range e.Or {
			if ed.Level == levelNames[or] && (field || or == "boot-camp") {
				found(100, ed.Span)
			}
		}
	}
	for _, or := range e.Or {
		if or != "certificate" {
			continue
		}
		for i := range s.res.Entries[:min(len(s.res.Entries), 100)] {
			en := &s.res.Entries[i]
			if en.Kind == resume.SectionCertificates && j.technical(s, en.Title) {
				found(100, en.Title)
			}
		}
	}
	if e.OrMonths > 0 && best.worth < 100 {
		if months := j.softwareMonths(s, a.asOf); months >= e.OrMonths {
			span := document.Span{}
			if len(s.res.Roles) > 0 {
				span = s.res.Roles[0].Head
			}
			found(100, span)
		}
	}
	if best.worth == 0 {
		return nil
	}
	n := len(s.kept)
	s.kept = append(s.kept, best)
	return s.kept[n : n+1 : n+1]
}

// technical says whether a technology is named in a span.
func (j *Judge) technical(s *scratch, span document.Span) bool {
	terms := int32(j.matcher.Terms())
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Entry < terms && h.Span.Overlaps(span) && j.software[h.Entry] && h.Grade > match.Claimed {
			return true
		}
	}
	return false
}
