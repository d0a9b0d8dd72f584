package rubric

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"shortlist/screener/match"
	"shortlist/screener/pattern"
	"shortlist/screener/vocabulary"
)

// Data is what rubrics are written with: the vocabulary, the signals, the stack rules and the guidance.
type Data struct {
	Vocabulary *vocabulary.Vocabulary
	Signals    []Signal
	Stack      Stack
	Guidance   *Guidance
	// Matcher, if there is one, was made ahead: it knows the vocabulary and the phrases of all built-in rules.
	Matcher *match.Matcher

	words   words
	sum     [sha256.Size]byte // of all files read here
	phrases map[string]phrase // those read while loading, so that a long list is read once
}

// LoadData reads the data of a folder of rubrics: guidance.yaml, signals/*.yaml, stack.yaml. The vocabulary is read by its own
// package. All that is wrong with the files comes in one error of type Problems.
func LoadData(fsys fs.FS, v *vocabulary.Vocabulary) (*Data, error) {
	d := &Data{Vocabulary: v, words: words{}, phrases: map[string]phrase{}}
	var found Problems
	hash := sha256.New()
	read := func(path string, parse func(*File) Problems) error {
		data, err := fs.ReadFile(fsys, path)
		if err != nil {
			return err
		}
		fmt.Fprintf(hash, "%s %d\n", path, len(data))
		hash.Write(data)
		f, err := ParseFile(path, data)
		if err == nil {
			found = append(found, parse(f)...)
			return nil
		}
		return found.add(err)
	}
	data, err := fs.ReadFile(fsys, "guidance.yaml")
	switch {
	case err == nil:
		if d.Guidance, err = parseGuidance("guidance.yaml", data); err != nil {
			if err = found.add(err); err != nil {
				return nil, err
			}
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if d.Guidance == nil {
		d.Guidance = &Guidance{}
	}
	paths, err := fs.Glob(fsys, "signals/*.yaml")
	if err != nil {
		return nil, err
	}
	slices.Sort(paths)
	// words.yaml holds the lists of words that the other files share.
	if i := slices.Index(paths, "signals/words.yaml"); i >= 0 {
		paths[0], paths[i] = paths[i], paths[0]
	}
	for _, p := range paths {
		parse := d.parseSignals
		if p == "signals/words.yaml" {
			parse = d.parseWords
		}
		if err := read(p, parse); err != nil {
			return nil, err
		}
	}
	if err := read("stack.yaml", d.parseStack); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	copy(d.sum[:], hash.Sum(nil))
	return d, found.orNil()
}

func (d *Data) parseWords(f *File) Problems {
	r := &reading{File: f}
	top := r.fields(f.Root, "a file of words", "schema", "words")
	r.schema(top["schema"], SignalSchema)
	d.words = r.readWords(top["words"], nil)
	return r.found
}

// add takes the problems out of an error; any other error is given back.
func (ps *Problems) add(err error) error {
	var more Problems
	if errors.As(err, &more) {
		*ps = append(*ps, more...)
		return nil
	}
	return err
}

// Signal gives the signal of an id, or nil.
func (d *Data) Signal(id string) *Signal {
	for i := range d.Signals {
		if d.Signals[i].ID == id {
			return &d.Signals[i]
		}
	}
	return nil
}

func (d *Data) signalHelp(id string) string {
	ids := make([]string, len(d.Signals))
	for i, s := range d.Signals {
		ids[i] = s.ID
	}
	return keyHelp(id, ids)
}

// phrase is a phrase as it was read.
type phrase struct {
	pattern *pattern.Pattern
	err     error
}

func (d *Data) checkPhrase(text string) error {
	p, ok := d.phrases[text]
	if !ok {
		p.pattern, p.err = pattern.Parse(text)
		d.phrases[text] = p
	}
	return p.err
}

// Phrase is a phrase, read: those of the data and of rubrics loaded with it are at hand.
func (d *Data) Phrase(text string) (*pattern.Pattern, error) {
	if p, ok := d.phrases[text]; ok {
		return p.pattern, p.err
	}
	return pattern.Parse(text)
}

// SHA256 is the hash of all data that a score rests on beside the rubric's own file, in hex.
func (d *Data) SHA256() string {
	h := sha256.New()
	h.Write(d.sum[:])
	h.Write([]byte(d.Vocabulary.Hash()))
	return hex.EncodeToString(h.Sum(nil))
}

// Without is the data with a signal, a phrase of one, a kind of evidence or an entry of one removed, by the place it was
// written at. It says whether something stood there.
func (d *Data) Without(at Source) (*Data, bool) {
	n := *d
	found := false
	here := func(e Entry) bool {
		hit := e.Source == at
		found = found || hit
		return hit
	}
	n.Signals = slices.DeleteFunc(slices.Clone(d.Signals), func(s Signal) bool { return here(Entry{Source: s.Source}) })
	for i := range n.Signals {
		s := &n.Signals[i]
		s.Phrases = slices.DeleteFunc(slices.Clone(s.Phrases), here)
		s.Not = slices.DeleteFunc(slices.Clone(s.Not), here)
	}
	n.Stack.Evidence = slices.DeleteFunc(slices.Clone(d.Stack.Evidence), func(e Evidence) bool { return here(Entry{Source: e.Source}) })
	for i := range n.Stack.Evidence {
		e := &n.Stack.Evidence[i]
		e.Entries = slices.DeleteFunc(slices.Clone(e.Entries), here)
		e.Not = slices.DeleteFunc(slices.Clone(e.Not), here)
	}
	return &n, found
}

// SignalLean is the lean of the signal of an id; "" where there is none.
func (d *Data) SignalLean(id string) string {
	if s := d.Signal(id); s != nil {
		return s.Lean
	}
	return ""
}
