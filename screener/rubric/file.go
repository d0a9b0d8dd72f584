package rubric

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
)

// File is one file of rules as it was read: its bytes, and the YAML nodes with their positions.
type File struct {
	Name string     // as people see it
	Path string     // where it was found
	Data []byte     // the bytes
	Root *yaml.Node // the top mapping; nil if the file is empty or no YAML

	lines [][]byte
}

// ParseFile reads the YAML of one file. Problems are the error: a syntax error, an alias, a key given twice.
func ParseFile(path string, data []byte) (*File, error) {
	f := &File{Name: base(path), Path: path, Data: data, lines: bytes.Split(data, []byte("\n"))}
	var doc yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&doc); err != nil {
		return f, f.syntax(err)
	}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		at := f.at(&doc)
		if len(doc.Content) > 0 {
			at = f.at(doc.Content[0])
		}
		return f, Problems{f.problem(at, "L003", "the file must be a mapping of keys to values", "start with   schema: "+Schema)}
	}
	f.Root = doc.Content[0]
	var more yaml.Node
	if err := dec.Decode(&more); err == nil {
		return f, Problems{f.problem(f.at(&more), "L005", "a second document (\"---\") would be ignored", "one rubric a file")}
	}
	return f, nil
}

var yamlLine = regexp.MustCompile(`line (\d+): `)

const noTabs = "YAML is indented with spaces, never with tabs"

// syntax turns an error of the YAML library into problems with a line, the line's text and what usually causes it.
func (f *File) syntax(err error) error {
	if err.Error() == "EOF" {
		return Problems{f.problem(Source{File: f.Name, Line: 1, Col: 1, Len: 1}, "L001", "the file is empty", "start with   schema: "+Schema)}
	}
	messages := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var ps Problems
	for _, m := range messages {
		line := 1
		if n := yamlLine.FindStringSubmatch(m); n != nil {
			line, _ = strconv.Atoi(n[1])
			m = m[strings.Index(m, n[0])+len(n[0]):]
		}
		at, help := f.blame(line, m)
		if help == noTabs {
			m = "found a tab character"
		}
		ps = append(ps, f.problem(at, "L001", "not YAML: "+inPlainWords(strings.TrimPrefix(m, "yaml: ")), help))
	}
	return ps.orNil()
}

// blame finds the line that most likely broke the YAML. The library names the line where it gave up, which is often the one after.
func (f *File) blame(line int, message string) (Source, string) {
	for _, n := range []int{line, line + 1, line - 1} {
		if text := f.line(n); bytes.HasPrefix(bytes.TrimLeft(text, " "), []byte("\t")) || bytes.Contains(indent(text), []byte("\t")) {
			return Source{f.Name, n, bytes.IndexByte(text, '\t') + 1, 1}, noTabs
		}
	}
	if at, help, ok := f.slip(line, message); ok {
		return at, help
	}
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		for _, n := range []int{line, line - 1, line + 1} {
			text := f.line(n)
			if first := bytes.Index(text, []byte(": ")); first >= 0 {
				if second := bytes.Index(text[first+2:], []byte(": ")); second >= 0 && !bytes.ContainsAny(text[first+2:first+3], "\"'{[") {
					return Source{f.Name, n, first + 2 + second + 1, 1}, "put quotes around a sentence with a colon"
				}
			}
		}
		return f.whole(line), "a wrong indent, or a colon in a sentence without quotes"
	case strings.Contains(message, "found unexpected end of stream"), strings.Contains(message, "unexpected document indicator"):
		for n := line; n > 0; n-- {
			text := f.line(n)
			if bytes.Count(text, []byte(`"`))%2 == 1 {
				return Source{f.Name, n, bytes.LastIndexByte(text, '"') + 1, 1}, "this quote is never closed"
			}
		}
	case strings.Contains(message, "did not find expected"):
		for n := line; n > max(0, line-4); n-- {
			if text := f.line(n); bytes.Count(text, []byte(`"`))%2 == 1 {
				return Source{f.Name, n, bytes.LastIndexByte(text, '"') + 1, 1}, "this quote has no partner"
			}
		}
		if n := f.oddIndent(line); n > 0 {
			return f.whole(n), "this line's indent fits no line above: give it that of the keys it belongs with"
		}
		return f.whole(line), "look for a wrong indent or a missing bracket here or in the lines before"
	}
	return f.whole(line), ""
}

// oddIndent finds the first line from one on whose indent is that of no line it could belong with; 0 if there is none.
func (f *File) oddIndent(from int) int {
	stack := []int{0}
	for n := from; n <= len(f.lines); n++ {
		text := f.line(n)
		rest := bytes.TrimLeft(text, " ")
		if len(rest) == 0 || rest[0] == '#' {
			continue
		}
		in := len(text) - len(rest)
		for len(stack) > 1 && stack[len(stack)-1] > in {
			stack = stack[:len(stack)-1]
			if stack[len(stack)-1] < in {
				return n
			}
		}
		if stack[len(stack)-1] < in {
			stack = append(stack, in)
		}
		for bytes.HasPrefix(rest, []byte("- ")) { // the keys of an item stand under its first key
			inner := bytes.TrimLeft(rest[2:], " ")
			in += len(rest) - len(inner)
			rest = inner
			stack = append(stack, in)
		}
	}
	return 0
}

