// Package rubrics embeds the built-in rubrics with their cases, the vocabulary, the signals, the structure data and
// the guidance, so that one static binary needs no other file.
package rubrics

import "embed"

// Files holds everything under rubrics/.
//
//go:embed *.yaml all:vocabulary all:signals all:structure
var Files embed.FS
