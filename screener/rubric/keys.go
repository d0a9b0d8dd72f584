package rubric

import "slices"

// The keys of what stands inside a rubric or a file of cases.
var (
	bandsKeys     = []string{"strong", "good", "possible"}
	worthKeys     = []string{"used", "role-list", "unplaced", "listed", "implied"}
	listsKeys     = []string{"points", "share"}
	builtKeys     = []string{"enough", "least"}
	yearsKeys     = []string{"at_least", "of"}
	educationKeys = []string{"level", "fields", "or"}
	casesKeys     = []string{"schema", "rubric", "as_of", "cases"}
	rubricLeans   = []string{"developer", "engineer", "either"}
)

// Keys gives the keys that may be written in a rubric, a criterion, a part, bands, worth, lists, built, years, education, in a file of cases
// ("cases"), a case, and what a case expects ("expect"); nil for anything else.
func Keys(of string) []string {
	switch of {
	case "rubric":
		return slices.Clone(rubricKeys)
	case "criterion":
		return slices.Clone(criterionKeys)
	case "part":
		return slices.Clone(partKeys)
	case "bands":
		return slices.Clone(bandsKeys)
	case "worth":
		return slices.Clone(worthKeys)
	case "lists":
		return slices.Clone(listsKeys)
	case "built":
		return slices.Clone(builtKeys)
	case "years":
		return slices.Clone(yearsKeys)
	case "education":
		return slices.Clone(educationKeys)
	case "cases":
		return slices.Clone(casesKeys)
	case "case":
		return slices.Clone(caseKeys)
	case "expect":
		return slices.Clone(wantKeys)
	}
	return nil
}

// Words gives the words that a value may be: "stack" (what a rubric accepts), "lean", "count", "place" (where), "level" (of education),
// and of cases "band", "case-stack", "case-lean", "state", "flag"; nil for anything else.
func Words(of string) []string {
	switch of {
	case "stack":
		return slices.Clone(stacks)
	case "lean":
		return slices.Clone(rubricLeans)
	case "count":
		return slices.Clone(countNames)
	case "place":
		return slices.Clone(places)
	case "level":
		return slices.Clone(levels)
	case "band":
		return slices.Clone(bandNames)
	case "case-stack":
		return slices.Clone(caseStacks)
	case "case-lean":
		return slices.Clone(caseLeans)
	case "state":
		return slices.Clone(caseStates)
	case "flag":
		return slices.Clone(FlagKinds)
	}
	return nil
}
