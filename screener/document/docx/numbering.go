package docx

import (
	"strconv"
	"strings"

	"shortlist/screener/document/xmlscan"
)

// lists says which numbers make list items.
type lists struct {
	abstract map[string]map[int]bool // of an abstract list, the levels that show a bullet or number
	of       map[string]string       // number -> abstract
}

func (l *lists) load(data []byte) {
	l.abstract, l.of = map[string]map[int]bool{}, map[string]string{}
	x := xmlscan.New(data)
	abstract, num, level := "", "", -1
	format, text := "", ""
	for k := x.Next(); k != xmlscan.EOF; k = x.Next() {
		name := string(x.Name())
		if k == xmlscan.End {
			if name == "lvl" && abstract != "" && level >= 0 {
				l.abstract[abstract][level] = format != "none" || strings.TrimSpace(text) != ""
			}
			if name == "abstractNum" {
				abstract = ""
			}
			continue
		}
		if k != xmlscan.Start {
			continue
		}
		switch name {
		case "abstractNum":
			abstract = x.Attr("abstractNumId")
			l.abstract[abstract] = map[int]bool{}
		case "num":
			num = x.Attr("numId")
		case "abstractNumId":
			l.of[num] = x.Attr("val")
		case "lvl":
			level, format, text = -1, "", ""
			if v, err := strconv.Atoi(x.Attr("ilvl")); err == nil {
				level = v
			}
		case "numFmt":
			format = x.Attr("val")
		case "lvlText":
			text = x.Attr("val")
		}
	}
}

// item gives the depth of the list item that a paragraph with this layout is; 0 if it is none.
func (l *lists) item(lay layout) int {
	if lay.numID == "" || lay.numID == "0" {
		return 0
	}
	if levels, ok := l.abstract[l.of[lay.numID]]; ok {
		if shown, ok := levels[lay.level]; ok && !shown {
			return 0
		}
	}
	return lay.level + 1
}
