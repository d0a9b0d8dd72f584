package resume

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

// class says what a phrase of the structure data means.
type class uint64

const (
	isTitle class = 1 << iota
	isGrade
	isKind
	isStack
	isRoleLabel
	isWithin
	isDoing
	isMonth
	isSeason
	isQuarter
	isPresent
	isSince
	isFrom
	isUntil
	isExpected
	isEarly
	isYears
	isMonths
	isDegree
	isWeakDegree
	isSchool
	isField
	isInto
	isStudyDetail
	isLegal
	isHint
	isCountry
	isCity
	isState
	isRemote
	isStreet
	isPersonLabel
	isPronoun
	isNotName
	isParticle
	isHuman
	isHumanLevel
	isGroup
	isSkillLevel
	isHeading
	isKeyword
	isForeign
	isAd3
	isAd2
	isLetterPhrase
	isSyllabus3
	isSyllabus2
	isManual3
	isManual2
	isForm
	isAnd     // a word that joins two others
	isRunning // a heading that may be told in running text by its word alone
	isBefore  // the parts of sentences addressed to a language model: see instruction.go
	isDrop
	isOrders
	isJudge
	isCandidate
	isVerdict
	isModel
	isCall
	isTold
	isTopic   // what a title may be about
	isMaskFor // what stands for the name of an employer
	isSmall   // a small word that tells the language; not of phrases

	isPlace       = isCountry | isCity | isState | isRemote
	isSpoken      = isDrop | isJudge | isModel | isCall // what an instruction begins with
	isForeignText = isAd3 | isAd2 | isLetterPhrase | isSyllabus3 | isSyllabus2 | isManual3 | isManual2 | isForm
)

// roleLabel is what stands after a label within a role ("Company: …").
type roleLabel uint8

const (
	labelTitle roleLabel = iota + 1
	labelEmployer
	labelDates
	labelPlace
	labelAside
	labelBody
)

// node is a state of the phrase trie: what the words up to here mean, if anything. Nodes stand in a form as they stand in
// memory, without gaps.
type node struct {
	is      class
	may     class // what the phrases that begin with this word mean, taken together; only of first words
	month   uint8
	season  uint8
	section SectionKind
	keyword SectionKind
	level   Level
	kind    RoleKind
	label   roleLabel
	person  personLabel
	more    bool // longer phrases go on from here
	_       uint8
	serves  service // what a word by itself serves the rules for
	_       [4]uint8
}

// lexicon is the structure data compiled for look-up: words to ids, and a trie of phrases over these ids.
type lexicon struct {
	words         wordTable
	first         []int32  // by word id: the node after that word; 0 if none
	may           []class  // by word id: of that node, where the tokens find it without a look at the node; isSmall too
	small         []uint16 // by word id: the languages whose small word it is, a bit for each
	next          stepTable
	nodes         []node
	codes         map[string]bool   // "TX", "GB"
	slashed       map[string]bool   // "ci/cd"
	endings       []string          // of long title words
	streetEndings []string          // of words for a street
	languages     []string          // ISO 639-1
	headings      map[string]string // phrases by section, for squeezed
	once          sync.Once
	spaced        map[string]SectionKind
	// modelMarks are signs that only the input of a language model holds
	modelMarks []string
}

// squeezed gives the headings without spaces, for letter-spaced ones. It is made when the first such line is met.
func (lex *lexicon) squeezed() map[string]SectionKind {
	lex.once.Do(func() {
		lex.spaced = map[string]SectionKind{}
		for _, name := range sortedKeys(lex.headings) {
			for phrase := range strings.SplitSeq(lex.headings[name], "\n") {
				if phrase = strings.ReplaceAll(phrase, " ", ""); phrase != "" {
					lex.spaced[phrase] = sectionNames[name]
				}
			}
		}
	})
	return lex.spaced
}

// service is a set of the rules that a word serves by itself; structure/words.yaml has the words.
type service uint16

const (
	asSoOn service = 1 << iota
	asArticle
	asPage
	asAddressed
	asRegion
	asNameSuffix
	asAge
	asFax
	asInPhrase
	asCourse
	asMajor
	asDegreeEnd
	asStudyQualifier
	asStudyDetail
	asThing
	asHolds
)

