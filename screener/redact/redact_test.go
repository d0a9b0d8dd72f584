package redact

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"shortlist/screener/document"
	"shortlist/screener/report"
	"shortlist/screener/resume"
)

const text = `José Müller-Okafor
jose.mo@example.org · +44 (0)20 7946 0018 · linkedin.com/in/jmo-example
He led the payments team at Müller-Okafor Consulting and at Fennec.
Reach JOSE at 020 7946 0018. Wrote https://blog.example.org/post about Go.
BSc Computer Science, Example University, 2009
`

func span(s string) document.Span {
	i := strings.Index(text, s)
	return document.Span{Start: i, End: i + len(s)}
}

func person() (*document.Document, *resume.Resume) {
	doc := &document.Document{Text: text + "white words of José\n", Visible: len(text)}
	r := &resume.Resume{Contact: resume.Contact{Name: span("José Müller-Okafor"), Email: span("jose.mo@example.org"), Phone: span("+44 (0)20 7946 0018"), Links: []resume.Span{span("linkedin.com/in/jmo-example")}}}
	r.Masks = []resume.Mask{
		{Span: span("José Müller-Okafor"), Kind: resume.MaskName}, {Span: span("He"), Kind: resume.MaskPronoun},
		{Span: span("Fennec"), Kind: resume.MaskEmployer}, {Span: span("Example University"), Kind: resume.MaskSchool}, {Span: span("2009"), Kind: resume.MaskGraduation},
	}
	r.Education = []resume.Education{{Institution: span("Example University"), Period: resume.Period{Span: span("2009")}}}
	return doc, r
}

func TestView(t *testing.T) {
	doc, r := person()
	view, _ := View(doc, r, "in/jose.pdf")
	for _, gone := range []string{"José", "JOSE", "Müller", "Okafor", "jose.mo", "7946", "linkedin", "blog.example.org", "He led", "Example University", "2009"} {
		if strings.Contains(view.Text, gone) {
			t.Errorf("%q is still there:\n%s", gone, view.Text)
		}
	}
	for _, kept := range []string{"led the payments team at", "Fennec", "Consulting", "about Go", "BSc Computer Science", "white words of"} {
		if !strings.Contains(view.Text, kept) {
			t.Errorf("%q is gone:\n%s", kept, view.Text)
		}
	}
	sameShape(t, doc.Text, view.Text)
	if !strings.HasPrefix(doc.Text, "José") {
		t.Error("the document itself was changed")
	}
}

// sameShape: the same length, and white space where white space was.
func sameShape(t *testing.T, before, after string) {
	t.Helper()
	if len(before) != len(after) {
		t.Fatalf("%d bytes became %d", len(before), len(after))
	}
	for i, r := range before {
		if unicode.IsSpace(r) && !strings.HasPrefix(after[i:], string(r)) {
			t.Fatalf("white space at byte %d became %q", i, after[i])
		}
	}
	if !strings.EqualFold(strings.ToValidUTF8(after, "!"), after) {
		t.Fatal("the masked text is no UTF-8")
	}
}

func FuzzStars(f *testing.F) {
	f.Add(text, 3, 40)
	f.Add("ééé", 1, 2)
	f.Fuzz(func(t *testing.T, s string, start, end int) {
		s = strings.ToValidUTF8(s, "?")
		got := stars(s, []document.Span{{Start: start, End: end}, {Start: end, End: start}, {Start: 0, End: 1}})
		sameShape(t, s, got)
	})
}

func FuzzScrub(f *testing.F) {
	f.Add("José Müller", text)
	f.Add("Will", "will Will WILL")
	f.Fuzz(func(t *testing.T, name, s string) {
		name, s = strings.ToValidUTF8(name, "?"), strings.ToValidUTF8(s, "?")
		secrets := newSecrets(name, "a@b.example", "02079460018")
		got := secrets.Scrub(s)
		sameShape(t, s, got)
		if again := secrets.find(got, true); len(again) > 0 {
			t.Fatalf("%q still holds something at %v", got, again)
		}
	})
}

// newSecrets is for those who know the values without a resume.
func newSecrets(name, email, phone string, links ...string) Secrets {
	s := Secrets{Name: name, Email: email, Phone: digits(phone)}
	for _, l := range links {
		s.Links = append(s.Links, bareLink(l))
	}
	s.learn()
	return s
}

