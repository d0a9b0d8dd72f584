package pattern

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// Verbs knows how words are inflected: English by rule with the irregular verbs listed, German, French and Spanish
// verbs that are listed, by the rules of their language. The zero value knows the English rules only.
type Verbs struct {
	irregular map[string][]string // lemma -> further forms
	language  map[string]string   // lemma -> de, fr, es
}

// LoadVerbs reads the list of irregular and foreign verbs (rubrics/structure/verbs.yaml).
func LoadVerbs(data []byte) (*Verbs, error) {
	var file struct {
		Irregular map[string]string   `yaml:"irregular"` // lemma: "form form"
		Languages map[string][]string `yaml:"languages"` // de: [lemma, "lemma: form form"]
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("verbs: %w", err)
	}
	v := &Verbs{irregular: map[string][]string{}, language: map[string]string{}}
	for lemma, forms := range file.Irregular {
		v.irregular[lemma] = strings.Fields(forms)
	}
	for language, lemmas := range file.Languages {
		for _, l := range lemmas {
			lemma, forms, _ := strings.Cut(l, "=")
			lemma = strings.TrimSpace(lemma)
			v.language[lemma] = language
			if f := strings.Fields(forms); len(f) > 0 {
				v.irregular[lemma] = append(v.irregular[lemma], f...)
			}
		}
	}
	return v, nil
}

// Forms lists the inflections of a word, the word itself first, each once. Forms that do not exist ("stringed") do no
// harm; British and American spellings count as one word.
func (v *Verbs) Forms(lemma string) []string {
	lemma = strings.ToLower(lemma)
	f := formList{list: make([]string, 0, 16)}
	f.add(lemma)
	language := ""
	if v != nil {
		language = v.language[lemma]
		f.add(v.irregular[lemma]...)
	}
	if language == "" && strings.HasSuffix(lemma, "ieren") {
		language = "de" // implementieren and all its kin are regular
	}
	switch language {
	case "de":
		german(&f, lemma)
	case "fr":
		french(&f, lemma)
	case "es":
		spanish(&f, lemma)
	default:
		english(&f, lemma)
		if v != nil {
			for _, prefix := range []string{"re", "over", "under", "out"} {
				if base, ok := strings.CutPrefix(lemma, prefix); ok {
					for _, form := range v.irregular[base] {
						f.add(prefix + form)
					}
				}
			}
		}
		for _, twin := range spellings(lemma) {
			f.add(twin)
			english(&f, twin)
		}
	}
	return f.list
}

// formList is a few dozen words at most, so that looking through it is cheaper than a map.
type formList struct {
	list []string
}

func (f *formList) add(forms ...string) {
	for _, s := range forms {
		if s != "" && !slices.Contains(f.list, s) {
			f.list = append(f.list, s)
		}
	}
}

func vowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// english adds the regular forms of a verb or noun.
func english(f *formList, w string) {
	n := len(w)
	if n < 2 {
		f.add(w + "s")
		return
	}
	last, before := w[n-1], w[n-2]
	switch {
	case last == 'e':
		f.add(w+"s", w+"d", w[:n-1]+"ing")
		if before == 'i' { // tie, tying
			f.add(w[:n-2] + "ying")
		}
		if before == 'e' || before == 'o' || before == 'y' { // oversee, overseeing
			f.add(w + "ing")
		}
	case last == 'y' && !vowel(before):
		f.add(w[:n-1]+"ies", w[:n-1]+"ied", w+"ing")
	case last == 's' || last == 'x' || last == 'z' || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh"):
		f.add(w+"es", w+"ed", w+"ing")
	default:
		f.add(w+"s", w+"ed", w+"ing")
		if last == 'o' {
			f.add(w + "es")
		}
		if last == 'c' {
			f.add(w+"ked", w+"king")
		}
	}
	// the last consonant is doubled after a single vowel: planned, debugging, modelled
	if n >= 3 && !vowel(last) && strings.IndexByte("wxyhcjkqsv", last) < 0 && vowel(before) && (!vowel(w[n-3]) || n >= 4 && w[n-4:n-2] == "qu") {
		f.add(w+string(last)+"ed", w+string(last)+"ing")
	}
	if strings.HasSuffix(w, "sis") { // analysis, analyses
		f.add(w[:n-2] + "es")
	}
	if strings.HasSuffix(w, "ix") || strings.HasSuffix(w, "ex") { // index, indices
		f.add(w[:n-2] + "ices")
	}
}

// spellings gives the British or American twin of a word.
func spellings(w string) []string {
	swap := func(a, b string) []string { return []string{strings.TrimSuffix(w, a) + b} }
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ise"):
		return swap("ise", "ize")
	case len(w) > 4 && strings.HasSuffix(w, "ize"):
		return swap("ize", "ise")
	case strings.HasSuffix(w, "lyse"):
		return swap("lyse", "lyze")
	case strings.HasSuffix(w, "lyze"):
		return swap("lyze", "lyse")
	case strings.HasSuffix(w, "isation"):
		return swap("isation", "ization")
	case strings.HasSuffix(w, "ization"):
		return swap("ization", "isation")
	case len(w) > 5 && strings.HasSuffix(w, "our"):
		return swap("our", "or")
	case len(w) > 5 && strings.HasSuffix(w, "vior"):
		return swap("or", "our")
	}
	return nil
}

