package proof

import (
	"fmt"
	"slices"
	"strings"

	"shortlist/screener/rubric"
)

// Cause is one difference between two rubrics. Without is the new rubric with that difference alone taken back.
type Cause struct {
	Lines   string // "L21", "L56–59" of the new file; "" for what is gone
	Says    string
	Without *rubric.Rubric

	// rescales says that the cause is only that all points are worth more or less, since the weights add up to another sum.
	rescales bool
}

// Causes lists what differs between two rubrics, in the order of the new file.
func Causes(before, after *rubric.Rubric) []Cause {
	var out []Cause
	add := func(lines, says string, undo func(r *rubric.Rubric)) {
		r := after.Clone()
		undo(r)
		out = append(out, Cause{Lines: lines, Says: says, Without: r})
	}
	old := byID(before)
	now := byID(after)
	scale := ""
	if b, a := before.Sum(), after.Sum(); b != a {
		scale = fmt.Sprintf(", all others rescaled by %s/%s", number(b), number(a))
	}
	for i := range after.Criteria {
		c := &after.Criteria[i]
		o := old[c.ID]
		if o == nil {
			add(line(c.Source), fmt.Sprintf("criterion %s added, weight %s%s", c.ID, number(c.Weight), scale), func(r *rubric.Rubric) {
				r.Criteria = slices.DeleteFunc(r.Criteria, func(x rubric.Criterion) bool { return x.ID == c.ID })
			})
			continue
		}
		criterion(o, c, scale, func(lines, says string, undo func(x *rubric.Criterion)) {
			add(lines, c.ID+": "+says, func(r *rubric.Rubric) { undo(&r.Criteria[i]) })
		})
	}
	for i := range before.Criteria {
		o := before.Criteria[i]
		if now[o.ID] == nil {
			add("", fmt.Sprintf("criterion %s removed, weight %s%s", o.ID, number(o.Weight), scale), func(r *rubric.Rubric) {
				r.Criteria = append(r.Criteria, o)
			})
		}
	}
	if before.Bands != after.Bands {
		add(line(after.BandsAt), fmt.Sprintf("bands %s, were %s", bands(after.Bands), bands(before.Bands)), func(r *rubric.Rubric) { r.Bands = before.Bands })
	}
	if !slices.Equal(before.Accept, after.Accept) {
		add(line(after.AcceptAt), fmt.Sprintf("accepts %s, was %s", strings.Join(after.Accept, ", "), strings.Join(before.Accept, ", ")), func(r *rubric.Rubric) { r.Accept = before.Accept })
	}
	if before.Worth != after.Worth {
		add("", "worth of the grades", func(r *rubric.Rubric) { r.Worth = before.Worth })
	}
	if before.Lists != after.Lists {
		add("", "bound on lists", func(r *rubric.Rubric) { r.Lists = before.Lists })
	}
	if before.Built != after.Built {
		add("", "weight of what was built on the server's side", func(r *rubric.Rubric) { r.Built = before.Built })
	}
	if before.Sum() != after.Sum() {
		out = append(out, Cause{Says: fmt.Sprintf("the weights add up to %s, were %s: every point is rescaled", number(after.Sum()), number(before.Sum())), Without: after, rescales: true})
	}
	return out
}

// criterion lists what differs within one criterion.
func criterion(o, c *rubric.Criterion, scale string, add func(lines, says string, undo func(*rubric.Criterion))) {
	if o.Weight != c.Weight {
		add(line(c.WeightAt), fmt.Sprintf("weight %s → %s%s", number(o.Weight), number(c.Weight), scale), func(x *rubric.Criterion) { x.Weight = o.Weight })
	}
	if o.Bonus != c.Bonus {
		add(line(c.Source), fmt.Sprintf("bonus %t, was %t", c.Bonus, o.Bonus), func(x *rubric.Criterion) { x.Bonus = o.Bonus })
	}
	if o.Must != c.Must {
		says := fmt.Sprintf("must %d → %d", o.Must, c.Must)
		switch {
		case o.Must == 0:
			says = fmt.Sprintf("must: %d added", c.Must)
		case c.Must == 0:
			says = fmt.Sprintf("must: %d removed", o.Must)
		}
		add(line(c.MustAt), says, func(x *rubric.Criterion) { x.Must, x.MustAt = o.Must, o.MustAt })
	}
	if !slices.Equal(o.Where, c.Where) {
		add(line(c.Source), "where", func(x *rubric.Criterion) { x.Where = o.Where })
	}
	if !sameYears(o.Years, c.Years) {
		add(line(c.Source), "years", func(x *rubric.Criterion) { x.Years = o.Years })
	}
	if len(o.Parts) != len(c.Parts) {
		add(line(c.Source), fmt.Sprintf("%d parts, were %d", len(c.Parts), len(o.Parts)), func(x *rubric.Criterion) { x.Parts = o.Parts })
		return
	}
	for k := range c.Parts {
		part(&o.Parts[k], &c.Parts[k], func(lines, says string, undo func(*rubric.Part)) {
			if len(c.Parts) > 1 {
				says = fmt.Sprintf("part %d, %s", k+1, says)
			}
			add(lines, says, func(x *rubric.Criterion) { undo(&x.Parts[k]) })
		})
	}
}

