package match

import (
	"strings"

	"shortlist/screener/document"
)

// Reason says why a hit is worth nothing, or less than its place promises.
type Reason uint8

// The reasons. Fine is the zero value: nothing held the hit back.
const (
	Fine         Reason = iota
	PartOf              // of a longer name: Spring in "Spring Boot"
	OtherMeaning        // the words around it mean something else: "go to market"
	Unvouched           // nothing around it says that the technology is meant
	OwnName             // the person's own name
	InLink              // in an address of the web or of mail
	InAddress           // in a postal address
	OfEmployer          // in an employer's name
	OfSchool            // in a school's name
	NegatedBy           // "no", "never"
	AnAim               // "want to learn"
	OfOthers            // somebody else's: "the Java team"
	NotChosen           // "instead of"
	Slight              // "familiar with": counted as listed
	OnlyHeard           // "attended a talk about"
	OthersText          // a job advertisement or a reference
	InHeading           // in a heading
	Enumerated          // in a bare enumeration
	NotSeen             // in text that a reader of the page does not see
	Trait               // what somebody says of themselves
	AskedFor            // what an employer asks of candidates
	FromAnother         // implied or satisfied by another hit
)

// Why is the reason for a grade, with the words that show it.
type Why struct {
	Reason Reason
	At     document.Span // the words that show it; may be empty
}

var says = [...]string{
	Fine: "", PartOf: "part of Q", OtherMeaning: "another meaning, in Q", Unvouched: "nothing around it says that the technology is meant",
	OwnName: "the person's own name", InLink: "in a link or address", InAddress: "in a postal address",
	OfEmployer: "in an employer's name, Q", OfSchool: "in a school's name, Q", NegatedBy: "negated by Q", AnAim: "an aim: Q",
	OfOthers: "somebody else's work: Q", NotChosen: "not what was used: Q", OnlyHeard: "only heard or read of: Q", Slight: "a slight acquaintance: Q",
	OthersText: "somebody else's text", InHeading: "in a heading", Enumerated: "in a bare enumeration", NotSeen: "in text that a reader does not see",
	Trait: "a trait that the person claims; ask for it", AskedFor: "what somebody asks for: Q", FromAnother: "follows from Q",
}

// Says is the reason for a person to read: `in "spring 2021"`. It is empty where nothing held the hit back.
func (w Why) Says(doc *document.Document) string {
	s := says[w.Reason]
	if !strings.Contains(s, "Q") {
		return s
	}
	quote := strings.Join(strings.Fields(doc.Slice(w.At)), " ")
	if quote == "" {
		return strings.TrimRight(strings.TrimSuffix(s, "Q"), ":, ")
	}
	return strings.Replace(s, "Q", "\""+quote+"\"", 1)
}