var serviceNames = map[string]service{
	"soOn": asSoOn, "article": asArticle, "page": asPage, "addressed": asAddressed, "region": asRegion,
	"nameSuffix": asNameSuffix, "age": asAge, "fax": asFax, "inPhrase": asInPhrase, "course": asCourse, "major": asMajor,
	"degreeEnd": asDegreeEnd, "studyQualifier": asStudyQualifier, "studyDetail": asStudyDetail, "thing": asThing, "holds": asHolds,
}

// personLabel is the kind of personal data that follows a label.
type personLabel uint8

const (
	personName personLabel = iota + 1
	personEmail
	personPhone
	personLink
	personNetwork
	personAddress
	personBirth
	personFamily
	personNationality
	personPhoto
)

// The shapes of the data files. Each string holds one phrase a line; in `words` fields, words parted by white space.
type (
	headingsFile struct {
		Sections map[string]string
		Foreign  string
		Keywords map[string]string
		Within   string
		Running  string
	}
	datesFile struct {
		Months, Seasons                              map[int]string
		Quarters                                     string
		Present, Since, From, Until, Expected, Early string
		Years                                        string
		Monthwords                                   string
	}
	rolesFile struct {
		Titles, Grades, Topics string
		TitleEndings           string `yaml:"titleEndings"`
		Kinds                  map[string]string
		Stack                  string
		Labels                 map[string]string
		Doing                  string
	}
	educationFile struct {
		Levels                               map[string]string
		Weak, Schools, Fields, Into, Details string
	}
	employersFile struct{ Legal, Hints, Masks string }
	placesFile    struct {
		Countries, Codes, Cities, States, Remote, Streets string
		StreetEndings                                     string `yaml:"streetEndings"`
	}
	peopleFile struct {
		Labels              map[string]string
		Pronouns, Particles string
		NotNames            string `yaml:"notNames"`
	}
	languagesFile struct {
		Human, Levels, And string
		Small              map[string]string
	}
	skillsFile    struct{ Groups, Levels, Slashed string }
	notResumeFile struct {
		Advertisement, Letter, Syllabus, Manual, Form map[string]string
	}
	instructionsFile struct{ Before, Drop, Orders, Judge, Candidate, Verdict, Model, Calls, Told, Marks string }
)

var sectionNames = map[string]SectionKind{
	"contact": SectionContact, "summary": SectionSummary, "experience": SectionExperience, "projects": SectionProjects,
	"skills": SectionSkills, "education": SectionEducation, "certificates": SectionCertificates, "courses": SectionCourses,
	"publications": SectionPublications, "languages": SectionLanguages, "volunteer": SectionVolunteer, "awards": SectionAwards,
	"interests": SectionInterests, "references": SectionReferences, "other": SectionOther,
}

var levelNames = map[string]Level{
	"school": LevelSchool, "certificate": LevelCertificate, "bootcamp": LevelBootCamp, "associate": LevelAssociate,
	"bachelor": LevelBachelor, "master": LevelMaster, "doctorate": LevelDoctorate,
}

var kindNames = map[string]RoleKind{"freelance": RoleFreelance, "internship": RoleInternship, "volunteer": RoleVolunteer, "academic": RoleAcademic}

var labelNames = map[string]roleLabel{"title": labelTitle, "employer": labelEmployer, "dates": labelDates, "place": labelPlace, "aside": labelAside, "body": labelBody}

var personNames = map[string]personLabel{
	"name": personName, "email": personEmail, "phone": personPhone, "link": personLink, "network": personNetwork, "address": personAddress,
	"birth": personBirth, "family": personFamily, "nationality": personNationality, "photo": personPhoto,
}

// structure is what structure/*.yaml say.
type structure struct {
	headings  headingsFile
	dates     datesFile
	roles     rolesFile
	education educationFile
	employers employersFile
	places    placesFile
	people    peopleFile
	languages languagesFile
	skills    skillsFile
	words     map[string]string
	notResume notResumeFile
	orders    instructionsFile
}

