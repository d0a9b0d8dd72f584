package pdf

// layers knows which optional content is switched off (8.11).
type layers struct {
	offNums map[int]bool
}

func (f *file) layers() *layers {
	root := f.dict(f.trailer.get("Root"))
	props := f.dict(root.get("OCProperties"))
	if props == nil {
		return nil
	}
	l := &layers{offNums: map[int]bool{}}
	config := f.dict(props.get("D"))
	if f.name(config.get("BaseState")) == "OFF" {
		for _, o := range f.array(props.get("OCGs")) {
			if r, ok := o.(ref); ok {
				l.offNums[r.num] = true
			}
		}
		for _, o := range f.array(config.get("ON")) {
			if r, ok := o.(ref); ok {
				delete(l.offNums, r.num)
			}
		}
	}
	for _, o := range f.array(config.get("OFF")) {
		if r, ok := o.(ref); ok {
			l.offNums[r.num] = true
		}
	}
	return l
}

// off says whether content that belongs to the group or membership o is not shown.
func (l *layers) off(f *file, o object) bool {
	if l == nil || o == nil {
		return false
	}
	if r, ok := o.(ref); ok && l.offNums[r.num] {
		return true
	}
	d := f.dict(o)
	if f.name(d.get("Type")) != "OCMD" {
		return false
	}
	groups, ok := d.get("OCGs").(array)
	if !ok {
		groups = f.array(d.get("OCGs"))
		if groups == nil && d.get("OCGs") != nil {
			groups = array{d.get("OCGs")}
		}
	}
	on, off := 0, 0
	for _, g := range groups {
		if r, ok := g.(ref); ok && l.offNums[r.num] {
			off++
		} else {
			on++
		}
	}
	switch f.name(d.get("P")) {
	case "AllOn":
		return off > 0
	case "AnyOff":
		return off == 0 && on > 0
	case "AllOff":
		return on > 0
	}
	return on == 0 && off > 0
}
