package pdf

import (
	"strconv"
	"unicode"
	"unicode/utf8"
)

// simpleFont fills t from a Type 1, TrueType or Type 3 font dictionary: one byte a code.
func (f *file) simpleFont(t *font, d dict, kind name) {
	t.simpleCodes = new(simpleCodes)
	descriptor := f.dict(d.get("FontDescriptor"))
	t.face(f, descriptor)
	t.type3 = kind == "Type3"
	flags := f.int(descriptor.get("Flags"), 0)
	face := standardFace(t.base, flags)

	base, named, diff := f.simpleEncoding(t, d, descriptor, kind, face, flags)
	embedded := descriptor.get("FontFile") != nil || descriptor.get("FontFile2") != nil || descriptor.get("FontFile3") != nil
	toUnicode := f.readToUnicode(d.get("ToUnicode"))
	if embedded || t.type3 || toUnicode == nil {
		t.unicode(toUnicode)
	}
	numbers := face != dingbats && diff.numbered()
	for c, n := range diff.all() {
		switch {
		case n == "" || t.text[c] != 0:
		case numbers:
			t.text[c] = int32(winAnsi()[c])
		default:
			t.setText(c, f.mem.glyphText(n))
		}
	}
	// What is left follows from the base encoding; where the file names none, from the embedded font, which is read only
	// when such a code is shown.
	fill := func() {
		if !named && !t.type3 {
			if program := f.fontProgram(descriptor); program != nil {
				for c := range t.text {
					if t.text[c] == 0 && diff.at(c) == "" {
						t.set(c, program.text(c))
					}
				}
			}
		}
		for c, r := range base {
			if t.text[c] == 0 && diff.at(c) == "" {
				t.text[c] = r
			}
		}
	}
	if named || !embedded {
		fill()
	} else {
		t.fill = fill
	}
	f.simpleWidths(t, d, descriptor, face)
	switch {
	case toUnicode == nil || t.type3:
	case !embedded:
		t.compare(toUnicode)
		t.unicode(toUnicode)
	case descriptor.get("FontFile2") == nil && diff != nil:
		t.compareNames(diff, toUnicode)
	}
}

// unicode takes over what a ToUnicode map says.
func (t *font) unicode(m *cmap) {
	if m == nil {
		return
	}
	for c := range t.text {
		if r, s := m.lookup(c); r != 0 {
			t.text[c] = r
		} else if s != "" {
			t.set(c, s)
		}
	}
}

// compare finds a map to Unicode that says other letters than the encoding. It is asked only of fonts that are not
// embedded: what those show follows from the encoding alone, while the names in an embedded font may be arbitrary.
func (t *font) compare(toUnicode *cmap) {
	same, other := 0, 0
	for c := range t.text {
		own := t.text[c]
		r, _ := toUnicode.lookup(c)
		if own >= longText || !unicode.IsLetter(own) || !unicode.IsLetter(r) || r >= 0x250 {
			continue
		}
		if unicode.ToLower(own) == unicode.ToLower(r) {
			same++
		} else {
			other++
		}
	}
	if other < 5 || other < same {
		return
	}
	t.own = new([256]rune)
	for c, r := range t.text {
		if r < longText {
			t.own[c] = r
		}
	}
}

// compareNames does the same for an embedded Type 1 font, such as those of TeX, whose maps are easily bent. Its names count
// as true when names of several other characters agree with the map; fonts with made-up names do not have those.
func (t *font) compareNames(diff *differences, toUnicode *cmap) {
	same, other, trusted := 0, 0, 0
	for c, n := range diff.all() {
		r, _ := toUnicode.lookup(c)
		switch {
		case len(n) == 1 && unicode.IsLetter(rune(n[0])) && unicode.IsLetter(r) && r < 0x250:
			if unicode.ToLower(rune(n[0])) == unicode.ToLower(r) {
				same++
			} else {
				other++
			}
		case len(n) > 1 && r > ' ' && !unicode.IsLetter(r) && trusted < 2:
			if glyphText(n) == string(r) {
				trusted++
			}
		}
	}
	if other < 5 || other < same || trusted < 2 {
		return
	}
	t.own = new([256]rune)
	for c, r := range t.text {
		if n := diff.at(c); len(n) == 1 {
			t.own[c] = rune(n[0])
		} else if r < longText {
			t.own[c] = r
		}
	}
}

// differences are the names that an encoding gives to codes in place of those of its base; "" for none.
type differences struct{ names [256]string }

// all gives the names by code, nil where there are no differences.
func (d *differences) all() []string {
	if d == nil {
		return nil
	}
	return d.names[:]
}

func (d *differences) at(code int) string {
	if d == nil {
		return ""
	}
	return d.names[code]
}

