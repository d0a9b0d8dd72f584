package redact

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"shortlist/screener/report"
)

// Report is the blind view of a report: opaque ids under the key, no names, files, hashes of files or contact, and
// everything else scrubbed of who it is about. Quotes and lines should come from a document that View masked already;
// what tells a person is scrubbed here once more. secrets holds them by the id of the resume in r; they come back by the
// blind id, as Check and Write take them. r is not changed.
func Report(r *report.Report, key []byte, secrets map[string]Secrets) (*report.Report, map[string]Secrets) {
	out := *r
	out.Blind = true
	ids, bySecret, taken := map[string]string{}, map[string]Secrets{}, map[string]bool{}
	out.Resumes = make([]report.Resume, len(r.Resumes))
	for i := range r.Resumes {
		res := blind(&r.Resumes[i], secrets[r.Resumes[i].ID])
		of := r.Resumes[i].SHA256
		if of == "" {
			of = r.Resumes[i].ID
		}
		res.ID = ID(key, of)
		for n := 2; taken[res.ID]; n++ { // the same bytes twice are two rows
			res.ID = ID(key, fmt.Sprint(of, "#", n))
		}
		taken[res.ID] = true
		ids[r.Resumes[i].ID] = res.ID
		bySecret[res.ID] = secrets[r.Resumes[i].ID]
		out.Resumes[i] = res
	}
	out.Groups = make([][]string, len(r.Groups))
	for i, g := range r.Groups {
		for _, id := range g {
			out.Groups[i] = append(out.Groups[i], ids[id])
		}
	}
	out.Rubrics = slices.Clone(r.Rubrics)
	for i := range out.Rubrics {
		out.Rubrics[i].Source = filepath.Base(out.Rubrics[i].Source)
		if r.Rubrics[i].Source == "" {
			out.Rubrics[i].Source = ""
		}
	}
	report.Arrange(&out)
	return &out, bySecret
}

// blind is a copy of one record without what tells who it is of.
func blind(in *report.Resume, s Secrets) report.Resume {
	res := *in
	file := filepath.Base(in.File)
	clean := func(text string) string {
		if file != "" && file != "." {
			text = strings.ReplaceAll(text, file, strings.Repeat("*", len(file)))
		}
		return s.Scrub(text)
	}
	hits := func(in []report.Hit) []report.Hit {
		out := make([]report.Hit, len(in))
		for i, h := range in {
			h.Quote, h.Why = clean(h.Quote), clean(h.Why)
			out[i] = h
		}
		return out
	}
	res.Name, res.File, res.SHA256, res.Contact = "", "", "", nil
	res.Reason = clean(in.Reason)
	res.Thin = clean(in.Thin)
	res.Doubts, res.Notes = all(in.Doubts, clean), all(in.Notes, clean)
	res.Stack.Hits, res.Lean.Hits = hits(in.Stack.Hits), hits(in.Lean.Hits)
	res.Specialities = slices.Clone(in.Specialities)
	for i := range res.Specialities {
		res.Specialities[i].Hits = hits(res.Specialities[i].Hits)
	}
	res.Roles = slices.Clone(in.Roles)
	for i := range res.Roles {
		role := &res.Roles[i]
		role.Title, role.Employer = clean(role.Title), clean(role.Employer)
	}
	res.Flags = slices.Clone(in.Flags)
	for i := range res.Flags {
		res.Flags[i].Says = clean(res.Flags[i].Says)
	}
	res.Hidden = slices.Clone(in.Hidden)
	for i := range res.Hidden {
		res.Hidden[i].Words = clean(res.Hidden[i].Words)
	}
	res.Lines = slices.Clone(in.Lines)
	for i := range res.Lines {
		res.Lines[i].Text = clean(res.Lines[i].Text)
	}
	res.Fits = slices.Clone(in.Fits)
	for i := range res.Fits {
		f := &res.Fits[i]
		f.Reason, f.Cap = clean(f.Reason), clean(f.Cap)
		f.NotCounted = hits(f.NotCounted)
		f.Ask = all(f.Ask, clean)
		f.Criteria = slices.Clone(f.Criteria)
		for j := range f.Criteria {
			f.Criteria[j].Hits = hits(f.Criteria[j].Hits)
		}
		f.WouldAdd, f.WouldCost = changes(f.WouldAdd, clean), changes(f.WouldCost, clean)
	}
	if in.Since != nil {
		since := *in.Since
		since.File, since.Note = "", clean(since.Note)
		res.Since = &since
	}
	return res
}

func changes(in []report.Change, clean func(string) string) []report.Change {
	out := slices.Clone(in)
	for i := range out {
		out[i].Says = clean(out[i].Says)
	}
	return out
}

func all(in []string, clean func(string) string) []string {
	out := slices.Clone(in)
	for i := range out {
		out[i] = clean(out[i])
	}
	return out
}
