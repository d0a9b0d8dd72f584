package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// CSV writes one row a candidate and rubric, as spreadsheets open it: UTF-8 with a byte order mark, lines ended by
// CR LF, every text quoted, numbers with a point and not quoted. Inputs that could not be read are rows too, with
// their reason, so that the rows account for everything that went in. Text that a spreadsheet would run as a formula
// gets an apostrophe before it.
func CSV(w io.Writer, r *Report, o Options) error {
	b := bufio.NewWriter(w)
	b.WriteString("\ufeff")
	for i, c := range candidateColumns {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(csvText(c.head))
	}
	b.WriteString("\r\n")
	err := candidateRows(r, o, func(row []any) error {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(',')
			}
			switch cell := cell.(type) {
			case nil:
			case string:
				b.WriteString(csvText(cell))
			default:
				fmt.Fprint(b, cell)
			}
		}
		_, err := b.WriteString("\r\n")
		return err
	})
	if err != nil {
		return err
	}
	return b.Flush()
}

// csvText quotes a text cell and defuses formulas.
func csvText(s string) string {
	return `"` + strings.ReplaceAll(defuse(s), `"`, `""`) + `"`
}

// defuse puts an apostrophe before what a spreadsheet would take for a formula: text that starts with = + - @, a tab
// or a line break (those two are spaces already), also after spaces, and their full-width forms.
func defuse(s string) string {
	t := strings.TrimLeft(s, " \u00a0\u3000")
	for _, start := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−"} {
		if strings.HasPrefix(t, start) {
			return "'" + s
		}
	}
	return s
}

// sheetColumn is a column of a sheet; wide is how wide a spreadsheet shows it, in characters.
type sheetColumn struct {
	head string
	wide int
}

var candidateColumns = []sheetColumn{
	{"rank", 6}, {"name", 24}, {"file", 30}, {"rubric", 20}, {"state", 12}, {"band", 10}, {"score", 8}, {"least", 8}, {"most", 8}, {"stack", 13}, {"lean", 11},
	{"lean score", 10}, {"specialities", 20}, {"strongest evidence", 60}, {"where", 8}, {"not shown", 36}, {"capped", 36}, {"flags", 40}, {"read it yourself", 24},
	{"pages", 7}, {"pages read", 10}, {"months", 8}, {"since", 9}, {"score before", 11}, {"decision before", 14}, {"note before", 30}, {"reason", 40},
	{"email", 26}, {"phone", 18}, {"id", 14}, {"rubric sha256", 14}, {"file sha256", 14}, {"as of", 11},
}

// candidateRows gives one row a candidate and rubric, in rank order of each rubric; then what was not read. A cell is a
// string, a number, or nil for an empty one.
func candidateRows(r *Report, o Options, give func([]any) error) error {
	for _, u := range onlyRubric(r.Rubrics, o.Rubric) {
		v := arrange(r, u.Name)
		t := &table{view: v}
		err := v.eachRow([][]row{v.ranked, v.apart}, func(w row) [][]any {
			if w.fit.Rubric == "" {
				return nil
			}
			return [][]any{t.candidate(w, u)}
		}, give)
		if err != nil {
			return err
		}
	}
	v := arrange(r, "")
	return v.eachRow([][]row{v.noResume, v.unread}, func(w row) [][]any {
		res := w.resume
		row := make([]any, len(candidateColumns))
		set(row, candidateColumns, map[string]any{
			"name": plain(res.Name), "file": short(res.File), "state": plain(res.State), "pages": number(res.Pages), "pages read": number(res.PagesRead),
			"reason": short(res.Reason), "id": short(res.ID), "file sha256": plain(res.SHA256), "as of": short(r.AsOf),
		})
		return [][]any{row}
	}, give)
}

