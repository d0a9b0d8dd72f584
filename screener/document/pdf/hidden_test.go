package pdf

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/screener/document"
)

// kindNames are the names of testdata/hidden/manifest.json.
var kindNames = map[string]document.HiddenKind{
	"background": document.HiddenBackground, "covered": document.HiddenCovered, "invisible": document.HiddenInvisible,
	"tiny": document.HiddenTiny, "transparent": document.HiddenTransparent, "clipped": document.HiddenClipped,
	"off-page": document.HiddenOffPage, "layer": document.HiddenLayer, "metadata": document.HiddenMetadata,
	"remapped": document.HiddenRemapped, "instructions": document.HiddenInstructions,
}

// TestHiddenFiles reads the made-up files that hide words, and those that only look as if they did.
func TestHiddenFiles(t *testing.T) {
	const dir = "../../../testdata/hidden"
	data, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Files []struct {
			File, Kind, Words string
			Page              int
			Clean             bool
		}
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, f := range manifest.Files {
		if filepath.Ext(f.File) != ".pdf" {
			continue
		}
		tried++
		t.Run(f.File, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join(dir, f.File))
			if err != nil {
				t.Fatal(err)
			}
			d, err := Read(data, document.Limits{})
			if err != nil {
				t.Fatal(err)
			}
			if f.Clean {
				for _, h := range d.Hidden {
					if h.Start >= d.Visible {
						t.Errorf("kind %d on page %d: %q", h.Kind, h.Page, d.Slice(h.Span))
					}
				}
				return
			}
			kind, ok := kindNames[f.Kind]
			if !ok {
				t.Fatalf("kind %q is not known to this test", f.Kind)
			}
			if kind == document.HiddenInstructions { // told by their words, which is done elsewhere; here it is white text
				kind = document.HiddenBackground
			}
			if d.Checks[kind] != document.Found {
				t.Fatalf("not found; the text is %q", d.Text)
			}
			var got []string
			for _, h := range d.Hidden {
				if h.Kind == kind && h.Page == f.Page {
					got = append(got, strings.FieldsFunc(d.Slice(h.Span), func(r rune) bool { return r == ' ' || r == ',' })...)
				}
			}
			for _, w := range strings.Fields(f.Words) {
				if !slices.Contains(got, w) {
					t.Errorf("%q is not among the hidden words %q", w, got)
				}
			}
			if strings.Contains(d.Text[:d.Visible], f.Words) {
				t.Error("the hidden words stand in the visible text")
			}
		})
	}
	if tried < 10 {
		t.Fatalf("only %d PDF files in the manifest", tried)
	}
}
