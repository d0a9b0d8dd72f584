// Package resume understands a document as a resume: its sections, roles with dates, education, skills and contact,
// and where each sentence stands. It knows neither rubric nor as-of date: "present" stays an open end.
//
// Everything is a span of the document's text; nothing is copied.
package resume

import "shortlist/screener/document"

// Span is a stretch of the document's text.
type Span = document.Span

// Resume is one candidate's document, understood.
type Resume struct {
	Verdict   Verdict
	Contact   Contact
	Sections  []Section
	Roles     []Role // in reading order: jobs, freelance, internships, volunteering, academic posts
	Education []Education
	Projects  []Entry
	Entries   []Entry // certificates, courses, publications, human languages, awards
	Skills    []Skill
	Passages  []Passage // ordered, disjoint, covering all visible text that is not white space
	Masks     []Mask    // what blind view hides and what the matcher must not take for a technology; ordered
	Language  string    // ISO 639-1 of most of the text, "" where too little says
	Doubts    []Doubt
}

// Verdict says whether the document is a resume at all.
type Verdict struct {
	NotAResume bool
	Reason     string // "a job advertisement: \"we are looking for\""; empty for a resume
	Span       Span   // the line that shows it
}

// Contact is who the resume is of. All spans may be empty.
type Contact struct {
	Name, Email, Phone, Location Span
	Links                        []Span
}

// SectionKind is what a section is about.
type SectionKind uint8

// The kinds of sections; SectionNone is text before the first heading.
const (
	SectionNone SectionKind = iota
	SectionContact
	SectionSummary
	SectionExperience
	SectionProjects
	SectionSkills
	SectionEducation
	SectionCertificates
	SectionCourses
	SectionPublications
	SectionLanguages
	SectionVolunteer
	SectionAwards
	SectionInterests
	SectionReferences
	SectionOther
)

// Section is a heading with what stands under it.
type Section struct {
	Kind       SectionKind
	Heading    Span // empty where no heading stands
	Spans      []Span
	Confidence uint8 // 0..100
}

// RoleKind is the kind of position.
type RoleKind uint8

// The kinds of roles. Only jobs and freelance work count as years of experience; the others are shown apart.
const (
	RoleJob RoleKind = iota
	RoleFreelance
	RoleInternship
	RoleVolunteer
	RoleAcademic
)

// Precision is how exactly a date is given.
type Precision uint8

// The precisions of a date.
const (
	PrecisionNone Precision = iota // no date
	PrecisionYear
	PrecisionQuarter // seasons too
	PrecisionMonth
)

// Date is a month as far as it is given. Month is the first month of what is named (a year: 1).
type Date struct {
	Year      int // 0: none
	Month     int // 1..12
	Precision Precision
}

// Period is a stretch of time as the resume states it.
type Period struct {
	Span       Span // the text that states it
	Start, End Date
	Open       bool // it lasts until the as-of date: "present", "since 2019"
	Stated     int  // months that the resume itself states, "(2 yrs 3 mos)"; 0 if none
}

// Role is a position held.
type Role struct {
	Kind                      RoleKind
	Title, Employer, Location Span
	Period                    Period
	Head                      Span   // title, employer and dates together
	Body                      []Span // what stands under it, in reading order; several across columns and pages
	Highlights                []Span // bullets and paragraphs, each once, without its bullet sign
	Stack                     []Span // "Stack:", "Technologies:" lines
	Section                   int    // index into Sections
	Confidence                uint8  // 0..100
}

// Level is a degree level.
type Level uint8

// The levels of education, lowest first.
const (
	LevelNone Level = iota
	LevelSchool
	LevelCertificate
	LevelBootCamp
	LevelAssociate
	LevelBachelor
	LevelMaster
	LevelDoctorate
)

// Education is one course of study.
type Education struct {
	Level                      Level
	Degree, Field, Institution Span
	Period                     Period
	Span                       Span
}

// Entry is an item of another section: a project, certificate, course, publication, language.
type Entry struct {
	Kind   SectionKind
	Title  Span
	Issuer Span
	Period Period
	Body   []Span
}

// Skill is one item of a skills list.
type Skill struct {
	Span  Span
	Group Span // the label before it, "Databases"; may be empty
	Level Span // "Expert", "5 years", "●●●○"; may be empty
}

// Place is where a passage stands, which decides what a term in it is worth.
type Place uint8

// The places of a passage.
const (
	PlaceOther       Place = iota // prose that no role or section claims: sentences here are "unplaced"
	PlaceRole                     // a sentence or bullet of a role
	PlaceProject                  // a sentence of a project
	PlaceRoleList                 // a "Stack:" line of a role
	PlaceHead                     // the line of title, employer and dates
	PlaceList                     // a bare enumeration: skills sections and lists elsewhere
	PlaceSummary                  // profile, objective
	PlaceEducation                // degrees and schools
	PlaceCourse                   // courses and course work
	PlaceCertificate              // certificates
	PlacePublication
	PlaceLanguage // human languages
	PlaceInterest
	PlaceReference
	PlaceHeading
	PlaceContact
	PlaceForeign // somebody else's text: a job advertisement or the rubric pasted in
	Places
)

// Passage is a stretch of text that stands in one place: a bullet, a paragraph, a list, a heading.
type Passage struct {
	Span    Span
	Place   Place
	Role    int // index into Roles (PlaceRole, PlaceRoleList, PlaceHead) or Projects (PlaceProject); -1 if none
	Section int // index into Sections; -1 if none
}

// MaskKind is a kind of personal or proper text.
type MaskKind uint8

// The kinds of masks.
const (
	MaskName MaskKind = iota
	MaskEmail
	MaskPhone
	MaskLink
	MaskAddress
	MaskEmployer
	MaskSchool
	MaskBirth // age, birth date and place
	MaskFamily
	MaskNationality
	MaskPronoun
	MaskPhoto
	MaskGraduation // graduation year
)

// Mask is a stretch of personal or proper text.
type Mask struct {
	Span Span
	Kind MaskKind
}

// Doubt is something about the structure that a person should know.
type Doubt struct {
	Span Span
	Says string // "no roles found", "dates could not be read (2 roles)"
}
