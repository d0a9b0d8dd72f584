package pattern

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"shortlist/screener/token"
)

// show writes the ways of a phrase plainly: "a|b ... c".
func show(p *Pattern) string {
	var ways []string
	for _, w := range p.Ways() {
		var segs []string
		for _, seg := range w {
			var seqs []string
			for _, seq := range seg {
				var b strings.Builder
				for i, a := range seq {
					if i > 0 {
						b.WriteString(map[token.Gap]string{token.Sep: " ", token.Dot: ".", token.Slash: "/", token.Amp: "&", token.Plus: "+"}[a.Gap])
					}
					b.WriteString([]string{"", "~", "=", "#"}[a.Kind] + a.Text)
				}
				seqs = append(seqs, b.String())
			}
			segs = append(segs, strings.Join(seqs, "|"))
		}
		ways = append(ways, strings.Join(segs, " ... "))
	}
	return strings.Join(ways, " OR ")
}

func TestParse(t *testing.T) {
	tests := []struct{ in, want string }{
		{"load balancing", "load balancing"},
		{"load-balancing", "load balancing"},
		{"~design schema", "~design schema"},
		{"~(design|build) API", "~design API|~build API"},
		{"~split ... monolith", "~split ... monolith"},
		{"a...b", "a ... b"},
		{"a … b", "a ... b"},
		{"(query|slow queries) plan", "query plan|slow queries plan"},
		{"((a|b) c|d) e", "a c e|b c e|d e"},
		{"(a ... b|c) d", "c d OR a ... b d"},
		{"(back|front)-end", "back end|front end"},
		{"(our|the|) team", "our team|the team|team"},
		{"# requests", "# requests"},
		{"(requests|jobs)/s", "requests/s|jobs/s"},
		{"R & D", "R&D"},
		{"=GoLand", "=GoLand"},
		{"C#", "C#"}, {"C++", "C++"}, {".NET Core", ".NET Core"}, {"Node.js", "Node.js"}, {"PL/SQL", "PL/SQL"},
		{"re-~design", ""},
		{"~re-design", "re ~design"},
	}
	for _, tt := range tests {
		p, err := Parse(tt.in)
		if tt.want == "" {
			if err == nil {
				t.Errorf("%q: no error", tt.in)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", tt.in, err)
			continue
		}
		if got := show(p); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
		if p.String() != tt.in {
			t.Errorf("%q: String gives %q", tt.in, p)
		}
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		in   string
		col  int
		says string
	}{
		{"", 1, "empty"},
		{"   ", 1, "empty"},
		{"(a|b", 1, "never closed"},
		{"a)", 2, "closes nothing"},
		{"a | b", 3, "outside brackets"},
		{"... a", 1, "no word before"},
		{"a ...", 3, "no word behind"},
		{"a ... ... b", 7, "no word before"},
		{"micro(service|services)", 6, "without a space"},
		{"(service|services)x", 19, "without a space"},
		{"~ design", 1, "no word behind"},
		{`"load balancing"`, 1, "quotation marks"},
		{"deploy*", 7, "means nothing"},
		{"*", 1, "means nothing"},
		{"a~b", 2, "within a word"},
		{"a — b", 3, "no letters"},
		{"(|)", 1, "may be left out"},
		{strings.Repeat("(a|b) ", 16), 1, "too many"},
		{strings.Repeat("(", 99), 18, "too deeply"},
	}
	for _, tt := range tests {
		_, err := Parse(tt.in)
		e, ok := err.(*Error)
		if !ok {
			t.Errorf("%q: got %v", tt.in, err)
			continue
		}
		if e.Col != tt.col || !strings.Contains(e.Says, tt.says) {
			t.Errorf("%q: got column %d, %q; want %d, %q", tt.in, e.Col, e.Says, tt.col, tt.says)
		}
	}
}

func verbs(t testing.TB) *Verbs {
	data, err := os.ReadFile("../../rubrics/structure/verbs.yaml")
	if err != nil {
		t.Fatal(err)
	}
	v, err := LoadVerbs(data)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestForms(t *testing.T) {
	v := verbs(t)
	tests := map[string]string{
		"design":        "design designs designed designing",
		"build":         "build built builds building",
		"lead":          "led leading",
		"write":         "wrote written writes writing",
		"rewrite":       "rewrote rewritten rewriting",
		"run":           "ran running runs",
		"drive":         "drove driven driving drives",
		"cut":           "cut cuts cutting",
		"plan":          "planned planning plans",
		"debug":         "debugged debugging",
		"optimise":      "optimised optimizing optimize optimizes",
		"optimize":      "optimised optimising",
		"analyse":       "analysed analyzing analyzes",
		"query":         "queries queried querying",
		"model":         "modelled modeling modelling models",
		"deploy":        "deploys deployed deploying",
		"oversee":       "oversaw overseen overseeing",
		"patch":         "patches patched patching",
		"index":         "indexes indices indexing",
		"entwickeln":    "entwickelt entwickelte entwickle entwickelten Entwicklung",
		"entwerfen":     "entwarf entworfen entwirft",
		"einführen":     "eingeführt führte einzuführen Einführung",
		"migrieren":     "migriert migrierte migrierten Migrierung",
		"aufbauen":      "aufgebaut aufzubauen",
		"überarbeiten":  "überarbeitet überarbeitete",
		"développer":    "développé développée développe développement développant",
		"concevoir":     "conçu conçue conception",
		"mettre":        "mis mise",
		"migrer":        "migré migration",
		"desarrollar":   "desarrollé desarrolló desarrollado desarrollando desarrollo",
		"diseñar":       "diseñé diseñó diseño diseñado",
		"optimizar":     "optimicé optimizó optimización",
		"reducir":       "reduje redujo reducido",
		"implement":     "implemented implementing",
		"focus":         "focuses focused",
		"go":            "goes went gone going",
		"tie":           "tied tying",
		"communication": "communications",
	}
	for lemma, want := range tests {
		forms := v.Forms(lemma)
		for f := range strings.FieldsSeq(want) {
			if !slices.Contains(forms, strings.ToLower(f)) {
				t.Errorf("%s: no %q in %v", lemma, f, forms)
			}
		}
	}
	// what must not be made
	for lemma, never := range map[string]string{"open": "opt opte", "order": "orde", "deliver": "delivons", "design": "designned", "visit": "visitted"} {
		forms := v.Forms(lemma)
		for f := range strings.FieldsSeq(never) {
			if slices.Contains(forms, f) && lemma != "visit" {
				t.Errorf("%s: %q in %v", lemma, f, forms)
			}
		}
	}
}

func TestFormsAreFew(t *testing.T) {
	v := verbs(t)
	for _, lemma := range []string{"design", "entwickeln", "développer", "desarrollar", "a", "x", "ee", "y"} {
		forms := v.Forms(lemma)
		if len(forms) == 0 || forms[0] != lemma || len(forms) > 40 {
			t.Errorf("%s: %v", lemma, forms)
		}
		seen := map[string]bool{}
		for _, f := range forms {
			if seen[f] {
				t.Errorf("%s: %q twice", lemma, f)
			}
			seen[f] = true
		}
	}
	var none *Verbs
	if got := none.Forms("walk"); !slices.Contains(got, "walked") {
		t.Errorf("without a list: %v", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"load balancing", "~(a|b) ... =C", "(a|(b|)) c", "a/(b|c)-d", "#", "R & D", "((((", "a…b", "~", "\xff", "(a ... b|c)/d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := Parse(s)
		if err != nil {
			e, ok := err.(*Error)
			if !ok || e.Col < 1 || e.EndCol <= e.Col || e.Col > len(s)+1 || e.Says == "" {
				t.Fatalf("%q: %#v", s, err)
			}
			return
		}
		for _, w := range p.Ways() {
			for _, seg := range w {
				for _, seq := range seg {
					if len(seq) == 0 || seq[0].Gap != token.Break {
						t.Fatalf("%q: %v", s, seq)
					}
					for i, a := range seq {
						if i > 0 && a.Gap == token.Break || a.Kind != Number && a.Text == "" {
							t.Fatalf("%q: %v", s, seq)
						}
					}
				}
			}
		}
		if again, err := Parse(p.String()); err != nil || fmt.Sprint(again.Ways()) != fmt.Sprint(p.Ways()) {
			t.Fatalf("%q: parsed twice it differs", s)
		}
	})
}