// eachRow loads the rows of lists and makes lines of cells of each on all cores, and gives them in order.
func (v *view) eachRow(lists [][]row, cells func(row) [][]any, give func([]any) error) error {
	for _, rows := range lists {
		err := inOrder(len(rows), func(i int) ([][]any, error) {
			w, err := v.load(rows[i])
			if err != nil {
				return nil, err
			}
			return cells(w), nil
		}, func(lines [][]any) error {
			for _, line := range lines {
				if err := give(line); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// ForRows is as much of a record as CSV writes of it, which is a tenth: of all hits only the strongest of each fit.
func ForRows(res Resume) Resume {
	slim := Resume{
		ID: res.ID, File: res.File, SHA256: res.SHA256, State: res.State, Reason: res.Reason, Name: res.Name, Pages: res.Pages, PagesRead: res.PagesRead,
		Months: res.Months, Flags: res.Flags, Thin: res.Thin, Contact: res.Contact, Since: res.Since,
	}
	slim.Stack.Is, slim.Lean = res.Stack.Is, res.Lean
	slim.Lean.Hits = nil
	for _, l := range res.Specialities {
		slim.Specialities = append(slim.Specialities, Label{Name: l.Name})
	}
	slim.Fits = make([]Fit, len(res.Fits))
	for i := range res.Fits {
		f := &res.Fits[i]
		out := Fit{Rubric: f.Rubric, State: f.State, Reason: f.Reason, Score: f.Score, Least: f.Least, Most: f.Most, Band: f.Band, Uncapped: f.Uncapped, Cap: f.Cap}
		strongest, hit := evidence(f)
		out.Criteria = make([]Criterion, 0, len(f.Criteria))
		for j := range f.Criteria {
			c := &f.Criteria[j]
			kept := Criterion{ID: c.ID, Weight: c.Weight, Bonus: c.Bonus, Points: c.Points, State: c.State}
			if c == strongest {
				kept.Hits = []Hit{*hit}
			}
			out.Criteria = append(out.Criteria, kept)
		}
		slim.Fits[i] = out
	}
	return slim
}

func (t *table) candidate(w row, u Rubric) []any {
	res, f := w.resume, w.fit
	row := make([]any, len(candidateColumns))
	cells := map[string]any{
		"rank": number(w.rank), "name": short(res.Name), "file": short(res.File), "rubric": short(u.Name), "state": plain(f.State), "band": plain(f.Band),
		"score": round3(f.Score), "least": round3(f.Least), "most": round3(f.Most), "stack": plain(res.Stack.Is), "lean": plain(res.Lean.Is),
		"lean score": round3(res.Lean.Score), "specialities": strings.Join(each(res.Specialities, func(l Label) string { return short(l.Name) }), ", "),
		"not shown": strings.Join(each(missing(f, "not-shown"), func(c *Criterion) string { return short(c.ID) }), ", "), "capped": short(f.Cap),
		"flags": strings.Join(each(res.Flags, func(f Flag) string { return short(f.Says) }), "; "), "read it yourself": short(res.Thin),
		"pages": number(res.Pages), "pages read": number(res.PagesRead), "months": res.Months, "reason": short(f.Reason), "id": short(res.ID),
		"rubric sha256": plain(u.SHA256), "file sha256": plain(res.SHA256), "as of": short(t.report.AsOf),
	}
	if _, h := evidence(f); h != nil {
		cells["strongest evidence"], cells["where"] = quoteOf(h, 200), at(h.Page, h.Line)
	}
	if s := res.Since; s != nil {
		cells["since"], cells["decision before"], cells["note before"] = plain(s.State), short(s.Decision), short(s.Note)
		if s.Score > 0 {
			cells["score before"] = round3(s.Score)
		}
	}
	if c := res.Contact; c != nil {
		cells["email"], cells["phone"] = short(c.Email), short(c.Phone)
	}
	set(row, candidateColumns, cells)
	return row
}

// set puts named cells into the row at their columns.
func set(row []any, columns []sheetColumn, cells map[string]any) {
	for i, c := range columns {
		if v := cells[c.head]; v != "" {
			row[i] = v
		}
	}
}

// number is n, or an empty cell for 0.
func number(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
