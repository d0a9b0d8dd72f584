package rubrics

import _ "embed"

// Interview is interview.yaml: what to ask whatever a resume shows.
//
//go:embed interview.yaml
var Interview []byte

// Names is names.yaml: words around people's names, for the blind view.
//
//go:embed names.yaml
var Names []byte
