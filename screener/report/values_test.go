package report

import (
	"bufio"
	"encoding/json"
	"io"
	"slices"
	"strings"
	"testing"
)

// FuzzValues compares a list that is read value by value with what encoding/json makes of it.
func FuzzValues(f *testing.F) {
	for _, s := range []string{`1, "a\\\"],", {"b": [tru, {}]}`, ``, ` null ,[[]],"" `, `1 2`, `]`, `,`, `1,`, `{"a":1}}`, `"`, `{]`, `\"`, `"é\u00e9", -1.5e9`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, in string) {
		in = "[" + in + "]"
		var want, got []string
		var raw []json.RawMessage
		valid := json.Unmarshal([]byte(in), &raw)
		for _, r := range raw {
			want = append(want, string(r))
		}
		v := &values{in: bufio.NewReaderSize(strings.NewReader(in), 16)}
		next := v.list()
		var err error
		for err == nil {
			var one value
			if one, err = next(); err == nil {
				if err = one.decode(new(any)); err == nil && in[one.at:][:len(one.text)] != string(one.text) {
					t.Fatalf("%q does not stand at byte %d of %q", one.text, one.at, in)
				}
				got = append(got, string(one.text))
			}
		}
		if err == io.EOF {
			_, err = v.peek() // nothing follows
		}
		if (err == io.EOF) != (valid == nil) {
			t.Fatalf("%q: %v, and encoding/json says %v", in, err, valid)
		}
		if valid == nil && !slices.Equal(got, want) {
			t.Fatalf("%q: %q, want %q", in, got, want)
		}
	})
}
