package resume

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"shortlist/screener/document"
)

// JSONResume is what was read in the shape of JSON Resume v1.0.0, with an extension block for what that shape lacks.
type JSONResume struct {
	Schema       string            `json:"$schema"`
	Basics       JSONBasics        `json:"basics"`
	Work         []JSONWork        `json:"work"`
	Volunteer    []JSONVolunteer   `json:"volunteer,omitempty"`
	Education    []JSONEducation   `json:"education"`
	Awards       []JSONAward       `json:"awards,omitempty"`
	Certificates []JSONCertificate `json:"certificates,omitempty"`
	Publications []JSONPublication `json:"publications,omitempty"`
	Skills       []JSONSkill       `json:"skills"`
	Languages    []JSONLanguage    `json:"languages,omitempty"`
	Interests    []JSONInterest    `json:"interests,omitempty"`
	Projects     []JSONProject     `json:"projects,omitempty"`
	Meta         JSONMeta          `json:"meta"`
	Extension    JSONExtension     `json:"x-shortlist"`
}

// The parts of JSONResume; names and meanings are those of JSON Resume. Dates are YYYY or YYYY-MM.
type (
	JSONBasics struct {
		Name     string        `json:"name,omitempty"`
		Label    string        `json:"label,omitempty"`
		Email    string        `json:"email,omitempty"`
		Phone    string        `json:"phone,omitempty"`
		URL      string        `json:"url,omitempty"`
		Summary  string        `json:"summary,omitempty"`
		Location *JSONLocation `json:"location,omitempty"`
		Profiles []JSONProfile `json:"profiles,omitempty"`
	}
	JSONLocation struct {
		Address string `json:"address"`
	}
	JSONProfile struct {
		Network  string `json:"network,omitempty"`
		Username string `json:"username,omitempty"`
		URL      string `json:"url"`
	}
	JSONWork struct {
		Name       string   `json:"name,omitempty"`
		Position   string   `json:"position,omitempty"`
		Location   string   `json:"location,omitempty"`
		StartDate  string   `json:"startDate,omitempty"`
		EndDate    string   `json:"endDate,omitempty"`
		Summary    string   `json:"summary,omitempty"`
		Highlights []string `json:"highlights"`
	}
	JSONVolunteer struct {
		Organization string   `json:"organization,omitempty"`
		Position     string   `json:"position,omitempty"`
		StartDate    string   `json:"startDate,omitempty"`
		EndDate      string   `json:"endDate,omitempty"`
		Highlights   []string `json:"highlights"`
	}
	JSONEducation struct {
		Institution string `json:"institution,omitempty"`
		Area        string `json:"area,omitempty"`
		StudyType   string `json:"studyType,omitempty"`
		StartDate   string `json:"startDate,omitempty"`
		EndDate     string `json:"endDate,omitempty"`
	}
	JSONAward struct {
		Title   string `json:"title"`
		Date    string `json:"date,omitempty"`
		Awarder string `json:"awarder,omitempty"`
	}
	JSONCertificate struct {
		Name   string `json:"name"`
		Date   string `json:"date,omitempty"`
		Issuer string `json:"issuer,omitempty"`
	}
	JSONPublication struct {
		Name        string `json:"name"`
		ReleaseDate string `json:"releaseDate,omitempty"`
	}
	JSONSkill struct {
		Name     string   `json:"name,omitempty"`
		Level    string   `json:"level,omitempty"`
		Keywords []string `json:"keywords"`
	}
	JSONLanguage struct {
		Language string `json:"language"`
		Fluency  string `json:"fluency,omitempty"`
	}
	JSONInterest struct {
		Name string `json:"name"`
	}
	JSONProject struct {
		Name        string   `json:"name,omitempty"`
		Description string   `json:"description,omitempty"`
		StartDate   string   `json:"startDate,omitempty"`
		EndDate     string   `json:"endDate,omitempty"`
		Highlights  []string `json:"highlights,omitempty"`
	}
	JSONMeta struct {
		Version string `json:"version"`
	}
)

// JSONExtension holds what JSON Resume has no place for. Spans are byte offsets into the document's text.
type JSONExtension struct {
	Format     string          `json:"format"`
	Language   string          `json:"language,omitempty"`
	NotAResume string          `json:"not_a_resume,omitempty"` // the reason
	Sections   []JSONSection   `json:"sections"`
	Roles      []JSONRole      `json:"roles"`
	Education  []JSONStudy     `json:"education"`
	Courses    []string        `json:"courses,omitempty"`
	Contact    JSONContactSpan `json:"contact"`
	Doubts     []string        `json:"doubts"`
	Notes      []string        `json:"notes,omitempty"`
}

