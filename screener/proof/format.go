package proof

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/rubric"
)

// Format lays a file of rules out as all of them are laid out: keys in the order in which people read them, an indent of two
// spaces, one blank line between criteria. Whole lines are moved and shifted, never rewritten, so comments, quotes and short lists stay
// as they were typed. The error is rubric.Problems where the file is no YAML, or says why it is left alone.
func Format(path string, data []byte) ([]byte, error) {
	text := strings.ReplaceAll(string(data), "\r\n", "\n")
	f, err := rubric.ParseFile(path, []byte(text))
	if err != nil {
		return nil, err
	}
	l := &layout{kind: KindRubric}
	if kind, _ := KindOf(path, data); kind == KindCases {
		l.kind = KindCases
	}
	for line := range strings.Lines(text) {
		l.lines = append(l.lines, []rune(strings.TrimRight(line, " \t\r\n")))
	}
	if why := l.unfit(f.Root); why != "" {
		return nil, errors.New(why)
	}
	out := l.file(f.Root)
	if err := sameMeaning(path, text, out); err != nil {
		return nil, err
	}
	return []byte(out), nil
}

// layout is one file while it is laid out.
type layout struct {
	kind  Kind
	lines [][]rune
}

// block is some lines of output that move together: comments above, then text; the first column is that of the block.
type block struct {
	key   string
	blank bool // a blank line stood before it
	head  []string
	body  []string
}

// unfit says why a file is not formatted: YAML that rubrics do not use.
func (l *layout) unfit(n *yaml.Node) string {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		return fmt.Sprintf("line %d uses a YAML anchor, alias or tag, which rubrics do not know; write it out", n.Line)
	}
	for _, c := range n.Content {
		if why := l.unfit(c); why != "" {
			return why
		}
	}
	return ""
}

// file lays out the whole file. What stands above the first key is the file's own comment and stays above.
func (l *layout) file(root *yaml.Node) string {
	first := root.Line - 1
	if root.Style&yaml.FlowStyle != 0 || len(root.Content) == 0 {
		return l.raw(0, len(l.lines))
	}
	var out []string
	for _, line := range l.lines[:first] {
		out = append(out, strings.TrimSpace(string(line)))
	}
	out = squeeze(out)
	if len(out) > 0 && first > 0 && len(l.lines[first-1]) == 0 {
		out = append(out, "")
	}
	out = append(out, l.mapping(root, first, len(l.lines), "file")...)
	return strings.Join(squeeze(out), "\n") + "\n"
}

func (l *layout) raw(from, to int) string {
	var b strings.Builder
	for _, line := range l.lines[from:to] {
		b.WriteString(string(line) + "\n")
	}
	return b.String()
}

// order is the order of the keys of a mapping; what is its place in the file.
func (l *layout) order(what string) []string {
	if l.kind == KindCases {
		switch what {
		case "file":
			return rubric.Keys("cases")
		case "file.cases":
			return caseOrder
		case "file.cases.expect":
			return rubric.Keys("expect")
		}
		return nil
	}
	switch what {
	case "file":
		return rubric.Keys("rubric")
	case "file.criteria":
		return readingOrder
	case "file.criteria.parts":
		return readingOrder
	}
	return nil
}

// readingOrder is the order in which people read a criterion: what it is, what it weighs, what it looks for, how that is counted, why.
var readingOrder = []string{"id", "title", "weight", "bonus", "terms", "signals", "phrases", "not", "parts", "education", "years",
	"where", "count", "enough", "must", "why", "ask", "guidance", "allow"}

// caseOrder is that of a case: the resume, then what must hold.
var caseOrder = []string{"name", "title", "role", "list", "resume", "file", "as_of", "shows", "todo", "expect"}

