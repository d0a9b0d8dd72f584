package rtf

import (
	"strconv"
	"strings"

	"shortlist/screener/document"
)

// word acts upon a control word.
func (r *reader) word(word string, value int, has bool) {
	s := &r.state
	if word == "u" {
		r.unicode(value)
		return
	}
	if r.ignore > 0 { // a control word counts as one character in place of the \u before it
		r.ignore--
		if word != "bin" {
			return
		}
	}
	if word == "bin" {
		r.pos = min(len(r.data), r.pos+max(value, 0))
		return
	}
	r.flushRaw()
	first := s.first
	s.first = false
	if first && r.destination(word, value) {
		return
	}
	if s.to == toNowhere {
		return
	}
	on := !has || value != 0
	switch s.to {
	case toFonts, toStyles, toColors:
		r.tableWord(word, value)
		return
	}
	switch word {
	case "par", "sect", "page", "column":
		r.endParagraph(word)
	case "line", "softline":
		r.text("\n")
	case "tab":
		r.text("\t")
	case "cell":
		r.endCell(1)
	case "nestcell":
		r.endCell(max(s.par.table, 2))
	case "row":
		s.story.endRow(1)
	case "nestrow":
		s.story.endRow(max(len(s.story.tables), 2))
	case "trowd":
		s.story.cells = s.story.cells[:0]
		s.story.shading = -1
	case "clcbpat":
		s.story.shading = value
	case "cellx":
		if len(s.story.cells) < 1000 {
			s.story.cells = append(s.story.cells, s.story.shading)
		}
		s.story.shading = -1
	case "pard":
		s.par = paragraphProperties{ground: -1}
		s.par.table = 0
	case "intbl":
		s.par.table = max(s.par.table, 1)
	case "itap":
		s.par.table = max(0, min(value, maxTables))
	case "plain":
		s.bold, s.italic, s.hidden, s.deleted = false, false, false, false
		s.size, s.color, s.ground = 24, 0, -1
	case "b":
		s.bold = on
	case "i":
		s.italic = on
	case "v":
		s.hidden = on
	case "deleted":
		s.deleted = on
	case "fs":
		if has && value >= 0 && value < 4000 {
			s.size = value
		}
	case "cf":
		s.color = value
	case "cb", "chcbpat", "highlight":
		s.ground = value
		if value == 0 {
			s.ground = -1
		}
	case "cbpat":
		s.par.ground = value
	case "f":
		s.font = value
	case "uc":
		s.skip = max(0, min(value, 10))
	case "ansicpg":
		if value > 0 {
			r.page = value
		}
	case "mac":
		r.page = 10000
	case "pc":
		r.page = 437
	case "pca":
		r.page = 850
	case "s":
		s.par.heading = r.styles[value]
	case "outlinelevel":
		if value >= 0 && value < 9 {
			s.par.heading = min(value+1, 6)
		}
	case "ls":
		s.par.list = value > 0
	case "ilvl", "pnlvl":
		s.par.level = max(0, min(value, 8))
	case "pnlvlblt", "pnlvlbody":
		s.par.list = true
	case "brdrt", "brdrb", "brdrl", "brdrr", "brdrbtw", "box":
		s.par.border = word[len(word)-1]
	case "brdrs", "brdrth", "brdrdb", "brdrdot", "brdrdash", "brdrhair":
		switch s.par.border {
		case 't':
			s.par.rule = true
		case 'b':
			s.par.after = true
		}
	case "emdash":
		r.text("—")
	case "endash":
		r.text("–")
	case "lquote":
		r.text("‘")
	case "rquote":
		r.text("’")
	case "ldblquote":
		r.text("“")
	case "rdblquote":
		r.text("”")
	case "bullet":
		r.text("•")
	case "emspace", "enspace", "qmspace":
		r.text(" ")
	case "zwj":
		r.text("\u200d")
	case "zwnj":
		r.text("\u200c")
	case "shpleft", "shptop", "shpright", "shpbottom":
		if sh := s.shape; sh != nil {
			*map[string]*int{"shpleft": &sh.left, "shptop": &sh.top, "shpright": &sh.right, "shpbottom": &sh.bottom}[word] = max(-100_000, min(value, 100_000))
		}
	}
}

func (r *reader) endParagraph(word string) {
	if r.state.to != toStory {
		return
	}
	s := r.state.story
	if (word == "page" || word == "column" || word == "sect") && s.p == nil {
		return
	}
	r.runs++
	s.endParagraph(r.state.par)
}

func (r *reader) endCell(depth int) {
	if r.state.to == toStory {
		r.runs++
		r.state.story.endCell(r.state.par, depth)
	}
}

