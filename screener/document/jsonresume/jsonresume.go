// Package jsonresume reads JSON Resume (v1, and the names older files use) into the text that a person would make of it. Each
// value becomes a MarkField with its path, so that nothing the file knows is lost on the way through text; keys that the schema does not
// have are kept as text as well.
package jsonresume

import (
	"fmt"
	"strconv"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
)

// Read reads a JSON Resume file.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("%d MB of JSON, over the limit of %d MB", len(data)>>20, lim.Size>>20)}
	}
	text, _ := charset.Decode(data, "")
	root, err := parse(text, lim.Depth)
	if err != nil {
		return nil, &document.Unreadable{Reason: "the JSON cannot be read: " + err.Error()}
	}
	root = unwrap(root)
	if root.kind != object {
		return nil, &document.Unreadable{Reason: "the JSON is no object with the keys of JSON Resume"}
	}
	b := document.NewBuilder("json-resume")
	b.Grow(min(len(text), 1<<20))
	w := writer{b: b}
	w.resume(root)
	if b.Pos() == 0 {
		return nil, &document.Unreadable{Reason: "the JSON holds no text of a resume"}
	}
	return b.Document(), nil
}

// unwrap finds the resume in files that hold it under another key ({"resume": {…}}, an export of one).
func unwrap(v value) value {
	for range 3 {
		if v.kind == list && len(v.items) == 1 {
			v = v.items[0]
		}
		if v.kind != object || v.hasAny("basics", "work", "education", "skills") {
			break
		}
		inner := value{}
		for _, m := range v.members {
			if m.kind == object && m.hasAny("basics", "work", "education", "skills") {
				inner = m.value
				break
			}
		}
		if inner.kind != object {
			break
		}
		v = inner
	}
	return v
}

// sections are the arrays of JSON Resume, each with what heads it on paper and the keys that its entries show in the order a person
// puts them; the rest follows by name.
var sections = []struct {
	key, title string
	entry      func(*writer, value, string)
}{
	{"work", "Work Experience", (*writer).position},
	{"volunteer", "Volunteering", (*writer).position},
	{"projects", "Projects", (*writer).position},
	{"education", "Education", (*writer).education},
	{"skills", "Skills", (*writer).named},
	{"certificates", "Certificates", (*writer).award},
	{"certifications", "Certificates", (*writer).award},
	{"awards", "Awards", (*writer).award},
	{"publications", "Publications", (*writer).award},
	{"languages", "Languages", (*writer).language},
	{"interests", "Interests", (*writer).named},
	{"references", "References", (*writer).reference},
}

type writer struct {
	b    *document.Builder
	any  bool // something stands on the line
	bold bool
}

func (w *writer) resume(root value) {
	if b, ok := root.get("basics"); ok {
		w.basics(b)
	}
	done := map[string]bool{"basics": true, "meta": true, "$schema": true}
	for _, s := range sections {
		v, ok := root.get(s.key)
		if !ok || v.empty() {
			continue
		}
		done[s.key] = true
		w.heading(s.title, 2)
		items := v.items
		if v.kind != list {
			items = []value{v}
		}
		for i, item := range items {
			path := s.key
			if v.kind == list {
				path += "[" + strconv.Itoa(i) + "]"
			}
			if item.kind != object {
				w.leaf(item, path)
				w.end()
				continue
			}
			s.entry(w, item, path)
		}
	}
	for _, m := range root.members {
		if !done[m.key] && !m.empty() {
			done[m.key] = true
			w.heading(title(m.key), 2)
			w.rest(m.value, m.key)
		}
	}
}

