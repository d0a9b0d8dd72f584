// Package html reads HTML as a browser shows it: blocks become lines, headings, lists, tables and links become marks, and what
// style keeps from the eye (display:none, no size, the colour of the ground) stands after the visible text.
package html

import (
	"fmt"
	"strings"

	"shortlist/screener/document"
	"shortlist/screener/document/charset"
	"shortlist/screener/document/flow"
)

// Read reads a page or a fragment of one, in the encoding that it states or seems to be in.
func Read(data []byte, lim document.Limits) (*document.Document, error) {
	lim = lim.WithDefaults()
	if int64(len(data)) > lim.Size {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("%d MB of HTML, over the limit of %d MB", len(data)>>20, lim.Size>>20)}
	}
	text, _ := charset.Decode(data, label(data))
	return ReadText(text, lim)
}

// ReadText reads a page that is decoded already, as the HTML part of a mail is.
func ReadText(text string, lim document.Limits) (*document.Document, error) {
	tree := parse(text)
	sheet := &sheet{}
	for _, s := range tree.styles {
		sheet.add(s)
	}
	b := document.NewBuilder("html")
	b.Grow(min(len(text)/2, 1<<20))
	b.Checked(document.HiddenVanish, document.HiddenTiny, document.HiddenBackground, document.HiddenTransparent, document.HiddenOffPage, document.HiddenClipped, document.HiddenMetadata)
	r := renderer{sheet: sheet}
	flow.NewWriter(b).Write(r.page(tree.root))
	if words := strings.TrimSpace(tree.keywords); len(strings.Fields(words)) > 5 {
		b.Hide(document.HiddenMetadata, 0, document.Box{}, words)
	}
	for _, words := range tree.comments {
		b.Hide(document.HiddenVanish, 0, document.Box{}, words)
	}
	if tree.cut {
		b.Note("the page has more elements than are read; its end is missing")
	}
	if b.Pos() == 0 {
		if tree.title != "" || len(tree.root.children) > 0 {
			return nil, &document.Unreadable{Reason: "the page shows no text", Hint: "a page that is built by script must be saved after it was shown"}
		}
		return nil, &document.Unreadable{Reason: "the page is empty"}
	}
	return b.Document(), nil
}

// label is the encoding that a meta element within the first 2 KB states.
func label(data []byte) string {
	head := strings.ToLower(string(data[:min(len(data), 2048)]))
	i := strings.Index(head, "charset")
	if i < 0 {
		if i = strings.Index(head, "encoding="); i < 0 || !strings.HasPrefix(strings.TrimSpace(head), "<?xml") {
			return ""
		}
	}
	rest := strings.TrimLeft(head[i:], "abcdefghijklmnopqrstuvwxyz")
	rest = strings.TrimLeft(rest, " =\"'\t")
	end := strings.IndexAny(rest, " \"'>;/?\r\n\t")
	if end < 0 {
		return ""
	}
	return rest[:end]
}
