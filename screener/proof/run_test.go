package proof_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shortlist/screener"
	"shortlist/screener/document"
	"shortlist/screener/fit"
	"shortlist/screener/proof"
	"shortlist/screener/resume"
	"shortlist/screener/rubric"
)

func newRunner() *proof.Runner {
	return &proof.Runner{Loader: must(screener.NewLoader()), Parser: must(screener.NewParser())}
}

// suiteOf writes a rubric and its cases into a folder and finds them there.
func suiteOf(t testing.TB, r *proof.Runner, rules, cases string) *proof.Suite {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"x.yaml": rules, "x_test.yaml": cases} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all, err := proof.Suites(r.Loader, []string{dir})
	if err != nil || len(all) != 1 || all[0].Err != nil {
		t.Fatalf("%d suites, %v, %v", len(all), err, all[0].Err)
	}
	return all[0]
}

const someRules = `schema: shortlist.rubric/1
name: x
criteria:
  - id: architecture
    weight: 50
    phrases: [~design ... system, ~split ... monolith]
    not: [design system]
    count: sentences
    enough: 2
    why: w
  - id: languages
    weight: 30
    terms: [tag:server-language, Kubernetes]
    enough: 2
    must: 1
    why: w
  - id: scope
    weight: 20
    signals: [leads-teams, technical-debt]
    why: w
`

const someCases = `schema: shortlist.cases/1
as_of: 2026-11-21
cases:
  - name: both
    role: [Designed the payment system in Go., Split the monolith into services., Led a team of five engineers.]
    expect: {criteria: {architecture: met, languages: partly-met, scope: met}, band: strong, above: [one]}
  - name: one
    role: [Designed the payment system in Java.]
    expect: {criteria: {architecture: partly-met}, terms: [Java]}
  - name: designer
    role: [Built a design system.]
    expect: {criteria: {architecture: not-shown}}
  - name: capped
    role: [Designed the payment system., Split the monolith., Led a team of five engineers.]
    expect: {band: possible}
  - name: missed
    role: [Wrote Qwertish.]
    todo: nobody knows it
    expect: {criteria: {languages: met}}
`

// What the coverage says of a dropped line is what dropping it and compiling everything anew says.
func TestMutationsAgainstTheSlowWay(t *testing.T) {
	ctx := context.Background()
	r := newRunner()
	s := suiteOf(t, r, someRules, someCases)
	c, err := r.CoverCases(ctx, []*proof.Suite{s}, true, false)
	if err != nil {
		t.Fatal(err)
	}
	specialities := must(r.Loader.Specialities())
	compared, noticed := 0, 0
	for i := range c.Lines {
		l := &c.Lines[i]
		if !l.Dropped || strings.HasPrefix(l.File, "signals/") && i%8 != 0 { // compiling takes long
			continue
		}
		rules, data := s.Rubric, r.Loader.Data
		at := sourceOf(t, rules, data, l)
		if changed, ok := rules.Without(at); ok {
			rules = changed
		} else if changed, ok := data.Without(at); ok {
			data = changed
		} else {
			t.Fatalf("%s:%d: nothing stands there", l.File, l.Line)
		}
		judge, err := fit.New(data, []*rubric.Rubric{rules}, specialities)
		if err != nil {
			t.Fatal(err)
		}
		want := failing(ctx, r, s, judge)
		if !slices.Equal(want, l.Noticed) {
			t.Errorf("%s:%d %s %q: noticed by %v, the slow way by %v", l.File, l.Line, l.Kind, l.Text, l.Noticed, want)
		}
		compared++
		if len(want) > 0 {
			noticed++
		}
	}
	if compared < 10 || noticed < 6 {
		t.Errorf("only %d lines were compared, %d of them noticed", compared, noticed)
	}
}

// sourceOf finds the place of a line of the coverage.
func sourceOf(t *testing.T, r *rubric.Rubric, d *rubric.Data, l *proof.LineUse) rubric.Source {
	t.Helper()
	text := strings.TrimPrefix(l.Text, "tag:")
	var all []rubric.Entry
	for _, c := range r.Criteria {
		all = append(all, rubric.Entry{Text: c.ID, Source: c.Source}, rubric.Entry{Text: "must: 1", Source: c.MustAt})
		for _, p := range c.Parts {
			all = append(append(all, p.Entries...), p.Not...)
		}
	}
	for _, s := range d.Signals {
		all = append(append(all, s.Phrases...), s.Not...)
	}
	for _, e := range all {
		if e.Text == text && e.Source.Line == l.Line && strings.HasSuffix(l.File, e.Source.File) {
			return e.Source
		}
	}
	t.Fatalf("%s:%d %q is nowhere", l.File, l.Line, l.Text)
	return rubric.Source{}
}

// failing are the cases that hold as they are and fail by another judge, all judged anew.
func failing(ctx context.Context, r *proof.Runner, s *proof.Suite, judge *fit.Judge) []string {
	scores := map[string]rubric.Points{}
	judged := make([]*fit.Assessment, len(s.Cases.Cases))
	for i := range s.Cases.Cases {
		c := &s.Cases.Cases[i]
		p := r.Prepare(ctx, s, c)
		judged[i] = judge.Assess(p.Document, p.Resume, proof.AsOf(c.AsOf))
		scores[c.Name] = judged[i].Fits[0].Score
	}
	var out []string
	for i := range s.Cases.Cases {
		if c := &s.Cases.Cases[i]; c.Todo == "" && len(fit.Check(&c.Wants, judged[i], 0, scores)) > 0 {
			out = append(out, c.Name)
		}
	}
	return out
}

