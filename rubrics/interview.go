package rubrics

import _ "embed"

// Interview is interview.yaml: what to ask whatever a resume shows.
//
//go:embed interview.yaml
var Interview []byte