func (s *structure) read(fsys fs.FS) error {
	for _, f := range []struct {
		name string
		into any
	}{
		{"headings.yaml", &s.headings}, {"dates.yaml", &s.dates}, {"roles.yaml", &s.roles}, {"education.yaml", &s.education},
		{"employers.yaml", &s.employers}, {"places.yaml", &s.places}, {"people.yaml", &s.people}, {"languages.yaml", &s.languages},
		{"skills.yaml", &s.skills}, {"words.yaml", &s.words}, {"notresume.yaml", &s.notResume}, {"instructions.yaml", &s.orders},
	} {
		data, err := fs.ReadFile(fsys, path.Join("structure", f.name))
		if err != nil {
			return fmt.Errorf("structure data: %w", err)
		}
		if err := yaml.Unmarshal(data, f.into); err != nil {
			return fmt.Errorf("structure data: structure/%s: %w", f.name, err)
		}
	}
	return nil
}

// loadLexicon reads structure/*.yaml under fsys. An error names the file and what is wrong in it.
func loadLexicon(fsys fs.FS) (*lexicon, error) {
	lex := &lexicon{
		words: newWordTable(4608), next: newStepTable(2560), first: make([]int32, 1, 4608), small: make([]uint16, 1, 4608),
		nodes: make([]node, 1, 6144), codes: map[string]bool{}, slashed: map[string]bool{},
	}
	var s structure
	if err := s.read(fsys); err != nil {
		return nil, err
	}
	// The numbers of words follow from the order in which they come.
	for _, add := range []func(*structure) error{
		lex.addServices, lex.addHeadings, lex.addDates, lex.addRoles, lex.addEducation, lex.addPlaces, lex.addPeople, lex.addSkills, lex.addNotResume,
	} {
		if err := add(&s); err != nil {
			return nil, err
		}
	}
	lex.gather()
	return lex, nil
}

func (lex *lexicon) addServices(s *structure) error {
	return addNamed(lex, "structure/words.yaml", "service", s.words, serviceNames, func(n *node, v service) { n.serves |= v })
}

func (lex *lexicon) addHeadings(s *structure) error {
	if err := addNamed(lex, "structure/headings.yaml", "section", s.headings.Sections, sectionNames, func(n *node, v SectionKind) { n.is |= isHeading; n.section = v }); err != nil {
		return err
	}
	if err := addNamed(lex, "structure/headings.yaml", "section", s.headings.Keywords, sectionNames, func(n *node, v SectionKind) { n.is |= isKeyword; n.keyword = v }); err != nil {
		return err
	}
	lex.headings = s.headings.Sections
	lex.addLines(s.headings.Foreign, set(isForeign))
	lex.addLines(s.headings.Within, set(isWithin))
	lex.addWords(s.headings.Running, set(isRunning))
	return nil
}

func (lex *lexicon) addDates(s *structure) error {
	for _, m := range sortedKeys(s.dates.Months) {
		lex.addWords(s.dates.Months[m], func(n *node) { n.is |= isMonth; n.month = uint8(m) })
	}
	for _, m := range sortedKeys(s.dates.Seasons) {
		lex.addWords(s.dates.Seasons[m], func(n *node) { n.is |= isSeason; n.season = uint8(m) })
	}
	lex.addWords(s.dates.Quarters, set(isQuarter))
	lex.addLines(s.dates.Present, set(isPresent))
	lex.addLines(s.dates.Since, set(isSince))
	lex.addWords(s.dates.From, set(isFrom))
	lex.addWords(s.dates.Until, set(isUntil))
	lex.addLines(s.dates.Expected, set(isExpected))
	lex.addWords(s.dates.Early, set(isEarly))
	lex.addWords(s.dates.Years, set(isYears))
	lex.addWords(s.dates.Monthwords, set(isMonths))
	return nil
}

