// Package report holds the result of screening, one record a resume, and turns it into what a person, a spreadsheet
// or a script reads. Renderers need nothing but the Report, so a saved run can be rendered again in any format.
package report

// Schema is the version of the report's JSON shape.
const Schema = "shortlist.report/1"

// Report is a whole run.
type Report struct {
	Schema     string   `json:"schema"`
	AsOf       string   `json:"as_of"` // YYYY-MM-DD
	Tool       Tool     `json:"tool"`
	Vocabulary Hash     `json:"vocabulary"`
	Counts     Counts   `json:"counts"`
	Rubrics    []Rubric `json:"rubrics"`
	Resumes    []Resume `json:"resumes"` // in rank order of the first rubric, or of the better fit; then apart, then not read
	// RankedBy is the rubric whose scores order the resumes; empty: each is ranked by its better fit.
	RankedBy string     `json:"ranked_by,omitempty"`
	Groups   [][]string `json:"duplicates,omitempty"` // ids of resumes that are the same bytes, text or person
	Blind    bool       `json:"blind,omitempty"`
	More     *More      `json:"-"`                // what a table says of resumes that are not held here; see Page
	Store    *Store     `json:"-"`                // holds the records instead of Resumes, for the formats that take them one by one
	Notice   []string   `json:"notice,omitempty"` // who made the rules, what is not judged, who decides; filled when written
}

// Tool names the program that made the report.
type Tool struct {
	Version string `json:"version"`
	Reader  string `json:"reader"`
}

// Hash is the SHA-256 of some input, in hex.
type Hash struct {
	SHA256 string `json:"sha256"`
}

// Counts is what went in: Input = Read + NotAResume + Unreadable.
type Counts struct {
	Input      int `json:"input"`
	Read       int `json:"read"`
	NotAResume int `json:"not_a_resume"`
	Unreadable int `json:"unreadable"`
}

// Rubric is one rubric of the run: Scored + Apart = Counts.Read.
type Rubric struct {
	Name   string `json:"name"`
	Title  string `json:"title,omitempty"`
	SHA256 string `json:"sha256"`
	Source string `json:"source,omitempty"` // file name; empty for a built-in one
	Lean   string `json:"lean,omitempty"`
	Bands  Bands  `json:"bands"`
	Scored int    `json:"scored"`
	Apart  int    `json:"apart"`
}

// Bands are the least scores of the bands; below Possible is low.
type Bands struct {
	Strong   float64 `json:"strong"`
	Good     float64 `json:"good"`
	Possible float64 `json:"possible"`
}

// States of a resume.
const (
	StateRead       = "read"
	StateNotAResume = "not-a-resume"
	StateUnreadable = "unreadable"
)

// Resume is the record of one input.
type Resume struct {
	ID           string   `json:"id"` // stable over runs; blind: opaque
	File         string   `json:"file"`
	SHA256       string   `json:"sha256,omitempty"`
	State        string   `json:"state"`
	Reason       string   `json:"reason"`
	Name         string   `json:"name"`
	Format       string   `json:"format,omitempty"`
	Pages        int      `json:"pages"`
	PagesRead    int      `json:"pages_read"`
	Months       int      `json:"months"` // of dated jobs, overlaps once, as of the as-of date
	Language     string   `json:"language,omitempty"`
	Stack        Stack    `json:"stack"`
	Lean         Lean     `json:"lean"`
	Specialities []Label  `json:"specialities"`
	Roles        []Role   `json:"roles,omitempty"`
	Fits         []Fit    `json:"fits"`
	Flags        []Flag   `json:"flags"`
	Checks       []Check  `json:"checks,omitempty"` // hidden text: found, clear, not checked
	Hidden       []Hidden `json:"hidden,omitempty"` // the hidden words, at most 20 runs
	Thin         string   `json:"thin,omitempty"`   // why a person should read it themselves
	Doubts       []string `json:"doubts,omitempty"`
	Notes        []string `json:"notes,omitempty"`
	Contact      *Contact `json:"contact,omitempty"` // left out of blind reports
	Lines        []Line   `json:"lines,omitempty"`   // the visible text, where the run was asked to keep it
	Since        *Since   `json:"since,omitempty"`
	// Whole gives the record itself where this is one in brief, see NewBrief; nil for all others.
	Whole func() Resume `json:"-"`
}

// Contact is printed beside a row, never scored.
type Contact struct {
	Email    string   `json:"email,omitempty"`
	Phone    string   `json:"phone,omitempty"`
	Location string   `json:"location,omitempty"`
	Links    []string `json:"links,omitempty"`
}

// Line is one visible line of the resume; Start is its byte offset, so that a Hit can be marked in it.
type Line struct {
	Page  int    `json:"page"`
	Line  int    `json:"line"`
	Start int    `json:"start"`
	Text  string `json:"text"`
}

// Stack is what kind of work was done.
type Stack struct {
	Is   string `json:"is"`   // backend, full-stack, frontend, undetermined
	Hits []Hit  `json:"hits"` // evidence for both sides; Hit.Side says which
}

