package redact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
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
	s := Secrets{Name: name, Email: email, Phone: report.Digits(phone)}
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

// saved is the made-up report of the report package with what its people must not be known by, by id.
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
		s.nameFile(res.File, nil)
		secrets[res.ID] = s
	}
	return r, secrets
}

var key = []byte("0123456789abcdef0123456789abcdef")

// blinded is a copy of r made blind.
func blinded(t *testing.T, r *report.Report, secrets map[string]Secrets) (*Run, *report.Report) {
	t.Helper()
	out := new(report.Report)
	if data, err := json.Marshal(r); err != nil || json.Unmarshal(data, out) != nil {
		t.Fatal("no copy", err)
	}
	run := NewRun(key, out)
	for i := range out.Resumes {
		res := &out.Resumes[i]
		s := secrets[res.ID]
		res.ID = run.ID(res)
		Scrub(res, s)
		run.Record(res, s)
	}
	run.Ready()
	for i := range out.Resumes {
		run.Mask(&out.Resumes[i])
	}
	report.Arrange(out)
	return run, out
}

func TestBlindOutputsHoldNobody(t *testing.T) {
	r, secrets := saved(t)
	run, blind := blinded(t, r, secrets)
	for _, format := range report.Formats() {
		var b bytes.Buffer
		if err := run.Render(&b, blind, format, report.Options{Width: 160}); err != nil {
			t.Errorf("%s: %v", format, err)
			continue
		}
		out := textOf(t, b.Bytes())
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
		t.Error("the scores differ")
	}
}