// mapping lays out a block mapping that stands in the lines from and before to; the text is that of column one.
func (l *layout) mapping(n *yaml.Node, from, to int, what string) []string {
	column := n.Column - 1
	var blocks []block
	start, foot := from, l.foot(&to, column)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		end := to
		if i+2 < len(n.Content) {
			end = l.headOf(n.Content[i+2].Line-1, column)
		}
		b := block{key: key.Value}
		b.blank, b.head = l.comments(start, key.Line-1)
		b.body = l.pair(key, value, end, what)
		blocks = append(blocks, b)
		start = end
	}
	if order := l.order(what); order != nil {
		rank := func(b block) int {
			if i := slices.Index(order, b.key); i >= 0 {
				return i
			}
			return len(order)
		}
		slices.SortStableFunc(blocks, func(a, b block) int { return rank(a) - rank(b) })
	}
	return append(join(blocks, false), foot...)
}

// sequence lays out a block list.
func (l *layout) sequence(n *yaml.Node, from, to int, what string) []string {
	column := n.Column - 1
	var blocks []block
	start, foot := from, l.foot(&to, column)
	for i, item := range n.Content {
		end := to
		if i+1 < len(n.Content) {
			end = l.headOf(l.dash(n.Content[i+1], column), column)
		}
		dash := l.dash(item, column)
		var b block
		b.blank, b.head = l.comments(start, dash)
		var body []string
		switch {
		case item.Kind == yaml.MappingNode && item.Style&yaml.FlowStyle == 0:
			body = l.mapping(item, item.Line-1, end, what)
			// comments above what is now the first key stand above the dash
			for len(body) > 0 && strings.HasPrefix(body[0], "#") {
				b.head = append(b.head, body[0])
				body = body[1:]
			}
		default:
			body = l.value(item, item.Line-1, item.Column-1, end)
		}
		for k, line := range body {
			switch {
			case k == 0:
				b.body = append(b.body, strings.TrimRight("- "+strings.TrimLeft(line, " "), " "))
			case line == "":
				b.body = append(b.body, "")
			default:
				b.body = append(b.body, "  "+line)
			}
		}
		blocks = append(blocks, b)
		start = end
	}
	return append(join(blocks, what == "file.criteria"), foot...)
}

// foot cuts the comments at the end that stand no deeper than a column off, and gives them.
func (l *layout) foot(to *int, column int) []string {
	end := l.headOf(*to, column)
	blank, out := l.comments(end, *to)
	*to = end
	if blank && len(out) > 0 {
		out = append([]string{""}, out...)
	}
	return out
}

// dash is the line, from 0, of the dash before an item.
func (l *layout) dash(item *yaml.Node, column int) int {
	for n := item.Line - 1; n > 0; n-- {
		if line := l.lines[n]; len(line) > column && line[column] == '-' && indentOf(line) == column {
			return n
		}
	}
	return item.Line - 1
}

