package fit

import (
	"slices"
	"strconv"

	"shortlist/screener/match"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

// What one mention counts as evidence for a side, in hundredths of a use in a role. Lists say least: a frontend person lists Node and
// SQL, a backend person lists React.
const (
	stackUsed     = 100
	stackRoleList = 60
	stackUnplaced = 70
	stackListed   = 12
	// stackBeside is what the name of a server technology counts as built in a sentence that names the browser's side as well: "developed the
	// capture app in Angular, which syncs to the .NET API" says who was called, not what was built; "calendar in React, deposits in Rails"
	// says both. With a quarter frontend people stand lower by up to 0.006 AUC, and full-stack people of few words far lower.
	stackBeside = 50
	// listsMost is what all lists together add to one side, in hundredths: less than one thing done.
	listsMost = 120
)

// The thresholds of the stack, in hundredths of evidence; one thing built in a role is 300. Found on the made-up sets of this
// package's tests; between 0.8 and 1.25 of these values the figures there change by less than two in a hundred.
const (
	leastAlone  = 150 // a side with less is not shown, even where nothing speaks for another
	leastSide   = 240 // a side with less is not shown beside others
	leastBuilds = 250 // server software with less was not built
	backendFrom = 66  // percent of both sides' evidence from which the other side is a sideline
	frontendTo  = 30
	otherOver   = 150 // percent of the server side's evidence that other work must reach to hide it
	oneBuilt    = 300 // one thing built in a role
)

// The sides of the stack; what stands on none is left out of all sums.
const (
	backendSide = iota
	frontendSide
	otherSide
	sidesOfStack
)

var sideNames = [sidesOfStack]string{"backend", "frontend", "other"}

func sideOf(name string) int { return slices.Index(sideNames[:], name) }

// side is the evidence for one side.
type side struct {
	work, lists, builds, titles int
	built                       int // of builds, what was done rather than listed
	spoken                      []spoken
}

// spoken is a hit that speaks for something, before it is described.
type spoken struct {
	collector int
	pick      pick
	worth     int
}

func (s *side) total() int { return s.work + min(s.lists, listsMost) + s.titles }

// stack decides which side of the stack the work stands on. What it saw stays in s.sides.
func (j *Judge) stack(s *scratch) Stack {
	for i := range s.sides {
		s.sides[i] = side{spoken: s.sides[i].spoken[:0]}
	}
	j.browserHits(s)
	full := false
	for i := range j.data.Stack.Evidence {
		e := &j.data.Stack.Evidence[i]
		k := j.evidence[i]
		if len(s.picks[k]) == 0 || e.Side == "none" {
			continue
		}
		on := &s.sides[sideOf(e.Side)]
		if e.In == "titles" {
			sum := j.titles(s, e, k, on)
			on.titles += sum
			full = full || sum > 0 && e.ID == "full-stack-title"
			continue
		}
		work, done, lists := j.workOf(s, e, k, on)
		on.work += work
		on.lists += lists
		if e.Builds {
			on.builds += work
			on.built += done
		}
	}
	b, f, o := &s.sides[backendSide], &s.sides[frontendSide], &s.sides[otherSide]
	out := Stack{Backend: b.total(), Frontend: f.total(), Other: o.total(), Builds: b.builds + b.titles, Built: b.built}
	out.Is, out.Why = decide(&out, full)
	return out
}

// stackHits describes the strongest of what stack saw of each side.
func (j *Judge) stackHits(s *scratch) []Evidence {
	out := make([]Evidence, 0, 6*len(s.sides))
	for i, name := range sideNames {
		said := s.sides[i].spoken
		slices.SortStableFunc(said, func(a, b spoken) int { return b.worth - a.worth })
		for _, x := range said[:min(len(said), 6)] {
			ev := j.evidenceOf(s, x.collector, x.pick)
			ev.Side, ev.Worth = name, x.worth
			out = append(out, ev)
		}
	}
	return out
}

// decide names the stack from the evidence.
func decide(s *Stack, full bool) (string, string) {
	backend := s.Backend >= leastSide && s.Builds >= leastBuilds
	if s.Frontend < leastAlone && s.Other <= s.Backend {
		backend = backend || s.Backend >= leastAlone && s.Builds >= 100
	}
	frontend := s.Frontend >= leastSide || s.Frontend >= leastAlone && s.Backend < 100 && s.Other < s.Frontend
	share := 0
	if s.Backend+s.Frontend > 0 {
		share = 100 * s.Backend / (s.Backend + s.Frontend)
	}
	from, to := backendFrom, frontendTo
	if full {
		from, to = from+12, to-12
	}
	why := "evidence for the server side " + tenths(s.Backend) + ", for the browser's " + tenths(s.Frontend) + ", for other work " + tenths(s.Other)
	switch {
	case s.Other*100 > otherOver*max(s.Backend, s.Frontend):
		return "undetermined", why
	case backend && share >= from:
		if s.Other*100 > otherOver*s.Backend || s.Other > s.Backend && s.Builds < 2*leastBuilds {
			return "undetermined", why
		}
		return "backend", why
	case frontend && (share <= to || !backend):
		return "frontend", why
	case backend && frontend:
		return "full-stack", why
	case backend:
		return "backend", why
	}
	return "undetermined", why
}

func tenths(v int) string { return strconv.Itoa(v/100) + "." + strconv.Itoa(v%100/10) }

// workOf sums the evidence of one kind in sentences and lists: each term once, and each sentence once. Done is the part of work that
// counts as built: sentences.
func (j *Judge) workOf(s *scratch, e *rubric.Evidence, k int, on *side) (work, done, lists int) {
	things := s.mentions(j, k, e.Side == "backend")
	slices.SortStableFunc(things, func(a, b thing) int { return b.worth - a.worth })
	for i, t := range things {
		v := e.Weight * t.worth / 100
		if t.worth <= stackListed {
			if lists+work < e.Most {
				lists += v
			}
		} else if work < e.Most {
			work = min(e.Most, work+v)
			done = min(e.Most, done+e.Weight*t.rest/100)
		}
		if i < 6 {
			on.spoken = append(on.spoken, spoken{k, t.best, v})
		}
	}
	return work, done, lists
}

// browserHits gathers the names of the browser's frameworks, markup and tools that stand in sentences, in the order of the text.
func (j *Judge) browserHits(s *scratch) {
	s.browser = s.browser[:0]
	terms := int32(j.matcher.Terms())
	for i := range j.data.Stack.Evidence {
		if j.data.Stack.Evidence[i].Side != "frontend" || j.data.Stack.Evidence[i].In == "titles" {
			continue
		}
		for _, p := range s.picks[j.evidence[i]] {
			h := &s.result.Hits[p.hit]
			if h.Entry < terms && (h.Grade == match.Used || h.Grade == match.Unplaced) {
				s.browser = append(s.browser, p.hit)
			}
		}
	}
	slices.Sort(s.browser)
}

// besideBrowser says whether a name of the browser's side stands in the same sentence as a hit, no further off than a sentence
// that lost its stops is long.
func (s *scratch) besideBrowser(h *match.Hit) bool {
	for _, i := range s.browser {
		b := &s.result.Hits[i]
		if b.Span.Start > h.Span.End+spotSize {
			return false
		}
		if b.Sentence == h.Sentence && h.Sentence >= 0 && b.Span.End+spotSize >= h.Span.Start && !b.Span.Overlaps(h.Span) {
			return true
		}
	}
	return false
}

// mentions gathers a collector's hits: terms by name, phrases by sentence; server says that they speak for the server's side. They
// hold until the next set of things. What of a thing's worth was done is its rest.
func (s *scratch) mentions(j *Judge, k int, server bool) []thing {
	terms := int32(j.matcher.Terms())
	s.begin()
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		worth := s.mentionWorth(h)
		if worth == 0 || j.neutral[h.Entry] {
			continue
		}
		done := worth
		switch {
		case worth < stackUnplaced:
			done = 0 // a list names, it does not say what was done
		case server && h.Entry < terms && s.besideBrowser(h):
			done = stackBeside
		}
		key := uint64(h.Entry) | 1<<63
		if h.Entry >= terms {
			key = s.spot(h)
		}
		s.add(key, p, worth, done)
	}
	return s.things
}

// mentionWorth is what a hit says about the stack.
func (s *scratch) mentionWorth(h *match.Hit) int {
	switch h.Grade {
	case match.Used:
		return stackUsed
	case match.RoleList:
		return stackRoleList
	case match.Unplaced:
		return stackUnplaced
	case match.Listed:
		if h.Passage >= 0 && s.res.Passages[h.Passage].Place == resume.PlaceSummary {
			return 3 * stackListed
		}
		return stackListed
	case match.Implied:
		return 0 // Rails says what Ruby would say again
	}
	return 0
}

// titles sums what the titles of roles say, each role once.
func (j *Judge) titles(s *scratch, e *rubric.Evidence, k int, on *side) int {
	sum := 0
	seen := map[int]bool{}
	for _, p := range s.picks[k] {
		h := &s.result.Hits[p.hit]
		for i := range s.res.Roles {
			if !seen[i] && s.res.Roles[i].Title.Overlaps(h.Span) {
				seen[i] = true
				sum += e.Weight
				on.spoken = append(on.spoken, spoken{k, p, e.Weight})
			}
		}
	}
	return min(sum, e.Most)
}
