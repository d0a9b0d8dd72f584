package resume

import (
	"fmt"
)

// judge says whether the document is a resume at all. Doubt is for the resume: only what clearly is something else,
// and shows no roles with dates, is set aside.
func (r *reading) judge() {
	all := len(r.toks)
	words, signs := r.count(setWord, 0, all), r.count(setCode, 0, all)
	if words < 12 {
		return
	}
	var adv, letter, syllabus, manual, form tally
	for i := r.first(setAlien, 0, all); i < all; i = r.first(setAlien, i+1, all) {
		n, l := r.at(i, all, isForeignText)
		if n == nil {
			continue
		}
		adv.add(r, n, isAd3, isAd2, i, l)
		if n.is&(isAd3|isAd2) != 0 && l >= 2 {
			r.adAt = append(r.adAt, adWord{i, n.is&isAd3 != 0})
		}
		letter.add(r, n, isLetterPhrase, 0, i, l)
		syllabus.add(r, n, isSyllabus3, isSyllabus2, i, l)
		manual.add(r, n, isManual3, isManual2, i, l)
		form.add(r, n, isForm, 0, i, l)
	}
	r.findAd()
	mine := r.resumeEvidence()
	you, first := 0, 0
	if mine <= 0 || letter.strong > 0 || adv.strong+adv.weak > 0 { // else nobody asks
		you, first = r.persons()
	}
	per := func(n int) int { return n * 1000 / max(words, 120) }
	set := func(what string, t tally, shown string) {
		s := t.first
		if s.Empty() && len(r.lines) > 0 {
			s = r.lines[0].span
		}
		v := &r.out.Verdict
		v.NotAResume = true
		if shown == "" && !t.first.Empty() {
			shown = fmt.Sprintf("“%s”", squeeze(r.text[t.first.Start:t.first.End]))
		}
		v.Reason = what
		if shown != "" {
			v.Reason += ": " + shown
		}
		v.Span = r.lineSpan(s)
	}
	advScore := per(adv.strong*3+adv.weak) + per(you)*2 + r.requirementLines()*4
	letterScore := per(letter.strong * 3)
	switch {
	case signs*3 > words && signs > 12 && mine < 6 && r.looksLikeCode():
		set("source code", tally{}, "signs of a programming language on most lines")
	case letter.strong >= 2 && (first >= 3 || letterScore >= 25) && mine < 8 && words < 900 && len(r.out.Roles) < 2:
		set("a cover letter", letter, "")
	case letterScore >= 40 && letter.strong >= 3 && mine < 6 && len(r.out.Roles) < 2:
		set("a cover letter", letter, "")
	case adv.strong >= 2 && advScore >= 24+mine*7:
		set("a job advertisement", adv, "")
	case adv.strong >= 1 && adv.weak >= 2 && advScore >= 40+mine*9, adv.strong+adv.weak >= 6 && advScore >= 40+mine*12:
		set("a job advertisement", adv, "")
	case syllabus.strong >= 3 && per(syllabus.strong*3+syllabus.weak) >= 14+mine*5:
		set("a syllabus", syllabus, "")
	case form.strong >= 3 && per(form.strong*3) >= 14+mine*4:
		set("a form", form, "")
	case manual.strong >= 3 && per(manual.strong*3+manual.weak) >= 12+mine*5 && len(r.out.Roles) == 0:
		set("a manual or another kind of document", manual, "")
	case manual.strong >= 1 && mine <= 0 && len(r.out.Skills) == 0:
		set("another kind of document", manual, "")
	case mine <= 0 && words >= 250 && first == 0 && r.out.Contact.Email.Empty():
		set("no person, no roles, no sections of a resume", tally{}, "")
	}
}

// persons counts the words for "you" and for "I".
func (r *reading) persons() (you, first int) {
	for i := range r.toks {
		t := &r.toks[i]
		if t.kind != tokenWord || t.end-t.start > 6 {
			continue
		}
		switch r.text[t.start:t.end] {
		case "I", "my", "My", "me", "ich", "Ich", "meine", "meiner", "mein", "je", "Je", "mon", "mes", "yo", "mis", "eu", "minha", "io", "ik", "mijn", "moje":
			first++
		case "you", "You", "your", "Your", "Sie", "Ihre", "Ihr", "Deine", "deine", "vous", "votre", "vos", "usted":
			you++
		}
	}
	return you, first
}

// How an advertisement within a resume is told: so many of its phrases, none further from the one before than so many tokens.
// A single one may stand in anybody's resume.
const (
	adPhrases = 2 // strong ones
	adGap     = 120
	adTail    = 40 // tokens behind the last of them that still belong to it
)

// adWord is a token at which a phrase of an advertisement begins.
type adWord struct {
	at     int
	strong bool
}

// findAd finds the advertisement that was pasted into a resume, whose text may have lost its lines.
func (r *reading) findAd() {
	best := 0
	for i := 0; i < len(r.adAt); {
		j, strong := i, 0
		for j < len(r.adAt) && (j == i || r.adAt[j].at-r.adAt[j-1].at <= adGap) {
			if r.adAt[j].strong {
				strong++
			}
			j++
		}
		if strong >= adPhrases && strong > best {
			best = strong
			for !r.adAt[i].strong { // what is weak may stand in anybody's resume
				i++
			}
			r.adFrom, r.adTo = r.adAt[i].at, r.adAt[j-1].at+1
		}
		i = j
	}
	if best == 0 {
		return
	}
	last := r.adTo
	for i := range r.lines {
		n := &r.lines[i]
		if n.from < last || n.from > last+adTail {
			continue
		}
		if n.heading || n.block < len(r.blocks) && r.blocks[n.block].used == useHead {
			break
		}
		r.adTo = max(r.adTo, n.to)
	}
}

