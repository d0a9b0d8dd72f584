package redact

import "shortlist/screener/report"

// Scrub hides in a record what tells who it is about. Quotes and lines should come from a document that View masked already.
func Scrub(res *report.Resume, s Secrets) {
	words(res, func(text *string) { *text = s.Scrub(*text) })
}

// words visits every text of a record that comes from the resume or from people, and may change it.
func words(res *report.Resume, visit func(*string)) {
	all := func(list []string) {
		for i := range list {
			visit(&list[i])
		}
	}
	visit(&res.Reason)
	visit(&res.Thin)
	all(res.Doubts)
	all(res.Notes)
	hits(res, func(h *report.Hit) {
		visit(&h.Quote)
		visit(&h.Why)
	})
	for i := range res.Roles {
		visit(&res.Roles[i].Title)
		visit(&res.Roles[i].Employer)
	}
	for i := range res.Flags {
		visit(&res.Flags[i].Says)
	}
	for i := range res.Hidden {
		visit(&res.Hidden[i].Words)
	}
	for i := range res.Lines {
		visit(&res.Lines[i].Text)
	}
	for i := range res.Fits {
		f := &res.Fits[i]
		visit(&f.Reason)
		visit(&f.Cap)
		all(f.Ask)
		for _, list := range [][]report.Change{f.WouldAdd, f.WouldCost} {
			for j := range list {
				visit(&list[j].Says)
			}
		}
	}
	if res.Since != nil {
		visit(&res.Since.Note)
	}
}

// hits visits every hit of a record.
func hits(res *report.Resume, visit func(*report.Hit)) {
	all := func(list []report.Hit) {
		for i := range list {
			visit(&list[i])
		}
	}
	all(res.Stack.Hits)
	all(res.Lean.Hits)
	for i := range res.Specialities {
		all(res.Specialities[i].Hits)
	}
	for i := range res.Fits {
		f := &res.Fits[i]
		all(f.NotCounted)
		for j := range f.Criteria {
			all(f.Criteria[j].Hits)
		}
	}
}
