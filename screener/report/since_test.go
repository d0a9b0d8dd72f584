package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// markSince marks every resume of a run, as Marker does.
func markSince(now, old *Report, decisions []Decision) {
	m := NewMarker(old, decisions)
	for i := range now.Resumes {
		m.Mark(now, &now.Resumes[i], &now.Resumes[i])
	}
}

func TestSince(t *testing.T) {
	old, now := pool(6), pool(6)
	at := func(r *Report, file string) *Resume {
		res, err := Find(r, file)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	files := make([]string, 0, 6)
	for _, res := range now.Resumes {
		files = append(files, res.File)
	}
	for i := range now.Resumes { // ids are of one run here, so that only the rest can tell who is who
		now.Resumes[i].ID += "-now"
	}
	// 0: the same bytes. 1: new bytes, the same address. 2: new bytes, other address form, the same phone. 3: only the name, in another order.
	// 4: the same name, but another person. 5: not there before.
	for i := 1; i < 6; i++ {
		at(now, files[i]).SHA256 = sum(files[i] + " new")
	}
	for i, f := range files {
		phone := "+1 (555) 010-1" + strings.Repeat(string(rune('0'+i)), 2)
		at(old, f).Contact = &Contact{Email: strings.ToUpper(string(rune('a'+i))) + "@example.org", Phone: phone}
		at(now, f).Contact = &Contact{Email: string(rune('a'+i)) + "@example.org", Phone: strings.ReplaceAll(phone, "+1 ", "")}
	}
	at(now, files[2]).Contact.Email = "elsewhere@example.org"
	at(now, files[3]).Contact = nil
	at(now, files[3]).Name = strings.ToUpper(at(old, files[3]).Name[strings.Index(at(old, files[3]).Name, " ")+1:]) + ", " + strings.Fields(at(old, files[3]).Name)[0]
	at(now, files[4]).Contact = &Contact{Email: "other@example.net", Phone: "030 999 888 77"}
	old.Resumes = append([]Resume(nil), old.Resumes...)
	for i := range old.Resumes {
		if old.Resumes[i].File == files[5] {
			old.Resumes = append(old.Resumes[:i], old.Resumes[i+1:]...)
			break
		}
	}
	at(old, files[1]).Since = &Since{State: "new", Decision: "hold", Note: "ask for samples"}
	decisions := []Decision{{ID: at(old, files[0]).ID, Decision: "advance", Note: "call"}}
	slim := *old
	slim.Resumes = nil
	for _, res := range old.Resumes {
		slim.Resumes = append(slim.Resumes, ForMarks(res))
	}
	markSince(now, &slim, decisions)
	enough := slices.Clone(now.Resumes)
	markSince(now, old, decisions)
	if d := cmp.Diff(now.Resumes, enough); d != "" {
		t.Errorf("ForMarks is not enough: %s", d)
	}
	for i, want := range []string{"again", "changed", "changed", "changed", "new", "new"} {
		if got := at(now, files[i]).Since.State; got != want {
			t.Errorf("%d: %s, want %s", i, got, want)
		}
	}
	if s := at(now, files[0]).Since; s.Decision != "advance" || s.Note != "call" || s.Score == 0 {
		t.Errorf("the decision is not carried: %+v", s)
	}
	if s := at(now, files[1]).Since; s.Decision != "hold" || s.Note != "ask for samples" {
		t.Errorf("what the earlier report carried is lost: %+v", s)
	}
	now.Rubrics[0].SHA256, now.Rubrics[1].SHA256 = sum("other"), sum("another")
	markSince(now, old, decisions)
	if s := at(now, files[0]).Since; s.Score != 0 {
		t.Errorf("a score of another rubric is told: %v", s.Score)
	}
}

func TestPersonKeys(t *testing.T) {
	for in, want := range map[string]string{
		"OSEI, Amára J.": "amara osei", "amara  osei": "amara osei", "Sukarno": "sukarno", "A. B.": "", "李 娜": "娜 李", "": "", "José-María Ñ. Ruiz": "jose maria ruiz",
	} {
		if got := NameKey(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"+44 (0)20 7946 0018": "079460018", "020 7946 0018": "079460018", "555 0100": "5550100", "12345": "", "000-000-0000": "", "": "",
	} {
		if got := PhoneKey(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestReadDecisions(t *testing.T) {
	json := `{"schema":"shortlist.decisions/1","run":"x","as_of":"2026-11-21","decisions":[{"id":"c-1","file":"a.pdf","name":"=A","decision":"talk first","note":"-x"}]}`
	csv := "\ufeff\"id\",\"file\",\"name\",\"rubric\",\"score\",\"decision\",\"note\"\r\n\"c-1\",\"a.pdf\",\"'=A\",\"r\",\"71.4\",\"talk first\",\"'-x\"\r\n"
	for _, in := range []string{json, csv} {
		list, err := ReadDecisions(strings.NewReader(in))
		if err != nil || len(list) != 1 || list[0].Name != "=A" || list[0].Note != "-x" || list[0].Decision != "talk first" {
			t.Errorf("%v %v", list, err)
		}
	}
	for in, says := range map[string]string{
		"": "empty", `{"schema":"x"}`: "schema", "a,b\n1,2\n": `column "id"`, "id,decision\n1,reject\n": "none of", `{"schema`: "no decisions", "id,decision\n\"1,x\n": "no decisions",
	} {
		if _, err := ReadDecisions(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v", in, err)
		}
	}
}

func FuzzReadDecisions(f *testing.F) {
	f.Add(`{"schema":"shortlist.decisions/1","decisions":[{"id":"a","decision":"hold"}]}`)
	f.Add("\ufeffid,decision\nc-1,advance\n")
	f.Fuzz(func(t *testing.T, in string) {
		list, err := ReadDecisions(strings.NewReader(in))
		if err != nil {
			return
		}
		r := pool(2)
		r.Resumes[0].ID = "c-1"
		markSince(r, nil, list)
		for _, d := range list {
			if d.Decision == "" || d.Decision == "advance" || d.Decision == "hold" || d.Decision == "talk first" {
				continue
			}
			t.Fatalf("decision %q was taken", d.Decision)
		}
	})
}

func TestCompareGolden(t *testing.T) {
	r := sample()
	for _, c := range []struct {
		name  string
		width int
		n     int
	}{{"compare-80.txt", 80, 2}, {"compare-160.txt", 160, 4}} {
		var list []*Resume
		for i := range c.n {
			list = append(list, &r.Resumes[i])
		}
		var b bytes.Buffer
		if err := Compare(&b, r, list, Options{Width: c.width, Rubric: "backend-engineer"}); err != nil {
			t.Fatal(err)
		}
		golden(t, c.name, b.Bytes())
	}
	var b bytes.Buffer
	if err := Compare(&b, r, []*Resume{&r.Resumes[0]}, Options{}); err == nil {
		t.Error("one is compared with nobody")
	}
}

func TestFind(t *testing.T) {
	r := sample()
	for _, key := range []string{"Amara Oseiwa", "oseiwa, amara", "Amara", "oseiwa-000.pdf", "in/oseiwa-000.pdf", r.Resumes[0].ID} {
		if res, err := Find(r, key); err != nil || res.Name != "Amara Oseiwa" {
			t.Errorf("%s: %v", key, err)
		}
	}
	if _, err := Find(r, "nobody"); err == nil {
		t.Error("nobody was found")
	}
	if _, err := Find(r, "Oseiwa"); err == nil || !strings.Contains(err.Error(), "2 resumes") {
		t.Errorf("two people of one name: %v", err)
	}
}
