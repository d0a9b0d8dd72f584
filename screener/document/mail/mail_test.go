package mail

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/document/readertest"
)

func letter(lines ...string) []byte { return []byte(strings.Join(lines, "\r\n") + "\r\n") }

func TestBody(t *testing.T) {
	for _, c := range []struct {
		what string
		data []byte
		want string
	}{
		{"plain", letter("From: Ada Example <ada@example.org>", "Subject: CV", "MIME-Version: 1.0", "", "Engineer", "- built it"), "From: Ada Example <ada@example.org>\nSubject: CV\n\nEngineer\nbuilt it\n"},
		{"quoted-printable", letter("MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable", "", "Ren=C3=A9e =E2=80=93 Stra=", "=C3=9Fe"), "Renée – Straße\n"},
		{"base64, Latin 1", letter("MIME-Version: 1.0", "Content-Type: text/plain; charset=\"ISO-8859-1\"", "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte("Ren\xe9e Example"))), "Renée Example\n"},
		{"encoded words", letter("From: =?utf-8?q?Ren=C3=A9e?= <r@example.org>", "Subject: =?iso-8859-1?b?"+base64.StdEncoding.EncodeToString([]byte("Caf\xe9"))+"?=", "MIME-Version: 1.0", "", "x"), "From: Renée <r@example.org>\nSubject: Café\n\nx\n"},
		{"HTML rather than its plain twin", letter("MIME-Version: 1.0", "Content-Type: multipart/alternative; boundary=b", "", "--b", "Content-Type: text/plain", "", "plain", "--b", "Content-Type: text/html", "", "<h1>Ada</h1><p style='display:none'>no</p>", "--b--"), "Ada\nno\n"},
		{"mailbox separator and blank lines first", append([]byte("\r\nFrom ada Sat Jan  3 01:05:34 2026\r\n"), letter("Subject: CV", "MIME-Version: 1.0", "", "x")...), "Subject: CV\n\nx\n"},
		{"charset unknown", letter("MIME-Version: 1.0", "Content-Type: text/plain; charset=x-nobody", "", "Ren\xc3\xa9e"), "Renée\n"},
		{"no closing boundary", letter("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/plain", "", "cut"), "cut\n"},
	} {
		d, err := Read(c.data, document.Limits{})
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
			continue
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if d.Text != c.want || d.Format != "mail" {
			t.Errorf("%s: %q, want %q", c.what, d.Text, c.want)
		}
		for _, m := range d.Marks {
			if s := d.Slice(m.Span); m.Kind == document.MarkHeader && !strings.HasPrefix(s, "From: ") && !strings.HasPrefix(s, "Subject: ") {
				t.Errorf("%s: header mark on %q", c.what, s)
			}
		}
	}
}

func TestAttachments(t *testing.T) {
	m, err := Open(letter("MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "",
		"--b", "Content-Type: text/plain", "", "see the file",
		"--b", "Content-Type: application/pdf; name=\"=?utf-8?q?R=C3=A9sum=C3=A9=2Epdf?=\"", "Content-Disposition: attachment", "Content-Transfer-Encoding: base64", "", base64.StdEncoding.EncodeToString([]byte("%PDF-1.4")),
		"--b", "Content-Type: text/plain", "Content-Disposition: attachment; filename*=UTF-8''Ada%20Lebenslauf.txt", "", "Ada",
		"--b", "Content-Type: image/png", "Content-Id: <logo>", "", "x",
		"--b", "Content-Type: message/rfc822", "", "Subject: inner", "MIME-Version: 1.0", "", "y", "--b--"), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range m.Attachments {
		s := a.Name + "=" + strings.TrimSpace(string(a.Data))
		if a.Inline {
			s += " inline"
		}
		got = append(got, strings.ReplaceAll(s, "\r\n", " "))
	}
	if s, want := strings.Join(got, "|"), "Résumé.pdf=%PDF-1.4|Ada Lebenslauf.txt=Ada|=x inline|message.eml=Subject: inner MIME-Version: 1.0  y"; s != want {
		t.Errorf("attachments %q, want %q", s, want)
	}
	if strings.TrimSpace(m.Text) != "see the file" {
		t.Errorf("text %q", m.Text)
	}
}

func TestBombs(t *testing.T) {
	m, err := Open(letter("MIME-Version: 1.0", "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64", "", strings.Repeat("QUFB", 1<<20)), 1<<20)
	var u *document.Unreadable
	if err != nil || len(m.Attachments) != 1 || !errors.As(m.Attachments[0].Err, &u) {
		t.Errorf("large attachment: %+v, %v", m, err)
	}
	deep := "MIME-Version: 1.0\r\n"
	for i := range 200 {
		b := "b" + strings.Repeat("x", i%40)
		deep += "Content-Type: multipart/mixed; boundary=" + b + "\r\n\r\n--" + b + "\r\n"
	}
	if m, err := Open([]byte(deep+"\r\nx"), 1<<20); err != nil || !m.Cut {
		t.Errorf("deep: %+v, %v", m, err)
	}
	if m, err := Open([]byte("MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"+strings.Repeat("--b\r\n\r\nx\r\n", 100_000)), 1<<20); err != nil || !m.Cut {
		t.Errorf("many parts: %v", err)
	}
	if _, err := Read(letter("MIME-Version: 1.0", "Subject: x", "", ""), document.Limits{}); !errors.As(err, &u) {
		t.Errorf("empty: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(letter("From: Ada <a@b>", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "Content-Type: text/html; charset=koi8-r", "Content-Transfer-Encoding: quoted-printable", "", "<p>=41", "--b--"))
	f.Add(letter("Subject: =?x?q?=?=", "Content-Transfer-Encoding: base64", "", "QQ=="))
	f.Fuzz(func(t *testing.T, data []byte) {
		readertest.Any(t, Read, data, document.Limits{})
	})
}
