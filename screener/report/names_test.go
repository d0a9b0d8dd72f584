package report

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// TestNames compares what Names gives back, and its order, with the ids and paths themselves.
func TestNames(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	parts := []string{"a", "ab", "abc", "a.b", "b", "é", "z z", strings.Repeat("long", 30)}
	some := func() string {
		var s strings.Builder
		for range r.IntN(4) {
			s.WriteString(parts[r.IntN(len(parts))])
			s.WriteString([]string{"/", "/", `\`, "!", ".zip!"}[r.IntN(5)])
		}
		return s.String() + parts[r.IntN(len(parts))]
	}
	var n Names
	var ids, files []string
	for i := range 300 {
		id, file := fmt.Sprintf("id%d", r.IntN(100)), some()
		switch {
		case i%3 > 0: // one of the same folder follows
			file = files[i-1][:strings.LastIndexAny(files[i-1], `/\`)+1] + file[strings.LastIndexAny(file, `/\`)+1:]
		case i%20 == 0:
			file = ""
		}
		ids, files = append(ids, id), append(files, file)
		n.Add(id, file)
	}
	if len(n.folders) > 150 {
		t.Errorf("%d folders were kept", len(n.folders))
	}
	for i := range ids {
		if n.ID(i) != ids[i] || n.file(i) != files[i] {
			t.Fatalf("%d: %q %q, want %q %q", i, n.ID(i), n.file(i), ids[i], files[i])
		}
		for j := range ids {
			want := strings.Compare(files[i], files[j])
			if got, want := n.compare(i, j), cmp.Or(want, strings.Compare(ids[i], ids[j])); got != want {
				t.Fatalf("%q %q and %q %q: %d, want %d", files[i], ids[i], files[j], ids[j], got, want)
			}
		}
	}
	last := map[string]string{}
	for i, id := range ids {
		last[id] = files[i]
	}
	if got := n.files([][]string{{"id1", "nobody"}, {"id2", "id3"}}); len(got) != 3 || got["id1"] != last["id1"] || got["id3"] != last["id3"] {
		t.Errorf("paths by id: %v", got)
	}
}
