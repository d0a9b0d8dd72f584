package html

import (
	"math"
	"strconv"
	"strings"
)

// colorOf reads a CSS colour (lower case) as 0xRRGGBB.
func colorOf(value string) (uint32, bool) {
	value = strings.TrimSpace(value)
	switch {
	case strings.HasPrefix(value, "#"):
		return hexColor(value[1:])
	case strings.HasPrefix(value, "rgb"):
		return functional(value, false)
	case strings.HasPrefix(value, "hsl"):
		return functional(value, true)
	case value == "" || strings.ContainsAny(value, " ,()"):
		return 0, false
	}
	if c, ok := named(value); ok {
		return c, true
	}
	if len(value) == 6 { // bgcolor=ffffff
		return hexColor(value)
	}
	return 0, false
}

func hexColor(hex string) (uint32, bool) {
	switch len(hex) {
	case 3, 4:
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	case 6:
	case 8:
		hex = hex[:6]
	default:
		return 0, false
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	return uint32(v), err == nil
}

func functional(value string, hsl bool) (uint32, bool) {
	_, rest, ok := strings.Cut(value, "(")
	if !ok {
		return 0, false
	}
	args := strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' || r == '/' || r == ')' })
	if len(args) < 3 {
		return 0, false
	}
	var v [3]float64
	for i := range v {
		a := strings.TrimSuffix(args[i], "deg")
		f, err := strconv.ParseFloat(strings.TrimSuffix(a, "%"), 64)
		if err != nil || math.IsNaN(f) {
			return 0, false
		}
		if strings.HasSuffix(a, "%") && !hsl {
			f = f * 255 / 100
		}
		v[i] = f
	}
	if hsl {
		v = fromHSL(v[0], v[1]/100, v[2]/100)
	}
	c := uint32(0)
	for _, f := range v {
		c = c<<8 | uint32(max(0, min(255, math.Round(f))))
	}
	return c, true
}

// fromHSL is the conversion of CSS Color 4, section 7.1.
func fromHSL(h, s, l float64) [3]float64 {
	channel := func(n float64) float64 {
		k := math.Mod(n+math.Mod(h, 360)/30+12, 12)
		return 255 * (l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1)))
	}
	return [3]float64{channel(0), channel(8), channel(4)}
}

// named knows the colour names that styles of documents use; an unknown one leaves the colour as it was.
func named(name string) (uint32, bool) {
	switch name {
	case "black":
		return 0x000000, true
	case "white":
		return 0xffffff, true
	case "snow":
		return 0xfffafa, true
	case "ivory":
		return 0xfffff0, true
	case "ghostwhite":
		return 0xf8f8ff, true
	case "whitesmoke":
		return 0xf5f5f5, true
	case "floralwhite":
		return 0xfffaf0, true
	case "azure":
		return 0xf0ffff, true
	case "mintcream":
		return 0xf5fffa, true
	case "honeydew":
		return 0xf0fff0, true
	case "aliceblue":
		return 0xf0f8ff, true
	case "seashell":
		return 0xfff5ee, true
	case "linen":
		return 0xfaf0e6, true
	case "beige":
		return 0xf5f5dc, true
	case "lightyellow":
		return 0xffffe0, true
	case "red":
		return 0xff0000, true
	case "lime":
		return 0x00ff00, true
	case "green":
		return 0x008000, true
	case "blue":
		return 0x0000ff, true
	case "navy":
		return 0x000080, true
	case "darkblue":
		return 0x00008b, true
	case "midnightblue":
		return 0x191970, true
	case "steelblue":
		return 0x4682b4, true
	case "teal":
		return 0x008080, true
	case "yellow":
		return 0xffff00, true
	case "cyan", "aqua":
		return 0x00ffff, true
	case "magenta", "fuchsia":
		return 0xff00ff, true
	case "silver":
		return 0xc0c0c0, true
	case "gray", "grey":
		return 0x808080, true
	case "darkgray", "darkgrey":
		return 0xa9a9a9, true
	case "dimgray", "dimgrey":
		return 0x696969, true
	case "lightgray", "lightgrey":
		return 0xd3d3d3, true
	case "gainsboro":
		return 0xdcdcdc, true
	case "slategray", "slategrey":
		return 0x708090, true
	case "darkslategray", "darkslategrey":
		return 0x2f4f4f, true
	case "maroon":
		return 0x800000, true
	case "darkred":
		return 0x8b0000, true
	case "purple":
		return 0x800080, true
	case "orange":
		return 0xffa500, true
	case "olive":
		return 0x808000, true
	}
	return 0, false
}
