package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compiled is the schema of reports, or a part of it.
func compiled(t *testing.T, part string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("report.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("report.schema.json" + part)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOutputIsValid(t *testing.T) {
	s := compiled(t, "")
	for name, r := range map[string]*Report{"sample": sample(), "pool": pool(40), "empty": {AsOf: "2026-11-21"}, "nulls": {AsOf: "2026-11-21", Resumes: []Resume{{ID: "a", State: StateRead, Fits: []Fit{{State: "scored", Possible: 100, Band: "low"}}}}}} {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(render(t, r, "json", Options{})))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(v); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestLinesAreValid: a line is a resume of the schema, with what describes the run beside it.
func TestLinesAreValid(t *testing.T) {
	resume := compiled(t, "#/$defs/resume")
	r := sample()
	lines := bytes.Split(bytes.TrimSpace(render(t, r, "jsonl", Options{})), []byte("\n"))
	if len(lines) != len(r.Resumes) {
		t.Errorf("%d lines for %d resumes", len(lines), len(r.Resumes))
	}
	for i, line := range lines {
		v, err := jsonschema.UnmarshalJSON(bytes.NewReader(line))
		if err != nil {
			t.Fatalf("line %d: %v", i+1, err)
		}
		if err := resume.Validate(v); err != nil {
			t.Errorf("line %d: %v", i+1, err)
		}
		for _, need := range []string{"schema", "as_of", "tool", "vocabulary", "rubrics"} {
			if _, ok := v.(map[string]any)[need]; !ok {
				t.Errorf("line %d has no %s", i+1, need)
			}
		}
	}
}

// TestSchemaRefuses proves that the schema says something.
func TestSchemaRefuses(t *testing.T) {
	s := compiled(t, "")
	for _, c := range []struct{ from, to string }{
		{`"schema": "shortlist.report/1"`, `"schema": "shortlist.report/2"`},
		{`"state": "read"`, `"state": "reject"`},
		{`"band": "strong"`, `"band": "best"`},
		{`"counts": {`, `"count": {`},
		{`"grade": "used"`, `"grade": "great"`},
		{`"score": 9`, `"score": 19`},
	} {
		out := string(render(t, sample(), "json", Options{}))
		bad := strings.Replace(out, c.from, c.to, 1)
		if bad == out {
			t.Fatalf("the sample has no %s", c.from)
		}
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(bad))
		if err != nil {
			t.Fatal(err)
		}
		if s.Validate(v) == nil {
			t.Errorf("the schema takes %s", c.to)
		}
	}
}

// TestSchemaKnowsEveryField: each field that Go can write is described in the schema, and the other way round.
func TestSchemaKnowsEveryField(t *testing.T) {
	var root map[string]any
	if err := json.Unmarshal(JSONSchema, &root); err != nil {
		t.Fatal(err)
	}
	compareFields(t, "report", reflect.TypeFor[Report](), root, root)
}

func compareFields(t *testing.T, path string, typ reflect.Type, node, root map[string]any) {
	t.Helper()
	for {
		if ref, ok := node["$ref"].(string); ok {
			node = root["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")].(map[string]any)
			continue
		}
		switch typ.Kind() {
		case reflect.Pointer:
			typ = typ.Elem()
			continue
		case reflect.Slice:
			typ, node = typ.Elem(), node["items"].(map[string]any)
			continue
		}
		break
	}
	if typ.Kind() != reflect.Struct {
		return
	}
	props, _ := node["properties"].(map[string]any)
	if props == nil {
		t.Errorf("%s: the schema has no properties", path)
		return
	}
	var fields []string
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		fields = append(fields, name)
		p, ok := props[name].(map[string]any)
		if !ok {
			t.Errorf("%s.%s is not in the schema", path, name)
			continue
		}
		required, _ := node["required"].([]any)
		if slices.Contains(required, any(name)) == strings.Contains(options, "omitempty") && !slices.Contains([]string{"file"}, name) {
			t.Errorf("%s.%s: required in the schema and written only where filled, or the other way round", path, name)
		}
		compareFields(t, path+"."+name, f.Type, p, root)
	}
	for name := range props {
		if !slices.Contains(fields, name) {
			t.Errorf("%s.%s is in the schema only", path, name)
		}
	}
}

var decimals = regexp.MustCompile(`\.\d{4,}`)

func TestNumbersHaveThreeDecimals(t *testing.T) {
	r := pool(30)
	for i := range r.Resumes {
		for j := range r.Resumes[i].Fits {
			f := &r.Resumes[i].Fits[j]
			f.Score, f.Criteria[0].Points, f.Listed = f.Score+1.0/3, 1.0/7, 2.0/3
		}
		r.Resumes[i].Lean.Score = 1.0 / 3
	}
	for _, format := range []string{"json", "jsonl", "csv"} {
		if m := decimals.FindString(string(render(t, r, format, Options{}))); m != "" {
			t.Errorf("%s holds %s", format, m)
		}
	}
}

// TestSchemaDocs keeps docs/report-json.md, which is made from the schema.
func TestSchemaDocs(t *testing.T) {
	var root struct {
		Description string
		Properties  map[string]schemaField
		Defs        map[string]schemaField `json:"$defs"`
	}
	if err := json.Unmarshal(JSONSchema, &root); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# The report as JSON\n\n<!-- made from screener/report/schema/report.schema.json by: go test ./screener/report -update -->\n\n%s\n\n", root.Description)
	b.WriteString("`--format json` writes one document as below. `--format jsonl` writes one line a resume: the fields of *resume* with `schema` (`shortlist.record/1`), `as_of`, `tool`, `vocabulary`, `rubrics` (without counts), and `ranked_by` beside them; there is no head line, so lines can be cut, filtered and joined. `shortlist render` reads both.\n")
	writeFields(&b, "report", root.Properties)
	names := make([]string, 0, len(root.Defs))
	for n := range root.Defs {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		writeFields(&b, n, root.Defs[n].Properties)
	}
	golden(t, "../../../docs/report-json.md", []byte(b.String()))
}

type schemaField struct {
	Ref         string `json:"$ref"`
	Type        string
	Description string
	Enum        []string
	Items       *schemaField
	Properties  map[string]schemaField
}

func writeFields(b *strings.Builder, name string, fields map[string]schemaField) {
	fmt.Fprintf(b, "\n## %s\n\n| field | kind | |\n|---|---|---|\n", name)
	keys := make([]string, 0, len(fields))
	for k := range fields {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		f := fields[k]
		says := f.Description
		if len(f.Enum) > 0 {
			says += " One of: " + strings.Join(slices.DeleteFunc(slices.Clone(f.Enum), func(s string) bool { return s == "" }), ", ") + "."
		}
		fmt.Fprintf(b, "| `%s` | %s | %s |\n", k, kindOf(f), strings.TrimSpace(says))
		inner := f.Properties
		if f.Items != nil {
			inner = f.Items.Properties
		}
		subs := make([]string, 0, len(inner))
		for s := range inner {
			subs = append(subs, s)
		}
		slices.Sort(subs)
		for _, s := range subs {
			fmt.Fprintf(b, "| `%s.%s` | %s | %s |\n", k, s, kindOf(inner[s]), inner[s].Description)
		}
	}
}

func kindOf(f schemaField) string {
	switch {
	case f.Ref != "":
		n := strings.TrimPrefix(f.Ref, "#/$defs/")
		return "[" + n + "](#" + n + ")"
	case f.Items != nil:
		return "list of " + kindOf(*f.Items)
	case f.Type == "":
		return "text"
	}
	return f.Type
}
