package resume

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
)

// Show writes the visible text line by line with what was recognised in the margin at the left: the section, the role
// it belongs to, the place that decides what a term is worth there. Recognised spans (title, employer, dates, name) stand
// under their line. With color the places are set apart by colour; lines are cut to width columns.
func Show(w io.Writer, d *document.Document, r *Resume, color bool, width int) error {
	s := shower{w: w, d: d, r: r, color: color, width: max(width, 60)}
	s.head()
	page := 0
	at := 0
	for i := range d.Lines {
		l := &d.Lines[i]
		if l.Start >= d.Visible {
			break
		}
		if l.Page != page && l.Page > 0 {
			page = l.Page
			s.printf("%s\n", s.paint(dim, fmt.Sprintf("── page %d ──", page)))
		}
		for at < len(r.Passages) && r.Passages[at].Span.End <= l.Start {
			at++
		}
		s.line(l.Span, at)
	}
	s.foot()
	return s.err
}

const margin = 22 // columns

const (
	dim     = "2"
	bold    = "1"
	red     = "31"
	green   = "32"
	yellow  = "33"
	blue    = "34"
	magenta = "35"
	cyan    = "36"
)

var placeColors = [Places]string{
	PlaceRole: green, PlaceProject: green, PlaceRoleList: yellow, PlaceHead: bold, PlaceList: yellow, PlaceSummary: cyan,
	PlaceEducation: blue, PlaceCourse: blue, PlaceCertificate: blue, PlacePublication: blue, PlaceLanguage: blue,
	PlaceHeading: magenta, PlaceContact: dim, PlaceForeign: red,
}

type shower struct {
	w     io.Writer
	d     *document.Document
	r     *Resume
	color bool
	width int
	err   error
}

func (s *shower) printf(format string, a ...any) {
	if s.err == nil {
		_, s.err = fmt.Fprintf(s.w, format, a...)
	}
}

func (s *shower) paint(code, text string) string {
	if !s.color || code == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s *shower) head() {
	v := &s.r.Verdict
	if v.NotAResume {
		s.printf("%s\n", s.paint(red, "not a resume: "+clean(v.Reason)))
	}
	for _, dt := range s.r.Doubts {
		s.printf("%s\n", s.paint(yellow, "doubt: "+clean(dt.Says)))
	}
}

// line writes one line with the passages that it is made of; at is the first that may touch it.
func (s *shower) line(l Span, at int) {
	shown := false
	for i := at; i < len(s.r.Passages) && s.r.Passages[i].Span.Start < l.End; i++ {
		p := &s.r.Passages[i]
		from, to := max(p.Span.Start, l.Start), min(p.Span.End, l.End)
		if from >= to {
			continue
		}
		label := p.Place.String()
		if p.Place == PlaceHeading && p.Section >= 0 && p.Section < len(s.r.Sections) {
			label = "§ " + s.r.Sections[p.Section].Kind.String()
		}
		if p.Role >= 0 {
			label += fmt.Sprintf(" %d", p.Role+1)
		}
		sign := " "
		if p.Span.Start >= l.Start {
			sign = "┌"
			if p.Span.End <= l.End {
				sign = "─"
			}
		} else if p.Span.End <= l.End {
			sign = "└"
		} else {
			sign = "│"
		}
		s.row(label, sign, placeColors[p.Place], s.d.Text[from:to])
		shown = true
	}
	if !shown && strings.TrimSpace(s.d.Text[l.Start:l.End]) != "" {
		s.row("?", " ", red, s.d.Text[l.Start:l.End])
	}
	for i := range s.r.Roles {
		o := &s.r.Roles[i]
		if o.Head.Start >= l.Start && o.Head.Start < l.End {
			period := o.Period.Start.String()
			if o.Period.Open {
				period += " until now"
			} else if e := o.Period.End.String(); e != "" {
				period += " until " + e
			}
			s.row("", " ", dim, fmt.Sprintf("▸ role %d, %s: %s · %s · %s · %s", i+1, o.Kind, orNone(s.d.Slice(o.Title)), orNone(s.d.Slice(o.Employer)), orNone(period), orNone(s.d.Slice(o.Location))))
		}
	}
	for i := range s.r.Education {
		e := &s.r.Education[i]
		if e.Span.Start >= l.Start && e.Span.Start < l.End {
			s.row("", " ", dim, fmt.Sprintf("▸ %s: %s · %s · %s · %s until %s", e.Level, orNone(s.d.Slice(e.Degree)), orNone(s.d.Slice(e.Field)), orNone(s.d.Slice(e.Institution)), orNone(e.Period.Start.String()), orNone(e.Period.End.String())))
		}
	}
	if c := &s.r.Contact; c.Name.Start >= l.Start && c.Name.End <= l.End && !c.Name.Empty() {
		s.row("", " ", dim, "▸ name: "+s.d.Slice(c.Name))
	}
}

func (s *shower) foot() {
	if len(s.r.Skills) == 0 {
		return
	}
	var names []string
	for i := range s.r.Skills {
		names = append(names, squeeze(s.d.Slice(s.r.Skills[i].Span)))
	}
	s.printf("%s\n", s.paint(dim, clean(fmt.Sprintf("skills: %s", strings.Join(names, " · ")))))
}

func (s *shower) row(label, sign, color, text string) {
	text = clean(text)
	if room := s.width - margin; utf8.RuneCountInString(text) > room && room > 1 {
		text = string([]rune(text)[:room-1]) + "…"
	}
	s.printf("%s%s %s\n", strings.Repeat(" ", max(0, margin-3-utf8.RuneCountInString(label))), s.paint(color, label+" "+sign), text)
}

func orNone(s string) string {
	if s = squeeze(s); s == "" {
		return "–"
	}
	return s
}

// clean keeps bytes that steer a terminal out of what is printed.
func clean(s string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == '\t' || c == '\n':
			return ' '
		case c < 0x20 || c >= 0x7F && c < 0xA0 || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069:
			return -1
		}
		return c
	}, s)
}
