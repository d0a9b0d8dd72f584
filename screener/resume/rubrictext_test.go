package resume

import (
	"strings"
	"testing"

	"shortlist/rubrics"
)

// A rubric pasted into a resume is somebody else's text wherever it stands, and the rest is read as if it were not there.
func TestRubricText(t *testing.T) {
	data, err := rubrics.Files.ReadFile("backend-developer.yaml")
	if err != nil {
		t.Fatal(err)
	}
	flat := strings.Join(strings.Fields(twoPages), " ")
	for _, resume := range []string{twoPages, flat} {
		without := parser(t).Parse(textDocument(resume))
		for _, rubric := range []string{string(data), strings.Join(strings.Fields(string(data)), " ")} {
			half := strings.Index(resume, "Technologies:")
			for _, text := range []string{rubric + "\n" + resume, resume[:half] + "\n" + rubric + "\n" + resume[half:], resume + "\n" + rubric} {
				d := textDocument(text)
				r := parser(t).Parse(d)
				check(t, d, r)
				if len(r.Roles) != len(without.Roles) || len(r.Education) != len(without.Education) {
					t.Errorf("%d roles and %d studies, without the rubric %d and %d", len(r.Roles), len(r.Education), len(without.Roles), len(without.Education))
				}
				at := strings.Index(d.Text, "~(build|develop|design|implement")
				for _, p := range r.Passages {
					if p.Span.Start <= at && at < p.Span.End && p.Place != PlaceForeign {
						t.Errorf("the rubric stands in %s", p.Place)
					}
				}
			}
		}
	}
}

// Words that rubrics have as well make none of a resume.
func TestNoRubricText(t *testing.T) {
	for _, text := range []string{
		"Acceptance criteria: written with the product owner. Weight: 70 kg. Terms: full-time.",
		"Learned 40 phrases: greetings and numbers.\nSignals: 4G\nweight: 80\n",
	} {
		d := textDocument(twoPages + text)
		if r := parser(t).Parse(d); len(r.Passages) > 0 && r.Passages[len(r.Passages)-1].Place == PlaceForeign {
			t.Errorf("%q was taken for a rubric", text)
		}
	}
}
