package jsonresume

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

type kind uint8

const (
	null kind = iota
	scalar
	list
	object
)

// value is a JSON value; an object keeps the order of its members.
type value struct {
	kind    kind
	text    string // of a string, number or boolean
	items   []value
	members []member
}

type member struct {
	key string
	value
}

// parse reads one JSON value, nested no deeper than depth.
func parse(text string, depth int) (value, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	v, err := next(d, depth)
	if err != nil {
		at, line := d.InputOffset(), 1
		line += strings.Count(text[:min(int(at), len(text))], "\n")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return v, fmt.Errorf("it ends in line %d before it is complete", line)
		}
		return v, fmt.Errorf("line %d: %w", line, err)
	}
	return v, nil
}

func next(d *json.Decoder, depth int) (value, error) {
	tok, err := d.Token()
	if err != nil {
		return value{}, err
	}
	switch t := tok.(type) {
	case string:
		return value{kind: scalar, text: t}, nil
	case json.Number:
		return value{kind: scalar, text: t.String()}, nil
	case bool:
		return value{kind: scalar, text: fmt.Sprint(t)}, nil
	case json.Delim:
		if depth == 0 {
			return value{}, errors.New("nested too deep for a resume")
		}
		v := value{kind: list}
		if t == '{' {
			v.kind = object
		}
		for d.More() {
			key := ""
			if v.kind == object {
				k, err := d.Token()
				if err != nil {
					return v, err
				}
				key, _ = k.(string)
			}
			x, err := next(d, depth-1)
			if err != nil {
				return v, err
			}
			if v.kind == object {
				v.members = append(v.members, member{key, x})
			} else {
				v.items = append(v.items, x)
			}
		}
		_, err := d.Token()
		return v, err
	}
	return value{}, nil
}

// get gives the member of a key.
func (v value) get(key string) (value, bool) {
	for _, m := range v.members {
		if m.key == key {
			return m.value, m.kind != null
		}
	}
	return value{}, false
}

func (v value) hasAny(keys ...string) bool {
	for _, k := range keys {
		if _, ok := v.get(k); ok {
			return true
		}
	}
	return false
}

// empty says whether no text is in the value.
func (v value) empty() bool {
	for _, x := range v.items {
		if !x.empty() {
			return false
		}
	}
	for _, m := range v.members {
		if !m.empty() {
			return false
		}
	}
	return v.kind != scalar || strings.TrimSpace(v.text) == ""
}

// each calls f for each scalar with text in it, in order, with its path.
func (v value) each(path string, f func(v value, path string)) {
	switch v.kind {
	case scalar:
		if strings.TrimSpace(v.text) != "" {
			f(v, path)
		}
	case list:
		for i, x := range v.items {
			x.each(index(path, i), f)
		}
	case object:
		for _, m := range v.members {
			m.each(path+"."+m.key, f)
		}
	}
}
