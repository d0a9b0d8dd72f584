package match

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"shortlist/screener/diagnostic"
	"shortlist/screener/pattern"
	"shortlist/screener/token"
)

// wordFlags say what a single word does in a sentence.
type wordFlags uint32

const (
	isContrast    wordFlags = 1 << iota // but, however: ends what was denied
	isPreposition                       // ends a short denial: "no downtime in", "without a rewrite on"
	isConjunction                       // and, or: joins the items of a list
	isVerb                              // something is done
	isAbbrev                            // a full stop behind it ends no sentence
	isLevel                             // expert, basic, years: stands beside an item of a list
	isFiller                            // the, a, some, any
	isLeisure                           // chess, surf, batik: who writes so speaks of free time
	isTechnical                         // API, deploy, firmware: who writes so speaks of technology
	isHelper                            // had, ever, chance: stands between a denial and what it denies
	isUse                               // use, know, experience: what a denial of it is followed by was not used
	isPerson                            // vendor, engineers, students: what they did is somebody else's
	isGroup                             // team: the person's own, unless something says that it is another
	isMaker                             // engineer: what is done "by an engineer" is somebody else's; elsewhere it may be the person
	isFirm                              // company: what it does is somebody else's, and what is said of it behind "that" tells whom the person works for
	isOwn                               // led, joined, within: makes a group's work the person's own
	isClause                            // that, because: a clause begins behind it
	isMaking                            // built, hosted: by whom something is made, its maker
	isTaking                            // fixed, inherited: what others made becomes the person's own
	isPast                              // a verb in the past
	isAdverbial                         // now, later: stands between somebody and what they did
	isState                             // Texas, TX: a place stands before it and a comma
)

// cue is a phrase that changes what the terms behind it, before it or between its halves are worth.
type cue struct {
	reason Reason
	reach  int  // words between the phrase and the term
	stops  bool // a preposition ends it
	chain  bool // what it says of one item of a list it says of the next
	paired bool // it has a half before and a half behind the term
	final  bool // it ends its sentence, directly behind the term: "PHP: never"
	uses   bool // over helping words it reaches to a word of using or knowing: "never had to use"
	items  bool // it reaches over the items of a list that are no names: "sold phones, laptops, Photoshop"
	label  bool // it speaks only as the label of its line: "Requirements: Java"
}

// sides of a cue's phrase.
const (
	before = iota
	behind
	around // marks an exception: what it covers is no cue
)

// usage is rubrics/structure/usage.yaml.
type usage struct {
	Words  map[string][]string `yaml:"words"`
	Cues   []cueData           `yaml:"cues"`
	Except []string            `yaml:"except"`
	Near   struct {
		Before []string `yaml:"before"`
		Behind []string `yaml:"behind"`
		Strict []string `yaml:"strict"`
	} `yaml:"near"`
}

type cueData struct {
	Kind    string   `yaml:"kind"`
	Reach   int      `yaml:"reach"`
	Stops   bool     `yaml:"stops"`
	Chain   bool     `yaml:"chain"`
	Label   bool     `yaml:"label"`
	Final   bool     `yaml:"final"`
	Uses    bool     `yaml:"uses"`
	Items   bool     `yaml:"items"`
	Phrases []string `yaml:"phrases"`
}

var cueKinds = map[string]Reason{"negated": NegatedBy, "aim": AnAim, "others": OfOthers, "asked": AskedFor, "instead": NotChosen, "heard": OnlyHeard, "slight": Slight, "employer": OfEmployer, "meaning": OtherMeaning}

var flagNames = map[string]wordFlags{
	"contrast": isContrast, "prepositions": isPreposition, "conjunctions": isConjunction, "verbs": isVerb,
	"abbreviations": isAbbrev, "levels": isLevel, "fillers": isFiller, "technical": isTechnical, "leisure": isLeisure,
	"helpers": isHelper, "uses": isUse, "people": isPerson, "groups": isGroup, "firms": isFirm, "makers": isMaker, "own": isOwn, "clauses": isClause,
	"making": isMaking, "states": isState, "adverbs": isAdverbial, "past": isPast, "taking": isTaking,
}

// placeholder stands for the term in a cue's phrase.
const placeholder = "TERM"

// use teaches the matcher what stands in usage.yaml.
func (m *Matcher) use(b *trieBuilder, data []byte) error {
	const file = "structure/usage.yaml"
	var u usage
	dec := yaml.NewDecoder(strings.NewReader(string(data)))
	dec.KnownFields(true)
	if err := dec.Decode(&u); err != nil && len(data) > 0 {
		return diagnostic.Findings{{File: file, Code: "yaml", Says: err.Error()}}
	}
	phrase := func(s string, unit unit) error {
		p, err := pattern.Parse(s)
		if err != nil {
			return diagnostic.Findings{{File: file, Code: "phrase", Says: fmt.Sprintf("phrase %q: %v", s, err)}}
		}
		m.add(b, p, unit)
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(u.Words)) { // a matcher is the same each time it is made
		words := u.Words[name]
		flag, ok := flagNames[name]
		if !ok {
			return diagnostic.Findings{{File: file, Code: "unknown-key", Says: fmt.Sprintf("unknown class of words %q", name)}}
		}
		for _, w := range words {
			lemma, inflected := strings.CutPrefix(w, "~")
			forms := []string{w}
			if inflected {
				forms = b.inflect(lemma)
			}
			for _, f := range forms {
				b.flag(f, flag)
				if inflected && f != lemma && flag&(isVerb|isMaking) != 0 && !strings.HasSuffix(f, "ing") && !strings.HasSuffix(f, "s") {
					b.flag(f, isPast)
				}
			}
		}
	}
	for _, c := range u.Cues {
		reason, ok := cueKinds[c.Kind]
		if !ok {
			return diagnostic.Findings{{File: file, Code: "unknown-value", Says: fmt.Sprintf("unknown kind of cue %q", c.Kind)}}
		}
		for _, s := range c.Phrases {
			head, tail, found := strings.Cut(s, placeholder)
			head = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(head), "...")) // reach says how far
			tail = strings.TrimSpace(tail)
			if !found {
				tail = ""
			}
			m.cues = append(m.cues, cue{reason: reason, reach: c.Reach, stops: c.Stops, chain: c.Chain, label: c.Label, final: c.Final, uses: c.Uses, items: c.Items, paired: head != "" && tail != ""})
			for side, s := range []string{head, tail} {
				if s != "" {
					if err := phrase(s, unit{kind: unitCue, entry: int32(len(m.cues) - 1), side: uint8(side)}); err != nil {
						return err
					}
				}
			}
		}
	}
	for _, group := range []struct {
		phrases []string
		unit    unit
	}{
		{u.Except, unit{kind: unitExcept}},
		{u.Near.Before, unit{kind: unitNear, side: before}},
		{u.Near.Behind, unit{kind: unitNear, side: behind}},
		{u.Near.Strict, unit{kind: unitNear, side: before, strict: true}},
	} {
		for _, s := range group.phrases {
			if err := phrase(s, group.unit); err != nil {
				return err
			}
		}
	}
	return nil
}

// flag marks a word of the lexicon.
func (b *trieBuilder) flag(word string, f wordFlags) {
	toks := token.Scan(nil, word, 0, len(word))
	if len(toks) != 1 {
		return
	}
	b.chains[b.word(word)].flags |= f
}
