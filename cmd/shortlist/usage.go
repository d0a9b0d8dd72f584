package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"shortlist/screener/report"
	"shortlist/screener/vocabulary"
)

// subcommands wants a command that only groups others to be given one of them.
func subcommands(c *cobra.Command, args []string) error {
	if len(args) == 0 {
		return c.Help()
	}
	hint := c.CommandPath() + " --help lists the commands"
	var names []string
	for _, sub := range c.Commands() {
		if !sub.Hidden {
			names = append(names, sub.Name())
		}
	}
	if near := vocabulary.Nearest(args[0], names); near != "" {
		hint = "did you mean " + c.CommandPath() + " " + near + "? " + hint
	}
	return &exitError{status: exitUsage, says: fmt.Sprintf("there is no command %q", c.CommandPath()+" "+args[0]), hint: hint}
}

// arguments wants a command to have at least and at most so many arguments: name says which.
func arguments(least, most int, name string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return &exitError{status: exitUsage, says: name, hint: c.UseLine()}
		}
		return nil
	}
}

// oneArgument wants a command to have one argument: name says which.
func oneArgument(name string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < 2 {
			return arguments(1, 1, name)(c, args)
		}
		return &exitError{status: exitUsage, says: fmt.Sprintf("%s takes one at a time; %q is one too many", c.CommandPath(), args[1]), hint: c.UseLine()}
	}
}

// flagError says what is wrong with a flag in words, and where the flags are listed.
func flagError(c *cobra.Command, err error) error {
	says, hint := err.Error(), c.CommandPath()+" --help lists the flags"
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	var bare *pflag.ValueRequiredError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		says = "there is no flag --" + name
		if unknown.GetSpecifiedShortnames() != "" {
			says = "there is no flag -" + name
		} else if near := nearestFlag(c, name); near != "" {
			hint = "did you mean --" + near + "? " + hint
		}
	case errors.As(err, &bare):
		says = fmt.Sprintf("--%s wants a value: %s", bare.GetFlag().Name, strings.ReplaceAll(bare.GetFlag().Usage, "`", ""))
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		says = fmt.Sprintf("--%s cannot be %q: it is %s", f.Name, invalid.GetValue(), kindOf(f.Value.Type()))
	}
	return &exitError{status: exitUsage, says: says, hint: hint}
}

// kindOf says in words what a flag of the type takes.
func kindOf(flagType string) string {
	switch flagType {
	case "int", "int64":
		return "a whole number"
	case "float64":
		return "a number"
	case "bool":
		return "true or false"
	case "duration":
		return "a time such as 10s or 2m"
	}
	return "a " + flagType
}

// nearestFlag is the flag of the command that a misspelt one most likely means, or the format: "format json" for --json;
// "" where none is near.
func nearestFlag(c *cobra.Command, written string) string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	if near := vocabulary.Nearest(written, names); near != "" {
		return near
	}
	if format := vocabulary.Nearest(written, report.Formats()); format != "" && c.Flags().Lookup("format") != nil {
		return "format " + format
	}
	return ""
}

// parseDay reads the day of --as-of.
func parseDay(s string) (time.Time, error) {
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return day, &exitError{status: exitUsage, says: fmt.Sprintf("--as-of %q is no day", s), hint: "write it as 2026-11-21"}
	}
	return day, nil
}

// knownFormat refuses a format that is none of those, before any work is done for it.
func knownFormat(format string, formats []string) error {
	if slices.Contains(formats, format) {
		return nil
	}
	return &exitError{status: exitUsage, says: fmt.Sprintf("there is no format %q", format), hint: "formats: " + strings.Join(formats, ", ")}
}

// reportFormat is the format to write a report in: the one that was asked for, else the one that the file's ending stands for,
// else a table.
func reportFormat(format, file string) (string, error) {
	if format != "" {
		return format, knownFormat(format, report.Formats())
	}
	switch ending := strings.ToLower(filepath.Ext(file)); ending {
	case "":
		return "table", nil
	case ".htm":
		return "html", nil
	case ".md":
		return "markdown", nil
	case ".ndjson":
		return "jsonl", nil
	case ".txt":
		return "text", nil
	default:
		if slices.Contains(report.Formats(), ending[1:]) {
			return ending[1:], nil
		}
		return "", &exitError{status: exitUsage, says: fmt.Sprintf("%s: no format is written to files that end in %s", file, ending),
			hint: "end it in .html, .csv, .xlsx, .md, .json, .jsonl or .txt, or name one with --format"}
	}
}
