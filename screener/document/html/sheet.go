package html

import (
	"slices"
	"strings"
)

// A sheet holds the rules of the page's style elements that say something about how text looks: enough of CSS to know
// what is hidden, heavy, small or coloured. Selectors are tags, classes, ids and descendants; rules with pseudo-classes or
// attributes, and those for print or for some widths only, are left out.
type sheet struct {
	byTag, byClass, byID map[string][]*rule
	all                  []*rule
	vars                 map[string]string
	count                int
	tries                int // of rules upon elements, all told
}

type rule struct {
	parts  []compound // the last is the element itself, those before are around it
	decls  []decl
	weight int // specificity, then order
}

type compound struct {
	tag, id string
	classes []string
}

type decl struct {
	name, value string
	important   bool
}

const (
	maxRules = 20000
	maxStyle = 2 << 20 // bytes of one style element
	maxTries = 5 << 20 // rules tried upon elements; a long page of a large site has a tenth of that
)

// add reads one style element.
func (s *sheet) add(css string) {
	if len(css) > maxStyle {
		css = css[:maxStyle]
	}
	s.rules(uncomment(css), 0)
}

func uncomment(css string) string {
	if !strings.Contains(css, "/*") {
		return css
	}
	var b strings.Builder
	for {
		i := strings.Index(css, "/*")
		if i < 0 {
			b.WriteString(css)
			return b.String()
		}
		b.WriteString(css[:i])
		end := strings.Index(css[i+2:], "*/")
		if end < 0 {
			return b.String()
		}
		css = css[i+2+end+2:]
	}
}

func (s *sheet) rules(css string, depth int) {
	for css != "" && s.count < maxRules {
		open := strings.IndexByte(css, '{')
		if open < 0 {
			return
		}
		head := css[:open]
		if semi := strings.LastIndexByte(head, ';'); semi >= 0 { // @import, @charset
			head = head[semi+1:]
		}
		head = strings.TrimSpace(head)
		body, rest := block(css[open+1:])
		css = rest
		switch {
		case strings.HasPrefix(head, "@media"):
			if forScreen(head[len("@media"):]) && depth < 4 {
				s.rules(body, depth+1)
			}
		case strings.HasPrefix(head, "@supports"), strings.HasPrefix(head, "@layer"):
			if depth < 4 {
				s.rules(body, depth+1)
			}
		case strings.HasPrefix(head, "@"):
		default:
			s.rule(head, declarations(body))
		}
	}
}

// block gives what stands up to the brace that closes, and what follows it.
func block(css string) (body, rest string) {
	depth := 1
	for i := range len(css) {
		switch css[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return css[:i], css[i+1:]
			}
		}
	}
	return css, ""
}

// forScreen says whether a media query holds for any screen.
func forScreen(query string) bool {
	q := strings.ToLower(strings.TrimSpace(query))
	return q == "screen" || q == "all" || q == "only screen" || q == ""
}

func declarations(body string) []decl {
	var out []decl
	for body != "" {
		var one string
		one, body = cutSemicolon(body)
		name, value, ok := strings.Cut(one, ":")
		if !ok {
			continue
		}
		name = strings.ToLower(strings.TrimSpace(name))
		value = strings.TrimSpace(value)
		if !strings.HasPrefix(name, "--") && !known(name) {
			continue
		}
		d := decl{name: name, value: value}
		if i := strings.LastIndexByte(value, '!'); i >= 0 && strings.EqualFold(strings.TrimSpace(value[i+1:]), "important") {
			d.value, d.important = strings.TrimSpace(value[:i]), true
		}
		out = append(out, d)
	}
	return out
}

// cutSemicolon splits at the first semicolon outside of brackets and quotes.
func cutSemicolon(s string) (one, rest string) {
	depth, quote := 0, byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ';' && depth <= 0:
			return s[:i], s[i+1:]
		}
	}
	return s, ""
}

func known(name string) bool {
	switch name {
	case "display", "visibility", "font", "font-size", "font-weight", "font-style", "color", "background", "background-color", "background-image", "opacity", "position",
		"left", "top", "right", "text-indent", "clip", "clip-path", "width", "height", "max-height", "max-width", "overflow", "white-space", "float",
		"flex-direction", "grid-template-columns", "grid-template", "grid-auto-flow":
		return true
	}
	return false
}

