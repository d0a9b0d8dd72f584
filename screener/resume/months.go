package resume

import "slices"

// Index is the month as a number that can be subtracted: months since year 0.
func (d Date) Index() int { return d.Year*12 + d.Month - 1 }

// last is the last month that a stated end may mean: a year ends in its middle, so that years alone are off by half
// a year at most; a quarter with its third month.
func (d Date) last() int {
	switch d.Precision {
	case PrecisionYear:
		return d.Year*12 + 5
	case PrecisionQuarter:
		return d.Index() + 2
	}
	return d.Index()
}

func (d Date) first() int {
	if d.Precision == PrecisionYear {
		return d.Year*12 + 6
	}
	return d.Index()
}

// months gives the months [from, to) that the period covers as of a date; nothing where it has no start.
func (p Period) months(asOf Date) (from, to int, ok bool) {
	if p.Start.Year == 0 {
		return 0, 0, false
	}
	from = p.Start.first()
	now := asOf.Index()
	switch {
	case p.Open:
		to = now + 1
	case p.End.Year == 0:
		to = from + 1
	default:
		to = p.End.last() + 1
	}
	if to <= from { // 2019–2019
		to = from + 1
	}
	return from, min(to, now+1), from <= now
}

// RoleMonths is how long role i lasted, in months, as of a date; 0 where its dates could not be read.
func (r *Resume) RoleMonths(i int, asOf Date) int { return r.UnionMonths([]int{i}, asOf) }

// Months is the length of the union of all jobs and freelance work in months as of a date: overlaps count once,
// internships, volunteering and academic posts don't count.
func (r *Resume) Months(asOf Date) int {
	roles := make([]int, 0, len(r.Roles))
	for i := range r.Roles {
		if k := r.Roles[i].Kind; k == RoleJob || k == RoleFreelance {
			roles = append(roles, i)
		}
	}
	return r.UnionMonths(roles, asOf)
}

// UnionMonths is the length of the union of some roles in months as of a date. Indexes out of range are left out.
func (r *Resume) UnionMonths(roles []int, asOf Date) int {
	type stretch struct{ from, to int }
	all := make([]stretch, 0, len(roles))
	for _, i := range roles {
		if i < 0 || i >= len(r.Roles) {
			continue
		}
		if from, to, ok := r.Roles[i].Period.months(asOf); ok && to > from {
			all = append(all, stretch{from, to})
		}
	}
	slices.SortFunc(all, func(a, b stretch) int { return a.from - b.from })
	total, end := 0, 0
	for k, s := range all {
		if k == 0 || s.from > end {
			end = s.from
		}
		if s.to > end {
			total += s.to - end
			end = s.to
		}
	}
	return total
}
