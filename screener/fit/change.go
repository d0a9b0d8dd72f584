package fit

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shortlist/screener/match"
	"shortlist/screener/rubric"
)

// changesShown bounds how many changes are named.
const changesShown = 6

// wouldAdd names the smallest true additions that would lift the band: for each criterion one more thing done in a role, the
// largest gain first, until the next band is reached. Where too little was built for all points to count, that comes before all.
func (j *Judge) wouldAdd(t *tally, f *Fit) []Change {
	type gain struct {
		change    Change
		criterion int
		part      int
	}
	var out []Change
	defer t.build(t.built)
	if c, ok := t.wouldBuild(f); ok {
		out = append(out, c)
		if c.Band != "" {
			return out
		}
	}
	base := t.sums().score
	gains := make([]gain, 0, len(f.Criteria))
	for i := range f.Criteria {
		c := &f.Criteria[i]
		if c.Rule.Bonus {
			continue
		}
		best := gain{criterion: -1}
		for k := range c.Rule.Parts {
			if c.Rule.Parts[k].Education != nil {
				continue
			}
			if more := t.with(i, k) - base; more > best.change.Points {
				best = gain{Change{Criterion: c.Rule.ID, Points: more}, i, k}
			}
		}
		if best.criterion >= 0 && best.change.Points >= 300 {
			gains = append(gains, best)
		}
	}
	slices.SortStableFunc(gains, func(a, b gain) int {
		// what keeps a must is worth most
		if fa, fb := f.Criteria[a.criterion].Failed, f.Criteria[b.criterion].Failed; fa != fb {
			return first(fa)
		}
		return b.change.Points - a.change.Points
	})
	failed := 0
	for i := range f.Criteria {
		if f.Criteria[i].Failed {
			failed++
		}
	}
	for _, g := range gains {
		if len(out) == changesShown {
			break
		}
		g.change.Says = says(&f.Criteria[g.criterion], g.part, t.parts[g.criterion][g.part])
		defer t.add(g.criterion, g.part)()
		if f.Criteria[g.criterion].Failed {
			failed--
		}
		band := f.Rubric.Bands.Of(Whole(t.sums().score))
		if failed > 0 && (band == "strong" || band == "good") {
			band = "possible"
		}
		if better(band, f.Band) {
			g.change.Band = band
		}
		out = append(out, g.change)
		if g.change.Band != "" {
			break
		}
	}
	return out
}

// wouldBuild says what one thing built on the server's side, told in a sentence, would give where its absence holds points back.
// The tally is left with that much built, so that what is named after it comes on top.
func (t *tally) wouldBuild(f *Fit) (Change, bool) {
	before, built := t.sums().score, t.rubric.Built.Of(t.evidence+oneBuilt)
	if built == t.built {
		return Change{}, false
	}
	t.build(built)
	c := Change{Criterion: "built", Says: "server software built, in a sentence of a role", Points: t.sums().score - before}
	failed := slices.ContainsFunc(f.Criteria, func(c Criterion) bool { return c.Failed })
	if band := f.Rubric.Bands.Of(Whole(before + c.Points)); better(band, f.Band) && !failed {
		c.Band = band
	}
	return c, c.Points >= 300
}

// build sets what was built allows, in thousandths of all points.
func (t *tally) build(thousandths int) {
	t.built = thousandths
	for i := range t.earns {
		t.price(i)
	}
}

// bandOrder is the bands from below.
var bandOrder = [...]string{"low", "possible", "good", "strong"}

// better says whether a band is above another.
func better(a, b string) bool {
	return slices.Index(bandOrder[:], a) > slices.Index(bandOrder[:], b)
}

// with is the score with one more thing, used in a role, in a part: what add would lead to, without making it.
func (t *tally) with(i, k int) int {
	enough, used := t.rubric.Criteria[i].Parts[k].Enough, t.rubric.Worth.Used
	full, rest := used, used
	if things := t.parts[i][k]; len(things) >= enough {
		full -= things[enough-1].worth
		rest -= things[enough-1].rest
	}
	f, r := t.full[i], t.rest[i]
	t.full[i], t.rest[i] = min(t.enough[i], f+full), min(t.enough[i], r+rest)
	earns, firm := t.earns[i], t.firm[i]
	t.price(i)
	score := t.sums().score
	t.full[i], t.rest[i], t.earns[i], t.firm[i] = f, r, earns, firm
	return score
}

// add puts one more thing, used in a role, to a part; undo takes it away again. Where enough things are there already, the weakest
// of them is taken for the one that was now done in a role.
func (t *tally) add(i, k int) (undo func()) {
	before := t.parts[i][k]
	enough := t.rubric.Criteria[i].Parts[k].Enough
	used := t.rubric.Worth.Used
	after := slices.Clone(before)
	if len(after) >= enough {
		weakest := enough - 1
		after[weakest].worth, after[weakest].rest = used, used
	} else {
		after = append(after, thing{key: ^uint64(len(after)), worth: used, rest: used})
	}
	slices.SortStableFunc(after, func(a, b thing) int { return b.worth - a.worth })
	t.parts[i][k] = after
	t.count(i)
	return func() {
		t.parts[i][k] = before
		t.count(i)
	}
}

// says words an addition: what is asked for, and whether something listed only has to be shown.
func says(c *Criterion, k int, things []thing) string {
	title := partTitle(c.Rule, k)
	switch {
	case len(things) == 0:
		return title + " in a role"
	case things[min(len(things), c.Rule.Parts[k].Enough)-1].rest == 0:
		return title + ": what is listed, shown in a role"
	}
	return title + ": one more in a role"
}

