package diagnostic

import (
	"fmt"
	"io"
	"strings"
)

// Annotations writes findings as workflow commands ("::error file=…"), which code hosts show beside the line.
func Annotations(w io.Writer, findings []Finding) error {
	for _, f := range findings {
		level := f.Severity.String()
		if f.Severity == Note {
			level = "notice"
		}
		var at []string
		if f.File != "" {
			at = append(at, "file="+property(f.File))
		}
		if f.Line > 0 {
			at = append(at, fmt.Sprintf("line=%d", f.Line))
		}
		if f.Line > 0 && f.Col > 0 {
			at = append(at, fmt.Sprintf("col=%d", f.Col))
			if f.EndCol > f.Col {
				at = append(at, fmt.Sprintf("endColumn=%d", f.EndCol))
			}
		}
		if f.Code != "" {
			at = append(at, "title="+property(f.Code))
		}
		says := f.Says
		if f.Hint != "" {
			says += "; " + f.Hint
		}
		if _, err := fmt.Fprintf(w, "::%s %s::%s\n", level, strings.Join(at, ","), data(says)); err != nil {
			return err
		}
	}
	return nil
}

// data escapes a workflow command's message, so that no text can start a command of its own.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes a workflow command's property, which must not hold its separators either.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
