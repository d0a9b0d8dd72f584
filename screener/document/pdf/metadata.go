package pdf

import (
	"strings"
	"unicode"

	"shortlist/screener/document"
)

// How many words a property may hold before it counts as hidden text: templates and office programs write a handful of
// keywords, and a sentence about the document.
const (
	keywordWords  = 6
	sentenceWords = 20
)

// metadata hides the words of the properties Keywords and Subject when there are many: people do not see them, other
// screeners count them.
func (f *file) metadata(b *document.Builder) {
	b.Checked(document.HiddenMetadata)
	info := f.dict(f.trailer.get("Info"))
	seen := map[string]bool{}
	hide := func(s string, most int) {
		s = strings.Join(strings.Fields(clean(s)), " ")
		words := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if len(words) > most && !seen[s] {
			seen[s] = true
			b.Hide(document.HiddenMetadata, 0, document.Box{}, s)
		}
	}
	hide(textString(f.str(info.get("Keywords"))), keywordWords)
	hide(textString(f.str(info.get("Subject"))), sentenceWords)
	if s := f.stream(f.dict(f.trailer.get("Root")).get("Metadata")); s != nil && len(s.raw) < 1<<20 {
		xmp := string(f.borrow(s))
		hide(xmpText(xmp, "pdf:Keywords"), keywordWords)
		hide(xmpText(xmp, "dc:subject"), keywordWords)
		hide(xmpText(xmp, "dc:description"), sentenceWords)
	}
}

// xmpText gives the text within an element of an XMP packet.
func xmpText(xmp, tag string) string {
	if _, rest, ok := strings.Cut(xmp, " "+tag+"=\""); ok { // written as an attribute
		v, _, _ := strings.Cut(rest, "\"")
		return unescapeXML(v)
	}
	_, rest, ok := strings.Cut(xmp, "<"+tag)
	if !ok {
		return ""
	}
	rest, _, ok = strings.Cut(rest, "</"+tag)
	if !ok {
		return ""
	}
	var b strings.Builder
	in := true // within a tag
	for _, r := range rest {
		switch {
		case r == '<':
			in = true
			b.WriteByte(' ')
		case r == '>':
			in = false
		case !in:
			b.WriteRune(r)
		}
	}
	return unescapeXML(b.String())
}

func unescapeXML(s string) string {
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&apos;", "'", "&amp;", "&").Replace(s)
}
