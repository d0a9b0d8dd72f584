package document_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"shortlist/screener/document"
	"shortlist/screener/document/docx"
	"shortlist/screener/document/format"
	"shortlist/screener/document/html"
	"shortlist/screener/document/jsonresume"
	"shortlist/screener/document/odt"
	"shortlist/screener/document/plain"
	"shortlist/screener/document/rtf"
)

const testdata = "../../testdata/"

var readers = map[format.Kind]func([]byte, document.Limits) (*document.Document, error){
	format.DOCX: docx.Read, format.ODT: odt.Read, format.RTF: rtf.Read, format.HTML: html.Read, format.Text: plain.Read, format.Markdown: plain.ReadMarkdown, format.JSONResume: jsonresume.Read,
}

func load(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

// read reads a file of any format but PDF; nil for one of a kind that has no reader here.
func read(t *testing.T, path string) *document.Document {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	kind, err := format.Detect(path, data)
	if err != nil || readers[kind] == nil {
		return nil
	}
	d, err := readers[kind](data, document.Limits{})
	if err != nil {
		t.Errorf("%s: %v", path, err)
		return nil
	}
	if err := d.Check(); err != nil {
		t.Errorf("%s: %v", path, err)
	}
	return d
}

// words splits text into words that compare alike whatever marks and line ends stand between them.
func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(norm.NFKC.String(s)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	})
}

func phrase(s string) string { return " " + strings.Join(words(s), " ") + " " }

// Every sentence, name and keyword of the truth must stand in what is read of each rendering: 99 % of the words.
func TestTruthIsRead(t *testing.T) {
	var manifest struct {
		Files []struct {
			File, Person, State string
			Unseen              []string
		}
	}
	load(t, testdata+"manifest.json", &manifest)
	total, missed, files := 0, 0, 0
	for _, f := range manifest.Files {
		if f.State != "read" {
			continue
		}
		d := read(t, testdata+"resumes/"+f.File)
		if d == nil {
			continue
		}
		files++
		var truth map[string]any
		load(t, testdata+"people/"+f.Person+".json", &truth)
		text := phrase(d.Text[:d.Visible])
		each(truth, "", func(path, value string) {
			last := path[strings.LastIndexByte(path, '.')+1:]
			switch last {
			case "highlights", "summary", "description", "position", "institution", "organization", "keywords", "email", "label":
			case "name":
				if strings.HasPrefix(path, "skills") { // a heading of its own words in each layout
					return
				}
			default:
				return
			}
			for _, u := range f.Unseen {
				if strings.HasPrefix(path, u) {
					return
				}
			}
			n := len(words(value))
			total += n
			if !strings.Contains(text, phrase(value)) {
				missed += n
				t.Logf("%s lacks %s: %q", f.File, path, value)
			}
		})
	}
	if files < 20 || missed*100 > total {
		t.Errorf("%d of %d words missed in %d files", missed, total, files)
	}
}

func each(v any, path string, f func(path, value string)) {
	switch v := v.(type) {
	case string:
		f(path, v)
	case []any:
		for _, x := range v {
			each(x, path, f)
		}
	case map[string]any:
		for k, x := range v {
			if k != "x-shortlist" {
				each(x, strings.TrimPrefix(path+"."+k, "."), f)
			}
		}
	}
}

// Hidden words of each kind must be found as that kind, and the innocent look-alikes stay clean.
func TestHiddenWords(t *testing.T) {
	kinds := map[string]document.HiddenKind{"background": document.HiddenBackground, "tiny": document.HiddenTiny, "transparent": document.HiddenTransparent, "clipped": document.HiddenClipped,
		"off-page": document.HiddenOffPage, "vanish": document.HiddenVanish, "metadata": document.HiddenMetadata, "zero-width": document.HiddenZeroWidth, "bidi": document.HiddenBidi, "homoglyph": document.HiddenHomoglyph}
	var manifest struct {
		Files []struct {
			File, Kind, Words string
			Clean             bool
		}
	}
	load(t, testdata+"hidden/manifest.json", &manifest)
	files := 0
	for _, f := range manifest.Files {
		kind, ok := kinds[f.Kind]
		if filepath.Ext(f.File) == ".pdf" || !ok && !f.Clean {
			continue // what other packages find
		}
		d := read(t, testdata+"hidden/"+f.File)
		if d == nil {
			continue
		}
		files++
		if f.Clean {
			if len(d.Hidden) != 0 {
				t.Errorf("%s is clean, and %+v was found: %q", f.File, d.Hidden[0], d.Slice(d.Hidden[0].Span))
			}
			continue
		}
		found := ""
		for _, h := range d.Hidden {
			if h.Kind == kind {
				found += d.Slice(h.Span) + " "
			}
		}
		if phrase(found) != phrase(f.Words) || d.Checks[kind] != document.Found {
			t.Errorf("%s: found %q, want %q; check %d", f.File, found, f.Words, d.Checks[kind])
		}
		visible := kind == document.HiddenZeroWidth || kind == document.HiddenBidi || kind == document.HiddenHomoglyph
		if seen := strings.Contains(phrase(d.Text[:d.Visible]), phrase(f.Words)); seen && !visible {
			t.Errorf("%s: the words are taken for visible", f.File)
		}
	}
	if files < 20 {
		t.Errorf("only %d files", files)
	}
}

// Comments that hold sentences stand after what shows; the switched-off markup and short names of templates are left out.
func TestComments(t *testing.T) {
	const words = "Kubernetes and Terraform at the largest scale"
	const page = "<html><body><!-- Header Section Start --><p>Marta Quill</p><!-- " + words + " --><!--[if mso]><p>six words that Outlook alone shows</p><![endif]--></body></html>"
	d, err := html.ReadText(page, document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Marta Quill\n" + words + "\n"; d.Text != want || d.Visible != len("Marta Quill\n") || d.Checks[document.HiddenVanish] != document.Found {
		t.Errorf("HTML: %q, visible %d", d.Text, d.Visible)
	}
	for _, source := range []string{"# Marta Quill\n\n<!-- " + words + " -->\n", "# Marta Quill\n\n<!-- Kubernetes and Terraform\nat the largest scale -->\n", "# Marta <!-- " + words + " -->Quill\n"} {
		d, err := plain.ReadMarkdown([]byte(source), document.Limits{})
		if err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(d.Text[:d.Visible]) != "Marta Quill" || strings.TrimSpace(d.Text[d.Visible:]) != words {
			t.Errorf("%q: %q, visible %d", source, d.Text, d.Visible)
		}
	}
}