func (lex *lexicon) addRoles(s *structure) error {
	lex.addWords(s.roles.Titles, set(isTitle))
	lex.addWords(s.roles.Grades, set(isGrade))
	lex.addWords(s.roles.Topics, set(isTopic))
	lex.endings = strings.Fields(s.roles.TitleEndings)
	if err := addNamed(lex, "structure/roles.yaml", "kind", s.roles.Kinds, kindNames, func(n *node, v RoleKind) { n.is |= isKind; n.kind = v }); err != nil {
		return err
	}
	lex.addLines(s.roles.Stack, set(isStack))
	if err := addNamed(lex, "structure/roles.yaml", "label", s.roles.Labels, labelNames, func(n *node, v roleLabel) { n.is |= isRoleLabel; n.label = v }); err != nil {
		return err
	}
	lex.addWords(s.roles.Doing, set(isDoing))
	return nil
}

func (lex *lexicon) addEducation(s *structure) error {
	if err := addNamed(lex, "structure/education.yaml", "level", s.education.Levels, levelNames, func(n *node, v Level) { n.is |= isDegree; n.level = v }); err != nil {
		return err
	}
	lex.addWords(s.education.Weak, set(isWeakDegree))
	lex.addWords(s.education.Schools, set(isSchool))
	lex.addLines(s.education.Fields, set(isField))
	lex.addWords(s.education.Into, set(isInto))
	lex.addLines(s.education.Details, set(isStudyDetail))
	return nil
}

func (lex *lexicon) addPlaces(s *structure) error {
	lex.addWords(s.employers.Legal, set(isLegal))
	lex.addWords(s.employers.Hints, set(isHint))
	lex.addLines(s.employers.Masks, set(isMaskFor))

	lex.addLines(s.places.Countries, set(isCountry))
	lex.addLines(s.places.Cities, set(isCity))
	lex.addLines(s.places.States, set(isState))
	lex.addLines(s.places.Remote, set(isRemote))
	lex.addWords(s.places.Streets, set(isStreet))
	lex.streetEndings = strings.Fields(s.places.StreetEndings)
	for c := range strings.FieldsSeq(s.places.Codes) {
		lex.codes[c] = true
	}
	return nil
}

func (lex *lexicon) addPeople(s *structure) error {
	if err := addNamed(lex, "structure/people.yaml", "label", s.people.Labels, personNames, func(n *node, v personLabel) { n.is |= isPersonLabel; n.person = v }); err != nil {
		return err
	}
	lex.addWords(s.people.Pronouns, set(isPronoun))
	lex.addWords(s.people.NotNames, set(isNotName))
	lex.addWords(s.people.Particles, set(isParticle))

	lex.addWords(s.languages.Human, set(isHuman))
	lex.addLines(s.languages.Levels, set(isHumanLevel))
	lex.addWords(s.languages.And, set(isAnd))
	lex.addLanguages(s.languages.Small)
	return nil
}

func (lex *lexicon) addSkills(s *structure) error {
	lex.addLines(s.skills.Groups, set(isGroup))
	lex.addLines(s.skills.Levels, set(isSkillLevel))
	for w := range strings.FieldsSeq(s.skills.Slashed) {
		lex.slashed[w] = true
	}
	return nil
}

func (lex *lexicon) addNotResume(s *structure) error {
	for _, g := range []struct {
		from   map[string]string
		strong class
		weak   class
	}{
		{s.notResume.Advertisement, isAd3, isAd2}, {s.notResume.Letter, isLetterPhrase, isLetterPhrase},
		{s.notResume.Syllabus, isSyllabus3, isSyllabus2}, {s.notResume.Manual, isManual3, isManual2}, {s.notResume.Form, isForm, isForm},
	} {
		lex.addLines(g.from["3"], set(g.strong))
		lex.addLines(g.from["2"], set(g.weak))
	}
	for _, o := range []struct {
		phrases string
		is      class
	}{
		{s.orders.Before, isBefore}, {s.orders.Drop, isDrop}, {s.orders.Orders, isOrders}, {s.orders.Judge, isJudge}, {s.orders.Candidate, isCandidate},
		{s.orders.Verdict, isVerdict}, {s.orders.Model, isModel}, {s.orders.Calls, isCall}, {s.orders.Told, isTold},
	} {
		lex.addLines(o.phrases, set(o.is))
	}
	for mark := range strings.SplitSeq(s.orders.Marks, "\n") {
		if mark != "" {
			lex.modelMarks = append(lex.modelMarks, mark)
		}
	}
	return nil
}