func TestEverydayNames(t *testing.T) {
	s := newSecrets("Will Strong", "", "")
	got := s.Scrub("Will Strong: they will build strong services, says WILL.")
	if want := "**** ******: they will build strong services, says ****."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// saved is the made-up report of the report package with what its people must not be known by.
func saved(t *testing.T) (*report.Report, map[string]Secrets) {
	t.Helper()
	f, err := os.Open("../report/testdata/sample.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := report.Read(f, nil)
	if err != nil {
		t.Fatal(err)
	}
	secrets := map[string]Secrets{}
	for _, res := range r.Resumes {
		s := Secrets{}
		if res.Contact != nil {
			s = newSecrets(res.Name, res.Contact.Email, res.Contact.Phone, res.Contact.Links...)
		}
		s.Files = []string{fileStem(res.File)}
		secrets[res.ID] = s
	}
	return r, secrets
}

var key = []byte("0123456789abcdef0123456789abcdef")

func TestBlindOutputsHoldNobody(t *testing.T) {
	r, secrets := saved(t)
	blind, byID := Report(r, key, secrets)
	for _, format := range report.Formats() {
		var b bytes.Buffer
		if err := Write(&b, blind, format, report.Options{Width: 160}, byID); err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		out, err := textOf(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for _, res := range r.Resumes {
			for _, secret := range []string{res.Name, filepath.Base(res.File), res.SHA256} {
				if len(secret) > 3 && strings.Contains(out, secret) {
					t.Errorf("%s holds %.40q", format, secret)
				}
			}
			if c := res.Contact; c != nil && (strings.Contains(out, c.Email) || strings.Contains(out, c.Links[0])) {
				t.Errorf("%s holds the contact of %s", format, res.ID)
			}
		}
	}
	if r.Resumes[0].Name == "" || r.Resumes[0].Fits[0].Score != scoreOf(blind, ID(key, r.Resumes[0].SHA256)) {
		t.Error("the open report was changed, or the scores differ")
	}
}

func scoreOf(r *report.Report, id string) float64 {
	for _, res := range r.Resumes {
		if res.ID == id {
			return res.Fits[0].Score
		}
	}
	return -1
}

func TestLeaksAreRefused(t *testing.T) {
	for _, c := range []struct {
		kind string
		put  func(*report.Resume, string)
		what string
	}{
		{"full name", quote, "worked with Amara  Oseiwa on it"},
		{"part of a name", quote, "OSEIWA's team"},
		{"e-mail", quote, "write to <Amara@Example.org>"},
		{"phone", quote, "call 1-555-0100 now"},
		{"phone", quote, "or (1) 555 01 00"},
		{"link", quote, "see https://example.org/oseiwa/"},
		{"name, file or contact fields", func(r *report.Resume, s string) { r.File = s }, "x.pdf"},
		{"full name", func(r *report.Resume, s string) { r.Flags = []report.Flag{{Says: s}} }, "Amara Oseiwa"},
	} {
		r, secrets := saved(t)
		for id, s := range secrets {
			if s.Name == "Amara Oseiwa" {
				s.Phone = "15550100"
				secrets[id] = s
			}
		}
		blind, byID := Report(r, key, secrets)
		target := ""
		for id, s := range byID {
			if s.Name == "Amara Oseiwa" {
				target = id
			}
		}
		for i := range blind.Resumes {
			if blind.Resumes[i].ID == target {
				c.put(&blind.Resumes[i], c.what)
			}
		}
		var b bytes.Buffer
		err := Write(&b, blind, "json", report.Options{}, byID)
		var leak *Leak
		if !errors.As(err, &leak) || !strings.Contains(strings.Join(leak.Kinds, ";"), c.kind) {
			t.Errorf("%s: got %v", c.kind, err)
		}
		if b.Len() > 0 {
			t.Errorf("%s: something was written", c.kind)
		}
		if err != nil && (strings.Contains(err.Error(), "Amara") || strings.Contains(err.Error(), "0100")) {
			t.Errorf("%s: the error tells it: %v", c.kind, err)
		}
	}
}

func quote(r *report.Resume, s string) { r.Fits[0].Criteria[0].Hits[0].Quote = s }

// TestOutputCheckSeesThroughEscapes puts a name into each format behind the back of the check of the records.
func TestOutputCheckSeesThroughEscapes(t *testing.T) {
	r, _ := saved(t)
	for _, name := range []string{"Pat O'Nolan", "Zoë & Co_Person", "山田 太郎"} {
		r.Resumes[0].Name = name
		s := []Secrets{newSecrets(name, "", "")}
		for _, format := range report.Formats() {
			var b bytes.Buffer
			if err := report.Render(&b, r, format, report.Options{}); err != nil {
				t.Fatal(err)
			}
			if err := CheckOutput(b.Bytes(), s); err == nil {
				t.Errorf("%s: %s was not seen", format, name)
			}
		}
	}
}

func TestKey(t *testing.T) {
	path := filepath.Join(t.TempDir(), "key")
	made, err := Key(path)
	if err != nil || len(made) != keySize {
		t.Fatal(made, err)
	}
	if info, _ := os.Stat(path); runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %o", info.Mode())
	}
	again, err := Key(path)
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("another key: %v", err)
	}
	if ID(made, "x") != ID(again, "x") || ID(made, "x") == ID(made, "y") {
		t.Error("ids are not stable, or not distinct")
	}
	one, err := Key("")
	other, _ := Key("")
	if err != nil || len(one) != keySize || bytes.Equal(one, other) {
		t.Errorf("without a path: %v", err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	os.Chmod(path, 0o640)
	if _, err := Key(path); err == nil || !strings.Contains(err.Error(), "others") {
		t.Errorf("a key that others can read: %v", err)
	}
	os.Chmod(path, 0o600)
	os.WriteFile(path, []byte("short"), 0o600)
	if _, err := Key(path); err == nil {
		t.Error("a broken key was taken")
	}
	if _, err := Key(t.TempDir()); err == nil {
		t.Error("a folder was taken for a key")
	}
}