// german adds the forms of a weak verb: present, past, participle; separable prefixes take "ge" and "zu" inside.
func german(f *formList, w string) {
	stem := strings.TrimSuffix(w, "en")
	if stem == w {
		stem = strings.TrimSuffix(w, "n") // -eln, -ern
	}
	if stem == w || len(stem) < 2 {
		return
	}
	e := ""
	if c := stem[len(stem)-1]; c == 't' || c == 'd' || strings.HasSuffix(stem, "chn") || strings.HasSuffix(stem, "ffn") || strings.HasSuffix(stem, "gn") {
		e = "e"
	}
	past := stem + e + "te"
	f.add(stem, stem+"e", stem+e+"st", stem+e+"t", past, past+"n", past+"t", stem+"end")
	participle := "ge" + stem + e + "t"
	prefix := ""
	for _, p := range []string{"zusammen", "weiter", "durch", "ein", "auf", "aus", "ab", "an", "um", "vor", "zu", "mit", "nach", "bereit"} {
		if rest, ok := strings.CutPrefix(stem, p); ok && utf8.RuneCountInString(rest) > 2 {
			prefix, participle = p, p+"ge"+rest+e+"t"
			f.add(p+"zu"+strings.TrimPrefix(w, p), rest+e+"te", rest+e+"ten", rest+"e", rest+e+"t")
			break
		}
	}
	if strings.HasSuffix(stem, "ier") {
		participle = stem + "t"
	}
	if prefix == "" {
		for _, p := range []string{"be", "ge", "er", "ver", "zer", "ent", "emp", "über", "unter", "hinter"} {
			if strings.HasPrefix(stem, p) && len(stem) > len(p)+2 {
				participle = stem + e + "t"
			}
		}
	}
	for _, end := range []string{"", "e", "en", "er", "es", "em"} {
		f.add(participle + end)
	}
	// the noun of the deed: Entwicklung, Einführung
	noun := stem
	if strings.HasSuffix(stem, "el") {
		noun = stem[:len(stem)-2] + "l"
	}
	f.add(noun+"ung", noun+"ungen")
}

// french adds the forms of a verb in -er, -ir or -re that resumes use, and the noun in -ation of -er verbs.
func french(f *formList, w string) {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "er"):
		s := w[:n-2]
		f.add(s+"e", s+"es", s+"ons", s+"ez", s+"ent", s+"é", s+"és", s+"ée", s+"ées", s+"ais", s+"ait", s+"aient", s+"ai", s+"a", s+"ant", s+"ation", s+"ations", s+"èrent")
		if s[len(s)-1] == 'g' {
			s += "e"
			f.add(s+"ons", s+"ais", s+"ait", s+"ai", s+"a", s+"ant")
		}
		if strings.HasSuffix(s, "c") {
			s = s[:len(s)-1] + "ç"
			f.add(s+"ons", s+"ais", s+"ait", s+"ai", s+"a", s+"ant")
		}
	case strings.HasSuffix(w, "ir"):
		s := w[:n-1]
		f.add(s, s+"s", s+"t", s+"e", s+"es", s+"ssons", s+"ssez", s+"ssent", s+"ssais", s+"ssait", s+"ssant", s+"ssement")
	case strings.HasSuffix(w, "re"):
		s := w[:n-2]
		f.add(s, s+"s", s+"t", s+"u", s+"us", s+"ue", s+"ues", s+"ons", s+"ez", s+"ent", s+"ais", s+"ait", s+"ant", s+"is", s+"it")
	}
}

// spanish adds the forms of a verb in -ar, -er or -ir that resumes use, and the noun in -ación of -ar verbs.
func spanish(f *formList, w string) {
	n := len(w)
	if n < 3 {
		return
	}
	s := w[:n-2]
	switch w[n-2:] {
	case "ar":
		f.add(s+"o", s+"as", s+"a", s+"amos", s+"an", s+"é", s+"ó", s+"aron", s+"aba", s+"aban", s+"ábamos", s+"ado", s+"ada", s+"ados", s+"adas", s+"ando", s+"ación", s+"aciones", s+"e", s+"arse")
		// buscar, busqué; cargar, cargué; organizar, organicé
		switch {
		case strings.HasSuffix(s, "c"):
			f.add(s[:len(s)-1] + "qué")
		case strings.HasSuffix(s, "g"):
			f.add(s + "ué")
		case strings.HasSuffix(s, "z"):
			f.add(s[:len(s)-1] + "cé")
		}
	case "er", "ir":
		f.add(s+"o", s+"es", s+"e", s+"emos", s+"imos", s+"en", s+"í", s+"ió", s+"ieron", s+"ía", s+"ían", s+"íamos", s+"ido", s+"ida", s+"idos", s+"idas", s+"iendo")
	}
}