// tally counts phrases of one kind of text.
type tally struct {
	strong, weak int
	first        Span
}

func (t *tally) add(r *reading, n *node, strong, weak class, at, length int) {
	switch {
	case n.is&strong != 0:
		t.strong++
		if t.first.Empty() || t.strong == 1 {
			t.first = r.spanOf(at, at+length)
		}
	case weak != 0 && n.is&weak != 0:
		t.weak++
	}
}

// resumeEvidence counts what only a resume has: roles with dates, a person with an address, sections.
func (r *reading) resumeEvidence() int {
	s := 0
	dated := 0
	for i := range r.out.Roles {
		p := &r.out.Roles[i].Period
		if p.Start.Year != 0 && (p.Open || p.End.Year != 0) {
			dated++
		}
	}
	s += min(dated, 3) * 4
	if len(r.out.Roles) > 0 {
		s++
	}
	c := &r.out.Contact
	if !c.Email.Empty() {
		s++
		if !c.Name.Empty() && r.lineAt(c.Email.Start) < 12 {
			s += 2
		}
	}
	if !c.Phone.Empty() {
		s++
	}
	for i := range r.out.Education {
		if e := &r.out.Education[i]; !e.Degree.Empty() && (e.Period.End.Year != 0 || e.Period.Start.Year != 0) {
			s += 2
			break
		}
	}
	var kinds [SectionOther + 1]bool
	for i := range r.out.Sections {
		if sec := &r.out.Sections[i]; !sec.Heading.Empty() && sec.Kind != SectionOther && !kinds[sec.Kind] {
			kinds[sec.Kind] = true
			switch sec.Kind {
			case SectionExperience, SectionEducation:
				s += 2
			case SectionSkills, SectionSummary, SectionProjects, SectionCertificates, SectionLanguages, SectionInterests:
				s++
			}
		}
	}
	return s
}

// requirementLines counts lines that ask for years: "5+ years of experience with …", "3 years' experience".
func (r *reading) requirementLines() int {
	n := 0
	for i := r.first(setNumber, 0, len(r.toks)); i < len(r.toks); i = r.first(setNumber, i+1, len(r.toks)) {
		if r.toks[i].val < 1 || r.toks[i].val > 20 {
			continue
		}
		k := i + 1
		plus := false
		if k < len(r.toks) && r.sign(k) == '+' {
			plus = true
			k++
		}
		if k+1 >= len(r.toks) || r.toks[k].kind != tokenWord || !r.is(k, isYears) {
			continue
		}
		start := i == 0 || r.newLine(i) || r.toks[i-1].kind == tokenSign && (i == 1 || r.newLine(i-1))
		if plus && start {
			n++
		}
	}
	return min(n, 5)
}

// looksLikeCode says whether most lines end as lines of a program do.
func (r *reading) looksLikeCode() bool {
	code, all := 0, 0
	for i := range r.lines {
		n := &r.lines[i]
		if n.span.Empty() {
			continue
		}
		all++
		switch r.text[n.span.End-1] {
		case ';', '{', '}', ')', '>', ':', ',':
			code++
		}
	}
	return all >= 8 && code*2 > all
}

// lineSpan is the line that holds s, or s itself.
func (r *reading) lineSpan(s Span) Span {
	if i := r.lineAt(s.Start); i >= 0 && r.lines[i].span.Len() < 300 {
		return r.lines[i].span
	}
	return s
}

// doubts says what of the structure is doubtful.
func (r *reading) doubts() {
	add := func(s Span, says string) { r.out.Doubts = append(r.out.Doubts, Doubt{s, says}) }
	if r.out.Verdict.NotAResume {
		return
	}
	if len(r.out.Roles) == 0 {
		add(Span{}, "no roles found: sentences count as unplaced")
	}
	undated, guessed := 0, 0
	var where Span
	for i := range r.out.Roles {
		o := &r.out.Roles[i]
		if o.Period.Start.Year == 0 {
			undated++
			if where.Empty() {
				where = o.Head
			}
		} else if o.Confidence < 50 {
			guessed++
		}
	}
	if undated > 0 {
		add(where, fmt.Sprintf("dates could not be read (%s)", count(undated, "role")))
	}
	if guessed > 0 {
		add(Span{}, fmt.Sprintf("title or employer could not be read (%s)", count(guessed, "role")))
	}
	if r.out.Contact.Name.Empty() && len(r.lines) > 0 {
		add(Span{}, "no name found")
	}
	if r.runningText {
		add(Span{}, "line breaks were lost: the structure was found in running text")
	}
	for i := 1; i < len(r.out.Roles); i++ {
		a, b := &r.out.Roles[i-1], &r.out.Roles[i]
		if a.Section == b.Section && a.Period.Start.Year != 0 && b.Period.Start.Year != 0 && a.Period.Start.Year < b.Period.Start.Year-15 {
			add(b.Head, "roles are out of order by many years: dates may stand beside the wrong roles")
			break
		}
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
