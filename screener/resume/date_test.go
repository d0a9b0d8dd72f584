package resume

import "testing"

func TestPeriods(t *testing.T) {
	p := parser(t)
	for _, c := range []struct {
		text       string
		start, end string // as JSON Resume writes them; "now" for an open end
		precision  Precision
		stated     int
	}{
		{"Jan 2019 - Mar 2021", "2019-01", "2021-03", PrecisionMonth, 0},
		{"January, 2019 – March, 2021", "2019-01", "2021-03", PrecisionMonth, 0},
		{"Sept. 2024 – Nov. 2025", "2024-09", "2025-11", PrecisionMonth, 0},
		{"03/2019 - 11/2020", "2019-03", "2020-11", PrecisionMonth, 0},
		{"3.2019–11.2020", "2019-03", "2020-11", PrecisionMonth, 0},
		{"2019-03 to 2020-11", "2019-03", "2020-11", PrecisionMonth, 0},
		{"2019/03 — 2020/11", "2019-03", "2020-11", PrecisionMonth, 0},
		{"03/19 - 05/21", "2019-03", "2021-05", PrecisionMonth, 0},
		{"01.03.2019 - 30.11.2020", "2019-03", "2020-11", PrecisionMonth, 0},
		{"15 March 2019 – 1st November 2020", "2019-03", "2020-11", PrecisionMonth, 0},
		{"March 1st, 2019 to November 2, 2020", "2019-03", "2020-11", PrecisionMonth, 0},
		{"Jan '19 – Feb ’21", "2019-01", "2021-02", PrecisionMonth, 0},
		{"Jan-19 to Dec-20", "2019-01", "2020-12", PrecisionMonth, 0},
		{"’19 – ’21", "2019", "2021", PrecisionYear, 0},
		{"2014 -- 2021", "2014", "2021", PrecisionYear, 0},
		{"2014-15", "2014", "2015", PrecisionYear, 0},
		{"2019/20", "2019", "2020", PrecisionYear, 0},
		{"2019 – present", "2019", "now", PrecisionYear, 0},
		{"(Apr 2018 to date)", "2018-04", "now", PrecisionMonth, 0},
		{"2021 -- ongoing", "2021", "now", PrecisionYear, 0},
		{"Since March 2026", "2026-03", "now", PrecisionMonth, 0},
		{"2019 –", "2019", "now", PrecisionYear, 0},
		{"Jun – Aug 2019", "2019-06", "2019-08", PrecisionMonth, 0},
		{"Nov – Feb 2020", "2019-11", "2020-02", PrecisionMonth, 0},
		{"Summer 2018", "2018-06", "", PrecisionQuarter, 0},
		{"Spring 2018 - Fall 2019", "2018-03", "2019-09", PrecisionQuarter, 0},
		{"Q1 2019 – Q3 2020", "2019-01", "2020-07", PrecisionQuarter, 0},
		{"2019 Q2 - 2020 Q1", "2019-04", "2020-01", PrecisionQuarter, 0},
		{"early 2019 to late 2020", "2019", "2020", PrecisionYear, 0},
		{"from 2016 to 2019", "2016", "2019", PrecisionYear, 0},
		{"May 2019", "2019-05", "", PrecisionMonth, 0},
		{"Expected May 2027", "", "2027-05", PrecisionNone, 0},
		{"Class of 2019", "", "2019", PrecisionNone, 0},
		{"Apr, 2019 - Feb, 2026  6 years 10 months", "2019-04", "2026-02", PrecisionMonth, 82},
		{"Jan 2019 - Present (2 yrs 3 mos)", "2019-01", "now", PrecisionMonth, 27},
		{"Jan 2019 - Present · 2 yrs", "2019-01", "now", PrecisionMonth, 24},
		{"März 2019 – heute", "2019-03", "now", PrecisionMonth, 0},
		{"seit 05/2019", "2019-05", "now", PrecisionMonth, 0},
		{"von Juni 2016 bis Dezember 2018", "2016-06", "2018-12", PrecisionMonth, 0},
		{"février 2017 – août 2019", "2017-02", "2019-08", PrecisionMonth, 0},
		{"depuis septembre 2020", "2020-09", "now", PrecisionMonth, 0},
		{"de janvier 2015 à juin 2017", "2015-01", "2017-06", PrecisionMonth, 0},
		{"04/2020 – aujourd’hui", "2020-04", "now", PrecisionMonth, 0},
		{"enero de 2018 - actualidad", "2018-01", "now", PrecisionMonth, 0},
		{"marzo 2015 a julio 2017", "2015-03", "2017-07", PrecisionMonth, 0},
		{"desde 2019", "2019", "now", PrecisionYear, 0},
		{"março de 2018 até o momento", "2018-03", "now", PrecisionMonth, 0},
		{"fev 2016 – out 2018", "2016-02", "2018-10", PrecisionMonth, 0},
		{"gennaio 2017 – oggi", "2017-01", "now", PrecisionMonth, 0},
		{"dal 2016 al 2019", "2016", "2019", PrecisionYear, 0},
		{"maart 2018 – heden", "2018-03", "now", PrecisionMonth, 0},
		{"mei 2015 tot juni 2017", "2015-05", "2017-06", PrecisionMonth, 0},
		{"styczeń 2017 – obecnie", "2017-01", "now", PrecisionMonth, 0},
		{"od marca 2015 do czerwca 2018", "2015-03", "2018-06", PrecisionMonth, 0},
		{"Sep. 2023  Mar. 2024", "2023-09", "2024-03", PrecisionMonth, 0},
	} {
		r := reading{lex: p.lex, text: c.text, monthFirst: true}
		r.tokenize(0, len(c.text))
		got := r.periods(0, len(r.toks))
		if len(got) != 1 {
			t.Errorf("%q: %d periods, want one: %+v", c.text, len(got), got)
			continue
		}
		f := got[0]
		end := f.End.String()
		if f.Open {
			end = "now"
		}
		if f.Start.String() != c.start || end != c.end || f.Start.Precision != c.precision || f.Stated != c.stated {
			t.Errorf("%q: %q to %q, precision %s, %d months stated; want %q to %q, %s, %d", c.text, f.Start, end, f.Start.Precision, f.Stated, c.start, c.end, c.precision, c.stated)
		}
	}
}

