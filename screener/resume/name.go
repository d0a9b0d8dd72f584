package resume

// The names by which files and reports call the kinds.
var (
	sectionWords = [...]string{"none", "contact", "summary", "experience", "projects", "skills", "education", "certificates", "courses", "publications", "languages", "volunteer", "awards", "interests", "references", "other"}
	roleWords    = [...]string{"job", "freelance", "internship", "volunteer", "academic"}
	levelWords   = [...]string{"none", "school", "certificate", "boot camp", "associate", "bachelor", "master", "doctorate"}
	precWords    = [...]string{"none", "year", "quarter", "month"}
	placeWords   = [...]string{"other", "role", "project", "role-list", "head", "list", "summary", "education", "course", "certificate", "publication", "language", "interest", "reference", "heading", "contact", "foreign"}
)

func word(words []string, i int) string {
	if i < len(words) {
		return words[i]
	}
	return "?"
}

// String is the name of the kind in lower case: "experience".
func (k SectionKind) String() string { return word(sectionWords[:], int(k)) }

// String is the name of the kind in lower case: "freelance".
func (k RoleKind) String() string { return word(roleWords[:], int(k)) }

// String is the name of the level in lower case: "bachelor".
func (l Level) String() string { return word(levelWords[:], int(l)) }

// String is the name of the precision in lower case: "month".
func (p Precision) String() string { return word(precWords[:], int(p)) }

// String is the name of the place in lower case: "role-list".
func (p Place) String() string { return word(placeWords[:], int(p)) }
