package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"shortlist/screener/document"
)

// build writes a PDF of these objects, numbered from 1; object 1 is the catalog.
func build(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	offsets := make([]int, len(objects)+1)
	for i, o := range objects {
		offsets[i+1] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets[1:] {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

func streamOf(dict, data string) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflated(dict string, data []byte) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	w.Write(data)
	w.Close()
	return streamOf(dict+"/Filter/FlateDecode", b.String())
}

const (
	helvetica1 = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
	catalog    = "<</Type/Catalog/Pages 2 0 R>>"
	onePage    = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
)

// sheetOf writes a PDF of one page with this content; /F1 is Helvetica. res is added to the resources, more are objects
// from number 6 on.
func sheetOf(content, res string, more ...string) []byte {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R" + fontsOf(res) + ">>" + restOf(res) + ">>>>"
	return build(append([]string{catalog, onePage, page, streamOf("", content), helvetica1}, more...)...)
}

// res may begin with fonts, "F2 6 0 R|…".
func fontsOf(res string) string {
	if f, _, ok := strings.Cut(res, "|"); ok {
		return f
	}
	return ""
}

func restOf(res string) string {
	if _, r, ok := strings.Cut(res, "|"); ok {
		return r
	}
	return res
}

// at sets a line of text in Helvetica 10 at a place counted from the top left.
func at(x, y float64, text string) string {
	return fmt.Sprintf("BT /F1 10 Tf %g %g Td (%s) Tj ET\n", x, 792-y, text)
}

func read(t testing.TB, data []byte) *document.Document {
	t.Helper()
	d, err := Read(data, document.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// visible gives the visible text, its lines joined by "|".
func visible(d *document.Document) string {
	return strings.ReplaceAll(strings.TrimRight(d.Text[:d.Visible], "\n"), "\n", "|")
}