func indent(line []byte) []byte {
	return line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
}

func (f *File) line(n int) []byte {
	if n < 1 || n > len(f.lines) {
		return nil
	}
	return bytes.TrimSuffix(f.lines[n-1], []byte("\r"))
}

// whole is the source of all of a line but its indent.
func (f *File) whole(n int) Source {
	text := f.line(n)
	in := len(indent(text))
	return Source{f.Name, n, in + 1, max(1, len(bytes.TrimSpace(text)))}
}

// at is the source of a node; of a mapping or a list it is the first key or item.
func (f *File) at(n *yaml.Node) Source {
	text := string(f.line(n.Line))
	col := offset(text, n.Column-1) // the library counts characters
	length := 1
	if n.Kind == yaml.ScalarNode {
		length = max(1, len(n.Value))
		if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			length += 2
		}
	}
	return Source{File: f.Name, Line: n.Line, Col: col + 1, Len: max(1, min(length, len(text)-col))}
}

// offset is the byte offset of the nth character.
func offset(text string, n int) int {
	for i := range text {
		if n <= 0 {
			return i
		}
		n--
	}
	return len(text)
}

func (f *File) problem(at Source, code, says, help string) Problem {
	return Problem{diagnostic.Finding{
		File: f.Name, Line: at.Line, Col: at.Col, EndCol: at.Col + max(1, at.Len),
		Severity: diagnostic.Error, Code: code, Says: says, Hint: help,
	}, f.Data}
}

