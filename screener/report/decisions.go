package report

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// DecisionsSchema is the version of the decisions that the page exports as JSON.
const DecisionsSchema = "shortlist.decisions/1"

// Decision is what a person decided and noted about one resume, as the page exports it.
type Decision struct {
	ID       string  `json:"id"`
	File     string  `json:"file"`
	Name     string  `json:"name"`
	Rubric   string  `json:"rubric"`
	Score    float64 `json:"score"`
	Decision string  `json:"decision"` // advance, hold, talk first; empty with a note only
	Note     string  `json:"note"`
}

// decisionWords are the decisions there are. There is no word for rejecting anybody.
var decisionWords = []string{"", "advance", "hold", "talk first"}

// ReadDecisions reads what the page exported, JSON or CSV, told apart by its first character. The error says what is
// wrong and on which line.
func ReadDecisions(in io.Reader) ([]Decision, error) {
	b := bufio.NewReader(in)
	if mark, err := b.Peek(3); err == nil && bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		b.Discard(3)
	}
	first, err := b.Peek(1)
	if err != nil {
		return nil, errors.New("no decisions: the file is empty")
	}
	var list []Decision
	if first[0] == '{' {
		list, err = decisionsJSON(b)
	} else {
		list, err = decisionsCSV(b)
	}
	if err != nil {
		return nil, err
	}
	for i, d := range list {
		if !slices.Contains(decisionWords, d.Decision) {
			return nil, fmt.Errorf("decision %d: %q is none of %s", i+1, plain(d.Decision), strings.Join(decisionWords[1:], ", "))
		}
	}
	return list, nil
}

func decisionsJSON(in io.Reader) ([]Decision, error) {
	var file struct {
		Schema    string     `json:"schema"`
		Decisions []Decision `json:"decisions"`
	}
	if err := json.NewDecoder(in).Decode(&file); err != nil {
		return nil, fmt.Errorf("no decisions: %w", err)
	}
	if file.Schema != DecisionsSchema {
		return nil, fmt.Errorf("its schema is %q; this program reads %q", plain(file.Schema), DecisionsSchema)
	}
	return file.Decisions, nil
}

func decisionsCSV(in io.Reader) ([]Decision, error) {
	c := csv.NewReader(in)
	c.FieldsPerRecord = -1
	rows, err := c.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("no decisions: %w", err)
	}
	if len(rows) == 0 {
		return nil, errors.New("no decisions: the file is empty")
	}
	at := map[string]int{}
	for i, head := range rows[0] {
		at[strings.ToLower(strings.TrimSpace(head))] = i
	}
	for _, need := range []string{"id", "decision"} {
		if _, ok := at[need]; !ok {
			return nil, fmt.Errorf("no decisions: line 1 names no column %q; it must be what the page exported", need)
		}
	}
	var out []Decision
	for _, row := range rows[1:] {
		cell := func(head string) string {
			if i, ok := at[head]; ok && i < len(row) {
				return undefuse(row[i])
			}
			return ""
		}
		out = append(out, Decision{ID: cell("id"), File: cell("file"), Name: cell("name"), Rubric: cell("rubric"), Decision: cell("decision"), Note: cell("note")})
	}
	return out, nil
}

// undefuse takes the apostrophe away that keeps a spreadsheet from running a cell.
func undefuse(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && defuse(rest) != rest {
		return rest
	}
	return s
}

// decided finds decisions by whom they are about.
type decided struct {
	list   []Decision
	byID   map[string]int   // the last one about that id
	byFile map[string][]int // those without an id
}

func newDecided(list []Decision) *decided {
	d := &decided{list, map[string]int{}, map[string][]int{}}
	for i := range list {
		if id := list[i].ID; id != "" {
			d.byID[id] = i
		} else if file := list[i].File; file != "" {
			d.byFile[file] = append(d.byFile[file], i)
		}
	}
	return d
}

// about is the decision about a resume, by any of its ids, else by file and name together, unless only ids count. The last one wins. Nil
// where there is none.
func (d *decided) about(named []*Resume, onlyIDs bool) *Decision {
	last := -1
	for _, r := range named {
		if r == nil {
			continue
		}
		if i, ok := d.byID[r.ID]; ok {
			last = max(last, i)
		}
		for _, i := range d.byFile[r.File] {
			if i > last && !onlyIDs && NameKey(d.list[i].Name) == NameKey(named[0].Name) {
				last = i
			}
		}
	}
	if last < 0 {
		return nil
	}
	return &d.list[last]
}