// The parts of JSONExtension. A span is [start, end]; confidence runs from 0 to 100.
type (
	JSONSection struct {
		Kind       string   `json:"kind"`
		Heading    string   `json:"heading,omitempty"`
		Spans      [][2]int `json:"spans"`
		Confidence int      `json:"confidence"`
	}
	JSONRole struct {
		Kind         string   `json:"kind"`
		Head         [2]int   `json:"head"`
		Body         [][2]int `json:"body"`
		Dates        string   `json:"dates,omitempty"` // as the resume states them
		Precision    string   `json:"precision"`
		StatedMonths int      `json:"stated_months,omitempty"`
		Stack        []string `json:"stack,omitempty"`
		Confidence   int      `json:"confidence"`
		In           string   `json:"in"`    // "work" or "volunteer"
		Index        int      `json:"index"` // in that list
	}
	JSONStudy struct {
		Level string `json:"level"`
		Span  [2]int `json:"span"`
	}
	JSONContactSpan struct {
		Name  *[2]int `json:"name,omitempty"`
		Email *[2]int `json:"email,omitempty"`
		Phone *[2]int `json:"phone,omitempty"`
	}
)

// Export puts what was read of d into the shape of JSON Resume.
func Export(d *document.Document, r *Resume) *JSONResume {
	e := exporter{d, r}
	out := &JSONResume{
		Schema: "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
		Basics: e.basics(), Work: []JSONWork{}, Education: []JSONEducation{}, Skills: e.skills(),
		Meta: JSONMeta{Version: "v1.0.0"},
		Extension: JSONExtension{
			Format: d.Format, Language: r.Language, Sections: []JSONSection{}, Roles: []JSONRole{}, Education: []JSONStudy{}, Doubts: []string{}, Notes: d.Notes,
			Contact: JSONContactSpan{pair(r.Contact.Name), pair(r.Contact.Email), pair(r.Contact.Phone)},
		},
	}
	x := &out.Extension
	if r.Verdict.NotAResume {
		x.NotAResume = r.Verdict.Reason
	}
	for i := range r.Roles {
		o := &r.Roles[i]
		j := JSONRole{Kind: o.Kind.String(), Head: [2]int{o.Head.Start, o.Head.End}, Body: pairs(o.Body), Dates: e.text(o.Period.Span), Precision: o.Period.Start.Precision.String(), StatedMonths: o.Period.Stated, Confidence: int(o.Confidence)}
		for _, s := range o.Stack {
			j.Stack = append(j.Stack, e.text(s))
		}
		start, end := e.dates(o.Period)
		if o.Kind == RoleVolunteer && o.Section < len(r.Sections) && r.Sections[o.Section].Kind == SectionVolunteer {
			j.In, j.Index = "volunteer", len(out.Volunteer)
			out.Volunteer = append(out.Volunteer, JSONVolunteer{e.text(o.Employer), e.text(o.Title), start, end, e.texts(o.Highlights)})
		} else {
			j.In, j.Index = "work", len(out.Work)
			out.Work = append(out.Work, JSONWork{Name: e.text(o.Employer), Position: e.text(o.Title), Location: e.text(o.Location), StartDate: start, EndDate: end, Highlights: e.texts(append(append([]Span(nil), o.Highlights...), o.Stack...))})
		}
		x.Roles = append(x.Roles, j)
	}
	for i := range r.Education {
		s := &r.Education[i]
		start, end := e.dates(s.Period)
		out.Education = append(out.Education, JSONEducation{e.text(s.Institution), e.text(s.Field), e.text(s.Degree), start, end})
		x.Education = append(x.Education, JSONStudy{s.Level.String(), [2]int{s.Span.Start, s.Span.End}})
	}
	for i := range r.Projects {
		p := &r.Projects[i]
		start, end := e.dates(p.Period)
		j := JSONProject{Name: e.text(p.Title), StartDate: start, EndDate: end}
		if len(p.Body) > 0 {
			j.Description = e.text(p.Body[0])
			for _, s := range p.Body[1:] {
				j.Highlights = append(j.Highlights, e.text(s))
			}
		}
		out.Projects = append(out.Projects, j)
	}
	e.entries(out)
	for i := range r.Sections {
		s := &r.Sections[i]
		x.Sections = append(x.Sections, JSONSection{s.Kind.String(), e.text(s.Heading), pairs(s.Spans), int(s.Confidence)})
	}
	for _, dt := range r.Doubts {
		x.Doubts = append(x.Doubts, dt.Says)
	}
	return out
}

// WriteJSON writes what was read of d as JSON Resume, indented.
func WriteJSON(w io.Writer, d *document.Document, r *Resume) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(Export(d, r))
}

type exporter struct {
	d *document.Document
	r *Resume
}

// text is the text of a span as one line: line ends become spaces, words broken by a hyphen stay as they are set.
func (e exporter) text(s Span) string {
	t := e.d.Slice(s)
	if t == "" {
		return ""
	}
	t = squeeze(t)
	if i := strings.IndexFunc(t, func(c rune) bool { return c != ' ' }); i > 0 {
		t = t[i:]
	}
	return joinSpaced(t)
}

