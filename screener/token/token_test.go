package token

import (
	"fmt"
	"strings"
	"testing"
)

func show(text string) string {
	var b strings.Builder
	for _, t := range Scan(nil, text, 0, len(text)) {
		b.WriteString([]string{"|", " ", ".", "/", "&", "+"}[t.Gap])
		b.WriteString(text[t.Start:t.End])
		if t.Stem != t.End {
			fmt.Fprintf(&b, "{%s}", text[t.Start:t.Stem])
		}
	}
	return b.String()
}

func TestScan(t *testing.T) {
	tests := []struct{ text, want string }{
		{"Go, C++ and C#.", "|Go|C++ and C#"},
		{"C/C++/C#", "|C/C++/C#"},
		{"C # and F #, C #1", "|C # and F #|C|1"},
		{"C♯", "|C♯"},
		{"C++11 C11", "|C++ 11 C11"},
		{"in .NET Core", "|in NET Core"},
		{"ASP.NET MVC", "|ASP.NET MVC"},
		{"Node.js, node js", "|Node.js|node js"},
		{"PL/SQL CI / CD R&D R & D", "|PL/SQL CI/CD R&D R&D"},
		{"PostgreSQL14 Python3.11", "|PostgreSQL14{PostgreSQL} Python3{Python}.11"},
		{"Java 8/11/17", "|Java 8/11/17"},
		{"12k requests/s at 99.99% and 1,200 ms", "|12k{12} requests/s at 99.99|and 1,200 ms"},
		{"load\nbalancing, micro-\nservices back-end", "|load balancing|micro-\nservices back end"},
		{"one - two", "|one|two"},
		{"on–call 2019–2020", "|on call 2019|2020"},
		{"don't the team's l'API d’API", "|don't the team l API d API"},
		{"end. Next.Then", "|end|Next.Then"},
		{"使用Java开发", "|使用 Java 开发"},
		{"a\n\nb\tc", "|a|b|c"},
		{"Größe naïve", "|Größe naïve"},
		{"", ""}, {"...", ""}, {"+", ""}, {"#", ""}, {"\xff\xfea\xffb", "|a|b"},
	}
	for _, tt := range tests {
		if got := show(tt.text); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestFold(t *testing.T) {
	same := [][2]string{
		{"Kubernetes", "\u212aubernetes"}, {"İstio", "istio"}, {"GRÖSSE", "größe"}, {"Développé", "developpe"},
		{"Рython", "Python"}, {"Ja\u200bva", "Java"}, {"Ｊａｖａ", "java"}, {"ſql", "SQL"}, {"o\u0308", "ö"},
	}
	for _, s := range same {
		if Hash(s[0]) != Hash(s[1]) {
			t.Errorf("%q and %q differ", s[0], s[1])
		}
		if a := Scan(nil, s[0], 0, len(s[0])); len(a) != 1 || a[0].Hash != Hash(s[1]) {
			t.Errorf("%q: scanned as %v", s[0], a)
		}
	}
	for _, s := range [][2]string{{"C", "C#"}, {"C", "C++"}, {"Java", "Javas"}, {"net", ".net"}} {
		if Hash(s[0]) == Hash(s[1]) {
			t.Errorf("%q and %q are the same", s[0], s[1])
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"Go, C++ and C#.", "C # F♯ .NET", "micro-\nservices", "l’API d'une", "Ｊａｖａ 使用", "\xff\xf0\x9f", "12k 3.14.15"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := int32(0)
		for _, tok := range Scan(nil, s, 0, len(s)) {
			if tok.Start < last || tok.End <= tok.Start || tok.Stem <= tok.Start || tok.Stem > tok.End || int(tok.End) > len(s) {
				t.Fatalf("%q: %+v after %d", s, tok, last)
			}
			last = tok.End
		}
	})
}
