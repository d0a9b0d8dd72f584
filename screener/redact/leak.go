package redact

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"shortlist/screener/report"
)

// Leak is the error for a blind output that still tells who somebody is. It says which kinds, never the value.
type Leak struct {
	Kinds []string // full name, part of a name, e-mail, phone, link, file name
	ID    string   // the blind id of a resume that leaks, where it is known
}

func (e *Leak) Error() string {
	s := "the blind output was not written, it still holds: " + strings.Join(e.Kinds, ", ")
	if e.ID != "" {
		s += " (" + e.ID + ")"
	}
	return s
}

// leakOf is the error for these kinds; nil where there are none.
func leakOf(kinds map[string]bool, id string) error {
	if len(kinds) == 0 {
		return nil
	}
	return &Leak{Kinds: slices.Sorted(maps.Keys(kinds)), ID: id}
}

// Check looks through the words of a blind report that come from resumes for anything in secrets (by the blind id): parts
// of names as words, addresses, phone numbers, links, the names of files. Nil, or a *Leak.
func Check(r *report.Report, secrets map[string]Secrets) error {
	for i := range r.Resumes {
		res := &r.Resumes[i]
		s, ok := secrets[res.ID]
		if !ok {
			continue
		}
		kinds := map[string]bool{}
		if res.Name != "" || res.Contact != nil || res.File != "" || res.SHA256 != "" {
			kinds["name, file or contact fields"] = true
		}
		words(res, func(text string) {
			if len(s.find(text, false)) > 0 {
				for _, k := range s.kinds(text) {
					kinds[k] = true
				}
			}
			for _, f := range s.Files {
				if !general(f) && strings.Contains(strings.ToLower(text), f) {
					kinds["file name"] = true
				}
			}
		})
		if err := leakOf(kinds, res.ID); err != nil {
			return err
		}
	}
	return nil
}

// general says whether a file's name tells nobody: resume, cv, lebenslauf, numbers.
func general(stem string) bool {
	stem = strings.Trim(stem, "0123456789 _-.()")
	return stem == "" || slices.Contains(readNameWords().Files, stem)
}

// kinds says what of a person a text holds.
func (s *Secrets) kinds(text string) []string {
	var out []string
	if s.Name != "" && strings.Contains(squeeze(text), squeeze(s.Name)) {
		out = append(out, "full name")
	}
	if s.Email != "" && strings.Contains(strings.ToLower(text), strings.ToLower(s.Email)) {
		out = append(out, "e-mail")
	}
	if len(s.findPhone(text)) > 0 {
		out = append(out, "phone")
	}
	for _, l := range s.Links {
		if strings.Contains(strings.ToLower(text), l) {
			out = append(out, "link")
			break
		}
	}
	if len(out) == 0 {
		out = append(out, "part of a name")
	}
	return out
}

// words visits every text of a record that comes from the resume or from people.
func words(res *report.Resume, visit func(string)) {
	hits := func(in []report.Hit) {
		for i := range in {
			visit(in[i].Quote)
			visit(in[i].Why)
		}
	}
	visit(res.Reason)
	visit(res.Thin)
	for _, list := range [][]string{res.Doubts, res.Notes} {
		for _, s := range list {
			visit(s)
		}
	}
	hits(res.Stack.Hits)
	hits(res.Lean.Hits)
	for _, l := range res.Specialities {
		hits(l.Hits)
	}
	for _, role := range res.Roles {
		visit(role.Title)
		visit(role.Employer)
	}
	for _, f := range res.Flags {
		visit(f.Says)
	}
	for _, h := range res.Hidden {
		visit(h.Words)
	}
	for _, l := range res.Lines {
		visit(l.Text)
	}
	for _, f := range res.Fits {
		visit(f.Reason)
		hits(f.NotCounted)
		for _, s := range f.Ask {
			visit(s)
		}
		for _, c := range f.Criteria {
			hits(c.Hits)
		}
		for _, c := range slices.Concat(f.WouldAdd, f.WouldCost) {
			visit(c.Says)
		}
	}
	if res.Since != nil {
		visit(res.Since.Note)
		visit(res.Since.File)
	}
}

// textOf is the text of an output: of a workbook, all its parts.
func textOf(out []byte) (string, error) {
	if !bytes.HasPrefix(out, []byte("PK\x03\x04")) {
		return string(out), nil
	}
	z, err := zip.NewReader(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		return "", fmt.Errorf("the workbook cannot be checked: %w", err)
	}
	var b strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return "", err
		}
		if _, err := io.Copy(&b, r); err != nil {
			return "", err
		}
		r.Close()
	}
	return b.String(), nil
}

// Write renders a blind report and writes it only when nothing in it tells who anybody is: the records are checked, and
// then the very bytes. secrets are by blind id. The error is a *Leak, the renderer's or w's.
func Write(w io.Writer, r *report.Report, format string, o report.Options, secrets map[string]Secrets) error {
	if !r.Blind {
		return fmt.Errorf("the report is not blind")
	}
	if err := Check(r, secrets); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := report.Render(&b, r, format, o); err != nil {
		return err
	}
	list := slices.Collect(maps.Values(secrets))
	if err := CheckOutput(b.Bytes(), list); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}