// destination acts upon the first word of a group, if it names what the group's text is; else it is a word like others.
// A group marked with \* whose word is unknown is skipped.
func (r *reader) destination(word string, value int) bool {
	s := &r.state
	if s.to == toNowhere {
		return true
	}
	switch word {
	case "fonttbl":
		s.to = toFonts
	case "colortbl":
		s.to = toColors
	case "stylesheet":
		s.to = toStyles
		r.styleAt, r.levelAt = 0, 0
	case "pict", "objdata", "objclass", "nonshppict", "shprslt", "annotation", "atnid", "atnauthor", "xe", "tc", "txe", "rxe", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
		"listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "filetbl", "themedata", "colorschememapping", "latentstyles", "datastore", "template", "xmlnstbl",
		"bkmkstart", "bkmkend", "pn", "pnseclvl", "nesttableprops", "nonesttables", "background", "pgptbl", "mmathPr", "private", "userprops", "operator", "author", "title", "company", "manager",
		"comment", "creatim", "revtim", "printim", "buptim", "do", "falt", "panose", "formfield", "datafield", "docvar", "ffdeftext", "hlinkbase", "passwordhash", "writereservhash",
		"oldcprops", "oldpprops", "oldtprops", "oldsprops", "sectrsid", "wgrffmtfilter", "xform", "factoidname", "mvfmf", "mvfml", "mvtof", "mvtol", "protusertbl", "picprop", "blipuid":
		if word == "do" && !s.starred {
			return false
		}
		s.to = toNowhere
	case "listtext", "pntext":
		s.to = toNowhere
		s.story.bullet = true
	case "keywords", "subject", "doccomm", "category":
		s.to, s.words = toWords, &strings.Builder{}
		if len(r.properties) < 100 {
			r.properties = append(r.properties, property{word, s.words})
		}
	case "fldinst":
		s.to, s.words = toInstruction, &strings.Builder{}
	case "fldrslt":
		s.link = s.story.link
		s.story.link = ""
	case "header", "headerl", "headerr", "headerf":
		r.open(document.MarkHeader)
	case "footer", "footerl", "footerr", "footerf":
		r.open(document.MarkFooter)
	case "footnote":
		r.open(document.MarkNote)
	case "shp", "shpgrp":
		s.shape = &shape{}
	case "shpinst", "shppict", "upr", "result", "field", "object", "shptop", "info", "rtf", "ud", "dptxbx", "picw", "ltrch", "rtlch", "moMath", "moMathPara", "mr", "r":
		return r.inside(word)
	case "shptxt", "dptxbxtext":
		shape := s.shape
		r.open(0)
		s.shape = shape
	case "sn":
		if s.shape != nil {
			s.shape.name.Reset()
		}
		s.to = toShapeName
	case "sv":
		if s.shape != nil {
			s.shape.value.Reset()
		}
		s.to = toShapeValue
	case "sp":
		// its name and value follow in groups of their own
	default:
		if s.starred {
			s.to = toNowhere
			return true
		}
		return false
	}
	return true
}

// inside handles groups whose content is read like that around them.
func (r *reader) inside(word string) bool {
	s := &r.state
	switch word {
	case "upr":
		// The first group holds a substitute, the \ud in the second the text itself.
		s.substitute = true
	case "ud":
		s.substitute = false
		if s.to == toNowhere {
			return true
		}
	case "shppict":
		s.to = toNowhere
	default:
		return false
	}
	return true
}

// open begins a story of its own for the group.
func (r *reader) open(region document.MarkKind) {
	s := &r.state
	s.story = &story{r: r, region: region, shading: -1}
	s.opens, s.region, s.to, s.link, s.shape = true, region, toStory, "", nil
	s.par = paragraphProperties{ground: -1}
	s.hidden, s.deleted = false, false
}

// tableWord acts upon a word in the tables of fonts, colours and styles.
func (r *reader) tableWord(word string, value int) {
	switch r.state.to {
	case toFonts:
		switch word {
		case "f":
			r.endFont()
			r.fontAt = value
			if len(r.fonts) < 10_000 {
				r.fonts[value] = &font{}
			}
		case "fcharset":
			if f := r.fonts[r.fontAt]; f != nil {
				f.page, f.symbol = pageOf(value), value == 2
			}
		case "cpg":
			if f := r.fonts[r.fontAt]; f != nil {
				f.page = value
			}
		}
	case toColors:
		shift := map[string]uint{"red": 16, "green": 8, "blue": 0}
		if sh, ok := shift[word]; ok {
			r.colorAt |= uint32(value&255) << sh
			r.colorIn = true
		}
	case toStyles:
		switch word {
		case "s":
			r.styleAt = value
		case "outlinelevel":
			if value >= 0 && value < 9 {
				r.levelAt = min(value+1, 6)
			}
		case "cs", "ds", "ts":
			r.styleAt = -1
		}
	}
}

// name gathers the name of a font or style.
func (r *reader) name(text string) {
	if r.nameAt.Len() < 1000 {
		r.nameAt.WriteString(text)
	}
	if r.state.to == toFonts && strings.Contains(text, ";") {
		r.endFont()
	}
}

func (r *reader) endFont() {
	name := strings.ToLower(strings.Trim(r.nameAt.String(), "; "))
	r.nameAt.Reset()
	if f := r.fonts[r.fontAt]; f != nil && name != "" {
		f.symbol = f.symbol || name == "symbol" || strings.Contains(name, "wingdings") || strings.Contains(name, "webdings")
	}
}

func (r *reader) endStyle() {
	name := strings.ToLower(strings.Trim(r.nameAt.String(), "; "))
	r.nameAt.Reset()
	level := r.levelAt
	if name == "title" {
		level = 1
	} else if rest, ok := strings.CutPrefix(name, "heading "); ok && level == 0 {
		if v, err := strconv.Atoi(rest); err == nil && v > 0 {
			level = min(v, 6)
		}
	}
	if r.styleAt >= 0 && level > 0 && len(r.styles) < 10_000 {
		r.styles[r.styleAt] = level
	}
	r.styleAt, r.levelAt = 0, 0
}

// pageOf gives the code page of a font's character set (RTF 1.9.1, "Font Table"); 0 is the document's.
func pageOf(set int) int {
	switch set {
	case 0, 1, 2:
		return 0
	case 77:
		return 10000
	case 128:
		return 932
	case 129:
		return 949
	case 130:
		return 1361
	case 134:
		return 936
	case 136:
		return 950
	case 161:
		return 1253
	case 162:
		return 1254
	case 163:
		return 1258
	case 177:
		return 1255
	case 178, 179, 180:
		return 1256
	case 186:
		return 1257
	case 204:
		return 1251
	case 222:
		return 874
	case 238:
		return 1250
	case 254:
		return 437
	case 255:
		return 850
	}
	return 0
}
