package pdf

import (
	"cmp"
	"slices"
)

// page is one leaf of the page tree with what it inherits.
type page struct {
	dict      dict
	resources object
	media     [4]float64 // x0 y0 x1 y1, of the crop box cut to the media box, in default user space
	rotate    int        // 0, 90, 180, 270
}

// pages walks the page tree. A tree that holds just the pages it states needs no second opinion; of any other the
// library's counts where it has one. Loops and nonsense within a tree are passed over; without a tree, every object
// that says it is a page is one.
func (f *file) pages() []page {
	w := pageWalk{f: f, seen: map[int]bool{}}
	if root := f.dict(f.trailer.get("Root")); root != nil {
		w.walk(root.get("Pages"), page{}, nil, nil, 0)
		if n, ok := f.number(f.dict(root.get("Pages")).get("Count")); ok && !w.odd && len(w.out) > 0 && int(n) == len(w.out) {
			return w.out
		}
	}
	if out := f.libraryPages(); len(out) > 0 {
		return out
	}
	if len(w.out) == 0 && !f.rebuilt {
		f.rebuild()
		f.unfold()
		w = pageWalk{f: f, seen: map[int]bool{}}
		if root := f.dict(f.trailer.get("Root")); root != nil {
			w.walk(root.get("Pages"), page{}, nil, nil, 0)
		}
	}
	if len(w.out) == 0 {
		w.loose()
	}
	return w.out
}

type pageWalk struct {
	f    *file
	seen map[int]bool
	out  []page
	odd  bool // something was passed over, or is no page by its own word
}

// maxTreePages bounds how many leaves are walked; pages over the limit of the document are still counted.
const maxTreePages = 10000

func (w *pageWalk) walk(o object, inherited page, media, crop object, depth int) {
	if r, ok := o.(ref); ok {
		if w.seen[r.num] {
			w.odd = true
			return
		}
		w.seen[r.num] = true
	}
	d, ok := w.f.resolve(o).(dict)
	if !ok || depth > w.f.lim.Depth || len(w.out) >= maxTreePages {
		w.odd = true
		return
	}
	p := inherited
	p.dict = d
	if v := w.f.resolve(d.get("Resources")); v != nil {
		p.resources = d.get("Resources")
	}
	if v := w.f.resolve(d.get("MediaBox")); v != nil {
		media = v
	}
	if v := w.f.resolve(d.get("CropBox")); v != nil {
		crop = v
	}
	if v := w.f.resolve(d.get("Rotate")); v != nil {
		p.rotate = w.f.rotation(v)
	}
	if kids := w.f.array(d.get("Kids")); kids != nil && w.f.name(d.get("Type")) != "Page" {
		for _, kid := range kids {
			w.walk(kid, p, media, crop, depth+1)
		}
		return
	}
	if w.f.name(d.get("Type")) != "Page" {
		w.odd = true
		if w.f.name(d.get("Type")) == "Pages" && d.get("Contents") == nil {
			return
		}
	}
	p.media = w.f.pageBox(media, crop)
	w.out = append(w.out, p)
}

// pageBox is the crop box within the media box; US letter where neither makes sense.
func (f *file) pageBox(media, crop object) [4]float64 {
	m, ok := f.box(media)
	if !ok {
		m = [4]float64{0, 0, 612, 792}
	}
	c, ok := f.box(crop)
	if !ok {
		return m
	}
	c = [4]float64{max(m[0], c[0]), max(m[1], c[1]), min(m[2], c[2]), min(m[3], c[3])}
	if c[2]-c[0] < 1 || c[3]-c[1] < 1 {
		return m
	}
	return c
}

func (f *file) box(o object) (b [4]float64, ok bool) {
	n, ok := f.numbers(o, 4)
	if !ok {
		return b, false
	}
	b = [4]float64{min(n[0], n[2]), min(n[1], n[3]), max(n[0], n[2]), max(n[1], n[3])}
	return b, b[2]-b[0] >= 1 && b[3]-b[1] >= 1
}

// loose takes every page object, in the order of the file.
func (w *pageWalk) loose() {
	f := w.f
	var nums []int
	for num := range f.entries {
		if d, ok := f.object(num).(dict); ok && f.name(d.get("Type")) == "Page" {
			nums = append(nums, num)
		}
	}
	slices.SortFunc(nums, func(a, b int) int { return cmp.Or(cmp.Compare(f.entries[a].offset, f.entries[b].offset), a-b) })
	for _, num := range nums {
		d := f.object(num).(dict)
		w.out = append(w.out, page{dict: d, resources: d.get("Resources"), media: f.pageBox(d.get("MediaBox"), d.get("CropBox")), rotate: f.rotation(d.get("Rotate"))})
	}
}

// contents gives the decoded content of a page, its streams joined by line ends. It is good until the next page.
func (f *file) contents(o object) []byte {
	switch v := f.resolve(o).(type) {
	case *stream:
		return f.decodeInto(v, &f.mem.content)
	case array:
		if len(v) == 1 {
			if s := f.stream(v[0]); s != nil {
				return f.decodeInto(s, &f.mem.content)
			}
			return nil
		}
		out := f.mem.content[:0]
		for i, part := range v {
			if i > 10000 {
				break
			}
			if s := f.stream(part); s != nil {
				out = append(append(out, f.borrow(s)...), '\n')
			}
		}
		f.mem.content = out
		return out
	}
	return nil
}
