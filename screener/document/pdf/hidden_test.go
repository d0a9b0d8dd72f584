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

// TestBentMaps has an embedded Type 1 font whose map to Unicode makes "office" read "golang".
func TestBentMaps(t *testing.T) {
	program := deflated("", []byte("%!PS-AdobeFont-1.0\n/Encoding StandardEncoding def\neexec"))
	bent := streamOf("", "begincmap 1 begincodespacerange <00> <ff> endcodespacerange 8 beginbfchar <01> <0067> <02> <006f> <03> <006c> <04> <0061> <05> <006e> <06> <0067> <07> <002e> <08> <002c> endbfchar endcmap")
	font := func(names string) []byte {
		return sheetOf("BT /F2 10 Tf 72 700 Td <01020304050607> Tj ET", "/F2 6 0 R|", "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+CMR10/FirstChar 1/LastChar 8/Widths[500 500 500 500 500 500 300 300]/Encoding<</Differences[1"+names+"]>>/ToUnicode 8 0 R/FontDescriptor 7 0 R>>",
			"<</Type/FontDescriptor/Flags 4/FontFile 9 0 R>>", bent, program)
	}
	d := read(t, font("/o/f/f/i/c/e/period/comma"))
	if got := visible(d); got != "office." || len(d.Hidden) != 1 || d.Slice(d.Hidden[0].Span) != "golang." || d.Checks[document.HiddenRemapped] != document.Found {
		t.Errorf("got %q, hidden %v", got, d.Hidden)
	}
	// Names that a producer made up say nothing against the map.
	if d = read(t, font("/A/B/C/D/E/F/G/H")); visible(d) != "golang." || len(d.Hidden) != 0 {
		t.Errorf("got %q, hidden %v", visible(d), d.Hidden)
	}
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
			for w := range strings.FieldsSeq(f.Words) {
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
