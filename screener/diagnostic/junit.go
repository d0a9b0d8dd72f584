package diagnostic

import (
	"encoding/xml"
	"io"
	"strings"
)

// Outcome is the outcome of one check, for JUnit.
type Outcome struct {
	Suite   string // the file: "backend-engineer_test.yaml"
	Name    string
	Failed  string // what was wanted and what was got; empty: it passed
	Skipped string // the reason; a check that could not run is never a pass
}

// JUnit writes outcomes as the XML that CI systems read (the shape of Ant's JUnit task), suites in the order of their first outcome.
func JUnit(w io.Writer, outcomes []Outcome) error {
	type message struct {
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
	type testCase struct {
		Class   string   `xml:"classname,attr"`
		Name    string   `xml:"name,attr"`
		Failure *message `xml:"failure"`
		Skipped *message `xml:"skipped"`
	}
	type suite struct {
		Name     string     `xml:"name,attr"`
		Tests    int        `xml:"tests,attr"`
		Failures int        `xml:"failures,attr"`
		Skipped  int        `xml:"skipped,attr"`
		Cases    []testCase `xml:"testcase"`
	}
	type suites struct {
		XMLName  xml.Name `xml:"testsuites"`
		Tests    int      `xml:"tests,attr"`
		Failures int      `xml:"failures,attr"`
		Skipped  int      `xml:"skipped,attr"`
		Suites   []*suite `xml:"testsuite"`
	}
	all := suites{}
	byName := make(map[string]*suite)
	for _, o := range outcomes {
		s := byName[o.Suite]
		if s == nil {
			s = &suite{Name: o.Suite}
			byName[o.Suite] = s
			all.Suites = append(all.Suites, s)
		}
		c := testCase{Class: o.Suite, Name: o.Name}
		switch {
		case o.Failed != "":
			c.Failure = &message{firstLine(o.Failed), o.Failed}
			s.Failures++
			all.Failures++
		case o.Skipped != "":
			c.Skipped = &message{Message: firstLine(o.Skipped)}
			s.Skipped++
			all.Skipped++
		}
		s.Tests++
		all.Tests++
		s.Cases = append(s.Cases, c)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(all); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}
