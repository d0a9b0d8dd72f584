package match

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"shortlist/screener/document"
	"shortlist/screener/resume"
)

func TestGradesByPlace(t *testing.T) {
	m := matcher(t)
	tests := []struct {
		text  string
		place resume.Place
		want  string
	}{
		{"Split the monolith with Kafka.", resume.PlaceRole, "monolith:used Kafka:used"},
		{"Split the monolith with Kafka.", resume.PlaceProject, "monolith:used Kafka:used"},
		{"Split the monolith with Kafka.", resume.PlaceOther, "monolith:unplaced Kafka:unplaced"},
		{"Split the monolith with Kafka.", resume.PlaceSummary, "monolith:listed Kafka:listed"},
		{"Split the monolith with Kafka.", resume.PlaceForeign, "monolith:negated Kafka:negated"},
		{"Split the monolith with Kafka.", resume.PlaceReference, "monolith:negated Kafka:negated"},
		{"Kafka, Redis, MySQL", resume.PlaceRole, "Kafka:role-list Redis:role-list MySQL:role-list"},
		{"Kafka, Redis, MySQL", resume.PlaceRoleList, "Kafka:role-list Redis:role-list MySQL:role-list"},
		{"Kafka, Redis, MySQL", resume.PlaceOther, "Kafka:listed Redis:listed MySQL:listed"},
		{"Kafka, Redis, MySQL", resume.PlaceList, "Kafka:listed Redis:listed MySQL:listed"},
		{"Java Developer, Larch Ltd", resume.PlaceHead, "Java:role-list"},
		{"Kafka for developers", resume.PlaceCourse, "Kafka:listed"},
		{"Kafka administrator", resume.PlaceCertificate, "Kafka:listed"},
		{"Kafka", resume.PlaceHeading, "Kafka:ambiguous"},
		{"Team player who writes clean code.", resume.PlaceSummary, "team player:claimed clean code:claimed"},
		{"Kafka Redis MySQL Docker Terraform Ansible and much else was seen here by me", resume.PlaceOther,
			"Kafka:listed Redis:listed MySQL:listed Docker:listed Terraform:listed Ansible:listed"},
	}
	for _, tt := range tests {
		doc, res := one(tt.text, tt.place)
		if got := found(m, doc, res); got != tt.want {
			t.Errorf("%q at %d: got %q, want %q", tt.text, tt.place, got, tt.want)
		}
	}
}

