package rubric

import (
	"fmt"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// YAML prints the rubric resolved: one file that needs no other, with the defaults written out.
func (r *Rubric) YAML() string { return r.yaml(true) }

// yaml prints the rubric, with or without the lines it was written in: moving a criterion down a line changes no score.
func (r *Rubric) yaml(sources bool) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("schema: %s", Schema)
	line("name: %s", r.Name)
	line("title: %s", scalar(r.Title))
	if len(r.Extends) > 0 {
		line("# merged with %s", strings.Join(r.Extends, ", "))
	}
	if r.Speciality != "" {
		line("speciality: %s", scalar(r.Speciality))
	}
	line("accept: %s", flow(r.Accept))
	if r.Lean != "" {
		line("lean: %s", r.Lean)
	}
	line("bands: {strong: %d, good: %d, possible: %d}", r.Bands.Strong, r.Bands.Good, r.Bands.Possible)
	w := r.Worth
	line("worth: {used: %s, role-list: %s, unplaced: %s, listed: %s, implied: %s}", decimal(w.Used, 100), decimal(w.RoleList, 100), decimal(w.Unplaced, 100), decimal(w.Listed, 100), decimal(w.Implied, 100))
	line("lists: {points: %s, share: %s}", decimal(r.Lists.Free, 1000), decimal(r.Lists.Share, 100))
	if r.Built.Enough > 0 {
		line("built: {enough: %s, least: %s}", decimal(r.Built.Enough, 100), decimal(r.Built.Least, 100))
	}
	writeAllow(line, "", r.Allow)
	if len(r.Terms) > 0 {
		line("vocabulary:")
		for _, t := range r.Terms {
			if data, err := yaml.Marshal(t.Node); err == nil {
				b.Write(data)
			}
		}
	}
	line("criteria:")
	for i := range r.Criteria {
		r.Criteria[i].write(line, sources)
	}
	return b.String()
}

func writeAllow(line func(string, ...any), in string, all []Allow) {
	if len(all) == 0 {
		return
	}
	line("%sallow:", in)
	for _, a := range all {
		line("%s  %s: %s", in, a.Code, scalar(a.Reason))
	}
}

func (c *Criterion) write(line func(string, ...any), sources bool) {
	if sources {
		line("  - id: %s  # %s", c.ID, c.Source)
	} else {
		line("  - id: %s", c.ID)
	}
	line("    title: %s", scalar(c.Title))
	line("    weight: %s", decimal(c.Weight, 1000))
	if c.Bonus {
		line("    bonus: true")
	}
	if len(c.Parts) == 1 {
		c.Parts[0].write(line, "    ", "    ", len(c.Guidance) == 0)
	} else {
		line("    parts:")
		for _, p := range c.Parts {
			p.write(line, "      - ", "        ", true)
		}
	}
	if c.Must > 0 {
		line("    must: %d", c.Must)
	}
	if len(c.Where) > 0 {
		line("    where: %s", flow(c.Where))
	}
	if y := c.Years; y != nil {
		of := ""
		if len(y.Of) > 0 {
			of = ", of: " + flow(texts(y.Of))
		}
		line("    years: {at_least: %s%s}", decimal(y.Months*1000/12, 1000), of)
	}
	for _, kv := range [][2]string{{"why", c.Why}, {"ask", c.Ask}} {
		if kv[1] != "" {
			line("    %s: %s", kv[0], scalar(kv[1]))
		}
	}
	writeCites(line, "    ", c.Guidance)
	writeAllow(line, "    ", c.Allow)
}

func writeCites(line func(string, ...any), in string, all []Cite) {
	if len(all) == 0 {
		return
	}
	ids := make([]string, len(all))
	for i, g := range all {
		ids[i] = g.ID
	}
	line("%sguidance: %s", in, flow(ids))
}

func (p *Part) write(line func(string, ...any), first, in string, cites bool) {
	lead := first
	put := func(format string, args ...any) {
		line(lead+format, args...)
		lead = in
	}
	var terms, phrases, signals []string
	for _, e := range p.Entries {
		switch e.Kind {
		case KindTerm:
			terms = append(terms, e.Text)
		case KindTag:
			terms = append(terms, "tag:"+e.Text)
		case KindPhrase:
			phrases = append(phrases, e.Text)
		case KindSignal:
			signals = append(signals, e.Text)
		}
	}
	if len(terms) > 0 {
		put("terms: %s", flow(terms))
	}
	if len(signals) > 0 {
		put("signals: %s", flow(signals))
	}
	list := func(key string, all []string) {
		if len(all) == 0 {
			return
		}
		put("%s:", key)
		for _, s := range all {
			put("  - %s", scalar(s))
		}
	}
	list("phrases", phrases)
	list("not", texts(p.Not))
	if e := p.Education; e != nil {
		or := e.Or
		if e.OrMonths > 0 {
			or = append(or[:len(or):len(or)], strconv.Itoa(e.OrMonths)+" months of software roles")
		}
		put("education: {level: %s, fields: %s, or: %s}", e.Level, flow(texts(e.Fields)), flow(or))
	}
	if p.Count != CountThings {
		put("count: %s", p.Count)
	}
	put("enough: %d", p.Enough)
	if cites {
		writeCites(line, in, p.Guidance)
	}
}

func texts(all []Entry) []string {
	out := make([]string, len(all))
	for i, e := range all {
		out[i] = e.Text
		if e.Kind == KindTag {
			out[i] = "tag:" + e.Text
		}
	}
	return out
}

func flow(all []string) string {
	out := make([]string, len(all))
	for i, s := range all {
		out[i] = scalar(s)
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// scalar writes a text so that YAML reads it as that text.
func scalar(s string) string {
	plain := s != "" && s == strings.TrimSpace(s) && !strings.ContainsAny(s, ":#,[]{}&*!|>'\"%@`\\\n\t") && !strings.ContainsAny(s[:1], "-?~=<.0123456789+")
	switch strings.ToLower(s) {
	case "true", "false", "null", "yes", "no", "on", "off", "y", "n":
		plain = false
	}
	if plain || strings.HasPrefix(s, "tag:") && !strings.Contains(s, ": ") {
		return s
	}
	return strconv.Quote(s)
}

// decimal writes a number given in parts of one.
func decimal(v, parts int) string {
	return strconv.FormatFloat(float64(v)/float64(parts), 'f', -1, 64)
}