// pair lays out one key with its value, which ends before the line end.
func (l *layout) pair(key, value *yaml.Node, end int, what string) []string {
	name := key.Value
	if key.Style&yaml.DoubleQuotedStyle != 0 {
		name = fmt.Sprintf("%q", name)
	} else if key.Style&yaml.SingleQuotedStyle != 0 {
		name = "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	at := key.Line - 1
	nested := what + "." + key.Value
	blockValue := value.Style&yaml.FlowStyle == 0 && (value.Kind == yaml.MappingNode || value.Kind == yaml.SequenceNode)
	if !blockValue && value.Line-1 == at && (value.Value != "" || value.Kind != yaml.ScalarNode || value.Style != 0) {
		body := l.value(value, at, value.Column-1, end)
		body[0] = strings.TrimRight(name+": "+body[0], " ")
		return body
	}
	first := name + ":"
	if note := l.afterColon(key); note != "" {
		first += " " + note
	}
	out := []string{first}
	var rest []string
	switch {
	case value.Kind == yaml.MappingNode && blockValue:
		rest = l.mapping(value, at+1, end, nested)
	case value.Kind == yaml.SequenceNode && blockValue:
		rest = l.sequence(value, at+1, end, nested)
	default:
		rest = l.shifted(at+1, end, 0)
	}
	for _, line := range rest {
		if line != "" {
			line = "  " + line
		}
		out = append(out, line)
	}
	return out
}

// afterColon is the comment behind a key whose value stands in the lines below.
func (l *layout) afterColon(key *yaml.Node) string {
	line := l.lines[key.Line-1]
	rest := string(line[min(len(line), key.Column-1+len([]rune(key.Value))):])
	if i := strings.Index(rest, " #"); i >= 0 {
		return rest[i+1:]
	}
	return ""
}

// value is a scalar, or a list or mapping in brackets, as it was typed, with the lines that it goes on for.
func (l *layout) value(n *yaml.Node, line, column, end int) []string {
	return append([]string{string(l.lines[line][column:])}, l.shifted(line+1, end, 2)...)
}

// shifted are whole lines moved so that the least indented has an indent of so many spaces. Blank lines at the end are left out.
func (l *layout) shifted(from, to, indent int) []string {
	least := -1
	for _, line := range l.lines[from:to] {
		if len(line) > 0 && (least < 0 || indentOf(line) < least) {
			least = indentOf(line)
		}
	}
	var out []string
	for _, line := range l.lines[from:to] {
		if len(line) == 0 {
			out = append(out, "")
			continue
		}
		out = append(out, strings.Repeat(" ", indent)+string(line[least:]))
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// headOf goes up from the line of a key over the comments and blank lines that belong to it: those no deeper than its column.
func (l *layout) headOf(line, column int) int {
	for line > 0 {
		above := l.lines[line-1]
		if len(above) > 0 && (above[indentOf(above)] != '#' || indentOf(above) > column) {
			break
		}
		line--
	}
	return line
}

// comments are the lines above a key, and whether a blank line stands above them.
func (l *layout) comments(from, to int) (blank bool, out []string) {
	for _, line := range l.lines[from:max(from, to)] {
		s := strings.TrimSpace(string(line))
		if s == "" && len(out) == 0 {
			blank = true
			continue
		}
		out = append(out, s)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return blank, out
}

// join puts blocks under one another: with one blank line between each where apart is set, otherwise where one stood.
func join(blocks []block, apart bool) []string {
	var out []string
	for i, b := range blocks {
		if i > 0 && (apart || b.blank) {
			out = append(out, "")
		}
		out = append(out, b.head...)
		out = append(out, b.body...)
	}
	return out
}

// squeeze leaves one blank line where several stood, and none at both ends.
func squeeze(lines []string) []string {
	var out []string
	for _, s := range lines {
		if s == "" && (len(out) == 0 || out[len(out)-1] == "") {
			continue
		}
		out = append(out, s)
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func indentOf(line []rune) int {
	for i, r := range line {
		if r != ' ' {
			return i
		}
	}
	return len(line)
}

// sameMeaning holds the laid-out text against what was typed: the same keys, values and comments, or it is not written.
func sameMeaning(path, before, after string) error {
	f, err := rubric.ParseFile(path, []byte(before))
	if err != nil {
		return err
	}
	g, err := rubric.ParseFile(path, []byte(after))
	if err != nil {
		return fmt.Errorf("%s is left as it is: its layout cannot be changed without changing what it says (%w)", path, err)
	}
	if !equalNodes(f.Root, g.Root) || !slices.Equal(commentLines(before), commentLines(after)) {
		return fmt.Errorf("%s is left as it is: its layout cannot be changed without changing what it says", path)
	}
	return nil
}

// equalNodes says whether two values are the same; the order of a mapping's keys does not matter.
func equalNodes(a, b *yaml.Node) bool {
	if a.Kind != b.Kind || a.Tag != b.Tag || len(a.Content) != len(b.Content) || a.Kind == yaml.ScalarNode && a.Value != b.Value {
		return false
	}
	if a.Kind != yaml.MappingNode {
		for i := range a.Content {
			if !equalNodes(a.Content[i], b.Content[i]) {
				return false
			}
		}
		return true
	}
	used := make([]bool, len(b.Content))
next:
	for i := 0; i+1 < len(a.Content); i += 2 {
		for k := 0; k+1 < len(b.Content); k += 2 {
			if !used[k] && equalNodes(a.Content[i], b.Content[k]) && equalNodes(a.Content[i+1], b.Content[k+1]) {
				used[k] = true
				continue next
			}
		}
		return false
	}
	return true
}

// commentLines are the lines that hold only a comment, sorted.
func commentLines(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if s := strings.TrimSpace(line); strings.HasPrefix(s, "#") {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}
