package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"shortlist/screener"
	"shortlist/screener/rubric"
)

func newRubricShowCommand(t *terminal) *cobra.Command {
	var tags, signals, guidance, stack bool
	c := &cobra.Command{
		Use:   "show [RUBRIC]",
		Short: "Print a rubric resolved, or what rubrics are written with",
		Long: `Print a rubric with what it extends merged in and its defaults written out, each criterion with the line it comes from.
The output is a rubric of its own.

Without a RUBRIC, print what rubrics may name: --tags, --signals, --stack (how the stack is decided), or the --guidance that they cite.`,
		Example: `  shortlist rubric show backend-engineer
  shortlist rubric show ./payments.yaml
  shortlist rubric show --tags`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !tags && !signals && !guidance && !stack {
				return &exitError{status: exitUsage, says: "which rubric?", hint: "shortlist rubric list names the built-in ones; --tags, --signals, --stack and --guidance print what rubrics may name"}
			}
			l, err := screener.NewLoader()
			if err != nil {
				return rubricError(err)
			}
			if len(args) == 1 {
				r, err := l.Load(args[0])
				if err != nil {
					return rubricError(err)
				}
				fmt.Fprintf(t.out, "# %s resolved; sha256 of it and of all data it uses: %s\n", r.Name, r.SHA256(l.Data))
				fmt.Fprint(t.out, r.YAML())
			}
			if tags {
				showTags(t.out, l.Data)
			}
			if signals {
				showSignals(t.out, l.Data)
			}
			if stack {
				showStack(t.out, l.Data)
			}
			if guidance {
				showGuidance(t.out, l.Data)
			}
			return nil
		},
	}
	f := c.Flags()
	f.BoolVar(&tags, "tags", false, "the tags of the vocabulary with their terms")
	f.BoolVar(&signals, "signals", false, "the signals with the side they lean to")
	f.BoolVar(&stack, "stack", false, "the kinds of evidence that decide the stack")
	f.BoolVar(&guidance, "guidance", false, "the rows of the guidance")
	return c
}

func showTags(w io.Writer, d *rubric.Data) {
	for _, tag := range d.Vocabulary.Tags() {
		var names []string
		for _, i := range d.Vocabulary.Tagged(tag) {
			names = append(names, d.Vocabulary.Term(i).Name)
		}
		fmt.Fprintf(w, "tag:%s  # %s\n    %s\n", tag, d.Vocabulary.Meaning(tag), strings.Join(names, ", "))
	}
}

func showSignals(w io.Writer, d *rubric.Data) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "SIGNAL\tLEAN\tGUIDANCE\tTITLE")
	for _, s := range d.Signals {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\n", s.ID, s.Lean, ids(s.Guidance), s.Title)
	}
	tw.Flush()
}

func showStack(w io.Writer, d *rubric.Data) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "EVIDENCE\tSIDE\tWEIGHT\tMOST\tGUIDANCE\tTITLE")
	for _, e := range d.Stack.Evidence {
		fmt.Fprintf(tw, "%s\t%s\t%.2f\t%.2f\t%s\t%s\n", e.ID, e.Side, float64(e.Weight)/100, float64(e.Most)/100, ids(e.Guidance), e.Title)
	}
	tw.Flush()
}

func showGuidance(w io.Writer, d *rubric.Data) {
	for _, doc := range d.Guidance.Documents {
		fmt.Fprintf(w, "%s  %s\n", doc.ID, doc.Title)
	}
	for _, r := range d.Guidance.Rows {
		fmt.Fprintf(w, "%s  %s; %s: %s\n", r.ID, strings.Join(r.As, ", "), r.For, r.Says)
		if r.Why != "" {
			fmt.Fprintf(w, "       not scored: %s\n", r.Why)
		}
	}
}

func ids(all []rubric.Cite) string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = c.ID
	}
	return strings.Join(out, " ")
}
