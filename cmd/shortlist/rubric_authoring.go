package main

import "github.com/spf13/cobra"

// authoringCommands are those for people who write rubrics: to start one, to keep it in shape, and to prove it.
func authoringCommands(t *terminal) []*cobra.Command {
	return []*cobra.Command{
		newRubricTestCommand(t), newRubricCoverageCommand(t), newRubricFmtCommand(t), newRubricSchemaCommand(t), newRubricNewCommand(t), newRubricBandsCommand(t),
	}
}
