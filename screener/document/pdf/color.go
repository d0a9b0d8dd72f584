package pdf

import "math"

func part(v float64) uint32 {
	return uint32(math.Round(255 * max(0, min(1, v))))
}

func rgb(r, g, b float64) paint { return paint{part(r)<<16 | part(g)<<8 | part(b), true, 3} }

func gray(v float64) paint { return paint{part(v) * 0x010101, true, 1} }

func cmyk(c, m, y, k float64) paint {
	p := rgb((1-c)*(1-k), (1-m)*(1-k), (1-y)*(1-k))
	p.comps = 4
	return p
}

// set takes the operands of sc or scn as a colour of the space that was set.
func (p *paint) set(l *lexer) {
	if l.last().kind == isName || p.comps < 0 {
		p.known = false // a pattern, or a space that is not understood
		return
	}
	comps := p.comps
	n := l.n
	if comps != 0 && comps != n {
		n = min(n, comps)
	}
	switch n {
	case 1:
		*p = gray(l.num(0, 1))
	case 3:
		*p = rgb(l.num(0, 3), l.num(1, 3), l.num(2, 3))
	case 4:
		*p = cmyk(l.num(0, 4), l.num(1, 4), l.num(2, 4), l.num(3, 4))
	default:
		p.known = false
	}
	p.comps = comps
}

// colorSpace gives the initial colour of a colour space.
func (e *engine) colorSpace(n name, res *resources) paint {
	switch n {
	case "DeviceGray", "G", "CalGray":
		return gray(0)
	case "DeviceRGB", "RGB", "CalRGB":
		return rgb(0, 0, 0)
	case "DeviceCMYK", "CMYK":
		return cmyk(0, 0, 0, 1)
	case "Pattern":
		return paint{comps: -1}
	}
	o := e.f.resolve(res.spaces.get(n))
	if inner, ok := o.(name); ok {
		if inner == n {
			return paint{comps: -1}
		}
		return e.colorSpace(inner, &resources{})
	}
	a, _ := o.(array)
	if len(a) < 1 {
		return paint{comps: -1}
	}
	switch e.f.name(a[0]) {
	case "ICCBased":
		if len(a) > 1 {
			if s := e.f.stream(a[1]); s != nil {
				switch e.f.int(s.dict.get("N"), 0) {
				case 1:
					return gray(0)
				case 3:
					return rgb(0, 0, 0)
				case 4:
					return cmyk(0, 0, 0, 1)
				}
			}
		}
	case "CalGray":
		return gray(0)
	case "CalRGB":
		return rgb(0, 0, 0)
	case "DeviceGray", "DeviceRGB", "DeviceCMYK":
		return e.colorSpace(e.f.name(a[0]), &resources{})
	}
	return paint{comps: -1}
}