// joinSpaced joins a letter-spaced text: "J A N E D O E" stays in one word a letter-spaced group, which needs the wide
// spaces of the page and is done where they are left.
func joinSpaced(t string) string {
	words := strings.Split(t, " ")
	if len(words) < 5 {
		return t
	}
	for _, w := range words {
		if utf8.RuneCountInString(w) != 1 {
			return t
		}
	}
	return strings.Join(words, "")
}

func (e exporter) texts(ss []Span) []string {
	out := make([]string, 0, len(ss))
	for _, s := range ss {
		if t := e.text(s); t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (e exporter) dates(p Period) (start, end string) { return p.Start.String(), p.End.String() }

func (e exporter) basics() JSONBasics {
	c := &e.r.Contact
	b := JSONBasics{Name: e.name(), Email: strings.ReplaceAll(e.text(c.Email), " ", ""), Phone: e.text(c.Phone)}
	if l := e.text(c.Location); l != "" {
		b.Location = &JSONLocation{Address: l}
	}
	for _, s := range c.Links {
		url := e.text(s)
		if strings.IndexFunc(url, func(c rune) bool { return c <= ' ' || c >= utf8.RuneSelf || strings.ContainsRune("<>{}|\\^`[]\"", c) }) >= 0 {
			continue
		}
		full := url
		if !strings.Contains(url, "://") {
			full = "https://" + url
		}
		host, path, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(url, "https://"), "http://"), "/")
		host = strings.TrimPrefix(strings.ToLower(host), "www.")
		switch network := networks[host]; {
		case network != "":
			b.Profiles = append(b.Profiles, JSONProfile{Network: network, Username: strings.TrimPrefix(strings.Trim(path, "/"), "in/"), URL: full})
		case b.URL == "":
			b.URL = full
		default:
			b.Profiles = append(b.Profiles, JSONProfile{URL: full})
		}
	}
	for i := range e.r.Sections {
		if s := &e.r.Sections[i]; s.Kind == SectionSummary {
			var parts []string
			for _, sp := range s.Spans {
				parts = append(parts, e.text(sp))
			}
			b.Summary = strings.TrimSpace(strings.Join(parts, " "))
			break
		}
	}
	return b
}

var networks = map[string]string{"github.com": "GitHub", "gitlab.com": "GitLab", "linkedin.com": "LinkedIn", "twitter.com": "Twitter", "x.com": "X", "stackoverflow.com": "Stack Overflow", "xing.com": "Xing", "medium.com": "Medium", "kaggle.com": "Kaggle", "bitbucket.org": "Bitbucket"}

// name is the name as one line; a letter-spaced one gets its words back from the wide spaces between them.
func (e exporter) name() string {
	raw := e.d.Slice(e.r.Contact.Name)
	if joined := joinSpaced(squeeze(raw)); joined != squeeze(raw) {
		var words []string
		for _, w := range strings.FieldsFunc(strings.ReplaceAll(strings.ReplaceAll(raw, "\u00a0", " "), "  ", "\t"), func(c rune) bool { return c == '\t' || c == '\n' }) {
			words = append(words, strings.ReplaceAll(w, " ", ""))
		}
		return strings.Join(words, " ")
	}
	return squeeze(raw)
}

func (e exporter) skills() []JSONSkill {
	out := []JSONSkill{}
	var last Span
	for i := range e.r.Skills {
		s := &e.r.Skills[i]
		if len(out) == 0 || s.Group != last || s.Group.Empty() && i == 0 {
			out = append(out, JSONSkill{Name: e.text(s.Group), Keywords: []string{}})
			last = s.Group
		}
		g := &out[len(out)-1]
		g.Keywords = append(g.Keywords, e.text(s.Span))
	}
	return out
}

func (e exporter) entries(out *JSONResume) {
	for i := range e.r.Entries {
		n := &e.r.Entries[i]
		title, issuer := e.text(n.Title), e.text(n.Issuer)
		date := n.Period.Start.String()
		if date == "" {
			date = n.Period.End.String()
		}
		if title == "" {
			continue
		}
		switch n.Kind {
		case SectionCertificates:
			out.Certificates = append(out.Certificates, JSONCertificate{title, date, issuer})
		case SectionPublications:
			out.Publications = append(out.Publications, JSONPublication{title, date})
		case SectionAwards:
			out.Awards = append(out.Awards, JSONAward{title, date, issuer})
		case SectionLanguages:
			out.Languages = append(out.Languages, JSONLanguage{title, issuer})
		case SectionInterests:
			out.Interests = append(out.Interests, JSONInterest{title})
		case SectionCourses:
			out.Extension.Courses = append(out.Extension.Courses, title)
		}
	}
}

func pair(s Span) *[2]int {
	if s.Empty() {
		return nil
	}
	return &[2]int{s.Start, s.End}
}

func pairs(ss []Span) [][2]int {
	out := make([][2]int, 0, len(ss))
	for _, s := range ss {
		out = append(out, [2]int{s.Start, s.End})
	}
	return out
}

// String is the date as JSON Resume writes it, YYYY or YYYY-MM; "" for none.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Precision == PrecisionYear || d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	}
	return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
}
