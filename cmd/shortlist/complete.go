package main

import (
	"strings"

	"github.com/spf13/cobra"

	"shortlist/screener"
)

// complete lets the shell finish the values of flags: rubrics by name, formats by what the command says it takes, and fixed words where it names them.
func complete(c *cobra.Command) {
	for _, sub := range c.Commands() {
		complete(sub)
	}
	if f := c.Flags().Lookup("format"); f != nil {
		names := formatsOf(f.Usage)
		_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(names, cobra.ShellCompDirectiveNoFileComp))
	}
	if c.Flags().Lookup("rubric") != nil {
		_ = c.RegisterFlagCompletionFunc("rubric", rubricNames)
	}
	if c.Name() == "show" && c.HasParent() && c.Parent().Name() == "rubric" {
		c.ValidArgsFunction = rubricNames
	}
}

// formatsOf reads the names from a flag's usage: "one of table, text, json", "text, json or github".
func formatsOf(usage string) []string {
	list := strings.ReplaceAll(strings.TrimPrefix(usage, "one of "), " or ", ", ")
	return strings.Split(list, ", ")
}

// rubricNames are the built-in rubrics; the shell offers files beside them.
func rubricNames(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	l, err := screener.NewLoader()
	if err != nil {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return l.Names(), cobra.ShellCompDirectiveDefault
}