// Lean is the scope of the work: Score from -1 (developer) to 1 (engineer), over distinct signals.
type Lean struct {
	Is        string  `json:"is"` // developer, engineer, either
	Score     float64 `json:"score"`
	Developer int     `json:"developer"` // distinct signals
	Engineer  int     `json:"engineer"`
	Hits      []Hit   `json:"hits"`
}

// Label is a speciality with the number of lines that show it.
type Label struct {
	Name  string `json:"name"`
	Lines int    `json:"lines"`
	Hits  []Hit  `json:"hits,omitempty"`
}

// Role is a position for the timeline.
type Role struct {
	Kind     string   `json:"kind"` // job, freelance, internship, volunteer, academic
	Title    string   `json:"title,omitempty"`
	Employer string   `json:"employer,omitempty"`
	Start    string   `json:"start,omitempty"` // YYYY or YYYY-MM
	End      string   `json:"end,omitempty"`   // empty with Open: until the as-of date
	Open     bool     `json:"open,omitempty"`
	Months   int      `json:"months"`
	Page     int      `json:"page"`
	Line     int      `json:"line"`
	Terms    []string `json:"terms"` // used in it
}

// Fit is how a resume fits one rubric.
type Fit struct {
	Rubric     string      `json:"rubric"`
	State      string      `json:"state"` // scored, apart
	Reason     string      `json:"reason"`
	Score      float64     `json:"score"`
	Least      float64     `json:"least"`
	Most       float64     `json:"most"`
	Possible   float64     `json:"possible"` // always 100
	Band       string      `json:"band"`     // strong, good, possible, low
	Uncapped   string      `json:"uncapped_band,omitempty"`
	Cap        string      `json:"cap,omitempty"` // the must that capped the band, with the rubric line
	Rank       int         `json:"rank,omitempty"`
	Listed     float64     `json:"listed"`                // points that come from lists
	Bound      bool        `json:"bound,omitempty"`       // the bound on lists was reached
	Built      float64     `json:"built,omitempty"`       // share of the points that count, where too little was built on the server's side for all
	AsSeen     float64     `json:"as_seen"`               // = Score: only what can be seen
	WithHidden float64     `json:"with_hidden,omitempty"` // what it would have been, where hidden text was found
	Criteria   []Criterion `json:"criteria"`
	NotCounted []Hit       `json:"not_counted"`
	WouldAdd   []Change    `json:"would_add,omitempty"`
	WouldCost  []Change    `json:"would_cost,omitempty"`
	Ask        []string    `json:"ask"`
}

// Change is one thing that would change the result.
type Change struct {
	Criterion string  `json:"criterion"`
	Says      string  `json:"says"`
	Points    float64 `json:"points"`
	Band      string  `json:"band,omitempty"` // the band it would lead to, if another
}

// Criterion is the outcome of one criterion. The points of a fit add up to its score.
type Criterion struct {
	ID     string  `json:"id"`
	Title  string  `json:"title"`
	Weight float64 `json:"weight"` // as a share of 100; a bonus is not in the sum
	Bonus  bool    `json:"bonus,omitempty"`
	Points float64 `json:"points"`
	State  string  `json:"state"` // met, partly-met, not-shown, could-not-read
	Shown  float64 `json:"shown"` // worth of the distinct things found, as "1.5 of 2"
	Enough float64 `json:"enough"`
	Must   bool    `json:"must,omitempty"`
	Why    string  `json:"why,omitempty"`
	Ask    string  `json:"ask,omitempty"`    // the rubric's own question about it, for the interview kit
	Source string  `json:"source,omitempty"` // rubric line
	Hits   []Hit   `json:"hits"`
}

// Hit is a term or phrase found in the resume.
type Hit struct {
	Term   string `json:"term"` // canonical name, or the phrase
	Grade  string `json:"grade"`
	Page   int    `json:"page"`
	Line   int    `json:"line"` // from 1: line on the page, or of the text without pages
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Quote  string `json:"quote"`
	Role   int    `json:"role"` // index into Roles, -1 if none
	Source string `json:"source,omitempty"`
	Signal string `json:"signal,omitempty"`
	Side   string `json:"side,omitempty"` // backend or frontend; developer or engineer
	Why    string `json:"why,omitempty"`  // why it was not counted
	OCR    bool   `json:"ocr,omitempty"`
}

// Flag is something a person must look at; never a deduction.
type Flag struct {
	Kind string `json:"kind"`
	Says string `json:"says"`
	Page int    `json:"page"`
}

// Check is the outcome of looking for one kind of hidden text.
type Check struct {
	Kind  string `json:"kind"`
	State string `json:"state"` // found, clear, not-checked
}

// Hidden is one run of words that a reader of the page does not see, or that was tampered with.
type Hidden struct {
	Kind  string    `json:"kind"`          // as in Check
	Page  int       `json:"page"`          // from 1; 0 without pages
	Box   []float64 `json:"box,omitempty"` // left, top, right, bottom in points from the top left of the page
	Start int       `json:"start"`
	End   int       `json:"end"`
	Words string    `json:"words"` // cut at 300 bytes
}

// Since compares with an earlier run.
type Since struct {
	State    string  `json:"state"` // new, changed, again
	Score    float64 `json:"score,omitempty"`
	File     string  `json:"file,omitempty"`
	Note     string  `json:"note,omitempty"`
	Decision string  `json:"decision,omitempty"`
}