func TestHiddenText(t *testing.T) {
	m := matcher(t)
	b := document.NewBuilder("text")
	b.Write("Kept PostgreSQL running.")
	b.Hide(document.HiddenTiny, 1, document.Box{}, "Kafka Redis")
	doc := b.Document()
	res := &resume.Resume{Roles: make([]resume.Role, 1), Passages: []resume.Passage{{Span: document.Span{End: 24}, Place: resume.PlaceRole}}}
	if got, want := found(m, doc, res), "PostgreSQL:used Kafka:hidden Redis:hidden"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestImpliedAndSatisfied(t *testing.T) {
	m := matcher(t)
	doc, res := one("Moved views to Django and infrastructure to OpenTofu.", resume.PlaceRole)
	r := m.Scan(doc, res)
	var got []string
	for _, h := range r.Hits {
		s := m.Entry(h.Entry) + ":" + h.Grade.String()
		if h.From >= 0 {
			s += "<" + m.Entry(r.Hits[h.From].Entry)
		}
		got = append(got, s)
	}
	want := "Django:used Python:implied<Django OpenTofu:used Terraform:used<OpenTofu"
	if strings.Join(got, " ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhy(t *testing.T) {
	m := matcher(t)
	tests := []struct{ text, want string }{
		{"Graduated in spring 2021.", `Spring: another meaning, in "spring 2021"`},
		{"No experience with Kafka.", `Kafka: negated by "No experience with"`},
		{"Want to learn Kafka.", `Kafka: an aim: "Want to learn"`},
		{"Familiar with Kafka.", `Kafka: a slight acquaintance: "Familiar with"`},
		{"Wrote Objective-C for years.", `C: part of "Objective-C"`},
		{"A team player.", "team player: a trait that the person claims; ask for it"},
		{"Let us go.", "Go: nothing around it says that the technology is meant"},
	}
	for _, tt := range tests {
		doc, res := one(tt.text, resume.PlaceRole)
		var got []string
		for _, h := range m.Scan(doc, res).Hits {
			if s := h.Why.Says(doc); s != "" && h.From < 0 {
				got = append(got, m.Entry(h.Entry)+": "+s)
			}
		}
		if !strings.Contains(strings.Join(got, "\n"), tt.want) {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestPatternsAreGradedToo(t *testing.T) {
	m := withPatterns(t, "~split ... (monolith|service)", "~lead (a|the) team", "# requests/s", "=GoLand")
	tests := []struct{ text, want string }{
		{"Split the billing monolith into nine.", "~split ... (monolith|service):used"},
		{"Never split a monolith.", "~split ... (monolith|service):negated"},
		{"Want to lead a team.", "~lead (a|the) team:negated"},
		{"Serves 12k requests/s and 1.5 million requests/s.", "# requests/s:used # requests/s:used"},
		{"Wrote it in GoLand, never in goland.", "=GoLand:used"},
		{"Split the monolith's parts over one, two, three, four, five, six. Service.", "~split ... (monolith|service):used"},
	}
	for _, tt := range tests {
		doc, res := one(tt.text, resume.PlaceRole)
		var got []string
		for _, h := range m.Scan(doc, res).Hits {
			if int(h.Entry) >= m.Terms() {
				got = append(got, m.Entry(h.Entry)+":"+h.Grade.String())
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	m := matcher(t)
	tests := []struct{ text, want string }{
		{"Built it. Ran it! Why? Because", "Built it|Ran it|Why|Because"},
		{"Tools, e.g. Kafka and others, approx. 20 of them. Done", "Tools, e.g. Kafka and others, approx. 20 of them|Done"},
		{"• one • two\n- three\n- four", "one|two|three|four"},
		{"Node.js and ASP.NET 4.5 stay. Go on.", "Node.js and ASP.NET 4.5 stay|Go on"},
		{"wrapped\nline\n\nnew paragraph", "wrapped\nline|new paragraph"},
	}
	for _, tt := range tests {
		doc, res := one(tt.text, resume.PlaceRole)
		var got []string
		for _, s := range m.Scan(doc, res).Sentences {
			got = append(got, doc.Slice(s.Span))
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%q: got %q", tt.text, got)
		}
	}
}

// TestScanAllocatesNothing holds the promise of Scratch.
func TestScanAllocatesNothing(t *testing.T) {
	m := matcher(t)
	doc, res := sample()
	var s Scratch
	m.ScanInto(&s, doc, res)
	if n := testing.AllocsPerRun(20, func() { m.ScanInto(&s, doc, res) }); n != 0 {
		t.Errorf("%v allocations in a scan", n)
	}
}

func TestScratchAndGoroutinesChangeNothing(t *testing.T) {
	m := matcher(t)
	doc, res := sample()
	want := m.Scan(doc, res)
	var s Scratch
	other, otherRes := one("Something else entirely in Go, C and R.", resume.PlaceRole)
	for range 3 {
		m.ScanInto(&s, other, otherRes)
		if got := m.ScanInto(&s, doc, res); !reflect.DeepEqual(got.Hits, want.Hits) || !reflect.DeepEqual(got.Sentences, want.Sentences) {
			t.Fatal("a used scratch gives another result")
		}
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := m.Scan(doc, res); !reflect.DeepEqual(got.Hits, want.Hits) {
				t.Error("goroutines give different results")
			}
		})
	}
	wg.Wait()
}

// check says what is wrong with a result: spans outside the text, disorder, dangling indexes.
func check(doc *document.Document, res *resume.Resume, r *Result) string {
	for i, h := range r.Hits {
		switch {
		case h.Span.Start < 0 || h.Span.End > len(doc.Text) || h.Span.Empty():
			return fmt.Sprintf("hit %d: span %v", i, h.Span)
		case int(h.Sentence) >= len(r.Sentences) || h.Sentence < 0:
			return fmt.Sprintf("hit %d: sentence %d", i, h.Sentence)
		case h.From >= int32(i) || h.From >= 0 && r.Hits[h.From].Span != h.Span:
			return fmt.Sprintf("hit %d: from %d", i, h.From)
		case int(h.Passage) >= max(1, len(res.Passages)):
			return fmt.Sprintf("hit %d: passage %d", i, h.Passage)
		case h.Span.End > doc.Visible && h.Grade > Claimed:
			return fmt.Sprintf("hit %d: hidden text counts", i)
		}
		_ = h.Why.Says(doc)
	}
	for i, s := range r.Sentences {
		if s.Span.Empty() || s.Span.End > len(doc.Text) || i > 0 && s.Span.Start < r.Sentences[i-1].Span.End {
			return fmt.Sprintf("sentence %d: %v", i, s.Span)
		}
	}
	return ""
}

func FuzzScan(f *testing.F) {
	m := matcher(f)
	for _, s := range []string{"Built Go services. No Java, but C++ and C #.", "not only Rust\n- React to", "learning, Kafka (none), from C to Scala", "\xff.NET ＃", "without without no never Go", "Want to learn Go, R, C and D. d'API"} {
		f.Add(s, 0, 8, 20)
	}
	f.Fuzz(func(t *testing.T, text string, place, cut, visible int) {
		if place < 0 {
			place = -(place + 1)
		}
		in := func(n int) int {
			if n < 0 {
				n = -(n + 1)
			}
			return n % (len(text) + 1)
		}
		cut, visible = in(cut), in(visible)
		doc := &document.Document{Text: text, Visible: max(cut, visible)}
		res := &resume.Resume{
			Sections: make([]resume.Section, 2), Roles: make([]resume.Role, 1),
			Passages: []resume.Passage{
				{Span: document.Span{End: min(cut, visible)}, Place: resume.Place(place % int(resume.Places)), Role: -1, Section: 1},
				{Span: document.Span{Start: min(cut, visible), End: max(cut, visible)}, Place: resume.PlaceRole},
			},
			Masks: []resume.Mask{{Span: document.Span{Start: cut / 2, End: cut/2 + 3}, Kind: resume.MaskKind(place % 13)}},
		}
		if wrong := check(doc, res, m.Scan(doc, res)); wrong != "" {
			t.Fatalf("%q: %s", text, wrong)
		}
		if wrong := check(doc, &resume.Resume{}, m.Scan(doc, nil)); wrong != "" {
			t.Fatalf("%q without structure: %s", text, wrong)
		}
	})
}

func TestRecognisedText(t *testing.T) {
	m := matcher(t)
	doc, res := one("Ran Kafka. Ran Redis. Ran MySQL.", resume.PlaceRole)
	doc.Marks = []document.Mark{{Span: document.Span{End: 32}, Kind: document.MarkParagraph}, {Span: document.Span{Start: 11, End: 21}, Kind: document.MarkOCR}}
	var got []string
	for _, h := range m.Scan(doc, res).Hits {
		if h.From < 0 {
			got = append(got, fmt.Sprintf("%s:%v", m.Entry(h.Entry), h.OCR))
		}
	}
	if want := "Kafka:false Redis:true MySQL:false"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// BenchmarkGrowth shows that a hostile text costs no more a byte when it is a hundred times as long.
func BenchmarkGrowth(b *testing.B) {
	m := matcher(b)
	for _, piece := range []string{"react to ", "no go without ", "React ", "split x x x x ", "Want to learn Kafka, "} {
		for _, n := range []int{1000, 100000} {
			doc, res := one(strings.Repeat(piece, n), resume.PlaceOther)
			b.Run(fmt.Sprintf("%s/%d", strings.TrimSpace(piece), n), func(b *testing.B) {
				b.SetBytes(int64(len(doc.Text)))
				var s Scratch
				for b.Loop() {
					m.ScanInto(&s, doc, res)
				}
			})
		}
	}
}