// part lists what differs within one part of a criterion. Entries that stand on neighbouring lines are one cause.
func part(o, c *rubric.Part, add func(lines, says string, undo func(*rubric.Part))) {
	if o.Enough != c.Enough {
		add(line(c.Source), fmt.Sprintf("enough %d → %d", o.Enough, c.Enough), func(x *rubric.Part) { x.Enough = o.Enough })
	}
	if o.Count != c.Count {
		add(line(c.Source), fmt.Sprintf("counts %s, were %s", c.Count, o.Count), func(x *rubric.Part) { x.Count = o.Count })
	}
	if !sameEducation(o.Education, c.Education) {
		add(line(c.Source), "education", func(x *rubric.Part) { x.Education = o.Education })
	}
	for _, group := range neighbours(missing(c.Entries, o.Entries)) {
		add(lines(group), names(group)+" added", func(x *rubric.Part) { x.Entries = missing(x.Entries, group) })
	}
	if gone := missing(o.Entries, c.Entries); len(gone) > 0 {
		add("", names(gone)+" removed", func(x *rubric.Part) { x.Entries = append(x.Entries, gone...) })
	}
	if more := missing(c.Not, o.Not); len(more) > 0 {
		add(lines(more), "not "+names(more)+" added", func(x *rubric.Part) { x.Not = missing(x.Not, more) })
	}
	if gone := missing(o.Not, c.Not); len(gone) > 0 {
		add("", "not "+names(gone)+" removed", func(x *rubric.Part) { x.Not = append(x.Not, gone...) })
	}
}

// missing are the entries of a that b does not have.
func missing(a, b []rubric.Entry) []rubric.Entry {
	var out []rubric.Entry
	for _, e := range a {
		if !slices.ContainsFunc(b, func(x rubric.Entry) bool { return x.Kind == e.Kind && x.Text == e.Text }) {
			out = append(out, e)
		}
	}
	return out
}

// neighbours groups entries whose lines follow one another.
func neighbours(entries []rubric.Entry) [][]rubric.Entry {
	var out [][]rubric.Entry
	for _, e := range entries {
		if n := len(out); n > 0 {
			if last := out[n-1][len(out[n-1])-1]; last.Source.File == e.Source.File && e.Source.Line-last.Source.Line <= 1 {
				out[n-1] = append(out[n-1], e)
				continue
			}
		}
		out = append(out, []rubric.Entry{e})
	}
	return out
}

func names(entries []rubric.Entry) string {
	first := entries[0].Text
	if entries[0].Kind == rubric.KindTag {
		first = "tag:" + first
	}
	if r := []rune(first); len(r) > 40 {
		first = string(r[:39]) + "…"
	}
	if len(entries) == 1 {
		return fmt.Sprintf("%s %q", entries[0].Kind, first)
	}
	return fmt.Sprintf("%s %q and %d more", entries[0].Kind, first, len(entries)-1)
}

func lines(entries []rubric.Entry) string {
	from, to := entries[0].Source.Line, entries[len(entries)-1].Source.Line
	if from == to {
		return fmt.Sprintf("L%d", from)
	}
	return fmt.Sprintf("L%d–%d", from, to)
}

func line(s rubric.Source) string {
	if s.Line == 0 {
		return ""
	}
	return fmt.Sprintf("L%d", s.Line)
}

func bands(b rubric.Bands) string { return fmt.Sprintf("%d/%d/%d", b.Strong, b.Good, b.Possible) }

// number writes thousandths as people write weights.
func number(p rubric.Points) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%d.%03d", p/1000, p%1000), "0"), ".")
}

func byID(r *rubric.Rubric) map[string]*rubric.Criterion {
	out := make(map[string]*rubric.Criterion, len(r.Criteria))
	for i := range r.Criteria {
		out[r.Criteria[i].ID] = &r.Criteria[i]
	}
	return out
}

func sameYears(a, b *rubric.Years) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Months == b.Months && len(missing(a.Of, b.Of)) == 0 && len(missing(b.Of, a.Of)) == 0
}

func sameEducation(a, b *rubric.Education) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Level == b.Level && a.OrMonths == b.OrMonths && slices.Equal(a.Or, b.Or) &&
		len(missing(a.Fields, b.Fields)) == 0 && len(missing(b.Fields, a.Fields)) == 0
}
