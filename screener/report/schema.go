package report

import _ "embed"

// JSONSchema is the JSON Schema (draft 2020-12) of what the JSON format writes.
//
//go:embed schema/report.schema.json
var JSONSchema []byte