func TestNoPeriods(t *testing.T) {
	p := parser(t)
	for _, text := range []string{
		"served 2,000 users", "brought 2000 ms down", "$2019", "ISO 27001", "1,200 tenants", "Java 8 and 11", "port 8080",
		"24/7 support", "99.99 %", "may go now", "marched on", "2019x faster", "RFC 2119+", "a team of 12",
	} {
		r := reading{lex: p.lex, text: text, monthFirst: true}
		r.tokenize(0, len(text))
		for _, f := range r.periods(0, len(r.toks)) {
			if f.ranged || f.Start.Precision == PrecisionMonth {
				t.Errorf("%q: read as %+v", text, f.Period)
			}
		}
	}
}

func TestMonths(t *testing.T) {
	month := func(y, m int) Date { return Date{Year: y, Month: m, Precision: PrecisionMonth} }
	year := func(y int) Date { return Date{Year: y, Month: 1, Precision: PrecisionYear} }
	role := func(k RoleKind, a, b Date, open bool) Role {
		return Role{Kind: k, Period: Period{Start: a, End: b, Open: open}}
	}
	asOf := month(2026, 11)
	for _, c := range []struct {
		what  string
		roles []Role
		want  int
	}{
		{"one month", []Role{role(RoleJob, month(2020, 3), month(2020, 3), false)}, 1},
		{"a year", []Role{role(RoleJob, month(2020, 1), month(2020, 12), false)}, 12},
		{"until now", []Role{role(RoleJob, month(2026, 9), Date{}, true)}, 3},
		{"years alone count from middle to middle", []Role{role(RoleJob, year(2018), year(2020), false)}, 24},
		{"overlaps count once", []Role{role(RoleJob, month(2020, 1), month(2020, 12), false), role(RoleFreelance, month(2020, 6), month(2021, 6), false)}, 18},
		{"one within the other", []Role{role(RoleJob, month(2019, 1), month(2021, 12), false), role(RoleJob, month(2020, 1), month(2020, 6), false)}, 36},
		{"gaps are left out", []Role{role(RoleJob, month(2020, 1), month(2020, 2), false), role(RoleJob, month(2021, 1), month(2021, 2), false)}, 4},
		{"internships don't count", []Role{role(RoleInternship, month(2020, 1), month(2020, 12), false), role(RoleVolunteer, month(2020, 1), month(2020, 12), false), role(RoleAcademic, month(2020, 1), month(2020, 12), false)}, 0},
		{"no dates", []Role{{}}, 0},
		{"in the future", []Role{role(RoleJob, month(2027, 1), month(2027, 5), false)}, 0},
		{"an end after the as-of date", []Role{role(RoleJob, month(2026, 10), month(2028, 1), false)}, 2},
	} {
		r := Resume{Roles: c.roles}
		if got := r.Months(asOf); got != c.want {
			t.Errorf("%s: %d months, want %d", c.what, got, c.want)
		}
		// The union does not depend on the order of the roles, and each role alone is no longer than it.
		if len(c.roles) == 2 {
			o := Resume{Roles: []Role{c.roles[1], c.roles[0]}}
			if got := o.Months(asOf); got != c.want {
				t.Errorf("%s, turned round: %d months, want %d", c.what, got, c.want)
			}
			if a, b := r.RoleMonths(0, asOf), r.RoleMonths(1, asOf); a > c.want || b > c.want || a+b < c.want {
				t.Errorf("%s: roles of %d and %d months, union %d", c.what, a, b, c.want)
			}
		}
	}
	if got := (&Resume{}).UnionMonths([]int{-1, 7}, asOf); got != 0 {
		t.Errorf("roles out of range: %d months", got)
	}
}