// textOf is the text of an output: of a workbook, all its parts.
func textOf(t *testing.T, out []byte) string {
	t.Helper()
	if !bytes.HasPrefix(out, []byte(zipPart)) {
		return string(out)
	}
	var b strings.Builder
	if err := eachPart(bytes.NewReader(out), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func scoreOf(r *report.Report, id string) float64 {
	for _, res := range r.Resumes {
		if res.ID == id {
			return res.Fits[0].Score
		}
	}
	return -1
}

// told are words that tell of Amara Oseiwa, +1 555 0100, and what of her they tell.
var told = []struct{ kind, words string }{
	{"full name", "worked with Amara  Oseiwa on it"},
	{"full name", "says\nÁMARA\n   OSEIWA."},
	{"e-mail", "write to <Amara@Example.org>"},
	{"phone", "call 1-555-0100 now"},
	{"phone", "or (1) 555 01 00"},
	{"link", "see https://example.org/oseiwa/"},
}

// amara is the report with a phone number for one of its people, and her.
func amara(t *testing.T) (*report.Report, map[string]Secrets, string) {
	t.Helper()
	r, secrets := saved(t)
	for id, s := range secrets {
		if s.Name == "Amara Oseiwa" {
			s.Phone = "15550100"
			secrets[id] = s
			return r, secrets, id
		}
	}
	t.Fatal("she is not there")
	return nil, nil, ""
}

// TestWordsAreScrubbed: what tells of a person in their own record is hidden, and so is what tells of them in another's.
func TestWordsAreScrubbed(t *testing.T) {
	for _, c := range append(slices.Clone(told), struct{ kind, words string }{"part of a name", "OSEIWA's team"}, struct{ kind, words string }{"file name", "in Oseiwa-000.pdf"}) {
		for _, own := range []bool{true, false} {
			r, secrets, her := amara(t)
			i := slices.IndexFunc(r.Resumes, func(res report.Resume) bool { return res.State == report.StateRead && (res.ID == her) == own })
			quote(&r.Resumes[i], c.words)
			_, blind := blinded(t, r, secrets)
			at := slices.IndexFunc(blind.Resumes, func(res report.Resume) bool { return res.ID == ID(key, r.Resumes[i].SHA256) })
			got := blind.Resumes[at].Fits[0].Criteria[0].Hits[0].Quote
			if hidden := strings.Contains(got, "*"); hidden != (own || len(c.kind) < len("part of")+2 || c.kind == "full name") || len(got) != len(c.words) {
				t.Errorf("%s, in her own record: %t: %q", c.kind, own, got)
			}
		}
	}
}

// TestLeaksAreRefused puts what tells of somebody into records behind the back of the blind run.
func TestLeaksAreRefused(t *testing.T) {
	for _, c := range told {
		for _, put := range []func(*report.Resume, string){quote, func(r *report.Resume, s string) { r.Flags = []report.Flag{{Says: s}} }} {
			r, secrets, _ := amara(t)
			run, blind := blinded(t, r, secrets)
			put(&blind.Resumes[0], c.words)
			var b bytes.Buffer
			err := run.Render(&b, blind, "json", report.Options{})
			var leak *Leak
			if !errors.As(err, &leak) || strings.Join(leak.Kinds, ";") != c.kind {
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
}

func quote(r *report.Resume, s string) { r.Fits[0].Criteria[0].Hits[0].Quote = s }

// TestRulesTellNobody: what was taken for a person's name or number and is what rules, terms or dates say stops no output.
func TestRulesTellNobody(t *testing.T) {
	r, secrets := saved(t)
	id, other := r.Resumes[0].ID, r.Resumes[1]
	c := &other.Fits[0].Criteria[0]
	c.Hits[0].Term = "Spring Boot"
	bands := report.Digits(fmt.Sprint(r.Rubrics[0].Bands.Possible, r.Rubrics[0].Bands.Good-1, r.Rubrics[1].Bands.Possible, r.Rubrics[1].Bands.Good-1))
	for name, number := range map[string]string{c.Title: "20192023", r.Rubrics[0].Title: bands, "Spring Boot": "20002001"} {
		s := secrets[id]
		s.Name, s.parts, s.Phone = name, nil, number
		secrets[id] = s
		c.Hits[0].Quote = "wrote " + name + ", 2019 – 2023"
		run, blind := blinded(t, r, secrets)
		for _, format := range report.Formats() {
			var b bytes.Buffer
			if err := run.Render(&b, blind, format, report.Options{}); err != nil {
				t.Errorf("%s: %v", name, err)
			} else if format == "json" && !strings.Contains(b.String(), c.Hits[0].Quote) {
				t.Errorf("%q was hidden in another's words", c.Hits[0].Quote)
			}
		}
	}
}

// TestOutputCheckSeesThroughEscapes puts a name into each format behind the back of the blind run, before and behind much else.
func TestOutputCheckSeesThroughEscapes(t *testing.T) {
	r, _ := saved(t)
	for i := range 20 { // more than is looked at together
		res := r.Resumes[i]
		res.ID += "again"
		r.Resumes = append(r.Resumes, res)
	}
	run, blind := blinded(t, r, nil)
	for i, name := range []string{"Pat O'Nolan", "Zoë & Co_Person", "山田 太郎", "Ann Mary de la Q."} {
		run.people = watch{}
		s := newSecrets(name, "", "")
		run.people.add(&s)
		res := &blind.Resumes[7*i]
		res.Name = name
		for _, format := range report.Formats() {
			var b bytes.Buffer
			if err := run.Render(&b, blind, format, report.Options{Top: 100}); err == nil {
				t.Errorf("%s: %s was not seen", format, name)
			}
		}
		res.Name = ""
	}
}

// TestChecker compares what is seen in an output that comes in pieces of any size with where it was put.
func TestChecker(t *testing.T) {
	s := newSecrets("Ada Example Person", "ada@person.example", "+44 20 7946 0018", "https://person.example/ada")
	for n := checked - 60; n < checked+60; n += 23 {
		for _, words := range []string{"Ada Example Person", "ada@person.example", "020 7946 0018", "www.person.example/ada/cv"} {
			for _, fill := range []string{"some words. ", "word", "3 ", "\u003c"} {
				text := strings.Repeat(fill, 1+(n+100)/len(fill))[:n] + " "
				text += words + " " + text[:n/4]
				for _, piece := range []int{len(text), 5000} {
					seen := 0
					c := &checker{watch: new(watch), tell: func(kind, int, int, uint64) { seen++ }}
					c.watch.add(&s)
					for rest := []byte(text); len(rest) > 0; rest = rest[min(piece, len(rest)):] {
						if _, err := c.Write(rest[:min(piece, len(rest))]); err != nil {
							t.Fatal(err)
						}
					}
					if err := c.close(); err != nil || seen == 0 {
						t.Fatalf("%q behind %d bytes of %q, %d at once: not seen (%v)", words, n, fill, piece, err)
					}
				}
			}
		}
	}
}

// FuzzWatch compares what is found of a person among many with what is found of one.
func FuzzWatch(f *testing.F) {
	f.Add("José Müller", "j.m@mail.example", "020 7946 0018", text)
	f.Add("Will", "a@b.example", "555-010-1234", "will Will WILL 5550101234 +1 (555) 010-1234 x")
	f.Add("Ann de la Cruz", "x@y.z", "1", "ann DE  la\nCruz, and Ann dela Cruz")
	f.Fuzz(func(t *testing.T, name, mail, number, s string) {
		name, mail, s = strings.ToValidUTF8(name, "?"), strings.ToValidUTF8(mail, "?"), strings.ToValidUTF8(s, "?")
		secrets := newSecrets(name, mail, number)
		var w watch
		w.add(&secrets)
		w.scan(s, func(k kind, start, end int, _ uint64) {
			if start < 0 || end <= start || end > len(s) {
				t.Fatalf("%s at %d to %d of %d bytes", k, start, end, len(s))
			}
			if k == phone && len(secrets.findPhone(s[start:end])) == 0 {
				t.Fatalf("%q is no %q", s[start:end], number)
			}
			if k == fullName && !strings.ContainsFunc(name, wordless) && lettersOf(s[start:end]) != lettersOf(name) {
				t.Fatalf("%q is no %q", s[start:end], name)
			}
		})
	})
}

func lettersOf(s string) string {
	var b strings.Builder
	eachWord(s, func(start, end int) { b.WriteString(report.Fold(s[start:end]) + " ") })
	return b.String()
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