// A case is passed only where everything was checked.
func TestStatuses(t *testing.T) {
	r := newRunner()
	s := suiteOf(t, r, someRules, someCases+`  - name: in a file
    file: secret-name.pdf
    expect: {band: low}
  - name: against a file
    role: [Wrote Go.]
    expect: {above: [in a file]}
  - name: wrong
    role: [Wrote scripts in Ruby.]
    expect: {not_terms: [Ruby]}
  - name: known for long
    role: [Wrote scripts in Ruby.]
    todo: once missing
    expect: {terms: [Ruby]}
`)
	want := map[string]proof.Status{
		"both": proof.Passed, "one": proof.Passed, "designer": proof.Passed, "capped": proof.Passed, "missed": proof.Todo,
		"in a file": proof.NotRun, "against a file": proof.NotRun, "wrong": proof.Failed, "known for long": proof.Fixed,
	}
	check := func(read func(context.Context, string) (*document.Document, *resume.Resume, error)) *proof.Result {
		t.Helper()
		r.Read = read
		got, err := r.Run(context.Background(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range got.Outcomes {
			if o.Status != want[o.Name] {
				t.Errorf("%q is %s, want %s (%s %v)", o.Name, o.Status, want[o.Name], o.Why, o.Misses)
			}
		}
		return got
	}
	check(nil)
	got := check(func(context.Context, string) (*document.Document, *resume.Resume, error) {
		return nil, nil, errors.New("secret-name.pdf: no text layer")
	})
	for _, format := range []string{"junit", "github"} {
		var b bytes.Buffer
		if err := proof.WriteResults(&b, []*proof.Result{got}, format, true); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "secret-name") {
			t.Errorf("%s names a resume's file:\n%s", format, b.String())
		}
		if format == "junit" {
			var any struct {
				Tests    int `xml:"tests,attr"`
				Failures int `xml:"failures,attr"`
				Skipped  int `xml:"skipped,attr"`
			}
			if err := xml.Unmarshal(b.Bytes(), &any); err != nil || any.Tests != 9 || any.Failures != 2 || any.Skipped != 3 {
				t.Errorf("junit: %+v %v", any, err)
			}
		}
	}
}

// A snapshot notices what no case asks about, and is read as it was written.
func TestSnapshot(t *testing.T) {
	ctx := context.Background()
	r := newRunner()
	s := suiteOf(t, r, someRules, someCases)
	first, err := r.Run(ctx, s, nil)
	if err != nil {
		t.Fatal(err)
	}
	var none *proof.Snapshot
	if err := os.WriteFile(proof.SnapshotPath(s.Path), none.Update(first), 0o600); err != nil {
		t.Fatal(err)
	}
	snap, err := proof.ReadSnapshot(s.Path)
	if err != nil || snap == nil || len(snap.Cases) != len(s.Cases.Cases) {
		t.Fatalf("%+v %v", snap, err)
	}
	again, err := r.Run(ctx, s, snap)
	if err != nil {
		t.Fatal(err)
	}
	if n := proof.Count([]*proof.Result{again}); n.Drifted != 0 || n.Passed != 4 {
		t.Errorf("nothing changed, and %+v", n)
	}
	if !bytes.Equal(snap.Update(again), none.Update(first)) {
		t.Error("writing it again changes it")
	}
	s.Rubric = s.Rubric.Clone()
	s.Rubric.Criteria[2].Weight += 5000
	drifted, err := r.Run(ctx, s, snap)
	if err != nil {
		t.Fatal(err)
	}
	if n := proof.Count([]*proof.Result{drifted}); n.Drifted == 0 || n.Failed != 0 {
		t.Errorf("a weight changed, and %+v", n)
	}
	snap.Cases["gone"] = &proof.State{}
	more, err := r.Run(ctx, s, snap)
	if err != nil || !slices.Equal(more.Drift, []string{"gone"}) {
		t.Errorf("a case is gone: %v %v", more.Drift, err)
	}
}

// The cases of the built-in rubrics hold by the runner that people use.
func TestBuiltinCases(t *testing.T) {
	r := newRunner()
	suites, err := proof.BuiltinSuites(r.Loader)
	if err != nil || len(suites) < 2 {
		t.Fatalf("%d suites, %v", len(suites), err)
	}
	all := 0
	for _, s := range suites {
		if s.Err != nil {
			t.Fatal(s.Err)
		}
		got, err := r.Run(context.Background(), s, nil)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := proof.WriteResults(&b, []*proof.Result{got}, "text", false); err != nil {
			t.Fatal(err)
		}
		if n := proof.Count([]*proof.Result{got}); n.Passed+n.Todo != n.All() {
			t.Errorf("%s", b.String())
		}
		all += len(got.Outcomes)
	}
	if all < 80 {
		t.Errorf("only %d cases", all)
	}
}