// gather fills lex.may when all phrases are there.
func (lex *lexicon) gather() {
	lex.may = make([]class, len(lex.first))
	for id, at := range lex.first {
		if int(at) < len(lex.nodes) {
			lex.may[id] = lex.nodes[at].may
		}
		if lex.small[id] != 0 {
			lex.may[id] |= isSmall
		}
	}
}

// sortedKeys makes a file with the same phrase under two names mean the same on every start, and a form the same bytes.
func sortedKeys[K cmp.Ordered](m map[K]string) []K { return slices.Sorted(maps.Keys(m)) }

func set(c class) func(*node) { return func(n *node) { n.is |= c } }

// addNamed adds groups of phrases, each under the name of what it means; mark notes that meaning. A name that values does
// not hold is a mistake in the file: what says what such a name stands for.
func addNamed[T any](lex *lexicon, file, what string, groups map[string]string, values map[string]T, mark func(*node, T)) error {
	for _, name := range sortedKeys(groups) {
		v, ok := values[name]
		if !ok {
			return fmt.Errorf("structure data: %s: unknown %s %q", file, what, name)
		}
		lex.addLines(groups[name], func(n *node) { mark(n, v) })
	}
	return nil
}

// addLines adds the phrases of s, one a line.
func (lex *lexicon) addLines(s string, mark func(*node)) {
	for line := range strings.SplitSeq(s, "\n") {
		if line != "" {
			lex.addPhrase(line, mark)
		}
	}
}

// addWords adds the words of s as phrases of one word.
func (lex *lexicon) addWords(s string, mark func(*node)) {
	for w := range strings.FieldsSeq(s) {
		lex.addPhrase(w, mark)
	}
}

// addPhrase adds one phrase: its words by the same rules as the text's.
func (lex *lexicon) addPhrase(phrase string, mark func(*node)) {
	at, first := int32(0), int32(0)
	i := 0
	var buf [64]byte
	for i < len(phrase) {
		c := phrase[i]
		if c < 0x80 && !isLetterAt(phrase, i) && (c < '0' || c > '9') {
			i++
			continue
		}
		var key []byte
		if c >= '0' && c <= '9' {
			j := i
			for j < len(phrase) && phrase[j] >= '0' && phrase[j] <= '9' {
				j++
			}
			key = append(buf[:0], phrase[i:j]...)
			i = j
		} else {
			i, key, _, _ = lex.scanWord(phrase, i, len(phrase), buf[:0])
			if len(key) == 0 {
				i++
				continue
			}
		}
		at = lex.step(at, lex.id(key))
		if first == 0 {
			first = at
		}
	}
	if at != 0 {
		mark(&lex.nodes[at])
		lex.nodes[first].may |= lex.nodes[at].is
	}
}

func (lex *lexicon) id(key []byte) uint32 {
	id, made := lex.words.add(key)
	if made {
		lex.first = append(lex.first, 0)
		lex.small = append(lex.small, 0)
	}
	return id
}

// step gives the node after word, making it where it is missing.
func (lex *lexicon) step(at int32, word uint32) int32 {
	if at == 0 {
		if lex.first[word] == 0 {
			lex.first[word] = int32(len(lex.nodes))
			lex.nodes = append(lex.nodes, node{})
		}
		return lex.first[word]
	}
	to := lex.next.get(at, word)
	if to == 0 {
		to = int32(len(lex.nodes))
		lex.nodes = append(lex.nodes, node{})
		lex.next.put(at, word, to)
		lex.nodes[at].more = true
	}
	return to
}

// addLanguages adds the small words by language, in a fixed order.
func (lex *lexicon) addLanguages(small map[string]string) {
	for code := range small {
		lex.languages = append(lex.languages, code)
	}
	slices.Sort(lex.languages)
	for i, code := range lex.languages {
		for w := range strings.FieldsSeq(small[code]) {
			lex.small[lex.id([]byte(w))] |= 1 << i
		}
	}
}
