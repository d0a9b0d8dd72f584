package pdf

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"shortlist/screener/document"
)

// Image is one image that a page shows, in a file format that programs for text recognition read.
type Image struct {
	Format string // jpeg, jp2, tiff, pbm, pgm or ppm
	Data   []byte
	Width  int // pixels, as stored
	Height int
	Box    document.Box // where it stands on the page
	Turn   int          // degrees clockwise by which the stored image must be turned to stand upright: 0, 90, 180, 270
}

// leastShare is the share of the page below which an image is a logo or a photo rather than (a strip of) a scan.
const leastShare = 0.02

// maxImages bounds the images of one page.
const maxImages = 200

// Images gives the images of a page, numbered from 1, from top to bottom, as far as they may hold text: JPEG and JPEG 2000
// as they are, fax images in a TIFF around them, all others as portable bit, grey or pixel maps. JBIG2 is left out. The
// error is a *document.Unreadable for a file that cannot be opened, or a page that it does not have.
func Images(data []byte, number int, lim document.Limits) (out []Image, err error) {
	lim = lim.WithDefaults()
	defer guard(&err)
	f, err := open(data, lim)
	if err != nil {
		return nil, unreadable(err)
	}
	pages := f.pages()
	if number < 1 || number > len(pages) {
		return nil, &document.Unreadable{Reason: fmt.Sprintf("there is no page %d", number)}
	}
	p := &pages[number-1]
	_, w, h := p.display()
	sheet := rect{0, 0, w, h}
	e := f.engine()
	seen := map[*stream]bool{}
	e.collect = func(s *stream, m matrix, box rect) {
		if len(out) >= maxImages || seen[s] || sheet.coveredBy(box) < leastShare {
			return
		}
		seen[s] = true
		if img, err := f.image(s); err == nil {
			img.Box, img.Turn = box.document(), turn(m)
			out = append(out, img)
		}
	}
	if _, err := e.page(p); err != nil {
		return nil, &document.Unreadable{Reason: err.Error()}
	}
	slices.SortStableFunc(out, func(a, b Image) int { return cmp.Compare(a.Box.Y0, b.Box.Y0) })
	return out, nil
}

// turn gives the rotation of an image placed by m; y runs downwards on the sheet, upwards in the unit square.
func turn(m matrix) int {
	if m.a*m.a+m.d*m.d >= m.b*m.b+m.c*m.c {
		if m.a < 0 && m.d > 0 {
			return 180
		}
		return 0
	}
	if m.b > 0 {
		return 90
	}
	return 270
}

var errImage = errors.New("image of a kind that is not read")

// maxPixels bounds one image: a page at 600 dots an inch has 35 million.
const maxPixels = 40 << 20

func (f *file) image(s *stream) (Image, error) {
	w, h := f.int(first(s.dict, "Width", "W"), 0), f.int(first(s.dict, "Height", "H"), 0)
	if w <= 0 || h <= 0 || w > maxPixels/h {
		return Image{}, errImage
	}
	data, rest := f.unfilter(s, nil)
	img := Image{Data: data, Width: w, Height: h}
	switch rest {
	case "DCTDecode", "DCT":
		img.Format = "jpeg"
		return img, nil
	case "JPXDecode":
		img.Format = "jp2"
		return img, nil
	case "CCITTFaxDecode", "CCF":
		img.Format = "tiff"
		img.Data = faxTIFF(data, w, h, f.faxParams(s))
		return img, nil
	case "":
		return f.rawImage(s, img)
	}
	return Image{}, errImage
}

// faxParams gives the parameters of the last filter.
func (f *file) faxParams(s *stream) (p struct {
	k      int
	black1 bool
}) {
	d := f.dict(first(s.dict, "DecodeParms", "DP"))
	if a := f.array(first(s.dict, "DecodeParms", "DP")); len(a) > 0 {
		d = f.dict(a[len(a)-1])
	}
	p.k = f.int(d.get("K"), 0)
	p.black1, _ = f.resolve(d.get("BlackIs1")).(bool)
	return p
}

// faxTIFF puts fax data into a TIFF of one strip (TIFF 6.0, section 11).
func faxTIFF(data []byte, w, h int, p struct {
	k      int
	black1 bool
}) []byte {
	compression, options := 4, uint32(0)
	if p.k >= 0 {
		compression = 3
		if p.k > 0 {
			options = 1
		}
	}
	photometric := uint32(0) // 0 is white
	if p.black1 {
		photometric = 1
	}
	optionsTag := uint16(293)
	if compression == 3 {
		optionsTag = 292
	}
	tags := []struct {
		tag, kind uint16
		value     uint32
	}{{256, 4, uint32(w)}, {257, 4, uint32(h)}, {258, 3, 1}, {259, 3, uint32(compression)}, {262, 3, photometric}, {273, 4, 0}, {277, 3, 1}, {278, 4, uint32(h)}, {279, 4, uint32(len(data))}, {optionsTag, 4, options}}
	head := 8 + 2 + 12*len(tags) + 4
	out := make([]byte, 0, head+len(data))
	out = append(out, "II*\x00\x08\x00\x00\x00"...)
	out = binary.LittleEndian.AppendUint16(out, uint16(len(tags)))
	for _, t := range tags {
		if t.tag == 273 {
			t.value = uint32(head)
		}
		out = binary.LittleEndian.AppendUint16(out, t.tag)
		out = binary.LittleEndian.AppendUint16(out, t.kind)
		out = binary.LittleEndian.AppendUint32(out, 1)
		out = binary.LittleEndian.AppendUint32(out, t.value)
	}
	out = append(out, 0, 0, 0, 0)
	return append(out, data...)
}

