package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/format"
)

// file is an entry to pack.
type file struct{ name, content string }

func zipped(t testing.TB, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, NonUTF8: strings.Contains(f.name, "\x81")})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func gzipped(t testing.TB, name, content string) string {
	t.Helper()
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	z.Name = name
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func tarred(t testing.TB, files ...file) string {
	t.Helper()
	var buf bytes.Buffer
	w := tar.NewWriter(&buf)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Size: int64(len(f.content)), Mode: 0o644}
		if f.content == "->" {
			h = &tar.Header{Name: f.name, Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}
			f.content = ""
		}
		if err := w.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, f.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func letter(body string, attachments ...file) string {
	var b strings.Builder
	b.WriteString("From: Ada <ada@example.org>\nSubject: My CV\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n" + body + "\n")
	for _, a := range attachments {
		b.WriteString("--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename=\"" + a.name + "\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(a.content)) + "\n")
	}
	return b.String() + "--b--\n"
}

// listed is what comes out of a container: name=content, name?why for what is ignored, name: reason for errors.
func listed(t testing.TB, name, content string, lim Limits) []string {
	t.Helper()
	kind, err := format.Detect(name, []byte(content))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	var out []string
	for e := range Entries(name, kind, strings.NewReader(content), int64(len(content)), lim) {
		var u *document.Unreadable
		switch {
		case e.Err != nil:
			if !errors.As(e.Err, &u) {
				t.Errorf("%s: %T, want an Unreadable", e.Name, e.Err)
			}
			out = append(out, e.Name+": "+u.Reason)
		case e.Ignored != "":
			out = append(out, e.Name+"?"+e.Ignored)
		case e.Kind == format.Mail:
			out = append(out, e.Name+"=(mail)")
		default:
			out = append(out, e.Name+"="+string(e.Data))
		}
	}
	return out
}

const pdf = "%PDF-1.4 Ada"

func TestEntries(t *testing.T) {
	docx := zipped(t, file{"[Content_Types].xml", ""}, file{"word/document.xml", "x"})
	for _, c := range []struct {
		what, name, content string
		want                []string
	}{
		{"zip", "a.zip", zipped(t, file{"cvs/", ""}, file{"cvs/ada.pdf", pdf}, file{"bob.txt", "Bob"}), []string{"a.zip!cvs/ada.pdf=" + pdf, "a.zip!bob.txt=Bob"}},
		{"zip in a zip", "a.zip", zipped(t, file{"b.zip", zipped(t, file{"ada.pdf", pdf})}), []string{"a.zip!b.zip!ada.pdf=" + pdf}},
		{"a document is no container", "a.zip", zipped(t, file{"ada.docx", docx}), []string{"a.zip!ada.docx=" + docx}},
		{"what nobody meant to send", "a.zip", zipped(t, file{"__MACOSX/._ada.pdf", "x"}, file{".DS_Store", "x"}, file{"d/Thumbs.db", "x"}, file{"~$ada.docx", "x"}, file{"ada.pdf", pdf}),
			[]string{"a.zip!__MACOSX/._ada.pdf?what macOS adds to an archive", "a.zip!.DS_Store?a hidden file", "a.zip!d/Thumbs.db?a folder's settings", "a.zip!~$ada.docx?a lock file of Word", "a.zip!ada.pdf=" + pdf}},
		{"ways out of the folder", "a.zip", zipped(t, file{"../../etc/ada.txt", "Ada"}, file{`C:\cvs\bob.txt`, "Bob"}, file{"/eve.txt", "Eve"}, file{"x/\x1b[31m\u202efdp.txt", "Mal"}),
			[]string{"a.zip!etc/ada.txt=Ada", "a.zip!cvs/bob.txt=Bob", "a.zip!eve.txt=Eve", "a.zip!x/_[31mfdp.txt=Mal"}},
		{"names in the code page of DOS", "a.zip", zipped(t, file{"M\x81ller.txt", "x"}), []string{"a.zip!Müller.txt=x"}},
		{"what is no resume", "a.zip", zipped(t, file{"photo.png", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"}, file{"empty.txt", ""}),
			[]string{"a.zip!photo.png: a PNG image, which is no resume format", "a.zip!empty.txt: the file is empty"}},
		{"empty zip", "a.zip", zipped(t), []string{"a.zip: the zip is empty"}},
		{"gzip", "ada.pdf.gz", gzipped(t, "", pdf), []string{"ada.pdf.gz!ada.pdf=" + pdf}},
		{"gzip with a name", "x.gz", gzipped(t, "ada.pdf", pdf), []string{"x.gz!ada.pdf=" + pdf}},
		{"tar in gzip", "a.tgz", gzipped(t, "", tarred(t, file{"cvs/ada.pdf", pdf}, file{"link", "->"})), []string{"a.tgz!cvs/ada.pdf=" + pdf, "a.tgz!link?a link to another file"}},
		{"tar", "a.tar", tarred(t, file{"ada.pdf", pdf}), []string{"a.tar!ada.pdf=" + pdf}},
		{"message with an attachment", "m.eml", letter("see file", file{"ada.pdf", pdf}, file{"logo.png", "\x89PNG\r\n\x1a\n\x00"}, file{"smime.p7s", "x"}),
			[]string{"m.eml!ada.pdf=" + pdf, "m.eml!logo.png: a PNG image, which is no resume format", "m.eml!smime.p7s?a signature, visiting card or appointment"}},
		{"message without one that can be read", "m.eml", letter("I am Ada", file{"logo.png", "\x89PNG\r\n\x1a\n\x00"}), []string{"m.eml!logo.png: a PNG image, which is no resume format", "m.eml=(mail)"}},
		{"message with a zip", "m.eml", letter("see", file{"a.zip", zipped(t, file{"ada.pdf", pdf})}), []string{"m.eml!a.zip!ada.pdf=" + pdf}},
		{"mailbox", "in.mbox", "From ada Sat Jan  3 01:05:34 2026\n" + letter("x", file{"ada.pdf", pdf}) + "\nFrom bob Sat Jan  3 01:05:35 2026\nFrom: Bob <b@example.org>\nSubject: Hi/../there\nMIME-Version: 1.0\n\nI am Bob\n>From the start\n",
			[]string{"in.mbox!1 My CV.eml!ada.pdf=" + pdf, "in.mbox!2 Hi_.._there.eml=(mail)"}},
	} {
		got := listed(t, c.name, c.content, Limits{})
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\ngot  %q\nwant %q", c.what, got, c.want)
		}
	}
}

func TestEncrypted(t *testing.T) {
	data := []byte(zipped(t, file{"ada.pdf", pdf}))
	data[6] |= 1 // the flag in the local header, then in the directory
	i := bytes.Index(data, []byte("PK\x01\x02"))
	data[i+8] |= 1
	got := listed(t, "a.zip", string(data), Limits{})
	if len(got) != 1 || !strings.Contains(got[0], "password") {
		t.Errorf("%q", got)
	}
}

func TestDamagedZip(t *testing.T) {
	whole := zipped(t, file{"ada.txt", "Ada"}, file{"bob.txt", "Bob"}, file{"eve.txt", strings.Repeat("Eve", 9000)})
	i := strings.Index(whole, "PK\x01\x02")
	got := listed(t, "a.zip", whole[:i], Limits{})
	if len(got) != 4 || got[0] != "a.zip!ada.txt=Ada" || got[1] != "a.zip!bob.txt=Bob" || !strings.Contains(got[3], "3 entries were found") {
		t.Errorf("directory missing: %.200q", got)
	}
	broken := []byte(whole)
	copy(broken[strings.Index(whole, "bob.txt")+7:], "\xff\xff\xff")
	got = listed(t, "a.zip", string(broken), Limits{})
	if len(got) != 3 || !strings.Contains(got[1], "damaged") {
		t.Errorf("one entry damaged: %.200q", got)
	}
	got = listed(t, "a.gz", gzipped(t, "", strings.Repeat(pdf, 1000))[:60], Limits{})
	if len(got) != 1 || !strings.Contains(got[0], "damaged") {
		t.Errorf("gzip cut off: %.200q", got)
	}
	got = listed(t, "a.tar", tarred(t, file{"ada.txt", strings.Repeat("Ada", 900)}, file{"bob.txt", "x"})[:3800], Limits{})
	if len(got) == 0 || !strings.Contains(got[len(got)-1], "cut off") {
		t.Errorf("tar cut off: %.200q", got)
	}
}

func TestLimits(t *testing.T) {
	deep := zipped(t, file{"ada.pdf", pdf})
	for i := range 12 {
		deep = zipped(t, file{fmt.Sprintf("%d.zip", i), deep})
	}
	many := make([]file, 50)
	for i := range many {
		many[i] = file{fmt.Sprintf("%d.txt", i), "x"}
	}
	zeros := strings.Repeat(" ", 5<<20)
	for _, c := range []struct {
		what, name, content string
		lim                 Limits
		entries             int
		says                string // the last of them
	}{
		{"nested twelve deep", "a.zip", deep, Limits{}, 1, "over 3 deep"},
		{"fifty entries where ten are allowed", "a.zip", zipped(t, many...), Limits{Entries: 10}, 11, "more than 10 entries"},
		{"an entry that is too large", "a.zip", zipped(t, file{"a.txt", zeros}), Limits{Entry: 1 << 20}, 1, "more than 1 MB"},
		{"a container that is too large", "a.zip", zipped(t, file{"a.txt", zeros}, file{"b.txt", zeros}, file{"c.txt", "x"}), Limits{Total: 6 << 20}, 3, "more than 6 MB"},
		{"gzip of too much", "a.gz", gzipped(t, "", zeros), Limits{Entry: 1 << 20}, 1, "more than 1 MB"},
		{"an attachment that is too large", "a.eml", letter("x", file{"a.txt", strings.Repeat("Ada ", 400_000)}), Limits{Entry: 1 << 20}, 1, "more than"},
	} {
		got := listed(t, c.name, c.content, c.lim)
		if len(got) != c.entries || !strings.Contains(got[len(got)-1], c.says) {
			t.Errorf("%s: %d entries, the last %.200q; want %d and %q", c.what, len(got), got[len(got)-1], c.entries, c.says)
		}
	}
}

// A zip whose entries all point at the same packed bytes unpacks to many times what its parts say.
func TestOverlappingEntries(t *testing.T) {
	base := zipped(t, file{"a.txt", strings.Repeat(" ", 1<<20)})
	i := strings.Index(base, "PK\x01\x02")
	end := strings.Index(base, "PK\x05\x06")
	entry := base[i:end]
	const n = 200
	out := []byte(base[:i] + strings.Repeat(entry, n) + base[end:])
	tail := out[len(out)-22:]
	binary.LittleEndian.PutUint16(tail[8:], n)
	binary.LittleEndian.PutUint16(tail[10:], n)
	binary.LittleEndian.PutUint32(tail[12:], uint32(len(entry)*n))
	got := listed(t, "a.zip", string(out), Limits{})
	if len(got) != 1 || !strings.Contains(got[0], "overlap") {
		t.Errorf("%d entries, %.200q", len(got), got)
	}
}

func TestStopsEarly(t *testing.T) {
	content := zipped(t, file{"a.txt", "Ada"}, file{"b.zip", zipped(t, file{"c.txt", "x"}, file{"d.txt", "y"})}, file{"e.txt", "z"})
	n := 0
	for range Entries("a.zip", format.Zip, strings.NewReader(content), int64(len(content)), Limits{}) {
		if n++; n == 2 {
			break
		}
	}
	if n != 2 {
		t.Errorf("%d entries", n)
	}
}

func FuzzEntries(f *testing.F) {
	f.Add("a.zip", []byte(zipped(f, file{"a/b.txt", "Ada"}, file{"c.zip", zipped(f, file{"d", "x"})})))
	f.Add("a.tgz", []byte(gzipped(f, "", tarred(f, file{"a", "b"}))))
	f.Add("a.mbox", []byte("From a Sat Jan  3 01:05:34 2026\n"+letter("x", file{"a.pdf", pdf})))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		kind, err := format.Detect(name, data)
		if err != nil || !kind.Container() {
			return
		}
		n := 0
		for e := range Entries(name, kind, bytes.NewReader(data), int64(len(data)), Limits{Entry: 1 << 20, Total: 4 << 20, Entries: 100}) {
			n++
			if set := b2i(e.Data != nil) + b2i(e.Ignored != "") + b2i(e.Err != nil); set != 1 {
				t.Fatalf("%q: %d of data, reason and error are set", e.Name, set)
			}
		}
		if n == 0 || n > 101 {
			t.Fatalf("%d entries", n)
		}
	})
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
