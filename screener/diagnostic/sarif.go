package diagnostic

import (
	"encoding/json"
	"io"
	"path/filepath"
)

// Rule is what a code means, for formats that carry the reason along with the finding.
type Rule struct {
	Code     string // stable: "L101"
	Name     string // kebab-case: "unknown-term"
	Severity Severity
	Title    string // one clause
	Why      string // one or two sentences
	Help     string // an example before and after, as text
}

// SARIF writes findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), which code hosts
// show on the lines of a change. Only rules that have a finding are listed.
func SARIF(w io.Writer, tool, version string, rules []Rule, findings []Finding) error {
	type text struct {
		Text string `json:"text"`
	}
	type configuration struct {
		Level string `json:"level"`
	}
	type rule struct {
		ID            string        `json:"id"`
		Name          string        `json:"name,omitempty"`
		Short         text          `json:"shortDescription"`
		Full          *text         `json:"fullDescription,omitempty"`
		Help          *text         `json:"help,omitempty"`
		Configuration configuration `json:"defaultConfiguration"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	type location struct {
		Physical physical `json:"physicalLocation"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations,omitempty"`
	}
	type driver struct {
		Name    string `json:"name"`
		Version string `json:"version,omitempty"`
		Rules   []rule `json:"rules"`
	}
	type toolComponent struct {
		Driver driver `json:"driver"`
	}
	type run struct {
		Tool       toolComponent `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []result      `json:"results"`
	}
	type log struct {
		Schema  string `json:"$schema"`
		Version string `json:"version"`
		Runs    []run  `json:"runs"`
	}

	known := make(map[string]Rule, len(rules))
	for _, r := range rules {
		known[r.Code] = r
	}
	out := run{Tool: toolComponent{driver{Name: tool, Version: version, Rules: []rule{}}}, ColumnKind: "utf16CodeUnits", Results: []result{}}
	listed := make(map[string]bool)
	for _, f := range findings {
		if !listed[f.Code] {
			listed[f.Code] = true
			r := rule{ID: f.Code, Short: text{f.Code}, Configuration: configuration{f.Severity.String()}}
			if k, ok := known[f.Code]; ok {
				r.Name, r.Short, r.Configuration = k.Name, text{k.Title}, configuration{k.Severity.String()}
				if k.Why != "" {
					r.Full = &text{k.Why}
				}
				if k.Help != "" {
					r.Help = &text{k.Help}
				}
			}
			out.Tool.Driver.Rules = append(out.Tool.Driver.Rules, r)
		}
		says := f.Says
		if f.Hint != "" {
			says += "; " + f.Hint
		}
		res := result{RuleID: f.Code, Level: f.Severity.String(), Message: text{says}}
		if f.File != "" {
			p := physical{Artifact: artifact{filepath.ToSlash(f.File)}}
			if f.Line > 0 {
				p.Region = &region{StartLine: f.Line, StartColumn: f.Col}
				if f.Col > 0 && f.EndCol > f.Col {
					p.Region.EndColumn = f.EndCol
				}
			}
			res.Locations = []location{{p}}
		}
		out.Results = append(out.Results, res)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(log{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []run{out},
	})
}
