package report

import "strings"

// isPhrase says whether a hit was found by a phrase in the syntax of rubrics, "~tune ... (query|queries)", which is
// nothing to show to a person.
func isPhrase(h *Hit) bool {
	return strings.HasPrefix(h.Term, "~") || strings.ContainsAny(h.Term, "|(") || strings.Contains(h.Term, "...") || strings.HasPrefix(h.Term, "=")
}

// isTerm says whether a hit is a technology or notion of the vocabulary.
func isTerm(h *Hit) bool { return !isPhrase(h) && h.Signal == "" && h.Term != "" }

// nameOf is the term or signal that a hit stands for; "" for a phrase.
func nameOf(h *Hit) string {
	if isPhrase(h) {
		return ""
	}
	return short(h.Term)
}

// saysMore says whether the quote of a hit tells more than its name.
func saysMore(h *Hit) bool {
	return h.Quote != "" && (isPhrase(h) || len(h.Quote) > len(h.Term)+2)
}

// quoteOf is the quote of a hit in n columns. A long one is cut around a term; for a deed it starts with its verb.
func quoteOf(h *Hit, n int) string {
	if isPhrase(h) || h.Signal != "" {
		return clip(short(h.Quote), n)
	}
	return window(short(h.Quote), h.Term, n)
}

// saying is what a hit is shown as: its quote in quotation marks, in n columns, or its name where that is all.
func saying(h *Hit, open, shut string, n int) string {
	if saysMore(h) {
		return open + quoteOf(h, n-columns(open)-columns(shut)) + shut
	}
	if name := nameOf(h); name != "" {
		return clip(name, n)
	}
	return open + clip(short(h.Quote), n-2) + shut
}

// window cuts s to n columns so that term is in sight where it stands in s.
func window(s, term string, n int) string {
	if columns(s) <= n {
		return s
	}
	lower := strings.ToLower(s)
	i := strings.Index(lower, strings.ToLower(term))
	end := i + len(term)
	if term == "" || i <= 0 || len(lower) != len(s) || columns(s[:end]) < n { // a letter that changes its length would shift offsets
		return clip(s, n)
	}
	// Start at the last word start that leaves the term in sight, with a little before it.
	start := 0
	for j := 1; j < i; j++ {
		if s[j-1] == ' ' {
			start = j
			if columns(s[j:end]) < n-2 {
				break
			}
		}
	}
	if start == 0 {
		return clip(s, n)
	}
	return "…" + clip(s[start:], n-1)
}

// apartSays is why a resume is apart, with the strongest line that shows it: nobody goes aside without a quote.
func apartSays(res *Resume, f *Fit, n int) string {
	var best *Hit
	for i := range res.Stack.Hits {
		h := &res.Stack.Hits[i]
		if h.Side == res.Stack.Is && h.Quote != "" && (best == nil || gradeWorth(h.Grade) > gradeWorth(best.Grade) ||
			gradeWorth(h.Grade) == gradeWorth(best.Grade) && len(h.Quote) > len(best.Quote)) {
			best = h
		}
	}
	reason := short(f.Reason)
	if best == nil || strings.ContainsAny(reason, `"“`) {
		return reason
	}
	stack := short(res.Stack.Is)
	return stack + `, "` + quoteOf(best, max(20, n-len(stack)-14)) + `" ` + at(best.Page, best.Line)
}
