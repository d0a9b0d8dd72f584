package report

import "testing"

func TestStrongestEvidence(t *testing.T) {
	deed := Hit{Term: "~split ... (monolith)", Grade: "used", Quote: "Split the monolith."}
	figure := Hit{Term: "~split ... (monolith)", Grade: "used", Quote: "Split the monolith into 7 services."}
	tool := Hit{Term: "Kafka", Grade: "used", Quote: "Kafka for all events between the sites."}
	title := Hit{Term: "(back end|server side)", Grade: "role-list", Quote: "Senior Backend Engineer, Jun 2017 - now"}
	for _, c := range []struct {
		name string
		fit  Fit
		want string
	}{
		{"a deed before a tool", Fit{Criteria: []Criterion{{Points: 5, Hits: []Hit{tool, deed}}}}, deed.Quote},
		{"a figure before none", Fit{Criteria: []Criterion{{Points: 5, Hits: []Hit{deed, figure}}}}, figure.Quote},
		{"what was done before a title with its years", Fit{Criteria: []Criterion{{Points: 5, Hits: []Hit{title, tool}}}}, tool.Quote},
		{"of the criterion that earns most", Fit{Criteria: []Criterion{{Points: 5, Hits: []Hit{deed}}, {Points: 9, Hits: []Hit{tool}}}}, tool.Quote},
		{"nothing", Fit{Criteria: []Criterion{{Points: 0}}}, ""},
	} {
		_, h := evidence(&c.fit)
		if got := quoteOfHit(h); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func quoteOfHit(h *Hit) string {
	if h == nil {
		return ""
	}
	return h.Quote
}