// base is the last element of a path of either kind of slash.
func base(path string) string {
	if i := strings.LastIndexAny(path, `/\`); i >= 0 {
		return path[i+1:]
	}
	return path
}

// reading collects what is wrong while one file is read.
type reading struct {
	*File
	found Problems
}

func (r *reading) fail(n *yaml.Node, code, help, format string, args ...any) {
	r.found = append(r.found, r.problem(r.at(n), code, fmt.Sprintf(format, args...), help))
}

// fields gives the values of a mapping by key and reports keys that are not allowed or given twice.
func (r *reading) fields(n *yaml.Node, what string, allowed ...string) map[string]*yaml.Node {
	out := map[string]*yaml.Node{}
	n = r.plain(n)
	if n == nil {
		return out
	}
	if n.Kind != yaml.MappingNode {
		r.fail(n, "L003", "", "%s must be a mapping of keys to values, not %s", what, kindOf(n))
		return out
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode:
			r.fail(key, "L003", "", "a key of %s must be a word", what)
		case !slices.Contains(allowed, key.Value):
			r.fail(key, "L002", keyHelp(key.Value, allowed), "unknown key %q in %s", key.Value, what)
		case out[key.Value] != nil:
			r.fail(key, "L006", "only one of them can count: remove the other", "the key %q stands twice in %s", key.Value, what)
		default:
			out[key.Value] = value
		}
	}
	return out
}

// plain refuses aliases: a reviewer of a diff should see what a line means without looking elsewhere.
func (r *reading) plain(n *yaml.Node) *yaml.Node {
	if n != nil && n.Kind == yaml.AliasNode {
		r.fail(n, "L005", "write it out", "YAML aliases (*%s) are not allowed", n.Value)
		return nil
	}
	return n
}

// text reads a string. YAML quietly turns yes, 007, 1.10, null and dates into other things: those are reported.
func (r *reading) text(n *yaml.Node, what string) string {
	n = r.plain(n)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		help := ""
		if n.Kind == yaml.MappingNode {
			help = "a colon and a space make a mapping: put quotes around the words, or indent as in the examples"
		}
		r.fail(n, "L003", help, "%s must be text, not %s", what, kindOf(n))
		return ""
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return n.Value
	}
	switch n.Tag {
	case "!!str":
		return n.Value
	case "!!null":
		r.fail(n, "L005", "write something, or take the key away", "%s is empty", what)
	default:
		r.fail(n, "L005", fmt.Sprintf("write %q in quotes", n.Value), "YAML takes %s for %s, not for text", n.Value, tagName(n.Tag))
	}
	return n.Value
}

// item is a text with where it stands.
type item struct {
	text string
	node *yaml.Node
	at   Source
}

// texts reads a list of strings; a single string stands for a list of one.
func (r *reading) texts(n *yaml.Node, what string) []item {
	n = r.plain(n)
	if n == nil {
		return nil
	}
	if n.Kind == yaml.ScalarNode {
		if n.Tag == "!!null" {
			r.fail(n, "L005", "write [something], or take the key away", "%s is empty", what)
			return nil
		}
		t := r.text(n, what)
		if strings.Contains(t, " - ") {
			r.fail(n, "L005", "start each item on a line of its own, indented with its \"- \"", "YAML joins %q into one text", t)
		}
		return []item{{t, n, r.at(n)}}
	}
	if n.Kind != yaml.SequenceNode {
		r.fail(n, "L003", "write [one, two]", "%s must be a list, not %s", what, kindOf(n))
		return nil
	}
	var out []item
	for _, c := range n.Content {
		t := r.text(c, "an item of "+what)
		if c.Kind != yaml.ScalarNode {
			continue
		}
		if c.Style == 0 && strings.Contains(t, " - ") {
			r.fail(c, "L005", "start each item on a line of its own, with the same indent", "YAML joins %q into one text", t)
		}
		if strings.TrimSpace(t) == "" {
			r.fail(c, "L005", "write something, or take the item away", "an item of %s is empty", what)
			continue
		}
		if rest, ok := strings.CutPrefix(c.LineComment, "#"); ok && c.Style == 0 && (rest == "" || strings.HasPrefix(rest, " (") || strings.HasPrefix(rest, " ~") || strings.HasPrefix(rest, " ...") || strings.HasSuffix(t, "...")) {
			r.fail(c, "L005", "put the whole phrase in quotes", "YAML takes %q for a comment and drops it", c.LineComment)
		}
		out = append(out, item{strings.Join(strings.Fields(t), " "), c, r.at(c)})
	}
	return out
}

// number reads a number in thousandths.
func (r *reading) number(n *yaml.Node, what string) (int, bool) {
	n = r.plain(n)
	if n == nil {
		return 0, false
	}
	if n.Kind != yaml.ScalarNode || (n.Tag != "!!int" && n.Tag != "!!float") {
		help := "write a number"
		if n.Kind == yaml.ScalarNode {
			if _, err := strconv.ParseFloat(n.Value, 64); err == nil {
				help = "without quotes: " + n.Value
			}
		}
		r.fail(n, "L003", help, "%s must be a number, not %s", what, kindOf(n))
		return 0, false
	}
	v, err := strconv.ParseFloat(n.Value, 64)
	if err != nil || v != v || v > 1e6 || v < -1e6 {
		r.fail(n, "L003", "write a plain number", "%s cannot be %s", what, n.Value)
		return 0, false
	}
	if v < 0 {
		r.fail(n, "L003", "leave the criterion out instead: nothing is ever deducted", "%s cannot be below zero", what)
		return 0, false
	}
	return int(v*1000 + 0.5), true
}

// count reads a whole number of at least one.
func (r *reading) count(n *yaml.Node, what string) int {
	v, ok := r.number(n, what)
	if !ok {
		return 0
	}
	if v == 0 || v%1000 != 0 {
		r.fail(n, "L003", "write 1 or more", "%s must be a whole number of at least 1", what)
		return 0
	}
	return v / 1000
}

// boolean reads true or false.
func (r *reading) boolean(n *yaml.Node, what string) bool {
	n = r.plain(n)
	if n == nil {
		return false
	}
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		r.fail(n, "L003", "write true or false, without quotes", "%s must be true or false, not %s", what, kindOf(n))
		return false
	}
	return n.Value == "true"
}

// oneOf reads a word that must be among those allowed.
func (r *reading) oneOf(n *yaml.Node, what string, allowed ...string) string {
	t := r.text(n, what)
	if t != "" && !slices.Contains(allowed, t) {
		r.fail(n, "L003", keyHelp(t, allowed), "%s cannot be %q", what, t)
		return ""
	}
	return t
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		return "a text in quotes"
	}
	return tagName(n.Tag)
}

func tagName(tag string) string {
	switch tag {
	case "!!int", "!!float":
		return "a number"
	case "!!bool":
		return "true or false"
	case "!!null":
		return "nothing"
	case "!!timestamp":
		return "a date"
	}
	return "a text"
}

func keyHelp(got string, allowed []string) string {
	if s := nearest(got, allowed); s != "" {
		return "did you mean " + s + "?"
	}
	return "allowed: " + strings.Join(allowed, ", ")
}

// nearest gives the word most like got, or "" where none is near: at most a third of its letters may differ.
func nearest(got string, among []string) string {
	best, at := len(got)/3+1, ""
	fold := strings.ToLower(got)
	for _, a := range among {
		if d := distance(fold, strings.ToLower(a), best); d < best || (d == best && at == "" && d <= best && d < len(a)) {
			best, at = d, a
		}
	}
	if at == "" {
		for _, a := range among {
			if l := strings.ToLower(a); len(fold) > 3 && (strings.HasPrefix(l, fold) || strings.HasPrefix(fold, l) && len(l) > 3) {
				return a
			}
		}
	}
	return at
}

// distance is the number of letters to insert, delete, change or swap with their neighbour; over limit it may be anything over limit.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d > limit || -d > limit {
		return limit + 1
	}
	before, row := make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	two := make([]int, len(y)+1)
	for i := 1; i <= len(x); i++ {
		two, before, row = before, row, two
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(before[j]+1, row[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
		}
	}
	return row[len(y)]
}
