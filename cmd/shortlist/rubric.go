package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"shortlist/screener/rubric"
)

// newRubricCommand is the parent of everything about rubrics.
func newRubricCommand(t *terminal) *cobra.Command {
	c := &cobra.Command{
		Use:   "rubric",
		Short: "List, show and check rubrics",
		Long: `Work with rubrics: the YAML files that say what a post asks for, by which weight, and why.

RUBRIC is the name of a built-in one (shortlist rubric list), or the path of a file.`,
		Args: cobra.ArbitraryArgs,
		RunE: subcommands,
	}
	c.AddCommand(newRubricListCommand(t), newRubricShowCommand(t), newRubricLintCommand(t), newRubricDiffCommand(t))
	c.AddCommand(authoringCommands(t)...)
	return c
}

// rubricError gives the error of a rubric that cannot be used: its problems with line and caret, and exit status 2.
func rubricError(err error) error {
	var problems rubric.Problems
	if errors.As(err, &problems) {
		says := "the rubric has a mistake:\n"
		if len(problems) > 1 {
			says = fmt.Sprintf("the rubric has %d mistakes:\n", len(problems))
		}
		return errors.New(says + problems.Error())
	}
	return err
}
