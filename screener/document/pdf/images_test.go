package pdf

import (
	"bytes"
	"testing"

	"shortlist/screener/document"
)

func TestImages(t *testing.T) {
	show := "q 612 0 0 792 0 0 cm /Im Do Q"
	tests := []struct {
		name, dict, data string
		format           string
		want             string
	}{
		{"JPEG as it is", "/Width 2/Height 1/Filter/DCTDecode", "\xff\xd8jpeg", "jpeg", "\xff\xd8jpeg"},
		{"grey", "/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "abcd", "pgm", "P5\n2 2\n255\nabcd"},
		{"grey, cut off", "/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8", "ab", "pgm", "P5\n2 2\n255\nab\xff\xff"},
		{"grey of four bits", "/Width 2/Height 1/ColorSpace/DeviceGray/BitsPerComponent 4", "\x0f", "pgm", "P5\n2 1\n255\n\x00\xff"},
		{"colour", "/Width 1/Height 1/ColorSpace/DeviceRGB/BitsPerComponent 8", "rgb", "ppm", "P6\n1 1\n255\nrgb"},
		{"process colour", "/Width 1/Height 1/ColorSpace/DeviceCMYK/BitsPerComponent 8", "\x00\x00\x00\xff", "ppm", "P6\n1 1\n255\n\x00\x00\x00"},
		{"palette", "/Width 2/Height 1/ColorSpace[/Indexed/DeviceRGB 1(abcdef)]/BitsPerComponent 1", "\x40", "ppm", "P6\n2 1\n255\nabcdef"},
		{"black and white", "/Width 4/Height 1/ColorSpace/DeviceGray/BitsPerComponent 1", "\xa0", "pbm", "P4\n4 1\n\x5f"},
		{"stencil", "/Width 4/Height 1/ImageMask true/Decode[1 0]", "\xa0", "pbm", "P4\n4 1\n\xa0"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := Images(sheetOf(show, "/XObject<</Im 6 0 R>>", streamOf("/Subtype/Image"+test.dict, test.data)), 1, document.Limits{})
			if err != nil || len(got) != 1 {
				t.Fatalf("%d images, %v", len(got), err)
			}
			if got[0].Format != test.format || string(got[0].Data) != test.want {
				t.Errorf("%s %q, want %s %q", got[0].Format, got[0].Data, test.format, test.want)
			}
			if b := got[0].Box; b.X1 != 612 || b.Y1 != 792 || got[0].Turn != 0 {
				t.Errorf("%+v", got[0])
			}
		})
	}
	fax, err := Images(sheetOf("q 0 792 -612 0 612 0 cm /Im Do Q", "/XObject<</Im 6 0 R>>", streamOf("/Subtype/Image/Width 8/Height 1/Filter/CCITTFaxDecode/DecodeParms<</K -1>>", "fax")), 1, document.Limits{})
	if err != nil || len(fax) != 1 || fax[0].Format != "tiff" || !bytes.HasPrefix(fax[0].Data, []byte("II*\x00")) || !bytes.HasSuffix(fax[0].Data, []byte("fax")) || fax[0].Turn != 270 {
		t.Errorf("fax: %+v, %v", fax, err)
	}
	if _, err := Images(sheetOf(show, ""), 2, document.Limits{}); err == nil {
		t.Error("a page that is not there gives no error")
	}
}

func TestGlyphText(t *testing.T) {
	for n, want := range map[string]string{"": "", "A": "A", "eacute": "é", "Euro": "€", "a1": "✁", "zukatakana": "ズ", "AE": "Æ", "_": "_", ".notdef": "", "f_f_i": "ffi", "uni00410042": "AB",
		"u20AC": "€", "A.sc": "A", "Asmall": "a", "oneoldstyle": "1", "nonsense": "", "uniZZZZ": "", "_._": "_"} {
		if got := glyphText(n); got != want {
			t.Errorf("%q gives %q, want %q", n, got, want)
		}
	}
}
