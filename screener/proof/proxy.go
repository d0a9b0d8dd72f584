package proof

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"
)

// Proxies are words that stand in for protected traits, by the code of the finding.
type Proxies struct {
	words []proxyWord
	but   [][]string
}

// proxyWord is a word or several; "*" at the end of one stands for any rest, alone for any word. Words all in capitals
// ("MIT") are matched with their case, the others (in lower case here) without.
type proxyWord struct {
	code  string
	words []string
}

// LoadProxies reads structure/proxies.yaml under fsys, the rubrics folder.
func LoadProxies(fsys fs.FS) (*Proxies, error) {
	const path = "structure/proxies.yaml"
	data, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, err
	}
	var file []struct {
		Code  string   `yaml:"code"`
		Words []string `yaml:"words"`
		But   []string `yaml:"but"`
	}
	if err := yaml.Unmarshal(data, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	p := &Proxies{}
	for _, group := range file {
		if group.Code != "" {
			if _, ok := LookupCode(group.Code); !ok {
				return nil, fmt.Errorf("%s: there is no code %q", path, group.Code)
			}
		}
		for _, w := range group.Words {
			p.words = append(p.words, proxyWord{group.Code, lowerWords(w)})
		}
		for _, w := range group.But {
			p.but = append(p.but, lowerWords(w))
		}
	}
	return p, nil
}

// Find gives the code and the words of the first stand-in within text, and where the words start, in bytes; ok is false where none is.
// Years and postal codes are told by their shape.
func (p *Proxies) Find(text string) (code, words string, at int, ok bool) {
	toks := tokens(text)
	covered := make([]bool, len(toks))
	for _, but := range p.but {
		for i := range toks {
			if matchWords(toks[i:], but) {
				for k := range but {
					covered[i+k] = true
				}
			}
		}
	}
	for _, w := range p.words {
		for i := range toks {
			if matchWords(toks[i:], w.words) && !all(covered[i:i+len(w.words)]) {
				end := toks[i+len(w.words)-1].end
				return w.code, text[toks[i].start:end], toks[i].start, true
			}
		}
	}
	for i, t := range toks {
		if covered[i] {
			continue
		}
		if len(t.lower) == 5 && digits(t.lower) {
			return "L403", text[t.start:t.end], t.start, true
		}
		if len(t.lower) == 4 && digits(t.lower) && t.lower >= "1940" && t.lower <= "2049" {
			return "L405", text[t.start:t.end], t.start, true
		}
	}
	return "", "", 0, false
}

type word struct {
	lower      string
	capitals   bool // two letters or more, all capitals
	start, end int
}

// tokens are the words of a phrase; the signs of the phrase syntax end a word.
func tokens(text string) []word {
	var out []word
	start := -1
	for i, r := range text + " " {
		in := unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '*' || r == '/' && start >= 0
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			w := text[start:i]
			lower := strings.ToLower(w)
			out = append(out, word{lower, len(w) > 1 && w == strings.ToUpper(w) && w != lower, start, i})
			start = -1
		}
	}
	return out
}

func lowerWords(s string) []string {
	var out []string
	for _, t := range tokens(s) {
		if t.capitals {
			out = append(out, strings.ToUpper(t.lower))
		} else {
			out = append(out, t.lower)
		}
	}
	return out
}

func matchWords(toks []word, pattern []string) bool {
	if len(toks) < len(pattern) || len(pattern) == 0 {
		return false
	}
	for i, p := range pattern {
		if p != strings.ToLower(p) {
			if !toks[i].capitals || toks[i].lower != strings.ToLower(p) {
				return false
			}
		} else if rest, ok := strings.CutSuffix(p, "*"); ok {
			if !strings.HasPrefix(toks[i].lower, rest) {
				return false
			}
		} else if toks[i].lower != p {
			return false
		}
	}
	return true
}

func all(marks []bool) bool {
	for _, m := range marks {
		if !m {
			return false
		}
	}
	return true
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return true
}
