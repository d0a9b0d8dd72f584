package proof

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"shortlist/screener/rubric"
)

//go:embed reference.yaml
var referenceYAML []byte

// Object is a kind of mapping in a rubric or a file of cases.
type Object struct {
	Name  string `yaml:"object"`
	Title string `yaml:"title"`
	Says  string `yaml:"says"`
	Keys  []Key  `yaml:"keys"`
}

// Key is one key of an object.
type Key struct {
	Key     string `yaml:"key"`
	Is      string `yaml:"is"`
	Needed  bool   `yaml:"needed"`
	Says    string `yaml:"says"`
	Example string `yaml:"example"`
}

// Reference describes all keys, as the loader knows them.
var Reference = sync.OnceValue(func() []Object {
	var out []Object
	if err := yaml.Unmarshal(referenceYAML, &out); err != nil {
		panic("reference.yaml: " + err.Error()) // embedded; a test reads it
	}
	return out
})

type object = map[string]any

// JSONSchema is the JSON Schema (draft 2020-12) of rubrics, and of files of cases where cases is set.
func JSONSchema(cases bool) ([]byte, error) {
	top := "rubric"
	if cases {
		top = "cases"
	}
	defs := object{}
	for _, o := range Reference() {
		defs[o.Name] = o.schema()
	}
	if cases {
		for _, name := range []string{"rubric", "criterion", "part", "bands", "worth", "lists", "built", "years", "education", "term"} {
			delete(defs, name)
		}
	} else {
		for _, name := range []string{"cases", "case", "expect"} {
			delete(defs, name)
		}
	}
	s := object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "shortlist " + top,
		"$ref":    "#/$defs/" + top,
		"$defs":   defs,
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return nil, err
	}
	return []byte(b.String()), nil
}

// schema is the schema of one object.
func (o *Object) schema() object {
	properties := object{}
	needed := []string{}
	for _, k := range o.Keys {
		s := k.schema(o.Name)
		s["description"] = k.Says
		properties[k.Key] = s
		if k.Needed && !(o.Name == "criterion" && k.Key == "weight") {
			needed = append(needed, k.Key)
		}
	}
	s := object{"title": o.Title, "description": o.Says, "type": "object", "properties": properties, "required": needed, "additionalProperties": false}
	switch o.Name {
	case "rubric":
		s["anyOf"] = []object{{"required": []string{"criteria"}}, {"required": []string{"extends"}}}
	case "case":
		s["anyOf"] = []object{{"required": []string{"resume"}}, {"required": []string{"role"}}, {"required": []string{"list"}}, {"required": []string{"file"}}}
	case "expect":
		s["minProperties"] = 1
	}
	return s
}

// schema is the schema of one key's value.
func (k *Key) schema(of string) object {
	kind, name, _ := strings.Cut(k.Is, " ")
	text := object{"type": "string", "minLength": 1}
	oneOf := func() object { return object{"enum": wordsOf(name)} }
	listOr := func(item object) object {
		return object{"anyOf": []object{item, {"type": "array", "items": item}}}
	}
	switch kind {
	case "text":
		if k.Key == "schema" {
			return object{"const": map[string]string{"rubric": rubric.Schema, "cases": rubric.CasesSchema}[of]}
		}
		return text
	case "id":
		return object{"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}
	case "number":
		return object{"type": "number", "minimum": 0}
	case "points":
		return object{"type": "integer", "minimum": 0, "maximum": 100}
	case "share":
		return object{"type": "number", "minimum": 0, "maximum": 1}
	case "whole":
		return object{"type": "integer", "minimum": 1}
	case "boolean":
		return object{"type": "boolean"}
	case "date":
		return object{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
	case "range":
		return object{"type": "string", "pattern": "^[0-9.]* *- *[0-9.]*$"}
	case "texts":
		return listOr(text)
	case "words":
		return oneOf()
	case "word-list":
		return listOr(oneOf())
	case "reasons":
		return object{"type": "object", "additionalProperties": object{"type": "string", "minLength": 5}, "propertyNames": object{"pattern": "^L[0-9]{3}$"}}
	case "states":
		return object{"type": "object", "additionalProperties": object{"enum": rubric.Words("state")}}
	case "object":
		return object{"$ref": "#/$defs/" + name}
	case "list":
		return object{"type": "array", "minItems": 1, "items": object{"$ref": "#/$defs/" + name}}
	}
	panic("reference.yaml: " + k.Key + " is " + k.Is) // embedded; a test reads it
}

// wordsOf are the words that a value may be; how a term's name alone is read belongs to the vocabulary.
func wordsOf(name string) []string {
	if name == "alone" {
		return []string{"always", "in-context", "never"}
	}
	return rubric.Words(name)
}

// says is what a key holds, for people.
func (k *Key) holds() string {
	kind, name, _ := strings.Cut(k.Is, " ")
	switch kind {
	case "id":
		return "small letters, digits, hyphens"
	case "number":
		return "a number"
	case "points":
		return "a whole number, 0 to 100"
	case "share":
		return "a number, 0 to 1"
	case "whole":
		return "a whole number, 1 or more"
	case "boolean":
		return "true or false"
	case "date":
		return "a day, YYYY-MM-DD"
	case "range":
		return "a range in quotes"
	case "texts":
		return "a text, or a list"
	case "words":
		return strings.Join(wordsOf(name), ", ")
	case "word-list":
		return "one or a list of " + strings.Join(wordsOf(name), ", ")
	case "reasons":
		return "codes with reasons"
	case "states":
		return "ids with " + strings.Join(rubric.Words("state"), ", ")
	case "object":
		return "see " + name
	case "list":
		return "a list, see " + name
	}
	return "a text"
}

// WriteReference writes the page about all keys, in Markdown.
func WriteReference(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`# Rubrics and cases: every key

This page is made from the same data as the schema that editors use (` + "`shortlist rubric schema`" + `). A key that is not listed here is refused with
its line and a suggestion. ` + "`shortlist rubric new NAME`" + ` writes a file to start from, ` + "`shortlist rubric lint`" + ` checks it, ` + "`shortlist rubric test`" + ` runs its cases.
`)
	for _, o := range Reference() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n", o.Title, o.Says)
		for _, k := range o.Keys {
			needed := ""
			if k.Needed {
				needed = ", needed"
			}
			fmt.Fprintf(&b, "\n### `%s` (%s%s)\n\n%s\n\n```yaml\n%s\n```\n", k.Key, k.holds(), needed, k.Says, k.Example)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