func (w *writer) basics(v value) {
	if v.kind != object {
		w.rest(v, "basics")
		return
	}
	used := map[string]bool{"image": true, "picture": true}
	line := func(keys ...string) {
		for _, k := range keys {
			if x, ok := v.get(k); ok && !used[k] && x.kind == scalar && x.text != "" {
				start := w.b.Pos()
				w.leaf(x, "basics."+k)
				if k == "name" {
					w.b.Mark(document.Mark{Kind: document.MarkHeading, Level: 1, Span: document.Span{Start: start, End: w.b.Pos()}})
				}
				w.end()
			}
			if k != "profiles" && k != "location" {
				used[k] = true
			}
		}
	}
	line("name", "label", "email", "phone", "url", "website")
	if loc, ok := v.get("location"); ok {
		used["location"] = true
		switch loc.kind {
		case object:
			w.joined(loc, "basics.location", ", ", "address", "postalCode", "city", "region", "countryCode", "country")
			w.end()
			w.others(loc, "basics.location", "address", "postalCode", "city", "region", "countryCode", "country")
		default:
			w.rest(loc, "basics.location")
		}
	}
	if profiles, ok := v.get("profiles"); ok {
		used["profiles"] = true
		for i, p := range profiles.items {
			path := "basics.profiles[" + strconv.Itoa(i) + "]"
			w.joined(p, path, " ", "network", "username", "url")
			w.end()
			w.others(p, path, "network", "username", "url")
		}
	}
	for _, m := range v.members {
		if !used[m.key] && m.key != "summary" && !m.empty() {
			w.labelled(m.key, m.value, "basics."+m.key)
		}
	}
	if s, ok := v.get("summary"); ok && !s.empty() {
		w.heading("Summary", 2)
		w.rest(s, "basics.summary")
	}
}

// position writes a job, a post as a volunteer or a project.
func (w *writer) position(v value, path string) {
	start := w.b.Pos()
	w.joined(v, path, ", ", "position", "title", "name", "company", "organization", "entity")
	if w.any {
		w.b.Mark(document.Mark{Kind: document.MarkHeading, Level: 3, Span: document.Span{Start: start, End: w.b.Pos()}})
	}
	w.end()
	w.dates(v, path)
	w.joined(v, path, ", ", "location", "url", "website")
	w.end()
	w.texts(v, path, "description", "summary")
	w.points(v, path, "highlights")
	w.inline(v, path, "roles", "keywords")
	w.others(v, path, "position", "title", "name", "company", "organization", "entity", "location", "url", "website", "startDate", "endDate", "description", "summary", "highlights", "roles", "keywords")
}

func (w *writer) education(v value, path string) {
	w.joined(v, path, ", ", "studyType", "area", "institution")
	w.end()
	w.dates(v, path)
	w.joined(v, path, ", ", "location", "url")
	w.end()
	w.inline(v, path, "score", "gpa")
	w.texts(v, path, "summary", "description")
	w.points(v, path, "courses")
	w.points(v, path, "highlights")
	w.others(v, path, "studyType", "area", "institution", "startDate", "endDate", "location", "url", "score", "gpa", "summary", "description", "courses", "highlights")
}

// named writes a group of keywords: "Databases (advanced): PostgreSQL, Redis".
func (w *writer) named(v value, path string) {
	w.joined(v, path, ", ", "name")
	if level, ok := v.get("level"); ok && !level.empty() && level.kind == scalar {
		w.text(" (")
		w.leaf(level, path+".level")
		w.text(")")
	}
	if k, ok := v.get("keywords"); ok && !k.empty() {
		if w.any {
			w.text(": ")
		}
		w.series(k, path+".keywords")
	}
	w.end()
	w.others(v, path, "name", "level", "keywords")
}

func (w *writer) language(v value, path string) {
	w.joined(v, path, ", ", "language", "name")
	if f, ok := v.get("fluency"); ok && !f.empty() && f.kind == scalar {
		w.text(" (")
		w.leaf(f, path+".fluency")
		w.text(")")
	}
	w.end()
	w.others(v, path, "language", "name", "fluency")
}

func (w *writer) award(v value, path string) {
	w.joined(v, path, ", ", "title", "name", "awarder", "issuer", "publisher", "date", "releaseDate")
	w.end()
	w.joined(v, path, " ", "url", "website")
	w.end()
	w.texts(v, path, "summary")
	w.others(v, path, "title", "name", "awarder", "issuer", "publisher", "date", "releaseDate", "url", "website", "summary")
}

func (w *writer) reference(v value, path string) {
	w.texts(v, path, "reference")
	w.joined(v, path, ", ", "name")
	w.end()
	w.others(v, path, "reference", "name")
}

// dates writes "2019-04 – 2021-08"; an entry that began and has no end goes on.
func (w *writer) dates(v value, path string) {
	from, hasFrom := v.get("startDate")
	to, hasTo := v.get("endDate")
	hasFrom, hasTo = hasFrom && !from.empty(), hasTo && !to.empty()
	if hasFrom {
		w.leaf(from, path+".startDate")
		w.text(" – ")
	}
	switch {
	case hasTo:
		w.leaf(to, path+".endDate")
	case hasFrom:
		w.text("Present")
	}
	w.end()
}
