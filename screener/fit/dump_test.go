package fit_test

import (
	"fmt"
	"math/rand"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	kinds := []string{"dba", "scope-developer", "web-backend", "dotnet", "python", "qa", "sysadmin", "frontend", "mobile", "data-scientist"}
	for r := range 2 {
		fmt.Printf("%-14s", "")
		for _, k := range kinds {
			fmt.Printf("%9.9s", k)
		}
		fmt.Println()
		sums := map[string]map[string]float64{}
		var ids []string
		for _, k := range kinds {
			rnd := rand.New(rand.NewSource(3))
			for range 12 {
				a := b.assess(t, p.resume(rnd, p.Kinds[k], "running"))
				for _, c := range a.Fits[r].Criteria {
					id := fmt.Sprintf("%-14s%4.1f", c.Rule.ID, float64(c.Weight)/1000)
					if sums[id] == nil {
						sums[id] = map[string]float64{}
						ids = append(ids, id)
					}
					sums[id][k] += float64(c.Points) / 12000
				}
			}
		}
		for _, id := range ids {
			fmt.Printf("%s", id)
			for _, k := range kinds {
				fmt.Printf("%8.1f ", sums[id][k])
			}
			fmt.Println()
		}
	}
	rnd := rand.New(rand.NewSource(3))
	text := p.resume(rnd, p.Kinds["java"], "running")
	if os.Getenv("SHOW") != "" {
		doc, res := b.read(t, text)
		fmt.Println(text)
		for _, ps := range res.Passages {
			fmt.Printf("%d %d %.80q\n", ps.Place, ps.Role, doc.Slice(ps.Span))
		}
	}
}

func TestDumpStack(t *testing.T) {
	b := newBench(t)
	p := readPopulation(t)
	for _, k := range []string{"frontend", "designer"} {
		rnd := rand.New(rand.NewSource(5))
		for range 6 {
			text := p.resume(rnd, p.Kinds[k], "masked")
			doc, res := b.read(t, text)
			a := b.Assess(doc, res, asOf)
			text = doc.Text
			fmt.Println(k, a.Stack.Is, a.Stack.Why, a.Stack.Builds)
			if a.Stack.Is == "frontend" && k == "frontend" {
				continue
			}
			for _, h := range a.Stack.Hits {
				fmt.Printf("   %-9s %4d %-10v %.40q %.70s  %s\n", h.Side, h.Worth, h.Hit.Grade, text[h.Hit.Span.Start:h.Hit.Span.End], h.Term, h.Source)
			}
		}
	}
}