func (s *sheet) rule(selectors string, decls []decl) {
	if len(decls) == 0 {
		return
	}
	for sel := range strings.SplitSeq(selectors, ",") {
		sel = strings.TrimSpace(sel)
		if sel == ":root" || sel == "html" || sel == "body" || sel == "*" {
			for _, d := range decls {
				if strings.HasPrefix(d.name, "--") {
					if s.vars == nil {
						s.vars = map[string]string{}
					}
					s.vars[d.name] = d.value
				}
			}
		}
		parts, weight, ok := selector(sel)
		if !ok {
			continue
		}
		s.count++
		r := &rule{parts: parts, decls: decls, weight: weight<<20 | s.count}
		last := parts[len(parts)-1]
		put := func(m *map[string][]*rule, key string) {
			if *m == nil {
				*m = map[string][]*rule{}
			}
			(*m)[key] = append((*m)[key], r)
		}
		switch {
		case last.id != "":
			put(&s.byID, last.id)
		case len(last.classes) > 0:
			put(&s.byClass, last.classes[0])
		case last.tag != "":
			put(&s.byTag, last.tag)
		default:
			s.all = append(s.all, r)
		}
	}
}

// selector reads "main .job > h2"; not ok if it has something else than tags, classes, ids and descendants.
func selector(sel string) (parts []compound, weight int, ok bool) {
	if sel == "" || strings.ContainsAny(sel, ":[]+~&") {
		return nil, 0, false
	}
	for f := range strings.FieldsSeq(strings.ReplaceAll(sel, ">", " ")) {
		var c compound
		for f != "" {
			end := strings.IndexAny(f[1:], ".#")
			one := f
			if end >= 0 {
				one = f[:end+1]
			}
			f = f[len(one):]
			switch one[0] {
			case '.':
				c.classes = append(c.classes, one[1:])
				weight += 10
			case '#':
				c.id = one[1:]
				weight += 100
			case '*':
			default:
				c.tag = strings.ToLower(one)
				weight++
			}
		}
		parts = append(parts, c)
	}
	return parts, min(weight, 1<<10), len(parts) > 0 && len(parts) < 10
}

// declared gives the declarations for an element, weakest first.
func (s *sheet) declared(n *node) []decl {
	var found []*rule
	try := func(rules []*rule) {
		if s.tries += len(rules); s.tries > maxTries {
			return
		}
		for _, r := range rules {
			if r.matches(n) {
				found = append(found, r)
			}
		}
	}
	try(s.all)
	if s.byTag != nil {
		try(s.byTag[n.tagName()])
	}
	if s.byClass != nil && n.class != "" {
		for c := range strings.FieldsSeq(n.class) {
			try(s.byClass[c])
		}
	}
	if s.byID != nil && n.id != "" {
		try(s.byID[n.id])
	}
	slices.SortFunc(found, func(a, b *rule) int { return a.weight - b.weight })
	var out, important []decl
	put := func(decls []decl) {
		for _, d := range decls {
			if d.important {
				important = append(important, d)
			} else {
				out = append(out, d)
			}
		}
	}
	for _, r := range found {
		put(r.decls)
	}
	if n.style != "" {
		put(declarations(n.style))
	}
	return append(out, important...)
}

func (n *node) tagName() string {
	if n.tag != 0 {
		return n.tag.String()
	}
	return n.name
}

func (r *rule) matches(n *node) bool {
	last := len(r.parts) - 1
	if !r.parts[last].matches(n) {
		return false
	}
	at := n.parent
	for i := last - 1; i >= 0; i-- {
		for at != nil && !r.parts[i].matches(at) {
			at = at.parent
		}
		if at == nil {
			return false
		}
		at = at.parent
	}
	return true
}

func (c compound) matches(n *node) bool {
	if c.tag != "" && c.tag != n.tagName() || c.id != "" && c.id != n.id {
		return false
	}
	for _, class := range c.classes {
		if !hasClass(n.class, class) {
			return false
		}
	}
	return true
}

func hasClass(list, class string) bool {
	for list != "" {
		var one string
		list = strings.TrimLeft(list, " \t\r\n")
		if i := strings.IndexAny(list, " \t\r\n"); i >= 0 {
			one, list = list[:i], list[i:]
		} else {
			one, list = list, ""
		}
		if one == class {
			return true
		}
	}
	return false
}

// resolve replaces var(--name) by what the page's root says.
func (s *sheet) resolve(value string) string {
	for range 4 {
		i := strings.Index(value, "var(")
		if i < 0 {
			break
		}
		end := strings.IndexByte(value[i:], ')')
		if end < 0 {
			break
		}
		name, fallback, _ := strings.Cut(value[i+4:i+end], ",")
		v, ok := s.vars[strings.TrimSpace(name)]
		if !ok {
			v = strings.TrimSpace(fallback)
		}
		value = value[:i] + v + value[i+end+1:]
		if len(value) > 1000 {
			break
		}
	}
	return value
}
