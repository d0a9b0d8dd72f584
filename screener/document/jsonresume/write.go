package jsonresume

import (
	"strconv"
	"strings"
	"unicode"

	"shortlist/screener/document"
)

func (w *writer) text(s string) {
	w.b.Write(s)
	w.any = w.any || s != ""
}

// end ends the line, if something stands on it.
func (w *writer) end() {
	if w.any {
		w.b.EndLine(document.Line{Bold: w.bold})
	}
	w.any, w.bold = false, false
}

func (w *writer) heading(title string, level int) {
	w.end()
	if w.b.Pos() > 0 {
		w.b.EndLine(document.Line{})
	}
	start := w.b.Pos()
	w.text(title)
	w.bold = true
	w.b.Mark(document.Mark{Kind: document.MarkHeading, Level: level, Span: document.Span{Start: start, End: w.b.Pos()}})
	w.end()
}

// leaf writes one value and marks where it stood in the file.
func (w *writer) leaf(v value, path string) document.Span {
	start := w.b.Pos()
	if v.kind != scalar {
		w.series(v, path)
		return document.Span{Start: start, End: w.b.Pos()}
	}
	w.text(strings.TrimSpace(v.text))
	span := document.Span{Start: start, End: w.b.Pos()}
	if !span.Empty() {
		w.b.Mark(document.Mark{Kind: document.MarkField, Value: path, Span: span})
	}
	return span
}

// joined writes the values of keys on one line.
func (w *writer) joined(v value, path, between string, keys ...string) {
	if v.kind != object {
		w.leaf(v, path)
		return
	}
	first := true
	for _, k := range keys {
		x, ok := v.get(k)
		if !ok || x.empty() {
			continue
		}
		if !first {
			w.text(between)
		}
		first = false
		w.leaf(x, path+"."+k)
	}
}

// series writes the scalars under a value, commas between them.
func (w *writer) series(v value, path string) {
	first := true
	v.each(path, func(x value, path string) {
		if !first {
			w.text(", ")
		}
		first = false
		w.leaf(x, path)
	})
}

// texts writes values that are paragraphs, a line for each line in them.
func (w *writer) texts(v value, path string, keys ...string) {
	for _, k := range keys {
		if x, ok := v.get(k); ok && !x.empty() {
			w.rest(x, path+"."+k)
		}
	}
}

// points writes a list, an item a line.
func (w *writer) points(v value, path, key string) {
	x, ok := v.get(key)
	if !ok {
		return
	}
	x.each(path+"."+key, func(x value, path string) {
		start := w.b.Pos()
		w.leaf(x, path)
		if w.b.Pos() > start {
			w.b.Mark(document.Mark{Kind: document.MarkListItem, Level: 1, Span: document.Span{Start: start, End: w.b.Pos()}})
		}
		w.end()
	})
}

// inline writes "Keywords: a, b" for each key.
func (w *writer) inline(v value, path string, keys ...string) {
	for _, k := range keys {
		if x, ok := v.get(k); ok && !x.empty() {
			w.text(title(k) + ": ")
			w.series(x, path+"."+k)
			w.end()
		}
	}
}

// others writes the members of v that have no place of their own.
func (w *writer) others(v value, path string, known ...string) {
next:
	for _, m := range v.members {
		for _, k := range known {
			if m.key == k {
				continue next
			}
		}
		if !m.empty() {
			w.labelled(m.key, m.value, path+"."+m.key)
		}
	}
}

func (w *writer) labelled(key string, v value, path string) {
	if v.kind == scalar {
		w.text(title(key) + ": ")
		w.leaf(v, path)
		w.end()
		return
	}
	w.text(title(key) + ":")
	w.end()
	w.rest(v, path)
}

// rest writes every scalar under v on a line of its own; a text of several lines keeps them.
func (w *writer) rest(v value, path string) {
	v.each(path, func(x value, path string) {
		for line := range strings.Lines(x.text) {
			w.leaf(value{kind: scalar, text: line}, path)
			w.end()
		}
	})
}

// title makes a heading of a key: "careerBreaks" is "Career breaks".
func title(key string) string {
	var b strings.Builder
	for i, r := range key {
		switch {
		case i == 0:
			b.WriteRune(unicode.ToUpper(r))
		case r == '_' || r == '-':
			b.WriteByte(' ')
		case unicode.IsUpper(r) && i > 0 && unicode.IsLower(rune(key[i-1])):
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func index(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
