// Package match finds every term of the vocabulary and every phrase of all rubrics and signals in one pass over a
// resume's text, and grades each hit by where it stands and what stands around it.
package match

import "shortlist/screener/document"

// Grade is how much a hit is worth. The zero value is worth nothing.
type Grade uint8

// The grades, best last. Ambiguous, Negated, Claimed and Hidden are worth nothing.
const (
	Hidden    Grade = iota // at or after Document.Visible
	Negated                // "no", "never", "want to learn", somebody else's
	Ambiguous              // nothing vouches that the word means the technology
	Claimed                // a trait somebody gives themselves
	Implied                // by another hit: Django implies Python
	Listed                 // in a bare enumeration
	Unplaced               // in a sentence whose role could not be read
	RoleList               // in the "Stack:" line or the head of a role
	Used                   // in a sentence of a role or project in which something was done
)

// Hit is a term or phrase found at one span.
type Hit struct {
	Span     document.Span
	Entry    int32 // index into the matcher's entries
	Role     int32 // index into Resume.Roles; -1 if none
	Passage  int32 // index into Resume.Passages; -1 if none (hidden text)
	Sentence int32 // index into Result.Sentences; -1 if none
	From     int32 // Implied: index of the hit that implies it; otherwise -1
	Grade    Grade
	Why      Why // why it is worth nothing, or less than its place promises
	OCR      bool
}

var gradeNames = [...]string{"hidden", "negated", "ambiguous", "claimed", "implied", "listed", "unplaced", "role-list", "used"}

// String is the grade's word as it stands in reports: used, role-list, ….
func (g Grade) String() string { return gradeNames[g] }
