package rubrics

import _ "embed"

//go:generate go test ../screener -run ^TestForms$ -update

// Rules and Structure hold what programs make of the files at their start, made ahead; see screener.NewLoader and
// screener.NewParser, which use them only where they were made from the very files that are embedded.
var (
	//go:embed rules.form
	Rules string
	//go:embed structure.form
	Structure string
)
