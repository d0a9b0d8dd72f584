package html

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"shortlist/screener/document"
)

// The tree is built from the tokenizer alone. The library's own tree builder follows the standard to the letter, at
// the price of time that grows with depth times length and of an error beyond 512 open elements; here what lies too
// deep is read as if it stood higher up.
const (
	maxDepth = 200     // elements within each other
	maxNodes = 300_000 // elements and texts of a page
)

type node struct {
	tag      atom.Atom // 0 for text, and for elements unknown to HTML
	name     string
	text     string
	style    string // attributes that matter
	class    string
	id       string
	href     string
	value    string // of an input
	color    string // of a font
	ground   string // bgcolor
	face     string // size of a font
	span     string // colspan
	hidden   bool
	children []*node
	parent   *node
	depth    int
}

type tree struct {
	root     *node
	styles   []string
	title    string
	keywords string
	comments []string
	cut      bool
}

// parse builds the tree of a page.
func parse(text string) *tree {
	t := &tree{root: &node{name: "#root"}}
	z := html.NewTokenizer(strings.NewReader(text))
	z.SetMaxBuf(0)
	at := t.root
	nodes := 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			return t
		}
		if nodes > maxNodes {
			t.cut = true
			return t
		}
		switch kind {
		case html.CommentToken:
			if words := document.Comment(string(z.Text())); words != "" {
				t.comments = append(t.comments, words)
			}
		case html.TextToken:
			if raw := z.Text(); len(raw) > 0 {
				nodes++
				at.children = append(at.children, &node{text: string(raw), parent: at})
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			n, meta := element(z)
			switch n.tag {
			case atom.Script, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Svg, atom.Math, atom.Select, atom.Noframes, atom.Noembed, atom.Title, atom.Style, atom.Canvas, atom.Audio, atom.Video:
				if kind == html.StartTagToken {
					t.unseen(z, n.tag)
				}
				continue
			case atom.Meta:
				if meta.name == "keywords" {
					t.keywords = meta.content
				}
				continue
			case atom.Head, atom.Link, atom.Base:
				continue
			}
			at = closeImplied(at, n.tag)
			nodes++
			n.parent = at
			n.depth = at.depth + 1
			at.children = append(at.children, n)
			if kind == html.StartTagToken && !void(n.tag) && n.depth < maxDepth {
				at = n
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			at = closeTag(at, atom.Lookup(name), string(name))
		}
	}
}

// meta is what a meta element says.
type meta struct{ name, content string }

// element reads a start tag with those of its attributes that matter.
func element(z *html.Tokenizer) (*node, meta) {
	name, more := z.TagName()
	n := &node{tag: atom.Lookup(name)}
	if n.tag == 0 {
		n.name = string(name)
	}
	var m meta
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "style":
			n.style = string(value)
		case "class":
			n.class = string(value)
		case "id":
			n.id = string(value)
		case "href":
			n.href = string(value)
		case "hidden":
			n.hidden = true
		case "color":
			n.color = string(value)
		case "bgcolor":
			n.ground = string(value)
		case "size":
			n.face = string(value)
		case "colspan":
			n.span = string(value)
		case "value":
			n.value = string(value)
		case "name":
			m.name = strings.ToLower(string(value))
		case "content":
			m.content = string(value)
		case "type":
			if n.tag == atom.Input && strings.EqualFold(string(value), "hidden") {
				n.hidden = true
			}
		}
	}
	return n, m
}

// unseen reads past the end of an element whose content nobody sees; of styles and titles it keeps that.
func (t *tree) unseen(z *html.Tokenizer, tag atom.Atom) {
	for depth := 1; depth > 0; {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return
		case html.TextToken:
			switch tag {
			case atom.Style:
				t.styles = append(t.styles, string(z.Raw()))
			case atom.Title:
				t.title += strings.TrimSpace(string(z.Text()))
			}
		case html.StartTagToken, html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) != tag {
				continue
			}
			if kind == html.StartTagToken {
				depth++
			} else {
				depth--
			}
		}
	}
}

func void(tag atom.Atom) bool {
	switch tag {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link, atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// closeImplied closes what a start tag closes without saying so: a paragraph before a block, an item before the next.
func closeImplied(at *node, tag atom.Atom) *node {
	switch tag {
	case atom.Li:
		return closeUpTo(at, atom.Li, atom.Ul, atom.Ol, atom.Menu)
	case atom.Dt, atom.Dd:
		at = closeUpTo(at, atom.Dt, atom.Dl)
		return closeUpTo(at, atom.Dd, atom.Dl)
	case atom.Tr:
		at = closeUpTo(at, atom.Tr, atom.Table)
		return at
	case atom.Td, atom.Th:
		at = closeUpTo(at, atom.Td, atom.Tr, atom.Table)
		return closeUpTo(at, atom.Th, atom.Tr, atom.Table)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		at = closeUpTo(at, atom.Tbody, atom.Table)
		at = closeUpTo(at, atom.Thead, atom.Table)
		return closeUpTo(at, atom.Tfoot, atom.Table)
	case atom.Option:
		return closeUpTo(at, atom.Option, atom.Select)
	}
	if isBlock(tag) {
		if at.tag == atom.P {
			return at.parent
		}
	}
	return at
}

// closeUpTo closes the nearest open element of a tag, unless one of the barriers stands in between.
func closeUpTo(at *node, tag atom.Atom, barriers ...atom.Atom) *node {
	for n := at; n.parent != nil; n = n.parent {
		if n.tag == tag {
			return n.parent
		}
		if slices.Contains(barriers, n.tag) {
			return at
		}
	}
	return at
}

// closeTag handles an end tag: it closes the nearest element of that name. Inside a cell it closes nothing outside of it,
// unless it names a part of the table.
func closeTag(at *node, tag atom.Atom, name string) *node {
	table := tag == atom.Table || tag == atom.Tr || tag == atom.Tbody || tag == atom.Thead || tag == atom.Tfoot || tag == atom.Td || tag == atom.Th
	for n := at; n.parent != nil; n = n.parent {
		if n.tag == tag && (tag != 0 || n.name == name) {
			return n.parent
		}
		if !table && (n.tag == atom.Td || n.tag == atom.Th) {
			return at
		}
		if table && tag != atom.Table && n.tag == atom.Table {
			return at
		}
	}
	return at
}

func isBlock(tag atom.Atom) bool {
	switch tag {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt,
		atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
		atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P, atom.Plaintext, atom.Pre, atom.Section, atom.Summary, atom.Table,
		atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr, atom.Ul, atom.Xmp, atom.Option, atom.Textarea:
		return true
	}
	return false
}
