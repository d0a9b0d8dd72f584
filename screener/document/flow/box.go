package flow

import (
	"cmp"
	"slices"
)

// Box is a text box with its place on the page, in any unit that the boxes of one document share. Known says whether the
// place was stated.
type Box struct {
	Blocks     []Block
	X, Y, W, H int
	Known      bool
}

// Ordered puts boxes in reading order: columns from left to right, each from top to bottom; one across all columns
// after what stands above it. Boxes whose place is not stated keep the order of the file.
func Ordered(boxes []Box) []Box {
	if len(boxes) < 2 {
		return boxes
	}
	for _, b := range boxes {
		if !b.Known || b.W <= 0 {
			return boxes
		}
	}
	byTop := slices.Clone(boxes)
	slices.SortStableFunc(byTop, func(a, b Box) int { return cmp.Compare(a.Y, b.Y) })
	left, right := byTop[0].X, byTop[0].X+byTop[0].W
	for _, b := range byTop {
		left, right = min(left, b.X), max(right, b.X+b.W)
	}
	var out, pending []Box
	for _, b := range byTop {
		if float64(b.W) > 0.8*float64(right-left) {
			out = append(out, columns(pending)...)
			pending = nil
			out = append(out, b)
			continue
		}
		pending = append(pending, b)
	}
	return append(out, columns(pending)...)
}

// columns groups boxes that stand above each other and gives the groups from left to right.
func columns(boxes []Box) []Box {
	type column struct {
		left, right int
		boxes       []Box
	}
	var cols []*column
next:
	for _, b := range boxes {
		for _, c := range cols {
			shared := min(c.right, b.X+b.W) - max(c.left, b.X)
			if 2*shared > min(b.W, c.right-c.left) {
				c.boxes = append(c.boxes, b)
				c.left, c.right = min(c.left, b.X), max(c.right, b.X+b.W)
				continue next
			}
		}
		cols = append(cols, &column{b.X, b.X + b.W, []Box{b}})
	}
	slices.SortStableFunc(cols, func(a, b *column) int { return cmp.Compare(a.left, b.left) })
	var out []Box
	for _, c := range cols {
		out = append(out, c.boxes...)
	}
	return out
}
