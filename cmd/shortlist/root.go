package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

// Exit statuses, the same for every command.
const (
	exitFine       = 0
	exitFindings   = 1 // lint errors, failing cases, a diff over its limits, a failed verify
	exitUsage      = 2 // wrong use, or a broken rubric
	exitUnreadable = 3 // some resumes could not be read; the rest are reported all the same
)

// exitError carries the status that a command ends with. Where says is empty, everything has been said.
type exitError struct {
	status int
	says   string
	hint   string // what to do, on a line of its own
	cause  error  // may be nil
}

func (e *exitError) Error() string { return e.says }
func (e *exitError) Unwrap() error { return e.cause }

// run executes one command line and gives its exit status; an error that says none is wrong use. Tests call it in-process.
func run(ctx context.Context, args []string, t *terminal) int {
	root := newRoot(t)
	root.SetArgs(args)
	root.SetIn(t.in)
	root.SetOut(t.out)
	root.SetErr(t.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitFine
	}
	var e *exitError
	if !errors.As(err, &e) {
		e = &exitError{status: exitUsage, says: err.Error()}
	}
	if e.says != "" {
		fmt.Fprintf(t.err, "shortlist: %s\n", e.says)
	}
	if e.hint != "" {
		fmt.Fprintf(t.err, "  hint: %s\n", e.hint)
	}
	return e.status
}

// newRoot builds the command tree. One file holds one command.
func newRoot(t *terminal) *cobra.Command {
	root := &cobra.Command{
		Use:           "shortlist",
		Short:         "Read resumes, match them against rubrics, quote the evidence",
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.ArbitraryArgs, // subcommands says it in our words
		RunE:          subcommands,
	}
	root.AddCommand(
		newScreenCommand(t),
		newCorpusCommand(t),
		newExplainCommand(t),
		newCompareCommand(t),
		newParseCommand(t),
		newWorkerCommand(),
		newCacheCommand(t),
		newVerifyCommand(t),
		newRenderCommand(t),
		newRubricCommand(t),
		newVersionCommand(t),
	)
	root.SetFlagErrorFunc(flagError)
	complete(root)
	return root
}
