package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/rubric"
)

// rubricLine is one rubric of the list.
type rubricLine struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Extends  []string `json:"extends,omitempty"`
	Label    string   `json:"label,omitempty"`
	Lean     string   `json:"lean,omitempty"`
	Accept   []string `json:"accept"`
	Criteria int      `json:"criteria"`
	SHA256   string   `json:"sha256"`
}

func newRubricListCommand(t *terminal) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:     "list",
		Short:   "List the built-in rubrics",
		Example: "  shortlist rubric list\n  shortlist rubric list --json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			l, err := screener.NewLoader()
			if err != nil {
				return rubricError(err)
			}
			var lines []rubricLine
			for _, name := range l.Names() {
				r, err := l.Load(name)
				if err != nil {
					return rubricError(err)
				}
				lines = append(lines, lineOf(r, l.Data))
			}
			if asJSON {
				e := json.NewEncoder(t.out)
				e.SetIndent("", "  ")
				return e.Encode(lines)
			}
			w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
			fmt.Fprintln(w, "NAME\tCRITERIA\tEXTENDS\tHASH\tTITLE")
			for _, r := range lines {
				title := r.Title
				if r.Label != "" {
					title += " (label: " + r.Label + ")"
				}
				fmt.Fprintf(w, "%s\t%d\t%s\t%s\t%s\n", r.Name, r.Criteria, strings.Join(r.Extends, ", "), r.SHA256[:6], title)
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return c
}

func lineOf(r *rubric.Rubric, d *rubric.Data) rubricLine {
	return rubricLine{
		Name: r.Name, Title: r.Title, Extends: r.Extends, Label: r.Speciality, Lean: r.Lean, Accept: r.Accept,
		Criteria: len(r.Criteria), SHA256: r.SHA256(d),
	}
}
