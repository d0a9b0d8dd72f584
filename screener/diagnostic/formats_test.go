package diagnostic

import (
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
)

var found = []Finding{
	{File: "rubrics/a.yaml", Line: 57, Col: 9, EndCol: 29, Code: "L102", Says: `unknown tag "tag:server-languages"`, Hint: "did you mean tag:server-language?"},
	{File: "rubrics/b, c.yaml", Line: 3, Severity: Warning, Code: "L204", Says: "no why\n::error::50%"},
	{Severity: Note, Says: "nothing found"},
}

func TestSARIF(t *testing.T) {
	var b strings.Builder
	rules := []Rule{{Code: "L102", Name: "unknown-tag", Title: "A tag that no term carries", Why: "It matches nothing."}, {Code: "L999", Title: "not used"}}
	if err := SARIF(&b, "shortlist", "1", rules, found); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Version string
		Runs    []struct {
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
			Results []struct {
				RuleID, Level string
				Locations     []struct {
					PhysicalLocation struct {
						ArtifactLocation struct{ URI string }
						Region           *struct{ StartLine, StartColumn, EndColumn int }
					}
				}
			}
		}
	}
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if log.Version != "2.1.0" || len(run.Results) != 3 {
		t.Fatalf("version %q, %d results", log.Version, len(run.Results))
	}
	for _, r := range run.Tool.Driver.Rules {
		if r.ID == "L999" {
			t.Error("a rule without a finding is listed")
		}
	}
	first := run.Results[0]
	if first.Level != "error" || first.Locations[0].PhysicalLocation.Region.EndColumn != 29 {
		t.Errorf("first result: %+v", first)
	}
	if run.Results[1].Level != "warning" || len(run.Results[2].Locations) != 0 {
		t.Errorf("results: %+v", run.Results)
	}
}

func TestJUnit(t *testing.T) {
	var b strings.Builder
	err := JUnit(&b, []Outcome{
		{Suite: "a_test.yaml", Name: "passes <&>"},
		{Suite: "a_test.yaml", Name: "fails", Failed: "wanted good\ngot low"},
		{Suite: "b_test.yaml", Name: "waits", Skipped: "no corpus"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Skipped  int `xml:"skipped,attr"`
		Suites   []struct {
			Name  string `xml:"name,attr"`
			Cases []struct {
				Name    string `xml:"name,attr"`
				Failure *struct {
					Message string `xml:"message,attr"`
					Text    string `xml:",chardata"`
				} `xml:"failure"`
				Skipped *struct{} `xml:"skipped"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Tests != 3 || got.Failures != 1 || got.Skipped != 1 || len(got.Suites) != 2 {
		t.Fatalf("%+v", got)
	}
	a := got.Suites[0].Cases
	if a[0].Name != "passes <&>" || a[0].Failure != nil || a[1].Failure.Message != "wanted good" || a[1].Failure.Text != "wanted good\ngot low" {
		t.Errorf("%+v", a)
	}
	if got.Suites[1].Cases[0].Skipped == nil {
		t.Error("a skipped check looks as if it had passed")
	}
}

func TestAnnotations(t *testing.T) {
	var b strings.Builder
	if err := Annotations(&b, found); err != nil {
		t.Fatal(err)
	}
	want := "::error file=rubrics/a.yaml,line=57,col=9,endColumn=29,title=L102::unknown tag \"tag:server-languages\"; did you mean tag:server-language?\n" +
		"::warning file=rubrics/b%2C c.yaml,line=3,title=L204::no why%0A::error::50%25\n" +
		"::notice ::nothing found\n"
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}
