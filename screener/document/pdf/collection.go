package pdf

import (
	"bytes"
	_ "embed"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
)

// collectionData holds what the CIDs of Adobe-Japan1, -GB1, -CNS1 and -Korea1 stand for, from Adobe's CMaps to UCS-2:
// for each the number of CIDs, then for each CID its difference to the one before, all in 16 bits; deflated.
//
//go:embed data/cids.bin
var collectionData []byte

var collections = sync.OnceValue(func() (tables [4][]uint16) {
	raw, _ := io.ReadAll(flate.NewReader(bytes.NewReader(collectionData)))
	for i := range tables {
		n := int(raw[0])<<8 | int(raw[1])
		raw = raw[2:]
		t := make([]uint16, n)
		var prev uint16
		for k := range t {
			prev += uint16(raw[2*k])<<8 | uint16(raw[2*k+1])
			t[k] = prev
		}
		raw = raw[2*n:]
		tables[i] = t
	}
	return tables
})

// collection gives the text of the CIDs of a character collection; nil for one that is not known.
func collection(ordering string) func(cid int) rune {
	for i, known := range []string{"Japan1", "GB1", "CNS1", "Korea1"} {
		if strings.EqualFold(ordering, known) {
			return func(cid int) rune {
				t := collections()[i]
				if cid < 0 || cid >= len(t) || t[cid] >= 0xd800 && t[cid] < 0xf900 {
					return 0
				}
				return rune(t[cid])
			}
		}
	}
	return nil
}
