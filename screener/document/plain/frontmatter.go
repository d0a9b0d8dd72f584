package plain

import (
	"strings"

	"shortlist/screener/document"
)

// frontMatter reads the YAML block before the text: what a theme shows of a person is text, keywords are hidden.
func (m *markdown) frontMatter(text string) string {
	first, rest := cutLine(text)
	if strings.TrimRight(first, " ") != "---" {
		return text
	}
	type entry struct{ key, value string }
	var entries []entry
	for n := 0; ; n++ {
		if rest == "" || n > 200 {
			return text
		}
		var line string
		line, rest = cutLine(rest)
		trimmed := strings.TrimSpace(line)
		if trimmed == "---" || trimmed == "..." {
			break
		}
		if strings.HasPrefix(trimmed, "- ") && len(entries) > 0 {
			last := &entries[len(entries)-1]
			last.value = strings.TrimPrefix(last.value+", "+unquote(trimmed[2:]), ", ")
			continue
		}
		key, value, ok := strings.Cut(trimmed, ":")
		if !ok || strings.ContainsAny(key, " \t") {
			if n == 0 {
				return text // a rule above a text, no front matter
			}
			continue
		}
		entries = append(entries, entry{strings.ToLower(key), unquote(strings.TrimSpace(value))})
	}
	for _, e := range entries {
		if e.value == "" {
			continue
		}
		switch e.key {
		case "name", "title", "author", "subtitle", "role", "position", "job", "headline", "tagline", "email", "e-mail", "mail", "phone", "tel", "telephone", "mobile",
			"location", "address", "city", "website", "web", "url", "homepage", "github", "linkedin", "gitlab", "description", "summary", "about":
			start := m.b.Pos()
			m.b.Write(e.value)
			m.b.Mark(document.Mark{Kind: document.MarkField, Value: e.key, Span: document.Span{Start: start, End: m.b.Pos()}})
			m.b.EndLine(document.Line{})
		case "keywords", "tags":
			m.b.Checked(document.HiddenMetadata)
			m.b.Hide(document.HiddenMetadata, 0, document.Box{}, strings.Trim(e.value, "[]"))
		}
	}
	return rest
}

func unquote(s string) string {
	s = strings.TrimSpace(s)
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}