// numbered says whether the names are but the codes themselves ("a65" at 65), as bitmap fonts of TeX and of printer
// drivers have them; then the codes are characters.
func (d *differences) numbered() bool {
	same, count := 0, 0
	for c, n := range d.all() {
		if n == "" {
			continue
		}
		if count++; n[len(n)-1]-'0' > 9 {
			continue
		}
		letters := 0
		for n[letters]|0x20-'a' < 26 {
			letters++
		}
		if v, err := strconv.Atoi(n[letters:]); err == nil && v == c && letters <= 3 {
			same++
		}
	}
	return same > 0 && 4*same >= 3*count
}

func (t *font) setText(code int, s string) {
	if s != "" {
		t.set(code, s)
	} else {
		t.text[code] = 0
	}
}

func (t *font) set(code int, s string) {
	if s == "" {
		return
	}
	if r, rest := single(s); rest == "" {
		t.text[code] = r
		return
	}
	t.text[code] = int32(longText + len(t.long))
	t.long = append(t.long, s)
}

// simpleEncoding gives the base encoding and the differences; named says that the file states what the codes mean,
// so that the embedded font need not be asked.
func (f *file) simpleEncoding(t *font, d, descriptor dict, kind name, face, flags int) (base *runeTable, named bool, diff *differences) {
	byName := func(n name) *runeTable {
		switch n {
		case "WinAnsiEncoding":
			return winAnsi()
		case "MacRomanEncoding":
			return macRoman()
		case "StandardEncoding":
			return standardEncoding()
		}
		return nil
	}
	embedded := descriptor.get("FontFile") != nil || descriptor.get("FontFile2") != nil || descriptor.get("FontFile3") != nil
	symbolic := flags&4 != 0
	switch e := f.resolve(d.get("Encoding")).(type) {
	case name:
		base = byName(e)
		named = base != nil
	case dict:
		base = byName(f.name(e.get("BaseEncoding")))
		named = base != nil
		code := 0
		for _, o := range f.array(e.get("Differences")) {
			switch v := f.resolve(o).(type) {
			case name:
				if code >= 0 && code < 256 && v != ".notdef" {
					if diff == nil {
						diff = new(differences)
					}
					diff.names[code] = string(v)
				}
				code++
			default:
				if n, ok := integer(v); ok {
					code = n
				}
			}
		}
	}
	if named && symbolic && kind == "TrueType" && embedded && diff == nil {
		named = f.name(d.get("Encoding")) != "" // an encoding of a symbolic TrueType font is believed all the same
	}
	if base != nil {
		return base, named, diff
	}
	switch {
	case face == symbol && !embedded:
		return symbolEncoding(), true, diff
	case face == dingbats && !embedded:
		return dingbatEncoding(), true, diff
	case t.type3:
		return standardEncoding(), true, diff
	case kind == "TrueType" && !symbolic:
		return winAnsi(), !embedded, diff
	case kind == "TrueType":
		return winAnsi(), !embedded, diff
	}
	return standardEncoding(), !embedded, diff
}

func (f *file) simpleWidths(t *font, d, descriptor dict, face int) {
	unit := float32(0.001)
	if t.type3 {
		unit = 1
		if m, ok := f.numbers(d.get("FontMatrix"), 6); ok {
			unit = float32(m[0])
			if unit == 0 {
				unit = float32(m[1])
			}
		}
	}
	plain, _ := f.resolve(d.get("Widths")).(numbers)
	var widths array
	if plain == nil {
		widths = f.array(d.get("Widths"))
	}
	if len(plain)+len(widths) == 0 && !t.type3 {
		if t.fill != nil {
			t.fill()
			t.fill = nil
		}
		program := f.fontProgram(descriptor)
		for c := range t.width {
			if program != nil {
				if w := program.codeWidth(c, rune(t.text[c])); w > 0 {
					t.width[c] = w
					continue
				}
			}
			r := rune(t.text[c])
			if t.text[c] >= longText {
				r, _ = utf8.DecodeRuneInString(t.long[t.text[c]-longText])
			}
			t.width[c] = standardWidth(face, r) / 1000
		}
		return
	}
	missing, _ := f.number(descriptor.get("MissingWidth"))
	for c := range t.width {
		t.width[c] = float32(missing) * unit
	}
	from := f.int(d.get("FirstChar"), 0)
	for i, w := range plain {
		if c := from + i; c >= 0 && c < 256 {
			t.width[c] = float32(w) * unit
		}
	}
	for i, o := range widths {
		if c := from + i; c >= 0 && c < 256 {
			if w, ok := f.number(o); ok {
				t.width[c] = float32(w) * unit
			}
		}
	}
}