// partTitle says what part k of a criterion asks for: "databases (work on them)".
func partTitle(rule *rubric.Criterion, k int) string {
	title := midSentence(rule.Title)
	if part := &rule.Parts[k]; len(rule.Parts) > 1 && len(part.Entries) > 0 {
		if kind := part.Entries[0].Kind; kind == rubric.KindTag || kind == rubric.KindTerm {
			return title + " (one named)"
		}
		return title + " (work on them)"
	}
	return title
}

// midSentence is a title as it stands within a sentence: "server-side languages", but "APIs and services".
func midSentence(title string) string {
	first, n := utf8.DecodeRuneInString(title)
	if second, _ := utf8.DecodeRuneInString(title[n:]); unicode.IsUpper(second) {
		return title
	}
	return string(unicode.ToLower(first)) + title[n:]
}

// wouldCost names the strongest hits: what the score would be without each.
func (j *Judge) wouldCost(s *scratch, t *tally, f *Fit) []Change {
	type loss struct {
		points, criterion, part int
		band                    string // that it would lead to, if to another
	}
	losses := make([]loss, 0, len(f.Criteria))
	for i := range f.Criteria {
		c := &f.Criteria[i]
		for k := range c.Rule.Parts {
			before := t.parts[i][k]
			if len(before) == 0 {
				continue
			}
			full, rest, earns, firm := t.full[i], t.rest[i], t.earns[i], t.firm[i]
			t.parts[i][k] = before[1:]
			t.count(i)
			after := t.sums().score
			t.parts[i][k] = before
			t.full[i], t.rest[i], t.earns[i], t.firm[i] = full, rest, earns, firm
			if f.Score-after < 300 {
				continue
			}
			l := loss{points: after - f.Score, criterion: i, part: k}
			if band := f.Rubric.Bands.Of(Whole(after)); better(f.Band, band) {
				l.band = band
			} else if c.Rule.Must > 0 && c.Things-1 < c.Rule.Must && better(f.Band, "possible") {
				l.band = "possible"
			}
			losses = append(losses, l)
		}
	}
	slices.SortStableFunc(losses, func(a, b loss) int {
		if (a.band != "") != (b.band != "") {
			return first(a.band != "")
		}
		return a.points - b.points
	})
	var out []Change
	for _, l := range losses[:min(3, len(losses))] {
		rule := f.Criteria[l.criterion].Rule
		without := "without "
		if len(t.parts[l.criterion][l.part]) > 1 {
			without = "without the strongest hit of "
		}
		out = append(out, Change{Criterion: rule.ID, Points: l.points, Band: l.band, Says: without + partTitle(rule, l.part)})
	}
	return out
}

// first is the order of the one of two that a condition holds for, and of the other.
func first(holds bool) int {
	if holds {
		return -1
	}
	return 1
}

// notCounted lists what the criteria look for and could not count, each once: negated, ambiguous, claimed, hidden.
func (j *Judge) notCounted(s *scratch, n int) []Evidence {
	var out []Evidence
	const counted, seen = 1, 2
	marks := s.marked(len(j.targets))
	for i := range s.result.Hits {
		if h := &s.result.Hits[i]; h.Grade > match.Claimed {
			marks[h.Entry] |= counted
		}
	}
	terms := int32(j.matcher.Terms())
	for i := range s.result.Hits {
		h := &s.result.Hits[i]
		if h.Grade > match.Claimed || marks[h.Entry]&seen != 0 || len(out) == 20 {
			continue
		}
		if h.Grade == match.Ambiguous && (marks[h.Entry]&counted != 0 || h.Entry >= terms) {
			continue
		}
		if !j.counted[h.Entry] && h.Grade != match.Claimed {
			continue
		}
		marks[h.Entry] |= seen
		out = append(out, Evidence{Hit: *h, Term: j.matcher.Entry(h.Entry)})
	}
	return out
}

// asks lists what to ask: of heavy criteria that are not shown, then of what stands in lists only, then of what traits somebody
// gives themselves, then of the strongest claims.
func asks(f *Fit) []string {
	order := make([]int, len(f.Criteria))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return f.Criteria[b].Weight - f.Criteria[a].Weight })
	var out []string
	most := 7
	for _, i := range order {
		c := &f.Criteria[i]
		if len(out) < 3 && c.Things == 0 && c.Rule.Ask != "" {
			out = append(out, c.Rule.Title+" is not shown. "+c.Rule.Ask)
		}
	}
	for _, i := range order {
		c := &f.Criteria[i]
		if len(out) >= 5 || c.Things == 0 || c.Rule.Ask == "" {
			continue
		}
		listed := true
		for _, e := range c.Hits {
			listed = listed && e.Hit.Grade == match.Listed
		}
		if listed {
			name := c.Hits[0].Term
			if strings.ContainsAny(name, "~|(") || strings.Contains(name, "...") { // a phrase is nothing to say to a person
				name = c.Rule.Title
			}
			out = append(out, name+" stands in a list only: where did you put it to use yourself? (D3-39)")
		}
	}
	for _, e := range f.NotCounted {
		if e.Hit.Grade == match.Claimed && len(out) < 6 {
			out = append(out, fmt.Sprintf("You call yourself %q: tell of a day at work that shows it. (D3-31)", e.Term))
		}
	}
	for _, i := range order {
		c := &f.Criteria[i]
		if len(out) < most && c.State == Met && c.Rule.Ask != "" {
			out = append(out, c.Rule.Ask)
		}
	}
	return out
}
