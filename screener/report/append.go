package report

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// AppendRecord appends a record to b as json.Marshal writes it. A record is 30 kB of small fields and a run has thousands, so that
// writing them is a good part of its work: this takes 0.6 of json.Marshal's time, and with an indent an eighth of a json.Encoder's. The
// error is for a number that JSON cannot hold.
func AppendRecord(b []byte, res *Resume) ([]byte, error) {
	return appendJSON(b, res, jsonStyle{escapeHTML: true})
}

// jsonStyle is how appendJSON writes.
type jsonStyle struct {
	escapeHTML bool   // <, > and & as \u003c and so on
	indent     bool   // a line for each value, one space deeper in each list or object
	prefix     string // before each line but the first
}

// appendJSON appends v to b as encoding/json writes it, byte for byte. It takes what records are made of: structs (embedded ones
// too), pointers to them, lists, strings, numbers and bools; the error names anything else.
func appendJSON(b []byte, v any, style jsonStyle) ([]byte, error) {
	w := &jsonWriter{jsonStyle: style, out: b}
	if style.indent {
		w.breaks = "\n" + style.prefix + strings.Repeat(" ", 32)
	}
	w.value(reflect.ValueOf(v))
	return w.out, w.err
}

type jsonWriter struct {
	jsonStyle
	out    []byte
	breaks string // a line break and room for its indent
	depth  int
	err    error
}

func (w *jsonWriter) newline() {
	if w.indent {
		w.out = append(w.out, w.breaks[:1+len(w.prefix)+w.depth]...)
	}
}

func (w *jsonWriter) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		w.string(v.String())
	case reflect.Int, reflect.Int32, reflect.Int64:
		w.out = strconv.AppendInt(w.out, v.Int(), 10)
	case reflect.Uint32, reflect.Uint64:
		w.out = strconv.AppendUint(w.out, v.Uint(), 10)
	case reflect.Float64:
		w.float(v.Float())
	case reflect.Bool:
		w.out = strconv.AppendBool(w.out, v.Bool())
	case reflect.Pointer:
		if v.IsNil() {
			w.out = append(w.out, "null"...)
			return
		}
		w.value(v.Elem())
	case reflect.Slice:
		w.list(v)
	case reflect.Struct:
		w.object(v)
	default:
		w.err = fmt.Errorf("a record cannot hold a %s", v.Type())
	}
}

func (w *jsonWriter) list(v reflect.Value) {
	n := v.Len()
	switch {
	case v.IsNil():
		w.out = append(w.out, "null"...)
		return
	case n == 0:
		w.out = append(w.out, "[]"...)
		return
	}
	w.out = append(w.out, '[')
	w.depth++
	for i := range n {
		if i > 0 {
			w.out = append(w.out, ',')
		}
		w.newline()
		w.value(v.Index(i))
	}
	w.depth--
	w.newline()
	w.out = append(w.out, ']')
}

func (w *jsonWriter) object(v reflect.Value) {
	w.out = append(w.out, '{')
	w.depth++
	start := len(w.out)
	w.fields(v, start)
	w.depth--
	if len(w.out) > start {
		w.newline()
	}
	w.out = append(w.out, '}')
}

// fields writes the fields of v into the object that starts at start.
func (w *jsonWriter) fields(v reflect.Value, start int) {
	for _, f := range jsonFields(v.Type()) {
		of := v.Field(f.index)
		switch {
		case f.embedded:
			w.fields(of, start)
			continue
		case f.omitEmpty && empty(of):
			continue
		case len(w.out) > start:
			w.out = append(w.out, ',')
		}
		w.newline()
		w.out = append(w.out, f.key...)
		if w.indent {
			w.out = append(w.out, ' ')
		}
		w.value(of)
	}
}

// empty is what encoding/json leaves out by omitempty.
func empty(v reflect.Value) bool {
	if v.Kind() == reflect.Slice {
		return v.Len() == 0
	}
	return v.Kind() != reflect.Struct && v.IsZero()
}

type jsonField struct {
	key                 string // `"name":`
	index               int
	omitEmpty, embedded bool
}

var jsonFieldsOf sync.Map // of reflect.Type to []jsonField

// jsonFields is what a struct's tags say.
func jsonFields(t reflect.Type) []jsonField {
	if known, ok := jsonFieldsOf.Load(t); ok {
		return known.([]jsonField)
	}
	var out []jsonField
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" || !f.IsExported() {
			continue
		}
		if name == "" {
			name = f.Name
		}
		out = append(out, jsonField{key: `"` + name + `":`, index: i, omitEmpty: options == "omitempty", embedded: f.Anonymous})
	}
	jsonFieldsOf.Store(t, out)
	return out
}

// float writes a number as encoding/json does: as ECMAScript would.
func (w *jsonWriter) float(f float64) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		w.err = fmt.Errorf("a record cannot hold the number %v", f)
		return
	}
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	w.out = strconv.AppendFloat(w.out, f, format, -1, 64)
	if n := len(w.out); format == 'e' && n >= 4 && w.out[n-4] == 'e' && w.out[n-3] == '-' && w.out[n-2] == '0' { // e-09 becomes e-9
		w.out[n-2] = w.out[n-1]
		w.out = w.out[:n-1]
	}
}

func (w *jsonWriter) string(s string) {
	const hex = "0123456789abcdef"
	out := append(w.out, '"')
	start := 0 // of what was not written yet
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' && (!w.escapeHTML || c != '<' && c != '>' && c != '&') {
				i++
				continue
			}
			out = append(out, s[start:i]...)
			switch c {
			case '"', '\\':
				out = append(out, '\\', c)
			case '\b':
				out = append(out, `\b`...)
			case '\f':
				out = append(out, `\f`...)
			case '\n':
				out = append(out, `\n`...)
			case '\r':
				out = append(out, `\r`...)
			case '\t':
				out = append(out, `\t`...)
			default:
				out = append(out, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			start = i
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			out = append(append(out, s[start:i]...), `\ufffd`...)
		case r == '\u2028' || r == '\u2029': // line breaks for JavaScript
			out = append(append(out, s[start:i]...), `\u202`...)
			out = append(out, hex[r&15])
		default:
			i += n
			continue
		}
		i += n
		start = i
	}
	w.out = append(append(out, s[start:]...), '"')
}
