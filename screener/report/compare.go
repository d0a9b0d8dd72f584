package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Named says whether key may name a resume, as Find has it.
func (res *Resume) Named(key string) bool {
	return slices.ContainsFunc(naming(key), func(is func(*Resume) bool) bool { return is(res) })
}

// naming is how key may name a resume: what is surest first.
func naming(key string) []func(*Resume) bool {
	name := NameKey(key)
	return []func(*Resume) bool{
		func(res *Resume) bool { return res.ID == key },
		func(res *Resume) bool { return res.File == key },
		func(res *Resume) bool { return res.File != "" && baseName(res.File) == key },
		func(res *Resume) bool { return name != "" && NameKey(res.Name) == name },
		func(res *Resume) bool { return name != "" && slices.Contains(strings.Fields(NameKey(res.Name)), name) },
	}
}

// Find gives the resume of a report that key names: an id, a path, a file's name, or a person's name. The error says
// that there is none, or which ones there are.
func Find(r *Report, key string) (*Resume, error) {
	for _, is := range naming(key) {
		var found []*Resume
		for i := range r.Resumes {
			if is(&r.Resumes[i]) {
				found = append(found, &r.Resumes[i])
			}
		}
		switch {
		case len(found) == 1:
			return found[0], nil
		case len(found) > 1:
			return nil, fmt.Errorf("%q is %d resumes of the report: %s", plain(key), len(found), strings.Join(each(found[:min(5, len(found))], func(res *Resume) string {
				return strings.TrimSpace(short(res.ID) + " " + fileOrID(res))
			}), ", "))
		}
	}
	return nil, fmt.Errorf("the report holds no resume %q", plain(key))
}

// Compare writes two to five resumes side by side: scores, then each criterion with points and its best quote, by the
// rubric of the options, or else the one the first fits better.
func Compare(w io.Writer, r *Report, list []*Resume, o Options) error {
	if len(list) < 2 || len(list) > 5 {
		return fmt.Errorf("compare takes two to five resumes, not %d", len(list))
	}
	c := &comparison{explanation: newExplanation(r, o), list: list}
	f := chosenFit(list[0], c.by)
	if f == nil {
		return errors.New("the first one was not screened: " + fileOrID(list[0]) + ": " + short(list[0].Reason))
	}
	c.rubricName = f.Rubric
	for _, res := range list {
		c.fits = append(c.fits, fitTo(res, f.Rubric))
	}
	c.write()
	_, err := w.Write(c.out.Bytes())
	return err
}

type comparison struct {
	*explanation
	rubricName string
	list       []*Resume
	fits       []*Fit // nil where a resume was not screened
	label      int    // columns of the first column
	cell       int    // columns of each other
}

func (c *comparison) write() {
	u := c.rubric(c.rubricName)
	c.line(c.bold(short(u.Name) + " " + shortHash(u.SHA256) + " · as of " + short(c.report.AsOf)))
	c.line("")
	c.label = min(24, c.width/5)
	c.cell = (c.width - c.label - 2*len(c.list)) / len(c.list)
	c.row("", func(i int) []string { return wrap(who(c.list[i]), c.cell) }, c.bold)
	if !c.report.Blind {
		c.row("", func(i int) []string { return []string{clip(fileOrID(c.list[i]), c.cell)} }, c.dim)
	}
	c.row("score", func(i int) []string { return wrap(c.scoreSays(i), c.cell) }, c.bold)
	c.row("stack, lean", func(i int) []string {
		return wrap(stackSays(c.list[i].Stack.Is)+", "+leanSays(c.list[i].Lean), c.cell)
	}, nil)
	c.row("roles", func(i int) []string { return c.roles(c.list[i]) }, nil)
	c.line("")
	for k := range c.first().Criteria {
		c.criterion(k)
	}
	c.line("")
	for _, p := range []struct {
		label string
		says  func(*Resume) []string
	}{
		{"capped", func(res *Resume) []string {
			if f := fitTo(res, c.rubricName); f != nil && f.Cap != "" {
				return []string{f.Cap}
			}
			return nil
		}},
		{"⚑ look at", func(res *Resume) []string { return each(res.Flags, func(f Flag) string { return f.Says }) }},
		{"thin", func(res *Resume) []string { return filled([]string{res.Thin}) }},
		{"before", func(res *Resume) []string {
			if res.Since == nil || res.Since.State == "new" {
				return nil
			}
			return []string{sinceSays(res.Since)}
		}},
	} {
		if slices.ContainsFunc(c.list, func(res *Resume) bool { return len(p.says(res)) > 0 }) {
			c.row(p.label, func(i int) []string {
				says := p.says(c.list[i])
				if len(says) == 0 {
					return []string{"–"}
				}
				return wrap(short(strings.Join(says, "; ")), c.cell)
			}, nil)
		}
	}
	c.limits()
}

// first is the first fit there is; it lists the criteria.
func (c *comparison) first() *Fit {
	for _, f := range c.fits {
		if f != nil {
			return f
		}
	}
	return &Fit{}
}

func (c *comparison) scoreSays(i int) string {
	f := c.fits[i]
	switch {
	case f == nil:
		return "not screened: " + short(c.list[i].Reason)
	case f.State == "apart":
		return "apart: " + short(f.Reason) + "; would score " + c.score(f)
	}
	return c.score(f) + " " + strings.ToUpper(f.Band)
}

func (c *comparison) roles(res *Resume) []string {
	var out []string
	for i := range res.Roles[:min(4, len(res.Roles))] {
		out = append(out, clip(roleSays(&res.Roles[i]), c.cell))
	}
	if n := len(res.Roles) - len(out); n > 0 {
		out = append(out, fmt.Sprintf("+%d more, %s in all", n, duration(res.Months)))
	}
	return out
}

func (c *comparison) criterion(k int) {
	title := fmt.Sprintf("%s (%s)", short(c.first().Criteria[k].Title), weightSays(c.first().Criteria[k].Weight))
	c.row(title, func(i int) []string {
		if c.fits[i] == nil || k >= len(c.fits[i].Criteria) {
			return []string{"–"}
		}
		o := &c.fits[i].Criteria[k]
		tenths, _ := addUp(c.fits[i])
		out := []string{fmt.Sprintf("%4.1f %s", float64(tenths[k])/10, stateMarks[o.State])}
		hits := distinct(o.Hits)
		if len(hits) == 0 {
			out[0] += " " + strings.ReplaceAll(o.State, "-", " ")
			return out
		}
		h := hits[0]
		return append(out, wrap(saying(&h, `"`, `"`, 2*c.cell-10)+" "+at(h.Page, h.Line)+" "+gradeSays(&h), c.cell)...)
	}, nil)
}

// row prints one line of the comparison, as high as its highest cell.
func (c *comparison) row(label string, cell func(i int) []string, style func(string) string) {
	cells := make([][]string, len(c.list))
	labels := wrap(label, c.label)
	high := len(labels)
	for i := range c.list {
		cells[i] = cell(i)
		high = max(high, len(cells[i]))
	}
	for y := range high {
		var b strings.Builder
		l := ""
		if y < len(labels) {
			l = labels[y]
		}
		b.WriteString(pad(l, c.label))
		for i := range c.list {
			b.WriteString("  ")
			s := ""
			if y < len(cells[i]) {
				s = cells[i][y]
			}
			s = pad(s, c.cell)
			if style != nil {
				s = style(s)
			}
			b.WriteString(s)
		}
		c.line(b.String())
	}
}
