package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"shortlist/screener/proof"
	"shortlist/screener/rubric"
)

func newRubricFmtCommand(t *terminal) *cobra.Command {
	var write, check bool
	c := &cobra.Command{
		Use:   "fmt PATH…",
		Short: "Lay rubrics and cases out alike: order of keys, indent, blank lines",
		Long: `Lay rubrics and files of cases out alike: keys in the order in which people read them, an indent of two spaces, one blank line between
criteria. Lines are moved and shifted, never rewritten: comments, quotes and short lists stay as they were typed, and what the file means
never changes. PATH is a file, a folder (walked), or - for stdin.

Without -w the result is printed. Files that are neither rubrics nor cases are left alone and named.

Exit status: 0 fine · 1 with --check: some file is laid out otherwise · 2 wrong use, or a file that is no YAML.`,
		Example: `  shortlist rubric fmt payments.yaml
  shortlist rubric fmt -w rubrics/
  shortlist rubric fmt --check rubrics/`,
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return &exitError{status: exitUsage, says: "which files?", hint: "shortlist rubric fmt -w FOLDER"}
			}
			if len(args) == 1 && args[0] == "-" {
				return formatStream(t, check)
			}
			return formatFiles(t, args, write, check)
		},
	}
	f := c.Flags()
	f.BoolVarP(&write, "write", "w", false, "write the files instead of printing them")
	f.BoolVar(&check, "check", false, "write nothing, name the files that are laid out otherwise")
	c.MarkFlagsMutuallyExclusive("write", "check")
	return c
}

func formatStream(t *terminal, check bool) error {
	data, err := io.ReadAll(io.LimitReader(t.in, 8<<20))
	if err != nil {
		return err
	}
	out, err := proof.Format("stdin", data)
	if err != nil {
		return formatError("stdin", err)
	}
	if check {
		if !bytes.Equal(out, data) {
			return &exitError{status: exitFindings, says: "stdin is laid out otherwise"}
		}
		return nil
	}
	_, err = t.out.Write(out)
	return err
}

func formatFiles(t *terminal, paths []string, write, check bool) error {
	files, err := proof.Files(paths)
	if err != nil {
		return err
	}
	formatted, other := 0, 0
	var broken []string
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("%s: %v", path, cause(err))
		}
		if kind, _ := proof.KindOf(path, data); kind != proof.KindRubric && kind != proof.KindCases {
			fmt.Fprintf(t.err, "left alone %s: neither a rubric nor cases\n", path)
			continue
		}
		formatted++
		out, err := proof.Format(path, data)
		if err != nil {
			broken = append(broken, formatError(path, err).Error())
			continue
		}
		same := bytes.Equal(out, data)
		switch {
		case check && !same:
			fmt.Fprintln(t.out, path)
			other++
		case write && !same:
			fmt.Fprintln(t.out, path)
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			if err := writeWhole(path, info.Mode().Perm(), func(w io.Writer) error { _, err := w.Write(out); return err }); err != nil {
				return err
			}
		case !check && !write:
			if _, err := t.out.Write(out); err != nil {
				return err
			}
		}
	}
	switch {
	case len(broken) > 0:
		return errors.New(strings.Join(broken, "\n"))
	case formatted == 0:
		return fmt.Errorf("no rubric and no cases in %s", strings.Join(paths, ", "))
	case other > 0:
		return &exitError{status: exitFindings, says: fmt.Sprintf("%d of %d files are laid out otherwise", other, formatted), hint: "shortlist rubric fmt -w " + strings.Join(paths, " ")}
	}
	return nil
}

// formatError shows a file that cannot be laid out.
func formatError(path string, err error) error {
	var problems rubric.Problems
	if errors.As(err, &problems) {
		return fmt.Errorf("%s cannot be laid out:\n%w", path, problems)
	}
	return fmt.Errorf("%s: %s", path, strings.TrimPrefix(err.Error(), path+": "))
}
