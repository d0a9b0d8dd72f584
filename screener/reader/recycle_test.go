package reader

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"shortlist/rubrics"
	"shortlist/screener/resume"
)

// TestRecycled compares what a worker answers, in the memory of the files before, with what is read in memory of its own.
func TestRecycled(t *testing.T) {
	parser, err := resume.NewParser(rubrics.Files)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../../testdata/resumes/*.*")
	if err != nil || len(paths) < 24 {
		t.Fatal(len(paths), err)
	}
	w := worker{limits: Limits{}.WithDefaults(), parser: parser}
	requests, want := make([][]byte, len(paths)), make([][]byte, len(paths))
	for i, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		requests[i] = append(appendField([]byte{askRead}, path), data...)
		if doc, err := read(path, data, w.limits.Limits); err == nil {
			want[i] = Encode(nil, Parsed{Document: doc, Resume: parser.Parse(doc)})
		}
	}
	for round := range 2 {
		for i, path := range paths {
			kind, answer := w.answer(requests[i])
			if (kind == gotParsed) != (want[i] != nil) || kind == gotParsed && !bytes.Equal(answer, want[i]) {
				t.Errorf("%s is read otherwise in round %d", path, round)
			}
		}
	}
}
