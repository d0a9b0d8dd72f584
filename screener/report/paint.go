package report

// paint puts ANSI colour around text, or nothing where colour is off. Text must be plain already.
type paint bool

func (p paint) with(code, s string) string {
	if !p || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (p paint) bold(s string) string { return p.with("1", s) }
func (p paint) dim(s string) string  { return p.with("2", s) }
func (p paint) warn(s string) string { return p.with("33", s) }

// band colours s in the colour of a band; the word itself is always there as well, since colour alone tells nobody.
func (p paint) band(band, s string) string {
	switch band {
	case "strong":
		return p.with("1;32", s)
	case "good":
		return p.with("1;36", s)
	case "possible":
		return p.with("1;33", s)
	}
	return p.with("1", s)
}
