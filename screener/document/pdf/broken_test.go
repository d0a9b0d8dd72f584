package pdf

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"shortlist/screener/document"
)

// packed writes the same page as sheetOf with an object stream and a cross-reference stream.
func packed(content string) []byte {
	inner := []string{catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"}
	var head, body bytes.Buffer
	for i, o := range inner {
		fmt.Fprintf(&head, "%d %d ", i+1, body.Len())
		body.WriteString(o + "\n")
	}
	fmt.Fprintf(&head, "5 %d ", body.Len())
	body.WriteString(helvetica1)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	at4 := b.Len()
	fmt.Fprintf(&b, "4 0 obj\n%s\nendobj\n", deflated("", []byte(content)))
	at6 := b.Len()
	fmt.Fprintf(&b, "6 0 obj\n%s\nendobj\n", deflated(fmt.Sprintf("/Type/ObjStm/N 4/First %d", head.Len()), append(head.Bytes(), body.Bytes()...)))
	at7 := b.Len()
	var rows bytes.Buffer
	for _, r := range [][3]int{{0, 0, 0}, {2, 6, 0}, {2, 6, 1}, {2, 6, 2}, {1, at4, 0}, {2, 6, 3}, {1, at6, 0}, {1, at7, 0}} {
		rows.Write([]byte{2, byte(r[0]), byte(r[1] >> 8), byte(r[1]), byte(r[2])}) // the first byte: PNG predictor Up
	}
	up := rows.Bytes()
	for i := len(up) - 5; i >= 5; i -= 5 {
		for k := 1; k < 5; k++ {
			up[i+k] -= up[i-5+k]
		}
	}
	fmt.Fprintf(&b, "7 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", deflated("/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/DecodeParms<</Predictor 12/Columns 4>>", up), at7)
	return b.Bytes()
}

func TestDamagedFiles(t *testing.T) {
	words := at(72, 72, "Still readable")
	whole := sheetOf(words, "")
	cut := func(data []byte, from string) []byte { return data[:bytes.LastIndex(data, []byte(from))] }
	replace := func(data []byte, old, new string) []byte { return bytes.ReplaceAll(data, []byte(old), []byte(new)) }
	tests := map[string][]byte{
		"whole":                            whole,
		"object streams":                   packed(words),
		"object streams without a table":   cut(packed(words), "startxref"),
		"junk before the header":           append([]byte("HTTP/1.1 200 OK\r\n\r\n"), whole...),
		"no header":                        whole[9:],
		"header of another version":        replace(whole, "%PDF-1.7", "%PDF-2.0"),
		"no cross-reference table":         cut(whole, "xref\n0"),
		"no trailer":                       cut(whole, "trailer"),
		"offsets that are off":             replace(whole, "00000 n", "00001 n"),
		"table of another file":            replace(whole, "%PDF-1.7\n", "%PDF-1.7\n%a comment that moves everything\n"),
		"no end of stream":                 replace(whole, "\nendstream", ""),
		"wrong length":                     replace(whole, "/Length ", "/Length 9"),
		"no length":                        replace(whole, "/Length ", "/Longth "),
		"length that refers to nothing":    replace(whole, "/Length ", "/Length 99 0 R/X "),
		"no end of objects":                replace(whole, "endobj", ""),
		"carriage returns":                 replace(whole, "\n", "\r"),
		"an escape that is none":           sheetOf(words, "/X(\\q)"),
		"page tree that bites its tail":    replace(whole, "/Kids[3 0 R]", "/Kids[3 0 R 2 0 R]"),
		"pages without a type":             replace(replace(whole, "/Type/Pages", ""), "/Type/Page", ""),
		"no catalog":                       replace(whole, "/Type/Catalog/Pages 2 0 R", "/Type/Catalog"),
		"root that is not there":           replace(whole, "/Root 1 0 R", "/Root 9 0 R"),
		"a chain of tables that is a loop": replace(whole, "/Root 1 0 R", fmt.Sprintf("/Prev %d/Root 1 0 R", bytes.LastIndex(whole, []byte("xref\n0")))),
		"bytes after the end":              append(whole[:len(whole):len(whole)], bytes.Repeat([]byte{0}, 3000)...),
		"cut within the deflated content":  cut(packed(words+strings.Repeat("% filler that can be left out 1234567890\n", 400)), "6 0 obj"),
	}
	for name, data := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := Read(data, document.Limits{})
			if name == "cut within the deflated content" { // the pages were in the part that is gone
				if err == nil {
					t.Fatalf("got %q", visible(d))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := visible(d); got != "Still readable" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestNotPDF(t *testing.T) {
	for _, data := range []string{"", "%PDF-1.7\n", "hello", "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n"} {
		var u *document.Unreadable
		if _, err := Read([]byte(data), document.Limits{}); !errors.As(err, &u) {
			t.Errorf("%q gives %v", data, err)
		}
	}
}

func TestLimits(t *testing.T) {
	bomb := build(catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[4 0 R 6 0 R]/Resources<</Font<</F1 5 0 R>>>>>>", streamOf("", at(72, 72, "before")), helvetica1, deflated("", make([]byte, 50<<20)))
	d, err := Read(bomb, document.Limits{Inflated: 1 << 20})
	if err != nil || visible(d) != "before" || len(d.Notes) == 0 || !strings.Contains(d.Notes[len(d.Notes)-1], "limit") {
		t.Errorf("a stream over the limit: %v, %+v", err, d)
	}
	if _, err = Read(make([]byte, 2<<20), document.Limits{Size: 1 << 20}); err == nil || !strings.Contains(err.Error(), "larger") {
		t.Errorf("a file over the limit: %v", err)
	}
	deep := strings.Repeat("[", 1<<20)
	read(t, sheetOf(at(72, 72, "deep"), "/X "+deep+strings.Repeat("]", 1<<20)))
	// Forms that show each other twice: 2^40 showings, if nothing stopped them.
	objects := []string{catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>", streamOf("", at(72, 72, "bomb")+"/X Do"), helvetica1}
	for i := 6; i < 46; i++ {
		objects = append(objects, streamOf(fmt.Sprintf("/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>", i+1), "/X Do /X Do"))
	}
	if got := visible(read(t, build(objects...))); got != "bomb" {
		t.Errorf("got %q", got)
	}
}

// encrypted writes a page whose strings and content are encrypted for the empty user password by way: "RC4-40", "RC4-128",
// "AES-128" or "AES-256". With another password the key is still that of the empty one, but its check fails.
func encrypted(way string, locked bool) []byte {
	id, owner, p := "0123456789abcdef", strings.Repeat("o", 32), -44
	pad := string(passwordPad)
	n, rev, dictionary := 5, 2, ""
	var key []byte
	md := func(s string) []byte { sum := md5.Sum([]byte(s)); return sum[:] }
	rc := func(key, data []byte) []byte {
		c, _ := rc4.NewCipher(key)
		out := make([]byte, len(data))
		c.XORKeyStream(out, data)
		return out
	}
	hex := func(b []byte) string { return fmt.Sprintf("<%x>", b) }
	switch way {
	case "RC4-128", "AES-128":
		n, rev = 16, 3
	case "AES-256":
		rev = 6
	}
	if rev < 6 {
		key = md(pad + owner + string([]byte{byte(p), byte(p >> 8 & 255), 255, 255}) + id)[:n]
		u := rc(key, []byte(pad))
		if rev == 3 {
			for range 50 {
				key = md(string(key))[:n]
			}
			u = md(pad + id)
			for i := range 20 {
				k := bytes.Clone(key)
				for j := range k {
					k[j] ^= byte(i)
				}
				u = rc(k, u)
			}
			u = append(u, make([]byte, 16)...)
		}
		if locked {
			u[0] ^= 1
		}
		dictionary = fmt.Sprintf("/V 1/R 2/Length 40/P %d/O %s/U %s", p, hex([]byte(owner)), hex(u))
		if way == "RC4-128" {
			dictionary = fmt.Sprintf("/V 2/R 3/Length 128/P %d/O %s/U %s", p, hex([]byte(owner)), hex(u))
		} else if way == "AES-128" {
			dictionary = fmt.Sprintf("/V 4/R 4/Length 128/P %d/O %s/U %s/CF<</StdCF<</CFM/AESV2/Length 16>>>>/StmF/StdCF/StrF/StdCF", p, hex([]byte(owner)), hex(u))
		}
	} else {
		key = []byte("a key of thirty-two bytes, fixed")
		check := func(salt string) []byte { sum := sha256.Sum256([]byte(salt)); return hardened(sum[:]) }
		u := append(check("validate"), "validatekey salt"...)
		block, _ := aes.NewCipher(check("key salt"))
		ue := make([]byte, 32)
		cipher.NewCBCEncrypter(block, make([]byte, 16)).CryptBlocks(ue, key)
		if locked {
			u[0] ^= 1
		}
		dictionary = fmt.Sprintf("/V 5/R 6/Length 256/P %d/O %s/U %s/UE %s/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF", p, hex(make([]byte, 48)), hex(u), hex(ue))
	}
	seal := func(num int, data string) string {
		k := key
		if rev < 6 {
			s := string(key) + string([]byte{byte(num), 0, 0, 0, 0})
			if way == "AES-128" {
				s += "sAlT"
			}
			k = md(s)[:min(n+5, 16)]
		}
		if strings.HasPrefix(way, "RC4") {
			return string(rc(k, []byte(data)))
		}
		fill := 16 - len(data)%16
		data += strings.Repeat(string(rune(fill)), fill)
		block, _ := aes.NewCipher(k)
		out := make([]byte, len(data))
		iv := []byte("initial vector!!")
		cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, []byte(data))
		return string(iv) + string(out)
	}
	data := build(catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]>>",
		streamOf("", seal(4, at(72, 72, "Opened without a password"))), helvetica1,
		fmt.Sprintf("<</Subtype/Widget/FT/Tx/Rect[72 600 300 620]/V %s>>", hex([]byte(seal(6, "a sealed field")))), "<</Filter/Standard"+dictionary+">>")
	return bytes.Replace(data, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 7 0 R/ID[("+id+")("+id+")]"), 1)
}

func TestEncryption(t *testing.T) {
	for _, way := range []string{"RC4-40", "RC4-128", "AES-128", "AES-256"} {
		t.Run(way, func(t *testing.T) {
			if got := visible(read(t, encrypted(way, false))); got != "Opened without a password|a sealed field" {
				t.Errorf("got %q", got)
			}
			var u *document.Unreadable
			if _, err := Read(encrypted(way, true), document.Limits{}); !errors.As(err, &u) || u.Reason != "encrypted with a password" {
				t.Errorf("with another password: %v", err)
			}
		})
	}
}

func TestFilters(t *testing.T) {
	content := at(72, 72, "behind a filter")
	hex := fmt.Sprintf("%x>", content)
	tests := map[string]string{
		"ASCIIHex":  streamOf("/Filter/ASCIIHexDecode", hex),
		"RunLength": streamOf("/Filter/RunLengthDecode", string(rune(len(content)-1))+content+"\x80"),
		"two":       strings.Replace(deflated("/Filter[/ASCIIHexDecode/FlateDecode]/X", []byte(content)), "/Filter/FlateDecode", "", 1),
		"LZW":       streamOf("/Filter/LZWDecode", string(lzw([]byte(content)))),
	}
	tests["two"] = func() string {
		d := deflated("", []byte(content))
		raw := d[strings.Index(d, "stream\n")+7 : strings.LastIndex(d, "\nendstream")]
		return streamOf("/Filter[/ASCIIHexDecode/FlateDecode]", fmt.Sprintf("%x>", raw))
	}()
	for name, s := range tests {
		t.Run(name, func(t *testing.T) {
			d := read(t, build(catalog, onePage, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", s, helvetica1))
			if got := visible(d); got != "behind a filter" {
				t.Errorf("got %q", got)
			}
		})
	}
	if got := string(unascii85([]byte("<~87cUR\nD]i,\"Ebo80~>"))); got != "Hello World!" {
		t.Errorf("ASCII85 gives %q", got)
	}
}

// lzw writes the codes of single bytes, nine bits each, clearing the table before it grows.
func lzw(data []byte) []byte {
	var out []byte
	acc, bits := 0, 0
	put := func(code int) {
		acc, bits = acc<<9|code, bits+9
		for bits >= 8 {
			out = append(out, byte(acc>>(bits-8)))
			bits -= 8
			acc &= 1<<bits - 1
		}
	}
	for i, c := range data {
		if i%200 == 0 {
			put(256)
		}
		put(int(c))
	}
	put(257)
	return append(out, byte(acc<<(8-bits)))
}

// TestLibraryAgrees compares the pages that ledongthuc/pdf finds with those of our own walk, for every file that it opens.
func TestLibraryAgrees(t *testing.T) {
	names, _ := filepath.Glob("../../../testdata/resumes/*.pdf")
	files := map[string][]byte{"whole": sheetOf(at(72, 72, "x"), ""), "rebuilt": sheetOf(at(72, 72, "x"), "")[:600]}
	for _, n := range names {
		data, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(n)] = data
	}
	opened := 0
	for name, data := range files {
		f, err := open(data, document.Limits{}.WithDefaults())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		theirs := f.libraryPages()
		if theirs == nil {
			continue
		}
		opened++
		w := pageWalk{f: f, seen: map[int]bool{}}
		w.walk(f.dict(f.trailer.get("Root")).get("Pages"), page{}, nil, nil, 0)
		ours := w.out
		if len(ours) != len(theirs) {
			t.Errorf("%s: %d pages, the library finds %d", name, len(ours), len(theirs))
			continue
		}
		for i := range ours {
			a, b := ours[i], theirs[i]
			if a.media != b.media || a.rotate != b.rotate || !reflect.DeepEqual(a.dict.get("Contents"), b.dict.get("Contents")) ||
				!reflect.DeepEqual(plainObject(f.resolve(a.resources)), plainObject(f.resolve(b.resources))) {
				t.Errorf("%s, page %d: %v, the library has %v", name, i+1, a, b)
			}
		}
	}
	if 2*opened < len(files) {
		t.Errorf("the library opened only %d of %d files", opened, len(files))
	}
}

// plainObject gives an object with its dictionaries as maps, whose order does not count.
func plainObject(o object) any {
	switch v := o.(type) {
	case dict:
		m := map[name]any{}
		for _, p := range v {
			m[p.key] = plainObject(v.get(p.key))
		}
		return m
	case array:
		var out []any
		for _, e := range v {
			out = append(out, plainObject(e))
		}
		return out
	}
	return o
}