// pixels says how the samples of an image become colours.
type pixels struct {
	comps   int
	palette []byte // of an indexed image, three bytes a colour
}

func (f *file) pixels(o object, depth int) pixels {
	o = f.resolve(o)
	if n, ok := o.(name); ok {
		switch n {
		case "DeviceRGB", "RGB", "CalRGB":
			return pixels{comps: 3}
		case "DeviceCMYK", "CMYK":
			return pixels{comps: 4}
		}
		return pixels{comps: 1}
	}
	a, _ := o.(array)
	if len(a) == 0 || depth > 4 {
		return pixels{comps: 1}
	}
	switch n := f.name(a[0]); n {
	case "ICCBased":
		if len(a) > 1 {
			if s := f.stream(a[1]); s != nil {
				if c := f.int(s.dict.get("N"), 1); c == 3 || c == 4 {
					return pixels{comps: c}
				}
			}
		}
		return pixels{comps: 1}
	case "Indexed", "I":
		if len(a) < 4 {
			return pixels{comps: 1}
		}
		base := f.pixels(a[1], depth+1)
		var table []byte
		switch t := f.resolve(a[3]).(type) {
		case string:
			table = []byte(t)
		case *stream:
			table = f.decode(t)
		}
		p := pixels{comps: 1}
		for ; len(table) >= base.comps; table = table[base.comps:] {
			r, g, b := toRGB(table[:base.comps])
			p.palette = append(p.palette, r, g, b)
		}
		return p
	case "CalRGB", "Lab":
		return pixels{comps: 3}
	case "DeviceN":
		return pixels{comps: max(1, len(f.array(a[1])))}
	default:
		return f.pixels(n, depth+1)
	}
}

func toRGB(c []byte) (r, g, b byte) {
	switch len(c) {
	case 3:
		return c[0], c[1], c[2]
	case 4:
		k := 255 - int(c[3])
		return byte((255 - int(c[0])) * k / 255), byte((255 - int(c[1])) * k / 255), byte((255 - int(c[2])) * k / 255)
	}
	return c[0], c[0], c[0]
}

// rawImage writes samples as a portable map: one bit a pixel for bilevel images, eight bits else.
func (f *file) rawImage(s *stream, img Image) (Image, error) {
	bits := f.int(first(s.dict, "BitsPerComponent", "BPC"), 8)
	mask, _ := f.resolve(first(s.dict, "ImageMask", "IM")).(bool)
	px := pixels{comps: 1}
	if mask {
		bits = 1
	} else {
		px = f.pixels(first(s.dict, "ColorSpace", "CS"), 0)
	}
	if bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16 || px.comps > 32 {
		return Image{}, errImage
	}
	row := (img.Width*px.comps*bits + 7) / 8
	if len(img.Data) < row { // not even a row
		return Image{}, errImage
	}
	decode, _ := f.numbers(first(s.dict, "Decode", "D"), 2)
	inverted := len(decode) > 0 && decode[0] > decode[1]
	if bits == 1 && px.comps == 1 && px.palette == nil {
		img.Format = "pbm"
		img.Data = bilevel(img, row, inverted)
		return img, nil
	}
	img.Format = "pgm"
	if px.palette != nil || px.comps >= 3 {
		img.Format = "ppm"
	}
	magic := map[string]string{"pgm": "P5", "ppm": "P6"}[img.Format]
	size := img.Width * img.Height
	if img.Format == "ppm" {
		size *= 3
	}
	out := make([]byte, 0, size+32)
	out = fmt.Appendf(out, "%s\n%d %d\n255\n", magic, img.Width, img.Height)
	sample := make([]byte, px.comps)
	for y := range img.Height {
		if (y+1)*row > len(img.Data) { // cut off: white
			return padded(img, out), nil
		}
		line := img.Data[y*row : (y+1)*row]
		for x := range img.Width {
			for c := range sample {
				sample[c] = sampleAt(line, x*px.comps+c, bits, px.palette == nil)
				if inverted {
					sample[c] = 255 - sample[c]
				}
			}
			switch {
			case px.palette != nil:
				if i := 3 * int(sample[0]); i+3 <= len(px.palette) {
					out = append(out, px.palette[i:i+3]...)
				} else {
					out = append(out, 0, 0, 0)
				}
			case img.Format == "pgm":
				out = append(out, sample[0])
			default:
				r, g, b := toRGB(sample[:min(px.comps, 4)])
				out = append(out, r, g, b)
			}
		}
	}
	img.Data = out
	return img, nil
}

func padded(img Image, out []byte) Image {
	want := img.Width * img.Height
	if img.Format == "ppm" {
		want *= 3
	}
	head := len(fmt.Sprintf("P5\n%d %d\n255\n", img.Width, img.Height))
	for len(out)-head < want {
		out = append(out, 255)
	}
	img.Data = out
	return img
}

// bilevel writes a portable bit map, in which 1 is black.
func bilevel(img Image, row int, inverted bool) []byte {
	out := fmt.Appendf(nil, "P4\n%d %d\n", img.Width, img.Height)
	flip := byte(0xff)
	if inverted {
		flip = 0
	}
	for y := range img.Height {
		for i := range row {
			v := byte(0)
			if at := y*row + i; at < len(img.Data) {
				v = img.Data[at] ^ flip
			}
			out = append(out, v)
		}
	}
	return out
}

// sampleAt gives the i-th sample of a line, spread to eight bits when scaled.
func sampleAt(line []byte, i, bits int, scaled bool) byte {
	switch bits {
	case 8:
		return line[i]
	case 16:
		return line[2*i]
	}
	at := i * bits
	v := line[at/8] >> (8 - bits - at%8) & (1<<bits - 1)
	if scaled {
		return byte(int(v) * 255 / (1<<bits - 1))
	}
	return v
}
