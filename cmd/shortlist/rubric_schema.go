package main

import (
	"github.com/spf13/cobra"

	"shortlist/screener/proof"
)

func newRubricSchemaCommand(t *terminal) *cobra.Command {
	var cases bool
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of rubrics, for editors",
		Long: `Print the JSON Schema of rubrics, or with --cases that of files of cases. Editors complete, explain and check keys by it where the first
line of a rubric names the file:

  # yaml-language-server: $schema=rubric.schema.json

The schema knows shapes; that terms, tags, signals and phrases exist is what shortlist rubric lint checks.

Exit status: 0 fine · 2 wrong use.`,
		Example: "  shortlist rubric schema > rubric.schema.json\n  shortlist rubric schema --cases > cases.schema.json",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			text, err := proof.JSONSchema(cases)
			if err != nil {
				return err
			}
			_, err = t.out.Write(text)
			return err
		},
	}
	c.Flags().BoolVar(&cases, "cases", false, "the schema of files of cases")
	return c
}
