package charset

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// What people write, in the languages and encodings that turn up.
func TestDecode(t *testing.T) {
	for _, c := range []struct{ encoding, text string }{
		{"windows-1252", "Curriculum Vitae\nJürgen Groß, Straße 12, Köln\nEntwickelte Schnittstellen für 40 Händler – in Java"},
		{"windows-1252", "José Muñoz – Ingeniero de software “senior”, 8 años de experiencia en migración de bases de datos"},
		{"windows-1252", "Développeur expérimenté à Orléans, où j’ai créé des systèmes répartis; maîtrise de C++"},
		{"windows-1252", "• Built services\n• Ran them – well\n• 40 % faster"},
		{"windows-1250", "Łukasz Wiśniewski, inżynier oprogramowania, Łódź. Zaprojektował usługi płatności i wdrożył je"},
		{"iso-8859-2", "Łukasz Wiśniewski, inżynier oprogramowania, Łódź. Zaprojektował usługi płatności i wdrożył je"},
		{"windows-1250", "Jiří Dvořák, vývojář, Plzeň. Navrhl a řídil přechod na mikroslužby, zkušenosti s databázemi"},
		{"windows-1254", "Ayşe Yılmaz, yazılım mühendisi, İstanbul. Ödeme sistemlerini geliştirdi ve işletti"},
		{"windows-1251", "Разработчик серверных приложений, опыт работы 8 лет: Java, PostgreSQL, Kafka"},
		{"koi8-r", "Разработчик серверных приложений, опыт работы 8 лет: Java, PostgreSQL, Kafka"},
		{"windows-1253", "Μηχανικός λογισμικού με οκτώ χρόνια εμπειρίας σε βάσεις δεδομένων και Java"},
		{"macintosh", "Développeur expérimenté à Orléans, où j’ai créé des systèmes répartis"},
		{"shift_jis", "職務経歴書\nソフトウェアエンジニアとして八年間、決済システムの設計と開発を担当しました。JavaとGoを使います。"},
		{"euc-jp", "職務経歴書\nソフトウェアエンジニアとして八年間、決済システムの設計と開発を担当しました。JavaとGoを使います。"},
		{"gb18030", "个人简历\n我是一名后端工程师，有八年的开发经验，负责支付系统的设计和运行，使用Java和Go。"},
		{"big5", "個人簡歷\n我是一名後端工程師，有八年的開發經驗，負責支付系統的設計和運行，使用Java和Go。"},
		{"euc-kr", "이력서\n백엔드 개발자로 8년 동안 결제 시스템을 설계하고 운영했습니다. Java와 Go를 사용합니다."},
		{"iso-2022-jp", "職務経歴書 ソフトウェアエンジニア"},
		{"utf-8", "Zażółć gęślą jaźń – 🙂"},
	} {
		e, _ := charset.Lookup(c.encoding)
		data, err := e.NewEncoder().Bytes([]byte(c.text))
		if err != nil {
			t.Fatalf("%s: %v", c.encoding, err)
		}
		if got, name := Decode(data, ""); got != c.text {
			t.Errorf("%s was taken for %s: %q", c.encoding, name, got)
		}
		if got, name := Decode(data, c.encoding); got != c.text {
			t.Errorf("%s as labelled was taken for %s: %q", c.encoding, name, got)
		}
		if got, name := Decode([]byte(c.text), c.encoding); got != c.text && c.encoding != "iso-2022-jp" {
			t.Errorf("UTF-8 labelled %s was taken for %s: %q", c.encoding, name, got)
		}
	}
}

func TestDecodeMarks(t *testing.T) {
	for _, c := range []struct{ data, want, name string }{
		{"\xef\xbb\xbfAda", "Ada", "utf-8"},
		{"\xff\xfeA\x00d\x00a\x00", "Ada", "utf-16le"},
		{"\xfe\xff\x00A\x00d\x00a", "Ada", "utf-16be"},
		{"A\x00d\x00a\x00 \x00E\x00x\x00", "Ada Ex", "utf-16le"},
		{"\x00A\x00d\x00a\x00 \x00E\x00x", "Ada Ex", "utf-16be"},
		{"\xff\xfe\x00\x00A\x00\x00\x00", "A", "utf-32"},
		{"Ren\xc3\xa9e and S\xc3\xa9bastien, na\xc3\xafve caf\xc3\xa9 \xc3\xa9t\xc3\xa9 d\xc3\xa9j\xc3\xa0 vu\xc3", "Renée and Sébastien, naïve café été déjà vu\ufffd", "utf-8"},
	} {
		got, name := Decode([]byte(c.data), "")
		if got != c.want || name != c.name {
			t.Errorf("%q: %q as %s, want %q as %s", c.data, got, name, c.want, c.name)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("Ren\xe9e"), "iso-8859-1")
	f.Add([]byte("\xff\xfeA"), "")
	f.Fuzz(func(t *testing.T, data []byte, label string) {
		text, name := Decode(data, label)
		if name == "" {
			t.Errorf("no name for %q", data)
		}
		if !utf8.ValidString(text) {
			t.Errorf("%q as %s is not UTF-8: %q", data, name, text)
		}
	})
}
