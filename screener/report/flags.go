package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// mostSharing is how many resumes a line that many share names before it counts the rest.
const mostSharing = 3

// sharedFlag is what a flag says where it comes of how a file could be read, without the count or place in brackets
// behind it. Many resumes share such a flag, so the table says it once. It is "" for what was found in one file, such
// as hidden text, which must not drown among them.
func sharedFlag(f Flag) string {
	if f.Kind != "doubt" && f.Kind != "language" {
		return ""
	}
	if i := strings.LastIndex(f.Says, " ("); i > 0 && strings.HasSuffix(f.Says, ")") {
		return f.Says[:i]
	}
	return f.Says
}

func hasOwnFlag(res *Resume) bool {
	return slices.ContainsFunc(res.Flags, func(f Flag) bool { return sharedFlag(f) == "" })
}

// flagged says of each resume what was found in it alone.
func (t *table) flagged() []string {
	var out []string
	for i := range t.report.Resumes {
		res := &t.report.Resumes[i]
		var says []string
		for _, f := range res.Flags {
			if sharedFlag(f) == "" {
				says = append(says, clip(short(f.Says), 80))
			}
		}
		if n := len(says) - 2; n > 0 {
			says = append(says[:2], fmt.Sprintf("+%d more", n))
		}
		if len(says) > 0 {
			out = append(out, surname(res)+": "+strings.Join(says, "; "))
		}
	}
	return out
}

// doubted says what was doubtful in reading, each with the resumes that share it, what most share first.
func (t *table) doubted() []string {
	sharing := map[string][]string{}
	count := map[string]int{}
	maps.Copy(count, t.more.Doubted)
	for i := range t.report.Resumes {
		res := &t.report.Resumes[i]
		for _, f := range res.Flags {
			if says := sharedFlag(f); says != "" {
				sharing[says] = append(sharing[says], surname(res))
				count[says]++
			}
		}
	}
	all := slices.Sorted(maps.Keys(count))
	slices.SortStableFunc(all, func(a, b string) int { return count[b] - count[a] })
	return each(all, func(says string) string {
		names := sharing[says][:min(mostSharing, len(sharing[says]))]
		s := strings.Join(names, ", ")
		if n := count[says] - len(names); n > 0 {
			s += fmt.Sprintf(" and %d more", n)
		}
		return s + ": " + clip(short(says), 110)
	})
}
