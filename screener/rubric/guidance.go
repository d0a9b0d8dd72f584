package rubric

import (
	"fmt"
	"slices"
)

// GuidanceSchema is the version of the guidance file's YAML shape.
const GuidanceSchema = "shortlist.guidance/1"

// GuidanceKinds are the uses that a row may be put to. Rows of all kinds but context must be cited somewhere.
var GuidanceKinds = []string{"criterion", "stack", "scope", "speciality", "scoring", "interview", "context"}

// Guidance is what the published advice on hiring says, a row a statement: the ground that every weight, criterion and
// signal stands on.
type Guidance struct {
	Documents []GuidanceDocument
	Rows      []Row

	byID map[string]int
}

// GuidanceDocument is one published text.
type GuidanceDocument struct{ ID, Title string }

// Row is one statement.
type Row struct {
	ID     string   // D3-21: row 21 of document 3
	As     []string // how it is used; several of GuidanceKinds
	For    string   // developer, engineer or both
	Says   string   // in our words
	Why    string   // why a row of kind context is not scored
	Source Source
}

// Is says whether the row is put to a use.
func (r *Row) Is(kind string) bool { return slices.Contains(r.As, kind) }

// index makes byID.
func (g *Guidance) index() {
	g.byID = make(map[string]int, len(g.Rows))
	for i := range g.Rows {
		g.byID[g.Rows[i].ID] = i
	}
}

// Row gives the row of an id, or nil.
func (g *Guidance) Row(id string) *Row {
	if i, ok := g.byID[id]; ok {
		return &g.Rows[i]
	}
	return nil
}

func (g *Guidance) ids() []string {
	out := make([]string, len(g.Rows))
	for i, r := range g.Rows {
		out[i] = r.ID
	}
	return out
}

// parseGuidance reads a guidance file.
func parseGuidance(path string, data []byte) (*Guidance, error) {
	f, err := ParseFile(path, data)
	if err != nil {
		return nil, err
	}
	r := &reading{File: f}
	g := &Guidance{byID: map[string]int{}}
	top := r.fields(f.Root, "the guidance", "schema", "documents", "rows")
	r.schema(top["schema"], GuidanceSchema)
	for _, n := range r.items(top["documents"], "documents") {
		m := r.fields(n, "a document", "id", "title")
		g.Documents = append(g.Documents, GuidanceDocument{r.text(m["id"], "id"), r.text(m["title"], "title")})
	}
	for _, n := range r.items(top["rows"], "rows") {
		m := r.fields(n, "a row", "id", "as", "for", "says", "why")
		row := Row{ID: r.text(m["id"], "id"), Says: r.text(m["says"], "says"), Why: r.text(m["why"], "why"), Source: r.at(n)}
		if m["id"] == nil || m["says"] == nil || m["as"] == nil {
			r.fail(n, "L004", "id, as, for and says", "a row lacks a key")
			continue
		}
		row.Source = r.at(m["id"])
		for _, it := range r.texts(m["as"], "as") {
			if !slices.Contains(GuidanceKinds, it.text) {
				r.fail(it.node, "L003", keyHelp(it.text, GuidanceKinds), "a row cannot be used as %q", it.text)
			}
			row.As = append(row.As, it.text)
		}
		row.For = r.oneOf(m["for"], "for", "developer", "engineer", "both")
		if row.Is("context") && row.Why == "" {
			r.fail(m["id"], "L004", "why: the reason why it is not scored", "row %s is context without a reason", row.ID)
		}
		if before, ok := g.byID[row.ID]; ok {
			r.fail(m["id"], "L205", fmt.Sprintf("it stands in line %d already", g.Rows[before].Source.Line), "row %s stands twice", row.ID)
		}
		g.byID[row.ID] = len(g.Rows)
		g.Rows = append(g.Rows, row)
	}
	return g, r.found.orNil()
}
