package resume

import (
	"strings"
	"testing"

	"shortlist/screener/document"
)

// wantRole is a role as one line: title | employer | start | end ("now" while it lasts) | kind unless job.
func roleLine(d *document.Document, o *Role) string {
	end := o.Period.End.String()
	if o.Period.Open {
		end = "now"
	}
	parts := []string{squeeze(d.Slice(o.Title)), squeeze(d.Slice(o.Employer)), o.Period.Start.String(), end}
	if o.Kind != RoleJob {
		parts = append(parts, o.Kind.String())
	}
	return strings.Join(parts, " | ")
}

// TestLayouts reads roles in the orders that are seen in the wild, as plain text.
func TestLayouts(t *testing.T) {
	p := parser(t)
	for _, c := range []struct {
		name, text string
		roles      []string
		highlights []int // of each role; nil: not compared
	}{
		{"title first, dates below", "EXPERIENCE\n\nSenior Engineer\nAcme GmbH\nAug 2019 – Present\nBerlin, Germany\n- Built the ledger in Go\n- Led four people\n\nDeveloper\nGlobex Ltd\n2015 – 2019\nLeeds, UK\n- Wrote Java",
			[]string{"Senior Engineer | Acme GmbH | 2019-08 | now", "Developer | Globex Ltd | 2015 | 2019"}, []int{2, 1}},
		{"employer first, dates at the right", "Work\n\nAcme Analytics LLC                 2024-09 - 2025-11\nSoftware Engineer\n- Reviewed code\n\nTidalworth                 2017-07 - 2024-02\nSoftware Development Intern\n- Wrote tests",
			[]string{"Software Engineer | Acme Analytics LLC | 2024-09 | 2025-11", "Software Development Intern | Tidalworth | 2017-07 | 2024-02 | internship"}, []int{1, 1}},
		{"one line with pipes", "Experience\nLead Developer | Falcon Bank Inc | Since March 2026\nFirst on returns, later on claims.\n- Ported routines from C to Scala\nC++ Developer | Larkworth | May 2018–March 2019\n- Hired 14 engineers",
			[]string{"Lead Developer | Falcon Bank Inc | 2026-03 | now", "C++ Developer | Larkworth | 2018-05 | 2019-03"}, []int{2, 1}},
		{"one line with commas and a place", "Experience\nPlatform Engineer, Thistlebow Systems, Inc., Portland, OR\nMay 2014 to Apr. 2017\n* Documented the release process\nProgrammer, Hatch, Rowe and Partners, Madison, WI\nDec. 1998 to Apr. 2000\n* Automated certificates",
			[]string{"Platform Engineer | Thistlebow Systems, Inc. | 2014-05 | 2017-04", "Programmer | Hatch, Rowe and Partners | 1998-12 | 2000-04"}, []int{1, 1}},
		{"title at employer", "Employment\nUI Engineer at Driftfield Software (Denver, CO)   2021 -- ongoing\n- Made it accessible\nWeb Intern @ Zephyr Freight (Remote)   2011 -- 2012\n- Sketched",
			[]string{"UI Engineer | Driftfield Software | 2021 | now", "Web Intern | Zephyr Freight | 2011 | 2012 | internship"}, nil},
		{"dates first", "Experience\n02/2020 – Present\nPHP Developer\nMarlowe & Pike Online, Chicago, IL\n- Added gift cards\n06/2017 – 01/2020\nJunior PHP Developer\nBrightwell Web Studio, Naperville, IL\n- Built forms",
			[]string{"PHP Developer | Marlowe & Pike Online | 2020-02 | now", "Junior PHP Developer | Brightwell Web Studio | 2017-06 | 2020-01"}, []int{1, 1}},
		{"several roles under one employer", "Work History\n\nThe Pencil Works\n  Backend Engineer                 2024-12 to 2025-11\n   - Designed the returns desk\n  Software Developer               2023-10 to 2024-11\n   - Ported routines\n\nOther Corp\n  Tester                 2019-01 to 2020-02\n   - Tested",
			[]string{"Backend Engineer | The Pencil Works | 2024-12 | 2025-11", "Software Developer | The Pencil Works | 2023-10 | 2024-11", "Tester | Other Corp | 2019-01 | 2020-02"}, []int{1, 1, 1}},
		{"an employer's own dates over its roles", "CAREER HISTORY\nHazelvale Health & Co., Chicago, IL\nApr. 2017 to Apr. 2025\nPrincipal SRE\nOct. 2021 to Apr. 2025\n* Tracked spend\nPlatform Engineer\nApr. 2017 to Oct. 2021\n* Wrote modules",
			[]string{"Principal SRE | Hazelvale Health & Co. | 2021-10 | 2025-04", "Platform Engineer | Hazelvale Health & Co. | 2017-04 | 2021-10"}, []int{1, 1}},
		{"labels", "PROFESSIONAL EXPERIENCE\n\nClient: Sample Bank, Charlotte, NC      Jan 2018 – Present\nRole: Sr. Java Developer\nResponsibilities:\n- Developed REST services\nEnvironment: Java, Spring, Oracle\n\nClient: Example Corp, Austin, TX      Feb 2015 – Dec 2017\nRole: Java Developer\nResponsibilities:\n- Designed the database",
			[]string{"Sr. Java Developer | Sample Bank | 2018-01 | now", "Java Developer | Example Corp | 2015-02 | 2017-12"}, []int{1, 1}},
		{"no headings at all", "Jane Example\njane@example.org\n\nBackend Engineer, Acme GmbH, 03/2019 – present\n- Built the ledger\n\nDeveloper, Globex Ltd, 2015 – 2019\n- Wrote Java",
			[]string{"Backend Engineer | Acme GmbH | 2019-03 | now", "Developer | Globex Ltd | 2015 | 2019"}, []int{1, 1}},
		{"running text", "Jane Example Software Developer Galway, IE | jane@example.org Experience Software Developer, Ceannaire Learning, Galway, Jan 2022 - Present. React pages for quizzes. Moved image uploads to S3. Bar Manager, The Leaping Salmon, Galway, May 2014 - Sep 2018. Stock and rotas. Education BA, French, Corrib University, 2010 - 2013. Skills Python, Django, React, HTML & CSS",
			[]string{"Software Developer | Ceannaire Learning | 2022-01 | now", "Bar Manager | The Leaping Salmon | 2014-05 | 2018-09"}, []int{2, 1}},
		{"running text, no titles and no heading", "Backend person from Lyon, eleven years. Pell Structural, Providence, 2013 – today: calendars for 40 sites and the service behind them. Cut its cost by half. , Tessel Parts (2009 - 2013), . Wrote the parts search in Java. Diploma: Licence, 2009. Certificates: Ledger Basics, 2010 - 2014.",
			[]string{" | Pell Structural | 2013 | now", " | Tessel Parts | 2009 | 2013"}, nil},
		{"a federal form as running text", "Hours per week: 40 Supervisor: may be contacted. National Parks Data Center, Lakewood, CO 06/2014 - Present Duties, Accomplishments and Related Skills: Serve as lead for the trail reports. Developed the register in Java.",
			[]string{" | National Parks Data Center | 2014-06 | now"}, nil},
		{"German", "Berufserfahrung\n\n04/2020 – heute\nSenior Softwareentwicklerin\nSpreetal Logistik GmbH, Berlin\n- Plattform in Kotlin entworfen\n\nOktober 2015 – März 2020\nWerkstudent\nAlsterhaus Versicherung AG, Hamburg\n- Dienste gebaut",
			[]string{"Senior Softwareentwicklerin | Spreetal Logistik GmbH | 2020-04 | now", "Werkstudent | Alsterhaus Versicherung AG | 2015-10 | 2020-03 | internship"}, []int{1, 1}},
		{"no bullets and lines wrapped", "EXPERIENCE\nBackend Engineer (2021-03 - now)\nPalisade Chat, Seattle, WA\nDesigned the multi-region message delivery system in Go: 2.3 million\nconnections at peak, survives the loss of a region.\nLed the move from one 11 TB MySQL cluster to sharded storage; planned it\nfor seven months, executed in five weekends.\n\nSoftware Engineer (2014-07 - 2017-09)\nYunhe Commerce, Hangzhou\nWorked on the inventory service in Java.",
			[]string{"Backend Engineer | Palisade Chat | 2021-03 | now", "Software Engineer | Yunhe Commerce | 2014-07 | 2017-09"}, []int{2, 1}},
		{"freelance and volunteer", "EXPERIENCE\nFreelance Web Developer, Self-employed, Miami, FL   Feb 2018 – Present\n- Booking app\n\nVOLUNTEERING\nTreasurer, Evening Code Club (March 2017 - June 2019)\nTwo evenings a month.",
			[]string{"Freelance Web Developer | Self-employed | 2018-02 | now | freelance", "Treasurer | Evening Code Club | 2017-03 | 2019-06 | volunteer"}, nil},
	} {
		d := textDocument(c.text)
		r := p.Parse(d)
		check(t, d, r)
		var got []string
		for i := range r.Roles {
			got = append(got, roleLine(d, &r.Roles[i]))
		}
		if strings.Join(got, "\n") != strings.Join(c.roles, "\n") {
			t.Errorf("%s: roles\n  %s\nwant\n  %s", c.name, strings.Join(got, "\n  "), strings.Join(c.roles, "\n  "))
			continue
		}
		for i, n := range c.highlights {
			if len(r.Roles[i].Highlights) != n {
				t.Errorf("%s: role %d has %d highlights, want %d", c.name, i+1, len(r.Roles[i].Highlights), n)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	d := textDocument("Jane Example\njane@example.org\n\nSUMMARY\nI like Rust.\n\nEXPERIENCE\nEngineer, Acme GmbH, 2019 – 2021\n- Built services in Kotlin\n- Java, Spring, Hibernate, Oracle, Maven\nTechnologies: Go, Kafka\n\nEDUCATION\nBSc Physics, Sample University, 2015 – 2018\nRelevant coursework: Scala, Haskell\n\nSKILLS\nPython, Perl\n\nCERTIFICATES\nAzure Administrator, 2020\n\nLANGUAGES\nGerman (native)\n\nREQUIREMENTS\nYou will work with Swift. The ideal candidate knows Ruby.\n")
	r := parser(t).Parse(d)
	check(t, d, r)
	for word, want := range map[string]Place{
		"jane@example.org": PlaceContact, "SUMMARY": PlaceHeading, "Rust": PlaceSummary, "Acme": PlaceHead, "Kotlin": PlaceRole, "Hibernate": PlaceList, "Kafka": PlaceRoleList,
		"Physics": PlaceEducation, "Haskell": PlaceCourse, "Perl": PlaceList, "Azure": PlaceCertificate, "German": PlaceLanguage, "Swift": PlaceForeign, "Ruby": PlaceForeign,
	} {
		at := strings.Index(d.Text, word)
		got := Places
		for _, p := range r.Passages {
			if p.Span.Start <= at && at < p.Span.End {
				got = p.Place
			}
		}
		if got != want {
			t.Errorf("%s stands in %s, want %s", word, got, want)
		}
	}
}

func TestSkills(t *testing.T) {
	p := parser(t)
	for text, want := range map[string]string{
		"C++, C#, .NET, CI/CD, PL/SQL, Node.js":           "C++|C#|.NET|CI/CD|PL/SQL|Node.js",
		"Languages: Go, Java (5 years), Python (Expert)":  "Go|Java|Python",
		"Expert: Java, Go\nBasic: R":                      "Java|Go|R",
		"Java | Spring | Oracle":                          "Java|Spring|Oracle",
		"• Docker\n• Kubernetes\n• AWS (EC2, S3)":         "Docker|Kubernetes|AWS (EC2, S3)",
		"Java ●●●●○\nGo ●●○○○":                            "Java|Go",
		"HTML/CSS, Java/Python/Go":                        "HTML/CSS|Java|Python|Go",
		"Databases\nPostgreSQL, Redis\nCloud\nAWS, Azure": "PostgreSQL|Redis|AWS|Azure",
		"Java - Expert\nKotlin - Advanced":                "Java|Kotlin",
		"Go · Rust · C and SQL":                           "Go|Rust|C and SQL",
		"JavaScript 90%, SQL 4/5":                         "JavaScript|SQL",
		"Databases     PostgreSQL, MySQL":                 "PostgreSQL|MySQL",
	} {
		d := textDocument("SKILLS\n" + text + "\n")
		r := p.Parse(d)
		var got []string
		for _, s := range r.Skills {
			got = append(got, d.Slice(s.Span))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

func TestEducation(t *testing.T) {
	p := parser(t)
	for text, want := range map[string]string{
		"MSc Computer Science, University of Sampletown, 2012 - 2015":                "master MSc | Computer Science | University of Sampletown | 2012 | 2015",
		"Sample State University – BSc, Applied Statistics    2015 to 2019":          "bachelor BSc | Applied Statistics | Sample State University | 2015 | 2019",
		"Ph.D. Physics and Economics, Sample University (GPA 3.6/4.0)\n1994 to 1998": "doctorate Ph.D. | Physics and Economics | Sample University | 1994 | 1998",
		"HexPath Academy\nFeb. 2017 – May 2017\nCoding Bootcamp in Web Development":  "boot camp Coding Bootcamp | Web Development | HexPath Academy | 2017-02 | 2017-05",
		"A.A.S. in Electrical Engineering\nSample College\n2008":                     "associate A.A.S. | Electrical Engineering | Sample College |  | 2008",
		"2010 – 2013\nDiplom-Informatiker Informatik\nHochschule Musterstadt":        "master Diplom-Informatiker | Informatik | Hochschule Musterstadt | 2010 | 2013",
		"Bachelor of Design, Interaction Design\nSample Institute\n2016 - 2019":      "bachelor Bachelor of Design | Interaction Design | Sample Institute | 2016 | 2019",
		"BA (Hons), History, University of Somewhere, Expected May 2027":             "bachelor BA (Hons) | History | University of Somewhere |  | 2027-05",
	} {
		d := textDocument("EDUCATION\n" + text + "\n")
		r := p.Parse(d)
		if len(r.Education) != 1 {
			t.Errorf("%q: %d entries, want one", text, len(r.Education))
			continue
		}
		e := &r.Education[0]
		got := e.Level.String() + " " + strings.Join([]string{d.Slice(e.Degree), d.Slice(e.Field), d.Slice(e.Institution), e.Period.Start.String(), e.Period.End.String()}, " | ")
		if got != want {
			t.Errorf("%q:\n  %s, want\n  %s", text, got, want)
		}
	}
}

func TestContact(t *testing.T) {
	p := parser(t)
	for text, want := range map[string]string{
		"Jane Example\nEngineer\nAustin, TX | (919) 555-0194 | jane@example.org":                                  "Jane Example|jane@example.org|(919) 555-0194|Austin, TX",
		"JOSÉ MARÍA PEÑAREDO IBARZ\nLead Developer\n+44 (0)7700 900156\njose@example.net":                         "JOSÉ MARÍA PEÑAREDO IBARZ|jose@example.net|+44 (0)7700 900156|",
		"Dr. Anna van der Meer, PhD\nanna.vandermeer@example.org":                                                 "Dr. Anna van der Meer, PhD|anna.vandermeer@example.org||",
		"Curriculum Vitae\n\nRavindra Kolipakam\nPhone: 0491 570 195\nEmail: ravindra.kolipakam+jobs@example.org": "Ravindra Kolipakam|ravindra.kolipakam+jobs@example.org|0491 570 195|",
		"J A N E   D O E\njane@example.org":                                                                       "J A N E   D O E|jane@example.org||",
		"Etta\netta@example.com • Chicago, IL":                                                                    "Etta|etta@example.com||Chicago, IL",
		"李雨涵\nSoftware Engineer\nlin@example.org":                                                                 "李雨涵|lin@example.org||",
		"Ruby Miller | Backend Engineer | ruby@example.org":                                                       "Ruby Miller|ruby@example.org||",
	} {
		d := textDocument(text + "\n\nEXPERIENCE\nEngineer, Acme GmbH, 2019 - 2021\n- Built things\n")
		c := p.Parse(d).Contact
		if got := strings.Join([]string{d.Slice(c.Name), d.Slice(c.Email), d.Slice(c.Phone), d.Slice(c.Location)}, "|"); got != want {
			t.Errorf("%q:\n  %s, want\n  %s", text, got, want)
		}
	}
}

func TestVerdict(t *testing.T) {
	p := parser(t)
	for _, c := range []struct{ name, text, reason string }{
		{"an advertisement", "Backend Developer\nWe are looking for an engineer who joins our team.\nRequirements\n- 5+ years of experience with Go\n- Degree in computer science or equivalent experience\nWe offer\n- 30 days of holiday", "a job advertisement"},
		{"an advertisement in the third person", "The successful applicant designs services for the archive. A degree in computer science or a comparable qualification is expected, several years of practice with databases are required, knowledge of Kafka is desirable. The post is limited to two years. Closing date 15 March 2026.", "a job advertisement"},
		{"an advertisement stuffed with terms", "About the role\nYou'll lead our platform.\nWhat you'll bring\n8+ years building systems\nJava Java Java Spring Kubernetes Docker AWS GCP Azure Python Go Rust PostgreSQL MySQL Redis Kafka Terraform", "a job advertisement"},
		{"a German one", "Entwickler (m/w/d)\nAufgaben\n- Entwicklung von Diensten\nAnforderungen\n- Abgeschlossenes Studium der Informatik\nWir bieten\n- Flexible Arbeitszeiten\nBewerbung an jobs@example.org", "a job advertisement"},
		{"a letter", "Dear Hiring Manager,\n\nI am writing to apply for the post. I built the ledger at Globex and led four people.\nThank you for your consideration.\n\nSincerely,\nJane Doe", "a cover letter"},
		{"a program", "package main\n\nimport \"fmt\"\n\ntype server struct {\n\taddr string\n\tport int\n}\n\nfunc (s *server) run() error {\n\tfor i := 0; i < 10; i++ {\n\t\tfmt.Println(i)\n\t}\n\treturn nil\n}\n", "source code"},
		{"a syllabus", "CS 343 Syllabus\nInstructor: A. Example, office hours: Tue\nLearning outcomes: Students will write Raft in Go.\nPrerequisites: CS 240\nGrading: homework 40%, final exam 60%\nWeek 1: RPC. Week 2: Clocks", "a syllabus"},
		{"a form", "APPLICATION\nPlease print clearly.\nLast name: ____ Middle initial: __\nReason for leaving: ____\nMay we contact? Yes No\nSignature: ____\nFor office use only", "a form"},
		{"a terse resume", "Bob Builder\nJava dev, 8 yrs. Spring, Oracle, Kafka.\nAcme 2016-now. Globex 2012-2016.\nbob@example.org", ""},
		{"a resume in prose", "Experienced backend developer. Built billing systems in Java and Go at two insurance companies between 2012 and 2020. Led a team of six. Looking for a new role where I can keep working on payment systems.", ""},
		{"a resume full of phrases of advertisements", "OBJECTIVE\nSeeking a challenging position. Ability to work in a fast paced environment. Team player, excellent communication skills.\nSKILLS\nJava, SQL\nEXPERIENCE\nResponsible for web applications. Requirements gathering.\nEDUCATION\nB.Tech, 2015", ""},
		{"a resume with masked titles", "[NAME]\nProfessional Summary: 7+ years of experience in design. Strong knowledge of Java. Excellent communication skills.\nClient: ABC Bank, NY  Jan 2018 - Present\nRole: XXXX\nResponsibilities:\nDeveloped REST services using Spring Boot.\nEnvironment: Java, Spring", ""},
	} {
		d := textDocument(c.text)
		v := p.Parse(d).Verdict
		if c.reason == "" && v.NotAResume || c.reason != "" && !strings.HasPrefix(v.Reason, c.reason) {
			t.Errorf("%s: %q, want %q", c.name, v.Reason, c.reason)
		}
	}
}

func TestHandles(t *testing.T) {
	for text, want := range map[string]string{
		"GitHub: mara-codes":               "GitHub: mara-codes",
		"mara-codes-01 (GitHub)":           "mara-codes-01 (GitHub)",
		"Leeds · mara_l (GitLab), Java":    "mara_l (GitLab)",
		"@maral on Twitter":                "@maral",
		"Skype: live:mara | Leeds":         "Skype: live:mara",
		"Git (GitHub), Maven":              "",
		"GitHub: Go services of my own":    "",
		"GitHub:":                          "",
		"Java | GitHub | Docker":           "",
		"+1 619 555 0184 | GitHub | Leeds": "GitHub",
		"See my talks (YouTube) @ a fair":  "",
	} {
		d := textDocument("Mara Lindgren\nBackend Engineer\n" + text + "\n\nEXPERIENCE\nEngineer, Sample Ltd, 2019 - 2021\n- Wrote the billing (GitHub) with a team\n")
		var got []string
		for _, m := range parser(t).Parse(d).Masks {
			if m.Kind == MaskLink {
				got = append(got, d.Text[m.Span.Start:m.Span.End])
			}
		}
		if strings.Join(got, " + ") != want {
			t.Errorf("%q: handles %q, want %q", text, got, want)
		}
	}
}

func TestMasks(t *testing.T) {
	d := textDocument("Ruby Miller\nruby@example.org | +1 619 555 0184 | github.com/ruby-m | (she/her)\nDate of birth: 12.03.1990\nMarital status: married\nNationality: Irish\n12 Sample Street, Leeds\n\nEXPERIENCE\nEngineer, Oracle Partners Ltd, 2019 - 2021\n- Ruby services; she led them at Oracle Partners Ltd\n\nEDUCATION\nBSc Physics, Sample University, 2015 - 2018\n\nSKILLS\nRuby, Oracle\n\nRuby Miller\n")
	r := parser(t).Parse(d)
	masked := func(at int) (k MaskKind, ok bool) {
		for _, m := range r.Masks {
			if m.Span.Start <= at && at < m.Span.End {
				return m.Kind, true
			}
		}
		return 0, false
	}
	for text, kind := range map[string]MaskKind{
		"ruby@example.org": MaskEmail, "+1 619": MaskPhone, "github.com": MaskLink, "12.03.1990": MaskBirth, "married": MaskFamily, "Irish": MaskNationality,
		"12 Sample Street": MaskAddress, "Oracle Partners Ltd, 2019": MaskEmployer, "Sample University": MaskSchool, "2015": MaskGraduation, "she led": MaskPronoun,
	} {
		if got, ok := masked(strings.Index(d.Text, text)); !ok || got != kind {
			t.Errorf("%q: mask %d %v, want %d", text, got, ok, kind)
		}
	}
	if _, ok := masked(strings.LastIndex(d.Text, "Ruby Miller")); !ok {
		t.Error("the name at the end is not masked")
	}
	if _, ok := masked(strings.LastIndex(d.Text, "Oracle Partners Ltd")); !ok {
		t.Error("the employer within a sentence is not masked")
	}
	for _, free := range []string{"Ruby services", "Ruby, Oracle"} {
		if _, ok := masked(strings.Index(d.Text, free)); ok {
			t.Errorf("%q is masked", free)
		}
	}
}
