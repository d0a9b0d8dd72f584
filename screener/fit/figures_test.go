package fit_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"shortlist/screener/fit"
)

var update = flag.Bool("update", false, "write the golden figures")

// figures is what a test measures, in the order in which it does.
type figures struct {
	*testing.T
	all     []figure
	aimless bool // the aims are out of reach; the figures may not fall all the same
}

type figure struct {
	what  string
	value float64
}

// check holds a figure to its aim; 0 is none.
func (f *figures) check(what string, got, least float64) {
	f.Helper()
	f.Logf("%-75s %.3f (aim %.2f)", what, got, least)
	f.all = append(f.all, figure{what, got})
	if got < least && !f.aimless {
		f.Errorf("%s: %.3f, want at least %.2f", what, got, least)
	}
}

// drift is how far a figure may fall before somebody has to look and write it down anew; what rises is only told.
const drift = 0.02

// golden compares the figures with those written down, so that a change of quality shows in review.
func (f *figures) golden(name string) {
	f.Helper()
	path := "../../testdata/sets/" + name + ".figures"
	var b strings.Builder
	for _, x := range f.all {
		fmt.Fprintf(&b, "%.3f  %s\n", x.value, x.what)
	}
	if *update {
		if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
			f.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	if len(lines) != len(f.all) {
		f.Errorf("%d figures, %d are written down in %s (go test -update)", len(f.all), len(lines), path)
		return
	}
	for i, x := range f.all {
		was, what, _ := strings.Cut(lines[i], "  ")
		v, err := strconv.ParseFloat(was, 64)
		switch {
		case err != nil || what != x.what || x.value < v-drift:
			f.Errorf("%s was %s, is %.3f: look, and write it down (go test -update)", x.what, was, x.value)
		case x.value > v+drift:
			f.Logf("%s rose from %s to %.3f (go test -update writes it down)", x.what, was, x.value)
		}
	}
}

// claim is a resume without its titles: whether a reader would say that the person can do backend work, and what the rules say.
type claim struct {
	name          string
	can, frontend bool
	stack         fit.Stack
}

// can measures how often the rules and the reader agree.
func (f *figures) can(claims []claim) {
	f.Helper()
	right, all, accepted, frontends := map[bool]float64{}, map[bool]float64{}, 0.0, 0.0
	for _, x := range claims {
		can := x.stack.Is == "backend" || x.stack.Is == "full-stack"
		all[x.can]++
		if can == x.can {
			right[x.can]++
		} else {
			f.Logf("wrong: %s: %s (%s)", x.name, x.stack.Is, x.stack.Why)
		}
		if x.frontend {
			frontends++
			if can {
				accepted++
			}
		}
	}
	yes, no := right[true]/all[true], right[false]/all[false]
	f.Logf("can %.3f, cannot %.3f", yes, no)
	f.check("can do backend work, titles masked, balanced accuracy", (no+yes)/2, 0.90)
	f.check("frontend people not accepted", 1-accepted/frontends, 0.92)
}

// auc is the share of pairs in which the first stands above the second; a tie counts half.
func auc(above, below []float64) float64 {
	sum := 0.0
	for _, a := range above {
		for _, b := range below {
			switch {
			case a > b:
				sum++
			case a == b:
				sum += 0.5
			}
		}
	}
	return sum / float64(len(above)*len(below))
}

// ndcg is the discounted gain of the first n of a ranking over the best there could be.
func ndcg(scores []float64, relevant []bool, n int) float64 {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return scores[order[a]] > scores[order[b]] })
	got, best, total := 0.0, 0.0, 0
	for i, k := range order {
		if relevant[k] {
			total++
			if i < n {
				got += 1 / math.Log2(float64(i+2))
			}
		}
	}
	for i := range min(total, n) {
		best += 1 / math.Log2(float64(i+2))
	}
	return got / best
}

func mean(all []float64) float64 {
	sum := 0.0
	for _, v := range all {
		sum += v
	}
	return sum / float64(max(1, len(all)))
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}
