package report

import (
	"cmp"
	"strings"

	"shortlist/screener/chunk"
)

// Names keeps the id and the path of each record of a run, in input order: a folder is kept once for what follows
// one of the same folder, so that a record takes some 40 bytes. The zero value is empty.
type Names struct {
	folders []string // with the separator at their end
	entries chunk.List[named]
	texts   chunk.Texts
}

// named is what a record is called.
type named struct {
	folder   int32 // index into folders
	id, base chunk.Text
}

// Add adds the id and the path of the next record.
func (n *Names) Add(id, file string) {
	cut := strings.LastIndexAny(file, `/\`) + 1
	if len(n.folders) == 0 || n.folders[len(n.folders)-1] != file[:cut] {
		n.folders = append(n.folders, strings.Clone(file[:cut]))
	}
	n.entries.Add(named{int32(len(n.folders) - 1), n.texts.Add(id), n.texts.Add(file[cut:])})
}

// ID is that of record i.
func (n *Names) ID(i int) string { return n.texts.At(n.entries.At(i).id) }

// file is the path of record i.
func (n *Names) file(i int) string {
	folder, base := n.parts(i)
	return folder + base
}

func (n *Names) parts(i int) (folder, base string) {
	e := n.entries.At(i)
	return n.folders[e.folder], n.texts.At(e.base)
}

// compare orders records by path, then by id.
func (n *Names) compare(a, b int) int {
	folderA, baseA := n.parts(a)
	folderB, baseB := n.parts(b)
	return cmp.Or(compareJoined(folderA, baseA, folderB, baseB), strings.Compare(n.ID(a), n.ID(b)))
}

// compareJoined compares a+x with b+y, without making them.
func compareJoined(a, x, b, y string) int {
	if len(a) > len(b) {
		return -compareJoined(b, y, a, x)
	}
	if d := strings.Compare(a, b[:len(a)]); d != 0 {
		return d
	}
	b = b[len(a):] // which stands opposite to the start of x
	if rest, ok := strings.CutPrefix(x, b); ok {
		return strings.Compare(rest, y)
	}
	return strings.Compare(x, b)
}

// files gives the paths of the records of groups of ids.
func (n *Names) files(groups [][]string) map[string]string {
	wanted, files := make(map[string]bool), make(map[string]string)
	for _, g := range groups {
		for _, id := range g {
			wanted[id] = true
		}
	}
	for i := range n.entries.Len() {
		if id := n.ID(i); wanted[id] {
			files[id] = n.file(i)
		}
	}
	return files
}
