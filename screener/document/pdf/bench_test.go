package pdf

import (
	"os"
	"path/filepath"
	"testing"

	"shortlist/screener/document"
)

// BenchmarkRead reads every PDF of testdata/resumes, or of the folder that PDF_BENCH names, once an iteration.
func BenchmarkRead(b *testing.B) {
	dir := os.Getenv("PDF_BENCH")
	if dir == "" {
		dir = "../../../testdata/resumes"
	}
	names, _ := filepath.Glob(filepath.Join(dir, "*.pdf"))
	if len(names) == 0 {
		b.Skip("no PDF in " + dir)
	}
	var files [][]byte
	size := 0
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			b.Fatal(err)
		}
		files = append(files, data)
		size += len(data)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, data := range files {
			Read(data, document.Limits{})
		}
	}
}
