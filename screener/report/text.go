package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// Text writes the long form in plain words: the run, then every resume with all that Explain says, then what was not
// ranked. It reads well in a file, a mail or aloud.
func Text(w io.Writer, r *Report, o Options) error {
	e := newExplanation(r, o)
	e.line(e.bold("Fit report, as of " + short(r.AsOf)))
	for _, u := range e.rubrics {
		title := u.Title
		if title == "" {
			title = u.Name
		}
		e.words(fmt.Sprintf("Rubric: %s (%s %s): strong from %.0f, good from %.0f, possible from %.0f",
			short(title), short(u.Name), shortHash(u.SHA256), u.Bands.Strong, u.Bands.Good, u.Bands.Possible))
	}
	e.words(fmt.Sprintf("Tool: shortlist %s, reader %s; vocabulary %s", short(r.Tool.Version), short(r.Tool.Reader), shortHash(r.Vocabulary.SHA256)))
	e.words(e.sum() + ". " + e.notRead())
	for _, n := range notice {
		e.words(n)
	}
	ranked := e.ranked
	if o.Top > 0 {
		ranked = ranked[:min(o.Top, len(ranked))]
	}
	if _, err := e.out.WriteTo(w); err != nil {
		return err
	}
	// Each resume is printed by itself, on all cores, and goes out at once, so that a long report is never held.
	each := func(rows []row, print func(*explanation, row)) error {
		return writeInOrder(w, len(rows), func(buf []byte, i int) ([]byte, error) {
			x, err := e.load(rows[i])
			if err != nil {
				return nil, err
			}
			one := &explanation{view: e.view, paint: e.paint, width: e.width, out: *bytes.NewBuffer(buf)}
			one.rule()
			print(one, x)
			return one.out.Bytes(), nil
		})
	}
	err := each(ranked, func(e *explanation, x row) {
		e.line(e.bold(fmt.Sprintf("%d. ", x.rank)) + strings.ToUpper(x.fit.Band) + " for " + short(x.fit.Rubric))
		e.resume(x.resume, o)
	})
	if err != nil {
		return err
	}
	if n := len(e.ranked) - len(ranked); n > 0 {
		e.rule()
		e.words(fmt.Sprintf("and %d more ranked: %s", n, countBands(e.ranked[len(ranked):], e.more.Bands)))
		if _, err := e.out.WriteTo(w); err != nil {
			return err
		}
	}
	err = each(e.apart, func(e *explanation, x row) {
		e.words("APART (not ranked): " + apartSays(x.resume, x.fit, 120))
		e.resume(x.resume, o)
	})
	if err != nil {
		return err
	}
	if err := each(e.noResume, func(e *explanation, x row) {
		e.words("NO RESUME: " + fileOrID(x.resume) + ": " + short(x.resume.Reason))
	}); err != nil {
		return err
	}
	return each(e.unread, func(e *explanation, x row) {
		e.words("NOT READ: " + fileOrID(x.resume) + ": " + short(x.resume.Reason))
	})
}

// words prints a sentence, wrapped.
func (e *explanation) words(s string) {
	for _, l := range wrap(s, e.width) {
		e.line(l)
	}
}

func (e *explanation) rule() {
	e.out.WriteByte('\n')
}

func (e *explanation) resume(res *Resume, o Options) {
	e.head(res)
	for i := range res.Roles {
		role := &res.Roles[i]
		s := roleSays(role)
		if len(role.Terms) > 0 {
			s += ": " + strings.Join(each(role.Terms, short), ", ")
		}
		label := ""
		if i == 0 {
			label = "roles"
		}
		for j, l := range wrap(s, e.width-12) {
			if j > 0 {
				label = ""
			}
			e.line(pad(label, 12) + l)
		}
	}
	for i := range res.Fits {
		if f := &res.Fits[i]; o.Rubric == "" || f.Rubric == o.Rubric {
			e.out.WriteByte('\n')
			e.fit(res, f)
		}
	}
	e.about(res)
}

// roleSays is "Senior Engineer, Fennec, 2022–now, 4 y 8 m (p1:9)".
func roleSays(role *Role) string {
	var parts []string
	for _, s := range []string{short(role.Title), short(role.Employer), years(role)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(parts) == 0 {
		parts = append(parts, "a role without title")
	}
	if role.Months > 0 {
		parts = append(parts, duration(role.Months))
	}
	if role.Kind != "" && role.Kind != "job" {
		parts = append(parts, short(role.Kind))
	}
	return strings.Join(parts, ", ") + " (" + at(role.Page, role.Line) + ")"
}
